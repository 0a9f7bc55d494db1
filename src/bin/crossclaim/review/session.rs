//! A session: which question is shown, and what keys do. Knows neither a terminal nor files.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use crossclaim::Relation;
use crossclaim::decide::{Choice, Decision, Decisions};

use super::load::{Item, Loaded};
use super::told::{State, state, words};

const ALL_DECIDED: &str = "everything is decided; ← and → look through it, q quits";

/// What somebody wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Command {
    /// Decide, and go on.
    Decide(Choice),
    /// Leave the side in focus out, which does not belong; take it in again.
    LeaveOut,
    /// Begin a note.
    Note,
    /// Begin a number to go to.
    GoTo,
    /// Take the last decision back.
    Undo,
    /// The next question, whatever its state.
    Next,
    /// The one before.
    Previous,
    /// The next question that is open.
    NextOpen,
    /// Show or hide the score.
    Score,
    /// Show or hide the help.
    Help,
    /// Scroll the article of the side in focus by so many lines.
    Scroll(i32),
    /// The next side, or the one before.
    Side(i32),
    /// A character of what is being written.
    Write(char),
    /// Take the last character away.
    Erase,
    /// What was written is complete.
    Enter,
    /// Leave what was begun, or nothing.
    Escape,
    /// End the session.
    Quit,
    /// A decision that came before anybody can have read the question.
    Hasty,
    /// A key that means nothing.
    Unknown,
}

/// What is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Writing {
    /// A note on the question.
    Note(String),
    /// The number of a question.
    GoTo(String),
}

/// Puts decisions on the disk.
pub(crate) type Save<'a> = dyn FnMut(&[Decision]) -> Result<()> + 'a;

/// A session.
pub(crate) struct Session {
    /// The questions.
    pub(crate) items: Vec<Item>,
    /// The texts that they point into.
    pub(crate) texts: Vec<String>,
    /// How each question stands.
    pub(crate) states: Vec<State>,
    /// The number of the question shown.
    pub(crate) at: usize,
    /// The number of the side in focus.
    pub(crate) focus: usize,
    /// How far the article of each side is scrolled.
    pub(crate) scroll: Vec<i32>,
    /// Whether the score is shown.
    pub(crate) score: bool,
    /// Whether the help is shown.
    pub(crate) help: bool,
    /// What is being written.
    pub(crate) writing: Option<Writing>,
    /// What came of the last key.
    pub(crate) message: String,
    /// Whether it is over.
    pub(crate) over: bool,
    /// Questions put off in this session.
    skipped: BTreeSet<usize>,
    decisions: Decisions,
    reviewer: String,
    clock: fn() -> String,
    /// What can be taken back, the last one last.
    history: Vec<Done>,
    /// The question of an earlier session that the next undo takes back: it was shown, and asked about.
    asked: Option<usize>,
}

/// Something that was decided.
#[derive(Clone, Debug)]
struct Done {
    /// The question.
    at: usize,
    /// What the reviewer had said of it before.
    before: Option<Decision>,
    /// The day, where an earlier session did it.
    earlier: Option<String>,
}

impl Session {
    /// A session over what was loaded, at the first open question. `rows` are all that was ever decided, in its order.
    pub(crate) fn new(loaded: Loaded, rows: &[Decision], reviewer: &str, clock: fn() -> String) -> Self {
        let asked = loaded.items.iter().map(|i| &i.question);
        let decisions = Decisions::merge(rows.iter().cloned()).before(asked);
        let mut session = Self {
            history: history(&loaded.items, rows, reviewer),
            states: loaded.items.iter().map(|i| state(i, &decisions)).collect(),
            items: loaded.items,
            texts: loaded.texts,
            at: 0,
            focus: 0,
            scroll: Vec::new(),
            score: false,
            help: false,
            writing: None,
            message: String::new(),
            over: false,
            skipped: BTreeSet::new(),
            decisions,
            reviewer: reviewer.to_owned(),
            clock,
            asked: None,
        };
        let first = session.states.iter().position(|s| !s.done);
        session.show(first.unwrap_or(0));
        if first.is_none() {
            session.say(ALL_DECIDED);
        } else if session.decided() > 0 {
            session.message = format!("welcome back: on with question {}", session.at + 1);
        }
        session
    }

    /// The question shown.
    pub(crate) fn item(&self) -> &Item {
        &self.items[self.at]
    }

    /// How many questions are decided.
    pub(crate) fn decided(&self) -> usize {
        self.states.iter().filter(|s| s.done).count()
    }

    /// How many were put off in this session and are open still.
    pub(crate) fn put_off(&self) -> usize {
        self.skipped.iter().filter(|i| !self.states[**i].done).count()
    }

    /// Does what somebody wants. `save` returns when a decision is on the disk: only then it is one.
    pub(crate) fn act(&mut self, command: Command, save: &mut Save<'_>) {
        if let Some(writing) = self.writing.take() {
            self.write(writing, command, save);
            return;
        }
        self.message.clear();
        let asked = self.asked.take();
        if self.help {
            self.help = false;
            if command != Command::Quit {
                return;
            }
        }
        match command {
            Command::Decide(choice) => self.decide(choice, save),
            Command::LeaveOut => self.leave_out(save),
            Command::Note => {
                let note = self.own().map(|d| d.note.clone()).unwrap_or_default();
                self.writing = Some(Writing::Note(note));
            }
            Command::GoTo => self.writing = Some(Writing::GoTo(String::new())),
            Command::Undo => self.undo(asked, save),
            Command::Next => self.show((self.at + 1).min(self.items.len() - 1)),
            Command::Previous => self.show(self.at.saturating_sub(1)),
            Command::NextOpen => self.go_on(),
            Command::Score => self.score = !self.score,
            Command::Help => self.help = true,
            Command::Scroll(lines) => self.scroll[self.focus] = self.scroll[self.focus].saturating_add(lines),
            Command::Side(step) => {
                let sides = self.scroll.len() as i32;
                self.focus = (self.focus as i32 + step).rem_euclid(sides) as usize;
            }
            Command::Quit => self.over = true,
            Command::Hasty => self.say("not taken: this question had only just come up; press it again"),
            Command::Unknown => self.say("no such key; ? shows the keys"),
            Command::Write(_) | Command::Erase | Command::Enter | Command::Escape => {}
        }
    }

    fn say(&mut self, message: &str) {
        message.clone_into(&mut self.message);
    }

    fn show(&mut self, at: usize) {
        self.at = at;
        self.focus = 0;
        self.score = false;
        self.scroll = vec![0; self.items[at].sides.len().max(1)];
    }

    /// The next open question behind this one, then from the start; those put off come last.
    fn go_on(&mut self) {
        let order = || (self.at + 1..self.items.len()).chain(0..=self.at);
        let open = |i: &usize| !self.states[*i].done;
        let fresh = order().find(|i| open(i) && !self.skipped.contains(i));
        match fresh.or_else(|| order().find(|i| open(i) && *i != self.at)) {
            Some(next) => self.show(next),
            None if self.states[self.at].done => {
                self.say(ALL_DECIDED);
            }
            None => self.say("this is the last open question"),
        }
    }

    /// The reviewer's own last row about the question shown, under whatever id.
    fn own(&self) -> Option<&Decision> {
        let question = &self.item().question;
        self.decisions.about(question).filter(|d| d.reviewer == self.reviewer).last()
    }

    /// What the reviewer said of the question shown: the remark, and the sides that do not belong.
    fn said(&self) -> (String, Vec<usize>) {
        let own = self.own();
        let out = own.map(|d| self.item().question.left_out(d)).unwrap_or_default();
        (own.map(|d| d.note.clone()).unwrap_or_default(), out)
    }

    /// Leaves the side in focus out of the question, or takes it in again. What is left is still asked about, unless
    /// nothing in it differs any more.
    fn leave_out(&mut self, save: &mut Save<'_>) {
        let question = &self.item().question;
        let (count, number) = (question.sides.len(), self.item().order[self.focus]);
        let (note, mut out) = self.said();
        match out.iter().position(|o| *o == number) {
            Some(place) => {
                out.remove(place);
            }
            None if count - out.len() < 3 => {
                self.say("only two sides are left; d says that they are not about the same thing");
                return;
            }
            None => out.push(number),
        }
        out.sort_unstable();
        let outlet = question.sides[number].outlet.clone();
        let left = question.without(&out);
        let settled = left.is_none_or(|left| left == Relation::Agree && question.relation != Relation::Agree);
        let choice = if settled { Choice::Apart } else { Choice::Open };
        let taken_in = !out.contains(&number);
        if self.keep(choice, &note, &out, save) {
            self.message = match (taken_in, settled) {
                (true, _) => format!("{outlet} is one of the sides again; decide about all of them"),
                (false, true) => {
                    format!("{outlet} left out; without it nothing differs, so that this is decided")
                }
                (false, false) => format!("{outlet} left out; now decide about the others"),
            };
        }
    }

    fn decide(&mut self, choice: Choice, save: &mut Save<'_>) {
        let (note, out) = self.said();
        if !self.keep(choice, &note, &out, save) {
            return;
        }
        let relation = self.item().question.relation;
        let mut said = format!("{}: {}", self.at + 1, words(choice, relation));
        if choice == Choice::Skip {
            self.skipped.insert(self.at);
        } else if !self.states[self.at].done {
            said.push_str(", and disputed still");
        }
        self.go_on();
        if self.message.is_empty() {
            let next = self.item().question.relation;
            if next < relation {
                said.push_str(match next {
                    Relation::Agree => ". Now the doubtful matches: is it the same claim?",
                    _ => ". Now what differs and may well be so",
                });
            }
            self.message = said;
        }
    }

    /// Puts a decision on the disk, and then into the session.
    fn keep(&mut self, choice: Choice, note: &str, out: &[usize], save: &mut Save<'_>) -> bool {
        let before = self.own().cloned();
        let question = &self.item().question;
        let mut row = Decision::about(question, choice, note, &self.reviewer, &(self.clock)());
        row.left_out = out.iter().map(|i| question.sides[*i].clone()).collect();
        if !self.put(row, save) {
            return false;
        }
        self.history.push(Done { at: self.at, before, earlier: None });
        true
    }

    fn put(&mut self, row: Decision, save: &mut Save<'_>) -> bool {
        if let Err(error) = save(std::slice::from_ref(&row)) {
            self.message = format!("NOT SAVED: {error:#}");
            return false;
        }
        self.decisions.push(row);
        self.states[self.at] = state(&self.items[self.at], &self.decisions);
        true
    }

    /// Takes back what was decided last. What an earlier session decided is shown first.
    fn undo(&mut self, asked: Option<usize>, save: &mut Save<'_>) {
        let Some(Done { at, before, earlier }) = self.history.last().cloned() else {
            self.say("there is nothing to take back");
            return;
        };
        if let Some(day) = earlier.filter(|_| asked != Some(at)) {
            self.show(at);
            self.asked = Some(at);
            self.message =
                format!("{} was decided in an earlier session ({day}); u again takes it back", at + 1);
            return;
        }
        self.show(at);
        let time = (self.clock)();
        let row = before.map_or_else(
            || Decision::about(&self.item().question, Choice::Open, "", &self.reviewer, &time),
            |before| Decision { time: time.clone(), ..before },
        );
        if self.put(row, save) {
            self.history.pop();
            self.skipped.remove(&at);
            self.message = format!("{}: taken back", at + 1);
        }
    }

    fn write(&mut self, mut writing: Writing, command: Command, save: &mut Save<'_>) {
        let text = match &mut writing {
            Writing::Note(text) | Writing::GoTo(text) => text,
        };
        match command {
            Command::Write(c) => text.push(c),
            Command::Erase => {
                text.pop();
            }
            Command::Enter => {
                self.message.clear();
                match writing {
                    Writing::Note(note) => {
                        let choice = self.own().map_or(Choice::Open, |d| d.choice);
                        let (_, out) = self.said();
                        if self.keep(choice, note.trim(), &out, save) {
                            self.say("note kept");
                        } else {
                            self.writing = Some(Writing::Note(note));
                        }
                    }
                    Writing::GoTo(number) => match number.trim().parse::<usize>() {
                        Ok(number) if (1..=self.items.len()).contains(&number) => self.show(number - 1),
                        _ => {
                            self.message =
                                format!("there is no question “{number}”: 1 to {}", self.items.len());
                        }
                    },
                }
                return;
            }
            Command::Escape => return,
            // Not in the middle of a word: what is being written would be lost.
            _ => {}
        }
        self.writing = Some(writing);
    }
}

/// What a reviewer decided in earlier sessions and can take back still: each row that did not itself take one back.
fn history(items: &[Item], rows: &[Decision], reviewer: &str) -> Vec<Done> {
    let places: BTreeMap<&str, usize> =
        items.iter().enumerate().map(|(at, item)| (item.question.id.as_str(), at)).collect();
    let mut last: BTreeMap<usize, &Decision> = BTreeMap::new();
    let mut done: Vec<Done> = Vec::new();
    let said = |row: Option<&Decision>| {
        row.map_or_else(
            || (Choice::Open, String::new(), Vec::new()),
            |r| (r.choice, r.note.clone(), r.left_out.clone()),
        )
    };
    for row in rows.iter().filter(|r| r.reviewer == reviewer) {
        let Some(&at) = places.get(row.id.as_str()) else { continue };
        let before = last.insert(at, row);
        let taken_back = |d: &Done| d.at == at && said(d.before.as_ref()) == said(Some(row));
        if said(before) == said(Some(row)) {
            // Listed, or written twice.
        } else if done.last().is_some_and(taken_back) {
            done.pop();
        } else {
            let day = row.time.get(..10).unwrap_or("at some time").to_owned();
            done.push(Done { at, before: before.cloned(), earlier: Some(day) });
        }
    }
    done
}

//! Sessions tried without a terminal: what keys do, and what the screens show.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

use crossclaim::Relation;
use crossclaim::decide::{Choice, Decision, Question, Side};
use crossclaim::text::Span as Bytes;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::load::{Item, Loaded, Shown};
use super::screen::draw;
use super::session::{Command, Save, Session};
use super::sides::{COLUMN, GAP, ending};

const ONE: &str = "Ferry sinks off Port Ellery\n\nThe weather had been rough for days.\n\nThe ferry Lady Marrow sank off \
    Port Ellery on Sunday, killing 31 people, the coast guard said. The harbour was closed.\n\nA search goes on.";
const TWO: &str =
    "Dozens die\n\nAt least 43 people died when the ferry Lady Marrow went down on Sunday.\n\nMore soon.";

fn item(number: usize, relation: Relation) -> Item {
    let shown = |text: usize, all: &str, words: &str, sentence: &str, to_first| {
        let at = |w: &str| Bytes::new(all.find(w).unwrap(), all.find(w).unwrap() + w.len());
        Shown {
            text,
            place: format!("in/{text}.txt:5"),
            speaker: (text == 0).then(|| "the coast guard".to_owned()),
            words: at(words),
            sentence: at(sentence),
            differs: vec![at(words)],
            to_first,
        }
    };
    let one =
        "The ferry Lady Marrow sank off Port Ellery on Sunday, killing 31 people, the coast guard said.";
    let two = "At least 43 people died when the ferry Lady Marrow went down on Sunday.";
    let side = |outlet: &str, words: &str, sentence: &str| Side {
        outlet: outlet.into(),
        words: words.into(),
        sentence: sentence.into(),
    };
    Item {
        question: Question {
            id: format!("f{number:012x}"),
            kind: "figure".into(),
            measure: "deaths".into(),
            relation,
            score: 0.87,
            // Questions of a real report differ; these need only be told apart.
            sides: vec![
                side("Gazette", &format!("31 people{number}"), one),
                side("Herald", "At least 43 people", two),
            ],
            pairs: vec![(0, 1, relation)],
        },
        label: "deaths of the ferry Lady Marrow".into(),
        note: Some("update".into()),
        why: "31 lies outside at least 43; matched by what they count: deaths".into(),
        next_best: "“43 boats” (0.41)".into(),
        order: vec![0, 1],
        sides: vec![
            shown(0, ONE, "31 people", one, None),
            shown(1, TWO, "At least 43 people", two, Some(relation)),
        ],
    }
}

fn session(count: usize) -> Session {
    let mut items: Vec<Item> = (0..count).map(|n| item(n, Relation::Conflict)).collect();
    items.push(item(count, Relation::Agree));
    let loaded = Loaded {
        items,
        texts: vec![ONE.into(), TWO.into()],
        articles: std::collections::BTreeMap::new(),
        notes: Vec::new(),
        folder: std::path::PathBuf::new(),
    };
    Session::new(loaded, &[], "ana", || "2026-03-01T12:00:00Z".to_owned())
}

fn screen(session: &Session, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(frame, session, true)).unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(row).collect::<Vec<_>>().join("\n")
}

fn keep(rows: &mut Vec<Decision>) -> impl FnMut(&[Decision]) -> anyhow::Result<()> + '_ {
    |new| {
        rows.extend(new.iter().cloned());
        Ok(())
    }
}

#[test]
fn a_question_at_80_by_24() {
    let session = session(2);
    let wanted = "\
 1/3  CONFLICT deaths [update]                                        0 decided
deaths of the ferry Lady Marrow
because 31 lies outside at least 43; matched by what they count: deaths
▶ Gazette, said by the coast guard  in/0.txt:5
Ferry sinks off Port Ellery

The weather had been rough for days.

The ferry Lady Marrow sank off Port Ellery on Sunday, killing 31 people, the
coast guard said. The harbour was closed.

A search goes on.

  Herald  in/1.txt:5
Dozens die

At least 43 people died when the ferry Lady Marrow went down on Sunday.

More soon.



c confirm  x not a conflict  d not the same  k skip  n note  u undo  ← → go
g go to  s score  ? help  q quit";
    let seen = screen(&session, 80, 24);
    for line in wanted.lines().filter(|l| !l.is_empty()) {
        assert!(seen.contains(line), "{line:?} in\n{seen}");
    }
    assert!(!seen.contains("score 0") && !seen.contains("0.41"), "scores are hidden");
}

#[test]
fn every_width_shows_both_sides_and_the_keys() {
    for (width, height) in [(60, 24), (80, 24), (100, 30), (200, 50), (40, 20)] {
        let seen = screen(&session(2), width, height);
        for part in ["Gazette", "Herald", "31 people", "43 people", "q quit", "? help", "1/3"] {
            assert!(seen.contains(part), "{part} at {width}x{height}:\n{seen}");
        }
        let beside = seen.lines().any(|l| l.contains("Gazette") && l.contains("Herald"));
        assert_eq!(beside, width >= 2 * COLUMN + GAP);
    }
    for (width, height) in [(1, 1), (20, 8), (19, 30), (30, 9), (300, 8)] {
        let mut helping = session(2);
        helping.help = true;
        screen(&helping, width, height);
    }
}

#[test]
fn keys_decide_and_go_on() {
    let (mut session, mut rows) = (session(3), Vec::new());
    let mut act = |session: &mut Session, commands: &[Command]| {
        let mut save = keep(&mut rows);
        let save: &mut Save<'_> = &mut save;
        for command in commands {
            session.act(*command, save);
        }
    };
    act(&mut session, &[Command::Decide(Choice::Confirm)]);
    assert_eq!((session.at, session.decided()), (1, 1));
    assert!(screen(&session, 80, 24).contains("1: confirmed: a conflict"));
    act(&mut session, &[Command::Decide(Choice::Skip), Command::Decide(Choice::Apart)]);
    assert_eq!((session.at, session.decided(), session.put_off()), (3, 2, 1));
    assert!(screen(&session, 80, 24).contains("SAME CLAIM?"));
    act(&mut session, &[Command::Decide(Choice::Confirm)]);
    assert_eq!(session.at, 1, "what was skipped comes last");
    act(&mut session, &[Command::Undo]);
    assert_eq!((session.at, session.decided()), (3, 2));
    act(&mut session, &[Command::Undo, Command::Undo]);
    assert_eq!((session.at, session.decided(), session.put_off()), (1, 1, 0));
    act(&mut session, &[Command::Previous, Command::Score]);
    let seen = screen(&session, 80, 24);
    assert!(
        seen.contains("score 0.87")
            && seen.contains("“43 boats” (0.41)")
            && seen.contains("» confirmed: a conflict by ana, 2026-03-01"),
        "{seen}"
    );
    act(&mut session, &[Command::GoTo, Command::Write('3'), Command::Enter]);
    assert_eq!(session.at, 2);
    act(&mut session, &[Command::GoTo, Command::Write('9'), Command::Enter]);
    assert!(session.message.contains("1 to 4") && session.at == 2);
    let choices: Vec<&str> = rows.iter().map(|r| r.choice.name()).collect();
    assert_eq!(choices, ["confirm", "skip", "not same", "confirm", "open", "open", "open"]);
}

#[test]
fn what_an_earlier_session_decided_can_be_taken_back() {
    let (mut first, mut rows) = (session(2), Vec::new());
    {
        let mut save = keep(&mut rows);
        for command in
            [Command::Decide(Choice::Confirm), Command::Decide(Choice::Apart), Command::Undo, Command::Undo]
        {
            first.act(command, &mut save);
        }
        first.act(Command::Decide(Choice::Compatible), &mut save);
        first.act(Command::Decide(Choice::Skip), &mut save);
    }
    let Session { items, texts, .. } = first;
    let (articles, notes) = (std::collections::BTreeMap::new(), Vec::new());
    let loaded = Loaded { items, texts, articles, notes, folder: std::path::PathBuf::new() };
    let past = rows.clone();
    let mut again = Session::new(loaded, &past, "ana", || "2026-03-02T12:00:00Z".to_owned());
    assert_eq!((again.decided(), again.at), (1, 1));
    assert!(screen(&again, 80, 24).contains("welcome back: on with question 2"));
    let mut save = keep(&mut rows);
    for at in [1, 0] {
        again.act(Command::Undo, &mut save);
        let asked = format!("{} was decided in an earlier session (2026-03-01); u again", at + 1);
        assert!(screen(&again, 80, 24).contains(&asked), "{}", again.message);
        again.act(Command::Undo, &mut save);
        assert_eq!(again.message, format!("{}: taken back", at + 1));
    }
    assert_eq!(again.decided(), 0);
    again.act(Command::Undo, &mut save);
    assert_eq!(again.message, "there is nothing to take back");
    // Another reviewer has nothing of it to take back.
    let Session { items, texts, .. } = again;
    let (articles, notes) = (std::collections::BTreeMap::new(), Vec::new());
    let loaded = Loaded { items, texts, articles, notes, folder: std::path::PathBuf::new() };
    let mut other = Session::new(loaded, &past, "ben", String::new);
    other.act(Command::Undo, &mut |_: &[Decision]| Ok(()));
    assert_eq!(other.message, "there is nothing to take back");
}

#[test]
fn many_sides_say_how_they_stand_to_the_first() {
    let mut asked = session(0);
    for (number, relation) in [(2, Relation::Agree), (3, Relation::Compatible)] {
        let (shown, said) = (asked.items[0].sides[1].clone(), asked.items[0].question.sides[1].clone());
        asked.items[0].sides.push(Shown { to_first: Some(relation), ..shown });
        asked.items[0].question.sides.push(Side { outlet: format!("Echo {number}"), ..said });
        asked.items[0].order.push(number);
    }
    asked.items[0].order = vec![1, 0, 3, 2];
    asked.items[0].sides[1].to_first = None;
    asked.items[0].sides[0].to_first = Some(Relation::Conflict);
    asked.scroll = vec![0; 4];
    let seen = screen(&asked, 210, 40);
    for part in ["1/4 Herald", "2/4 ≠1 Gazette", "3/4 ~1 Echo 3", "4/4 =1 Echo 2"] {
        assert!(seen.contains(part), "{part}:\n{seen}");
    }
    assert!(seen.lines().any(|l| l.contains("1/4") && l.contains("4/4")), "four stand side by side:\n{seen}");
    assert!(screen(&asked, 80, 24).contains("of 4; Tab shows the others"));
}

#[test]
fn places_are_cut_from_their_beginning() {
    assert_eq!(ending("in/gazette.txt:12", 40), "in/gazette.txt:12");
    assert_eq!(ending("in/gazette.txt:12", 7), "…txt:12");
    assert_eq!(ending("in/gazette.txt:12", 3), "");
}

#[test]
fn notes_are_kept_with_the_decision() {
    let (mut session, mut rows) = (session(2), Vec::new());
    {
        let mut save = keep(&mut rows);
        session.act(Command::Note, &mut save);
        for c in "see p. 2x".chars() {
            session.act(Command::Write(c), &mut save);
        }
        session.act(Command::Erase, &mut save);
        assert!(screen(&session, 60, 20).contains("note: see p. 2"));
        // A key for deciding is a letter of the note while it is written.
        session.act(Command::Decide(Choice::Confirm), &mut save);
        session.act(Command::Enter, &mut save);
        assert_eq!(session.at, 0);
        session.act(Command::Decide(Choice::Confirm), &mut save);
    }
    let kept: Vec<(&str, &str)> = rows.iter().map(|r| (r.choice.name(), r.note.as_str())).collect();
    assert_eq!(kept, [("open", "see p. 2"), ("confirm", "see p. 2")]);
}

#[test]
fn what_cannot_be_saved_is_not_decided() {
    let mut session = session(2);
    session.act(Command::Decide(Choice::Confirm), &mut |_| anyhow::bail!("the disk is full"));
    assert_eq!((session.at, session.decided()), (0, 0));
    assert!(screen(&session, 80, 24).contains("NOT SAVED: the disk is full"));
}

#[test]
fn a_changed_question_says_what_changed() {
    let mut asked = session(0);
    let mut before = asked.items[0].question.clone();
    before.id = "f9".into();
    before.sides[1].words = "At least 40 people".into();
    before.sides[1].sentence = before.sides[1].sentence.replace("43", "40");
    let decided = Decision::about(&before, Choice::Confirm, "", "ben", "2026-02-01T12:00:00Z");
    let loaded = Loaded {
        items: std::mem::take(&mut asked.items),
        texts: std::mem::take(&mut asked.texts),
        articles: std::collections::BTreeMap::new(),
        notes: Vec::new(),
        folder: std::path::PathBuf::new(),
    };
    let session = Session::new(loaded, &[decided], "ana", String::new);
    let seen = screen(&session, 80, 24);
    assert!(seen.contains("Herald said “At least 40 people”, now “At least 43 people”"), "{seen}");
    assert!(seen.contains("0 decided"), "{seen}");
}

/// A question with four sides, of which the third and the fourth say what the second does.
fn of_four() -> Session {
    let mut items = session(1).items;
    for number in [2, 3] {
        let (shown, said) = (items[0].sides[1].clone(), items[0].question.sides[1].clone());
        items[0].sides.push(shown);
        items[0].question.sides.push(Side { outlet: format!("Echo {number}"), ..said });
        items[0].question.pairs.push((0, number, Relation::Conflict));
        items[0].order.push(number);
    }
    let loaded = Loaded {
        items,
        texts: vec![ONE.into(), TWO.into()],
        articles: std::collections::BTreeMap::new(),
        notes: Vec::new(),
        folder: std::path::PathBuf::new(),
    };
    Session::new(loaded, &[], "ana", || "2026-03-01T12:00:00Z".to_owned())
}

#[test]
fn one_side_can_be_left_out() {
    let (mut session, mut rows) = (of_four(), Vec::new());
    {
        let mut save = keep(&mut rows);
        session.act(Command::Side(1), &mut save);
        session.act(Command::LeaveOut, &mut save);
        let seen = screen(&session, 80, 40);
        assert!(
            seen.contains("▶ 2/4 ✗ left out: ") && seen.contains("Herald left out; now decide"),
            "{seen}"
        );
        assert!(seen.contains("» open, without Herald “At least 43 people” by ana"), "{seen}");
        assert_eq!((session.at, session.decided()), (0, 0));
        session.act(Command::Decide(Choice::Confirm), &mut save);
        assert_eq!(session.decided(), 1);
        session.act(Command::GoTo, &mut save);
        session.act(Command::Write('1'), &mut save);
        session.act(Command::Enter, &mut save);
        assert!(screen(&session, 80, 40).contains("confirmed: a conflict, without Herald"));
        // The same key takes it in again; then what the others differ from is left out, and nothing is left.
        session.act(Command::Side(1), &mut save);
        session.act(Command::LeaveOut, &mut save);
        assert!(session.states[0].out.is_empty() && !session.states[0].done);
        session.act(Command::Side(-1), &mut save);
        session.act(Command::LeaveOut, &mut save);
        assert!(session.message.contains("without it nothing differs"), "{}", session.message);
        assert_eq!((session.decided(), session.states[0].out.as_slice()), (1, &[0][..]));
        session.act(Command::Undo, &mut save);
        assert_eq!((session.decided(), session.states[0].out.len()), (0, 0));
    }
    let kept: Vec<(&str, usize)> = rows.iter().map(|r| (r.choice.name(), r.left_out.len())).collect();
    assert_eq!(kept, [("open", 1), ("confirm", 1), ("open", 0), ("not same", 1), ("open", 0)]);
    let mut two = self::session(1);
    two.act(Command::LeaveOut, &mut |_: &[Decision]| Ok(()));
    assert!(two.message.contains("only two sides are left"), "{}", two.message);
}

#[test]
fn the_help_fits_a_small_terminal_and_explains_the_colours() {
    let mut helping = session(2);
    helping.help = true;
    let seen = screen(&helping, 80, 24);
    for part in ["q        quit", "o        ", "red", "green", "Dim", "Any key goes back"] {
        assert!(seen.contains(part), "{part}:\n{seen}");
    }
}

#[test]
fn articles_scroll() {
    let mut session = session(0);
    session.texts[0] = format!("{ONE}\n\n{}", "And more was said of it.\n\n".repeat(40));
    let mut save = |_: &[Decision]| Ok(());
    assert!(screen(&session, 80, 24).contains("Lady Marrow sank"));
    session.act(Command::Scroll(20), &mut save);
    let seen = screen(&session, 80, 24);
    assert!(!seen.contains("Lady Marrow sank") && seen.contains("And more was said"), "{seen}");
    session.act(Command::Scroll(-99), &mut save);
    assert!(screen(&session, 80, 24).contains("Ferry sinks off"));
    session.act(Command::Side(-1), &mut save);
    assert!(screen(&session, 80, 24).contains("▶ Herald"));
}

//! What a session looks like: a title, the rule, the sides in their articles, and the keys.

use std::ops::Range;

use crossclaim::Relation;
use crossclaim::report::escape::one_line;
use crossclaim::report::words::short;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

use super::keys::{foot, help, prompt};
use super::pane::{self, Part};
use super::session::Session;

/// The least width of a side that stands beside another.
const COLUMN: u16 = 49;
/// What lies between two.
const GAP: u16 = 2;
/// The least height of a side: its head and some lines of its article.
const LEAST: u16 = 5;

/// Draws a session. `colour`: whether colours may be used; nothing is told by colour alone.
pub(crate) fn draw(frame: &mut Frame<'_>, session: &Session, colour: bool) {
    let area = frame.area();
    if area.width < 20 || area.height < 8 {
        frame.render_widget(Paragraph::new("The window is too small.").wrap(Wrap { trim: true }), area);
        return;
    }
    let paint = Paint { colour };
    let head = head(session, &paint, area.width);
    let mut foot = foot(session, area.width);
    // Sides first: the head gives way where the window is low.
    let most = area.height.saturating_sub(foot.len() as u16 + LEAST).max(2);
    let head_rows = (head.len() as u16).min(most);
    let rows = |top: u16, height: u16| Rect { x: 0, y: top, width: area.width, height };
    frame.render_widget(Paragraph::new(head), rows(0, head_rows));
    let foot_rows = (foot.len() as u16).min(area.height - head_rows);
    let body = rows(head_rows, area.height - head_rows - foot_rows);
    let shown = sides(frame, session, &paint, body);
    let count = session.item().sides.len();
    if shown.len() < count && session.writing.is_none() && session.message.is_empty() {
        foot[0] = dim(format!("sides {}–{} of {count}; Tab shows the others", shown.start + 1, shown.end));
    }
    frame.render_widget(Paragraph::new(foot), rows(area.height - foot_rows, foot_rows));
    if let Some(writing) = &session.writing {
        let columns = prompt(writing).width().min(usize::from(area.width) - 1);
        frame.set_cursor_position(Position { x: columns as u16, y: area.height - foot_rows });
    }
    if session.help {
        help(frame, area);
    }
}

/// Styles, with or without colours.
struct Paint {
    colour: bool,
}

impl Paint {
    fn relation(&self, relation: Relation) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED);
        let colour = match relation {
            Relation::Conflict => Color::Red,
            Relation::Compatible => Color::Yellow,
            Relation::Agree => Color::Green,
        };
        if self.colour { style.fg(colour) } else { style }
    }

    fn part(&self, part: Part, first: bool) -> Style {
        match part {
            Part::Around => Style::new().add_modifier(Modifier::DIM),
            Part::Sentence => Style::new(),
            Part::Words => Style::new().add_modifier(Modifier::BOLD),
            Part::Differs => {
                let style = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
                let colour = if first { Color::Red } else { Color::Green };
                if self.colour { style.fg(colour) } else { style }
            }
        }
    }
}

/// A line that stands back.
pub(crate) fn dim(text: String) -> Line<'static> {
    Line::styled(text, Style::new().add_modifier(Modifier::DIM))
}

/// What is asked, why, and what was decided.
fn head(session: &Session, paint: &Paint, width: u16) -> Vec<Line<'static>> {
    let item = session.item();
    let question = &item.question;
    let relation = match question.relation {
        Relation::Agree => "SAME CLAIM?".to_owned(),
        other => other.name().to_uppercase(),
    };
    let about = if question.measure.is_empty() || question.measure == "other" {
        question.kind.clone()
    } else {
        question.measure.clone()
    };
    let note = item.note.as_deref().map(|n| format!(" [{}]", one_line(n))).unwrap_or_default();
    let place = format!(" {}/{} ", session.at + 1, session.items.len());
    let mut count = format!("{} decided", session.decided());
    if session.put_off() > 0 {
        count = format!("{count}, {} skipped", session.put_off());
    }
    count.push(' ');
    let left = place.width() + relation.width() + 2 + about.width() + note.width() + 1;
    let space = usize::from(width).saturating_sub(left + count.width());
    let mut lines = vec![Line::from(vec![
        Span::styled(place, Style::new().add_modifier(Modifier::BOLD)),
        Span::styled(format!(" {relation} "), paint.relation(question.relation)),
        Span::styled(format!("{about}{note} "), Style::new().add_modifier(Modifier::BOLD)),
        Span::raw(" ".repeat(space)),
        Span::raw(count),
    ])];
    let (columns, label) = (usize::from(width), one_line(&item.label));
    if label != about {
        lines.push(Line::raw(short(&label, columns)));
    }
    let why = format!("because {}", one_line(&item.why));
    lines.extend(wrapped(&why, columns).into_iter().take(3).map(dim));
    if session.score {
        let next = if item.next_best.is_empty() { "none".to_owned() } else { one_line(&item.next_best) };
        let score = format!("score {:.2}, finding {}; next best {next}", question.score, question.id);
        lines.extend(wrapped(&score, columns).into_iter().take(3).map(dim));
    }
    for line in &session.states[session.at].lines {
        let line = format!("» {}", one_line(line));
        let bold = |l| Line::styled(l, Style::new().add_modifier(Modifier::BOLD));
        lines.extend(wrapped(&line, columns).into_iter().take(3).map(bold));
    }
    lines
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let all = crossclaim::text::Span::new(0, text.len());
    pane::lines(text, all, width).into_iter().map(|l| l.of(text).to_owned()).collect()
}

/// The end of a place in so many columns; nothing where not even its line fits.
fn ending(place: &str, columns: usize) -> String {
    if place.width() <= columns {
        return place.to_owned();
    }
    let mut end = String::new();
    for c in place.chars().rev() {
        end.insert(0, c);
        if end.width() + 1 > columns {
            end.remove(0);
            break;
        }
    }
    if end.contains(':') { format!("…{end}") } else { String::new() }
}

/// Draws the sides that fit, those around the one in focus, and says which.
fn sides(frame: &mut Frame<'_>, session: &Session, paint: &Paint, body: Rect) -> Range<usize> {
    let count = session.item().sides.len();
    let most = ((body.width + GAP) / (COLUMN + GAP)).clamp(1, count.max(1) as u16);
    // As many beside each other as make the rows even.
    let columns = count.div_ceil(count.div_ceil(usize::from(most)).max(1)).max(1) as u16;
    let fit = usize::from((body.height / LEAST).max(1));
    let wanted = count.div_ceil(usize::from(columns)).max(1);
    let rows = wanted.min(fit);
    let focus_row = session.focus / usize::from(columns);
    let first = focus_row.saturating_sub(rows - 1).min(wanted - rows) * usize::from(columns);
    let width = (body.width - GAP * (columns - 1)) / columns;
    let mut top = body.y;
    for row in 0..rows {
        // What is left over goes to the upper rows.
        let left = body.y + body.height - top;
        let height = left.div_ceil((rows - row) as u16);
        for column in 0..columns {
            let side = first + row * usize::from(columns) + usize::from(column);
            if side < count {
                let area = Rect { x: column * (width + GAP), y: top, width, height };
                one_side(frame, session, paint, side, area);
            }
        }
        top += height;
    }
    first..count.min(first + rows * usize::from(columns))
}

/// A side: outlet, place and speaker, then its article around the words. `side` is its place in the order of showing.
fn one_side(frame: &mut Frame<'_>, session: &Session, paint: &Paint, side: usize, area: Rect) {
    let (item, columns) = (session.item(), usize::from(area.width));
    let number = item.order[side];
    let (shown, said) = (&item.sides[number], &item.question.sides[number]);
    let count = item.sides.len();
    let mark = if side == session.focus { "▶ " } else { "  " };
    let number = if count > 2 { format!("{}/{count} ", side + 1) } else { String::new() };
    let stands = match shown.to_first.filter(|_| count > 2) {
        Some(Relation::Conflict) => "≠1 ",
        Some(Relation::Compatible) => "~1 ",
        Some(Relation::Agree) => "=1 ",
        None => "",
    };
    let speaker = shown.speaker.as_deref().map(|s| format!(", said by {}", one_line(s))).unwrap_or_default();
    let head = format!("{mark}{number}{stands}{}{speaker}", one_line(&said.outlet));
    // Who says it first; of the place the end, which tells the line.
    let head = short(&head, columns);
    let left = columns.saturating_sub(head.width() + 2);
    let place = ending(&one_line(&shown.place), left);
    let head = if place.is_empty() { head } else { format!("{head}  {place}") };
    let first = side == 0 || shown.to_first == Some(Relation::Agree);
    let mut style = Style::new().add_modifier(Modifier::BOLD);
    if side == session.focus {
        style = style.add_modifier(Modifier::UNDERLINED);
    }
    let mut lines = vec![Line::styled(head, style)];
    let text = &session.texts[shown.text];
    let laid_out = pane::lines(text, shown.sentence, columns);
    let height = usize::from(area.height).saturating_sub(1);
    // The words compared stand in the upper third, with what goes before them.
    let at = laid_out.iter().position(|l| l.end() > shown.words.start()).unwrap_or(0);
    let last = laid_out.len().saturating_sub(height.min(3)) as i64;
    let top = at.saturating_sub(height / 3).min(laid_out.len().saturating_sub(height));
    let top = (top as i64 + i64::from(session.scroll[side])).clamp(0, last);
    let rows = laid_out.iter().skip(top as usize).skip_while(|l| l.is_empty());
    for line in rows.take(height) {
        let pieces = pane::pieces(text, *line, shown.sentence, shown.words, &shown.differs);
        let spans = pieces.into_iter().map(|(p, t)| Span::styled(t, paint.part(p, first)));
        lines.push(Line::from(spans.collect::<Vec<_>>()));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

#[cfg(test)]
mod tests {
    use super::super::load::{Item, Loaded, Shown};
    use super::super::session::{Command, Save};
    use super::*;
    use crossclaim::decide::{Choice, Decision, Question, Side};
    use crossclaim::text::Span as Bytes;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

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
            for command in [
                Command::Decide(Choice::Confirm),
                Command::Decide(Choice::Apart),
                Command::Undo,
                Command::Undo,
            ] {
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
        assert!(
            seen.lines().any(|l| l.contains("1/4") && l.contains("4/4")),
            "four stand side by side:\n{seen}"
        );
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
}

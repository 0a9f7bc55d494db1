//! What a session looks like: a title, the rule, the sides in their articles, and the keys.

use std::ops::Range;

use crossclaim::Relation;
use crossclaim::report::escape::one_line;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

use super::pane::{self, Part};
use super::session::{Session, Writing};

/// From this width on two sides stand beside each other.
const BESIDE: u16 = 100;
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

    fn part(&self, part: Part, with_first: bool) -> Style {
        match part {
            Part::Around => Style::new().add_modifier(Modifier::DIM),
            Part::Sentence => Style::new(),
            Part::Words => Style::new().add_modifier(Modifier::BOLD),
            Part::Differs => {
                let style = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
                let colour = if with_first { Color::Red } else { Color::Green };
                if self.colour { style.fg(colour) } else { style }
            }
        }
    }
}

fn dim(text: String) -> Line<'static> {
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
        lines.extend(wrapped(&label, columns).into_iter().take(1).map(Line::raw));
    }
    let why = format!("because {}", one_line(&item.why));
    lines.extend(wrapped(&why, columns).into_iter().take(3).map(dim));
    if session.score {
        lines.push(dim(format!("score {:.2}, finding {}", question.score, question.id)));
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

/// Draws the sides that fit, those around the one in focus, and says which.
fn sides(frame: &mut Frame<'_>, session: &Session, paint: &Paint, body: Rect) -> Range<usize> {
    let count = session.item().sides.len();
    let columns: u16 = if body.width >= BESIDE && count > 1 { 2 } else { 1 };
    let fit = usize::from((body.height / LEAST).max(1));
    let wanted = count.div_ceil(usize::from(columns)).max(1);
    let rows = wanted.min(fit);
    let focus_row = session.focus / usize::from(columns);
    let first = focus_row.saturating_sub(rows - 1).min(wanted - rows) * usize::from(columns);
    let gap = if columns > 1 { 2 } else { 0 };
    let width = (body.width - gap) / columns;
    let mut top = body.y;
    for row in 0..rows {
        // What is left over goes to the upper rows.
        let left = body.y + body.height - top;
        let height = left.div_ceil((rows - row) as u16);
        for column in 0..columns {
            let side = first + row * usize::from(columns) + usize::from(column);
            if side < count {
                let area = Rect { x: column * (width + gap), y: top, width, height };
                one_side(frame, session, paint, side, area);
            }
        }
        top += height;
    }
    first..count.min(first + rows * usize::from(columns))
}

/// A side: outlet, place and speaker, then its article around the words.
fn one_side(frame: &mut Frame<'_>, session: &Session, paint: &Paint, side: usize, area: Rect) {
    let (item, columns) = (session.item(), usize::from(area.width));
    let (shown, said) = (&item.sides[side], &item.question.sides[side]);
    let count = item.sides.len();
    let mark = if side == session.focus { "▶ " } else { "  " };
    let number = if count > 2 { format!("{}/{count} ", side + 1) } else { String::new() };
    let speaker = shown.speaker.as_deref().map(|s| format!(", said by {}", one_line(s))).unwrap_or_default();
    let head = format!("{mark}{number}{}  {}{speaker}", one_line(&said.outlet), one_line(&shown.place));
    let head = crossclaim::report::words::short(&head, columns);
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
        let spans = pieces.into_iter().map(|(p, t)| Span::styled(t, paint.part(p, shown.with_first)));
        lines.push(Line::from(spans.collect::<Vec<_>>()));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

fn prompt(writing: &Writing) -> String {
    match writing {
        Writing::Note(text) => format!("note: {}", one_line_typed(text)),
        Writing::GoTo(text) => format!("go to: {text}"),
    }
}

/// What was typed, with a space at its end kept.
fn one_line_typed(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What came of the last key, or what is being written; then the keys.
fn foot(session: &Session, width: u16) -> Vec<Line<'static>> {
    let columns = usize::from(width);
    let mut lines = Vec::new();
    if let Some(writing) = &session.writing {
        let text = prompt(writing);
        // The end is what somebody is writing at.
        let skip = text.chars().count().saturating_sub(columns - 1);
        lines.push(Line::raw(text.chars().skip(skip).collect::<String>()));
        lines.push(dim("Enter keeps it, Esc leaves it".to_owned()));
        return lines;
    }
    let bold = Style::new().add_modifier(Modifier::BOLD);
    lines.push(Line::styled(session.message.lines().collect::<Vec<_>>().join(" "), bold));
    let first = match session.item().question.relation {
        Relation::Agree => ["c same claim", "x not a conflict", "d not the same"],
        Relation::Compatible | Relation::Conflict => ["c confirm", "x not a conflict", "d not the same"],
    };
    let rest = ["k skip", "n note", "u undo", "← → go", "g go to", "s score", "? help", "q quit"];
    let mut line = String::new();
    for key in first.iter().chain(&rest) {
        if !line.is_empty() && line.width() + 2 + key.width() > columns {
            lines.push(dim(std::mem::take(&mut line)));
        }
        if !line.is_empty() {
            line.push_str("  ");
        }
        line.push_str(key);
    }
    lines.push(dim(line));
    lines
}

const HELP: &str = "\
c        confirm what the program says
x        not a conflict: the same thing, and
         both can be true
d        not the same claim
k        skip: ask again later
n        a note on it
u        take the last decision back
→ ←      next, previous question (also . ,)
Enter    the next open question
g        go to a question by its number
Tab      the next side; Shift-Tab the one before
↑ ↓      scroll its article, PgUp PgDn by a page
s        the score, which is hidden at first
q        quit; every decision is kept already";

fn help(frame: &mut Frame<'_>, area: Rect) {
    let (width, height) = (52.min(area.width), (HELP.lines().count() as u16 + 2).min(area.height));
    let (x, y) = ((area.width - width) / 2, (area.height - height) / 2);
    let area = Rect { x, y, width, height };
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(HELP).block(Block::bordered().title(" keys ")), area);
}

#[cfg(test)]
mod tests {
    use super::super::load::{Item, Loaded, Shown};
    use super::super::session::{Command, Save};
    use super::*;
    use crossclaim::decide::{Choice, Decision, Decisions, Question, Side};
    use crossclaim::text::Span as Bytes;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    const ONE: &str = "Ferry sinks off Port Ellery\n\nThe weather had been rough for days.\n\nThe ferry Lady Marrow sank off \
        Port Ellery on Sunday, killing 31 people, the coast guard said. The harbour was closed.\n\nA search goes on.";
    const TWO: &str =
        "Dozens die\n\nAt least 43 people died when the ferry Lady Marrow went down on Sunday.\n\nMore soon.";

    fn item(number: usize, relation: Relation) -> Item {
        let shown = |text: usize, all: &str, words: &str, sentence: &str, with_first| {
            let at = |w: &str| Bytes::new(all.find(w).unwrap(), all.find(w).unwrap() + w.len());
            Shown {
                text,
                place: format!("in/{text}.txt:5"),
                speaker: (text == 0).then(|| "the coast guard".to_owned()),
                words: at(words),
                sentence: at(sentence),
                differs: vec![at(words)],
                with_first,
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
            sides: vec![
                shown(0, ONE, "31 people", one, true),
                shown(1, TWO, "At least 43 people", two, false),
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
        Session::new(loaded, Decisions::default(), "ana", || "2026-03-01T12:00:00Z".to_owned())
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
▶ Gazette  in/0.txt:5, said by the coast guard
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
        assert!(!seen.contains("score 0"), "the score is hidden");
    }

    #[test]
    fn every_width_shows_both_sides_and_the_keys() {
        for (width, height) in [(60, 24), (80, 24), (100, 30), (200, 50), (40, 20)] {
            let seen = screen(&session(2), width, height);
            for part in ["Gazette", "Herald", "31 people", "43 people", "q quit", "? help", "1/3"] {
                assert!(seen.contains(part), "{part} at {width}x{height}:\n{seen}");
            }
            let beside = seen.lines().any(|l| l.contains("Gazette") && l.contains("Herald"));
            assert_eq!(beside, width >= BESIDE);
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
            seen.contains("score 0.87") && seen.contains("» confirmed: a conflict by ana, 2026-03-01"),
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
        let session = Session::new(loaded, Decisions::merge([decided]), "ana", String::new);
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

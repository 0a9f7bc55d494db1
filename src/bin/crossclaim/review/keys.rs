//! The lines at the foot of a session, and its help.

use crossclaim::Relation;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};
use unicode_width::UnicodeWidthStr;

use super::paint::{Paint, dim};
use super::pane::Part;
use super::session::{Session, Writing};

/// What is being written, as the screen shows it.
pub(crate) fn prompt(writing: &Writing) -> String {
    match writing {
        Writing::Note(text) => format!("note: {}", one_line_typed(text)),
        Writing::GoTo(text) => format!("go to: {}", one_line_typed(text)),
    }
}

/// What was typed, with a space at its end kept.
fn one_line_typed(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What came of the last key, or what is being written; then the keys.
pub(crate) fn foot(session: &Session, width: u16) -> Vec<Line<'static>> {
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
    let message = session.message.lines().collect::<Vec<_>>().join(" ");
    lines.push(Line::styled(crossclaim::report::words::short(&message, columns), bold));
    let first = match session.item().question.relation {
        Relation::Agree => ["c same claim", "x both true", "d not the same"],
        Relation::Compatible => ["c confirm", "x both true", "d not the same"],
        Relation::Conflict => ["c confirm", "x not a conflict", "d not the same"],
    };
    let several = (session.item().sides.len() > 2).then_some("o not this side");
    let rest = ["k skip", "n note", "u undo", "← → go", "g go to", "s score", "? help", "q quit"];
    let mut line = String::new();
    for key in first.iter().chain(&several).chain(&rest) {
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
c        confirm: it is as the program says
x        not a conflict: both can be true
d        not the same claim: they speak of two
         things and should not be compared
o        of three sides or more: the one with ▶
         does not belong; decide about the others
k        skip: it is asked again at the end
n        a note, kept with the decision
u        undo, also of earlier sessions
→ ← . ,  next, previous question
Enter    the next open question
g        go to a question by its number
Tab      the next side; Shift-Tab the one before
↑ ↓      scroll its article, PgUp PgDn by a page
s        the score, hidden until you ask
q        quit; every decision is kept already
";

/// Draws the help over the session: the keys, and what the looks mean.
pub(crate) fn help(frame: &mut Frame<'_>, area: Rect, paint: &Paint) {
    let mut lines: Vec<Line<'_>> = HELP.lines().map(Line::raw).collect();
    let differs = |first: bool| Span::styled("what differs", paint.part(Part::Differs, first));
    let named = |first: &'static str, other: &'static str| if paint.colour { first } else { other };
    lines.push(Line::from(vec![
        Span::raw("Underlined: "),
        differs(true),
        Span::raw(named(" in side 1 (red), ", " in side 1, ")),
    ]));
    lines.push(Line::from(vec![
        differs(false),
        Span::raw(named(" in the others (green).", " in the others.")),
    ]));
    lines.push(Line::from(vec![
        Span::styled("Bold: compared", paint.part(Part::Words, true)),
        Span::raw(". Plain: its sentence. "),
        Span::styled("Dim: around", paint.part(Part::Around, true)),
    ]));
    let relation =
        |relation: Relation| Span::styled(relation.name().to_uppercase(), paint.relation(relation));
    lines.push(Line::from(vec![
        relation(Relation::Conflict),
        Span::raw(" ≠1  "),
        relation(Relation::Compatible),
        Span::raw(" ~1  "),
        relation(Relation::Agree),
        Span::raw(" =1 (with side 1)"),
    ]));
    lines.push(dim("Any key goes back.".to_owned()));
    let (width, height) = (52.min(area.width), (lines.len() as u16 + 2).min(area.height));
    let (x, y) = ((area.width - width) / 2, (area.height - height) / 2);
    let area = Rect { x, y, width, height };
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(lines).block(Block::bordered().title(" keys ")), area);
}

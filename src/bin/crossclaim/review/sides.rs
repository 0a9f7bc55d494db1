//! The sides of a question, each in its article.

use std::ops::Range;

use crossclaim::Relation;
use crossclaim::report::escape::one_line;
use crossclaim::report::words::short;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use super::paint::Paint;
use super::pane::{self, Part};
use super::session::Session;

/// The least width of a side that stands beside another.
pub(crate) const COLUMN: u16 = 49;
/// What lies between two.
pub(crate) const GAP: u16 = 2;
/// The least height of a side: its head and some lines of its article.
pub(crate) const LEAST: u16 = 5;

/// The end of a place in so many columns; nothing where not even its line fits.
pub(crate) fn ending(place: &str, columns: usize) -> String {
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
pub(crate) fn sides(frame: &mut Frame<'_>, session: &Session, paint: &Paint, body: Rect) -> Range<usize> {
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
    let out = session.states[session.at].out.contains(&number);
    let left_out = if out { "✗ left out: " } else { "" };
    let number = if count > 2 { format!("{}/{count} ", side + 1) } else { String::new() };
    let stands = match shown.to_first.filter(|_| count > 2) {
        Some(Relation::Conflict) => "≠1 ",
        Some(Relation::Compatible) => "~1 ",
        Some(Relation::Agree) => "=1 ",
        None => "",
    };
    let speaker = shown.speaker.as_deref().map(|s| format!(", said by {}", one_line(s))).unwrap_or_default();
    let head = format!("{mark}{number}{left_out}{stands}{}{speaker}", one_line(&said.outlet));
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
        let part = |p: Part| if out { Part::Around } else { p };
        let spans = pieces.into_iter().map(|(p, t)| Span::styled(t, paint.part(part(p), first)));
        lines.push(Line::from(spans.collect::<Vec<_>>()));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

//! What a session looks like: a title, the rule, the sides in their articles, and the keys.

use crossclaim::Relation;
use crossclaim::report::escape::one_line;
use crossclaim::report::words::short;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

use super::keys::{foot, help, prompt};
use super::paint::{Paint, dim};
use super::pane;
use super::session::Session;
use super::sides::{LEAST, sides};

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
        help(frame, area, &paint);
    }
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

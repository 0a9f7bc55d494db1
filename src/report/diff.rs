//! `diff.txt` and the terminal: a summary, then the findings, worst first, each side quoted with the differing words
//! marked.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::View;
use super::escape::one_line;
use super::marked::{self, Part, Piece};
use crate::facet::{Kind, Relation};
use crate::verdict::Finding;

/// How the findings are laid out.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    /// The columns of the screen or page; at least 40.
    pub width: usize,
    /// Whether colours mark the differing words; without them brackets do.
    pub colour: bool,
    /// Whether agreements are listed too.
    pub agreements: bool,
    /// Only findings of these kinds; all where empty.
    pub kinds: Vec<Kind>,
    /// Only findings at least this severe.
    pub min_severity: u8,
    /// At most so many findings.
    pub top: Option<usize>,
}

impl Default for Layout {
    fn default() -> Self {
        Self { width: 100, colour: false, agreements: true, kinds: Vec::new(), min_severity: 0, top: None }
    }
}

impl Layout {
    /// Whether a finding is among those to be shown, apart from their number.
    pub fn admits(&self, finding: &Finding) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&finding.kind)) && finding.severity >= self.min_severity
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const FIRST: Style = AnsiColor::Red.on_default().bold().underline();
const OTHER: Style = AnsiColor::Green.on_default().bold().underline();

/// The style of a relation's name.
fn tone(relation: Relation) -> Style {
    match relation {
        Relation::Conflict => AnsiColor::Red.on_default().bold(),
        Relation::Compatible => AnsiColor::Yellow.on_default().bold(),
        Relation::Agree => AnsiColor::Green.on_default().bold(),
    }
}

/// The findings as text.
pub fn write(view: &View<'_>, layout: &Layout) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", layout.paint(BOLD, &summary(view)));
    let shown: Vec<(usize, &Finding)> = view
        .story
        .findings
        .iter()
        .enumerate()
        .filter(|(_, f)| layout.admits(f) && (layout.agreements || f.relation > Relation::Agree))
        .collect();
    let most = layout.top.unwrap_or(usize::MAX);
    for (number, (_, finding)) in shown.iter().take(most).enumerate() {
        out.push('\n');
        block(&mut out, view, layout, number + 1, finding);
    }
    if shown.len() > most {
        let _ = writeln!(out, "\n{} more; leave out --top to see them.", shown.len() - most);
    }
    out
}

/// "5 articles, 212 claims, 31 shared by several outlets: 7 conflicts, 3 compatible, 12 agree".
pub fn summary(view: &View<'_>) -> String {
    let story = view.story;
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let claims: usize = story.told.iter().map(|t| t.claims.len()).sum();
    let mut copies: Vec<u32> = (0..story.told.len() as u32).map(|p| view.origin(p)).collect();
    copies.sort_unstable();
    copies.dedup();
    let origins = if copies.len() < story.told.len() {
        format!(" of {}", count(copies.len(), "origin", "origins"))
    } else {
        String::new()
    };
    format!(
        "{}{origins}, {}, {} shared by several outlets: {}, {} compatible, {} agree",
        count(story.told.len(), "article", "articles"),
        count(claims, "claim", "claims"),
        view.shared(),
        count(view.with(Relation::Conflict).count(), "conflict", "conflicts"),
        view.with(Relation::Compatible).count(),
        view.with(Relation::Agree).count(),
    )
}

/// What a finding is about: its measure, or its kind.
pub fn subject(finding: &Finding) -> &'static str {
    match (finding.kind, finding.measure) {
        (Kind::Figure, Some(measure)) if measure.name() != "other" => measure.name(),
        (kind, _) => kind.name(),
    }
}

fn block(out: &mut String, view: &View<'_>, layout: &Layout, number: usize, finding: &Finding) {
    let relation = finding.relation.name().to_uppercase();
    let note = finding.note.as_deref().map(|n| format!("  [{}]", one_line(n))).unwrap_or_default();
    let group = &view.story.groups[finding.group];
    let label = short(&one_line(&group.label), 60);
    let label = if label == subject(finding) { String::new() } else { format!(": {label}") };
    let head = format!("{number}. {relation}  {}", subject(finding));
    let _ = writeln!(out, "{}{label}{note}", layout.paint(tone(finding.relation), &head));
    let why = format!("because {}", one_line(&finding.why));
    for line in wrap(&[Piece { part: Part::Around, text: why }], layout.width.max(40) - 3) {
        let _ = writeln!(out, "   {}", layout.paint(DIM, &plain(&line)));
    }
    for (side, quoted) in finding.sides.iter().zip(marked::sides(view, finding)) {
        let speaker = match &view.claim(side.at).speaker {
            Some(speaker) => format!(", said by {}", short(&one_line(&speaker.name), 60)),
            None => String::new(),
        };
        let place =
            format!("{}:{}", one_line(view.path(side.at)), view.line(side.at.page, side.span.start()));
        let outlet = layout.paint(BOLD, &one_line(view.outlet(side.at)));
        let _ = writeln!(out, "   {outlet}  {}{speaker}", layout.paint(DIM, &place));
        for line in
            wrap(&bracketed(quoted.pieces, quoted.with_first, layout.colour), layout.width.max(40) - 6)
        {
            out.push_str("      ");
            for piece in line {
                match piece.part {
                    Part::Differs if layout.colour => {
                        out.push_str(
                            &layout.paint(if quoted.with_first { FIRST } else { OTHER }, &piece.text),
                        );
                    }
                    Part::Same if layout.colour => out.push_str(&layout.paint(BOLD, &piece.text)),
                    _ => out.push_str(&piece.text),
                }
            }
            while out.ends_with(' ') {
                out.pop();
            }
            out.push('\n');
        }
    }
}

fn plain(line: &[Piece]) -> String {
    line.iter().map(|p| p.text.as_str()).collect()
}

/// Brackets around what differs, where no colour marks it: `[-…-]` on the first side and those that
/// agree with it, `{+…+}` on the others.
fn bracketed(mut pieces: Vec<Piece>, first: bool, colour: bool) -> Vec<Piece> {
    if !colour {
        let (open, close) = if first { ("[-", "-]") } else { ("{+", "+}") };
        for piece in pieces.iter_mut().filter(|p| p.part == Part::Differs) {
            let trimmed = piece.text.trim_end();
            let space = &piece.text[trimmed.len()..];
            piece.text = format!("{open}{trimmed}{close}{space}");
        }
    }
    pieces
}

/// Breaks pieces into lines of at most `width` columns, at white space.
fn wrap(pieces: &[Piece], width: usize) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for piece in pieces {
        for word in piece.text.split_inclusive(' ') {
            let wide = word.trim_end().width();
            if used > 0 && used + wide > width {
                lines.push(Vec::new());
                used = 0;
            }
            // A word wider than the screen is broken where it must be.
            let mut rest = word;
            while used == 0 && rest.width() > width + 1 {
                let mut columns = 0;
                let fits = |c: char| {
                    columns += c.width().unwrap_or(0);
                    columns <= width
                };
                let taken: usize = rest
                    .chars()
                    .take_while({
                        let mut fits = fits;
                        move |c| fits(*c)
                    })
                    .map(char::len_utf8)
                    .sum();
                add(&mut lines, piece.part, &rest[..taken.max(1)]);
                lines.push(Vec::new());
                rest = &rest[taken.max(1)..];
            }
            if !(used == 0 && rest.trim().is_empty()) {
                add(&mut lines, piece.part, rest);
                used += rest.width();
            }
        }
    }
    lines.retain(|l| !l.is_empty());
    lines
}

fn add(lines: &mut [Vec<Piece>], part: Part, text: &str) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(last) if last.part == part => last.text.push_str(text),
        _ => line.push(Piece { part, text: text.to_owned() }),
    }
}

/// At most `most` characters, with an ellipsis where more stood.
pub fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most).collect();
    format!("{}…", kept.rsplit_once(' ').map_or(kept.as_str(), |(head, _)| head))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[Piece], width: usize) -> Vec<String> {
        wrap(pieces, width).iter().map(|l| plain(l).trim_end().to_owned()).collect()
    }

    #[test]
    fn wraps_by_columns_and_keeps_words_whole_that_span_pieces() {
        let piece = |part, text: &str| Piece { part, text: text.into() };
        let pieces = [
            piece(Part::Around, "It left "),
            piece(Part::Differs, "two hundred"),
            piece(Part::Around, " dead."),
        ];
        assert_eq!(lines(&pieces, 12), ["It left two", "hundred", "dead."]);
        assert_eq!(lines(&[piece(Part::Around, "漢字漢字漢字")], 4), ["漢字", "漢字", "漢字"]);
    }

    #[test]
    fn brackets_stand_at_the_words() {
        let pieces = vec![Piece { part: Part::Differs, text: "200 dead ".into() }];
        assert_eq!(bracketed(pieces.clone(), true, false)[0].text, "[-200 dead-] ");
        assert_eq!(bracketed(pieces.clone(), false, false)[0].text, "{+200 dead+} ");
        assert_eq!(bracketed(pieces, false, true)[0].text, "200 dead ");
    }
}

//! The tables, before a spreadsheet's format: typed cells under named columns.

mod best;
mod claims;
mod findings;
mod matrix;

pub use best::Best;
pub use claims::Claims;
pub use findings::Findings;
pub use matrix::Matrix;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::View;
use super::escape::one_line;
use super::marked::{self, Part, Quoted, Stands};
use crate::align::At;
use crate::calendar::Day;
use crate::facet::{Figure, Relation};
use crate::text::Span;
use crate::verdict::{Finding, Side};

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nothing is known, or nothing was said.
    Empty,
    /// Words of the program, or a name.
    Text(String),
    /// Words of an article.
    Said(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Day),
}

impl Cell {
    /// A text; nothing where it is empty, and cut where no cell holds it.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(cut(text, "report.json")) }
    }

    /// Words of an article, which stand in full at `place`.
    pub fn said(words: impl Into<String>, place: &str) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Said(cut(words, place)) }
    }

    /// A number that may be missing or infinite.
    pub fn number(value: Option<f64>) -> Self {
        value.filter(|v| v.is_finite()).map_or(Self::Empty, Self::Number)
    }

    /// A day that may be missing.
    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

/// The most that a cell of any spreadsheet holds is 32,767 units of UTF-16; the mark and the place go beside this.
pub const LONGEST: usize = 32_000;

/// A text that fits a cell, with a mark where the rest is.
fn cut(text: String, place: &str) -> String {
    // A unit takes at least a byte.
    if text.len() <= LONGEST {
        return text;
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > LONGEST {
            let place = super::words::short(place, 500);
            return format!("{} … [cut; the whole text stands in {place}]", &text[..at]);
        }
    }
    text
}

/// What a format that has colours and links adds to a cell.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Look {
    /// How what the cell says stands to what others say: the worst relation.
    pub stance: Option<Relation>,
    /// The words that differ, in the cell's text, each with whether it is the first side's or agrees with that.
    pub differing: Vec<(Span, bool)>,
    /// The row that the cell leads to.
    pub link: Option<Link>,
}

/// A row of one of the tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// A claim's, in claims.
    Claim(At),
    /// A group's, by its number, in matrix.
    Group(usize),
    /// A finding's, by its number in the story, in findings.
    Finding(usize),
}

/// A row, and what there is beside the words of its cells, by column.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    /// The cells, as many as there are columns.
    pub cells: Vec<Cell>,
    /// Their looks, in the order of the columns; a cell without one looks plain.
    pub looks: Vec<(usize, Look)>,
}

impl Line {
    /// How the cell of a column looks.
    pub fn look(&self, column: usize) -> Option<&Look> {
        self.looks.iter().find(|(of, _)| *of == column).map(|(_, look)| look)
    }
}

/// A table.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    /// Its name, which is its file's without the ending.
    pub name: &'static str,
    /// The columns' names.
    pub columns: Vec<String>,
    /// Its rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// A table of cells alone.
    pub fn new(name: &'static str, columns: Vec<String>, rows: Vec<Vec<Cell>>) -> Self {
        Self { name, columns, rows }
    }

    /// The names of its columns, and its rows.
    pub fn into_rows(self) -> (Vec<String>, std::vec::IntoIter<Vec<Cell>>) {
        (self.columns, self.rows.into_iter())
    }
}

/// The values that sides report: the smallest and the largest number that stands in any of them. Empty where the sides
/// have no figures, or figures of units that differ.
fn reported(sides: &[Side]) -> Option<(f64, f64)> {
    let figures: Vec<&Figure> = sides.iter().filter_map(|s| s.figure.as_deref()).collect();
    let unit = figures.first()?.unit.as_deref();
    if figures.iter().any(|f| f.unit.as_deref() != unit) {
        return None;
    }
    // A number that was said stands for its interval: "about 40" reports 40.
    let said = || {
        figures
            .iter()
            .flat_map(|f| if f.value.is_some() { [f.value, None] } else { [f.low, f.high] })
            .flatten()
    };
    Some((said().reduce(f64::min)?, said().reduce(f64::max)?))
}

/// What an outlet says in a finding.
#[derive(Default)]
struct Heard {
    /// The words of its sides, in one text.
    words: String,
    /// Where they stand: the lines, or files and lines where the outlet has several.
    lines: String,
    /// The file and line of the first.
    place: String,
    /// The claim of the first.
    first: Option<At>,
    /// The words that differ from another outlet's.
    differing: Vec<(Span, bool)>,
    /// The worst relation of its sides to others; none where it is silent.
    stance: Option<Relation>,
}

/// A finding by outlet, put together once for all of them.
struct Heads<'f> {
    finding: &'f Finding,
    /// The numbers of the sides of each outlet.
    sides: BTreeMap<&'f str, Vec<usize>>,
    stands: Stands<'f>,
    /// Whether the words that differ are marked: cells alone do not show it.
    marked: bool,
}

impl<'f> Heads<'f> {
    fn of(view: &View<'f>, finding: &'f Finding, marked: bool) -> Self {
        let mut sides: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, side) in finding.sides.iter().enumerate() {
            sides.entry(view.outlet(side.at)).or_default().push(number);
        }
        Self { finding, sides, stands: Stands::of(finding), marked }
    }

    /// What an outlet says; `None` where it is silent.
    fn heard(&self, view: &View<'_>, outlet: &str) -> Option<Heard> {
        let mut heard = Heard::default();
        let mut said: FxHashSet<String> = FxHashSet::default();
        let several = view.has_several(outlet);
        for &number in self.sides.get(outlet)? {
            let side = &self.finding.sides[number];
            heard.stance = heard.stance.max(self.stands.worst(number));
            let words = one_line(view.words(side));
            // What an outlet says twice in the same words stands once, where it says it first.
            if said.contains(&words) {
                continue;
            }
            if !said.is_empty() {
                heard.words.push_str(" | ");
                heard.lines.push_str(" | ");
            }
            let line = view.line(side.at.page, side.span.start());
            if said.is_empty() {
                heard.first = Some(side.at);
                heard.place = format!("{}, line {line}", view.path(side.at));
            }
            if several {
                heard.lines.push_str(view.path(side.at));
                heard.lines.push(':');
            }
            heard.lines.push_str(&line.to_string());
            if self.marked {
                heard.mark(&marked::compared(view, &self.stands, number), &words);
            }
            heard.words.push_str(&words);
            said.insert(words);
        }
        Some(heard)
    }
}

impl Heard {
    /// Marks the words of a side that differ, before they are appended.
    fn mark(&mut self, quoted: &Quoted, words: &str) {
        if quoted.pieces.iter().map(|p| p.text.len()).sum::<usize>() != words.len() {
            return;
        }
        let mut at = self.words.len();
        for piece in &quoted.pieces {
            let end = at + piece.text.len();
            if piece.part == Part::Differs {
                self.differing.push((Span::new(at, end), quoted.with_first));
            }
            at = end;
        }
    }

    /// Its words as a cell, and what is seen beside them.
    fn cell(self) -> (Cell, Look) {
        let link = self.first.map(Link::Claim);
        let look = Look { stance: self.stance, differing: self.differing, link };
        (Cell::said(self.words, &self.place), look)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_and_say_where_the_rest_is() {
        let Cell::Said(short) = Cell::said("ä".repeat(40_000), "a.txt, line 3") else { panic!("no words") };
        assert!(short.ends_with("[cut; the whole text stands in a.txt, line 3]"));
        assert!(short.encode_utf16().count() < 32_767);
        assert_eq!(Cell::said("short", "x"), Cell::Said("short".into()));
    }
}

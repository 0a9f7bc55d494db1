//! The tables, before a spreadsheet's format: typed cells under named columns.

mod best;
mod claims;
mod findings;
mod matrix;

pub use best::Best;
pub use claims::claims;
pub use findings::findings;
pub use matrix::matrix;

use super::View;
use crate::calendar;
use crate::facet::Figure;
use crate::text::{self, Words};
use crate::verdict::{Finding, Side};

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nothing is known, or nothing was said.
    Empty,
    /// Words, perhaps from outside.
    Text(String),
    /// A number.
    Number(f64),
}

impl Cell {
    /// A text; nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A number that may be missing or infinite.
    pub fn number(value: Option<f64>) -> Self {
        value.filter(|v| v.is_finite()).map_or(Self::Empty, Self::Number)
    }

    /// Words of an article. A spreadsheet takes what looks like a number or a date for one, each locale in its own way
    /// (`200,000` is 200 in German): where nothing else stands in the cell, quotation marks keep it what it is.
    pub fn said(words: &str) -> Self {
        let tokens = Words::of(words);
        let number = |i: usize| tokens.kind(i) == text::Kind::Number;
        let of_a_date = |i: usize| {
            calendar::month(&tokens, i).is_some()
                || calendar::weekday(&tokens, i).is_some()
                || matches!(tokens.folded(i), "am" | "pm" | "a.m." | "p.m." | "e" | "st" | "nd" | "rd" | "th")
        };
        let plain = !words.starts_with('0') && words.bytes().all(|b| b.is_ascii_digit());
        let bare = (0..tokens.len()).any(number)
            && (0..tokens.len()).all(|i| tokens.kind(i) != text::Kind::Word || of_a_date(i));
        let truth = matches!(tokens.folded(0), "true" | "false") && tokens.len() == 1;
        if (bare && !plain) || truth { Self::Text(format!("“{words}”")) } else { Self::text(words) }
    }

    fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

/// A table.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// Its name, which is its file's without the ending.
    pub name: &'static str,
    /// The columns' names.
    pub columns: Vec<String>,
    /// Its rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// The values that sides report: the smallest and the largest number that stands in any of them. Empty where the sides
/// have no figures, or figures of units that differ.
fn reported(sides: &[Side]) -> Option<(f64, f64)> {
    let figures: Vec<&Figure> = sides.iter().filter_map(|s| s.figure.as_ref()).collect();
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

/// What an outlet says in a finding: the words of its sides, and where they stand.
fn of_outlet(view: &View<'_>, finding: &Finding, outlet: &str) -> (String, String) {
    let sides: Vec<&Side> = finding.sides.iter().filter(|s| view.outlet(s.at) == outlet).collect();
    let several = view.has_several(outlet);
    let mut words: Vec<String> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for side in sides {
        let said = super::escape::one_line(view.words(side));
        // What an outlet says twice in the same words stands once, where it says it first.
        if words.contains(&said) {
            continue;
        }
        words.push(said);
        let line = view.line(side.at.page, side.span.start());
        lines.push(if several { format!("{}:{line}", view.path(side.at)) } else { line.to_string() });
    }
    (words.join(" | "), lines.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_locale_would_misread_is_quoted() {
        for words in ["200,000", "3-2", "1/2", "March 5", "10:30", "$5", "50%", "007", "1.5", "TRUE"] {
            assert_eq!(Cell::said(words), Cell::Text(format!("“{words}”")));
        }
        for words in ["31", "200,000 dead", "on Sunday", "dozens", "1 2 buckle my shoe"] {
            assert_eq!(Cell::said(words), Cell::Text(words.to_owned()));
        }
    }
}

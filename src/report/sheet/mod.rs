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
use crate::facet::Figure;
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
    let several = view.story.told.iter().filter(|t| t.page.article.outlet == outlet).count() > 1;
    let words: Vec<String> = sides.iter().map(|s| super::escape::one_line(view.words(s))).collect();
    let lines: Vec<String> = sides
        .iter()
        .map(|s| {
            let line = view.line(s.at.page, s.span.start());
            if several { format!("{}:{line}", view.path(s.at)) } else { line.to_string() }
        })
        .collect();
    (words.join(" | "), lines.join(" | "))
}

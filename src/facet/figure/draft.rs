//! A figure while it is read.

use std::ops::Range;

use super::{Figure, Hedge, Measure, Role};
use crate::text::{Span, Words};

/// How a figure is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said {
    /// With a number.
    Number,
    /// Without one: "a policeman", "nobody".
    Implied,
    /// Likewise, of one who is reported alone: "a gunman".
    Alone,
}

/// What gave a figure its measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Basis {
    /// The noun that is counted, its unit, or nothing yet.
    Noun,
    /// A verb or a state.
    Told,
    /// A figure before it, to which a verb or state gave it.
    Earlier,
}

/// A figure while it is read, in tokens.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Draft {
    /// Its words, hedge and unit included.
    pub(super) words: Range<usize>,
    /// The tokens of the number itself.
    pub(super) core: Range<usize>,
    /// Where it is only part of a token.
    pub(super) bytes: Option<Span>,
    /// The number said.
    pub(super) value: Option<f64>,
    /// The lower end.
    pub(super) low: Option<f64>,
    /// The upper end.
    pub(super) high: Option<f64>,
    /// Where a vague word usually ends.
    pub(super) usual_high: Option<f64>,
    /// The unit of the last digit written after a decimal mark.
    pub(super) grain: Option<f64>,
    /// Whether `low` is excluded.
    pub(super) low_open: bool,
    /// Whether `high` is excluded.
    pub(super) high_open: bool,
    /// How it is hedged.
    pub(super) hedge: Hedge,
    /// Its unit.
    pub(super) unit: Option<String>,
    /// What is counted.
    pub(super) of: Option<Range<usize>>,
    /// `None` for a plain count until the sentence says what it counts.
    pub(super) measure: Option<Measure>,
    /// What it is of the figures beside it.
    pub(super) role: Role,
    /// Whether the number is in digits.
    pub(super) digits: bool,
    /// How it is said.
    pub(super) said: Said,
    /// What gave it its measure.
    pub(super) basis: Basis,
    /// The token after what is counted.
    pub(super) noun_end: usize,
}

impl Draft {
    /// A number at the tokens `words`.
    pub(super) fn of(words: Range<usize>, value: Option<f64>) -> Self {
        Self {
            core: words.clone(),
            noun_end: words.end,
            words,
            bytes: None,
            value,
            low: value,
            high: value,
            usual_high: None,
            grain: None,
            low_open: false,
            high_open: false,
            hedge: Hedge::Exact,
            unit: None,
            of: None,
            measure: None,
            role: Role::Whole,
            digits: false,
            said: Said::Number,
            basis: Basis::Noun,
        }
    }

    /// A number that counts nothing.
    pub(super) fn label(words: Range<usize>, value: Option<f64>, measure: Measure) -> Self {
        Self { measure: Some(measure), digits: true, ..Self::of(words, value) }
    }

    /// Whether it counts something, as far as is known yet.
    pub(super) fn is_count(&self) -> bool {
        self.measure.is_none_or(Measure::is_count)
    }

    /// The figure, in bytes. A look ahead may have gone past the tokens that are read; the figure does not.
    pub(super) fn finish(self, words: &Words, range: &Range<usize>) -> Figure {
        let inside = |r: &Range<usize>| r.start.max(range.start)..r.end.min(range.end);
        Figure {
            span: self.bytes.unwrap_or_else(|| words.cover(inside(&self.words))),
            value: self.value,
            low: self.low,
            high: self.high,
            usual_high: self.usual_high,
            grain: self.grain,
            low_open: self.low_open,
            high_open: self.high_open,
            hedge: self.hedge,
            unit: self.unit,
            of: self.of.filter(|of| inside(of) == *of).map(|of| words.cover(of)),
            measure: self.measure.unwrap_or(Measure::Other),
            role: self.role,
        }
    }
}

/// A unit found in the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    /// The token after it.
    pub(super) end: usize,
    /// Its name, or a currency code.
    pub(super) name: String,
    /// What it measures.
    pub(super) measure: Measure,
    /// What the number is to be multiplied by: a million for `MUSD`.
    pub(super) times: f64,
}

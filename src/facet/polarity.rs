//! Whether something is affirmed, denied or hedged.

use std::ops::Range;

use crate::text::Words;

/// How a claim is put.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Polarity {
    /// It is so.
    #[default]
    Affirmed,
    /// It is not so.
    Denied,
    /// It may be so: "reportedly", "could", "suspected".
    Hedged,
}

impl Polarity {
    /// Its name in the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Denied => "denied",
            Self::Hedged => "hedged",
        }
    }
}

/// Reads the polarity of the clause in the tokens `range`.
pub fn read(_words: &Words, _range: Range<usize>) -> Polarity {
    Polarity::Affirmed
}

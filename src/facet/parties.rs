//! Who took part, as a list.

use std::ops::Range;

use super::{Judgement, Name};
use crate::text::{Span, Words};

/// How the members of a list belong together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Bond {
    /// All of them take part in one thing: "an agreement between A, B and C", "A has an agreement with B and C".
    Joint,
    /// They are named side by side.
    Beside,
}

/// A list of two or more actors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parties {
    /// The words themselves, from the first member to the last.
    pub span: Span,
    /// The keys of the members, sorted, without duplicates.
    pub keys: Vec<String>,
    /// Whether there may be more: "including", "such as", "and others".
    pub open: bool,
    /// How they belong together.
    pub bond: Bond,
}

/// Reads the lists in the tokens `range`, in order, out of the `names` that were read there.
pub fn read(_words: &Words, _range: Range<usize>, _names: &[Name]) -> Vec<Parties> {
    Vec::new()
}

/// How two lists of the same relation stand to each other; `None` where they share too little to be one list.
pub fn compare(_a: &Parties, _b: &Parties) -> Option<Judgement> {
    None
}

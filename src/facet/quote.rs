//! Words inside quotation marks.

use std::ops::Range;

use super::Judgement;
use crate::text::{Span, Words};

/// Words inside quotation marks, within one sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quote {
    /// The words without their marks.
    pub span: Span,
    /// Whether the marks at its start and at its end are both there; a quotation may run over sentences.
    pub closed: bool,
}

/// Where the quotations of a whole text begin and end.
#[derive(Clone, Debug, Default)]
pub struct Marks {}

impl Marks {
    /// Looks over the tokens `range`.
    pub fn of(_words: &Words, _range: Range<usize>) -> Self {
        Self::default()
    }
}

/// Reads the quotations in the tokens `range`, in order.
pub fn read(_words: &Words, _range: Range<usize>, _marks: &Marks) -> Vec<Quote> {
    Vec::new()
}

/// How two quotations of one utterance stand to each other: the same words agree, also where one is cut short; other
/// words conflict. `None` where they share too little to be one utterance.
pub fn compare(_a: &str, _b: &str) -> Option<Judgement> {
    None
}

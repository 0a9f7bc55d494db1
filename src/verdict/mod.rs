//! Findings out of relations. Knows no formats.

use crate::align::{At, Group, Told};
use crate::facet::{Figure, Kind, Measure, Relation};
use crate::text::Span;

/// One outlet's side of a finding.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// Its claim.
    pub at: At,
    /// The words that are compared, in the article's text.
    pub span: Span,
    /// The figure they are read as, for figures, durations and ages.
    pub figure: Option<Figure>,
}

/// How two sides stand to each other.
#[derive(Clone, PartialEq, Debug)]
pub struct SidePair {
    /// The index of one side.
    pub a: usize,
    /// The index of the other, `a < b`.
    pub b: usize,
    /// Their relation.
    pub relation: Relation,
    /// The rule that decided.
    pub why: String,
}

/// One facet compared inside one group, with every side.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The number of its group in the story.
    pub group: usize,
    /// What is compared.
    pub kind: Kind,
    /// Of what, for figures.
    pub measure: Option<Measure>,
    /// The worst relation of its pairs.
    pub relation: Relation,
    /// What a reader should know: `update`, `hedge differs`, `same outlet`.
    pub note: Option<String>,
    /// How early a fact-checker must see it, in `0..=100`.
    pub severity: u8,
    /// Rule, anchor and runner-up, in words.
    pub why: String,
    /// Every side, sorted by claim.
    pub sides: Vec<Side>,
    /// Every pair of sides that was compared.
    pub pairs: Vec<SidePair>,
}

impl Finding {
    /// Whether its sides cannot all be true.
    pub fn is_conflict(&self) -> bool {
        self.relation == Relation::Conflict
    }
}

/// The findings of all groups, worst first.
pub fn judge(_told: &[Told], _groups: &[Group]) -> Vec<Finding> {
    Vec::new()
}

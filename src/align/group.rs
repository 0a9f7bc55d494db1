//! Pairs into groups.

use super::{At, Score, Told};

/// Claims that say the same or fill the same slot.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Its members, sorted.
    pub members: Vec<At>,
    /// What they have in common, in a few words of the text.
    pub label: String,
    /// How sure the match is, in `0..=1`: the mean score of its pairs.
    pub score: f64,
}

/// Groups scored pairs.
pub fn build(_told: &[Told], _pairs: &[(At, At, Score)]) -> Vec<Group> {
    Vec::new()
}

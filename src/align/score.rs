//! How likely two claims are to say the same, its parts kept apart so that a report can say why.

use super::{At, Told};

/// A score and its parts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Score {
    /// The probability that the two say the same, in `0..=1`.
    pub total: f64,
    /// Each feature: its name, its value, and what it adds to the log odds.
    pub parts: Vec<(&'static str, f64, f64)>,
}

/// placeholder
pub struct Context;
impl Context {
    /// x
    pub fn of(_told: &[Told]) -> Self {
        Self
    }
    /// Scores two claims.
    pub fn pair(&self, _a: At, _b: At) -> Score {
        Score::default()
    }
}

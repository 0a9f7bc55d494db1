//! Which claims of different outlets meet. Knows not who is right.

pub mod candidate;
pub mod score;
pub mod group;

pub use group::Group;
pub use score::Score;

use crate::article::Page;
use crate::claim::Claim;

/// A claim by the number of its page and its own number on it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct At {
    /// The number of the page.
    pub page: u32,
    /// The number of the claim among those of its page.
    pub claim: u32,
}

/// One outlet's page with its claims.
#[derive(Clone, Debug)]
pub struct Told {
    /// The page.
    pub page: Page,
    /// Its claims in the order of the text.
    pub claims: Vec<Claim>,
}

/// Thresholds of this stage.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Options {
    /// The least score at which two claims are held to say the same.
    pub threshold: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

/// The groups of claims that say the same, or fill the same slot.
pub fn align(told: &[Told], options: &Options) -> Vec<Group> {
    let scored: Vec<_> = candidate::pairs(told)
        .into_iter()
        .map(|(a, b)| (a, b, score::pair(told, a, b)))
        .filter(|(_, _, s)| s.total >= options.threshold)
        .collect();
    group::build(told, &scored)
}

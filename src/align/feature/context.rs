//! How rare a word is among the claims of one run.

use super::profile::Profile;
use super::vocabulary::Interner;

/// How many sentences of general news stand beside those of the run when a word's rarity is counted: with few
/// sentences the background decides, with many the run.
const BACKGROUND_SENTENCES: f32 = 400.0;

/// What every pair of one run needs: the words, and how rare each is.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The words.
    pub interner: Interner,
    /// The inverse document frequency of each stem, in nats, above 0.
    idf: Vec<f32>,
}

impl Context {
    /// Counts the sentences that hold each stem. Every profile must have been made with `interner`.
    pub fn of<'a>(interner: Interner, profiles: impl IntoIterator<Item = &'a Profile>) -> Self {
        let mut counts = vec![0_u32; interner.stems()];
        let mut all = 0_u32;
        for profile in profiles {
            all += 1;
            for &(stem, _) in &profile.bag {
                counts[stem as usize] += 1;
            }
        }
        Self::counted(interner, counts, all)
    }

    /// The same out of counts: of `all` sentences, how many hold each stem.
    pub fn counted(interner: Interner, mut counts: Vec<u32>, all: u32) -> Self {
        counts.resize(interner.stems(), 0);
        let idf = counts
            .iter()
            .enumerate()
            .map(|(stem, &n)| {
                let share = interner.of(stem as u32).share;
                ((all as f32 + BACKGROUND_SENTENCES + 1.0) / (n as f32 + share * BACKGROUND_SENTENCES + 0.5))
                    .ln()
                    .max(0.05)
            })
            .collect();
        Self { interner, idf }
    }

    /// The inverse document frequency of a stem, in nats.
    pub fn idf(&self, stem: u32) -> f32 {
        self.idf.get(stem as usize).copied().unwrap_or(1.0)
    }
}

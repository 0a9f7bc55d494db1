//! How rare a word is among the claims of one story.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::profile::Profile;
use super::vocabulary::Interner;

/// How many sentences of general news stand beside those of the story when a word's rarity is counted: with few
/// sentences the background decides, with many the story.
const BACKGROUND_SENTENCES: f32 = 400.0;

/// What every pair of one story needs: the words, and how rare each is.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The words, which other stories may share.
    pub interner: Arc<Interner>,
    /// How many sentences are counted.
    all: u32,
    idf: Idf,
}

/// The inverse document frequency of stems, in nats, above 0.
#[derive(Clone, Debug)]
enum Idf {
    /// Of each by number.
    Each(Vec<f32>),
    /// Of some.
    Some(FxHashMap<u32, f32>),
}

impl Default for Idf {
    fn default() -> Self {
        Self::Each(Vec::new())
    }
}

/// The inverse document frequency of a stem that `n` of `all` sentences of the story hold, and `share` of those of general
/// news.
fn idf(n: u32, all: u32, share: f32) -> f32 {
    let (n, all) = (n as f32, all as f32);
    ((all + BACKGROUND_SENTENCES + 1.0) / (n + share * BACKGROUND_SENTENCES + 0.5)).ln().max(0.05)
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
        let counts: Vec<(u32, u32)> = (0..).zip(counts).filter(|(_, n)| *n > 0).collect();
        Self::counted(Arc::new(interner), &counts, all)
    }

    /// The same out of counts: how many of `all` sentences hold each stem, for the stems that some do.
    pub fn counted(interner: Arc<Interner>, counts: &[(u32, u32)], all: u32) -> Self {
        let own = |&(stem, n): &(u32, u32)| (stem, idf(n, all, interner.of(stem).share));
        // A list is faster than a map, and smaller where most of the words of the run are those of the story.
        let idf = if 4 * counts.len() > interner.stems() {
            let mut each: Vec<f32> =
                (0..interner.stems() as u32).map(|stem| idf(0, all, interner.of(stem).share)).collect();
            counts.iter().map(own).for_each(|(stem, idf)| each[stem as usize] = idf);
            Idf::Each(each)
        } else {
            Idf::Some(counts.iter().map(own).collect())
        };
        Self { interner, all, idf }
    }

    /// The inverse document frequency of a stem, in nats.
    pub fn idf(&self, stem: u32) -> f32 {
        let known = match &self.idf {
            Idf::Each(each) => each.get(stem as usize),
            Idf::Some(some) => some.get(&stem),
        };
        known.copied().unwrap_or_else(|| idf(0, self.all, self.interner.of(stem).share))
    }
}

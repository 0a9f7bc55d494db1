//! What is known of one claim, computed once.

use super::placement::Placement;
use super::value::About;
use super::vocabulary::{Interner, Numbers};
use crate::article::{Page, Place};
use crate::claim::Claim;
use crate::facet::{Facets, Measure, Polarity};
use crate::text::Words;
use std::sync::Arc;

/// How many tokens of a claim are looked at: longer "sentences" are lists and broken pages, and the cost of a pair
/// grows with the product of the lengths.
const LONGEST: usize = 160;

/// A word of a claim that carries content.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Item {
    /// The number of its stem.
    pub stem: u32,
    /// Its place among all words of the claim.
    pub at: u16,
    /// Whether it is written or known as a name.
    pub name: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// What a number measures, as far as that is told; `None` for all else.
    pub scale: Option<Scale>,
}

/// What a number measures: equal numbers of two scales have nothing in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scale {
    /// People, votes, things.
    Count,
    /// Money.
    Money,
    /// A stretch of time.
    Duration,
    /// Years of life.
    Age,
    /// A share.
    Percent,
    /// Length, weight, temperature and the like.
    Dimension,
    /// Nothing: it is part of a name.
    Name,
}

impl Scale {
    /// Whether equal numbers of the two have nothing in common. A house number is easily taken for a count.
    pub fn apart(self, other: Self) -> bool {
        self != other && !matches!((self, other), (Self::Name, Self::Count) | (Self::Count, Self::Name))
    }

    /// That of the figures of a measure; what tells a point in time is not told apart.
    fn of(measure: Measure) -> Option<Self> {
        match measure {
            Measure::Money => Some(Self::Money),
            Measure::Duration => Some(Self::Duration),
            Measure::Age => Some(Self::Age),
            Measure::Percent => Some(Self::Percent),
            Measure::Distance => Some(Self::Dimension),
            Measure::Identifier => Some(Self::Name),
            Measure::Ratio => None,
            measure if measure.is_count() => Some(Self::Count),
            _ => None,
        }
    }
}

/// What is known of one claim before it meets another. Numbers of words and stems are those of one [`Interner`].
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Words that carry content, in order; what the subject is resolved to comes first.
    pub items: Vec<Item>,
    /// Every word and number, in order.
    pub words: Vec<u32>,
    /// The same, sorted.
    pub sorted: Vec<u32>,
    /// The stems of the words inside quotation marks, sorted, without duplicates.
    pub quoted: Vec<u32>,
    /// The stems of `items`, sorted, each with how often it occurs.
    pub bag: Vec<(u32, u16)>,
    /// Hashes of neighbouring content words, sorted.
    pub bigrams: Vec<u32>,
    /// Hashes of the four-letter sequences of content words, sorted, with repetitions.
    pub grams: Vec<u32>,
    /// Stems of the rest of the sentence that the claim is a part of, sorted, without those of the claim.
    pub around: Vec<u32>,
    /// The comparable values.
    pub facets: Arc<Facets>,
    /// What each figure of `facets` is about.
    pub about: Vec<About>,
    /// Hashes of neighbouring words of every kind, sorted.
    pub neighbours: Vec<u32>,
    /// The stems of the speaker's name, sorted.
    pub speaker: Vec<u32>,
    /// How many words of negation it holds.
    pub negations: u8,
    /// Where in the article it stands, from 0 for the first sentence to 1 for the last.
    pub position: f32,
    /// What its block is for; `None` for a default.
    pub place: Option<Place>,
    /// Where it stands among the claims of its page; the default for a text by itself.
    pub placement: Placement,
    /// How much each item of `bag` weighs, the bag as a vector of length 1, once it is known how rare its words are; else
    /// empty.
    pub weights: Vec<f32>,
}

/// FNV-1a: a small hash that is the same on every machine.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

impl Profile {
    /// The profile of a claim of `page`, in time linear in its length.
    pub fn of(page: &Page, claim: &Claim, interner: &mut Interner) -> Self {
        let mut profile = Self::begun(page, claim, interner, Placement::default());
        profile.finish(interner);
        profile
    }

    /// What of a profile makes the numbers of words and stems, claim after claim; [`Profile::finish`] does the rest.
    pub(crate) fn begun(
        page: &Page,
        claim: &Claim,
        interner: &mut impl Numbers,
        placement: Placement,
    ) -> Self {
        let mut profile = Self {
            facets: Arc::clone(&claim.facets),
            placement,
            place: Some(claim.place),
            position: claim.sentence as f32 / (page.sentences.len().max(2) - 1) as f32,
            ..Self::default()
        };
        if let Some(subject) = claim.subject {
            profile.read(page, page.words.within(subject), interner);
        }
        profile.read(page, claim.words.clone(), interner);
        let figures = claim.facets.figures.iter();
        profile.about = figures.map(|f| About::of(&page.words, &claim.words, f, interner)).collect();
        if let Some(sentence) = page.sentences.get(claim.sentence) {
            profile.read_around(&page.words, sentence.words.clone(), interner);
        }
        if let Some(speaker) = &claim.speaker {
            let words = Words::of(&speaker.name);
            let mut at = 0;
            while at < words.len() {
                let token = interner.token(&words, at, words.len());
                at += token.map_or(1, |t| t.len);
                profile.speaker.extend(token.filter(|t| !t.stop).map(|t| t.stem));
            }
            profile.speaker.sort_unstable();
            profile.speaker.dedup();
        }
        profile
    }

    fn read(&mut self, page: &Page, range: std::ops::Range<usize>, interner: &mut impl Numbers) {
        let words = &page.words;
        let end = range.end.min(range.start + LONGEST);
        let range = range.start..end;
        let (mut capital, mut content) = (0, 0);
        for i in
            range.clone().filter(|&i| words.kind(i) == crate::text::Kind::Word && words.folded(i).len() > 3)
        {
            content += 1;
            capital += usize::from(words.is_capital(i));
        }
        // In a headline written Like This capitals tell nothing.
        let shouted = capital * 10 > content * 7 && content > 2;
        let first = range.start;
        let mut at = range.start;
        while at < end {
            self.negations = self.negations.saturating_add(u8::from(is_negation(words, at)));
            let Some(token) = interner.token(words, at, end) else {
                at += 1;
                continue;
            };
            if !token.stop {
                let stem = interner.of(token.stem);
                let span = words.span(at);
                self.items.push(Item {
                    stem: token.stem,
                    at: self.words.len() as u16,
                    name: words.is_capital(at) && !stem.number && (!stem.ordinary || !shouted && at > first),
                    quoted: self.facets.quotes.iter().any(|q| q.span.contains(span)),
                    scale: stem
                        .number
                        .then(|| self.facets.figures.iter().find(|f| f.span.contains(span)))
                        .flatten()
                        .and_then(|f| Scale::of(f.measure)),
                });
            }
            self.words.push(token.word);
            at += token.len;
        }
    }

    /// Counts and sorts what [`Profile::begun`] has read, which other profiles have no part in.
    pub(crate) fn finish(&mut self, interner: &Interner) {
        let mut stems: Vec<u32> = self.items.iter().map(|i| i.stem).collect();
        for pair in stems.windows(2) {
            let (a, b) =
                (hash(interner.of(pair[0]).text.as_bytes()), hash(interner.of(pair[1]).text.as_bytes()));
            self.bigrams.push(a.rotate_left(7) ^ b);
        }
        self.bigrams.sort_unstable();
        let word_pair = |pair: &[u32]| pair[0].wrapping_mul(0x9e37_79b1).rotate_left(11) ^ pair[1];
        self.neighbours = self.words.windows(2).map(word_pair).collect();
        self.neighbours.sort_unstable();
        self.sorted.clone_from(&self.words);
        self.sorted.sort_unstable();
        self.quoted = self.items.iter().filter(|i| i.quoted).map(|i| i.stem).collect();
        self.quoted.sort_unstable();
        self.quoted.dedup();
        for &stem in &stems {
            let text = interner.of(stem).text.as_bytes();
            if text.len() < 4 {
                self.grams.push(hash(text));
            }
            self.grams.extend(text.windows(4).map(hash));
        }
        self.grams.sort_unstable();
        stems.sort_unstable();
        for stem in stems {
            match self.bag.last_mut() {
                Some((last, n)) if *last == stem => *n += 1,
                _ => self.bag.push((stem, 1)),
            }
        }
        self.around.sort_unstable();
        self.around.dedup();
        self.around.retain(|s| self.bag.binary_search_by_key(s, |(stem, _)| *stem).is_err());
    }

    fn read_around(&mut self, words: &Words, range: std::ops::Range<usize>, interner: &mut impl Numbers) {
        let end = range.end.min(range.start + LONGEST);
        let mut at = range.start;
        while at < end {
            let token = interner.token(words, at, end);
            at += token.map_or(1, |t| t.len);
            self.around.extend(token.filter(|t| !t.stop).map(|t| t.stem));
        }
    }

    /// Whether it is put as something that is not so, as far as its own words tell.
    pub fn is_denied(&self) -> bool {
        self.facets.polarity == Polarity::Denied || self.negations % 2 == 1
    }
}

fn is_negation(words: &Words, at: usize) -> bool {
    let word = words.folded(at);
    matches!(
        word,
        "not" | "no" | "never" | "none" | "nor" | "neither" | "without" | "cannot" | "nobody" | "nothing"
    ) || word.ends_with("n't")
}

//! How two texts of a sentence or so compare, each part of the answer kept.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::align::feature::{self, Context, Interner, Likeness, Profile};
use crate::align::score;
use crate::article::{Article, Page, Place};
use crate::claim::{self, Claim};
use crate::facet::{self, Kind, Measure, Polarity, Relation, figure, when};
use crate::text::Span;

/// How two texts compare.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The probability that the two say the same, in `0..=1`; the order of the two makes no difference.
    pub score: f64,
    /// How they stand to each other; `None` where they are not about the same thing. They agree also where the first
    /// says everything that the second does, and more.
    pub relation: Option<Relation>,
    /// Each feature: its name, its value, and what it adds to the log odds of the score; largest first.
    pub parts: Vec<(&'static str, f64, f64)>,
    /// Each facet compared.
    pub facets: Vec<Compared>,
}

/// One facet of two texts compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    /// What is compared.
    pub kind: Kind,
    /// The words of the first text.
    pub a: String,
    /// The words of the second.
    pub b: String,
    /// How the two stand to each other.
    pub relation: Relation,
    /// The rule that decided.
    pub why: String,
}

/// A text read as one claim, for measuring and for learning weights.
#[derive(Clone, Debug)]
pub struct Read {
    page: Page,
    claim: Claim,
}

/// Reads each text as one claim, in parallel; the order is kept.
pub fn read(texts: &[&str]) -> Vec<Read> {
    texts.par_iter().map(|text| whole(text)).collect()
}

fn whole(text: &str) -> Read {
    let page = Page::read(Article::new("text", "text", text));
    let words = 0..page.words.len();
    let facets = facet::read(&page.words, words.clone(), None);
    let speaker = claim::extract(&page).into_iter().find_map(|c| c.speaker);
    let span = Span::new(0, page.text().len());
    let claim = Claim { span, words, sentence: 0, place: Place::Body, speaker, subject: None, facets };
    Read { page, claim }
}

/// The profiles of texts that were read, and what their words weigh among each other.
pub fn profiles(texts: &[Read]) -> (Context, Vec<Profile>) {
    let mut interner = Interner::default();
    let profiles: Vec<Profile> =
        texts.iter().map(|t| Profile::of(&t.page, &t.claim, &mut interner)).collect();
    (Context::of(interner, &profiles), profiles)
}

/// Compares the texts of each pair, in parallel; the order is kept. How much a word weighs depends on how rare it is
/// among all texts of the batch, and in English news.
pub fn explain(pairs: &[(String, String)]) -> Vec<Explanation> {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    let mut texts: Vec<&str> = Vec::new();
    let mut number = |text| {
        *numbers.entry(text).or_insert_with(|| {
            texts.push(text);
            texts.len() - 1
        })
    };
    let pairs: Vec<(usize, usize)> = pairs.iter().map(|(a, b)| (number(a), number(b))).collect();
    let read = read(&texts);
    let (context, profiles) = profiles(&read);
    pairs
        .par_iter()
        .map(|&(a, b)| {
            let likeness = feature::likeness(&context, &profiles[a], &profiles[b]);
            let score = score::said_the_same(&likeness);
            let facets = facets(&read[a], &read[b]);
            let relation = relation(&likeness, score.total, &facets);
            Explanation { score: score.total, relation, parts: score.parts, facets }
        })
        .collect()
}

/// The least score, and the least probability that the first text says what the second does, at which two texts are
/// held to be about the same thing.
const SAME: f64 = 0.5;

fn relation(likeness: &Likeness, score: f64, facets: &[Compared]) -> Option<Relation> {
    let covers = score::covers(likeness);
    let worst = facets.iter().map(|f| f.relation).max();
    match worst {
        Some(Relation::Conflict) if score >= 0.3 => Some(Relation::Conflict),
        _ if covers < SAME => None,
        Some(worst) => Some(worst),
        None => Some(Relation::Agree),
    }
}

fn facets(a: &Read, b: &Read) -> Vec<Compared> {
    let mut out = Vec::new();
    let mut push = |kind, a: &str, b: &str, judgement: facet::Judgement| {
        out.push(Compared {
            kind,
            a: a.to_owned(),
            b: b.to_owned(),
            relation: judgement.relation,
            why: judgement.why,
        });
    };
    let (left, right) = (a.page.text(), b.page.text());
    for x in a.claim.facets.figures.iter().filter(|f| f.measure.is_count()) {
        for y in b.claim.facets.figures.iter().filter(|f| f.measure == x.measure) {
            if let Some(judgement) = figure::compare(x, y) {
                let kind = match x.measure {
                    Measure::Duration => Kind::Duration,
                    Measure::Age => Kind::Age,
                    _ => Kind::Figure,
                };
                push(kind, x.span.of(left), y.span.of(right), judgement);
            }
        }
    }
    for x in &a.claim.facets.whens {
        for y in &b.claim.facets.whens {
            if let Some(judgement) = when::compare(x, y) {
                push(Kind::Date, x.span.of(left), y.span.of(right), judgement);
            }
        }
    }
    let polarity = (a.claim.facets.polarity, b.claim.facets.polarity);
    if matches!(polarity, (Polarity::Denied, Polarity::Affirmed) | (Polarity::Affirmed, Polarity::Denied)) {
        let judgement = facet::Judgement::new(Relation::Conflict, "one denies what the other affirms");
        push(Kind::Polarity, left, right, judgement);
    }
    out
}

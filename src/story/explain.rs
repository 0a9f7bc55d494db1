//! How two texts of a sentence or so compare, each part of the answer kept.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::align::feature::{self, Context, Interner, Likeness, Profile};
use crate::align::score;
use crate::article::{Article, Page, Place};
use crate::claim::{self, Claim};
use crate::facet::when::Precision;
use crate::facet::{self, Figure, Kind, Measure, Polarity, Relation, quote};
use crate::text::Span;
use crate::verdict::roles;

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
    let facets = Arc::new(facets);
    let claim =
        Claim { span, words, sentence: 0, place: Place::Body, speaker, said: None, subject: None, facets };
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
            let facets = facets(&context, (&read[a], &profiles[a]), (&read[b], &profiles[b]));
            let told = |i: usize| &read[i].claim.facets.figures[..];
            let relation = if apart(told(a), told(b)) { None } else { relation(&likeness, &facets) };
            Explanation { score: score.total, relation, parts: score.parts, facets }
        })
        .collect()
}

/// The least probability that the first text says what the second does at which they agree.
const COVERED: f64 = 0.5;
/// The least probability that values which differ are about the same event at which they contradict each other. How many
/// do differs from set to set: pairs that were picked for their figures mostly are. At this mark four of five of their
/// conflicts come out, and three of four that come out are some.
const SAME_EVENT: f64 = 0.36;

/// Whether both texts count what happened to people, and none of the same: 43 killed are not 43 wounded, however alike the
/// words.
fn apart(a: &[Figure], b: &[Figure]) -> bool {
    let harmed = |figures: &[Figure]| -> Vec<Measure> {
        figures.iter().map(|f| f.measure).filter(|m| m.is_harm()).collect()
    };
    let (a, b) = (harmed(a), harmed(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|m| b.contains(m))
}

fn relation(likeness: &Likeness, facets: &[Compared]) -> Option<Relation> {
    let worst = facets.iter().map(|f| f.relation).max();
    match worst {
        // Values that differ and perhaps belong to two events: doubt is silence.
        Some(Relation::Conflict) => (score::meets(likeness) >= SAME_EVENT).then_some(Relation::Conflict),
        _ if score::covers(likeness) < COVERED => None,
        Some(worst) => Some(worst),
        None => Some(Relation::Agree),
    }
}

fn facets(context: &Context, (a, p): (&Read, &Profile), (b, q): (&Read, &Profile)) -> Vec<Compared> {
    let mut out = Vec::new();
    let (left, right) = (a.page.text(), b.page.text());
    let mut push = |kind, x: Span, y: Span, judgement: facet::Judgement| {
        out.push(Compared {
            kind,
            a: x.of(left).to_owned(),
            b: y.of(right).to_owned(),
            relation: judgement.relation,
            why: judgement.why,
        });
    };
    for m in feature::matched_figures(context, p, q) {
        let (x, y) = (&a.claim.facets.figures[m.a], &b.claim.facets.figures[m.b]);
        let kind = match x.measure {
            Measure::Duration => Kind::Duration,
            Measure::Age => Kind::Age,
            _ => Kind::Figure,
        };
        push(kind, x.span, y.span, m.judgement);
    }
    for m in feature::matched_dates(&a.claim.facets.whens, &b.claim.facets.whens) {
        let (x, y) = (&a.claim.facets.whens[m.a], &b.claim.facets.whens[m.b]);
        let clock = x.precision <= Precision::PartOfDay && y.precision <= Precision::PartOfDay;
        push(if clock { Kind::Time } else { Kind::Date }, x.span, y.span, m.judgement);
    }
    for x in &a.claim.facets.quotes {
        for y in &b.claim.facets.quotes {
            if let Some(judgement) = quote::compare(x.span.of(left), y.span.of(right)) {
                push(Kind::Quote, x.span, y.span, judgement);
            }
        }
    }
    let polarity = (a.claim.facets.polarity, b.claim.facets.polarity);
    if matches!(polarity, (Polarity::Denied, Polarity::Affirmed) | (Polarity::Affirmed, Polarity::Denied)) {
        let judgement = facet::Judgement::new(Relation::Conflict, "one denies what the other affirms");
        push(Kind::Polarity, a.claim.span, b.claim.span, judgement);
    }
    if let Some((x, y, judgement)) =
        roles::swapped(&roles::Acts::of(&a.page, &a.claim), &roles::Acts::of(&b.page, &b.claim))
    {
        push(Kind::Attribution, x, y, judgement);
    }
    out
}

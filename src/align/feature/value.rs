//! Which figure of one claim meets which of another, and which date.
//!
//! Two figures can meet when they have the same measure, can be converted into each other, and are both wholes or both
//! parts. Among those, each pair is graded by what is counted (the last noun of it), by the words around the figures, and
//! by the value itself, since equal values seldom meet by chance. A pair is matched when each is the other's best. Where
//! a figure has two equal rivals with different values, it meets neither: noise kills trust faster than a miss.

use std::ops::Range;

use super::context::Context;
use super::profile::Profile;
use super::vocabulary::Numbers;
use crate::facet::figure::{self, Role};
use crate::facet::{Figure, Judgement, Measure, Relation, When, when};
use crate::text::{Kind, Words};

/// How many tokens to either side of a figure tell what it is about.
const NEAR: usize = 7;
/// How alike two nouns are that count the same.
const ALIKE: f32 = 0.9;
/// How much better than its rival a pair must be.
const MARGIN: f64 = 0.04;

/// What a figure is about, as numbers of stems.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct About {
    /// The last noun of what is counted.
    pub head: Option<u32>,
    /// Content words near it, sorted, without duplicates.
    pub near: Vec<u32>,
}

impl About {
    /// What a figure in the tokens `range` is about.
    pub fn of(words: &Words, range: &Range<usize>, figure: &Figure, interner: &mut impl Numbers) -> Self {
        let own = words.within(figure.span);
        let head = figure.of.and_then(|of| {
            let of = words.within(of);
            let last = of.clone().rev().find(|&i| words.kind(i) == Kind::Word && words.folded(i) != "'s")?;
            interner.token(words, last, last + 1).map(|t| t.stem)
        });
        let start = own.start.saturating_sub(NEAR).max(range.start);
        let end = (own.end + NEAR).min(range.end);
        let mut near = Vec::new();
        for at in (start..own.start.max(start)).chain(own.end.min(end)..end) {
            near.extend(interner.token(words, at, at + 1).filter(|t| !t.stop).map(|t| t.stem));
        }
        near.sort_unstable();
        near.dedup();
        Self { head, near }
    }
}

/// A value of one claim and the one of the other that it meets.
#[derive(Clone, PartialEq, Debug)]
pub struct Matched {
    /// Its number among the values of the first claim.
    pub a: usize,
    /// The number of the other among those of the second.
    pub b: usize,
    /// How they stand to each other.
    pub judgement: Judgement,
    /// How much speaks for one slot beside the values themselves, in `0..=2`: what is counted, and the words around.
    pub about: f64,
}

/// How well two figures fit one slot: in all, and but for their values.
struct Fit {
    grade: f64,
    about: f64,
}

/// How well two figures fit one slot; `None` where they cannot.
fn fit(context: &Context, a: &Profile, i: usize, b: &Profile, j: usize) -> Option<Fit> {
    let (x, y) = (&a.facets.figures[i], &b.facets.figures[j]);
    let (p, q) = (&a.about[i], &b.about[j]);
    let alike = |p: Option<u32>, q: Option<u32>| match (p, q) {
        (Some(p), Some(q)) => context.interner.likeness(p, q) >= ALIKE,
        _ => false,
    };
    let same_noun = alike(p.head, q.head);
    // A part meets a part, or a number of its own noun: "12 people, including three children" and "three children".
    if matches!(x.role, Role::Part(_)) != matches!(y.role, Role::Part(_)) && !same_noun {
        return None;
    }
    // Then its whole does not meet it; nor does one addend of a sum the whole of the other.
    let part_of =
        |side: &Profile, whole: usize, noun: Option<u32>| {
            side.facets.figures.iter().zip(&side.about).any(|(f, about)| {
                matches!(f.role, Role::Part(Some(w)) if w == whole) && alike(about.head, noun)
            })
        };
    let addend = matches!(x.role, Role::Addend(_)) != matches!(y.role, Role::Addend(_));
    if !same_noun && (addend || part_of(a, i, q.head) || part_of(b, j, p.head)) {
        return None;
    }
    let relation = figure::relate(x, y)?;
    let head = match (p.head, q.head) {
        (Some(p), Some(q)) => f64::from(context.interner.likeness(p, q)),
        (None, None) => 0.6,
        _ => 0.4,
    };
    // A count of things is told from another by its noun alone.
    if head == 0.0 && matches!(x.measure, Measure::Other | Measure::People | Measure::Votes) {
        return None;
    }
    let weight = |s: &u32| f64::from(context.idf(*s));
    let best = |s: &u32, side: &[u32]| {
        side.iter().map(|t| f64::from(context.interner.likeness(*s, *t))).fold(0.0, f64::max)
    };
    let cover = |from: &[u32], to: &[u32]| {
        let all: f64 = from.iter().map(weight).sum();
        if all > 0.0 { from.iter().map(|s| weight(s) * best(s, to)).sum::<f64>() / all } else { 0.0 }
    };
    let near = f64::midpoint(cover(&p.near, &q.near), cover(&q.near, &p.near));
    let equal = match relation {
        Relation::Agree => 0.5,
        Relation::Compatible => 0.1,
        Relation::Conflict => 0.0,
    };
    Some(Fit { grade: head + near + equal, about: head + near })
}

/// The figures of two claims that fill one slot. Costs the product of their numbers, each at most twelve.
pub fn matched_figures(context: &Context, a: &Profile, b: &Profile) -> Vec<Matched> {
    const MOST: usize = 12;
    let (rows, columns) = (a.about.len().min(MOST), b.about.len().min(MOST));
    let cells = (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j)));
    let fits: Vec<Option<Fit>> = cells.map(|(i, j)| fit(context, a, i, b, j)).collect();
    let grade = |i: usize, j: usize| fits[i * columns + j].as_ref().map(|f| f.grade);
    let value = |p: &Profile, i: usize| p.facets.figures[i].value;
    let mut matched = Vec::new();
    for i in 0..rows {
        for j in 0..columns {
            let Some(Fit { grade: own, about }) = &fits[i * columns + j] else { continue };
            let rivals_of_i = (0..columns).filter(|&k| k != j).filter(|&k| {
                grade(i, k).is_some_and(|g| g > own - MARGIN && (g > *own || value(b, k) != value(b, j)))
            });
            let rivals_of_j = (0..rows).filter(|&k| k != i).filter(|&k| {
                grade(k, j).is_some_and(|g| g > own - MARGIN && (g > *own || value(a, k) != value(a, i)))
            });
            if rivals_of_i.count() + rivals_of_j.count() == 0
                && let Some(judgement) = figure::compare(&a.facets.figures[i], &b.facets.figures[j])
            {
                matched.push(Matched { a: i, b: j, judgement, about: *about });
            }
        }
    }
    matched
}

/// The points in time of two claims that date the same thing: those that agree, and where each side has one other of the
/// same role, these two.
pub fn matched_dates(a: &[When], b: &[When]) -> Vec<Matched> {
    const MOST: usize = 8;
    let (a, b) = (&a[..a.len().min(MOST)], &b[..b.len().min(MOST)]);
    let mut matched = Vec::new();
    let (mut left, mut right) = (vec![true; a.len()], vec![true; b.len()]);
    for wanted in [Relation::Agree, Relation::Compatible] {
        for i in 0..a.len() {
            for j in 0..b.len() {
                if left[i]
                    && right[j]
                    && a[i].role == b[j].role
                    && let Some(judgement) = when::compare(&a[i], &b[j]).filter(|x| x.relation == wanted)
                {
                    (left[i], right[j]) = (false, false);
                    matched.push(Matched { a: i, b: j, judgement, about: 1.0 });
                }
            }
        }
    }
    let rest = |free: &[bool], whens: &[When], of: &When| {
        let mut same = (0..whens.len()).filter(|&i| free[i] && whens[i].role == of.role);
        same.next().filter(|_| same.next().is_none())
    };
    for i in (0..a.len()).filter(|&i| left[i]) {
        if rest(&left, a, &a[i]) != Some(i) {
            continue;
        }
        if let Some(j) = rest(&right, b, &a[i])
            && let Some(judgement) = when::compare(&a[i], &b[j])
        {
            matched.push(Matched { a: i, b: j, judgement, about: 1.0 });
        }
    }
    matched.sort_by_key(|m| (m.a, m.b));
    matched
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Interner;
    use super::*;
    use crate::article::{Article, Page};
    use crate::claim;

    /// The words of the figures that meet.
    fn met(a: &str, b: &str) -> Vec<(String, String, Relation)> {
        let mut interner = Interner::default();
        let mut read = |text: &str| {
            let page = Page::read(Article::new("a", "a", text));
            let claim = claim::extract(&page).remove(0);
            (Profile::of(&page, &claim, &mut interner), text.to_owned())
        };
        let (p, q) = (read(a), read(b));
        let context = Context::of(interner, [&p.0, &q.0]);
        let words = |(p, text): &(Profile, String), i: usize| p.facets.figures[i].span.of(text).to_owned();
        let found = matched_figures(&context, &p.0, &q.0);
        found.into_iter().map(|m| (words(&p, m.a), words(&q, m.b), m.judgement.relation)).collect()
    }

    #[test]
    fn figures_meet_by_what_they_count() {
        let found =
            met("The storm wrecked 40 houses and nine boats.", "Nine boats and 52 houses were wrecked.");
        let relations: Vec<_> = found.iter().map(|f| f.2).collect();
        assert_eq!(relations, [Relation::Conflict, Relation::Agree], "{found:?}");
    }

    #[test]
    fn a_part_meets_what_it_counts() {
        let whole = "The fire killed 12 people, including three children.";
        let found = met(whole, "Three children were killed in the fire.");
        assert_eq!(found.iter().map(|f| f.2).collect::<Vec<_>>(), [Relation::Agree], "{found:?}");
        let found = met(whole, "The fire killed four children.");
        assert_eq!(found.iter().map(|f| f.2).collect::<Vec<_>>(), [Relation::Conflict], "{found:?}");
        assert_eq!(met("Two adults and two children were killed.", "Four people were killed."), []);
    }

    #[test]
    fn figures_of_other_things_do_not_meet() {
        assert_eq!(met("The storm wrecked 40 houses.", "The storm wrecked 52 boats."), []);
    }
}

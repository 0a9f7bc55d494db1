//! Which pairs are accepted: those whose score is enough, and those of two claims that have nothing nearer.

use rustc_hash::FxHashMap;

use super::At;
use super::group::Link;

/// To be the nearest of fewer claims of a page says little.
const FEWEST: u32 = 6;

/// A pair that was scored, and whether its score alone is enough.
pub(super) struct Scored {
    /// The pair.
    pub(super) link: Link,
    /// Whether it is accepted, whatever else there is.
    pub(super) sure: bool,
}

/// The links that are sure, and those of two claims of which each is the nearest to the other on its page. `claims` are
/// the claims that links number. Cost: the number of pairs.
pub(super) fn accepted(claims: &[At], scored: &[Scored]) -> Vec<Link> {
    let mut size: FxHashMap<u32, u32> = FxHashMap::default();
    for claim in claims {
        *size.entry(claim.page).or_default() += 1;
    }
    let page = |claim: u32| claims[claim as usize].page;
    let mut nearest: FxHashMap<(u32, u32), (f64, u32)> = FxHashMap::default();
    for &Scored { link: (a, b, score), .. } in scored {
        for (one, other) in [(a, b), (b, a)] {
            let best = nearest.entry((one, page(other))).or_insert((score, other));
            // Of equals the first, whatever the order of the links.
            if score > best.0 || score >= best.0 && other < best.1 {
                *best = (score, other);
            }
        }
    }
    let is_nearest = |one: u32, other: u32| {
        size[&page(other)] >= FEWEST && nearest.get(&(one, page(other))).is_some_and(|best| best.1 == other)
    };
    let accepted = |s: &&Scored| s.sure || is_nearest(s.link.0, s.link.1) && is_nearest(s.link.1, s.link.0);
    scored.iter().filter(accepted).map(|s| s.link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted_of(on_each: u32, scored: &[(u32, u32, f64, bool)]) -> Vec<(u32, u32)> {
        let claims: Vec<At> =
            (0..2).flat_map(|page| (0..on_each).map(move |claim| At { page, claim })).collect();
        let scored: Vec<Scored> =
            scored.iter().map(|&(a, b, score, sure)| Scored { link: (a, b, score), sure }).collect();
        accepted(&claims, &scored).into_iter().map(|(a, b, _)| (a, b)).collect()
    }

    #[test]
    fn a_doubtful_pair_is_accepted_where_nothing_is_nearer() {
        // Claims 0 to 5 stand on the first page, 6 to 11 on the other.
        assert_eq!(accepted_of(6, &[(0, 6, 0.4, false), (0, 7, 0.35, false)]), [(0, 6)]);
        assert_eq!(accepted_of(6, &[(0, 6, 0.4, false), (1, 6, 0.9, true)]), [(1, 6)]);
        assert_eq!(accepted_of(6, &[(0, 6, 0.5, true), (0, 7, 0.9, true)]), [(0, 6), (0, 7)]);
        assert_eq!(
            accepted_of(6, &[(0, 7, 0.4, false), (0, 6, 0.4, false)]),
            [(0, 6)],
            "the first of equals"
        );
    }

    #[test]
    fn the_nearest_of_few_is_no_evidence() {
        assert_eq!(accepted_of(5, &[(0, 5, 0.4, false)]), []);
    }
}

//! How alike two pieces of text are, as numbers in `0..=1`; 1 is the same.

/// Jaro-Winkler likeness of two short strings such as names, in `0..=1`. Costs the product of the lengths, so it is
/// never asked of whole sentences in a loop.
pub fn name_likeness(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(a, b)
}

/// Shared share of two sorted lists without duplicates (Jaccard), in `0..=1`; two empty lists share nothing.
pub fn jaccard<T: Ord>(a: &[T], b: &[T]) -> f64 {
    let shared = shared(a, b);
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// How many items two sorted lists without duplicates share, in time linear in their lengths.
pub fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                i += 1;
                j += 1;
                n += 1;
            }
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_stays_in_range() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4]), 0.5);
        assert_eq!(jaccard::<u8>(&[], &[]), 0.0);
        assert_eq!(name_likeness("sergei", "sergei"), 1.0);
        assert!(name_likeness("sergey", "sergei") > name_likeness("powell", "jackson"));
    }
}

//! Numbers in digits: separators, decimal marks, lists without spaces.

use std::ops::Range;

/// The value of a token of digits with separators between them, `None` where they are no number (`1.2.3`) or one too
/// great to hold. A comma with other than three digits after it is a decimal mark (`12,5`); the Indian grouping
/// (`12,34,567`) is read.
pub(super) fn value(token: &str) -> Option<f64> {
    let plain = |s: &str| s.parse::<f64>().ok().filter(|v| v.is_finite());
    if token.bytes().all(|b| b.is_ascii_digit()) {
        return plain(token);
    }
    let (commas, dots) = (token.matches(',').count(), token.matches('.').count());
    match (commas, dots) {
        (0, 0 | 1) => plain(token),
        (0, _) => grouped(token, '.').then(|| plain(&token.replace('.', "")))?,
        (_, 0 | 1) => {
            let (whole, rest) = token.split_once('.').map_or((token, None), |(w, r)| (w, Some(r)));
            if rest.is_some_and(|r| r.contains(',')) {
                // The continental way round: `1.234,5`.
                return (commas == 1 && grouped(whole_of(token), '.'))
                    .then(|| plain(&token.replace('.', "").replace(',', ".")))?;
            }
            if grouped(whole, ',') || indian(whole) {
                plain(&token.replace(',', ""))
            } else if commas == 1 && rest.is_none() {
                let (head, tail) = token.split_once(',')?;
                (head.len() <= 3 && tail.len() <= 2).then(|| plain(&token.replace(',', ".")))?
            } else {
                None
            }
        }
        _ => None,
    }
}

fn whole_of(token: &str) -> &str {
    token.split_once(',').map_or(token, |(whole, _)| whole)
}

/// One to three digits, then groups of three.
fn grouped(token: &str, separator: char) -> bool {
    let mut groups = token.split(separator);
    groups.next().is_some_and(|g| (1..=3).contains(&g.len())) && groups.all(|g| g.len() == 3)
}

/// One or two digits, groups of two, and three at the end.
fn indian(token: &str) -> bool {
    let groups: Vec<&str> = token.split(',').collect();
    let [first, middle @ .., last] = groups.as_slice() else { return false };
    !middle.is_empty()
        && matches!(first.len(), 1 | 2)
        && middle.iter().all(|g| g.len() == 2)
        && last.len() == 3
}

/// The parts of a token that is a list without spaces (`22,24,26`), each with its bytes; `None` where it is a number.
pub(super) fn list(token: &str) -> Option<Vec<(Range<usize>, f64)>> {
    if !token.contains(',') || value(token).is_some() {
        return None;
    }
    let mut at = 0;
    token
        .split(',')
        .map(|part| {
            let bytes = at..at + part.len();
            at = bytes.end + 1;
            value(part).map(|v| (bytes, v))
        })
        .collect()
}

/// The unit that the trailing zeros of a number leave: 10,000 for 250,000, 0.1 for 35.7.
pub(super) fn grain(n: f64) -> f64 {
    let digits = format!("{}", n.abs());
    match digits.split_once('.') {
        Some((_, decimals)) => 10f64.powi(-(decimals.len() as i32)),
        None if n == 0.0 => 1.0,
        None => 10f64.powi((digits.len() - digits.trim_end_matches('0').len()) as i32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        for (token, want) in [
            ("250,000", Some(250_000.0)),
            ("1.5", Some(1.5)),
            ("12,5", Some(12.5)),
            ("5,00", Some(5.0)),
            ("12,34,567.89", Some(1_234_567.89)),
            ("1.234.567", Some(1_234_567.0)),
            ("1.234,5", Some(1234.5)),
            ("1.2.3", None),
            ("22,24,26", None),
        ] {
            assert_eq!(value(token), want, "{token}");
        }
        assert_eq!(value(&"9".repeat(1000)), None);
        assert_eq!(value("123456789101231"), Some(123_456_789_101_231.0));
    }

    #[test]
    fn lists() {
        assert_eq!(list("22,24,26"), Some(vec![(0..2, 22.0), (3..5, 24.0), (6..8, 26.0)]));
        assert_eq!(list("250,000"), None);
        assert_eq!(list("15"), None);
    }
}

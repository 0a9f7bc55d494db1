//! Numerals in digits with what is written on to them: groups, fractions, powers, endings, signs.

use std::ops::Range;

use super::digits;
use crate::text::Words;
use crate::text::words::Kind;

/// A numeral in digits: groups with spaces between them, mixed fractions, powers. Its end, its value, and whether
/// it is a share of one (`3/4`).
pub(super) fn numeral(words: &Words, range: &Range<usize>, at: usize) -> Option<(usize, f64, bool)> {
    let token = words.folded(at);
    let Some(mut value) = digits::value(token) else {
        return token.bytes().all(|b| b.is_ascii_digit()).then_some((at + 1, f64::INFINITY, false));
    };
    let end = range.end;
    let mut next = at + 1;
    if token.len() <= 3 && !token.starts_with('0') {
        // `1 200 000`: the next token of three digits stands a space apart, and nothing is glued to it.
        while next < end
            && words.kind(next) == Kind::Number
            && words.span(next).start() - words.span(next - 1).end() <= 3
            && !words.glued(next + 1)
            && group(words.folded(next))
            && words.folded(next - 1).bytes().all(|b| b.is_ascii_digit())
        {
            value = value * 1000.0 + digits::value(words.folded(next))?;
            next += 1;
        }
    }
    // `1'200'000`, as it is written in Switzerland.
    if token.len() <= 3 && !token.starts_with('0') {
        let tied = |i: usize| words.folded(i) == "'" && words.glued(i) && words.glued(i + 1);
        while next + 1 < end && tied(next) && group(words.folded(next + 1)) {
            value = value * 1000.0 + digits::value(words.folded(next + 1))?;
            next += 2;
        }
    }
    // `80 , 000`, likewise with its groups: in a text that was joined the comma is glued to what it follows.
    if token.len() <= 3 && !token.starts_with('0') {
        let apart = |i: usize| words.folded(i) == "," && !words.glued(i) && !words.glued(i + 1);
        while next + 1 < end && apart(next) && group(words.folded(next + 1)) {
            value = value * 1000.0 + digits::value(words.folded(next + 1))?;
            next += 2;
        }
    }
    // `6 . 2 %`: a text that was cut into tokens and never joined again.
    if next == at + 1
        && words.folded(next) == "."
        && !words.glued(next)
        && !words.glued(next + 1)
        && next + 1 < end
        && words.kind(next + 1) == Kind::Number
        && !(words.folded(next + 2) == "." && next + 3 < end && words.kind(next + 3) == Kind::Number)
        && let Some(decimals) = fraction_digits(words.folded(next + 1))
    {
        return Some((next + 2, value + decimals, false));
    }
    let whole = next;
    if let Some((after, share)) = quotient(words, at, end).filter(|_| next == at + 1) {
        return Some((after, share, true));
    }
    let hyphen = usize::from(words.folded(whole) == "-" && words.glued(whole));
    if let Some((after, share)) = quotient(words, whole + hyphen, end) {
        return Some((after, value + share, false));
    }
    if next < end
        && words.kind(next) == Kind::Mark
        && let Some(share) = vulgar(words.folded(next))
    {
        return Some((next + 1, value + share, false));
    }
    if let Some((after, power)) = power(words, next, end) {
        return Some((after, power(value), false));
    }
    Some((next, value, false))
}

/// Three digits, and perhaps decimals.
fn group(token: &str) -> bool {
    let whole = token.split_once('.').map_or(token, |(whole, _)| whole);
    whole.len() == 3 && whole.bytes().all(|b| b.is_ascii_digit())
}

/// `3/4`: less than one, and no date or score.
fn quotient(words: &Words, at: usize, end: usize) -> Option<(usize, f64)> {
    let whole = |i: usize| {
        (i < end && words.kind(i) == Kind::Number && words.folded(i).len() <= 3)
            .then(|| words.folded(i).parse::<f64>().ok())?
    };
    let (above, below) = (whole(at)?, whole(at + 2)?);
    let tied = words.folded(at + 1) == "/" && words.glued(at + 1) && words.glued(at + 2);
    let more = words.glued(at + 3) && words.folded(at + 3) == "/";
    (tied && !more && above > 0.0 && above < below).then_some((at + 3, above / below))
}

/// `1.1^23`, `6.23x10^-4`, `1e10`: the end, and what to do with the number before it.
fn power(words: &Words, at: usize, end: usize) -> Option<(usize, impl Fn(f64) -> f64)> {
    let glued = |i: usize, what: &[&str]| i < end && words.glued(i) && what.contains(&words.folded(i));
    let exponent = |mut i: usize| {
        let mut sign = 1.0;
        while glued(i, &["-"]) {
            sign = -1.0;
            i += 1;
        }
        let n = (i < end && words.glued(i) && words.kind(i) == Kind::Number && words.folded(i).len() <= 3)
            .then(|| words.folded(i).parse::<f64>().ok())??;
        Some((i + 1, sign * n))
    };
    let (next, n, ten) = if glued(at, &["^"]) {
        let (next, n) = exponent(at + 1)?;
        (next, n, false)
    } else if glued(at, &["e"]) {
        let (next, n) = exponent(at + 1)?;
        (next, n, true)
    } else if glued(at, &["x", "×"]) && glued(at + 1, &["10"]) && glued(at + 2, &["^"]) {
        let (next, n) = exponent(at + 3)?;
        (next, n, true)
    } else {
        return None;
    };
    Some((next, move |v: f64| if ten { v * 10f64.powf(n) } else { v.powf(n) }))
}

/// `st`, `nd`, `rd`, `th` glued to digits: the token after it, and whether it is one that fits (`21th` is none).
pub(super) fn ordinal_suffix(words: &Words, at: usize) -> Option<(usize, bool)> {
    (words.glued(at) && matches!(words.folded(at), "st" | "nd" | "rd" | "th")).then_some((at + 1, true))
}

/// The digits after the point.
pub(super) fn fraction_digits(token: &str) -> Option<f64> {
    format!("0.{token}").parse().ok()
}

/// The token of a sign that makes the number at `at` negative.
pub(super) fn minus(words: &Words, range: &Range<usize>, at: usize) -> Option<usize> {
    let sign = at.checked_sub(1).filter(|&s| s >= range.start)?;
    match words.folded(sign) {
        // A hyphen glued to what stands before it ties words together or is a range.
        "-" => {
            let tied = words.glued(sign) && !matches!(words.folded(sign - 1), "<" | ">" | "=" | "(");
            let spread = sign > 0 && words.kind(sign - 1) == Kind::Number;
            (words.glued(at) && !tied && !spread).then_some(sign)
        }
        "minus" | "negative" => Some(sign),
        _ => None,
    }
}

pub(super) fn vulgar(mark: &str) -> Option<f64> {
    Some(match mark {
        "½" => 0.5,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅕" => 0.2,
        "⅖" => 0.4,
        "⅗" => 0.6,
        "⅘" => 0.8,
        "⅙" => 1.0 / 6.0,
        "⅚" => 5.0 / 6.0,
        "⅛" => 0.125,
        "⅜" => 0.375,
        "⅝" => 0.625,
        "⅞" => 0.875,
        _ => return None,
    })
}

/// Whether a mark is a fraction in one character.
pub(super) fn is_vulgar(mark: &str) -> bool {
    mark.len() > 1 && vulgar(mark).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::tests::only;

    #[test]
    fn numerals_with_marks_between() {
        for (text, value) in [
            ("Output rose 6 . 2 % again", 6.2),
            ("a mill for $ 46 . 8 million", 46_800_000.0),
            ("the price was up 0 . 95", 0.95),
            ("a hall for 80 , 000 guests", 80_000.0),
            ("a hall for 1'200 guests", 1200.0),
        ] {
            assert_eq!(only(text).value, Some(value), "{text}");
        }
    }
}

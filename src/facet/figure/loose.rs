//! Numbers that are said loosely: "half a million", "a couple of hundred", "several dozen".

use std::ops::Range;

use super::counted;
use super::number_word::{Form, NUMBERS, Number, Wants, Word, article, scale_after};
use crate::text::Words;
use crate::text::words::Kind;

/// "half": a share, or part of a larger number.
pub(super) fn half(words: &Words, range: &Range<usize>, at: usize) -> Number {
    let end = range.end;
    let start = at - usize::from(article(words, range, at));
    let number = |next: usize, value: f64, form: Form| Number {
        words: start..next,
        low: value,
        high: value,
        form,
        digits: false,
        scale: if form == Form::Cardinal { 2.0 * value } else { 1.0 },
        loose: false,
    };
    let skip = usize::from(words.folded(at + 1) == "-");
    let next = at + 1 + skip;
    let article = usize::from(matches!(words.folded(next), "a" | "an"));
    if let Some((after, scale)) = scale_after(words, end, next + article) {
        return number(after, 0.5 * scale, Form::Cardinal);
    }
    if words.folded(next + article) == "dozen" {
        return number(next + article + 1, 6.0, Form::Cardinal);
    }
    number(at + 1, 0.5, Form::Fraction)
}

/// "a couple", "a couple of hundred", "a couple of dozen".
pub(super) fn couple(words: &Words, end: usize, at: usize, after: usize) -> Number {
    let mut number = Number {
        words: at - 1..after,
        low: 2.0,
        high: 2.0,
        form: Form::Cardinal,
        digits: false,
        scale: 1.0,
        loose: words.folded(at) == "couple",
    };
    let of = after + usize::from(words.folded(after) == "of");
    if let Some((next, factor)) = multiplier(words, end, of) {
        (number.low, number.high) = (2.0 * factor, 2.0 * factor);
        number.words.end = next;
        number.scale = factor;
    }
    number
}

/// Words with bounds and no number, and what multiplies them: "several hundred", "a few dozen".
pub(super) fn vague(
    words: &Words,
    range: &Range<usize>,
    at: usize,
    len: usize,
    bounds: (f64, f64),
) -> Option<Number> {
    let (low, high) = bounds;
    let before = at.checked_sub(1).filter(|&b| b >= range.start).map_or("", |b| words.folded(b));
    let mut start = at;
    match words.folded(at) {
        "few" => match before {
            "a" => start -= 1,
            "past" | "last" | "next" | "first" | "these" | "those" => {}
            _ => return None,
        },
        "handful" if before == "a" => start -= 1,
        "scores" if words.kind(at + len - 1) == Kind::Word && len == 1 => {
            let next = words.folded(at + 1);
            let counts = matches!(next, "of" | "more" | "have" | "were" | "are" | "died" | "others")
                || counted::is_casualty(words, at + 1, range.end)
                || at > range.start && counted::is_casualty(words, at - 1, at);
            if !counts {
                return None;
            }
        }
        "tens" if len == 1 => return None,
        _ => {}
    }
    let mut number = Number {
        words: start..at + len,
        low,
        high,
        form: Form::Vague,
        digits: false,
        scale: 1.0,
        loose: false,
    };
    // "thousands upon thousands"
    let after = at + len;
    if low >= 10.0
        && len == 1
        && after + 1 < range.end
        && matches!(words.folded(after), "upon" | "and")
        && words.folded(after + 1) == words.folded(at)
    {
        number.words.end = after + 2;
    }
    if low < 10.0 {
        let of = at + len + usize::from(words.folded(at + len) == "of");
        if let Some((next, factor)) = multiplier(words, range.end, of) {
            number.low = low * factor;
            number.high = (high + 1.0) * factor - 1.0;
            number.words.end = next;
            number.scale = factor;
        }
    }
    Some(number)
}

/// A word that multiplies a loose number: dozen, hundred, thousand, million.
fn multiplier(words: &Words, end: usize, at: usize) -> Option<(usize, f64)> {
    if at >= end {
        return None;
    }
    match NUMBERS.longest(words, at, end)? {
        (len, &Word::Dozen(n)) => Some((at + len, n)),
        (len, &Word::Hundred) => Some(match scale_after(words, end, at + len) {
            Some((next, s)) => (next, 100.0 * s),
            None => (at + len, 100.0),
        }),
        (len, &Word::Scale(s, Wants::Nothing)) => Some((at + len, s)),
        _ => None,
    }
}

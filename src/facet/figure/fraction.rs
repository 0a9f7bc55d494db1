//! Shares in words: "two-thirds", "and a half", "point five", "one in three".

use super::number_word::{Form, Last, NUMBERS, Number, Word, scale_after};
use crate::text::Words;
use crate::text::words::Kind;

/// "two-thirds", "twenty-fifth", "three quarters of a million": what a part or an ordinal makes of the number before it.
pub(super) fn denominator(words: &Words, end: usize, number: &mut Number, last: Last) {
    let i = number.words.end;
    let hyphen = words.folded(i) == "-";
    // "one hundred and fifth"
    let and = words.folded(i) == "and" && matches!(last, Last::Hundred | Last::Scale);
    let at = i + usize::from(hyphen || and);
    if at >= end || matches!(last, Last::Fraction) {
        return;
    }
    let n = number.low;
    let Some((len, &word)) = NUMBERS.longest(words, at, end) else { return };
    if and && !matches!(word, Word::Ordinal(d) if d < 100.0) {
        return;
    }
    // "three twenty firsts"
    if let Word::Tens(tens) = word
        && !hyphen
        && at + 1 < end
        && let Some(&Word::Part(unit)) = NUMBERS.word(words.folded(at + 1))
        && unit < 10.0
    {
        number.low = n / (tens + unit);
        number.high = number.low;
        number.form = Form::Fraction;
        number.words.end = at + 2;
        return;
    }
    let value = match word {
        Word::Part(d) if words.folded(at) != "quarter" || n == 1.0 => Some(tens_below(words, number, n, d)),
        Word::Half if n == 1.0 => Some(0.5),
        Word::Ordinal(d) if n == 1.0 && d > 2.0 => Some(1.0 / d),
        _ => None,
    };
    if let Some(value) = value {
        number.low = value;
        number.high = value;
        number.form = Form::Fraction;
        number.words.end = at + len;
        let of = if words.folded(number.words.end) == "of"
            && matches!(words.folded(number.words.end + 1), "a" | "one")
        {
            2
        } else {
            0
        };
        if let Some((next, scale)) = scale_after(words, end, number.words.end + of) {
            number.low *= scale;
            number.high *= scale;
            number.form = Form::Cardinal;
            number.scale = scale;
            number.words.end = next;
        }
        return;
    }
    if let Word::Ordinal(d) = word {
        let place = match last {
            Last::Tens if d < 10.0 => n + d,
            Last::Hundred | Last::Scale if d < 100.0 => n + d,
            Last::Unit | Last::Tens | Last::Digits | Last::Hundred if d >= 100.0 => n * d,
            _ => return,
        };
        number.low = place;
        number.high = place;
        number.form = Form::Ordinal;
        number.words.end = at + len;
    }
}

/// In "twenty twenty fifths" the tens beside the part belong to it, unless they are all there is or a hyphen or "and"
/// ties them to what stands before.
fn tens_below(words: &Words, number: &Number, n: f64, d: f64) -> f64 {
    let tens = number.words.end - 1;
    let apart =
        tens > number.words.start && words.kind(tens - 1) == Kind::Word && words.folded(tens - 1) != "and";
    match NUMBERS.word(words.folded(tens)) {
        Some(&Word::Tens(t)) if apart && d < 10.0 && n > t => (n - t) / (t + d),
        _ => n / d,
    }
}

/// The digits said after "point".
pub(super) fn decimals(words: &Words, mut at: usize, end: usize) -> Option<(usize, f64)> {
    let (mut value, mut place) = (0.0, 1.0);
    let first = at;
    while at < end && at < first + 12 {
        match NUMBERS.word(words.folded(at)) {
            Some(&Word::Unit(v)) => {
                place *= if v < 10.0 { 0.1 } else { 0.01 };
                value += v * place;
            }
            Some(&Word::Tens(v)) if at == first => {
                value += v * 0.01;
                place = 0.01;
            }
            _ => break,
        }
        at += 1;
    }
    // "point eleven" is .11, whatever the digits are grouped by.
    (at > first).then_some((at, (value * 1e12).round() / 1e12))
}

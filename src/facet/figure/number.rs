//! Numbers in digits and words: what they are worth, not what they count.

use std::ops::Range;

use super::fraction::{decimals, denominator};
use super::loose::{couple, half, vague};
use super::number_word::{Form, Last, NUMBERS, Number, Wants, Word, article, begins, scale_after};
use super::word::is_noun;
use super::{digits, numeral, unit};
use crate::text::Words;
use crate::text::words::Kind;

/// Reads the number whose first token (but for an article or sign) is `at`, inside of `range`.
///
/// `money` says that a currency sign stands before it, so that a glued `m` counts millions and not metres.
pub(super) fn read(words: &Words, range: &Range<usize>, at: usize, money: bool) -> Option<Number> {
    let mut number = parse(words, range, at, money)?;
    if number.form == Form::Cardinal {
        ratio(words, range.end, &mut number);
    }
    if !number.low.is_finite() || !number.high.is_finite() {
        number.form = Form::Nothing;
    }
    Some(number)
}

struct Sum {
    total: f64,
    group: Option<f64>,
    last: Last,
    scale: f64,
    digits: bool,
}

impl Sum {
    fn value(&self) -> f64 {
        self.total + self.group.unwrap_or(0.0)
    }
}

pub(super) fn parse(words: &Words, range: &Range<usize>, at: usize, money: bool) -> Option<Number> {
    let end = range.end;
    let mut start = at;
    let mut sum = Sum { total: 0.0, group: None, last: Last::Start, scale: f64::INFINITY, digits: false };
    let mut i = at;
    let done = |words: Range<usize>, value: f64, form: Form, digits: bool| Number {
        words,
        low: value,
        high: value,
        form,
        digits,
        scale: 1.0,
        loose: false,
    };
    if words.kind(at) == Kind::Mark {
        let value = numeral::vulgar(words.folded(at))?;
        sum.group = Some(value);
        sum.last = Last::Fraction;
        i = at + 1;
    } else if words.kind(at) == Kind::Number {
        let (next, value, share) = numeral::numeral(words, range, at)?;
        if !value.is_finite() {
            return Some(done(at..next, value, Form::Nothing, true));
        }
        // `.08`, `-5`
        if at > range.start && words.glued(at) && words.folded(at - 1) == "." && !words.glued(at - 1) {
            start -= 1;
            sum.group = numeral::fraction_digits(words.folded(at));
        } else {
            sum.group = Some(value);
        }
        if let Some(sign) = numeral::minus(words, range, start) {
            start = sign;
            sum.group = sum.group.map(|v| -v);
        }
        if share {
            let value = sum.value();
            let scale = scale_after(words, end, next).filter(|_| value > 0.0);
            let (next, value, form) =
                scale.map_or((next, value, Form::Fraction), |(next, s)| (next, value * s, Form::Cardinal));
            return Some(done(start..next, value, form, true));
        }
        sum.last = Last::Digits;
        sum.digits = true;
        i = next;
        if let Some((next, ordinal)) = numeral::ordinal_suffix(words, i) {
            return ordinal.then(|| done(start..next, sum.value(), Form::Ordinal, true));
        }
    } else {
        let (len, &word) = NUMBERS.longest(words, at, end)?;
        let indefinite = article(words, range, at);
        match word {
            Word::Unit(_) | Word::Tens(_) => {
                if let Some(sign) = numeral::minus(words, range, at) {
                    let mut number = parse_on(words, range, sum, at..at, money)?;
                    (number.low, number.high) = (-number.low, -number.high);
                    number.words.start = sign;
                    return Some(number);
                }
            }
            Word::Hundred | Word::Scale(_, Wants::Nothing) if indefinite => {
                start -= 1;
                sum.group = Some(1.0);
                sum.last = Last::Unit;
            }
            Word::Dozen(n) if indefinite => {
                return Some(scaled(done(at - 1..at + len, n, Form::Cardinal, false), n));
            }
            Word::Couple if indefinite => return Some(couple(words, end, at, at + len)),
            Word::Half => return Some(half(words, range, at)),
            Word::Part(n) if n == 4.0 && words.folded(at) == "quarter" => {
                // "a quarter million", "a quarter of a million"
                let of = if words.folded(at + 1) == "of" && words.folded(at + 2) == "a" { 2 } else { 0 };
                let scale = scale_after(words, end, at + 1 + of);
                if !indefinite && scale.is_none() {
                    return None;
                }
                let from = at - usize::from(indefinite);
                return Some(match scale {
                    Some((next, s)) => scaled(done(from..next, 0.25 * s, Form::Cardinal, false), s),
                    None => done(from..at + 1, 0.25, Form::Fraction, false),
                });
            }
            Word::Ordinal(n) => {
                // "a third, unidentified victim"
                let apart = at < range.start + 2 || words.kind(at - 2) == Kind::Mark;
                let listed = apart && words.folded(at + 1) == "," && is_noun(words, at + 2, end);
                let noun = listed || words.folded(at + 1) == "-" || is_noun(words, at + 1, end);
                let value = if indefinite && n > 2.0 && !noun { 1.0 / n } else { n };
                let form = if value < 1.0 { Form::Fraction } else { Form::Ordinal };
                let from = at - usize::from(value < 1.0);
                return Some(done(from..at + len, value, form, false));
            }
            Word::Part(n) if indefinite => {
                return Some(done(at - 1..at + len, 1.0 / n, Form::Fraction, false));
            }
            Word::Relative => return Some(done(at..at + len, 0.0, Form::Relative, false)),
            Word::Vague(low, high) => return vague(words, range, at, len, (low, high)),
            Word::Multiple(n) => return Some(done(at..at + len, n, Form::Multiple, false)),
            Word::Double(n) => {
                let compares = matches!(
                    words.folded(at + len),
                    "the" | "that" | "their" | "its" | "his" | "her" | "what" | "last"
                );
                return compares.then(|| done(at..at + len, n, Form::Multiple, false));
            }
            Word::Decade(n) => {
                // "her forties", "their mid-forties"
                let part = at >= range.start + 2 && words.folded(at - 1) == "-";
                let owner = at.checked_sub(if part { 3 } else { 1 }).filter(|&o| o >= range.start)?;
                let owner = if matches!(words.folded(owner), "early" | "late" | "mid") && owner > range.start
                {
                    owner - 1
                } else {
                    owner
                };
                let owned =
                    matches!(words.folded(owner), "his" | "her" | "their" | "my" | "your" | "our" | "whose");
                return owned.then(|| Number { high: n + 9.0, ..done(at..at + len, n, Form::Decade, false) });
            }
            Word::Twice(n) => return Some(done(at..at + len, n, Form::Times, false)),
            _ => return None,
        }
    }
    parse_on(words, range, sum, start..i, money)
}

fn scaled(mut number: Number, scale: f64) -> Number {
    number.scale = scale;
    number
}

/// Goes on with a number of which the tokens `from` are read.
fn parse_on(
    words: &Words,
    range: &Range<usize>,
    mut sum: Sum,
    from: Range<usize>,
    money: bool,
) -> Option<Number> {
    let end = range.end;
    let mut i = from.end;
    while i < end {
        let mut j = i;
        let begun = sum.last != Last::Start;
        // "two-and-a-half"
        let tied = begun && words.folded(j) == "-" && words.folded(j + 1) == "and";
        let tied = tied && words.folded(j + 2) == "-" && words.glued(j + 1) && words.glued(j + 2);
        let and = tied || begun && words.folded(j) == "and";
        let hyphen = begun && !tied && words.folded(j) == "-";
        if tied {
            j += 3;
        } else if and || hyphen {
            j += 1;
        }
        if and && let Some((next, share)) = unit::part_of_one(words, j, end) {
            let scale = scale_after(words, end, next).is_some();
            match (sum.last, scale) {
                (Last::Scale, true) => sum.group = Some(share),
                (Last::Scale, false) if sum.scale >= 1000.0 => sum.total += share * sum.scale,
                _ => sum.group = Some(sum.group.unwrap_or(0.0) + share),
            }
            sum.last = Last::Fraction;
            i = next;
            if scale {
                continue;
            }
            break;
        }
        if j >= end {
            break;
        }
        if words.kind(j) == Kind::Number {
            // "three hundred and 21"
            let small = digits::value(words.folded(j)).filter(|v| *v < 100.0 && v.fract() == 0.0);
            match small {
                Some(v) if and && sum.last == Last::Hundred => {
                    sum.group = Some(sum.group.unwrap_or(0.0) + v);
                    sum.last = Last::Digits;
                    i = j + 1;
                    continue;
                }
                _ => break,
            }
        }
        if !and && !hyphen && begun && sum.last != Last::Scale && words.folded(j) == "point" {
            if let Some((next, value)) = decimals(words, j + 1, end) {
                sum.group = Some(sum.group.unwrap_or(0.0) + value);
                sum.last = Last::Fraction;
                i = next;
                continue;
            }
            break;
        }
        let Some((len, &word)) = NUMBERS.longest(words, j, end) else { break };
        let fits = match word {
            Word::Unit(v) => match sum.last {
                Last::Start => !and,
                Last::Tens => (1.0..10.0).contains(&v) && (!and || is_noun(words, j + len, end)),
                Last::Hundred => v > 0.0,
                Last::Scale => v > 0.0 && !hyphen,
                _ => false,
            },
            Word::Tens(_) => {
                matches!(sum.last, Last::Hundred) || matches!(sum.last, Last::Start | Last::Scale) && !hyphen
            }
            Word::Hundred => {
                !and && matches!(sum.last, Last::Unit | Last::Tens | Last::Digits | Last::Fraction)
            }
            Word::Scale(_, wants) => {
                !and && sum.last != Last::Start
                    && match wants {
                        Wants::Nothing => true,
                        Wants::Digits => words.kind(j - 1) == Kind::Number,
                        Wants::Glue => {
                            words.kind(j - 1) == Kind::Number && letter_counts(words, j, end, money)
                        }
                    }
            }
            Word::Dozen(_) => !and && matches!(sum.last, Last::Unit | Last::Digits),
            Word::Vague(..) => {
                !and && matches!(sum.last, Last::Unit | Last::Digits)
                    && words.folded(j) == "dozens"
                    && len == 1
            }
            _ => false,
        };
        if !fits {
            break;
        }
        match word {
            Word::Unit(v) => {
                sum.group = Some(sum.group.unwrap_or(0.0) + v);
                sum.last = Last::Unit;
            }
            Word::Tens(v) => {
                sum.group = Some(sum.group.unwrap_or(0.0) + v);
                sum.last = Last::Tens;
            }
            Word::Hundred => {
                sum.group = sum.group.map(|g| g * 100.0);
                sum.last = Last::Hundred;
            }
            Word::Scale(s, _) => {
                match sum.group.take() {
                    Some(group) if s < sum.scale => sum.total += group * s,
                    Some(group) => sum.total = (sum.total + group) * s,
                    None => sum.total *= s,
                }
                sum.scale = s;
                sum.last = Last::Scale;
            }
            Word::Dozen(_) | Word::Vague(..) => {
                let n = 12.0;
                sum.group = sum.group.map(|g| g * n);
                let value = sum.value();
                let number = Number {
                    words: from.start..j + len,
                    low: value,
                    high: value,
                    form: Form::Cardinal,
                    digits: false,
                    scale: n,
                    loose: false,
                };
                return Some(number);
            }
            _ => {}
        }
        sum.digits &= matches!(word, Word::Scale(..) | Word::Hundred);
        i = j + len;
    }
    if sum.last == Last::Start {
        return None;
    }
    let mut number = Number {
        words: from.start..i,
        low: sum.value(),
        high: sum.value(),
        form: if sum.value().abs() < 1.0 && sum.last == Last::Fraction && !sum.digits {
            Form::Fraction
        } else {
            Form::Cardinal
        },
        digits: sum.digits,
        scale: if sum.last == Last::Scale { sum.scale } else { 1.0 },
        loose: false,
    };
    denominator(words, end, &mut number, sum.last);
    Some(number)
}

/// Whether a glued `m` or `k` counts: always `k`, and `m` and `b` with money or before what is no measure of length.
fn letter_counts(words: &Words, at: usize, end: usize, money: bool) -> bool {
    if !words.glued(at) {
        return money || words.folded(at) == "k" && (at + 1 >= end || words.kind(at + 1) == Kind::Mark);
    }
    let next = words.folded(at + 1);
    money
        || words.folded(at) == "k"
        || at + 1 < end
            && words.kind(at + 1) == Kind::Word
            && is_noun(words, at + 1, end)
            && !matches!(
                next,
                "x" | "wide"
                    | "long"
                    | "high"
                    | "tall"
                    | "deep"
                    | "thick"
                    | "away"
                    | "race"
                    | "run"
                    | "final"
            )
}

/// "one in three", "two out of five", "one over twenty".
fn ratio(words: &Words, end: usize, number: &mut Number) {
    let i = number.words.end;
    let n = number.low;
    if i + 1 >= end || n.fract() != 0.0 || number.scale > 1.0 {
        return;
    }
    let (at, over) = match words.folded(i) {
        "in" => (i + 1, false),
        "out" if words.folded(i + 1) == "of" => (i + 2, false),
        "over" => (i + 1, true),
        _ => return,
    };
    let at = at + usize::from(!over && words.folded(at) == "every");
    // "one in a million"
    let article = usize::from(!over && words.folded(at) == "a" && scale_after(words, end, at + 1).is_some());
    if at >= end
        || !matches!(words.kind(at), Kind::Number | Kind::Word)
        || words.kind(at) == Kind::Word && article == 0 && !begins(words.folded(at))
    {
        return;
    }
    let Some(other) = parse(words, &(at..end), at + article, false) else { return };
    let d = other.low;
    let share = other.form == Form::Cardinal
        && d.fract() == 0.0
        && d != 0.0
        && if over {
            !is_noun(words, other.words.end, end)
        } else {
            n > 0.0
                && n < d
                && n <= 20.0
                && (d <= 100.0 || d % 1000.0 == 0.0)
                && unit::after(words, other.words.end, end, other.digits).is_none()
                && !(words.glued(other.words.end)
                    && (words.kind(other.words.end) != Kind::Mark
                        || matches!(words.folded(other.words.end), "-" | "/" | "%" | ":")))
        };
    if share {
        number.low = n / d;
        number.high = n / d;
        number.form = Form::Fraction;
        number.words.end = other.words.end;
    }
}

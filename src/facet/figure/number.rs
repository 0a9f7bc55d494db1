//! Numbers in digits and words: what they are worth, not what they count.

use std::ops::Range;
use std::sync::LazyLock;

use super::fraction::{decimals, denominator, ratio, share};
use super::loose::{couple, half, vague};
use super::{digits, numeral};
use crate::lexicon::{self, Table};
use crate::text::Words;
use crate::text::words::Kind;

/// What a word does in a number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Word {
    Unit(f64),
    Tens(f64),
    Hundred,
    /// The scale, and whether it stands after digits only.
    Scale(f64, Wants),
    Dozen(f64),
    Couple,
    Half,
    Part(f64),
    Ordinal(f64),
    Relative,
    Vague(f64, f64),
    Multiple(f64),
    Double(f64),
    Twice(f64),
    Decade(f64),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wants {
    Nothing,
    /// Digits before it.
    Digits,
    /// Digits glued to it, or money.
    Glue,
}

pub(super) static NUMBERS: LazyLock<Table<Word>> = LazyLock::new(|| {
    Table::parse(lexicon::source("number"), |value| {
        let mut words = value.split(' ');
        let kind = words.next()?;
        let mut amount = || words.next()?.parse::<f64>().ok();
        Some(match kind {
            "unit" => Word::Unit(amount()?),
            "tens" => Word::Tens(amount()?),
            "hundred" => Word::Hundred,
            "scale" => {
                let scale = amount()?;
                let wants = match words.next() {
                    None => Wants::Nothing,
                    Some("short") => Wants::Digits,
                    Some("letter") => Wants::Glue,
                    Some(_) => return None,
                };
                Word::Scale(scale, wants)
            }
            "dozen" => Word::Dozen(amount()?),
            "couple" => Word::Couple,
            "half" => Word::Half,
            "part" => Word::Part(amount()?),
            "ordinal" => Word::Ordinal(amount()?),
            "relative" => Word::Relative,
            "vague" => Word::Vague(amount()?, amount()?),
            "multiple" => Word::Multiple(amount()?),
            "double" => Word::Double(amount()?),
            "twice" => Word::Twice(amount()?),
            "decade" => Word::Decade(amount()?),
            _ => return None,
        })
    })
});

/// Whether a word can begin a number, or be what an article makes one.
pub(super) fn begins(folded: &str) -> bool {
    NUMBERS.begins(folded)
}

/// Whether a word alone says how many.
pub(super) fn counts(folded: &str) -> bool {
    matches!(NUMBERS.word(folded), Some(Word::Unit(_) | Word::Tens(_) | Word::Vague(..)))
}

/// The words that can begin a number.
pub(super) fn leads() -> impl Iterator<Item = String> {
    NUMBERS.rows().iter().filter_map(|row| row.phrase.split(' ').next().map(str::to_owned))
}

/// What a number is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// How many.
    Cardinal,
    /// A share: half, a third, one in ten.
    Fraction,
    /// A place in an order.
    Ordinal,
    /// A place counted from here: last, next.
    Relative,
    /// Bounds and no number.
    Vague,
    /// So many times an earlier amount.
    Multiple,
    /// So many occasions: twice.
    Times,
    /// Ten years of a life: "in her forties".
    Decade,
    /// Written as a number, and too great or too odd for one.
    Nothing,
}

/// A number in the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Number {
    /// Its tokens, article included ("a dozen").
    pub(super) words: Range<usize>,
    /// The number said, or the lower end of a vague word.
    pub(super) low: f64,
    /// The same, or the upper end of a vague word.
    pub(super) high: f64,
    /// What it is.
    pub(super) form: Form,
    /// Whether it is in digits, at least at its end.
    pub(super) digits: bool,
    /// What its last word multiplies by (million, dozen); 1 where there is none.
    pub(super) scale: f64,
    /// Whether it says "a couple", which is taken loosely.
    pub(super) loose: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Last {
    Start,
    Digits,
    Unit,
    Tens,
    Hundred,
    Scale,
    Fraction,
}

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

pub(super) fn article(words: &Words, range: &Range<usize>, at: usize) -> bool {
    at > range.start && matches!(words.folded(at - 1), "a" | "an")
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
        if and && let Some((next, share)) = share(words, j, end) {
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

/// A word for a scale from a thousand at `at`: its end and amount.
pub(super) fn scale_after(words: &Words, end: usize, at: usize) -> Option<(usize, f64)> {
    if at >= end || words.kind(at) != Kind::Word {
        return None;
    }
    match NUMBERS.longest(words, at, end)? {
        (len, &Word::Scale(s, Wants::Nothing)) => Some((at + len, s)),
        _ => None,
    }
}

/// Whether a word that could be a noun or an adjective stands there: no mark, no number, none of the small words.
pub(super) fn is_noun(words: &Words, at: usize, end: usize) -> bool {
    at < end
        && words.kind(at) == Kind::Word
        && !words.folded(at).contains('\'')
        && (!super::measure::is_small(words.folded(at))
            || words.folded(at) == "us" && words.shape(at) == crate::text::words::Shape::Upper)
}

//! The words that numbers are made of.

use std::ops::Range;
use std::sync::LazyLock;

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

pub(super) fn article(words: &Words, range: &Range<usize>, at: usize) -> bool {
    at > range.start && matches!(words.folded(at - 1), "a" | "an")
}

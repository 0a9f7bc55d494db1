//! Money: the signs, codes and words that stand before or after an amount.

use std::ops::Range;
use std::sync::LazyLock;

use super::cue::{self, Cue};
use super::draft::Found;
use super::{Measure, counted};
use crate::lexicon::{self, Table};
use crate::text::Words;
use crate::text::words::Kind;

/// How the words for money stand to the number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stand {
    Sign,
    Code,
    Name,
    Million,
    Part,
    Weight,
}

/// Money as the lexicon has it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Money {
    /// Its ISO code.
    pub(super) code: String,
    stand: Stand,
    /// The coin, a hundredth of it, that the words are for.
    pub(super) coin: Option<String>,
}

pub(super) static MONEY: LazyLock<Table<Money>> = LazyLock::new(|| {
    Table::parse(lexicon::source("currency"), |value| {
        let mut words = value.split(' ');
        let code = words.next()?.to_owned();
        let stand = match words.next()? {
            "sign" => Stand::Sign,
            "code" => Stand::Code,
            "name" => Stand::Name,
            "million" => Stand::Million,
            "part" => Stand::Part,
            "weight" => Stand::Weight,
            _ => return None,
        };
        Some(Money { code, stand, coin: words.next().map(str::to_owned) })
    })
});

/// The money whose words, `len` tokens, stand at `at` behind a number.
pub(super) fn currency(words: &Words, at: usize, len: usize, end: usize, money: &Money) -> Option<Found> {
    let found =
        |name: &str| Found { end: at + len, name: name.to_owned(), measure: Measure::Money, times: 1.0 };
    match money.stand {
        Stand::Sign => {
            // In `10 $ 30` the sign may belong to the number after it; the first comes first.
            let next = words.glued(at + len) && at + len < end && words.kind(at + len) == Kind::Number;
            (!next).then(|| found(&money.code))
        }
        // A cop and a try are words as well.
        Stand::Code => {
            let code = words.is_capital(at) || !counted::is_known(words, at, end);
            code.then(|| found(&money.code))
        }
        Stand::Name => Some(found(&money.code)),
        Stand::Million => Some(Found { times: 1e6, ..found(&money.code) }),
        Stand::Part => Some(found(money.coin.as_deref().unwrap_or(&money.code))),
        Stand::Weight => {
            if is_weight(words, at, len, end) {
                Some(Found { measure: Measure::Other, ..found("pound") })
            } else {
                Some(found(&money.code))
            }
        }
    }
}

/// Whether pounds are a weight here: an adjective ("a 500-pound bomb"), pounds of something, or beside a word of weight.
fn is_weight(words: &Words, at: usize, len: usize, end: usize) -> bool {
    const NEAR: usize = 8;
    let weighs = |w: &str| w.starts_with("weigh") || cue::is(w, Cue::WEIGHT);
    let scaled =
        at.checked_sub(1).is_some_and(|b| matches!(words.folded(b), "million" | "billion" | "bn" | "m"));
    !scaled
        && (words.folded(at) == "pound"
            && words.folded(at - 1) == "-"
            && !cue::is(words.folded(at + 1), Cue::PAYMENT)
            || words.folded(at + len) == "of"
            || (at.saturating_sub(NEAR)..(at + NEAR).min(end)).any(|i| weighs(words.folded(i))))
}

/// The money that stands before a number at `at`: its first token and currency code.
pub(super) fn before(words: &Words, range: &Range<usize>, at: usize) -> Option<(usize, &'static str)> {
    if at == range.start {
        return None;
    }
    let (len, money) = MONEY.longest_before(words, range.start, at)?;
    let first = at - len;
    match money.stand {
        // The letter of `A$` is glued to it; "a $5 note" begins with an article.
        Stand::Sign => {
            let letter = words.kind(first) == Kind::Word && words.span(first).len() == 1;
            if letter && !words.glued(first + 1) {
                return plain(words, at);
            }
            Some((first, money.code.as_str()))
        }
        Stand::Code => {
            let written = words.is_capital(first) || words.folded(first) != "all";
            written.then_some((first, money.code.as_str()))
        }
        _ => None,
    }
}

/// The sign alone just before token `at`.
fn plain(words: &Words, at: usize) -> Option<(usize, &'static str)> {
    let money = MONEY.word(words.folded(at - 1))?;
    Some((at - 1, money.code.as_str()))
}

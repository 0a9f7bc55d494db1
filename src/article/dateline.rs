//! "PORT ELLERY, Nov. 3 (AP) —": place, day and agency before the first sentence of a text.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::{self, Table};
use crate::text::{Kind, Shape, Words};

static AGENCIES: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(lexicon::source("agency"), |_| Some(())));

/// No dateline has more tokens than this.
const LONGEST: usize = 22;

/// How many of the tokens of `sentence` are a dateline at its head, the dash included; 0 where there is none.
///
/// It is made of names, figures and marks alone and ends in a dash, or in brackets behind a place in capitals; it
/// holds an agency, brackets, or a place in capitals.
pub fn len(words: &Words, sentence: Range<usize>) -> usize {
    let (start, end) = (sentence.start, sentence.end.min(sentence.start + LONGEST));
    if start >= end || words.kind(start) != Kind::Word || !words.is_capital(start) {
        return 0;
    }
    let place = words.shape(start) == Shape::Upper && words.folded(start).chars().count() >= 3;
    let (mut agency, mut brackets, mut depth) = (false, false, 0_u32);
    let mut at = start;
    while at < end {
        let word = words.folded(at);
        if depth == 0 && at > start && matches!(word, "-" | "—") {
            let mut next = at + 1;
            while next < sentence.end && matches!(words.folded(next), "-" | "—") {
                next += 1;
            }
            let apart = !words.glued(at) && !words.glued(next) || word == "—" || next > at + 1;
            let opens = next < sentence.end && !is_lower(words, next);
            return if apart && opens && (agency || brackets || place) { next - start } else { 0 };
        }
        match word {
            "(" => {
                brackets = true;
                depth += 1;
            }
            ")" => {
                depth = depth.saturating_sub(1);
                let text = at + 1 < sentence.end && words.is_capital(at + 1);
                if depth == 0 && place && text {
                    return at + 1 - start;
                }
            }
            "," | "." | "/" | "|" | "'" | ":" | "and" | "of" | "the" | "de" | "al" | "'s" | "-" => {}
            _ if words.kind(at) == Kind::Number => {}
            _ if words.kind(at) == Kind::Word && !is_lower(words, at) => {
                agency |= AGENCIES.longest(words, at, end).is_some()
                    || (at > start && words.shape(at) == Shape::Upper);
            }
            _ => return 0,
        }
        at += 1;
    }
    0
}

fn is_lower(words: &Words, at: usize) -> bool {
    words.kind(at) == Kind::Word && words.shape(at) == Shape::Lower
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(text: &str) -> String {
        let words = Words::of(text);
        let len = len(&words, 0..words.len());
        words.cover(len..words.len()).of(text).to_owned()
    }

    #[test]
    fn datelines() {
        for head in [
            "PORT ELLERY, Nov. 3 (AP) —",
            "PORT ELLERY --",
            "PORT ELLERY, N.Y. (WXYZ) -",
            "Port Ellery (HarrowNews / Agencies) -",
            "Reuters -",
            "PORT ELLERY (Reuters)",
            "Port Ellery AFP —",
        ] {
            assert_eq!(rest(&format!("{head} The ferry sank.")), "The ferry sank.", "{head}");
        }
        for text in [
            "The ferry - an old one - sank.",
            "NATO - the alliance - met.",
            "Harrow (the capital) fell.",
            "Ida Roe (24) ran.",
            "US-led forces left.",
            "31 died - Venn.",
            "A",
            "",
        ] {
            assert_eq!(rest(text), text);
        }
    }
}

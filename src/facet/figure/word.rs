//! Small words, and whether a noun can stand at a token.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::{self, Table};
use crate::text::Words;
use crate::text::words::{Kind, Shape};

/// A small word, by what matters to a reader of figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Small {
    Auxiliary,
    Have,
    Verb,
    Adverb,
    Determiner,
    Conjunction,
    Other,
}

pub(super) static SMALL: LazyLock<Table<Small>> = LazyLock::new(|| {
    Table::parse(lexicon::source("small_word"), |value| {
        Some(match value {
            "auxiliary" => Small::Auxiliary,
            "have" => Small::Have,
            "verb" => Small::Verb,
            "adverb" => Small::Adverb,
            "determiner" => Small::Determiner,
            "conjunction" => Small::Conjunction,
            "modal" | "pronoun" | "preposition" => Small::Other,
            _ => return None,
        })
    })
});

/// Whether a word is none that can be a noun or an adjective.
pub(super) fn is_small(folded: &str) -> bool {
    SMALL.begins(folded)
}

/// Whether a word that could be a noun or an adjective stands there: no mark, no number, none of the small words.
pub(super) fn is_noun(words: &Words, at: usize, end: usize) -> bool {
    at < end
        && words.kind(at) == Kind::Word
        && !words.folded(at).contains('\'')
        && (!is_small(words.folded(at)) || words.folded(at) == "us" && words.shape(at) == Shape::Upper)
}

/// The word before token `at`; the empty string before the first of `range`.
pub(super) fn before<'a>(words: &'a Words, range: &Range<usize>, at: usize) -> &'a str {
    at.checked_sub(1).filter(|&b| b >= range.start).map_or("", |b| words.folded(b))
}

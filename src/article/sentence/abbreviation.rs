//! What a stop after a word may mean: the tables of abbreviations and of the words that follow them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{self, Table};

/// What may follow an abbreviation: see the head of `abbreviation.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Title,
    Before,
    Number,
    Unit,
    Place,
    Country,
    Either,
    End,
    Time,
}

/// How a word opens sentences: see the head of `opener.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Opener {
    Open,
    Noun,
}

/// After what acronyms a word goes on: see the head of `after_acronym.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum After {
    Join,
    Clock,
    Both,
}

type Map<V> = FxHashMap<String, V>;

/// A table keyed by its phrases as they are written, without the spaces between their tokens.
fn map<V: Copy>(source: &'static str, value: impl Fn(&str) -> Option<V>) -> Map<V> {
    Table::parse(source, value).rows().iter().map(|row| (row.phrase.replace(' ', ""), row.value)).collect()
}

static ABBREVIATIONS: LazyLock<Map<Class>> = LazyLock::new(|| {
    map(lexicon::source("abbreviation"), |v| {
        Some(match v {
            "title" => Class::Title,
            "before" => Class::Before,
            "number" => Class::Number,
            "unit" => Class::Unit,
            "place" => Class::Place,
            "country" => Class::Country,
            "either" => Class::Either,
            "end" => Class::End,
            "time" => Class::Time,
            _ => return None,
        })
    })
});

static OPENERS: LazyLock<Map<Opener>> = LazyLock::new(|| {
    map(lexicon::source("opener"), |v| match v {
        "open" => Some(Opener::Open),
        "noun" => Some(Opener::Noun),
        _ => None,
    })
});

static AFTER: LazyLock<Map<After>> = LazyLock::new(|| {
    map(lexicon::source("after_acronym"), |v| match v {
        "join" => Some(After::Join),
        "clock" => Some(After::Clock),
        "both" => Some(After::Both),
        _ => None,
    })
});

static TAGS: LazyLock<Map<bool>> =
    LazyLock::new(|| map(lexicon::source("quote_tag"), |v| (v == "said").then_some(true)));

static LETTERED: LazyLock<Map<bool>> =
    LazyLock::new(|| map(lexicon::source("lettered"), |v| (v == "letter").then_some(true)));

/// Longer words are in no table.
const LONGEST: usize = 24;

/// Looks `word` up in lower case with straight apostrophes, without allocating.
fn look<V: Copy>(map: &Map<V>, word: &str) -> Option<V> {
    let mut folded = [0; LONGEST];
    let mut len = 0;
    let mut rest = word.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let (byte, tail) = match tail {
            [0x80, 0x99, tail @ ..] if byte == 0xe2 => (b'\'', tail),
            _ => (byte.to_ascii_lowercase(), tail),
        };
        *folded.get_mut(len)? = byte;
        len += 1;
        rest = tail;
    }
    map.get(std::str::from_utf8(&folded[..len]).ok()?).copied()
}

/// What may follow `word` and its stop; `None` where it is no abbreviation.
pub(super) fn class(word: &str) -> Option<Class> {
    let class = look(&ABBREVIATIONS, word)?;
    let capital = word.starts_with(|c: char| c.is_uppercase());
    match class {
        // "The union rep. spoke": in lower case it is a common word.
        Class::Title if !capital => Some(Class::Either),
        Class::Place if !capital => None,
        // "P." is an initial, "p." a page.
        _ if capital && word.len() == 1 => None,
        _ => Some(class),
    }
}

/// How `word` opens sentences, if at all.
pub(super) fn opener(word: &str) -> Option<Opener> {
    look(&OPENERS, word)
}

/// After what acronyms `word` goes on, if any.
pub(super) fn after(word: &str) -> Option<After> {
    look(&AFTER, word)
}

/// Whether `word` says that someone spoke.
pub(super) fn tags(word: &str) -> bool {
    look(&TAGS, word).is_some()
}

/// Whether the kinds of `noun` are called by letters.
pub(super) fn lettered(noun: &str) -> bool {
    look(&LETTERED, noun).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_up_as_written() {
        assert_eq!(class("Ph.D"), Some(Class::Either));
        assert_eq!(class("Gov’t"), Some(Class::Either));
        assert_eq!((class("Gen"), class("gen")), (Some(Class::Title), Some(Class::Either)));
        assert_eq!((class("Miss"), class("miss")), (Some(Class::Place), None));
        assert_eq!(class("internationalisation-of-everything"), None);
        assert_eq!(opener("The"), Some(Opener::Open));
        assert_eq!(after("Senate"), Some(After::Join));
    }
}

//! Whether the words around a name tell that it is one of a place.

use super::super::{Bearer, tables};
use super::Reader;
use crate::text::Words;

impl Reader<'_> {
    /// "in", "near": what follows is a place, whatever it is called.
    pub(super) fn located(&self, at: usize) -> bool {
        let before = at - usize::from(at > self.range.start && self.words.folded(at - 1) == "the");
        before > self.range.start
            && matches!(
                self.words.folded(before - 1),
                "in" | "near" | "outside" | "inside" | "across" | "throughout" | "downtown"
            )
    }

    /// "in", "to", "from": a town after it is no government.
    pub(super) fn locative(&self, at: usize) -> bool {
        let mut before = at;
        while before > self.range.start
            && matches!(
                self.words.folded(before - 1),
                "the"
                    | "downtown"
                    | "central"
                    | "northern"
                    | "southern"
                    | "eastern"
                    | "western"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
            )
        {
            before -= 1;
        }
        before > self.range.start
            && matches!(
                self.words.folded(before - 1),
                "in" | "near"
                    | "outside"
                    | "inside"
                    | "across"
                    | "around"
                    | "throughout"
                    | "into"
                    | "toward"
                    | "towards"
                    | "at"
                    | "from"
                    | "through"
                    | "over"
                    | "leaving"
                    | "left"
                    | "capital"
                    | "reached"
                    | "to"
            )
    }

    /// "the town of", "village of".
    pub(super) fn place_before(&self, at: usize) -> bool {
        at >= self.range.start + 2
            && self.words.folded(at - 1) == "of"
            && is_place_noun(self.words.folded(at - 2))
    }
}

/// First words of the names of places: "Mt. Marlow", "San Marlow", "West Marlow".
pub(super) fn is_place_start(word: &str) -> bool {
    matches!(
        word,
        "mt" | "mount"
            | "ft"
            | "fort"
            | "st"
            | "san"
            | "santa"
            | "new"
            | "lake"
            | "cape"
            | "port"
            | "camp"
            | "north"
            | "south"
            | "east"
            | "west"
            | "far"
            | "upper"
            | "lower"
            | "old"
            | "great"
            | "little"
            | "los"
            | "las"
            | "el"
    )
}

pub(super) fn is_country(words: &Words, i: usize) -> bool {
    tables::country(words.folded(i)).is_some()
}

/// Small nouns that tell a place: "the Marlow district".
pub(super) fn is_place_noun(word: &str) -> bool {
    tables::head(word.strip_suffix('s').unwrap_or(word))
        .or_else(|| tables::head(word))
        .is_some_and(|h| h.bearer == Bearer::Place)
}

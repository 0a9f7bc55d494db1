//! Words near a number that say how it is to be read.

use std::sync::LazyLock;

use crate::lexicon::{self, Table};

/// A set of the ways in which a word says how a number is to be read, as `figure_cue.tsv` explains them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Cue(u16);

impl Cue {
    pub(super) const CHANGE: Self = Self(1);
    pub(super) const CROSSING: Self = Self(1 << 1);
    pub(super) const VOTE: Self = Self(1 << 2);
    pub(super) const ASSEMBLY: Self = Self(1 << 3);
    pub(super) const GAME: Self = Self(1 << 4);
    pub(super) const PAYMENT: Self = Self(1 << 5);
    pub(super) const WEIGHT: Self = Self(1 << 6);
    pub(super) const TOLL: Self = Self(1 << 7);
    pub(super) const NUMBER: Self = Self(1 << 8);

    fn parse(value: &str) -> Option<Self> {
        value.split(' ').try_fold(Self::default(), |all, name| {
            let one = match name {
                "change" => Self::CHANGE,
                "crossing" => Self::CROSSING,
                "vote" => Self::VOTE,
                "assembly" => Self::ASSEMBLY,
                "game" => Self::GAME,
                "payment" => Self::PAYMENT,
                "weight" => Self::WEIGHT,
                "toll" => Self::TOLL,
                "number" => Self::NUMBER,
                _ => return None,
            };
            Some(Self(all.0 | one.0))
        })
    }
}

static CUES: LazyLock<Table<Cue>> = LazyLock::new(|| Table::parse(lexicon::source("figure_cue"), Cue::parse));

/// Whether a folded word is a cue of this kind.
pub(super) fn is(word: &str, cue: Cue) -> bool {
    CUES.word(word).is_some_and(|found| found.0 & cue.0 != 0)
}

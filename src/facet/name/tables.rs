//! What the word tables say of names.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Bearer;
use crate::lexicon::{self, Table};
use crate::text::{Kind, Shape, Words};

/// How a word names a country.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Noun,
    Adjective,
    People,
    Acronym,
}

/// What a word before a personal name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Title {
    Honorific,
    Rank,
    Office,
    Role,
}

/// What a small part of a personal name does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Particle {
    /// Stands between given name and surname: "van".
    Inside,
    /// Begins a surname: "Abdel".
    Start,
    /// Stands after it: "Jr."
    Suffix,
}

/// The last word of a name that tells what bears it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Head {
    pub(super) bearer: Bearer,
    /// Whether persons are called so as well.
    pub(super) surname: bool,
}

static COUNTRIES: LazyLock<Table<(Form, &'static str)>> = LazyLock::new(|| {
    Table::parse(lexicon::source("country"), |v| {
        let (form, key) = v.split_once(' ')?;
        let form = match form {
            "noun" => Form::Noun,
            "adjective" => Form::Adjective,
            "people" => Form::People,
            "acronym" => Form::Acronym,
            _ => return None,
        };
        Some((form, key))
    })
});

static PLACES: LazyLock<Table<(&'static str, &'static str)>> =
    LazyLock::new(|| Table::parse(lexicon::source("place"), |v| v.split_once('|')));

static CAPITALS: LazyLock<Table<&'static str>> =
    LazyLock::new(|| Table::parse(lexicon::source("capital"), Some));

static ORGANISATIONS: LazyLock<Table<(bool, &'static str)>> = LazyLock::new(|| {
    Table::parse(lexicon::source("organisation"), |v| match v.split_once(' ')? {
        ("name", key) => Some((false, key)),
        ("acronym", key) => Some((true, key)),
        _ => None,
    })
});

pub(super) static TITLES: LazyLock<Table<Title>> = LazyLock::new(|| {
    Table::parse(lexicon::source("title"), |v| {
        Some(match v {
            "honorific" => Title::Honorific,
            "rank" => Title::Rank,
            "office" => Title::Office,
            "role" => Title::Role,
            _ => return None,
        })
    })
});

/// Given names; the value tells of whom, for readers of pronouns.
static GIVEN: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::parse(lexicon::source("given_name"), |v| matches!(v, "m" | "f" | "u").then_some(()))
});

static NICKNAMES: LazyLock<Table<&'static str>> =
    LazyLock::new(|| Table::parse(lexicon::source("nickname"), Some));

static HEADS: LazyLock<Table<Head>> = LazyLock::new(|| {
    Table::parse(lexicon::source("name_head"), |v| {
        let (kind, surname) = v.split_once(' ').map_or((v, false), |(k, rest)| (k, rest == "surname"));
        let bearer = match kind {
            "place" => Bearer::Place,
            "organisation" => Bearer::Organisation,
            _ => return None,
        };
        Some(Head { bearer, surname })
    })
});

static NOT_NAMES: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(lexicon::source("not_name"), |_| Some(())));

static PARTICLES: LazyLock<Table<Particle>> = LazyLock::new(|| {
    Table::parse(lexicon::source("name_particle"), |v| {
        Some(match v {
            "inside" => Particle::Inside,
            "start" => Particle::Start,
            "suffix" => Particle::Suffix,
            _ => return None,
        })
    })
});

/// Words of grammar, which open sentences.
static OPENERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let tables = [lexicon::source("stopword"), lexicon::source("opener")];
    let lines = tables.into_iter().flat_map(str::lines);
    lines.filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').next()).collect()
});

/// Every key that a table gives: two of them that differ are two bearers, however alike they look.
static KEYS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let countries = COUNTRIES.rows().iter().map(|r| r.value.1);
    let places = PLACES.rows().iter().map(|r| r.value.0);
    let organisations = ORGANISATIONS.rows().iter().map(|r| r.value.1);
    countries.chain(places).chain(organisations).collect()
});

/// What lies in what, by key.
static WITHIN: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| PLACES.rows().iter().map(|r| r.value).filter(|(_, w)| !w.is_empty()).collect());

pub(super) fn is_given(word: &str) -> bool {
    GIVEN.word(word).is_some()
}

pub(super) fn full_form(word: &str) -> &str {
    NICKNAMES.word(word).copied().unwrap_or(word)
}

pub(super) fn head(word: &str) -> Option<Head> {
    HEADS.word(word).copied()
}

pub(super) fn is_no_name(word: &str) -> bool {
    NOT_NAMES.word(word).is_some()
}

pub(super) fn particle(word: &str) -> Option<Particle> {
    PARTICLES.word(word).copied()
}

/// A word of grammar: "the", "I'll".
pub(super) fn is_opener(word: &str) -> bool {
    OPENERS.contains(word) || word.starts_with("i'")
}

pub(super) fn is_key(key: &str) -> bool {
    KEYS.contains(key)
}

/// The country or state that the place with this key lies in.
pub(super) fn within(key: &str) -> Option<&'static str> {
    WITHIN.get(key).copied()
}

/// The key of the country whose government sits in the capital with this name.
pub(super) fn government(word: &str) -> Option<&'static str> {
    CAPITALS.rows().iter().find(|r| r.phrase == word).map(|r| r.value)
}

/// The country that an adjective or name of a people, alone, belongs to.
pub(super) fn country(word: &str) -> Option<&'static str> {
    COUNTRIES.word(word).map(|c| c.1)
}

/// A name that stands in a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) len: usize,
    pub(super) key: &'static str,
    pub(super) bearer: Bearer,
    pub(super) adjective: bool,
    /// Whether it is a town, which may stand for a government.
    pub(super) town: bool,
}

/// The longest name of a table that begins at token `at`. `shouting` means that all words are in capitals, so that
/// capitals tell nothing.
pub(super) fn look_up(words: &Words, at: usize, end: usize, shouting: bool) -> Option<Hit> {
    if words.kind(at) != Kind::Word {
        return None;
    }
    let article = matches!(words.folded(at), "al" | "el")
        && at + 1 < end
        && (words.folded(at + 1) == "-" || words.is_capital(at + 1));
    if !words.is_capital(at) && !article {
        return None;
    }
    // A phrase of several words needs a capital beyond the first; an acronym needs all of them.
    let written = |len: usize, acronym: bool| {
        let later =
            len == 1 || (at + 1..at + len).any(|i| words.is_capital(i) || words.kind(i) == Kind::Number);
        later && (!acronym || words.shape(at) == Shape::Upper && !shouting)
    };
    // "SWAT" is an acronym and not the valley, unless all words are in capitals.
    let acronym = words.shape(at) == Shape::Upper && words.span(at).len() <= 4 && !shouting;
    let mut best: Option<Hit> = None;
    let mut offer = |hit: Hit, acronym: bool| {
        if written(hit.len, acronym) && best.is_none_or(|b| hit.len > b.len) {
            best = Some(hit);
        }
    };
    if let Some((len, &(form, key))) = COUNTRIES.longest(words, at, end) {
        let adjective = form == Form::Adjective;
        offer(Hit { len, key, bearer: Bearer::Place, adjective, town: false }, form == Form::Acronym);
    }
    if let Some((len, &(acronym, key))) = ORGANISATIONS.longest(words, at, end) {
        offer(Hit { len, key, bearer: Bearer::Organisation, adjective: false, town: false }, acronym);
    }
    if let Some((len, &(key, _))) = PLACES.longest(words, at, end)
        && (len > 1 || !acronym || key.contains('.'))
    {
        offer(Hit { len, key, bearer: Bearer::Place, adjective: false, town: true }, false);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_read_as_their_keys() {
        let countries = COUNTRIES.rows().iter().map(|r| (r.example, r.value.1));
        for (example, key) in countries.chain(ORGANISATIONS.rows().iter().map(|r| (r.example, r.value.1))) {
            let words = Words::of(example);
            let found = (0..words.len())
                .any(|i| look_up(&words, i, words.len(), false).is_some_and(|h| h.key == key));
            assert!(found, "{example}");
        }
    }

    #[test]
    fn what_lies_where() {
        assert_eq!(within("boston"), Some("massachusetts"));
        assert_eq!(government("moscow"), Some("russia"));
        assert_eq!(TITLES.word("president"), Some(&Title::Office));
    }
}

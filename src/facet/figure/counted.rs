//! What people and things are counted as: the nouns, verbs and states that give a number its measure.

use std::ops::Range;
use std::sync::LazyLock;

use super::Measure;
use super::word::{SMALL, Small, is_noun};
use crate::lexicon::{self, Table};
use crate::text::Words;
use crate::text::words::Kind;

/// How a word stands to the number it gives a measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Happens to its object, or to its subject in the passive.
    Done,
    /// Happens to its object only.
    Does,
    /// Like `Done`, with nouns for people only.
    Weak,
    /// Happens to its subject.
    Fate,
    /// Said of its subject.
    State,
    /// A noun whose measure no verb changes.
    Strong,
    /// A noun for people.
    Persons,
    /// A noun for one person.
    Person,
    /// A noun for one person who is reported alone.
    Attacker,
    /// Stands before its number.
    Toll,
    /// Has a length and no age.
    Lasting,
}

pub(super) static COUNTED: LazyLock<Table<(Class, Measure)>> = LazyLock::new(|| {
    Table::parse(lexicon::source("counted"), |value| {
        let (class, measure) = value.split_once(' ')?;
        let class = match class {
            "done" => Class::Done,
            "does" => Class::Does,
            "weak" => Class::Weak,
            "fate" => Class::Fate,
            "state" => Class::State,
            "strong" => Class::Strong,
            "persons" => Class::Persons,
            "person" => Class::Person,
            "attacker" => Class::Attacker,
            "toll" => Class::Toll,
            "lasting" => Class::Lasting,
            _ => return None,
        };
        Some((class, Measure::named(measure)?))
    })
});

/// Whether a word or phrase of counting stands at `at`.
pub(super) fn is_known(words: &Words, at: usize, end: usize) -> bool {
    at < end && COUNTED.longest(words, at, end).is_some()
}

/// The class and measure of the word or phrase at `at`, and its length.
pub(super) fn class(words: &Words, at: usize, end: usize) -> Option<(usize, Class, Measure)> {
    if at >= end {
        return None;
    }
    COUNTED.longest(words, at, end).map(|(len, &(class, measure))| (len, class, measure))
}

/// Whether what stands at `at` says that people died, were hurt, are missing and so on.
pub(super) fn is_casualty(words: &Words, at: usize, end: usize) -> bool {
    class(words, at, end)
        .is_some_and(|(_, class, _)| matches!(class, Class::Done | Class::State | Class::Fate))
}

/// Whether "of" leads to people or to the dead: "one of the victims".
pub(super) fn is_casualty_of(words: &Words, at: usize, end: usize) -> bool {
    let at = at + usize::from(matches!(SMALL.word(words.folded(at)), Some(Small::Determiner)));
    let harmed = || (at + 1..(at + 6).min(end)).any(|i| is_casualty(words, i, end));
    let them = matches!(words.folded(at), "them" | "whom" | "us");
    (them || words.folded(at - 1) != "of" && counts_people(words, at, end))
        && (harmed() || is_casualty(words, at, end))
}

/// The words that can begin a noun for one person.
pub(super) fn persons() -> impl Iterator<Item = String> {
    COUNTED
        .rows()
        .iter()
        .filter(|row| matches!(row.value.0, Class::Person | Class::Attacker))
        .filter_map(|row| row.phrase.split(' ').next().map(str::to_owned))
}

/// Whether the word at `at` is a noun for people.
pub(super) fn is_person(words: &Words, at: usize, end: usize) -> bool {
    class(words, at, end)
        .is_some_and(|(_, class, _)| matches!(class, Class::Persons | Class::Person | Class::Attacker))
}

/// Whether the word at `at` is a noun for one person.
pub(super) fn is_one_person(words: &Words, at: usize, end: usize) -> bool {
    class(words, at, end).is_some_and(|(_, class, _)| matches!(class, Class::Person | Class::Attacker))
}

/// Whether people or bodies are counted at `at`, perhaps behind an adjective or two.
pub(super) fn counts_people(words: &Words, at: usize, end: usize) -> bool {
    (at..(at + 3).min(end)).take_while(|&i| is_noun(words, i, end) || is_known(words, i, end)).any(|i| {
        class(words, i, end).is_some_and(|(_, class, _)| {
            matches!(class, Class::Persons | Class::Strong | Class::Done | Class::State)
        })
    })
}

/// Whose age it is when the age ends at token `at`: the noun or name behind it; and whether that has a length instead.
pub(super) fn age_of(words: &Words, at: usize, end: usize) -> (Option<Range<usize>>, bool) {
    let mut i = at;
    while i < end && i < at + 5 && words.kind(i) == Kind::Word {
        if let Some((len, class, _)) = class(words, i, end) {
            let lasting = class == Class::Lasting;
            if lasting || matches!(class, Class::Person | Class::Persons | Class::Attacker) {
                return (Some(i..i + len), lasting);
            }
        }
        // "the 90-year-old bridge collapsed"
        let verb = i > at && words.folded(i).ends_with("ed") && !words.is_capital(i);
        if verb || !is_noun(words, i, end) {
            break;
        }
        i += 1;
    }
    let name = (at..i).rev().take_while(|&k| words.is_capital(k)).count();
    let head = if name > 0 { i - name..i } else { i.saturating_sub(1).max(at)..i };
    ((!head.is_empty()).then_some(head), false)
}

//! What the verbs around a number say of what it counts: "killed at least 43", "43 people were hurt".

use std::ops::Range;

use super::counted::{COUNTED, Class, class, is_person};
use super::draft::Draft;
use super::phrase::Phrase;
use super::word::{SMALL, Small};
use super::{Measure, number_word};
use crate::text::Words;
use crate::text::words::Kind;

/// How far ahead of its number a verb is looked for, in tokens.
const AHEAD: usize = 18;

/// The measure of a verb whose object the number is: "killed at least 43", "the deaths of 12", "killing 12".
pub(super) fn object(
    words: &Words,
    range: &Range<usize>,
    draft: &Draft,
    people: bool,
    noun: bool,
) -> Option<Measure> {
    let mut at = draft.words.start;
    let mut skipped = 0;
    while at > range.start && skipped < 3 {
        if let Some((len, &(class, measure))) = COUNTED.longest_before(words, range.start, at) {
            let first = at - len;
            return match class {
                Class::Does => Some(measure).filter(|_| people || !noun || is_harm(measure)),
                Class::Done => {
                    let passive = passive(words, range.start, first);
                    (!passive && (people || !noun || is_harm(measure))).then_some(measure)
                }
                Class::Weak if people => (!passive(words, range.start, first)).then_some(measure),
                Class::Fate if matches!(words.folded(first), "suffered" | "sustained") => None,
                // "The flood drowned 12 people": the subject of such a verb never stands behind it.
                Class::Fate if people && skipped == 0 => {
                    Some(measure).filter(|m| matches!(m, Measure::Deaths | Measure::Missing))
                }
                _ => None,
            };
        }
        let word = words.folded(at - 1);
        // "killing himself and two guards"
        if word == "and"
            && at >= range.start + 2
            && matches!(words.folded(at - 2), "himself" | "herself" | "themselves")
        {
            at -= 2;
            continue;
        }
        let skip = matches!(SMALL.word(word), Some(Small::Determiner | Small::Adverb))
            && !matches!(word, "no" | "ago" | "later")
            || matches!(word, "additional" | "further" | "total" | "\"" | "'");
        if !skip {
            return None;
        }
        at -= 1;
        skipped += 1;
    }
    None
}

/// Whether only living things come to it, so that a noun that nobody knows is one for them.
fn is_harm(measure: Measure) -> bool {
    matches!(measure, Measure::Deaths | Measure::Injuries)
}

/// Whether a form of "to be" stands before the verb at `at`, adverbs aside.
fn passive(words: &Words, start: usize, at: usize) -> bool {
    (start.max(at.saturating_sub(3))..at)
        .rev()
        .take_while(|&i| matches!(SMALL.word(words.folded(i)), Some(Small::Adverb | Small::Auxiliary)))
        .any(|i| SMALL.word(words.folded(i)) == Some(&Small::Auxiliary))
}

/// The measure of what is said of the number and its noun: "43 dead", "43 people were killed", "scores wounded".
///
/// `one` says that the number is one, of which no verb in the plural is said.
pub(super) fn subject(
    words: &Words,
    range: &Range<usize>,
    noun: &Phrase,
    people: bool,
    one: bool,
) -> Option<Measure> {
    let start = noun.end;
    let end = range.end.min(start + AHEAD);
    // Whether a form of "to be" came, and whether it or "have" did, after which an unknown word is the verb.
    let (mut passive, mut verb) = (false, false);
    let mut i = start;
    while i < end {
        let word = words.folded(i);
        if let Some((len, class, measure)) = class(words, i, range.end) {
            let known = noun.head.is_none() || people;
            match class {
                Class::Done | Class::Weak => {
                    if class == Class::Weak && !(people && passive) {
                        return None;
                    }
                    // "left 13 people, including five officers, injured"
                    let closed = i > start + 1 && words.folded(i - 1) == "," && words.folded(start) == ",";
                    let direct = i == start || closed || had_only_adverbs(words, start, i);
                    if passive || direct && !acts(words, i + len, range.end) {
                        return Some(measure).filter(|m| {
                            known
                                || matches!(
                                    m,
                                    Measure::Deaths
                                        | Measure::Injuries
                                        | Measure::Detained
                                        | Measure::Displaced
                                )
                        });
                    }
                    // "30 gunmen killed a guard": the verb is theirs.
                    return None;
                }
                Class::Fate => return Some(measure).filter(|m| known || *m == Measure::Deaths),
                Class::State => {
                    return Some(measure).filter(|_| known || passive || i == start);
                }
                Class::Does => return None,
                _ => {}
            }
            i += len;
            continue;
        }
        match words.kind(i) {
            Kind::Mark => {
                let pass = matches!(word, "," | "-" | "(" | ")" | "'" | "/") || word == "\"" && i == start;
                if !pass {
                    return None;
                }
                // "12 miners, according to the union, died"
                if word == ","
                    && people
                    && i == start
                    && let Some(next) = inserted(words, i, end, one)
                {
                    i = next;
                    continue;
                }
                if word == "," && !resumes(words, i + 1, end, people) {
                    return None;
                }
            }
            Kind::Number => {}
            Kind::Word => match SMALL.word(word) {
                Some(Small::Auxiliary | Small::Have) if one && matches!(word, "were" | "are" | "have") => {
                    return None;
                }
                Some(Small::Auxiliary) => (passive, verb) = (true, true),
                Some(Small::Have) => verb = true,
                None if verb && !word.ends_with("ly") => return None,
                Some(Small::Verb) => {
                    let passes = passive
                        || matches!(
                            word,
                            "believed"
                                | "thought"
                                | "feared"
                                | "known"
                                | "presumed"
                                | "reported"
                                | "confirmed"
                                | "remain"
                                | "remained"
                                | "remains"
                                | "left"
                                | "found"
                                | "reportedly"
                        );
                    if !passes {
                        return None;
                    }
                }
                Some(Small::Conjunction) if word != "and" && word != "or" => return None,
                _ if word == "since" && verb => {}
                _ if matches!(word, "before" | "after" | "until" | "since" | "as" | "while") => return None,
                _ => {}
            },
        }
        i += 1;
    }
    None
}

/// Whether only adverbs stand between the number's noun and the word at `at`: "43 others seriously injured".
fn had_only_adverbs(words: &Words, from: usize, at: usize) -> bool {
    at <= from + 2
        && (from..at).all(|i| {
            words.folded(i).ends_with("ly")
                || matches!(SMALL.word(words.folded(i)), Some(Small::Adverb))
                || matches!(
                    words.folded(i),
                    "more"
                        | "others"
                        | "feared"
                        | "confirmed"
                        | "reported"
                        | "believed"
                        | "left"
                        | "\""
                        | "'"
                )
        })
}

/// Whether an object follows at `at`, so that the verb before it is active.
fn acts(words: &Words, at: usize, end: usize) -> bool {
    at < end
        && (words.kind(at) == Kind::Number && words.folded(at - 1) != ","
            || number_word::counts(words.folded(at))
            || matches!(SMALL.word(words.folded(at)), Some(Small::Determiner))
                && !matches!(words.folded(at), "this" | "that" | "all" | "both" | "each")
            || words.kind(at) == Kind::Word
                && (words.folded(at) == "at" && words.folded(at + 1) == "least"
                    || words.folded(at) == "more" && words.folded(at + 1) == "than")
            || matches!(words.folded(at), "him" | "her" | "them" | "himself" | "themselves")
            || words.kind(at) == Kind::Word && !words.is_capital(at) && is_person(words, at, end))
}

/// The token after what two commas set apart, of which the first is at `at`, where a verb comes then that can be said of
/// the noun before it.
fn inserted(words: &Words, at: usize, end: usize, one: bool) -> Option<usize> {
    let close = (at + 1..end).find(|&i| words.kind(i) == Kind::Mark && words.folded(i) != "-")?;
    let other: &[&str] = if one { &["were", "are", "have"] } else { &["was", "is", "has"] };
    let verb = matches!(SMALL.word(words.folded(close + 1)), Some(Small::Auxiliary | Small::Have))
        || class(words, close + 1, end)
            .is_some_and(|(_, class, _)| matches!(class, Class::Fate | Class::Done | Class::State));
    (words.folded(close) == "," && close > at + 2 && !other.contains(&words.folded(close + 1)) && verb)
        .then_some(close + 1)
}

/// Whether the sentence goes on with its subject after a comma: a parenthesis closes before the verb comes.
fn resumes(words: &Words, at: usize, end: usize, people: bool) -> bool {
    let opens = matches!(
        words.folded(at),
        "including"
            | "ages"
            | "among"
            | "most"
            | "mostly"
            | "many"
            | "some"
            | "all"
            | "both"
            | "who"
            | "aged"
            | "two"
            | "three"
            | "four"
            | "five"
            | "at"
            | "one"
            | "mainly"
            | "were"
            | "was"
            | "have"
            | "has"
            | "are"
    ) || (people && at < end && words.kind(at) == Kind::Number);
    opens
        || SMALL.word(words.folded(at)) == Some(&Small::Auxiliary)
        || class(words, at, end)
            .is_some_and(|(_, class, _)| matches!(class, Class::Fate | Class::Done | Class::State))
}

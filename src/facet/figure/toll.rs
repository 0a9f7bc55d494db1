//! Tolls: bare numbers whose measure stands far from them ("the death toll ... rose to 43").

use std::ops::Range;

use super::counted::{COUNTED, Class, class};
use super::cue::{self, Cue};
use super::draft::Draft;
use super::phrase::{Phrase, phrase};
use super::{Measure, told};
use crate::text::Words;
use crate::text::words::Kind;

/// How far before its number a toll is looked for.
pub(super) const BEHIND: usize = 24;

/// The measure of a toll before the number: "the death toll rose to 43", "put the number of dead at 30".
pub(super) fn toll(words: &Words, range: &Range<usize>, draft: &Draft, before: &[Draft]) -> Option<Measure> {
    let start = range.start.max(draft.words.start.saturating_sub(BEHIND));
    let linked = |i: usize| {
        i > range.start
            && (cue::is(words.folded(i - 1), Cue::TOLL)
                || matches!(words.folded(i - 1), ":" | "-" | "—" | "("))
    };
    let beside = COUNTED.longest_before(words, range.start, draft.words.start);
    // "Death toll in ferry sinking at least 43"
    let last = draft.words.start < draft.core.start
        && (draft.words.end >= range.end || words.kind(draft.words.end) == Kind::Mark);
    if !(last || linked(draft.words.start) || beside.is_some_and(|(_, (class, _))| *class == Class::Toll)) {
        return None;
    }
    let mut at = draft.words.start;
    let counted = |end: usize| match COUNTED.longest_before(words, start, end) {
        Some((_, &(Class::State | Class::Done | Class::Strong | Class::Persons, measure))) => Some(measure),
        _ => None,
    };
    // "the wounded numbered 40", "the dead from the storm now number 40"
    if at >= range.start + 2 && matches!(words.folded(at - 1), "number" | "numbered" | "totalled" | "totaled")
    {
        let clause = (start..at).rev().take_while(|&i| !matches!(words.folded(i), ";" | "." | ":"));
        if let Some(measure) = clause.into_iter().find_map(counted) {
            return Some(measure);
        }
    }
    // "Dead: 40", "Injured: 12"
    if at >= range.start + 2
        && words.folded(at - 1) == ":"
        && let Some((len, _)) = COUNTED.longest_before(words, start, at - 1)
        && (at - 1 - len == range.start || words.kind(at - 2 - len) == Kind::Mark)
        && let Some(measure) = counted(at - 1)
    {
        return Some(measure);
    }
    while at > start {
        if let Some((_, &(Class::Toll, measure))) = COUNTED.longest_before(words, start, at)
            // "a village of 12,000", and not "the village of Orvan … 70"
            && (at == draft.words.start || words.folded(at - 1) != "of")
        {
            return Some(measure);
        }
        // Another bare figure stands between, and it is no toll.
        if let Some(other) = before.last()
            && at == other.words.end
            && other.is_count()
            && other.of.is_none()
            && !(other.measure == Some(Measure::Deaths) || other.measure == Some(Measure::Injuries))
        {
            return None;
        }
        at -= 1;
        if matches!(words.folded(at), ";" | "." | "!" | "?") {
            return None;
        }
    }
    None
}

/// Whether "the number" or "the figure" stands before the number, for what was counted before.
pub(super) fn is_number_of(words: &Words, range: &Range<usize>, draft: &Draft) -> bool {
    let at = draft.words.start;
    at >= range.start + 2
        && matches!(words.folded(at - 1), "at" | "of" | "to" | "is" | "was")
        && matches!(words.folded(at - 2), "number" | "figure" | "total" | "count" | "estimate")
}

/// The measure of a toll after the number: "brings to 34 the number of dead".
pub(super) fn toll_after(words: &Words, range: &Range<usize>, draft: &Draft) -> Option<Measure> {
    let at = draft.words.end;
    if words.folded(at) != "the" || at >= range.end {
        return None;
    }
    class(words, at + 1, range.end)
        .filter(|(_, class, _)| *class == Class::Toll)
        .map(|(_, _, measure)| measure)
}

/// What "the number of" counts that stands before a bare number: "the number of troops will be cut to 9,800".
pub(super) fn number_of(
    words: &Words,
    range: &Range<usize>,
    draft: &Draft,
) -> Option<(Measure, Range<usize>)> {
    let start = draft.words.start;
    let linked = start > range.start
        && (cue::is(words.folded(start - 1), Cue::NUMBER)
            || start < draft.core.start
                && matches!(
                    words.folded(start),
                    "exceed" | "exceeded" | "exceeds" | "surpassed" | "surpasses" | "topped" | "topping"
                ));
    let from = range.start.max(start.saturating_sub(BEHIND));
    let of = (from..start.saturating_sub(1))
        .rev()
        .find(|&i| words.folded(i) == "number" && words.folded(i + 1) == "of")
        .filter(|_| linked)?;
    let noun = phrase(words, of + 2, start);
    let clause = (of..start).any(|i| matches!(words.folded(i), ";" | "." | ":"));
    let head = noun.head.clone().filter(|_| !clause)?;
    // "the number of villagers killed in raids has risen to 70"
    let told = noun.noun.and_then(|_| told::subject(words, &(range.start..start), &noun, true, false));
    Some((told.or(noun.noun.map(|(_, measure)| measure)).unwrap_or(Measure::Other), head))
}

/// "Of the 44 injured, 11 remain": a bare number later in the sentence is some of the first.
pub(super) fn of_the(
    words: &Words,
    range: &Range<usize>,
    draft: &Draft,
    noun: &Phrase,
    before: &[Draft],
) -> Option<Measure> {
    let first = before.first()?;
    let opens = words.folded(range.start) == "of"
        && range.start < first.words.start
        && first.words.start <= range.start + 3;
    (opens && noun.head.is_none() && first.is_count() && draft.words.start > first.words.end)
        .then_some(first.measure?)
}

//! Words near a date that tell how it is meant.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::{self, Table};
use crate::text::{Kind, Words};

/// What a word near a date tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cue {
    /// What is told lies ahead.
    Future,
    /// What is told is over.
    Past,
    /// A verb of saying.
    Said,
    /// May stand between a verb of saying and the date of the saying.
    Between,
    /// Likewise, and is something said: "in a Friday statement".
    Dated,
}

static CUES: LazyLock<Table<Cue>> = LazyLock::new(|| {
    Table::parse(lexicon::source("time_cue"), |v| {
        Some(match v {
            "future" => Cue::Future,
            "past" => Cue::Past,
            "said" => Cue::Said,
            "between" => Cue::Between,
            "dated" => Cue::Dated,
            _ => return None,
        })
    })
});

/// How far a cue may stand from its date, in tokens.
const REACH: usize = 24;

fn is_end(words: &Words, at: usize) -> bool {
    matches!(words.folded(at), ";" | "\"" | "." | "?" | "!")
}

/// Whether the date at the tokens `date` lies ahead: the nearest cue before it tells, else the first after it.
pub(super) fn is_future(words: &Words, range: &Range<usize>, date: &Range<usize>) -> bool {
    let start = range.start.max(date.start.saturating_sub(REACH));
    // "the vote is on March 12"
    if date.start > start
        && matches!(words.folded(date.start - 1), "is" | "are")
        && words.folded(date.start) == "on"
    {
        return true;
    }
    for at in (start..date.start).rev() {
        if is_end(words, at) {
            break;
        }
        if words.kind(at) == Kind::Number {
            continue;
        }
        match CUES.longest(words, at, date.start) {
            Some((_, Cue::Future)) => return true,
            Some((_, Cue::Past | Cue::Said)) => return false,
            _ if is_participle(words, at) && !ahead(words, at, date.start) => return false,
            _ => {}
        }
    }
    for at in date.end..range.end.min(date.end + REACH) {
        if is_end(words, at) {
            break;
        }
        match CUES.longest(words, at, range.end) {
            Some((_, Cue::Future)) => return true,
            Some((_, Cue::Past | Cue::Said)) => return false,
            _ if is_participle(words, at) => return false,
            _ => {}
        }
    }
    false
}

/// Whether a cue of the future that begins before token `at` reaches over it ("is scheduled to").
fn ahead(words: &Words, at: usize, end: usize) -> bool {
    (at.saturating_sub(3)..at).any(|start| {
        CUES.longest(words, start, end).is_some_and(|(len, cue)| *cue == Cue::Future && start + len > at)
    })
}

/// Past forms of regular verbs end so; few other words do.
fn is_participle(words: &Words, at: usize) -> bool {
    let word = words.folded(at);
    word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && !words.is_capital(at)
}

/// Whether the date at the tokens `date` is that of a saying: a verb of saying stands before it with nothing but the
/// hearers and the occasion between, or something said follows it.
pub(super) fn is_said(words: &Words, range: &Range<usize>, date: &Range<usize>) -> bool {
    if date.end < range.end && matches!(CUES.longest(words, date.end, range.end), Some((_, Cue::Dated))) {
        return true;
    }
    // "said Friday's meeting" dates the meeting.
    let lost = date.len() == 1 && words.folded(date.start).ends_with("days");
    if words.folded(date.end) == "'s" || lost {
        return false;
    }
    let mut end = date.start;
    for _ in 0..8 {
        if end <= range.start {
            return false;
        }
        match CUES.longest_before(words, range.start, end) {
            Some((_, Cue::Said)) => return true,
            Some((len, Cue::Between | Cue::Dated)) => end -= len,
            _ if words.is_capital(end - 1) || words.folded(end - 1) == "'s" => end -= 1,
            _ => return false,
        }
    }
    false
}

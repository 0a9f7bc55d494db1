//! Hedges before, after and apart from a number, and the bounds they make of it.

use std::ops::Range;
use std::sync::LazyLock;

use super::cue::{self, Cue};
use super::draft::Draft;
use super::{Hedge, Measure, digits, number_word, word};
use crate::lexicon::{self, Table};
use crate::text::Words;
use crate::text::words::Kind;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Row {
    before: bool,
    after: bool,
    hedge: Hedge,
}

static HEDGES: LazyLock<Table<Row>> = LazyLock::new(|| {
    Table::parse(lexicon::source("hedge"), |value| {
        let (side, hedge) = value.split_once(' ')?;
        let (before, after) = match side {
            "before" => (true, false),
            "after" => (false, true),
            "both" => (true, true),
            _ => return None,
        };
        Some(Row { before, after, hedge: Hedge::named(hedge)? })
    })
});

/// Words that may stand between a hedge and its number: "at least another 12", "more than a further 30".
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "another"
            | "further"
            | "additional"
            | "total"
            | "of"
            | "other"
            | "more"
            | "estimated"
            | "only"
            | "record"
            | "combined"
    )
}

/// Finds the hedges of a figure and takes them into its words; the outermost one decides.
pub(super) fn read(words: &Words, range: &Range<usize>, draft: &mut Draft) {
    let before = before(words, range.start, draft);
    let after = after(words, range.end, draft);
    let hedge = match (before, after) {
        // "at most 10 or so": the harder word wins.
        (Some((at, hedge)), after) => {
            draft.words.start = at;
            if let Some((end, _)) = after {
                draft.words.end = end;
            }
            match (hedge, after) {
                (Hedge::About | Hedge::Exact, Some((_, hard))) => hard,
                _ => hedge,
            }
        }
        (None, Some((end, hedge))) => {
            draft.words.end = end;
            hedge
        }
        (None, None) => return,
    };
    draft.hedge = hedge;
}

/// Whether a hedge ends just before token `at`.
pub(super) fn stands_before(words: &Words, start: usize, at: usize) -> bool {
    HEDGES.longest_before_with(words, start, at, |row| row.before).is_some()
}

/// The hedge before the figure and its first token.
fn before(words: &Words, start: usize, draft: &Draft) -> Option<(usize, Hedge)> {
    let mut at = draft.words.start;
    let mut found = None;
    while at > start {
        if let Some((len, row)) = HEDGES.longest_before_with(words, start, at, |row| row.before)
            && hedges(words, at - len, len, draft)
        {
            at -= len;
            // The outermost decides, but "about more than 40" is more than 40.
            let soft = matches!(row.hedge, Hedge::About | Hedge::Exact);
            found = Some((at, found.map_or(row.hedge, |(_, h)| if soft { h } else { row.hedge })));
        } else if is_filler(words.folded(at - 1)) && draft.words.start - at < 3 {
            at -= 1;
        } else {
            break;
        }
    }
    found
}

/// Whether the words at `at` hedge here: "over five years" is a stretch of time, "fell below 10" a threshold.
fn hedges(words: &Words, at: usize, len: usize, draft: &Draft) -> bool {
    // What stands before may have been read already; it tells all the same.
    let before = at.checked_sub(1).map_or("", |b| words.folded(b));
    match words.folded(at) {
        "over" if len == 1 && draft.measure == Some(Measure::Duration) => {
            matches!(
                before,
                "for"
                    | "after"
                    | "in"
                    | "of"
                    | "lasted"
                    | "took"
                    | "is"
                    | "was"
                    | "spent"
                    | "last"
                    | "are"
                    | "been"
                    | "by"
                    | "within"
                    | "just"
                    | "well"
                    | "lasting"
                    | "taking"
                    | "takes"
                    | "every"
                    | "to"
            )
        }
        // "The count went up to 52": what moved there has arrived.
        "up" if len == 2 => !cue::is(before, Cue::CROSSING),
        "past" if len == 1 => matches!(before, "well" | "just" | "climbed" | "rose" | "soared"),
        "above" | "below" | "under" | "over" if len == 1 => !cue::is(before, Cue::CROSSING),
        "beyond" | "topped" | "topping" | "conservatively" if draft.measure == Some(Measure::Duration) => {
            false
        }
        "some" => !matches!(before, "and" | "at" | "the") || len > 1 || draft.digits,
        "perhaps" | "maybe" | "possibly" | "probably" => before != ",",
        _ => true,
    }
}

/// The hedge after the figure and the token after it.
fn after(words: &Words, end: usize, draft: &Draft) -> Option<(usize, Hedge)> {
    let at = draft.words.end;
    if at >= end {
        return None;
    }
    let (len, row) = HEDGES.longest(words, at, end).filter(|(_, row)| row.after)?;
    let next = at + len;
    let fits = match words.folded(at) {
        // "40 plus 3" is a sum, "killed 40 at least 3 of them" begins another figure.
        "plus" | "+" | "at" => {
            next >= end || words.kind(next) != Kind::Number && !number_word::begins(words.folded(next))
        }
        // "200 or greater than 190"
        "or" if words.folded(next - 1) == "than" => next >= end || words.kind(next) == Kind::Mark,
        "or" | "and" => {
            let article =
                matches!(words.folded(next), "a" | "an" | "the") && words.folded(next - 1) != "more";
            next >= end
                || words.kind(next) != Kind::Number && !number_word::begins(words.folded(next)) && !article
        }
        _ => true,
    };
    fits.then_some((next, row.hedge))
}

/// A hedge that stands behind what is counted: "40 people or more", "killed 40 people, if not more".
pub(super) fn apart(words: &Words, range: &Range<usize>, draft: &mut Draft) {
    let mut at = draft.noun_end.max(draft.words.end);
    if draft.hedge != Hedge::Exact || draft.value.is_none() || at >= range.end {
        return;
    }
    at += usize::from(words.folded(at) == ",");
    let Some((len, row)) = HEDGES.longest(words, at, range.end) else { return };
    let after = at + len;
    let closed = after >= range.end
        || words.kind(after) == Kind::Mark
        || word::is_small(words.folded(after)) && words.folded(after) != "than";
    if row.after && words.kind(at) == Kind::Word && closed {
        draft.hedge = row.hedge;
        bound(draft);
    }
}

/// Sets the bounds that the hedge makes of the number said.
pub(super) fn bound(draft: &mut Draft) {
    let Some(n) = draft.value else { return };
    let width = if matches!(draft.hedge, Hedge::About | Hedge::Nearly) { band(n) } else { 0.0 };
    (draft.low, draft.high) = match draft.hedge {
        Hedge::Exact | Hedge::Range | Hedge::Vague => (Some(n), Some(n)),
        Hedge::AtLeast | Hedge::MoreThan => (Some(n), None),
        Hedge::AtMost | Hedge::LessThan => (None, Some(n)),
        Hedge::About => (Some(n - width), Some(n + width)),
        Hedge::Nearly => (Some(n - width), Some(n)),
    };
    draft.low_open = draft.hedge == Hedge::MoreThan;
    draft.high_open = matches!(draft.hedge, Hedge::LessThan | Hedge::Nearly);
}

/// How far from `n` "about n" reaches: half of the unit that its trailing zeros leave (50 for 200), but at least a tenth
/// and at most a fifth of it. The share of a tenth is what annotators of news took "about" to allow.
pub(super) fn band(n: f64) -> f64 {
    let n = n.abs();
    (digits::grain(n) / 2.0).clamp(n / 10.0, n / 5.0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::figures;
    use super::*;

    #[test]
    fn rows_are_read_as_they_say() {
        let wrong: Vec<_> = HEDGES
            .rows()
            .iter()
            .filter(|row| figures(row.example).iter().all(|f| f.hedge != row.value.hedge))
            .map(|row| (row.example, figures(row.example)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn bands_follow_the_zeros() {
        assert_eq!(band(200.0), 40.0);
        assert_eq!(band(250_000.0), 25_000.0);
        assert_eq!(band(40.0), 5.0);
    }
}

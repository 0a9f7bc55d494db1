//! What a whole text tells about its names.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::tables;
use crate::text::{Kind, Shape, Words};

/// What a whole text tells about its names.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Words with a capital letter that no start of a sentence and no headline explains.
    capital: FxHashSet<String>,
    /// Those of them that stand alone, with no capital beside them.
    alone: FxHashSet<String>,
    /// Words that have a capital letter somewhere and are written small elsewhere.
    small: FxHashSet<String>,
    /// Family names: last words after a given name or an honorific.
    surnames: FxHashSet<String>,
    /// Acronyms with the words they stand for, folded: "(SDF)".
    acronyms: FxHashMap<String, String>,
}

impl Known {
    /// Looks over the tokens `range`, in time linear in its length.
    pub fn of(words: &Words, range: Range<usize>) -> Self {
        let mut known = Self::default();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut line = range.start;
        while line < range.end {
            let end = (line + 1..range.end).find(|&i| words.starts_line(i)).unwrap_or(range.end);
            let title = is_title_case(words, &(line..end));
            for i in line..end {
                if words.kind(i) != Kind::Word || !words.is_capital(i) {
                    continue;
                }
                seen.insert(words.folded(i));
                let given = i > line && tables::is_given(words.folded(i - 1)) && words.is_capital(i - 1);
                let titled = i > line + 1
                    && matches!(words.folded(i - 2), "mr" | "mrs" | "ms" | "dr")
                    && words.folded(i - 1) == ".";
                if !title && (given || titled) && tables::head(words.folded(i)).is_none() {
                    known.surnames.insert(words.folded(i).to_owned());
                }
                if title || is_opening(words, i, line) {
                    continue;
                }
                if !known.capital.contains(words.folded(i)) {
                    known.capital.insert(words.folded(i).to_owned());
                }
                let beside = |k: usize| k < end && words.kind(k) == Kind::Word && words.is_capital(k);
                let alone = !beside(i + 1) && (i == line || !beside(i - 1) && words.folded(i - 1) != "-");
                if alone && !known.alone.contains(words.folded(i)) {
                    known.alone.insert(words.folded(i).to_owned());
                }
            }
            known.read_acronyms(words, line..end);
            line = end;
        }
        for i in range {
            let small = words.kind(i) == Kind::Word && words.shape(i) == Shape::Lower;
            if small && seen.contains(words.folded(i)) && !known.small.contains(words.folded(i)) {
                known.small.insert(words.folded(i).to_owned());
            }
        }
        known
    }

    /// "Coastal Rescue Service (CRS)": the initials of the words before the bracket.
    fn read_acronyms(&mut self, words: &Words, range: Range<usize>) {
        for i in range.start + 2..range.end.saturating_sub(1) {
            let bracketed = words.folded(i - 1) == "(" && words.folded(i + 1) == ")";
            if !bracketed || words.shape(i) != Shape::Upper || words.folded(i).len() > 8 {
                continue;
            }
            let mut letters: Vec<char> = words.folded(i).chars().filter(|c| c.is_alphabetic()).collect();
            let mut start = i - 1;
            while let Some(&letter) = letters.last() {
                let Some(before) = start.checked_sub(1).filter(|&b| b >= range.start) else { break };
                let word = words.folded(before);
                if words.is_capital(before) && word.starts_with(letter) {
                    letters.pop();
                } else if words.is_capital(before) || i - before > 12 || matches!(word, "." | "," | ";") {
                    break;
                }
                start = before;
            }
            if letters.is_empty() && i - 1 - start >= 2 {
                let expansion = (start..i - 1).map(|k| words.folded(k)).collect::<Vec<_>>().join(" ");
                self.acronyms.insert(words.folded(i).to_owned(), expansion);
            }
        }
    }

    pub(super) fn is_capital(&self, word: &str) -> bool {
        self.capital.contains(word)
    }

    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    pub(super) fn is_alone(&self, word: &str) -> bool {
        self.alone.contains(word)
    }

    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    pub(super) fn expansion(&self, acronym: &str) -> Option<&str> {
        self.acronyms.get(acronym).map(String::as_str)
    }
}

/// Whether a capital letter at token `i` may only mark the start of a sentence or quotation.
pub(super) fn is_opening(words: &Words, i: usize, first: usize) -> bool {
    // The stop of a title or an initial ends no sentence: "Mrs. Marlow", "J. Marlow".
    if i > first + 1 && words.folded(i - 1) == "." && words.is_capital(i - 2) {
        let short = words.span(i - 2).len() == 1 || tables::TITLES.word(words.folded(i - 2)).is_some();
        if short && words.span(i - 2).len() <= 4 {
            return false;
        }
    }
    i == first
        || words.starts_line(i)
        || matches!(
            words.folded(i - 1),
            "." | "!" | "?" | ":" | ";" | "\"" | "(" | "[" | "—" | "…" | "•" | "*" | "|" | ">" | "/"
        )
        || words.folded(i - 1) == "'" && !words.glued(i - 1)
        || words.folded(i - 1) == "-" && !words.glued(i - 1)
}

/// Whether the tokens are a headline in which most words begin with a capital letter.
pub(super) fn is_title_case(words: &Words, range: &Range<usize>) -> bool {
    let (mut capital, mut small) = (0, 0);
    for i in range.clone().take(60) {
        if words.kind(i) == Kind::Word && words.span(i).len() > 3 {
            capital += usize::from(words.is_capital(i));
            small += usize::from(!words.is_capital(i));
        }
    }
    let stop = range.end > range.start && matches!(words.folded(range.end - 1), "." | "\"" | ";");
    capital >= 2 && capital >= 3 * small && !stop
}

/// Whether nearly all words are written in capitals.
pub(super) fn is_shouting(words: &Words, range: &Range<usize>) -> bool {
    let (mut upper, mut other) = (0, 0);
    for i in range.clone().take(60) {
        if words.kind(i) == Kind::Word && words.span(i).len() > 3 {
            upper += usize::from(words.shape(i) == Shape::Upper);
            other += usize::from(words.shape(i) != Shape::Upper);
        }
    }
    upper >= 2 && upper > 2 * other
}

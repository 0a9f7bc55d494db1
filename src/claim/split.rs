//! Where one statement ends and the next begins inside of a sentence.

use std::ops::Range;

use super::grammar::{AMOUNT, Amount, Class};
use super::view::View;
use crate::text::Kind;

/// The most statements of one sentence: no writer of news makes more, and each of them repeats its sentence.
const MOST: usize = 32;

/// The fewest words of a statement.
const FEWEST: usize = 3;

/// A statement inside a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Part {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The tokens of its subject, when they stand outside of it.
    pub(super) subject: Option<Range<usize>>,
}

/// The statements in the tokens `range`: relative clauses, participles, coordinated clauses and predicates on their
/// own, where an amount stands in one of them or somebody else than the outlet says it. Each has a verb; what has none stays with the part before it.
pub(super) fn parts(view: &View<'_>, range: &Range<usize>, spoken: bool) -> Vec<Part> {
    let splitter = Splitter { view, range: range.clone() };
    let mut parts = vec![Part { tokens: range.clone(), subject: None }];
    let mut inner = Vec::new();
    let mut depth = 0i32;
    let mut skip = 0;
    for k in range.clone() {
        if parts.len() + inner.len() >= MOST {
            break;
        }
        match view.word(k) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth > 0 || view.marks.inside(k) || k < skip {
            continue;
        }
        if let Some(end) = splitter.aside(k) {
            let subject = splitter.antecedent(k);
            inner.push(Part { tokens: k + 1..end, subject });
            skip = end;
            continue;
        }
        let Some((at, subject)) = splitter.cut(k) else { continue };
        let Some(last) = parts.last_mut() else { continue };
        // Clauses without any figure are compared well enough as one.
        if !spoken && !splitter.counts(last.tokens.start..range.end) {
            continue;
        }
        if splitter.states(&(last.tokens.start..k))
            && splitter.states(&(at..range.end))
            && splitter.complete(last.tokens.start, k)
        {
            last.tokens.end = k;
            parts.push(Part { tokens: at..range.end, subject });
            skip = at;
        }
    }
    parts.extend(inner);
    parts
}

struct Splitter<'v, 'p> {
    view: &'v View<'p>,
    range: Range<usize>,
}

impl Splitter<'_, '_> {
    /// Whether the tokens hold a verb and enough words.
    fn states(&self, tokens: &Range<usize>) -> bool {
        let v = self.view;
        let words = tokens.clone().filter(|&k| v.words.kind(k) != Kind::Mark).take(FEWEST).count();
        words >= FEWEST && tokens.clone().any(|k| v.verb(k) || v.is(k, Class::ING))
    }

    /// Whether the clause that ends before token `k` has its verb: "when the mayor and …" has not.
    fn complete(&self, start: usize, k: usize) -> bool {
        let v = self.view;
        let open = (start..k)
            .rev()
            .find(|&j| v.is(j, Class::SUB) && !v.is(j, Class::PREP.or(Class::DET).or(Class::ADVERB)))
            .unwrap_or(start);
        (open..k).any(|j| v.verb(j) || v.is(j, Class::ING))
    }

    /// Whether an amount stands in the tokens.
    fn counts(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|k| self.amount(k))
    }

    /// Whether token `k` is a number, in digits or as a word.
    fn amount(&self, k: usize) -> bool {
        self.view.words.kind(k) == Kind::Number || AMOUNT.word(self.view.word(k)) == Some(&Amount::Number)
    }

    /// A relative clause between commas, with the first comma at token `k`: where it ends.
    fn aside(&self, k: usize) -> Option<usize> {
        let v = self.view;
        if !v.comma(k) || !matches!(v.word(k + 1), "which" | "who") || k + 4 >= self.range.end {
            return None;
        }
        let end = (k + 2..self.range.end).find(|&j| v.comma(j) && !v.marks.inside(j))?;
        let goes_on = end + 1 < self.range.end && v.verb(end + 1);
        (goes_on && self.states(&(k + 1..end))).then_some(end)
    }

    /// What a relative clause after token `k` is about.
    fn antecedent(&self, k: usize) -> Option<Range<usize>> {
        let v = self.view;
        let mut core = v.before(self.range.start, k)?.core;
        // "the war in Harl, which …": the war.
        while core.start > self.range.start + 1
            && matches!(v.word(core.start - 1), "of" | "in" | "on" | "for" | "at")
            && !v.verb(core.start - 2)
            && let Some(whole) = v.before(self.range.start, core.start - 1)
        {
            core = whole.core.start..core.end;
        }
        Some(core)
    }

    /// The subject of the whole.
    fn subject(&self) -> Option<Range<usize>> {
        let v = self.view;
        let mut start = self.range.start;
        while start < self.range.end
            && (v.is(start, Class::COORD.or(Class::SUB)) && !v.is(start, Class::DET) || v.comma(start))
        {
            start += 1;
        }
        v.after(start, self.range.end).map(|p| p.core)
    }

    /// Whether a new statement begins at or after token `k`: its first token, and its subject.
    fn cut(&self, k: usize) -> Option<(usize, Option<Range<usize>>)> {
        let v = self.view;
        let end = self.range.end;
        if k + FEWEST >= end || k < self.range.start + 2 {
            return None;
        }
        let next = k + 1;
        if v.word(k) == ";" {
            return Some((next, None));
        }
        if v.comma(k) {
            if matches!(v.word(next), "which" | "who" | "where" | "whose") {
                return Some((next, self.antecedent(k)));
            }
            if v.is(next, Class::ING) && !v.is(next, Class::SPEECH) && !self.adverbial(next) {
                return Some((next, self.subject()));
            }
            if matches!(v.word(next), "and" | "but" | "while" | "whereas") {
                return self.joined(next);
            }
            if v.is(next, Class::SUB) && !v.is(next, Class::PREP.or(Class::DET).or(Class::ADVERB)) {
                return Some((next, None));
            }
            return None;
        }
        if v.word(k) == "which" && !v.is(k - 1, Class::PREP.or(Class::MARK)) && v.verb(next) {
            return Some((k, self.antecedent(k)));
        }
        if v.is(k, Class::ING)
            && !self.adverbial(k)
            && self.figure(next)
            && !v.is(k - 1, Class::HELPER.or(Class::PREP).or(Class::DET))
            && v.word(k - 1) != "and"
        {
            return Some((k, self.subject()));
        }
        if matches!(v.word(k), "and" | "but" | "while") {
            return self.joined(k);
        }
        None
    }

    /// What "and" at token `k` joins: a clause with its own subject, or a predicate with its own figure.
    fn joined(&self, k: usize) -> Option<(usize, Option<Range<usize>>)> {
        let v = self.view;
        let end = self.range.end;
        let mut first = k + 1;
        if v.word(first) == "that" {
            first += 1;
        }
        if first + 2 >= end || v.marks.inside(first) {
            return None;
        }
        if (v.verb(first) || v.is(first, Class::ING)) && !v.is(first, Class::SPEECH) {
            return (self.figure(first + 1) || self.figure(first + 2)).then(|| (first, self.subject()));
        }
        let phrase = v.after(first, end)?;
        let verb = phrase.core.end;
        // "and the mayor spoke", not "and the mayor, who …".
        (verb < end && verb < first + 10 && v.verb(verb) && !self.paired(k, &phrase.core))
            .then_some((first, None))
    }

    /// Whether the phrase after "and" at token `k` is joined to the one before it, and both together have the verb: "the
    /// bride and groom were", "from Vera and Kesta has".
    fn paired(&self, k: usize, second: &Range<usize>) -> bool {
        let v = self.view;
        let name = |i: usize| v.is(i, Class::CAP);
        let names = k > self.range.start + 1
            && second.clone().all(name)
            && name(k - 1)
            && (self.range.start..k - 1).rev().find(|&i| !name(i)).is_some_and(|i| v.is(i, Class::PREP));
        let bare = second.len() == 1 && !name(second.start) && !v.is(second.start, Class::SUBJECT);
        let several = matches!(v.word(second.end), "were" | "are" | "have");
        names || bare && several && !v.word(second.start).ends_with('s')
    }

    /// Whether an amount begins at token `k`.
    fn figure(&self, k: usize) -> bool {
        let v = self.view;
        k < self.range.end && (v.words.kind(k) == Kind::Number || AMOUNT.word(v.word(k)).is_some())
    }

    /// Participles that have become prepositions.
    fn adverbial(&self, k: usize) -> bool {
        self.view.is(k, Class::ADVERBIAL)
    }
}

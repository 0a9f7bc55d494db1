//! Punctuation that gives words to somebody: a colon, a dash, an opening quotation mark.

use super::super::grammar::Class;
use super::form::Form;
use super::{Attribution, Sentence, Source};
use crate::text::{Kind, Shape};

impl Sentence<'_, '_> {
    /// `"VEY: The bridge stays shut.`, with the colon at token `i` inside the marks that open the sentence.
    pub(super) fn transcript(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        let start = self.range.start + 1;
        if v.word(i) != ":" || i <= start || i > start + 4 || !v.marks.is_mark(start - 1) {
            return None;
        }
        let name =
            (start..i).all(|k| v.words.shape(k) == Shape::Upper || v.is(k, Class::TITLE) || v.word(k) == ".");
        name.then(|| {
            Attribution::new(Source::Phrase(start..i), i..i + 1, start..i + 1, i + 1..self.range.end)
        })
    }

    /// "Vey: the bridge stays shut", with the colon at token `i`.
    pub(super) fn colon(&self, i: usize, found: &[Attribution]) -> Option<Attribution> {
        let v = self.view;
        if v.word(i) != ":"
            || i == self.range.start
            || v.words.glued(i + 1) && v.words.kind(i + 1) == Kind::Number
        {
            return None;
        }
        let quoted = i + 1 < self.range.end && v.marks.is_mark(i + 1);
        if found.iter().any(|a| a.cue.end == i || a.content.contains(&(i + 1))) {
            return None;
        }
        let short = i - self.range.start <= 8;
        let names = (self.range.start..i).all(|k| {
            v.is(k, Class::CAP.or(Class::TITLE).or(Class::ROLE).or(Class::DET))
                || v.is(k, Class::MARK)
                || v.is(k, Class::PREP)
                || v.words.kind(k) == Kind::Number
        });
        // "Anger over police: …" is a label.
        let label = v.after(self.range.start, i).is_some_and(|p| {
            let head = v.head(&p.core);
            head == self.range.start
                && head + 1 < i
                && v.is(head + 1, Class::PREP)
                && !v.is(head, Class::ROLE)
                && !(head + 1..i).any(|k| v.is(k, Class::CAP))
        });
        if short && names && !label && v.agent(i - 1) {
            let first = v.after(self.range.start, i).filter(|p| v.is(v.head(&p.core), Class::CAP));
            let source = first.or_else(|| v.before(self.range.start, i))?;
            return Some(Attribution::new(
                Source::Phrase(source.core),
                i..i + 1,
                self.range.start..i + 1,
                i + 1..self.range.end,
            ));
        }
        // "She turned to the crowd: “…”"
        if quoted || i + 1 == self.range.end {
            let named =
                || v.before(self.range.start, i).filter(|p| quoted && v.is(v.head(&p.core), Class::CAP));
            let subject = self.subject().or_else(named)?;
            return Some(Attribution::new(
                Source::Phrase(subject.core),
                i..i + 1,
                self.range.start..i + 1,
                i + 1..self.range.end,
            ));
        }
        None
    }

    /// A quotation with its author after a dash, which stands at token `i`.
    pub(super) fn signed(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        if !v.dash(i) || i == 0 || !v.marks.is_mark(i - 1) {
            return None;
        }
        let mut at = i + 1;
        while v.dash(at) {
            at += 1;
        }
        let source =
            v.after(at, self.range.end).filter(|p| v.is(p.core.start, Class::CAP.or(Class::TITLE)))?;
        let left = (source.core.end..self.range.end).filter(|&k| v.words.kind(k) != Kind::Mark).count();
        (left <= 8).then(|| {
            Attribution::new(Source::Phrase(source.core), i..i + 1, i..self.range.end, self.range.start..i)
        })
    }

    /// Somebody's name before a dash at token `i`, and what he said behind it.
    pub(super) fn named(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        if !v.dash(i) || i == self.range.start || !v.is(i - 1, Class::CAP) {
            return None;
        }
        let open = (i + 1..self.range.end).find(|&k| !v.dash(k)).filter(|&k| v.marks.is_mark(k))?;
        let quote = v.marks.quote(open);
        let close = (open + 1..self.range.end).find(|&k| v.marks.is_mark(k) && v.marks.quote(k) == quote)?;
        let source = v.before(self.range.start, i).filter(|p| {
            let named = p.core.clone().filter(|&k| v.is(k, Class::CAP)).count() > 1;
            named && v.words.is_capital(open + 1)
        })?;
        (close > open + 3).then(|| {
            Attribution::new(
                Source::Phrase(source.core.clone()),
                i..i + 1,
                source.whole.start..open,
                open..close + 1,
            )
        })
    }

    /// Any verb at token `i` with an agent before it and a quotation after it.
    pub(super) fn quoting(&self, i: usize, found: &[Attribution]) -> Option<Attribution> {
        let v = self.view;
        let opens = i + 1 < self.range.end
            && v.marks.is_mark(i + 1)
            && (i + 2..(i + 5).min(self.range.end)).all(|k| v.marks.inside(k) && !v.marks.is_mark(k));
        if !opens
            || !v.is(i, Class::ED.or(Class::PAST).or(Class::VERB).or(Class::ING))
            || v.is(i, Class::HELPER)
        {
            return None;
        }
        let (form, left, _) = self.form(&(i..i + 1))?;
        if form == Form::Gerund {
            let source = found
                .last()
                .map(|_| Source::Same)
                .or_else(|| self.subject().map(|p| Source::Phrase(p.core)))?;
            let content = i + 1..self.range.end;
            return Some(Attribution::new(source, i..i + 1, i..i + 1, content));
        }
        if form != Form::Finite {
            return None;
        }
        let phrase = v.before(self.low(left, found), left).filter(|p| v.agent(v.head(&p.core)))?;
        Some(Attribution::new(
            Source::Phrase(phrase.core),
            i..i + 1,
            phrase.whole.start..i + 1,
            i + 1..self.range.end,
        ))
    }
}

//! Nouns that make their owner responsible: "the council's claim that …", "her decision to …".

use std::ops::Range;

use super::super::grammar::{Class, Frames, NOUNS};
use super::{Attribution, Sentence, Source};

/// How many tokens of a phrase are taken as what a noun is about.
const LONGEST: usize = 30;

impl Sentence<'_, '_> {
    /// "the council's claim that …", "a claim by the council that …", with the noun at token `i`.
    pub(super) fn nominal(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        let noun = NOUNS.word(v.word(i)).filter(|n| n.any(Frames::SAY.or(Frames::DENY)))?;
        let (core, that) = if v.word(i + 1) == "that" {
            (self.owner(i)?, i + 1)
        } else if matches!(v.word(i + 1), "by" | "from") {
            let phrase = v.after(i + 2, self.range.end).filter(|p| v.agent(v.head(&p.core)))?;
            let that = phrase.core.end;
            (phrase.core, (v.word(that) == "that").then_some(that)?)
        } else {
            return None;
        };
        (that + 2 < self.range.end).then(|| Attribution {
            denied: noun.any(Frames::DENY),
            ..Attribution::new(
                Source::Phrase(core.clone()),
                i..i + 1,
                core.start.min(i)..that,
                that..self.range.end,
            )
        })
    }

    /// "the council's decision to close the bridge", "her concerns about the flood", with the noun at token `i`. The
    /// phrase stays in the claim around it as well.
    pub(super) fn owned(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        if v.marks.inside(i) || v.words.is_capital(i) || i + 3 >= self.range.end {
            return None;
        }
        let noun = NOUNS.word(v.word(i))?;
        let next = v.word(i + 1);
        let infinitive = next == "to" && noun.any(Frames::TO);
        let about = noun.any(Frames::NP)
            && matches!(
                next,
                "about"
                    | "against"
                    | "for"
                    | "from"
                    | "in"
                    | "of"
                    | "on"
                    | "over"
                    | "to"
                    | "toward"
                    | "towards"
                    | "with"
            );
        if !infinitive && !about {
            return None;
        }
        // "its forecast" names nobody by itself.
        let core =
            self.owner(i).filter(|c| !matches!(v.word(c.start), "its" | "their" | "my" | "our" | "your"))?;
        let start = if infinitive { i + 1 } else { i + 2 };
        let end = self.phrase_end(start);
        let words = end.saturating_sub(start);
        (words > 1 && !(core.start..end).any(|k| v.marks.is_mark(k))).then(|| Attribution {
            weak: true,
            nested: true,
            ..Attribution::new(Source::Phrase(core.clone()), i..i + 1, core.start..start, start..end)
        })
    }

    /// "is a firm opponent of the bridge", with the noun at token `i`.
    pub(super) fn stance(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        NOUNS.word(v.word(i)).filter(|n| n.any(Frames::STANCE))?;
        if v.word(i + 1) != "of" || i + 3 >= self.range.end || v.words.is_capital(i) {
            return None;
        }
        let det = (self.range.start.max(i.saturating_sub(6))..i)
            .rev()
            .take_while(|&k| !v.is(k, Class::MARK.or(Class::HELPER)))
            .find(|&k| matches!(v.word(k), "a" | "an"))?;
        let be = det.checked_sub(1).filter(|&k| k > self.range.start && v.is(k, Class::BE))?;
        let mut left = be;
        while left > self.range.start && v.is(left - 1, Class::HELPER.or(Class::ADVERB)) {
            left -= 1;
        }
        let source = if v.is(left.checked_sub(1)?, Class::REL) {
            v.before(self.range.start, left - 1)?
        } else {
            v.before(self.range.start, left)?
        };
        v.agent(v.head(&source.core)).then(|| Attribution {
            verb: left,
            weak: true,
            speaks: false,
            ..Attribution::new(
                Source::Phrase(source.core.clone()),
                i..i + 1,
                source.whole.start..i + 2,
                i + 2..self.phrase_end(i + 2),
            )
        })
    }

    /// Whose the noun at token `i` is.
    fn owner(&self, i: usize) -> Option<Range<usize>> {
        let v = self.view;
        let mut owner = i;
        while owner > self.range.start
            && owner + 4 > i
            && !v.is(owner - 1, Class::POSS)
            && v.word(owner - 1) != "'s"
        {
            if v.is(owner - 1, Class::FUNCTION.or(Class::MARK)) && !v.is(owner - 1, Class::ADVERB) {
                return None;
            }
            owner -= 1;
        }
        let owner = owner.checked_sub(1).filter(|&o| o >= self.range.start)?;
        if v.is(owner, Class::POSS) && v.word(owner) != "'s" {
            return (v.word(owner) != "whose").then_some(owner..owner + 1);
        }
        if v.word(owner) != "'s" {
            return None;
        }
        v.before(self.range.start, owner).filter(|p| v.agent(v.head(&p.core))).map(|p| p.core)
    }

    /// Where the phrase that begins at token `at` ends: before a comma, a quotation or a finite verb.
    pub(super) fn phrase_end(&self, at: usize) -> usize {
        let v = self.view;
        let end = self.range.end.min(at + LONGEST);
        let mut relative = false;
        for k in at..end {
            if v.comma(k) || v.dash(k) || matches!(v.word(k), ";" | ":" | "(") || v.marks.is_mark(k) {
                return k;
            }
            relative |= v.is(k, Class::REL.or(Class::WH)) && !v.is(k, Class::DAY);
            let finite =
                v.verb(k) && (!v.is(k, Class::ED) || v.is(k + 1, Class::DET.or(Class::POSS).or(Class::CAP)));
            if finite && !relative && k > at + 1 {
                return k;
            }
        }
        end
    }
}

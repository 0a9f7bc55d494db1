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
            frame: core.start.min(i)..that,
            source: Source::Phrase(core),
            cue: i..i + 1,
            content: that..self.range.end,
            denied: noun.any(Frames::DENY),
            weak: false,
            nested: false,
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
            frame: core.start..start,
            source: Source::Phrase(core),
            cue: i..i + 1,
            content: start..end,
            denied: false,
            weak: true,
            nested: true,
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
    fn phrase_end(&self, at: usize) -> usize {
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

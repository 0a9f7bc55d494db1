//! "According to police", "in the words of the mayor": phrases that name a source.

use std::ops::Range;

use super::super::grammar::{Class, Frames, NOUNS, SPEECH};
use super::super::source::Phrase;
use super::{Attribution, Sentence, Source};

impl Sentence<'_, '_> {
    /// "according to …" and its like.
    pub(super) fn according(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        let len = match (v.word(i), v.word(i + 1), v.word(i + 2), v.word(i + 3)) {
            ("according", "to", _, _) => 2,
            ("in", "the", "words" | "opinion" | "view" | "eyes", "of") => 4,
            // "In a poll of 900 drivers, …", "…, by one estimate"
            // "As stated in the report, …", "…, as reported by the Gazette"
            ("as", _, "in" | "by", _) if v.is(i + 1, Class::ED.or(Class::SPEECH)) && self.reported(i + 1) => {
                3
            }
            ("by", _, _, _) if self.own_account(i).is_some() => 1,
            ("in" | "by", _, _, _) if self.survey(i) => 1,
            _ => return None,
        };
        let mut phrase = v.after(i + len, self.range.end)?;
        if let Some((owner, noun)) = self.own_account(i) {
            phrase = Phrase { core: owner, whole: i + 1..noun + 1 };
        }
        let mut end = phrase.whole.end;
        let content = if i == self.range.start || self.only_openers(self.range.start, i) {
            // The words follow, after the apposition if there is one.
            if let Some(comma) =
                (end..self.range.end.min(end + 20)).find(|&k| v.comma(k) && !v.marks.inside(k))
            {
                end = comma + 1;
            }
            end..self.range.end
        } else {
            let mut stop = i;
            while stop > self.range.start && v.comma(stop - 1) {
                stop -= 1;
            }
            self.range.start..stop
        };
        Some(Attribution::new(Source::Phrase(phrase.core), i..i + len, i..end, content))
    }

    /// Whether the token is a participle of a verb of saying.
    fn reported(&self, i: usize) -> bool {
        let v = self.view;
        let speaks = |frames: &Frames| frames.any(Frames::SAY.or(Frames::THAT));
        (v.is(i, Class::ED) || v.is(i, Class::PAST)) && SPEECH.word(v.word(i)).is_some_and(speaks)
    }

    /// "by the mayor's own admission" from the preposition at token `i`: the owner, and the noun.
    fn own_account(&self, i: usize) -> Option<(Range<usize>, usize)> {
        let v = self.view;
        if v.word(i) != "by" {
            return None;
        }
        let own = (i + 2..self.range.end.min(i + 10)).find(|&k| v.word(k) == "own")?;
        let says =
            NOUNS.word(v.word(own + 1)).is_some_and(|f| f.any(Frames::SAY.or(Frames::THAT).or(Frames::NP)));
        let owner = if v.word(own - 1) == "'s" { own - 1 } else { own };
        (says && own + 1 < self.range.end && owner > i + 1).then_some((i + 1..owner, own + 1))
    }

    /// Whether the preposition at token `i` is set apart with a survey: at the start of the sentence, or behind a comma
    /// at its end.
    fn survey(&self, i: usize) -> bool {
        let v = self.view;
        let Some(phrase) = v.after(i + 1, self.range.end) else { return false };
        if !v.is(v.head(&phrase.core), Class::SURVEY) {
            return false;
        }
        let end = phrase.core.end;
        if i == self.range.start || self.only_openers(self.range.start, i) {
            return (end..self.range.end.min(end + 16))
                .find(|&k| v.comma(k))
                .is_some_and(|k| !(end..k).any(|k| v.is(k, Class::HELPER)) && k + 3 < self.range.end);
        }
        v.comma(i - 1) && v.word(i) == "by" && (end..self.range.end).all(|k| v.is(k, Class::MARK))
    }
}

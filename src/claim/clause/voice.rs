//! Quotations whose speaker stands in another sentence, and statements that run over several.

use super::super::{Mode, Speaker};
use super::{Clause, Reader, Voice};
use crate::article::Place;

impl Reader<'_, '_> {
    /// Gives the quotations without a cue of their own to the speaker of the sentence beside them.
    pub(super) fn voice(&mut self) {
        let open = std::mem::take(&mut self.open);
        for &c in &open {
            let clause = &self.clauses[c];
            let number = clause.sentence;
            let tokens = self.page.words.within(clause.span);
            let quote = tokens.clone().map(|k| self.view.marks.quote(k)).find(|&q| q != 0).unwrap_or(0);
            let Some(voice) = self.nearest(number, quote) else { continue };
            let speaker = Speaker { mode: Mode::Direct, ..voice.speaker };
            let ends = tokens.last().map_or(0, |k| self.view.marks.quote(k));
            self.clauses[c].speaker = Some(speaker.clone());
            if self.voices[number].is_none() {
                self.voices[number] = Some(Voice { speaker, quote: ends });
            }
        }
        self.set_apart();
    }

    /// Gives a paragraph to who is announced before it with a colon: "The governor added:" and his words as a block of
    /// their own, without quotation marks.
    fn set_apart(&mut self) {
        let sentences = &self.page.sentences;
        let announcer = |block: usize, first: usize| {
            let before = sentences[..first].iter().rposition(|s| s.block != block)?;
            let last = sentences[before].words.clone().next_back()?;
            let colon = self.view.word(last) == ":" && sentences[before].place == Place::Body;
            self.voices[before].as_ref().filter(|_| colon).map(|voice| &voice.speaker)
        };
        let mut block = None;
        let mut speaker = None;
        for clause in &mut self.clauses {
            let sentence = &sentences[clause.sentence];
            if block != Some(sentence.block) {
                block = Some(sentence.block);
                speaker = announcer(sentence.block, clause.sentence);
            }
            if clause.speaker.is_none() && sentence.place == Place::Body {
                clause.speaker = speaker.map(|s| Speaker { mode: Mode::Direct, ..s.clone() });
            }
        }
    }

    /// The voice of the quotation number `quote` in the sentence `number`, which has no cue.
    fn nearest(&self, number: usize, quote: u32) -> Option<Voice> {
        let sentences = &self.page.sentences;
        let block = sentences[number].block;
        let last = sentences.len();
        // The same quotation, in this sentence, before or after.
        if let Some(voice) = &self.voices[number] {
            return Some(voice.clone());
        }
        if let Some(voice) =
            number.checked_sub(1).and_then(|n| self.voices[n].as_ref()).filter(|v| v.quote == quote)
        {
            return Some(voice.clone());
        }
        let mut after = number + 1;
        while after < last && after < number + 12 {
            match &self.voices[after] {
                Some(voice)
                    if voice.quote == quote || after == number + 1 && sentences[after].block == block =>
                {
                    // The next sentence's cue, when the quotation ends there, or it opens with the source.
                    if voice.quote == quote {
                        return Some(voice.clone());
                    }
                    break;
                }
                Some(_) => break,
                None => {}
            }
            if !sentences[after].words.clone().take(3).any(|k| self.view.marks.quote(k) == quote) {
                break;
            }
            after += 1;
        }
        // The sentence before, in the same paragraph or the one before.
        if let Some(voice) = number.checked_sub(1).and_then(|n| self.voices[n].as_ref()) {
            return Some(voice.clone());
        }
        let next = self
            .voices
            .get(number + 1)
            .and_then(Clone::clone)
            .filter(|_| sentences[number + 1].block == block);
        next.or_else(|| {
            let speaker = self.tails.get(number.checked_sub(1)?)?.clone()?;
            Some(Voice { speaker, quote })
        })
    }

    /// Adds the statements that run over several sentences: quotations of one speaker, with the cue between them.
    pub(super) fn statements(&mut self) {
        let mut whole = Vec::new();
        let mut run: Option<(usize, Clause)> = None;
        for clause in &self.clauses {
            let tokens = self.page.words.within(clause.span);
            let spoken = clause.speaker.as_ref().filter(|s| s.mode == Mode::Direct && !tokens.is_empty());
            let Some(speaker) = spoken else {
                if clause.speaker.is_some() || run.as_ref().is_some_and(|r| r.0 != clause.sentence) {
                    whole.extend(run.take());
                }
                continue;
            };
            if let Some((last, joined)) = &mut run
                && clause.sentence <= *last + 1
                && joined.speaker.as_ref().is_some_and(|s| s.name == speaker.name)
                && self.page.sentences[clause.sentence].block == self.page.sentences[joined.sentence].block
            {
                joined.span = joined.span.cover(clause.span);
                *last = clause.sentence;
            } else {
                whole.extend(run.replace((clause.sentence, clause.clone())));
            }
        }
        whole.extend(run);
        self.clauses.extend(whole.into_iter().filter(|(last, c)| *last > c.sentence).map(|(_, c)| c));
    }
}

//! Verbs and phrases that make somebody responsible for words, with what they govern.

use std::ops::Range;

use super::grammar::{Class, Frames, SPEECH};
use super::source::{Phrase, View};
use crate::text::Kind;

/// Who is meant as the source of an attribution.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Source {
    /// The noun phrase of these tokens.
    Phrase(Range<usize>),
    /// Whoever the attribution before it in the sentence has.
    Same,
}

/// Words, and the cue that gives them to somebody.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    /// Who.
    pub(super) source: Source,
    /// The tokens of the cue.
    pub(super) cue: Range<usize>,
    /// Where source, cue and adverbials stand.
    pub(super) frame: Range<usize>,
    /// What is given to the source; empty where the words stand in other sentences.
    pub(super) content: Range<usize>,
    /// Whether the content is denied.
    pub(super) denied: bool,
    /// Whether the content is only a noun phrase or an infinitive, so that the claim needs subject and cue.
    pub(super) weak: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Finite,
    Bare,
    Gerund,
    Infinitive,
    Passive,
}

struct Sentence<'v, 'p> {
    view: &'v View<'p>,
    range: Range<usize>,
}

/// The attributions of the sentence that holds the tokens `range`, in order of their cues.
pub(super) fn read(view: &View<'_>, range: Range<usize>) -> Vec<Attribution> {
    let sentence = Sentence { view, range: range.clone() };
    let mut found: Vec<Attribution> = Vec::new();
    let mut i = range.start;
    while i < range.end {
        if view.marks.inside(i) {
            i += 1;
            continue;
        }
        if let Some(attribution) = sentence.according(i) {
            i = attribution.frame.end.max(i + 1);
            found.push(attribution);
            continue;
        }
        if let Some(attribution) = sentence.colon(i, &found) {
            found.push(attribution);
            i += 1;
            continue;
        }
        let Some((len, &frames)) = SPEECH.longest(view.words, i, range.end) else {
            i += 1;
            continue;
        };
        if view.marks.inside(i + len - 1) || view.words.is_capital(i) && i > range.start {
            i += 1;
            continue;
        }
        match sentence.attribution(i..i + len, frames, &found) {
            Some(attribution) => {
                i = attribution.cue.end;
                found.push(attribution);
            }
            None => i += 1,
        }
    }
    sentence.settle(found)
}

impl Sentence<'_, '_> {
    /// "according to …" and its like.
    fn according(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        let len = match (v.word(i), v.word(i + 1), v.word(i + 2), v.word(i + 3)) {
            ("according", "to", _, _) => 2,
            ("in", "the", "words" | "opinion" | "view" | "eyes", "of") => 4,
            _ => return None,
        };
        let phrase = v.after(i + len, self.range.end)?;
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
        Some(Attribution {
            source: Source::Phrase(phrase.core),
            cue: i..i + len,
            frame: i..end,
            content,
            denied: false,
            weak: false,
        })
    }

    /// Whether only conjunctions and adverbs stand in between.
    fn only_openers(&self, from: usize, to: usize) -> bool {
        (from..to).all(|k| self.view.is(k, Class::COORD.or(Class::ADVERB)) || self.view.is(k, Class::MARK))
    }

    /// "Vey: the bridge stays shut", with the colon at token `i`.
    fn colon(&self, i: usize, found: &[Attribution]) -> Option<Attribution> {
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
        if short && names && v.agent(i - 1) {
            let source = v.before(self.range.start, i)?;
            return Some(Attribution {
                frame: source.whole.start..i + 1,
                source: Source::Phrase(source.core),
                cue: i..i + 1,
                content: i + 1..self.range.end,
                denied: false,
                weak: false,
            });
        }
        // "She turned to the crowd: “…”"
        if quoted || i + 1 == self.range.end {
            let subject = self.subject()?;
            return Some(Attribution {
                frame: self.range.start..i + 1,
                source: Source::Phrase(subject.core),
                cue: i..i + 1,
                content: i + 1..self.range.end,
                denied: false,
                weak: false,
            });
        }
        None
    }

    /// The subject of the sentence, as far as its first words tell.
    fn subject(&self) -> Option<Phrase> {
        let v = self.view;
        let mut i = self.range.start;
        while i < self.range.end && v.is(i, Class::COORD.or(Class::ADVERB)) && !v.is(i, Class::DET) {
            i += 1;
        }
        if v.is(i, Class::PREP.or(Class::SUB)) || v.is(i, Class::ING) {
            i = (i..self.range.end.min(i + 30)).find(|&k| v.comma(k))? + 1;
        }
        let phrase = v.after(i, self.range.end)?;
        v.agent(v.head(&phrase.core)).then_some(phrase)
    }

    fn attribution(&self, cue: Range<usize>, frames: Frames, found: &[Attribution]) -> Option<Attribution> {
        let v = self.view;
        let (form, left, helped) = self.form(&cue)?;
        let prev = left.checked_sub(1).filter(|&p| p >= self.range.start);
        let next = cue.end;
        let after_mark = prev.is_some_and(|p| v.marks.is_mark(p));
        let speaks = frames.any(Frames::SAY.or(Frames::TELL));
        let low = self.low(left, found);

        if form == Form::Passive {
            return self.passive(&cue, left);
        }
        // ", said Harlan Vey" turned around.
        let finite = matches!(form, Form::Finite | Form::Bare);
        let broken =
            after_mark || prev.is_some_and(|p| v.comma(p) || v.dash(p) || matches!(v.word(p), "?" | "!"));
        if finite
            && !helped
            && left == cue.start
            && speaks
            && broken
            && next < self.range.end
            && v.word(next) != "that"
            && !v.marks.is_mark(next)
            && let Some(phrase) = v.after(next, self.range.end)
            && (v.agent(v.head(&phrase.core)) || after_mark)
        {
            let apposed = !after_mark && v.before(low, left).is_some_and(|p| p.core.end + 1 < left);
            let ends = phrase.core.end >= self.range.end
                || !(phrase.core.end..self.range.end.min(phrase.core.end + 12))
                    .any(|k| !v.marks.inside(k) && v.verb(k))
                || v.comma(phrase.core.end)
                || v.marks.is_mark(phrase.core.end);
            if after_mark || !apposed && ends {
                return Some(self.inverted(&cue, left, phrase));
            }
        }
        let (source, start) = match form {
            Form::Gerund | Form::Infinitive => {
                let own = found
                    .last()
                    .map(|_| Source::Same)
                    .or_else(|| self.subject().map(|p| Source::Phrase(p.core)))?;
                (own, left)
            }
            _ => {
                let p = prev?;
                if matches!(v.word(p), "and" | "but" | "or" | "then")
                    || v.comma(p) && v.before(low, left).is_none()
                {
                    if found.is_empty() {
                        (Source::Phrase(self.subject()?.core), left)
                    } else {
                        (Source::Same, left)
                    }
                } else if v.is(p, Class::REL) && v.word(p) != "that"
                    || v.word(p) == "that" && v.is(p.checked_sub(1)?, Class::ROLE)
                {
                    let before = if p > low && v.comma(p - 1) { p - 1 } else { p };
                    let phrase = v.before(low, before)?;
                    (Source::Phrase(phrase.core), p)
                } else {
                    let phrase = v.before(low, left)?;
                    (Source::Phrase(phrase.core), phrase.whole.start)
                }
            }
        };
        if let Source::Phrase(core) = &source {
            let head = v.head(core);
            let strong = speaks || frames.any(Frames::THAT) && matches!(v.word(next), "that" | "whether");
            if !(v.agent(head) || strong && !v.is(head, Class::DAY)) {
                return None;
            }
            if form == Form::Bare && !helped && !self.plural(core, head) {
                return None;
            }
        }
        self.governed(&cue, frames, form, &source, start)
    }

    /// The form of a cue, the token after its subject, and whether an auxiliary stands between.
    fn form(&self, cue: &Range<usize>) -> Option<(Form, usize, bool)> {
        let v = self.view;
        let first = v.word(cue.start);
        let mut left = cue.start;
        let (mut be, mut helper, mut modal) = (false, false, false);
        while left > self.range.start {
            let t = left - 1;
            if v.marks.inside(t) {
                break;
            }
            if v.is(t, Class::BE) {
                be = true;
            } else if v.is(t, Class::MODAL) {
                modal = true;
            } else if v.is(t, Class::AUX) {
                helper = true;
            } else if v.word(t) == "not"
                || v.is(t, Class::ADVERB)
                    && !v.is(t, Class::DET.or(Class::DAY).or(Class::COORD).or(Class::SUB))
            {
            } else if v.word(t) == "'s" && first.ends_with("ing") {
                be = true;
            } else {
                break;
            }
            left = t;
        }
        // Auxiliaries with their pronoun in one word: "she's", "they'll".
        if left < cue.start
            && v.word(left).contains('\'')
            && v.word(left) != "'s"
            && !v.word(left).ends_with("n't")
        {
            left += 1;
        }
        let prev = left.checked_sub(1).filter(|&p| p >= self.range.start);
        let helped = be || helper || modal;
        let noun_before = prev.is_some_and(|p| {
            (v.is(p, Class::DET.or(Class::POSS)) && !v.is(p, Class::PRON)
                || v.word(p) == "'s"
                || v.is(p, Class::PREP) && v.word(p) != "to")
                && !helped
        });
        if first.ends_with("ing") && !matches!(first, "bring") {
            if be {
                return Some((Form::Finite, left, true));
            }
            return (!prev.is_some_and(|p| v.is(p, Class::DET.or(Class::POSS)) || v.word(p) == "'s"))
                .then_some((Form::Gerund, left, false));
        }
        if prev.is_some_and(|p| v.word(p) == "to") && !helped {
            let mut start = left - 1;
            // "went on to say", "was quick to add", "tried to explain"
            while start > self.range.start
                && (v.verb(start - 1)
                    || v.is(start - 1, Class::ADVERB)
                    || matches!(
                        v.word(start - 1),
                        "on" | "quick" | "eager" | "used" | "likely" | "able" | "first"
                    ))
                && !v.marks.inside(start - 1)
            {
                start -= 1;
            }
            return Some((if start < left - 1 { Form::Finite } else { Form::Infinitive }, start, true));
        }
        let past = first.ends_with("ed") || v.is(cue.start, Class::PAST) || v.is(cue.start, Class::BE);
        if noun_before {
            return None;
        }
        if past {
            if be && !v.is(cue.start, Class::BE) {
                return Some((Form::Passive, left, true));
            }
            return Some((Form::Finite, left, helped));
        }
        if first.ends_with('s') && !first.ends_with("ss") {
            return (!helped).then_some((Form::Finite, left, false));
        }
        Some((Form::Bare, left, helped))
    }

    fn plural(&self, core: &Range<usize>, head: usize) -> bool {
        let v = self.view;
        let word = v.word(head);
        matches!(
            word,
            "they"
                | "we"
                | "i"
                | "you"
                | "who"
                | "police"
                | "others"
                | "some"
                | "many"
                | "most"
                | "several"
                | "few"
                | "people"
                | "both"
                | "all"
        ) || word.ends_with('s') && !word.ends_with("ss")
            || core.clone().any(|k| v.word(k) == "and")
            || matches!(word, "men" | "women" | "children" | "media" | "data")
    }

    /// Where a phrase before the cue may begin.
    fn low(&self, left: usize, found: &[Attribution]) -> usize {
        let v = self.view;
        let quote =
            (self.range.start..left).rev().find(|&k| v.marks.is_mark(k)).map_or(self.range.start, |k| k + 1);
        let cue = found.last().map_or(self.range.start, |a| {
            if a.content.start >= a.cue.end { a.cue.end } else { a.frame.end.min(left) }
        });
        quote.max(cue.min(left))
    }

    fn inverted(&self, cue: &Range<usize>, left: usize, phrase: Phrase) -> Attribution {
        let v = self.view;
        let mut stop = left;
        while stop > self.range.start && (v.comma(stop - 1) || v.dash(stop - 1)) {
            stop -= 1;
        }
        let mut content = self.range.start..stop;
        // The quotation goes on after the source.
        if let Some(k) = (phrase.core.end..self.range.end).find(|&k| v.marks.is_mark(k))
            && self.range.end > k + 3
        {
            content.end = self.range.end;
        }
        let end = self.range.end;
        Attribution {
            source: Source::Phrase(phrase.core),
            cue: cue.clone(),
            frame: left..end,
            content,
            denied: false,
            weak: false,
        }
    }

    /// "was reported by the council to have left", "is said to", "was described as … by".
    fn passive(&self, cue: &Range<usize>, left: usize) -> Option<Attribution> {
        let v = self.view;
        let by =
            (cue.end..self.range.end.min(cue.end + 14)).find(|&k| v.word(k) == "by" && !v.marks.inside(k))?;
        let phrase = v.after(by + 1, self.range.end)?;
        if !v.agent(v.head(&phrase.core)) {
            return None;
        }
        let subject = v.before(self.low(left, &[]), left).map_or(left, |p| p.whole.start);
        Some(Attribution {
            source: Source::Phrase(phrase.core.clone()),
            cue: cue.clone(),
            frame: by..phrase.core.end,
            content: subject..if by + 1 - cue.end <= 1 { self.range.end } else { by },
            denied: false,
            weak: true,
        })
    }

    /// The end of what is said to a hearer: "told reporters in the city".
    fn hearer(&self, at: usize) -> usize {
        let v = self.view;
        let end = self.range.end;
        for k in at..end.min(at + 14) {
            if v.marks.is_mark(k) || matches!(v.word(k), "that" | ":") {
                return k;
            }
            if v.comma(k) || self.view.word(k) == "." && !v.inner_stop(k) {
                return k;
            }
            if k > at && (v.is(k, Class::HELPER) || v.is(k, Class::SUBJECT)) {
                break;
            }
        }
        if v.is(at, Class::PRON) || v.is(at, Class::ROLE) && !v.is(at + 1, Class::PREP) {
            return at + 1;
        }
        let mut k = at;
        while k < end
            && (v.is(k, Class::CAP)
                || v.word(k) == "'s"
                || k == at && v.is(k, Class::DET)
                || k == at + 1 && v.is(at, Class::DET))
        {
            k += 1;
        }
        k.max(at)
    }

    /// Skips days and adverbial phrases between a cue and its words: where the words begin, if they do.
    fn adverbials(&self, at: usize) -> usize {
        let v = self.view;
        let end = self.range.end;
        let mut k = at;
        while k < end
            && !v.marks.inside(k)
            && (v.is(k, Class::DAY) && !v.is(k, Class::CAP)
                || v.words.kind(k) == Kind::Number && k > at && v.is(k - 1, Class::DAY)
                || v.is(k, Class::ADVERB)
                    && !v.is(k, Class::DET.or(Class::SUB).or(Class::COORD))
                    && v.word(k).len() > 3
                    && k == at)
        {
            k += 1;
        }
        if k < end && v.is(k, Class::PREP) && !v.marks.inside(k) {
            // A prepositional phrase, up to "that", a comma or an opening mark.
            for j in k + 1..end.min(k + 22) {
                if v.word(j) == "that" && j > k + 1 {
                    return j;
                }
                if v.marks.is_mark(j) {
                    return if v.word(j - 1) == "a" || v.word(j - 1) == "the" { k } else { j };
                }
                if v.comma(j) && !v.marks.inside(j) {
                    return j + 1;
                }
            }
            // Nothing marks its end: a noun phrase, then a subject.
            if let Some(phrase) = v.after(k + 1, end) {
                return phrase.core.end.max(k + 1);
            }
        }
        k
    }

    fn governed(
        &self,
        cue: &Range<usize>,
        frames: Frames,
        form: Form,
        source: &Source,
        start: usize,
    ) -> Option<Attribution> {
        let v = self.view;
        let end = self.range.end;
        let speaks = frames.any(Frames::SAY.or(Frames::TELL));
        let denied = frames.any(Frames::DENY);
        let mut at = cue.end;
        let hears = frames.any(Frames::TELL) && !frames.any(Frames::SAY)
            || frames.any(Frames::TELL)
                && at < end
                && (v.is(at, Class::CAP.or(Class::ROLE))
                    || matches!(v.word(at), "me" | "us" | "them" | "him"));
        if hears && at < end && !v.marks.is_mark(at) && !v.comma(at) && v.word(at) != "that" {
            at = self.hearer(at);
        }
        let plain = at;
        if !(at < end && (matches!(v.word(at), "that" | ":") || v.marks.is_mark(at))) {
            at = self.adverbials(at);
        }
        while at < end && (matches!(v.word(at), ":" | ",") || v.dash(at)) && !v.marks.is_mark(at) {
            at += 1;
        }
        // Room for words after the cue?
        let rest = (at..end).filter(|&k| v.words.kind(k) != Kind::Mark).count();
        let before_stop = {
            let mut s = start;
            while s > self.range.start && (v.comma(s - 1) || v.dash(s - 1)) {
                s -= 1;
            }
            s
        };
        let lead = (self.range.start..before_stop).filter(|&k| v.words.kind(k) != Kind::Mark).count();
        let broken = start > self.range.start
            && (v.comma(start - 1) || v.dash(start - 1) || v.marks.is_mark(start - 1));
        let frame = start..at.min(end);
        let make = |content: Range<usize>, weak: bool| {
            Some(Attribution {
                source: source.clone(),
                cue: cue.clone(),
                frame: frame.clone(),
                content,
                denied,
                weak,
            })
        };

        let finite = matches!(form, Form::Finite | Form::Bare);
        let quoted_after = at < end && v.marks.is_mark(at);
        if rest == 0 {
            if !speaks || !finite {
                return None;
            }
            if lead == 0 {
                return make(at.min(end)..at.min(end), false);
            }
            return make(self.range.start..before_stop, false);
        }
        let clause =
            matches!(v.word(at), "that") || quoted_after || v.is(at, Class::WH) && !v.is(at, Class::DAY);
        // “…,” he said, “…”: the words stand on both sides.
        let parenthetical = speaks
            && finite
            && broken
            && lead > 2
            && plain < end
            && (v.comma(plain) || v.dash(plain) || at > plain && v.comma(at - 1))
            && !self.opener();
        if parenthetical {
            return make(self.range.start..end, false);
        }
        if speaks
            && finite
            && start > self.range.start
            && v.marks.is_mark(start - 1)
            && lead > 2
            && v.word(at) != "that"
        {
            // A quotation before: what follows is manner ("he said, as he headed into talks").
            let more = (at..end).find(|&k| v.marks.is_mark(k));
            return make(self.range.start..more.map_or(before_stop, |_| end), false);
        }
        if !clause && speaks && finite && !broken && lead == 0 && rest < 2 {
            return None;
        }
        if speaks && (clause || !v.is(at, Class::PREP.or(Class::COORD)) || v.is(at, Class::DET)) {
            if v.word(at) == "to" {
                return frames.any(Frames::TO.or(Frames::TELL)).then(|| make(plain..end, true))?;
            }
            return make(at..end, false);
        }
        if clause && frames.any(Frames::THAT.or(Frames::SAY).or(Frames::TELL).or(Frames::NP)) {
            return make(at..end, false);
        }
        if speaks && finite && broken && lead > 3 && !self.opener() {
            return make(self.range.start..before_stop, false);
        }
        let next = cue.end;
        if frames.any(Frames::TO) && v.word(next) == "to" {
            return make(next..end, true);
        }
        if frames.any(Frames::NP)
            && next < end
            && (!v.is(next, Class::PREP.or(Class::COORD).or(Class::HELPER).or(Class::MARK))
                || v.is(next, Class::DET)
                || v.marks.is_mark(next))
        {
            return make(next..end, true);
        }
        if frames.any(Frames::THAT)
            && next < end
            && (next + 1..end.min(next + 7)).any(|k| v.verb(k))
            && (v.is(next, Class::DET.or(Class::SUBJECT).or(Class::CAP)))
        {
            return make(next..end, false);
        }
        None
    }

    /// Whether the sentence begins with an adverbial phrase, which is no content of its own.
    fn opener(&self) -> bool {
        let v = self.view;
        let mut i = self.range.start;
        while i < self.range.end && v.is(i, Class::COORD) {
            i += 1;
        }
        (v.is(i, Class::PREP)
            || matches!(
                v.word(i),
                "asked"
                    | "speaking"
                    | "earlier"
                    | "later"
                    | "meanwhile"
                    | "still"
                    | "however"
                    | "while"
                    | "although"
                    | "though"
                    | "when"
            ))
            && !v.is(i, Class::DET)
    }

    /// Cuts the contents so that no word is given twice.
    fn settle(&self, mut found: Vec<Attribution>) -> Vec<Attribution> {
        let v = self.view;
        let mut k = 0;
        while k + 1 < found.len() {
            let next = &found[k + 1];
            let start = next.frame.start.min(next.cue.start);
            let this = &found[k];
            if this.content.is_empty()
                || start <= this.content.start
                || start >= this.content.end
                || this.content.start < this.cue.start
                    && next.content.start < next.cue.start
                    && next.content.end > this.cue.start
            {
                if this.content.contains(&next.cue.start)
                    || next.content.start < this.frame.end
                        && next.content.end > this.content.start
                        && next.content.start <= this.content.start
                {
                    found.remove(k + 1);
                    continue;
                }
                k += 1;
                continue;
            }
            // Inside the words of this one: joined to it, or part of what is said?
            let mut stop = start;
            let mut joined = false;
            while stop > this.content.start
                && (v.is(stop - 1, Class::COORD)
                    || v.comma(stop - 1)
                    || v.dash(stop - 1)
                    || matches!(v.word(stop - 1), "while" | "although" | "though" | ";"))
            {
                joined |= !v.comma(stop - 1)
                    || next.source == Source::Same
                    || v.word(next.cue.start) == "according";
                stop -= 1;
            }
            if joined && next.content.start >= next.cue.start {
                let start = this.content.start;
                found[k].content = start..stop;
                k += 1;
            } else {
                found.remove(k + 1);
            }
        }
        found
    }
}

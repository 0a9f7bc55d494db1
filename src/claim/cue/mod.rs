//! Verbs and phrases that make somebody responsible for words, with what they govern.

mod nominal;

use std::ops::Range;

use super::grammar::{Class, Frames, SPEECH};
use super::source::{Phrase, View};
use crate::text::{Kind, Shape};

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
    /// Whether it stands inside the content of another attribution.
    pub(super) nested: bool,
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

/// The subject of the sentence that holds the tokens `range`, as far as its first words tell.
pub(super) fn subject(view: &View<'_>, range: Range<usize>) -> Option<Range<usize>> {
    Sentence { view, range }.subject().map(|p| p.core)
}

/// The attributions of the sentence that holds the tokens `range`, in order of their cues.
pub(super) fn read(view: &View<'_>, range: Range<usize>) -> Vec<Attribution> {
    let sentence = Sentence { view, range: range.clone() };
    let mut found: Vec<Attribution> = Vec::new();
    let mut i = range.start;
    while i < range.end {
        if view.marks.inside(i) {
            if let Some(attribution) = sentence.transcript(i) {
                found.push(attribution);
            }
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
        if let Some(attribution) = sentence.signed(i).or_else(|| sentence.nominal(i)) {
            i += 1;
            found.push(attribution);
            continue;
        }
        let Some((len, &frames)) = SPEECH.longest(view.words, i, range.end) else {
            if let Some(attribution) = sentence.quoting(i, &found) {
                found.push(attribution);
            }
            i += 1;
            continue;
        };
        let headline = || frames.any(Frames::SAY) && sentence.title_case();
        if view.marks.inside(i + len - 1) || view.words.is_capital(i) && i > range.start && !headline() {
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
    let mut settled = sentence.settle(found);
    settled.extend(range.filter_map(|i| sentence.owned(i)));
    settled
}

impl Sentence<'_, '_> {
    /// Whether most words are capitalised, as in a headline.
    fn title_case(&self) -> bool {
        let v = self.view;
        let long = |k: &usize| v.words.kind(*k) == Kind::Word && v.word(*k).len() > 3;
        let all = self.range.clone().filter(long).count();
        let capital = self.range.clone().filter(long).filter(|&k| v.words.is_capital(k)).count();
        all >= 3 && capital * 10 >= all * 8
    }

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
            nested: false,
        })
    }

    /// Whether only conjunctions and adverbs stand in between.
    fn only_openers(&self, from: usize, to: usize) -> bool {
        (from..to).all(|k| self.view.is(k, Class::COORD.or(Class::ADVERB)) || self.view.is(k, Class::MARK))
    }

    /// `"VEY: The bridge stays shut.`, with the colon at token `i` inside the marks that open the sentence.
    fn transcript(&self, i: usize) -> Option<Attribution> {
        let v = self.view;
        let start = self.range.start + 1;
        if v.word(i) != ":" || i <= start || i > start + 4 || !v.marks.is_mark(start - 1) {
            return None;
        }
        let name =
            (start..i).all(|k| v.words.shape(k) == Shape::Upper || v.is(k, Class::TITLE) || v.word(k) == ".");
        name.then(|| Attribution {
            source: Source::Phrase(start..i),
            cue: i..i + 1,
            frame: start..i + 1,
            content: i + 1..self.range.end,
            denied: false,
            weak: false,
            nested: false,
        })
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
            let first = v.after(self.range.start, i).filter(|p| v.is(v.head(&p.core), Class::CAP));
            let source = first.or_else(|| v.before(self.range.start, i))?;
            return Some(Attribution {
                frame: self.range.start..i + 1,
                source: Source::Phrase(source.core),
                cue: i..i + 1,
                content: i + 1..self.range.end,
                denied: false,
                weak: false,
                nested: false,
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
                nested: false,
            });
        }
        None
    }

    /// A quotation with its author after a dash, which stands at token `i`.
    fn signed(&self, i: usize) -> Option<Attribution> {
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
        (left <= 8).then(|| Attribution {
            source: Source::Phrase(source.core),
            cue: i..i + 1,
            frame: i..self.range.end,
            content: self.range.start..i,
            denied: false,
            weak: false,
            nested: false,
        })
    }

    /// Any verb at token `i` with an agent before it and a quotation after it.
    fn quoting(&self, i: usize, found: &[Attribution]) -> Option<Attribution> {
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
            return Some(Attribution {
                source,
                cue: i..i + 1,
                frame: i..i + 1,
                content,
                denied: false,
                weak: false,
                nested: false,
            });
        }
        if form != Form::Finite {
            return None;
        }
        let phrase = v.before(self.low(left, found), left).filter(|p| v.agent(v.head(&p.core)))?;
        Some(Attribution {
            frame: phrase.whole.start..i + 1,
            source: Source::Phrase(phrase.core),
            cue: i..i + 1,
            content: i + 1..self.range.end,
            denied: false,
            weak: false,
            nested: false,
        })
    }

    /// The subject of the sentence, as far as its first words tell.
    fn subject(&self) -> Option<Phrase> {
        let v = self.view;
        let mut i = self.range.start;
        while i < self.range.end
            && (v.is(i, Class::COORD.or(Class::ADVERB)) && !v.is(i, Class::DET) || v.comma(i))
        {
            i += 1;
        }
        if v.is(i, Class::PREP.or(Class::SUB).or(Class::ING))
            || v.word(i).ends_with("ing") && v.word(i).len() > 5
        {
            i = (i..self.range.end.min(i + 30)).find(|&k| v.comma(k))? + 1;
        }
        let phrase = v.after(i, self.range.end)?;
        let agent = v.agent(v.head(&phrase.core)) || phrase.core.clone().any(|k| v.is(k, Class::CAP));
        agent.then_some(phrase)
    }

    fn attribution(&self, cue: Range<usize>, frames: Frames, found: &[Attribution]) -> Option<Attribution> {
        let v = self.view;
        let (mut form, left, helped) = self.form(&cue)?;
        if frames.any(Frames::ADJ) {
            if !(left..cue.start).any(|k| v.is(k, Class::BE)) {
                return None;
            }
            form = Form::Finite;
        }
        let prev = left.checked_sub(1).filter(|&p| p >= self.range.start);
        let next = cue.end;
        let after_mark = prev.is_some_and(|p| v.marks.is_mark(p));
        let low = self.low(left, found);
        let third = v.word(cue.start).ends_with('s');
        if (form == Form::Bare || third)
            && next < self.range.end
            && v.verb(next)
            && !v.contracted(next)
            && v.word(cue.start) != "says"
        {
            // "The projects will …": a noun.
            return None;
        }

        if form == Form::Passive {
            return if frames.any(Frames::SAY.or(Frames::THAT)) { self.passive(&cue, left) } else { None };
        }
        // ", said Harlan Vey" turned around.
        let finite = matches!(form, Form::Finite | Form::Bare);
        let broken =
            after_mark || prev.is_some_and(|p| v.comma(p) || v.dash(p) || matches!(v.word(p), "?" | "!"));
        if finite
            && !helped
            && left == cue.start
            && frames.any(Frames::SAY)
            && next < self.range.end
            && v.word(next) != "that"
            && !v.marks.is_mark(next)
            && let Some(phrase) = v.after(next, self.range.end)
            && (v.agent(v.head(&phrase.core)) || after_mark)
        {
            let apposed = !after_mark && v.before(low, left).is_some_and(|p| p.core.end + 1 < left);
            let silent = !(phrase.core.end..self.range.end.min(phrase.core.end + 12))
                .any(|k| !v.marks.inside(k) && v.verb(k));
            let ends = silent || v.comma(phrase.core.end) || v.marks.is_mark(phrase.core.end);
            let agrees = form != Form::Bare || self.plural(&phrase.core, v.head(&phrase.core));
            // Without any comma: nothing after the source is a clause, and what stands before is one.
            let bare = !broken
                && !v.is(phrase.core.start, Class::SUBJECT)
                && form == Form::Finite
                && !frames.any(Frames::NP)
                && !(phrase.core.start..self.range.end)
                    .any(|k| v.verb(k) && !v.is(k, Class::ED) || v.marks.is_mark(k))
                && (self.range.start..left.saturating_sub(3)).any(|k| v.verb(k));
            if agrees && (after_mark || bare || broken && (silent || !apposed && ends)) {
                return Some(self.inverted(&cue, left, phrase));
            }
        }
        if form == Form::Infinitive && !frames.any(Frames::SAY.or(Frames::TELL).or(Frames::THAT)) {
            // "to support the mayor": an aim, and nobody's words.
            return None;
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
                    let mut before = p;
                    while before > low && (v.comma(before - 1) || v.dash(before - 1)) {
                        before -= 1;
                    }
                    let phrase = v.before(low, before)?;
                    (Source::Phrase(phrase.core), p)
                } else {
                    let mut phrase = v.before(low, left)?;
                    if !v.agent(v.head(&phrase.core))
                        && let Some(subject) = self.subject()
                        && subject.core.start >= low
                        && subject.core.end <= phrase.core.start
                        && (v.is(subject.core.end, Class::REL)
                            || !(subject.core.end..phrase.core.start).any(|k| v.verb(k) || v.comma(k)))
                    {
                        // "Protesters in the streets chanted": what stands before the verb is no speaker.
                        phrase = subject;
                    }
                    (Source::Phrase(phrase.core), phrase.whole.start)
                }
            }
        };
        if let Source::Phrase(core) = &source {
            let head = v.head(core);
            if core.len() == 1 && matches!(v.word(head), "i" | "we" | "you") {
                // Outside quotation marks that is the author.
                return None;
            }
            let core_verb = matches!(v.word(cue.start), "said" | "says" | "say" | "told");
            let opens = matches!(v.word(next), "that" | "whether" | ":")
                || next < self.range.end && v.marks.is_mark(next);
            let strong = core_verb || frames.any(Frames::THAT.or(Frames::SAY)) && opens;
            if !(v.agent(head) || strong && !v.is(head, Class::DAY)) {
                return None;
            }
            let ends = next >= self.range.end
                || v.is(next, Class::MARK) && !v.marks.is_mark(next) && v.word(next) != ":";
            let apart = start == self.range.start
                || v.comma(start - 1)
                || v.dash(start - 1)
                || v.marks.is_mark(start - 1);
            if (form == Form::Bare || third) && ends && !core_verb && !apart && !v.is(head, Class::SUBJECT) {
                // "… to discuss the document requests.": a noun.
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
        let quantifier = prev.is_some_and(|p| {
            matches!(
                v.word(p),
                "all"
                    | "some"
                    | "many"
                    | "most"
                    | "several"
                    | "few"
                    | "both"
                    | "others"
                    | "one"
                    | "another"
                    | "two"
                    | "three"
            )
        });
        if noun_before && !quantifier {
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

    fn inverted(&self, cue: &Range<usize>, left: usize, mut phrase: Phrase) -> Attribution {
        let v = self.view;
        if let Some(name) = v.named_after(&phrase, self.range.end) {
            phrase.core = name;
        }
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
            nested: false,
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
            nested: false,
        })
    }

    /// The end of what is said to a hearer: "told reporters in the city".
    fn hearer(&self, at: usize) -> usize {
        let v = self.view;
        let end = self.range.end;
        for k in at..end.min(at + 14) {
            if v.marks.is_mark(k) || v.word(k) == ":" || v.word(k) == "that" && !v.verb(k + 1) {
                return k;
            }
            if k > at && matches!(v.word(k), "how" | "why" | "whether") {
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

    /// Whether the preposition at `k` belongs to an amount: "at least 12", "over 100".
    fn amount(&self, k: usize) -> bool {
        let v = self.view;
        let number = k + 1 < self.range.end && v.words.kind(k + 1) == Kind::Number;
        match v.word(k) {
            "at" | "up" | "about" | "over" | "around" | "under" | "between" | "near" => {
                number
                    || matches!(
                        v.word(k + 1),
                        "least" | "most" | "to" | "half" | "dozens" | "hundreds" | "thousands"
                    )
            }
            _ => false,
        }
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
        let purpose =
            v.word(k) == "to" && !v.is(k + 1, Class::DET.or(Class::CAP).or(Class::ROLE).or(Class::PRON));
        if k < end && v.is(k, Class::PREP) && !v.marks.inside(k) && !purpose && !self.amount(k) {
            // A prepositional phrase, up to "that", a comma or an opening mark.
            for j in k + 1..end.min(k + 22) {
                if v.word(j) == "that" && j > k + 1 && !v.verb(j + 1) {
                    return j;
                }
                if v.marks.is_mark(j) {
                    return if matches!(v.word(j - 1), "a" | "the" | "an") { k } else { j };
                }
                if v.comma(j) {
                    return j + 1;
                }
                if v.verb(j) || v.is(j, Class::SPEECH) && !v.is(j, Class::ROLE) {
                    break;
                }
            }
            // Nothing marks its end: a noun phrase, then a subject.
            if let Some(phrase) = v.after(k + 1, end) {
                let next = phrase.core.end.max(k + 1);
                return if v.is(next, Class::PREP) { self.adverbials(next) } else { next };
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
        if v.comma(plain)
            && let Some(k) = (plain + 1..end.min(plain + 24))
                .take_while(|&k| !v.marks.is_mark(k))
                .find(|&k| v.comma(k) && v.word(k + 1) == "that")
        {
            // "cautioned, as did the council, that the bridge …"
            at = k + 1;
        }
        // Room for words after the cue?
        let rest = if plain < end && v.word(plain) == ";" {
            0
        } else {
            (at..end).filter(|&k| v.words.kind(k) != Kind::Mark).count()
        };
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
            let content = if weak { content.start..self.main_clause(&content) } else { content };
            Some(Attribution {
                source: source.clone(),
                cue: cue.clone(),
                frame: frame.clone(),
                content,
                denied,
                weak,
                nested: false,
            })
        };

        let finite = matches!(form, Form::Finite | Form::Bare);
        let quoted_after = at < end && v.marks.is_mark(at);
        if rest == 0 {
            // "The bridge is unsafe, the Gazette has learned."
            let thinks = frames.any(Frames::THAT) && broken && lead > 3;
            if !(speaks || thinks) || !finite {
                return None;
            }
            if lead == 0 {
                return make(at.min(end)..at.min(end), false);
            }
            return make(self.range.start..before_stop, false);
        }
        let clause =
            matches!(v.word(at), "that") || quoted_after || v.is(at, Class::WH) && !v.is(at, Class::DAY);
        if speaks && finite && start > self.range.start && v.marks.is_mark(start - 1) && lead > 0 {
            // A quotation before, perhaps another after; what else follows is manner ("as he headed into talks").
            let more = (plain..end)
                .find(|&k| v.marks.is_mark(k))
                .filter(|&m| !(plain..m).any(|k| v.is(k, Class::SPEECH)));
            return make(self.range.start..more.map_or(before_stop, |_| end), false);
        }
        // "…, he said, …": the words stand on both sides.
        let parenthetical = speaks
            && finite
            && broken
            && !self.only_openers(self.range.start, before_stop)
            && plain < end
            && (v.comma(plain) || v.dash(plain) || at > plain && v.comma(at - 1))
            && !v.is(at, Class::SUB.or(Class::PREP))
            && (!v.is(at, Class::ING)
                || (at..end).take_while(|&k| !v.comma(k)).any(|k| v.is(k, Class::HELPER)))
            && (!self.opener() || v.is(self.range.start, Class::SUB) && !v.is(self.range.start, Class::PREP));
        if parenthetical {
            return make(self.range.start..end, false);
        }
        if !clause && speaks && finite && !broken && lead == 0 && rest < 2 {
            return None;
        }
        if speaks
            && !clause
            && (v.verb(at) && !v.is(at, Class::ED) && !v.contracted(at)
                || v.is(at, Class::ING.or(Class::SPEECH)) && at > plain)
        {
            // "Everything the mayor says is …"; "said as much, arguing that …".
            return if broken && lead > 2 && !self.opener() {
                make(self.range.start..before_stop, false)
            } else {
                None
            };
        }
        if speaks
            && (clause || !v.is(at, Class::PREP.or(Class::COORD)) || v.is(at, Class::DET) || self.amount(at))
        {
            if v.word(at) == "to" {
                return frames.any(Frames::TO.or(Frames::TELL)).then(|| make(plain..end, true))?;
            }
            // "reported food shortages" needs its verb.
            let bare = !clause && frames.any(Frames::NP) && !(at..end).any(|k| v.verb(k));
            return if bare && form == Form::Infinitive { None } else { make(at..end, bare) };
        }
        if clause && frames.any(Frames::THAT.or(Frames::SAY).or(Frames::TELL).or(Frames::NP)) {
            return make(at..end, false);
        }
        let next = cue.end;
        if frames.any(Frames::TO) && form != Form::Infinitive {
            // "decided after a long debate not to close the bridge"
            let infinitive = |k: usize| v.word(k) == "to" || v.word(k) == "not" && v.word(k + 1) == "to";
            if let Some(&k) = [next, at].iter().find(|&&k| k < end && infinitive(k)) {
                return make(k..end, true);
            }
        }
        if speaks && finite && broken && lead > 3 && !self.opener() {
            return make(self.range.start..before_stop, false);
        }
        if frames.any(Frames::NP)
            && form != Form::Infinitive
            && next < end
            && (v.word(next) == "at"
                || !v.is(next, Class::PREP.or(Class::COORD).or(Class::HELPER).or(Class::MARK))
                || v.is(next, Class::DET)
                || v.marks.is_mark(next))
        {
            return make(next..end, true);
        }
        if frames.any(Frames::THAT)
            && next < end
            && (next + 1..end.min(next + 7)).any(|k| v.verb(k))
            && (v.is(next, Class::DET.or(Class::SUBJECT).or(Class::CAP))
                || v.contracted(next)
                || v.word(next) == "there")
        {
            return make(next..end, false);
        }
        None
    }

    /// Where a comma in `content` is followed by a new subject and its verb, else its end.
    fn main_clause(&self, content: &Range<usize>) -> usize {
        let v = self.view;
        content
            .clone()
            .find(|&k| {
                (v.comma(k) || v.word(k) == ";")
                    && !v.marks.inside(k)
                    && !v.is(k + 1, Class::REL)
                    && v.after(k + 1, content.end)
                        .is_some_and(|p| p.core.end < content.end && v.verb(p.core.end))
            })
            .unwrap_or(content.end)
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

    /// Cuts the contents at the attributions that are joined to them, and marks those that stand inside of them.
    fn settle(&self, found: Vec<Attribution>) -> Vec<Attribution> {
        let v = self.view;
        let mut kept: Vec<Attribution> = Vec::with_capacity(found.len());
        let mut outer = 0;
        for mut next in found {
            let Some(this) = kept.get(outer) else {
                kept.push(next);
                continue;
            };
            let start = next.frame.start.min(next.cue.start);
            let around = this.content.start < this.cue.start
                && next.content.start < next.cue.start
                && next.content.end > this.cue.start;
            if this.content.is_empty() || start <= this.content.start || start >= this.content.end || around {
                let twice = this.content.contains(&next.cue.start)
                    || next.content.start < this.frame.end
                        && next.content.end > this.content.start
                        && next.content.start <= this.content.start;
                if !twice {
                    outer = kept.len();
                    kept.push(next);
                }
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
            if next.content.start < next.cue.start {
                continue;
            }
            if joined {
                kept[outer].content.end = stop;
                for inner in &mut kept[outer + 1..] {
                    inner.content.end = inner.content.end.min(stop);
                }
                outer = kept.len();
            } else {
                next.content.end = next.content.end.min(this.content.end);
                next.nested = true;
            }
            kept.push(next);
        }
        kept
    }
}

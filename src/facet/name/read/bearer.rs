//! Names that no table has: who or what bears them.

use std::ops::Range;

use super::super::known::is_opening;
use super::super::tables::{self, Particle};
use super::super::{Bearer, Name};
use super::place::{is_place_noun, is_place_start};
use super::{Reader, expanded};
use crate::calendar;
use crate::text::{Kind, Shape, Span};

impl Reader<'_> {
    /// A person from token `at` on, at most five words.
    pub(super) fn person(&mut self, at: usize, limit: usize) -> usize {
        let words = self.words;
        let mut end = at;
        let mut count = 0;
        while end < limit && count < 6 {
            let word = words.folded(end);
            if words.kind(end) == Kind::Word {
                let small = !self.is_capital(end) && tables::particle(word).is_none();
                // "Ann Black" is a name; what follows two of its words must be one.
                let opener = tables::is_opener(word) && !self.known.is_alone(word);
                let no_name = words.span(end).len() > 1 && (opener || count > 1 && tables::is_no_name(word));
                let other = count > 0
                    && (no_name
                        || calendar::weekday(words, end).is_some()
                        || matches!(word, "of" | "for" | "and"))
                    || word == "'s";
                let long =
                    count > 0 && tables::look_up(words, end, limit, self.shouting).is_some_and(|h| h.len > 1);
                if small || other || long {
                    break;
                }
                count += 1;
            } else if words.kind(end) == Kind::Number || !matches!(word, "." | "-") {
                break;
            }
            end += 1;
        }
        while end > at && words.kind(end - 1) == Kind::Mark {
            end -= 1;
        }
        let end = end.max(at + 1);
        if end == at + 1 && (tables::is_no_name(words.folded(at)) || calendar::weekday(words, at).is_some()) {
            return end;
        }
        self.push_person(at..end);
        end
    }

    pub(super) fn push_person(&mut self, range: Range<usize>) {
        let words = self.words;
        let parts: Vec<usize> = range
            .clone()
            .filter(|&i| {
                words.kind(i) == Kind::Word && tables::particle(words.folded(i)) != Some(Particle::Suffix)
            })
            .collect();
        let Some(&last) = parts.last() else { return };
        let mut first = parts.len() - 1;
        while first > 0 {
            match tables::particle(words.folded(parts[first - 1])) {
                Some(Particle::Inside | Particle::Start) => first -= 1,
                _ => break,
            }
        }
        // "al" is an article; other particles belong to the surname.
        let mut surname: Vec<&str> = parts[first..]
            .iter()
            .map(|&i| words.folded(i))
            .filter(|w| !matches!(*w, "al" | "el" | "ul"))
            .collect();
        if surname.is_empty() {
            surname.push(words.folded(last));
        }
        let mut key = surname.join(" ");
        // An apostrophe that was lost: "Assads forces".
        let mut span = words.cover(range.clone());
        if let Some(stem) = self.without_lost_s(last) {
            key.truncate(key.len() - 1);
            debug_assert!(key.ends_with(stem));
            span = Span::new(span.start(), span.end() - 1);
        }
        let given: Vec<&str> =
            parts[..first].iter().map(|&i| words.folded(i).trim_end_matches('.')).collect();
        let given = (!given.is_empty()).then(|| given.join(" "));
        self.names.push(Name { span, key, given, bearer: Bearer::Person, modifier: false });
    }

    /// The word at token `i` without an "s" whose apostrophe was lost, where the text knows the word without it.
    pub(super) fn without_lost_s(&self, i: usize) -> Option<&str> {
        let word = self.words.folded(i);
        let stem = word.strip_suffix('s').filter(|s| s.len() >= 3)?;
        (self.words.shape(i) == Shape::Capital
            && (!tables::is_given(stem) || self.known.is_alone(stem) || self.known.is_surname(stem))
            && self.known.is_capital(stem)
            && !stem.ends_with('s'))
        .then_some(stem)
    }

    /// Words that no table knows.
    pub(super) fn unknown(&mut self, at: usize, limit: usize, titled: bool) -> usize {
        let words = self.words;
        // One table name after unknown words ends them: "Ellery Russia" are two.
        let mut end = at + 1;
        while end < limit {
            let word = words.folded(end);
            let other = words.kind(end) == Kind::Word
                && (tables::look_up(words, end, limit, self.shouting)
                    .is_some_and(|_| !tables::is_given(word))
                    && !words.glued(end)
                    || word == "'s"
                    || self.is_capital(end) && tables::is_opener(word) && tables::is_no_name(word));
            if other {
                break;
            }
            end += 1;
        }
        while end > at + 1 && (words.kind(end - 1) != Kind::Word || !self.is_capital(end - 1)) {
            end -= 1;
        }
        let word = words.folded(at);
        if tables::particle(word) == Some(Particle::Suffix) {
            return at + 1;
        }
        let capitals = (at..end).filter(|&i| self.is_capital(i)).count();
        let no_name = tables::is_no_name(word) && (capitals == 1 || tables::is_opener(word));
        let month = capitals == 1 && calendar::month(words, at).is_some();
        if no_name || month || self.is_calendar(at) {
            return at + 1;
        }
        if !titled && self.drops_first(at) {
            return at + 1;
        }
        let opening = self.title_case || is_opening(words, at, self.range.start);
        let says = matches!(
            words.folded(end),
            "said" | "says" | "told" | "tells" | "added" | "tweeted" | "insisted" | "warned"
        );
        let acronym = capitals == 1 && words.shape(at) == Shape::Upper && (2..=7).contains(&word.len());
        if self.title_case
            && !titled
            && !(at..end).all(|i| !self.is_capital(i) || self.known.is_capital(words.folded(i)))
        {
            return at + 1;
        }
        if opening
            && capitals == 1
            && !titled
            && !says
            && !self.known.is_capital(word)
            && (!acronym || self.shouting)
        {
            return end;
        }
        if acronym {
            if !self.shouting || self.known.is_capital(word) {
                let key = self.known.expansion(word).map_or_else(|| word.to_owned(), expanded);
                self.names.push(Name {
                    span: words.cover(at..end),
                    key,
                    given: None,
                    bearer: Bearer::Organisation,
                    modifier: false,
                });
            }
            return end;
        }
        let bearer = self.bearer(at, end, capitals, titled, says);
        if bearer == Bearer::Person {
            self.push_person(at..end);
            return end;
        }
        let mut key = self.key_of(at..end);
        let mut span = words.cover(at..end);
        let mut bearer = bearer;
        if let Some(stem) = self.without_lost_s(end - 1) {
            if capitals == 1 && self.known.is_surname(stem) {
                bearer = Bearer::Person;
            }
            key.pop();
            span = Span::new(span.start(), span.end() - 1);
        }
        self.names.push(Name { span, key, given: None, bearer, modifier: false });
        end
    }

    /// What bears the unknown name at `at..end`, by the words around it.
    pub(super) fn bearer(&self, at: usize, end: usize, capitals: usize, titled: bool, says: bool) -> Bearer {
        let words = self.words;
        let next = words.folded(end);
        if titled {
            return Bearer::Person;
        }
        if end < self.range.end && is_place_noun(next) || self.place_before(at) {
            return Bearer::Place;
        }
        let age = next == ","
            && words.kind((end + 1).min(words.len() - 1)) == Kind::Number
            && words.folded(end + 1).len() <= 2
            && words.folded(end + 2) == ",";
        let said_before =
            at > self.range.start && matches!(words.folded(at - 1), "said" | "says" | "added" | "named");
        let middle_initial =
            (at + 1..end - 1).any(|i| words.kind(i) == Kind::Word && words.span(i).len() == 1);
        let article = at > self.range.start && matches!(words.folded(at - 1), "the" | "a" | "an");
        if !article && (2..=4).contains(&capitals) && (age || says || said_before || middle_initial) {
            return Bearer::Person;
        }
        // "Faysal Marlow" is a person where the text calls him Marlow elsewhere.
        if !article
            && (2..=3).contains(&capitals)
            && !self.located(at)
            && (at..end).all(|i| words.folded(i) != "&")
            && self.alone_elsewhere(end - 1)
        {
            return Bearer::Person;
        }
        let word = words.folded(at);
        let in_place = next == ","
            && end + 1 < self.range.end
            && tables::look_up(words, end + 1, self.range.end, false)
                .is_some_and(|h| h.bearer == Bearer::Place && !h.adjective);
        if (self.located(at) || in_place) && capitals <= 3 && next != "'s"
            || is_place_start(word) && capitals > 1
        {
            return Bearer::Place;
        }
        if capitals == 1 {
            let head = tables::head(word).filter(|h| !h.surname).map(|h| h.bearer);
            let person = self.known.is_surname(word) || tables::is_given(word);
            return head.unwrap_or(if person { Bearer::Person } else { Bearer::Unknown });
        }
        // Two or three plain words with a capital are a person more often than anything else.
        let plain = (at..end).all(|i| {
            words.kind(i) == Kind::Word
                && words.shape(i) == Shape::Capital
                && !self.known.is_small(words.folded(i))
                && (!tables::is_no_name(words.folded(i)) || words.span(i).len() == 1 && i + 1 < end)
                && tables::head(words.folded(i)).is_none()
                || words.folded(i) == "."
        });
        if plain && !article && !self.title_case && capitals <= 3 { Bearer::Person } else { Bearer::Unknown }
    }

    pub(super) fn alone_elsewhere(&self, i: usize) -> bool {
        self.known.is_alone(self.words.folded(i))
    }
}

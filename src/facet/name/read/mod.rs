//! Mentions of names: runs of capitalised words, taken apart by the tables and by what the whole text tells.

mod bearer;
mod place;

use std::ops::Range;

use self::place::{is_country, is_place_noun};
use super::known::{is_opening, is_shouting, is_title_case};
use super::tables::{self, Hit, Particle, TITLES, Title};
use super::{Bearer, Known, Name};
use crate::calendar;
use crate::text::{Kind, Shape, Span, Words};

/// Reads the names in the tokens `range`, in order.
pub fn read(words: &Words, range: Range<usize>, known: &Known) -> Vec<Name> {
    let mut reader = Reader {
        words,
        known,
        title_case: is_title_case(words, &range),
        shouting: is_shouting(words, &range),
        range: range.clone(),
        names: Vec::new(),
    };
    let mut at = range.start;
    while at < range.end {
        if !reader.begins(at) {
            at += 1;
            continue;
        }
        let end = reader.run_end(at);
        reader.take_apart(at, end);
        at = end;
    }
    reader.names
}

/// Names of more words than this are rare; a longer run of capitals is no name as a whole.
const MOST_CAPITALS: usize = 8;

/// A run is cut after so many tokens, so that capitals without end cost time in proportion to their number.
const LONGEST_RUN: usize = 48;

struct Reader<'a> {
    words: &'a Words,
    known: &'a Known,
    range: Range<usize>,
    title_case: bool,
    shouting: bool,
    names: Vec<Name>,
}

impl Reader<'_> {
    fn is_capital(&self, i: usize) -> bool {
        i < self.range.end && self.words.kind(i) == Kind::Word && self.words.is_capital(i)
    }

    /// "al-Assad", "bin Laden": a small word that a name may begin with.
    fn is_lower_start(&self, i: usize) -> bool {
        let hyphen = self.words.folded(i + 1) == "-" && self.words.glued(i + 1) && self.words.glued(i + 2);
        matches!(self.words.folded(i), "al" | "el" | "ar" | "as" | "ash" | "an" | "at")
            && hyphen
            && self.is_capital(i + 2)
            || matches!(self.words.folded(i), "al" | "bin" | "ibn" | "von" | "van" | "de")
                && self.is_capital(i + 1)
    }

    fn begins(&self, i: usize) -> bool {
        // Addresses and names of accounts: "@marlow", "pic.example.com/Xy".
        let address =
            i > 0 && self.words.glued(i) && matches!(self.words.folded(i - 1), "@" | "#" | "_" | "/" | "=")
                || i > 0 && self.words.glued(i) && self.words.kind(i - 1) == Kind::Number;
        let calendar = calendar::weekday(self.words, i).is_some();
        !address
            && !calendar
            && (self.is_capital(i) || self.words.kind(i) == Kind::Word && self.is_lower_start(i))
    }

    /// Whether token `i` is a day or month, which no name runs over.
    fn is_calendar(&self, i: usize) -> bool {
        calendar::weekday(self.words, i).is_some()
            || calendar::month(self.words, i).is_some_and(|(len, _)| {
                let personal = matches!(self.words.folded(i), "may" | "march" | "april" | "june" | "august");
                !personal || self.words.kind((i + len).min(self.words.len() - 1)) == Kind::Number
            })
    }

    /// The token after the run of capitalised words that begins at `start`, with what may join them.
    fn run_end(&self, start: usize) -> usize {
        let words = self.words;
        let mut end = start + 1;
        if !self.is_capital(start) {
            end += usize::from(words.folded(start + 1) == "-") + 1;
        }
        loop {
            if end >= self.range.end || words.starts_line(end) || end - start > LONGEST_RUN {
                return end.min(self.range.end);
            }
            let last = end - 1;
            if self.is_capital(last) && !words.glued(last) {
                // "Secretary of State", "Centers for Disease Control": the tables know what belongs together.
                let title = TITLES.longest(words, last, self.range.end).map_or(1, |(len, _)| len);
                let name =
                    tables::look_up(words, last, self.range.end, self.shouting).map_or(1, |hit| hit.len);
                end = end.max(last + title.max(name));
            }
            if self.is_capital(end) && !self.is_calendar(end) {
                end += 1;
                continue;
            }
            if end > last + 1 {
                continue;
            }
            let word = words.folded(end);
            let joined = match word {
                // "J. Marlow", "Mr. Marlow", "St. Ellery".
                "." => {
                    let short = words.span(last).len() == 1
                        || words.span(last).len() <= 4 && self.ends_title(start, end + 1);
                    (short && words.glued(end) && self.is_capital(end + 1)).then_some(end + 2)
                }
                "-" if words.glued(end) && words.glued(end + 1) => {
                    let next = words.folded(end + 1);
                    let part = self.is_capital(end + 1)
                        || tables::particle(next).is_some() && words.folded(end + 2) == "-";
                    part.then_some(end + 2)
                }
                "&" => self.is_capital(end + 1).then_some(end + 2),
                "'s" => {
                    let head =
                        tables::head(words.folded(end + 1)).is_some_and(|h| h.bearer == Bearer::Organisation);
                    (head && self.is_capital(end + 1) && !is_country(words, last)).then_some(end + 2)
                }
                "of" | "for" => {
                    let head = tables::head(words.folded(last)).is_some()
                        || matches!(words.folded(last), "gulf" | "cape" | "isle" | "ministers" | "state");
                    let next = end + 1 + usize::from(words.folded(end + 1) == "the");
                    (head && self.is_capital(next)).then_some(next + 1)
                }
                "and" => {
                    // "Boys and Girls Club": two unknown words before a head.
                    let head = tables::head(words.folded(end + 2)).is_some() && self.is_capital(end + 2);
                    let plain = |i: usize| {
                        tables::head(words.folded(i)).is_none()
                            && !tables::is_given(words.folded(i))
                            && tables::look_up(words, i, self.range.end, false).is_none()
                    };
                    (head && self.is_capital(end + 1) && plain(last) && plain(end + 1)).then_some(end + 3)
                }
                _ if self.words.kind(end) == Kind::Word
                    && tables::particle(word) == Some(Particle::Inside) =>
                {
                    let mut next = end + 1;
                    next += usize::from(
                        words.folded(next) == "-"
                            || tables::particle(words.folded(next)) == Some(Particle::Inside),
                    );
                    (self.is_capital(next) && word != "y").then_some(next + 1)
                }
                _ => None,
            };
            match joined {
                Some(next) if next <= self.range.end => end = next,
                _ => return end,
            }
        }
    }

    /// Whether a title or an abbreviation of a place ends at token `end`.
    fn ends_title(&self, start: usize, end: usize) -> bool {
        TITLES.longest_before(self.words, start, end).is_some()
            || matches!(self.words.folded(end.saturating_sub(2)), "st" | "mt" | "ft" | "jr" | "sr" | "ste")
    }

    /// Takes a run apart into titles and names.
    fn take_apart(&mut self, start: usize, end: usize) {
        let words = self.words;
        let mut at = start;
        let mut titled = self.title_before(start);
        // So many capitals are a headline, or several of them without a stop.
        let title_case = self.title_case;
        self.title_case |= (start..end).filter(|&i| self.is_capital(i)).count() > MOST_CAPITALS;
        while at < end {
            if words.kind(at) != Kind::Word || matches!(words.folded(at), "'s" | "of" | "for" | "and" | "the")
            {
                at += 1;
                continue;
            }
            let hit = tables::look_up(words, at, end, self.shouting);
            let title = TITLES.longest(words, at, end).map(|(len, &title)| (len, title));
            if let Some((len, kind)) = title
                && hit.is_none_or(|h| h.len <= len)
                && self.is_title(at, at + len, end, kind)
            {
                at += len;
                at += usize::from(words.folded(at) == "." && at < end);
                titled = true;
                continue;
            }
            let names = self.names.len();
            at = self.name(at, end, hit, titled);
            titled = false;
            // "US-Led", "Anti-Marlow": the other part of the compound names nobody.
            if self.names.len() > names && at + 1 < end && words.folded(at) == "-" && words.glued(at + 1) {
                at += 2;
            }
        }
        self.title_case = title_case;
    }

    /// Whether the title word at `at..stop` stands before a name, and is no part of one ("General Hospital").
    fn is_title(&self, at: usize, stop: usize, end: usize, kind: Title) -> bool {
        let next = stop + usize::from(self.words.folded(stop) == ".");
        if next >= end {
            // A title alone names nobody.
            return kind != Title::Role || self.title_case || is_opening(self.words, at, self.range.start);
        }
        tables::head(self.words.folded(next)).is_none_or(|h| h.surname)
    }

    /// Whether the words before token `start` make the name there that of a person: "Mr.", "spokesman".
    fn title_before(&self, start: usize) -> bool {
        let mut end = start;
        if end > self.range.start && self.words.folded(end - 1) == "." {
            end -= 1;
        }
        end > self.range.start && TITLES.longest_before(self.words, self.range.start, end).is_some()
    }

    /// Reads one name at token `at` of a run that ends at `end`; returns the token after it.
    fn name(&mut self, at: usize, end: usize, hit: Option<Hit>, titled: bool) -> usize {
        let words = self.words;
        let limit = self.limit(at, end);
        // A country or town that lost its apostrophe: "Syrias war".
        if hit.is_none()
            && words.shape(at) == Shape::Capital
            && !tables::is_given(words.folded(at))
            && words.kind((at + 1).min(words.len() - 1)) == Kind::Word
            && let Some(hit) = words.folded(at).strip_suffix('s').and_then(lost_s)
        {
            let span = words.span(at);
            let span = Span::new(span.start(), span.end() - 1);
            self.names.push(Name {
                span,
                key: hit.key.to_owned(),
                given: None,
                bearer: hit.bearer,
                modifier: true,
            });
            return at + 1;
        }
        let given = self.is_given_at(at, limit);
        let head = (at + 1..limit).rev().find(|&i| {
            tables::head(words.folded(i)).is_some_and(|h| !(h.surname && (given || titled) && i == at + 1))
                && self.is_capital(i)
        });
        let long_hit = hit.filter(|h| h.len > 1 && at + h.len > head.unwrap_or(0));
        if let Some(hit) = long_hit {
            return self.emit_hit(at, hit);
        }
        // "Chile, Peru, Bolivia Alliance": the head belongs to the whole list.
        let listed = hit.is_some_and(|h| h.bearer == Bearer::Place && !h.adjective)
            && at > self.range.start
            && words.folded(at - 1) == ","
            && head == Some(at + 1)
            && self.title_case;
        if let Some(head) = head.filter(|_| !(listed || titled && given)) {
            return self.headed(at, head, limit);
        }
        // "The Observatory" is named; "Office" and "Army" alone are nouns.
        let article = at > self.range.start && words.folded(at - 1) == "the";
        let alone = at + 1 >= limit && hit.is_none();
        if alone && (titled || !article) && tables::head(words.folded(at)).is_some_and(|h| !h.surname) {
            return at + 1;
        }
        let ambiguous = hit.is_some_and(|h| h.len == 1 && h.bearer == Bearer::Place);
        let person_after_title =
            titled && hit.is_none_or(|h| ambiguous && !h.adjective && at + 1 < limit && !self.title_case);
        if (given || person_after_title)
            && (titled || hit.is_none_or(|h| h.len == 1) && !self.located(at))
            && hit.is_none_or(|h| h.len == 1 && (titled || !self.locative(at)))
        {
            return self.person(at, limit);
        }
        if let Some(hit) = hit {
            return self.emit_hit(at, hit);
        }
        self.unknown(at, limit, titled)
    }

    /// Where the name at `at` ends at the latest: before the next title.
    fn limit(&self, at: usize, end: usize) -> usize {
        (at + 1..end)
            .find(|&i| {
                TITLES.longest(self.words, i, end).is_some_and(|(len, &t)| {
                    self.is_capital(i)
                        && i + len < end
                        && t != Title::Role
                        && tables::head(self.words.folded(i + len)).is_none()
                })
            })
            .unwrap_or(end)
    }

    fn is_given_at(&self, at: usize, end: usize) -> bool {
        let words = self.words;
        let word = words.folded(at);
        if at + 1 >= end || !tables::is_given(word) {
            return false;
        }
        let next = at + 1 + usize::from(words.folded(at + 1) == "-");
        let other = tables::head(words.folded(next)).is_some_and(|h| !h.surname)
            || tables::is_no_name(words.folded(next))
            || calendar::weekday(words, next).is_some();
        // In a headline, "Will Talks" is no person unless the text knows the second word as a name.
        let opening = self.title_case || is_opening(words, at, self.range.start);
        let doubtful = opening && tables::is_opener(word);
        let next_known = self.known.is_capital(words.folded(next));
        !other
            && (!doubtful || next_known)
            && (!self.title_case || next_known || !self.known.is_small(words.folded(next)))
    }

    fn emit_hit(&mut self, at: usize, hit: Hit) -> usize {
        let words = self.words;
        let end = at + hit.len;
        let span = words.cover(at..end);
        let mut key = hit.key;
        let next = words.folded(end);
        // A capital that acts stands for its government; one that something happens in, or that is said to be a town,
        // does not.
        if hit.town && hit.len <= 2 && !self.locative(at) && !self.title_case {
            let phrase = if hit.len == 1 { words.folded(at) } else { hit.key };
            let of = at > self.range.start && words.folded(at - 1) == "of";
            let comma = next == ",";
            let town = words.kind(end.min(words.len() - 1)) == Kind::Word && is_place_noun(next);
            if !of
                && !comma
                && !town
                && let Some(country) = tables::government(phrase)
            {
                key = country;
            }
        }
        // "the US-led forces"
        let compound = words.folded(end) == "-" && words.glued(end) && words.glued(end + 1);
        let modifier = hit.adjective || compound || self.modifies(end);
        self.names.push(Name { span, key: key.to_owned(), given: None, bearer: hit.bearer, modifier });
        end
    }

    /// Whether the token after a name is a noun that the name only describes.
    fn modifies(&self, end: usize) -> bool {
        end < self.range.end
            && self.words.kind(end) == Kind::Word
            && (TITLES.longest(self.words, end, self.range.end).is_some()
                || matches!(self.words.folded(end), "affiliate" | "branch" | "offshoot"))
    }

    /// A name that ends in a head such as "Street" or "Department", with what follows it in "Bank of Ellery".
    fn headed(&mut self, at: usize, head: usize, limit: usize) -> usize {
        let words = self.words;
        let word = words.folded(at);
        let grammar = tables::is_no_name(word) && tables::is_opener(word);
        if (self.opens_only(at) || grammar) && at + 1 < head {
            return at + 1;
        }
        if self.title_case && !self.all_known(at..head) {
            // In a headline only what the text calls so elsewhere is a name.
            return head + 1;
        }
        let mut end = head + 1;
        if matches!(words.folded(end), "of" | "for") && end + 1 < limit {
            end = limit;
        }
        let bearer = tables::head(words.folded(head)).map_or(Bearer::Unknown, |h| h.bearer);
        let key = self.key_of(at..end);
        self.names.push(Name {
            span: words.cover(at..end),
            key,
            given: None,
            bearer,
            modifier: self.modifies(end),
        });
        end
    }

    fn all_known(&self, range: Range<usize>) -> bool {
        range.into_iter().all(|i| {
            !self.is_capital(i)
                || self.known.is_capital(self.words.folded(i))
                || tables::look_up(self.words, i, self.range.end, self.shouting).is_some()
        })
    }

    /// Whether the first word of a run has its capital letter from the start of the sentence.
    fn opens_only(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        let opening = self.title_case || is_opening(self.words, at, self.range.start);
        opening && (tables::is_opener(word) || self.known.is_small(word) && !self.known.is_capital(word))
    }

    /// Likewise; a headline that runs into the text, or a text that lost its stops, has such words in mid-sentence.
    fn drops_first(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        let alone = !self.is_capital(at + 1);
        self.opens_only(at)
            || tables::is_opener(word) && (alone || tables::is_no_name(word))
            || self.known.is_small(word) && alone
    }

    /// The folded words of a name without marks, peoples led back to their countries, short forms written out.
    fn key_of(&self, range: Range<usize>) -> String {
        let words = self.words;
        let (mut start, end) = (range.start, range.end);
        // "al-Foua" and "Foua" are one town.
        while start + 1 < end
            && (matches!(words.folded(start), "al" | "el" | "the") || words.kind(start) == Kind::Mark)
        {
            start += 1;
        }
        let parts =
            (start..end).filter(|&i| words.kind(i) != Kind::Mark && words.folded(i) != "the").map(|i| {
                let word = words.folded(i).trim_end_matches('.');
                match word {
                    "mt" => "mount",
                    "ft" => "fort",
                    "ave" => "avenue",
                    "blvd" => "boulevard",
                    "rd" => "road",
                    "hwy" => "highway",
                    "st" if i + 1 == end && i > start => "street",
                    "dept" => "department",
                    "univ" => "university",
                    "centre" => "center",
                    _ => tables::country(word).unwrap_or(word),
                }
            });
        parts.collect::<Vec<_>>().join(" ")
    }
}

fn lost_s(stem: &str) -> Option<Hit> {
    let mut letters = stem.chars();
    let first = letters.next()?.to_uppercase().collect::<String>();
    let name = first + letters.as_str();
    let words = Words::of(&name);
    (words.len() == 1).then(|| tables::look_up(&words, 0, 1, false)).flatten().filter(|h| !h.adjective)
}

/// The key of the words that an acronym stands for.
fn expanded(expansion: &str) -> String {
    let parts = expansion.split(' ').filter(|w| *w != "the").map(|w| tables::country(w).unwrap_or(w));
    parts.collect::<Vec<_>>().join(" ")
}

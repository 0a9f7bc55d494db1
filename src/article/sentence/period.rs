//! Whether a full stop ends a sentence or an abbreviation, an initial, a number.

use super::Splitter;
use super::abbreviation::{self, Class};
use super::look::{Kind, Next};
use super::stop::Run;

impl Splitter<'_> {
    /// After a single stop, `close` being the byte after it and its closing marks.
    pub(super) fn period(&self, run: &Run, close: usize, next: Next) -> bool {
        match next.kind {
            Kind::Lower => {
                let word = self.word_before(self.attached(run.start));
                return self.lower_opens(next.at) && class(word).is_none_or(|c| c == Class::End);
            }
            Kind::Bracket(false) if self.is_item(next) => return true,
            Kind::Joins | Kind::Bracket(false) => return false,
            // A clause in brackets that hangs on the sentence before them: "(Which was true.)"
            Kind::Bracket(true) if self.word_at(next.at + 1) == "Which" => return false,
            _ => {}
        }
        let stop = self.attached(run.start);
        let word = self.word_before(stop);
        let start = self.word_start(stop);
        if stop < run.start && next.kind == Kind::Digit && self.is_decimal_point(word, start, next.at) {
            return false;
        }
        let Some(last) = word.chars().next_back() else { return true };
        if run.dots > 1 || !(last.is_alphanumeric() || last == '°') {
            return !matches!(next.kind, Kind::Dash(false));
        }
        let mark = self.text[run.end..close].chars().next_back();
        if matches!(mark, Some('”' | '"' | '’' | '\'' | '“')) && next.kind == Kind::Upper {
            return true;
        }
        // "The U.K." is no sentence.
        let short =
            self.text[self.start..start].split_whitespace().take(2).count() < 2 && start - self.start < 12;
        if let Some(class) = class(word) {
            return !(short && class == Class::Country) && self.abbreviated(class, word, start, next);
        }
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && letter.is_alphabetic()
        {
            return self.initial(letter, start, next);
        }
        if is_acronym(word) {
            let upper = word.starts_with(char::is_uppercase);
            return match next.kind {
                Kind::Upper => !upper || self.opener(next.at).is_some(),
                Kind::Quote(upper) => upper,
                Kind::Symbol => true,
                _ => false,
            };
        }
        match next.kind {
            Kind::Upper => !(unknown_abbreviation(word) && self.opener(next.at).is_none()),
            Kind::Dash(upper) | Kind::Bracket(upper) => upper,
            _ => true,
        }
    }

    /// Where the word before a stop ends: at the stop, or a space before it in a text that was cut into tokens and never
    /// joined again ("on Oct . 7").
    fn attached(&self, stop: usize) -> usize {
        match self.bytes[self.start.min(stop)..stop] {
            [.., before, b' '] if before.is_ascii_alphanumeric() => stop - 1,
            _ => stop,
        }
    }

    /// Whether a stop with a space on either side is a decimal point: `word` before it is a number that begins at
    /// `start`, and digits at `next` follow it. A currency sign before them, a share or a scale behind them, or the
    /// nought before the point tell it from a year that ends a sentence.
    fn is_decimal_point(&self, word: &str, start: usize, next: usize) -> bool {
        if word.len() > 3 || word.is_empty() || !word.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        let head = self.text[self.start.min(start)..start].trim_end();
        let money = head.ends_with(['$', '£', '€', '¥']);
        let digits = self.bytes[next..self.end].iter().take_while(|b| b.is_ascii_digit()).count();
        let unit = self.skip_space(next + digits);
        money
            || word == "0"
            || unit < self.end
                && (self.bytes[unit] == b'%'
                    || matches!(self.word_at(unit), "percent" | "million" | "billion" | "trillion"))
    }

    fn abbreviated(&self, class: Class, word: &str, start: usize, next: Next) -> bool {
        let upper = next.kind == Kind::Upper;
        let digit = next.kind == Kind::Digit;
        let quote = next.kind == Kind::Quote(true);
        match class {
            Class::Title | Class::Before => false,
            Class::Number => {
                if matches!(next.kind, Kind::Dash(_)) {
                    return false;
                }
                !(digit || next.kind == Kind::Symbol || (upper && figure(self.word_at(next.at))))
            }
            Class::Unit => upper || quote || next.kind == Kind::Symbol,
            Class::Place => quote || (upper && !self.goes_on(next.at, false)),
            Class::Country => match next.kind {
                Kind::Upper => self.country(word, start, next.at),
                Kind::Quote(upper) => upper,
                Kind::Digit => self.article_before(start),
                _ => false,
            },
            Class::Either => quote || (upper && self.opener(next.at).is_some()),
            Class::End => upper || quote || digit,
            Class::Time => quote || (upper && !self.goes_on(next.at, true) && !self.leads_in(start)),
        }
    }

    /// Whether a sentence ends with the acronym of a country that begins at `start`, before a word with a capital
    /// letter: a noun that belongs to it, another sentence, or a name.
    fn country(&self, word: &str, start: usize, next: usize) -> bool {
        if self.goes_on(next, false) {
            return false;
        }
        if self.opener(next).is_some() {
            return true;
        }
        // Two words with capital letters are rather a name that it begins: "U.S. Harrow Works".
        let end = next + self.word_at(next).len();
        let second = self.skip_space(end);
        let acronym = end - next > 1 && self.text[next..end].chars().all(char::is_uppercase);
        let name = second < self.end && second > end && self.char_at(second).is_uppercase();
        let joined = word.contains('-');
        !name && !acronym && !joined && self.article_before(start)
    }

    /// Whether "the" or a preposition stands before byte `start`.
    fn article_before(&self, start: usize) -> bool {
        let before = self.word_before(self.text[..start].trim_end().len().max(self.start));
        ["the", "in", "to", "from", "of", "for", "with", "by", "into", "than", "and"]
            .iter()
            .any(|w| before.eq_ignore_ascii_case(w))
    }

    /// Whether the sentence so far is no more than the time it begins with: "At 5 a.m."
    fn leads_in(&self, start: usize) -> bool {
        let so_far = &self.text[self.start.min(start)..start];
        if so_far.len() > 40 {
            return false;
        }
        let first = so_far.split_whitespace().next().unwrap_or_default();
        let preposition = [
            "at", "by", "before", "after", "around", "about", "until", "since", "from", "on", "in", "just",
            "shortly", "between", "till",
        ];
        so_far.split_whitespace().count() <= 4 && preposition.iter().any(|p| first.eq_ignore_ascii_case(p))
    }

    /// After a single letter.
    fn initial(&self, letter: char, start: usize, next: Next) -> bool {
        let before = self.text[self.start..start].trim_end();
        let before = before.trim_end_matches(['"', '“', '‘', '\'', '(', '[']).trim_end();
        let opener = self.opener(next.at);
        if letter.is_lowercase() {
            return match next.kind {
                Kind::Upper => opener.is_some(),
                Kind::Quote(upper) => upper,
                _ => false,
            };
        }
        if before.is_empty() || self.is_initial(next.at) {
            return false;
        }
        let word = self.word_before(self.start + before.len());
        let lettered = abbreviation::lettered(word);
        let pronoun = letter == 'I'
            && [
                "and", "than", "as", "am", "did", "do", "was", "or", "nor", "but", "not", "have", "will",
                "can",
            ]
            .contains(&word);
        match next.kind {
            Kind::Upper => opener.is_some() || lettered || pronoun,
            Kind::Digit | Kind::Symbol => lettered || pronoun,
            Kind::Quote(upper) => {
                let nickname = self.quotations.from(next.at).is_some_and(|q| q.len() < 24);
                upper && (!nickname || lettered)
            }
            _ => false,
        }
    }

    /// Whether another initial stands at `at`.
    pub(super) fn is_initial(&self, at: usize) -> bool {
        let word = self.word_at(at);
        word.chars().count() == 1
            && word.starts_with(char::is_uppercase)
            && self.text[at + word.len()..self.end].starts_with('.')
    }
}

/// The class of `word`, or of what follows its last hyphen or slash: "mid-Nov", "non-U.S".
pub(super) fn class(word: &str) -> Option<Class> {
    abbreviation::class(word)
        .or_else(|| abbreviation::class(word.rsplit(['-', '/']).next().filter(|w| w.len() < word.len())?))
}

/// Single letters with stops between them.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| part.chars().count() == 1 && part.starts_with(char::is_alphabetic))
}

/// A Roman number or a single letter, as after "Vol." and "Fig.".
pub(super) fn figure(word: &str) -> bool {
    word.len() == 1
        || (!word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C')))
}

/// A short word with a capital letter and no vowel is an abbreviation, whether it is in the table or not.
fn unknown_abbreviation(word: &str) -> bool {
    (2..=5).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().skip(1).all(|b| b.is_ascii_lowercase())
        && !word.bytes().any(|b| matches!(b.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_words() {
        assert!(is_acronym("J.C") && !is_acronym("Ph.D") && !is_acronym("J"));
        assert!(figure("IV") && figure("A") && !figure("The"));
        assert!(unknown_abbreviation("Bldg") && !unknown_abbreviation("Sky") && !unknown_abbreviation("TV"));
    }
}

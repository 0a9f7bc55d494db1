//! Whether a stop, question mark, exclamation mark or ellipsis ends a sentence.

use super::Splitter;
use super::abbreviation::{self, Class, Opener};
use super::item::Marker;
use super::look::{Kind, LONGEST_WORD, Next};

/// Stops side by side: `.`, `?!`, `...`, `. . .`.
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) dots: usize,
    /// It holds a question or exclamation mark.
    pub(super) asks: bool,
    /// It is an ellipsis.
    pub(super) ellipsis: bool,
}

impl Splitter<'_> {
    /// Decides at the stop at `at`; returns where to go on.
    pub(super) fn stop(&mut self, at: usize) -> usize {
        if self.item(at) {
            return self.marker.map_or(at + 1, |m| m.end.max(at + 1));
        }
        let (run, halves) = self.run_at(at);
        if halves {
            self.cut(at + 1);
            return run.end;
        }
        let marker = self.marker.filter(|m| m.end > run.start && m.end <= self.end);
        if let Some(marker) = marker {
            return marker.end;
        }
        let mut close = self.closers(&run);
        if close >= self.end {
            return self.end;
        }
        if !self.char_at(close).is_whitespace() {
            if self.glued(&run, close) {
                self.cut(close);
            }
            return close;
        }
        // A closing mark on the wrong side of a space.
        let far = self.skip_space(close);
        if far < self.end {
            let mark = self.char_at(far);
            let end = far + mark.len_utf8();
            if mark == '”' || (mark == '"' && self.quotations.closes(end)) {
                close = end;
            }
        }
        let far = self.skip_space(close);
        if far >= self.end {
            return self.end;
        }
        if far == close && close != run.end && !self.char_at(close).is_alphabetic() {
            return close;
        }
        let next = self.next(far);
        let ends = if run.asks {
            self.question(&run, close, next)
        } else if run.ellipsis {
            self.ellipsis(&run, next)
        } else {
            self.period(&run, close, next)
        };
        if ends {
            self.cut(close);
        }
        close
    }

    /// The stops from `at` on, and whether the first alone ends the sentence: "It ended. . . . The rest is known."
    fn run_at(&self, at: usize) -> (Run, bool) {
        let mut run = Run { start: at, end: at, dots: 0, asks: false, ellipsis: false };
        let mut spaced = 0;
        while run.end < self.end {
            match self.bytes[run.end] {
                b'.' => {
                    run.dots += 1;
                    run.end += 1;
                }
                b'!' | b'?' => {
                    run.asks = true;
                    run.end += 1;
                }
                0xe2 if self.text[run.end..].starts_with('…') => {
                    run.dots += 3;
                    run.end += 3;
                }
                // A stop after a space goes with the others where no figure or word begins with it: ".50", ".zip".
                b' ' if self.bytes[..self.end].get(run.end + 1) == Some(&b'.')
                    && !self.bytes[..self.end].get(run.end + 2).is_some_and(u8::is_ascii_alphanumeric) =>
                {
                    run.dots += 1;
                    spaced += 1;
                    run.end += 2;
                }
                _ => break,
            }
        }
        run.ellipsis = run.dots >= 3;
        let attached = self.char_before(at).is_alphanumeric();
        let halves = attached && spaced == 3 && run.dots == 4 && {
            let far = self.skip_space(run.end);
            far > run.end && far < self.end && self.char_at(far).is_uppercase()
        };
        (run, halves)
    }

    /// The byte after the closing marks, brackets and citations that stand right behind a run.
    fn closers(&self, run: &Run) -> usize {
        let mut at = run.end;
        while at < self.end {
            let c = self.char_at(at);
            let end = at + c.len_utf8();
            let closes = match c {
                '”' | ')' | ']' | '}' | '»' | '›' | '*' => true,
                '’' | '\'' => end >= self.end || !self.char_at(end).is_alphanumeric(),
                // Two marks of one quotation beside a third: closing until something else is known.
                '"' => {
                    end >= self.end
                        || self.quotations.closes(end)
                        || (!self.quotations.opens(at) && !self.char_at(end).is_alphanumeric())
                }
                '“' => self.quotations.closes(end),
                _ => false,
            };
            if !closes {
                break;
            }
            at = end;
        }
        while let Some(end) = self.citation(at) {
            at = end;
        }
        self.note(run, at)
    }

    /// "[12]" right behind a stop.
    fn citation(&self, at: usize) -> Option<usize> {
        let rest = self.text[at..self.end].strip_prefix('[')?;
        let len = rest.bytes().take(6).position(|b| b == b']').filter(|&len| len > 0)?;
        rest.bytes()
            .take(len)
            .all(|b| b.is_ascii_digit() || matches!(b, b',' | b'-' | b' '))
            .then_some(at + len + 2)
    }

    /// The number of a footnote right behind a stop: "as the report says.12 The".
    fn note(&self, run: &Run, at: usize) -> usize {
        let digits = |from: usize| {
            self.bytes[from..self.end].iter().take(4).take_while(|b| b.is_ascii_digit()).count()
        };
        let len = digits(at);
        if at != run.end || run.dots != 1 || !(1..=3).contains(&len) {
            return at;
        }
        let word = self.word_before(run.start);
        let plain = word.ends_with(')') || (word.len() >= 4 && word.bytes().all(|b| b.is_ascii_lowercase()));
        let mut end = at + len;
        loop {
            let far = self.skip_space(end);
            let more = digits(far.min(self.end));
            if far == end || !(1..=3).contains(&more) {
                break;
            }
            end = far + more;
        }
        let far = self.skip_space(end);
        if plain && far > end && far < self.end && self.char_at(far).is_uppercase() { end } else { at }
    }

    /// Whether a sentence ends where no white space follows: "he said.Two men", "it is over.”As".
    fn glued(&self, run: &Run, close: usize) -> bool {
        let next = self.char_at(close);
        if matches!(next, '"' | '“' | '‘' | '(') {
            let quoted = close + next.len_utf8();
            return quoted < self.end
                && self.char_at(quoted).is_uppercase()
                && self.completes(self.word_before(run.start), run);
        }
        if !next.is_uppercase() {
            return false;
        }
        let rest = &self.text[close..self.end];
        let right_len = rest.bytes().take(LONGEST_WORD).take_while(|b| !b.is_ascii_whitespace()).count();
        let Some(right) = rest.get(..right_len) else { return false };
        let body = right.trim_end_matches(['.', ',', '!', '?', '"', '”', ')', ';', ':']);
        let word = body.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let spelled = body.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
        let natural = word.chars().skip(1).all(char::is_lowercase) || close != run.end;
        let domain = ["com", "net", "org", "co", "info", "tv", "gov", "edu", "io", "js"];
        spelled
            && natural
            && (word.len() > 1 || matches!(word, "A" | "I"))
            && !domain.iter().any(|d| word.eq_ignore_ascii_case(d))
            && self.completes(self.word_before(run.start), run)
    }

    /// Whether `word` before a run without space after it is a whole word, and not part of an address or an acronym.
    fn completes(&self, word: &str, run: &Run) -> bool {
        if word.ends_with([')', '”', '"', '’', ']']) || (run.end - run.start > 1 && run.ellipsis) {
            return !run.ellipsis;
        }
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | ',' | '$' | '%');
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let lower = word.chars().filter(|c| c.is_lowercase()).count();
        let number = !word.is_empty()
            && word.bytes().all(|b| b.is_ascii_digit() || b == b',')
            && self.word_start(run.start) > self.start;
        word.chars().all(plain)
            && (number || (lower >= 2 && lower + 1 >= letters))
            && (run.asks || abbreviation::class(word).is_none_or(|c| c == Class::Unit))
    }

    /// After a question or exclamation mark.
    fn question(&self, run: &Run, close: usize, next: Next) -> bool {
        if self.char_before(run.start) == '[' {
            return false;
        }
        let quoted = close != run.end;
        match next.kind {
            Kind::Upper => {
                let firm = abbreviation::class(self.word_at(next.at)) == Some(Class::Either);
                // "E! News"
                let name = self.word_before(run.start).len() == 1 && run.end - run.start == 1;
                (quoted || !(firm || name)) && !(quoted && self.tag(next.at))
            }
            Kind::Lower => self.lower_opens(next.at),
            Kind::Bracket(true) if self.word_at(next.at + 1) == "Which" => false,
            Kind::Quote(upper) | Kind::Bracket(upper) => upper || self.is_item(next),
            Kind::Dash(upper) => upper && !quoted,
            Kind::Digit | Kind::Symbol => true,
            Kind::Joins => false,
        }
    }

    /// Whether the words at `at` say who spoke: "Arlo Venn asked." after a question.
    fn tag(&self, at: usize) -> bool {
        if self.opener(at) == Some(Opener::Open) {
            return false;
        }
        let mut at = at;
        for _ in 0..9 {
            let word = self.word_at(at);
            if word.is_empty() {
                return false;
            }
            let end = at + word.len();
            if abbreviation::tags(word) {
                let after = self.word_at(self.skip_space(end).min(self.end));
                let reports = matches!(
                    after,
                    "that" | "he" | "she" | "it" | "they" | "there" | "the" | "we" | "his" | "her"
                );
                return !(reports && matches!(word, "said" | "says" | "told"));
            }
            let rest = &self.text[end..self.end];
            let gap = match rest.chars().next() {
                Some(c) if c.is_whitespace() || c == '-' => c.len_utf8(),
                Some('.') if word.len() == 1 || abbreviation::class(word).is_some() => 1,
                _ => return false,
            };
            at = self.skip_space(end + gap);
            if at >= self.end {
                return false;
            }
        }
        false
    }

    pub(super) fn is_item(&self, next: Next) -> bool {
        Marker::read(self.text, next.at, self.end).is_some()
    }

    fn ellipsis(&self, run: &Run, next: Next) -> bool {
        let attached = !self.char_before(run.start).is_whitespace();
        match next.kind {
            Kind::Upper => run.dots > 3 || attached || self.resumes(next.at),
            Kind::Quote(upper) => upper && (run.dots > 3 || attached),
            Kind::Digit | Kind::Symbol => run.dots > 3,
            Kind::Dash(_) | Kind::Bracket(_) | Kind::Lower | Kind::Joins => false,
        }
    }

    /// Whether the word at `at` would begin with a small letter inside a sentence.
    fn resumes(&self, at: usize) -> bool {
        self.opener(at) == Some(Opener::Open) && !self.word_at(at).starts_with('I')
    }
}

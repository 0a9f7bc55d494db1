//! Whether a stop, question mark, exclamation mark or ellipsis ends a sentence.

use super::Splitter;
use super::abbreviation::{self, After, Class, Opener};
use super::item::Marker;

/// Words longer than this, in bytes, are not looked at as a whole.
const LONGEST_WORD: usize = 48;

/// Stops side by side: `.`, `?!`, `...`, `. . .`.
struct Run {
    start: usize,
    end: usize,
    dots: usize,
    /// It holds a question or exclamation mark.
    asks: bool,
    /// It is an ellipsis.
    ellipsis: bool,
}

/// How what follows a stop begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// A word with a capital letter, or of a script without capitals.
    Upper,
    Lower,
    Digit,
    /// An opening quotation mark, and whether a capital letter or figure follows it.
    Quote(bool),
    /// An opening bracket, likewise.
    Bracket(bool),
    /// A dash, likewise.
    Dash(bool),
    /// A currency sign, `@`, `#` and whatever else may begin a sentence.
    Symbol,
    /// A comma, colon, closing bracket: the sentence goes on.
    Joins,
}

#[derive(Clone, Copy)]
struct Next {
    at: usize,
    kind: Kind,
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

    fn char_at(&self, at: usize) -> char {
        self.text[at..self.end].chars().next().unwrap_or(' ')
    }

    fn char_before(&self, at: usize) -> char {
        self.text[self.start.min(at)..at].chars().next_back().unwrap_or(' ')
    }

    fn skip_space(&self, at: usize) -> usize {
        let rest = &self.text[at..self.end];
        at + (rest.len() - rest.trim_start().len())
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

    /// The word before byte `at`, back to white space, an opening mark or a dash.
    fn word_before(&self, at: usize) -> &str {
        let head = &self.text[self.start.min(at)..at];
        let mut from = head.len();
        for (i, c) in head.char_indices().rev() {
            if c.is_whitespace()
                || matches!(c, '(' | '[' | '“' | '‘' | '«' | '—' | '–')
                || head.len() - i > LONGEST_WORD
            {
                break;
            }
            from = i;
        }
        head[from..].trim_start_matches(['"', '\'', '`'])
    }

    /// Where the word before `at` begins, marks included.
    fn word_start(&self, at: usize) -> usize {
        at - self.word_before(at).len()
    }

    fn next(&self, at: usize) -> Next {
        let c = self.char_at(at);
        let after = |at: usize| {
            let at = self.skip_space(at);
            at < self.end
                && !self.char_at(at).is_lowercase()
                && !matches!(self.char_at(at), '.' | ',' | '…' | '[')
        };
        let end = at + c.len_utf8();
        let kind = match c {
            '“' | '‘' | '«' | '„' | '"' | '`' | '‚' | '\'' | '’' => {
                Kind::Quote(self.quoted_upper(end))
            }
            '(' | '[' | '{' => Kind::Bracket(after(end)),
            '-' | '–' | '—' | '―' | '~' => Kind::Dash(after(self.skip_dashes(end))),
            ',' | ';' | ':' | ')' | ']' | '}' | '&' | '%' | '.' | '!' | '?' | '/' | '=' | '+' | '”' | '»' => {
                Kind::Joins
            }
            _ if c.is_lowercase() => Kind::Lower,
            _ if c.is_alphabetic() => Kind::Upper,
            _ if c.is_numeric() => Kind::Digit,
            _ => Kind::Symbol,
        };
        Next { at, kind }
    }

    fn skip_dashes(&self, at: usize) -> usize {
        let rest = &self.text[at..self.end];
        at + (rest.len() - rest.trim_start_matches(['-', '–', '—']).len())
    }

    /// Whether the words of a quotation that begins before `at` begin with a capital letter or a figure.
    fn quoted_upper(&self, at: usize) -> bool {
        let mut rest = self.text[at..self.end].chars().take(16).skip_while(|c| {
            c.is_whitespace()
                || matches!(c, '"' | '“' | '‘' | '\'' | '’' | '[' | '(' | '…' | '.' | '_' | '*' | '`')
        });
        rest.next().is_some_and(|c| !c.is_lowercase())
    }

    /// The word that begins at `at`.
    fn word_at(&self, at: usize) -> &str {
        let rest = &self.text[at..self.end];
        let mut end = 0;
        for (i, c) in rest.char_indices() {
            let apostrophe = matches!(c, '\'' | '’')
                && rest[i + c.len_utf8()..].chars().next().is_some_and(char::is_alphabetic);
            if !(c.is_alphanumeric() || apostrophe) || i > LONGEST_WORD {
                break;
            }
            end = i + c.len_utf8();
        }
        &rest[..end]
    }

    /// Asks a table for the word at `at`, then for what stands before its apostrophe.
    fn known<V>(&self, at: usize, table: impl Fn(&str) -> Option<V>) -> Option<V> {
        let word = self.word_at(at);
        table(word).or_else(|| table(word.split_once(['\'', '’'])?.0))
    }

    fn opener(&self, at: usize) -> Option<Opener> {
        self.known(at, abbreviation::opener)
    }

    /// Whether the word at `at` goes on after an acronym, `clock` being that of a time of day.
    fn goes_on(&self, at: usize, clock: bool) -> bool {
        let wanted = if clock { After::Clock } else { After::Join };
        self.known(at, abbreviation::after).is_some_and(|a| a == wanted || a == After::Both)
    }

    /// A name or list item that begins a sentence in lower case: "al-Nahda", "eBooks", "b) the rest".
    fn lower_opens(&self, at: usize) -> bool {
        if let Some(marker) = Marker::read(self.text, at, self.end) {
            return marker.is_plain()
                || marker.ordinal == 1
                || self.marker.is_some_and(|m| marker.follows(m));
        }
        let word = self.word_at(at);
        let prefix = matches!(word, "al" | "el" | "as" | "ad" | "ar" | "an" | "az" | "at" | "ash");
        let rest = &self.text[at + word.len()..self.end];
        let dashed = rest.strip_prefix('-').is_some_and(|r| r.starts_with(char::is_uppercase));
        (prefix && dashed) || word.chars().skip(1).take(2).any(char::is_uppercase)
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

    fn is_item(&self, next: Next) -> bool {
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

    /// After a single stop, `close` being the byte after it and its closing marks.
    fn period(&self, run: &Run, close: usize, next: Next) -> bool {
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
    fn is_initial(&self, at: usize) -> bool {
        let word = self.word_at(at);
        word.chars().count() == 1
            && word.starts_with(char::is_uppercase)
            && self.text[at + word.len()..self.end].starts_with('.')
    }
}

/// The class of `word`, or of what follows its last hyphen or slash: "mid-Nov", "non-U.S".
fn class(word: &str) -> Option<Class> {
    abbreviation::class(word)
        .or_else(|| abbreviation::class(word.rsplit(['-', '/']).next().filter(|w| w.len() < word.len())?))
}

/// Single letters with stops between them.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| part.chars().count() == 1 && part.starts_with(char::is_alphabetic))
}

/// A Roman number or a single letter, as after "Vol." and "Fig.".
fn figure(word: &str) -> bool {
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

//! What stands around a stop: the characters and words before and after it.

use super::Splitter;
use super::abbreviation::{self, After, Opener};
use super::item::Marker;

/// Words longer than this, in bytes, are not looked at as a whole.
pub(super) const LONGEST_WORD: usize = 48;

/// How what follows a stop begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
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
pub(super) struct Next {
    pub(super) at: usize,
    pub(super) kind: Kind,
}

impl Splitter<'_> {
    pub(super) fn char_at(&self, at: usize) -> char {
        self.text[at..self.end].chars().next().unwrap_or(' ')
    }

    pub(super) fn char_before(&self, at: usize) -> char {
        self.text[self.start.min(at)..at].chars().next_back().unwrap_or(' ')
    }

    pub(super) fn skip_space(&self, at: usize) -> usize {
        let rest = &self.text[at..self.end];
        at + (rest.len() - rest.trim_start().len())
    }

    /// The word before byte `at`, back to white space, an opening mark or a dash.
    pub(super) fn word_before(&self, at: usize) -> &str {
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
    pub(super) fn word_start(&self, at: usize) -> usize {
        at - self.word_before(at).len()
    }

    pub(super) fn next(&self, at: usize) -> Next {
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

    pub(super) fn skip_dashes(&self, at: usize) -> usize {
        let rest = &self.text[at..self.end];
        at + (rest.len() - rest.trim_start_matches(['-', '–', '—']).len())
    }

    /// Whether the words of a quotation that begins before `at` begin with a capital letter or a figure.
    pub(super) fn quoted_upper(&self, at: usize) -> bool {
        let mut rest = self.text[at..self.end].chars().take(16).skip_while(|c| {
            c.is_whitespace()
                || matches!(c, '"' | '“' | '‘' | '\'' | '’' | '[' | '(' | '…' | '.' | '_' | '*' | '`')
        });
        rest.next().is_some_and(|c| !c.is_lowercase())
    }

    /// The word that begins at `at`.
    pub(super) fn word_at(&self, at: usize) -> &str {
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
    pub(super) fn known<V>(&self, at: usize, table: impl Fn(&str) -> Option<V>) -> Option<V> {
        let word = self.word_at(at);
        table(word).or_else(|| table(word.split_once(['\'', '’'])?.0))
    }

    pub(super) fn opener(&self, at: usize) -> Option<Opener> {
        self.known(at, abbreviation::opener)
    }

    /// Whether the word at `at` goes on after an acronym, `clock` being that of a time of day.
    pub(super) fn goes_on(&self, at: usize, clock: bool) -> bool {
        let wanted = if clock { After::Clock } else { After::Join };
        self.known(at, abbreviation::after).is_some_and(|a| a == wanted || a == After::Both)
    }

    /// A name or list item that begins a sentence in lower case: "al-Nahda", "eBooks", "b) the rest".
    pub(super) fn lower_opens(&self, at: usize) -> bool {
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
}

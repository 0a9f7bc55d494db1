//! Where quotations begin and end, by their marks alone.

use crate::text::Span;

/// A quotation of more bytes than this is taken for two marks that have lost their partners.
const LONGEST: usize = 4000;

/// An opening mark without a closing one holds to the end of the block where that is no farther than this, in bytes.
const UNCLOSED: usize = 1500;

/// The outermost quotations of a block in order, marks included. Time is linear in the length of the block.
#[derive(Debug, Default)]
pub(super) struct Quotations(Vec<Span>);

impl Quotations {
    /// Pairs the marks of `block`: curly, straight, angled and mixed ones, with spaces on the wrong side, and single
    /// marks where they can be told from apostrophes.
    pub(super) fn read(text: &str, block: Span) -> Self {
        let mut reader = Reader { text, block, spans: Vec::new(), double: None, single: None };
        let bytes = text.as_bytes();
        let mut at = block.start();
        while at < block.end() {
            if !DUE[usize::from(bytes[at])] {
                at += 1;
                continue;
            }
            let (len, mark) = match bytes[at] {
                b'"' => (1, Some(Mark::Straight)),
                b'\'' => (1, Some(Mark::Single)),
                b'`' => (1, Some(Mark::SingleOpen)),
                0xe2 => (3, curly(bytes, at)),
                _ => (2, angled(bytes, at)),
            };
            if let Some(mark) = mark {
                reader.mark(mark, at, len);
            }
            at += len;
        }
        reader.finish()
    }

    /// Whether a cut at `at` would fall inside a quotation.
    pub(super) fn hold(&self, at: usize) -> bool {
        self.around(at).is_some_and(|s| s.start() < at && at < s.end())
    }

    /// Whether the mark that stands at `at` opens a quotation.
    pub(super) fn opens(&self, at: usize) -> bool {
        self.around(at).is_some_and(|s| s.start() == at)
    }

    /// Whether the mark that ends at `end` closes a quotation.
    pub(super) fn closes(&self, end: usize) -> bool {
        self.around(end.saturating_sub(1)).is_some_and(|s| s.end() == end)
    }

    /// The quotation that begins at `at`.
    pub(super) fn from(&self, at: usize) -> Option<Span> {
        self.around(at).filter(|s| s.start() == at)
    }

    /// The last quotation that begins at `at` or before.
    fn around(&self, at: usize) -> Option<Span> {
        let after = self.0.partition_point(|s| s.start() <= at);
        after.checked_sub(1).map(|i| self.0[i])
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    Straight,
    SingleOpen,
    Single,
}

/// Bytes that a quotation mark may begin with.
const DUE: [bool; 256] = {
    let mut due = [false; 256];
    let bytes = b"\"'`\xe2\xc2";
    let mut i = 0;
    while i < bytes.len() {
        due[bytes[i] as usize] = true;
        i += 1;
    }
    due
};

/// What mark the two bytes from `at` are: they begin with 0xC2.
fn angled(bytes: &[u8], at: usize) -> Option<Mark> {
    match bytes.get(at + 1)? {
        0xab => Some(Mark::Open),
        0xbb => Some(Mark::Close),
        _ => None,
    }
}

/// What mark the three bytes from `at` are: they begin with 0xE2.
fn curly(bytes: &[u8], at: usize) -> Option<Mark> {
    match bytes.get(at + 1..at + 3)? {
        [0x80, 0x9c | 0x9e | 0x9f] => Some(Mark::Open),
        [0x80, 0x9d] => Some(Mark::Close),
        [0x80, 0x98 | 0x9a | 0x9b] => Some(Mark::SingleOpen),
        [0x80, 0x99] => Some(Mark::Single),
        _ => None,
    }
}

struct Reader<'a> {
    text: &'a str,
    block: Span,
    spans: Vec<Span>,
    /// Where an open quotation in double marks began.
    double: Option<usize>,
    /// Where an open quotation in single marks began, and the end of the first mark that might close it.
    single: Option<(usize, Option<usize>)>,
}

impl Reader<'_> {
    fn before(&self, at: usize) -> char {
        self.text[self.block.start()..at].chars().next_back().unwrap_or(' ')
    }

    fn after(&self, end: usize) -> char {
        self.text[end..self.block.end()].chars().next().unwrap_or(' ')
    }

    fn mark(&mut self, mark: Mark, at: usize, len: usize) {
        let (before, after) = (self.before(at), self.after(at + len));
        self.double = self.double.filter(|open| at - open <= LONGEST);
        if matches!(mark, Mark::Single | Mark::SingleOpen) {
            return self.single_mark(mark, at, len, before, after);
        }
        let looks_open = opening_side(before) && !closing_side(after);
        let looks_closed = !opening_side(before) && closing_side(after);
        let opens = match (self.double, mark) {
            // A mark for closing that stands before a word opens one, as in some languages and some typing errors.
            (None, Mark::Close) => looks_open,
            // Inches, or the end of a quotation that began elsewhere.
            (None, Mark::Straight) => !(looks_closed && (ends_clause(before) || before.is_ascii_digit())),
            (None, _) => true,
            (Some(_), Mark::Close) => false,
            // A second opening mark: a quotation over paragraphs opens each of them anew; one that stands after a
            // comma or before a lower-case word is a closing mark on the wrong side of its space.
            (Some(_), Mark::Straight) => {
                looks_open && after.is_uppercase() && !self.text[..at].trim_end().ends_with(',')
            }
            (Some(_), _) => !looks_closed,
        };
        if opens {
            self.double = Some(at);
        } else if let Some(open) = self.double.take() {
            self.spans.push(Span::new(open, at + len));
        }
    }

    fn single_mark(&mut self, mark: Mark, at: usize, len: usize, before: char, after: char) {
        if self.double.is_some() {
            return;
        }
        let end = at + len;
        if self.single.is_some_and(|(open, _)| at - open > LONGEST) {
            self.settle_single();
        }
        let opens = opening_side(before)
            && (after.is_alphabetic() || (mark == Mark::SingleOpen && !closing_side(after)));
        if opens {
            if mark == Mark::SingleOpen || !elided(&self.text[end..self.block.end()]) {
                self.settle_single();
                self.single = Some((at, None));
            }
        } else if let Some((open, weak)) = self.single
            && !after.is_alphanumeric()
        {
            if ends_clause(before) || before == '…' {
                self.spans.push(Span::new(open, end));
                self.single = None;
            } else if weak.is_none() && !opening_side(before) {
                self.single = Some((open, Some(end)));
            }
        }
    }

    fn settle_single(&mut self) {
        if let Some((open, Some(end))) = self.single.take() {
            self.spans.push(Span::new(open, end));
        }
    }

    fn finish(mut self) -> Quotations {
        self.settle_single();
        if let Some(open) = self.double.filter(|open| self.block.end() - open <= UNCLOSED) {
            self.spans.push(Span::new(open, self.block.end()));
        }
        self.spans.sort_unstable();
        let mut outer: Vec<Span> = Vec::with_capacity(self.spans.len());
        for span in self.spans {
            match outer.last_mut() {
                Some(last) if span.start() < last.end() => *last = last.cover(span),
                _ => outer.push(span),
            }
        }
        Quotations(outer)
    }
}

fn opening_side(before: char) -> bool {
    before.is_whitespace()
        || matches!(before, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '"' | '“' | '‘' | '\'')
}

fn closing_side(after: char) -> bool {
    after.is_whitespace()
        || matches!(
            after,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '}'
                | '—'
                | '–'
                | '-'
                | '/'
                | '"'
                | '”'
                | '’'
                | '\''
        )
}

fn ends_clause(before: char) -> bool {
    matches!(before, '.' | ',' | '!' | '?' | '…' | ';' | ':')
}

/// Whether the word at the head of `rest` is one that loses its head to an apostrophe: 'em, 'til, 'twas.
fn elided(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    ["em", "til", "tis", "twas", "cause", "n", "bout", "round", "ere"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        Quotations::read(text, Span::new(0, text.len())).0.iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn pairs_marks_of_every_kind() {
        assert_eq!(read("He said “no” and \"yes\", «so»."), ["“no”", "\"yes\"", "«so»"]);
        assert_eq!(read("It “was ‘odd’ then” he said"), ["“was ‘odd’ then”"]);
        assert_eq!(read("'We ran,' she said, 'and they don't.'"), ["'We ran,'", "'and they don't.'"]);
        assert_eq!(read("the workers' hall and the 'nineties, 'til May"), [""; 0]);
        assert_eq!(read("He said “no way.“ Then he left."), ["“no way.“"]);
    }

    #[test]
    fn repairs_marks_on_the_wrong_side_of_a_space() {
        assert_eq!(
            read("\"We can meet, \"said the envoy, adding that\" talks end \"."),
            ["\"We can meet, \"", "\" talks end \""]
        );
        assert_eq!(read("\"We ran. \"We fell.\" Then"), ["\"We fell.\""]);
        assert_eq!(read("It is 6 feet 2\" tall, \"he\" said"), ["\"he\""]);
    }

    #[test]
    fn an_open_quotation_holds_to_the_end_of_its_block() {
        assert_eq!(read("He said: “We ran. We fell."), ["“We ran. We fell."]);
        assert_eq!(read(&format!("“{}", "We ran. ".repeat(1000))), [""; 0]);
    }
}

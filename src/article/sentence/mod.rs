//! Where sentences end.
//!
//! The bytes of a block are passed over once; at each stop, question mark and the like a decision is made from the
//! words right beside it and a few tables, so that the cost is linear in the length of the text whatever stands there.

mod abbreviation;
mod item;
mod look;
mod period;
mod quotation;
mod stop;

use self::item::Marker;
use self::quotation::Quotations;
use crate::text::Span;

/// The most bytes of a sentence: more than three hundred words, which no writer of news puts between two stops. What is
/// longer is no prose (a table, a transcript without marks), and whatever quotes, compares or marks a sentence for each
/// of its claims would otherwise cost its length times their number.
const LONGEST: usize = 2_000;

/// What becomes of a quotation of several sentences.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quotes {
    /// It is cut into them.
    Cut,
    /// It stays whole, with the words that introduce it.
    Keep,
}

/// Cuts a block of `text` into sentences: spans without white space at their ends, in order, which together hold
/// everything in the block but white space. A line break inside the block is white space like any other. Time is
/// linear in the length of the block. A stretch of more than two thousand bytes without an end of a sentence is cut
/// where it can best be, except inside a quotation that is kept.
pub fn split(text: &str, block: Span, quotes: Quotes) -> Vec<Span> {
    let block = block.trimmed(text);
    let mut splitter = Splitter {
        text,
        bytes: text.as_bytes(),
        end: block.end(),
        start: block.start(),
        quotations: Quotations::read(text, block),
        keep: quotes == Quotes::Keep,
        marker: None,
        spans: Vec::with_capacity(block.len() / 128 + 1),
    };
    splitter.run();
    splitter.spans
}

/// Whether `word` is one that opens sentences rather than goes on with a name: "the", "at", "he", "police".
pub(super) fn opens(word: &str) -> bool {
    abbreviation::opener(word).is_some()
}

/// Bytes that a decision may be due at: stops, `)` of list markers, and the first bytes of marks beyond ASCII.
const DUE: [bool; 256] = {
    let mut due = [false; 256];
    let bytes = b".!?)\xe2\xe3\xef";
    let mut i = 0;
    while i < bytes.len() {
        due[bytes[i] as usize] = true;
        i += 1;
    }
    due
};

struct Splitter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Where the block ends.
    end: usize,
    /// Where the sentence begins that is being read.
    start: usize,
    quotations: Quotations,
    keep: bool,
    /// The last marker of a list item that a sentence began with.
    marker: Option<Marker>,
    spans: Vec<Span>,
}

impl Splitter<'_> {
    fn run(&mut self) {
        let mut at = self.start;
        self.marker = Marker::read(self.text, at, self.end);
        while at < self.end {
            if !DUE[usize::from(self.bytes[at])] {
                at += 1;
                continue;
            }
            at = match self.bytes[at] {
                b'.' | b'!' | b'?' => self.stop(at),
                b')' => {
                    self.item(at);
                    at + 1
                }
                _ => self.beyond_ascii(at),
            };
        }
        self.push(self.end);
    }

    /// Decides at a character beyond ASCII; returns where to go on.
    fn beyond_ascii(&mut self, at: usize) -> usize {
        let Some(c) = self.text[at..].chars().next() else { return self.end };
        let next = at + c.len_utf8();
        match c {
            '…' => return self.stop(at),
            '。' | '．' | '！' | '？' => self.cut(next),
            _ if item::is_bullet(c) && self.text[..at].ends_with(char::is_whitespace) => self.cut(at),
            _ => {}
        }
        next
    }

    /// Ends the sentence before byte `at`, unless a quotation is to stay whole.
    fn cut(&mut self, at: usize) {
        if self.keep && self.quotations.hold(at) {
            return;
        }
        self.push(at);
        let rest = &self.text[at..self.end];
        self.start = at + (rest.len() - rest.trim_start().len());
        if let Some(marker) = Marker::read(self.text, self.start, self.end) {
            self.marker = Some(marker);
        }
    }

    fn push(&mut self, end: usize) {
        let mut span = Span::new(self.start.min(end), end).trimmed(self.text);
        while span.len() > LONGEST && !self.keep {
            let at = span.start()
                + breaking(
                    &span.of(self.text)
                        [..self.text.floor_char_boundary(span.start() + LONGEST) - span.start()],
                );
            self.spans.push(Span::new(span.start(), at).trimmed(self.text));
            span = Span::new(at, span.end()).trimmed(self.text);
        }
        if !span.is_empty() {
            self.spans.push(span);
        }
    }

    /// Cuts before the marker of the next list item, where the stop or bracket at `at` ends such a marker.
    fn item(&mut self, at: usize) -> bool {
        let Some(last) = self.marker.filter(|m| m.end <= at) else { return false };
        let from = self.start + last_token(&self.text[self.start..at]);
        let marker = Marker::read(self.text, from, self.end);
        let Some(marker) = marker.filter(|m| (m.follows(last) || m.restarts(last)) && m.end > at) else {
            return false;
        };
        let before = self.text[self.start..from].trim_end();
        // "in 1. and 2." are no items.
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        // "J. K. Rowling": no item is a letter alone.
        let initial = before.len() == 2 && before.starts_with(|c: char| c.is_ascii_uppercase());
        if before.is_empty() || initial || (!marker.is_plain() && joins_number(word)) {
            return false;
        }
        self.cut(from);
        true
    }
}

/// Where a stretch without stops is best broken: behind its last semicolon or comma in the second half, else at the last
/// white space, else at its end.
fn breaking(text: &str) -> usize {
    let gaps = || text.rmatch_indices(char::is_whitespace).map(|(at, _)| at).filter(|&at| at > 0);
    let later = gaps().take_while(|&at| at > text.len() / 2);
    let pause = |mark: &'static [char]| later.clone().find(|&at| text[..at].ends_with(mark));
    pause(&[';']).or_else(|| pause(&[','])).or_else(|| gaps().next()).unwrap_or(text.len())
}

/// Whether a number after `word` belongs to it.
fn joins_number(word: &str) -> bool {
    let small = ["to", "of", "in", "on", "at", "than", "and", "or", "by", "for", "with", "from", "no", "the"];
    small.iter().any(|s| word.eq_ignore_ascii_case(s))
}

/// Where the run without white space begins that `text` ends with; at most eight characters are looked at.
fn last_token(text: &str) -> usize {
    let token = text.char_indices().rev().take(8).take_while(|(_, c)| !c.is_whitespace());
    token.last().map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts the sentences that `/` stands between in `marked`, and says how they came out.
    fn recut(marked: &str, quotes: Quotes) -> String {
        let text = marked.replace(" / ", " ").replace("//", "");
        let spans = split(&text, Span::new(0, text.len()), quotes);
        let mut out = String::new();
        let mut at = 0;
        for span in &spans {
            out += &text[at..span.start()];
            if at > 0 {
                out += if out.ends_with(' ') { "/ " } else { "//" };
            }
            out += span.of(&text);
            at = span.end();
        }
        out
    }

    fn holds(quotes: Quotes, cases: &[&str]) {
        for case in cases {
            assert_eq!(&recut(case, quotes), case);
        }
    }

    #[test]
    fn titles_initials_and_acronyms() {
        holds(
            Quotes::Cut,
            &[
                "Mr. Venn met Gen. Arlo Pell and Dr. Ida Roe. / They spoke.",
                "She lives in the U.S. / The rest stayed, and U.S. Senate aides left the U.S. / Harrow said so.",
                "J. K. Venn met A. B. Pell. / Nobody came.",
                "The U.K. Parliament met. / J. R. Venn wrote to E. Pell. / Nobody read it.",
                "The man, named as Ivo S., is 24. / Ivo S. / He is 24.",
                "It went to Plan B. / Harrow agreed. / It was World War II. / Many fled.",
                "Harrow Inc. / The firm sued Venn Corp. Chairman Pell on Main St. in Feb. 2016.",
                "It began at 9 a.m. Monday and ended at 6 p.m. / Workers left. / At 7 p.m. Venn came.",
                "Venn vs. Harrow, i.e. a test, cost $1.5m. and more, etc. / Nobody paid.",
                "They sent the Gov't. men home. / No. 5 won. / Did it? / No. / They lost.",
            ],
        );
    }

    #[test]
    fn ellipses_lists_and_odd_spacing() {
        holds(
            Quotes::Cut,
            &[
                "We waited ... and ... [noise] ... nobody came. / Then... / They left. / . . . Nobody else did.",
                "1. Ropes / 2. Lamps / 3. Oil",
                "a) ropes / b) lamps / c) oil",
                "• Ropes / • Lamps",
                "He fell.//Two men saw it.//They ran in 2011.//The rest stayed at www.venn.org. / Call 555.01.",
                "Four were hurt. / al-Barra claimed it. / 12 people fled.",
                "It is known.[3] / The paper says plainly.12 / Nobody asked.",
                "Sales rose 14 . 8 % to $ 46 . 8 million . / The price was up 0 . 95 on Oct . 7 . / It closed in 1990 . / 12 came.",
                "So it was.. / They left!! / Why?! / Nobody knows.",
            ],
        );
    }

    #[test]
    fn quotations_under_both_policies() {
        let both = [
            "“We ran,” she said. / “It was dark.”",
            "“Who is it?” Arlo Venn asked. / “Me,” he said.",
            "\"Get out!\" she cried. / Nobody did.",
            "He called it “a very long walk.” / Others agreed.",
            "“Is it far?” / “No.” / They went on.",
            "She said, 'It is late.' and left. / He stayed.",
        ];
        holds(Quotes::Cut, &both);
        holds(Quotes::Keep, &both);
        holds(Quotes::Cut, &["“We ran. / We fell,” he said. / He told us: \"It was dark. / Nobody saw.\""]);
        holds(Quotes::Keep, &["“We ran. We fell,” he said. / He told us: \"It was dark. Nobody saw.\""]);
        holds(Quotes::Keep, &["‘We saw the workers’ hall. It burned,’ he said. / They left."]);
    }

    #[test]
    fn stretches_without_a_stop_are_cut_where_they_pause() {
        let text = "the river rose over the hall, and the ferry ran; ".repeat(500);
        let spans = split(&text, Span::new(0, text.len()), Quotes::Cut);
        assert!(spans.len() > 5 && spans.iter().all(|s| s.len() <= LONGEST));
        assert!(spans.iter().all(|s| s.of(&text).ends_with("ran;")));
        assert_eq!(split(&text, Span::new(0, text.len()), Quotes::Keep).len(), 1);
        let solid = "é".repeat(10_000);
        let spans = split(&solid, Span::new(0, solid.len()), Quotes::Cut);
        assert_eq!(spans.iter().map(|s| s.len()).sum::<usize>(), solid.len());
    }

    #[test]
    fn hostile_text_is_read_in_whole() {
        let cases = [
            "word ".repeat(20_000),
            "“".repeat(10_000),
            "'a ".repeat(10_000),
            ". ".repeat(10_000),
            "a.".repeat(10_000),
            "\"He ran. ".repeat(3_000),
            "1. ".repeat(3_000),
            ". \" ".repeat(50_000),
            "?\" (".repeat(50_000),
            "\u{0}…é.É\u{301}.“.”\u{200b}.  (".repeat(500),
        ];
        for text in &cases {
            for quotes in [Quotes::Cut, Quotes::Keep] {
                let spans = split(text, Span::new(0, text.len()), quotes);
                let read: usize =
                    spans.iter().map(|s| s.of(text).split_whitespace().map(str::len).sum::<usize>()).sum();
                assert_eq!(read, text.split_whitespace().map(str::len).sum::<usize>());
            }
        }
    }
}

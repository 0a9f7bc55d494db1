//! An article in a column: its lines, and what stands in them.

use crossclaim::report::escape::printable;
use crossclaim::text::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How much of an article is laid out around a sentence, in bytes each way: more than anybody scrolls through.
const AROUND: usize = 20_000;

/// The lines of a text around `focus` in columns of `width`, as spans of the text; an empty one stands between
/// paragraphs.
pub(crate) fn lines(text: &str, focus: Span, width: usize) -> Vec<Span> {
    let from = boundary(text, focus.start().saturating_sub(AROUND));
    let to = boundary(text, (focus.end() + AROUND).min(text.len()));
    let mut lines: Vec<Span> = Vec::new();
    let mut at = from;
    for paragraph in text[from..to].split_inclusive(['\n', '\r']) {
        let words = paragraph.trim_end_matches(['\n', '\r']);
        if words.trim().is_empty() {
            if lines.last().is_some_and(|l| !l.is_empty()) {
                lines.push(Span::new(at, at));
            }
        } else {
            wrap(text, Span::new(at, at + words.len()), width.max(1), &mut lines);
        }
        at += paragraph.len();
    }
    while lines.last().is_some_and(|l| l.is_empty()) {
        lines.pop();
    }
    lines
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Breaks a paragraph at white space; a word longer than a line is cut.
fn wrap(text: &str, paragraph: Span, width: usize, lines: &mut Vec<Span>) {
    let (mut start, mut end, mut columns) = (paragraph.start(), paragraph.start(), 0);
    let mut at = paragraph.start();
    for word in paragraph.of(text).split_inclusive(char::is_whitespace) {
        let shown = word.trim_end();
        if columns > 0 && columns + shown.width() > width {
            lines.push(Span::new(start, end));
            (start, columns) = (at, 0);
        }
        for (offset, c) in shown.char_indices() {
            let wide = c.width().unwrap_or(1);
            if columns + wide > width && columns > 0 {
                lines.push(Span::new(start, at + offset));
                (start, columns) = (at + offset, 0);
            }
            columns += wide;
        }
        end = at + shown.len();
        columns += usize::from(word.len() > shown.len());
        at += word.len();
        if shown.is_empty() && columns <= 1 {
            // White space at the head of a line takes no room.
            (start, end, columns) = (at, at, 0);
        }
    }
    if end > start {
        lines.push(Span::new(start, end));
    }
}

/// What a stretch of a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// The article around.
    Around,
    /// The sentence.
    Sentence,
    /// The words compared.
    Words,
    /// Of these, what differs.
    Differs,
}

/// A line in pieces.
pub(crate) fn pieces(
    text: &str,
    line: Span,
    sentence: Span,
    words: Span,
    differs: &[Span],
) -> Vec<(Part, String)> {
    let mut cuts = vec![line.start(), line.end()];
    for span in differs.iter().chain([&sentence, &words]) {
        cuts.extend([span.start(), span.end()].into_iter().filter(|c| line.start() < *c && *c < line.end()));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let part = |piece: Span| {
        if differs.iter().any(|d| d.contains(piece)) {
            Part::Differs
        } else if words.contains(piece) {
            Part::Words
        } else if sentence.contains(piece) {
            Part::Sentence
        } else {
            Part::Around
        }
    };
    let spans = cuts.windows(2).map(|cut| Span::new(cut[0], cut[1]));
    spans.map(|s| (part(s), printable(s.of(text)).replace('\t', " "))).collect()
}

#[cfg(test)]
mod tests {
    use super::Part::{Around, Differs, Sentence, Words};
    use super::*;

    fn laid_out(text: &str, width: usize) -> Vec<&str> {
        lines(text, Span::new(0, 1), width).into_iter().map(|l| l.of(text)).collect()
    }

    #[test]
    fn paragraphs_are_broken_into_lines() {
        let text = "The ferry sank off the port.\r\n\n\n  Nobody was\tsaved.\n";
        assert_eq!(laid_out(text, 10), ["The ferry", "sank off", "the port.", "", "Nobody was", "saved."]);
        assert_eq!(laid_out("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(laid_out("日本語です", 4), ["日本", "語で", "す"]);
        assert!(laid_out("", 10).is_empty());
        assert!(laid_out(" \n ", 1).is_empty());
    }

    #[test]
    fn lines_lose_no_word() {
        let text = "one two  three\u{301} four-and-twenty  “five”\n\nsix ".repeat(40);
        for width in 1..30 {
            let words = |t: &str| t.split_whitespace().collect::<String>();
            assert_eq!(words(&laid_out(&text, width).concat()), words(&text), "{width}");
            assert!(laid_out(&text, width).iter().all(|l| l.width() <= width.max(1)), "{width}");
        }
    }

    #[test]
    fn pieces_say_what_differs() {
        let text = "Before. At least 31 died here. After.";
        let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
        let all = pieces(
            text,
            Span::new(0, text.len()),
            at("At least 31 died here."),
            at("At least 31 died"),
            &[at("31")],
        );
        let parts: Vec<_> = all.iter().map(|(p, t)| (*p, t.as_str())).collect();
        let wanted = [
            (Around, "Before. "),
            (Words, "At least "),
            (Differs, "31"),
            (Words, " died"),
            (Sentence, " here."),
            (Around, " After."),
        ];
        assert_eq!(parts, wanted);
    }
}

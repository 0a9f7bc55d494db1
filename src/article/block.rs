//! Lines and paragraphs, and what each is for.

use super::{Block, Place};
use crate::text::{Span, Words};

/// The lines of `text` that hold more than white space, with their places.
pub fn read(text: &str, _words: &Words) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        if !span.is_empty() {
            blocks.push(Block { span, place: Place::Body });
        }
    }
    blocks
}

//! The day of publication, where the page prints it.

use std::ops::Range;

use super::furniture::{Role, Source};
use crate::article::{Block, Place};
use crate::calendar::{self, Day};
use crate::text::Words;

/// Looks no farther than this many blocks from the top.
const TOP: usize = 12;

/// The day that the page gives near its top as the one it was published on: in a stamp before its text, or after a
/// label ("Published …") anywhere there. The date after "published" is preferred to one after "updated".
pub fn date(text: &str, words: &Words, blocks: &[Block]) -> Option<Day> {
    let source = Source::new(text, words);
    let mut best: Option<(u8, Day)> = None;
    let mut text_began = false;
    for block in blocks.iter().take(TOP) {
        let range = words.within(block.span);
        let furniture = block.place == Place::Furniture;
        if furniture && text_began && source.is_section(range.clone()) {
            break;
        }
        for (at, day) in dates(words, range.clone()) {
            let weight = match label(source, range.start, at) {
                Some(false) => 3,
                Some(true) => 2,
                None if furniture && !text_began => 1,
                None => continue,
            };
            if best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, day));
            }
        }
        text_began |= block.place == Place::Body;
    }
    best.map(|(_, day)| day)
}

/// The full dates of a block's first tokens and last tokens.
fn dates(words: &Words, range: Range<usize>) -> impl Iterator<Item = (usize, Day)> {
    let (start, end) = (range.start, range.end);
    let near = move |i: usize| i < start + 30 || i + 20 > end;
    let mut next = start;
    (start..end).filter(move |&i| near(i)).filter_map(move |i| {
        if i < next {
            return None;
        }
        let (len, day) = calendar::full_date(words, i).filter(|(len, _)| i + len <= end)?;
        next = i + len;
        Some((i, day))
    })
}

/// Whether a label of publication stands right before token `at`, and whether it speaks of an update.
fn label(source: Source<'_>, start: usize, at: usize) -> Option<bool> {
    let from = at.saturating_sub(10).max(start);
    let mut found = None;
    let mut gap = 0;
    let mut i = from;
    while i < at {
        if let Some(len) = source.role_of(i, at, Role::LABEL) {
            found = Some((i..i + len).any(|k| matches!(source.folded(k), "updated" | "modified")));
            gap = 0;
            i += len;
        } else {
            gap += usize::from(!source.is_mark(i) && source.role_of(i, at, Role::CLOCK).is_none());
            i += 1;
        }
    }
    found.filter(|_| gap <= 2)
}

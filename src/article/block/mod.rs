//! The blocks of a page: paragraphs, headings, captions, and what is no text, told apart by shape, position and words.
//!
//! A body paragraph that is set aside is worse than a line of furniture that is kept, so that what is not recognised
//! stays body text, and so does all of a page where nothing else would be left.

mod furniture;
mod line;
mod piece;
mod printed;

use std::ops::Range;

use self::furniture::{Role, Source};
use super::{Block, Place};
use crate::text::{Kind, Words};

pub use self::printed::date as printed_date;

/// A stretch of a paragraph on its way to become a block.
#[derive(Clone, Debug)]
struct Piece {
    words: Range<usize>,
    /// What it is for, where that is settled.
    place: Option<Place>,
    /// Whether it begins its paragraph.
    first: bool,
}

/// Divides `text` into blocks in order, which hold all of it but white space, and says what each is for.
///
/// A block is a paragraph, which may have several lines, or a part of one where furniture, a headline or a caption
/// runs on into text on the same line. Time is linear in the length of the text.
pub fn read(text: &str, words: &Words) -> Vec<Block> {
    let source = Source::new(text, words);
    let paragraphs: Vec<Range<usize>> =
        line::paragraphs(text).into_iter().map(|s| words.within(s)).filter(|r| !r.is_empty()).collect();
    let headline = paragraphs.iter().take(6).find(|p| may_be_headline(source, (*p).clone())).cloned();
    let mut pieces = Vec::with_capacity(paragraphs.len());
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let position = piece::Position {
            number,
            from_end: paragraphs.len() - number,
            headline: headline.clone().filter(|h| h != paragraph),
        };
        let first = pieces.len();
        piece::cut(source, paragraph.clone(), &position, &mut pieces);
        if let Some(piece) = pieces.get_mut(first) {
            piece.first = true;
        }
    }
    settle(source, &mut pieces);
    let blocks = pieces
        .iter()
        .map(|p| Block { span: words.cover(p.words.clone()), place: p.place.unwrap_or(Place::Body) });
    blocks.collect()
}

/// Whether a paragraph could be the headline by its shape: of middling length, without a stop, and no furniture.
fn may_be_headline(source: Source<'_>, words: Range<usize>) -> bool {
    let spaced = source.span(words.clone()).of(source.text).split_whitespace().take(31).count();
    (4..=30).contains(&spaced)
        && !matches!(source.folded(words.end - 1), "." | ":" | "," | ";")
        && !source.is_furniture(words.clone(), false)
        && !is_caption(source, words)
}

/// Gives every piece its place.
fn settle(source: Source<'_>, pieces: &mut [Piece]) {
    let count = pieces.len();
    let mut links = false;
    let tail = tail(source, pieces);
    for (i, piece) in pieces.iter_mut().enumerate().filter(|(_, p)| p.place.is_none()) {
        let words = piece.words.clone();
        let size = source.count(words.clone());
        let ends = source.ends_sentence(words.clone());
        let credit = source.folded(words.start) == "("
            && piece::last_brackets(source, words.clone()).is_some_and(|b| b.start == words.start)
            && piece::is_credit(source, words.clone());
        if credit {
            piece.place = Some(Place::Furniture);
        } else if source.is_section(words.clone()) {
            links = true;
            piece.place = Some(Place::Furniture);
        } else if source.is_furniture(words.clone(), i >= tail) || (links && !ends && size <= 25) {
            piece.place = Some(Place::Furniture);
        } else if is_caption(source, words) {
            piece.place = Some(Place::Caption);
        } else if size > 25 || (ends && size > 8) {
            links = false;
        }
    }
    let headline = (0..count.min(8))
        .find(|&i| pieces[i].place.is_none() && may_be_headline(source, pieces[i].words.clone()));
    let body = |p: &Piece| {
        p.place.is_none() && (source.ends_sentence(p.words.clone()) || source.count(p.words.clone()) > 14)
    };
    let first_body = (0..count).find(|&i| Some(i) != headline && body(&pieces[i]));
    if let (Some(headline), Some(first_body)) = (headline, first_body)
        && headline < first_body
    {
        let same = |a: &Range<usize>, b: &Range<usize>| {
            a.len() == b.len() && a.clone().zip(b.clone()).all(|(i, j)| source.folded(i) == source.folded(j))
        };
        let words = pieces[headline].words.clone();
        pieces[headline].place = Some(Place::Headline);
        for (i, piece) in pieces.iter_mut().enumerate().take(first_body) {
            if piece.place.is_none() && same(&piece.words, &words) {
                piece.place = Some(Place::Headline);
            } else if i < headline && piece.place.is_none() && source.count(piece.words.clone()) <= 4 {
                // A kicker or an entry of the navigation above the headline.
                piece.place = Some(Place::Furniture);
            }
        }
    }
    for piece in pieces.iter_mut().filter(|p| p.place.is_none()) {
        piece.place = Some(if is_heading(source, piece) { Place::Heading } else { Place::Body });
    }
    keep_some_body(pieces);
}

/// The number of the piece that the end of the page begins with: the last one that reads like text, or one soon after.
fn tail(source: Source<'_>, pieces: &[Piece]) -> usize {
    let text = |p: &Piece| {
        source.ends_sentence(p.words.clone())
            && source.count(p.words.clone()) > 10
            && !source.is_furniture(p.words.clone(), true)
    };
    pieces.iter().rposition(text).unwrap_or(0).min(pieces.len().saturating_sub(4))
}

/// Where nothing is left as body text, headings are the text, and where there are none, everything is.
fn keep_some_body(pieces: &mut [Piece]) {
    for from in [Some(Place::Heading), Some(Place::Caption), Some(Place::Headline), None] {
        if pieces.iter().any(|p| p.place == Some(Place::Body)) {
            return;
        }
        for piece in pieces.iter_mut().filter(|p| from.is_none() || p.place == from) {
            piece.place = Some(Place::Body);
        }
    }
}

/// A short line without a stop that stands alone.
fn is_heading(source: Source<'_>, piece: &Piece) -> bool {
    let words = piece.words.clone();
    let bulleted = matches!(source.folded(words.start), "•" | "-" | "*");
    piece.first
        && !bulleted
        && source.count(words.clone()) <= 14
        && !source.ends_sentence(words.clone())
        && !matches!(source.folded(words.end - 1), "," | ";" | "\"" | ":")
        && (source.words.is_capital(words.start) || source.words.kind(words.start) != Kind::Word)
}

/// The words under a picture: they begin as such, end in the credit of a picture, or begin with a label.
fn is_caption(source: Source<'_>, words: Range<usize>) -> bool {
    let size = source.count(words.clone());
    if size > 90 || size == 0 {
        return false;
    }
    let (start, end) = (words.start, words.end);
    let file = source.folded(start) == "file" && start + 1 < end && source.is_dash(start + 1);
    if file || source.role_of(start, end, Role::CAPTION).is_some() {
        return true;
    }
    if source.folded(start) == "image" && start + 1 < end && source.words.kind(start + 1) == Kind::Number {
        return true;
    }
    if let Some(credit) = piece::last_brackets(source, words.clone())
        && credit.start > start
        && piece::is_credit(source, credit)
    {
        return true;
    }
    // "A street in Harrow. | Ida Roe"
    let bar = (start..end).rev().take(8).find(|&i| source.folded(i) == "|");
    if let Some(bar) = bar
        && source.count(start..bar) >= 6
        && source.ends_sentence(start..bar)
        && bar + 1 < end
        && (bar + 1..end).all(|i| source.is_mark(i) || source.words.is_capital(i))
    {
        return true;
    }
    label(source, words) && size >= 8
}

/// Words of labels that stand before text rather than under a picture: "Update: …", "Police: …".
fn is_news_label(word: &str) -> bool {
    let words = [
        "update",
        "updates",
        "updated",
        "breaking",
        "developing",
        "correction",
        "clarification",
        "note",
        "editor",
        "warning",
        "analysis",
        "opinion",
        "exclusive",
        "police",
        "officials",
        "report",
        "reports",
        "poll",
        "study",
        "source",
        "sources",
        "summary",
        "verdict",
        "q",
        "a",
        "question",
        "answer",
    ];
    words.contains(&word)
}

/// "Grief: Families wait outside the hall", without a stop.
fn label(source: Source<'_>, words: Range<usize>) -> bool {
    let (start, end) = (words.start, words.end);
    if source.ends_sentence(words.clone())
        || source.words.glued(start + 1) && source.folded(start + 1) == "'s"
    {
        return false;
    }
    let Some(colon) = (start + 1..end.min(start + 6)).find(|&i| source.folded(i) == ":") else {
        return false;
    };
    colon + 1 < end
        && source.words.is_capital(colon + 1)
        && (source.words.is_capital(start) || source.is_mark(start))
        && (start..colon).all(|i| source.words.kind(i) != Kind::Number && !is_news_label(source.folded(i)))
        && !(colon + 1..end).any(|i| source.folded(i) == "\"")
}

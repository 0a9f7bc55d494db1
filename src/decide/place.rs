//! Where the words of an annotation stand in an article.

use super::gold::Place;
use crate::text::Span;

/// Where a passage stands in a text: its first place; white space may differ.
pub fn locate(text: &str, place: &Place) -> Option<Span> {
    match place {
        Place::Bytes(start, end) => {
            (start <= end && text.get(*start..*end).is_some()).then(|| Span::new(*start, *end))
        }
        Place::Words(words) => find(text, words),
        Place::Within(words, sentence) => {
            let outer = find(text, sentence)?;
            let inner = find(outer.of(text), words)?;
            Some(Span::new(outer.start() + inner.start(), outer.start() + inner.end()))
        }
    }
}

fn find(text: &str, words: &str) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    if let Some(start) = text.find(words) {
        return Some(Span::new(start, start + words.len()));
    }
    // The same with white space joined, and where each byte of that stood.
    let (mut plain, mut from) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if !plain.is_empty() && !plain.ends_with(' ') {
                plain.push(' ');
                from.push(at);
            }
        } else {
            plain.push(c);
            from.extend((0..c.len_utf8()).map(|i| at + i));
        }
    }
    let needle = super::question::joined(words);
    let start = plain.find(&needle).filter(|_| !needle.is_empty())?;
    Some(Span::new(from[start], from[start + needle.len() - 1] + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_found_across_lines() {
        let text = "It sank.\n\nThe ferry  sank\noff “Ellery”.";
        let at = |place| locate(text, &place).map(|s: Span| s.of(text).to_owned());
        assert_eq!(
            at(Place::Words("ferry sank off “Ellery”.".into())).unwrap(),
            "ferry  sank\noff “Ellery”."
        );
        assert_eq!(at(Place::Within("sank".into(), "The ferry sank".into())).unwrap(), "sank");
        assert_eq!(locate(text, &Place::Within("sank".into(), "The ferry sank".into())).unwrap().start(), 21);
        assert_eq!(at(Place::Words("absent".into())), None);
        assert_eq!(at(Place::Bytes(0, 2)).unwrap(), "It");
        assert_eq!(at(Place::Bytes(0, 999)), None);
        assert_eq!(at(Place::Words(String::new())), None);
    }
}

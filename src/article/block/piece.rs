//! Paragraphs in which furniture, the headline or a caption runs on into the text, cut where one ends.

use std::ops::Range;

use super::Piece;
use super::furniture::{Role, Source};
use crate::article::Place;
use crate::article::sentence::{self, Quotes};
use crate::calendar;
use crate::text::{Kind, Shape};

/// Where a paragraph stands on its page.
pub(super) struct Position {
    /// How many paragraphs stand before it.
    pub number: usize,
    /// How many stand from it to the end, itself included.
    pub from_end: usize,
    /// The words of the headline, where that is another paragraph.
    pub headline: Option<Range<usize>>,
}

/// Paragraphs from this one on are no longer near the top.
const TOP: usize = 6;

/// How far from the head of a paragraph the headline is looked for, in tokens.
const HEADLINE_WITHIN: usize = 40;

/// How many sentences at the head and at the end of a paragraph may be other than text.
const EDGE: usize = 6;

/// Cuts a paragraph into pieces and appends them to `pieces`.
pub(super) fn cut(source: Source<'_>, paragraph: Range<usize>, position: &Position, pieces: &mut Vec<Piece>) {
    let mut cutter = Cutter { source, start: paragraph.start, end: paragraph.end, pieces };
    if position.number < TOP {
        cutter.head(position);
    }
    let mut after = Vec::new();
    cutter.tail(position, &mut after);
    cutter.take(cutter.end, None);
    for (words, place) in after.into_iter().rev() {
        cutter.pieces.push(Piece { words, place: Some(place), first: false });
    }
}

struct Cutter<'a, 'b> {
    source: Source<'a>,
    /// The tokens that are not yet in a piece.
    start: usize,
    end: usize,
    pieces: &'b mut Vec<Piece>,
}

impl Cutter<'_, '_> {
    /// Makes the tokens up to `end` a piece.
    fn take(&mut self, end: usize, place: Option<Place>) {
        if self.start < end {
            self.pieces.push(Piece { words: self.start..end, place, first: false });
            self.start = end;
        }
    }

    fn rest(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Takes what stands before the text of a paragraph near the top.
    fn head(&mut self, position: &Position) {
        let headline = position.headline.as_ref().and_then(|h| repeated(self.source, self.rest(), h.clone()));
        if let Some(headline) = headline {
            self.take(headline.start, Some(Place::Furniture));
            self.take(headline.end, Some(Place::Headline));
            let credit = after_headline(self.source, self.rest());
            self.take(credit, Some(Place::Furniture));
        } else if let Some(stamp) = leading_stamp(self.source, self.rest()) {
            self.take(stamp, Some(Place::Furniture));
        }
        if let Some(end) = leading_buttons(self.source, self.rest()) {
            self.take(end, Some(Place::Furniture));
        }
        let sentences = sentences(self.source, self.rest());
        if sentences.len() < 2 && !has_credit(self.source, self.rest()) {
            return;
        }
        for (i, sentence) in sentences.iter().enumerate().take(EDGE) {
            if sentence.start < self.start {
                continue;
            }
            if i + 1 < sentences.len()
                && self.start == sentence.start
                && self.source.is_furniture(sentence.clone(), false)
            {
                self.take(sentence.end, Some(Place::Furniture));
            } else if let Some(end) = tags(self.source, sentence.clone()) {
                self.take(sentence.start, None);
                self.take(end, Some(Place::Furniture));
            } else if let Some(credit) = first_credit(self.source, sentence.clone()) {
                // A credit that begins a sentence is that of the sentence before it.
                let begins = credit.start == sentence.start && i > 0;
                let caption = if begins { sentences[i - 1].start } else { sentence.start };
                self.take(caption.max(self.start), None);
                self.take(credit.end, Some(Place::Caption));
            }
        }
    }

    /// Moves what stands after the text of a paragraph to `after`, the last first.
    fn tail(&mut self, position: &Position, after: &mut Vec<(Range<usize>, Place)>) {
        if position.number < 3
            && let Some(site) = site_name(self.source, self.rest())
        {
            after.push((site..self.end, Place::Furniture));
            self.end = site;
        }
        if let Some(brackets) = last_brackets(self.source, self.rest())
            && brackets.start > self.start
            && self.source.stamp(brackets.start + 1..brackets.end) == Some(brackets.end)
        {
            after.push((brackets.clone(), Place::Furniture));
            self.end = brackets.start;
        }
        if let Some(post) = post_source(self.source, self.rest()) {
            after.push((post..self.end, Place::Furniture));
            self.end = post;
        }
        if let Some(credit) = picture_source(self.source, self.rest()) {
            after.push((credit..self.end, Place::Furniture));
            after.push((self.start..credit, Place::Caption));
            self.end = self.start;
            return;
        }
        let near_end = position.from_end <= 3;
        if !near_end && self.end - self.start < 300 {
            return;
        }
        let sentences = sentences(self.source, self.rest());
        for sentence in sentences.iter().skip(1).rev().take(EDGE) {
            if !self.source.is_furniture(sentence.clone(), near_end) {
                break;
            }
            after.push((sentence.start..self.end, Place::Furniture));
            self.end = sentence.start;
        }
    }
}

fn sentences(source: Source<'_>, words: Range<usize>) -> Vec<Range<usize>> {
    let spans = sentence::split(source.text, source.span(words), Quotes::Cut);
    spans.into_iter().map(|s| source.words.within(s)).filter(|r| !r.is_empty()).collect()
}

/// Where the words of the headline stand again near the head of a paragraph.
fn repeated(source: Source<'_>, words: Range<usize>, headline: Range<usize>) -> Option<Range<usize>> {
    let plain = |i: &usize| source.words.kind(*i) != Kind::Mark;
    let wanted: Vec<usize> = headline.filter(plain).take(64).collect();
    if wanted.len() < 4 {
        return None;
    }
    (words.start..words.end.min(words.start + HEADLINE_WITHIN)).filter(plain).find_map(|at| {
        let mut end = at;
        let mut here = (at..words.end).filter(plain);
        for &w in &wanted {
            let i = here.next().filter(|&i| source.folded(i) == source.folded(w))?;
            end = i + 1;
        }
        Some(at..end)
    })
}

/// The stop, agency and date between a repeated headline and the text.
fn after_headline(source: Source<'_>, words: Range<usize>) -> usize {
    let mut at = words.start;
    while at < words.end {
        if source.is_mark(at) && matches!(source.folded(at), "." | ":" | "-" | "—" | "|" | ",") {
            at += 1;
        } else if let Some(len) = source.agency(at, words.end).filter(|len| !is_lower(source, at + len)) {
            at += len;
        } else if let Some(end) =
            source.stamp(at..words.end).filter(|&end| end > at && !is_lower(source, end))
        {
            at = end;
        } else {
            break;
        }
    }
    at
}

fn is_lower(source: Source<'_>, at: usize) -> bool {
    at < source.words.len() && source.words.kind(at) == Kind::Word && source.words.shape(at) == Shape::Lower
}

/// The end of a date of publication that a text follows on the same line.
fn leading_stamp(source: Source<'_>, words: Range<usize>) -> Option<usize> {
    if matches!(source.folded(words.start), "on" | "at") {
        return None;
    }
    let end = source.stamp(words.clone())?;
    let cuts = end < words.end
        && source.folded(end - 1) != ","
        && !is_lower(source, end)
        && !source.is_mark(end)
        && source.count(end..words.end) >= 4;
    cuts.then_some(end)
}

/// The end of a run of buttons ("Share Embed Skip Ad") that a text follows.
fn leading_buttons(source: Source<'_>, words: Range<usize>) -> Option<usize> {
    let (mut at, mut runs, mut buttons) = (words.start, 0, 0);
    let mut last = at;
    while at < words.end {
        if let Some(len) = source.role_of(at, words.end, Role::LINE) {
            runs += 1;
            buttons += usize::from(source.role_of(at, words.end, Role::BUTTON).is_some());
            at += len;
            last = at;
        } else if source.is_mark(at) && !matches!(source.folded(at), "\"" | "'" | "(" | "$") {
            at += 1;
        } else {
            break;
        }
    }
    (runs >= 2 && buttons >= 1 && last < words.end && !is_lower(source, last)).then_some(last)
}

/// "Tags Harrow Port ferry" before a text: the end of the list.
fn tags(source: Source<'_>, sentence: Range<usize>) -> Option<usize> {
    if !matches!(source.folded(sentence.start), "tags" | "keywords" | "topics")
        || !source.words.is_capital(sentence.start)
    {
        return None;
    }
    let next = sentence.start + 1;
    if next >= sentence.end || is_lower(source, next) {
        return None;
    }
    let opens = |i: &usize| source.words.is_capital(*i) && sentence::opens(source.folded(*i));
    Some((next..sentence.end.min(next + 40)).find(opens).unwrap_or(sentence.end))
}

/// The first credit of a picture in brackets, with others right behind it; it holds where a text follows.
fn first_credit(source: Source<'_>, sentence: Range<usize>) -> Option<Range<usize>> {
    let mut at = sentence.start;
    while at < sentence.end {
        if source.folded(at) == "("
            && let Some(end) = closing(source, at, sentence.end)
            && is_credit(source, at..end)
        {
            let mut end = end;
            while let Some(next) = closing(source, end, sentence.end).filter(|&e| is_credit(source, end..e)) {
                end = next;
            }
            let follows = end < sentence.end && (!is_lower(source, end) && !source.is_mark(end));
            return (follows || end == sentence.end).then_some(at..end);
        }
        at += 1;
    }
    None
}

fn has_credit(source: Source<'_>, words: Range<usize>) -> bool {
    first_credit(source, words.clone()).is_some_and(|c| c.end < words.end)
}

/// The token after the bracket that closes the one at `open`, where it is near.
fn closing(source: Source<'_>, open: usize, end: usize) -> Option<usize> {
    (source.folded(open) == "(")
        .then(|| (open..end.min(open + 16)).find(|&i| source.folded(i) == ")"))
        .flatten()
        .map(|i| i + 1)
}

/// The brackets that a paragraph ends with.
pub(super) fn last_brackets(source: Source<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let last = (words.clone()).rev().find(|&i| source.folded(i) != ".")?;
    if source.folded(last) != ")" {
        return None;
    }
    let open = (words.start.max(last.saturating_sub(20))..last).rev().find(|&i| source.folded(i) == "(")?;
    Some(open..words.end)
}

/// Whether words in brackets are the credit of a picture: "(Photo: Ida Roe)", "(AP Photo/Ida Roe)", "(archive)".
pub(super) fn is_credit(source: Source<'_>, brackets: Range<usize>) -> bool {
    let inside = brackets.start + 1..brackets.end;
    let named = (inside.clone()).any(|i| source.role_of(i, inside.end, Role::CREDIT).is_some());
    // A photographer and an agency: "(Ida Roe/Reuters)".
    let agency = inside.clone().any(|i| source.folded(i) == "/")
        && inside.clone().any(|i| source.agency(i, inside.end).is_some());
    let plain = (inside.clone()).all(|i| {
        !is_lower(source, i)
            || source.role_of(i, inside.end, Role::CREDIT).is_some()
            || is_small(source.folded(i))
    });
    source.count(inside) <= 12 && plain && (named || agency)
}

fn is_small(word: &str) -> bool {
    matches!(
        word,
        "by" | "of"
            | "and"
            | "via"
            | "for"
            | "the"
            | "from"
            | "agencies"
            | "provided"
            | "to"
            | "credit"
            | "'s"
    )
}

/// Where a link to the picture of a post, its author and date begin: "— Ida Roe (@idaroe) May 3, 2016".
fn post_source(source: Source<'_>, words: Range<usize>) -> Option<usize> {
    let from = words.end.saturating_sub(24).max(words.start);
    let handle = (from + 1..words.end).find(|&i| source.folded(i) == "@" && source.folded(i - 1) == "(")?;
    let dash = (from..handle).rev().find(|&i| source.is_dash(i) && !source.words.glued(i))?;
    let dated = (handle..words.end).any(|i| calendar::full_date(source.words, i).is_some());
    if !dated || handle - dash > 10 || dash == words.start {
        return None;
    }
    let link = (from..dash).find(|&i| source.folded(i) == "pic" && source.folded(i + 2) == "twitter");
    Some(link.filter(|&l| l > words.start).unwrap_or(dash))
}

/// Where the credit begins that a caption ends with: "The port of Harrow. Photo: Ida Roe / AP".
fn picture_source(source: Source<'_>, words: Range<usize>) -> Option<usize> {
    if source.count(words.clone()) > 60 {
        return None;
    }
    let from = words.end.saturating_sub(12).max(words.start + 4);
    let label = (from..words.end.saturating_sub(2)).find(|&i| {
        matches!(source.folded(i), "photo" | "photos" | "image" | "images" | "picture" | "credit")
            && source.words.is_capital(i)
            && source.folded(i + 1) == ":"
    })?;
    let names = (label + 2..words.end).all(|i| !is_lower(source, i) || is_small(source.folded(i)));
    names.then_some(label)
}

/// Where the name of the outlet begins behind a headline: "Ferry sinks off Port Ellery | Harrow Times".
fn site_name(source: Source<'_>, words: Range<usize>) -> Option<usize> {
    if source.ends_sentence(words.clone()) || source.count(words.clone()) > 34 {
        return None;
    }
    let apart = |i: usize| !source.words.glued(i) && !source.words.glued(i + 1);
    let mark = (words.start + 1..words.end.saturating_sub(1))
        .rev()
        .find(|&i| apart(i) && (source.folded(i) == "|" || source.is_dash(i)))?;
    let name = mark + 1..words.end;
    let bar = source.folded(mark) == "|" && source.count(name.clone()) <= 6;
    // Behind a sentence it names who took the picture.
    let title = !source.ends_sentence(words.start..mark);
    (title && source.count(words.start..mark) >= 4 && (bar || source.names_outlet(name))).then_some(mark)
}

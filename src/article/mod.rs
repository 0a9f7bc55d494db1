//! One outlet's page: its text, what of it is furniture, and its sentences. Knows neither claims nor files.

pub mod block;
pub mod sentence;

use std::ops::Range;

use crate::calendar::Day;
use crate::text::{Span, Words};

/// One outlet's text of the story, as it was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its name in the reports: unique in a run, and the same whatever other articles there are.
    pub id: String,
    /// Where it came from, for people; this room attaches no meaning to it.
    pub path: String,
    /// Who published it.
    pub outlet: String,
    /// Its headline, where it is not part of the text.
    pub title: Option<String>,
    /// The day it was published; without it "on Sunday" stays relative.
    pub published: Option<Day>,
    /// The whole text; every span points into it.
    pub text: String,
}

impl Article {
    /// An article without title and date that calls itself by its id.
    pub fn new(id: impl Into<String>, outlet: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        Self { path: id.clone(), id, outlet: outlet.into(), title: None, published: None, text: text.into() }
    }
}

/// What a stretch of a page is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// The headline of the article.
    Headline,
    /// A heading inside it, a summary line or a highlight.
    Heading,
    /// The words under a picture.
    Caption,
    /// The text itself.
    Body,
    /// No text of the article: navigation, related links, share lines, timestamps, bylines.
    Furniture,
}

/// A line or paragraph of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// Where it stands, without white space at either end.
    pub span: Span,
    /// What it is for.
    pub place: Place,
}

/// One sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens in [`Page::words`].
    pub words: Range<usize>,
    /// The number of its block in [`Page::blocks`].
    pub block: usize,
    /// What its block is for.
    pub place: Place,
}

/// An article that has been read.
#[derive(Clone, Debug)]
pub struct Page {
    /// What was read.
    pub article: Article,
    /// Its tokens.
    pub words: Words,
    /// Its lines or paragraphs, furniture included.
    pub blocks: Vec<Block>,
    /// Its sentences in order, furniture included: it is set aside, never deleted.
    pub sentences: Vec<Sentence>,
    /// The day of publication: the article's own, or one that the page prints.
    pub published: Option<Day>,
}

impl Page {
    /// Reads an article: blocks, their places, sentences. Never fails; what is not understood stays body text.
    pub fn read(article: Article) -> Self {
        let words = Words::of(&article.text);
        let blocks = block::read(&article.text, &words);
        let mut sentences = Vec::new();
        for (number, block) in blocks.iter().enumerate() {
            for span in sentence::split(&article.text, block.span, sentence::Quotes::Cut) {
                let tokens = words.within(span);
                sentences.push(Sentence { span, words: tokens, block: number, place: block.place });
            }
        }
        let published = article.published;
        Self { article, words, blocks, sentences, published }
    }

    /// The article's text.
    pub fn text(&self) -> &str {
        &self.article.text
    }
}

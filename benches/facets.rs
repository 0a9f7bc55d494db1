//! What reading the values of a text costs, beside telling its sentences apart, on the same text: the sample articles.
//! Figures may cost twice as much as the sentences do.

use std::ops::Range;

use crossclaim::article::sentence::{Quotes, split};
use crossclaim::article::{Article, Page};
use crossclaim::facet::{Reader, figure, when};
use crossclaim::text::{Span, Words};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// The sample articles' paragraphs, over and over up to about a megabyte.
fn text() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let text: String = files.iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect();
    let lines: Vec<&str> = text.lines().filter(|l| l.len() > 80).collect();
    let size: usize = lines.iter().map(|l| l.len()).sum();
    let lines = lines.iter().cycle().take(lines.len() * (1_000_000 / size.max(1)).max(1));
    lines.copied().collect::<Vec<_>>().join("\n\n")
}

/// The tokens of a text and those of each sentence.
fn sentences(text: &str) -> (Words, Vec<Range<usize>>) {
    let page = Page::read(Article::new("a", "a", text));
    let ranges = page.sentences.iter().map(|s| s.words.clone()).collect();
    (page.words, ranges)
}

/// The measure of the others.
#[divan::bench]
fn splitter(bencher: Bencher<'_, '_>) {
    let text = text();
    let lines: Vec<&str> = text.lines().collect();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| lines.iter().map(|l| split(l, Span::new(0, l.len()), Quotes::Cut).len()).sum::<usize>());
}

#[divan::bench]
fn figures(bencher: Bencher<'_, '_>) {
    let text = text();
    let (words, ranges) = sentences(&text);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| ranges.iter().map(|r| figure::read(&words, r.clone()).len()).sum::<usize>());
}

#[divan::bench]
fn dates(bencher: Bencher<'_, '_>) {
    let text = text();
    let (words, ranges) = sentences(&text);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| ranges.iter().map(|r| when::read(&words, r.clone(), None).len()).sum::<usize>());
}

/// Every facet: what a claim is made of.
#[divan::bench]
fn all(bencher: Bencher<'_, '_>) {
    let text = text();
    let (words, ranges) = sentences(&text);
    let reader = Reader::new(&words, 0..words.len(), None);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| ranges.iter().map(|r| reader.read(r.clone()).names.len()).sum::<usize>());
}

//! How fast sentences are told apart, beside `icu_segmenter`, the quickest splitter there is, on the same text: the
//! sample articles. It knows no abbreviations and no quotations; half of its speed is what is asked here.

use crossclaim::article::sentence::{Quotes, split};
use crossclaim::article::{Article, Page};
use crossclaim::claim;
use crossclaim::text::{Span, Words};
use divan::Bencher;
use divan::counter::BytesCount;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

fn main() {
    divan::main();
}

/// The paragraphs of the sample articles, over and over up to about a megabyte.
fn paragraphs() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let text: String = files.iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect();
    let lines: Vec<String> = text.lines().filter(|l| l.len() > 80).map(str::to_owned).collect();
    let size: usize = lines.iter().map(String::len).sum();
    lines.iter().cycle().take(lines.len() * (1_000_000 / size.max(1)).max(1)).cloned().collect()
}

#[divan::bench(args = [false, true])]
fn crossclaim(bencher: Bencher<'_, '_>, keep: bool) {
    let lines = paragraphs();
    let policy = if keep { Quotes::Keep } else { Quotes::Cut };
    bencher
        .counter(BytesCount::new(lines.iter().map(String::len).sum::<usize>()))
        .bench(|| lines.iter().map(|l| split(l, Span::new(0, l.len()), policy).len()).sum::<usize>());
}

#[divan::bench]
fn icu_segmenter(bencher: Bencher<'_, '_>) {
    let lines = paragraphs();
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    bencher
        .counter(BytesCount::new(lines.iter().map(String::len).sum::<usize>()))
        .bench(|| lines.iter().map(|l| segmenter.segment_str(l).count()).sum::<usize>());
}

/// All of reading a page: tokens, blocks, places, sentences.
#[divan::bench]
fn page(bencher: Bencher<'_, '_>) {
    let text = paragraphs().join("\n\n");
    bencher
        .counter(BytesCount::new(text.len()))
        .with_inputs(|| Article::new("a", "a", text.clone()))
        .bench_values(Page::read);
}

/// The tokens alone, for comparison with `page`.
#[divan::bench]
fn words(bencher: Bencher<'_, '_>) {
    let text = paragraphs().join("\n\n");
    bencher.counter(BytesCount::new(text.len())).bench(|| Words::of(&text).len());
}

/// Text that tries a reader: a megabyte without one full stop, of statements with figures; and ten thousand quotations that
/// are opened and never closed.
fn hostile(name: &str, megabytes: usize) -> String {
    match name {
        "no stop" => "killed 12 people and ".repeat(megabytes * 1_000_000 / 21),
        _ => "“He said so and they all heard him say it then and there, for the most part, and again and again ".repeat(10_000 * megabytes),
    }
}

/// All of reading an article into claims, for one, two and four times as much of a hostile text: the bytes for each second
/// stay what they are.
#[divan::bench(args = [("no stop", 1), ("no stop", 2), ("no stop", 4), ("open quotes", 1), ("open quotes", 2), ("open quotes", 4)], sample_count = 3, sample_size = 1)]
fn claims(bencher: Bencher<'_, '_>, (name, megabytes): (&str, usize)) {
    let text = hostile(name, megabytes);
    bencher
        .counter(BytesCount::new(text.len()))
        .with_inputs(|| Article::new("a", "a", text.clone()))
        .bench_values(|article| claim::extract(&Page::read(article)).len());
}

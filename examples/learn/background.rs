//! How common stems are in English news.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crossclaim::Article;
use serde_json::Value;

use crate::data::{files, lines};

/// Counts the sentences that hold each stem over the texts of all sets, no set counting for more than 3,000 of them, and
/// writes the stems that are common enough to tell; of those that are mostly written with a capital, only the ones that
/// several sets hold.
pub(crate) fn background(folder: &Path) {
    const MOST: f64 = 3000.0;
    #[derive(Default)]
    struct Seen {
        weight: f64,
        texts: usize,
        capital: usize,
        inside: usize,
        sets: usize,
        last: usize,
    }
    let mut texts_of: Vec<Vec<String>> = Vec::new();
    for path in files(&folder.join("pairs")) {
        let lines = lines(&path);
        let both = |l: &Value| ["a", "b"].map(|k| l[k].as_str().unwrap().to_owned());
        texts_of.push(lines.iter().flat_map(both).collect());
    }
    let mut sentences = Vec::new();
    for path in files(&folder.join("clusters")).iter().flat_map(|p| files(p)) {
        if path.extension().is_some_and(|e| e == "txt") {
            let page = crossclaim::article::Page::read(Article::new(
                "a",
                "a",
                std::fs::read_to_string(path).unwrap(),
            ));
            sentences.extend(page.sentences.iter().map(|s| s.span.of(page.text()).to_owned()));
        }
    }
    texts_of.push(sentences);
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut total = 0.0;
    for (number, texts) in texts_of.iter_mut().enumerate() {
        texts.sort_unstable();
        texts.dedup();
        let weight = (MOST / texts.len() as f64).min(1.0);
        total += weight * texts.len() as f64;
        for text in texts.iter() {
            let words = crossclaim::text::Words::of(text);
            let is_word =
                |&i: &usize| words.kind(i) == crossclaim::text::Kind::Word && words.folded(i) != "'s";
            let mut own = std::collections::BTreeSet::new();
            let all: Vec<usize> = (0..words.len()).filter(is_word).collect();
            let capitals = all.iter().filter(|&&i| words.is_capital(i)).count();
            for &i in &all {
                let stem = crossclaim::text::stem::stem(words.folded(i));
                let entry = seen.entry(stem.clone()).or_default();
                // Headlines with every word in capitals, and texts without any, tell nothing about names.
                if i > 0 && capitals * 2 < all.len() && capitals > 0 {
                    entry.inside += 1;
                    entry.capital += usize::from(words.is_capital(i));
                }
                if own.insert(stem) {
                    entry.weight += weight;
                    entry.texts += 1;
                    if entry.last != number + 1 {
                        entry.last = number + 1;
                        entry.sets += 1;
                    }
                }
            }
        }
    }
    let mut out = String::from(
        "# How common stems are in English news: of 100,000 sentences, how many hold the stem; `name` where it is mostly\n\
         # written with a capital inside of sentences. Counted by\n\
         # `cargo run --release --example learn -- DATA_FOLDER --background`; figures only.\n\
         # Columns: the stem (English Snowball), the count.\n",
    );
    for (stem, s) in &seen {
        let name = s.capital * 2 > s.inside;
        if s.texts >= 5 && s.sets >= if name { 4 } else { 2 } && s.inside > 0 {
            let _ = writeln!(
                out,
                "{stem}\t{:.0}{}",
                (s.weight / total * 1e5).max(1.0),
                if name { " name" } else { "" }
            );
        }
    }
    std::fs::write("src/lexicon/idf.tsv", out).unwrap();
}

//! Prints a pile of articles as JSONL, as large as you like and always the same, for measuring whole runs.
//!
//! ```text
//! cargo run --release --example pile -- 100000 > pile.jsonl
//! ```
//!
//! The number is that of sentences. The articles are made from the invented stories in `fixtures/stories`.
#![allow(clippy::print_stderr, clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;
#[path = "../tests/support/pile.rs"]
mod pile;

use std::io::{BufWriter, Write};

fn main() {
    let Some(sentences) = std::env::args().nth(1).and_then(|n| n.parse().ok()) else {
        eprintln!("usage: pile SENTENCES");
        std::process::exit(2);
    };
    let stories = support::entries(&support::at_root("fixtures/stories"));
    let bases: Vec<_> = stories.iter().filter(|p| p.is_dir()).map(|story| support::articles(story)).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in pile::articles(&bases, sentences, 1) {
        let record = serde_json::json!({
            "id": article.id,
            "outlet": article.outlet,
            "date": article.published.map(|d| d.to_string()),
            "text": article.text,
        });
        writeln!(out, "{record}").unwrap();
    }
    out.flush().unwrap();
}

//! Any bytes as a file: the first picks its ending, the rest is its content. What is read is read the same again.
#![no_main]
#![allow(dead_code, unused_imports)]

#[path = "../../src/bin/crossclaim/input/mod.rs"]
mod input;
#[path = "../file.rs"]
mod file;
#[path = "../../src/bin/crossclaim/threads.rs"]
mod threads;

use libfuzzer_sys::fuzz_target;

/// Without PDF, which another program reads.
const ENDINGS: [&str; 16] = [
    "txt", "md", "html", "xhtml", "mhtml", "json", "jsonl", "csv", "tsv", "xml", "rss", "atom", "eml", "docx", "txt.gz",
    "html.gz",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    if bytes.starts_with(b"%PDF") {
        return;
    }
    file::check(ENDINGS[usize::from(*first) % ENDINGS.len()], bytes);
});

//! Any bytes as text, Markdown, JSON, JSONL or a table; the first byte says which.
#![no_main]
#![allow(dead_code)]

#[path = "../../src/bin/crossclaim/input/mod.rs"]
mod input;

use std::path::Path;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((form, bytes)) = bytes.split_first() else { return };
    let name = ["a.txt", "a.md", "a.json", "a.jsonl", "a.csv", "a"][usize::from(*form) % 6];
    let _ = input::parse(Path::new(name), name, bytes, &mut input::Held::default());
});

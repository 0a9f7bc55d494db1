//! Any text as an article: its sentences are the text, and every claim and value stands in it.
#![no_main]

#[path = "../../tests/support/stages.rs"]
mod stages;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| stages::check(text));

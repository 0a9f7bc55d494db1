//! Any text as a web page that was saved: an article comes out, or a reason.
#![no_main]
#![allow(dead_code, unused_imports)]

#[path = "../../src/bin/crossclaim/input/mod.rs"]
mod input;
#[path = "../file.rs"]
mod file;
#[path = "../../src/bin/crossclaim/threads.rs"]
mod threads;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| file::check("html", page.as_bytes()));

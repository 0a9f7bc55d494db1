//! Any bytes as a saved web page.
#![no_main]
#![allow(dead_code)]

#[path = "../../src/bin/crossclaim/input/mod.rs"]
mod input;

use std::path::Path;

use libfuzzer_sys::fuzz_target;

// A panic of the parser is caught and becomes an error; the fuzzer's hook would end the process before that. One that is
// not caught still does.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    let _ = input::parse(Path::new("page.html"), "page.html", bytes, &mut input::Held::default());
});

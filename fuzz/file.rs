//! Reads a file as the program does, and holds what comes out to what is true of every article.

use std::path::PathBuf;
use std::sync::{LazyLock, Once};

use crate::input::{self, Reading};

#[path = "../tests/support/stages.rs"]
mod stages;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

/// Reads `bytes` as a file with this ending, twice.
pub(crate) fn check(ending: &str, bytes: &[u8]) {
    // The extractor of articles runs in a thread of its own, whose panics are errors to the program; the fuzzer would take
    // each for its end. A panic of this thread still ends it.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let path: PathBuf = FOLDER.path().join(format!("article.{ending}"));
    std::fs::write(&path, bytes).expect("a file");
    let reading = Reading { any_language: true, ..Reading::default() };
    let read = || {
        let mut all = input::read(std::slice::from_ref(&path), &reading);
        input::without_duplicates(&mut all);
        all
    };
    let (one, two) = (read(), read());
    assert_eq!(one.articles, two.articles);
    assert!(!one.articles.is_empty() || !one.left_out.is_empty(), "neither an article nor a reason");
    for article in &one.articles {
        stages::check(&article.text);
    }
}

//! Any text as one sentence: its figures are intervals that are not upside down, and compare without a panic.
#![no_main]

use crossclaim::facet::{self, figure};
use crossclaim::text::Words;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let words = Words::of(text);
    let facets = facet::read(&words, 0..words.len(), None);
    for figure in &facets.figures {
        assert!(text.get(figure.span.start()..figure.span.end()).is_some(), "{figure:?}");
        if let (Some(low), Some(high)) = (figure.low, figure.high) {
            assert!(low <= high, "{figure:?}");
        }
        assert!(figure.low.is_none_or(|x| !x.is_nan()) && figure.high.is_none_or(|x| !x.is_nan()));
    }
    for pair in facets.figures.windows(2) {
        let (one, other) = (figure::compare(&pair[0], &pair[1]), figure::compare(&pair[1], &pair[0]));
        assert_eq!(one.map(|j| j.relation), other.map(|j| j.relation), "{pair:?}");
    }
});

//! Characters, words, spans, folding, likeness and word diffs. Knows nothing of news.

pub mod span;
pub mod words;
pub mod stem;
pub mod plural;
pub mod similarity;
pub mod diff;

pub use span::Span;
pub use words::{Kind, Shape, Words};

//! What is written, one format a file. Judges nothing.
//!
//! Every format is a pure function of a [`View`]: the [`Story`](crate::story::Story) with what all formats share (ids, lines, columns).

pub mod escape;
pub mod view;
pub mod marked;
pub mod words;
mod wrap;
pub mod json;
pub mod sheet;
pub mod csv;
#[cfg(feature = "xlsx")]
pub mod xlsx;
pub mod diff;
pub mod markdown;
pub mod jsonld;
mod plot;
pub mod html;
pub mod index;

pub use view::{View, digest};

//! What is written, one format a file. Judges nothing.
//!
//! Every format is a pure function of a [`View`]: the [`Story`] with what all formats share (ids, lines, columns).

pub mod view;
pub mod json;

pub use view::{View, digest};

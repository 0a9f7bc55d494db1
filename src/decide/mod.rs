//! What people decide about findings, how that lasts, and how it measures the program. Knows neither files nor formats.
//!
//! A [`Question`] is a finding as somebody is asked about it: by the words of its sides, not by positions. A [`Decision`]
//! keeps those words, so that it still holds where articles are added, their order changes, or a newer program cuts the
//! text in another way ([`standing`]); where the words themselves have changed, that is said. [`change`] compares two
//! reports, [`score`] a story with an annotation, which decisions can be as well ([`gold`]).

pub mod question;
pub mod decision;
mod known;
pub mod left_out;
pub mod standing;
pub mod change;
pub mod gold;
pub mod listing;
pub mod place;
pub mod counts;
pub mod score;

pub use decision::{Choice, Decision, Decisions};
pub use question::{Question, Side};
pub use standing::Standing;

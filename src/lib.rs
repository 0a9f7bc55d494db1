//! Compares what several outlets wrote about one story, claim by claim.
//!
//! Data flows one way, through rooms in reading order: [`text`] cuts characters into words, [`lexicon`] holds
//! phrases, [`calendar`] days, [`article`] reads one outlet's page, [`facet`] reads comparable values, [`claim`]
//! says who asserts what, [`align`] which claims meet, [`verdict`] what they agree and differ about, [`story`] runs
//! it all, [`report`] writes it down, and [`decide`] keeps what people make of it. A room imports only from lower
//! floors.
//!
//! ```
//! use crossclaim::{Article, Options, compare};
//!
//! let articles = vec![
//!     Article::new("a", "Gazette", "The ferry sank off Port Ellery on Sunday, killing 31 people."),
//!     Article::new("b", "Herald", "The ferry sank off Port Ellery on Sunday, killing 43 people."),
//! ];
//! let story = compare(articles, &Options::default());
//! assert!(story.findings.iter().any(|f| f.is_conflict()));
//! ```

pub mod text;
pub mod lexicon;
pub mod calendar;
pub mod article;
pub mod facet;
pub mod claim;
pub mod align;
pub mod verdict;
pub mod story;
pub mod report;
pub mod decide;

pub use article::Article;
pub use facet::Relation;
pub use story::{Options, Story, compare};
pub use verdict::Finding;

//! Sentences that say several things, taken apart.

use super::Speaker;
use crate::article::Page;
use crate::text::Span;

/// A stretch of a sentence that is a claim.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Where it stands.
    pub span: Span,
    /// Who is made responsible for it.
    pub speaker: Option<Speaker>,
    /// What its subject is resolved to, when that stands outside of it.
    pub subject: Option<Span>,
}

/// The claims of sentence number `sentence` of `page`, in order.
pub fn split(page: &Page, sentence: usize) -> Vec<Clause> {
    vec![Clause { span: page.sentences[sentence].span, speaker: None, subject: None }]
}

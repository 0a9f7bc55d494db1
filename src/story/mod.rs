//! The pipeline, and its one result. Knows no files.

pub mod explain;

use rayon::prelude::*;

use crate::align::{self, Group, Told};
use crate::article::{Article, Page};
use crate::claim;
use crate::verdict::{self, Finding};

/// What a run may vary.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Options {
    /// How claims are aligned.
    pub align: align::Options,
}

/// Everything that is known after a run.
#[derive(Clone, Debug)]
pub struct Story {
    /// The pages with their claims, sorted by article id.
    pub told: Vec<Told>,
    /// The groups, in the order of their first members.
    pub groups: Vec<Group>,
    /// For each page the number of the first that prints the same story: copies of one wire text are one origin.
    pub origins: Vec<usize>,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
}

/// Compares the articles of one story. The order of the articles and the number of threads make no difference.
pub fn compare(mut articles: Vec<Article>, options: &Options) -> Story {
    articles.sort_by(|a, b| (&a.id, &a.path, &a.text).cmp(&(&b.id, &b.path, &b.text)));
    let told: Vec<Told> = articles.into_par_iter().map(tell).collect();
    let groups = align::align(&told, &options.align);
    let origins = align::origin::of(&told);
    let findings = verdict::judge(&told, &groups);
    Story { told, groups, origins, findings }
}

/// Reads one article and its claims.
pub fn tell(article: Article) -> Told {
    let page = Page::read(article);
    let claims = claim::extract(&page);
    Told { page, claims }
}

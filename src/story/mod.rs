//! The pipeline, and its one result. Knows no files.

pub mod explain;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::align::{self, Group, Stories, Told};
use crate::article::{Article, Page};
use crate::claim;
use crate::text::Words;
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
    /// Which of the pages tell one story: a few are taken to, more may tell several.
    pub stories: Stories,
    /// The groups, in the order of their first members.
    pub groups: Vec<Group>,
    /// For each page the number of the first that prints the same story: copies of one wire text are one origin.
    pub origins: Vec<usize>,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
}

impl Story {
    /// Lets go of what nothing but reading and judging needs, the words of the pages: a fifth of all that a story holds.
    pub fn let_words_go(&mut self) {
        for told in &mut self.told {
            told.page.words = Words::default();
        }
    }
}

/// Compares the articles of one story. The order of the articles and the number of threads make no difference.
pub fn compare(articles: Vec<Article>, options: &Options) -> Story {
    compare_telling(articles, options, &|_, _, _| {})
}

/// What a run is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Reading the claims of articles; articles are counted.
    Reading,
    /// Holding claims against each other; candidate pairs are counted.
    Matching,
    /// Comparing values; groups are counted, all at once.
    Judging,
}

/// The same; `tell` hears what the run is at, how much of that is done, and how much there is, often and from any thread.
pub fn compare_telling(
    mut articles: Vec<Article>,
    options: &Options,
    tell: &(dyn Fn(Stage, usize, usize) + Sync),
) -> Story {
    articles.sort_by(|a, b| (&a.id, &a.path, &a.text).cmp(&(&b.id, &b.path, &b.text)));
    let (all, read) = (articles.len(), AtomicUsize::new(0));
    let read = |article| {
        tell(Stage::Reading, read.fetch_add(1, Ordering::Relaxed), all);
        self::tell(article)
    };
    let told: Vec<Told> = articles.into_par_iter().map(read).collect();
    let stories = Stories::of(&told);
    let matching = |done, all| tell(Stage::Matching, done, all);
    let groups = align::align_telling(&told, &stories, &options.align, &matching);
    tell(Stage::Judging, 0, groups.len());
    let origins = align::origin::of(&told);
    let findings = verdict::judge(&told, &groups);
    Story { told, stories, groups, origins, findings }
}

/// Reads one article and its claims.
pub fn tell(article: Article) -> Told {
    let page = Page::read(article);
    let claims = claim::extract(&page);
    Told { page, claims }
}

//! What several tests share: articles and stories out of folders, and where passages stand in them.
// Each test is a crate of its own and uses a part of this; helpers of tests may unwrap: a failure is the message.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use crossclaim::Article;
use crossclaim::align::{At, Told};
use crossclaim::calendar::Day;
use crossclaim::text::Span;

/// A path inside the project.
pub(crate) fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What lies in a folder, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The articles of a folder: each `.txt` under the name of its file, and the records of each `.jsonl`.
pub(crate) fn articles(folder: &Path) -> Vec<Article> {
    let mut articles = Vec::new();
    for path in entries(folder) {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        match path.extension().and_then(|e| e.to_str()) {
            Some("txt") => {
                articles.push(Article::new(stem.clone(), stem, fs::read_to_string(&path).unwrap()));
            }
            Some("jsonl") => {
                for line in fs::read_to_string(&path).unwrap().lines() {
                    let record: serde_json::Value = serde_json::from_str(line).unwrap();
                    let field = |name: &str| record[name].as_str().unwrap().to_owned();
                    let mut article = Article::new(field("id"), field("outlet"), field("text"));
                    article.title = Some(field("title"));
                    article.published = Day::iso(&field("date"));
                    articles.push(article);
                }
            }
            _ => {}
        }
    }
    articles
}

/// Where `passage` stands in `text`; it must stand there once.
pub(crate) fn find(text: &str, passage: &str) -> Result<Span, String> {
    let mut at = text.match_indices(passage).map(|(at, _)| at);
    match (at.next(), at.next()) {
        (Some(start), None) => Ok(Span::new(start, start + passage.len())),
        (None, _) => Err(format!("{passage:?} does not stand in its article")),
        (Some(_), Some(_)) => Err(format!("{passage:?} stands in its article more than once")),
    }
}

/// Whether a claim and a passage are about the same words: they share at least half of the shorter one.
pub(crate) fn meets(claim: Span, passage: Span) -> bool {
    2 * claim.shared(passage) >= claim.len().min(passage.len()).max(1)
}

/// The claims of page number `page` that a passage of it meets.
pub(crate) fn claims_at(told: &[Told], page: usize, passage: Span) -> Vec<At> {
    let claims = told[page].claims.iter().enumerate();
    claims
        .filter(|(_, c)| meets(c.span, passage))
        .map(|(claim, _)| At { page: page as u32, claim: claim as u32 })
        .collect()
}

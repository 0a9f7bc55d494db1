//! Which files are read: those named, those that a pattern names, those in folders.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Error, anyhow};
use walkdir::{DirEntry, WalkDir};

use super::form;

/// What the program itself writes, and what accompanies articles without being one: never read out of a folder.
const NOT_ARTICLES: [&str; 16] = [
    "findings.csv",
    "matrix.csv",
    "claims.csv",
    "decisions.csv",
    "gold.json",
    "diff.txt",
    "groups.txt",
    "report.json",
    "report.html",
    "report.md",
    "index.html",
    "index.csv",
    "claims.jsonld",
    "readme.md",
    "readme.txt",
    "crossclaim.toml",
];

/// A file to read.
pub(super) struct Source {
    pub(super) path: PathBuf,
    /// Whether the user asked for this very file, so that what is no article in it is an error.
    pub(super) named: bool,
}

/// The files at `paths` in the order of their true paths, each once; why a path gives none goes to `errors`.
pub(super) fn of(paths: &[PathBuf], errors: &mut Vec<Error>) -> Vec<Source> {
    let mut found: BTreeMap<PathBuf, Source> = BTreeMap::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.insert(path.clone(), Source { path: path.clone(), named: true });
        } else if path.is_dir() {
            folder(path, &mut found, errors);
        } else if let Some(matches) = pattern(path, errors) {
            for path in matches {
                if path.is_dir() { folder(&path, &mut found, errors) } else { file(path, &mut found) }
            }
        } else {
            file(path.clone(), &mut found);
        }
    }
    found.into_values().collect()
}

fn file(path: PathBuf, found: &mut BTreeMap<PathBuf, Source>) {
    let key = path.canonicalize().unwrap_or_else(|_| path.clone());
    found.entry(key).and_modify(|s| s.named = true).or_insert(Source { path, named: true });
}

fn folder(path: &Path, found: &mut BTreeMap<PathBuf, Source>, errors: &mut Vec<Error>) {
    let files = below(path, errors);
    if files.is_empty() {
        let endings = form::ENDINGS.map(|e| format!(".{e}")).join(", ");
        errors.push(anyhow!("{}: no article in this folder (looked for {endings})", path.display()));
    }
    for file in files {
        let key = file.canonicalize().unwrap_or_else(|_| file.clone());
        found.entry(key).or_insert(Source { path: file, named: false });
    }
}

/// What a pattern such as `2015-*/*.html` names, where a shell has not resolved it; `None` for what is none.
fn pattern(path: &Path, errors: &mut Vec<Error>) -> Option<Vec<PathBuf>> {
    let text = path.to_str().filter(|t| t.contains(['*', '?', '[']))?;
    if path.exists() {
        return None;
    }
    let options = glob::MatchOptions {
        require_literal_leading_dot: true,
        require_literal_separator: true,
        case_sensitive: true,
    };
    let matches: Vec<PathBuf> = match glob::glob_with(text, options) {
        Ok(matches) => matches.flatten().filter(|p| p.is_dir() || is_article(p)).collect(),
        Err(error) => {
            errors.push(anyhow!("{text}: no pattern at character {}: {}", error.pos + 1, error.msg));
            return Some(Vec::new());
        }
    };
    if matches.is_empty() {
        errors.push(anyhow!("{text}: no file's name is like this pattern; check it with `ls`"));
    }
    Some(matches)
}

/// The articles' files below `folder`, sorted. What is hidden, `expected/`, and the folder in which a browser keeps the
/// pictures of a page are left aside; symbolic links are not followed out of it.
pub(super) fn below(folder: &Path, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if !entry.path().is_dir() && is_article(entry.path()) => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => errors.push(Error::new(error)),
        }
    }
    files
}

/// Whether a file or folder met on the way is looked into.
pub(crate) fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0
        || !(name.starts_with('.')
            || entry.file_type().is_dir() && (name == "expected" || is_companion(entry.path())))
}

/// Whether a folder holds what belongs to a page saved beside it: `Ferry sinks_files` beside `Ferry sinks.html`. The end
/// is in the language of the browser (`_files`, `-Dateien`, `_fichiers`, `.files`).
fn is_companion(folder: &Path) -> bool {
    let Some(name) = folder.file_name().and_then(OsStr::to_str) else { return false };
    let marks = name.char_indices().filter(|(_, c)| matches!(c, '_' | '-' | '.')).map(|(at, _)| at);
    marks.into_iter().any(|at| {
        let end = &name[at + 1..];
        let page = |ending: &str| folder.with_file_name(format!("{}.{ending}", &name[..at])).is_file();
        !end.is_empty()
            && end.chars().all(char::is_alphabetic)
            && ["html", "htm", "xhtml"].into_iter().any(page)
    })
}

/// Whether a file of a folder is likely to be an article, by its name.
pub(crate) fn is_article(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    form::ending(path).is_some_and(|e| form::ENDINGS.contains(&e.as_str()))
        && !NOT_ARTICLES.contains(&name.as_str())
}

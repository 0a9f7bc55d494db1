//! Articles out of files, folders and standard input.
//!
//! One unreadable file does not sink the run: it is left out and named. Files are read in parallel; what comes out
//! depends neither on the order of the paths nor on threads.

mod decode;
mod markdown;
mod outlet;
#[cfg(feature = "html-in")]
mod page;
mod records;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, anyhow, bail};
use crossclaim::Article;
use crossclaim::calendar::Day;
use crossclaim::report::digest;
use rayon::prelude::*;
use walkdir::WalkDir;

pub(crate) use outlet::Outlets;

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// The articles, sorted by id.
    pub(crate) articles: Vec<Article>,
    /// Why a file or record was left out, one error each.
    pub(crate) left_out: Vec<Error>,
    /// What a reader should know, and is no error.
    pub(crate) notes: Vec<String>,
}

/// An article before its outlet and id are settled.
#[derive(Clone, Debug, Default)]
struct Draft {
    id: Option<String>,
    /// The name of its file without folder and ending.
    stem: String,
    /// The file as the user named it, for people.
    path: String,
    outlet: Option<String>,
    title: Option<String>,
    published: Option<Day>,
    text: String,
}

/// What one file held.
#[derive(Default)]
pub(crate) struct Held {
    drafts: Vec<Draft>,
    errors: Vec<Error>,
    notes: Vec<String>,
}

/// Texts are addressed by four bytes an end, and a page of this size is no article.
const MOST_BYTES: usize = 1 << 30;

/// Endings of files that a folder is searched for.
const ENDINGS: [&str; 10] = ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "jsonl", "csv"];

/// What the program itself writes, and what accompanies articles without being one: never read out of a folder.
const NOT_ARTICLES: [&str; 13] = [
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
    "claims.jsonld",
    "readme.md",
    "readme.txt",
];

/// Reads the articles at `paths`: files, folders (searched for the known endings, what is hidden and `expected/` left
/// aside), or `-` for standard input.
pub(crate) fn read(paths: &[PathBuf], outlets: &Outlets) -> Input {
    let mut input = Input::default();
    let sources = sources(paths, &mut input);
    let held: Vec<Held> = sources.par_iter().map(|(path, named)| hold(path, *named)).collect();
    let mut drafts = Vec::new();
    for one in held {
        drafts.extend(one.drafts);
        input.left_out.extend(one.errors);
        input.notes.extend(one.notes);
    }
    outlets.settle(&mut drafts);
    input.notes.extend(outlets.unused(&drafts));
    input.articles = settle_ids(drafts);
    input
}

/// Counts a text once that one outlet printed in several files, and says so. The same text of another outlet stays:
/// who prints a wire story is of interest.
pub(crate) fn without_duplicates(input: &mut Input) {
    let mut first: BTreeMap<(String, u64), String> = BTreeMap::new();
    let notes = &mut input.notes;
    input.articles.retain(|article| {
        let key = (article.outlet.clone(), digest(&[article.text.trim()]));
        if let Some(kept) = first.get(&key) {
            notes.push(format!("{}: the same text as {kept}, counted once", article.path));
            return false;
        }
        first.insert(key, article.path.clone());
        true
    });
}

/// The files to read, each with whether the user named it, in the order of their paths and without duplicates.
fn sources(paths: &[PathBuf], input: &mut Input) -> Vec<(PathBuf, bool)> {
    let mut found: BTreeMap<PathBuf, (PathBuf, bool)> = BTreeMap::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.insert(path.clone(), (path.clone(), true));
        } else if path.is_dir() {
            let before = found.len();
            for file in walk(path, &mut input.left_out) {
                let key = file.canonicalize().unwrap_or_else(|_| file.clone());
                found.entry(key).or_insert((file, false));
            }
            if found.len() == before {
                input.left_out.push(anyhow!(
                    "{}: no article in this folder (looked for {})",
                    path.display(),
                    ENDINGS.map(|e| format!(".{e}")).join(", ")
                ));
            }
        } else {
            let key = path.canonicalize().unwrap_or_else(|_| path.clone());
            found.entry(key).and_modify(|(_, named)| *named = true).or_insert((path.clone(), true));
        }
    }
    found.into_values().collect()
}

/// The articles' files below `folder`, sorted; symbolic links are not followed out of it.
fn walk(folder: &Path, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    let wanted = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || entry.file_type().is_dir() && name == "expected")
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(wanted) {
        match entry {
            Ok(entry) if !entry.path().is_dir() && is_article(entry.path()) => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => errors.push(Error::new(error)),
        }
    }
    files
}

/// Whether a file of a folder is likely to be an article, by its name.
pub(crate) fn is_article(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    ending(path).is_some_and(|e| ENDINGS.contains(&e.as_str())) && !NOT_ARTICLES.contains(&name.as_str())
}

fn ending(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_lowercase())
}

/// Reads one file. `named`: the user asked for this very file, so that what is no article is an error.
fn hold(path: &Path, named: bool) -> Held {
    let shown =
        if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
    let mut held = Held::default();
    match bytes(path).and_then(|bytes| parse(path, &shown, &bytes, &mut held)) {
        Ok(()) => {}
        Err(error) if !named && error.is::<NoRecords>() => {
            held.notes.push(format!("{shown}: skipped, {error}"));
        }
        Err(error) => held.errors.push(error.context(shown.clone())),
    }
    held
}

/// A file of records that holds none: trouble where the user named it, and of no interest in a folder.
#[derive(Debug)]
struct NoRecords(String);

impl std::fmt::Display for NoRecords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoRecords {}

/// Whether an error says no more than that a file of records holds no article.
pub(crate) fn is_no_records(error: &Error) -> bool {
    error.downcast_ref::<NoRecords>().is_some()
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).context("cannot be read")?;
        return Ok(bytes);
    }
    let size = std::fs::metadata(path).map_err(remedy)?.len();
    if size > MOST_BYTES as u64 {
        bail!("is larger than 1 GiB; split it into several files");
    }
    std::fs::read(path).map_err(remedy)
}

/// An error of the system with what can be done about it.
fn remedy(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => anyhow!("no such file or folder; check the spelling"),
        std::io::ErrorKind::PermissionDenied => anyhow!("may not be read; check its permissions"),
        _ => Error::new(error).context("cannot be read"),
    }
}

/// What kind of file it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Markdown,
    Html,
    Json,
    Csv,
}

/// The form by the ending; by the content where that says nothing.
fn form(path: &Path, text: &str) -> Form {
    let sniffed = || {
        let head = text.trim_start().get(..512).unwrap_or(text.trim_start()).to_ascii_lowercase();
        if head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<head") {
            Form::Html
        } else if head.starts_with('{') || head.starts_with('[') {
            Form::Json
        } else if head.starts_with("---\n") || head.starts_with("---\r\n") {
            Form::Markdown
        } else {
            Form::Text
        }
    };
    match ending(path).as_deref() {
        Some("txt" | "text") => Form::Text,
        Some("md" | "markdown") => Form::Markdown,
        Some("html" | "htm" | "xhtml") => Form::Html,
        Some("json" | "jsonl" | "ndjson") => Form::Json,
        Some("csv" | "tsv") => Form::Csv,
        _ => sniffed(),
    }
}

/// Reads the bytes of one file, whatever they are: its articles, and what is wrong with some of them, go to `held`.
///
/// # Errors
/// If no article can be read out of it.
pub(crate) fn parse(path: &Path, shown: &str, bytes: &[u8], held: &mut Held) -> Result<()> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        bail!("is empty; remove it, or save the article's text into it");
    }
    let html = matches!(ending(path).as_deref(), Some("html" | "htm" | "xhtml"));
    let decoded = decode::decode(bytes, html)?;
    if let Some(note) = decoded.note {
        held.notes.push(format!("{shown}: {note}"));
    }
    let text = decoded.text;
    let stem = if path.as_os_str() == "-" {
        "stdin".to_owned()
    } else {
        path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    };
    let base = Draft { stem, path: shown.to_owned(), ..Draft::default() };
    match form(path, &text) {
        Form::Text => held.drafts.push(Draft { text, ..base }),
        Form::Markdown => held.drafts.push(markdown::read(&text, base)),
        Form::Html => held.drafts.push(html_page(&text, base)?),
        Form::Json => records::json(&text, &base, held)?,
        Form::Csv => records::csv(&text, &base, held)?,
    }
    let before = held.drafts.len();
    held.drafts.retain(|d| !d.text.trim().is_empty());
    if held.drafts.len() < before {
        bail!("holds no article text");
    }
    Ok(())
}

#[cfg(feature = "html-in")]
fn html_page(text: &str, base: Draft) -> Result<Draft> {
    page::read(text, base)
}

#[cfg(not(feature = "html-in"))]
fn html_page(_text: &str, _base: Draft) -> Result<Draft> {
    bail!("is a web page, and this program was built without the feature `html-in`; save its text instead")
}

/// Gives every article its id: the record's, or the name of its file. Where several have the same, each gets a digest
/// of its content behind it, so that no id depends on the order of the files.
fn settle_ids(drafts: Vec<Draft>) -> Vec<Article> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let name = |d: &Draft| d.id.clone().unwrap_or_else(|| d.stem.clone());
    for draft in &drafts {
        *uses.entry(name(draft)).or_default() += 1;
    }
    let mut articles: Vec<Article> = drafts
        .into_iter()
        .map(|draft| {
            let mut id = name(&draft);
            let outlet = draft.outlet.unwrap_or_default();
            if uses[&id] > 1 {
                let title = draft.title.as_deref().unwrap_or_default();
                let content = digest(&[&outlet, title, &draft.text]);
                id = format!("{id}-{:08x}", content >> 32);
            }
            Article {
                id,
                path: draft.path,
                outlet,
                title: draft.title,
                published: draft.published,
                text: draft.text,
            }
        })
        .collect();
    articles.sort_by(|a, b| (&a.id, &a.path, &a.text).cmp(&(&b.id, &b.path, &b.text)));
    articles
}

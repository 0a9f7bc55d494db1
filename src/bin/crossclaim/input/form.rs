//! What kind of file it is, by its ending and what it begins with, and who reads it.

use std::path::Path;

use anyhow::{Result, bail};

use super::records::Fields;
use super::{Draft, Held, decode, docx, feed, mail, markdown, page, pdf, records};

/// Endings of files that a folder is searched for; `.gz` may stand behind each.
pub(super) const ENDINGS: [&str; 20] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "mhtml", "mht", "json", "jsonl", "ndjson",
    "csv", "tsv", "xml", "rss", "atom", "eml", "docx", "pdf",
];

/// What kind of file it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Text,
    Markdown,
    Html,
    /// A web page or message in MIME parts.
    Mail,
    Json,
    Csv,
    Feed,
    Docx,
    Pdf,
}

/// The ending of a file's name in lower case, that of what is packed where it is `.gz`.
pub(super) fn ending(path: &Path) -> Option<String> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase())?;
    if ending == "gz" { path.file_stem().and_then(|s| self::ending(Path::new(s))) } else { Some(ending) }
}

/// The form of what is no text, by its first bytes.
fn binary(bytes: &[u8]) -> Option<Form> {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => Some(Form::Pdf),
        [b'P', b'K', 3, 4, ..] => Some(Form::Docx),
        _ => None,
    }
}

/// The form of a text by the ending of its file; by its beginning where that says nothing.
fn form(path: &Path, text: &str) -> Form {
    let head = text.trim_start();
    let head = head.get(..head.floor_char_boundary(512)).unwrap_or(head).to_ascii_lowercase();
    match ending(path).as_deref() {
        Some("txt" | "text") => return Form::Text,
        Some("md" | "markdown") => return Form::Markdown,
        Some("html" | "htm" | "xhtml") => return Form::Html,
        Some("mhtml" | "mht" | "eml") => return Form::Mail,
        Some("json" | "jsonl" | "ndjson") => return Form::Json,
        Some("csv" | "tsv") => return Form::Csv,
        Some("rss" | "atom") => return Form::Feed,
        _ => {}
    }
    let headed = |name: &str| head.lines().take_while(|l| !l.trim().is_empty()).any(|l| l.starts_with(name));
    if head.starts_with("<!doctype html") || head.contains("<html") {
        Form::Html
    } else if ["<rss", "<feed", "<rdf:rdf", "<?xml"].iter().any(|tag| head.contains(tag)) {
        Form::Feed
    } else if head.contains("<head") || head.contains("<!-- saved from url") {
        Form::Html
    } else if head.starts_with(['{', '[']) {
        Form::Json
    } else if head.starts_with("---\n") || head.starts_with("---\r\n") {
        Form::Markdown
    } else if headed("mime-version:") || headed("from:") && (headed("subject:") || headed("content-type:")) {
        Form::Mail
    } else {
        Form::Text
    }
}

/// Reads the articles in `bytes` into `held`.
pub(super) fn parse(path: &Path, base: &Draft, fields: &Fields, bytes: &[u8], held: &mut Held) -> Result<()> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        bail!("is empty; remove it, or save the article's text into it");
    }
    let base = base.clone();
    match binary(bytes) {
        Some(Form::Pdf) => held.drafts.push(pdf::read(bytes, base)?),
        Some(_) => held.drafts.push(docx::read(bytes, base)?),
        // Its parts have encodings of their own.
        None if matches!(ending(path).as_deref(), Some("mhtml" | "mht" | "eml")) => {
            held.drafts.push(mail::read(bytes, base)?);
        }
        None => text(path, base, fields, bytes, held)?,
    }
    let before = held.drafts.len();
    held.drafts.retain(|d| !d.text.trim().is_empty());
    if held.drafts.len() < before {
        bail!("holds no article text");
    }
    Ok(())
}

fn text(path: &Path, base: Draft, fields: &Fields, bytes: &[u8], held: &mut Held) -> Result<()> {
    let declares = matches!(ending(path).as_deref(), Some("html" | "htm" | "xhtml" | "xml" | "rss" | "atom"));
    let sniffed = bytes.get(..bytes.len().min(64)).unwrap_or_default().trim_ascii_start().starts_with(b"<");
    let decoded = decode::decode(bytes, declares || sniffed)?;
    if let Some(note) = decoded.note {
        held.notes.push(format!("{}: {note}", base.path));
    }
    let text = decoded.text;
    match form(path, &text) {
        Form::Markdown => {
            let path = base.path.clone();
            let mut notes = Vec::new();
            held.drafts.push(markdown::read(&text, base, &mut notes));
            held.notes.extend(notes.into_iter().map(|note| format!("{path}: {note}")));
        }
        Form::Html => held.drafts.push(page::read(&text, base)?),
        Form::Mail => held.drafts.push(mail::read(bytes, base)?),
        Form::Json => records::json(&text, &base, fields, held)?,
        Form::Csv => records::csv(&text, &base, fields, held)?,
        Form::Feed => feed::read(&text, &base, held)?,
        Form::Text | Form::Docx | Form::Pdf => held.drafts.push(Draft { text, ..base }),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_by_ending_and_by_content() {
        for (name, text, expected) in [
            ("a.txt", "<html>", Form::Text),
            ("a.json.gz", "", Form::Json),
            ("a", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Form::Feed),
            ("a.xml", "<?xml version=\"1.0\"?><html xmlns=\"x\"><head>", Form::Html),
            ("-", "From: Ida <ida@gazette.example>\nSubject: Ferry\n\nText", Form::Mail),
            ("-", "From: a place\n\nthat nobody knows", Form::Text),
            ("-", " [{}]", Form::Json),
            ("-", "---\ntitle: x\n---\n", Form::Markdown),
        ] {
            assert_eq!(form(Path::new(name), text), expected, "{name} {text}");
        }
    }
}

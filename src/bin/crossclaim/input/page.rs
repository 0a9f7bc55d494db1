//! A saved web page into the article's text, one paragraph apart from the next, and its metadata.

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Result, anyhow, bail};
use trafilatura::dom::{Document, NodeId};
use trafilatura::{ExtractionFocus, Options};

use super::{Draft, records};

/// The extractor recurses over the tree, and aborts the process on one that is nested deep enough; real pages stay
/// below 200.
const DEEPEST: usize = 1000;
/// The largest page of the article extraction benchmark has 3 MB.
const LARGEST: usize = 32 << 20;
/// Stack for the extractor: ample for [`DEEPEST`].
const STACK: usize = 64 << 20;

/// Reads a page, favouring precision: a related link taken for the article becomes a claim that nobody made.
pub(super) fn read(html: &str, base: Draft) -> Result<Draft> {
    if html.len() > LARGEST {
        bail!("is a page of more than 32 MiB; save the article's text instead");
    }
    let depth = depth(html);
    if depth > DEEPEST {
        bail!("nests elements {depth} deep, which no article does; save its text instead");
    }
    let extracted = std::thread::scope(|scope| {
        let work = || catch_unwind(AssertUnwindSafe(|| extract(html)));
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.map(std::thread::ScopedJoinHandle::join)
    });
    let found = match extracted {
        Ok(Ok(Ok(found))) => found?,
        Ok(_) => bail!("cannot be read as a web page (the extractor failed); save its text instead"),
        Err(error) => return Err(anyhow!(error).context("cannot start a thread to read it")),
    };
    let fill = |own: Option<String>, new: String| own.or(Some(new)).filter(|t| !t.trim().is_empty());
    Ok(Draft {
        outlet: fill(base.outlet, found.outlet),
        title: fill(base.title, found.title),
        published: records::day(&found.date).or(base.published),
        text: found.text,
        ..base
    })
}

struct Found {
    outlet: String,
    title: String,
    date: String,
    text: String,
}

fn extract(html: &str) -> Result<Found> {
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision);
    let result = trafilatura::extract(html, &options)
        .map_err(|error| anyhow!("no article found in the page ({error}); save its text instead"))?;
    let mut text = text_of(&result.content_html);
    if text.trim().is_empty() {
        text = result.content_text;
    }
    if text.trim().is_empty() {
        bail!("no article found in the page; save its text instead");
    }
    let meta = result.metadata;
    let outlet = if meta.sitename.trim().is_empty() { &meta.hostname } else { &meta.sitename };
    Ok(Found {
        outlet: outlet.trim().trim_start_matches('@').trim_start_matches("www.").to_owned(),
        title: meta.title.split_whitespace().collect::<Vec<_>>().join(" "),
        date: meta.date.map(|d| d.to_string()).unwrap_or_default(),
        text,
    })
}

/// The text of a fragment: white space joined, blocks apart by an empty line, list items and breaks by a line.
fn text_of(html: &str) -> String {
    let document = Document::parse(html);
    let mut out = Text { out: String::with_capacity(html.len()), space: false };
    walk(&document, document.root(), &mut out);
    out.out.truncate(out.out.trim_end().len());
    out.out.push('\n');
    out.out
}

struct Text {
    out: String,
    space: bool,
}

impl Text {
    fn push(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push(' ');
            }
            self.space = false;
            self.out.push(c);
        }
    }

    /// Ends the line, with an empty one behind it where `lines` is 2.
    fn end(&mut self, lines: usize) {
        self.space = false;
        if self.out.is_empty() {
            return;
        }
        let there = self.out.bytes().rev().take_while(|b| *b == b'\n').count();
        for _ in there..lines {
            self.out.push('\n');
        }
    }
}

fn walk(document: &Document, node: NodeId, out: &mut Text) {
    for child in document.child_nodes(node) {
        if document.is_text(child) {
            out.push(&document.text_content(child));
            continue;
        }
        let tag = document.tag_name(child);
        match tag {
            "script" | "style" | "noscript" | "head" | "template" => {}
            "br" => out.end(1),
            "li" | "tr" | "dt" | "dd" | "option" => {
                out.end(1);
                walk(document, child, out);
                out.end(1);
            }
            "td" | "th" => {
                walk(document, child, out);
                out.space = true;
            }
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table"
            | "blockquote" | "quote" | "section" | "article" | "header" | "footer" | "aside" | "figure"
            | "figcaption" | "pre" | "hr" | "main" | "caption" | "details" | "summary" => {
                out.end(2);
                walk(document, child, out);
                out.end(2);
            }
            _ => walk(document, child, out),
        }
    }
}

/// How deep the elements of a page are nested at most, judged by its tags alone. Elements whose end tag may be left
/// out do not count, since pages leave it out thousands of times side by side.
fn depth(html: &str) -> usize {
    const UNCLOSED: [&str; 37] = [
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
        "rp", "rt", "html", "head", "body", "br", "img", "meta", "link", "input", "hr", "area", "base",
        "col", "embed", "source", "track", "wbr", "param", "frame", "keygen", "command", "image", "basefont",
    ];
    let bytes = html.as_bytes();
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while let Some(next) = bytes[at..].iter().position(|b| *b == b'<') {
        at += next + 1;
        let rest = &html[at..];
        if rest.starts_with("!--") {
            at += rest.find("-->").unwrap_or(rest.len());
            continue;
        }
        let closing = rest.starts_with('/');
        let name: String = rest[usize::from(closing)..]
            .bytes()
            .take(16)
            .take_while(u8::is_ascii_alphanumeric)
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
        if name.is_empty() || UNCLOSED.contains(&name.as_str()) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
        if !closing && (name == "script" || name == "style") {
            let end = format!("</{name}");
            let lower_at =
                rest.as_bytes().windows(end.len()).position(|w| w.eq_ignore_ascii_case(end.as_bytes()));
            at += lower_at.unwrap_or(rest.len());
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stay_apart() {
        let html =
            "<body><p>One <b>bold</b>\n word.</p><ul><li>A</li><li>B</li></ul><p>Two.<br>Three.</p></body>";
        assert_eq!(text_of(html), "One bold word.\n\nA\nB\n\nTwo.\nThree.\n");
    }

    #[test]
    fn depth_counts_what_nests() {
        assert_eq!(depth("<div><p>a<p>b<p>c<div><b>x</b></div></div>"), 3);
        assert_eq!(depth("<script>if (a<b) x('<div><div>')</script><div></div>"), 1);
        assert!(read(&"<div>".repeat(5000), Draft::default()).is_err());
    }

    #[test]
    fn an_article_of_a_page_with_its_metadata() {
        let body = "The ferry sank off Port Ellery on Sunday after it struck a reef in heavy fog, the coast guard said. "
            .repeat(4);
        let html = format!(
            "<html><head><title>Ferry sinks</title><meta property=\"og:site_name\" content=\"The Herald\">\
             <meta property=\"article:published_time\" content=\"2015-09-28T10:00:00Z\"></head><body><nav><a href=\"/\">Home\
             </a></nav><article><h1>Ferry sinks</h1><p>{body}</p><p>{body}</p></article></body></html>"
        );
        let draft = read(&html, Draft::default()).unwrap();
        assert_eq!(draft.outlet.as_deref(), Some("The Herald"));
        assert_eq!(draft.published.map(|d| d.to_string()).as_deref(), Some("2015-09-28"));
        assert!(draft.text.contains("said.\n\nThe ferry"), "{}", draft.text);
        assert!(!draft.text.contains("Home"));
    }
}

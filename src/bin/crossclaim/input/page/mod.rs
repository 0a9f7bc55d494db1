//! A saved web page into the article's text, one paragraph apart from the next, and its metadata.

mod guard;
mod metadata;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Result, anyhow, bail};
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, Options};

use super::Draft;
use crate::threads;

/// Reads a page, favouring precision: a related link taken for the article becomes a claim that nobody made. What `base`
/// knows already is kept.
pub(super) fn read(html: &str, base: Draft) -> Result<Draft> {
    let found = apart(html, extract)?;
    Ok(Draft {
        outlet: base.outlet.or(found.outlet),
        title: base.title.or(found.title),
        author: base.author.or(found.author),
        published: base.published.or(found.published),
        url: base.url.or(found.url),
        text: found.text,
        ..base
    })
}

/// The text of a fragment of HTML, or of words that only look like it: nothing is taken for furniture.
pub(super) fn plain(html: &str) -> Result<String> {
    apart(html, |html| {
        let document = Document::parse(html);
        guard::check_tree(&document)?;
        Ok(text::of(&document))
    })
}

/// Works on a page with a stack that fits, where this thread has none in one of its own, and a panic that ends nothing else.
fn apart<T: Send>(html: &str, work: impl FnOnce(&str) -> Result<T> + Send) -> Result<T> {
    guard::check(html)?;
    let work = || catch_unwind(AssertUnwindSafe(|| work(html)));
    let done = if threads::is_ample() {
        Ok(Ok(work()))
    } else {
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(threads::STACK).spawn_scoped(scope, work);
            thread.map(std::thread::ScopedJoinHandle::join)
        })
    };
    match done {
        Ok(Ok(Ok(done))) => done,
        Ok(_) => bail!("cannot be read as a web page (the extractor failed); save its text instead"),
        Err(error) => Err(anyhow!(error).context("cannot start a thread to read it")),
    }
}

fn extract(html: &str) -> Result<Draft> {
    let document = Document::parse(html);
    guard::check_tree(&document)?;
    let mut draft = metadata::read(html, &document);
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision);
    let result = trafilatura::extract_document(document, &options)
        .map_err(|error| anyhow!("no article found in the page ({error}); save its text instead"))?;
    draft.text = text::text_of(&result.content_html);
    if draft.text.trim().is_empty() {
        draft.text = result.content_text;
    }
    if draft.text.trim().is_empty() {
        bail!("no article found in the page; save its text instead");
    }
    metadata::fill(&mut draft, &result.metadata);
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(draft.outlet.unwrap().value, "The Herald");
        assert_eq!(draft.published.unwrap().value.to_string(), "2015-09-28");
        assert!(draft.text.contains("said.\n\nThe ferry"), "{}", draft.text);
        assert!(!draft.text.contains("Home"));
    }
}

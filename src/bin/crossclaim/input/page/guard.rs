//! What a page may be for the extractor to see it: it clones the tree several times and recurses over it.

use anyhow::{Result, bail};
use trafilatura::dom::Document;

/// The extractor recurses over the tree, and aborts the process on one that is nested deep enough; real pages stay
/// below 200.
const DEEPEST: usize = 1000;
/// The largest page of the article extraction benchmark has 3 MB; the extractor takes minutes for ten times that.
const LARGEST: usize = 8 << 20;

/// Refuses a page that would take the extractor too much memory or stack.
pub(super) fn check(html: &str) -> Result<()> {
    if html.len() > LARGEST {
        let (size, most) = (html.len().div_ceil(1 << 20), LARGEST >> 20);
        bail!(
            "is a page of {size} MiB, and none of more than {most} MiB is read; save the article's text instead"
        );
    }
    let depth = depth(html);
    if depth > DEEPEST {
        bail!("nests elements {depth} deep, which no article does; save its text instead");
    }
    Ok(())
}

/// Refuses a tree that is deeper than its tags tell: in drawings and formulas an element left open holds all that follows.
pub(super) fn check_tree(document: &Document) -> Result<()> {
    let mut level = vec![document.root()];
    let mut depth = 0;
    while !level.is_empty() {
        depth += 1;
        if depth > DEEPEST {
            bail!("nests elements more than {DEEPEST} deep, which no article does; save its text instead");
        }
        level = level.into_iter().flat_map(|node| document.children(node)).collect();
    }
    Ok(())
}

/// How deep the elements of a page are nested at most, judged by its tags alone. Elements whose end tag may be left
/// out do not count, since pages leave it out thousands of times side by side.
fn depth(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while let Some(next) = html[at..].find('<') {
        at += next + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at += html[at..].find("-->").unwrap_or(rest.len());
            continue;
        }
        let closing = rest.first() == Some(&b'/');
        let rest = &rest[usize::from(closing)..];
        let mut name = [0_u8; 16];
        let mut len = 0;
        for byte in rest.iter().take(name.len()).take_while(|b| b.is_ascii_alphanumeric()) {
            name[len] = byte.to_ascii_lowercase();
            len += 1;
        }
        let name = &name[..len];
        if name.is_empty() || is_unclosed(name) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
        if !closing && (name == b"script" || name == b"style") {
            at += end_of(&html[at..], name);
        }
    }
    deepest
}

/// Whether the end tag of an element may be left out.
fn is_unclosed(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"option"
            | b"optgroup"
            | b"colgroup"
            | b"rp"
            | b"rt"
            | b"html"
            | b"head"
            | b"body"
            | b"br"
            | b"img"
            | b"meta"
            | b"link"
            | b"input"
            | b"hr"
            | b"area"
            | b"base"
            | b"col"
            | b"embed"
            | b"source"
            | b"track"
            | b"wbr"
            | b"param"
            | b"frame"
            | b"keygen"
            | b"command"
            | b"image"
            | b"basefont"
    )
}

/// How far the end tag of a script or style is, or else the end of the page.
fn end_of(rest: &str, name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(next) = rest[at..].find("</") {
        let behind = &rest.as_bytes()[at + next + 2..];
        if behind.get(..name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name)) {
            return at + next;
        }
        at += next + 2;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_what_nests() {
        assert_eq!(depth("<div><p>a<p>b<p>c<div><b>x</b></div></div>"), 3);
        assert_eq!(depth("<script>if (a<b) x('<div><div>')</script><div></div>"), 1);
        assert!(check(&"<div>".repeat(5000)).is_err());
        let hidden = format!("<svg>{}", "<tr>".repeat(3000));
        assert!(check(&hidden).is_ok() && check_tree(&Document::parse(&hidden)).is_err());
    }
}

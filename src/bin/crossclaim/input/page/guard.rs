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
    fn depth_counts_what_nests() {
        assert_eq!(depth("<div><p>a<p>b<p>c<div><b>x</b></div></div>"), 3);
        assert_eq!(depth("<script>if (a<b) x('<div><div>')</script><div></div>"), 1);
        assert!(check(&"<div>".repeat(5000)).is_err());
        let hidden = format!("<svg>{}", "<tr>".repeat(3000));
        assert!(check(&hidden).is_ok() && check_tree(&Document::parse(&hidden)).is_err());
    }
}

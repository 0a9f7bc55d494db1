//! HTML into text: paragraphs apart by an empty line, white space joined.

use trafilatura::dom::{Document, NodeId};

/// The text of a fragment: white space joined, blocks apart by an empty line, list items and breaks by a line.
pub(super) fn text_of(html: &str) -> String {
    of(&Document::parse(html))
}

/// Likewise of a page that has been read.
pub(super) fn of(document: &Document) -> String {
    let mut out = Text { out: String::new(), space: false };
    walk(document, document.root(), &mut out);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stay_apart() {
        let html =
            "<body><p>One <b>bold</b>\n word.</p><ul><li>A</li><li>B</li></ul><p>Two.<br>Three.</p></body>";
        assert_eq!(text_of(html), "One bold word.\n\nA\nB\n\nTwo.\nThree.\n");
    }
}

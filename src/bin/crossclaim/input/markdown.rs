//! Markdown into plain text: a heading, paragraph or list item a line, marks taken off, front matter read.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Draft, Field, field, records};

/// Where its fields were found, for people.
const FRONT: &str = "front matter";

/// Reads a Markdown file. The front matter's `title`, `outlet` (or `source`), `date`, `author`,
/// `url` and `id` are the article's.
pub(super) fn read(source: &str, base: Draft, notes: &mut Vec<String>) -> Draft {
    let (front, body) = front_matter(source);
    let mut draft = Draft { text: text(body), ..base };
    for line in front.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        if value.is_empty() {
            continue;
        }
        match key.trim().to_lowercase().as_str() {
            "id" => draft.id = Some(value),
            "title" | "headline" => draft.title = field(value, FRONT),
            "outlet" | "source" | "publisher" | "site" => draft.outlet = field(value, FRONT),
            "author" | "byline" => draft.author = field(value, FRONT),
            "url" | "link" | "permalink" => draft.url = field(value, FRONT),
            "date" | "published" => match records::day(&value) {
                Some(value) => draft.published = Some(Field { value, from: FRONT.to_owned() }),
                None => notes.push(records::no_day(&value)),
            },
            _ => {}
        }
    }
    draft
}

/// What stands between two lines of three hyphens at the top, and the rest.
fn front_matter(source: &str) -> (&str, &str) {
    let rest = source.strip_prefix("---\r\n").or_else(|| source.strip_prefix("---\n"));
    let Some(rest) = rest else { return ("", source) };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return (&rest[..at], &rest[at + line.len()..]);
        }
        at += line.len();
    }
    ("", source)
}

fn text(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut pictures = 0;
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures -= 1,
            // A picture's alternative text is no sentence of the article.
            _ if pictures > 0 => {}
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push('\n'),
            Event::End(TagEnd::TableCell) => out.push('\t'),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead,
            ) => out.push_str("\n\n"),
            Event::End(TagEnd::Item) if !out.ends_with('\n') => out.push('\n'),
            Event::End(TagEnd::List(_)) if !out.ends_with("\n\n") => out.push('\n'),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_and_front_matter_read() {
        let source = "---\ntitle: \"Ferry sinks\"\noutlet: Herald\ndate: 2015-09-28\n---\n# Ferry *sinks*\n\nThe [ferry](http://x)\nsank.\n\n- One\n- Two\n\n![alt](p.png)\n";
        let draft = read(source, Draft::default(), &mut Vec::new());
        assert_eq!(draft.text, "Ferry sinks\n\nThe ferry sank.\n\nOne\nTwo\n");
        assert_eq!(
            (draft.title.unwrap().value, draft.outlet.unwrap().value),
            ("Ferry sinks".into(), "Herald".into())
        );
        assert_eq!(draft.published.unwrap().value.to_string(), "2015-09-28");
    }

    #[test]
    fn no_front_matter_is_body() {
        assert_eq!(read("---\nnever closed\n", Draft::default(), &mut Vec::new()).text, "never closed\n");
    }
}

//! RSS and Atom feeds that print their articles in full. An item with a summary alone is no article: it is left out.

use anyhow::{Context, Error, Result, anyhow};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::records::day;
use super::{Draft, Field, Held, NoRecords, field, page};

/// A description of so many characters is the article; summaries are cut at two or three hundred.
const FULL: usize = 1000;
/// How an item's text ends that is cut off.
const CUT: [&str; 6] = ["…", "...", "[…]", "[...]", "read more", "continue reading"];

/// What an item or its feed says; HTML where it says it so.
#[derive(Default)]
struct Item {
    /// The line that it begins in.
    line: usize,
    title: String,
    id: String,
    link: String,
    day: String,
    author: String,
    source: String,
    content: String,
    summary: String,
}

/// Reads the items of a feed; the feed's title is their outlet.
pub(super) fn read(xml: &str, base: &Draft, held: &mut Held) -> Result<()> {
    let (feed, items) = items(xml)?;
    let Some(items) = items else {
        return Err(Error::new(NoRecords("is XML, and neither RSS nor Atom".to_owned())));
    };
    let before = held.drafts.len();
    let mut summaries = 0;
    for item in &items {
        let place = || format!("{}, line {}", base.path, item.line);
        let text = match text(item) {
            Ok(Some(text)) => text,
            Ok(None) => {
                summaries += 1;
                let title = plain(&item.title).unwrap_or_default();
                held.errors.push(
                    anyhow!(
                        "“{}” has a summary only; save the page itself",
                        title.chars().take(60).collect::<String>()
                    )
                    .context(place()),
                );
                continue;
            }
            Err(error) => {
                held.errors.push(error.context(place()));
                continue;
            }
        };
        let said = |html: &str, from: &str| plain(html).ok().and_then(|words| field(words, from));
        let published = day(&item.day).map(|value| Field { value, from: "feed's item".to_owned() });
        held.drafts.push(Draft {
            id: field(if item.id.is_empty() { &item.link } else { &item.id }.trim(), "").map(|id| id.value),
            outlet: said(&item.source, "feed's item source").or_else(|| said(&feed.title, "feed's title")),
            title: said(&item.title, "feed's item"),
            author: said(&item.author, "feed's item"),
            published,
            url: field(item.link.trim(), "feed's item"),
            text,
            ..base.clone()
        });
    }
    if held.drafts.len() == before && summaries > 1 {
        held.errors.truncate(held.errors.len() - summaries);
        return Err(anyhow!(
            "is a feed of {summaries} summaries without their articles; save the pages themselves"
        ));
    }
    if items.is_empty() {
        return Err(Error::new(NoRecords("is a feed without items".to_owned())));
    }
    Ok(())
}

/// The article's text, if the item prints it.
fn text(item: &Item) -> Result<Option<String>> {
    let full = if item.content.trim().is_empty() { &item.summary } else { &item.content };
    let text = page::plain(full)?;
    let end = text.trim_end().to_lowercase();
    let cut = CUT.iter().any(|mark| end.ends_with(mark));
    let whole = !item.content.trim().is_empty() || text.chars().count() >= FULL;
    Ok((whole && !cut && !text.trim().is_empty()).then_some(text))
}

/// Words that may be HTML, on one line.
fn plain(html: &str) -> Result<String> {
    let text = if html.contains(['<', '&']) { page::plain(html)? } else { html.to_owned() };
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The feed and its items; no items where it is no feed.
fn items(xml: &str) -> Result<(Item, Option<Vec<Item>>)> {
    let mut reader = Reader::from_str(xml);
    // Feeds are written by hand as often as not.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let (mut feed, mut items, mut open) = (Item::default(), None::<Vec<Item>>, None::<Item>);
    let (mut line, mut counted) = (1, 0);
    let mut skipped = 0_usize;
    loop {
        let at = reader.buffer_position() as usize;
        line += xml[counted..at].matches('\n').count();
        counted = at;
        let event =
            reader.read_event().with_context(|| format!("line {line}: no XML; fetch the feed again"))?;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "rss" | "feed" | "RDF" if items.is_none() => items = Some(Vec::new()),
                "item" | "entry" => {
                    items.as_mut().zip(open.take()).into_iter().for_each(|(items, item)| items.push(item));
                    let id = attribute(&tag, "about").unwrap_or_default();
                    open = Some(Item { line, id, ..Item::default() });
                }
                // A picture's title is not the channel's.
                "image" | "textinput" | "textInput" if open.is_none() => skipped += 1,
                _ if skipped > 0 => {}
                _ => take(&tag, &mut reader, open.as_mut().unwrap_or(&mut feed))?,
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "link" => {
                link(&tag, open.as_mut().unwrap_or(&mut feed));
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "item" | "entry" => {
                    items.as_mut().zip(open.take()).into_iter().for_each(|(items, item)| items.push(item));
                }
                "image" | "textinput" | "textInput" => skipped = skipped.saturating_sub(1),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if open.is_some() {
        return Err(anyhow!("line {line}: ends inside an item; fetch the feed again"));
    }
    Ok((feed, items))
}

/// Takes over what an element says, if it is one of those that matter.
fn take(tag: &BytesStart<'_>, reader: &mut Reader<&[u8]>, item: &mut Item) -> Result<()> {
    let name = tag.name();
    let to: &mut String = match name.as_ref() {
        "title" => &mut item.title,
        "guid" | "id" => &mut item.id,
        "pubDate" | "published" | "dc:date" | "issued" => &mut item.day,
        "updated" | "modified" if item.day.is_empty() => &mut item.day,
        "dc:creator" | "name" => &mut item.author,
        "author" if !tag.is_empty() => {
            // In RSS a name or address; in Atom the name stands inside, and is read as such.
            return Ok(());
        }
        "source" => &mut item.source,
        "content:encoded" | "content" => &mut item.content,
        "description" | "summary" => &mut item.summary,
        "link" => {
            link(tag, item);
            if !item.link.is_empty() {
                return Ok(());
            }
            &mut item.link
        }
        _ => return Ok(()),
    };
    let escaped = attribute(tag, "type").is_none_or(|kind| kind != "xhtml");
    let raw = reader.read_text(name).context("no XML: an element is not closed; fetch the feed again")?;
    if to.is_empty() || matches!(name.as_ref(), "content:encoded" | "published" | "pubDate") {
        *to = if escaped { inside(&raw) } else { raw.to_string() };
    }
    Ok(())
}

/// The address in a `link` of Atom: that of the page itself.
fn link(tag: &BytesStart<'_>, item: &mut Item) {
    let page = attribute(tag, "rel").is_none_or(|rel| rel == "alternate");
    if let Some(href) = attribute(tag, "href").filter(|_| page && item.link.is_empty()) {
        item.link = href;
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(unescaped(&found.value))
}

/// What stands in an element: sections of raw characters as they are, the rest without its escapes.
fn inside(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        out.push_str(&unescaped(before));
        let (words, after) = after.split_once("]]>").unwrap_or((after, ""));
        out.push_str(words);
        rest = after;
    }
    out.push_str(&unescaped(rest));
    out.trim().to_owned()
}

fn unescaped(raw: &str) -> String {
    let resolved = quick_xml::escape::unescape_with(raw, quick_xml::escape::resolve_html5_entity);
    resolved.map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(xml: &str) -> Held {
        let mut held = Held::default();
        read(xml, &Draft { path: "f.xml".into(), ..Draft::default() }, &mut held).unwrap();
        held
    }

    #[test]
    fn rss_with_full_text() {
        let held = of(r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="c" xmlns:dc="d"><channel><title>Harrow Times</title><link>https://harrow.example</link>
<image><title>Logo</title></image>
<item><title>Ferry sinks &amp;amp; 31 die</title><link>https://harrow.example/ferry</link><guid>7</guid>
<pubDate>Mon, 28 Sep 2015 23:30:00 -0400</pubDate><dc:creator>Ida Roe</dc:creator><description>Short…</description>
<content:encoded><![CDATA[<p>The ferry sank.</p><p>It was Sunday&nbsp;night.</p>]]></content:encoded></item>
<item><title>Next</title><description>Only this.</description></item>
</channel></rss>"#);
        let draft = &held.drafts[0];
        assert_eq!(draft.text, "The ferry sank.\n\nIt was Sunday night.\n");
        assert_eq!(draft.title.as_ref().unwrap().value, "Ferry sinks & 31 die");
        assert_eq!(draft.outlet.as_ref().unwrap().value, "Harrow Times");
        assert_eq!(draft.published.as_ref().unwrap().value.to_string(), "2015-09-28");
        assert_eq!(draft.url.as_ref().unwrap().value, "https://harrow.example/ferry");
        assert_eq!(
            (draft.author.as_ref().unwrap().value.as_str(), draft.id.as_deref()),
            ("Ida Roe", Some("7"))
        );
        assert!(
            format!("{:#}", held.errors[0]).starts_with("f.xml, line 7: “Next” has a summary only"),
            "{:#}",
            held.errors[0]
        );
    }

    #[test]
    fn atom_with_its_kinds_of_content() {
        let held = of(r#"<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">The Gazette</title>
<entry><title type="html">A &lt;b&gt;reef&lt;/b&gt;</title><link rel="alternate" href="https://g.example/a?b=1&amp;c=2"/><id>urn:1</id>
<published>2015-09-28T10:00:00Z</published><updated>2015-09-30T10:00:00Z</updated><author><name>Tom Vale</name></author>
<content type="xhtml"><div xmlns="x"><p>One &amp; two.</p><p>Three.</p></div></content></entry>
<entry><title>B</title><content type="html">&lt;p&gt;Four &amp;amp; five.&lt;/p&gt;</content></entry></feed>"#);
        assert_eq!(held.drafts[0].text, "One & two.\n\nThree.\n");
        assert_eq!(held.drafts[0].title.as_ref().unwrap().value, "A reef");
        assert_eq!(held.drafts[0].url.as_ref().unwrap().value, "https://g.example/a?b=1&c=2");
        assert_eq!(held.drafts[0].published.as_ref().unwrap().value.to_string(), "2015-09-28");
        assert_eq!(held.drafts[0].author.as_ref().unwrap().value, "Tom Vale");
        assert_eq!(held.drafts[1].text, "Four & five.\n");
    }

    #[test]
    fn what_is_cut_off_is_no_feed() {
        let mut held = Held::default();
        let cut = "<rss><channel><item><title>A</title><description>x";
        assert!(read(cut, &Draft::default(), &mut held).is_err());
        assert!(read("<note>x</note>", &Draft::default(), &mut held).is_err());
    }
}

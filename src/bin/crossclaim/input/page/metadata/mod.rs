//! What a page says about itself: headline, outlet, author, day and address, each with where it says so.
//!
//! Pages say the same thing in several places and not always alike. For each field the places are asked in the order in
//! which they were found to be right; the headline is the one among them that the page prints.

mod json_ld;

use crossclaim::calendar::Day;
use trafilatura::Metadata;
use trafilatura::dom::{Document, NodeId};

use super::super::outlet::{host_of, squash};
use super::super::records;
use super::super::{Draft, Field, field};

/// Names of `meta` elements with the day of publication, most reliable first.
const DATES: [&str; 26] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "originalpublicationdate",
    "original-publish-date",
    "publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "published-date",
    "displaydate",
    "pubdate",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "date.release",
    "date",
];
const TITLES: [&str; 5] = ["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"];
const SITES: [&str; 4] = ["og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title"];
const AUTHORS: [&str; 8] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "dcterms.creator",
    "article.author",
];

/// Where browsers write the address that a page was saved from, and how far down.
const SAVED: (&str, usize) = ("saved from url=(", 2048);

/// Reads what `document`, parsed from `html`, declares.
pub(super) fn read(html: &str, document: &Document) -> Draft {
    let root = document.root();
    let metas = metas(document);
    let about = json_ld::read(document);
    let meta = |names: &[&'static str]| {
        names.iter().find_map(|name| {
            let (_, content) = metas.iter().find(|(n, _)| n == name)?;
            field(one_line(content), format!("meta {name}"))
        })
    };
    let url = address(document, &metas, html).or_else(|| {
        about.url.clone().filter(|u| is_address(u)).and_then(|u| field(u, "JSON-LD url".to_owned()))
    });
    let outlet = meta(&SITES[..1])
        .or_else(|| about.publisher.clone().and_then(|p| field(p, "JSON-LD publisher".to_owned())))
        .or_else(|| meta(&SITES[1..]))
        .filter(|site| !site.value.contains("://"));
    let author = about.author.clone().and_then(|a| field(a, "JSON-LD author".to_owned())).or_else(|| {
        // Some put the address of a profile there.
        let named = AUTHORS.iter().find_map(|name| meta(&[name]).filter(|a| !a.value.contains("://")));
        named.map(|author| Field { value: without_by(&author.value), ..author })
    });
    let day = |text: &str, from: String| records::day(text).map(|value| Field { value, from });
    let published = about
        .published
        .as_deref()
        .and_then(|text| day(text, "JSON-LD datePublished".to_owned()))
        .or_else(|| {
            let named = |name: &&str| metas.iter().find(|(n, _)| n == *name);
            DATES.iter().filter_map(named).find_map(|(name, text)| day(text, format!("meta {name}")))
        })
        .or_else(|| item(document, root))
        .or_else(|| time(document, root))
        .or_else(|| {
            let value = url.as_ref().and_then(|url| in_address(&url.value))?;
            Some(Field { value, from: "the page's address".to_owned() })
        });
    Draft {
        title: title(document, &metas, &about, outlet.as_ref()),
        outlet,
        author,
        published,
        url,
        ..Draft::default()
    }
}

/// Fills with what the extractor found, which may be a guess, where the page declares nothing.
pub(super) fn fill(draft: &mut Draft, found: &Metadata) {
    let host = found.hostname.trim_start_matches("www.");
    let own_host = draft.url.as_ref().and_then(|url| host_of(&url.value));
    draft.title = draft.title.take().or_else(|| field(one_line(&found.title), "guess from the page"));
    draft.author = draft.author.take().or_else(|| field(one_line(&found.author), "guess from the page"));
    draft.outlet = draft
        .outlet
        .take()
        .or_else(|| field(found.sitename.trim().trim_start_matches('@').to_owned(), "guess from the page"))
        .or_else(|| field(own_host.unwrap_or(host).to_owned(), "the page's address"));
    draft.published = draft.published.take().or_else(|| {
        let value = found.date.and_then(|d| Day::iso(&d.to_string()))?;
        Some(Field { value, from: "guess from the page".into() })
    });
}

/// The `meta` elements: name in lower case, content.
fn metas(document: &Document) -> Vec<(String, String)> {
    let mut metas = Vec::new();
    for node in document.get_elements_by_tag_name(document.root(), "meta") {
        let name = ["property", "name", "itemprop", "http-equiv"];
        let name = name.iter().find_map(|key| document.get_attribute(node, key));
        if let (Some(name), Some(content)) = (name, document.get_attribute(node, "content"))
            && !content.trim().is_empty()
        {
            metas.push((name.trim().to_lowercase(), content));
        }
    }
    metas
}

/// The headline: of those declared the one that the page prints as a heading, or else the first.
fn title(
    document: &Document,
    metas: &[(String, String)],
    about: &json_ld::About,
    outlet: Option<&Field<String>>,
) -> Option<Field<String>> {
    let root = document.root();
    let words = |tag: &str| -> Vec<String> {
        let nodes = document.get_elements_by_tag_name(root, tag);
        nodes.into_iter().map(|n| one_line(&document.text_content(n))).filter(|t| !t.is_empty()).collect()
    };
    let headings = words("h1");
    let site = outlet.map(|o| squash(&o.value));
    let bare = |text: &str| without_site(&one_line(text), site.as_deref());
    let mut declared: Vec<Field<String>> = Vec::new();
    // One that is cut off is no headline while another is whole.
    let whole = |t: &String| !t.trim_end().ends_with(['…', '.']) || !t.trim_end().ends_with("..");
    declared.extend(
        about.headline.iter().filter(|t| whole(t)).filter_map(|t| field(bare(t), "JSON-LD headline")),
    );
    for name in TITLES {
        let named = metas.iter().find(|(n, _)| n == name);
        declared.extend(named.and_then(|(_, text)| field(bare(text), format!("meta {name}"))));
    }
    let printed: Vec<String> = headings.iter().map(|h| squash(h)).collect();
    let chosen = declared.iter().position(|t| printed.contains(&squash(&t.value))).unwrap_or(0);
    if chosen < declared.len() {
        return Some(declared.swap_remove(chosen));
    }
    let only = headings.first().filter(|_| headings.len() == 1);
    only.and_then(|h| field(h.clone(), "heading h1"))
        .or_else(|| words("title").first().and_then(|t| field(bare(t), "title element")))
        .or_else(|| headings.first().and_then(|h| field(h.clone(), "heading h1")))
}

/// A title without the name of the site behind a bar or dash.
fn without_site(title: &str, site: Option<&str>) -> String {
    let ends = [" | ", " - ", " – ", " — ", " :: ", " » ", " « "];
    let end = ends.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, at + mark.len()))).max();
    match end {
        Some((at, tail)) if site == Some(squash(&title[tail..]).as_str()) && at > 0 => {
            title[..at].trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

/// The day in an element that microdata marks.
fn item(document: &Document, root: NodeId) -> Option<Field<Day>> {
    let nodes = document.query_selector_all(root, "[itemprop~=datePublished]");
    nodes.into_iter().find_map(|node| {
        let value = stamp(document, node)?;
        Some(Field { value, from: "microdata datePublished".into() })
    })
}

/// The day in the first `time` element: one that is marked as the publication's, or one that stands outside of lists
/// and asides of other articles.
fn time(document: &Document, root: NodeId) -> Option<Field<Day>> {
    let places = [
        "time[pubdate]",
        "time[class*=publish], [class*=publish] time, time.entry-date, time[class*=dateline], [class*=timestamp] time",
        "article time[datetime], main time[datetime]",
        "time[datetime]",
    ];
    let aside = |node: NodeId| {
        std::iter::successors(Some(node), |n| document.parent(*n)).any(|n| {
            matches!(document.tag_name(n), "aside" | "nav" | "footer" | "li")
                || document.class_name(n).to_lowercase().contains("related")
        })
    };
    places.iter().find_map(|place| {
        let nodes = document.query_selector_all(root, place);
        let value = nodes.into_iter().filter(|n| !aside(*n)).find_map(|n| stamp(document, n))?;
        Some(Field { value, from: "time element".into() })
    })
}

/// The day that an element's `datetime` or `content` or its text says.
fn stamp(document: &Document, node: NodeId) -> Option<Day> {
    let attribute = |name| document.get_attribute(node, name).and_then(|text| records::day(&text));
    attribute("datetime")
        .or_else(|| attribute("content"))
        .or_else(|| records::day(&document.text_content(node)))
}

/// The page's address: canonical, of `OpenGraph`, or what a browser wrote on top when it was saved.
fn address(document: &Document, metas: &[(String, String)], html: &str) -> Option<Field<String>> {
    let links = document.get_elements_by_tag_name(document.root(), "link");
    let canonical = links.into_iter().find_map(|node| {
        let canonical =
            document.get_attribute(node, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical"));
        document.get_attribute(node, "href").filter(|_| canonical)
    });
    let meta = || metas.iter().find(|(n, _)| n == "og:url").map(|(_, url)| url.clone());
    let saved = || {
        let head = html.get(..html.floor_char_boundary(SAVED.1)).unwrap_or(html);
        let (_, rest) = head.split_once(SAVED.0)?;
        let (_, rest) = rest.split_once(')')?;
        let (url, _) = rest.split_once("-->")?;
        Some(url.trim().to_owned())
    };
    let fit = |url: String| Some(url.trim().to_owned()).filter(|u| is_address(u));
    canonical
        .and_then(fit)
        .and_then(|u| field(u, "canonical link"))
        .or_else(|| meta().and_then(fit).and_then(|u| field(u, "meta og:url")))
        .or_else(|| saved().and_then(fit).and_then(|u| field(u, "saved-from comment")))
}

/// Whether a text is an address on the web with a host.
pub(super) fn is_address(url: &str) -> bool {
    host_of(url).is_some_and(|host| host.contains('.')) && !url.contains(char::is_whitespace)
}

/// The day in an address such as `/2015/09/28/` or `/2015/sep/28/`.
fn in_address(url: &str) -> Option<Day> {
    let parts: Vec<&str> = url.split(['/', '?']).collect();
    parts.windows(3).find_map(|w| {
        let year: i16 = w[0].parse().ok().filter(|y| (1990..2100).contains(y))?;
        let month = w[1].parse().ok().or_else(|| {
            let words = crossclaim::text::Words::of(w[1]);
            (!words.is_empty()).then(|| crossclaim::calendar::month_in_any_case(&words, 0))?.map(|m| m.1)
        })?;
        Day::new(year, month, w[2].parse().ok()?)
    })
}

fn without_by(author: &str) -> String {
    let bare = author
        .strip_prefix("By ")
        .or_else(|| author.strip_prefix("by "))
        .or_else(|| author.strip_prefix("BY "));
    bare.unwrap_or(author).trim().to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Draft {
        read(html, &Document::parse(html))
    }

    fn said<T: std::fmt::Display>(field: Option<Field<T>>) -> String {
        field.map(|f| format!("{} ({})", f.value, f.from)).unwrap_or_default()
    }

    #[test]
    fn linked_data_comes_first_and_says_so() {
        let draft = of(r#"<html><head><title>Ferry sinks - Harrow Times</title>
            <link rel="canonical" href="https://www.harrowtimes.example/2015/09/27/ferry">
            <meta property="og:title" content="Ferry sinks, dozens dead"><meta property="og:site_name" content="Harrow Times">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
              {"@type":"Organization","@id":"org","name":"Harrow Times Ltd"},
              {"@type":["NewsArticle"],"headline":"Ferry sinks off Port Ellery","datePublished":"2015-09-28T23:30:00-04:00",
               "author":[{"@type":"Person","name":"Ida Roe"},{"name":"Tom Vale"}],"publisher":{"@id":"org"}}]}</script>
            </head><body><h1>Ferry sinks off Port Ellery</h1></body></html>"#);
        assert_eq!(said(draft.title), "Ferry sinks off Port Ellery (JSON-LD headline)");
        assert_eq!(said(draft.published), "2015-09-28 (JSON-LD datePublished)");
        assert_eq!(said(draft.outlet), "Harrow Times (meta og:site_name)");
        assert_eq!(said(draft.author), "Ida Roe, Tom Vale (JSON-LD author)");
        assert_eq!(said(draft.url), "https://www.harrowtimes.example/2015/09/27/ferry (canonical link)");
    }

    #[test]
    fn the_headline_is_the_one_that_is_printed() {
        let draft = of(
            r#"<html><head><meta property="og:title" content="You won't believe this ferry | Harrow Times">
            <meta property="og:site_name" content="Harrow Times"><meta name="twitter:title" content="Ferry sinks">
            </head><body><h1>Ferry  sinks</h1></body></html>"#,
        );
        assert_eq!(said(draft.title), "Ferry sinks (meta twitter:title)");
    }

    #[test]
    fn days_stand_in_many_places() {
        for (html, day) in [
            (r#"<meta name="pubdate" content="Mon, 28 Sep 2015 10:00:00 GMT">"#, "2015-09-28 (meta pubdate)"),
            (
                r#"<body><p itemprop="datePublished">September 28, 2015</p>"#,
                "2015-09-28 (microdata datePublished)",
            ),
            (
                r#"<body><aside><time datetime="2014-01-01"></time></aside><time datetime="2015-09-28T10:00">Monday</time>"#,
                "2015-09-28 (time element)",
            ),
            (
                r#"<link rel="canonical" href="https://gazette.example/world/2015/sep/28/ferry">"#,
                "2015-09-28 (the page's address)",
            ),
            ("<p>Published on 28 September 2015</p>", ""),
        ] {
            assert_eq!(said(of(html).published), day, "{html}");
        }
    }

    #[test]
    fn browsers_write_where_a_page_comes_from() {
        let draft = of(
            "<!DOCTYPE html>\n<!-- saved from url=(0037)https://gazette.example/ferry-sinks/ -->\n<html><body></body></html>",
        );
        assert_eq!(said(draft.url), "https://gazette.example/ferry-sinks/ (saved-from comment)");
    }
}

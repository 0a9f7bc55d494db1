//! Linked data in a page: the article that it is about, among the sites, organisations and related articles beside it.

use serde_json::{Map, Value};
use trafilatura::dom::Document;

/// What the linked data of a page says about its article.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
}

/// How deep lists and graphs lie in each other at most; pages have two or three levels.
const DEEPEST: usize = 6;

/// Reads every block of linked data in the page.
pub(super) fn read(document: &Document) -> About {
    let mut objects = Vec::new();
    let scripts = document.get_elements_by_tag_name(document.root(), "script");
    let values: Vec<Value> = scripts
        .into_iter()
        .filter(|s| document.get_attribute(*s, "type").is_some_and(|t| t.to_lowercase().contains("ld+json")))
        .filter_map(|s| parse(&document.text_content(s)))
        .collect();
    for value in &values {
        collect(value, DEEPEST, &mut objects);
    }
    let strength = |map: &Map<String, Value>| types(map).filter_map(weight).max();
    // Of several the first of the most telling kind: what is related comes behind it.
    let mut best: Option<(u8, &Map<String, Value>)> = None;
    for map in objects.iter().copied() {
        if let Some(weight) = strength(map)
            && best.is_none_or(|(w, _)| weight > w)
        {
            best = Some((weight, map));
        }
    }
    let Some((weight, article)) = best else { return About::default() };
    let by_id = |id: &str| {
        objects.iter().copied().find(|m| m.len() > 1 && m.get("@id").and_then(Value::as_str) == Some(id))
    };
    let name = |value: &Value| names(value, &by_id);
    About {
        headline: (weight > 1).then(|| text(article, &["headline", "name"])).flatten(),
        published: text(article, &["datePublished", "dateCreated"]),
        author: ["author", "creator"].iter().find_map(|key| name(article.get(*key)?)),
        publisher: ["publisher", "sourceOrganization"].iter().find_map(|key| name(article.get(*key)?)),
        url: text(article, &["url"]).or_else(|| match article.get("mainEntityOfPage")? {
            Value::String(url) => Some(url.clone()),
            Value::Object(map) => text(map, &["@id", "url"]),
            _ => None,
        }),
    }
}

/// How much a type says that its object is the page's article.
fn weight(kind: &str) -> Option<u8> {
    match kind {
        "NewsArticle" | "ReportageNewsArticle" | "AnalysisNewsArticle" | "BackgroundNewsArticle" => Some(4),
        "LiveBlogPosting" | "Report" | "BlogPosting" => Some(3),
        "WebPage" | "ItemPage" => Some(1),
        _ if kind.ends_with("Article") || kind.ends_with("Posting") => Some(3),
        _ => None,
    }
}

fn types(map: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match map.get("@type") {
        Some(Value::String(kind)) => (Some(kind.as_str()), None),
        Some(Value::Array(kinds)) => (None, Some(kinds.iter().filter_map(Value::as_str))),
        _ => (None, None),
    };
    let bare = |kind: &str| kind.rsplit(['/', ':', '#']).next().unwrap_or_default().len();
    one.into_iter().chain(many.into_iter().flatten()).map(move |kind| &kind[kind.len() - bare(kind)..])
}

/// The objects of a document, those in its lists and graphs included; not those that belong to another.
fn collect<'v>(value: &'v Value, deep: usize, objects: &mut Vec<&'v Map<String, Value>>) {
    match value {
        Value::Array(items) if deep > 0 => items.iter().for_each(|item| collect(item, deep - 1, objects)),
        Value::Object(map) => {
            objects.push(map);
            for inside in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value @ (Value::Array(_) | Value::Object(_))) =
                    map.get(inside).filter(|_| deep > 0)
                {
                    collect(value, deep - 1, objects);
                }
            }
        }
        _ => {}
    }
}

/// JSON as pages have it: in a comment, with line breaks inside of strings.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let script = script.replace("<![CDATA[", "").replace("]]>", "");
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])? + 1;
    let bare = script.get(start..end)?.replace(|c: char| c.is_control(), " ");
    serde_json::from_str(&bare).ok()
}

fn text(map: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| match map.get(*key)? {
        Value::String(text) => Some(clean(text)),
        Value::Array(items) => items.first()?.as_str().map(clean),
        _ => None,
    })
}

/// The names in a value: of a person, of several, or of what it refers to.
fn names<'v>(value: &Value, by_id: &dyn Fn(&str) -> Option<&'v Map<String, Value>>) -> Option<String> {
    let name = match value {
        Value::String(name) => clean(name),
        Value::Array(items) => {
            let names: Vec<String> =
                items.iter().take(12).filter(|i| !i.is_array()).filter_map(|i| names(i, by_id)).collect();
            names.join(", ")
        }
        Value::Object(map) => match text(map, &["name", "legalName"]) {
            Some(name) => name,
            None => text(by_id(map.get("@id")?.as_str()?)?, &["name", "legalName"])?,
        },
        _ => return None,
    };
    Some(name).filter(|n| !n.is_empty() && !n.contains("://"))
}

/// A string without the entities and tags that some sites leave in it, on one line.
fn clean(text: &str) -> String {
    let plain = if text.contains(['&', '<']) { super::super::text::text_of(text) } else { text.to_owned() };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> About {
        read(&Document::parse(&format!("<script type=\"application/ld+json\">{json}</script>")))
    }

    #[test]
    fn the_article_among_what_stands_beside_it() {
        let about = of(
            r#"[{"@type":"WebSite","name":"Gazette"},{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle",
            "headline":"Another"}]},{"@type":"http://schema.org/NewsArticle","headline":"It&#039;s &quot;over&quot;",
            "publisher":{"name":"The Gazette"},"mainEntityOfPage":{"@id":"https://gazette.example/a"}}]"#,
        );
        assert_eq!(about.headline.as_deref(), Some("It's \"over\""));
        assert_eq!(about.publisher.as_deref(), Some("The Gazette"));
        assert_eq!(about.url.as_deref(), Some("https://gazette.example/a"));
    }

    #[test]
    fn broken_as_pages_have_it() {
        let about = of(
            "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Two\nlines\",\"datePublished\":\"2015-09-28\"}\n//]]>",
        );
        assert_eq!(about.headline.as_deref(), Some("Two lines"));
        assert_eq!(about.published.as_deref(), Some("2015-09-28"));
        assert!(of("{\"@type\":\"NewsArticle\"").headline.is_none());
        assert!(of(&"[".repeat(5000)).headline.is_none());
    }
}

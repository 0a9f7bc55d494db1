//! `claims.jsonld`: the claims as schema.org describes them. Never a rating.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::View;
use crate::align::At;

/// A graph of one `Claim` a claim, with its author and the article it appears in; claims of one group are about one
/// thing.
///
/// # Errors
/// If the graph cannot be serialised, which no value of it gives reason for.
pub fn write(view: &View<'_>) -> serde_json::Result<String> {
    let mut graph = Vec::new();
    for (page, told) in view.story.told.iter().enumerate() {
        for number in 0..told.claims.len() {
            graph.push(claim(view, At { page: page as u32, claim: number as u32 }));
        }
    }
    let mut text =
        serde_json::to_string_pretty(&json!({ "@context": "https://schema.org", "@graph": graph }))?;
    text.push('\n');
    Ok(text)
}

fn claim(view: &View<'_>, at: At) -> Value {
    let told = &view.story.told[at.page as usize];
    let (article, claim) = (&told.page.article, view.claim(at));
    let outlet = json!({ "@type": "Organization", "name": article.outlet });
    // What a speaker is, a person or an office, is not known for sure; a name is.
    let author = claim
        .speaker
        .as_ref()
        .map_or_else(|| outlet.clone(), |s| json!({ "@type": "Thing", "name": s.name }));
    let mut appearance = json!({
        "@type": "NewsArticle",
        "@id": format!("urn:crossclaim:article:{}", encoded(&article.id)),
        "publisher": outlet,
    });
    if let Some(title) = &article.title {
        appearance["headline"] = json!(title);
    }
    if let Some(day) = told.page.published {
        appearance["datePublished"] = json!(day.to_string());
    }
    let mut value = json!({
        "@type": "Claim",
        "@id": format!("urn:crossclaim:claim:{}", view.claim_id(at)),
        "text": claim.span.of(view.text(at)),
        "author": author,
        "appearance": appearance,
    });
    if let Some(day) = told.page.published {
        value["datePublished"] = json!(day.to_string());
    }
    let about: Vec<Value> = view
        .groups_of(at)
        .map(|g| json!({ "@type": "Thing", "@id": format!("urn:crossclaim:group:{}", view.group_id(g)) }))
        .collect();
    if !about.is_empty() {
        value["about"] = json!(about);
    }
    value
}

/// An id as part of a URN: what is not unreserved is percent-encoded.
fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_valid_in_a_urn() {
        assert_eq!(encoded("a b/ü.txt"), "a%20b%2F%C3%BC.txt");
    }
}

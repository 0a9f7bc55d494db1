//! Decisions as an annotation: `gold.json` for `eval`, the articles, and `expected/` for `check`.

use std::path::Path;

use anyhow::{Context, Result, bail};
use crossclaim::decide::gold::{Gold, Passage, Place};
use crossclaim::decide::{Choice, Decision, Decisions, Standing, place};
use crossclaim::text::Span;
use serde_json::{Value, json};

use super::load::{Item, Loaded};
use crate::config::Config;
use crate::{Outcome, check, output};

/// Writes a folder that is a story with its annotation.
pub(super) fn export(
    loaded: &Loaded,
    decisions: &Decisions,
    folder: &Path,
    config: &Config,
) -> Result<Outcome> {
    if loaded.articles.is_empty() {
        bail!("the articles of the report are not there; they are a part of what is exported");
    }
    // Each decision as it holds for the report's own sides.
    let mut rows = Vec::new();
    for item in &loaded.items {
        let standing = item.question.standing(decisions);
        let out = |d: &Decision| d.choice == Choice::Open && !d.left_out.is_empty();
        if let Standing::Decided(decision) | Standing::Open(decision) = standing
            && (decision.choice.is_definite() || out(decision))
        {
            let left_out = item.question.left_out(decision);
            let left_out = left_out.into_iter().map(|i| item.question.sides[i].clone()).collect();
            let now = Decision::about(
                &item.question,
                decision.choice,
                &decision.note,
                &decision.reviewer,
                &decision.time,
            );
            rows.push((item, Decision { left_out, ..now }));
        }
    }
    if rows.is_empty() {
        bail!("no question of this report is decided yet; `crossclaim review` asks them");
    }
    let (mut groups, mut apart) = (Vec::new(), Vec::new());
    for (item, decision) in &rows {
        let gold = Gold::of(&Decisions::merge([decision.clone()]));
        let place = |passage: &Passage| place(loaded, item, decision, passage);
        for listed in &gold.listed {
            let members: Option<Vec<Value>> = listed.members.iter().map(place).collect();
            let pairs: Vec<Value> = listed.pairs.iter().map(|(a, b, r)| json!([a, b, r.name()])).collect();
            let worst = listed.pairs.iter().map(|(_, _, r)| *r).max();
            if let (Some(members), Some(worst)) = (members, worst) {
                groups.push(json!({
                    "id": listed.id, "tier": 1, "relation": worst.name(), "kind": listed.kind,
                    "measure": item.question.measure, "note": decision.note,
                    "members": members, "pairs": pairs,
                }));
            }
        }
        for (a, b, why) in &gold.apart {
            if let (Some(Value::Array(mut row)), Some(Value::Array(b))) = (place(a), place(b)) {
                row.extend(b);
                row.push(json!(why));
                apart.push(Value::Array(row));
            }
        }
    }
    let list = |rows: &[Value]| -> String {
        let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
        if rows.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", rows.join(",\n")) }
    };
    let gold = format!(
        "{{\"EXHAUSTIVE\": false,\n\"GROUPS\": {},\n\"NOT_ALIGNED\": {},\n\"BOILERPLATE\": [],\n\"SPEAKERS\": []}}\n",
        list(&groups),
        list(&apart)
    );
    let mut articles = String::new();
    for article in loaded.articles.values() {
        let record = json!({
            "id": article.id,
            "outlet": article.outlet,
            "title": article.title,
            "date": article.published.map(|d| d.to_string()),
            "text": article.text,
        });
        articles.push_str(&record.to_string());
        articles.push('\n');
    }
    let files =
        [("gold.json".to_owned(), gold.into_bytes()), ("articles.jsonl".to_owned(), articles.into_bytes())];
    output::write_all(folder, &files)?;
    check::one(folder, &folder.join("expected"), true, config).context("expected/ cannot be written")?;
    output::say(&format!(
        "{}: {} decided, {} of them kept apart; check it with `crossclaim check {0}` and `crossclaim eval {0}`",
        folder.display(),
        rows.len(),
        rows.iter().filter(|(_, d)| d.choice == Choice::Apart).count()
    ));
    Ok(Outcome::Same)
}

/// A passage as the annotation names it: by its words where they stand once in the article, else by its bytes.
fn place(loaded: &Loaded, item: &Item, decision: &Decision, passage: &Passage) -> Option<Value> {
    let same = |s: &crossclaim::decide::Side| {
        s.outlet == passage.document
            && match &passage.place {
                Place::Within(words, sentence) => s.words == *words && s.sentence == *sentence,
                Place::Words(words) => s.words == *words,
                Place::Bytes(..) => false,
            }
    };
    let number = decision.sides.iter().position(same)?;
    let shown = item.sides.get(number)?;
    let text = loaded.texts.get(shown.text)?;
    let article = loaded.articles.values().nth(shown.text)?;
    let words: Span = shown.words;
    let said = words.of(text);
    if text.matches(said).count() == 1 && place::locate(text, &Place::Words(said.to_owned())) == Some(words) {
        return Some(json!([article.id, said]));
    }
    Some(json!([article.id, words.start(), words.end()]))
}

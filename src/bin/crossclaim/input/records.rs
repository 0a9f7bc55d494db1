//! Articles out of JSON, JSONL and CSV.

use anyhow::{Context, Error, Result, anyhow, bail};
use crossclaim::calendar::{self, Day};
use crossclaim::text::Words;
use serde_json::{Map, Value};

use super::{Draft, Held, NoRecords};

/// Fields of an article and the names that feeds and exports give them, the program's own first.
const ID: [&str; 4] = ["id", "_id", "article_id", "guid"];
const OUTLET: [&str; 8] =
    ["outlet", "source", "publisher", "site", "site_name", "sitename", "publication", "source_name"];
const TITLE: [&str; 3] = ["title", "headline", "name"];
const DATE: [&str; 8] = [
    "date",
    "published",
    "published_at",
    "publishedAt",
    "date_published",
    "datePublished",
    "pubDate",
    "publish_date",
];
const TEXT: [&str; 8] =
    ["text", "body", "content", "articleBody", "article_body", "full_text", "maintext", "raw_text"];

/// Reads a JSON document (an article, a list of them, or an object that holds one) or JSONL, one article a line.
pub(super) fn json(text: &str, base: &Draft, held: &mut Held) -> Result<()> {
    let before = held.drafts.len() + held.errors.len();
    let whole = serde_json::from_str::<Value>(text);
    match whole {
        Ok(value) => {
            let records = list(value);
            let several = records.len() > 1;
            for (number, record) in records.iter().enumerate() {
                let place =
                    || if several { format!("record {}", number + 1) } else { "the record".to_owned() };
                take(record, base, several, place, held);
            }
        }
        // A second value after the first: one a line.
        Err(error) if error.is_syntax() && text.trim_end().contains('\n') && one_a_line(text) => {
            for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
                let place = || format!("line {}", number + 1);
                match serde_json::from_str::<Value>(line) {
                    Ok(record) => take(&record, base, true, place, held),
                    Err(error) => {
                        held.errors.push(
                            anyhow!("no JSON (column {}): {}", error.column(), reason(&error))
                                .context(format!("{}, {}", base.path, place())),
                        );
                    }
                }
            }
        }
        Err(error) => {
            bail!("line {}, column {}: no JSON: {}", error.line(), error.column(), reason(&error))
        }
    }
    if held.drafts.len() + held.errors.len() == before {
        return Err(Error::new(NoRecords("no record with a field \"text\" in it".to_owned())));
    }
    Ok(())
}

/// Whether the first line that is not blank is a value of its own.
fn one_a_line(text: &str) -> bool {
    let first = text.lines().find(|l| !l.trim().is_empty());
    first.is_some_and(|l| serde_json::from_str::<Value>(l).is_ok()) || text.trim_start().starts_with('{')
}

/// What is wrong, without the line and column that the parser counts for itself.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The records in a document: its items, those under `articles` or a like name, or itself.
fn list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        Value::Object(mut map) => {
            for name in ["articles", "items", "results", "data", "documents", "news"] {
                if let Some(Value::Array(_)) = map.get(name)
                    && let Some(Value::Array(items)) = map.remove(name)
                {
                    return items;
                }
            }
            vec![Value::Object(map)]
        }
        other => vec![other],
    }
}

/// Makes a draft of a record; one without a text is named, unless it is the whole file.
fn take(record: &Value, base: &Draft, several: bool, place: impl Fn() -> String, held: &mut Held) {
    let Value::Object(map) = record else {
        if several {
            held.errors.push(anyhow!(
                "{}, {}: no record {{\"id\", \"outlet\", \"title\", \"date\", \"text\"}}",
                base.path,
                place()
            ));
        }
        return;
    };
    let Some(text) = field(map, &TEXT) else {
        if several {
            let has: Vec<&str> = map.keys().take(8).map(String::as_str).collect();
            held.errors.push(anyhow!(
                "{}, {}: no field \"text\" (it has {})",
                base.path,
                place(),
                has.join(", ")
            ));
        }
        return;
    };
    if text.trim().is_empty() {
        held.errors.push(anyhow!("{}, {}: its text is empty", base.path, place()));
        return;
    }
    let date = field(map, &DATE);
    let published = date.as_deref().and_then(day);
    if let (Some(date), None) = (&date, published) {
        held.notes.push(format!(
            "{}, {}: the date \"{}\" cannot be read; write it as 2015-09-28",
            base.path,
            place(),
            date.chars().take(40).collect::<String>()
        ));
    }
    held.drafts.push(Draft {
        id: field(map, &ID).filter(|id| !id.trim().is_empty()),
        outlet: field(map, &OUTLET),
        title: field(map, &TITLE).filter(|t| !t.trim().is_empty()),
        published,
        text,
        ..base.clone()
    });
}

/// The first of the names that is there: a string, a number, or an object's name.
fn field(map: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match map.get(*name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(inner) => inner.get("name").or_else(|| inner.get("title"))?.as_str().map(str::to_owned),
        _ => None,
    })
}

/// A day out of the date of a record: ISO, alone or with a time, `20150928`, or written out ("Mon, 28 Sep 2015").
pub(super) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let digits = text.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
    digits
        .and_then(|d| Day::new(d[..4].parse().ok()?, d[4..6].parse().ok()?, d[6..].parse().ok()?))
        .or_else(|| Day::iso(text))
        .or_else(|| {
            let words = Words::of(text);
            (0..words.len().min(8)).find_map(|at| calendar::full_date(&words, at)).map(|(_, day)| day)
        })
}

/// Reads a table with a line of column names; comma, semicolon, tab or bar, whichever the first line holds most of.
pub(super) fn csv(text: &str, base: &Draft, held: &mut Held) -> Result<()> {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|b| *b == delimiter).count();
    let delimiter = [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let columns = reader.headers().context("its first line cannot be read")?.clone();
    let columns: Vec<String> = columns.iter().map(|c| c.trim().to_owned()).collect();
    let known = |names: &[&str]| columns.iter().any(|c| names.contains(&c.as_str()));
    if !known(&TEXT) {
        return Err(Error::new(NoRecords(format!(
            "no column \"text\" in its first line (it has {})",
            columns.join(", ").chars().take(120).collect::<String>()
        ))));
    }
    let (mut line, mut counted) = (1, 0);
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                held.errors.push(Error::new(error).context(base.path.clone()));
                continue;
            }
        };
        // The reader stops between a carriage return and its line feed: count lines up to the row's first character.
        let begin = row.position().map_or(counted, |p| p.byte() as usize);
        let begin = begin + text[begin..].len() - text[begin..].trim_start_matches(['\r', '\n']).len();
        line += text[counted..begin].matches('\n').count();
        counted = begin;
        let mut record = Map::new();
        for (column, cell) in columns.iter().zip(&row) {
            if !cell.trim().is_empty() {
                record.insert(column.clone(), Value::String(cell.to_owned()));
            }
        }
        take(&Value::Object(record), base, true, || format!("line {line}"), held);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Held {
        let mut held = Held::default();
        let base = Draft { stem: "feed".into(), path: "feed.jsonl".into(), ..Draft::default() };
        json(text, &base, &mut held).unwrap();
        held
    }

    #[test]
    fn jsonl_with_a_bad_line_keeps_the_rest() {
        let held = read(
            "{\"id\":7,\"outlet\":\"A\",\"text\":\"One.\"}\n{\"id\":8,\n\n{\"id\":9,\"date\":\"soon\",\"text\":\"Two.\"}\n",
        );
        assert_eq!(held.drafts.iter().map(|d| d.id.as_deref().unwrap()).collect::<Vec<_>>(), ["7", "9"]);
        assert!(format!("{:#}", held.errors[0]).contains("line 2"), "{:#}", held.errors[0]);
        assert!(held.notes[0].contains("soon"));
    }

    #[test]
    fn a_feed_holds_its_articles_in_a_list() {
        let held = read(
            r#"{"status":"ok","articles":[{"source":{"name":"Herald"},"content":"One.","publishedAt":"2015-09-28T10:00:00Z"}]}"#,
        );
        assert_eq!(held.drafts[0].outlet.as_deref(), Some("Herald"));
        assert_eq!(held.drafts[0].published, Day::new(2015, 9, 28));
    }

    #[test]
    fn tables_with_any_delimiter() {
        let mut held = Held::default();
        let base = Draft { stem: "t".into(), path: "t.csv".into(), ..Draft::default() };
        csv(
            "id;outlet;date;text\r\n1;Herald;20150928;\"One; two.\nThree.\"\r\n2;Gazette;;\r\n",
            &base,
            &mut held,
        )
        .unwrap();
        assert_eq!(held.drafts[0].text, "One; two.\nThree.");
        assert_eq!(held.drafts.len(), 1);
        assert!(held.errors[0].to_string().contains("line 4"), "{}", held.errors[0]);
    }
}

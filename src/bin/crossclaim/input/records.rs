//! Articles out of JSON, JSONL and CSV.

use anyhow::{Context, Error, Result, anyhow, bail};
use crossclaim::calendar::{self, Day};
use crossclaim::text::Words;
use serde_json::{Map, Value};

use super::{Draft, Field, Held, NoRecords, field, page};

/// Fields of an article and the names that news APIs, feeds and exports give them, the program's own first; a dot leads
/// into an object.
const NAMES: [(&str, &[&str]); 7] = [
    ("id", &["id", "_id", "article_id", "guid", "uuid", "uri"]),
    (
        "outlet",
        &[
            "outlet",
            "source",
            "publisher",
            "site",
            "site_name",
            "sitename",
            "publication",
            "source_name",
            "sourceName",
            "provider",
            "outlet_name",
            "media_name",
            "newspaper",
            "source_domain",
            "source_id",
            "domain",
            "thread.site_full",
            "_feed.title",
        ],
    ),
    ("title", &["title", "headline", "webTitle", "fields.headline", "headline.main", "name"]),
    ("author", &["author", "authors", "byline", "creator", "fields.byline", "byline.original"]),
    (
        "date",
        &[
            "date",
            "published",
            "publishedAt",
            "published_at",
            "publishedDate",
            "published_date",
            "publishDate",
            "publish_date",
            "date_published",
            "datePublished",
            "date_publish",
            "pubDate",
            "pub_date",
            "pubdate",
            "publication_date",
            "webPublicationDate",
            "published_on",
            "dateTime",
            "seendate",
            "created_at",
            "timestamp",
        ],
    ),
    (
        "url",
        &[
            "url",
            "link",
            "href",
            "web_url",
            "webUrl",
            "article_url",
            "articleUrl",
            "canonical_url",
            "permalink",
            "source_url",
        ],
    ),
    (
        "text",
        &[
            "text",
            "body",
            "content",
            "articleBody",
            "article_body",
            "article_text",
            "full_text",
            "fullText",
            "maintext",
            "main_text",
            "raw_text",
            "body_text",
            "bodyText",
            "content_text",
            "content_html",
            "fields.bodyText",
            "fields.body",
            "story",
            "article",
        ],
    ),
];

/// Where the user says that records keep what, by the program's name of the field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(Vec<(&'static str, String)>);

impl Fields {
    /// Reads `NAME=FIELD` pairs.
    pub(crate) fn new(pairs: &[String]) -> Result<Self> {
        let mut fields = Self::default();
        for pair in pairs {
            let Some((name, path)) = pair.split_once('=').filter(|(_, path)| !path.trim().is_empty()) else {
                bail!("--field {pair}: write NAME=FIELD, as in --field text=payload.body");
            };
            fields.insert(name.trim(), path.trim()).with_context(|| format!("--field {pair}"))?;
        }
        Ok(fields)
    }

    /// Takes over where a field is kept, behind what was said before.
    pub(crate) fn insert(&mut self, name: &str, path: &str) -> Result<()> {
        let Some((known, _)) = NAMES.iter().find(|(known, _)| *known == name) else {
            bail!("no field \"{name}\" of an article; the fields are {}", Self::known().join(", "));
        };
        self.0.push((known, path.to_owned()));
        Ok(())
    }

    /// The program's names of the fields.
    pub(crate) fn known() -> Vec<&'static str> {
        NAMES.iter().map(|(known, _)| *known).collect()
    }

    /// The names under which a record may keep a field, the user's first.
    fn names<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.0.iter().filter(move |(known, _)| *known == name).map(|(_, path)| path.as_str());
        let usual = NAMES
            .iter()
            .filter(move |(known, _)| *known == name)
            .flat_map(|(_, names)| names.iter().copied());
        own.chain(usual)
    }
}

/// Reads a JSON document (an article, a list of them, or an object that holds one) or JSONL, one article a line.
pub(super) fn json(text: &str, base: &Draft, fields: &Fields, held: &mut Held) -> Result<()> {
    let before = held.drafts.len() + held.errors.len();
    let whole = serde_json::from_str::<Value>(text);
    match whole {
        Ok(value) => {
            let records = list(value);
            let several = records.len() > 1;
            for (number, record) in records.iter().enumerate() {
                let place =
                    || if several { format!("record {}", number + 1) } else { "the record".to_owned() };
                take(record, base, fields, several, place, held);
            }
        }
        // A second value after the first: one a line.
        Err(error) if error.is_syntax() && text.trim_end().contains('\n') && one_a_line(text) => {
            for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
                let place = || format!("line {}", number + 1);
                match serde_json::from_str::<Value>(line) {
                    Ok(record) => take(&record, base, fields, true, place, held),
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
            for name in [
                "articles",
                "items",
                "results",
                "data",
                "documents",
                "docs",
                "news",
                "value",
                "hits",
                "entries",
                "stories",
            ] {
                if let Some(Value::Array(_)) = map.get(name)
                    && let Some(Value::Array(items)) = map.remove(name)
                {
                    return items;
                }
            }
            // The Guardian and others wrap what they answer.
            if let Some(inner @ Value::Object(_)) = map.remove("response") {
                return list(inner);
            }
            vec![Value::Object(map)]
        }
        other => vec![other],
    }
}

/// Makes a draft of a record; one without a text is named, unless it is the whole file.
fn take(
    record: &Value,
    base: &Draft,
    fields: &Fields,
    several: bool,
    place: impl Fn() -> String,
    held: &mut Held,
) {
    let at = || format!("{}, {}", base.path, place());
    let Value::Object(map) = record else {
        if several {
            held.errors
                .push(anyhow!("{}: no record {{\"id\", \"outlet\", \"title\", \"date\", \"text\"}}", at()));
        }
        return;
    };
    let find = |name| find(map, fields, name);
    let Some(text) = find("text") else {
        if several {
            let has: Vec<&str> = map.keys().take(8).map(String::as_str).collect();
            held.errors.push(anyhow!(
                "{}: no field \"text\" (it has {}); name the one that holds it with --field text=NAME",
                at(),
                has.join(", ")
            ));
        }
        return;
    };
    let text = match plain(text.value) {
        Ok(text) => text,
        Err(error) => return held.errors.push(error.context(at())),
    };
    if text.trim().is_empty() {
        return held.errors.push(anyhow!("{}: its text is empty", at()));
    }
    if let Some(cut) = cut_off(&text) {
        return held.errors.push(anyhow!("{}: its text is cut off (“{cut}”); save the page itself", at()));
    }
    let date = find("date");
    let published = date.as_ref().and_then(|d| Some(Field { value: day(&d.value)?, from: d.from.clone() }));
    if let (Some(date), None) = (&date, &published) {
        held.notes.push(format!("{}: {}", at(), no_day(&date.value)));
    }
    held.drafts.push(Draft {
        id: find("id").map(|id| id.value).filter(|id| !id.trim().is_empty()),
        outlet: find("outlet"),
        title: find("title"),
        author: find("author"),
        published,
        url: find("url").filter(|url| super::outlet::is_address(&url.value)),
        text,
        ..base.clone()
    });
}

/// What is said of a date that cannot be read.
pub(super) fn no_day(date: &str) -> String {
    format!(
        "the date \"{}\" cannot be read; write it as 2015-09-28",
        date.chars().take(40).collect::<String>()
    )
}

/// The first field of the names for it that says something.
fn find(map: &Map<String, Value>, fields: &Fields, name: &str) -> Option<Field<String>> {
    fields.names(name).find_map(|path| {
        let inside = || {
            let mut steps = path.split('.');
            let first = map.get(steps.next()?)?;
            steps.try_fold(first, |value, step| match value {
                Value::Array(items) => items.get(step.parse::<usize>().ok()?),
                value => value.get(step),
            })
        };
        field(words(map.get(path).or_else(inside)?)?, format!("field \"{path}\""))
    })
}

/// What a value says: a string, a number, an object's name, or several of them.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(inner) => ["name", "title", "domain", "rendered"]
            .iter()
            .find_map(|key| inner.get(*key)?.as_str())
            .map(str::to_owned),
        Value::Array(items) => {
            let all: Vec<String> =
                items.iter().take(12).filter(|i| !i.is_array()).filter_map(words).collect();
            Some(all.join(", "))
        }
        _ => None,
    }
}

/// The text of a record without the tags that some leave in it.
fn plain(text: String) -> Result<String> {
    let lower = text.get(..text.floor_char_boundary(4096)).unwrap_or_default().to_ascii_lowercase();
    let tags = ["<p>", "<p ", "</p>", "<br", "<div", "<figure"];
    if tags.iter().any(|tag| lower.contains(tag)) { page::plain(&text) } else { Ok(text) }
}

/// The mark at the end of a text that an API has cut off: `[+2345 chars]`, `… [2345 more chars]`.
fn cut_off(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let mark = &text[text.rfind('[')?..];
    let inside = mark.strip_suffix(']')?.strip_prefix('[')?;
    let fits =
        inside.ends_with("chars") && inside.contains(|c: char| c.is_ascii_digit()) && inside.len() < 30;
    fits.then_some(mark)
}

/// A day out of the date of a record or page: ISO, alone or with a time, `20150928`, seconds or milliseconds since 1970,
/// written out ("Mon, 28 Sep 2015"), or in figures where the order is sure (`28.09.2015`, `9/28/2015`). It is the day
/// where the article was published, whatever the hour in Greenwich.
pub(super) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    let compact = || Day::new(number(0..4)?, number(4..6)? as i8, number(6..8)? as i8);
    let epoch = || {
        let seconds: i64 = text.parse().ok()?;
        Some(Day::new(1970, 1, 1)?.plus(if digits == 13 { seconds / 1000 } else { seconds } / 86_400))
    };
    match digits {
        8 | 14 => compact(),
        10 | 13 if digits == text.len() => epoch(),
        _ => Day::iso(text)
            .or_else(|| Day::iso(&text.get(..10)?.replace('/', "-")))
            .or_else(|| in_figures(text))
            .or_else(|| {
                // What is in figures and of no sure order must not be read as if it were in words.
                if is_in_figures(text) {
                    return None;
                }
                let words = Words::of(text);
                (0..words.len().min(12)).find_map(|at| calendar::full_date(&words, at)).map(|(_, day)| day)
            }),
    }
}

/// Whether a text begins with three numbers that bars part.
fn is_in_figures(text: &str) -> bool {
    let mut parts =
        text.splitn(3, '/').map(|part| part.trim_end().bytes().next().is_some_and(|b| b.is_ascii_digit()));
    (0..3).all(|_| parts.next() == Some(true))
}

/// A day in figures whose order is sure: with stops, or where one number can be no month.
fn in_figures(text: &str) -> Option<Day> {
    let mark = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '.' | '/' | '-'))?;
    let mut parts = text.splitn(3, mark);
    let first: i8 = parts.next()?.parse().ok()?;
    let second: i8 = parts.next()?.parse().ok()?;
    let year = parts.next()?;
    let end = year.bytes().take_while(u8::is_ascii_digit).count();
    let year: i16 = year.get(..end).filter(|y| y.len() == 4)?.parse().ok()?;
    match (mark, first > 12, second > 12) {
        ('.', ..) | (_, true, false) => Day::new(year, second, first),
        (_, false, true) => Day::new(year, first, second),
        (_, false, false) if first == second => Day::new(year, first, second),
        _ => None,
    }
}

/// Reads a table with a line of column names; comma, semicolon, tab or bar, whichever the first line holds most of.
pub(super) fn csv(text: &str, base: &Draft, fields: &Fields, held: &mut Held) -> Result<()> {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|b| *b == delimiter).count();
    let delimiter = [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let columns = reader.headers().context("its first line cannot be read")?.clone();
    let columns: Vec<String> = columns.iter().map(|c| c.trim().to_owned()).collect();
    if !fields.names("text").any(|name| columns.iter().any(|c| c == name)) {
        return Err(Error::new(NoRecords(format!(
            "no column \"text\" in its first line (it has {}); name the one that holds it with --field text=NAME",
            columns.join(", ").chars().take(120).collect::<String>()
        ))));
    }
    let before = held.drafts.len() + held.errors.len();
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
        if never_closed(text, &row) {
            held.errors.push(anyhow!(
                "{}, line {line}: a quotation mark is never closed, so that all behind it is one cell; close it, or double it \
                 where it is one of the text",
                base.path
            ));
            continue;
        }
        take(&Value::Object(record), base, fields, true, || format!("line {line}"), held);
    }
    if held.drafts.len() + held.errors.len() == before {
        return Err(Error::new(NoRecords("has the names of columns, and no record below them".to_owned())));
    }
    Ok(())
}

/// Whether the last row of a table ends inside of quotation marks: its last cell runs over the end of a line, and no mark
/// closes it.
fn never_closed(text: &str, row: &csv::StringRecord) -> bool {
    let last = row.iter().next_back().unwrap_or_default();
    last.contains('\n')
        && text.ends_with(&last.replace('"', "\"\""))
        && text.bytes().filter(|b| *b == b'"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Held {
        let mut held = Held::default();
        let base = Draft { stem: "feed".into(), path: "feed.jsonl".into(), ..Draft::default() };
        json(text, &base, &Fields::default(), &mut held).unwrap();
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
        assert_eq!(held.drafts[0].outlet.as_ref().unwrap().value, "Herald");
        let published = held.drafts[0].published.as_ref().unwrap();
        assert_eq!(
            (Some(published.value), published.from.as_str()),
            (Day::new(2015, 9, 28), "field \"publishedAt\"")
        );
    }

    #[test]
    fn the_shapes_that_news_apis_answer_in() {
        let held = read(
            r#"{"response":{"results":[{"webTitle":"Ferry sinks","webUrl":"https://gazette.example/a","webPublicationDate":
            "2015-09-28T23:30:00-04:00","fields":{"bodyText":"One.","byline":"Ida Roe"}}]}}"#,
        );
        let draft = &held.drafts[0];
        assert_eq!(
            (draft.title.as_ref().unwrap().value.as_str(), draft.text.as_str()),
            ("Ferry sinks", "One.")
        );
        assert_eq!(draft.url.as_ref().unwrap().from, "field \"webUrl\"");
        let held = read(
            r#"[{"body":"<p>One &amp; two.</p><p>Three.</p>","authors":["Ida Roe","Tom Vale"],"date":1443441600}]"#,
        );
        assert_eq!(held.drafts[0].text, "One & two.\n\nThree.\n");
        assert_eq!(held.drafts[0].author.as_ref().unwrap().value, "Ida Roe, Tom Vale");
        assert_eq!(held.drafts[0].published.as_ref().unwrap().value, Day::new(2015, 9, 28).unwrap());
        let held =
            read(r#"{"articles":[{"content":"The ferry sank and… [+2345 chars]"},{"content":"Whole."}]}"#);
        assert!(held.errors[0].to_string().contains("record 1: its text is cut off"), "{}", held.errors[0]);
        assert_eq!(held.drafts.len(), 1);
    }

    #[test]
    fn the_user_says_where_fields_are() {
        let fields = Fields::new(&["text=payload.words".into(), "outlet=feed".into()]).unwrap();
        let mut held = Held::default();
        let record = r#"{"payload":{"words":"One."},"feed":"Herald","outlet":"x"}"#;
        json(record, &Draft::default(), &fields, &mut held).unwrap();
        assert_eq!(held.drafts[0].outlet.as_ref().unwrap().value, "Herald");
        assert!(Fields::new(&["words=text".into()]).is_err() && Fields::new(&["text".into()]).is_err());
    }

    #[test]
    fn days_as_they_are_written() {
        for text in [
            "2015-09-28",
            "2015-09-28T23:30:00-04:00",
            "20150928",
            "20150928T233000Z",
            "2015/09/28 10:00",
            "28.09.2015",
            "9/28/2015",
            "28/09/2015",
            "Mon, 28 Sep 2015 10:00:00 GMT",
            "September 28, 2015 at 10 p.m.",
            "1443441600",
            "1443441600000",
        ] {
            assert_eq!(day(text), Day::new(2015, 9, 28), "{text}");
        }
        for text in ["soon", "05/06/2015", "2015", "2015-13-45", ""] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn tables_with_any_delimiter() {
        let mut held = Held::default();
        let base = Draft { stem: "t".into(), path: "t.csv".into(), ..Draft::default() };
        csv(
            "id;outlet;date;text\r\n1;Herald;20150928;\"One; two.\nThree.\"\r\n2;Gazette;;\r\n",
            &base,
            &Fields::default(),
            &mut held,
        )
        .unwrap();
        assert_eq!(held.drafts[0].text, "One; two.\nThree.");
        assert_eq!(held.drafts.len(), 1);
        assert!(held.errors[0].to_string().contains("line 4"), "{}", held.errors[0]);
    }
}

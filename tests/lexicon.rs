//! The word tables: sorted, unique, folded, explained; each example holds its phrase and is read as its value.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fs;

use crossclaim::article::{Article, Page};
use crossclaim::calendar;
use crossclaim::claim::{self, Claim};
use crossclaim::facet::Polarity;
use crossclaim::text::Words;

/// A table as it lies in the source.
struct Table {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn tables() -> Vec<Table> {
    let paths = support::entries(&support::at_root("src/lexicon"));
    let tables = paths.into_iter().filter(|p| p.extension().is_some_and(|e| e == "tsv")).map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let (header, rows): (Vec<_>, Vec<_>) =
            text.lines().filter(|l| !l.trim().is_empty()).partition(|l| l.starts_with('#'));
        Table {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            header: header.into_iter().map(str::to_owned).collect(),
            rows: rows.into_iter().map(|l| l.split('\t').map(str::to_owned).collect()).collect(),
        }
    });
    tables.collect()
}

/// Lower case, straight quotation marks, plain dashes: how phrases are spelled.
fn folded(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' => '\'',
            '–' | '—' | '‐' | '‑' => '-',
            c => c,
        })
        .collect()
}

/// Where `phrase` stands in `example` as words of their own; digits may touch it (`2bn`).
fn stands(example: &str, phrase: &str) -> Option<usize> {
    example.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let before = letter(example[..at].chars().next_back()) && letter(phrase.chars().next());
        let after = letter(example[at + phrase.len()..].chars().next()) && letter(phrase.chars().next_back());
        !before && !after
    })
}

/// Reports every row of every table for which `wrong` has something to say.
fn no_row_is(wrong: impl Fn(&Table, &[String]) -> Option<String>) {
    let mut remarks = Vec::new();
    for table in tables() {
        for row in &table.rows {
            remarks.extend(wrong(&table, row).map(|what| format!("{}: {row:?} {what}", table.name)));
        }
    }
    assert!(remarks.is_empty(), "{} rows\n{}", remarks.len(), remarks[..remarks.len().min(40)].join("\n"));
}

#[test]
fn tables_say_what_they_are() {
    let tables = tables();
    assert!(!tables.is_empty());
    for table in tables {
        assert!(!table.header.is_empty(), "{} has no comment on what it is", table.name);
        assert!(!table.rows.is_empty(), "{} is empty", table.name);
    }
}

#[test]
fn tables_are_sorted_and_unique() {
    for table in tables() {
        for pair in table.rows.windows(2) {
            assert!(pair[0][0] < pair[1][0], "{}: {:?} before {:?}", table.name, pair[0][0], pair[1][0]);
        }
    }
}

#[test]
fn phrases_are_folded() {
    no_row_is(|_, row| {
        let words = Words::of(&row[0]);
        let read: String = (0..words.len()).map(|i| words.folded(i)).collect();
        let bare: String = row[0].split_whitespace().collect();
        (row[0] != folded(&row[0]) || read != bare || row[0] != row[0].trim())
            .then(|| "is not folded".to_owned())
    });
}

#[test]
fn examples_hold_their_phrases() {
    no_row_is(|table, row| {
        // What is counted or learned needs no example, and says so by having none in any row.
        if table.rows.iter().all(|r| r.get(2).is_none_or(String::is_empty)) {
            return None;
        }
        // Nor does a word whose value the program does not look at.
        let bare = table.header.iter().any(|line| line.contains("for people only"));
        match row.get(2) {
            None => Some("has no example".to_owned()),
            Some(example) if example.is_empty() && bare => None,
            Some(example) => {
                stands(&folded(example), &row[0]).is_none().then(|| "is not in its example".to_owned())
            }
        }
    });
}

/// Whether the example of a row is read as its value, by the room that knows the meaning.
type Reader = fn(phrase: &str, value: &str, example: &str) -> bool;

/// Whether `read` finds at some token of the example what `wanted` is.
fn somewhere<T: PartialEq>(example: &str, wanted: &T, read: impl Fn(&Words, usize) -> Option<T>) -> bool {
    let words = Words::of(example);
    (0..words.len()).any(|at| read(&words, at).as_ref() == Some(wanted))
}

/// Whether a claim of the example has a speaker and is as `fits` wants it.
fn claimed(example: &str, fits: impl Fn(&Claim, &claim::Speaker) -> bool) -> bool {
    let page = Page::read(Article::new("a", "Gazette", example));
    claim::extract(&page).iter().any(|c| c.speaker.as_ref().is_some_and(|s| fits(c, s)))
}

/// The tables whose meaning is open to the outside.
fn readers() -> BTreeMap<&'static str, Reader> {
    BTreeMap::from([
        (
            "month.tsv",
            (|_, value, example| {
                somewhere(example, &value.parse().unwrap(), |words, at| {
                    calendar::month(words, at).map(|m| m.1)
                })
            }) as Reader,
        ),
        ("weekday.tsv", |_, value, example| {
            let day: i8 = value.split(' ').next().unwrap().parse().unwrap();
            // A short form is a weekday only at the head of a date.
            if value.ends_with("short") {
                return somewhere(example, &day, |words, at| {
                    calendar::full_date(words, at).map(|d| d.1.weekday())
                });
            }
            somewhere(example, &day, calendar::weekday)
        }),
        // A cue gives the words beside it to somebody, and denies them where it says so.
        ("speech.tsv", |phrase, value, example| {
            let denied = value.split(' ').any(|v| v == "deny");
            claimed(example, |claim, speaker| {
                speaker.cue.to_lowercase() == phrase && (!denied || claim.facets.polarity == Polarity::Denied)
            })
        }),
        ("assertion.tsv", |phrase, _, example| {
            claimed(example, |_, speaker| speaker.cue.to_lowercase() == phrase)
        }),
        // A source is who speaks, under its own words.
        ("source.tsv", |phrase, _, example| {
            claimed(example, |_, speaker| speaker.name.to_lowercase().contains(phrase))
        }),
    ])
}

#[test]
fn examples_are_read_as_their_values() {
    let readers = readers();
    let names: Vec<String> = tables().into_iter().map(|t| t.name).collect();
    for name in readers.keys() {
        assert!(names.iter().any(|n| n == name), "no table {name}");
    }
    no_row_is(|table, row| {
        let read = readers.get(table.name.as_str())?;
        (!read(&row[0], &row[1], &row[2])).then(|| "is read as something else".to_owned())
    });
}

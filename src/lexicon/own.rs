//! Rows of a newsroom's own, added before the first table is read.
//!
//! Tables are read once and shared by every comparison of the process. Rows are therefore added once, before anything is
//! compared, and never again: what is read later is the same in every thread, and as reproducible as the program's own
//! words.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::text::Words;

use super::embedded;

/// A row that is fit to be read: its table exists, and its value is one that the table's reader knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    table: &'static str,
    phrase: String,
    value: String,
}

/// Tables whose values name something, so that any name will do: the prefixes that come before it.
const NAMING: [(&str, &[&str]); 8] = [
    ("agency", &[""]),
    ("capital", &[""]),
    ("country", &["noun ", "adjective ", "people ", "acronym "]),
    ("nickname", &[""]),
    ("organisation", &["name ", "acronym "]),
    ("outlet", &[""]),
    ("synonym", &[""]),
    ("time_zone", &[""]),
];

impl Own {
    /// A row for `table`: `phrase` is to be read as `value` says. That is a value which the table has, or a phrase of the
    /// table with which the new one shares its value, or, where values are names, any name. `None` for what the reader of the
    /// table could not understand.
    pub fn new(table: &str, phrase: &str, value: &str) -> Option<Self> {
        let (table, rows) =
            super::TABLES.iter().copied().find(|(name, _)| *name == table && *name != "idf")?;
        let phrase = folded(phrase);
        let value = value.trim();
        if phrase.is_empty() || value.contains(['\t', '\n', '\r']) {
            return None;
        }
        let like = folded(value);
        let values = || columns(rows).map(|(_, value)| value);
        let shared = || columns(rows).find(|(known, _)| folded(known) == like).map(|(_, value)| value);
        let names = || {
            let prefixes = NAMING.iter().find(|(name, _)| *name == table)?.1;
            prefixes.iter().any(|p| value.len() > p.len() && value.starts_with(p)).then_some(value)
        };
        let value = values().find(|known| *known == value).or_else(shared).or_else(names)?;
        Some(Self { table, phrase, value: value.to_owned() })
    }
}

/// The phrases and values of a table's rows.
fn columns(rows: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    rows.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(|line| {
        let mut columns = line.split('\t');
        (columns.next().unwrap_or_default(), columns.next().unwrap_or_default())
    })
}

/// Phrases of a table that are its values or share them, for who asks what a row may say.
pub fn known(table: &str) -> Vec<&'static str> {
    let rows = embedded(table).unwrap_or_default();
    let mut known: Vec<&str> = columns(rows).flat_map(|(phrase, value)| [phrase, value]).collect();
    known.sort_unstable();
    known.dedup();
    known
}

fn folded(phrase: &str) -> String {
    let words = Words::of(phrase);
    (0..words.len()).map(|i| words.folded(i)).collect::<Vec<_>>().join(" ")
}

/// The text of the tables that have rows of their own added, by name.
static OWN: OnceLock<BTreeMap<&'static str, String>> = OnceLock::new();

/// Adds rows to the tables, for the rest of the process; one that the table has already is read anew. False, and nothing
/// is added, where a table has been read before, or rows were added before.
pub fn extend(rows: Vec<Own>) -> bool {
    let mut tables: BTreeMap<&'static str, BTreeMap<String, String>> = BTreeMap::new();
    for Own { table, phrase, value } in rows {
        tables.entry(table).or_default().insert(phrase, value);
    }
    let text = |name: &str, rows: &BTreeMap<String, String>| {
        let kept = embedded(name).unwrap_or_default().lines().filter(|line| {
            let phrase = line.split('\t').next().unwrap_or_default();
            line.starts_with('#') || !rows.contains_key(&folded(phrase))
        });
        let own = rows.iter().map(|(phrase, value)| format!("{phrase}\t{value}\t"));
        kept.map(str::to_owned).chain(own).collect::<Vec<_>>().join("\n")
    };
    OWN.set(tables.iter().map(|(name, rows)| (*name, text(name, rows))).collect()).is_ok()
}

/// The text of a table; from now on no rows can be added.
pub(super) fn source(name: &str) -> &'static str {
    match OWN.get_or_init(BTreeMap::new).get(name) {
        Some(text) => text,
        None => embedded(name).unwrap_or_else(|| panic!("no table {name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_its_table_can_read() {
        let value = |table, phrase, value| Own::new(table, phrase, value).map(|own| own.value);
        assert_eq!(value("hedge", "Upwards of", "before at_least").as_deref(), Some("before at_least"));
        assert_eq!(value("weekday", "Mo", "Monday").as_deref(), Some("0"));
        assert_eq!(value("nickname", "Zed", "zebediah").as_deref(), Some("zebediah"));
        assert_eq!(
            value("organisation", "Reef Watch", "name reef watch").as_deref(),
            Some("name reef watch")
        );
        assert_eq!(value("organisation", "Reef Watch", "reef watch"), None);
        assert_eq!(value("hedge", "upwards of", "sideways"), None);
        assert_eq!(value("hedges", "x", "before about"), None);
        assert_eq!(value("hedge", " ", "before about"), None);
        assert_eq!(value("hedge", "x", "before\tabout"), None);
    }

    #[test]
    fn rows_come_too_late_once_a_table_is_read() {
        assert!(source("weekday").contains("monday"));
        assert!(!extend(Vec::new()));
        for name in super::super::names() {
            assert!(embedded(name).is_some(), "{name}: TABLES is not sorted");
        }
    }
}

//! Phrases by spelling. A row is `phrase ⇥ value ⇥ example`; what a value means is known to the room that reads it.
//!
//! The tables lie beside this file as `.tsv`, with `#` comments, and are compiled in. A new word needs no Rust.

mod own;

use rustc_hash::FxHashMap;

use crate::text::Words;

pub use own::{Own, extend, known};

/// The tables by their names: the text of each file.
const TABLES: [(&str, &str); 50] = [
    ("abbreviation", include_str!("abbreviation.tsv")),
    ("after_acronym", include_str!("after_acronym.tsv")),
    ("agency", include_str!("agency.tsv")),
    ("amount", include_str!("amount.tsv")),
    ("antonym", include_str!("antonym.tsv")),
    ("assertion", include_str!("assertion.tsv")),
    ("capital", include_str!("capital.tsv")),
    ("counted", include_str!("counted.tsv")),
    ("country", include_str!("country.tsv")),
    ("currency", include_str!("currency.tsv")),
    ("daypart", include_str!("daypart.tsv")),
    ("everyone", include_str!("everyone.tsv")),
    ("function", include_str!("function.tsv")),
    ("furniture", include_str!("furniture.tsv")),
    ("gender", include_str!("gender.tsv")),
    ("given_name", include_str!("given_name.tsv")),
    ("hedge", include_str!("hedge.tsv")),
    ("honorific", include_str!("honorific.tsv")),
    ("identifier", include_str!("identifier.tsv")),
    ("idf", include_str!("idf.tsv")),
    ("language", include_str!("language.tsv")),
    ("lettered", include_str!("lettered.tsv")),
    ("month", include_str!("month.tsv")),
    ("name_head", include_str!("name_head.tsv")),
    ("name_particle", include_str!("name_particle.tsv")),
    ("negation", include_str!("negation.tsv")),
    ("nickname", include_str!("nickname.tsv")),
    ("not_name", include_str!("not_name.tsv")),
    ("number", include_str!("number.tsv")),
    ("opener", include_str!("opener.tsv")),
    ("organisation", include_str!("organisation.tsv")),
    ("outlet", include_str!("outlet.tsv")),
    ("party_cue", include_str!("party_cue.tsv")),
    ("place", include_str!("place.tsv")),
    ("quote_tag", include_str!("quote_tag.tsv")),
    ("relative_time", include_str!("relative_time.tsv")),
    ("role_verb", include_str!("role_verb.tsv")),
    ("scope", include_str!("scope.tsv")),
    ("small_word", include_str!("small_word.tsv")),
    ("source", include_str!("source.tsv")),
    ("speech", include_str!("speech.tsv")),
    ("state", include_str!("state.tsv")),
    ("stopword", include_str!("stopword.tsv")),
    ("synonym", include_str!("synonym.tsv")),
    ("time_cue", include_str!("time_cue.tsv")),
    ("time_prefix", include_str!("time_prefix.tsv")),
    ("time_zone", include_str!("time_zone.tsv")),
    ("title", include_str!("title.tsv")),
    ("unit", include_str!("unit.tsv")),
    ("weekday", include_str!("weekday.tsv")),
];

/// The names of the tables, in alphabetical order.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(name, _)| *name)
}

/// The text of the table of that name, as a reader parses it: with the rows that [`extend`] added, if it did.
///
/// # Panics
/// If there is no such table: which there are is part of the program.
pub fn source(name: &str) -> &'static str {
    own::source(name)
}

fn embedded(name: &str) -> Option<&'static str> {
    TABLES.binary_search_by_key(&name, |(name, _)| name).ok().map(|at| TABLES[at].1)
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row<V> {
    /// The phrase, folded, its tokens separated by single spaces.
    pub phrase: String,
    /// What the reader of the table made of the second column.
    pub value: V,
    /// A text in which the phrase is read as its value; empty where the row gives none.
    pub example: &'static str,
    tokens: Box<[Box<str>]>,
}

/// A table of phrases, looked up by their tokens; the longest phrase wins.
#[derive(Clone, Debug)]
pub struct Table<V> {
    rows: Vec<Row<V>>,
    /// Rows by their first token, longest first.
    first: FxHashMap<String, Vec<u32>>,
    /// Rows by their last token, longest first.
    last: FxHashMap<String, Vec<u32>>,
}

impl<V> Table<V> {
    /// Reads a table from the text of a `.tsv` file; `value` turns the second column into what the reader wants.
    ///
    /// # Panics
    /// If a row has no phrase, or `value` cannot read the second column: the data is part of the program.
    pub fn parse(source: &'static str, value: impl Fn(&'static str) -> Option<V>) -> Self {
        let mut table = Self { rows: Vec::new(), first: FxHashMap::default(), last: FxHashMap::default() };
        for line in source.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            let mut columns = line.split('\t');
            let words = Words::of(columns.next().unwrap_or_default());
            assert!(!words.is_empty(), "a row without a phrase: {line:?}");
            let second = columns.next().unwrap_or_default();
            let Some(value) = value(second) else { panic!("cannot read {second:?} in {line:?}") };
            let phrase = (0..words.len()).map(|i| words.folded(i)).collect::<Vec<_>>().join(" ");
            let tokens = (0..words.len()).map(|i| words.folded(i).into()).collect();
            let row = table.rows.len() as u32;
            table.first.entry(words.folded(0).to_owned()).or_default().push(row);
            table.last.entry(words.folded(words.len() - 1).to_owned()).or_default().push(row);
            let example = columns.next().unwrap_or_default();
            table.rows.push(Row { phrase, value, example, tokens });
        }
        // Each list is sorted on its own: the order of the map does not matter.
        #[allow(clippy::iter_over_hash_type)]
        for rows in table.first.values_mut().chain(table.last.values_mut()) {
            rows.sort_by_key(|&r| std::cmp::Reverse(table.rows[r as usize].tokens.len()));
        }
        table
    }

    /// The longest phrase that begins at token `at` and ends by token `end`: its length in tokens and its value.
    pub fn longest(&self, words: &Words, at: usize, end: usize) -> Option<(usize, &V)> {
        let rows = self.first.get(words.folded(at))?;
        rows.iter().map(|&r| &self.rows[r as usize]).find_map(|row| {
            let len = row.tokens.len();
            let fits = at + len <= end && (1..len).all(|k| words.folded(at + k) == &*row.tokens[k]);
            fits.then_some((len, &row.value))
        })
    }

    /// Likewise with one token between the last word and those before it, which must `part` them.
    pub fn longest_parted(
        &self,
        words: &Words,
        at: usize,
        end: usize,
        part: impl Fn(usize) -> bool,
    ) -> Option<(usize, &V)> {
        let rows = self.first.get(words.folded(at))?;
        rows.iter().map(|&r| &self.rows[r as usize]).find_map(|row| {
            let (last, head) = row.tokens.split_last()?;
            let len = row.tokens.len() + 1;
            let fits = !head.is_empty()
                && at + len <= end
                && (1..head.len()).all(|k| words.folded(at + k) == &*head[k])
                && part(at + head.len())
                && words.folded(at + head.len() + 1) == &**last;
            fits.then_some((len, &row.value))
        })
    }

    /// The longest phrase that ends just before token `end` and begins at `start` or later: its length and value.
    pub fn longest_before(&self, words: &Words, start: usize, end: usize) -> Option<(usize, &V)> {
        self.longest_before_with(words, start, end, |_| true)
    }

    /// Likewise, among the phrases whose value `fits`.
    pub fn longest_before_with(
        &self,
        words: &Words,
        start: usize,
        end: usize,
        fits: impl Fn(&V) -> bool,
    ) -> Option<(usize, &V)> {
        let rows = self.last.get(words.folded(end.checked_sub(1)?))?;
        rows.iter().map(|&r| &self.rows[r as usize]).filter(|row| fits(&row.value)).find_map(|row| {
            let len = row.tokens.len();
            let at = end.checked_sub(len).filter(|&at| at >= start)?;
            (0..len - 1).all(|k| words.folded(at + k) == &*row.tokens[k]).then_some((len, &row.value))
        })
    }

    /// Whether a phrase begins with the folded word.
    pub fn begins(&self, folded: &str) -> bool {
        self.first.contains_key(folded)
    }

    /// The value of a single folded word.
    pub fn word(&self, folded: &str) -> Option<&V> {
        let rows = self.first.get(folded)?;
        rows.iter().map(|&r| &self.rows[r as usize]).find(|row| row.tokens.len() == 1).map(|row| &row.value)
    }

    /// All rows, in the order of the file.
    pub fn rows(&self) -> &[Row<V>] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let table =
            Table::parse("more\tlow\nmore than\thigh\n# no row\nU.S.\tland\n", |v| Some(v.to_owned()));
        let words = Words::of("More than the U.S.");
        assert_eq!(table.longest(&words, 0, 4), Some((2, &"high".to_owned())));
        assert_eq!(table.longest(&words, 0, 1), Some((1, &"low".to_owned())));
        assert_eq!(table.longest_before(&words, 0, 2).map(|(n, _)| n), Some(2));
        assert_eq!(table.word("u.s."), Some(&"land".to_owned()));
    }
}

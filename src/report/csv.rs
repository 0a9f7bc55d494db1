//! A table as CSV after RFC 4180, made for spreadsheets.

use super::escape::{cell, is_formula};
use super::sheet::{Cell, Sheet};
use crate::calendar;
use crate::text::{self, Words};

/// How CSV is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dialect {
    /// Whether a byte order mark goes first, without which Excel takes the file for the system's old code page.
    pub mark: bool,
    /// What stands between two cells.
    pub delimiter: u8,
    /// Whether cells that a spreadsheet would run as a formula stay as they are.
    pub raw: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { mark: true, delimiter: b',', raw: false }
    }
}

/// Writes a table: lines end in CRLF, lines inside a cell in LF; numbers are plain digits.
///
/// # Errors
/// If the writer fails, which one into memory gives no reason for.
pub fn write(sheet: &Sheet, dialect: Dialect) -> csv::Result<Vec<u8>> {
    let mut out = Vec::new();
    if dialect.mark {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(dialect.delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut out);
    writer.write_record(sheet.columns.iter().map(|c| guarded(c, dialect.raw)))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|c| match c {
            Cell::Empty => String::new(),
            Cell::Said(words) if is_read_by_locale(words) => format!("“{}”", cell(words)),
            Cell::Text(words) | Cell::Said(words) => guarded(words, dialect.raw),
            Cell::Number(number) => digits(*number),
            Cell::Day(day) => day.to_string(),
        }))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// A number in plain digits. Three of them behind the point are thousands in German (`0.996` is 996): a zero follows.
fn digits(number: f64) -> String {
    let mut digits = number.to_string();
    if digits.split_once('.').is_some_and(|(_, part)| part.len() == 3) {
        digits.push('0');
    }
    digits
}

/// A text as a cell, with an apostrophe before what a spreadsheet would run as a formula.
fn guarded(words: &str, raw: bool) -> String {
    let guard = if !raw && is_formula(words) { "'" } else { "" };
    format!("{guard}{}", cell(words))
}

/// Whether a spreadsheet takes words of an article for a number, a date or a truth value, each locale in its own way
/// (`200,000` is 200 in German), because nothing else stands in the cell. Quotation marks keep them what they are.
fn is_read_by_locale(words: &str) -> bool {
    let tokens = Words::of(words);
    let number = |i: usize| tokens.kind(i) == text::Kind::Number;
    let of_a_date = |i: usize| {
        calendar::month(&tokens, i).is_some()
            || calendar::weekday(&tokens, i).is_some()
            || matches!(tokens.folded(i), "am" | "pm" | "a.m." | "p.m." | "e" | "st" | "nd" | "rd" | "th")
    };
    let plain = !words.starts_with('0') && words.bytes().all(|b| b.is_ascii_digit());
    let bare = (0..tokens.len()).any(number)
        && (0..tokens.len()).all(|i| tokens.kind(i) != text::Kind::Word || of_a_date(i));
    let truth = matches!(tokens.folded(0), "true" | "false") && tokens.len() == 1;
    (bare && !plain) || truth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[Cell]) -> Sheet {
        Sheet::new("t", vec!["a".into(); cells.len()], vec![cells.to_vec()])
    }

    #[test]
    fn what_is_written_is_read_back() {
        let cells = ["a, \"b\"\nc", "=1+1", "-5", "Ümlaut عربي", "", "a\r\nb\x07"].map(Cell::text);
        let bytes = write(&sheet(&cells), Dialect::default()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with('\u{feff}') && text.contains("\r\n"));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        let back: Vec<&str> = row.iter().collect();
        assert_eq!(back, ["a, \"b\"\nc", "'=1+1", "-5", "Ümlaut عربي", "", "a\nb\u{fffd}"]);
    }

    #[test]
    fn numbers_are_plain_digits() {
        let dialect = Dialect { mark: false, delimiter: b';', raw: true };
        let bytes =
            write(&sheet(&[Cell::Number(2.5e9), Cell::Number(0.93), Cell::text("=1")]), dialect).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "a;a;a\r\n2500000000;0.93;=1\r\n");
        assert_eq!([0.996, 1.5, 1234.0].map(digits), ["0.9960", "1.5", "1234"]);
    }

    #[test]
    fn what_a_locale_would_misread_is_quoted() {
        for words in ["200,000", "3-2", "1/2", "March 5", "10:30", "$5", "50%", "007", "1.5", "TRUE"] {
            assert!(is_read_by_locale(words), "{words}");
        }
        for words in ["31", "200,000 dead", "on Sunday", "dozens", "1 2 buckle my shoe", ""] {
            assert!(!is_read_by_locale(words), "{words}");
        }
    }
}

//! A table as CSV after RFC 4180, made for spreadsheets.

use super::escape::is_formula;
use super::sheet::{Cell, Sheet};

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
    writer.write_record(sheet.columns.iter().map(|c| text(c, dialect.raw)))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(words) => text(words, dialect.raw),
            Cell::Number(number) => number.to_string(),
        }))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// A text as a cell: line ends become LF, control characters are replaced, formulas are defused by an apostrophe.
fn text(words: &str, raw: bool) -> String {
    let guard = if !raw && is_formula(words) { "'" } else { "" };
    let mut out = String::with_capacity(words.len() + 1);
    out.push_str(guard);
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[Cell]) -> Sheet {
        Sheet { name: "t", columns: vec!["a".into(); cells.len()], rows: vec![cells.to_vec()] }
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
    }
}

//! CSV as spreadsheets and people leave it, cut into records.

/// A record of a CSV file.
pub(super) struct Record {
    /// Where it begins, for people: its line, and its row where a spreadsheet counts otherwise.
    pub(super) place: String,
    /// Its cells.
    pub(super) cells: Vec<String>,
    /// Whether a line end closes it.
    pub(super) ended: bool,
    /// Whether a quotation mark was never closed.
    pub(super) open: bool,
}

/// What stands between the cells of the head: the most frequent of the usual marks.
pub(super) fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let count = |mark: &u8| head.bytes().filter(|b| b == mark).count();
    let marks = [b'\t', b';', b','];
    marks.into_iter().max_by_key(count).filter(|m| count(m) > 0).unwrap_or(b',')
}

/// Cuts CSV (RFC 4180) into records; a text that ends inside quotation marks is no error here.
pub(super) fn split(text: &str, delimiter: char) -> Vec<Record> {
    let mut records = Vec::new();
    let (mut line, mut start) = (1, 1);
    let place = |line: usize, row: usize| {
        if line == row { format!("line {line}") } else { format!("line {line} (row {row})") }
    };
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut quoted, mut fresh) = (false, true);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        if quoted {
            match c {
                '"' if chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => quoted = false,
                '\r' if chars.peek() == Some(&'\n') => {}
                c => cell.push(c),
            }
            continue;
        }
        match c {
            '"' if fresh => quoted = true,
            '\n' | '\r' => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    continue;
                }
                cells.push(std::mem::take(&mut cell));
                let cells = std::mem::take(&mut cells);
                records.push(Record {
                    place: place(start, records.len() + 1),
                    cells,
                    ended: true,
                    open: false,
                });
                start = line;
                fresh = true;
                continue;
            }
            c if c == delimiter => {
                cells.push(std::mem::take(&mut cell));
                fresh = true;
                continue;
            }
            c => cell.push(c),
        }
        fresh = false;
    }
    if quoted || !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        records.push(Record { place: place(start, records.len() + 1), cells, ended: false, open: quoted });
    }
    records
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        !self.open && self.cells.iter().all(|c| c.trim().is_empty())
    }

    /// Whether its last cell has run over lines that begin a row of their own.
    pub(super) fn swallows(&self) -> bool {
        let id = |line: &str| {
            line.len() > 13
                && line.starts_with('f')
                && line.as_bytes()[1..13].iter().all(u8::is_ascii_hexdigit)
        };
        self.cells.last().is_some_and(|c| c.lines().skip(1).any(id))
    }
}

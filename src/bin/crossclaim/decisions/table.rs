//! A table of decisions out of bytes, however a spreadsheet or a person has left it.

use crossclaim::Relation;
use crossclaim::decide::{Choice, Decision, Side};

/// What a file of decisions holds.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// The rows in their order.
    pub(crate) rows: Vec<Decision>,
    /// What is wrong, each with its line.
    pub(crate) errors: Vec<String>,
    /// What a reader should know.
    pub(crate) notes: Vec<String>,
    /// The columns' names.
    pub(crate) columns: Vec<String>,
    /// What stands between two cells.
    pub(crate) delimiter: u8,
    /// Whether rows can be appended as the file is. Where not, `records` are what it should be written anew from.
    pub(crate) sound: bool,
    /// Whether its last line ends.
    pub(crate) ends: bool,
    /// Every record without the head and without what was cut off, as it stands.
    pub(crate) records: Vec<Vec<String>>,
}

/// A record of a CSV file.
struct Record {
    /// Where it begins, for people: its line, and its row where a spreadsheet counts otherwise.
    place: String,
    /// Its cells.
    cells: Vec<String>,
    /// Whether a line end closes it.
    ended: bool,
    /// Whether a quotation mark was never closed.
    open: bool,
}

impl Table {
    /// Reads a file. It never loses a row in silence: a row is read, or an error names its line; only the last one may
    /// be cut off, as an interrupted write leaves it, which a note tells.
    pub(crate) fn parse(shown: &str, bytes: &[u8]) -> Self {
        let mut table = Self { sound: true, ends: true, delimiter: b',', ..Self::default() };
        let text = table.decode(shown, bytes);
        table.ends = text.is_empty() || text.ends_with('\n');
        table.delimiter = delimiter(&text);
        let records = split(&text, table.delimiter as char);
        let mut records = records.into_iter().filter(|r| !r.is_blank());
        let Some(head) = records.next() else { return table };
        table.columns = head.cells.iter().map(|c| c.trim().to_owned()).collect();
        let columns = Columns::of(&table.columns);
        if columns.decision.is_none() || (columns.id.is_none() && columns.words.is_none()) {
            let first = table.columns.first().map(String::as_str).unwrap_or_default();
            table.errors.push(format!(
                "{}: no head with the columns finding_id and decision (it begins with “{first}”)",
                head.place
            ));
            return table;
        }
        for record in records {
            let cut = record.open || !record.ended && record.cells.len() < table.columns.len();
            if cut && record.swallows() {
                table.errors.push(format!("{}: a quotation mark is never closed", record.place));
            } else if cut {
                table.salvage(shown, &record, &columns);
            } else {
                match columns.decision(&record, table.columns.len()) {
                    Ok(row) => table.rows.push(row),
                    Err(_) if !record.ended => {
                        table.salvage(shown, &record, &columns);
                        continue;
                    }
                    Err(error) => table.errors.push(format!("{}: {error}", record.place)),
                }
                table.records.push(record.cells);
            }
        }
        table.sound &= super::COLUMNS.iter().all(|c| table.columns.iter().any(|own| own == c));
        table
    }

    /// The text of a file: UTF-8, UTF-16 with its mark, or what Excel writes without one.
    fn decode(&mut self, shown: &str, bytes: &[u8]) -> String {
        let (encoding, from) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
        if let (text, false) = encoding.decode_without_bom_handling(&bytes[from..]) {
            self.sound &= encoding == encoding_rs::UTF_8;
            return text.into_owned();
        }
        self.sound = false;
        // An interrupted write may end within a character.
        let valid = std::str::from_utf8(&bytes[from..]).map_or_else(|e| e.valid_up_to(), str::len);
        if encoding == encoding_rs::UTF_8 && bytes.len() - from - valid < 4 {
            return String::from_utf8_lossy(&bytes[from..from + valid]).into_owned();
        }
        self.notes.push(format!("{shown}: read as windows-1252"));
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// Of a row that was cut off while it was written, the decision holds if it is whole.
    fn salvage(&mut self, shown: &str, record: &Record, columns: &Columns) {
        self.sound = false;
        let last = record.cells.len() - 1;
        let whole = |at: Option<usize>| at.is_some_and(|at| at < last);
        let named = |at: &usize| record.cells.get(*at).is_some_and(|id| !id.trim().is_empty());
        let id = columns.id.filter(named).filter(|_| whole(columns.id) && whole(columns.decision));
        let choice = columns.decision.and_then(|at| record.cells.get(at)).and_then(|c| Choice::named(c));
        let what = match (id, choice) {
            (Some(id), Some(choice)) => {
                let sides = whole(columns.sentences) && whole(columns.words);
                let mut row = Decision {
                    id: record.cells[id].trim().to_owned(),
                    choice,
                    kind: Columns::whole(record, columns.kind),
                    measure: Columns::whole(record, columns.measure),
                    relation: Columns::whole(record, columns.relation),
                    sides: Vec::new(),
                    pairs: Vec::new(),
                    note: Columns::whole(record, columns.note),
                    reviewer: Columns::whole(record, columns.reviewer),
                    time: String::new(),
                };
                if sides && let Ok(sides) = columns.sides(record) {
                    row.sides = sides;
                }
                let said = format!("its decision, {}, is kept", choice.name());
                let mut cells = record.cells.clone();
                cells.truncate(last);
                cells.resize(self.columns.len(), String::new());
                if row.sides.is_empty() {
                    // Half of the sides would make a row that is refused the next time.
                    let lists = [columns.outlets, columns.words, columns.sentences, columns.pairs];
                    lists.into_iter().flatten().for_each(|at| cells[at].clear());
                }
                self.rows.push(row);
                self.records.push(cells);
                said
            }
            _ => "it is left out".to_owned(),
        };
        self.notes.push(format!("{shown}, {}: was cut off while it was written; {what}", record.place));
    }
}

/// The numbers of the columns that are known.
#[derive(Default)]
struct Columns {
    id: Option<usize>,
    decision: Option<usize>,
    note: Option<usize>,
    kind: Option<usize>,
    measure: Option<usize>,
    relation: Option<usize>,
    outlets: Option<usize>,
    words: Option<usize>,
    sentences: Option<usize>,
    pairs: Option<usize>,
    reviewer: Option<usize>,
    time: Option<usize>,
    /// Of a table of findings: the outlets, each with the number of its column.
    said: Vec<(String, usize)>,
}

impl Columns {
    fn of(names: &[String]) -> Self {
        let at = |name: &str| names.iter().position(|n| n.eq_ignore_ascii_case(name));
        let findings = at("reviewer_decision");
        let outlet = |(at, name): (usize, &String)| {
            let line = format!("{name} line");
            names.get(at + 1).filter(|next| **next == line).map(|_| (name.clone(), at))
        };
        Self {
            id: at("finding_id").or_else(|| at("id")),
            decision: findings.or_else(|| at("decision")),
            // In a table of findings `note` is the program's.
            note: if findings.is_some() { at("reviewer_note") } else { at("note") },
            kind: at("kind"),
            measure: at("measure"),
            relation: at("relation"),
            outlets: at("outlets"),
            words: at("words"),
            sentences: at("sentences"),
            pairs: at("pairs"),
            reviewer: at("reviewer"),
            time: at("time"),
            said: names.iter().enumerate().filter_map(outlet).collect(),
        }
    }

    /// A cell as it was before it was made harmless for spreadsheets; empty where there is no such column.
    fn cell(record: &Record, at: Option<usize>) -> &str {
        Self::unguarded(at.and_then(|at| record.cells.get(at)).map_or("", |c| c.trim()))
    }

    fn unguarded(cell: &str) -> &str {
        const GUARDED: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
        cell.strip_prefix('\'').filter(|c| c.starts_with(GUARDED)).unwrap_or(cell)
    }

    /// The same of a record that was cut off: empty where it is the last cell.
    fn whole(record: &Record, at: Option<usize>) -> String {
        Self::cell(record, at.filter(|at| at + 1 < record.cells.len())).to_owned()
    }

    fn decision(&self, record: &Record, width: usize) -> Result<Decision, String> {
        if record.cells.len() != width {
            return Err(format!("has {} cells, and the head {width}", record.cells.len()));
        }
        let text = |at| Self::cell(record, at).to_owned();
        let said = text(self.decision);
        let choice =
            Choice::named(&said).ok_or_else(|| format!("“{said}” is no decision: write {}", names()))?;
        let sides = self.sides(record)?;
        let id = text(self.id);
        if id.is_empty() && sides.len() < 2 {
            return Err("names no finding".to_owned());
        }
        Ok(Decision {
            id,
            kind: text(self.kind),
            measure: text(self.measure),
            relation: text(self.relation),
            pairs: pairs(&text(self.pairs), sides.len())?,
            sides,
            choice,
            note: text(self.note),
            reviewer: text(self.reviewer),
            time: text(self.time),
        })
    }

    fn sides(&self, record: &Record) -> Result<Vec<Side>, String> {
        let list = |at: Option<usize>, of: usize| -> Vec<&str> {
            let cell = Self::unguarded(at.and_then(|at| record.cells.get(at)).map_or("", String::as_str));
            if cell.trim().is_empty() {
                return Vec::new();
            }
            // A side without words or without a sentence leaves an empty line, the first and the last line too.
            let all: Vec<&str> = cell.split('\n').map(str::trim).collect();
            if all.len() == of { all } else { cell.trim().lines().map(str::trim).collect() }
        };
        let outlets = list(self.outlets, 0);
        let (words, sentences) = (list(self.words, outlets.len()), list(self.sentences, outlets.len()));
        if outlets.len() != words.len() || !sentences.is_empty() && sentences.len() != words.len() {
            let (o, w, s) = (outlets.len(), words.len(), sentences.len());
            return Err(format!(
                "has {o} outlets, {w} words and {s} sentences: each line of these cells is a side"
            ));
        }
        let mut sides: Vec<Side> = Vec::new();
        for (number, (outlet, words)) in outlets.iter().zip(&words).enumerate() {
            let sentence = sentences.get(number).copied().unwrap_or_default();
            sides.push(Side {
                outlet: (*outlet).to_owned(),
                words: (*words).to_owned(),
                sentence: sentence.to_owned(),
            });
        }
        for (outlet, at) in &self.said {
            for words in Self::cell(record, Some(*at)).split(" | ").filter(|w| !w.trim().is_empty()) {
                let quoted = words.trim().strip_prefix('“').and_then(|w| w.strip_suffix('”'));
                let words = quoted.unwrap_or(words.trim()).to_owned();
                sides.push(Side { outlet: outlet.clone(), words, sentence: String::new() });
            }
        }
        Ok(sides)
    }
}

/// The words for decisions, for a message.
fn names() -> String {
    let names: Vec<&str> = Choice::ALL.iter().rev().map(|c| c.name()).collect();
    format!("{}, or leave it empty", names.join(", "))
}

/// "1-2 conflict; 1-3 agree".
fn pairs(cell: &str, sides: usize) -> Result<Vec<(usize, usize, Relation)>, String> {
    let known = [Relation::Agree, Relation::Compatible, Relation::Conflict];
    let one = |pair: &str| {
        let (numbers, relation) = pair.trim().split_once(' ')?;
        let (a, b) = numbers.split_once('-')?;
        let (a, b): (usize, usize) = (a.parse().ok()?, b.parse().ok()?);
        let relation = known.into_iter().find(|r| r.name() == relation.trim())?;
        (0 < a && a < b && b <= sides).then(|| (a - 1, b - 1, relation))
    };
    let pairs = cell.split(';').filter(|p| !p.trim().is_empty());
    pairs.map(|p| one(p).ok_or_else(|| format!("“{}” is no pair of its {sides} sides", p.trim()))).collect()
}

/// What stands between the cells of the head: the most frequent of the usual marks.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let count = |mark: &u8| head.bytes().filter(|b| b == mark).count();
    let marks = [b'\t', b';', b','];
    marks.into_iter().max_by_key(count).filter(|m| count(m) > 0).unwrap_or(b',')
}

/// Cuts CSV (RFC 4180) into records; a text that ends inside quotation marks is no error here.
fn split(text: &str, delimiter: char) -> Vec<Record> {
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
    fn is_blank(&self) -> bool {
        !self.open && self.cells.iter().all(|c| c.trim().is_empty())
    }

    /// Whether its last cell has run over lines that begin a row of their own.
    fn swallows(&self) -> bool {
        let id = |line: &str| {
            line.len() > 13
                && line.starts_with('f')
                && line.as_bytes()[1..13].iter().all(u8::is_ascii_hexdigit)
        };
        self.cells.last().is_some_and(|c| c.lines().skip(1).any(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{COLUMNS, encode};

    fn row(id: &str) -> Decision {
        let side = |outlet: &str, words: &str| Side {
            outlet: outlet.into(),
            words: words.into(),
            sentence: format!("It said, “{words}”, \"sic\"."),
        };
        Decision {
            id: id.into(),
            kind: "figure".into(),
            measure: "deaths".into(),
            relation: "conflict".into(),
            sides: vec![side("Gazette", "-31, at most"), side("Herald", "43")],
            pairs: vec![(0, 1, Relation::Conflict)],
            choice: Choice::Apart,
            note: "=no; \"other\" boat".into(),
            reviewer: "ana".into(),
            time: "2026-03-01T12:00:00Z".into(),
        }
    }

    fn file(rows: &[Decision], delimiter: u8) -> Vec<u8> {
        let columns: Vec<String> = COLUMNS.map(str::to_owned).to_vec();
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        bytes.extend(columns.join(&(delimiter as char).to_string()).bytes());
        bytes.extend(b"\r\n");
        bytes.extend(encode(&columns, rows, delimiter).unwrap());
        bytes
    }

    /// A row whose sides have no sentence, as a table of findings has them, or one has none.
    #[test]
    fn sides_without_sentences_are_read_back() {
        for empty in [[true, true], [false, true], [true, false]] {
            let mut row = row("f00000000000a");
            row.note.clear();
            for (side, empty) in row.sides.iter_mut().zip(empty).filter(|(_, empty)| *empty) {
                side.sentence.clear();
                assert!(empty);
            }
            let table = Table::parse("d.csv", &file(std::slice::from_ref(&row), b','));
            assert!(table.errors.is_empty(), "{:?}", table.errors);
            assert_eq!(table.rows, [row]);
        }
    }

    /// Wherever a write is cut off, what is written anew from it is read again, and loses no earlier row.
    #[test]
    fn a_row_cut_off_anywhere_leaves_a_file_that_is_read() {
        let whole = file(&[row("f00000000000a"), row("f00000000000b")], b',');
        let first = file(&[row("f00000000000a")], b',').len();
        for cut in first..whole.len() {
            let table = Table::parse("d.csv", &whole[..cut]);
            assert!(table.errors.is_empty(), "{cut}: {:?}", table.errors);
            assert_eq!(table.rows[0], row("f00000000000a"), "{cut}");
            let mut anew = table.columns.join(",") + "\r\n";
            for record in &table.records {
                let cells: Vec<String> =
                    record.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
                anew += &(cells.join(",") + "\r\n");
            }
            let again = Table::parse("d.csv", anew.as_bytes());
            assert!(again.errors.is_empty(), "{cut}: {:?}", again.errors);
            assert_eq!(again.rows.len(), table.rows.len(), "{cut}");
        }
        // A cell without the name of a finding is none.
        let nameless = b"finding_id,decision,kind\r\n,confirm,fig";
        assert!(Table::parse("d.csv", nameless).rows.is_empty());
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = [row("f00000000000a"), row("f00000000000b")];
        for delimiter in [b',', b';', b'\t'] {
            let table = Table::parse("d.csv", &file(&rows, delimiter));
            assert!(table.errors.is_empty() && table.sound && table.ends, "{table:?}");
            assert_eq!(table.rows, rows);
        }
    }

    #[test]
    fn a_row_cut_off_anywhere_loses_no_other() {
        let whole = file(&[row("f00000000000a")], b',');
        let both = file(&[row("f00000000000a"), row("f00000000000b")], b',');
        for end in whole.len()..both.len() {
            let table = Table::parse("d.csv", &both[..end]);
            assert!(table.errors.is_empty(), "{end}: {:?}", table.errors);
            assert_eq!(table.rows[0], row("f00000000000a"));
            // As soon as the decision is whole it counts.
            let written = String::from_utf8_lossy(&both[whole.len()..end]).into_owned();
            assert_eq!(table.rows.len() > 1, written.matches(',').count() >= 2, "{written}");
        }
    }

    #[test]
    fn nonsense_is_named_by_its_line() {
        let errors = |edit: &dyn Fn(&str) -> String| {
            let text = String::from_utf8(file(&[row("f00000000000a"), row("f00000000000b")], b',')).unwrap();
            Table::parse("d.csv", edit(&text).as_bytes()).errors
        };
        // A row takes several lines, since each side stands on its own.
        let typo = errors(&|t| t.replacen("f00000000000b,not same", "f00000000000b,maybe", 1));
        assert!(typo.len() == 1 && typo[0].starts_with("line 6 (row 3): “maybe” is no decision"), "{typo:?}");
        let cells = errors(&|t| t.replacen("f00000000000b,not same", "f00000000000b,not same,,,", 1));
        assert!(cells[0].starts_with("line 6 (row 3): has 15 cells, and the head 12"), "{cells:?}");
        let sides = errors(&|t| t.replacen("Gazette\nHerald", "Gazette", 1));
        assert!(sides[0].starts_with("line 2: has 1 outlets, 2 words"), "{sides:?}");
        let mark =
            errors(&|_| "finding_id,decision\nf00000000000a,\"confirm\nf00000000000b,skip\n".to_owned());
        assert_eq!(mark, ["line 2: a quotation mark is never closed"]);
        let mark = errors(&|t| t.replacen(",figure,", ",\"figure,", 1));
        assert!(!mark.is_empty() && mark[0].starts_with("line 2: "), "{mark:?}");
        let pair = errors(&|t| t.replacen("1-2 conflict", "1-3 conflict", 1));
        assert!(pair[0].starts_with("line 2: “1-3 conflict” is no pair"), "{pair:?}");
        let head = errors(&|t| t.lines().skip(1).collect::<Vec<_>>().join("\n"));
        assert!(head[0].starts_with("line 1: no head"), "{head:?}");
    }

    #[test]
    fn older_and_other_tables_are_read() {
        let older = Table::parse("d.csv", b"finding_id,decision\r\nf00000000000a,Confirmed\r\n\r\n");
        assert_eq!((older.rows[0].choice, older.sound, older.errors.len()), (Choice::Confirm, false, 0));
        let text = "finding_id,kind,note,Gazette,Gazette line,Herald,Herald line,reviewer_decision,reviewer_note\n\
                    f1,figure,update,“200”,3,31 dead | 33 dead,4 | 9,no,see page 2\nf2,figure,,1,1,2,2,,\n";
        let findings = Table::parse("f.csv", text.as_bytes());
        let row = &findings.rows[0];
        assert_eq!((row.choice, row.note.as_str()), (Choice::Compatible, "see page 2"));
        let words: Vec<&str> = row.sides.iter().map(|s| s.words.as_str()).collect();
        assert_eq!(words, ["200", "31 dead", "33 dead"]);
        assert_eq!(findings.rows[1].choice, Choice::Open);
    }

    #[test]
    fn other_encodings_are_read() {
        let latin = Table::parse("d.csv", b"finding_id;decision;note\r\nf1;confirm;caf\xe9 said so\r\n");
        assert_eq!((latin.rows[0].note.as_str(), latin.sound), ("café said so", false));
        let utf16: Vec<u8> = "\u{feff}finding_id\tdecision\r\nf1\tskip\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(Table::parse("d.csv", &utf16).rows[0].choice, Choice::Skip);
    }
}

//! A table of decisions out of bytes, however a spreadsheet or a person has left it.

use crossclaim::decide::{Choice, Decision};

use super::columns::Columns;
use super::records::{Record, delimiter, split};

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
                    left_out: Vec::new(),
                    pairs: Vec::new(),
                    note: Columns::whole(record, columns.note),
                    reviewer: Columns::whole(record, columns.reviewer),
                    time: String::new(),
                };
                if sides && let Ok(sides) = columns.sides(record) {
                    row.sides = sides;
                }
                if whole(columns.left_out) {
                    row.left_out = columns.left_out(record, &row.sides).unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{COLUMNS, encode};
    use crossclaim::Relation;
    use crossclaim::decide::Side;

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
            left_out: Vec::new(),
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
        assert!(cells[0].starts_with("line 6 (row 3): has 16 cells, and the head 13"), "{cells:?}");
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

    /// A cell that was cut could not be read back, and the file would be refused from then on.
    #[test]
    fn a_row_of_hundreds_of_sides_is_read_back() {
        for sides in [100, 400, 4000] {
            let mut long = row("f00000000000a");
            let side = |n: usize| Side {
                outlet: format!("Gazette {n}"),
                words: format!("{n} people"),
                sentence: format!(
                    "The ferry sank off Port Ellery on Sunday, killing {n} people, the coast guard said."
                ),
            };
            long.sides = (0..sides).map(side).collect();
            long.pairs = (1..sides).map(|n| (0, n, Relation::Conflict)).collect();
            long.left_out = vec![side(7)];
            let table = Table::parse("d.csv", &file(&[long, row("f00000000000b")], b','));
            assert!(table.errors.is_empty(), "{sides}: {:?}", table.errors);
            assert_eq!((table.rows.len(), table.rows[0].left_out[0].outlet.as_str()), (2, "Gazette 7"));
            assert_eq!(table.rows[0].sides.len(), if sides < 4000 { sides } else { 0 });
        }
    }

    #[test]
    fn sides_that_do_not_belong_are_named_as_people_do() {
        let mut whole = row("f00000000000a");
        let echo =
            |words: &str| Side { outlet: "Echo".into(), words: words.into(), sentence: "It said so.".into() };
        whole.sides.extend([echo("12 boats"), echo("3 boats")]);
        whole.left_out = vec![whole.sides[0].clone(), whole.sides[3].clone()];
        let bytes = file(std::slice::from_ref(&whole), b',');
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("\"Gazette\nEcho: 3 boats\""), "{text}");
        assert_eq!(Table::parse("d.csv", text.as_bytes()).rows, [whole.clone()]);
        let written = |cell: &str| {
            let table = Table::parse("d.csv", text.replace("\"Gazette\nEcho: 3 boats\"", cell).as_bytes());
            table.rows.first().map(|r| r.left_out.clone()).ok_or(table.errors)
        };
        assert_eq!(written("echo").unwrap(), whole.sides[2..]);
        assert_eq!(written("2").unwrap(), whole.sides[1..2]);
        assert!(written("Ecko").unwrap_err()[0].starts_with("line 2: “Ecko” is no side of it"));
        assert!(written("\"1\n2\n3\"").unwrap_err()[0].contains("less than two sides"));
        let bare = Table::parse("d.csv", b"finding_id,decision,left_out\nf1,,Herald\nf2,,2\n");
        assert_eq!((bare.rows[0].left_out[0].outlet.as_str(), bare.rows[0].choice), ("Herald", Choice::Open));
        assert!(bare.errors[0].contains("quotes no sides"), "{:?}", bare.errors);
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

//! The tables as `LibreOffice` Calc sees them: every cell of CSV and XLSX is read back through the real program, in an English
//! and a German locale, and compared with what was written. Skips, saying so, where `LibreOffice` is absent; `.ci/run`
//! installs it.
// Helpers of tests may unwrap: a failure is the message.
// One that skips must say so.
#![allow(clippy::print_stderr)]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Articles whose words do all that words can do to a spreadsheet.
const ARTICLES: &str = r#"{"id":"a","outlet":"=HYPERLINK(\"http://evil.example\")","title":"@SUM(1+1)","date":"2024-03-05","text":"The ferry \"Lady Marrow\" sank off Port Ellery on Sunday, killing 200,000 people, the coast guard said.\n\n=1+1 was painted on the hull, and 31 people swam to the shore.\n\n-5 degrees were measured at the port; +3 were forecast.\n\nShe said: “Nobody should have sailed that night; nobody, ever.”"}
{"id":"b","outlet":"+cmd|' /C calc'!A0","title":"Fähre gesunken","date":"2024-03-06","text":"The ferry Lady Marrow sank off Port Ellery on Sunday, killing more than 250,000 people, the coast guard said.\n\nThe vote was 3-2, and 1/2 of the fleet, 50% of the boats and $5 million stayed in the port from 10:30 on March 5.\n\nShe said: “Nobody should have sailed on that night; nobody, ever.”"}
{"id":"c","outlet":"صحيفة, \"البحر\"","title":"عبّارة","date":"1895-01-02","text":"The ferry Lady Marrow sank off Port Ellery on Sunday, killing 31 people. Öringen’s mayor, Ümit Ößler, said “five\nhouses” burned\u0007 and 007 boats were lost; TRUE is what he called it.\r\n\r\nHe was 31."}
"#;

fn soffice() -> Option<PathBuf> {
    let known = ["soffice", "libreoffice"];
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&on_path)
        .flat_map(|folder| known.map(|name| folder.join(name)))
        .find(|program| program.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CROSSCLAIM_ALL_TESTS").is_none(), "LibreOffice is absent");
        eprintln!("SKIPPED: LibreOffice (soffice) is absent: apt-get install libreoffice-calc-nogui");
    }
    found
}

/// A folder with the articles, and the reports of them as the program writes them with `args`.
fn reports(args: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("in.jsonl"), ARTICLES).unwrap();
    let (title, text) =
        ("Ann Öberg, ".repeat(4_000), "The list of the missing was read out in Port Ellery on Monday.");
    let long = serde_json::json!({"id": "long", "outlet": "Long", "title": title, "text": text}).to_string();
    fs::write(folder.path().join("long.jsonl"), long).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossclaim"));
    command
        .current_dir(folder.path())
        .args(["compare", "in.jsonl", "long.jsonl", "-q", "-o", "out"])
        .args(args);
    let run = command.output().unwrap();
    assert!(run.status.code().is_some_and(|c| c < 2), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

/// Opens a file in `LibreOffice` and has it written as CSV, one file a sheet, in which texts stand in quotation marks,
/// numbers do not, and formulas stand as formulas.
fn opened(soffice: &Path, file: &Path, import: Option<&str>) -> Vec<Vec<Vec<Read>>> {
    let work = TempDir::new().unwrap();
    let out = work.path().join("out");
    let mut command = Command::new(soffice);
    command.arg(format!("-env:UserInstallation=file://{}/profile", work.path().display()));
    command.args(["--headless", "--norestore"]);
    command.args(import.map(|filter| format!("--infilter={filter}")));
    // comma, quote, UTF-8, first line, no column formats, language, texts quoted, numbers not, not as shown, formulas, no
    // spaces removed, every sheet.
    command
        .arg("--convert-to")
        .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,true,false,-1");
    let run = command.arg("--outdir").arg(&out).arg(file).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
    let sheet = |name: &str| out.join(format!("{stem}-{name}.csv"));
    let named: Vec<PathBuf> =
        ["findings", "matrix", "claims", "key"].map(sheet).into_iter().filter(|p| p.is_file()).collect();
    let mut files: Vec<PathBuf> = fs::read_dir(&out).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let files = if named.is_empty() { files } else { named };
    assert!(!files.is_empty(), "{} did not open", file.display());
    files.iter().map(|f| cells(&fs::read_to_string(f).unwrap())).collect()
}

/// A cell as `LibreOffice` has it.
#[derive(Clone, PartialEq, Debug)]
struct Read {
    text: String,
    /// Whether it is a text, and no number, date or truth value.
    is_text: bool,
}

/// CSV with what a reader of CSV forgets: whether a cell stood in quotation marks.
fn cells(csv: &str) -> Vec<Vec<Read>> {
    let mut rows = vec![vec![]];
    let mut chars = csv.trim_start_matches('\u{feff}').chars().peekable();
    loop {
        let quoted = chars.next_if_eq(&'"').is_some();
        let mut text = String::new();
        while let Some(&c) = chars.peek() {
            if quoted && c == '"' {
                chars.next();
                if chars.peek() != Some(&'"') {
                    break;
                }
            } else if !quoted && (c == ',' || c == '\n') {
                break;
            }
            text.extend(chars.next());
        }
        rows.last_mut().unwrap().push(Read { text, is_text: quoted });
        match chars.next() {
            Some(',') => {}
            Some(_) => rows.push(vec![]),
            None => break,
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
    rows
}

/// What was written, read back by a plain reader of CSV.
fn written(file: &Path, delimiter: u8) -> Vec<Vec<String>> {
    let text = fs::read_to_string(file).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The columns that hold numbers or days: all others are texts.
fn is_value(column: &str) -> bool {
    column.starts_with("reported_")
        || column.starts_with("n_")
        || column.ends_with("line")
        || matches!(
            column,
            "severity" | "spread_pct" | "score" | "low" | "high" | "best" | "char_start" | "char_end"
        )
        || matches!(column, "qty_value" | "qty_low" | "qty_high" | "published" | "date_start" | "date_end")
}

/// Compares every cell; `raw` where a cell that is a plain number may be one.
fn compare(what: &str, written: &[Vec<String>], seen: &[Vec<Read>], typed: bool) -> usize {
    assert_eq!(written.len(), seen.len(), "{what}: rows");
    let mut compared = 0;
    for (row, (mine, theirs)) in written.iter().zip(seen).enumerate() {
        for (column, text) in mine.iter().enumerate() {
            let head = &written[0][column];
            let empty = Read { text: String::new(), is_text: false };
            let cell = theirs.get(column).unwrap_or(&empty);
            let at = format!("{what}, row {row}, {head:?}");
            compared += 1;
            if row > 0 && is_value(head) && !text.is_empty() && text.parse::<f64>().is_ok() {
                // A German Calc takes a decimal point for none: a text of the same characters, and no other number.
                if text.contains('.') && cell.text == *text {
                    continue;
                }
                let number: f64 = cell.text.parse().unwrap_or_else(|_| panic!("{at}: {text} is {cell:?}"));
                let same = (number - text.parse::<f64>().unwrap()).abs() <= 1e-9 * number.abs();
                assert!(same && !cell.is_text, "{at}: {text} is {cell:?}");
                continue;
            }
            assert_eq!(&cell.text, text, "{at}");
            let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b"-+.".contains(&b));
            let must = if typed { row > 0 && !text.is_empty() } else { !is_plain };
            if must && !is_value(head) {
                assert!(cell.is_text, "{at}: {text} is no text");
            }
        }
    }
    compared
}

#[test]
fn calc_opens_csv_as_it_was_written() {
    let Some(soffice) = soffice() else { return };
    let comma = reports(&["--format", "csv"]);
    let semicolon = reports(&["--format", "csv", "--no-bom", "--delimiter", ";"]);
    for (folder, delimiter, language) in [(&comma, b',', 1033), (&semicolon, b';', 1031)] {
        for name in ["findings", "matrix", "claims"] {
            let file = folder.path().join(format!("out/{name}.csv"));
            // UTF-8, from the first line, in the language, quoted is not text, special numbers are found.
            let import = format!("CSV:{delimiter},34,76,1,,{language},false,true");
            let seen = opened(&soffice, &file, Some(&import));
            let compared = compare(name, &written(&file, delimiter), &seen[0], false);
            assert!(compared > 20, "{name}: {compared} cells");
        }
    }
}

#[test]
fn calc_opens_the_workbook_as_it_was_written() {
    if !cfg!(feature = "xlsx") {
        eprintln!("SKIPPED: built without xlsx");
        return;
    }
    let Some(soffice) = soffice() else { return };
    let folder = reports(&["--format", "csv,xlsx", "--raw-csv", "--no-bom"]);
    let seen = opened(&soffice, &folder.path().join("out/report.xlsx"), None);
    assert_eq!(seen.len(), 4, "findings, matrix, claims, key");
    for (name, sheet) in ["findings", "matrix", "claims"].into_iter().zip(&seen) {
        let mut rows = written(&folder.path().join(format!("out/{name}.csv")), b',');
        for cell in rows.iter_mut().skip(1).flatten() {
            // What CSV must put into quotation marks to keep it a text is a text here.
            if let Some(bare) = cell.strip_prefix('“').and_then(|c| c.strip_suffix('”'))
                && bare.starts_with(|c: char| c.is_ascii_digit() || c == '$')
                && bare.len() < 12
            {
                *cell = bare.to_owned();
            }
        }
        let compared = compare(name, &rows, sheet, true);
        assert!(compared > 20, "{name}: {compared} cells");
    }
    let claims = &seen[2][0];
    let heads: Vec<&str> = claims.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(heads[heads.len() - 2..], ["source_reliability", "credibility"]);
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_defused_and_numbers_stay_numbers() {
    let folder = reports(&["--format", "csv"]);
    let claims = written(&folder.path().join("out/claims.csv"), b',');
    let column = |name: &str| claims[0].iter().position(|c| c == name).unwrap();
    let outlets: Vec<&str> = claims.iter().map(|row| row[column("outlet")].as_str()).collect();
    assert!(outlets.contains(&"'=HYPERLINK(\"http://evil.example\")"), "{outlets:?}");
    assert!(outlets.contains(&"'+cmd|' /C calc'!A0") && outlets.contains(&"صحيفة, \"البحر\""), "{outlets:?}");
    let bytes = fs::read(folder.path().join("out/claims.csv")).unwrap();
    assert!(bytes.starts_with("\u{feff}".as_bytes()));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with("\r\n") && !text.contains('\u{7}'));
    assert!(text.contains("“five\nhouses”"), "a line end inside a cell is LF");
    for row in claims.iter().skip(1) {
        for cell in row.iter().filter(|c| c.starts_with(['=', '+', '-', '@', '\t', '\r'])) {
            assert!(cell.parse::<f64>().is_ok(), "{cell}");
        }
        for name in ["qty_value", "qty_low", "qty_high"] {
            let cell = &row[column(name)];
            assert!(cell.is_empty() || cell.parse::<f64>().is_ok(), "{cell}");
        }
        assert!(row.iter().all(|cell| cell.encode_utf16().count() < 32_767));
    }
    assert!(claims.iter().flatten().any(|c| c.contains("[cut; the whole text stands in ")));
    let raw = reports(&["--format", "csv", "--raw-csv", "--no-bom"]);
    let text = fs::read_to_string(raw.path().join("out/claims.csv")).unwrap();
    assert!(text.starts_with("claim_id") && text.contains("\"=HYPERLINK("));
}

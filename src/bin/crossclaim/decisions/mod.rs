//! Decisions in files that people can edit: `decisions.csv`, and `findings.csv` with its reviewer's columns filled in.

mod columns;
pub(crate) mod ledger;
mod records;
mod table;

use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use crossclaim::Relation;
use crossclaim::decide::{Decision, Decisions, Side};
use crossclaim::report::csv::{self, Dialect};
use crossclaim::report::sheet::{Cell, LONGEST, Sheet};

pub(crate) use ledger::Ledger;
pub(crate) use table::Table;

/// The columns of a new `decisions.csv`. What people fill in comes first: of a row that was cut off while it was
/// written, the decision is there.
pub(crate) const COLUMNS: [&str; 13] = [
    "finding_id",
    "decision",
    "note",
    "left_out",
    "kind",
    "measure",
    "relation",
    "outlets",
    "words",
    "sentences",
    "pairs",
    "reviewer",
    "time",
];

/// Reads the decisions of several files together; what is noteworthy about them is said.
pub(crate) fn read_all(files: &[PathBuf]) -> Result<Decisions> {
    let mut rows = Vec::new();
    for file in files {
        let table = read(file)?;
        for note in &table.notes {
            crate::output::say(&format!("crossclaim: note: {note}"));
        }
        rows.extend(table.rows);
    }
    Ok(Decisions::merge(rows))
}

/// Reads a file of decisions, `-` for standard input.
pub(crate) fn read(file: &Path) -> Result<Table> {
    let shown =
        if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() };
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.with_context(|| format!("{shown}: cannot be read"))?;
    let table = Table::parse(&shown, &bytes);
    if table.errors.is_empty() {
        return Ok(table);
    }
    bail!("{}", complaint(&shown, &table.errors));
}

/// What is wrong with a file, line by line.
fn complaint(shown: &str, errors: &[String]) -> String {
    const MOST: usize = 8;
    let mut lines: Vec<String> = errors.iter().take(MOST).cloned().collect();
    if errors.len() > MOST {
        lines.push(format!("and {} more", errors.len() - MOST));
    }
    let remedy = "nothing was changed; mend it, or leave the cell `decision` empty to decide again";
    format!("{shown}: {}\n{remedy}", lines.join(&format!("\n{shown}: ")))
}

/// Rows as they stand in a file with these columns; columns that are not the program's stay empty.
pub(crate) fn encode(columns: &[String], rows: &[Decision], delimiter: u8) -> Result<Vec<u8>> {
    let cells = |row: &Decision| {
        let row = fitting(row);
        columns.iter().map(|c| Cell::text(cell(&row, c))).collect()
    };
    let heads = vec!["x".to_owned(); columns.len()];
    let sheet = Sheet::new("decisions", heads, rows.iter().map(cells).collect());
    let bytes = csv::write(&sheet, Dialect { mark: false, delimiter, raw: false })?;
    // The head is the file's own.
    let head = 2 * columns.len() + 1;
    Ok(bytes.get(head..).unwrap_or_default().to_vec())
}

/// A row whose cells every spreadsheet holds whole: a list that was cut could not be read back. What does not fit is left
/// away, the pairs first, of which there are most, then the sentences, then the sides; the finding is known by its id still.
fn fitting(row: &Decision) -> Cow<'_, Decision> {
    let mut row = Cow::Borrowed(row);
    let fits = |row: &Decision, column: &str| cell(row, column).encode_utf16().count() <= LONGEST;
    if !fits(&row, "pairs") {
        row.to_mut().pairs.clear();
    }
    if !fits(&row, "sentences") {
        row.to_mut().sides.iter_mut().for_each(|side| side.sentence.clear());
    }
    if !(fits(&row, "outlets") && fits(&row, "words")) {
        row.to_mut().sides.clear();
        row.to_mut().pairs.clear();
    }
    row
}

/// What stands in a column.
fn cell(row: &Decision, column: &str) -> String {
    let list = |of: &dyn Fn(&Side) -> &str| row.sides.iter().map(of).collect::<Vec<_>>().join("\n");
    match column {
        "finding_id" | "id" => row.id.clone(),
        "decision" | "reviewer_decision" => row.choice.name().to_owned(),
        "note" | "reviewer_note" => row.note.clone(),
        "left_out" => left_out(row),
        "kind" => row.kind.clone(),
        "measure" => row.measure.clone(),
        "relation" => row.relation.clone(),
        "outlets" => list(&|s| &s.outlet),
        "words" => list(&|s| &s.words),
        "sentences" => list(&|s| &s.sentence),
        "pairs" => {
            let pair = |&(a, b, r): &(usize, usize, Relation)| format!("{}-{} {}", a + 1, b + 1, r.name());
            row.pairs.iter().map(pair).collect::<Vec<_>>().join("; ")
        }
        "reviewer" => row.reviewer.clone(),
        "time" => row.time.clone(),
        _ => String::new(),
    }
}

/// The sides that do not belong, one a line: the outlet, and its words where it has other sides that do.
fn left_out(row: &Decision) -> String {
    let name = |out: &Side| {
        let alone = row.sides.iter().filter(|s| s.outlet == out.outlet).count() < 2;
        if out.words.is_empty() || alone { out.outlet.clone() } else { named(out) }
    };
    row.left_out.iter().map(name).collect::<Vec<_>>().join("\n")
}

/// A side by its outlet and words.
fn named(side: &Side) -> String {
    format!("{}: {}", side.outlet, side.words)
}

/// This moment, as decisions tell it: ISO 8601 in UTC, to the second.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

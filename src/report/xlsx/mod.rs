//! `report.xlsx`: the tables in one workbook, with typed cells, colours, links and pick-lists. No cell is a formula.

mod look;
mod table;

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::look::Looks;
use super::sheet::{Cell, Sheet};
use crate::facet::Relation;

/// Words that a cell may hold.
fn clean(words: &str) -> String {
    super::escape::cell(words).into_owned()
}

/// Rows by what stands in their first cell, for each sheet by its name: where links lead to.
type Places<'a> = BTreeMap<&'a str, BTreeMap<&'a str, usize>>;

/// The workbook: the sheets one after the other, and a key of its colours and grades. The same sheets give the same bytes:
/// the document's date of creation is always the first day of 2000.
///
/// # Errors
/// If the workbook cannot be put together, which no sheet gives reason for: what no workbook holds is cut, and says so.
pub fn write(sheets: &[Sheet], summary: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title("Comparison of articles")
        .set_comment(clean(summary))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let looks = Looks::default();
    let places: Places<'_> = sheets.iter().map(|s| (s.name, ids(s))).collect();
    for sheet in sheets {
        table::write(workbook.add_worksheet(), sheet, &places, &looks)?;
    }
    key(workbook.add_worksheet(), summary, &looks)?;
    workbook.save_to_buffer()
}

fn ids(sheet: &Sheet) -> BTreeMap<&str, usize> {
    let rows = sheet.rows.iter().enumerate().take(table::ROWS - 2);
    rows.filter_map(|(number, row)| match row.first() {
        Some(Cell::Text(id)) => Some((id.as_str(), number)),
        _ => None,
    })
    .collect()
}

/// The last sheet: what the workbook is, and what its colours and grades mean.
fn key(page: &mut Worksheet, summary: &str, looks: &Looks) -> Result<(), XlsxError> {
    page.set_name("key")?.set_column_width(0, 22)?.set_column_width(1, 90)?;
    page.set_landscape().set_paper_size(table::A4).set_print_fit_to_pages(1, 0);
    page.write_string_with_format(0, 0, "summary", &looks.head)?;
    page.write_string_with_format(0, 1, clean(summary), &looks.text)?;
    let relations = [
        (Relation::Conflict, "The values cannot both be true of the same thing at the same moment."),
        (Relation::Compatible, "The values differ, and can both be true."),
        (Relation::Agree, "The same, or other words for the same."),
    ];
    let mut row = 2;
    for (relation, meaning) in relations {
        page.write_string_with_format(row, 0, relation.name(), looks.stance(Some(relation)))?;
        page.write_string_with_format(row, 1, meaning, &looks.text)?;
        row += 1;
    }
    let rest = [
        ("empty cell of an outlet", "It is silent: it does not say otherwise."),
        (
            "bold words",
            "They differ: red in the first outlet and those that agree with it, green in the others.",
        ),
        (
            "blue cells",
            "They lead to the row they name: a group's in matrix, a claim's in claims, a relation's in findings.",
        ),
    ];
    for (name, meaning) in rest {
        page.write_string_with_format(row, 0, name, &looks.text)?;
        page.write_string_with_format(row, 1, meaning, &looks.text)?;
        row += 1;
    }
    for picks in &table::PICKS {
        row += 1;
        page.write_string_with_format(row, 0, picks.column, &looks.head)?;
        page.write_string_with_format(row, 1, picks.about, &looks.text)?;
        row += 1;
        for (choice, meaning) in picks.choices {
            page.write_string_with_format(row, 0, *choice, &looks.text)?;
            page.write_string_with_format(row, 1, *meaning, &looks.text)?;
            row += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sheet::Look;
    use crate::text::Span;

    fn sheet() -> Sheet {
        let row = vec![
            Cell::text("c1"),
            Cell::said("=1+1 or 200,000\u{7}", "x"),
            Cell::Number(-5.0),
            Cell::day(crate::calendar::Day::new(2015, 9, 28)),
            Cell::day(crate::calendar::Day::new(1843, 2, 1)),
            Cell::Empty,
        ];
        let columns = ["id", "words", "n", "day", "old", "reviewer_decision"].map(str::to_owned).to_vec();
        let mut sheet = Sheet::new("claims", columns, vec![row]);
        let look = Look {
            stance: Some(Relation::Conflict),
            differing: vec![(Span::new(8, 15), true)],
            link: Some(("claims", "c1".to_owned())),
        };
        sheet.looks.insert((0, 1), look);
        sheet
    }

    #[test]
    fn the_same_sheets_give_the_same_bytes() {
        let (one, two) = (write(&[sheet()], "x\u{1b}").unwrap(), write(&[sheet()], "x\u{1b}").unwrap());
        assert!(one == two && one.starts_with(b"PK"));
    }

    #[test]
    fn what_no_sheet_holds_is_cut() {
        let mut wide =
            Sheet::new("wide", vec!["x".to_owned(); 17_000], vec![vec![Cell::Number(1.0); 17_000]]);
        wide.columns[0] = "x".repeat(40_000);
        assert!(write(&[wide], "").is_ok());
        let mut links = Sheet::new("links", vec!["id".into()], vec![vec![Cell::text("a")]; 66_000]);
        for row in 0..links.rows.len() {
            let link = Some(("links", "a".to_owned()));
            links.looks.insert((row, 0), Look { link, ..Look::default() });
        }
        assert!(write(&[links], "").is_ok());
    }
}

//! One sheet: head, filter, cells, links, pick-lists, and how it prints.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, ExcelDateTime, Format, IgnoreError, Url, Worksheet, XlsxError,
};

use super::look::{LINE, Looks, columns, height, width};
use super::{Places, clean};
use crate::report::sheet::{Cell, Look, Sheet};

/// The rows and columns that a sheet holds, and the links that Excel opens on one.
pub(super) const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;
const LINKS: usize = 65_000;

/// The number of a size of paper.
pub(super) const A4: u8 = 9;

/// How many characters of width go on a page in landscape before they are too small to read.
const PAGE: usize = 240;

/// A column with a list to pick from; empty, since it is the person's.
pub(super) struct Picks {
    pub(super) column: &'static str,
    pub(super) about: &'static str,
    pub(super) choices: &'static [(&'static str, &'static str)],
}

/// The columns with lists: the decisions that `review` takes back, and the grades of the Admiralty Code for a source and
/// for what it says.
pub(super) const PICKS: [Picks; 3] = [
    Picks {
        column: "reviewer_decision",
        about: "What you decide about a finding.",
        choices: &[
            ("confirm", "They contradict each other."),
            ("compatible", "Both can be true."),
            ("not same", "They are not about the same thing."),
            ("skip", "Not decided yet."),
        ],
    },
    Picks {
        column: "source_reliability",
        about: "How far you trust the source, after the Admiralty Code.",
        choices: &[
            ("A", "completely reliable"),
            ("B", "usually reliable"),
            ("C", "fairly reliable"),
            ("D", "not usually reliable"),
            ("E", "unreliable"),
            ("F", "cannot be judged"),
        ],
    },
    Picks {
        column: "credibility",
        about: "How far you believe what it says, after the Admiralty Code.",
        choices: &[
            ("1", "confirmed by other sources"),
            ("2", "probably true"),
            ("3", "possibly true"),
            ("4", "doubtful"),
            ("5", "improbable"),
            ("6", "cannot be judged"),
        ],
    },
];

/// The columns that the workbook adds to a sheet, for the person to fill in.
fn added(sheet: &Sheet) -> &'static [&'static str] {
    if sheet.name == "claims" { &["source_reliability", "credibility"] } else { &[] }
}

/// Writes a sheet.
pub(super) fn write(
    page: &mut Worksheet,
    sheet: &Sheet,
    places: &Places<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?;
    let heads: Vec<&str> =
        sheet.columns.iter().map(String::as_str).chain(added(sheet).iter().copied()).take(COLUMNS).collect();
    // The last row says that there are more.
    let rows = sheet.rows.len().min(ROWS - 2);
    let mut widths = Vec::with_capacity(heads.len());
    for (column, head) in heads.iter().enumerate() {
        let cells = sheet.rows.iter().take(rows).filter_map(|row| row.get(column));
        let wide = width(head, cells);
        widths.push(wide);
        page.set_column_width(column as u16, wide as f64)?;
        page.write_string_with_format(0, column as u16, text(head), &looks.head)?;
    }
    page.set_row_height(0, heads.iter().zip(&widths).map(|(h, w)| height(h, *w)).fold(LINE, f64::max))?;
    let mut links = 0;
    for (number, row) in sheet.rows.iter().take(rows).enumerate() {
        for (column, cell) in row.iter().take(COLUMNS).enumerate() {
            let place = (number as u32 + 1, column as u16);
            let look = sheet.looks.get(&(number, column));
            // A link of LibreOffice has one colour and one line: words that differ, and long ones, go before it.
            let fits = *cell != Cell::Empty && columns(cell) <= widths[column];
            let plain = look.filter(|l| fits && l.differing.is_empty() && links < LINKS);
            let to = plain.and_then(|l| l.link.as_ref());
            let to = to.and_then(|(name, id)| Some((name, places.get(name)?.get(id.as_str())?)));
            if let Some((name, row)) = to {
                links += 1;
                page.write_url(place.0, place.1, Url::new(format!("internal:{name}!A{}", row + 2)))?;
            }
            write_cell(page, place, cell, look, to.is_some(), looks)?;
        }
        let words = |(cell, wide): (&'_ Cell, &usize)| match cell {
            Cell::Text(words) | Cell::Said(words) => height(words, *wide),
            _ => 0.0,
        };
        page.set_row_height(number as u32 + 1, row.iter().zip(&widths).map(words).fold(LINE, f64::max))?;
    }
    if sheet.rows.len() > rows {
        let rest = format!("{} more rows stand in {}.csv", sheet.rows.len() - rows, sheet.name);
        page.write_string(ROWS as u32 - 1, 0, rest)?;
    }
    if heads.is_empty() {
        return Ok(());
    }
    let (last_row, last) = (rows as u32, heads.len() as u16 - 1);
    // A matrix is read by its labels: they stay, too.
    page.set_freeze_panes(1, if sheet.name == "matrix" { 2.min(last) } else { 0 })?;
    page.autofilter(0, 0, last_row, last)?;
    if rows > 0 {
        page.ignore_error_range(1, 0, last_row, last, IgnoreError::NumberStoredAsText)?;
        pick_lists(page, &heads, last_row, looks)?;
    }
    page.set_landscape().set_paper_size(A4).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    page.set_print_fit_to_pages(widths.iter().sum::<usize>().div_ceil(PAGE).clamp(1, 100) as u16, 0)
        .set_repeat_rows(0, 0)?;
    page.set_footer("&L&A&RPage &P of &N");
    Ok(())
}

fn pick_lists(page: &mut Worksheet, heads: &[&str], last_row: u32, looks: &Looks) -> Result<(), XlsxError> {
    for picks in &PICKS {
        let Some(column) = heads.iter().position(|h| *h == picks.column) else { continue };
        let column = column as u16;
        let names: Vec<&str> = picks.choices.iter().map(|(choice, _)| *choice).collect();
        let meanings: Vec<String> =
            picks.choices.iter().map(|(c, meaning)| format!("{c}: {meaning}")).collect();
        let list = DataValidation::new()
            .allow_list_strings(&names)?
            .set_input_title(picks.column)?
            .set_input_message(meanings.join("\n"))?;
        page.add_data_validation(1, column, last_row, column, &list)?;
        page.set_range_format(1, column, last_row, column, &looks.blank)?;
        if picks.column == "reviewer_decision" {
            let letter = letters(column);
            let rule = format!("OR(${letter}2=\"compatible\",${letter}2=\"not same\")");
            let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&looks.dismissed);
            page.add_conditional_format(1, 0, last_row, heads.len() as u16 - 1, &rule)?;
        }
    }
    Ok(())
}

/// The name of a column: 0 is A, 26 is AA.
fn letters(column: u16) -> String {
    let mut name = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        name.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

fn write_cell(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    look: Option<&Look>,
    leads: bool,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let link = Some(&looks.link).filter(|_| leads);
    match cell {
        Cell::Empty => {}
        Cell::Number(value) => {
            let format = link.unwrap_or_else(|| looks.number(*value));
            page.write_number_with_format(row, column, *value, format)?;
        }
        Cell::Day(day) => {
            // No spreadsheet counts days before 1900.
            let date = (day.year() >= 1900)
                .then(|| ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8));
            match date {
                Some(Ok(date)) => page.write_datetime_with_format(row, column, date, &looks.day)?,
                _ => page.write_string_with_format(row, column, day.to_string(), &looks.text)?,
            };
        }
        Cell::Text(words) | Cell::Said(words) => {
            let stance = look.and_then(|l| l.stance);
            let format = if stance.is_none() { link } else { None };
            let format = format.unwrap_or_else(|| looks.stance(stance));
            write_words(page, (row, column), words, look, format, looks)?;
        }
    }
    Ok(())
}

/// Words, with those that differ in bold and colour.
fn write_words(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    look: Option<&Look>,
    format: &Format,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let mut parts: Vec<(&Format, String)> = Vec::new();
    let mut add = |format, words: &str| {
        if !words.is_empty() {
            parts.push((format, clean(words)));
        }
    };
    let mut at = 0;
    let mut sides = BTreeSet::new();
    for (span, first) in look.iter().flat_map(|l| &l.differing) {
        // A text that was cut ends before its marks.
        if span.start() < at || words.get(span.start()..span.end()).is_none() {
            break;
        }
        add(&looks.plain, &words[at..span.start()]);
        add(&looks.differing[usize::from(!first)], span.of(words));
        sides.insert(*first);
        at = span.end();
    }
    add(&looks.plain, &words[at..]);
    match (parts.as_slice(), sides.first()) {
        ([(_, whole)], Some(first)) => {
            let stance = look.and_then(|l| l.stance);
            page.write_string_with_format(row, column, whole, looks.whole(stance, *first))?;
        }
        ([] | [_], _) => {
            page.write_string_with_format(row, column, clean(words), format)?;
        }
        (parts, _) => {
            let parts: Vec<(&Format, &str)> = parts.iter().map(|(f, t)| (*f, t.as_str())).collect();
            page.write_rich_string_with_format(row, column, &parts, format)?;
        }
    }
    Ok(())
}

/// A name of a column, no longer than a cell holds.
fn text(words: &str) -> String {
    match Cell::text(words) {
        Cell::Text(words) => clean(&words),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}

//! The files of a workbook as XML.

use std::fmt::Write as _;

use super::look::Style;
use super::table::{A4, Table};
use crate::report::escape;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Where the workbook and its properties are.
pub(super) const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
    <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
    </Relationships>";

/// What the files of the archive are.
pub(super) fn content_types(sheets: usize) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>"
    );
    for number in 1..=sheets {
        let _ = write!(
            out,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>"
        );
    }
    out.push_str("</Types>");
    out
}

/// Who made the document and when: nobody, on the first day of 2000.
pub(super) fn properties(summary: &str) -> String {
    let day = "2000-01-01T00:00:00Z";
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>Comparison of articles</dc:title>\
         <dc:description>{}</dc:description><dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified></cp:coreProperties>",
        text(summary)
    )
}

/// Where the sheets and styles of the workbook are.
pub(super) fn parts(sheets: usize) -> String {
    let mut out = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for number in 1..=sheets {
        let _ = write!(
            out,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let styles = sheets + 1;
    let _ = write!(
        out,
        "<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    out
}

/// The workbook: its sheets, what their filters cover, and which rows are printed on each page.
pub(super) fn workbook(sheets: &[&str], tables: &[Table<'_>]) -> String {
    let mut out = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView xWindow=\"240\" yWindow=\"15\" \
         windowWidth=\"16095\" windowHeight=\"9660\"/></bookViews><sheets>"
    );
    for (number, name) in sheets.iter().enumerate() {
        let id = number + 1;
        let _ = write!(out, "<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>");
    }
    out.push_str("</sheets><definedNames>");
    let tables = || tables.iter().enumerate().filter(|(_, t)| t.width() > 0);
    for (number, table) in tables() {
        let (name, last, end) = (table.name, letters(table.width() - 1), table.height() + 1);
        let _ = write!(
            out,
            "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{number}\" hidden=\"1\">{name}!$A$1:${last}${end}</definedName>"
        );
    }
    for (number, table) in tables() {
        let name = table.name;
        let _ = write!(
            out,
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{number}\">{name}!$1:$1</definedName>"
        );
    }
    out.push_str("</definedNames></workbook>");
    out
}

/// The head of a sheet up to its rows: the width of each column in characters, how many columns stay where they are beside
/// the first row, and whether that row stays.
pub(super) fn sheet_head(widths: &[usize], fixed: usize, frozen: bool) -> String {
    let mut out = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView workbookViewId=\"0\">"
    );
    let corner = letters(fixed);
    match (frozen, fixed) {
        (false, _) => {}
        (true, 0) => out.push_str(
            "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\"/>",
        ),
        (true, _) => {
            let _ = write!(
                out,
                "<pane xSplit=\"{fixed}\" ySplit=\"1\" topLeftCell=\"{corner}2\" activePane=\"bottomRight\" state=\"frozen\"/>\
                 <selection pane=\"topRight\"/><selection pane=\"bottomLeft\"/><selection pane=\"bottomRight\"/>"
            );
        }
    }
    out.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
    if !widths.is_empty() {
        out.push_str("<cols>");
        for (number, width) in widths.iter().enumerate() {
            let column = number + 1;
            // Five pixels of seven to a character stand around the words.
            let _ = write!(
                out,
                "<col min=\"{column}\" max=\"{column}\" width=\"{width}.7109375\" customWidth=\"1\"/>"
            );
        }
        out.push_str("</cols>");
    }
    out.push_str("<sheetData>");
    out
}

/// How a sheet prints: A4 in landscape, so many pages wide.
pub(super) fn page_setup(wide: usize, footer: &str) -> String {
    let footer = if footer.is_empty() {
        String::new()
    } else {
        format!("<headerFooter><oddFooter>{}</oddFooter></headerFooter>", text(footer))
    };
    format!(
        "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"{A4}\" fitToWidth=\"{wide}\" fitToHeight=\"0\" orientation=\"landscape\"/>{footer}"
    )
}

/// A cell of words that are XML already.
pub(super) fn words(out: &mut String, at: (usize, usize), style: Style, words: &str) {
    begin(out, at, style);
    out.push_str(" t=\"inlineStr\"><is>");
    run(out, words);
    out.push_str("</is></c>");
}

/// A stretch of words that are XML already.
pub(super) fn run(out: &mut String, words: &str) {
    let edge = |c: char| matches!(c, ' ' | '\t' | '\n');
    let space = words.starts_with(edge) || words.ends_with(edge);
    out.push_str(if space { "<t xml:space=\"preserve\">" } else { "<t>" });
    out.push_str(words);
    out.push_str("</t>");
}

/// The beginning of a cell, up to what it holds.
pub(super) fn begin(out: &mut String, (row, column): (usize, usize), style: Style) {
    out.push_str("<c r=\"");
    letters_to(out, column);
    let _ = write!(out, "{}\" s=\"{}\"", row + 1, style.0);
}

/// The name of a column: 0 is A, 26 is AA.
pub(super) fn letters(column: usize) -> String {
    let mut out = String::new();
    letters_to(&mut out, column);
    out
}

fn letters_to(out: &mut String, column: usize) {
    if column >= 26 {
        letters_to(out, column / 26 - 1);
    }
    out.push(char::from(b'A' + (column % 26) as u8));
}

/// Words as XML, harmless for a cell. `_x0041_` would be read as a character by its number: its first sign is told so.
pub(super) fn text(words: &str) -> String {
    let words = escape::cell(words);
    let mut out = String::with_capacity(words.len() + words.len() / 16);
    let bytes = words.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let instead = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'_' if is_number(&bytes[at..]) => "_x005F_",
            _ => continue,
        };
        out.push_str(&words[from..at]);
        out.push_str(instead);
        from = at + 1;
    }
    out.push_str(&words[from..]);
    out
}

fn is_number(bytes: &[u8]) -> bool {
    bytes.len() > 6
        && matches!(bytes[1], b'x' | b'X')
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn words_are_harmless() {
        assert_eq!(text("a<b> & \"c\"\u{7}"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}");
        assert_eq!(text("_x0041_ x_y"), "_x005F_x0041_ x_y");
    }
}

//! One sheet: head, filter, cells, links, pick-lists, and how it prints.

use std::fmt::Write as _;
use std::io;

use rayon::prelude::*;

use super::look::{self, LINE, Style, columns, height, width};
use super::package::{LARGEST, Package, Piece};
use super::xml::{self, letters, text};
use crate::calendar::Day;
use crate::report::sheet::{Cell, Line, Link, Look};

/// The rows and columns that a sheet holds, and the links that Excel opens on one.
const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;
const LINKS: usize = 65_000;

/// How many rows are looked at to find how wide a column must be.
const LOOKED: usize = 5000;

/// How many pieces are made at a time, whatever the number of threads.
const AT_ONCE: usize = 16;

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
fn added(name: &str) -> &'static [&'static str] {
    if name == "claims" { &["source_reliability", "credibility"] } else { &[] }
}

/// Rows that follow each other.
pub(super) struct Made {
    /// The number of the first.
    pub(super) first: usize,
    pub(super) lines: Vec<Line>,
}

/// Makes a piece of a table, by its number.
pub(super) type Make<'a> = dyn Fn(usize) -> Made + Sync + 'a;

/// Where a link leads: the sheet, and the number of the row.
pub(super) type Place<'a> = dyn Fn(Link) -> Option<(&'static str, usize)> + Sync + 'a;

/// A table whose rows are made in pieces.
pub(super) struct Table<'a> {
    pub(super) name: &'static str,
    pub(super) columns: Vec<String>,
    pub(super) rows: usize,
    pub(super) pieces: usize,
    pub(super) make: &'a Make<'a>,
}

impl Table<'_> {
    /// The columns that the sheet has.
    pub(super) fn width(&self) -> usize {
        (self.columns.len() + added(self.name).len()).min(COLUMNS)
    }

    /// The rows that the sheet has below its head: the last row that fits says that there are more.
    pub(super) fn height(&self) -> usize {
        self.rows.min(ROWS - 2)
    }
}

/// What the rows of a sheet need to know of it.
struct Sheet<'a> {
    widths: Vec<usize>,
    /// The columns to be filled in, by number.
    blank: Vec<bool>,
    place: &'a Place<'a>,
    height: usize,
}

/// The rows of a piece, and the links in them.
struct Drawn {
    piece: Piece,
    links: Vec<Leads>,
}

/// A link: the row and column where it stands, the sheet and the row that it leads to.
type Leads = (u32, u16, &'static str, u32);

/// Writes a sheet.
pub(super) fn write(
    package: &mut Package<'_>,
    name: &'static str,
    table: &Table<'_>,
    place: &Place<'_>,
) -> io::Result<()> {
    let heads: Vec<&str> =
        table.columns.iter().map(String::as_str).chain(added(table.name).iter().copied()).collect();
    let heads = &heads[..table.width()];
    let sheet = Sheet {
        widths: widths(table, heads),
        blank: heads.iter().map(|h| PICKS.iter().any(|p| p.column == *h)).collect(),
        place,
        height: table.height(),
    };
    let mut file = package.file(name)?;
    // A matrix is read by its labels: they stay, too.
    let fixed = if table.name == "matrix" { 2.min(heads.len().saturating_sub(1)) } else { 0 };
    let mut out = xml::sheet_head(&sheet.widths, fixed, !heads.is_empty());
    let high = heads.iter().zip(&sheet.widths).map(|(h, w)| height(h, *w)).fold(LINE, f64::max);
    begin_row(&mut out, 0, high);
    for (column, head) in heads.iter().enumerate() {
        xml::words(&mut out, (0, column), look::HEAD, &cut(head));
    }
    out.push_str("</row>");
    file.add(&Piece::of(out.as_bytes())?)?;
    let mut links: Vec<Leads> = Vec::new();
    let mut shown = 0;
    'all: for first in (0..table.pieces).step_by(AT_ONCE) {
        let numbers = first..table.pieces.min(first + AT_ONCE);
        let room = LINKS - links.len();
        let draw = |number: usize, room| {
            let made = (table.make)(number);
            let end = made.first + made.lines.len();
            draw(&sheet, &made, room).map(|drawn| (drawn, number, end))
        };
        let drawn: io::Result<Vec<_>> = numbers.into_par_iter().map(|number| draw(number, room)).collect();
        for (mut one, number, end) in drawn? {
            // Those before it have taken some of the room.
            if one.links.len() > LINKS - links.len() {
                one = draw(number, LINKS - links.len())?.0;
            }
            if file.len() + one.piece.len() > LARGEST {
                break 'all;
            }
            file.add(&one.piece)?;
            links.extend(one.links);
            shown = end.min(sheet.height);
        }
    }
    let mut out = String::new();
    if table.rows > shown {
        let row = shown + 1;
        let rest = format!("{} more rows stand in {}.csv", table.rows - shown, table.name);
        let _ = write!(out, "<row r=\"{}\">", row + 1);
        xml::words(&mut out, (row, 0), look::TEXT, &text(&rest));
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    if !heads.is_empty() {
        tail(&mut out, heads, table.height(), &sheet.widths, &links);
    }
    out.push_str("</worksheet>");
    file.add(&Piece::of(out.as_bytes())?)?;
    file.end()
}

/// How wide each column must be, by its head and the first rows.
fn widths(table: &Table<'_>, heads: &[&str]) -> Vec<usize> {
    let (mut looked, mut lines): (usize, Vec<Line>) = (0, Vec::new());
    for number in 0..table.pieces {
        if looked >= LOOKED {
            break;
        }
        let made = (table.make)(number);
        looked += made.lines.len();
        lines.extend(made.lines);
    }
    let of = |column: usize| lines.iter().filter_map(move |line| line.cells.get(column));
    heads.iter().enumerate().map(|(column, head)| width(head, of(column))).collect()
}

/// Draws rows, with at most `room` links.
fn draw(sheet: &Sheet<'_>, made: &Made, room: usize) -> io::Result<Drawn> {
    let mut out = String::new();
    let mut links = Vec::new();
    let here = sheet.height.saturating_sub(made.first).min(made.lines.len());
    for (number, line) in made.lines[..here].iter().enumerate() {
        // The head is the first row.
        let row = made.first + number + 1;
        let words = |(cell, wide): (&'_ Cell, &usize)| match cell {
            Cell::Text(words) | Cell::Said(words) => height(words, *wide),
            _ => 0.0,
        };
        let high = line.cells.iter().zip(&sheet.widths).map(words).fold(LINE, f64::max);
        begin_row(&mut out, row, high);
        let mut looks = line.looks.iter().peekable();
        for column in 0..sheet.widths.len() {
            let cell = line.cells.get(column).unwrap_or(&Cell::Empty);
            while looks.next_if(|(of, _)| *of < column).is_some() {}
            let look = looks.peek().filter(|(of, _)| *of == column).map(|(_, look)| look);
            // A link of LibreOffice has one colour and one line: words that differ, and long ones, go before it.
            let fits = || *cell != Cell::Empty && columns(cell) <= sheet.widths[column];
            let plain =
                look.filter(|l| l.link.is_some() && l.differing.is_empty() && links.len() < room && fits());
            let to = plain.and_then(|l| l.link).and_then(|link| (sheet.place)(link));
            if let Some((name, to)) = to {
                links.push((row as u32, column as u16, name, to as u32));
            }
            draw_cell(&mut out, (row, column), cell, look, to.is_some(), sheet.blank[column]);
        }
        out.push_str("</row>");
    }
    Ok(Drawn { piece: Piece::of(out.as_bytes())?, links })
}

fn begin_row(out: &mut String, row: usize, high: f64) {
    let _ = if high > LINE {
        write!(out, "<row r=\"{}\" ht=\"{high}\" customHeight=\"1\">", row + 1)
    } else {
        write!(out, "<row r=\"{}\">", row + 1)
    };
}

fn draw_cell(
    out: &mut String,
    at: (usize, usize),
    cell: &Cell,
    look: Option<&Look>,
    leads: bool,
    blank: bool,
) {
    let link = Some(look::LINK).filter(|_| leads);
    let value = |out: &mut String, style: Style, value: &dyn std::fmt::Display| {
        xml::begin(out, at, if blank { look::BLANK } else { style });
        let _ = write!(out, "><v>{value}</v></c>");
    };
    match cell {
        Cell::Empty if blank => {
            xml::begin(out, at, look::BLANK);
            out.push_str("/>");
        }
        Cell::Empty => {}
        Cell::Number(number) => value(out, link.unwrap_or_else(|| look::number(*number)), number),
        Cell::Day(day) => match serial(*day) {
            Some(serial) => value(out, look::DAY, &serial),
            None => xml::words(out, at, look::TEXT, &text(&day.to_string())),
        },
        Cell::Text(words) | Cell::Said(words) => {
            let stance = look.and_then(|l| l.stance);
            let style = if stance.is_none() { link } else { None };
            let style = style.unwrap_or_else(|| look::stance(stance));
            draw_words(out, at, words, look, if blank { look::BLANK } else { style });
        }
    }
}

/// The number that spreadsheets have for a day; none counts days before 1900.
fn serial(day: Day) -> Option<i64> {
    // They take 1900 for a leap year.
    let (first, march) = (Day::new(1899, 12, 31)?, Day::new(1900, 3, 1)?);
    (day > first).then(|| first.days_until(day) + i64::from(day >= march))
}

/// Words, with those that differ in bold and colour.
fn draw_words(out: &mut String, at: (usize, usize), words: &str, look: Option<&Look>, style: Style) {
    let differing = look.map_or(&[][..], |l| &l.differing);
    if let [(span, first)] = differing
        && span.start() == 0
        && span.end() == words.len()
    {
        let stance = look.and_then(|l| l.stance);
        return xml::words(out, at, look::whole(stance, *first), &text(words));
    }
    if differing.is_empty() {
        return xml::words(out, at, style, &text(words));
    }
    xml::begin(out, at, style);
    out.push_str(" t=\"inlineStr\"><is>");
    let mut run = |properties: &str, words: &str| {
        if !words.is_empty() {
            out.push_str("<r>");
            out.push_str(properties);
            xml::run(out, &text(words));
            out.push_str("</r>");
        }
    };
    let mut from = 0;
    for (span, first) in differing {
        // A text that was cut ends before its marks.
        if span.start() < from || words.get(span.start()..span.end()).is_none() {
            break;
        }
        run(look::PLAIN, &words[from..span.start()]);
        run(look::DIFFERING[usize::from(!first)], span.of(words));
        from = span.end();
    }
    run(look::PLAIN, &words[from..]);
    out.push_str("</is></c>");
}

/// What stands behind the rows: filter, colours, pick-lists, links, and how the sheet prints.
fn tail(out: &mut String, heads: &[&str], rows: usize, widths: &[usize], links: &[Leads]) {
    let (last, end) = (letters(heads.len() - 1), rows + 1);
    let _ = write!(out, "<autoFilter ref=\"A1:{last}{end}\"/>");
    let picks: Vec<(String, &Picks)> = PICKS
        .iter()
        .filter_map(|p| Some((letters(heads.iter().position(|h| *h == p.column)?), p)))
        .filter(|_| rows > 0)
        .collect();
    for (letter, _) in picks.iter().filter(|(_, p)| p.column == "reviewer_decision") {
        let _ = write!(
            out,
            "<conditionalFormatting sqref=\"A2:{last}{end}\"><cfRule type=\"expression\" dxfId=\"0\" priority=\"1\">\
             <formula>OR(${letter}2=&quot;compatible&quot;,${letter}2=&quot;not same&quot;)</formula></cfRule></conditionalFormatting>"
        );
    }
    if !picks.is_empty() {
        let _ = write!(out, "<dataValidations count=\"{}\">", picks.len());
    }
    for (letter, picks) in &picks {
        let names: Vec<&str> = picks.choices.iter().map(|(choice, _)| *choice).collect();
        let meanings: Vec<String> =
            picks.choices.iter().map(|(c, meaning)| text(&format!("{c}: {meaning}"))).collect();
        let _ = write!(
            out,
            "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" promptTitle=\"{}\" \
             prompt=\"{}\" sqref=\"{letter}2:{letter}{end}\"><formula1>&quot;{}&quot;</formula1></dataValidation>",
            picks.column,
            meanings.join("&#10;"),
            names.join(",")
        );
    }
    if !picks.is_empty() {
        out.push_str("</dataValidations>");
    }
    if !links.is_empty() {
        out.push_str("<hyperlinks>");
        for (row, column, sheet, to) in links {
            let (column, row, to) = (letters(usize::from(*column)), row + 1, to + 2);
            let _ = write!(
                out,
                "<hyperlink ref=\"{column}{row}\" location=\"{sheet}!A{to}\" display=\"{sheet}!A{to}\"/>"
            );
        }
        out.push_str("</hyperlinks>");
    }
    let wide = widths.iter().sum::<usize>().div_ceil(PAGE).clamp(1, 100);
    out.push_str(&xml::page_setup(wide, "&L&A&RPage &P of &N"));
    if rows > 0 {
        let _ = write!(
            out,
            "<ignoredErrors><ignoredError sqref=\"A2:{last}{end}\" numberStoredAsText=\"1\"/></ignoredErrors>"
        );
    }
}

/// A head, no longer than a cell holds.
fn cut(words: &str) -> String {
    match Cell::text(words) {
        Cell::Text(words) => text(&words),
        _ => String::new(),
    }
}

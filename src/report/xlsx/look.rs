//! How cells look: fonts, fills, and the width of columns.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};
use unicode_width::UnicodeWidthStr;

use crate::facet::Relation;
use crate::report::sheet::Cell;

/// The colours of the page in light, so that both say the same.
const RED: Color = Color::RGB(0x008f_1d14);
const GREEN: Color = Color::RGB(0x0014_532d);
const BLUE: Color = Color::RGB(0x000b_4f8a);
const RED_GROUND: Color = Color::RGB(0x00fd_e7e4);
const YELLOW_GROUND: Color = Color::RGB(0x00fd_f3d0);
const GREEN_GROUND: Color = Color::RGB(0x00e2_f4e6);
const HEAD_GROUND: Color = Color::RGB(0x00e4_e4de);

/// The formats of a workbook.
pub(super) struct Looks {
    /// The first row.
    pub(super) head: Format,
    /// Words.
    pub(super) text: Format,
    /// Words or a number that lead somewhere.
    pub(super) link: Format,
    /// A number that reads without separators.
    pub(super) number: Format,
    /// A number from five digits on.
    pub(super) large: Format,
    /// A day.
    pub(super) day: Format,
    /// What a person fills in.
    pub(super) blank: Format,
    /// A row about which a person has said that there is no conflict.
    pub(super) dismissed: Format,
    /// Words inside a cell that do not differ.
    pub(super) plain: Format,
    /// Words inside a cell that differ, on the first side and on others.
    pub(super) differing: [Format; 2],
    stances: [Format; 3],
    /// Cells of which all the words differ, by stance and side.
    whole: [[Format; 2]; 3],
}

impl Default for Looks {
    fn default() -> Self {
        let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        // Away from the words of the next column.
        let number = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Right).set_indent(1);
        let grounds = [GREEN_GROUND, YELLOW_GROUND, RED_GROUND];
        let stances = grounds.map(|ground| text.clone().set_background_color(ground));
        let bold = |format: &Format, colour| format.clone().set_bold().set_font_color(colour);
        Self {
            head: text
                .clone()
                .set_bold()
                .set_background_color(HEAD_GROUND)
                .set_border_bottom(FormatBorder::Thin),
            link: text
                .clone()
                .set_align(FormatAlign::Left)
                .set_font_color(BLUE)
                .set_underline(FormatUnderline::Single),
            large: number.clone().set_num_format("#,##0"),
            day: text.clone().set_num_format("yyyy-mm-dd"),
            blank: text.clone().set_border(FormatBorder::Thin).set_border_color(HEAD_GROUND),
            dismissed: Format::new().set_font_color(Color::Gray).set_font_strikethrough(),
            plain: Format::new(),
            differing: [RED, GREEN].map(|colour| bold(&Format::new(), colour)),
            whole: stances.each_ref().map(|stance| [RED, GREEN].map(|colour| bold(stance, colour))),
            stances,
            text,
            number,
        }
    }
}

impl Looks {
    /// The ground of a cell by what it says of others.
    pub(super) fn stance(&self, stance: Option<Relation>) -> &Format {
        stance.map_or(&self.text, |stance| &self.stances[index(stance)])
    }

    /// The same where all the words differ.
    pub(super) fn whole(&self, stance: Option<Relation>, first: bool) -> &Format {
        &self.whole[stance.map_or(1, index)][usize::from(!first)]
    }

    /// How a number is shown.
    pub(super) fn number(&self, value: f64) -> &Format {
        if value.fract() == 0.0 && value.abs() >= 10_000.0 { &self.large } else { &self.number }
    }
}

fn index(relation: Relation) -> usize {
    match relation {
        Relation::Agree => 0,
        Relation::Compatible => 1,
        Relation::Conflict => 2,
    }
}

/// The narrowest and widest column, in characters; longer texts are wrapped.
const NARROW: usize = 8;
const WIDE: usize = 50;

/// How wide a column must be to read well: its longest cell, within bounds; its head may break at white space.
pub(super) fn width<'a>(head: &str, cells: impl Iterator<Item = &'a Cell>) -> usize {
    // The sign of the filter takes three characters.
    let mut most = head.split(' ').map(str::width).max().unwrap_or_default() + 3;
    for cell in cells {
        most = most.max(columns(cell));
        if most >= WIDE {
            break;
        }
    }
    most.clamp(NARROW, WIDE)
}

/// How many characters wide a cell is in one line.
pub(super) fn columns(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Said(text) => text.lines().map(str::width).max().unwrap_or_default() + 1,
        Cell::Number(value) => value.to_string().len() + 3,
        Cell::Day(_) => 11,
    }
}

/// The height of a line, and of the highest row there is, in points.
pub(super) const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// How high a text makes its row in a column of this width, in points: Excel finds that out by itself, others do not.
pub(super) fn height(text: &str, width: usize) -> f64 {
    let lines: usize = text.lines().map(|line| line.width().div_ceil(width.max(1)).max(1)).sum();
    (lines.max(1) as f64 * LINE).min(HIGHEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_they_need_be() {
        let cells = [Cell::text("a longer text"), Cell::Empty, Cell::Number(12.5)];
        assert_eq!(width("n", cells.iter()), 14);
        assert_eq!(width("cnn-december line", [].iter()), 15);
        assert_eq!(width("n", [].iter()), NARROW);
        assert_eq!(width("n", [Cell::text("word ".repeat(50))].iter()), WIDE);
    }

    #[test]
    fn rows_hold_their_texts() {
        assert_eq!(height("short", 20), LINE);
        assert_eq!(height("word ".repeat(10).trim(), 20), 3.0 * LINE); // 49 characters
        assert_eq!(height("a\nb", 20), 2.0 * LINE);
        assert_eq!(height(&"word ".repeat(10_000), 20), HIGHEST);
    }
}

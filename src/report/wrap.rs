//! Pieces of a sentence broken into lines.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::marked::{Part, Piece};

/// Breaks pieces into lines of at most `width` columns, at white space.
pub(super) fn wrap(pieces: &[Piece], width: usize) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for piece in pieces {
        for word in piece.text.split_inclusive(' ') {
            let wide = word.trim_end().width();
            if used > 0 && used + wide > width {
                lines.push(Vec::new());
                used = 0;
            }
            // A word wider than the screen is broken where it must be.
            let mut rest = word;
            while used == 0 && rest.width() > width + 1 {
                let mut columns = 0;
                let fits = |c: char| {
                    columns += c.width().unwrap_or(0);
                    columns <= width
                };
                let taken: usize = rest
                    .chars()
                    .take_while({
                        let mut fits = fits;
                        move |c| fits(*c)
                    })
                    .map(char::len_utf8)
                    .sum();
                add(&mut lines, piece.part, &rest[..taken.max(1)]);
                lines.push(Vec::new());
                rest = &rest[taken.max(1)..];
            }
            if !(used == 0 && rest.trim().is_empty()) {
                add(&mut lines, piece.part, rest);
                used += rest.width();
            }
        }
    }
    lines.retain(|l| !l.is_empty());
    lines
}

fn add(lines: &mut [Vec<Piece>], part: Part, text: &str) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(last) if last.part == part => last.text.push_str(text),
        _ => line.push(Piece { part, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[Piece], width: usize) -> Vec<String> {
        let text = |line: &Vec<Piece>| {
            line.iter().map(|p| p.text.as_str()).collect::<String>().trim_end().to_owned()
        };
        wrap(pieces, width).iter().map(text).collect()
    }

    #[test]
    fn wraps_by_columns_and_keeps_words_whole_that_span_pieces() {
        let piece = |part, text: &str| Piece { part, text: text.into() };
        let pieces = [
            piece(Part::Around, "It left "),
            piece(Part::Differs, "two hundred"),
            piece(Part::Around, " dead."),
        ];
        assert_eq!(lines(&pieces, 12), ["It left two", "hundred", "dead."]);
        assert_eq!(lines(&[piece(Part::Around, "漢字漢字漢字")], 4), ["漢字", "漢字", "漢字"]);
    }
}

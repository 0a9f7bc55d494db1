//! Markers of list items: "1.", "2)", "(a)", "iv.", "• 9.".

/// The marker of a list item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Marker {
    /// The byte after it and before the white space that follows.
    pub end: usize,
    /// Which item it counts: letters from 1, Roman figures as letters.
    pub ordinal: u32,
    style: Style,
    open: bool,
    close: Close,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    Number,
    Lower,
    Upper,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Close {
    Stop,
    Bracket,
    Both,
}

impl Marker {
    /// The marker at the head of `text[at..end]`, after bullets and an opening bracket.
    pub(super) fn read(text: &str, mut at: usize, end: usize) -> Option<Self> {
        at += bullets(&text[at..end]);
        let bytes = &text.as_bytes()[..end];
        let open = bytes.get(at) == Some(&b'(');
        at += usize::from(open);
        let body = &text[at..end];
        let len = body.bytes().take(5).take_while(u8::is_ascii_alphanumeric).count();
        let (ordinal, style) = count(&body[..len])?;
        let (close, width) = match (bytes.get(at + len)?, bytes.get(at + len + 1)) {
            (b'.', Some(b')')) => (Close::Both, 2),
            (b'.', _) if !open => (Close::Stop, 1),
            (b')', _) => (Close::Bracket, 1),
            _ => return None,
        };
        let end = at + len + width;
        (bytes.get(end)?.is_ascii_whitespace()).then_some(Self { end, ordinal, style, open, close })
    }

    /// Whether it counts on from `before`.
    pub(super) fn follows(self, before: Self) -> bool {
        self.is_like(before) && self.ordinal == before.ordinal + 1
    }

    /// Whether it begins another list like that of `before`.
    pub(super) fn restarts(self, before: Self) -> bool {
        self.is_like(before) && self.ordinal == 1 && self.is_plain()
    }

    fn is_like(self, other: Self) -> bool {
        (self.style, self.open, self.close) == (other.style, other.open, other.close)
    }

    /// Whether no other reading than that of a list item is likely.
    pub(super) fn is_plain(self) -> bool {
        self.close != Close::Stop
    }
}

/// The length of the bullets and the white space at the head of `text`.
pub(super) fn bullets(text: &str) -> usize {
    let rest = text.trim_start_matches(is_bullet);
    if rest.len() == text.len() { 0 } else { text.len() - rest.trim_start().len() }
}

/// Whether `c` is set before the items of a list and nowhere else.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '●' | '▪' | '■' | '◦' | '►')
}

fn count(body: &str) -> Option<(u32, Style)> {
    let bytes = body.as_bytes();
    if bytes.iter().all(u8::is_ascii_digit) {
        return (1..=3).contains(&body.len()).then(|| Some((body.parse().ok()?, Style::Number)))?;
    }
    let style = if bytes.iter().all(u8::is_ascii_lowercase) {
        Style::Lower
    } else if bytes.iter().all(u8::is_ascii_uppercase) {
        Style::Upper
    } else {
        return None;
    };
    let first = bytes[0].to_ascii_lowercase();
    let roman = bytes.iter().all(|b| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x'));
    (body.len() == 1 || roman).then_some((u32::from(first - b'a') + 1, style))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u32, usize)> {
        Marker::read(text, 0, text.len()).map(|m| (m.ordinal, m.end))
    }

    #[test]
    fn markers_of_items() {
        assert_eq!(read("12. Twelve"), Some((12, 3)));
        assert_eq!(read("(b) B"), Some((2, 3)));
        assert_eq!(read("• 3.) Three"), Some((3, "• 3.)".len())));
        assert!(read("iv. Four").is_some());
        for no in ["2016. A year", "1.5 more", "Mr. Venn", "(a.m. only", "1.", "", "(b. x"] {
            assert_eq!(read(no), None, "{no}");
        }
        let (a, b) = (Marker::read("a) x", 0, 4).unwrap(), Marker::read("b) x", 0, 4).unwrap());
        assert!(b.follows(a) && !a.follows(b));
    }
}

//! Half-open ranges of bytes.

/// A half-open range of UTF-8 bytes `start..end` into one article's text, `start <= end`.
///
/// Four bytes an end: a text is at most 4 GiB, which the reader of files makes sure of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The bytes from `start` up to, but not including, `end`.
    ///
    /// # Panics
    /// If `end` comes before `start`.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start: start as u32, end: end as u32 }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether all of `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether they share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// How many bytes they share.
    pub fn shared(self, other: Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start)) as usize
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words themselves.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries of `text`: it was made for another text.
    pub fn of(self, text: &str) -> &str {
        &text[self.start()..self.end()]
    }

    /// The span without white space at either end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start() + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        Self::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_covers() {
        let (a, b) = (Span::new(2, 6), Span::new(4, 9));
        assert_eq!(a.shared(b), 2);
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert!(a.overlaps(b) && !a.contains(b));
        assert_eq!(a.shared(Span::new(6, 8)), 0);
    }

    #[test]
    fn trims_to_characters() {
        assert_eq!(Span::new(0, 8).trimmed(" “a” "), Span::new(1, 8));
        assert_eq!(Span::new(0, 2).trimmed("  "), Span::new(2, 2));
    }
}

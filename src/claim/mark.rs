//! Which words stand inside quotation marks, over sentences and paragraphs.

use crate::article::{Page, Place};
use crate::text::{Kind, Words};

/// How many sentences a quotation may run on when nothing closes it: an author forgets the mark at the end of a
/// paragraph, hardly ever in the middle of a long one.
const UNCLOSED: usize = 3;

/// How many tokens apart single marks are looked for; apostrophes stand everywhere.
const SINGLE: usize = 60;

/// For each token of a page the quotation it stands in.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// The number of the quotation, from 1; 0 is outside. The marks themselves count as inside.
    quote: Vec<u32>,
    mark: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq)]
enum Turn {
    Open,
    Close,
    Either,
}

#[derive(Clone, Copy)]
struct Opening {
    id: u32,
    sentence: usize,
}

impl Marks {
    /// Reads the quotation marks of a page, in time proportional to its length.
    pub(super) fn read(page: &Page) -> Self {
        let words = &page.words;
        let mut marks = Self { quote: vec![0; words.len()], mark: vec![false; words.len()] };
        let mut next = 1;
        let mut open: Option<Opening> = None;
        let mut sentence = 0;
        for block in page.blocks.iter().filter(|b| b.place != Place::Furniture) {
            let range = words.within(block.span);
            let continues = range.clone().next().is_some_and(|i| double(words, page.text(), i).is_some());
            if !continues {
                open = None;
            }
            let mut fresh = true;
            let mut i = range.start;
            while i < range.end {
                while sentence + 1 < page.sentences.len() && page.sentences[sentence + 1].words.start <= i {
                    sentence += 1;
                }
                let Some((len, turn)) = double(words, page.text(), i) else {
                    if let Some(o) = open {
                        marks.quote[i] = o.id;
                    }
                    i += 1;
                    continue;
                };
                let opens = match turn {
                    Turn::Open => true,
                    Turn::Close => false,
                    Turn::Either => open.is_none(),
                };
                let last = page.sentences.get(sentence).map_or(range.end, |s| s.words.end);
                let id = match (open, opens) {
                    // A paragraph that begins with a mark goes on with the quotation of the one before.
                    (Some(o), true) if i == range.start => o.id,
                    (Some(o), true) => {
                        // The earlier mark was never closed, or this one stands inside of it.
                        if o.sentence == sentence {
                            o.id
                        } else {
                            let end = page.sentences[o.sentence].words.end.max(range.start);
                            marks.clear(end..i);
                            open = Some(Opening { id: next, sentence });
                            next += 1;
                            next - 1
                        }
                    }
                    (None, true) => {
                        open = Some(Opening { id: next, sentence });
                        next += 1;
                        next - 1
                    }
                    (Some(o), false) => {
                        open = None;
                        o.id
                    }
                    (None, false) => {
                        // A quotation that began before this text did.
                        let start = page.sentences.get(sentence).map_or(i, |s| s.words.start);
                        if fresh {
                            for k in start..i {
                                marks.quote[k] = next;
                            }
                        }
                        next += 1;
                        next - 1
                    }
                };
                fresh = false;
                for k in i..(i + len).min(last.max(i + 1)).min(range.end) {
                    marks.quote[k] = id;
                    marks.mark[k] = true;
                }
                i += len;
            }
            if let Some(o) = open {
                let end = page.sentences.get(o.sentence + UNCLOSED).map_or(range.end, |s| s.words.end);
                marks.clear(end.max(range.start)..range.end.max(end));
            }
            marks.singles(words, page.text(), range, &mut next);
        }
        marks
    }

    fn clear(&mut self, range: std::ops::Range<usize>) {
        let end = range.end.min(self.quote.len());
        for k in range.start.min(end)..end {
            self.quote[k] = 0;
            self.mark[k] = false;
        }
    }

    /// Single marks around words that no double marks surround.
    fn singles(&mut self, words: &Words, text: &str, range: std::ops::Range<usize>, next: &mut u32) {
        let mut i = range.start;
        while i < range.end {
            if self.quote[i] != 0 || !single(words, i) || !opens(words, text, i) {
                i += 1;
                continue;
            }
            // A paragraph that begins with a mark is quoted to the end when nothing closes it.
            let first = i == range.start;
            let end = if first { range.end } else { range.end.min(i + SINGLE) };
            let close = (i + 2..end).find(|&k| single(words, k) && words.glued(k) && closes(words, k));
            let close = close.or_else(|| (first && range.end > i + 4).then_some(range.end - 1));
            match close {
                Some(close) if (i..close).all(|k| self.quote[k] == 0) => {
                    for k in i..=close {
                        self.quote[k] = *next;
                    }
                    self.mark[i] = true;
                    self.mark[close] = single(words, close);
                    *next += 1;
                    i = close + 1;
                }
                _ => i += 1,
            }
        }
    }

    /// The number of the quotation that token `i` stands in, 0 outside of any.
    pub(super) fn quote(&self, i: usize) -> u32 {
        self.quote.get(i).copied().unwrap_or(0)
    }

    /// Whether token `i` is a quotation mark.
    pub(super) fn is_mark(&self, i: usize) -> bool {
        self.mark.get(i).copied().unwrap_or(false)
    }

    /// Whether token `i` stands inside quotation marks or is one.
    pub(super) fn inside(&self, i: usize) -> bool {
        self.quote(i) != 0
    }
}

fn single(words: &Words, i: usize) -> bool {
    i < words.len() && words.kind(i) == Kind::Mark && words.folded(i) == "'"
}

/// Whether the single mark at `k`, glued to a word, ends a quotation rather than a plural's possessive.
fn closes(words: &Words, k: usize) -> bool {
    let stop = |i: usize| matches!(words.folded(i), "," | "." | ";" | ":" | "?" | "!");
    stop(k + 1)
        || !words.glued(k + 1)
            && (stop(k - 1) || words.folded(k - 1) != "s" && !words.folded(k - 1).ends_with('s'))
}

fn opens(words: &Words, text: &str, i: usize) -> bool {
    !words.glued(i) && words.glued(i + 1) && !words.span(i).of(text).starts_with('’')
}

/// The double quotation mark at token `i`: how many tokens it takes (`''` is two), and which way it turns.
fn double(words: &Words, text: &str, i: usize) -> Option<(usize, Turn)> {
    if words.kind(i) != Kind::Mark {
        return None;
    }
    let len = match words.folded(i) {
        "\"" => 1,
        "'" | "`" if words.glued(i + 1) && words.folded(i + 1) == words.folded(i) => 2,
        _ => return None,
    };
    let turn = match words.span(i).of(text) {
        "“" | "„" | "«" | "`" => Turn::Open,
        // Set the wrong way round at the start of a paragraph.
        "”" if (i == 0 || words.starts_line(i)) && words.glued(i + len) => Turn::Open,
        "”" | "»" => Turn::Close,
        _ => match (words.glued(i), words.glued(i + len)) {
            (false, true) => Turn::Open,
            (true, false) => Turn::Close,
            // A mark between a stop and a word, or before a comma.
            (true, true)
                if matches!(words.folded(i + len), "," | "." | ";" | "?" | "!" | ":" | ")" | "—") =>
            {
                Turn::Close
            }
            (true, true) if matches!(words.folded(i - 1), "(" | "—" | "[") => Turn::Open,
            _ => Turn::Either,
        },
    };
    Some((len, turn))
}

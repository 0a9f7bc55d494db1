//! Telephone numbers.

use std::ops::Range;

use super::draft::Draft;
use super::word::before;
use super::{Measure, counted, digits, word};
use crate::text::Words;
use crate::text::words::Kind;

/// `555-0147`, `(561) 688-4068`, `+1-222-2222`: each number is labelled.
pub(super) fn read(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let plain = |i: usize| {
        i < range.end && words.kind(i) == Kind::Number && words.folded(i).bytes().all(|b| b.is_ascii_digit())
    };
    if !plain(at) {
        return None;
    }
    let mut numbers = vec![at];
    let mut last = at;
    // `+44 20 7946 0958`
    if words.glued(at) && before(words, range, at) == "+" {
        const LONGEST: usize = 5;
        const DIGITS: usize = 8;
        let mut digits = words.folded(at).len();
        while numbers.len() < LONGEST {
            let next = last + 1 + usize::from(matches!(words.folded(last + 1), "-" | "(" | ")"));
            if !plain(next) {
                break;
            }
            digits += words.folded(next).len();
            numbers.push(next);
            last = next;
        }
        if digits < DIGITS {
            return None;
        }
        for i in numbers {
            out.push(Draft::label(i..i + 1, digits::value(words.folded(i)), Measure::Identifier));
        }
        return Some(last + 1);
    }
    while matches!(words.folded(last + 1), "-" | "/" | ")")
        && plain(last + 2)
        && (words.glued(last + 2) || words.folded(last + 1) == ")")
        && numbers.len() < 6
    {
        last += 2;
        numbers.push(last);
    }
    let lens: Vec<usize> = numbers.iter().map(|&i| words.folded(i).len()).collect();
    let is_phone = match lens.as_slice() {
        [3, 4] => {
            let (a, b) = (words.folded(at), words.folded(last));
            b.starts_with('0')
                || !(b > a || b.len() > a.len())
                || !word::is_noun(words, last + 1, range.end)
                    && before(words, range, at) != "of"
                    && !counted::counts_people(words, last + 1, range.end)
                    && words.folded(at + 1) == "-"
                    && digits::value(a) > Some(200.0)
        }
        [3, 3, 4] | [1, 3, 3 | 4, ..] | [2..=4, 3..=4, 3..=4, ..] => words.folded(at + 1) != "/",
        _ => false,
    };
    if !is_phone {
        return None;
    }
    for i in numbers {
        out.push(Draft::label(i..i + 1, digits::value(words.folded(i)), Measure::Identifier));
    }
    Some(last + 1)
}

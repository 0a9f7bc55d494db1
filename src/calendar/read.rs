//! Dates written out in full, with their year.

use std::sync::LazyLock;

use super::Day;
use crate::lexicon::{self, Table};
use crate::text::{Kind, Words};

static MONTHS: LazyLock<Table<i8>> = LazyLock::new(|| {
    Table::parse(lexicon::source("month"), |v| v.parse().ok().filter(|m| (1..=12).contains(m)))
});

/// A weekday and whether its spelling is an abbreviation.
static WEEKDAYS: LazyLock<Table<(i8, bool)>> = LazyLock::new(|| {
    Table::parse(lexicon::source("weekday"), |v| {
        let (number, short) = v.split_once(' ').map_or((v, false), |(n, rest)| (n, rest == "short"));
        Some((number.parse().ok().filter(|d| (0..=6).contains(d))?, short))
    })
});

/// The month that is named at token `at`: the length of its name in tokens (a stop is one) and its number `1..=12`.
/// "May" and "march" are words as well; only a name that begins with a capital letter is read.
pub fn month(words: &Words, at: usize) -> Option<(usize, i8)> {
    (at < words.len() && words.is_capital(at)).then(|| month_in_any_case(words, at)).flatten()
}

/// Likewise, in a text that may have lost its capitals: "may" and "march" are words as well.
pub fn month_in_any_case(words: &Words, at: usize) -> Option<(usize, i8)> {
    MONTHS.longest(words, at, words.len()).map(|(len, &number)| (len, number))
}

/// The weekday whose whole name stands at token `at`: Monday is 0, Sunday 6.
pub fn weekday(words: &Words, at: usize) -> Option<i8> {
    WEEKDAYS.word(words.folded(at)).and_then(|&(day, short)| (!short).then_some(day))
}

/// The date that begins at token `at` and names day, month and year: its length in tokens and the day.
///
/// Reads "Nov. 11, 2014", "November 11th 2014", "11 November 2014", "the 11th of November, 2014" (from the number),
/// "2014-11-11", "2014/11/11", "09/29/2015", "29.09.2015", "11-Nov-2014", each with or without a weekday before it, and
/// "Nov 112014", where a comma was lost. In figures alone the month comes first, as in the United States, unless that
/// is no date; with stops between them the day comes first. A weekday that contradicts the date is not looked at.
pub fn full_date(words: &Words, at: usize) -> Option<(usize, Day)> {
    if at >= words.len() {
        return None;
    }
    if let Some((len, _)) = WEEKDAYS.longest(words, at, words.len()) {
        let mut next = at + len;
        next += usize::from(words.folded(next) == ",");
        next += usize::from(words.folded(next) == "the");
        return bare(words, next).map(|(n, day)| (next + n - at, day));
    }
    bare(words, at)
}

/// A date without a weekday before it.
fn bare(words: &Words, at: usize) -> Option<(usize, Day)> {
    if let Some((len, month)) = month(words, at) {
        return month_first(words, at, at + len, month);
    }
    if at >= words.len() || words.kind(at) != Kind::Number || words.folded(at).len() > 10 {
        return None;
    }
    in_figures(words, at).or_else(|| day_first(words, at))
}

/// "Nov. 11, 2014", from the token after the month.
fn month_first(words: &Words, at: usize, mut next: usize, month: i8) -> Option<(usize, Day)> {
    next += usize::from(dash(words, next));
    let digits = words.folded(next);
    if let Some((day, year)) = run_together(digits) {
        return Day::new(year, month, day).map(|d| (next + 1 - at, d));
    }
    let day = number(words, next, 1..=31)?;
    next += 1;
    next += usize::from(ordinal(words, next));
    next += usize::from(words.folded(next) == "," || dash(words, next));
    let year = year(words, next)?;
    Day::new(year, month, day as i8).map(|d| (next + 1 - at, d))
}

/// "11 November 2014", "11th of November, 2014", "11-Nov-2014".
fn day_first(words: &Words, at: usize) -> Option<(usize, Day)> {
    let day = number(words, at, 1..=31)?;
    let mut next = at + 1;
    next += usize::from(ordinal(words, next));
    next += usize::from(words.folded(next) == "of" || dash(words, next));
    let (len, month) = month(words, next)?;
    next += len;
    next += usize::from(matches!(words.folded(next), "," | "of") || dash(words, next));
    let year = year(words, next)?;
    Day::new(year, month, day as i8).map(|d| (next + 1 - at, d))
}

/// "2014-11-11", "11/11/2014", "11.11.2014".
fn in_figures(words: &Words, at: usize) -> Option<(usize, Day)> {
    let digits = words.folded(at);
    if digits.matches('.').count() == 2 {
        let mut parts = digits.split('.').map(|p| p.parse::<i16>().ok());
        let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
        return if first > 31 { of_parts(first, second, third) } else { european(first, second, third) }
            .map(|d| (1, d));
    }
    let mark = words.folded(at + 1);
    let glued = (1..=4).all(|k| words.glued(at + k));
    if !matches!(mark, "-" | "/") || words.folded(at + 3) != mark || !glued {
        return None;
    }
    let part =
        |k: usize| words.folded(at + k).parse::<i16>().ok().filter(|_| words.folded(at + k).len() <= 4);
    let (first, second, third) = (part(0)?, part(2)?, part(4)?);
    let day = if first > 31 {
        of_parts(first, second, third)
    } else {
        of_parts(third, first, second).or_else(|| of_parts(third, second, first))
    };
    day.map(|d| (5, d))
}

fn european(day: i16, month: i16, year: i16) -> Option<Day> {
    of_parts(year, month, day).or_else(|| of_parts(year, day, month))
}

fn of_parts(year: i16, month: i16, day: i16) -> Option<Day> {
    let plausible = PLAUSIBLE.contains(&year);
    plausible.then(|| Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)).flatten()
}

/// Years that news writes about with a day beside them.
const PLAUSIBLE: std::ops::RangeInclusive<i16> = 1000..=2199;

fn number(words: &Words, at: usize, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    words.folded(at).parse().ok().filter(|n| words.folded(at).len() <= 2 && range.contains(n))
}

fn year(words: &Words, at: usize) -> Option<i16> {
    let digits = words.folded(at);
    digits.parse().ok().filter(|year| digits.len() == 4 && PLAUSIBLE.contains(year))
}

fn ordinal(words: &Words, at: usize) -> bool {
    words.glued(at) && matches!(words.folded(at), "st" | "nd" | "rd" | "th")
}

fn dash(words: &Words, at: usize) -> bool {
    words.glued(at) && words.folded(at) == "-"
}

/// "152017" for "15, 2017".
fn run_together(digits: &str) -> Option<(i8, i16)> {
    if !matches!(digits.len(), 5 | 6) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (day, year) = digits.split_at(digits.len() - 4);
    let (day, year) = (day.parse().ok()?, year.parse().ok()?);
    ((1..=31).contains(&day) && (1900..=2099).contains(&year)).then_some((day, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(usize, String)> {
        let words = Words::of(text);
        full_date(&words, 0).map(|(len, day)| (words.len() - len, day.to_string()))
    }

    #[test]
    fn dates_in_words_and_figures() {
        for text in [
            "Nov. 3, 2014",
            "November 3rd, 2014",
            "November 3 2014",
            "3 November 2014",
            "3rd of November, 2014",
            "Monday, Nov. 3, 2014",
            "Mon 3 Nov 2014",
            "Monday the 3rd of November 2014",
            "2014-11-03",
            "2014/11/03",
            "11/03/2014",
            "3.11.2014",
            "03-Nov-2014",
            "Nov-03-2014",
            "Nov 32014",
        ] {
            assert_eq!(read(text), Some((0, "2014-11-03".to_owned())), "{text}");
        }
        assert_eq!(read("29/09/2015").map(|r| r.1).as_deref(), Some("2015-09-29"));
        assert_eq!(read("2014-11-03T10:20:00Z").map(|r| r.1).as_deref(), Some("2014-11-03"));
    }

    #[test]
    fn no_date_in_other_numbers() {
        for text in [
            "Nov. 3",
            "May 3",
            "march 3 2014",
            "3/4",
            "10-12-30",
            "13/13/2014",
            "Feb. 30, 2014",
            "November 2014",
            "2014",
            "",
            "1.2.3",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn months_and_weekdays_by_name() {
        let words = Words::of("Sept. Sun Sunday may");
        assert_eq!(month(&words, 0), Some((2, 9)));
        assert_eq!((weekday(&words, 2), weekday(&words, 3)), (None, Some(6)));
        assert_eq!(month(&words, 4), None);
    }
}

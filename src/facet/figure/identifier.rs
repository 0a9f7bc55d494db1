//! Numbers that count nothing: years, dates, times of the day, identifiers, telephone numbers, list markers.

use std::ops::Range;
use std::sync::LazyLock;

use super::draft::Draft;
use super::{Measure, digits, measure, number, unit};
use crate::calendar;
use crate::lexicon::Table;
use crate::text::words::{Kind, Shape};
use crate::text::{Span, Words};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Row {
    /// A number after it is an identifier.
    Before,
    /// Likewise, when it is written with a capital.
    Named,
    /// Likewise, when nothing is counted after the number.
    Number,
    /// A set phrase.
    Phrase,
    /// A set phrase written with capitals.
    Name,
}

static IDENTIFIERS: LazyLock<Table<Row>> = LazyLock::new(|| {
    Table::parse(include_str!("../../lexicon/identifier.tsv"), |value| {
        Some(match value {
            "before" => Row::Before,
            "named" => Row::Named,
            "number" => Row::Number,
            "phrase" => Row::Phrase,
            "name" => Row::Name,
            _ => return None,
        })
    })
});

/// Reads what begins at token `at` as a number that counts nothing, and gives the token after it.
pub(super) fn read(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    if let Some(next) = phrase(words, range, at) {
        out.push(Draft::label(at..next, None, Measure::Identifier));
        return Some(next);
    }
    if words.kind(at) == Kind::Number {
        glued(words, range, at, out)
            .or_else(|| clock(words, range, at, out))
            .or_else(|| numeric_date(words, range, at, out))
            .or_else(|| date(words, range, at, out))
            .or_else(|| phone(words, range, at, out))
            .or_else(|| marker(words, range, at, out))
            .or_else(|| named(words, range, at, out))
            .or_else(|| year(words, range, at, out))
            .or_else(|| list(words, range, at, out))
    } else if words.kind(at) == Kind::Word {
        named(words, range, at, out)
            .or_else(|| capital(words, range, at, out))
            .or_else(|| day_in_words(words, range, at, out))
    } else {
        None
    }
}

/// The words that can begin a set phrase.
pub(super) fn leads() -> impl Iterator<Item = String> {
    let set = |row: &&crate::lexicon::Row<Row>| matches!(row.value, Row::Phrase | Row::Name);
    IDENTIFIERS.rows().iter().filter(set).filter_map(|row| row.phrase.split(' ').next().map(str::to_owned))
}

fn before<'a>(words: &'a Words, range: &Range<usize>, at: usize) -> &'a str {
    at.checked_sub(1).filter(|&b| b >= range.start).map_or("", |b| words.folded(b))
}

fn phrase(words: &Words, range: &Range<usize>, at: usize) -> Option<usize> {
    let (len, row) = IDENTIFIERS.longest(words, at, range.end)?;
    let capitals = (at..at + len).filter(|&i| words.kind(i) == Kind::Word).all(|i| words.is_capital(i));
    let fits = match row {
        Row::Phrase => !(words.glued(at) && at > range.start) || words.kind(at - 1) == Kind::Mark,
        // In a headline every word has a capital.
        Row::Name => capitals && !headline(words, range),
        _ => false,
    };
    fits.then_some(at + len)
}

/// Whether the words are written with capitals as in a headline: no longer word without one.
pub(super) fn headline(words: &Words, range: &Range<usize>) -> bool {
    !(range.start..range.end.min(range.start + 40))
        .any(|i| words.kind(i) == Kind::Word && words.shape(i) == Shape::Lower && words.span(i).len() > 4)
}

/// Letters and digits in one: `G20`, `24703L202`, `Covid-19`.
fn glued(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let joined = |i: usize| i > range.start && words.glued(i);
    let mut last = at + 1;
    let run = |mut last: usize| {
        while last < range.end && words.glued(last) && matches!(words.kind(last), Kind::Word | Kind::Number) {
            last += 1;
        }
        last
    };
    let value = digits::value(words.folded(at));
    if joined(at) && words.kind(at - 1) == Kind::Word && unit::before(words, range, at).is_none() {
        last = run(last);
        out.push(Draft::label(at..last, value, Measure::Identifier));
        return Some(last);
    }
    let goes_on = out.last().is_some_and(|d| d.measure == Some(Measure::Identifier) && d.words.end + 1 == at);
    if joined(at) && words.folded(at - 1) == "-" && joined(at - 1) && goes_on && words.glued(at + 1) {
        last = run(last);
        out.push(Draft::label(at..last, None, Measure::Identifier));
        return Some(last);
    }
    if joined(at) && words.folded(at - 1) == "-" && joined(at - 1) && words.kind(at - 2) == Kind::Word {
        let word = words.folded(at - 2);
        let ties = matches!(
            word,
            "mid"
                | "under"
                | "over"
                | "pre"
                | "post"
                | "late"
                | "early"
                | "sub"
                | "to"
                | "and"
                | "minus"
                | "aged"
                | "age"
                | "then"
                | "now"
                | "a"
                | "an"
                | "the"
                | "nearly"
                | "almost"
                | "another"
                | "all"
                | "of"
                | "with"
                | "by"
                | "between"
                | "about"
                | "k"
                | "m"
                | "bn"
                | "million"
                | "billion"
        ) || number::begins(word)
            || calendar::month(words, at - 2).is_some()
            || words.folded(at + 1) == "-" && words.kind(at + 2) == Kind::Word
            || unit::after(words, at - 2, at - 1, true)
                .is_some_and(|_| at >= 3 && words.kind(at - 3) == Kind::Number);
        if !ties {
            last = run(last);
            out.push(Draft::label(at..last, value, Measure::Identifier));
            return Some(last);
        }
    }
    // Letters after the digits that are no unit, scale or ending.
    if at + 1 < range.end && words.glued(at + 1) && words.kind(at + 1) == Kind::Word {
        let ends = words.folded(at + 1);
        let known = matches!(
            ends,
            "s" | "'s"
                | "st"
                | "nd"
                | "rd"
                | "th"
                | "am"
                | "pm"
                | "a.m."
                | "p.m."
                | "yo"
                | "x"
                | "e"
                | "ish"
                | "p"
                | "pc"
                | "year"
                | "years"
        ) || number::begins(ends)
            || unit::after(words, at + 1, range.end, true).is_some()
            || matches!(ends, "d" | "w" | "h")
            || ends.len() > 3;
        let unit = unit::after(words, at + 1, range.end, true).is_some_and(|u| u.end > at + 2);
        if !known
            || !unit
                && words.glued(at + 2)
                && words.kind(at + 2) == Kind::Number
                && ends != "x"
                && ends != "e"
                && ends != "usd"
        {
            last = run(at + 1);
            out.push(Draft::label(at..last, None, Measure::Identifier));
            return Some(last);
        }
    }
    None
}

fn hour(words: &Words, at: usize) -> bool {
    words.folded(at).parse::<u8>().is_ok_and(|h| h <= 24) && words.folded(at).len() <= 2
}

/// `8 p.m.`, `11:20`, `6 o'clock`, `0900 GMT`.
fn clock(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let end = range.end;
    let half = |i: usize| {
        i < end
            && matches!(
                words.folded(i),
                "am" | "pm"
                    | "a.m."
                    | "p.m."
                    | "a.m"
                    | "p.m"
                    | "o'clock"
                    | "hrs"
                    | "gmt"
                    | "est"
                    | "edt"
                    | "cet"
                    | "utc"
                    | "bst"
                    | "et"
                    | "pt"
            )
    };
    let token = words.folded(at);
    let minutes = |i: usize| {
        i < end
            && words.glued(i)
            && words.kind(i) == Kind::Number
            && words.folded(i).len() == 2
            && words.folded(i) < "60"
    };
    let halved = (hour(words, at) || clock_point(token))
        && !matches!(words.folded(at + 1), "hrs" | "et" | "pt" | "est");
    let military = token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit()) && token < "2400";
    let mut next = if hour(words, at) && words.folded(at + 1) == ":" && words.glued(at + 1) && minutes(at + 2)
    {
        if words.folded(at + 3) == ":" && words.glued(at + 3) && minutes(at + 4) { at + 5 } else { at + 3 }
    } else if half(at + 1) && (halved || military) {
        at + 1
    } else {
        return None;
    };
    // `8 p.m. ET`, and two picometres are nobody's business.
    while half(next) && next < at + 8 {
        next += 1;
    }
    out.push(Draft::label(at..next, None, Measure::Time));
    Some(next)
}

/// `9.30`, as hours and minutes.
fn clock_point(token: &str) -> bool {
    token.split_once('.').is_some_and(|(h, m)| {
        h.len() <= 2 && m.len() == 2 && h.parse::<u8>().is_ok_and(|h| h <= 24) && m < "60"
    })
}

/// `5/17/2018`, `2015-09-28`, `28.09.2015`: each number is labelled.
fn numeric_date(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let token = words.folded(at);
    if token.matches('.').count() == 2 && digits::value(token).is_none() {
        let measure = if token.len() >= 8 { Measure::Date } else { Measure::Identifier };
        out.push(Draft::label(at..at + 1, None, measure));
        return Some(at + 1);
    }
    let mark = words.folded(at + 1);
    if !matches!(mark, "/" | "-") || at + 4 >= range.end {
        return None;
    }
    let tied = (at + 1..at + 5).all(|i| words.glued(i)) && words.folded(at + 3) == mark;
    let number = |i: usize| {
        (words.kind(i) == Kind::Number && words.folded(i).len() <= 4)
            .then(|| words.folded(i).parse::<u16>().ok())?
    };
    let parts = [number(at)?, number(at + 2)?, number(at + 4)?];
    let plausible = match parts {
        [a, b, c] if c > 99 || mark == "/" => {
            a <= 31
                && b <= 31
                && a > 0
                && b > 0
                && (a <= 12 || b <= 12)
                && (c <= 99 || (1000..2200).contains(&c))
        }
        [a, b, c] => (1000..2200).contains(&a) && (1..=12).contains(&b) && (1..=31).contains(&c),
    };
    if !tied || !plausible || words.glued(at + 5) && words.folded(at + 5) == mark {
        return None;
    }
    for (k, value) in parts.into_iter().enumerate() {
        let measure = if value > 99 { Measure::Year } else { Measure::Date };
        out.push(Draft::label(at + 2 * k..at + 2 * k + 1, Some(f64::from(value)), measure));
    }
    Some(at + 5)
}

/// The month whose name ends just before token `at`.
fn month_before(words: &Words, range: &Range<usize>, at: usize) -> Option<usize> {
    let dot = usize::from(at > range.start && words.folded(at - 1) == ".");
    let first = at.checked_sub(1 + dot).filter(|&m| m >= range.start)?;
    (words.kind(first) == Kind::Word && is_month(words, range, first)).then_some(first)
}

/// Whether the word is a month and not the verb "may" or "march".
fn is_month(words: &Words, range: &Range<usize>, at: usize) -> bool {
    calendar::month(words, at).is_some()
        && (words.is_capital(at)
            || !matches!(words.folded(at), "may" | "march" | "mar")
            || matches!(
                before(words, range, at),
                "on" | "in" | "of" | "by" | "since" | "until" | "from" | "to" | "early" | "late"
            )
            || at > range.start && words.kind(at - 1) == Kind::Number)
}

/// `Nov. 11`, `11 November`, `the 5th of May`, `May 3-5`.
fn date(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let day = words.folded(at).parse::<u8>().ok().filter(|d| (1..=31).contains(d))?;
    let suffix =
        usize::from(words.glued(at + 1) && matches!(words.folded(at + 1), "st" | "nd" | "rd" | "th"));
    let next = at + 1 + suffix;
    let carried = out.last().is_some_and(|d| d.measure == Some(Measure::Date) && d.words.end + 1 == at)
        && matches!(words.folded(at - 1), "-" | "—" | "and" | "to" | "," | "or" | "/");
    let of = usize::from(words.folded(next) == "of");
    let month_after =
        next + of < range.end && words.kind(next + of) == Kind::Word && is_month(words, range, next + of);
    // "11-14 November", "11 to 14 November"
    let spread = matches!(words.folded(next), "-" | "—" | "to" | "and")
        && words.folded(next + 1).parse::<u8>().is_ok_and(|d| d <= 31 && d > day)
        && next + 2 < range.end
        && is_month(words, range, next + 2);
    let month_first = month_before(words, range, at).is_some_and(|m| {
        // "in May 31 people died": the text has lost its comma.
        suffix == 1 || !(before(words, range, m) == "in" && measure::counts_people(words, next, range.end))
    });
    if !(month_first || month_after || spread || carried && !number::is_noun(words, next, range.end)) {
        return None;
    }
    out.push(Draft::label(at..next, Some(f64::from(day)), Measure::Date));
    Some(next)
}

/// "the fifth of May".
fn day_in_words(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let of = (at + 1..(at + 4).min(range.end)).find(|&i| words.folded(i) == "of")?;
    if of + 1 >= range.end || !is_month(words, range, of + 1) {
        return None;
    }
    let day = number::read(words, range, at, false)?;
    if day.form != number::Form::Ordinal || day.words.end != of {
        return None;
    }
    out.push(Draft::label(day.words, Some(day.low), Measure::Date));
    Some(of)
}

/// `555-0147`, `(561) 688-4068`, `+1-222-2222`: each number is labelled.
fn phone(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let plain = |i: usize| {
        i < range.end && words.kind(i) == Kind::Number && words.folded(i).bytes().all(|b| b.is_ascii_digit())
    };
    if !plain(at) {
        return None;
    }
    let mut numbers = vec![at];
    let mut last = at;
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
                || !number::is_noun(words, last + 1, range.end)
                    && before(words, range, at) != "of"
                    && !measure::counts_people(words, last + 1, range.end)
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

/// `1)`, `(2)`, `3.` at the head of a line.
fn marker(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let token = words.folded(at);
    if token.len() > 2 {
        return None;
    }
    let head = at == range.start
        || words.starts_line(at)
        || matches!(words.folded(at - 1), ":" | ";" | "," | "and" | "or" | "." | "(" | "—")
        || at > range.start && words.folded(at - 1) == "(";
    let closed = words.glued(at + 1) && words.folded(at + 1) == ")";
    let opened = at > range.start && words.folded(at - 1) == "(";
    let parenthesis = closed
        && (!opened
            || at - 1 == range.start
            || matches!(words.folded(at.saturating_sub(2)), ":" | ";" | "," | "and" | "or" | "."))
        && number::is_noun(words, at + 2, range.end)
            | matches!(words.folded(at + 2), "a" | "an" | "the" | "to" | "that");
    let dotted = words.starts_line(at)
        && words.glued(at + 1)
        && words.folded(at + 1) == "."
        && at + 2 < range.end
        && !words.glued(at + 2)
        && words.is_capital(at + 2);
    if !(head && parenthesis || dotted) {
        return None;
    }
    out.push(Draft::label(at..at + 1, digits::value(token), Measure::Identifier));
    Some(at + 1)
}

/// "Flight 370", "Article Five", "Group of Seven", and any other capitalised word whose number counts nothing.
fn named(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let (len, row) = IDENTIFIERS
        .longest_before(words, range.start, at)
        .or_else(|| {
            // `Nos. 4 and 5`
            let carried =
                out.last().is_some_and(|d| d.measure == Some(Measure::Identifier) && d.words.end + 1 == at);
            (carried
                && matches!(words.folded(at - 1), "and" | "&" | "/" | "," | "or" | "-")
                && words.kind(at) == Kind::Number
                && !number::is_noun(words, at + 1, range.end))
            .then_some((0, &Row::Before))
        })
        .map_or_else(|| (0, None), |(len, row)| (len, Some(*row)));
    let is_number = words.kind(at) == Kind::Number;
    let first = at - len;
    let number = if is_number { None } else { Some(number::read(words, range, at, false)?) };
    let next = number.as_ref().map_or(at + 1, |n| n.words.end);
    let free = |next: usize| {
        !measure::counts_people(words, next, range.end)
            && unit::after(words, next, range.end, is_number).is_none()
    };
    let names = match row {
        Some(Row::Before) => free(next) && !words.folded(at).contains(','),
        Some(Row::Named) => {
            words.is_capital(first) && !headline(words, range) && first > range.start && free(next)
        }
        Some(Row::Number) => !number::is_noun(words, next, range.end) && free(next),
        _ => is_number && apposed(words, range, at),
    };
    if !names {
        return None;
    }
    if number.as_ref().is_some_and(|n| !matches!(n.form, number::Form::Cardinal) || n.words.start != at) {
        return None;
    }
    let value = number.map_or_else(|| digits::value(words.folded(at)), |n| Some(n.low));
    out.push(Draft::label(at..next, value, Measure::Identifier));
    Some(next)
}

/// A capitalised word, not the first of its sentence, directly before digits after which nothing is counted:
/// "Apollo 11 and", "with Juno 2."
fn apposed(words: &Words, range: &Range<usize>, at: usize) -> bool {
    let Some(name) = at.checked_sub(1).filter(|&n| n > range.start) else { return false };
    let token = words.folded(at);
    words.kind(name) == Kind::Word
        && words.is_capital(name)
        && token.len() <= 4
        && token.bytes().all(|b| b.is_ascii_digit())
        && !year_like(token)
        && !number::begins(words.folded(name))
        && !measure::is_small(words.folded(name))
        && !measure::is_known(words, name, range.end)
        && calendar::weekday(words, name).is_none()
        && calendar::month(words, name).is_none()
        && unit::before(words, range, at).is_none()
        && unit::after(words, at + 1, range.end, true).is_none()
        && !number::is_noun(words, at + 1, range.end)
        && !(number::begins(words.folded(at + 1)) && at + 1 < range.end)
        && !matches!(
            words.folded(at + 1),
            "were"
                | "was"
                | "are"
                | "have"
                | "had"
                | "of"
                | "to"
                | "-"
                | "—"
                | "%"
                | "or"
                | "more"
                | "others"
                | "other"
                | "who"
                | "in"
                | "/"
        )
        && !matches!(words.folded(name.saturating_sub(1)), "." | ":" | "—" | "\"" | "!" | "?" | "in" | "at")
        && !headline(words, range)
}

/// A number word written with a capital inside a sentence is part of a name: "the Magnificent Seven".
fn capital(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let inside = at > range.start
        && words.kind(at - 1) == Kind::Word
        && words.is_capital(at)
        && !words.starts_line(at)
        && !matches!(words.folded(at - 1), "'s")
        && words.shape(at) == Shape::Capital;
    if !inside || headline(words, range) {
        return None;
    }
    let number = number::read(words, range, at, false)?;
    // A heading or a quotation may begin here with no mark before it.
    let beside = words.is_capital(at - 1)
        || number.words.end < range.end
            && words.kind(number.words.end) == Kind::Word
            && words.is_capital(number.words.end);
    let fits = matches!(number.form, number::Form::Cardinal | number::Form::Ordinal)
        && beside
        && !measure::counts_people(words, number.words.end, range.end);
    if !fits {
        return None;
    }
    let measure = if number.form == number::Form::Ordinal { Measure::Ordinal } else { Measure::Identifier };
    out.push(Draft::label(number.words.clone(), Some(number.low), measure));
    Some(number.words.end)
}

fn year_like(token: &str) -> bool {
    token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit()) && ("1000".."2100").contains(&token)
}

/// `2015`, `2013-14`, `the 1970s`.
fn year(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let token = words.folded(at);
    let mut next = at + 1;
    let decade = words.glued(next) && matches!(words.folded(next), "s" | "'s");
    if decade
        && token.ends_with('0')
        && (token.len() == 4 && year_like(token)
            || token.len() == 2
                && (words.folded(at.saturating_sub(1)) == "'"
                    || matches!(before(words, range, at), "the" | "early" | "late" | "mid")))
    {
        let low = token.parse::<f64>().ok()?;
        let mut draft = Draft::label(at..next + 1, None, Measure::Year);
        draft.low = Some(low);
        draft.high = Some(low + 9.0);
        out.push(draft);
        return Some(next + 1);
    }
    if !year_like(token) {
        return None;
    }
    let preposition = before(words, range, at);
    let dated = matches!(
        preposition,
        "in" | "since"
            | "by"
            | "of"
            | "until"
            | "till"
            | "from"
            | "before"
            | "after"
            | "during"
            | "for"
            | "year"
            | "early"
            | "late"
            | "mid"
            | "through"
            | "circa"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "fall"
    ) || month_before(words, range, at).is_some()
        || out.last().is_some_and(|d| {
            matches!(d.measure, Some(Measure::Date | Measure::Year)) && d.words.end + 2 >= at
        });
    // "2000 people", "1500 metres"; with "in" before it, "in 2015 people left" names the year.
    let counted =
        measure::counts_people(words, next, range.end) || unit::after(words, next, range.end, true).is_some();
    let modern = token >= "1900";
    if unit::before(words, range, at).is_some()
        || counted && !matches!(preposition, "in" | "since" | "during" | "until")
        || !modern && !dated
        || number::begins(words.folded(next))
            && !words.is_capital(next)
            && !matches!(
                words.folded(next),
                "last" | "next" | "first" | "second" | "third" | "final" | "quarter" | "half"
            )
        || matches!(preposition, "about" | "over" | "around") && !dated && !modern
        || words.folded(next) == "." && words.glued(next) && words.glued(next + 1)
        || words.folded(next) == "over"
    {
        return None;
    }
    if !dated
        && number::is_noun(words, next, range.end)
        && words.folded(next).ends_with('s')
        && !words.is_capital(next)
        && token.ends_with("00")
    {
        return None;
    }
    let mut draft = Draft::label(at..next, token.parse().ok(), Measure::Year);
    // `2013-14`, `2007-2014`, `1995-01`
    if matches!(words.folded(next), "-" | "—" | "/")
        && words.glued(next)
        && words.glued(next + 1)
        && next + 1 < range.end
    {
        let other = words.folded(next + 1);
        let low = token.parse::<f64>().ok()?;
        let high = match other.len() {
            2 => other.parse::<f64>().ok().map(|y| (low / 100.0).floor() * 100.0 + y),
            4 if year_like(other) => other.parse().ok(),
            _ => None,
        };
        if other.len() == 2 && other <= "12" && high.is_some_and(|h| h <= low) {
            draft.words.end = next + 2;
            out.push(draft);
            return Some(next + 2);
        }
        if let Some(high) = high.filter(|h| *h > low) {
            draft.value = None;
            draft.low = Some(low);
            draft.high = Some(high);
            draft.words.end = next + 2;
            draft.core.end = next + 2;
            next += 2;
            out.push(draft);
            return Some(next);
        }
    }
    out.push(draft);
    Some(next)
}

/// `22,24,26`: several numbers in one token.
fn list(words: &Words, _range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let parts = digits::list(words.folded(at))?;
    let start = words.span(at).start();
    for (bytes, value) in parts {
        let mut draft = Draft::label(at..at + 1, Some(value), Measure::Identifier);
        draft.bytes = Some(Span::new(start + bytes.start, start + bytes.end));
        out.push(draft);
    }
    Some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::figures;
    use super::*;

    #[test]
    fn rows_are_read_as_they_say() {
        let wrong: Vec<_> = IDENTIFIERS
            .rows()
            .iter()
            .map(|row| (row.example, figures(row.example)))
            .filter(|(_, found)| found.is_empty() || found.iter().any(|f| f.measure != Measure::Identifier))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    fn measures(text: &str) -> Vec<Measure> {
        figures(text).into_iter().map(|f| f.measure).collect()
    }

    #[test]
    fn labels_what_counts_nothing() {
        for (text, want) in [
            ("It opened on 5/17/2018.", vec![Measure::Date, Measure::Date, Measure::Year]),
            ("Call 555-0147 at 8 p.m.", vec![Measure::Identifier, Measure::Identifier, Measure::Time]),
            ("In 2015 people left the valley.", vec![Measure::Year]),
            ("Some 2000 people left the valley.", vec![Measure::People]),
            ("The 1970s ended on Dec. 31, 1979.", vec![Measure::Year, Measure::Date, Measure::Year]),
            ("The agenda: 1) dams and 2) roads.", vec![Measure::Identifier, Measure::Identifier]),
        ] {
            assert_eq!(measures(text), want, "{text}");
        }
    }
}

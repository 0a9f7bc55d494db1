//! Numbers that name a time: years, days of the month, times of the day.

use std::ops::Range;

use super::draft::Draft;
use super::word::before;
use super::{Measure, counted, digits, money, number, number_word, unit, word};
use crate::calendar;
use crate::text::Words;
use crate::text::words::Kind;

/// Whether the token is an hour of the day.
fn hour(words: &Words, at: usize) -> bool {
    words.folded(at).parse::<u8>().is_ok_and(|h| h <= 24) && words.folded(at).len() <= 2
}

/// `8 p.m.`, `11:20`, `6 o'clock`, `0900 GMT`.
pub(super) fn clock(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
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
pub(super) fn numeric_date(
    words: &Words,
    range: &Range<usize>,
    at: usize,
    out: &mut Vec<Draft>,
) -> Option<usize> {
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
    calendar::month_in_any_case(words, at).is_some()
        && (words.is_capital(at)
            || !matches!(words.folded(at), "may" | "march" | "mar")
            || matches!(
                before(words, range, at),
                "on" | "in" | "of" | "by" | "since" | "until" | "from" | "to" | "early" | "late"
            )
            || at > range.start && words.kind(at - 1) == Kind::Number)
}

/// `Nov. 11`, `11 November`, `the 5th of May`, `May 3-5`.
pub(super) fn date(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
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
        suffix == 1 || !(before(words, range, m) == "in" && counted::counts_people(words, next, range.end))
    });
    if !(month_first || month_after || spread || carried && !word::is_noun(words, next, range.end)) {
        return None;
    }
    out.push(Draft::label(at..next, Some(f64::from(day)), Measure::Date));
    Some(next)
}

/// "the fifth of May".
pub(super) fn day_in_words(
    words: &Words,
    range: &Range<usize>,
    at: usize,
    out: &mut Vec<Draft>,
) -> Option<usize> {
    let of = (at + 1..(at + 4).min(range.end)).find(|&i| words.folded(i) == "of")?;
    if of + 1 >= range.end || !is_month(words, range, of + 1) {
        return None;
    }
    let day = number::read(words, range, at, false)?;
    if day.form != number_word::Form::Ordinal || day.words.end != of {
        return None;
    }
    out.push(Draft::label(day.words, Some(day.low), Measure::Date));
    Some(of)
}

/// Whether the token is four digits that can be a year.
pub(super) fn year_like(token: &str) -> bool {
    token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit()) && ("1000".."2100").contains(&token)
}

/// "his early 30s": ten years of somebody's life.
fn owned(words: &Words, range: &Range<usize>, at: usize) -> bool {
    let owner = at.checked_sub(2).filter(|&o| o >= range.start).map_or("", |o| words.folded(o));
    matches!(owner, "his" | "her" | "their" | "my" | "your" | "our" | "whose")
}

/// `2015`, `2013-14`, `the 1970s`.
pub(super) fn year(words: &Words, range: &Range<usize>, at: usize, out: &mut Vec<Draft>) -> Option<usize> {
    let token = words.folded(at);
    let mut next = at + 1;
    let decade = words.glued(next) && matches!(words.folded(next), "s" | "'s");
    if decade
        && token.ends_with('0')
        && (token.len() == 4 && year_like(token)
            || token.len() == 2
                && (words.folded(at.saturating_sub(1)) == "'"
                    || matches!(before(words, range, at), "the" | "early" | "late" | "mid")
                        && !owned(words, range, at)))
    {
        let low = token.parse::<f64>().ok()?;
        // Two digits name a decade that the writer has seen.
        let century = match token {
            _ if token.len() == 4 => 0.0,
            "00" | "10" | "20" => 2000.0,
            _ => 1900.0,
        };
        let low = low + century;
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
    let after_day = out
        .last()
        .is_some_and(|d| d.measure == Some(Measure::Date) && (d.words.end..d.words.end + 2).contains(&at));
    // "the 2011 war": what follows is one thing.
    let one = token >= "1900"
        && matches!(preposition, "the" | "a" | "this" | "that" | "its" | "their" | "his" | "her")
        && word::is_noun(words, next, range.end)
        && !words.folded(next).ends_with('s')
        && counted::class(words, next, range.end).is_none_or(|(_, c, _)| c == counted::Class::Lasting);
    let people = !after_day
        && !one
        && !number_word::begins(words.folded(next))
        && counted::counts_people(words, next, range.end);
    let counted = people || unit::after(words, next, range.end, true).is_some();
    let modern = token >= "1900";
    if money::before(words, range, at).is_some()
        || counted && !matches!(preposition, "in" | "since" | "during" | "until")
        || !modern && !dated
        || !after_day
            && number_word::begins(words.folded(next))
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
        && word::is_noun(words, next, range.end)
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

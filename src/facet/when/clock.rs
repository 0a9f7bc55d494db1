//! Times of the day: `11:20 p.m.`, "at noon", "half past nine".

use super::piece::{Piece, small, zone};
use crate::text::{Kind, Words};

/// Which half of the day is named at token `at`.
fn half(words: &Words, at: usize) -> Option<u16> {
    match words.folded(at) {
        "a.m." | "am" | "a.m" => Some(0),
        "p.m." | "pm" | "p.m" => Some(720),
        _ => None,
    }
}

/// "11:20 p.m.", "2.30pm", "7 am", "18:45", "0630 GMT", "six o'clock", "noon"; a range in "7 to 9 p.m.".
pub(super) fn clock(words: &Words, at: usize, end: usize, bare: bool) -> Option<(usize, Piece)> {
    let point = |minute: u16| Piece::Clock { minute, last: minute, either_half: false };
    match words.folded(at) {
        "noon" => return Some((1, point(720))),
        "midnight" => return Some((1, point(0))),
        _ => {}
    }
    let (len, hour, minute) = hour_and_minute(words, at, end)?;
    let mut next = at + len;
    if let Some(half) = half(words, next).filter(|_| next < end) {
        let minute = twelve(hour, minute)? + half;
        return Some((next + 1 - at, point(minute)));
    }
    // "7 to 9 p.m." and "11:20-11:40 p.m.": the half stands after the second.
    if next + 1 < end
        && matches!(words.folded(next), "-" | "—" | "to" | "and")
        && let Some((other, to_hour, to_minute)) = hour_and_minute(words, next + 1, end)
        && let Some(half) = half(words, next + 1 + other).filter(|_| next + 1 + other < end)
    {
        let (first, last) = (twelve(hour, minute)? + half, twelve(to_hour, to_minute)? + half);
        if first < last {
            return Some((next + 2 + other - at, Piece::Clock { minute: first, last, either_half: false }));
        }
    }
    if words.folded(next) == "o'clock" && next < end && hour <= 12 {
        return Some((
            len + 1,
            Piece::Clock {
                minute: hour % 12 * 60 + minute,
                last: hour % 12 * 60 + minute,
                either_half: true,
            },
        ));
    }
    let has_minutes = len > 1;
    let zoned = zone(words, next, end).is_some() || matches!(words.folded(next), "hours" | "hrs" | "h");
    let total = hour * 60 + minute;
    if len == 1 {
        // Four figures are a time only before a zone: "0630 GMT".
        let digits = words.folded(at);
        return (digits.len() == 4 && (zone(words, next, end).is_some() || digits.starts_with('0') && zoned))
            .then_some((1, point(total)));
    }
    let whole_day = hour >= 13 || hour == 0 || zoned || words.folded(at).starts_with('0');
    if has_minutes && (bare || zoned) && !words.glued(at) {
        next -= at;
        return Some((next, Piece::Clock { minute: total, last: total, either_half: !whole_day }));
    }
    None
}

/// The minute of a twelve-hour clock, from its midnight.
fn twelve(hour: u16, minute: u16) -> Option<u16> {
    (1..=12).contains(&hour).then_some(hour % 12 * 60 + minute)
}

/// "11:20", "2.30", "7", "0630": length in tokens, hour and minute.
fn hour_and_minute(words: &Words, at: usize, end: usize) -> Option<(usize, u16, u16)> {
    if at >= end || words.kind(at) != Kind::Number {
        return None;
    }
    let digits = words.folded(at);
    if words.folded(at + 1) == ":" && words.glued(at + 1) && words.glued(at + 2) && at + 2 < end {
        let (hour, minute) = (small(words, at, 23)?, small(words, at + 2, 59)?);
        // "10:20:30" is a length or a score.
        let more = words.folded(at + 3) == ":" && words.glued(at + 3) && words.glued(at + 4);
        return (words.folded(at + 2).len() == 2 && !more).then_some((3, hour, minute));
    }
    if let Some((hour, minute)) = digits.split_once('.') {
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok().filter(|_| minute.len() == 2)?);
        let told = half(words, at + 1).is_some() && at + 1 < end;
        return (hour <= 12 && minute <= 59 && told).then_some((1, hour, minute));
    }
    if digits.len() == 4 {
        let (hour, minute) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
        return (hour <= 23 && minute <= 59).then_some((1, hour, minute));
    }
    small(words, at, 12).map(|hour| (1, hour, 0))
}

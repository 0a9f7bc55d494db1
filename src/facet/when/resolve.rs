//! From words to days and minutes.

use super::piece::{Part, Piece, Unit};
use super::read::{Draft, Edge, Near, Pointer};
use super::{Precision, Role, When};
use crate::calendar::Day;
use crate::text::Span;

type Days = (Day, Day);

/// The point in time that `draft` tells, at `span`.
pub(super) fn resolve(draft: &Draft, span: Span, published: Option<Day>, future: bool) -> When {
    let mut when = When {
        span,
        days: None,
        minutes: None,
        either_half: false,
        zone: draft.zone,
        weekday: draft.weekday.filter(|_| draft.to.is_none()),
        month: None,
        day_of_month: None,
        precision: Precision::Day,
        // "about Sunday's vote" is not about a day.
        approximate: draft.near.is_some()
            && (draft.weekday.is_none() || draft.clock.is_some() || draft.part.is_some()),
        role: if draft.date == Some(Piece::Anchored) { Role::Anchored } else { draft.role },
    };
    let mut night = draft.overnight;
    if let Some(piece) = draft.date {
        when.precision = precision(piece);
        let (month, day) = said(piece);
        when.month = month;
        when.day_of_month = day;
        when.approximate |=
            matches!(piece, Piece::Ago { unit, .. } | Piece::Ahead { unit, .. } if unit != Unit::Day);
        when.days = days(piece, draft, published, future);
        if let (Some(to), Some((first, _))) = (draft.to, when.days) {
            when.days = days(to, draft, published, future).map(|(_, last)| (first, last.max(first)));
            (when.month, when.day_of_month) = (None, None);
        }
    }
    if let Some(weekday) = draft.weekday {
        let within = when.days.filter(|_| when.precision == Precision::Week);
        if let Some((first, _)) = within {
            let day = first.plus(6).last(weekday);
            when.days = Some((day, day));
        } else if draft.date.is_none() {
            when.days = published.map(|day| {
                let first = nearest_weekday(day, weekday, draft.pointer, future);
                let last = match draft.to {
                    Some(Piece::Weekday(to)) => first.plus(6).last(to),
                    _ => first,
                };
                (first, last)
            });
        }
        when.precision = Precision::Day;
    }
    let within_day = matches!(when.precision, Precision::Day);
    // "early Saturday" is a part of the day; "early 2011" has been cut by `days`.
    let part = draft.part.or(match draft.edge {
        Some(Edge::Early) if within_day && draft.clock.is_none() => Some((0, 660)),
        Some(Edge::Late) if within_day && draft.clock.is_none() => Some((960, 1439)),
        _ => None,
    });
    if let Some((first, last)) = part {
        when.minutes = Some(match draft.edge {
            Some(Edge::Early) if draft.part.is_some() => (first, first + (last - first) * 3 / 4),
            Some(Edge::Late) if draft.part.is_some() => (first + (last - first) / 3, last),
            _ => (first, last),
        });
        when.precision = Precision::PartOfDay;
        night |= first == last;
    }
    if let Some((first, last, either)) = draft.clock {
        // "6:15" of an afternoon or evening lies in the second half of the day.
        let (late, early) = draft.part.map_or((false, false), |(f, l)| (f >= 660, l <= 720));
        let shift = if either && late && last < 720 { 720 } else { 0 };
        when.either_half = either && !late && !early;
        when.minutes = Some(band(first + shift, last + shift, draft));
        when.precision = Precision::Clock;
    }
    if night {
        when.precision = when.precision.min(Precision::PartOfDay);
        when.days = match (when.days, published) {
            (Some((first, last)), _) => Some((first.plus(-1), last.plus(1))),
            (None, Some(day)) if draft.weekday.is_none() && draft.date.is_none() => Some((day.plus(-1), day)),
            _ => None,
        };
    }
    when
}

/// The minutes that a time may mean when it is said to be near: about a full hour within a quarter of an hour, about
/// another time within five minutes ("11:20" for a time "just before 11:30", but 6:15 is not about 6:30).
fn band(first: u16, last: u16, draft: &Draft) -> (u16, u16) {
    let width = if first.is_multiple_of(60) { 15 } else { 5 };
    match draft.near {
        Some(Near::Before) => {
            (first.saturating_sub(15), last.saturating_sub(1).max(first.saturating_sub(15)))
        }
        Some(Near::After) => (first, (last + 15).min(1439)),
        Some(Near::About) => (first.saturating_sub(width), (last + width - 1).min(1439)),
        None => (first, last),
    }
}

fn precision(piece: Piece) -> Precision {
    match piece {
        Piece::Month { .. } | Piece::Season { .. } => Precision::Month,
        Piece::Years(..) => Precision::Year,
        Piece::Relative { unit, .. } | Piece::Ago { unit, .. } | Piece::Ahead { unit, .. } => match unit {
            Unit::Day => Precision::Day,
            Unit::Weekend | Unit::Week => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Year => Precision::Year,
        },
        _ => Precision::Day,
    }
}

/// Month and day of the month as they are said.
fn said(piece: Piece) -> (Option<i8>, Option<i8>) {
    match piece {
        Piece::Full(day) => (Some(day.month()), Some(day.day())),
        Piece::MonthDay { month, first, last } => (Some(month), (first == last).then_some(first)),
        Piece::Month { month, .. } => (Some(month), None),
        _ => (None, None),
    }
}

fn nearest_weekday(published: Day, weekday: i8, pointer: Option<Pointer>, future: bool) -> Day {
    match pointer {
        Some(Pointer::Last) => published.plus(-1).last(weekday),
        Some(Pointer::Next) => published.plus(7).last(weekday),
        _ if future => published.plus(6).last(weekday),
        _ => published.last(weekday),
    }
}

/// The days a piece means.
fn days(piece: Piece, draft: &Draft, published: Option<Day>, future: bool) -> Option<Days> {
    match piece {
        Piece::Full(day) => Some((day, day)),
        Piece::MonthDay { month, first, last } => {
            let day = published?;
            let dated = |year: i16| Some((Day::new(year, month, first)?, Day::new(year, month, last)?));
            choose(day, dated, draft.pointer, future)
        }
        Piece::Month { month, year } => {
            let dated = |year: i16| Day::new(year, month, 1).map(Day::month_bounds);
            let bounds = match year {
                Some(year) => dated(year),
                None => choose(published?, dated, draft.pointer, future),
            };
            bounds.map(|b| edge(b, draft.edge))
        }
        Piece::Season { first, year } => {
            let dated = |year: i16| {
                let start = Day::new(year, first, 1)?;
                Some((start, start.plus(80).month_bounds().1))
            };
            match year {
                Some(year) => dated(year),
                None => choose(published?, dated, draft.pointer, future),
            }
        }
        Piece::Years(first, last) => {
            Some(edge((Day::new(first, 1, 1)?, Day::new(last, 12, 31)?), draft.edge))
        }
        Piece::Relative { unit, offset, part } => relative(published?, unit, offset, part),
        Piece::Ago { unit, count } => {
            let day = published?;
            let (length, slack) = distance(unit, count, draft.near.is_some());
            let middle = day.plus(-length);
            Some((middle.plus(-slack), middle.plus(slack).min(day)))
        }
        Piece::Ahead { unit, count } => {
            let day = published?;
            let (length, slack) = distance(unit, count, draft.near.is_some());
            let middle = day.plus(length);
            Some((middle.plus(-slack).max(day), middle.plus(slack)))
        }
        Piece::Weekday(_)
        | Piece::RelativePart { .. }
        | Piece::Anchored
        | Piece::Clock { .. }
        | Piece::DayPart(..)
        | Piece::Overnight => None,
    }
}

/// How many days so many units are, and how far the day meant may lie from that.
fn distance(unit: Unit, count: u16, near: bool) -> (i64, i64) {
    let count = i64::from(count);
    let (length, slack) = match unit {
        Unit::Day => return (count, 0),
        Unit::Week | Unit::Weekend => (7 * count, 4),
        Unit::Month => (30 * count + count / 2, 20),
        Unit::Year => (365 * count + count / 4, 300),
    };
    (length, if near { 2 * slack } else { slack })
}

/// The year in which days without one lie: the last time they came by, or the next one for what lies ahead.
fn choose(
    published: Day,
    dated: impl Fn(i16) -> Option<Days>,
    pointer: Option<Pointer>,
    future: bool,
) -> Option<Days> {
    let year = published.year();
    let years = (year - 4..=year + 4).filter_map(&dated);
    match pointer {
        Some(Pointer::This) => dated(year),
        Some(Pointer::Next) => years.into_iter().find(|d| d.0 > published),
        _ if future => years.into_iter().find(|d| d.1 >= published),
        Some(Pointer::Last) => years.filter(|d| d.1 < published).last(),
        None => years.filter(|d| d.0 <= published).last(),
    }
}

/// The early, middle or late part of a month or longer, chosen wide.
fn edge((first, last): Days, edge: Option<Edge>) -> Days {
    let length = first.days_until(last);
    match edge {
        Some(Edge::Early) => (first, first.plus(length * 5 / 12)),
        Some(Edge::Mid) => (first.plus(length / 4), first.plus(length * 3 / 4)),
        Some(Edge::Late) => (first.plus(length * 7 / 12), last),
        None => (first, last),
    }
}

fn relative(published: Day, unit: Unit, offset: i32, part: Part) -> Option<Days> {
    let n = i64::from(offset);
    let whole = match unit {
        Unit::Day => (published.plus(n), published.plus(n)),
        Unit::Week => {
            // A week of news begins on Sunday in America and on Monday elsewhere.
            let monday = published.last(0).plus(7 * n);
            (monday.plus(-1), monday.plus(6))
        }
        Unit::Weekend => {
            let past = published.last(5).plus(if n > 0 { 7 } else { 0 });
            // "this weekend" is the coming one from Monday on.
            let saturday = if n == 0 && published.weekday() < 5 { past.plus(7) } else { past };
            (saturday.plus(-1), saturday.plus(1))
        }
        Unit::Month => {
            let months = i32::from(published.year()) * 12 + i32::from(published.month()) - 1 + offset;
            let year = i16::try_from(months.div_euclid(12)).ok()?;
            Day::new(year, months.rem_euclid(12) as i8 + 1, 1)?.month_bounds()
        }
        Unit::Year => {
            let year = published.year() + offset as i16;
            (Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)
        }
    };
    Some(match part {
        Part::Whole => whole,
        Part::Until if offset == 0 => (whole.0, published.min(whole.1)),
        Part::From if offset == 0 => (published.max(whole.0), whole.1),
        Part::Until => edge(whole, Some(Edge::Early)),
        Part::From => edge(whole, Some(Edge::Late)),
    })
}

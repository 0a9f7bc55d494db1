//! How two points in time stand to each other.

use super::{Precision, Role, When};
use crate::calendar::Day;
use crate::facet::{Judgement, Kind, Relation};

/// What a comparison of the two is about: the time of the day where both tell one, else the date.
pub fn kind(a: &When, b: &When) -> Kind {
    if a.minutes.is_some() && b.minutes.is_some() { Kind::Time } else { Kind::Date }
}

/// How two points in time of the same event stand to each other; `None` where they cannot be compared: they date in
/// different ways ("since May 31", "on May 31"), or one is relative and no day of publication is known.
pub fn compare(a: &When, b: &When) -> Option<Judgement> {
    if a.role != b.role || a.role == Role::Anchored {
        return None;
    }
    let days = by_days(a, b);
    let minutes = by_minutes(a, b);
    match (days, minutes) {
        (Some(days), Some(_)) if days.relation == Relation::Conflict => Some(if one_night(a, b) {
            Judgement::new(Relation::Compatible, "the night of one day runs into the early hours of the next")
        } else {
            days
        }),
        // Within a wide stretch of days, times of the day tell nothing of each other.
        (Some(days), Some(minutes)) => Some(if is_day(a) && is_day(b) { minutes } else { days }),
        (days, minutes) => days.or(minutes),
    }
}

fn is_day(when: &When) -> bool {
    when.days.is_none_or(|(first, last)| first.days_until(last) <= 2)
}

/// A late part of one day and an early part of the next.
fn one_night(a: &When, b: &When) -> bool {
    let (Some((_, x)), Some((y, _))) = (a.days, b.days) else { return false };
    let (first, second) = if x < y { (a, b) } else { (b, a) };
    let next = if x < y { x.plus(1) == y } else { b.days.map(|d| d.1.plus(1)) == a.days.map(|d| d.0) };
    let late = first.minutes.is_some_and(|m| m.1 >= 1380 && m.0 >= 900);
    let early = second.minutes.is_some_and(|m| m.0 <= 300);
    let vague = first.precision == Precision::PartOfDay || second.precision == Precision::PartOfDay;
    next && late && early && vague
}

fn by_days(a: &When, b: &When) -> Option<Judgement> {
    let (Some(x), Some(y)) = (a.days, b.days) else { return by_names(a, b) };
    if x == y {
        let why = if x.0 == x.1 {
            format!("both mean {}", long(x.0))
        } else {
            format!("both mean {} to {}", x.0, x.1)
        };
        return Some(Judgement::new(Relation::Agree, why));
    }
    let slack = slack(a).max(slack(b));
    if x.0 <= y.1.plus(slack) && y.0 <= x.1.plus(slack) {
        let inside = |n: (Day, Day), w: (Day, Day)| w.0 <= n.0 && n.1 <= w.1;
        let why = if inside(x, y) || inside(y, x) {
            let (n, w) = if inside(x, y) { (x, y) } else { (y, x) };
            format!("{} lies within {}", stretch(n), stretch(w))
        } else {
            format!("{} and {} meet", stretch(x), stretch(y))
        };
        return Some(Judgement::new(Relation::Compatible, why));
    }
    Some(Judgement::new(Relation::Conflict, format!("{} is another day than {}", stretch(x), stretch(y))))
}

fn long(day: Day) -> String {
    format!("{}, {day}", Day::weekday_name(day.weekday()))
}

fn stretch((first, last): (Day, Day)) -> String {
    if first == last { long(first) } else { format!("{first} to {last}") }
}

/// Days by which a point that is said to be near may be off.
fn slack(when: &When) -> i64 {
    match when.precision {
        _ if !when.approximate || when.minutes.is_some() => 0,
        Precision::Clock | Precision::PartOfDay => 0,
        Precision::Day => 1,
        Precision::Week => 3,
        Precision::Month => 15,
        Precision::Year => 180,
    }
}

/// By what both say by name: weekday, month, day of the month.
fn by_names(a: &When, b: &When) -> Option<Judgement> {
    let (x, y) = (names(a), names(b));
    let mut common = Vec::new();
    if let (Some(p), Some(q)) = (x.month, y.month) {
        if p != q {
            return Some(Judgement::new(Relation::Conflict, "they name different months"));
        }
        common.push("month");
    }
    if let (Some(p), Some(q)) = (x.day_of_month, y.day_of_month) {
        if p != q {
            return Some(Judgement::new(Relation::Conflict, "they name different days of the month"));
        }
        common.push("day of the month");
    }
    if let (Some(p), Some(q)) = (x.weekday, y.weekday) {
        if p != q {
            let (p, q) = (Day::weekday_name(p), Day::weekday_name(q));
            return Some(Judgement::new(Relation::Conflict, format!("{p} is not {q}")));
        }
        common.push("weekday");
    }
    let finest = common.last()?;
    let as_exact = (x.weekday.is_some() || x.day_of_month.is_some())
        == (y.weekday.is_some() || y.day_of_month.is_some());
    let relation = if as_exact { Relation::Agree } else { Relation::Compatible };
    Some(Judgement::new(relation, format!("they name the same {finest}")))
}

struct Names {
    weekday: Option<i8>,
    month: Option<i8>,
    day_of_month: Option<i8>,
}

fn names(when: &When) -> Names {
    let one_day = when.days.filter(|d| d.0 == d.1).map(|d| d.0);
    let one_month = when
        .days
        .filter(|(first, last)| (first.year(), first.month()) == (last.year(), last.month()))
        .map(|(first, _)| first.month());
    Names {
        weekday: when.weekday.or(one_day.map(Day::weekday)),
        month: when.month.or(one_month),
        day_of_month: when.day_of_month.or(one_day.map(Day::day)),
    }
}

/// Minutes of one day, where both tell them.
fn by_minutes(a: &When, b: &When) -> Option<Judgement> {
    let (x, y) = (a.minutes?, b.minutes?);
    if a.zone != b.zone && a.zone.is_some() && b.zone.is_some() {
        return None;
    }
    let clocks = a.precision == Precision::Clock && b.precision == Precision::Clock;
    if x == y && (a.either_half == b.either_half || clocks) {
        return Some(Judgement::new(Relation::Agree, format!("both mean {}", times(x))));
    }
    let turning = a.precision == Precision::Clock || b.precision == Precision::Clock;
    let distance = if turning { distance(x, y, a.either_half || b.either_half) } else { gap(x, y) };
    // A full hour may be a rounded time; a part of the day has no sharp ends.
    let rounded = |m: (u16, u16)| m.0 == m.1 && m.0.is_multiple_of(60);
    let slack = match clocks {
        true if rounded(x) != rounded(y) => 3,
        true => 0,
        false => 60,
    };
    if distance <= slack {
        return Some(Judgement::new(Relation::Compatible, format!("{} and {} meet", times(x), times(y))));
    }
    Some(Judgement::new(Relation::Conflict, format!("{} is not {}", times(x), times(y))))
}

/// Minutes between two stretches of one day, 0 where they meet.
fn gap(x: (u16, u16), y: (u16, u16)) -> u16 {
    y.0.saturating_sub(x.1).max(x.0.saturating_sub(y.1))
}

/// Minutes between two stretches of the clock, 0 where they meet, the shorter way round.
fn distance(x: (u16, u16), y: (u16, u16), half: bool) -> u16 {
    let turn = if half { 720 } else { 1440 };
    let gap = |from: u16, to: u16| (i32::from(to) - i32::from(from)).rem_euclid(turn) as u16;
    let length = |m: (u16, u16)| m.1.saturating_sub(m.0);
    if gap(x.0, y.0) <= length(x) || gap(y.0, x.0) <= length(y) {
        return 0;
    }
    gap(x.1, y.0).min(gap(y.1, x.0))
}

fn times((first, last): (u16, u16)) -> String {
    let time = |m: u16| format!("{:02}:{:02}", m / 60, m % 60);
    if first == last { time(first) } else { format!("{} to {}", time(first), time(last)) }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::Words;

    fn one(text: &str, published: Option<&str>) -> When {
        let words = Words::of(text);
        let mut whens = read(&words, 0..words.len(), published.and_then(Day::iso));
        assert_eq!(whens.len(), 1, "{text}: {whens:?}");
        whens.remove(0)
    }

    fn relation(a: &str, b: &str, published: Option<&str>) -> Option<Relation> {
        let (x, y) = (one(a, published), one(b, published));
        let forth = compare(&x, &y).map(|j| j.relation);
        assert_eq!(forth, compare(&y, &x).map(|j| j.relation), "{a} / {b}");
        forth
    }

    #[test]
    fn times_of_the_day() {
        use Relation::{Agree, Compatible, Conflict};
        for (a, b, expected) in [
            ("it fell around 11:20 p.m.", "it fell just before 11:30 p.m. ET", Some(Compatible)),
            ("it fell at 6:15 a.m.", "it fell at 6:30 a.m.", Some(Conflict)),
            ("it fell around 6:15", "it fell at 6:15 p.m.", Some(Compatible)),
            ("it fell at 6:15", "it fell at 6:30 p.m.", Some(Conflict)),
            ("it fell at 7pm", "it fell at 7 p.m.", Some(Agree)),
            ("it fell at 18:30", "it fell at 6.30pm", Some(Agree)),
            ("it fell at midnight", "it fell around 11:58 p.m.", Some(Compatible)),
            ("it fell just after 7 a.m.", "it fell around 7:45 a.m.", Some(Conflict)),
            ("it fell at 2:40 a.m.", "it fell at 2:30 am", Some(Conflict)),
            ("it fell early on Tuesday", "it fell around dawn Tuesday", Some(Compatible)),
            ("it fell on Tuesday morning", "it fell on Tuesday evening", Some(Conflict)),
            ("it fell late Monday", "it fell overnight Monday", None),
        ] {
            let got = relation(a, b, Some("2016-07-20"));
            assert!(got == expected || expected.is_none() && got != Some(Conflict), "{a} / {b}: {got:?}");
        }
    }

    #[test]
    fn days() {
        use Relation::{Agree, Compatible, Conflict};
        let published = Some("2015-09-28");
        for (a, b, expected) in [
            ("it fell on Sunday", "it fell yesterday", Some(Agree)),
            ("it fell on Sunday", "it fell on Saturday", Some(Conflict)),
            ("it fell on Sunday", "it fell on Sept. 27, 2015", Some(Agree)),
            ("it fell in September", "it fell on Sept. 3", Some(Compatible)),
            ("it fell earlier this month", "it fell on September 3", Some(Compatible)),
            ("it fell in 2011", "it fell in March 2011", Some(Compatible)),
            ("it fell in 2011", "it fell four years ago", Some(Compatible)),
            ("it fell in 2011", "it fell in 2013", Some(Conflict)),
            ("it fell last week", "it fell on Sept. 21", Some(Compatible)),
            ("it has burned since May 31", "it fell on May 31", None),
            ("it fell late Sunday", "it fell early Monday", Some(Compatible)),
        ] {
            assert_eq!(relation(a, b, published), expected, "{a} / {b}");
        }
    }

    #[test]
    fn without_a_day_of_publication() {
        use Relation::{Agree, Conflict};
        for (a, b, expected) in [
            ("it fell on Sunday", "it fell Sunday", Some(Agree)),
            ("it fell on Sunday", "it fell on Monday", Some(Conflict)),
            ("it fell on Sunday", "it fell yesterday", None),
            ("it fell on Sunday", "it fell on Sunday, Sept. 27, 2015", Some(Agree)),
            ("it fell on May 31", "it fell on 30 May", Some(Conflict)),
            ("it fell on Sunday", "it fell on May 31", None),
        ] {
            assert_eq!(relation(a, b, None), expected, "{a} / {b}");
        }
    }
}

//! Points in time, resolved against the day of publication.

use std::ops::Range;

use super::Judgement;
use crate::calendar::Day;
use crate::text::{Span, Words};

/// How exact a point in time is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Precision {
    /// A time of the day.
    Clock,
    /// A part of a day: morning, overnight.
    PartOfDay,
    /// A day.
    Day,
    /// A week or weekend.
    Week,
    /// A month.
    Month,
    /// A year, or more.
    Year,
}

/// A point in time as an interval of days, with minutes of the day where they are said.
#[derive(Clone, PartialEq, Debug)]
pub struct When {
    /// The words themselves, preposition included: "on Sunday".
    pub span: Span,
    /// The first and last day; `None` where it is relative and no day of publication is known.
    pub days: Option<(Day, Day)>,
    /// Minutes after midnight, first and last, where a time or part of the day is said.
    pub minutes: Option<(u16, u16)>,
    /// The weekday said (Monday is 0), which can be compared when the days are not known.
    pub weekday: Option<i8>,
    /// The month of the year said, `1..=12`, likewise.
    pub month: Option<i8>,
    /// The day of the month said, likewise.
    pub day_of_month: Option<i8>,
    /// How exact it is.
    pub precision: Precision,
}

/// Reads the points in time in the tokens `range`, in order.
pub fn read(_text: &str, _words: &Words, _range: Range<usize>, _published: Option<Day>) -> Vec<When> {
    Vec::new()
}

/// How two points in time of the same event stand to each other; `None` where they cannot be compared (one is
/// relative and no day of publication is known).
pub fn compare(_a: &When, _b: &When) -> Option<Judgement> {
    None
}

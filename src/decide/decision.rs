//! One decision, and those of several people together.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::known::Known;
use super::question::Plain;
use super::{Question, Side};
use crate::facet::Relation;

/// What somebody decided about a finding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Choice {
    /// Nothing yet: it was listed, or a decision was taken back.
    Open,
    /// Put off.
    Skip,
    /// It is as the program says.
    Confirm,
    /// The same thing is meant, and both can be true: no conflict.
    Compatible,
    /// The sides are not about the same thing.
    Apart,
}

impl Choice {
    /// Every choice.
    pub const ALL: [Self; 5] = [Self::Open, Self::Skip, Self::Confirm, Self::Compatible, Self::Apart];

    /// Its name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Skip => "skip",
            Self::Confirm => "confirm",
            Self::Compatible => "compatible",
            Self::Apart => "not same",
        }
    }

    /// The choice that somebody wrote, in any case; empty is open. `None`: nothing that is known.
    pub fn named(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace(['_', '-'], " ");
        Some(match word.as_str() {
            "" | "open" | "undo" | "?" => Self::Open,
            "skip" | "skipped" | "later" => Self::Skip,
            "confirm" | "confirmed" | "conflict" | "yes" | "y" => Self::Confirm,
            "compatible" | "not a conflict" | "no conflict" | "no" | "n" => Self::Compatible,
            "not same" | "not the same" | "not the same claim" | "apart" | "different" | "unrelated" => {
                Self::Apart
            }
            _ => return None,
        })
    }

    /// Whether it settles the question.
    pub fn is_definite(self) -> bool {
        self > Self::Skip
    }

    /// Whether the finding is none to the one who decided.
    pub fn dismisses(self) -> bool {
        matches!(self, Self::Compatible | Self::Apart)
    }
}

/// A decision with what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// The id of the finding when it was decided.
    pub id: String,
    /// What was compared, by the name that reports use; empty where a table does not say.
    pub kind: String,
    /// Of what, for figures.
    pub measure: String,
    /// How the program called it then, by the name that reports use.
    pub relation: String,
    /// The sides then; empty where a table does not say.
    pub sides: Vec<Side>,
    /// The sides that do not belong to the others, whatever was decided about those: each names one of `sides`, or all
    /// of an outlet's where its words are empty.
    pub left_out: Vec<Side>,
    /// How the program compared the sides then, by their numbers; empty where a table does not say.
    pub pairs: Vec<(usize, usize, Relation)>,
    /// What was decided.
    pub choice: Choice,
    /// A remark.
    pub note: String,
    /// By whom; empty where nobody is named.
    pub reviewer: String,
    /// When, as ISO 8601 in UTC, where a spreadsheet has left it so.
    pub time: String,
}

impl Decision {
    /// A decision about a question.
    pub fn about(question: &Question, choice: Choice, note: &str, reviewer: &str, time: &str) -> Self {
        Self {
            id: question.id.clone(),
            kind: question.kind.clone(),
            measure: question.measure.clone(),
            relation: question.relation.name().to_owned(),
            sides: question.sides.clone(),
            left_out: Vec::new(),
            pairs: question.pairs.clone(),
            choice,
            note: note.to_owned(),
            reviewer: reviewer.to_owned(),
            time: time.to_owned(),
        }
    }
}

/// The decisions of one or several tables, each reviewer's last one about a finding.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// In the order of the tables. One that a later one of the same reviewer replaces stays, and does not count.
    rows: Vec<Decision>,
    /// The sides of each row.
    sides: Vec<Vec<Plain>>,
    counts: Vec<bool>,
    /// The place of each row in the tables, rising.
    places: Vec<usize>,
    /// Since when the finding of each row stands in the tables of its reviewer.
    stands: Vec<Moment>,
    /// The rows about a finding, by its id.
    by_id: FxHashMap<String, Vec<usize>>,
    /// The ids under which questions of today stand or were decided.
    today: FxHashSet<String>,
    /// The rows by their words.
    known: Known,
}

/// A place in the order of the rows, and what the row there says of the time.
#[derive(Clone, Debug)]
struct Moment {
    place: usize,
    time: String,
}

impl Decisions {
    /// Merges rows in the order of their tables: about one finding a reviewer's row counts that is later, by its time where
    /// both tell it, else by its place.
    pub fn merge(rows: impl IntoIterator<Item = Decision>) -> Self {
        let mut last: BTreeMap<(String, String), (Moment, usize, Decision)> = BTreeMap::new();
        for (place, row) in rows.into_iter().enumerate() {
            let key = (row.id.clone(), row.reviewer.clone());
            match last.get_mut(&key) {
                Some((_, _, kept))
                    if is_instant(&kept.time) && is_instant(&row.time) && row.time < kept.time => {}
                Some(kept) => (kept.1, kept.2) = (place, row),
                None => {
                    last.insert(key, (Moment { place, time: row.time.clone() }, place, row));
                }
            }
        }
        let mut rows: Vec<(Moment, usize, Decision)> = last.into_values().collect();
        rows.sort_by_key(|(_, place, _)| *place);
        let mut decisions = Self::default();
        for (stands, place, row) in rows {
            decisions.add(row, place, stands);
        }
        decisions
    }

    /// With the questions of today: a decision that holds about one of them was about that, and is no earlier wording of
    /// another.
    #[must_use]
    pub fn before<'q>(mut self, questions: impl IntoIterator<Item = &'q Question>) -> Self {
        let mut today = FxHashSet::default();
        for question in questions {
            today.extend(self.about(question).map(|d| d.id.clone()));
            today.insert(question.id.clone());
        }
        self.today = today;
        self
    }

    /// Each reviewer's last decision about each finding, in the order of the tables.
    pub fn rows(&self) -> impl Iterator<Item = &Decision> {
        self.rows.iter().zip(&self.counts).filter_map(|(row, counts)| counts.then_some(row))
    }

    /// Each reviewer's last decision about the finding with this id.
    pub fn of_finding(&self, id: &str) -> impl Iterator<Item = &Decision> {
        self.counting(self.by_id.get(id).cloned().unwrap_or_default()).map(|(row, _)| row)
    }

    /// The last moment that any of them names.
    pub fn latest(&self) -> Option<&str> {
        self.rows().map(|r| r.time.as_str()).filter(|t| is_instant(t)).max()
    }

    /// Adds a decision, which is later than all.
    pub fn push(&mut self, decision: Decision) {
        let place = self.places.last().map_or(0, |last| last + 1);
        let stands = Moment { place, time: decision.time.clone() };
        self.add(decision, place, stands);
    }

    fn add(&mut self, decision: Decision, place: usize, mut stands: Moment) {
        let of_id = self.by_id.entry(decision.id.clone()).or_default();
        for &row in of_id.iter().filter(|row| self.rows[**row].reviewer == decision.reviewer) {
            self.counts[row] = false;
            stands = self.stands[row].clone();
        }
        of_id.push(self.rows.len());
        let sides = Plain::all(&decision.sides);
        self.known.add(&sides, decision.choice.is_definite());
        self.sides.push(sides);
        self.rows.push(decision);
        self.counts.push(true);
        self.places.push(place);
        self.stands.push(stands);
    }

    /// The decisions that may hold about a question, in their order, each with its sides: those under its id, and those
    /// in which its first side may stand as it does.
    pub(super) fn holding(&self, id: &str, sides: &[Plain]) -> impl Iterator<Item = (&Decision, &[Plain])> {
        let mut rows = self.by_id.get(id).cloned().unwrap_or_default();
        rows.extend(sides.first().map(|s| self.known.saying(s)).unwrap_or_default());
        rows.sort_unstable();
        rows.dedup();
        self.counting(rows)
    }

    /// The decisions that may be about a question in other words, in their order, each with its sides. One that a reviewer
    /// made while the question already stood in the table is about another: what stands beside it is no rewording of it.
    pub(super) fn meeting(&self, id: &str, sides: &[Plain]) -> impl Iterator<Item = (&Decision, &[Plain])> {
        let own = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
        let beside = |row: usize| {
            let (made, time) = (self.places[row], &self.rows[row].time);
            let stood = |since: &Moment| {
                since.place < made || is_instant(&since.time) && is_instant(time) && since.time <= *time
            };
            own.iter().any(|&o| self.rows[o].reviewer == self.rows[row].reviewer && stood(&self.stands[o]))
        };
        let mut rows = self.known.meeting(sides);
        rows.retain(|&row| !self.today.contains(&self.rows[row].id) && !beside(row));
        self.counting(rows)
    }

    fn counting(&self, rows: Vec<usize>) -> impl Iterator<Item = (&Decision, &[Plain])> {
        let counting = rows.into_iter().filter(|row| self.counts[*row]);
        counting.map(|row| (&self.rows[row], self.sides[row].as_slice()))
    }
}

/// Whether a text is a moment as the program writes it, so that texts sort as moments do.
fn is_instant(time: &str) -> bool {
    time.len() >= 19 && time.as_bytes()[4] == b'-' && time.as_bytes()[10] == b'T'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, choice: Choice, reviewer: &str, time: &str) -> Decision {
        Decision {
            id: id.into(),
            kind: String::new(),
            measure: String::new(),
            relation: String::new(),
            sides: Vec::new(),
            left_out: Vec::new(),
            pairs: Vec::new(),
            choice,
            note: String::new(),
            reviewer: reviewer.into(),
            time: time.into(),
        }
    }

    #[test]
    fn names_are_read_back() {
        for choice in Choice::ALL {
            assert_eq!(Choice::named(choice.name()), Some(choice));
        }
        assert_eq!(Choice::named(" Not the SAME claim"), Some(Choice::Apart));
        assert_eq!(Choice::named("confrim"), None);
    }

    #[test]
    fn the_last_row_of_a_reviewer_counts() {
        let (noon, later) = ("2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z");
        let choices = |rows: &[Decision]| -> Vec<Choice> {
            Decisions::merge(rows.iter().cloned()).rows().map(|r| r.choice).collect()
        };
        let confirm = row("f1", Choice::Confirm, "ana", later);
        assert_eq!(choices(&[row("f1", Choice::Apart, "ana", noon), confirm.clone()]), [Choice::Confirm]);
        assert_eq!(choices(&[confirm.clone(), row("f1", Choice::Apart, "ana", noon)]), [Choice::Confirm]);
        assert_eq!(choices(&[confirm.clone(), row("f1", Choice::Apart, "ana", "1.3.26")]), [Choice::Apart]);
        assert_eq!(
            choices(&[confirm, row("f1", Choice::Apart, "ben", noon)]),
            [Choice::Confirm, Choice::Apart]
        );
    }
}

//! What changed between two reports of one story.

use rustc_hash::FxHashMap;

use super::Question;
use super::known::Known;
use super::question::Plain;
use super::standing::{Change, changes};
use crate::facet::{Kind, Relation};

/// What changed. Numbers are those of the questions in their lists.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Conflicts of today that were none before.
    pub new: Vec<usize>,
    /// Conflicts of before that are none today, each with what became of it, where that is known.
    pub resolved: Vec<(usize, Option<usize>)>,
    /// Questions in which an outlet says another value than before.
    pub moved: Vec<Moved>,
    /// How many conflicts stand as they stood.
    pub unchanged: usize,
}

/// A value that moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The question of before.
    pub before: usize,
    /// The question of today.
    pub now: usize,
    /// The number of the side of today.
    pub side: usize,
    /// The words of before.
    pub words: String,
}

/// Compares the questions of before with those of today: first those that put the same, then those that share two sides,
/// then those in which the same outlets give another figure of one measure.
pub fn since(before: &[Question], now: &[Question]) -> Changes {
    let mut pairing = Pairing { home: vec![None; now.len()], taken: vec![false; before.len()] };
    let (mut by_id, mut by_measure) = (FxHashMap::default(), FxHashMap::default());
    let mut known = Known::default();
    let plain = |questions: &[Question]| -> Vec<Vec<Plain>> {
        questions.iter().map(|q| Plain::all(&q.sides)).collect()
    };
    let (were, are) = (plain(before), plain(now));
    for (number, question) in before.iter().enumerate() {
        let of_measure: &mut Vec<usize> = by_measure.entry(sort(question)).or_default();
        of_measure.push(number);
        by_id.entry(question.id.as_str()).or_insert(number);
        known.add(&were[number], true);
    }
    pairing.pair(now, |q, _, _| by_id.get(q.id.as_str()).map(|old| (1, *old)).into_iter().collect());
    pairing.pair(now, |q, number, _| {
        let sides = &are[number];
        let alike = known.meeting(sides).into_iter().filter(|old| sort(&before[*old]) == sort(q));
        let alike = alike.map(|old| (changes(sides, &before[old].sides, &were[old]).1, old));
        alike.filter(|(met, _)| *met > 1).collect()
    });
    pairing.pair(now, |q, _, taken| {
        let of_measure = by_measure.get(&sort(q)).filter(|_| !q.measure.is_empty());
        let shared = |old: &Question| {
            q.sides.iter().filter(|s| old.sides.iter().any(|o| o.outlet == s.outlet)).count()
        };
        let free = of_measure.into_iter().flatten().filter(|old| !taken[**old]);
        let alike = free.map(|&old| (shared(&before[old]), old));
        alike.filter(|(met, _)| *met > 1).collect()
    });
    let Pairing { home, taken } = pairing;

    let mut all = Changes::default();
    for (number, question) in now.iter().enumerate() {
        let old = home[number];
        let conflict = |q: &Question| q.relation == Relation::Conflict;
        match (conflict(question), old.map(|o| conflict(&before[o]))) {
            (true, Some(true)) => all.unchanged += 1,
            (true, _) => all.new.push(number),
            (false, Some(true)) => all.resolved.extend(old.map(|o| (o, Some(number)))),
            (false, _) => {}
        }
        if let Some(old) = old {
            let (changes, _) = changes(&are[number], &before[old].sides, &were[old]);
            all.moved.extend(moved(old, number, question, &changes));
        }
    }
    let gone = before.iter().enumerate().filter(|(i, q)| !taken[*i] && q.relation == Relation::Conflict);
    all.resolved.extend(gone.map(|(i, _)| (i, None)));
    all.resolved.sort_unstable();
    all
}

/// What a question is about, in general.
fn sort(question: &Question) -> (&str, &str) {
    (&question.kind, &question.measure)
}

/// Which question of before each one of today is.
struct Pairing {
    home: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing {
    /// Gives each question that has none yet one of before. `meeting` says which may be it, each with how many sides they
    /// have in common: the most count, of equals the first.
    fn pair(&mut self, now: &[Question], meeting: impl Fn(&Question, usize, &[bool]) -> Vec<(usize, usize)>) {
        for (number, question) in now.iter().enumerate() {
            if self.home[number].is_some() {
                continue;
            }
            let free =
                meeting(question, number, &self.taken).into_iter().filter(|(_, old)| !self.taken[*old]);
            if let Some((_, old)) = free.max_by_key(|&(met, old)| (met, std::cmp::Reverse(old))) {
                self.taken[old] = true;
                self.home[number] = Some(old);
            }
        }
    }
}

/// The sides of a question of today whose outlet said something else before.
fn moved(before: usize, now: usize, question: &Question, changes: &[Change]) -> Vec<Moved> {
    let mut gone: Vec<_> =
        changes.iter().filter_map(|c| if let Change::Gone(s) = c { Some(s) } else { None }).collect();
    let mut moved = Vec::new();
    // A statement as a whole has no value of its own that could move.
    if question.kind == Kind::Other.name() {
        return moved;
    }
    for change in changes {
        let (side, words) = match change {
            Change::Reworded { side, before } => (*side, &before.words),
            Change::Added { side } => {
                let outlet = &question.sides[*side].outlet;
                let Some(at) = gone.iter().position(|g| g.outlet == *outlet) else { continue };
                (*side, &gone.remove(at).words)
            }
            Change::Gone(_) => continue,
        };
        if *words != question.sides[side].words {
            moved.push(Moved { before, now, side, words: words.clone() });
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::super::standing::tests::question;
    use super::*;

    const A: (&str, &str, &str) = ("Gazette", "31 people", "The ferry sank, killing 31 people.");
    const B: (&str, &str, &str) = ("Herald", "43", "The ferry went down on Sunday with 43 dead.");

    #[test]
    fn tolls_move_and_conflicts_come_and_go() {
        let before = [
            question("f1", &[A, B]),
            question("f2", &[("Gazette", "two", "Two crew swam."), ("Echo", "3", "It was 3.")]),
        ];
        let mut other = question(
            "f4",
            &[("Gazette", "five", "Five boats came."), ("Echo", "6 boats", "Of 6 boats none came.")],
        );
        other.measure = "vessels".into();
        let now =
            [question("f3", &[("Gazette", "37 people", "The ferry sank, killing 37 people."), B]), other];
        let changes = since(&before, &now);
        assert_eq!(changes.new, [1]);
        assert_eq!(changes.resolved, [(1, None)]);
        assert_eq!(changes.unchanged, 1);
        assert_eq!(changes.moved, [Moved { before: 0, now: 0, side: 0, words: "31 people".into() }]);
    }

    #[test]
    fn a_rewritten_toll_is_found_by_its_outlet() {
        let now = [question("f3", &[("Gazette", "50", "Rescuers now speak of 50 victims."), B])];
        let changes = since(&[question("f1", &[A, B])], &now);
        assert_eq!((changes.new.len(), changes.resolved.len(), changes.moved.len()), (0, 0, 1));
        let mut settled = question("f5", &[("Gazette", "43", "Rescuers now speak of 43 victims."), B]);
        settled.relation = Relation::Agree;
        let changes = since(&[question("f1", &[A, B])], &[settled]);
        assert_eq!(changes.resolved, [(0, Some(0))]);
    }

    #[test]
    fn nothing_changes_between_a_report_and_itself() {
        let one = [question("f1", &[A, B])];
        assert_eq!(since(&one, &one), Changes { unchanged: 1, ..Changes::default() });
    }
}

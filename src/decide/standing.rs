//! Whether a question of today has been decided before.

use super::question::{Likeness, Plain};
use super::{Decision, Decisions, Question, Side};
use crate::text::similarity::jaccard;

/// How a question stands to the decisions.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing<'a> {
    /// No table names it.
    New,
    /// It was listed or put off, and nothing decided.
    Open(&'a Decision),
    /// It was decided.
    Decided(&'a Decision),
    /// Several decided, and not the same.
    Disputed(Vec<&'a Decision>),
    /// It was decided, and its words have changed since.
    Changed(&'a Decision, Vec<Change>),
}

/// What has changed in a question since it was decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// Side number `side` of today read otherwise.
    Reworded {
        /// Its number in the question.
        side: usize,
        /// How it read.
        before: Side,
    },
    /// Side number `side` of today was not there.
    Added {
        /// Its number in the question.
        side: usize,
    },
    /// A side that was there is not any more.
    Gone(Side),
}

impl Decisions {
    /// The decisions that hold about a question, in their order.
    pub fn about(&self, question: &Question) -> impl Iterator<Item = &Decision> {
        self.holding_about(question, &Plain::all(&question.sides)).into_iter()
    }

    fn holding_about(&self, question: &Question, sides: &[Plain]) -> Vec<&Decision> {
        let holds = |(decision, before): &(&Decision, &[Plain])| {
            question.since(sides, decision, before).is_some_and(|changes| news(&changes) == 0)
        };
        self.holding(&question.id, sides).filter(holds).map(|(decision, _)| decision).collect()
    }
}

/// How many changes ask for another look: a side that went does not.
fn news(changes: &[Change]) -> usize {
    changes.iter().filter(|c| !matches!(c, Change::Gone(_))).count()
}

/// How much of their words the sides of today share with those of before, summed over the sides.
fn alike(now: &[Plain], before: &[Plain]) -> f64 {
    let nearest = |side: &Plain| {
        let same = before.iter().filter(|old| old.outlet == side.outlet);
        same.map(|old| jaccard(&old.bag, &side.bag)).fold(0.0, f64::max)
    };
    now.iter().map(nearest).sum()
}

impl Question {
    /// How this question stands to what was decided. A decision holds where each side of today stood in it, in the same
    /// words: articles that went, or came without a word on it, change nothing.
    pub fn standing<'a>(&self, decisions: &'a Decisions) -> Standing<'a> {
        let sides = Plain::all(&self.sides);
        let mut last: Vec<&Decision> = Vec::new();
        // Of one reviewer the last holds; rows are in order.
        for decision in decisions.holding_about(self, &sides) {
            last.retain(|d| d.reviewer != decision.reviewer);
            last.push(decision);
        }
        let definite: Vec<&Decision> = last.iter().copied().filter(|d| d.choice.is_definite()).collect();
        match definite.last() {
            Some(first)
                if definite.iter().all(|d| d.choice == first.choice && self.same_left_out(d, first)) =>
            {
                return Standing::Decided(first);
            }
            Some(_) => return Standing::Disputed(definite),
            None => {}
        }
        // A side that was left out today is not asked about for the sake of an older decision.
        if let Some(open) = last.last().filter(|d| !d.left_out.is_empty()) {
            return Standing::Open(open);
        }
        // The one in which the least is new; of equals the most alike, and of those the last.
        let mut best: Option<((usize, f64), &Decision, Vec<Change>)> = None;
        for (decision, before) in decisions.meeting(&self.id, &sides).filter(|(d, _)| d.choice.is_definite())
        {
            let Some(changes) = self.since(&sides, decision, before) else { continue };
            let rank = (news(&changes), -alike(&sides, before));
            if rank.0 > 0 && best.as_ref().is_none_or(|(least, ..)| rank <= *least) {
                best = Some((rank, decision, changes));
            }
        }
        // Skipped or taken back under today's words, it is still one that was decided under others.
        match best {
            Some((_, decision, changes)) => Standing::Changed(decision, changes),
            None => last.last().map_or(Standing::New, |d| Standing::Open(d)),
        }
    }

    /// What has changed since a decision; `None` where that is about something else.
    fn since(&self, sides: &[Plain], decision: &Decision, before: &[Plain]) -> Option<Vec<Change>> {
        if !decision.kind.is_empty() && decision.kind != self.kind {
            return None;
        }
        if decision.id == self.id && !self.id.is_empty() {
            return Some(Vec::new());
        }
        let (changes, met) = changes(sides, &decision.sides, before);
        let reworded = changes.iter().any(|c| matches!(c, Change::Reworded { .. }));
        // Another value of a reworded sentence is told by its measure.
        let same_value = !reworded || decision.measure == self.measure;
        (met >= 2 && same_value).then_some(changes)
    }
}

/// What differs between the sides of before, which `plain` are as well, and those of today, and how many of them meet.
pub(super) fn changes(now: &[Plain], before: &[Side], plain: &[Plain]) -> (Vec<Change>, usize) {
    let mut free: Vec<Option<usize>> = (0..before.len()).map(Some).collect();
    let mut home: Vec<Option<(usize, Likeness)>> = vec![None; now.len()];
    for wanted in [Likeness::Same, Likeness::Changed] {
        for (number, side) in now.iter().enumerate() {
            if home[number].is_some() {
                continue;
            }
            let meets = |old: &&mut Option<usize>| old.is_some_and(|o| plain[o].likeness(side) == wanted);
            if let Some(old) = free.iter_mut().find(meets) {
                home[number] = old.take().map(|old| (old, wanted));
            }
        }
    }
    let met = home.iter().flatten().count();
    let mut changes = Vec::new();
    for (side, known) in home.into_iter().enumerate() {
        match known {
            Some((_, Likeness::Same)) => {}
            Some((old, _)) => changes.push(Change::Reworded { side, before: before[old].clone() }),
            None => changes.push(Change::Added { side }),
        }
    }
    changes.extend(free.into_iter().flatten().map(|old| Change::Gone(before[old].clone())));
    (changes, met)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::decide::Choice;
    use crate::facet::Relation;

    pub(in crate::decide) fn question(id: &str, sides: &[(&str, &str, &str)]) -> Question {
        let side = |&(outlet, words, sentence): &(&str, &str, &str)| Side {
            outlet: outlet.into(),
            words: words.into(),
            sentence: sentence.into(),
        };
        Question {
            id: id.into(),
            kind: "figure".into(),
            measure: "deaths".into(),
            relation: Relation::Conflict,
            score: 0.9,
            sides: sides.iter().map(side).collect(),
            pairs: vec![(0, 1, Relation::Conflict)],
        }
    }

    const A: (&str, &str, &str) = ("Gazette", "31 people", "The ferry sank, killing 31 people.");
    const B: (&str, &str, &str) = ("Herald", "43", "The ferry went down on Sunday with 43 dead.");
    const C: (&str, &str, &str) = ("Echo", "29", "So far 29 bodies were found.");

    fn decided(question: &Question, choice: Choice, reviewer: &str) -> Decision {
        Decision::about(question, choice, "", reviewer, "2026-03-01T12:00:00Z")
    }

    #[test]
    fn a_decision_holds_while_its_words_stand() {
        let all = decided(&question("f1", &[A, B, C]), Choice::Apart, "ana");
        let decisions = Decisions::merge([all.clone()]);
        assert_eq!(question("f2", &[B, A]).standing(&decisions), Standing::Decided(&all));
        let two = Decisions::merge([decided(&question("f2", &[A, B]), Choice::Apart, "ana")]);
        let grown = question("f1", &[A, B, C]);
        let Standing::Changed(_, changes) = grown.standing(&two) else { panic!("{two:?}") };
        assert_eq!(changes, [Change::Added { side: 2 }]);
        assert_eq!(question("f3", &[A, C]).standing(&two), Standing::New);
    }

    #[test]
    fn what_changed_is_told() {
        let decisions = Decisions::merge([decided(&question("f1", &[A, B]), Choice::Confirm, "ana")]);
        let now = question("f2", &[("Gazette", "33 people", "The ferry sank, killing 33 people."), B]);
        let Standing::Changed(_, changes) = now.standing(&decisions) else { panic!() };
        let [Change::Reworded { side: 0, before }] = &changes[..] else { panic!("{changes:?}") };
        assert_eq!(before.words, "31 people");
        let mut injuries = now;
        injuries.measure = "injuries".into();
        assert_eq!(injuries.standing(&decisions), Standing::New, "another value of a reworded sentence");
    }

    #[test]
    fn two_people_may_disagree() {
        let asked = question("f1", &[A, B]);
        let rows = |second| [decided(&asked, Choice::Confirm, "ana"), decided(&asked, second, "ben")];
        let disputed = Decisions::merge(rows(Choice::Compatible));
        assert!(matches!(asked.standing(&disputed), Standing::Disputed(d) if d.len() == 2));
        let skipped = Decisions::merge(rows(Choice::Skip));
        assert!(matches!(asked.standing(&skipped), Standing::Decided(d) if d.reviewer == "ana"));
    }

    #[test]
    fn a_decision_taken_back_is_open() {
        let asked = question("f1", &[A, B]);
        let rows = [decided(&asked, Choice::Confirm, "ana"), decided(&asked, Choice::Open, "ana")];
        assert!(matches!(asked.standing(&Decisions::merge(rows)), Standing::Open(_)));
    }

    #[test]
    fn a_question_that_stood_beside_a_decided_one_is_no_change_of_it() {
        let later = ("Herald", "43 dead", "The ferry went down late on Sunday with 43 dead.");
        let (first, asked) = (question("f1", &[A, B]), question("f2", &[A, later]));
        let at = |question, choice, hour| {
            Decision::about(question, choice, "", "ana", &format!("2026-03-01T{hour}:00:00Z"))
        };
        let made = at(&first, Choice::Confirm, 12);
        let told = |rows: &[Decision]| match asked.standing(&Decisions::merge(rows.to_vec())) {
            Standing::Open(_) => "open",
            Standing::Changed(..) => "changed",
            _ => "else",
        };
        assert_eq!(told(std::slice::from_ref(&made)), "changed", "no table names it");
        let listed = at(&asked, Choice::Open, 11);
        assert_eq!(told(&[listed.clone(), made.clone()]), "open", "it stood in the table");
        assert_eq!(told(&[made.clone(), listed.clone()]), "open", "whatever the order of the rows");
        assert_eq!(told(&[listed, made.clone(), at(&asked, Choice::Skip, 13)]), "open", "and put off later");
        assert_eq!(told(&[made.clone(), at(&asked, Choice::Open, 13)]), "changed", "it came after");
        // What was decided still stands beside it.
        let both = Decisions::merge([made]).before([&first, &asked]);
        assert_eq!(asked.standing(&both), Standing::New);
        assert!(matches!(first.standing(&both), Standing::Decided(_)));
    }

    /// A story written after one pattern, all of it reworded: each decision is found again, and not by a look at each pair.
    #[test]
    fn thousands_of_reworded_decisions_are_found_again() {
        let asked = |n: usize, on: &str| {
            let said = |toll: usize| {
                format!("The ferry Marrow {n} sank off Port Ellery {on}, killing {toll} people, it said.")
            };
            let (one, two) = (said(n), said(n + 7));
            let words = [format!("{n} people"), format!("{} people", n + 7)];
            question(&format!("f{n}{on}"), &[("Gazette", &words[0], &one), ("Herald", &words[1], &two)])
        };
        let rows = (0..2500).map(|n| decided(&asked(n, "on Sunday"), Choice::Confirm, "ana"));
        let decisions = Decisions::merge(rows);
        for n in 0..2500 {
            let now = asked(n, "late on Sunday");
            let Standing::Changed(before, _) = now.standing(&decisions) else { panic!("{n}") };
            assert_eq!(before.id, format!("f{n}on Sunday"), "{n}");
        }
    }
}

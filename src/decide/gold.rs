//! What is right about a story, as a person listed it.

use super::{Choice, Decision, Decisions};
use crate::facet::Relation;

/// Words of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The article: its id, its outlet, or the beginning of its file's name.
    pub document: String,
    /// Where it stands.
    pub place: Place,
}

/// Where a passage stands in its article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// At these words, where they first stand.
    Words(String),
    /// At these words of this sentence.
    Within(String, String),
    /// At these UTF-8 bytes, half open.
    Bytes(usize, usize),
}

/// Passages that say the same, or fill one slot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its name, for remarks.
    pub id: String,
    /// How hard it is to see: 1 by shared words, 2 a paraphrase, 3 an inference.
    pub tier: u8,
    /// What a conflict is about, by the name that reports use; empty where that is not said.
    pub kind: String,
    /// The passages.
    pub members: Vec<Passage>,
    /// How members stand to each other, by their numbers.
    pub pairs: Vec<(usize, usize, Relation)>,
}

/// An annotation of one story.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Gold {
    /// What several outlets say.
    pub listed: Vec<Listed>,
    /// Two passages that tempt and are not about one thing, with why.
    pub apart: Vec<(Passage, Passage, String)>,
    /// What holds no claim.
    pub furniture: Vec<Passage>,
    /// Who is responsible for a passage.
    pub speakers: Vec<(Passage, String)>,
    /// Pairs that are right, though not asked for.
    pub accepted: Vec<(Passage, Passage, Relation)>,
    /// Passages of one article of which the second says what the first does.
    pub repeats: Vec<(Passage, Passage)>,
    /// Whether only some of what several outlets say is listed, so that what is not listed counts neither way.
    pub partial: bool,
}

impl Listed {
    /// Every two members, in one relation to each other.
    pub fn all_pairs(members: usize, relation: Relation) -> Vec<(usize, usize, Relation)> {
        (0..members).flat_map(|i| (i + 1..members).map(move |j| (i, j, relation))).collect()
    }
}

impl Gold {
    /// What decisions say: what was confirmed should come out as it did, of what was dismissed nothing should be called a
    /// conflict. The rest of the story is not judged.
    pub fn of(decisions: &Decisions) -> Self {
        let mut gold = Self { partial: true, ..Self::default() };
        let says = |d: &&Decision| d.choice.is_definite() || !d.left_out.is_empty();
        for decision in decisions.rows().filter(|d| d.sides.len() > 1).filter(says) {
            let out = |i: usize| decision.left_out.iter().any(|out| out.names(&decision.sides[i]));
            let members: Vec<Passage> = decision.sides.iter().map(passage).collect();
            let (mut pairs, mut apart) = (Vec::new(), Vec::new());
            for (i, j, relation) in compared(decision) {
                match decision.choice {
                    // How two that do not belong stand to each other nobody said.
                    _ if out(i) && out(j) => {}
                    _ if out(i) || out(j) => apart.push((i, j)),
                    choice if !choice.is_definite() => {}
                    Choice::Apart if relation != Relation::Agree => apart.push((i, j)),
                    Choice::Compatible if relation == Relation::Conflict => {
                        pairs.push((i, j, Relation::Compatible));
                    }
                    _ => pairs.push((i, j, relation)),
                }
            }
            if apart.is_empty() && decision.choice == Choice::Apart {
                // What was held to agree, and is not one claim.
                apart = pairs.drain(..).map(|(i, j, _)| (i, j)).collect();
            }
            let why = if decision.note.is_empty() { "decided" } else { &decision.note };
            let of = |i: usize| members[i].clone();
            gold.apart.extend(apart.into_iter().map(|(i, j)| (of(i), of(j), why.to_owned())));
            if !pairs.is_empty() {
                let (id, kind) = (decision.id.clone(), decision.kind.clone());
                gold.listed.push(Listed { id, tier: 1, kind, members, pairs });
            }
        }
        gold
    }
}

fn passage(side: &super::Side) -> Passage {
    let place = if side.sentence.is_empty() {
        Place::Words(side.words.clone())
    } else {
        Place::Within(side.words.clone(), side.sentence.clone())
    };
    Passage { document: side.outlet.clone(), place }
}

/// How the sides of a decision stood to each other. Where the table does not say, sides in the same words agree, and the
/// others stand as the finding did.
fn compared(decision: &Decision) -> Vec<(usize, usize, Relation)> {
    if !decision.pairs.is_empty() {
        return decision.pairs.clone();
    }
    let known = [Relation::Agree, Relation::Compatible, Relation::Conflict];
    let whole = known.into_iter().find(|r| r.name() == decision.relation).unwrap_or(Relation::Conflict);
    let words = |i: usize| decision.sides[i].words.to_lowercase();
    let all = Listed::all_pairs(decision.sides.len(), whole);
    all.into_iter().map(|(i, j, r)| (i, j, if words(i) == words(j) { Relation::Agree } else { r })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::Side;

    fn decision(choice: Choice) -> Decision {
        let side = |outlet: &str, words: &str| Side {
            outlet: outlet.into(),
            words: words.into(),
            sentence: String::new(),
        };
        Decision {
            id: "f1".into(),
            kind: "figure".into(),
            measure: "deaths".into(),
            relation: "conflict".into(),
            sides: vec![side("Gazette", "31 dead"), side("Herald", "43 dead"), side("Echo", "31 dead")],
            pairs: Vec::new(),
            left_out: Vec::new(),
            choice,
            note: String::new(),
            reviewer: String::new(),
            time: String::new(),
        }
    }

    #[test]
    fn a_side_that_does_not_belong_is_apart_from_all() {
        for (choice, pairs) in [(Choice::Open, 0), (Choice::Confirm, 1)] {
            let left_out = vec![Side { outlet: "Herald".into(), ..Side::default() }];
            let gold = Gold::of(&Decisions::merge([Decision { left_out, ..decision(choice) }]));
            assert_eq!(gold.apart.len(), 2);
            assert_eq!(gold.listed.iter().map(|l| l.pairs.len()).sum::<usize>(), pairs);
        }
    }

    #[test]
    fn decisions_say_what_should_come_out() {
        let gold = |choice| Gold::of(&Decisions::merge([decision(choice)]));
        let (agree, conflict) = (Relation::Agree, Relation::Conflict);
        assert_eq!(
            gold(Choice::Confirm).listed[0].pairs,
            [(0, 1, conflict), (0, 2, agree), (1, 2, conflict)]
        );
        assert_eq!(gold(Choice::Compatible).listed[0].pairs[0].2, Relation::Compatible);
        let apart = gold(Choice::Apart);
        assert_eq!((apart.apart.len(), &apart.listed[0].pairs[..]), (2, &[(0, 2, agree)][..]));
        assert_eq!(gold(Choice::Skip), Gold { partial: true, ..Gold::default() });
    }
}

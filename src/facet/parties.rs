//! Who took part, as a list.

use std::ops::Range;
use std::sync::LazyLock;

use super::name::Bearer;
use super::{Judgement, Name, Relation};
use crate::lexicon::{self, Table};
use crate::text::{Kind, Span, Words};

/// How the members of a list belong together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Bond {
    /// All of them take part in one thing: "an agreement between A, B and C", "A has an agreement with B and C".
    Joint,
    /// They are named side by side.
    Beside,
}

/// A list of two or more actors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parties {
    /// The words themselves, from the first member to the last.
    pub span: Span,
    /// The keys of the members, sorted, without duplicates.
    pub keys: Vec<String>,
    /// Whether there may be more: "including", "such as", "and others".
    pub open: bool,
    /// How they belong together.
    pub bond: Bond,
}

/// What words around a list tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cue {
    Joint,
    With,
    Open,
    OpenAfter,
}

static CUES: LazyLock<Table<Cue>> = LazyLock::new(|| {
    Table::parse(lexicon::source("party_cue"), |v| {
        Some(match v {
            "joint" => Cue::Joint,
            "with" => Cue::With,
            "open" => Cue::Open,
            "open after" => Cue::OpenAfter,
            _ => return None,
        })
    })
});

/// A name that acts, with its tokens.
struct Actor<'a> {
    name: &'a Name,
    tokens: Range<usize>,
}

/// Reads the lists in the tokens `range`, in order, out of the `names` that were read there.
pub fn read(words: &Words, range: Range<usize>, names: &[Name]) -> Vec<Parties> {
    let actors: Vec<Actor<'_>> = names
        .iter()
        .filter(|n| !n.modifier)
        .map(|name| Actor { name, tokens: words.within(name.span) })
        .filter(|a| !a.tokens.is_empty())
        .collect();
    let mut lists = Vec::new();
    let mut first = 0;
    while first < actors.len() {
        let mut last = first;
        let mut ended = false;
        while last + 1 < actors.len() && alike(actors[last].name, actors[last + 1].name) {
            match join(words, actors[last].tokens.end, actors[last + 1].tokens.start) {
                // After "and" comes the last member: "Peru and Chile, Bolivia said".
                Some(Join::Comma) if !ended => {}
                Some(Join::And) => ended = true,
                _ => break,
            }
            last += 1;
        }
        // Two names side by side with a comma between are rarely a list.
        if last > first && (ended || last > first + 1) {
            lists.extend(list(words, &range, &actors, first, last));
        }
        first = last + 1;
    }
    lists
}

/// Whether two names may stand in one list.
fn alike(a: &Name, b: &Name) -> bool {
    let actor = |n: &Name| n.bearer == Bearer::Unknown;
    a.bearer == b.bearer || actor(a) || actor(b)
}

/// What joins two members.
enum Join {
    Comma,
    And,
}

/// What stands between two members, where that is nothing but commas, "and", titles and peoples; at most eight tokens.
fn join(words: &Words, from: usize, to: usize) -> Option<Join> {
    if to <= from || to - from > 8 {
        return None;
    }
    let (mut separated, mut last) = (false, false);
    for i in from..to {
        let word = words.folded(i);
        match word {
            "," => separated = true,
            "and" | "&" | "plus" => last = true,
            "as" | "well" | "along" | "the" => last |= matches!(word, "well" | "along"),
            "with" if words.folded(i - 1) == "along" => {}
            // A title before a person: "Anna Marlow and Foreign Minister Karl Ellery".
            _ if (separated || last)
                && (words.is_capital(i) || word == ".")
                && words.kind(i) != Kind::Number => {}
            _ => return None,
        }
    }
    match (last, separated) {
        (true, _) => Some(Join::And),
        (false, true) => Some(Join::Comma),
        _ => None,
    }
}

fn list(
    words: &Words,
    range: &Range<usize>,
    actors: &[Actor<'_>],
    first: usize,
    last: usize,
) -> Option<Parties> {
    let (start, end) = (actors[first].tokens.start, actors[last].tokens.end);
    let mut before = start;
    while before > range.start
        && start - before < 12
        && (matches!(words.folded(before - 1), "the" | ":" | "both" | "—" | "president")
            || words.is_capital(before - 1) && words.kind(before - 1) == Kind::Word)
    {
        before -= 1;
    }
    let cue = CUES.longest_before(words, range.start, before).map(|(_, &cue)| cue);
    let after =
        CUES.longest(words, end + usize::from(words.folded(end) == ","), range.end).map(|(_, &cue)| cue);
    // Places where something happens are no actors.
    let locative = before > range.start
        && matches!(
            words.folded(before - 1),
            "in" | "near"
                | "across"
                | "at"
                | "to"
                | "into"
                | "inside"
                | "around"
                | "throughout"
                | "outside"
                | "over"
        );
    if cue.is_none() && locative && actors[first].name.bearer == Bearer::Place {
        return None;
    }
    let mut keys: Vec<String> = actors[first..=last].iter().map(|a| a.name.key.clone()).collect();
    if cue == Some(Cue::With)
        && let Some(subject) = actors[..first].iter().find(|a| alike(a.name, actors[first].name))
    {
        keys.push(subject.name.key.clone());
    }
    keys.sort();
    keys.dedup();
    let bond = if matches!(cue, Some(Cue::Joint | Cue::With)) { Bond::Joint } else { Bond::Beside };
    let open = cue == Some(Cue::Open) || after == Some(Cue::OpenAfter);
    (keys.len() > 1).then(|| Parties { span: words.cover(start..end), keys, open, bond })
}

/// How two lists of the same relation stand to each other; `None` where they share too little to be one list.
pub fn compare(a: &Parties, b: &Parties) -> Option<Judgement> {
    if a.keys == b.keys {
        return Some(Judgement::new(Relation::Agree, "the same members"));
    }
    let only = |x: &Parties, y: &Parties| -> Vec<String> {
        x.keys.iter().filter(|k| y.keys.binary_search(k).is_err()).cloned().collect()
    };
    let (left, right) = (only(a, b), only(b, a));
    let shared = a.keys.len() - left.len();
    let joint = a.bond == Bond::Joint && b.bond == Bond::Joint;
    // Two of a list, or one of a pair that both call joint, are the least that makes it one list.
    if shared == 0 || shared == 1 && !joint {
        return None;
    }
    let missing = |keys: &[String]| keys.iter().map(|k| format!("“{k}”")).collect::<Vec<_>>().join(", ");
    let why = match (left.is_empty(), right.is_empty()) {
        (false, false) => format!("{} in one only, {} in the other only", missing(&left), missing(&right)),
        (false, true) => format!("{} in one only", missing(&left)),
        _ => format!("{} in one only", missing(&right)),
    };
    let covered = right.is_empty() && b.open || left.is_empty() && a.open || a.open && b.open;
    // The shorter of the two may name some of the members where it is open to more.
    let shorter_open = left.is_empty() && a.open || right.is_empty() && b.open;
    Some(if joint && !covered && !shorter_open {
        Judgement::new(Relation::Conflict, why)
    } else {
        Judgement::new(Relation::Compatible, why)
    })
}

#[cfg(test)]
mod tests {
    use super::super::name::{self, Known};
    use super::*;

    fn lists(text: &str) -> Vec<Parties> {
        let words = Words::of(text);
        let known = Known::of(&words, 0..words.len());
        let names = name::read(&words, 0..words.len(), &known);
        read(&words, 0..words.len(), &names)
    }

    fn relation(a: &str, b: &str) -> Option<Relation> {
        let (x, y) = (lists(a).remove(0), lists(b).remove(0));
        let forth = compare(&x, &y).map(|j| j.relation);
        assert_eq!(forth, compare(&y, &x).map(|j| j.relation));
        forth
    }

    #[test]
    fn members() {
        let list = &lists("They signed an agreement between Chile, Peru and Bolivia.")[0];
        assert_eq!(
            (list.keys.join(" "), list.bond, list.open),
            ("bolivia chile peru".to_owned(), Bond::Joint, false)
        );
        let list = &lists("Chile said that it has an agreement with Peru, Bolivia and Brazil.")[0];
        assert_eq!(list.keys.join(" "), "bolivia brazil chile peru");
        assert!(lists("countries such as Chile and Peru sent help.")[0].open);
        assert!(lists("The storms hit towns in Chile and Peru.").is_empty());
        assert!(lists("The Chilean and Peruvian envoys left Bolivia.").is_empty());
    }

    #[test]
    fn full_and_open_lists() {
        let full = "They signed an agreement between Chile, Peru and Bolivia.";
        let larger = "Chile said that it has an agreement with Peru, Bolivia and Brazil.";
        assert_eq!(relation(full, full), Some(Relation::Agree));
        assert_eq!(relation(full, larger), Some(Relation::Conflict));
        assert_eq!(
            relation("countries including Chile and Peru signed it.", full),
            Some(Relation::Compatible)
        );
        assert_eq!(relation("Talks between Norway and Sweden failed.", full), None);
    }
}

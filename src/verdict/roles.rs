//! Who did it to whom: two claims that turn the roles round.
//!
//! "Guards attacked the pickets" and "pickets attacked the guards" share every word. The doer of a verb is sought among the
//! words before it, whom it was done to right after it; in the passive the other way round.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::article::Page;
use crate::claim::Claim;
use crate::facet::{Judgement, Relation};
use crate::lexicon::{self, Table};
use crate::text::{Kind, Span, Words, stem};

/// Verbs by what they say of roles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verb {
    /// One does it to the other.
    Acts,
    /// Both do it: who is named first makes no difference.
    Mutual,
}

static VERBS: LazyLock<Table<Verb>> = LazyLock::new(|| {
    Table::parse(lexicon::source("role_verb"), |name| match name {
        "acts" => Some(Verb::Acts),
        "mutual" => Some(Verb::Mutual),
        _ => None,
    })
});

/// Words without content, by what they are.
static STOP: LazyLock<Table<&str>> = LazyLock::new(|| Table::parse(lexicon::source("stopword"), Some));

/// One act: a verb, who may have done it, and to whom it was done.
struct Act {
    verb: usize,
    doers: Vec<usize>,
    target: usize,
}

/// How many tokens before a verb its subject may begin, and after it its object end.
const REACH: (usize, usize) = (8, 4);

/// The acts that a claim tells.
pub(crate) struct Acts<'t> {
    page: &'t Page,
    /// Each with the stem of its verb, that of its target, and those of its doers.
    acts: Vec<(Act, String, String, Vec<String>)>,
}

impl<'t> Acts<'t> {
    /// The acts whose verbs stand in a claim; who has part in them may stand around it in the sentence, since who acts is also
    /// who speaks ("Marlow attacked the plan").
    pub(crate) fn of(page: &'t Page, claim: &Claim) -> Self {
        let mut acts = acts(&page.words, &page.sentences[claim.sentence].words);
        acts.retain(|act| claim.words.contains(&act.verb));
        let stem = |i: usize| stem::stem(page.words.folded(i));
        let stemmed = |act: Act| {
            let doers = act.doers.iter().map(|&i| stem(i)).collect();
            let (verb, target) = (stem(act.verb), stem(act.target));
            (act, verb, target, doers)
        };
        Self { page, acts: acts.into_iter().map(stemmed).collect() }
    }
}

/// Where two claims tell one act with its roles turned round: the words for the doer and the verb in each.
pub(crate) fn swapped(a: &Acts<'_>, b: &Acts<'_>) -> Option<(Span, Span, Judgement)> {
    for (act, verb, target, doers) in &a.acts {
        for (other, _, their_target, their_doers) in b.acts.iter().filter(|o| o.1 == *verb) {
            let find = |act: &Act, doers: &[String], wanted: &str| {
                doers.iter().position(|doer| doer == wanted).map(|at| act.doers[at])
            };
            if target != their_target
                && let Some(doer) = find(act, doers, their_target)
                && let Some(their_doer) = find(other, their_doers, target)
            {
                let cover = |page: &Page, i: usize, j: usize| page.words.cover(i.min(j)..i.max(j) + 1);
                let said = |page: &Page, i: usize| page.words.span(i).of(page.text()).to_owned();
                let why = format!(
                    "the roles are turned round: “{}” of “{}” against “{}”",
                    said(a.page, act.verb),
                    said(a.page, doer),
                    said(b.page, their_doer)
                );
                let spans = (cover(a.page, doer, act.verb), cover(b.page, their_doer, other.verb));
                return Some((spans.0, spans.1, Judgement::new(Relation::Conflict, why)));
            }
        }
    }
    None
}

/// The acts that the words of a sentence tell.
fn acts(words: &Words, range: &Range<usize>) -> Vec<Act> {
    let content = |i: usize| {
        words.kind(i) == Kind::Word && words.folded(i).len() > 2 && STOP.word(words.folded(i)).is_none()
    };
    // Up to a mark or the edge of the claim.
    let stretch = |from: usize, to: usize| -> Vec<usize> {
        (from..to).take_while(|&i| words.kind(i) != Kind::Mark).filter(|&i| content(i)).collect()
    };
    let mut acts = Vec::new();
    for verb in range.clone() {
        let word = words.folded(verb);
        let known = VERBS.word(word).copied();
        if known == Some(Verb::Mutual) || known.is_none() && !(word.len() > 4 && word.ends_with("ed")) {
            continue;
        }
        let first = (verb.saturating_sub(REACH.0).max(range.start)..verb)
            .rev()
            .take_while(|&i| words.kind(i) != Kind::Mark)
            .last()
            .unwrap_or(verb);
        let before = stretch(first, verb);
        let last = (verb + 1 + REACH.1).min(range.end);
        let passive = (first..verb)
            .any(|i| matches!(words.folded(i), "was" | "were" | "been" | "being" | "is" | "are"));
        let by = verb + 1 < range.end && words.folded(verb + 1) == "by";
        if passive && by {
            let doers = stretch(verb + 2, (verb + 2 + REACH.1).min(range.end));
            acts.extend(before.last().map(|&target| Act { verb, doers, target }));
        } else if !passive && !by {
            // The object ends where a short word of grammar comes after it ("attacked guards at the gate").
            let mut object = None;
            for i in verb + 1..last {
                if content(i) {
                    object = Some(i);
                } else if object.is_some() || words.kind(i) == Kind::Mark || !is_article(words.folded(i)) {
                    break;
                }
            }
            acts.extend(object.map(|target| Act { verb, doers: before, target }));
        }
    }
    // The doer is none of those it is done to.
    acts.retain(|a| {
        let targets: BTreeSet<&str> = [words.folded(a.target)].into();
        !a.doers.iter().any(|&d| targets.contains(words.folded(d)))
    });
    acts
}

/// Whether a word may stand between a verb and its object.
fn is_article(word: &str) -> bool {
    STOP.word(word).is_some_and(|kind| matches!(*kind, "article" | "pronoun"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::claim;

    fn turned(a: &str, b: &str) -> bool {
        let read = |text: &str| {
            let page = Page::read(Article::new("id", "outlet", text));
            let claims = claim::extract(&page);
            (page, claims)
        };
        let (a, b) = (read(a), read(b));
        swapped(&Acts::of(&a.0, &a.1[0]), &Acts::of(&b.0, &b.1[0])).is_some()
    }

    #[test]
    fn roles_are_turned_round() {
        assert!(turned("The guards attacked the pickets at the gate.", "The pickets attacked guards."));
        assert!(turned("Guards hired by the port attacked pickets.", "The pickets attacked guards."));
        assert!(turned("Marlow accused Brennick of lying.", "Brennick accused Marlow of lying."));
    }

    #[test]
    fn one_act_in_two_voices_is_one() {
        assert!(!turned("The guards attacked the pickets.", "The pickets were attacked by guards."));
        assert!(turned("The guards attacked the pickets.", "The guards were attacked by pickets."));
    }

    #[test]
    fn what_both_do_has_no_roles() {
        assert!(!turned("Marlow married Brennick in May.", "Brennick married Marlow in May."));
    }
}

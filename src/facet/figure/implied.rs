//! Figures that are said without a number: "a policeman was killed", "no one was hurt", "a gunman".

use std::ops::Range;

use super::counted::Class;
use super::draft::{Basis, Draft, Said};
use super::{Measure, counted, word};
use crate::text::Words;
use crate::text::words::Kind;

/// The words that say that there is none.
pub(super) fn leads() -> impl Iterator<Item = String> {
    ["no", "nobody", "none"].into_iter().map(str::to_owned)
}

/// How many words may stand between the article and its noun: "a senior police officer".
const ADJECTIVES: usize = 3;

/// Reads what is implied at token `at`: none of somebody, or one person with an article.
pub(super) fn read(words: &Words, range: &Range<usize>, at: usize) -> Option<Draft> {
    match words.folded(at) {
        "nobody" | "none" => Some(draft(at..at + 1, 0.0)),
        "no" if words.folded(at + 1) == "one" && at + 1 < range.end => Some(draft(at..at + 2, 0.0)),
        "no" => {
            let noun = (at + 1..(at + 1 + ADJECTIVES).min(range.end)).find_map(|i| {
                let (len, class, _) = counted::class(words, i, range.end)?;
                matches!(class, Class::Persons | Class::Person | Class::Strong).then_some(i + len)
            })?;
            (at + 1..noun).all(|i| words.kind(i) == Kind::Word).then(|| draft(at..noun, 0.0))
        }
        _ => one(words, range, at),
    }
}

/// "a policeman", "another soldier", "an unidentified gunman": the noun is at `at`.
fn one(words: &Words, range: &Range<usize>, at: usize) -> Option<Draft> {
    let articles = range.start.max(at.saturating_sub(ADJECTIVES))..at;
    let article = articles.into_iter().any(|i| matches!(words.folded(i), "a" | "an" | "another"));
    // "Car bomb kills policeman"
    let headline = at > range.start
        && counted::class(words, at - 1, range.end).is_some_and(|(len, class, measure)| {
            len == 1 && class == Class::Does && matches!(measure, Measure::Deaths | Measure::Injuries)
        });
    if !article && !headline {
        return None;
    }
    let (len, class, _) = counted::class(words, at, range.end)?;
    if !matches!(class, Class::Person | Class::Attacker) {
        return None;
    }
    let end = at + len;
    // "a police car", "a soldier's rifle" are no persons.
    let owns = words.folded(end) == "'s" || words.folded(end) == "-" && words.glued(end);
    let kind = word::is_noun(words, end, range.end)
        && !words.folded(end).ends_with("ed")
        && counted::class(words, end, range.end).is_none_or(|(_, class, _)| {
            matches!(class, Class::Persons | Class::Person | Class::Attacker | Class::Lasting | Class::Strong)
        });
    if end < range.end && (owns || kind) {
        return None;
    }
    if headline {
        return Some(draft(at..end, 1.0));
    }
    let mut start = at;
    while start > range.start && at - start < ADJECTIVES {
        start -= 1;
        let word = words.folded(start);
        if matches!(word, "a" | "an" | "another") {
            let mut draft = draft(start..end, 1.0);
            if class == Class::Attacker {
                draft.said = Said::Alone;
            }
            return Some(draft);
        }
        let between = words.kind(start) == Kind::Word && !word::is_small(word) || word == "-";
        if !between {
            return None;
        }
    }
    None
}

fn draft(words: Range<usize>, value: f64) -> Draft {
    let mut draft = Draft::of(words, Some(value));
    draft.said = Said::Implied;
    draft
}

/// Whether an implied figure is worth keeping: the text says what happened to the person, or it is one who is reported
/// alone.
pub(super) fn keeps(draft: &Draft) -> bool {
    draft.said != Said::Implied
        || draft.value == Some(0.0) && draft.basis == Basis::Told
        || matches!(
            draft.measure,
            Some(
                Measure::Deaths
                    | Measure::Injuries
                    | Measure::Missing
                    | Measure::Displaced
                    | Measure::Detained
            )
        )
}

#[cfg(test)]
mod tests {
    use super::super::tests::figures;
    use super::*;

    #[test]
    fn implied_figures() {
        let read = |text: &str| {
            figures(text)
                .into_iter()
                .map(|f| (f.value, f.measure, f.span.of(text).to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("A policeman was killed in Orvan."),
            [(Some(1.0), Measure::Deaths, "A policeman".to_owned())]
        );
        assert_eq!(read("No one was hurt."), [(Some(0.0), Measure::Injuries, "No one".to_owned())]);
        assert_eq!(
            read("There were no injuries."),
            [(Some(0.0), Measure::Injuries, "no injuries".to_owned())]
        );
        assert_eq!(
            read("The shell killed a young farmer."),
            [(Some(1.0), Measure::Deaths, "a young farmer".to_owned())]
        );
        assert_eq!(read("A gunman fled."), [(Some(1.0), Measure::People, "A gunman".to_owned())]);
        assert_eq!(read("A teacher spoke."), []);
    }
}

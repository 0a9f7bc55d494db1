//! The words behind a number that say what is counted: "12 wounded soldiers", "dozens of the buses".

use std::ops::Range;

use super::counted::{Class, is_known, is_person};
use super::word::{SMALL, Small, is_small};
use super::{Measure, counted, number_word, word};
use crate::text::Words;
use crate::text::plural;
use crate::text::words::{Kind, Shape};

/// The words that say what is counted.
pub(super) struct Phrase {
    /// The noun itself.
    pub(super) head: Option<Range<usize>>,
    /// What kind of noun it is, where the lexicon knows it.
    pub(super) noun: Option<(Class, Measure)>,
    /// A state said of it before it: "three wounded soldiers".
    pub(super) state: Option<Measure>,
    /// The token after it.
    pub(super) end: usize,
    /// Whether the number is tied to it by a hyphen: "a 17-member team".
    pub(super) tied: bool,
}

/// Reads the phrase that begins at token `at`, up to `end`.
pub(super) fn phrase(words: &Words, at: usize, end: usize) -> Phrase {
    const LONGEST: usize = 8;
    let mut found = Phrase { head: None, noun: None, state: None, end: at, tied: false };
    let mut i = at;
    if words.folded(i) == "-" && i < end && words.glued(i) {
        found.tied = true;
        i += 1;
    }
    // "8 of its tanks", "dozens of the wounded"
    if words.folded(i) == "of" && i < end {
        i += 1;
        if i < end && words.folded(i) == "all" {
            i += 1;
        }
        if i < end && matches!(SMALL.word(words.folded(i)), Some(Small::Determiner)) {
            i += 1;
            // "one of those killed"
            found.end = i;
        }
    }
    let mut last = None;
    let from = i;
    // "a 27-nation bloc": what is counted is tied to the number, not what it makes up.
    if found.tied
        && i < end
        && words.kind(i) == Kind::Word
        && !is_small(words.folded(i))
        && words.folded(i) != "strong"
        && !words.folded(i).ends_with("est")
    {
        found.noun = counted::class(words, i, i + 1).map(|(_, class, measure)| (class, measure));
        found.noun = found.noun.filter(|(class, _)| {
            matches!(class, Class::Persons | Class::Person | Class::Attacker | Class::Strong)
        });
        found.head = Some(i..i + 1);
        found.end = i + 1;
        return found;
    }
    while i < end && i < from + LONGEST {
        let word = words.folded(i);
        if words.kind(i) == Kind::Mark {
            let inside = matches!(word, "-" | "\"" | "'")
                && i > from
                && i + 1 < end
                && words.kind(i + 1) == Kind::Word;
            if !(inside || matches!(word, "\"" | "'") && i == from) {
                break;
            }
            i += 1;
            continue;
        }
        if words.kind(i) == Kind::Number {
            break;
        }
        // "dozens of the city's buses": whose they are is not what is counted.
        if word == "'s" {
            last = None;
            i += 1;
            continue;
        }
        if let Some((len, class, measure)) = counted::class(words, i, end) {
            match class {
                // "126 fighter jets": one person's noun before another noun says what kind.
                Class::Person | Class::Attacker
                    if word::is_noun(words, i + len, end)
                        && !is_known(words, i + len, end)
                        && !found.tied =>
                {
                    i += len;
                    continue;
                }
                Class::Persons | Class::Person | Class::Attacker | Class::Strong => {
                    found.head = Some(i..i + len);
                    found.noun = Some((class, measure));
                    i += len;
                    found.end = i;
                    // "student protesters", "police officers": the last noun counts.
                    let more = counted::class(words, i, end)
                        .is_some_and(|(_, c, _)| matches!(c, Class::Persons | Class::Strong));
                    if more && !matches!(class, Class::Strong) {
                        continue;
                    }
                    return found;
                }
                Class::Done | Class::State | Class::Weak => {
                    let next = i + len;
                    let adjective = word::is_noun(words, next, end)
                        && (next..(next + 3).min(end)).take_while(|&k| word::is_noun(words, k, end)).any(
                            |k| {
                                counted::class(words, k, end)
                                    .is_some_and(|(_, c, _)| matches!(c, Class::Persons | Class::Person))
                            },
                        );
                    if adjective && len == 1 {
                        found.state = Some(measure);
                        i = next;
                        continue;
                    }
                    break;
                }
                Class::Lasting => {}
                // "23 arrests"
                Class::Does if i == from && len == 1 && word.ends_with('s') => {
                    found.head = Some(i..i + 1);
                    found.noun = Some((Class::Strong, measure));
                    found.end = i + 1;
                    return found;
                }
                Class::Fate | Class::Does | Class::Toll => break,
            }
        }
        if word == "and" && i > from && i + 1 < end && words.is_capital(i - 1) && words.is_capital(i + 1) {
            // "500 Orvan and Tellis residents"
            i += 1;
            continue;
        }
        // "50 F-16 jets"
        if words.folded(i + 1) == "-"
            && words.glued(i + 1)
            && words.glued(i + 2)
            && i + 2 < end
            && words.kind(i + 2) == Kind::Number
        {
            i += 3;
            continue;
        }
        if is_small_at(words, i) && !matches!(word, "more" | "other" | "such") {
            // "one of the most", "some 20 so far"
            break;
        }
        if number_word::begins(word) && !words.is_capital(i) && i > from {
            break;
        }
        if !matches!(word, "more" | "other" | "such" | "additional" | "further") {
            last = Some(i);
        }
        i += 1;
        let plural = words.shape(i - 1) != Shape::Upper && plural::has_ending(word);
        // "12 United Nations soldiers": the plural of a name goes on to a noun for people.
        let name = words.is_capital(i - 1) && (i..(i + 2).min(end)).any(|k| is_person(words, k, end));
        if plural && !name {
            break;
        }
    }
    if let Some(noun) = last {
        let verb = words.folded(noun).ends_with("ed") && !words.is_capital(noun);
        if !verb || found.tied {
            found.head = Some(noun..noun + 1);
            found.end = noun + 1;
        }
    }
    found
}

/// Whether the token is a small word: "us" is one, "US" is none.
fn is_small_at(words: &Words, at: usize) -> bool {
    is_small(words.folded(at)) && !(words.folded(at) == "us" && words.shape(at) == Shape::Upper)
}

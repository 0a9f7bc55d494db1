//! In which form a verb stands, and where its auxiliaries begin.

use std::ops::Range;

use super::super::grammar::{AMOUNT, Amount, Class};
use super::Sentence;

/// How a verb stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    Finite,
    Bare,
    Gerund,
    Infinitive,
    Passive,
}

impl Sentence<'_, '_> {
    /// The form of a cue, the token after its subject, and whether an auxiliary stands between.
    pub(super) fn form(&self, cue: &Range<usize>) -> Option<(Form, usize, bool)> {
        let v = self.view;
        // "pooh-poohed": the part behind the hyphen has the ending.
        let hyphen = |k: usize| {
            v.word(k + 1) == "-" && v.words.glued(k + 1) && v.words.glued(k + 2) && k + 2 < cue.end
        };
        let first = v.word(if hyphen(cue.start) { cue.start + 2 } else { cue.start });
        let mut left = cue.start;
        let (mut be, mut helper, mut modal) = (false, false, false);
        while left > self.range.start {
            let t = left - 1;
            if v.marks.inside(t) {
                break;
            }
            if v.is(t, Class::BE) || v.contracted(t) && v.word(t).ends_with("'re") {
                be = true;
            } else if v.is(t, Class::MODAL) {
                modal = true;
            } else if v.is(t, Class::AUX) {
                helper = true;
            } else if v.word(t) == "not"
                || v.is(t, Class::ADVERB)
                    && !v.is(t, Class::DET.or(Class::DAY).or(Class::COORD).or(Class::SUB))
            {
            } else if v.word(t) == "'s" && first.ends_with("ing") {
                be = true;
            } else if v.word(t) == "'s" && v.is(t - 1, Class::SUBJECT) {
                // "she's called for it"
                helper = true;
            } else {
                break;
            }
            left = t;
        }
        // Auxiliaries with their pronoun in one word: "she's", "they'll".
        if left < cue.start
            && v.word(left).contains('\'')
            && v.word(left) != "'s"
            && !v.word(left).ends_with("n't")
        {
            left += 1;
        }
        let prev = left.checked_sub(1).filter(|&p| p >= self.range.start);
        let helped = be || helper || modal;
        let noun_before = prev.is_some_and(|p| {
            // "a group that plans to", but "that plan"
            let relative = v.word(p) == "that" && p > self.range.start && v.agent(p - 1);
            (v.is(p, Class::DET.or(Class::POSS)) && !v.is(p, Class::PRON) && !relative
                || v.word(p) == "'s"
                || v.is(p, Class::PREP) && v.word(p) != "to")
                && !helped
        });
        if first.ends_with("ing") && !matches!(first, "bring") {
            if be {
                return Some((Form::Finite, left, true));
            }
            return (!prev.is_some_and(|p| v.is(p, Class::DET.or(Class::POSS)) || v.word(p) == "'s"))
                .then_some((Form::Gerund, left, false));
        }
        if prev.is_some_and(|p| v.word(p) == "to") && !helped {
            let mut start = left - 1;
            // "went on to say", "was quick to add", "tried to explain"
            while start > self.range.start
                && (v.verb(start - 1)
                    || v.is(start - 1, Class::ADVERB)
                    || matches!(
                        v.word(start - 1),
                        "on" | "quick" | "eager" | "used" | "likely" | "able" | "first"
                    ))
                && !v.marks.inside(start - 1)
            {
                start -= 1;
            }
            return Some((if start < left - 1 { Form::Finite } else { Form::Infinitive }, start, true));
        }
        let past = first.ends_with("ed") || v.is(cue.start, Class::PAST) || v.is(cue.start, Class::BE);
        let quantifier =
            prev.is_some_and(|p| v.is(p, Class::SEVERAL) || AMOUNT.word(v.word(p)) == Some(&Amount::Number));
        if noun_before && !quantifier {
            return None;
        }
        if past {
            if be && !v.is(cue.start, Class::BE) {
                return Some((Form::Passive, left, true));
            }
            return Some((Form::Finite, left, helped));
        }
        // "is anxious", "is nervous"
        if be && first.ends_with("ous") {
            return Some((Form::Finite, left, true));
        }
        if first.ends_with('s') && !first.ends_with("ss") {
            return (!helped).then_some((Form::Finite, left, false));
        }
        Some((Form::Bare, left, helped))
    }
}

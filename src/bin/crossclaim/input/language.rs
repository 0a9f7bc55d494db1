//! Texts in another language than the others: they cannot be compared word by word, and are left out by name.

use std::collections::BTreeMap;

use anyhow::anyhow;
use crossclaim::report::escape::one_line;
use crossclaim::report::words;
use rayon::prelude::*;
use whatlang::{Lang, detect};

use super::{Draft, Input};

/// Detection of shorter texts errs too often.
const LEAST: usize = 150;
/// So much of a text tells its language.
const ENOUGH: usize = 1500;

/// Leaves out the drafts whose language is not that of most (English where that is a tie), and says so.
pub(super) fn without_others(drafts: &mut Vec<Draft>, input: &mut Input) {
    let languages: Vec<Option<Lang>> = drafts.par_iter().map(|d| of(&d.text)).collect();
    let mut counts: BTreeMap<&str, (usize, Lang)> = BTreeMap::new();
    for lang in languages.iter().flatten() {
        counts.entry(lang.code()).or_insert((0, *lang)).0 += 1;
    }
    let most =
        counts.iter().max_by_key(|(code, (n, lang))| (*n, *lang == Lang::Eng, std::cmp::Reverse(**code)));
    let Some(&(_, most)) = most.map(|(_, counted)| counted) else { return };
    if most != Lang::Eng {
        input.notes.push(format!(
            "the articles seem to be in {}: the program knows English words only, and will find little",
            most.eng_name()
        ));
    }
    let mut held: BTreeMap<String, usize> = BTreeMap::new();
    for draft in drafts.iter() {
        *held.entry(draft.path.clone()).or_default() += 1;
    }
    let mut languages = languages.into_iter();
    drafts.retain(|draft| {
        let other = languages.next().flatten().filter(|l| *l != most);
        if let Some(other) = other {
            input.left_out.push(
                anyhow!(
                    "seems to be in {}, the others in {}; translate it, or compare it nevertheless with --any-language",
                    other.eng_name(),
                    most.eng_name()
                )
                .context(if held[&draft.path] > 1 { named(draft) } else { draft.path.clone() }),
            );
        }
        other.is_none()
    });
}

/// An article of a file that holds several, by its id, its title, or else its first words.
fn named(draft: &Draft) -> String {
    /// As much as tells one article from others.
    const ENOUGH: usize = 60;
    let title = draft.title.as_ref().map(|t| t.value.as_str());
    let name = draft.id.as_deref().or(title).unwrap_or(&draft.text);
    format!("{}, “{}”", draft.path, words::short(&one_line(name), ENOUGH))
}

/// The language of a text that is long enough to tell.
fn of(text: &str) -> Option<Lang> {
    if text.chars().take(LEAST).count() < LEAST {
        return None;
    }
    let head = text.get(..text.floor_char_boundary(ENOUGH))?;
    if is_english(head) {
        return Some(Lang::Eng);
    }
    let found = detect(head)?;
    found.is_reliable().then_some(found.lang())
}

/// Whether a text is plainly English: a tenth of its words are four that no other language has all of, a third of these
/// "the". Any other text is looked at closely, which costs a hundred times as much.
fn is_english(text: &str) -> bool {
    let (mut all, mut the, mut others) = (0, 0, [0; 3]);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        all += 1;
        match word {
            "the" | "The" => the += 1,
            "of" => others[0] += 1,
            "and" => others[1] += 1,
            "to" => others[2] += 1,
            _ => {}
        }
    }
    others.iter().all(|n| *n > 0) && 30 * the >= all && 10 * (the + others.iter().sum::<usize>()) >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The ferry sank off Port Ellery on Sunday after it struck a reef in heavy fog, the coast guard said. ";
    const GERMAN: &str = "Die Fähre ist am Sonntag vor Port Ellery gesunken, nachdem sie im dichten Nebel auf ein Riff gelaufen war. ";

    fn drafts(texts: &[&str]) -> Vec<Draft> {
        texts.iter().map(|t| Draft { path: "x".into(), text: t.repeat(6), ..Draft::default() }).collect()
    }

    #[test]
    fn the_odd_one_is_left_out_and_named() {
        let (mut all, mut input) = (drafts(&[ENGLISH, GERMAN, ENGLISH]), Input::default());
        without_others(&mut all, &mut input);
        assert_eq!(all.len(), 2);
        assert!(
            format!("{:#}", input.left_out[0]).starts_with("x, “Die Fähre ist am Sonntag"),
            "{:#}",
            input.left_out[0]
        );
        let (mut all, mut input) = (drafts(&[ENGLISH, GERMAN, ENGLISH]), Input::default());
        all[1].path = "zeitung.txt".into();
        without_others(&mut all, &mut input);
        assert!(format!("{:#}", input.left_out[0]).starts_with("zeitung.txt: seems to be in German"));
        let (mut all, mut input) = (drafts(&[GERMAN, GERMAN]), Input::default());
        without_others(&mut all, &mut input);
        assert_eq!((all.len(), input.notes.len()), (2, 1));
    }

    #[test]
    fn plain_english_is_seen_at_once() {
        assert!(is_english(
            "The ferry left the harbour and sank off the town of Ellery; help came to the wreck."
        ));
        for other in [
            GERMAN,
            "De veerboot zonk op zondag voor de kust van Ellery, en of er iemand aan boord was is niet bekend: to be or not to be, dat is alles wat er van de boot bekend is, zei de kustwacht op maandag in een verklaring.",
            "",
        ] {
            assert!(!is_english(&other.repeat(3)), "{other}");
        }
    }

    #[test]
    fn short_texts_stay() {
        let (mut all, mut input) = (drafts(&[ENGLISH]), Input::default());
        all.push(Draft { text: GERMAN.to_owned(), ..Draft::default() });
        without_others(&mut all, &mut input);
        assert_eq!(all.len(), 2);
    }
}

//! What the outlet itself tells around somebody's words: "…, Marlow said on Sunday before a meeting with Bast".
//!
//! The words of a speaker are his claim. What stands around them is no claim when it only says who spoke; it is one, the
//! outlet's own, when it dates something that has two actors or more.

use super::Claim;
use std::sync::Arc;

use crate::article::{Page, Place};
use crate::facet::{Polarity, Reader};
use crate::text::Kind;

/// The fewest words that tell more than who spoke.
const FEWEST: usize = 6;

/// The claims that stand in the frames of attributions, given the claims that were read; in the order of the text.
pub(super) fn read(page: &Page, reader: &Reader<'_>, claims: &[Claim]) -> Vec<Claim> {
    let mut told = vec![false; page.words.len()];
    let mut spoken = vec![false; page.sentences.len()];
    for claim in claims {
        told[claim.words.clone()].fill(true);
        if let Some(subject) = claim.subject {
            told[page.words.within(subject)].fill(true);
        }
        spoken[claim.sentence] |= claim.speaker.is_some();
    }
    let mut frames = Vec::new();
    for (number, sentence) in page.sentences.iter().enumerate() {
        if !spoken[number] || sentence.place != Place::Body {
            continue;
        }
        let mut start = sentence.words.start;
        while start < sentence.words.end {
            let open = |i: usize| !told[i];
            if !open(start) || page.words.kind(start) == Kind::Mark {
                start += 1;
                continue;
            }
            let mut end = (start..sentence.words.end).find(|&i| !open(i)).unwrap_or(sentence.words.end);
            while page.words.kind(end - 1) == Kind::Mark {
                end -= 1;
            }
            let words = start..end;
            start = end;
            if words.clone().filter(|&i| page.words.kind(i) != Kind::Mark).count() < FEWEST {
                continue;
            }
            let mut facets = reader.read(words.clone());
            if facets.names.len() >= 2 && !facets.whens.is_empty() {
                facets.polarity = Polarity::Affirmed;
                frames.push(Claim {
                    span: page.words.cover(words.clone()),
                    words,
                    sentence: number,
                    place: sentence.place,
                    speaker: None,
                    said: None,
                    subject: None,
                    facets: Arc::new(facets),
                });
            }
        }
    }
    frames
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Page};

    fn own(text: &str) -> Vec<String> {
        let page = Page::read(Article::new("a", "a", text));
        let claims = crate::claim::extract(&page);
        claims.iter().filter(|c| c.speaker.is_none()).map(|c| c.span.of(page.text()).to_owned()).collect()
    }

    #[test]
    fn a_meeting_told_beside_a_quotation_is_a_claim() {
        let text =
            "“We have much to do,” Marlow said Saturday before meeting with Tallian Premier Leon Bast.";
        assert_eq!(own(text), ["Marlow said Saturday before meeting with Tallian Premier Leon Bast"]);
    }

    #[test]
    fn who_spoke_is_none() {
        assert_eq!(own("“We have much to do,” a spokesman for the ministry said on Saturday."), [""; 0]);
    }
}

//! Where a claim stands among those of its page, and which of its words the whole story turns on.
//!
//! Two leads tell the event; a word that most outlets print ("convoy", "Millbrook") is common in the run and so weighs
//! little, though it says that two claims are about what the articles are about.

use super::vocabulary::Interner;
use crate::article::Place;
use crate::claim::Claim;

/// The farthest place that is told apart; headings and captions stand there as well.
const FAR: u8 = 30;

/// On a page of fewer sentences that hold claims, to be the first tells nothing.
const FEWEST: usize = 4;

/// So many claims of one sentence are held against each other; a sentence of more is a list.
const MOST: usize = 32;

/// Where one claim stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placement {
    /// 0 in the headline and on a page of few sentences, else the number of its sentence among those of the body that hold
    /// claims, from 1; at most 30.
    pub lead: u8,
    /// Whether it stands in the headline.
    pub headline: bool,
    /// Whether it stands in a heading or caption.
    pub aside: bool,
    /// How many claims of its sentence it lies in.
    pub inside: u8,
    /// How many claims of its sentence lie in it.
    pub holds: u8,
    /// The stems of its content words that most pages of the story print, sorted.
    pub topic: Vec<u32>,
}

/// The placement of each claim of a page, but for its topic. Claims stand in the order of the text.
pub fn of_page(claims: &[Claim]) -> Vec<Placement> {
    let mut placements = Vec::with_capacity(claims.len());
    let mut body = 0_u8;
    let few = claims.chunk_by(|a, b| a.sentence == b.sentence).take(FEWEST).count() < FEWEST;
    for sentence in claims.chunk_by(|a, b| a.sentence == b.sentence) {
        let place = sentence[0].place;
        body = body.saturating_add(u8::from(place == Place::Body));
        let lead = match place {
            Place::Headline => 0,
            _ if few => 0,
            Place::Body => body.min(FAR),
            _ => FAR,
        };
        for claim in sentence {
            let others = || sentence.iter().take(MOST).filter(|c| c.span != claim.span);
            placements.push(Placement {
                lead,
                headline: place == Place::Headline,
                aside: matches!(place, Place::Heading | Place::Caption),
                inside: others().filter(|c| c.span.contains(claim.span)).count() as u8,
                holds: others().filter(|c| claim.span.contains(c.span)).count() as u8,
                topic: Vec::new(),
            });
        }
    }
    placements
}

/// What two placements have in common: the sided features, then the others, in the order of their names in
/// [`super::NAMES`].
pub(super) fn compare(
    interner: &Interner,
    [a, b]: [(&Placement, &[(u32, u16)]); 2],
) -> ([[f64; 2]; 4], [f64; 8]) {
    // How rare a stem is in English news, whatever the run.
    let rare = |stem: u32| -f64::from(interner.of(stem).share.max(1e-5)).ln();
    let (mut topics, mut topic_weight, mut rarest_topic) = (0.0, 0.0, 0.0_f64);
    let (mut others, mut other_weight, mut rarest_other) = (0.0, 0.0, 0.0_f64);
    let mut rest = b.1;
    for &(stem, _) in a.1 {
        let skip = rest.partition_point(|(s, _)| *s < stem);
        rest = &rest[skip..];
        if rest.first().is_none_or(|(s, _)| *s != stem) {
            continue;
        }
        let weight = rare(stem);
        if a.0.topic.binary_search(&stem).is_ok() && b.0.topic.binary_search(&stem).is_ok() {
            topics += 1.0;
            topic_weight += weight;
            rarest_topic = rarest_topic.max(weight);
        } else {
            others += 1.0;
            other_weight += weight;
            rarest_other = rarest_other.max(weight);
        }
    }
    let own = |p: &Placement| p.topic.iter().map(|&s| rare(s)).sum::<f64>();
    let covered = |p: &Placement| if p.topic.is_empty() { 0.0 } else { topic_weight / own(p) };
    let both = |f: fn(&Placement) -> u8| [f64::from(f(a.0)), f64::from(f(b.0))];
    let count = |f: fn(&Placement) -> bool| f64::from(u8::from(f(a.0)) + u8::from(f(b.0)));
    (
        [both(|p| p.lead), both(|p| p.inside), both(|p| p.holds), [covered(a.0), covered(b.0)]],
        [
            count(|p| p.headline),
            count(|p| p.aside),
            topics,
            topic_weight,
            rarest_topic,
            others,
            other_weight,
            rarest_other,
        ],
    )
}

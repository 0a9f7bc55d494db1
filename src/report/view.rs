//! The story as every format sees it: ids made of content, lines, columns.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::align::At;
use crate::claim::Claim;
use crate::facet::Relation;
use crate::story::Story;
use crate::text::Span;
use crate::verdict::{Finding, Side};

/// A digest of texts, 64 bits: FNV-1a over the bytes of each and a separator, finished with the mixer of
/// `SplitMix64`. It names content; it protects against nothing.
pub fn digest(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    };
    for part in parts {
        part.bytes().for_each(&mut eat);
        // No byte of UTF-8 text: parts cannot run into each other.
        eat(0xff);
    }
    hash ^= hash >> 30;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^= hash >> 27;
    hash = hash.wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// An id out of content: a letter for its kind and twelve hexadecimal digits. A large run has a million of them, hence not
/// in a text of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Id([u8; 13]);

impl Id {
    fn new(kind: u8, parts: &[&str]) -> Self {
        let digest = digest(parts) >> 16;
        let mut id = [kind; 13];
        for (place, digit) in id[1..].iter_mut().enumerate() {
            *digit = b"0123456789abcdef"[(digest >> (44 - 4 * place) & 0xf) as usize];
        }
        Self(id)
    }

    /// An id that was given before; one of other length, which nobody gives, is cut or filled up.
    fn given(text: &str) -> Self {
        let mut id = [b'0'; 13];
        for (to, from) in id.iter_mut().zip(text.bytes().filter(u8::is_ascii)) {
            *to = from;
        }
        Self(id)
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Makes each id of a list unique by counting the later ones of equal content.
fn unique<S: AsRef<str>>(kind: u8, contents: impl Iterator<Item = Vec<S>>) -> Vec<Id> {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    contents
        .map(|content| {
            let mut parts: Vec<&str> = content.iter().map(AsRef::as_ref).collect();
            // Contents are told apart by their digests, as their ids are.
            let occurrence = seen.entry(digest(&parts)).or_default();
            *occurrence += 1;
            let number = occurrence.to_string();
            parts.push(&number);
            Id::new(kind, &parts)
        })
        .collect()
}

/// What a reviewer said of a finding, in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reviewed {
    /// The decision.
    pub decision: String,
    /// The remark.
    pub note: String,
}

/// A story with its ids, lines and columns.
#[derive(Debug)]
pub struct View<'a> {
    /// The story itself.
    pub story: &'a Story,
    /// The outlets' names, sorted, each once: the columns of the tables.
    pub outlets: Vec<&'a str>,
    /// What reviewers said, by the number of the finding; none unless somebody fills it in.
    pub reviewed: BTreeMap<usize, Reviewed>,
    claims: Vec<Vec<Id>>,
    groups: Vec<Id>,
    findings: Vec<Id>,
    /// The groups of each claim that has any.
    groups_of: BTreeMap<At, Vec<usize>>,
    /// Where the lines of each page begin.
    lines: Vec<Vec<u32>>,
    /// The outlets with several articles.
    several: BTreeSet<&'a str>,
}

impl<'a> View<'a> {
    /// Prepares a story for the formats.
    pub fn of(story: &'a Story) -> Self {
        let mut outlets: Vec<&str> = story.told.iter().map(|t| t.page.article.outlet.as_str()).collect();
        outlets.sort_unstable();
        let several = outlets.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        outlets.dedup();
        let lines = story.told.par_iter().map(|t| line_starts(t.page.text())).collect();
        let claims: Vec<Vec<Id>> = story
            .told
            .par_iter()
            .map(|told| {
                let page = &told.page;
                let content = |c: &Claim| vec![page.article.id.as_str(), c.span.of(page.text())];
                unique(b'c', told.claims.iter().map(content))
            })
            .collect();
        let claim = |at: At| claims[at.page as usize][at.claim as usize];
        let groups = unique(
            b'g',
            story.groups.iter().map(|g| {
                let mut members: Vec<String> =
                    g.members.iter().map(|at| claim(*at).as_str().to_owned()).collect();
                members.sort_unstable();
                members
            }),
        );
        let findings = unique(
            b'f',
            story.findings.iter().map(|f| {
                let mut sides: Vec<String> = f
                    .sides
                    .iter()
                    .map(|s| {
                        claim(s.at).as_str().to_owned()
                            + " "
                            + s.span.of(story.told[s.at.page as usize].page.text())
                    })
                    .collect();
                sides.sort_unstable();
                sides.insert(0, f.kind.name().to_owned());
                sides.insert(1, f.measure.map(|m| m.name().to_owned()).unwrap_or_default());
                sides
            }),
        );
        let mut groups_of: BTreeMap<At, Vec<usize>> = BTreeMap::new();
        for (number, group) in story.groups.iter().enumerate() {
            for at in &group.members {
                groups_of.entry(*at).or_default().push(number);
            }
        }
        Self {
            story,
            outlets,
            reviewed: BTreeMap::new(),
            claims,
            groups,
            findings,
            groups_of,
            lines,
            several,
        }
    }

    /// The id of a claim: of its article's id and its words, whatever their place.
    pub fn claim_id(&self, at: At) -> &str {
        self.claims[at.page as usize][at.claim as usize].as_str()
    }

    /// The id of a group: of its claims' ids.
    pub fn group_id(&self, group: usize) -> &str {
        self.groups[group].as_str()
    }

    /// The id of a finding, by its number in the story: of its kind, measure, and sides.
    pub fn finding_id(&self, finding: usize) -> &str {
        self.findings[finding].as_str()
    }

    /// Gives the findings the ids of another view, in their order: those of findings that have lost a side still name them
    /// as all reports do.
    pub fn keep_ids(&mut self, ids: &[String]) {
        if ids.len() == self.findings.len() {
            self.findings = ids.iter().map(|id| Id::given(id)).collect();
        }
    }

    /// The groups that a claim stands in.
    pub fn groups_of(&self, at: At) -> impl Iterator<Item = usize> {
        self.groups_of.get(&at).into_iter().flatten().copied()
    }

    /// How many claims stand in a group with a claim of another outlet.
    pub fn shared(&self) -> usize {
        let mut shared: Vec<At> = Vec::new();
        for group in &self.story.groups {
            let first = group.members.first().map(|at| self.outlet(*at));
            if group.members.iter().any(|at| Some(self.outlet(*at)) != first) {
                shared.extend(&group.members);
            }
        }
        shared.sort_unstable();
        shared.dedup();
        shared.len()
    }

    /// The claim itself.
    pub fn claim(&self, at: At) -> &'a Claim {
        &self.story.told[at.page as usize].claims[at.claim as usize]
    }

    /// The text of the page that a claim stands on.
    pub fn text(&self, at: At) -> &'a str {
        self.story.told[at.page as usize].page.text()
    }

    /// The outlet that a claim is of.
    pub fn outlet(&self, at: At) -> &'a str {
        &self.story.told[at.page as usize].page.article.outlet
    }

    /// Whether an outlet has several articles, so that a line alone says too little.
    pub fn has_several(&self, outlet: &str) -> bool {
        self.several.contains(outlet)
    }

    /// The file that a claim is from.
    pub fn path(&self, at: At) -> &'a str {
        &self.story.told[at.page as usize].page.article.path
    }

    /// The sentence that a claim stands in.
    pub fn sentence(&self, at: At) -> Span {
        let told = &self.story.told[at.page as usize];
        told.page.sentences[told.claims[at.claim as usize].sentence].span
    }

    /// The line of a byte of a page, counted from 1.
    pub fn line(&self, page: u32, byte: usize) -> usize {
        self.lines[page as usize].partition_point(|start| *start as usize <= byte)
    }

    /// Which origin a page has, as the number of the first page of that origin: itself unless it prints another's
    /// text.
    pub fn origin(&self, page: u32) -> u32 {
        self.story.origins[page as usize] as u32
    }

    /// The findings by relation, in the story's order, each with its number.
    pub fn with(&self, relation: Relation) -> impl Iterator<Item = (usize, &'a Finding)> {
        self.story.findings.iter().enumerate().filter(move |(_, f)| f.relation == relation)
    }

    /// The words of a side.
    pub fn words(&self, side: &Side) -> &'a str {
        side.span.of(self.text(side.at))
    }
}

/// The offsets at which lines begin; a line ends behind `\n`, `\r\n` or a lone `\r`.
pub fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(i, b)| match b {
        b'\n' => true,
        b'\r' => bytes.get(i + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|(i, _)| i as u32 + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Options, compare};

    #[test]
    fn lines_end_in_any_style() {
        assert_eq!(line_starts("a\nb\r\nc\rd"), [0, 2, 5, 7]);
    }

    #[test]
    fn digests_keep_parts_apart() {
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_ne!(digest(&[""]), digest(&[]));
    }

    #[test]
    fn ids_do_not_move_with_the_text() {
        let told = |text: &str| compare(vec![Article::new("a", "Herald", text)], &Options::default());
        let sank = "The ferry Lady Marrow sank off Port Ellery late on Sunday.";
        let ids = |text: &str| {
            let story = told(text);
            let view = View::of(&story);
            let claims = (0..story.told[0].claims.len()).map(|claim| At { page: 0, claim: claim as u32 });
            let of = claims.filter(|at| view.claim(*at).span.of(text).contains("Lady Marrow"));
            of.map(|at| view.claim_id(at).to_owned()).collect::<Vec<_>>()
        };
        let one = ids(&format!("{sank} Nobody was on deck at the time of the accident."));
        let two = ids(&format!("The boat struck a reef in heavy fog, the harbour master said.\n\n{sank}"));
        assert!(one.len() == 1 && one == two, "{one:?} {two:?}");
        let twice = ids(&format!("{sank} {sank}"));
        assert!(twice.len() == 2 && twice[0] != twice[1], "{twice:?}");
    }
}

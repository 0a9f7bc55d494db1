//! Which pages of a large run tell one story, so that a day's articles can be compared at once.
//!
//! A few pages are taken for one story: somebody chose them. Of more, two tell one story where they share enough rare words,
//! by weight. A link of two pages, not a cluster: chains of links would make one story of all, since every page has
//! something in common with some other. Rows of (word, page) are sorted, and a word that very many pages hold says
//! nothing, so that the cost is near-linear in the text.

use rustc_hash::FxHashMap;

use super::Told;
use super::feature::vocabulary;
use crate::article::Place;
use crate::text::{Kind, stem};

/// So many pages are one story.
const FEW: usize = 50;

/// The share of the lighter page's rare words, by weight, that two pages of one story have in common. Of 10,000 true pairs
/// among 5,000 pages of 1,000 edited stories 99% reach it, and 19 of 20 pairs that do are true.
const SAME: f32 = 0.18;

/// A word on more pages than this is no evidence, unless there are fewer than [`ALL`] pages.
const CROWD: usize = 60;

/// Up to so many pages, each is held against each: pages of one story share its commonest words.
const ALL: usize = 400;

/// How many pages of general news stand beside those of the run when the rarity of a word is counted, and how many
/// sentences such a page has.
const BACKGROUND: f32 = 400.0;
const SENTENCES: f32 = 20.0;

/// Which pages tell the same story.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    /// For each page the others of its story, sorted; `None` where all pages tell one.
    near: Option<Vec<Vec<u32>>>,
}

impl Stories {
    /// Reads who tells the same out of the words of the pages.
    pub fn of(told: &[Told]) -> Self {
        if told.len() <= FEW {
            return Self::default();
        }
        let (pages, words) = vocabularies(told);
        let crowd = if told.len() <= ALL { told.len() } else { CROWD };
        let mut frequency = vec![0_u32; words.len()];
        pages.iter().flatten().for_each(|&w| frequency[w as usize] += 1);
        let run = told.len().saturating_sub(ALL) as f32;
        let weight: Vec<f32> = words
            .iter()
            .zip(&frequency)
            .map(|(share, &n)| {
                let usual = 1.0 - (1.0 - share).powf(SENTENCES);
                let own = n as f32 / told.len() as f32;
                ((run + BACKGROUND) / (own * run + usual * BACKGROUND + 0.5)).ln()
            })
            .collect();
        let tells = |w: u32| {
            let n = frequency[w as usize] as usize;
            n <= crowd && weight[w as usize] > LEAST
        };
        let mut rows: Vec<(u32, u32)> = Vec::new();
        let mut heavy = vec![0.0_f32; pages.len()];
        for (page, own) in pages.iter().enumerate() {
            for &w in own.iter().filter(|&&w| tells(w)) {
                heavy[page] += weight[w as usize];
                if frequency[w as usize] > 1 {
                    rows.push((w, page as u32));
                }
            }
        }
        rows.sort_unstable();
        let mut pages_of: Vec<&[(u32, u32)]> = vec![&[]; words.len()];
        for crowd in rows.chunk_by(|a, b| a.0 == b.0) {
            pages_of[crowd[0].0 as usize] = crowd;
        }
        // Page by page, so that what is held at a time is one page's neighbours and not all pairs of the run.
        let mut near: Vec<Vec<u32>> = vec![Vec::new(); pages.len()];
        let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
        for (page, own) in pages.iter().enumerate() {
            shared.clear();
            // In the order of the words: sums of floating-point numbers hang on their order.
            for &w in own.iter().filter(|&&w| frequency[w as usize] > 1 && tells(w)) {
                let others = pages_of[w as usize];
                let later = others.partition_point(|&(_, other)| other as usize <= page);
                for &(_, other) in &others[later..] {
                    *shared.entry(other).or_default() += weight[w as usize];
                }
            }
            let enough = |(&other, &sum): (&u32, &f32)| {
                (sum >= SAME * heavy[page].min(heavy[other as usize])).then_some(other)
            };
            let mut others: Vec<u32> = shared.iter().filter_map(enough).collect();
            others.sort_unstable();
            for other in others {
                near[page].push(other);
                near[other as usize].push(page as u32);
            }
        }
        for others in &mut near {
            others.sort_unstable();
        }
        Self { near: Some(near) }
    }

    /// Whether two pages tell one story; each tells its own.
    pub fn meet(&self, a: u32, b: u32) -> bool {
        a == b || self.near.as_ref().is_none_or(|near| near[a as usize].binary_search(&b).is_ok())
    }

    /// Whether all pages tell one story.
    pub fn is_one(&self) -> bool {
        self.near.is_none()
    }

    /// The pages that tell the story of a page, itself first. Of one story of all, only itself.
    pub fn of_page(&self, page: u32) -> impl Iterator<Item = u32> {
        let others = self.near.as_ref().map_or(&[][..], |near| &near[page as usize]);
        std::iter::once(page).chain(others.iter().copied())
    }

    /// Divides items that stand on pages: each, in their order, goes into the first list that `takes` it, out of those
    /// that an item of its story has begun, or else begins one. Lists come in the order of their first items.
    pub fn divide<'t, T>(
        &self,
        items: &[&'t T],
        page: impl Fn(&T) -> u32,
        takes: impl Fn(&[&'t T], &'t T) -> bool,
    ) -> Vec<Vec<&'t T>> {
        let mut lists: Vec<Vec<&T>> = Vec::new();
        let mut begun: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for &item in items {
            let page = page(item);
            let known: Vec<usize> = match &self.near {
                None => {
                    let all = begun.get(&0).map_or(&[][..], Vec::as_slice);
                    all[all.len().saturating_sub(LISTS)..].to_vec()
                }
                Some(near) => {
                    let pages = near[page as usize].iter().chain([&page]);
                    let mut known: Vec<usize> =
                        pages.filter_map(|p| begun.get(p)).flatten().copied().collect();
                    known.sort_unstable();
                    known
                }
            };
            let last = known.len().saturating_sub(LISTS);
            if let Some(list) = known.into_iter().skip(last).find(|&list| takes(&lists[list], item)) {
                lists[list].push(item);
            } else {
                let leader = if self.near.is_some() { page } else { 0 };
                begun.entry(leader).or_default().push(lists.len());
                lists.push(vec![item]);
            }
        }
        lists
    }
}

/// An item looks into no more lists of its story than this, the latest of them: no story tells so many events, and a text
/// that does is made to cost.
const LISTS: usize = 400;

/// The least weight, in nats, of a word that tells anything.
const LEAST: f32 = 0.3;

/// The distinct words of each page by number, in the order in which the run first holds them, and of each word the share of
/// sentences of English news that hold it.
fn vocabularies(told: &[Told]) -> (Vec<Vec<u32>>, Vec<f32>) {
    let mut ids: FxHashMap<&str, u32> = FxHashMap::default();
    let mut stems: FxHashMap<String, u32> = FxHashMap::default();
    let mut shares: Vec<f32> = Vec::new();
    let mut pages = Vec::with_capacity(told.len());
    for one in told {
        let words = &one.page.words;
        let mut own: Vec<u32> = Vec::new();
        let sentences = one.page.sentences.iter().filter(|s| s.place != Place::Furniture);
        for i in sentences.flat_map(|s| s.words.clone()).filter(|&i| words.kind(i) != Kind::Mark) {
            let word = words.folded(i);
            let id = *ids.entry(word).or_insert_with(|| {
                let root = stem::stem(word);
                let next = shares.len() as u32;
                if let Some(&known) = stems.get(&root) {
                    return known;
                }
                shares.push(vocabulary::share(&root));
                stems.insert(root, next);
                next
            });
            own.push(id);
        }
        own.sort_unstable();
        own.dedup();
        pages.push(own);
    }
    (pages, shares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Page};
    use crate::claim;

    /// Pages of stories of three outlets each: every story has names of its own, and words that all have.
    fn pile(stories: usize) -> Vec<Told> {
        const SYLLABLES: [&str; 10] = ["bor", "cal", "dun", "fen", "gar", "hol", "kel", "mar", "nor", "tam"];
        let article = |n: usize| {
            let (story, outlet) = (n / 3, n % 3);
            let (tens, ones) = (SYLLABLES[story / 10 % 10], SYLLABLES[story % 10]);
            let name = |role: &str| format!("{role}{tens}{ones}y");
            let (place, ship, owner, master) = (name("Q"), name("V"), name("Z"), name("X"));
            let cargo: Vec<String> =
                ["J", "W", "Y", "Kv", "Zh", "Pr", "Gl", "Th", "Sw", "Br", "Dw"].map(name).to_vec();
            let cargo = cargo.join(", ");
            let text = [
                format!("The {ship} of {owner} was lost near {place}, {master} said. {cargo}."),
                format!("{owner} gave up the {ship}; {master} had left {place} with it. {cargo}."),
                format!("Nobody in {place} knew {master} or why {owner} had sent the {ship}. {cargo}."),
            ];
            let outlet_name = ["Gazette", "Herald", "Post"][outlet];
            let page = Page::read(Article::new(format!("{n:04}"), outlet_name, text[outlet].clone()));
            let claims = claim::extract(&page);
            Told { page, claims }
        };
        (0..3 * stories).map(article).collect()
    }

    #[test]
    fn a_few_pages_are_one_story() {
        let told = pile(3);
        let stories = Stories::of(&told);
        assert!(stories.meet(0, 8));
    }

    #[test]
    fn of_many_pages_those_that_share_rare_words() {
        let told = pile(40);
        let stories = Stories::of(&told);
        assert!(stories.meet(0, 1) && stories.meet(2, 0));
        let strangers = (0..120).flat_map(|a| (0..120).map(move |b| (a, b))).filter(|(a, b)| a / 3 != b / 3);
        let wrong = strangers.filter(|&(a, b)| stories.meet(a, b)).count();
        assert!(wrong < 600, "{wrong} of 14040");
    }

    #[test]
    fn what_is_divided_stays_within_its_story() {
        let stories = Stories { near: Some(vec![vec![1], vec![0], vec![]]) };
        let pages = [&0, &1, &2];
        assert_eq!(stories.divide(&pages, |p| *p, |_, _| true), [vec![&0, &1], vec![&2]]);
        assert_eq!(Stories::default().divide(&pages, |p| *p, |_, _| true).len(), 1);
    }
}

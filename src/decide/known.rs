//! Sides of before, found again by their words without a look at every one of them.

use rustc_hash::FxHashMap;

use super::question::{Plain, VERSION};
use crate::text::similarity::jaccard;

/// How many rows are looked at for a question in other words: stories written after one pattern have thousands.
const MOST: usize = 32;

/// Rows of sides, each row those of one question or decision, numbered in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The rows in which an outlet says certain words, or writes a certain sentence.
    exact: FxHashMap<(String, String), Vec<usize>>,
    /// A number for each folded word of a sentence.
    numbers: FxHashMap<String, u32>,
    /// By the number of a word, the versions that hold it.
    holders: Vec<Vec<usize>>,
    /// The sides that are found again in other words.
    versions: Vec<Version>,
    rows: usize,
}

/// A side whose sentence is known.
#[derive(Clone, Debug)]
struct Version {
    row: usize,
    outlet: String,
    /// The numbers of its words, sorted, each once.
    words: Vec<u32>,
}

/// What a side is looked up by.
struct Keys {
    words: (String, String),
    sentence: Option<(String, String)>,
}

impl Keys {
    fn of(side: &Plain) -> Self {
        let sentence = &side.sentence;
        let key = |words: String| (side.outlet.clone(), words);
        Self {
            words: key(side.words.join(" ")),
            sentence: (!sentence.is_empty()).then(|| key(format!("= {}", sentence.join(" ")))),
        }
    }
}

impl Known {
    /// Adds the sides of a row, whose number is how many there were before. `reworded`: whether they are to be found again
    /// in other words as well.
    pub(super) fn add(&mut self, sides: &[Plain], reworded: bool) {
        for side in sides {
            let keys = Keys::of(side);
            for key in [Some(keys.words), keys.sentence].into_iter().flatten() {
                self.exact.entry(key).or_default().push(self.rows);
            }
            if !reworded {
                continue;
            }
            let number = self.versions.len();
            let mut words: Vec<u32> = side.bag.iter().map(|w| self.number(w)).collect();
            words.sort_unstable();
            for &word in &words {
                self.holders[word as usize].push(number);
            }
            self.versions.push(Version { row: self.rows, outlet: side.outlet.clone(), words });
        }
        self.rows += 1;
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.holders.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.holders.push(Vec::new());
        number
    }

    /// The rows in which a side may stand as it does: every one in which it does is among them. Ascending.
    pub(super) fn saying(&self, side: &Plain) -> Vec<usize> {
        let keys = Keys::of(side);
        sorted([Some(keys.words), keys.sentence].into_iter().flatten().flat_map(|k| self.at(&k)).collect())
    }

    /// The rows in which two of these sides may stand, as they do or reworded; of very many the most alike. Ascending.
    pub(super) fn meeting(&self, sides: &[Plain]) -> Vec<usize> {
        let mut met: Vec<(usize, f64)> = sides.iter().flat_map(|side| self.near(side)).collect();
        met.sort_by_key(|(row, _)| *row);
        let twice = met.chunk_by(|a, b| a.0 == b.0).filter(|rows| rows.len() > 1);
        let mut rows: Vec<(f64, usize)> =
            twice.map(|rows| (rows.iter().map(|(_, alike)| alike).sum(), rows[0].0)).collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        rows.truncate(MOST);
        sorted(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// The rows in which a side may stand, as it does or reworded, each once, with how alike the sentences are.
    fn near(&self, side: &Plain) -> Vec<(usize, f64)> {
        let keys = Keys::of(side);
        let same = keys.sentence.iter().chain([&keys.words]).flat_map(|k| self.at(k));
        let mut rows: Vec<(usize, f64)> = same.map(|row| (row, 1.0)).collect();
        // Words that nobody knows get numbers of their own, beyond all.
        let unknown = self.holders.len() as u32;
        let number = |(i, w): (usize, &String)| self.numbers.get(w).copied().unwrap_or(unknown + i as u32);
        let mut words: Vec<u32> = side.bag.iter().enumerate().map(number).collect();
        words.sort_unstable();
        let held = |w: u32| self.holders.get(w as usize).map_or(&[][..], Vec::as_slice);
        // A version shares at least half of the words, and so one of any half and one more: the rarest serve best.
        let mut rare = words.clone();
        rare.sort_by_key(|w| held(*w).len());
        rare.truncate((words.len() as f64 * (1.0 - VERSION)) as usize + 1);
        let mut seen = vec![false; self.versions.len()];
        for &candidate in rare.iter().flat_map(|w| held(*w)) {
            if std::mem::replace(&mut seen[candidate], true) {
                continue;
            }
            let version = &self.versions[candidate];
            let (least, most) = (version.words.len().min(words.len()), version.words.len().max(words.len()));
            // Sentences of very unequal length share too little, whatever they say.
            let may = version.outlet == side.outlet && least as f64 >= VERSION * most as f64;
            let alike = if may { jaccard(&version.words, &words) } else { 0.0 };
            if alike >= VERSION {
                rows.push((version.row, alike));
            }
        }
        rows.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        rows.dedup_by_key(|(row, _)| *row);
        rows
    }

    fn at(&self, key: &(String, String)) -> Vec<usize> {
        self.exact.get(key).cloned().unwrap_or_default()
    }
}

fn sorted(mut rows: Vec<usize>) -> Vec<usize> {
    rows.sort_unstable();
    rows.dedup();
    rows
}

#[cfg(test)]
mod tests {
    use super::super::Side;
    use super::super::question::Likeness;
    use super::*;

    fn side(outlet: &str, words: &str, sentence: &str) -> Side {
        Side { outlet: outlet.into(), words: words.into(), sentence: sentence.into() }
    }

    /// Sides in many versions: of two outlets, with and without sentences, with words exchanged one after the other.
    fn sides() -> Vec<Side> {
        let words = ["The", "ferry", "sank", "off", "the", "port,", "killing", "31", "people", "today."];
        let others = ["A", "boat", "went", "near", "some", "isle", "drowning", "40", "men", "then"];
        let mut all =
            vec![side("Gazette", "31 people", ""), side("Gazette", "", ""), side("Herald", "40 men", "")];
        for outlet in ["Gazette", " Herald "] {
            for from in 0..=10 {
                for step in [1, 2, 3] {
                    let word =
                        |i: usize| if i >= from && i.is_multiple_of(step) { others[i] } else { words[i] };
                    let sentence: Vec<&str> = (0..10).map(word).collect();
                    all.push(side(outlet, &sentence[7..9].join(" "), &sentence.join(" ")));
                    all.push(side(outlet, sentence[7], &sentence.join(" ").to_uppercase()));
                }
            }
        }
        all
    }

    #[test]
    fn nothing_that_meets_is_passed_over() {
        let all = Plain::all(&sides());
        let mut known = Known::default();
        for side in &all {
            known.add(std::slice::from_ref(side), true);
        }
        for now in &all {
            let saying = known.saying(now);
            let near: Vec<usize> = known.near(now).into_iter().map(|(row, _)| row).collect();
            for (row, before) in all.iter().enumerate() {
                let likeness = before.likeness(now);
                assert!(likeness != Likeness::Same || saying.contains(&row), "{before:?} {now:?}");
                assert!(likeness == Likeness::Other || near.contains(&row), "{before:?} {now:?}");
            }
            assert!(near.len() < all.len(), "and most of the others are");
        }
        let both = [all[5].clone(), all[70].clone()];
        known.add(&both, true);
        assert!(known.meeting(&both).contains(&all.len()));
    }
}

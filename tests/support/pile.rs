//! A pile of articles of any size, for measuring: the invented stories again and again, each time with names, numbers and a
//! third of its longer words of its own, told by several outlets that leave out, move and shorten sentences. The same size
//! and seed give the same pile.

use std::collections::BTreeMap;

use crossclaim::Article;
use crossclaim::calendar::Day;

/// The generator of Park and Miller: a row of numbers that look random and never change.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// A row for each seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Self(seed % 2_147_483_646 + 1);
        // Rows of neighbouring seeds begin alike.
        for _ in 0..4 {
            dice.below(2);
        }
        dice
    }

    /// The next number below `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as usize % most.max(1)
    }
}

const SYLLABLES: [&str; 40] = [
    "bor", "cal", "dun", "fen", "gar", "hol", "kel", "mar", "nor", "tam", "vel", "wex", "pol", "ris", "lun",
    "quil", "sab", "tor", "ulm", "yar", "zin", "ber", "cor", "dal", "esk", "fal", "gil", "hew", "ing", "jor",
    "kam", "lor", "mis", "nev", "oth", "pen", "rud", "sel", "tig", "ven",
];

const OUTLETS: [&str; 5] = ["Gazette", "Herald", "Post", "Echo", "Tribune"];

/// A word that no other is like.
fn coined(dice: &mut Dice) -> String {
    (0..3).map(|_| SYLLABLES[dice.below(SYLLABLES.len())]).collect()
}

/// A story in words of its own: what each of its words became.
struct Story<'a> {
    dice: Dice,
    words: BTreeMap<&'a str, String>,
}

impl<'a> Story<'a> {
    /// A sentence as this story has it.
    fn told(&mut self, sentence: &'a str) -> String {
        let mut out = String::with_capacity(sentence.len());
        let mut first = true;
        for part in sentence.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            let rest = &part[word.len()..];
            let name = word.starts_with(char::is_uppercase) && !first && word.len() > 3;
            let long = word.len() > 6 && word.bytes().all(|b| b.is_ascii_lowercase());
            if let (Ok(number), true) = (word.parse::<u32>(), word.len() < 4) {
                let known = self.words.entry(word);
                let dice = &mut self.dice;
                out.push_str(known.or_insert_with(|| (number + dice.below(90) as u32).to_string()));
            } else if name || long {
                let dice = &mut self.dice;
                let own = self.words.entry(word).or_insert_with(|| match (name, dice.below(3)) {
                    (true, _) => {
                        let word = coined(dice);
                        format!("{}{}", word[..1].to_uppercase(), &word[1..])
                    }
                    (false, 0) => coined(dice),
                    _ => word.to_owned(),
                });
                out.push_str(own);
            } else {
                out.push_str(word);
            }
            out.push_str(rest);
            first = false;
        }
        out
    }
}

/// Articles with `sentences` sentences in all, or a few more, out of `bases`: the articles of each story that is known.
pub(crate) fn articles(bases: &[Vec<Article>], sentences: usize, seed: u64) -> Vec<Article> {
    let mut pile = Vec::new();
    let (mut all, mut number) = (0, 0);
    while all < sentences {
        let base = &bases[number % bases.len()];
        let mut dice = Dice::new(seed + 7 * number as u64);
        let day = Day::new(2015, 1, 1).map(|d| d.plus((number % 3650) as i64));
        let mut story = Story { dice: dice.clone(), words: BTreeMap::new() };
        let outlets = 2 + dice.below(OUTLETS.len() - 1);
        for outlet in 0..outlets {
            let article = &base[outlet % base.len()];
            let mut lines: Vec<String> = Vec::new();
            for line in article
                .text
                .split("\n\n")
                .flat_map(|p| p.split_inclusive(". "))
                .filter(|l| !l.trim().is_empty())
            {
                let told = story.told(line.trim());
                // What an outlet does to a sentence: it leaves one in five out, and drops a word of every third.
                if dice.below(5) == 0 {
                    continue;
                }
                let mut words: Vec<&str> = told.split(' ').collect();
                if words.len() > 8 && dice.below(3) == 0 {
                    words.remove(1 + dice.below(words.len() - 2));
                }
                lines.push(words.join(" "));
            }
            if lines.len() > 4 && dice.below(2) == 0 {
                let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
                lines.swap(a, b);
            }
            all += lines.len();
            let id = format!("{number:06}-{outlet}");
            let mut article = Article::new(id, OUTLETS[outlet], lines.join("\n\n"));
            article.published = day;
            pile.push(article);
        }
        number += 1;
    }
    pile
}

//! An annotation out of a listing made by hand: rows of columns separated by tabs.
//!
//! ```text
//! agree|compatible|conflict  kind  document  passage  document  passage  note
//! apart                      why   document  passage  document  passage
//! repeat     document  passage  passage
//! furniture  document  passage
//! speaker    document  passage  name
//! ```
//!
//! A line that begins with `#` is a remark.

use super::gold::{Gold, Listed, Passage, Place};
use crate::facet::{Kind, Relation};

impl Gold {
    /// Reads a listing.
    ///
    /// # Errors
    /// If a row is none of the above: its line, and what is wrong with it.
    pub fn listing(text: &str) -> Result<Self, String> {
        let mut gold = Self::default();
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            row(&mut gold, number + 1, line).map_err(|error| format!("line {}: {error}", number + 1))?;
        }
        Ok(gold)
    }
}

fn row(gold: &mut Gold, number: usize, line: &str) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let column = |at: usize| columns.get(at).copied().filter(|c| !c.is_empty());
    let need = |at: usize| column(at).ok_or_else(|| format!("column {} is missing", at + 1));
    let passage = |document: usize, words: usize| -> Result<Passage, String> {
        let place = Place::Words(need(words)?.to_owned());
        Ok(Passage { document: need(document)?.to_owned(), place })
    };
    match columns[0] {
        "furniture" => gold.furniture.push(passage(1, 2)?),
        "repeat" => gold.repeats.push((passage(1, 2)?, passage(1, 3)?)),
        "speaker" => gold.speakers.push((passage(1, 2)?, need(3)?.to_owned())),
        "apart" => gold.apart.push((passage(2, 3)?, passage(4, 5)?, need(1)?.to_owned())),
        relation => {
            let known = [Relation::Agree, Relation::Compatible, Relation::Conflict];
            let relation = known
                .into_iter()
                .find(|r| r.name() == relation)
                .ok_or_else(|| format!("“{relation}” begins no row"))?;
            let kind = need(1)?;
            if !Kind::ALL.iter().any(|k| k.name() == kind) {
                return Err(format!("“{kind}” is no kind of finding"));
            }
            gold.listed.push(Listed {
                id: format!("line {number}"),
                tier: 1,
                kind: kind.to_owned(),
                members: vec![passage(2, 3)?, passage(4, 5)?],
                pairs: Listed::all_pairs(2, relation),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read() {
        let text = "# remark\nconflict\tfigure\ta\t31 dead\tb\t43 dead\tupdate\napart\tanother boat\ta\tx\tb\ty\n\
                    repeat\ta\t31 dead\tthe 31\nfurniture\ta\tShare\nspeaker\tb\t43 dead\tpolice\n";
        let gold = Gold::listing(text).unwrap();
        assert_eq!(gold.listed[0].pairs, [(0, 1, Relation::Conflict)]);
        assert_eq!(gold.apart[0].2, "another boat");
        assert_eq!((gold.repeats.len(), gold.furniture.len(), gold.speakers[0].1.as_str()), (1, 1, "police"));
        assert_eq!(Gold::listing("agree\tfigure\ta\tx").unwrap_err(), "line 1: column 6 is missing");
        assert_eq!(Gold::listing("\nagrees\t").unwrap_err(), "line 2: “agrees” begins no row");
    }
}

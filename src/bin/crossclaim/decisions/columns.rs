//! The columns of a table of decisions, and what a row of it says.

use crossclaim::Relation;
use crossclaim::decide::{Choice, Decision, Side};

use super::records::Record;

/// The numbers of the columns that are known.
pub(super) struct Columns {
    pub(super) id: Option<usize>,
    pub(super) decision: Option<usize>,
    pub(super) note: Option<usize>,
    pub(super) left_out: Option<usize>,
    pub(super) kind: Option<usize>,
    pub(super) measure: Option<usize>,
    pub(super) relation: Option<usize>,
    pub(super) outlets: Option<usize>,
    pub(super) words: Option<usize>,
    pub(super) sentences: Option<usize>,
    pub(super) pairs: Option<usize>,
    pub(super) reviewer: Option<usize>,
    pub(super) time: Option<usize>,
    /// Of a table of findings: the outlets, each with the number of its column.
    pub(super) said: Vec<(String, usize)>,
}

impl Columns {
    pub(super) fn of(names: &[String]) -> Self {
        let at = |name: &str| names.iter().position(|n| n.eq_ignore_ascii_case(name));
        let findings = at("reviewer_decision");
        let outlet = |(at, name): (usize, &String)| {
            let line = format!("{name} line");
            names.get(at + 1).filter(|next| **next == line).map(|_| (name.clone(), at))
        };
        Self {
            id: at("finding_id").or_else(|| at("id")),
            decision: findings.or_else(|| at("decision")),
            // In a table of findings `note` is the program's.
            left_out: at("left_out"),
            note: if findings.is_some() { at("reviewer_note") } else { at("note") },
            kind: at("kind"),
            measure: at("measure"),
            relation: at("relation"),
            outlets: at("outlets"),
            words: at("words"),
            sentences: at("sentences"),
            pairs: at("pairs"),
            reviewer: at("reviewer"),
            time: at("time"),
            said: names.iter().enumerate().filter_map(outlet).collect(),
        }
    }

    /// A cell as it was before it was made harmless for spreadsheets; empty where there is no such column.
    fn cell(record: &Record, at: Option<usize>) -> &str {
        Self::unguarded(at.and_then(|at| record.cells.get(at)).map_or("", |c| c.trim()))
    }

    fn unguarded(cell: &str) -> &str {
        const GUARDED: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
        cell.strip_prefix('\'').filter(|c| c.starts_with(GUARDED)).unwrap_or(cell)
    }

    /// The same of a record that was cut off: empty where it is the last cell.
    pub(super) fn whole(record: &Record, at: Option<usize>) -> String {
        Self::cell(record, at.filter(|at| at + 1 < record.cells.len())).to_owned()
    }

    pub(super) fn decision(&self, record: &Record, width: usize) -> Result<Decision, String> {
        if record.cells.len() != width {
            return Err(format!("has {} cells, and the head {width}", record.cells.len()));
        }
        let text = |at| Self::cell(record, at).to_owned();
        let said = text(self.decision);
        let choice =
            Choice::named(&said).ok_or_else(|| format!("“{said}” is no decision: write {}", names()))?;
        let sides = self.sides(record)?;
        let id = text(self.id);
        if id.is_empty() && sides.len() < 2 {
            return Err("names no finding".to_owned());
        }
        Ok(Decision {
            id,
            kind: text(self.kind),
            measure: text(self.measure),
            relation: text(self.relation),
            pairs: pairs(&text(self.pairs), sides.len())?,
            left_out: self.left_out(record, &sides)?,
            sides,
            choice,
            note: text(self.note),
            reviewer: text(self.reviewer),
            time: text(self.time),
        })
    }

    /// The sides that do not belong.
    pub(super) fn left_out(&self, record: &Record, sides: &[Side]) -> Result<Vec<Side>, String> {
        let cell = Self::cell(record, self.left_out);
        let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut all: Vec<Side> = Vec::new();
        for side in lines.map(|line| named(line, sides)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten()
        {
            if !all.contains(&side) {
                all.push(side);
            }
        }
        if !sides.is_empty() && sides.len() < all.len() + 2 {
            return Err(
                "left_out leaves less than two sides: write the decision “not same” instead".to_owned()
            );
        }
        Ok(all)
    }

    pub(super) fn sides(&self, record: &Record) -> Result<Vec<Side>, String> {
        let list = |at: Option<usize>, of: usize| -> Vec<&str> {
            let cell = Self::unguarded(at.and_then(|at| record.cells.get(at)).map_or("", String::as_str));
            if cell.trim().is_empty() {
                return Vec::new();
            }
            // A side without words or without a sentence leaves an empty line, the first and the last line too.
            let all: Vec<&str> = cell.split('\n').map(str::trim).collect();
            if all.len() == of { all } else { cell.trim().lines().map(str::trim).collect() }
        };
        let outlets = list(self.outlets, 0);
        let (words, sentences) = (list(self.words, outlets.len()), list(self.sentences, outlets.len()));
        if outlets.len() != words.len() || !sentences.is_empty() && sentences.len() != words.len() {
            let (o, w, s) = (outlets.len(), words.len(), sentences.len());
            return Err(format!(
                "has {o} outlets, {w} words and {s} sentences: each line of these cells is a side"
            ));
        }
        let mut sides: Vec<Side> = Vec::new();
        for (number, (outlet, words)) in outlets.iter().zip(&words).enumerate() {
            let sentence = sentences.get(number).copied().unwrap_or_default();
            sides.push(Side {
                outlet: (*outlet).to_owned(),
                words: (*words).to_owned(),
                sentence: sentence.to_owned(),
            });
        }
        for (outlet, at) in &self.said {
            for words in Self::cell(record, Some(*at)).split(" | ").filter(|w| !w.trim().is_empty()) {
                let quoted = words.trim().strip_prefix('“').and_then(|w| w.strip_suffix('”'));
                let words = quoted.unwrap_or(words.trim()).to_owned();
                sides.push(Side { outlet: outlet.clone(), words, sentence: String::new() });
            }
        }
        Ok(sides)
    }
}

/// The sides that one line of the cell names: by their outlet, by outlet and words as [`super::left_out`] writes them,
/// or by their number.
fn named(line: &str, sides: &[Side]) -> Result<Vec<Side>, String> {
    let pick = |wanted: &dyn Fn(&Side) -> bool| -> Vec<Side> {
        sides.iter().filter(|side| wanted(side)).cloned().collect()
    };
    let whole = pick(&|side| side.outlet.eq_ignore_ascii_case(line));
    let exact = pick(&|side| super::named(side) == line);
    let number = line.parse().ok().and_then(|n: usize| sides.get(n.checked_sub(1)?)).cloned();
    let found = [whole, exact, number.into_iter().collect()].into_iter().find(|found| !found.is_empty());
    if let Some(found) = found {
        return Ok(found);
    }
    if !sides.is_empty() {
        return Err(format!("“{line}” is no side of it: write the outlet’s name, or the number of its line"));
    }
    // A table that does not quote the sides.
    if line.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("left_out “{line}”: write the outlet’s name, since the row quotes no sides"));
    }
    let (outlet, words) = line.split_once(": ").unwrap_or((line, ""));
    Ok(vec![Side { outlet: outlet.to_owned(), words: words.to_owned(), sentence: String::new() }])
}

/// The words for decisions, for a message.
fn names() -> String {
    let names: Vec<&str> = Choice::ALL.iter().rev().map(|c| c.name()).collect();
    format!("{}, or leave it empty", names.join(", "))
}

/// "1-2 conflict; 1-3 agree".
fn pairs(cell: &str, sides: usize) -> Result<Vec<(usize, usize, Relation)>, String> {
    let known = [Relation::Agree, Relation::Compatible, Relation::Conflict];
    let one = |pair: &str| {
        let (numbers, relation) = pair.trim().split_once(' ')?;
        let (a, b) = numbers.split_once('-')?;
        let (a, b): (usize, usize) = (a.parse().ok()?, b.parse().ok()?);
        let relation = known.into_iter().find(|r| r.name() == relation.trim())?;
        (0 < a && a < b && b <= sides).then(|| (a - 1, b - 1, relation))
    };
    let pairs = cell.split(';').filter(|p| !p.trim().is_empty());
    pairs.map(|p| one(p).ok_or_else(|| format!("“{}” is no pair of its {sides} sides", p.trim()))).collect()
}

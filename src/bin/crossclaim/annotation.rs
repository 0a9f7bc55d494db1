//! Annotations out of files: `gold.json`, a listing (`gold.tsv`), or decisions.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use crossclaim::Relation;

use crossclaim::decide::gold::{Gold, Listed, Passage, Place};
use serde_json::Value;
use walkdir::WalkDir;

use crate::decisions;

/// What an annotation is called in the folder of its story, the first that is there.
const NAMES: [&str; 3] = ["gold.json", "gold.tsv", "decisions.csv"];

/// The annotations that a path names: the file; that of the folder; else those of the folders below.
pub(crate) fn below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        bail!("{}: no such file or folder", path.display());
    }
    let of = |folder: &Path| NAMES.iter().map(|n| folder.join(n)).find(|f| f.is_file());
    if let Some(own) = of(path) {
        return Ok(vec![own]);
    }
    let mut found = Vec::new();
    let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|e| !hidden(e)) {
        let entry = entry?;
        if entry.file_type().is_dir() {
            found.extend(of(entry.path()));
        }
    }
    if found.is_empty() {
        bail!("{}: holds no annotation ({})", path.display(), NAMES.join(", "));
    }
    Ok(found)
}

/// What a story is called by its annotation: after its folder, unless the file has a name of its own.
pub(crate) fn story(file: &Path) -> String {
    let own = file.file_name().is_some_and(|n| !NAMES.iter().any(|known| n == *known));
    let named = if own { file.file_stem() } else { file.parent().and_then(Path::file_name) };
    named.map_or_else(|| file.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// Reads an annotation.
pub(crate) fn read(file: &Path) -> Result<Gold> {
    let shown = file.display();
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if ending == "csv" {
        return Ok(Gold::of(&decisions::read_all(&[file.to_owned()])?));
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("{shown}: cannot be read"))?;
    if ending == "json" {
        let value: Value = serde_json::from_str(&text).with_context(|| format!("{shown}: is no JSON"))?;
        return json(&value).with_context(|| shown.to_string());
    }
    Gold::listing(&text).map_err(|error| anyhow!("{shown}, {error}"))
}

/// An annotation as JSON: lists of groups, of tempting pairs, of lines without a claim, of speakers, and of further pairs
/// that are right. A passage is `DOCUMENT, WORDS` or `DOCUMENT, START, END` in UTF-8 bytes.
fn json(value: &Value) -> Result<Gold> {
    let mut gold = Gold { partial: value["EXHAUSTIVE"] == Value::Bool(false), ..Gold::default() };
    for (number, group) in list(value, "GROUPS")?.iter().enumerate() {
        let place = || format!("GROUPS, number {}", number + 1);
        gold.listed.push(listed(group).with_context(place)?);
    }
    for (name, rows) in [("NOT_ALIGNED", 0), ("BOILERPLATE", 1), ("SPEAKERS", 2), ("ACCEPTED", 3)] {
        for (number, row) in list(value, name)?.iter().enumerate() {
            let place = || format!("{name}, number {}", number + 1);
            let row = row.as_array().ok_or_else(|| anyhow!("is no list")).with_context(place)?;
            let mut row = Row { cells: row, at: 0 };
            let add = |gold: &mut Gold, row: &mut Row<'_>| -> Result<()> {
                let first = row.passage()?;
                match rows {
                    0 => {
                        let other = row.passage()?;
                        gold.apart.push((first, other, row.text().unwrap_or_default()));
                    }
                    1 => gold.furniture.push(first),
                    2 => gold.speakers.push((first, row.text()?)),
                    _ => {
                        let other = row.passage()?;
                        gold.accepted.push((first, other, relation(&row.text()?)?));
                    }
                }
                Ok(())
            };
            add(&mut gold, &mut row).with_context(place)?;
        }
    }
    Ok(gold)
}

fn list<'a>(value: &'a Value, name: &str) -> Result<&'a [Value]> {
    match &value[name] {
        Value::Null if value.is_object() => Ok(&[]),
        Value::Array(rows) => Ok(rows),
        _ => bail!("{name}: is no list"),
    }
}

fn relation(name: &str) -> Result<Relation> {
    let known = [Relation::Agree, Relation::Compatible, Relation::Conflict];
    known.into_iter().find(|r| r.name() == name).ok_or_else(|| anyhow!("“{name}” is no relation"))
}

fn listed(group: &Value) -> Result<Listed> {
    let text = |name: &str| group[name].as_str().unwrap_or_default();
    let members = list(group, "members")?.iter().map(|member| {
        let cells = member.as_array().ok_or_else(|| anyhow!("a member is no list"))?;
        Row { cells, at: 0 }.passage()
    });
    let members = members.collect::<Result<Vec<_>>>()?;
    let pairs = match list(group, "pairs")? {
        [] => Listed::all_pairs(members.len(), relation(text("relation"))?),
        rows => rows.iter().map(|row| pair(row, members.len())).collect::<Result<Vec<_>>>()?,
    };
    let tier = group["tier"].as_u64().filter(|t| (1..=3).contains(t)).unwrap_or(1) as u8;
    Ok(Listed { id: text("id").to_owned(), tier, kind: text("kind").to_owned(), members, pairs })
}

fn pair(row: &Value, members: usize) -> Result<(usize, usize, Relation)> {
    let number = |at: usize| row[at].as_u64().map(|n| n as usize).filter(|n| *n < members);
    let both = number(0).zip(number(1)).ok_or_else(|| anyhow!("a pair names no two members"))?;
    Ok((both.0, both.1, relation(row[2].as_str().unwrap_or_default())?))
}

/// A row that is read from its head.
struct Row<'a> {
    cells: &'a [Value],
    at: usize,
}

impl Row<'_> {
    fn next(&mut self) -> Option<&Value> {
        self.at += 1;
        self.cells.get(self.at - 1)
    }

    fn text(&mut self) -> Result<String> {
        let text = self.next().and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| anyhow!("a text is missing"))
    }

    fn passage(&mut self) -> Result<Passage> {
        let document = self.text()?;
        let place = match self.next() {
            Some(Value::String(words)) => Place::Words(words.clone()),
            Some(Value::Number(start)) => {
                let start = start.as_u64();
                let end = self.next().and_then(Value::as_u64);
                let (start, end) = start.zip(end).ok_or_else(|| anyhow!("a passage has no end"))?;
                Place::Bytes(start as usize, end as usize)
            }
            _ => bail!("a passage of {document} is neither words nor offsets"),
        };
        Ok(Passage { document, place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read() {
        let text = r#"{"GROUPS": [
            {"id": "dead", "tier": 2, "relation": "conflict", "kind": "figure", "members": [["a", "31 dead"], ["b", 5, 12]]},
            {"id": "boats", "relation": "agree", "members": [["a", "x"], ["b", "y"], ["c", "z"]],
             "pairs": [[0, 1, "agree"], [1, 2, "compatible"]]}],
          "NOT_ALIGNED": [["a", "x", "b", 1, 2, "another boat"]], "BOILERPLATE": [["a", 0, 4]],
          "SPEAKERS": [["b", "y", "police"]], "ACCEPTED": [["a", "x", "b", "y", "agree"]]}"#;
        let gold = json(&serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!((gold.listed[0].tier, gold.listed[0].pairs.len(), gold.listed[1].pairs.len()), (2, 1, 2));
        assert_eq!(gold.listed[0].members[1].place, Place::Bytes(5, 12));
        assert_eq!((gold.apart[0].2.as_str(), gold.speakers[0].1.as_str()), ("another boat", "police"));
        assert!(!gold.partial && gold.furniture.len() == 1 && gold.accepted.len() == 1);
        for broken in [
            r#"{"GROUPS": [{"relation": "agrees", "members": [["a", "x"], ["b", "y"]]}]}"#,
            r#"{"GROUPS": [{"relation": "agree", "members": [["a", 1], ["b", "y"]]}]}"#,
            r#"{"SPEAKERS": [["a", "x"]]}"#,
            r#"{"GROUPS": 7}"#,
            "[]",
        ] {
            assert!(json(&serde_json::from_str(broken).unwrap()).is_err(), "{broken}");
        }
    }

    #[test]
    fn stories_are_called_after_their_folders() {
        assert_eq!(story(Path::new("stories/ferry/gold.tsv")), "ferry");
        assert_eq!(story(Path::new("fixtures/seeds.tsv")), "seeds");
    }
}

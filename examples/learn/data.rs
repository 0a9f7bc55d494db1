//! Annotated pairs and clusters, measured.

use std::path::Path;

use crossclaim::Article;
use crossclaim::align::feature::{self, COUNT};
use crossclaim::align::{Told, score};
use crossclaim::story::{self, explain};
use rayon::prelude::*;
use serde_json::Value;

/// One pair, measured.
pub(crate) struct Row {
    pub(crate) symmetric: [f64; COUNT],
    pub(crate) directed: [f64; COUNT],
    /// What it is labelled, in `0..=1`.
    pub(crate) label: f64,
    /// Where values differ: whether they are about the same event.
    pub(crate) meets: Option<f64>,
    pub(crate) set: usize,
    /// Pairs of one topic are left out together.
    pub(crate) topic: u64,
}

pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) rows: std::ops::Range<usize>,
}

pub(crate) struct Data {
    pub(crate) rows: Vec<Row>,
    pub(crate) sets: Vec<Set>,
}

pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

pub(crate) fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}

pub(crate) fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files
}

pub(crate) fn label(value: &Value) -> f64 {
    match value.as_str() {
        Some("entailment") => 1.0,
        Some(_) => 0.0,
        None => value.as_f64().unwrap(),
    }
}

/// A story that was annotated.
struct Annotated {
    topic: u64,
    gold: Value,
    told: Vec<Told>,
}

/// The articles of a folder, read, and their annotation.
fn annotated(folder: &Path) -> Annotated {
    let texts = files(folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "txt"));
    let told = texts.map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        story::tell(Article::new(name.clone(), name, std::fs::read_to_string(path).unwrap()))
    });
    Annotated { topic: hash(&folder.to_string_lossy()), gold: gold(folder), told: told.collect() }
}

impl Data {
    pub(crate) fn read(folder: &Path) -> Self {
        let mut data = Self { rows: Vec::new(), sets: Vec::new() };
        for path in files(&folder.join("pairs")) {
            data.pairs(&path);
        }
        let clusters = folder.join("clusters");
        if clusters.is_dir() {
            let stories: Vec<_> =
                files(&clusters).into_iter().filter(|p| p.is_dir()).map(|p| annotated(&p)).collect();
            let first = data.rows.len();
            for story in &stories {
                data.cluster(story, &story.told, data.sets.len());
            }
            data.sets.push(Set { name: "clusters".to_owned(), rows: first..data.rows.len() });
            // What a story turns on shows otherwise in two of its articles than in all of them.
            let first = data.rows.len();
            for story in &stories {
                for (i, a) in story.told.iter().enumerate() {
                    for b in &story.told[i + 1..] {
                        data.cluster(story, &[a.clone(), b.clone()], data.sets.len());
                    }
                }
            }
            data.sets.push(Set { name: "clusters_of_two".to_owned(), rows: first..data.rows.len() });
        }
        data
    }

    pub(crate) fn pairs(&mut self, path: &Path) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let lines = lines(path);
        let graded = lines.iter().any(|l| label(&l["label"]) > 1.0);
        let texts: Vec<&str> =
            lines.iter().flat_map(|l| [l["a"].as_str().unwrap(), l["b"].as_str().unwrap()]).collect();
        let mut distinct = texts.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let (context, profiles) = explain::profiles(&explain::read(&distinct));
        let profile = |text: &str| &profiles[distinct.binary_search(&text).unwrap()];
        let set = self.sets.len();
        let first = self.rows.len();
        let rows: Vec<Row> = lines
            .par_iter()
            .enumerate()
            .map(|(n, line)| {
                let likeness = feature::likeness(
                    &context,
                    profile(line["a"].as_str().unwrap()),
                    profile(line["b"].as_str().unwrap()),
                );
                let topic = line["topic"].as_str().or(line["question"].as_str()).map_or_else(
                    // Neighbours in a file are often of one topic: it is cut into fifty stretches.
                    || (n * 50 / lines.len()) as u64,
                    hash,
                );
                let label = label(&line["label"]) / if graded { 5.0 } else { 1.0 };
                // Graders of headlines give less than 2.5 of 5 where the events differ; else only a contradiction tells.
                let meets = match line["label"].as_str() {
                    Some(label) => Some(f64::from(u8::from(label == "contradiction"))),
                    None if graded => Some(f64::from(u8::from(label >= 0.5))),
                    None => None,
                };
                let meets = meets.filter(|_| likeness.values_differ());
                Row {
                    symmetric: likeness.symmetric(),
                    directed: likeness.directed(),
                    label,
                    meets,
                    set,
                    topic,
                }
            })
            .collect();
        self.rows.extend(rows);
        self.sets.push(Set { name, rows: first..self.rows.len() });
    }

    /// The pairs of claims of different articles out of a story, `told`: those that the annotation pairs, and of the others
    /// as many as there is room for.
    fn cluster(&mut self, story: &Annotated, told: &[Told], set: usize) {
        let gold = &story.gold;
        let context = score::Context::of(told, &crossclaim::align::Stories::default());
        // The claims that share at least half of the shorter span with an annotated passage.
        let hits = |member: &Value| -> Vec<(u32, u32)> {
            let document = member[0].as_str().unwrap();
            let Some(page) = told.iter().position(|t| t.page.article.id.starts_with(document)) else {
                return Vec::new();
            };
            let text = told[page].page.text();
            let (start, end) = if let Some(passage) = member[1].as_str() {
                let start = text.find(passage).unwrap();
                (start, start + passage.len())
            } else {
                (member[1].as_u64().unwrap() as usize, member[2].as_u64().unwrap() as usize)
            };
            let shared = |c: &&crossclaim::claim::Claim| {
                let both = c.span.end().min(end).saturating_sub(c.span.start().max(start));
                both >= 1 && 2 * both >= c.span.len().min(end - start)
            };
            (0..).zip(&told[page].claims).filter(|(_, c)| shared(c)).map(|(n, _)| (page as u32, n)).collect()
        };
        let mut positive = std::collections::BTreeSet::new();
        for group in gold["GROUPS"].as_array().unwrap() {
            let found: Vec<_> = group["members"].as_array().unwrap().iter().map(hits).collect();
            let pairs: Vec<(usize, usize)> = match group["pairs"].as_array() {
                Some(pairs) => pairs
                    .iter()
                    .map(|p| (p[0].as_u64().unwrap() as usize, p[1].as_u64().unwrap() as usize))
                    .collect(),
                None => (0..found.len()).flat_map(|i| (i + 1..found.len()).map(move |j| (i, j))).collect(),
            };
            for (i, j) in pairs {
                for &x in &found[i] {
                    for &y in found[j].iter().filter(|y| y.0 != x.0) {
                        positive.insert((x.min(y), x.max(y)));
                    }
                }
            }
        }
        let claims: Vec<(u32, u32)> =
            (0..).zip(told).flat_map(|(p, t)| (0..t.claims.len() as u32).map(move |c| (p, c))).collect();
        let share = (20 * positive.len()) as f64 / (claims.len() * claims.len() / 2) as f64;
        for (i, &x) in claims.iter().enumerate() {
            for &y in claims[i + 1..].iter().filter(|y| y.0 != x.0) {
                let is = positive.contains(&(x, y));
                let draw = (hash(&format!("{x:?}{y:?}")) >> 11) as f64 / (1_u64 << 53) as f64;
                if !is && draw > share {
                    continue;
                }
                let at = |(page, claim)| crossclaim::align::At { page, claim };
                let likeness =
                    feature::likeness(context.words(x.0), context.profile(at(x)), context.profile(at(y)));
                self.rows.push(Row {
                    symmetric: likeness.symmetric(),
                    directed: likeness.directed(),
                    label: f64::from(u8::from(is)),
                    meets: Some(f64::from(u8::from(is))).filter(|_| likeness.values_differ()),
                    set,
                    topic: story.topic,
                });
            }
        }
    }
}

pub(crate) fn gold(folder: &Path) -> Value {
    let json = folder.join("gold.json");
    if json.exists() {
        return serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap();
    }
    let code =
        "import json,runpy,sys; g=runpy.run_path(sys.argv[1]); print(json.dumps({'GROUPS':g['GROUPS']}))";
    let out = std::process::Command::new("python3")
        .args(["-c", code])
        .arg(folder.join("gold.py"))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

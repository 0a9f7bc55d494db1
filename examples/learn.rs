//! Learns the weights that score pairs of claims, from annotated pairs and clusters, and writes `src/align/weight.tsv`.
//!
//! ```text
//! cargo run --release --example learn -- DATA_FOLDER [--check] [--background]
//! ```
//!
//! `DATA_FOLDER` holds `pairs/*.jsonl` (`{"id","a","b","label"}`; a label is 0 or 1, a grade from 0 to 5, or
//! entailment, neutral, contradiction) and `clusters/STORY/` (articles as `.txt` and `gold.json` or `gold.py`; Python 3
//! reads the latter). `--check` prints cross-validated figures and writes nothing: "folds" leaves out a fifth of each
//! set's topics at a time, "set left out" a whole set. `--background` counts stems over the texts of all sets and
//! writes `src/lexicon/idf.tsv` instead.
//!
//! The model is the sum of a linear part and of small trees grown by gradient boosting on the logistic loss, both with an
//! intercept for each set of their own: what share of a set is positive, and how strict its annotators were, is a
//! property of the set, and the features have only to rank inside of it. The sets weigh alike, whatever their size.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crossclaim::Article;
use crossclaim::align::feature::{self, COUNT, NAMES};
use crossclaim::align::score::{self, Node, Weights, probability};
use crossclaim::story::{self, explain};
use rayon::prelude::*;
use serde_json::Value;

/// One pair, measured.
struct Row {
    symmetric: [f64; COUNT],
    directed: [f64; COUNT],
    /// What it is labelled, in `0..=1`.
    label: f64,
    /// Where values differ: whether they are about the same event.
    meets: Option<f64>,
    set: usize,
    /// Pairs of one topic are left out together.
    topic: u64,
}

struct Set {
    name: String,
    rows: std::ops::Range<usize>,
}

struct Data {
    rows: Vec<Row>,
    sets: Vec<Set>,
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files
}

fn label(value: &Value) -> f64 {
    match value.as_str() {
        Some("entailment") => 1.0,
        Some(_) => 0.0,
        None => value.as_f64().unwrap(),
    }
}

impl Data {
    fn read(folder: &Path) -> Self {
        let mut data = Self { rows: Vec::new(), sets: Vec::new() };
        for path in files(&folder.join("pairs")) {
            data.pairs(&path);
        }
        let clusters = folder.join("clusters");
        if clusters.is_dir() {
            let first = data.rows.len();
            let set = data.sets.len();
            for path in files(&clusters).iter().filter(|p| p.is_dir()) {
                data.cluster(path, set);
            }
            data.sets.push(Set { name: "clusters".to_owned(), rows: first..data.rows.len() });
        }
        data
    }

    fn pairs(&mut self, path: &Path) {
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

    /// The pairs of claims of different articles of one story: those that the annotation pairs, and of the others as
    /// many as there is room for.
    fn cluster(&mut self, folder: &Path, set: usize) {
        let gold = gold(folder);
        let told: Vec<_> = files(folder)
            .iter()
            .filter(|p| p.extension().is_some_and(|e| e == "txt"))
            .map(|p| {
                let name = p.file_name().unwrap().to_string_lossy().into_owned();
                story::tell(Article::new(name.clone(), name, std::fs::read_to_string(p).unwrap()))
            })
            .collect();
        let context = score::Context::of(&told, &crossclaim::align::Stories::default());
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
            (0..).zip(&told).flat_map(|(p, t)| (0..t.claims.len() as u32).map(move |c| (p, c))).collect();
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
                    feature::likeness(context.words(), context.profile(at(x)), context.profile(at(y)));
                self.rows.push(Row {
                    symmetric: likeness.symmetric(),
                    directed: likeness.directed(),
                    label: f64::from(u8::from(is)),
                    meets: Some(f64::from(u8::from(is))).filter(|_| likeness.values_differ()),
                    set,
                    topic: hash(&folder.to_string_lossy()),
                });
            }
        }
    }
}

fn gold(folder: &Path) -> Value {
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

// Background ----------------------------------------------------------------------------------------------------------

/// Counts the sentences that hold each stem over the texts of all sets, no set counting for more than 3,000 of them, and
/// writes the stems that are common enough to tell; of those that are mostly written with a capital, only the ones that
/// several sets hold.
fn background(folder: &Path) {
    const MOST: f64 = 3000.0;
    #[derive(Default)]
    struct Seen {
        weight: f64,
        texts: usize,
        capital: usize,
        inside: usize,
        sets: usize,
        last: usize,
    }
    let mut texts_of: Vec<Vec<String>> = Vec::new();
    for path in files(&folder.join("pairs")) {
        let lines = lines(&path);
        let both = |l: &Value| ["a", "b"].map(|k| l[k].as_str().unwrap().to_owned());
        texts_of.push(lines.iter().flat_map(both).collect());
    }
    let mut sentences = Vec::new();
    for path in files(&folder.join("clusters")).iter().flat_map(|p| files(p)) {
        if path.extension().is_some_and(|e| e == "txt") {
            let page = crossclaim::article::Page::read(Article::new(
                "a",
                "a",
                std::fs::read_to_string(path).unwrap(),
            ));
            sentences.extend(page.sentences.iter().map(|s| s.span.of(page.text()).to_owned()));
        }
    }
    texts_of.push(sentences);
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut total = 0.0;
    for (number, texts) in texts_of.iter_mut().enumerate() {
        texts.sort_unstable();
        texts.dedup();
        let weight = (MOST / texts.len() as f64).min(1.0);
        total += weight * texts.len() as f64;
        for text in texts.iter() {
            let words = crossclaim::text::Words::of(text);
            let is_word =
                |&i: &usize| words.kind(i) == crossclaim::text::Kind::Word && words.folded(i) != "'s";
            let mut own = std::collections::BTreeSet::new();
            let all: Vec<usize> = (0..words.len()).filter(is_word).collect();
            let capitals = all.iter().filter(|&&i| words.is_capital(i)).count();
            for &i in &all {
                let stem = crossclaim::text::stem::stem(words.folded(i));
                let entry = seen.entry(stem.clone()).or_default();
                // Headlines with every word in capitals, and texts without any, tell nothing about names.
                if i > 0 && capitals * 2 < all.len() && capitals > 0 {
                    entry.inside += 1;
                    entry.capital += usize::from(words.is_capital(i));
                }
                if own.insert(stem) {
                    entry.weight += weight;
                    entry.texts += 1;
                    if entry.last != number + 1 {
                        entry.last = number + 1;
                        entry.sets += 1;
                    }
                }
            }
        }
    }
    let mut out = String::from(
        "# How common stems are in English news: of 100,000 sentences, how many hold the stem; `name` where it is mostly\n\
         # written with a capital inside of sentences. Counted by\n\
         # `cargo run --release --example learn -- DATA_FOLDER --background`; figures only.\n\
         # Columns: the stem (English Snowball), the count.\n",
    );
    for (stem, s) in &seen {
        let name = s.capital * 2 > s.inside;
        if s.texts >= 5 && s.sets >= if name { 4 } else { 2 } && s.inside > 0 {
            let _ = writeln!(
                out,
                "{stem}\t{:.0}{}",
                (s.weight / total * 1e5).max(1.0),
                if name { " name" } else { "" }
            );
        }
    }
    std::fs::write("src/lexicon/idf.tsv", out).unwrap();
}

// Learning ------------------------------------------------------------------------------------------------------------

/// What a question is learned from: how much each set counts, and which sets decide where one half lies.
struct Question {
    name: &'static str,
    directed: bool,
    /// Whether it is learned from the pairs whose values differ.
    differing: bool,
    sets: &'static [(&'static str, f64)],
    centre: &'static [&'static str],
    growth: Growth,
}

const SAYS: Question = Question {
    name: "says",
    directed: false,
    differing: false,
    sets: &[
        ("mrpc", 1.5),
        ("claimdiff_full", 1.0),
        ("nanco", 0.7),
        ("sts_news", 1.0),
        ("ecb_equiv", 1.6),
        ("equate_news", 0.3),
        ("rte3", 0.2),
        ("paws", 0.2),
        ("clusters", 1.5),
    ],
    centre: &["mrpc", "nanco", "ecb_equiv", "clusters", "sts_news"],
    growth: Growth {
        linear: true,
        ridge: 30.0,
        rounds: 300,
        depth: 3,
        rate: 0.08,
        smoothing: 30.0,
        leaf: 40.0,
    },
};

const COVERS: Question = Question {
    name: "covers",
    directed: true,
    differing: false,
    sets: &[
        ("equate_news", 1.0),
        ("equate_rte", 0.3),
        ("rte3", 1.0),
        ("vitaminc", 0.3),
        ("numconf_news", 0.2),
        ("mrpc", 0.5),
        ("paws", 0.1),
        ("sts_news", 0.3),
    ],
    centre: &["equate_news", "rte3"],
    // Few pairs carry a direction: deeper trees learn them by heart.
    growth: Growth {
        linear: true,
        ridge: 100.0,
        rounds: 120,
        depth: 2,
        rate: 0.08,
        smoothing: 60.0,
        leaf: 60.0,
    },
};

const MEETS: Question = Question {
    name: "meets",
    directed: false,
    differing: true,
    sets: &[("numconf_news", 0.25), ("sts_news", 1.0), ("rte3", 0.05), ("vitaminc", 0.02), ("clusters", 0.5)],
    centre: &["numconf_news", "sts_news"],
    growth: Growth {
        linear: true,
        ridge: 100.0,
        rounds: 40,
        depth: 2,
        rate: 0.08,
        smoothing: 60.0,
        leaf: 60.0,
    },
};

/// How the model is grown.
#[derive(Clone, Copy)]
struct Growth {
    linear: bool,
    ridge: f64,
    rounds: usize,
    depth: usize,
    rate: f64,
    smoothing: f64,
    leaf: f64,
}

/// The rows of one question with their weights.
struct Problem<'a> {
    x: Vec<&'a [f64; COUNT]>,
    y: Vec<f64>,
    w: Vec<f64>,
    set: Vec<usize>,
}

/// How much all pairs of a set of weight 1 count together.
const SET_WEIGHT: f64 = 3000.0;

impl Question {
    fn weight(&self, set: &Set) -> Option<f64> {
        self.sets.iter().find(|(n, _)| *n == set.name).map(|(_, w)| *w)
    }

    fn label(&self, row: &Row) -> Option<f64> {
        if self.differing { row.meets } else { Some(row.label) }
    }

    fn features<'a>(&self, row: &'a Row) -> &'a [f64; COUNT] {
        if self.directed { &row.directed } else { &row.symmetric }
    }

    fn problem<'a>(&self, data: &'a Data, keep: impl Fn(&Row) -> bool) -> Problem<'a> {
        let mut p = Problem { x: Vec::new(), y: Vec::new(), w: Vec::new(), set: Vec::new() };
        for (number, set) in data.sets.iter().enumerate() {
            let Some(weight) = self.weight(set) else { continue };
            let rows: Vec<&Row> =
                data.rows[set.rows.clone()].iter().filter(|r| keep(r) && self.label(r).is_some()).collect();
            let each = weight * SET_WEIGHT / rows.len().max(1) as f64;
            for row in rows {
                p.x.push(self.features(row));
                p.y.extend(self.label(row));
                p.w.push(each);
                p.set.push(number);
            }
        }
        p
    }

    fn learn(&self, data: &Data, growth: Growth, keep: impl Fn(&Row) -> bool) -> Weights {
        let problem = self.problem(data, keep);
        let (mut weights, offsets) = fit(&problem, data.sets.len(), growth);
        // One half is where the sets of the centre are told apart best, on the mean, near the mean of their intercepts:
        // further off, a score would be no probability any more.
        let centre: Vec<(usize, Vec<(f64, f64)>)> = (0..data.sets.len())
            .filter(|&n| self.centre.contains(&data.sets[n].name.as_str()))
            .map(|n| {
                let rows = (0..problem.x.len()).filter(|&i| problem.set[i] == n);
                (n, rows.map(|i| (weights.log_odds(problem.x[i]), problem.y[i])).collect::<Vec<_>>())
            })
            .filter(|(_, rows)| !rows.is_empty())
            .collect();
        let middle = centre.iter().map(|(n, _)| offsets[*n]).sum::<f64>() / centre.len().max(1) as f64;
        let fitness = |shift: f64| {
            let right = |rows: &[(f64, f64)]| {
                let said = |r: &&(f64, f64)| r.0 + shift >= 0.0;
                let real = |r: &&(f64, f64)| r.1 >= 0.5;
                if self.directed || self.differing {
                    return rows.iter().filter(|r| said(r) == real(r)).count() as f64 / rows.len() as f64;
                }
                let both = rows.iter().filter(said).filter(real).count() as f64;
                2.0 * both
                    / (rows.iter().filter(said).count() + rows.iter().filter(real).count()).max(1) as f64
            };
            centre.iter().map(|(_, rows)| right(rows)).sum::<f64>()
        };
        let shifts = (-4..=4).map(|k| middle + f64::from(k) * 0.1);
        weights.intercept += shifts.max_by(|a, b| fitness(*a).total_cmp(&fitness(*b))).unwrap_or(middle);
        weights
    }
}

fn fit(p: &Problem<'_>, sets: usize, growth: Growth) -> (Weights, Vec<f64>) {
    let mut weights = Weights { linear: vec![0.0; COUNT], ..Weights::default() };
    let mut offsets = vec![0.0; sets];
    if growth.linear {
        linear(p, &mut weights, &mut offsets, growth.ridge);
    }
    let mut margin: Vec<f64> = (0..p.x.len()).map(|i| weights.log_odds(p.x[i]) + offsets[p.set[i]]).collect();
    let bins = Bins::of(p);
    let rows: Vec<u32> = (0..p.x.len() as u32).collect();
    for _ in 0..growth.rounds {
        shift(p, &mut margin, &mut offsets);
        let (gradient, curvature): (Vec<f64>, Vec<f64>) = (0..p.x.len())
            .map(|i| {
                let q = probability(margin[i]);
                (p.w[i] * (p.y[i] - q), p.w[i] * (q * (1.0 - q)).max(1e-6))
            })
            .unzip();
        let tree = bins.grow(&gradient, &curvature, &rows, growth.depth, growth);
        for (m, x) in margin.iter_mut().zip(&p.x) {
            *m += tree.value(x);
        }
        weights.trees.push(tree);
    }
    shift(p, &mut margin, &mut offsets);
    (weights, offsets)
}

/// One Newton step for the intercept of each set.
fn shift(p: &Problem<'_>, margin: &mut [f64], offsets: &mut [f64]) {
    let mut sums = vec![(0.0, 1e-9); offsets.len()];
    for (i, m) in margin.iter().enumerate() {
        let q = probability(*m);
        sums[p.set[i]].0 += p.w[i] * (p.y[i] - q);
        sums[p.set[i]].1 += p.w[i] * q * (1.0 - q);
    }
    let steps: Vec<f64> = sums.iter().map(|(g, h)| (g / h).clamp(-2.0, 2.0)).collect();
    for (i, m) in margin.iter_mut().enumerate() {
        *m += steps[p.set[i]];
    }
    for (o, s) in offsets.iter_mut().zip(steps) {
        *o += s;
    }
}

/// Logistic regression with a ridge on standardised features, by Newton's method.
fn linear(p: &Problem<'_>, weights: &mut Weights, offsets: &mut [f64], ridge: f64) {
    let n = COUNT + offsets.len();
    let total: f64 = p.w.iter().sum();
    let mut scale = vec![1.0; COUNT];
    for (f, s) in scale.iter_mut().enumerate() {
        let mean = p.x.iter().zip(&p.w).map(|(x, w)| x[f] * w).sum::<f64>() / total;
        let var = p.x.iter().zip(&p.w).map(|(x, w)| (x[f] - mean).powi(2) * w).sum::<f64>() / total;
        *s = if var > 1e-9 { var.sqrt() } else { f64::INFINITY };
    }
    let mut beta = vec![0.0; n];
    for _ in 0..12 {
        let chunks: Vec<(Vec<f64>, Vec<f64>)> = (0..p.x.len())
            .collect::<Vec<_>>()
            .par_chunks(4096)
            .map(|chunk| {
                let (mut g, mut h) = (vec![0.0; n], vec![0.0; n * n]);
                for &i in chunk {
                    let z: Vec<f64> = (0..COUNT).map(|f| p.x[i][f] / scale[f]).collect();
                    let o = COUNT + p.set[i];
                    let m: f64 = z.iter().zip(&beta).map(|(a, b)| a * b).sum::<f64>() + beta[o];
                    let q = probability(m);
                    let (r, c) = (p.w[i] * (p.y[i] - q), p.w[i] * q * (1.0 - q));
                    for a in 0..COUNT {
                        g[a] += r * z[a];
                        for b in 0..=a {
                            h[a * n + b] += c * z[a] * z[b];
                        }
                        h[o * n + a] += c * z[a];
                    }
                    g[o] += r;
                    h[o * n + o] += c;
                }
                (g, h)
            })
            .collect();
        let (mut g, mut h) = (vec![0.0; n], vec![0.0; n * n]);
        for (cg, ch) in chunks {
            g.iter_mut().zip(cg).for_each(|(a, b)| *a += b);
            h.iter_mut().zip(ch).for_each(|(a, b)| *a += b);
        }
        for a in 0..n {
            let r = if a < COUNT { ridge } else { 1e-3 };
            g[a] -= r * beta[a];
            h[a * n + a] += r;
        }
        let step = solve(&mut h, g, n);
        beta.iter_mut().zip(&step).for_each(|(b, s)| *b += s.clamp(-3.0, 3.0));
    }
    for f in 0..COUNT {
        weights.linear[f] = beta[f] / scale[f];
    }
    offsets.copy_from_slice(&beta[COUNT..]);
}

/// Solves a symmetric positive definite system, given its lower half, by Cholesky decomposition.
fn solve(h: &mut [f64], mut g: Vec<f64>, n: usize) -> Vec<f64> {
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| h[i * n + k] * h[j * n + k]).sum();
            let rest = h[i * n + j] - sum;
            h[i * n + j] = if i == j { rest.max(1e-12).sqrt() } else { rest / h[j * n + j] };
        }
    }
    for i in 0..n {
        let sum: f64 = (0..i).map(|k| h[i * n + k] * g[k]).sum();
        g[i] = (g[i] - sum) / h[i * n + i];
    }
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|k| h[k * n + i] * g[k]).sum();
        g[i] = (g[i] - sum) / h[i * n + i];
    }
    g
}

/// Each feature cut into stretches that hold about as many rows each.
struct Bins {
    cuts: Vec<Vec<f64>>,
    /// By feature, the stretch of each row.
    of: Vec<Vec<u8>>,
}

impl Bins {
    fn of(p: &Problem<'_>) -> Self {
        let cuts: Vec<Vec<f64>> = (0..COUNT)
            .into_par_iter()
            .map(|f| {
                let mut values: Vec<f64> = p.x.iter().map(|x| x[f]).collect();
                values.sort_by(f64::total_cmp);
                let mut cuts: Vec<f64> = (1..64)
                    .map(|k| values[k * values.len() / 64])
                    // As the file keeps them.
                    .map(|c| format!("{c:.5}").parse().unwrap())
                    .collect();
                cuts.dedup();
                cuts
            })
            .collect();
        let of = (0..COUNT)
            .into_par_iter()
            .map(|f| p.x.iter().map(|x| cuts[f].partition_point(|c| *c <= x[f]) as u8).collect())
            .collect();
        Self { cuts, of }
    }

    fn grow(&self, g: &[f64], h: &[f64], rows: &[u32], depth: usize, growth: Growth) -> Node {
        let sum = |v: &[f64]| rows.iter().map(|&i| v[i as usize]).sum::<f64>();
        let (gs, hs) = (sum(g), sum(h));
        let leaf = Node::Leaf(growth.rate * gs / (hs + growth.smoothing));
        if depth == 0 {
            return leaf;
        }
        let gain = |g: f64, h: f64| g * g / (h + growth.smoothing);
        let best = (0..COUNT)
            .into_par_iter()
            .filter_map(|f| {
                let n = self.cuts[f].len() + 1;
                let mut sums = vec![(0.0, 0.0); n];
                for &i in rows {
                    let bin = &mut sums[self.of[f][i as usize] as usize];
                    bin.0 += g[i as usize];
                    bin.1 += h[i as usize];
                }
                let (mut gl, mut hl) = (0.0, 0.0);
                let mut best: Option<(f64, usize, usize)> = None;
                for (cut, (a, b)) in sums[..n - 1].iter().enumerate() {
                    gl += a;
                    hl += b;
                    // The curvature of a row is at most a quarter of its weight.
                    if hl * 4.0 < growth.leaf || (hs - hl) * 4.0 < growth.leaf {
                        continue;
                    }
                    let better = gain(gl, hl) + gain(gs - gl, hs - hl) - gain(gs, hs);
                    if best.is_none_or(|b| better > b.0) {
                        best = Some((better, f, cut));
                    }
                }
                best
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((better, feature, cut)) = best else { return leaf };
        if better < 1.0 {
            return leaf;
        }
        let (low, high): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|&&i| (self.of[feature][i as usize] as usize) <= cut);
        let (nl, nh) = (low.len() as f64, high.len() as f64);
        let ways = (self.grow(g, h, &low, depth - 1, growth), self.grow(g, h, &high, depth - 1, growth));
        let middle = |n: &Node| match n {
            Node::Split { mean, .. } => *mean,
            Node::Leaf(v) => *v,
        };
        let mean = (middle(&ways.0) * nl + middle(&ways.1) * nh) / (nl + nh);
        Node::Split { feature, threshold: self.cuts[feature][cut], mean, ways: Box::new(ways) }
    }
}

// Figures -------------------------------------------------------------------------------------------------------------

fn auc(rows: &[(f64, f64)]) -> f64 {
    let mut sorted = rows.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut sum, mut i) = (0.0, 0.0, 0);
    let positives = rows.iter().filter(|r| r.1 > 0.5).count() as f64;
    while i < sorted.len() {
        let mut j = i;
        let (mut p, mut n) = (0.0, 0.0);
        while j < sorted.len() && sorted[j].0 == sorted[i].0 {
            if sorted[j].1 > 0.5 {
                p += 1.0;
            } else {
                n += 1.0;
            }
            j += 1;
        }
        sum += p * (below + n / 2.0);
        below += n;
        i = j;
    }
    sum / (positives * (rows.len() as f64 - positives)).max(1.0)
}

fn pearson(rows: &[(f64, f64)]) -> f64 {
    let n = rows.len() as f64;
    let (mx, my) = (rows.iter().map(|r| r.0).sum::<f64>() / n, rows.iter().map(|r| r.1).sum::<f64>() / n);
    let cov: f64 = rows.iter().map(|r| (r.0 - mx) * (r.1 - my)).sum();
    let var = |f: &dyn Fn(&(f64, f64)) -> f64| rows.iter().map(f).sum::<f64>();
    cov / (var(&|r| (r.0 - mx).powi(2)) * var(&|r| (r.1 - my).powi(2))).sqrt().max(1e-9)
}

/// The threshold of the best F1, and that F1.
fn best(rows: &[(f64, f64)]) -> String {
    let mut sorted = rows.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let real = rows.iter().filter(|r| r.1 > 0.5).count() as f64;
    let (mut tp, mut best) = (0.0, (0.0, 0.0));
    for (n, row) in sorted.iter().enumerate() {
        tp += f64::from(u8::from(row.1 > 0.5));
        let f1 = 2.0 * tp / (n as f64 + 1.0 + real);
        if f1 > best.0 {
            best = (f1, row.0);
        }
    }
    format!("(best {:.3} at {:.2})", best.0, best.1)
}

/// AUC (Pearson's correlation where labels are graded), F1 and accuracy at one half.
fn figures(rows: &[(f64, f64)]) -> String {
    let graded = rows.iter().any(|r| r.1 > 0.0 && r.1 < 1.0);
    let first =
        if graded { format!("pearson {:.3}", pearson(rows)) } else { format!("auc {:.3}", auc(rows)) };
    let tp = rows.iter().filter(|r| r.0 >= 0.5 && r.1 > 0.5).count() as f64;
    let said = rows.iter().filter(|r| r.0 >= 0.5).count() as f64;
    let real = rows.iter().filter(|r| r.1 > 0.5).count() as f64;
    let right = rows.iter().filter(|r| (r.0 >= 0.5) == (r.1 > 0.5)).count() as f64;
    format!("{first}  f1 {:.3}  accuracy {:.3}", 2.0 * tp / (said + real).max(1.0), right / rows.len() as f64)
}

fn check(data: &Data, question: &Question, growth: Growth, leave: bool) {
    println!("{}: fitted | folds | set left out", question.name);
    let answer = |w: &Weights, row: &Row| {
        question.label(row).map(|label| (probability(w.log_odds(question.features(row))), label))
    };
    let whole = question.learn(data, growth, |_| true);
    let mut folds: BTreeMap<usize, Vec<(f64, f64)>> = BTreeMap::new();
    for fold in 0..5 {
        let out = |row: &Row| (row.topic.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) % 5 == fold;
        let weights = question.learn(data, growth, |row| !out(row));
        for row in data.rows.iter().filter(|r| out(r)) {
            folds.entry(row.set).or_default().extend(answer(&weights, row));
        }
    }
    for (number, set) in data.sets.iter().enumerate() {
        let rows = &data.rows[set.rows.clone()];
        let fitted: Vec<_> = rows.iter().filter_map(|r| answer(&whole, r)).collect();
        if fitted.is_empty() {
            continue;
        }
        let left = if leave && question.weight(set).is_some() {
            let without = question.learn(data, growth, |row| row.set != number);
            let left: Vec<_> = rows.iter().filter_map(|r| answer(&without, r)).collect();
            figures(&left)
        } else {
            String::new()
        };
        println!(
            "  {:15} {} | {} {} | {left}",
            set.name,
            figures(&fitted),
            figures(&folds[&number]),
            best(&folds[&number])
        );
    }
}

/// How well the relations that the program gives fit the labels of entailment sets: conflict stands for contradiction,
/// agreement for entailment. Where a set knows no contradiction, what is compatible is entailed.
fn relations(folder: &Path, errors: bool) {
    use crossclaim::Relation::{Agree, Compatible, Conflict};
    for path in files(&folder.join("pairs")) {
        let lines = lines(&path);
        if lines[0]["label"].as_str().is_none() {
            continue;
        }
        let text = |l: &Value, k: &str| l[k].as_str().unwrap().to_owned();
        let pairs: Vec<_> = lines.iter().map(|l| (text(l, "a"), text(l, "b"))).collect();
        let three = lines.iter().any(|l| l["label"] == "contradiction");
        let (mut right, mut called, mut hit, mut real) = (0, 0, 0, 0);
        for (line, explained) in lines.iter().zip(explain::explain(&pairs)) {
            let said = match explained.relation {
                Some(Agree) => "entailment",
                Some(Compatible) if !three => "entailment",
                Some(Conflict) if three => "contradiction",
                _ => "neutral",
            };
            let label = line["label"].as_str().unwrap();
            right += usize::from(said == label);
            called += usize::from(said == "contradiction");
            real += usize::from(label == "contradiction");
            hit += usize::from(said == "contradiction" && label == said);
            if errors {
                let facets: Vec<_> =
                    explained.facets.iter().map(|f| format!("{:?}: {} / {}", f.relation, f.a, f.b)).collect();
                println!(
                    "{}\t{label}\t{said}\t{:.2}\t{}\t{}\t{}",
                    if said == label { "right" } else { "wrong" },
                    explained.score,
                    line["a"],
                    line["b"],
                    facets.join("; ")
                );
            }
        }
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        println!(
            "{:15} accuracy {:.3}  conflict precision {:.3}  recall {:.3}",
            path.file_stem().unwrap().to_string_lossy(),
            share(right, lines.len()),
            share(hit, called),
            share(hit, real)
        );
    }
}

fn write(data: &Data) {
    let mut out = String::from(
        "# Learned weights of the score of a pair: made by `cargo run --release --example learn -- DATA_FOLDER`.\n\
         # Columns: the question (`says`: do two claims say the same; `covers`: does the first say what the second does;\n\
         # `meets`: are values that differ about the same event);\n\
         # `base`, the name of a feature, or `tree`; log odds (a feature's are multiplied by its value). A tree is written\n\
         # from its root: `feature:threshold:mean` with the number of the feature, then what holds below the threshold and\n\
         # what holds from it on, each a tree or a leaf.\n",
    );
    for question in [SAYS, COVERS, MEETS] {
        let weights = question.learn(data, question.growth, |_| true);
        let _ = writeln!(out, "{}\tbase\t{:.5}", question.name, weights.intercept);
        for (name, w) in NAMES.iter().zip(&weights.linear).filter(|(_, w)| w.abs() >= 5e-6) {
            let _ = writeln!(out, "{}\t{name}\t{w:.5}", question.name);
        }
        for tree in &weights.trees {
            let _ = write!(out, "{}\ttree\t", question.name);
            tree.write(&mut out);
            out.push('\n');
        }
    }
    std::fs::write("src/align/weight.tsv", out).unwrap();
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| args.iter().any(|a| a == flag);
    let Some(folder) = args.iter().find(|a| !a.starts_with("--")) else {
        eprintln!("usage: learn DATA_FOLDER [--check] [--background]");
        std::process::exit(2);
    };
    let folder = Path::new(folder);
    if has("--background") {
        background(folder);
        return;
    }
    if has("--relations") {
        relations(folder, has("--errors"));
        return;
    }
    let start = std::time::Instant::now();
    let data = Data::read(folder);
    eprintln!("{} pairs measured in {:.1} s", data.rows.len(), start.elapsed().as_secs_f64());
    for set in &data.sets {
        let positive = data.rows[set.rows.clone()].iter().map(|r| r.label).sum::<f64>();
        eprintln!("  {:15} {} pairs, {positive:.0} alike", set.name, set.rows.len());
    }
    if has("--features") {
        let shown: Vec<&Set> = data.sets.iter().filter(|s| SAYS.weight(s).is_some()).collect();
        println!(
            "{:28}{}",
            "AUC",
            shown.iter().map(|s| format!("{:>9.8}", s.name)).collect::<Vec<_>>().concat()
        );
        for (f, name) in NAMES.iter().enumerate() {
            let of = |s: &&Set| {
                let rows: Vec<_> = data.rows[s.rows.clone()]
                    .iter()
                    .map(|r| (r.symmetric[f], f64::from(u8::from(r.label > 0.55))))
                    .collect();
                format!("{:9.3}", auc(&rows))
            };
            println!("{name:28}{}", shown.iter().map(of).collect::<String>());
        }
    } else if has("--check") {
        let tuned = |mut growth: Growth| {
            for arg in &args {
                if let Some((name, value)) = arg.trim_start_matches("--").split_once('=') {
                    let value: f64 = value.parse().unwrap();
                    match name {
                        "linear" => growth.linear = value > 0.0,
                        "ridge" => growth.ridge = value,
                        "rounds" => growth.rounds = value as usize,
                        "depth" => growth.depth = value as usize,
                        "rate" => growth.rate = value,
                        "smoothing" => growth.smoothing = value,
                        _ => growth.leaf = value,
                    }
                }
            }
            growth
        };
        if !has("--covers") {
            check(&data, &SAYS, tuned(SAYS.growth), !has("--quick"));
        }
        if !has("--says") && !has("--covers") {
            check(&data, &MEETS, tuned(MEETS.growth), !has("--quick"));
        }
        if !has("--says") {
            check(&data, &COVERS, tuned(COVERS.growth), !has("--quick"));
        }
    } else {
        write(&data);
    }
}

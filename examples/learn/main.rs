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

mod background;
mod check;
mod data;
mod fit;
mod question;

use std::fmt::Write as _;
use std::path::Path;

use crossclaim::align::feature::NAMES;

use background::background;
use check::{auc, check, relations};
use data::{Data, Set};
use question::{COVERS, Growth, MEETS, SAYS};

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

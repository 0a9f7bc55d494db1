//! How well it was learned.

use std::collections::BTreeMap;
use std::path::Path;

use crossclaim::align::score::{Weights, probability};
use crossclaim::story::explain;
use serde_json::Value;

use crate::data::{Data, Row, files, lines};
use crate::question::{Growth, Question};

pub(crate) fn auc(rows: &[(f64, f64)]) -> f64 {
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

pub(crate) fn pearson(rows: &[(f64, f64)]) -> f64 {
    let n = rows.len() as f64;
    let (mx, my) = (rows.iter().map(|r| r.0).sum::<f64>() / n, rows.iter().map(|r| r.1).sum::<f64>() / n);
    let cov: f64 = rows.iter().map(|r| (r.0 - mx) * (r.1 - my)).sum();
    let var = |f: &dyn Fn(&(f64, f64)) -> f64| rows.iter().map(f).sum::<f64>();
    cov / (var(&|r| (r.0 - mx).powi(2)) * var(&|r| (r.1 - my).powi(2))).sqrt().max(1e-9)
}

/// The threshold of the best F1, and that F1.
pub(crate) fn best(rows: &[(f64, f64)]) -> String {
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
pub(crate) fn figures(rows: &[(f64, f64)]) -> String {
    let graded = rows.iter().any(|r| r.1 > 0.0 && r.1 < 1.0);
    let first =
        if graded { format!("pearson {:.3}", pearson(rows)) } else { format!("auc {:.3}", auc(rows)) };
    let tp = rows.iter().filter(|r| r.0 >= 0.5 && r.1 > 0.5).count() as f64;
    let said = rows.iter().filter(|r| r.0 >= 0.5).count() as f64;
    let real = rows.iter().filter(|r| r.1 > 0.5).count() as f64;
    let right = rows.iter().filter(|r| (r.0 >= 0.5) == (r.1 > 0.5)).count() as f64;
    format!("{first}  f1 {:.3}  accuracy {:.3}", 2.0 * tp / (said + real).max(1.0), right / rows.len() as f64)
}

pub(crate) fn check(data: &Data, question: &Question, growth: Growth, leave: bool) {
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
pub(crate) fn relations(folder: &Path, errors: bool) {
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

//! How two texts of a sentence or so compare.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use crossclaim::report::escape::one_line;
use crossclaim::report::words::short;
use crossclaim::story::explain::{Explanation, explain};
use serde::{Deserialize, Serialize};

use crate::args::{self, ShowFormat};
use crate::{Outcome, output};

#[derive(Deserialize)]
struct Pair {
    id: serde_json::Value,
    a: String,
    b: String,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a serde_json::Value,
    score: f64,
    relation: &'static str,
    why: Vec<String>,
}

/// Explains one pair, or a file of them.
pub(crate) fn run(args: &args::Explain) -> Result<Outcome> {
    let (pairs, left_out) = match (&args.pairs, args.a.as_ref().zip(args.b.as_ref())) {
        (Some(file), None) => pairs(file)?,
        (None, Some((a, b))) => {
            (vec![Pair { id: serde_json::Value::Null, a: a.clone(), b: b.clone() }], Vec::new())
        }
        _ => bail!("give two texts, A and B, or --pairs FILE.jsonl"),
    };
    for error in &left_out {
        output::complain(error);
    }
    let texts: Vec<(String, String)> = pairs.iter().map(|p| (p.a.clone(), p.b.clone())).collect();
    let mut out = String::new();
    for (pair, explanation) in pairs.iter().zip(explain(&texts)) {
        match args.format {
            ShowFormat::Jsonl => {
                let row = Row {
                    id: &pair.id,
                    score: (explanation.score * 1e6).round() / 1e6,
                    relation: relation(&explanation),
                    why: why(&explanation),
                };
                out.push_str(&serde_json::to_string(&row)?);
                out.push('\n');
            }
            ShowFormat::Table => table(&mut out, pair, &explanation, pairs.len() > 1),
        }
    }
    output::print(out.as_bytes())?;
    Ok(if left_out.is_empty() { Outcome::Same } else { Outcome::Trouble })
}

/// Reads the pairs of a file, one JSON object a line; the lines that hold none are named.
fn pairs(file: &Path) -> Result<(Vec<Pair>, Vec<anyhow::Error>)> {
    let shown =
        if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() };
    let text = if file.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(file)
    };
    let text = text.with_context(|| format!("{shown}: cannot be read as UTF-8 text"))?;
    let (mut pairs, mut errors) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match serde_json::from_str::<Pair>(line.trim_start_matches('\u{feff}')) {
            Ok(pair) => pairs.push(pair),
            Err(error) => errors
                .push(anyhow!("{shown}, line {}: no pair {{\"id\", \"a\", \"b\"}}: {error}", number + 1)),
        }
    }
    if pairs.is_empty() && errors.is_empty() {
        bail!("{shown}: holds no pair; write one {{\"id\": …, \"a\": …, \"b\": …}} a line");
    }
    Ok((pairs, errors))
}

fn relation(explanation: &Explanation) -> &'static str {
    explanation.relation.map_or("unrelated", crossclaim::Relation::name)
}

/// The facets compared, then the features by what they add.
fn why(explanation: &Explanation) -> Vec<String> {
    let facets = explanation.facets.iter().map(|f| {
        format!(
            "{}: \"{}\" / \"{}\": {}, since {}",
            f.kind.name(),
            one_line(&f.a),
            one_line(&f.b),
            f.relation.name(),
            f.why
        )
    });
    let parts = explanation.parts.iter().map(|(name, value, odds)| format!("{name} {value:.3}: {odds:+.3}"));
    facets.chain(parts).collect()
}

fn table(out: &mut String, pair: &Pair, explanation: &Explanation, several: bool) {
    if several {
        let id = pair.id.as_str().map_or_else(|| pair.id.to_string(), str::to_owned);
        let _ = writeln!(out, "== {}", one_line(&id));
    }
    let _ = writeln!(out, "A  {}\nB  {}", one_line(&pair.a), one_line(&pair.b));
    let _ = writeln!(out, "{}, score {:.2}", relation(explanation), explanation.score);
    if !explanation.facets.is_empty() {
        out.push_str("compared:\n");
    }
    for f in &explanation.facets {
        let (a, b) = (short(&one_line(&f.a), 60), short(&one_line(&f.b), 60));
        let _ = writeln!(out, "  {:10} {:11} \"{a}\" / \"{b}\": {}", f.kind.name(), f.relation.name(), f.why);
    }
    if !explanation.parts.is_empty() {
        out.push_str("the score (each feature: value, what it adds to the log odds):\n");
    }
    for (name, value, odds) in &explanation.parts {
        let _ = writeln!(out, "  {name:32} {value:8.3} {odds:+8.3}");
    }
}

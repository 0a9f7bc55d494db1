//! How much of what people listed about stories comes out, and how much of what comes out is right.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use crossclaim::compare;
use crossclaim::decide::counts::{self, Counts, f1};
use crossclaim::decide::score::{self, Fault, Score};
use crossclaim::report::escape::one_line;
use serde::Serialize;

use crate::args::{self, EvalFormat};
use crate::config::Config;
use crate::{Outcome, annotation, check, output};

/// What is measured of a story: shares in `0..=1`, rounded to three places; none where there was nothing to be counted.
#[derive(Serialize, Debug, PartialEq)]
struct Figures {
    story: String,
    claim_recall: Option<f64>,
    claim_precision: Option<f64>,
    pair_recall_tier1: Option<f64>,
    pair_recall_tier2: Option<f64>,
    pair_recall_tier3: Option<f64>,
    pair_recall: Option<f64>,
    pair_precision: Option<f64>,
    pair_f1: f64,
    relation_accuracy: Option<f64>,
    conflict_recall: Option<f64>,
    conflict_precision: Option<f64>,
    conflict_f1: f64,
    conflict_kind_right: Option<f64>,
    tempting_aligned: String,
    furniture_claims: usize,
    speaker_accuracy: Option<f64>,
}

/// Three places.
fn places(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn share(part: usize, whole: usize) -> Option<f64> {
    counts::share(part, whole).map(places)
}

impl Figures {
    fn of(story: &str, n: &Counts) -> Self {
        let (recall, precision) =
            (share(n.found(), n.wanted()), share(n.grouped - n.grouped_wrong, n.grouped));
        let conflict_recall = share(n.conflicts_found, n.conflicts);
        let conflict_precision = share(n.called - n.called_wrong, n.called);
        Self {
            story: story.to_owned(),
            claim_recall: share(n.passages_met, n.passages),
            claim_precision: share(n.claims.saturating_sub(n.furniture), n.claims),
            pair_recall_tier1: share(n.found[0], n.wanted[0]),
            pair_recall_tier2: share(n.found[1], n.wanted[1]),
            pair_recall_tier3: share(n.found[2], n.wanted[2]),
            pair_recall: recall,
            pair_precision: precision,
            pair_f1: places(f1(precision, recall)),
            relation_accuracy: share(n.relations, n.wanted()),
            conflict_recall,
            conflict_precision,
            conflict_f1: places(f1(conflict_precision, conflict_recall)),
            conflict_kind_right: share(n.kinds, n.conflicts),
            tempting_aligned: format!("{}/{}", n.tempted, n.tempting),
            furniture_claims: n.furniture,
            speaker_accuracy: share(n.speakers_found, n.speakers),
        }
    }
}

/// Measures every story, and all together.
pub(crate) fn run(args: &args::Eval, config: &Config) -> Result<Outcome> {
    let mut files = Vec::new();
    for path in &args.gold {
        files.extend(annotation::below(path)?);
    }
    if args.articles.is_some() && files.len() > 1 {
        bail!("--articles names the articles of one annotation, and there are {}", files.len());
    }
    let (mut stories, mut total) = (Vec::new(), Counts::default());
    let mut outcome = Outcome::Same;
    let mut remarks = String::new();
    for file in &files {
        let name = annotation::story(file);
        let (scored, partial) = one(file, args.articles.as_deref(), config)?;
        total.add(&scored.counts);
        stories.push(Figures::of(&name, &scored.counts));
        let lost = scored.remarks.iter().filter(|r| r.fault == Fault::NoPassage);
        for remark in lost.clone() {
            let words = one_line(&remark.words);
            output::say(&format!("crossclaim: {}: does not stand in its article: {words}", file.display()));
        }
        // An annotation that does not fit its articles measures something else; decisions may outlive an article.
        if !partial && lost.count() > 0 {
            outcome = Outcome::Trouble;
        }
        for remark in &scored.remarks {
            let _ = writeln!(remarks, "{name}: {}: {}", remark.fault.name(), one_line(&remark.words));
        }
    }
    let total = Figures::of("total", &total);
    let text = match args.format {
        EvalFormat::Table => table(&stories, &total),
        EvalFormat::Json => {
            let value = serde_json::json!({ "stories": stories, "total": total });
            serde_json::to_string_pretty(&value)? + "\n"
        }
    };
    output::print(text.as_bytes())?;
    if args.errors {
        output::say(remarks.trim_end());
    }
    Ok(outcome)
}

/// Compares the articles of one annotation, and scores what comes out.
fn one(file: &Path, articles: Option<&Path>, config: &Config) -> Result<(Score, bool)> {
    let gold = annotation::read(file)?;
    let folder = articles.or(file.parent()).filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let articles = check::articles(folder, config).with_context(|| folder.display().to_string())?;
    if articles.is_empty() {
        bail!(
            "{}: no article beside {}; name their folder with --articles",
            folder.display(),
            file.display()
        );
    }
    Ok((score::score(&compare(articles, &config.options()), &gold), gold.partial))
}

/// A line a story, and one for all.
fn table(stories: &[Figures], total: &Figures) -> String {
    let width = stories.iter().map(|s| s.story.chars().count()).chain([5]).max().unwrap_or(5);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:width$}  claims      pairs             relation  conflicts               tempting  furniture  speakers",
        ""
    );
    let _ = writeln!(
        out,
        "{:width$}  prec  rec   prec  rec   F1    right     prec  rec   F1    kind  matched",
        "story"
    );
    for s in stories.iter().chain([total]) {
        let p = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |v| format!("{v:.2}"));
        let cells = [
            (p(s.claim_precision), 6),
            (p(s.claim_recall), 6),
            (p(s.pair_precision), 6),
            (p(s.pair_recall), 6),
            (p(Some(s.pair_f1)), 6),
            (p(s.relation_accuracy), 10),
            (p(s.conflict_precision), 6),
            (p(s.conflict_recall), 6),
            (p(Some(s.conflict_f1)), 6),
            (p(s.conflict_kind_right), 6),
            (s.tempting_aligned.clone(), 10),
            (s.furniture_claims.to_string(), 11),
            (p(s.speaker_accuracy), 0),
        ];
        let _ = write!(out, "{:width$}  ", s.story);
        for (cell, width) in cells {
            let _ = write!(out, "{cell:width$}");
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

//! `report.json` read back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use crossclaim::Relation;
use crossclaim::decide::{Question, Side, question};
use serde::Deserialize;

use crate::output;

/// The version of the layout that is read.
const SCHEMA: u32 = 1;

/// What of a report a session needs. Fields that a later program adds are passed over.
#[derive(Deserialize, Debug)]
pub(crate) struct Report {
    pub(crate) schema: u32,
    pub(crate) articles: Vec<Article>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) groups: Vec<Group>,
    pub(crate) findings: Vec<Finding>,
}

/// An article without its text.
#[derive(Deserialize, Debug)]
pub(crate) struct Article {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) outlet: String,
    pub(crate) published: Option<String>,
}

/// A claim's place.
#[derive(Deserialize, Debug)]
pub(crate) struct Claim {
    pub(crate) id: String,
    pub(crate) article: String,
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) sentence: Offsets,
    pub(crate) speaker: Option<Speaker>,
}

/// Two UTF-8 offsets, half open.
#[derive(Deserialize, Debug, Clone, Copy)]
pub(crate) struct Offsets {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Who is made responsible.
#[derive(Deserialize, Debug)]
pub(crate) struct Speaker {
    pub(crate) name: String,
}

/// A group.
#[derive(Deserialize, Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) score: f64,
}

/// One side of a finding.
#[derive(Deserialize, Debug)]
pub(crate) struct ReportedSide {
    pub(crate) claim: String,
    pub(crate) text: String,
    #[serde(flatten)]
    pub(crate) at: Offsets,
}

/// Two sides compared.
#[derive(Deserialize, Debug)]
pub(crate) struct Pair {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) relation: String,
    #[serde(default)]
    pub(crate) why: String,
}

/// A finding.
#[derive(Deserialize, Debug)]
pub(crate) struct Finding {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) kind: String,
    pub(crate) measure: Option<String>,
    pub(crate) relation: String,
    pub(crate) note: Option<String>,
    pub(crate) why: String,
    pub(crate) sides: Vec<ReportedSide>,
    pub(crate) pairs: Vec<Pair>,
}

/// A report by its ids.
pub(crate) struct Index<'a> {
    pub(crate) articles: BTreeMap<&'a str, &'a Article>,
    pub(crate) claims: BTreeMap<&'a str, &'a Claim>,
    pub(crate) groups: BTreeMap<&'a str, &'a Group>,
}

/// The report that a path names: the file, or `report.json` in that folder.
pub(crate) fn file(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("report.json") } else { path.to_owned() }
}

/// Reads a report.
pub(crate) fn read(path: &Path) -> Result<Report> {
    let path = file(path);
    let shown = path.display();
    output::settle(path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{shown}: cannot be read; `crossclaim compare` writes it"))?;
    parse(&text).with_context(|| shown.to_string())
}

/// Reads a report's text.
pub(crate) fn parse(text: &str) -> Result<Report> {
    let report: Report =
        serde_json::from_str(text).map_err(|e| anyhow!("is no report of crossclaim: {e}"))?;
    if report.schema != SCHEMA {
        bail!(
            "is a report of schema {}; this program reads {SCHEMA}: compare the articles anew",
            report.schema
        );
    }
    Ok(report)
}

fn relation(name: &str) -> Option<Relation> {
    [Relation::Agree, Relation::Compatible, Relation::Conflict].into_iter().find(|r| r.name() == name)
}

impl Report {
    /// The report by its ids.
    pub(crate) fn index(&self) -> Index<'_> {
        Index {
            articles: self.articles.iter().map(|a| (a.id.as_str(), a)).collect(),
            claims: self.claims.iter().map(|c| (c.id.as_str(), c)).collect(),
            groups: self.groups.iter().map(|g| (g.id.as_str(), g)).collect(),
        }
    }

    /// The question that each finding puts, in the order of the report. `sentence` tells the sentence that a side stands
    /// in, where its article is at hand; else it stays unknown.
    ///
    /// # Errors
    /// If a finding names what the report does not hold.
    pub(crate) fn questions(
        &self,
        sentence: impl Fn(&ReportedSide, &Claim) -> Option<String>,
    ) -> Result<Vec<Question>> {
        let index = self.index();
        let one = |finding: &Finding| {
            let side = |side: &ReportedSide| {
                let claim = index.claims.get(side.claim.as_str())?;
                let article = index.articles.get(claim.article.as_str())?;
                Some(Side {
                    outlet: question::joined(&article.outlet),
                    words: question::joined(&side.text),
                    sentence: question::joined(&sentence(side, claim).unwrap_or_default()),
                })
            };
            let sides: Option<Vec<Side>> = finding.sides.iter().map(side).collect();
            let inside = |p: &&Pair| p.a < p.b && p.b < finding.sides.len();
            let pairs = finding.pairs.iter().filter(inside);
            Some(Question {
                id: finding.id.clone(),
                kind: finding.kind.clone(),
                measure: finding.measure.clone().unwrap_or_default(),
                relation: relation(&finding.relation)?,
                score: index.groups.get(finding.group.as_str())?.score,
                sides: sides?,
                pairs: pairs.filter_map(|p| Some((p.a, p.b, relation(&p.relation)?))).collect(),
            })
        };
        let broken = |f: &Finding| anyhow!("finding {} names what the report does not hold", f.id);
        self.findings.iter().map(|f| one(f).ok_or_else(|| broken(f))).collect()
    }
}

//! A report with the articles that it was made from, as a session shows it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use crossclaim::decide::gold::Place;
use crossclaim::decide::{Question, place};
use crossclaim::report::marked::marks;
use crossclaim::text::Span;
use crossclaim::{Article, Relation};

use crate::input::{self, Reading};
use crate::reported::{self, Report};

/// A finding, ready to be asked about.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "tui"), expect(dead_code, reason = "only the screens show it"))]
pub(crate) struct Item {
    /// The question itself.
    pub(crate) question: Question,
    /// What the group is about.
    pub(crate) label: String,
    /// What a reader should know, such as `update`.
    pub(crate) note: Option<String>,
    /// Rule and anchor, in words.
    pub(crate) why: String,
    /// What came closest otherwise, with its score; empty if nothing did.
    pub(crate) next_best: String,
    /// Where each side of the question stands.
    pub(crate) sides: Vec<Shown>,
    /// The numbers of the sides in the order of showing: first the two that the rule is about.
    pub(crate) order: Vec<usize>,
}

/// Where a side stands.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "tui"), expect(dead_code, reason = "only the screens show it"))]
pub(crate) struct Shown {
    /// The number of its text.
    pub(crate) text: usize,
    /// Its file and line.
    pub(crate) place: String,
    /// Who is made responsible, if not the outlet.
    pub(crate) speaker: Option<String>,
    /// The words compared, in the text.
    pub(crate) words: Span,
    /// Their sentence.
    pub(crate) sentence: Span,
    /// What of the words differs from the side it stands against.
    pub(crate) differs: Vec<Span>,
    /// How it stands to the side that is shown first; none for that side itself, and where the two were not compared.
    pub(crate) to_first: Option<Relation>,
}

/// What a session is about.
pub(crate) struct Loaded {
    /// The findings to ask about, in the order of asking.
    pub(crate) items: Vec<Item>,
    /// The articles' texts; a claim alone where its article is not at hand.
    pub(crate) texts: Vec<String>,
    /// The articles that are at hand, by the id that the report gives them.
    pub(crate) articles: BTreeMap<String, Article>,
    /// What a reader should know.
    pub(crate) notes: Vec<String>,
    /// The folder of the articles, else that of the report.
    pub(crate) folder: PathBuf,
}

/// Reads a report and its articles. Matches whose score lies below `doubt` are asked about as well.
pub(crate) fn load(path: &Path, doubt: f64, reading: &Reading) -> Result<Loaded> {
    let report = reported::read(path)?;
    let file = reported::file(path);
    let beside = file.parent().unwrap_or(Path::new("")).to_owned();
    let (articles, notes, folder) = articles(&report, &beside, reading);
    let index = report.index();
    let mut texts: Vec<String> = Vec::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, article) in &articles {
        numbers.insert(id, texts.len());
        texts.push(article.text.clone());
    }
    // Where a side stands in its article, if that still says so.
    let at = |side: &reported::ReportedSide, claim: &reported::Claim| -> Option<(usize, Span, Span)> {
        let number = *numbers.get(claim.article.as_str())?;
        let text = &texts[number];
        if text.get(side.at.start..side.at.end) == Some(&side.text) {
            let sentence = text.get(claim.sentence.start..claim.sentence.end)?;
            let sentence = Span::new(claim.sentence.start, claim.sentence.start + sentence.len());
            let words = Span::new(side.at.start, side.at.end);
            return Some((number, words, sentence.cover(words)));
        }
        // The article has changed since; the claim may stand elsewhere.
        let claim = place::locate(text, &Place::Words(claim.text.clone()))?;
        let words = place::locate(claim.of(text), &Place::Words(side.text.clone()))?;
        let words = Span::new(claim.start() + words.start(), claim.start() + words.end());
        Some((number, words, claim))
    };
    let sentence = |side: &reported::ReportedSide, claim: &reported::Claim| {
        at(side, claim).map(|(number, _, sentence)| sentence.of(&texts[number]).to_owned())
    };
    let questions = report.questions(sentence)?;
    let mut alone: Vec<String> = Vec::new();
    let mut items = Vec::new();
    for (finding, question) in report.findings.iter().zip(questions) {
        if question.relation == Relation::Agree && question.score >= doubt || question.sides.len() < 2 {
            continue;
        }
        let mut sides = Vec::new();
        let order = order(finding);
        for (number, side) in finding.sides.iter().enumerate() {
            let Some(claim) = index.claims.get(side.claim.as_str()) else { continue };
            let Some(article) = index.articles.get(claim.article.as_str()) else { continue };
            let (text, words, sentence) = at(side, claim).unwrap_or_else(|| {
                let start = claim.text.find(&side.text).unwrap_or(0);
                let held = if claim.text.contains(&side.text) { &claim.text } else { &side.text };
                alone.push(held.clone());
                let words = Span::new(start, start + side.text.len());
                (texts.len() + alone.len() - 1, words, Span::new(0, held.len()))
            });
            sides.push(Shown {
                text,
                place: format!("{}:{}", article.path, claim.line),
                speaker: claim.speaker.as_ref().map(|s| s.name.clone()),
                words,
                sentence,
                differs: differs(finding, number, words.start()),
                to_first: to_first(&question, order[0], number),
            });
        }
        let label = index.groups.get(finding.group.as_str()).map(|g| g.label.clone()).unwrap_or_default();
        if sides.len() != order.len() {
            continue;
        }
        let (why, next_best) = finding.why.split_once("; next best ").unwrap_or((&finding.why, ""));
        let (why, next_best, note) = (why.to_owned(), next_best.to_owned(), finding.note.clone());
        items.push(Item { question, label, note, why, next_best, sides, order });
    }
    // Conflicts as the report has them, worst first; then what differs and may be so; then doubtful matches, the most
    // doubtful first.
    items.sort_by(|x, y| {
        let doubtful = |i: &Item| if i.question.relation == Relation::Agree { i.question.score } else { 0.0 };
        let order = y.question.relation.cmp(&x.question.relation);
        order.then(doubtful(x).total_cmp(&doubtful(y)))
    });
    texts.extend(alone);
    Ok(Loaded { items, texts, articles, notes, folder: folder.unwrap_or(beside) })
}

/// The order of showing: the two sides that the rule in the finding's own words is about, then the others.
fn order(finding: &reported::Finding) -> Vec<usize> {
    let inside = |p: &&reported::Pair| p.a < p.b && p.b < finding.sides.len();
    let told = |p: &&reported::Pair| !p.why.is_empty() && finding.why.starts_with(&p.why);
    let worst = |p: &&reported::Pair| p.relation == finding.relation;
    let pairs = || finding.pairs.iter().filter(inside).filter(worst);
    let first = pairs().find(told).or_else(|| pairs().next()).map_or((0, 1), |p| (p.a, p.b));
    let others = (0..finding.sides.len()).filter(|i| *i != first.0 && *i != first.1);
    [first.0, first.1].into_iter().filter(|i| *i < finding.sides.len()).chain(others).collect()
}

/// How a side stands to the one shown first.
fn to_first(question: &Question, first: usize, side: usize) -> Option<Relation> {
    let both = (first.min(side), first.max(side));
    question.pairs.iter().find(|(a, b, _)| (*a, *b) == both).map(|(_, _, relation)| *relation)
}

/// What of a side's words differs from the first side that it does not agree with, the worse relation first; `from` is
/// where the words begin.
fn differs(finding: &reported::Finding, number: usize, from: usize) -> Vec<Span> {
    let rank = |relation: &str| ["agree", "compatible", "conflict"].iter().position(|r| *r == relation);
    let against = finding
        .pairs
        .iter()
        .filter(|p| (p.a == number || p.b == number) && p.relation != "agree")
        .max_by_key(|p| (rank(&p.relation), std::cmp::Reverse((p.a, p.b))));
    let Some(pair) = against else { return Vec::new() };
    let other = if pair.a == number { pair.b } else { pair.a };
    let (Some(mine), Some(theirs)) = (finding.sides.get(number), finding.sides.get(other)) else {
        return Vec::new();
    };
    let spans = marks(&mine.text, &theirs.text);
    spans.iter().map(|s| Span::new(from + s.start(), from + s.end())).collect()
}

/// The articles of a report that are still there, by its ids; what is missing, in words; the folder they lie in.
fn articles(
    report: &Report,
    beside: &Path,
    reading: &Reading,
) -> (BTreeMap<String, Article>, Vec<String>, Option<PathBuf>) {
    let mut paths: BTreeMap<&str, Option<PathBuf>> = BTreeMap::new();
    for article in &report.articles {
        paths.entry(&article.path).or_insert_with(|| found(&article.path, beside));
    }
    let files: Vec<PathBuf> = paths.values().flatten().cloned().collect();
    let read = input::read(&files, &Reading { any_language: true, ..reading.clone() }).articles;
    let mut articles = BTreeMap::new();
    let mut notes = Vec::new();
    for listed in &report.articles {
        let file = paths.get(listed.path.as_str()).and_then(Option::as_ref);
        let here = |a: &&Article| file.is_some_and(|f| *f == Path::new(&a.path));
        let by_id = read.iter().find(|a| a.id == listed.id && here(a));
        // Another outlet gives an article of several with one name another id.
        let mut in_file = read.iter().filter(here);
        let only = in_file.next().filter(|_| in_file.next().is_none());
        match by_id.or(only) {
            Some(article) => {
                let article = Article {
                    id: listed.id.clone(),
                    outlet: listed.outlet.clone(),
                    published: listed.published.as_deref().and_then(crossclaim::calendar::Day::iso),
                    ..article.clone()
                };
                articles.insert(listed.id.clone(), article);
            }
            None => {
                notes.push(format!("{}: is not there; its claims are shown without context", listed.path));
            }
        }
    }
    let mut folders: Vec<&Path> = files.iter().filter_map(|f| f.parent()).collect();
    folders.sort_unstable();
    folders.dedup();
    let folder = folders.first().map(|first| {
        let mut common = first.to_path_buf();
        while !folders.iter().all(|f| f.starts_with(&common)) {
            common.pop();
        }
        common
    });
    (articles, notes, folder)
}

/// A file by the path that a report gives it: as it is, or from the report's folder or one above.
fn found(path: &str, beside: &Path) -> Option<PathBuf> {
    let path = Path::new(path);
    if path.is_file() {
        return Some(path.to_owned());
    }
    let beside = beside.canonicalize().ok()?;
    beside.ancestors().map(|folder| folder.join(path)).find(|file| file.is_file())
}

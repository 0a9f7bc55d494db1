//! The invented stories under `fixtures/stories`, and the seeds, against their listings: what is found must not fall below
//! `fixtures/scores.tsv`. `BLESS=1` raises the floors to what is reached, and never lowers one.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crossclaim::align::At;
use crossclaim::facet::{Kind, Relation};
use crossclaim::text::Span;
use crossclaim::{Article, Options, Story, compare};

/// A passage of an article.
struct Passage {
    outlet: String,
    words: String,
}

/// One row of a `gold.tsv`.
enum Row {
    /// Two passages that say the same or fill one slot.
    Pair { relation: Relation, kind: Kind, a: Passage, b: Passage },
    /// Two passages of one article that say the same: what is listed of the first is listed of the second.
    Repeat(Passage, Passage),
    /// Two passages that tempt, and are not about one thing.
    Apart { why: String, a: Passage, b: Passage },
    /// A line that holds no claim.
    Furniture(Passage),
    /// A passage for which somebody is made responsible.
    Speaker(Passage, String),
}

const KINDS: [Kind; 12] = [
    Kind::Figure,
    Kind::Duration,
    Kind::Date,
    Kind::Time,
    Kind::Age,
    Kind::Place,
    Kind::Name,
    Kind::Quote,
    Kind::Parties,
    Kind::Polarity,
    Kind::Attribution,
    Kind::Other,
];

fn row(line: &str) -> Row {
    let columns: Vec<&str> = line.split('\t').collect();
    let passage = |at: usize| Passage { outlet: columns[at].to_owned(), words: columns[at + 1].to_owned() };
    match columns[0] {
        "furniture" => Row::Furniture(passage(1)),
        "repeat" => {
            Row::Repeat(passage(1), Passage { outlet: columns[1].to_owned(), words: columns[3].to_owned() })
        }
        "speaker" => Row::Speaker(passage(1), columns[3].to_owned()),
        "apart" => Row::Apart { why: columns[1].to_owned(), a: passage(2), b: passage(4) },
        relation => Row::Pair {
            relation: [Relation::Agree, Relation::Compatible, Relation::Conflict]
                .into_iter()
                .find(|r| r.name() == relation)
                .unwrap_or_else(|| panic!("no relation: {line:?}")),
            kind: KINDS
                .into_iter()
                .find(|k| k.name() == columns[1])
                .unwrap_or_else(|| panic!("no kind: {line:?}")),
            a: passage(2),
            b: passage(4),
        },
    }
}

/// A folder of articles with its name and its listing.
struct Listed {
    name: String,
    articles: Vec<Article>,
    rows: Vec<Row>,
}

fn listed(name: &str, folder: &Path, gold: &Path) -> Listed {
    let text = fs::read_to_string(gold).unwrap();
    let rows = text.lines().filter(|l| !l.starts_with('#')).map(row).collect();
    Listed { name: name.to_owned(), articles: support::articles(folder), rows }
}

fn stories() -> Vec<Listed> {
    let mut stories =
        vec![listed("seeds", &support::at_root("seeds"), &support::at_root("fixtures/seeds.tsv"))];
    for folder in support::entries(&support::at_root("fixtures/stories")) {
        if folder.is_dir() {
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            stories.push(listed(&name, &folder, &folder.join("gold.tsv")));
        }
    }
    stories
}

/// What came out for a story. Of the first five more is better, of the others less.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Score {
    /// Listed pairs whose claims stand in one group.
    pairs: usize,
    /// Of these, those whose relation came out as listed.
    relations: usize,
    /// Listed conflicts that a finding calls a conflict.
    conflicts: usize,
    /// Of these, those with the listed kind.
    kinds: usize,
    /// Listed speakers that were found.
    speakers: usize,
    /// Pairs of claims of two outlets that a finding calls a conflict, and the listing does not.
    wrong: usize,
    /// Tempting pairs that stand in one group.
    apart: usize,
    /// Lines of furniture in which a claim was read.
    furniture: usize,
}

const NAMES: [&str; 8] =
    ["pairs", "relations", "conflicts", "kinds", "speakers", "wrong", "apart", "furniture"];

impl Score {
    fn values(&mut self) -> [&mut usize; 8] {
        let Self { pairs, relations, conflicts, kinds, speakers, wrong, apart, furniture } = self;
        [pairs, relations, conflicts, kinds, speakers, wrong, apart, furniture]
    }
}

fn ordered(x: At, y: At) -> (At, At) {
    (x.min(y), x.max(y))
}

/// Scores a story, and says what went wrong.
fn score(story: &Story, rows: &[Row]) -> (Score, Vec<String>) {
    let mut score = Score::default();
    let mut remarks = Vec::new();
    let page = |p: &Passage| {
        let at = story.told.iter().position(|t| t.page.article.id == p.outlet);
        at.unwrap_or_else(|| panic!("no outlet {:?}", p.outlet))
    };
    let span = |p: &Passage| -> Span {
        support::find(story.told[page(p)].page.text(), &p.words)
            .unwrap_or_else(|e| panic!("{}: {e}", p.outlet))
    };
    let own_hits = |p: &Passage| support::claims_at(&story.told, page(p), span(p));
    let hits = |p: &Passage| {
        let mut claims = own_hits(p);
        for row in rows {
            if let Row::Repeat(first, again) = row
                && first.outlet == p.outlet
                && first.words == p.words
            {
                claims.extend(own_hits(again));
            }
        }
        claims
    };
    let words = |at: At| format!("[{}] {}", at.page(&story.told).article.id, at.text(&story.told));

    let mut grouped: BTreeSet<(At, At)> = BTreeSet::new();
    for group in &story.groups {
        for (i, &x) in group.members.iter().enumerate() {
            grouped.extend(group.members[i + 1..].iter().map(|&y| ordered(x, y)));
        }
    }
    let mut said: BTreeMap<(At, At), Vec<(Kind, Relation)>> = BTreeMap::new();
    for finding in &story.findings {
        for pair in &finding.pairs {
            let (x, y) = (finding.sides[pair.a].at, finding.sides[pair.b].at);
            if x.page != y.page {
                said.entry(ordered(x, y)).or_default().push((finding.kind, pair.relation));
            }
        }
    }

    let mut planted: BTreeSet<(At, At)> = BTreeSet::new();
    for row in rows {
        match row {
            Row::Repeat(..) => {}
            Row::Pair { relation, kind, a, b } => {
                let of_b = hits(b);
                let all = hits(a).into_iter().flat_map(|x| of_b.iter().map(move |&y| ordered(x, y)));
                let met: Vec<_> = all.filter(|pair| grouped.contains(pair)).collect();
                if met.is_empty() {
                    remarks.push(format!("missed: {} / {}", a.words, b.words));
                    continue;
                }
                score.pairs += 1;
                let judged: Vec<_> =
                    met.iter().filter_map(|pair| said.get(pair)).flatten().copied().collect();
                let right = judged.iter().any(|(_, r)| r == relation)
                    || judged.is_empty() && *relation == Relation::Agree;
                score.relations += usize::from(right);
                if !right {
                    remarks.push(format!("not {}: {} / {} ({judged:?})", relation.name(), a.words, b.words));
                }
                if *relation == Relation::Conflict {
                    score.conflicts += usize::from(right);
                    score.kinds += usize::from(judged.contains(&(*kind, Relation::Conflict)));
                    planted.extend(met);
                }
            }
            Row::Apart { why, a, b } => {
                let of_b = hits(b);
                if hits(a).into_iter().any(|x| of_b.iter().any(|&y| grouped.contains(&ordered(x, y)))) {
                    score.apart += 1;
                    remarks.push(format!("not one thing ({why}): {} / {}", a.words, b.words));
                }
            }
            Row::Furniture(passage) => {
                let claims = hits(passage);
                let line = span(passage);
                let is_claim = claims.iter().any(|c| c.claim(&story.told).span.start() + 2 >= line.start());
                score.furniture += usize::from(is_claim);
                if is_claim {
                    remarks.push(format!("furniture: {}", passage.words));
                }
            }
            Row::Speaker(passage, name) => {
                let speakers: Vec<_> = hits(passage)
                    .into_iter()
                    .filter_map(|c| c.claim(&story.told).speaker.as_ref().map(|s| s.name.clone()))
                    .collect();
                let found = speakers.iter().any(|s| s.to_lowercase().contains(&name.to_lowercase()));
                score.speakers += usize::from(found);
                if !found {
                    remarks.push(format!("speaker {name}: {} ({speakers:?})", passage.words));
                }
            }
        }
    }
    for (&(x, y), judged) in &said {
        if judged.iter().any(|(_, r)| *r == Relation::Conflict) && !planted.contains(&(x, y)) {
            score.wrong += 1;
            remarks.push(format!("no conflict: {} / {} ({judged:?})", words(x), words(y)));
        }
    }
    (score, remarks)
}

fn floors() -> BTreeMap<String, Score> {
    let text = fs::read_to_string(support::at_root("fixtures/scores.tsv")).unwrap();
    let mut floors = BTreeMap::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let name = columns.next().unwrap().to_owned();
        let mut score = Score::default();
        for (value, column) in score.values().into_iter().zip(columns) {
            *value = column.parse().unwrap();
        }
        floors.insert(name, score);
    }
    floors
}

fn write_floors(floors: &mut BTreeMap<String, Score>) {
    let mut text = String::from(
        "# What tests/fixtures.rs holds the program to, story by story: at least so many listed pairs grouped, relations\n\
         # right, conflicts found, conflicts with the right kind, speakers right; at most so many conflicts that are none,\n\
         # tempting pairs grouped, lines of furniture read as claims. BLESS=1 raises these floors and never lowers one.\n# story",
    );
    for name in NAMES {
        write!(text, "\t{name}").unwrap();
    }
    for (story, score) in floors {
        write!(text, "\n{story}").unwrap();
        for value in score.values() {
            write!(text, "\t{value}").unwrap();
        }
    }
    fs::write(support::at_root("fixtures/scores.tsv"), text + "\n").unwrap();
}

/// Whether `reached` is no worse than `floor`; both lists say more-is-better first.
fn holds(mut reached: Score, mut floor: Score) -> Vec<String> {
    let both = reached.values().into_iter().zip(floor.values());
    let worse = both.enumerate().filter(|(i, (r, f))| if *i < 5 { r < f } else { r > f });
    worse.map(|(i, (r, f))| format!("{} {r}, was {f}", NAMES[i])).collect()
}

#[test]
fn stories_come_out_no_worse_than_before() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut floors = floors();
    let mut fallen = Vec::new();
    for Listed { name, articles, rows } in stories() {
        let story = compare(articles, &Options::default());
        let (mut reached, remarks) = score(&story, &rows);
        let wanted = rows.iter().filter(|r| matches!(r, Row::Pair { .. })).count();
        let conflicts =
            rows.iter().filter(|r| matches!(r, Row::Pair { relation: Relation::Conflict, .. })).count();
        println!("{name}: {wanted} pairs, {conflicts} of them conflicts: {reached:?}");
        for remark in remarks {
            println!("    {remark}");
        }
        let floor = floors.entry(name.clone()).or_default();
        if bless {
            for (i, (reached, floor)) in reached.values().into_iter().zip(floor.values()).enumerate() {
                *floor = if i < 5 { (*reached).max(*floor) } else { (*reached).min(*floor) };
            }
        } else {
            fallen.extend(holds(reached, *floor).into_iter().map(|what| format!("{name}: {what}")));
        }
    }
    if bless {
        write_floors(&mut floors);
    }
    assert!(fallen.is_empty(), "\n{}", fallen.join("\n"));
}

#[test]
fn listings_are_sound() {
    let mut relations: BTreeMap<&str, usize> = BTreeMap::new();
    for Listed { name, articles, rows } in stories() {
        assert!(articles.len() >= 3, "{name} has {} articles", articles.len());
        let check = |p: &Passage| {
            let article = articles.iter().find(|a| a.id == p.outlet);
            let article = article.unwrap_or_else(|| panic!("{name}: no outlet {:?}", p.outlet));
            support::find(&article.text, &p.words).unwrap_or_else(|e| panic!("{name}, {}: {e}", p.outlet));
        };
        for row in rows {
            match row {
                Row::Pair { relation, a, b, .. } => {
                    assert_ne!(a.outlet, b.outlet, "{name}: {}", a.words);
                    check(&a);
                    check(&b);
                    *relations.entry(relation.name()).or_default() += 1;
                }
                Row::Apart { a, b, .. } | Row::Repeat(a, b) => {
                    check(&a);
                    check(&b);
                }
                Row::Furniture(p) | Row::Speaker(p, _) => check(&p),
            }
        }
    }
    assert!(relations.len() == 3 && relations.values().all(|&n| n >= 10), "{relations:?}");
}

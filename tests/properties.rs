//! What holds for every text: spans quote their source, nothing is lost, nothing panics, and what comes out depends on
//! nothing but the articles.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

mod support;
#[path = "support/stages.rs"]
mod stages;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crossclaim::facet::{self, Relation};
use crossclaim::story::explain::explain;
use crossclaim::text::Words;
use crossclaim::{Article, Options, Story, compare};
use proptest::prelude::*;

/// The folders whose articles belong together: the seeds and every invented story.
fn folders() -> Vec<std::path::PathBuf> {
    let mut folders = vec![support::at_root("seeds")];
    folders
        .extend(support::entries(&support::at_root("fixtures/stories")).into_iter().filter(|p| p.is_dir()));
    folders
}

fn all_articles() -> Vec<Article> {
    folders().iter().flat_map(|f| support::articles(f)).collect()
}

/// What a reader of the reports would see, without the numbers of pages.
fn shown(story: &Story) -> BTreeSet<String> {
    let side = |finding: &crossclaim::Finding, at: usize| {
        let side = &finding.sides[at];
        let page = side.at.page(&story.told);
        format!("{}: {}", page.article.outlet, side.span.of(page.text()))
    };
    let mut lines = BTreeSet::new();
    for finding in &story.findings {
        for pair in &finding.pairs {
            let (a, b) = (side(finding, pair.a), side(finding, pair.b));
            let (a, b) = if a <= b { (a, b) } else { (b, a) };
            lines.insert(format!("{} {} {a} | {b}", finding.kind.name(), pair.relation.name()));
        }
    }
    lines
}

fn whole(story: &Story) -> String {
    format!("{:#?}\n{:#?}", story.groups, story.findings)
}

#[test]
fn every_stage_quotes_its_source() {
    for article in all_articles() {
        stages::check(&article.text);
    }
}

#[test]
fn neither_order_nor_threads_change_anything() {
    for folder in folders() {
        let mut articles = support::articles(&folder);
        let on = |threads: usize, articles: &[Article]| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            whole(&pool.install(|| compare(articles.to_vec(), &Options::default())))
        };
        let first = on(1, &articles);
        articles.reverse();
        assert!(first == on(3, &articles), "{} on three threads, reversed", folder.display());
        articles.rotate_left(1);
        assert!(first == on(2, &articles), "{} on two threads, rotated", folder.display());
    }
}

#[test]
fn names_of_articles_change_no_difference() {
    for folder in folders() {
        let articles = support::articles(&folder);
        let mut renamed = articles.clone();
        // The last becomes the first: every pair is compared the other way round.
        for (number, article) in renamed.iter_mut().rev().enumerate() {
            article.id = format!("{number:03}");
        }
        let one = shown(&compare(articles, &Options::default()));
        let other = shown(&compare(renamed, &Options::default()));
        // Which of many sentences that are alike are grouped may hang on who comes first; what differs may not.
        let differ: Vec<_> =
            one.symmetric_difference(&other).filter(|l| !l.starts_with("other agree")).collect();
        assert!(differ.is_empty(), "{}: {differ:#?}", folder.display());
    }
}

#[test]
fn two_texts_compare_the_same_either_way_round() {
    let articles = all_articles();
    let passages: Vec<String> = articles
        .iter()
        .flat_map(|a| a.text.lines().filter(|l| l.len() > 60).take(6).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let pairs: Vec<_> =
        passages.iter().zip(passages.iter().skip(6)).map(|(a, b)| (a.clone(), b.clone())).collect();
    let turned: Vec<_> = pairs.iter().map(|(a, b)| (b.clone(), a.clone())).collect();
    for ((pair, one), other) in pairs.iter().zip(explain(&pairs)).zip(explain(&turned)) {
        assert!((one.score - other.score).abs() < 1e-9, "{pair:?}: {} and {}", one.score, other.score);
        assert!((0.0..=1.0).contains(&one.score), "{pair:?}: {}", one.score);
    }
    for (passage, same) in
        passages.iter().zip(explain(&passages.iter().map(|p| (p.clone(), p.clone())).collect::<Vec<_>>()))
    {
        assert!(same.score > 0.5, "{passage:?} is not like itself: {}", same.score);
    }
}

#[test]
fn an_article_has_no_conflict_with_its_copy() {
    for article in all_articles() {
        let mut copy = article.clone();
        copy.id.push_str("-copy");
        copy.outlet.push_str(" (copy)");
        let story = compare(vec![article.clone(), copy], &Options::default());
        for finding in &story.findings {
            for pair in finding.pairs.iter().filter(|p| p.relation == Relation::Conflict) {
                // A text may give two values itself; it gives them on one page.
                let (a, b) = (&finding.sides[pair.a], &finding.sides[pair.b]);
                let words = |s: &crossclaim::verdict::Side| s.span.of(&article.text).to_owned();
                assert_eq!(a.at.page, b.at.page, "{}: {} {}", article.id, words(a), words(b));
            }
        }
    }
}

/// One change that breaks a text; the numbers say where, in parts of its length.
#[derive(Clone, Debug)]
enum Damage {
    Cut(f64),
    Remove(f64, f64),
    Repeat(f64, f64),
    Insert(f64, String),
    WithoutStops,
    WithoutLines,
    Shout,
    Interleave,
}

fn damage() -> impl Strategy<Value = Damage> {
    let part = || 0.0..1.0f64;
    prop_oneof![
        part().prop_map(Damage::Cut),
        (part(), part()).prop_map(|(a, b)| Damage::Remove(a, b)),
        (part(), part()).prop_map(|(a, b)| Damage::Repeat(a, b)),
        (part(), "\\PC{0,12}").prop_map(|(a, s)| Damage::Insert(a, s)),
        (part(), "[“”\"'’‘(){}\\[\\].,;:!?…–—$€£%0-9\\r\\n\\t \u{0}\u{200b}\u{feff}\u{202e}é漢ß]{0,24}")
            .prop_map(|(a, s)| Damage::Insert(a, s)),
        Just(Damage::WithoutStops),
        Just(Damage::WithoutLines),
        Just(Damage::Shout),
        Just(Damage::Interleave),
    ]
}

/// The character boundary at `part` of the text.
fn boundary(text: &str, part: f64) -> usize {
    let mut at = (text.len() as f64 * part) as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn damaged(text: &str, other: &str, damage: &Damage) -> String {
    let range = |a: f64, b: f64| boundary(text, a.min(b))..boundary(text, a.max(b));
    match damage {
        Damage::Cut(at) => text[..boundary(text, *at)].to_owned(),
        Damage::Remove(a, b) => {
            let range = range(*a, *b);
            format!("{}{}", &text[..range.start], &text[range.end..])
        }
        Damage::Repeat(a, b) => {
            let range = range(*a, *b);
            format!("{}{}", &text[..range.end], &text[range.start..])
        }
        Damage::Insert(at, what) => {
            let at = boundary(text, *at);
            format!("{}{what}{}", &text[..at], &text[at..])
        }
        Damage::WithoutStops => text.replace(['.', ',', '?', '!'], ""),
        Damage::WithoutLines => text.replace('\n', " "),
        Damage::Shout => text.to_uppercase(),
        Damage::Interleave => text.lines().zip(other.lines()).flat_map(|(a, b)| [a, "\n", b, "\n"]).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mangled_articles_never_panic(
        which in any::<prop::sample::Index>(),
        beside in any::<prop::sample::Index>(),
        damages in prop::collection::vec(damage(), 1..5),
    ) {
        let articles = all_articles();
        let (article, other) = (which.get(&articles), beside.get(&articles));
        let text = damages.iter().fold(article.text.clone(), |text, d| damaged(&text, &other.text, d));
        stages::check(&text);
        let mut broken = article.clone();
        broken.text = text;
        broken.id.push_str("-broken");
        let story = compare(vec![broken, article.clone(), other.clone()], &Options::default());
        shown(&story);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        stages::check(&text);
    }

    #[test]
    fn marks_and_numbers_are_read(text in "([“”\"'’.,:;!?$€%-]| |\n|[0-9]{1,4}|of|the|No|Mr|U\\.S|p\\.m|people|killed|said|Kade){0,60}") {
        stages::check(&text);
    }
}

/// What fuzzing has found: each brought the program down once.
#[test]
fn what_was_found_stays_mended() {
    for text in [
        "ile-0-",
        "Oct. 09,\0aringu-22 -",
        "LU;BRIN (4-V2 \0-Vt-5-4-",
        "07.85.2024,C07:3\u{10}\"e-\u{0}\u{0}\u{0}4-",
    ] {
        stages::check(text);
        let words = Words::of(text);
        facet::read(&words, 0..words.len(), None);
    }
}

#[test]
fn hostile_texts_cost_little() {
    let n = 50_000;
    let texts = [
        ("no stop", "word ".repeat(n)),
        ("no space", "x".repeat(n * 5)),
        ("opening marks", "“".repeat(n)),
        ("quotation marks", "\"a".repeat(n)),
        ("apostrophes", "'".repeat(n)),
        ("digits", "1".repeat(n)),
        ("separated digits", "1,000,".repeat(n / 4)),
        ("numbers", "12 people and ".repeat(n / 4)),
        ("stops", ". ".repeat(n)),
        ("lines", "A\n".repeat(n / 4)),
        ("blank lines", "\n".repeat(n)),
        ("brackets", "((((".repeat(n / 4)),
        ("capitals", "Mr. Kade Of The U.S. ".repeat(n / 8)),
        ("control", "\u{0}\u{1b}[31m\u{7f}".repeat(n / 4)),
        ("scripts", "漢字 ελ עב كت 🙂 é ".repeat(n / 8)),
        ("negations", "not never no ".repeat(n / 4)),
        ("dates", "Monday, May 5, 2016 ".repeat(n / 8)),
        ("speech", "he said she said ".repeat(n / 8)),
    ];
    for (name, text) in texts {
        let start = Instant::now();
        stages::check(&text);
        // A quadratic step over so many tokens takes minutes; a linear one well under a second.
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    }
}

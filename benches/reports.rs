//! What writing the reports of a story of 200 articles costs, beside reading and comparing them. The articles are those of
//! the invented stories, their paragraphs in another order and their numbers changed by a generator with a fixed seed.

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use crossclaim::report::csv::{self, Dialect};
use crossclaim::report::diff::{self, Layout};
use crossclaim::report::{View, html, json, jsonld, markdown, sheet};
use crossclaim::{Article, Options, Story, compare};
use divan::{Bencher, black_box};

const ARTICLES: usize = 200;

fn main() {
    divan::main();
}

/// A generator of Lehmer: the next of a row of numbers that looks random and never changes.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as usize % most.max(1)
    }
}

/// A text in which some numbers of two or more digits are a little larger.
fn changed(text: &str, dice: &mut Dice) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        match word.trim_end().parse::<u32>() {
            Ok(number @ 10..=999) if dice.below(3) == 0 => {
                out.push_str(&(number + dice.below(9) as u32).to_string());
                out.push(' ');
            }
            _ => out.push_str(word),
        }
    }
    out
}

fn articles() -> Vec<Article> {
    let stories = support::entries(&support::at_root("fixtures/stories"));
    let bases: Vec<Article> =
        stories.iter().filter(|p| p.is_dir()).flat_map(|story| support::articles(story)).collect();
    let mut dice = Dice(20_150_928);
    let article = |number: usize| {
        let base = &bases[number % bases.len()];
        let mut paragraphs: Vec<&str> = base.text.split("\n\n").collect();
        for _ in 0..3 {
            let (a, b) = (dice.below(paragraphs.len()), dice.below(paragraphs.len()));
            paragraphs.swap(a, b);
        }
        let text = changed(&paragraphs.join("\n\n"), &mut dice);
        let mut article = Article::new(format!("a{number}"), format!("Outlet {number}"), text);
        article.published = base.published;
        article
    };
    (0..ARTICLES).map(article).collect()
}

static STORY: LazyLock<Story> = LazyLock::new(|| compare(articles(), &Options::default()));

/// Reading and aligning: what all the formats together must stay below.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn a_compare(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(articles).bench_values(|articles| compare(articles, &Options::default()));
}

/// Every format, one after the other.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn b_all_reports(bencher: Bencher<'_, '_>) {
    let story = &*STORY;
    bencher.bench_local(|| {
        let view = View::of(story);
        black_box(
            csv::write_to(sheet::Findings::of(&view).cells(), Dialect::default(), std::io::sink()).ok(),
        );
        black_box(
            csv::write_to(sheet::Matrix::of(&view, None).cells(), Dialect::default(), std::io::sink()).ok(),
        );
        black_box(csv::write_to(sheet::Claims::of(&view).cells(), Dialect::default(), std::io::sink()).ok());
        workbook(&view);
        black_box(diff::write(&view, &Layout::default()));
        black_box(json::write(&view).ok());
        black_box(markdown::write(&view));
        black_box(html::write(&view));
        black_box(jsonld::write(&view).ok());
    });
}

#[cfg(feature = "xlsx")]
fn workbook(view: &View<'_>) {
    black_box(crossclaim::report::xlsx::write_to(view, view, None, &mut std::io::sink()).ok());
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &View<'_>) {}

/// One format alone.
fn one<T>(bencher: Bencher<'_, '_>, write: impl Fn(&View<'_>) -> T) {
    let view = View::of(&STORY);
    bencher.bench_local(|| write(&view));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn c_view(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| View::of(black_box(&STORY)));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn d_sheets(bencher: Bencher<'_, '_>) {
    one(bencher, |view| {
        sheet::Findings::of(view).cells().1.count()
            + sheet::Matrix::of(view, None).cells().1.count()
            + sheet::Claims::of(view).cells().1.count()
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn e_workbook(bencher: Bencher<'_, '_>) {
    one(bencher, workbook);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn f_diff(bencher: Bencher<'_, '_>) {
    one(bencher, |view| diff::write(view, &Layout::default()));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn g_json(bencher: Bencher<'_, '_>) {
    one(bencher, |view| json::write(view).ok());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn h_markdown(bencher: Bencher<'_, '_>) {
    one(bencher, markdown::write);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn i_html(bencher: Bencher<'_, '_>) {
    one(bencher, html::write);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn j_jsonld(bencher: Bencher<'_, '_>) {
    one(bencher, |view| jsonld::write(view).ok());
}

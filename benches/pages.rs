//! Pages a second: saved web pages read by the program, start and printing included, beside the extractor alone over the
//! same pages and as many threads. The articles are those of the invented stories, amid what surrounds an article on a page.

#[path = "../tests/support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use rayon::prelude::*;
use tempfile::TempDir;
use trafilatura::{ExtractionFocus, Options};

const PAGES: usize = 200;

fn main() {
    divan::main();
}

/// A page of some 60 KB: menus, scripts, what else there is to read, and the article.
fn page(number: usize, text: &str) -> String {
    let (mut links, mut paragraphs) = (String::new(), String::new());
    for link in 0..300 {
        let item = format!("menu-item menu-item-{link}");
        let _ = writeln!(
            links,
            "<li class=\"{item}\"><a href=\"/section/{link}?from=menu\">Section {link}</a></li>"
        );
    }
    for paragraph in text.split("\n\n") {
        let _ = writeln!(paragraphs, "<p class=\"story-text\">{paragraph}</p>");
    }
    let script =
        "window.data=window.data||[];window.data.push({page:1,kind:'story',tags:['sea','harbour']});\n"
            .repeat(200);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Story {number} | Harrow Times</title>\n\
         <meta property=\"og:site_name\" content=\"Harrow Times\"><script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\
         \"headline\":\"Story {number}\",\"datePublished\":\"2024-03-05T10:00:00Z\",\"author\":{{\"name\":\"Ida Roe\"}}}}</script>\n\
         <script>{script}</script></head><body><header><nav><ul>{links}</ul></nav></header>\n<main><article><h1>Story {number}</h1>\n\
         {paragraphs}</article><aside><h2>More</h2><ul>{links}</ul></aside></main><footer><ul>{links}</ul></footer></body></html>\n"
    )
}

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let stories = support::entries(&support::at_root("fixtures/stories"));
    let articles: Vec<_> = stories.iter().filter(|p| p.is_dir()).flat_map(|s| support::articles(s)).collect();
    let folder = TempDir::new().expect("a temporary folder");
    for number in 0..PAGES {
        let page = page(number, &articles[number % articles.len()].text);
        std::fs::write(folder.path().join(format!("{number:03}.html")), page).expect("a page written");
    }
    folder
});

#[divan::bench(sample_count = 10, sample_size = 1)]
fn program(bencher: Bencher<'_, '_>) {
    let folder = FOLDER.path();
    bencher.counter(ItemsCount::new(PAGES)).bench(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossclaim"));
        let run = command.args(["show", "article", "--no-config", "--format", "jsonl"]).arg(folder);
        assert!(run.stdout(Stdio::null()).status().expect("the program").success());
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn extractor_alone(bencher: Bencher<'_, '_>) {
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision);
    let files = support::entries(FOLDER.path());
    bencher.counter(ItemsCount::new(PAGES)).bench(|| {
        files.par_iter().for_each(|file| {
            let html = std::fs::read_to_string(file).expect("a page read");
            black_box(trafilatura::extract(&html, &options).expect("an article"));
        });
    });
}

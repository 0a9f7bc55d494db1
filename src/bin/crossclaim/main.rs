//! `crossclaim`: compares what several outlets wrote about one story.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use crossclaim::article::{self, Article, Page};
use crossclaim::{facet, story};
use serde_json::json;

fn articles(path: &str) -> Vec<Article> {
    let text = if path == "-" {
        std::io::read_to_string(std::io::stdin()).unwrap()
    } else {
        std::fs::read_to_string(path).unwrap()
    };
    if path == "-" || path.ends_with(".jsonl") {
        text.lines()
            .filter(|l| !l.trim().is_empty())
            .map(|l| {
                let v: serde_json::Value = serde_json::from_str(l).unwrap();
                let field = |k: &str| v[k].as_str().unwrap_or_default().to_owned();
                Article::new(field("id"), field("outlet"), field("text"))
            })
            .collect()
    } else {
        let stem = std::path::Path::new(path).file_stem().unwrap().to_string_lossy().into_owned();
        let mut a = Article::new(stem.clone(), stem, text);
        path.clone_into(&mut a.path);
        vec![a]
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let keep = args.iter().any(|a| a == "--keep-quotes");
    let what = args.get(1).map_or("", String::as_str);
    for path in args.iter().skip(2).filter(|a| !a.starts_with("--") && *a != "jsonl") {
        for a in articles(path) {
            let id = a.id.clone();
            match what {
                "sentences" => {
                    let page = Page::read(a);
                    for b in &page.blocks {
                        let q = if keep {
                            article::sentence::Quotes::Keep
                        } else {
                            article::sentence::Quotes::Cut
                        };
                        for s in article::sentence::split(page.text(), b.span, q) {
                            println!(
                                "{}",
                                json!({"article": id, "start": s.start(), "end": s.end(), "text": s.of(page.text()), "place": format!("{:?}", b.place).to_lowercase()})
                            );
                        }
                    }
                }
                "figures" => {
                    let page = Page::read(a);
                    for s in &page.sentences {
                        let f = facet::read(page.text(), &page.words, s.words.clone(), None);
                        for f in f.figures {
                            println!(
                                "{}",
                                json!({"article": id, "start": f.span.start(), "end": f.span.end(), "text": f.span.of(page.text()),
                                "value": f.value, "low": f.low, "high": f.high, "low_open": f.low_open, "high_open": f.high_open,
                                "hedge": f.hedge.name(), "unit": f.unit, "of": f.of.map(|s| s.of(page.text())), "measure": f.measure.name()})
                            );
                        }
                    }
                }
                "claims" => {
                    let told = story::tell(a);
                    for c in &told.claims {
                        println!(
                            "{}",
                            json!({"article": id, "start": c.span.start(), "end": c.span.end(), "text": c.span.of(told.page.text()),
                            "place": format!("{:?}", c.place).to_lowercase(), "polarity": c.facets.polarity.name(),
                            "speaker": c.speaker.as_ref().map(|s| json!({"name": s.name, "named": s.named, "cue": s.cue, "kind": s.mode.name()}))})
                        );
                    }
                }
                _ => println!("not yet"),
            }
        }
    }
}

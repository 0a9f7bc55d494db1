//! Every reader of files, through the real program: whatever is done to a file, it is read or named, nothing is printed but
//! records, and the program ends in good order.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

#[path = "support/damage.rs"]
mod damage;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use damage::{Damage, damage, damaged};

const BODY: &str = "The ferry Lady Marrow sank off Port Ellery on Sunday, killing 31 people, the coast guard said. It had struck \
                    a reef in heavy fog, and most of those on board were asleep. “Nobody should have sailed that night,” said \
                    harbour master Ida Quill.";

/// Sound files of each form, by their names.
fn files() -> Vec<(&'static str, String)> {
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Ferry sinks | Harrow Times</title><meta \
         property=\"og:site_name\" content=\"Harrow Times\"><script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\
         \"headline\":\"Ferry sinks\",\"datePublished\":\"2015-09-28\"}}</script></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>Ferry sinks</h1><p>{BODY}</p>\n<p>{BODY}</p><table><tr><td>1<td>2</table></article></body></html>"
    );
    let item = format!(
        "<item><title>Ferry sinks</title><pubDate>Mon, 28 Sep 2015 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>{BODY}</p>\
         ]]></content:encoded></item>"
    );
    let record = json!({"id": "a", "outlet": "Echo", "title": "Ferry", "date": "2015-09-28", "text": BODY})
        .to_string();
    let entry = format!(
        "<entry><title>Ferry</title><updated>2015-09-28T10:00:00Z</updated><content>{BODY}</content></entry>"
    );
    vec![
        ("page.html", page),
        (
            "feed.rss",
            format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"c\"><channel><title>Echo</title>{item}{item}</channel></rss>"
            ),
        ),
        (
            "feed.atom",
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Echo</title>{entry}</feed>"),
        ),
        ("records.jsonl", format!("{record}\n{record}\n")),
        ("records.json", format!("{{\"articles\": [{record}, {record}]}}")),
        (
            "table.csv",
            format!("id,outlet,date,text\n1,Echo,2015-09-28,\"{BODY}\"\n2,Post,28.09.2015,\"{BODY}\"\n"),
        ),
        ("table.tsv", format!("id\toutlet\ttext\n1\tEcho\t{BODY}\n")),
        (
            "letter.eml",
            format!(
                "From: Echo <a@echo.example>\nSubject: Ferry sinks\nDate: Mon, 28 Sep 2015 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{BODY}\n"
            ),
        ),
        (
            "archive.mhtml",
            format!(
                "MIME-Version: 1.0\nSubject: Ferry\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\nContent-Type: text/html\nContent-Location: https://echo.example/a\n\n<p>{BODY}</p>\n--x--\n"
            ),
        ),
        (
            "notes.md",
            format!("---\noutlet: Echo\ndate: 2015-09-28\n---\n# Ferry sinks\n\n{BODY}\n\n> {BODY}\n"),
        ),
        ("plain.txt", BODY.to_owned()),
    ]
}

fn crossclaim(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossclaim"));
    command.current_dir(folder).args(args).stdin(Stdio::null()).output().unwrap()
}

/// That a run ended by itself and without a panic, with one of the codes it may end with.
fn in_good_order(run: &Output) -> String {
    let said = String::from_utf8(run.stderr.clone()).unwrap();
    assert!(matches!(run.status.code(), Some(0..=2)), "{:?} {said}", run.status);
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// Breaks every byte in so many: what is no longer UTF-8 must be read all the same.
fn garbled(text: &str, every: usize) -> Vec<u8> {
    let garble = |(at, byte): (usize, u8)| if (at + 1).is_multiple_of(every) { byte ^ 0x80 } else { byte };
    text.bytes().enumerate().map(garble).collect()
}

#[test]
fn a_table_without_records_is_named() {
    let folder = TempDir::new().unwrap();
    for text in ["id\toutlet\ttext\n", "id\toutlet\ttext", "id\toutlet\ttext\n\n"] {
        fs::write(folder.path().join("table.tsv"), text).unwrap();
        let said = in_good_order(&crossclaim(folder.path(), &["show", "article", "."]));
        assert!(said.contains("table.tsv"), "{text:?}: {said}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_file_is_read_or_named(
        damages in prop::collection::vec(prop::collection::vec(damage(), 1..4), 11),
        garble in prop::option::of(3usize..400),
    ) {
        let folder = TempDir::new().unwrap();
        let all = files();
        for ((name, text), damages) in all.iter().zip(&damages) {
            let text = damages.iter().fold(text.clone(), |text, d| damaged(&text, &all[0].1, d));
            let bytes = garble.map_or_else(|| text.clone().into_bytes(), |every| garbled(&text, every));
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let run = crossclaim(folder.path(), &["show", "article", ".", "--format", "jsonl", "--any-language"]);
        let said = in_good_order(&run);
        let shown = String::from_utf8(run.stdout).unwrap();
        let articles: Vec<Value> = shown.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        for (name, _) in &all {
            let read = articles.iter().any(|a| a["path"].as_str().unwrap().contains(name));
            prop_assert!(read || said.contains(name), "{} is neither read nor named: {}", name, said);
        }
        let compared = crossclaim(folder.path(), &["compare", ".", "-q", "--any-language"]);
        in_good_order(&compared);
    }

    #[test]
    fn settings_are_taken_or_named(damages in prop::collection::vec(damage(), 1..4), word in "\\PC{1,12}", value in "[a-z ]{1,12}") {
        let settings = format!(
            "formats = [\"csv\"]\nthreshold = 0.6\n[outlets]\n\"Harrow Times\" = [\"harrow.example\", \"HT\"]\n[files]\n\
             \"plain.txt\" = \"The Gazette\"\n[fields]\ntext = \"payload.body\"\n[lexicon.hedge]\n\"a good\" = \"at least\"\n\
             {} = \"{value}\"\n[lexicon.speech]\n{} = \"said\"\n",
            Value::from(word.as_str()), Value::from(word.as_str()),
        );
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("plain.txt"), BODY).unwrap();
        for broken in [settings.clone(), damages.iter().fold(settings.clone(), |t, d: &Damage| damaged(&t, BODY, d))] {
            fs::write(folder.path().join("crossclaim.toml"), &broken).unwrap();
            let run = crossclaim(folder.path(), &["show", "figures", "plain.txt", "--format", "jsonl"]);
            let said = in_good_order(&run);
            prop_assert!(run.status.code() != Some(2) || said.contains("crossclaim.toml"), "{}", said);
        }
    }

    #[test]
    fn decisions_are_taken_or_named(damages in prop::collection::vec(damage(), 1..4), note in "\\PC{0,20}", choice in "[a-z ]{0,12}") {
        let row = |choice: &str| format!("f00000000000a,{choice},{},ana,2015-09-28T10:00:00Z\r\n", Value::from(note.as_str()));
        let table = format!("\u{feff}finding_id,decision,note,reviewer,time\r\n{}{}", row("confirm"), row(&choice));
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("a.txt"), BODY).unwrap();
        fs::write(folder.path().join("b.txt"), BODY.replace("31", "43")).unwrap();
        for broken in [table.clone(), damages.iter().fold(table.clone(), |t, d| damaged(&t, BODY, d))] {
            fs::write(folder.path().join("mine.csv"), &broken).unwrap();
            let run = crossclaim(folder.path(), &["compare", "a.txt", "b.txt", "-q", "--decisions", "mine.csv"]);
            let said = in_good_order(&run);
            prop_assert!(run.status.code() != Some(2) || said.contains("mine.csv"), "{}", said);
            prop_assert_eq!(fs::read_to_string(folder.path().join("mine.csv")).unwrap(), broken, "it is left alone");
        }
    }
}

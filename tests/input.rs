//! Articles as people have them, through the real program: each format, what is left out, and settings.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use tempfile::TempDir;

const BODY: &str = "The ferry Lady Marrow sank off Port Ellery on Sunday, killing 31 people, the coast guard said. It had struck \
                    a reef in heavy fog, and most of those on board were asleep. Divers went down to the wreck on Monday.";

fn crossclaim(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crossclaim")).current_dir(folder).args(args).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The articles that `show article` prints.
fn shown(folder: &Path, args: &[&str]) -> Vec<Value> {
    let mut all = vec!["show", "article", "--format", "jsonl"];
    all.extend(args);
    let run = crossclaim(folder, &all);
    String::from_utf8(run.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn page(site: &str, head: &str) -> String {
    format!(
        "<html><head><title>Ferry sinks | {site}</title><meta property=\"og:site_name\" content=\"{site}\">{head}</head><body>\
         <nav><a href=\"/\">Home</a></nav><article><h1>Ferry sinks</h1><p>{BODY}</p><p>Later: {BODY}</p></article></body></html>"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_complete_page_is_one_article_with_its_metadata() {
    let folder = TempDir::new().unwrap();
    let head = "<link rel=\"canonical\" href=\"https://harrow.example/ferry\"><script type=\"application/ld+json\">\
                {\"@type\":\"NewsArticle\",\"headline\":\"Ferry sinks\",\"datePublished\":\"2015-09-28T23:10:00-04:00\",\
                \"author\":{\"name\":\"Ida Roe\"}}</script>";
    fs::write(folder.path().join("Ferry sinks.html"), page("Harrow Times", head)).unwrap();
    fs::create_dir(folder.path().join("Ferry sinks-Dateien")).unwrap();
    fs::write(folder.path().join("Ferry sinks-Dateien/frame.html"), page("An advertisement", "")).unwrap();
    let articles = shown(folder.path(), &["."]);
    assert_eq!(articles.len(), 1);
    let article = &articles[0];
    for (field, value) in [
        ("outlet", "Harrow Times"),
        ("title", "Ferry sinks"),
        ("published", "2015-09-28"),
        ("author", "Ida Roe"),
        ("url", "https://harrow.example/ferry"),
    ] {
        assert_eq!(article[field], value);
    }
    assert_eq!(article["sources"]["published"], "JSON-LD datePublished");
    assert!(article["text"].as_str().unwrap().contains("Monday.\n\nLater:"), "{article}");
}

#[test]
fn web_archives_as_browsers_save_them() {
    let folder = TempDir::new().unwrap();
    let html =
        page("Harrow Times", "").replace('=', "=3D").replace("Lady Marrow", "Lady =E2=80=9CMarrow=E2=80=9D");
    let archive = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harrow.example/ferry\r\nSubject: Ferry sinks\r\n\
         Date: Thu, 1 Oct 2020 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; \
         boundary=\"--x\"\r\n\r\n\r\n----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: https://harrow.example/ferry\r\n\r\n{html}\r\n----x\r\nContent-Type: image/png\r\n\
         Content-Transfer-Encoding: base64\r\nContent-Location: https://harrow.example/a.png\r\n\r\nAAAA\r\n----x--\r\n"
    );
    fs::write(folder.path().join("ferry.mhtml"), archive).unwrap();
    let article = &shown(folder.path(), &["ferry.mhtml"])[0];
    assert_eq!(article["outlet"], "Harrow Times");
    assert_eq!(article["url"], "https://harrow.example/ferry");
    assert_eq!(article["published"], Value::Null, "the day of saving is not that of publication");
    assert!(article["text"].as_str().unwrap().contains("Lady “Marrow” sank"), "{article}");
}

#[test]
fn feeds_mail_records_and_what_is_packed() {
    let folder = TempDir::new().unwrap();
    let feed = format!(
        "<rss version=\"2.0\" xmlns:content=\"c\"><channel><title>Harrow Times</title><item><title>Ferry sinks</title>\
         <content:encoded><![CDATA[<p>{BODY}</p>]]></content:encoded></item></channel></rss>"
    );
    fs::write(folder.path().join("feed.rss"), feed).unwrap();
    let mail = format!(
        "From: Gazette <a@gazette.example>\r\nSubject: Ferry sinks\r\nMIME-Version: 1.0\r\n\r\n{BODY}\r\n"
    );
    fs::write(folder.path().join("letter.eml"), mail).unwrap();
    fs::write(
        folder.path().join("api.json"),
        format!("{{\"docs\":[{{\"payload\":{{\"words\":\"{BODY}\"}}}}]}}"),
    )
    .unwrap();
    fs::write(folder.path().join("herald.txt.gz"), gzip(BODY.as_bytes())).unwrap();
    let articles = shown(folder.path(), &[".", "--field", "text=payload.words"]);
    let found: Vec<(&str, &str)> =
        articles.iter().map(|a| (a["path"].as_str().unwrap(), a["outlet"].as_str().unwrap())).collect();
    assert_eq!(
        found,
        [
            ("./api.json", "api"),
            ("./feed.rss", "Harrow Times"),
            ("./herald.txt.gz", "herald"),
            ("./letter.eml", "Gazette")
        ]
    );
    for article in &articles {
        assert_eq!(article["text"].as_str().unwrap().trim(), BODY);
    }
}

#[test]
fn a_pdf_is_read_or_refused_with_a_remedy() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.pdf"), "%PDF-1.4\nbroken").unwrap();
    let run = crossclaim(folder.path(), &["show", "article", "a.pdf"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("a.pdf: is a PDF") && err(&run).contains("pdftotext"), "{}", err(&run));
}

#[test]
fn patterns_name_files_where_no_shell_does() {
    let folder = TempDir::new().unwrap();
    for name in ["a1.txt", "a2.txt", "b1.txt"] {
        fs::write(folder.path().join(name), BODY).unwrap();
    }
    assert_eq!(shown(folder.path(), &["a*.txt"]).len(), 2);
    let run = crossclaim(folder.path(), &["show", "article", "c*.txt"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("c*.txt: no file's name is like this pattern"));
}

#[test]
fn what_cannot_be_read_is_left_out_by_name_and_the_rest_compared() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).unwrap();
    fs::write(at("in/gazette.txt"), BODY).unwrap();
    fs::write(at("in/herald.txt"), BODY.replace("31", "43")).unwrap();
    fs::write(at("in/deep.html"), "<div>".repeat(100_000)).unwrap();
    fs::write(at("in/hidden.html"), format!("<svg>{}", "<tr>".repeat(5000))).unwrap();
    fs::write(at("in/empty.html"), "").unwrap();
    fs::write(at("in/bomb.txt.gz"), gzip(&vec![b'a'; 64 << 20])).unwrap();
    fs::write(at("in/cut.txt.gz"), &gzip(BODY.as_bytes())[..60]).unwrap();
    fs::write(at("in/cut.docx"), b"PK\x03\x04 cut off").unwrap();
    fs::write(at("in/api.json"), "{\"articles\":[{\"content\":\"The ferry sank and… [+2345 chars]\"}]}")
        .unwrap();
    let german = "Die Fähre ist am Sonntag gesunken, nachdem sie im dichten Nebel auf ein Riff gelaufen war, sagte die Küstenwache. ";
    fs::write(at("in/zeitung.txt"), german.repeat(4)).unwrap();
    let run = crossclaim(folder.path(), &["compare", "in"]);
    let told = err(&run);
    assert_eq!(run.status.code(), Some(2), "{told}");
    assert!(String::from_utf8(run.stdout).unwrap().contains("CONFLICT"));
    for left in [
        "deep.html: nests elements 100000 deep",
        "hidden.html: nests elements",
        "empty.html: is empty",
        "bomb.txt.gz: unpacks to more than",
        "cut.txt.gz: cannot be unpacked",
        "cut.docx: is no document",
        "api.json, the record: its text is cut off",
        "zeitung.txt: seems to be in German",
        "8 left out, named above",
    ] {
        assert!(told.contains(left), "{left} is not in\n{told}");
    }
}

#[test]
fn an_outlet_is_one_column_and_a_text_counts_once() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let record = |outlet: &str, text: &str| format!("{{\"outlet\":\"{outlet}\",\"text\":\"{text}\"}}\n");
    let texts = [
        record("cnn.com", BODY),
        record("CNN", &format!("{BODY} More followed.")),
        record("https://edition.cnn.com/ferry", &BODY.replace(". ", ".  ")),
        record("Herald", &BODY.replace("31", "43")),
    ];
    fs::write(at("all.jsonl"), texts.concat()).unwrap();
    let run = crossclaim(folder.path(), &["compare", "all.jsonl"]);
    let matrix = fs::read_to_string(at("reports/matrix.csv")).unwrap();
    let head = matrix.lines().next().unwrap();
    assert!(head.contains("CNN") && head.contains("Herald") && !head.contains("cnn.com"), "{head}");
    assert!(err(&run).contains("one outlet, CNN:"), "{}", err(&run));
    assert!(err(&run).contains("the same text as"), "{}", err(&run));
}

#[test]
fn settings_are_found_above_and_hold() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("in/deep")).unwrap();
    let config = "formats = [\"json\"]\n[outlets]\n\"Harrow Times\" = \"ht\"\n[lexicon.hedge]\n\"fully a whopping\" = \"at least\"\n";
    fs::write(at("crossclaim.toml"), config).unwrap();
    fs::write(at("in/deep/ht.txt"), BODY).unwrap();
    fs::write(at("in/deep/herald.txt"), BODY.replace("31 people", "fully a whopping 30 people")).unwrap();
    let run = crossclaim(&at("in"), &["compare", "deep"]);
    assert!(err(&run).contains("settings from"), "{}", err(&run));
    assert!(at("in/reports/report.json").is_file() && !at("in/reports/report.html").exists());
    let report: Value = serde_json::from_slice(&fs::read(at("in/reports/report.json")).unwrap()).unwrap();
    assert!(report["articles"].as_array().unwrap().iter().any(|a| a["outlet"] == "Harrow Times"));
    let hedge = |report: &Value| {
        let figures =
            report["claims"].as_array().unwrap().iter().flat_map(|c| c["figures"].as_array().unwrap());
        figures
            .filter(|f| f["value"] == 30.0)
            .map(|f| f["hedge"].as_str().unwrap().to_owned())
            .next()
            .unwrap()
    };
    assert_eq!(hedge(&report), "at_least");
    let plain = crossclaim(&at("in"), &["compare", "deep", "--no-config", "--format", "json", "-o", "-"]);
    assert_eq!(hedge(&serde_json::from_slice(&plain.stdout).unwrap()), "exact");

    fs::write(at("crossclaim.toml"), "\nformts = [\"json\"]\n").unwrap();
    let run = crossclaim(&at("in"), &["compare", "deep"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        err(&run).contains("crossclaim.toml, line 2: no setting \"formts\"; did you mean \"formats\"?"),
        "{}",
        err(&run)
    );
}

#[test]
fn each_folder_is_a_story_of_its_own() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (story, other) in [("news/ferry", "43"), ("news/old/fire", "31")] {
        fs::create_dir_all(at(story)).unwrap();
        fs::write(at(story).join("gazette.txt"), BODY).unwrap();
        fs::write(at(story).join("herald.txt"), BODY.replace("31", other)).unwrap();
    }
    let run = crossclaim(folder.path(), &["compare", "news", "--stories"]);
    let shown = String::from_utf8(run.stdout.clone()).unwrap();
    assert_eq!(run.status.code(), Some(1), "{}", err(&run));
    assert!(shown.starts_with("2 stories, 4 articles: 1 conflict\n"), "{shown}");
    assert!(shown.contains("== ferry ==") && shown.contains("== old/fire =="), "{shown}");
    for file in ["index.html", "index.csv", "ferry/report.html", "old/fire/report.json"] {
        assert!(at("reports").join(file).is_file(), "{file}");
    }
    let index = fs::read_to_string(at("reports/index.csv")).unwrap();
    assert!(index.contains("\nferry,2,") && index.contains("\nold/fire,2,"), "{index}");
    let page = fs::read_to_string(at("reports/index.html")).unwrap();
    assert!(page.contains("href=\"./old/fire/report.html\""), "{page}");
    // Each is what it is alone.
    crossclaim(folder.path(), &["compare", "news/ferry", "-o", "alone"]);
    let report = |path: &str| fs::read_to_string(at(path)).unwrap();
    assert_eq!(report("alone/findings.csv"), report("reports/ferry/findings.csv"));

    // Nothing differs; then something cannot be read; then nothing is there.
    let run = crossclaim(folder.path(), &["compare", "news/old", "--stories", "-o", "out"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    fs::write(at("news/old/fire/cut.docx"), b"PK\x03\x04 cut off").unwrap();
    let run = crossclaim(folder.path(), &["compare", "news", "--stories", "-o", "out"]);
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    assert!(err(&run).contains("cut.docx: is no document") && at("out/old/fire/report.html").is_file());
    fs::create_dir(at("empty")).unwrap();
    for (args, said) in [
        (&["compare", "empty", "--stories"][..], "no folder with articles in it"),
        (&["compare", "news/ferry/herald.txt", "--stories"], "is no folder"),
        (&["compare", "news", "--stories", "-o", "-", "--format", "json"], "name a folder with -o"),
    ] {
        let run = crossclaim(folder.path(), args);
        assert_eq!(run.status.code(), Some(2));
        assert!(err(&run).contains(said), "{}", err(&run));
    }
}

#[test]
fn settings_hold_for_check_and_review_as_well() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).unwrap();
    let record = |id: &str, text: &str| format!("{{\"id\":\"{id}\",\"payload\":{{\"words\":\"{text}\"}}}}\n");
    fs::write(at("in/all.jsonl"), record("ht", BODY) + &record("herald", &BODY.replace("31", "43"))).unwrap();
    let config = "[fields]\ntext = \"payload.words\"\n[files]\nht = \"Harrow Times\"\n";
    fs::write(at("crossclaim.toml"), config).unwrap();
    let run = crossclaim(folder.path(), &["compare", "in", "-q"]);
    assert_eq!(run.status.code(), Some(1), "{}", err(&run));
    let bless = crossclaim(folder.path(), &["check", "--bless", "in"]);
    assert_eq!(bless.status.code(), Some(0), "{}", err(&bless));
    let expected = fs::read_to_string(at("in/expected/findings.txt")).unwrap();
    assert!(expected.contains("Harrow Times"), "{expected}");
    // A session finds the words where the settings say that they are.
    let report: Value = serde_json::from_slice(&fs::read(at("reports/report.json")).unwrap()).unwrap();
    let id = report["findings"][0]["id"].as_str().unwrap();
    fs::write(at("mine.csv"), format!("finding_id,decision\n{id},confirm\n")).unwrap();
    let review = crossclaim(folder.path(), &["review", "reports", "--from", "mine.csv"]);
    assert!(!err(&review).contains("is not there"), "{}", err(&review));
    let gold = crossclaim(folder.path(), &["review", "reports", "--export-gold", "gold"]);
    assert_eq!(gold.status.code(), Some(0), "{}", err(&gold));
    let eval = crossclaim(folder.path(), &["eval", "in/decisions.csv"]);
    assert_eq!(eval.status.code(), Some(0), "{}", err(&eval));
}

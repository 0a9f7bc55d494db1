//! The real program, as a shell sees it: exit codes, what it prints where, what it writes.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const ONE: &str = "Ferry sinks off Port Ellery\n\nThe ferry Lady Marrow sank off Port Ellery on Sunday, killing 31 people, the \
                   coast guard said. “Nobody should have sailed that night,” said harbour master Ida Quill.\n";
const TWO: &str = "Dozens die as ferry goes down\n\nThe ferry Lady Marrow sank off Port Ellery on Sunday, killing 43 people, the \
                   coast guard said. “Nobody should have sailed on that night,” said harbour master Ida Quill.\n";

fn crossclaim(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crossclaim")).current_dir(folder).args(args).output().unwrap()
}

fn with_input(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_crossclaim"))
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with two articles that differ in a toll and in a quotation.
fn story() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/gazette.txt"), ONE).unwrap();
    fs::write(folder.path().join("in/herald.txt"), TWO).unwrap();
    folder
}

#[test]
fn discrepancies_are_printed_written_and_exit_1() {
    let folder = story();
    let run = crossclaim(folder.path(), &["compare", "in"]);
    assert_eq!(code(&run), 1, "{}", err(&run));
    let shown = out(&run);
    assert!(shown.starts_with("2 articles"), "{shown}");
    assert!(shown.contains("CONFLICT") && shown.contains("in/gazette.txt:3"), "{shown}");
    assert!(shown.contains("[-") && shown.contains("{+"), "{shown}");
    assert!(!shown.contains('\x1b'), "no colours into a pipe");
    for file in
        ["findings.csv", "matrix.csv", "claims.csv", "diff.txt", "report.json", "report.html", "report.md"]
    {
        assert!(folder.path().join("reports").join(file).is_file(), "{file}");
    }
    let files = if cfg!(feature = "xlsx") { 9 } else { 8 };
    assert_eq!(
        fs::read_dir(folder.path().join("reports")).unwrap().count(),
        files,
        "no temporary file is left"
    );
}

#[test]
fn an_article_against_its_own_words_exits_0() {
    let folder = story();
    fs::write(folder.path().join("in/herald.txt"), ONE).unwrap();
    let run = crossclaim(folder.path(), &["compare", "in"]);
    assert_eq!(code(&run), 0, "{}", out(&run));
}

#[test]
fn one_article_only_is_no_trouble() {
    let folder = story();
    let run = crossclaim(folder.path(), &["compare", "in/gazette.txt"]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    assert!(err(&run).contains("one article only"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_compared() {
    let folder = story();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("empty.txt"), "").unwrap();
    fs::write(at("picture.txt"), b"GIF89a\0\0\x01\x02abc").unwrap();
    fs::write(at("bad.jsonl"), "{\"id\": 1, \"text\": \"It sank.\"}\n{\"id\": 2,\n").unwrap();
    fs::create_dir(at("bare")).unwrap();
    let run = crossclaim(
        folder.path(),
        &["compare", "in", "empty.txt", "picture.txt", "bad.jsonl", "bare", "absent.txt"],
    );
    assert_eq!(code(&run), 2);
    assert!(out(&run).contains("CONFLICT"), "{}", out(&run));
    let said = err(&run);
    for part in
        ["empty.txt", "picture.txt", "bad.jsonl, line 2", "bare: no article", "absent.txt", "5 left out"]
    {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn nothing_to_compare_is_trouble() {
    let folder = TempDir::new().unwrap();
    for args in [
        &["compare", "absent.txt"][..],
        &["compare", "."],
        &["compare"],
        &["compare", ".", "--format", "pdf"],
    ] {
        let run = crossclaim(folder.path(), args);
        assert_eq!(code(&run), 2, "{args:?}");
        assert!(!err(&run).is_empty());
        assert!(!folder.path().join("reports").exists());
    }
}

#[test]
fn old_encodings_are_read() {
    let folder = story();
    let text =
        "The mayor of \u{d6}hringen said \u{201c}five\u{201d} houses burned, and it was over by noon.\n";
    let old: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '\u{201c}' => 0x93,
            '\u{201d}' => 0x94,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    fs::write(folder.path().join("old.txt"), old).unwrap();
    let run = crossclaim(folder.path(), &["show", "article", "old.txt"]);
    assert_eq!((code(&run), out(&run).as_str()), (0, text), "{}", err(&run));
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = story();
    let long = ONE.repeat(3000);
    fs::write(folder.path().join("in/long.txt"), &long).unwrap();
    for args in
        [&["show", "article", "in/long.txt"][..], &["show", "claims", "in/long.txt", "--format", "jsonl"]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_crossclaim"))
            .current_dir(folder.path())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run = child.wait_with_output().unwrap();
        assert_eq!((code(&run), err(&run).as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_trouble_and_leaves_the_last_report() {
    let folder = story();
    fs::write(folder.path().join("taken"), "mine").unwrap();
    let run = crossclaim(folder.path(), &["compare", "in", "-o", "taken"]);
    assert_eq!(code(&run), 2);
    assert!(err(&run).contains("taken: cannot be written to"), "{}", err(&run));
    assert_eq!(fs::read_to_string(folder.path().join("taken")).unwrap(), "mine");
}

/// Whether this user is held back by permissions; root is not.
#[cfg(unix)]
fn is_held_back(folder: &Path) -> bool {
    fs::write(folder.join("probe"), "").is_err()
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named_with_a_remedy() {
    use std::os::unix::fs::PermissionsExt;
    let folder = story();
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    // Nobody may write here, whoever runs the test.
    let nowhere = if is_held_back(&locked) { "locked" } else { "/proc/crossclaim" };
    let run = crossclaim(folder.path(), &["compare", "in", "-o", nowhere]);
    assert_eq!(code(&run), 2);
    let said = err(&run);
    assert!(said.contains(nowhere) && said.contains("name another folder with -o"), "{said}");
}

/// The files of a folder, temporary ones aside.
fn reports(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.is_file() && !p.file_name().unwrap().to_string_lossy().starts_with(".crossclaim-"));
    files.sort();
    let name = |p: &Path| p.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|p| (name(p), fs::read(p).unwrap())).collect()
}

#[test]
fn a_run_that_is_killed_leaves_whole_files() {
    let folder = story();
    assert_eq!(code(&crossclaim(folder.path(), &["compare", "in", "-q"])), 1);
    let last = reports(&folder.path().join("reports"));
    fs::write(folder.path().join("in/third.txt"), ONE.replace("31", "at least 40")).unwrap();
    assert_eq!(code(&crossclaim(folder.path(), &["compare", "in", "-q", "-o", "next"])), 1);
    let next = reports(&folder.path().join("next"));
    assert!(last.len() == next.len() && last != next);
    for milliseconds in [0, 5, 10, 20, 40, 80, 160] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_crossclaim"))
            .current_dir(folder.path())
            .args(["compare", "in", "-q"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
        let now = reports(&folder.path().join("reports"));
        assert_eq!(now.len(), last.len(), "no file is lost");
        for ((now, last), next) in now.iter().zip(&last).zip(&next) {
            assert!(now == last || now == next, "{} is neither the last report nor the next", now.0);
        }
    }
}

#[test]
fn a_report_that_cannot_be_replaced_leaves_all_others_as_they_were() {
    let folder = story();
    let out = folder.path().join("reports");
    assert_eq!(code(&crossclaim(folder.path(), &["compare", "in", "-q"])), 1);
    fs::remove_file(out.join("report.json")).unwrap();
    fs::create_dir(out.join("report.json")).unwrap();
    let last = reports(&out);
    fs::write(folder.path().join("in/third.txt"), ONE.replace("31", "at least 40")).unwrap();
    let run = crossclaim(folder.path(), &["compare", "in", "-q"]);
    assert_eq!(code(&run), 2);
    assert!(err(&run).contains("report.json: a folder is in the way"), "{}", err(&run));
    assert_eq!(reports(&out), last);
    assert_eq!(fs::read_dir(&out).unwrap().count(), last.len() + 1, "no temporary file is left");
}

#[test]
fn one_format_to_standard_output() {
    let folder = story();
    let run = crossclaim(folder.path(), &["compare", "in", "--format", "json", "-o", "-"]);
    assert_eq!(code(&run), 1);
    let report: Value = serde_json::from_str(&out(&run)).unwrap();
    assert_eq!(report["schema"], 1);
    let claims = report["claims"].as_array().unwrap();
    for claim in claims {
        let file = format!("in/{}.txt", claim["article"].as_str().unwrap());
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        let place = |k: &str| usize::try_from(claim[k].as_u64().unwrap()).unwrap();
        assert_eq!(&text[place("start")..place("end")], claim["text"].as_str().unwrap());
    }
    let known = |id: &Value| claims.iter().any(|c| c["id"] == *id);
    for group in report["groups"].as_array().unwrap() {
        assert!(group["claims"].as_array().unwrap().iter().all(known));
    }
    for finding in report["findings"].as_array().unwrap() {
        assert!(finding["sides"].as_array().unwrap().iter().all(|s| known(&s["claim"])));
    }
    assert!(!folder.path().join("reports").exists(), "nothing is written");
    let two = crossclaim(folder.path(), &["compare", "in", "--format", "json,md", "-o", "-"]);
    assert_eq!(code(&two), 2);
}

/// What a value breaks of a JSON Schema, of which the published one uses a small part.
fn faults(value: &Value, schema: &Value, root: &Value, at: &str, faults_found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").unwrap();
        return faults(value, &root["$defs"][name], root, at, faults_found);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = |choice: &Value| {
            let mut own = Vec::new();
            faults(value, choice, root, at, &mut own);
            own.is_empty()
        };
        if !choices.iter().any(fits) {
            faults_found.push(format!("{at}: fits none of the choices: {value}"));
        }
        return;
    }
    let named = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no such type: {other}"),
    };
    let typed = match &schema["type"] {
        Value::String(name) => named(name),
        Value::Array(names) => names.iter().any(|n| named(n.as_str().unwrap())),
        _ => true,
    };
    let listed = schema["enum"].as_array().is_none_or(|values| values.contains(value));
    let constant = schema.get("const").is_none_or(|c| c == value);
    let large = schema["minimum"].as_f64().is_none_or(|least| value.as_f64().is_none_or(|v| v >= least));
    if !(typed && listed && constant && large) {
        faults_found.push(format!("{at}: {value}"));
    }
    if let Some(map) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten() {
            if !map.contains_key(name.as_str().unwrap()) {
                faults_found.push(format!("{at}: lacks {name}"));
            }
        }
        for (name, inner) in map {
            match schema["properties"].get(name) {
                Some(of) => faults(inner, of, root, &format!("{at}.{name}"), faults_found),
                None => faults_found.push(format!("{at}: unknown {name}")),
            }
        }
    }
    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
        faults(item, &schema["items"], root, &format!("{at}[{number}]"), faults_found);
    }
}

#[test]
fn the_report_keeps_to_its_published_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root.join("schema/report-1.json")).unwrap()).unwrap();
    let folder = story();
    let run = crossclaim(folder.path(), &["compare", "in", "--format", "json", "-o", "-"]);
    let report: Value = serde_json::from_str(&out(&run)).unwrap();
    let mut found = Vec::new();
    faults(&report, &schema, &schema, "report", &mut found);
    assert!(found.is_empty(), "{found:#?}");
    let mut broken = report.clone();
    broken["claims"][0]["polarity"] = "maybe".into();
    broken["articles"][0]["rating"] = 5.into();
    faults(&broken, &schema, &schema, "report", &mut found);
    assert_eq!(found.len(), 2, "{found:#?}");
}

#[test]
fn tables_read_back_and_run_nothing() {
    let folder = story();
    let evil = "{\"id\":\"x\",\"outlet\":\"=HYPERLINK(1)\",\"title\":\"+cmd\",\"text\":\"=1+1 was written on 43 walls.\"}\n";
    fs::write(folder.path().join("in/evil.jsonl"), evil).unwrap();
    crossclaim(folder.path(), &["compare", "in"]);
    let bytes = fs::read(folder.path().join("reports/claims.csv")).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let columns = reader.headers().unwrap().clone();
    assert_eq!(columns.iter().take(3).collect::<Vec<_>>(), ["claim_id", "group_id", "outlet"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 3);
    for row in &rows {
        assert!(row.iter().all(|c| !c.starts_with(['=', '+', '@'])), "{row:?}");
    }
    assert!(rows.iter().any(|r| &r[2] == "'=HYPERLINK(1)"));
    let raw = crossclaim(
        folder.path(),
        &["compare", "in", "--format", "claims", "-o", "-", "--raw-csv", "--no-bom", "--delimiter", ";"],
    );
    assert!(out(&raw).starts_with("claim_id;group_id;"));
    assert!(out(&raw).contains(";=HYPERLINK(1);"));
}

#[test]
fn a_best_value_needs_a_rule() {
    let folder = story();
    let matrix = |args: &[&str]| {
        let run = crossclaim(
            folder.path(),
            &[&["compare", "in", "--format", "matrix", "-o", "-", "--no-bom"], args].concat(),
        );
        let text = out(&run);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let best = reader.headers().unwrap().iter().position(|c| c == "best").unwrap();
        let cells: Vec<String> = reader.records().map(|r| r.unwrap()[best].to_owned()).collect();
        (cells, err(&run))
    };
    assert!(matrix(&[]).0.iter().all(String::is_empty));
    let (cells, said) = matrix(&["--best", "lowest"]);
    assert!(cells.iter().any(|c| !c.is_empty()), "{cells:?}");
    assert!(said.contains("best: the lowest value"), "{said}");
}

/// Words that do something to a terminal, or turn the direction of what stands around them.
const EVIL: &str = "\x1b]0;owned\x07\u{9b}31m\u{202e}\u{2066}\x08";

#[test]
fn nothing_that_is_printed_or_written_controls_a_terminal() {
    let folder = story();
    let evil = serde_json::json!({
        "id": format!("x{EVIL}"), "outlet": format!("The{EVIL} Gazette"), "title": format!("Sunk{EVIL}"),
        "text": format!("The ferry Lady Marrow sank off{EVIL} Port Ellery on Sunday, killing 57{EVIL} people, the coast guard said. \
                         “Nobody should{EVIL} have sailed that night,” said harbour master Ida Quill{EVIL}."),
    });
    fs::write(folder.path().join("in/evil.jsonl"), evil.to_string()).unwrap();
    let run = crossclaim(folder.path(), &["compare", "in", "--all"]);
    assert_eq!(code(&run), 1, "{}", err(&run));
    let harmful = |text: &str| {
        text.chars().find(|&c| {
            (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
    };
    assert_eq!((harmful(&out(&run)), harmful(&err(&run))), (None, None));
    for (name, bytes) in reports(&folder.path().join("reports")) {
        // JSON escapes what it must and keeps the rest: it is for programs.
        if name != "report.xlsx" && !name.contains("json") {
            assert_eq!(harmful(&String::from_utf8(bytes).unwrap()), None, "{name}");
        }
    }
    for stage in ["sentences", "claims", "figures", "quotes"] {
        let run = crossclaim(folder.path(), &["show", stage, "in/evil.jsonl"]);
        assert_eq!(harmful(&out(&run)), None, "show {stage}");
    }
}

#[test]
fn the_page_holds_no_markup_of_an_article() {
    let folder = story();
    let evil = "{\"id\":\"x\",\"outlet\":\"<img src=x onerror=alert(1)>\",\"text\":\"The ferry sank, </script><script>alert(1)</script>killing 29 people.\"}\n";
    fs::write(folder.path().join("in/evil.jsonl"), evil).unwrap();
    let run = crossclaim(folder.path(), &["compare", "in", "--format", "html", "-o", "-"]);
    let page = out(&run);
    assert!(page.contains("Content-Security-Policy"));
    assert!(!page.contains("<img") && page.matches("<script").count() == 1, "markup came through");
}

#[test]
fn neither_order_nor_threads_change_a_report() {
    let folder = story();
    fs::write(folder.path().join("in/third.txt"), ONE.replace("31", "at least 40")).unwrap();
    let format = ["--format", "json", "-o", "-"];
    let run = |paths: &[&str], threads: &str| {
        let mut args = vec!["compare"];
        args.extend(paths);
        args.extend(format);
        args.extend(["--threads", threads]);
        out(&crossclaim(folder.path(), &args))
    };
    let first = run(&["in/gazette.txt", "in/herald.txt", "in/third.txt"], "1");
    assert_eq!(first, run(&["in/third.txt", "in/herald.txt", "in/gazette.txt"], "4"));
    assert_eq!(first, run(&["in"], "2"));
}

#[test]
fn records_from_standard_input_keep_their_ids() {
    let folder = TempDir::new().unwrap();
    let lines = "{\"id\":\"a\",\"outlet\":\"A\",\"text\":\"Mr. Orr left. He was 31.\"}\n{\"id\":\"b\",\"outlet\":\"B\",\"text\":\"Ä is a letter. It is.\"}\n";
    let run = with_input(folder.path(), &["show", "sentences", "-", "--format", "jsonl"], lines);
    assert_eq!(code(&run), 0, "{}", err(&run));
    let items: Vec<Value> = out(&run).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(items.iter().filter(|i| i["article"] == "b").count(), 2);
    assert_eq!(items.last().unwrap()["text"], "It is.");
    assert_eq!(items.last().unwrap()["start"], "Ä is a letter. ".len());
}

#[test]
fn ids_made_unique_do_not_depend_on_order() {
    let folder = TempDir::new().unwrap();
    for name in ["a", "b"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("a/story.txt"), ONE).unwrap();
    fs::write(folder.path().join("b/story.txt"), TWO).unwrap();
    let ids = |paths: [&str; 2]| {
        let run = crossclaim(folder.path(), &["show", "article", paths[0], paths[1], "--format", "jsonl"]);
        let rows = out(&run);
        rows.lines()
            .map(|l| serde_json::from_str::<Value>(l).unwrap()["article"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let first = ids(["a/story.txt", "b/story.txt"]);
    assert_eq!(first, ids(["b/story.txt", "a/story.txt"]));
    assert!(first[0].starts_with("story-") && first[0] != first[1], "{first:?}");
}

#[test]
fn one_text_in_two_files_counts_once() {
    let folder = story();
    fs::write(folder.path().join("in/gazette_2.txt"), ONE).unwrap();
    let run = crossclaim(folder.path(), &["compare", "in"]);
    assert!(err(&run).contains("gazette_2.txt: the same text as in/gazette.txt"), "{}", err(&run));
    assert!(out(&run).starts_with("2 articles"), "{}", out(&run));
}

#[test]
fn pairs_are_explained() {
    let folder = TempDir::new().unwrap();
    let run =
        crossclaim(folder.path(), &["explain", "The ferry sank, killing 31.", "The ferry sank, killing 43."]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    assert!(out(&run).contains("score"));
    let pairs =
        "{\"id\": 7, \"a\": \"It rained.\", \"b\": \"It rained.\"}\n{\"id\": \"x\", \"a\": \"It rained.\"}\n";
    let run = with_input(folder.path(), &["explain", "--pairs", "-", "--format", "jsonl"], pairs);
    assert_eq!(code(&run), 2);
    assert!(err(&run).contains("line 2"));
    let row: Value = serde_json::from_str(out(&run).trim()).unwrap();
    assert_eq!((&row["id"], &row["relation"]), (&serde_json::json!(7), &serde_json::json!("agree")));
    assert_eq!(code(&crossclaim(folder.path(), &["explain", "only one"])), 2);
}

#[test]
fn a_regression_is_shown_and_accepted() {
    let folder = story();
    let check = |args: &[&str]| crossclaim(folder.path(), &[&["check"], args].concat());
    assert_eq!(code(&check(&["in"])), 2, "nothing is expected yet");
    assert!(!folder.path().join("in/expected").exists());
    assert_eq!(code(&check(&["--bless", "in"])), 0);
    assert_eq!(code(&check(&["."])), 0);
    fs::write(folder.path().join("in/herald.txt"), TWO.replace("43", "57")).unwrap();
    let run = check(&["in"]);
    assert_eq!(code(&run), 1);
    assert!(
        out(&run).contains("+++ in/expected/findings.txt (now)") && out(&run).contains("57"),
        "{}",
        out(&run)
    );
    assert_eq!(code(&check(&["--bless", "in"])), 0);
    assert_eq!(code(&check(&["in"])), 0);
}

#[test]
fn help_completions_and_manual() {
    let folder = TempDir::new().unwrap();
    for (args, part) in [
        (&["--help"][..], "Exit code: 0"),
        (&["compare", "--help"], "--delimiter"),
        (&["completions", "bash"], "crossclaim"),
        (&["man"], ".TH"),
        (&["--version"], "crossclaim 0"),
    ] {
        let run = crossclaim(folder.path(), args);
        assert_eq!(code(&run), 0, "{args:?}");
        assert!(out(&run).contains(part), "{args:?}");
    }
}

#[test]
fn colours_are_used_where_they_are_wanted() {
    let folder = story();
    let coloured = |args: &[&str], set: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossclaim"));
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command.env_remove(name);
        }
        let run = command.current_dir(folder.path()).args(["compare", "in"]).args(args);
        let shown = out(&run.envs(set.iter().copied()).output().unwrap());
        assert!(shown.contains("CONFLICT"), "{shown}");
        let (escapes, marks) = (shown.contains('\u{1b}'), shown.contains("[-"));
        assert!(escapes != marks, "what differs is marked by colours or else by marks: {shown}");
        escapes
    };
    assert!(!coloured(&[], &[]), "not into a pipe");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&[], &[("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "what is asked for counts most");
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["--color", "auto"], &[]));
    let diff = fs::read_to_string(folder.path().join("reports/diff.txt")).unwrap();
    assert!(!diff.contains('\u{1b}'), "a file never has colours");
}

//! What goes wrong outside: every row of `docs/bad-input.md`, full disks, folders that cannot be written to, and runs that
//! are killed at any moment.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_crossclaim");

fn article(dead: u32) -> String {
    format!(
        "The ferry Lady Marrow sank off Port Ellery on Sunday, killing {dead} people, the coast guard said. It had struck a \
         reef in heavy fog, and most of those on board were asleep. Divers went down to the wreck on Monday.\n"
    )
}

fn crossclaim(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(args).stdin(Stdio::null()).env("USER", "ana").output().unwrap()
}

fn shell(folder: &Path, script: &str) -> Output {
    let mut command = Command::new("sh");
    command.current_dir(folder).args(["-c", script]).env("PROGRAM", PROGRAM).stdin(Stdio::null());
    command.output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A folder with two articles that differ in a toll, in `in`, and their report.
fn story() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/gazette.txt"), article(31)).unwrap();
    fs::write(folder.path().join("in/herald.txt"), article(43)).unwrap();
    assert_eq!(crossclaim(folder.path(), &["compare", "in", "-q"]).status.code(), Some(1));
    folder
}

/// Every file of a folder by its name, hidden ones too.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap());
    let read =
        |e: fs::DirEntry| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap_or_default());
    let mut files: Vec<_> = entries.map(read).collect();
    files.sort();
    files
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What is done to a folder for a row, and the run that comes of it.
type Scene = fn(&Path) -> Output;

/// Puts a file beside the articles, and compares all.
fn beside(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> Output {
    fs::write(folder.join(name), bytes).unwrap();
    crossclaim(folder, &["compare", "in", name, "--no-pager"])
}

/// The same with records, of which the first is sound.
fn records(folder: &Path, second: &str) -> Output {
    let sound = json!({"id": "a", "outlet": "Echo", "text": article(31)});
    beside(folder, "feed.jsonl", format!("{sound}\n{second}\n"))
}

/// The rows of the table by their first cell.
const SCENES: &[(&str, Scene)] = &[
    ("an empty file, or white space only", |f| beside(f, "empty.txt", " \n\n\t")),
    ("a picture, or other bytes that are no text", |f| beside(f, "picture.txt", b"GIF89a\0\0\x01\x02abc")),
    ("a file that is not there", |f| crossclaim(f, &["compare", "in", "absent.txt"])),
    ("a pattern that nothing is like", |f| crossclaim(f, &["compare", "in", "2015-*.txt"])),
    ("a folder without articles", |f| {
        fs::create_dir(f.join("bare")).unwrap();
        crossclaim(f, &["compare", "in", "bare"])
    }),
    ("a packed file that is cut off", |f| {
        let packed = gzip(article(31).as_bytes());
        beside(f, "cut.txt.gz", &packed[..packed.len() - 9])
    }),
    ("a bomb: a small file that unpacks to a very large one", |f| {
        beside(f, "bomb.txt.gz", gzip(&vec![0; 64 << 20]))
    }),
    ("a Word document that is cut off", |f| beside(f, "broken.docx", b"PK\x03\x04 and no more")),
    ("a PDF that is broken, or `pdftotext` missing", |f| beside(f, "broken.pdf", b"%PDF-1.7 and no more")),
    ("a web page without an article", |f| {
        beside(f, "menu.html", "<html><body><nav><a href=\"/\">Home</a></nav></body></html>")
    }),
    ("a web page nested thousands deep", |f| beside(f, "deep.html", "<div>".repeat(5000) + &article(31))),
    ("JSON that is broken", |f| beside(f, "broken.json", "{\"articles\": [")),
    ("a line of JSONL that is broken", |f| records(f, "{\"id\": 2,")),
    ("a record without a text", |f| records(f, "{\"id\": 2, \"words\": \"It sank.\"}")),
    ("a record whose text an API has cut", |f| {
        records(f, "{\"id\": 2, \"text\": \"It sank… [+2345 chars]\"}")
    }),
    ("a table without a column for the text", |f| beside(f, "table.csv", "id,words\n1,It sank.\n")),
    ("a table with a quotation mark that is never closed", |f| {
        beside(f, "table.csv", format!("id,outlet,text\n1,Echo,\"{}\n2,Tribune,It sank.\n", article(31)))
    }),
    ("a feed of summaries", |f| {
        let item = "<item><title>Ferry sinks</title><description>It sank.</description></item>";
        beside(
            f,
            "feed.rss",
            format!("<rss version=\"2.0\"><channel><title>Echo</title>{item}</channel></rss>"),
        )
    }),
    ("a feed that is cut off", |f| beside(f, "feed.rss", "<rss version=\"2.0\"><channel><item><title>Ferry")),
    ("a text in another encoding", |f| {
        beside(
            f,
            "echo.txt",
            article(31).replace("Ellery", "\u{d6}hringen").chars().map(|c| c as u8).collect::<Vec<_>>(),
        )
    }),
    ("a text in several encodings", |f| {
        let mut bytes = article(31).replace("heavy", "“heavy”").into_bytes();
        bytes.extend(b" In \xd6hringen nobody slept.");
        beside(f, "echo.txt", bytes)
    }),
    ("a text in another language", |f| {
        let text = "Die Fähre Lady Marrow sank am Sonntag vor Port Ellery, wobei 31 Menschen ums Leben kamen, wie die \
                    Küstenwache mitteilte. Sie war bei dichtem Nebel auf ein Riff gelaufen. Taucher stiegen zum Wrack hinab.";
        beside(f, "zeitung.txt", text)
    }),
    ("a date that cannot be read", |f| {
        beside(
            f,
            "echo.jsonl",
            json!({"id": "a", "outlet": "Echo", "date": "soon", "text": article(31)}).to_string(),
        )
    }),
    ("one text twice, of one outlet", |f| {
        fs::create_dir(f.join("in/again")).unwrap();
        fs::write(f.join("in/again/gazette.txt"), article(31)).unwrap();
        crossclaim(f, &["compare", "in", "--no-pager"])
    }),
    ("escape sequences and marks of direction in a text", |f| {
        let run =
            beside(f, "echo.txt", article(29).replace("people", "\u{1b}]0;x\u{7}\u{1b}[31mpeople\u{202e}"));
        let shown = out(&run) + &err(&run);
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
        run
    }),
    ("a text that begins like a formula", |f| {
        let run = beside(f, "echo.txt", format!("=HYPERLINK(\"http://x.example\",\"y\") {}", article(29)));
        let table = fs::read_to_string(f.join("reports/claims.csv")).unwrap();
        assert!(!table.contains(",=") && !table.contains(",\"="), "{table}");
        run
    }),
    ("markup in a text", |f| {
        let run = beside(f, "echo.txt", article(29).replace("people", "people <img src=x onerror=alert(1)>"));
        let page = fs::read_to_string(f.join("reports/report.html")).unwrap();
        assert!(!page.contains("<img src=x"), "it is no text");
        run
    }),
    ("a line of a megabyte", |f| beside(f, "long.txt", article(31).replace('\n', " ").repeat(5000))),
    ("a hundred thousand lines", |f| {
        beside(f, "lines.txt", format!("{}{}", article(31), "A\n\n".repeat(100_000)))
    }),
    ("numbers that nobody can hold", |f| beside(f, "echo.txt", article(31).replace("31", &"9".repeat(5000)))),
    ("quotation marks that are never closed", |f| {
        beside(f, "echo.txt", article(31).replace("the ", "“the "))
    }),
    ("nothing that can be read", |f| crossclaim(f, &["compare", "absent.txt"])),
    ("settings that are no TOML", |f| {
        fs::write(f.join("crossclaim.toml"), "[outlets]\n\"Gazette = []\n").unwrap();
        crossclaim(f, &["compare", "in"])
    }),
    ("a setting that there is not", |f| {
        fs::write(f.join("crossclaim.toml"), "colour = 3\n").unwrap();
        crossclaim(f, &["compare", "in"])
    }),
    ("a row of decisions that is none", |f| {
        fs::write(f.join("mine.csv"), "finding_id,decision\nf1,confirm\nf2,sure thing\n").unwrap();
        crossclaim(f, &["compare", "in", "--decisions", "mine.csv"])
    }),
    ("a file of decisions that is cut off", |f| {
        fs::write(f.join("mine.csv"), "finding_id,decision,note\nf00000000000a,confirm,\"it wa").unwrap();
        crossclaim(f, &["compare", "in", "--decisions", "mine.csv", "--no-pager"])
    }),
    ("a report that is none", |f| {
        fs::write(f.join("old.json"), "{}").unwrap();
        crossclaim(f, &["compare", "in", "--since", "old.json"])
    }),
    ("an annotation that is none", |f| {
        fs::write(f.join("in/gold.tsv"), "rubbish\n").unwrap();
        crossclaim(f, &["eval", "in/gold.tsv"])
    }),
    ("a pair that is none", |f| {
        fs::write(f.join("pairs.jsonl"), "{\"id\":1,\"a\":\"It sank.\",\"b\":\"It sank.\"}\n{\"id\":2}\n")
            .unwrap();
        crossclaim(f, &["explain", "--pairs", "pairs.jsonl"])
    }),
    ("a file where the folder of the reports should be", |f| {
        fs::write(f.join("taken"), "mine").unwrap();
        crossclaim(f, &["compare", "in", "-o", "taken"])
    }),
    ("a folder where a report should be", |f| {
        fs::remove_file(f.join("reports/report.md")).unwrap();
        fs::create_dir(f.join("reports/report.md")).unwrap();
        crossclaim(f, &["compare", "in"])
    }),
    ("a folder that cannot be written to", |f| crossclaim(f, &["compare", "in", "-o", "/proc/crossclaim"])),
    ("a full disk under the reports", |f| shell(f, "trap '' XFSZ; ulimit -f 4; \"$PROGRAM\" compare in")),
    ("a full disk under standard output", |f| {
        shell(f, "\"$PROGRAM\" compare in --format md -o - > /dev/full")
    }),
    ("a reader who closes the pipe", |f| {
        let mut child = Command::new(PROGRAM)
            .current_dir(f)
            .args(["compare", "in", "--format", "html", "-o", "-"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        child.wait_with_output().unwrap()
    }),
];

/// A row of the table: its first cell, what is said (in backquotes; all of it), the exit code, and what becomes of the rest.
struct Row {
    input: String,
    said: Vec<String>,
    exit: i32,
    rest: String,
}

fn table() -> Vec<Row> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/bad-input.md")).unwrap();
    let rows = text.lines().filter(|l| l.starts_with("| ")).skip(1).filter(|l| !l.starts_with("| ---"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{line}");
        let said = cells[1].split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let exit = cells[2].parse().unwrap();
        Row { input: cells[0].to_owned(), said, exit, rest: cells[3].to_owned() }
    };
    rows.map(row).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn every_row_of_the_table_is_true() {
    let rows = table();
    let named: Vec<&str> = rows.iter().map(|r| r.input.as_str()).collect();
    let known: Vec<&str> = SCENES.iter().map(|s| s.0).collect();
    assert_eq!(named, known, "a row without a scene, or a scene without a row");
    let model = story();
    let check = |row: &Row, scene: &Scene| {
        let folder = TempDir::new().unwrap();
        for part in ["in", "reports"] {
            fs::create_dir(folder.path().join(part)).unwrap();
            for (name, bytes) in files(&model.path().join(part)) {
                fs::write(folder.path().join(part).join(name), bytes).unwrap();
            }
        }
        let last = files(&folder.path().join("reports"));
        let begun = Instant::now();
        let run = scene(folder.path());
        let what = format!("{}: {}{}", row.input, out(&run), err(&run));
        assert!(begun.elapsed() < Duration::from_mins(1), "{:?} {}", begun.elapsed(), row.input);
        assert_eq!(run.status.code(), Some(row.exit), "{what}");
        for said in &row.said {
            assert!(err(&run).contains(said.as_str()), "`{said}` in {what}");
        }
        if row.said.is_empty() {
            let quiet: Vec<String> =
                err(&run).lines().filter(|l| l.contains("crossclaim:")).map(str::to_owned).collect();
            assert!(quiet.is_empty(), "{what}");
        }
        let reports = folder.path().join("reports");
        match row.rest.as_str() {
            "is compared" => {
                assert!(out(&run).contains("CONFLICT") && out(&run).contains("31"), "{what}");
                assert!(files(&reports).len() == last.len(), "{what}");
            }
            "the last reports stay" => {
                let stay = files(&reports).iter().filter(|f| last.contains(f)).count();
                // One may have been taken away by the scene itself, and a folder put in its place.
                assert!(stay >= last.len() - 1 && files(&reports).len() == last.len(), "{what}");
            }
            "is done" => {}
            other => panic!("{other}: no test knows it"),
        }
    };
    let rows = rows.iter().zip(SCENES);
    let fails = |(row, (_, scene)): &(&Row, &(&str, Scene))| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(row, scene))).is_err()
    };
    let wrong: Vec<&str> = rows.filter(fails).map(|(row, _)| row.input.as_str()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// A row of numbers that look random and never change.
struct Dice(u64);

impl Dice {
    fn part(&mut self) -> f64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as f64 / 2_147_483_647.0
    }
}

/// Runs the program, and kills it after a while; whether it had not ended by itself.
fn killed(folder: &Path, args: &[&str], after: Duration) -> bool {
    let mut child = Command::new(PROGRAM)
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    // As `kill -9` does; it may have ended by itself.
    let _ = child.kill();
    child.wait().unwrap().code().is_none()
}

#[test]
fn a_run_killed_a_hundred_times_leaves_the_last_report_or_the_next() {
    let folder = story();
    let folder = folder.path();
    fs::create_dir(folder.join("more")).unwrap();
    for (name, dead) in [("gazette", 31), ("herald", 43), ("echo", 29)] {
        fs::write(folder.join(format!("more/{name}.txt")), article(dead)).unwrap();
    }
    let one = files(&folder.join("reports"));
    let begun = Instant::now();
    crossclaim(folder, &["compare", "more", "-q", "-o", "next"]);
    let whole = begun.elapsed();
    let two = files(&folder.join("next"));
    assert!(one.len() == two.len() && one.iter().zip(&two).all(|(a, b)| a.0 == b.0 && a.1 != b.1));
    let (mut dice, mut cut) = (Dice(20_150_928), 0);
    for round in 0..100 {
        let from = ["in", "more"][round % 2];
        cut += usize::from(killed(folder, &["compare", from, "-q"], whole.mul_f64(dice.part() * 1.2)));
        let all = files(&folder.join("reports"));
        let on_its_way = all.iter().any(|f| f.0 == ".crossclaim-whole");
        let now: Vec<_> = all.into_iter().filter(|f| !f.0.starts_with('.')).collect();
        assert_eq!(now.len(), one.len(), "a report is lost");
        assert!(now == one || now == two || on_its_way, "half of one report, half of another");
        assert!(now.iter().all(|f| one.contains(f) || two.contains(f)), "a file is half written");
    }
    assert!(cut > 20, "{cut} of 100 runs were killed before they ended");
    crossclaim(folder, &["compare", "more", "-q"]);
    assert_eq!(files(&folder.join("reports")), two, "what the killed ones left is gone");
}

/// The system kills who writes more than it may: in the middle of a file, of every file in turn.
#[cfg(target_os = "linux")]
#[test]
fn a_run_killed_while_it_writes_leaves_the_last_report() {
    let folder = story();
    let folder = folder.path();
    let last = files(&folder.join("reports"));
    fs::write(folder.join("in/echo.txt"), article(29)).unwrap();
    for blocks in [0, 1, 2, 3, 5, 8, 13] {
        let run = shell(folder, &format!("ulimit -c 0; ulimit -f {blocks}; exec \"$PROGRAM\" compare in -q"));
        assert_eq!(run.status.code(), None, "{blocks} blocks: {}", err(&run));
        let now: Vec<_> =
            files(&folder.join("reports")).into_iter().filter(|f| !f.0.starts_with('.')).collect();
        assert!(now == last, "{blocks} blocks");
    }
    crossclaim(folder, &["compare", "in", "-q"]);
    assert!(files(&folder.join("reports")).iter().all(|f| !f.0.starts_with('.') && !last.contains(f)));
}

#[test]
fn a_report_that_was_complete_when_its_run_was_killed_is_carried_on() {
    let folder = story();
    let folder = folder.path();
    let whole = folder.join("reports/.crossclaim-whole");
    fs::create_dir(&whole).unwrap();
    fs::rename(folder.join("reports/report.json"), whole.join("report.json")).unwrap();
    fs::create_dir(folder.join("reports/.crossclaim-parts")).unwrap();
    fs::write(folder.join("reports/.crossclaim-parts/report.md"), "half").unwrap();
    fs::write(folder.join("none.csv"), "finding_id,decision\n").unwrap();
    let run = crossclaim(folder, &["review", "reports", "--from", "none.csv"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(folder.join("reports/report.json").is_file() && !whole.exists());
    assert!(files(&folder.join("reports")).iter().all(|f| !f.0.starts_with('.')));
}

/// Runs that write into one folder at once wait for each other.
#[test]
fn reports_of_two_runs_do_not_mix() {
    let folder = story();
    let folder = folder.path();
    fs::create_dir(folder.join("more")).unwrap();
    for (name, dead) in [("gazette", 31), ("herald", 43), ("echo", 29)] {
        fs::write(folder.join(format!("more/{name}.txt")), article(dead)).unwrap();
    }
    let one = files(&folder.join("reports"));
    crossclaim(folder, &["compare", "more", "-q", "-o", "next"]);
    let two = files(&folder.join("next"));
    let runs = ["in", "more", "in", "more"].map(|from| {
        let mut command = Command::new(PROGRAM);
        command.current_dir(folder).args(["compare", from, "-q"]).stderr(Stdio::null()).spawn().unwrap()
    });
    for mut run in runs {
        assert_eq!(run.wait().unwrap().code(), Some(1));
    }
    let now = files(&folder.join("reports"));
    assert!(now == one || now == two, "{:?}", now.iter().map(|f| &f.0).collect::<Vec<_>>());
}

/// The ids of the report's conflicts.
fn conflicts(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("reports/report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let findings = report["findings"].as_array().unwrap().iter().filter(|f| f["relation"] == "conflict");
    findings.map(|f| f["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn decisions_outlast_every_kill() {
    let folder = story();
    let folder = folder.path();
    let ids = conflicts(folder);
    let from = |round: usize| {
        let id = &ids[round % ids.len()];
        let row = format!("finding_id,decision,note,reviewer\n{id},confirm,note {round} end,ana\n");
        fs::write(folder.join("from.csv"), row).unwrap();
        ["review", "reports", "--from", "from.csv"]
    };
    let begun = Instant::now();
    crossclaim(folder, &from(0));
    let whole = begun.elapsed();
    let kept = |round: usize| {
        let text = fs::read_to_string(folder.join("in/decisions.csv")).unwrap();
        assert!(text.is_empty() || text.starts_with("\u{feff}finding_id,"), "{text}");
        text.contains(&format!("note {round} end"))
    };
    let (mut dice, mut sure) = (Dice(7), vec![0]);
    for round in 1..=60 {
        let args = from(round);
        if !killed(folder, &args, whole.mul_f64(dice.part() * 1.2)) {
            sure.push(round);
        }
        for &round in &sure {
            assert!(kept(round), "decision {round} is lost");
        }
    }
    let run = crossclaim(folder, &from(61));
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(sure.into_iter().chain([61]).all(kept));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_all_decisions_but_the_one_that_is_named() {
    let folder = story();
    let folder = folder.path();
    let id = &conflicts(folder)[0];
    let row = |note: &str| format!("finding_id,decision,note,reviewer\n{id},confirm,{note},ana\n");
    fs::write(folder.join("from.csv"), row("first")).unwrap();
    assert_eq!(crossclaim(folder, &["review", "reports", "--from", "from.csv"]).status.code(), Some(0));
    let before = fs::read(folder.join("in/decisions.csv")).unwrap();
    fs::write(folder.join("from.csv"), row(&"x".repeat(20_000))).unwrap();
    let run = shell(folder, "trap '' XFSZ; ulimit -f 8; \"$PROGRAM\" review reports --from from.csv");
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    assert!(err(&run).contains("in/decisions.csv: cannot be written"), "{}", err(&run));
    assert!(fs::read(folder.join("in/decisions.csv")).unwrap() == before, "half a row is left");
}

//! Sessions with the real program: at a pseudo-terminal, killed and resumed; decisions from files; what `compare` makes
//! of them.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_crossclaim");

/// Numbers written out differ in more than their words, so that each makes a finding of its own.
fn article(dead: u32, missing: u32, boats: u32, crew: u32, quote: &str) -> String {
    format!(
        "Ferry sinks off Port Ellery\n\nThe ferry Lady Marrow sank off Port Ellery on Sunday, killing {dead} people, the \
         coast guard said.\n\nAnother {missing} people were missing on Monday.\n\n“{quote},” said harbour master Ida \
         Quill.\n\nThe coast guard sent {boats} boats to search for survivors of the sinking.\n\nThe captain of the Lady \
         Marrow, Tomas Reyle, {crew}, was rescued and questioned by police.\n"
    )
}

/// A folder with two articles that differ in several ways, and their report.
fn story() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let (one, two) = ("Nobody should have sailed that night", "Nobody should have sailed on that night");
    fs::write(folder.path().join("in/gazette.txt"), article(31, 12, 5, 52, one)).unwrap();
    fs::write(folder.path().join("in/herald.txt"), article(43, 19, 9, 58, two)).unwrap();
    crossclaim(folder.path(), &["compare", "in", "-q"]);
    folder
}

fn crossclaim(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).env("USER", "ana").args(args).stdin(Stdio::null()).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The ids of the report's conflicts, worst first.
fn conflicts(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("reports/report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let conflicts = findings.filter(|f| f["relation"] == "conflict");
    conflicts.map(|f| f["id"].as_str().unwrap().to_owned()).collect()
}

/// The rows of decisions.csv that decide something, as `id decision note`.
fn decided(folder: &Path) -> Vec<String> {
    let bytes = fs::read(folder.join("in/decisions.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(&bytes[3..]);
    let rows = reader.records().map(|r| r.unwrap());
    rows.filter(|r| &r[1] != "open").map(|r| format!("{} {} {}", &r[0], &r[1], &r[2])).collect()
}

#[test]
fn decisions_are_taken_over_and_applied() {
    let folder = story();
    let folder = folder.path();
    let ids = conflicts(folder);
    assert!(ids.len() >= 3, "{ids:?}");
    let table =
        format!("finding_id,decision,note\n{},confirm,\n{},not the same claim,two boats\n", ids[0], ids[1]);
    fs::write(folder.join("mine.csv"), table).unwrap();
    let review = crossclaim(folder, &["review", "reports", "--from", "mine.csv"]);
    assert_eq!(review.status.code(), Some(0), "{}", err(&review));
    assert!(out(&review).contains("1 confirm, 1 not same"), "{}", out(&review));
    assert_eq!(decided(folder), [format!("{} confirm ", ids[0]), format!("{} not same two boats", ids[1])]);
    // Again: what is known is not added twice.
    crossclaim(folder, &["review", "reports", "--from", "mine.csv"]);
    assert_eq!(decided(folder).len(), 2);

    let plain = out(&crossclaim(folder, &["compare", "in"]));
    let compare = crossclaim(folder, &["compare", "in", "--decisions", "in/decisions.csv"]);
    let (shown, said) = (out(&compare), err(&compare));
    assert!(said.contains("1 confirmed, 1 dismissed (listed with --all)"), "{said}");
    assert!(said.contains("0 new conflicts since the last session (20"), "{said}");
    assert!(shown.contains("[confirmed by ana]"), "{shown}");
    assert_eq!(shown.matches("CONFLICT").count(), plain.matches("CONFLICT").count() - 1);
    let findings = fs::read_to_string(folder.join("reports/findings.csv")).unwrap();
    assert!(findings.contains(&ids[0]) && !findings.contains(&ids[1]), "{findings}");
    let row = findings.lines().find(|l| l.contains(&ids[0])).unwrap();
    assert!(row.trim_end().ends_with(",confirm,"), "{row}");
    assert_eq!(conflicts(folder), ids, "report.json holds all");
    let all = crossclaim(folder, &["compare", "in", "--all", "--decisions", "in/decisions.csv"]);
    assert!(out(&all).contains("dismissed as not the same claim by ana"), "{}", out(&all));

    // A findings.csv that was filled in is as good.
    crossclaim(folder, &["compare", "in", "-q"]);
    let findings = fs::read_to_string(folder.join("reports/findings.csv")).unwrap();
    let filled: Vec<String> = findings.lines().map(|l| l.trim_end().to_owned()).collect();
    let filled = filled.iter().map(|l| match l.strip_suffix(",,") {
        Some(row) if l.contains(&ids[2]) => format!("{row},compatible,see the log"),
        _ => l.clone(),
    });
    fs::write(folder.join("filled.csv"), filled.collect::<Vec<_>>().join("\r\n")).unwrap();
    let compare = crossclaim(
        folder,
        &["compare", "in", "--decisions", "in/decisions.csv", "--decisions", "filled.csv"],
    );
    assert!(err(&compare).contains("1 confirmed, 2 dismissed"), "{}", err(&compare));
}

#[test]
fn decisions_outlast_new_articles_and_corrections() {
    let folder = story();
    let folder = folder.path();
    let ids = conflicts(folder);
    let table = format!("finding_id,decision\n{},confirm\n", ids.join(",confirm\n"));
    fs::write(folder.join("mine.csv"), table).unwrap();
    crossclaim(folder, &["review", "reports", "--from", "mine.csv"]);
    // A typo elsewhere is corrected: ids may move, decisions do not.
    let one = fs::read_to_string(folder.join("in/gazette.txt")).unwrap();
    fs::write(folder.join("in/gazette.txt"), one.replace("Ferry sinks off", "Ferry goes down off")).unwrap();
    let compare = crossclaim(folder, &["compare", "in", "--decisions", "in/decisions.csv"]);
    assert!(err(&compare).contains(&format!("{} confirmed, 0 dismissed", ids.len())), "{}", err(&compare));
    // A toll that moved is asked again.
    fs::write(folder.join("in/gazette.txt"), one.replace("killing 31 people", "killing 33 people")).unwrap();
    let compare = crossclaim(folder, &["compare", "in", "--decisions", "in/decisions.csv"]);
    assert!(err(&compare).contains("1 changed since they were decided"), "{}", err(&compare));
    assert!(out(&compare).contains("changed since “confirm” by ana"), "{}", out(&compare));
    // Another outlet comes with a toll of its own.
    fs::write(folder.join("in/gazette.txt"), &one).unwrap();
    let echo =
        "The ferry Lady Marrow sank off Port Ellery on Sunday, killing 29 people, the coast guard said.\n";
    fs::write(folder.join("in/echo.txt"), echo).unwrap();
    let compare = crossclaim(folder, &["compare", "in", "--decisions", "in/decisions.csv"]);
    assert!(err(&compare).contains("1 changed since they were decided"), "{}", err(&compare));
    assert!(err(&compare).contains("0 new conflicts"), "{}", err(&compare));
}

#[test]
fn two_people_may_disagree() {
    let folder = story();
    let folder = folder.path();
    let ids = conflicts(folder);
    for (name, choice) in [("ana", "confirm"), ("ben", "compatible")] {
        let row =
            format!("finding_id,decision,reviewer\n{},{choice},{name}\n{},confirm,{name}\n", ids[0], ids[1]);
        fs::write(folder.join(format!("{name}.csv")), row).unwrap();
    }
    let compare = crossclaim(folder, &["compare", "in", "--decisions", "ana.csv", "--decisions", "ben.csv"]);
    let said = err(&compare);
    assert!(
        said.contains("1 confirmed, 0 dismissed") && said.contains(&format!("disputed: {}", ids[0])),
        "{said}"
    );
    assert!(said.contains("ana: confirm; ben: compatible"), "{said}");
    assert!(out(&compare).contains("disputed: ana: confirm; ben: compatible"));
}

#[test]
fn a_file_in_disorder_is_named_by_its_line_and_left_alone() {
    let folder = story();
    let folder = folder.path();
    let path = folder.join("in/decisions.csv");
    let nonsense = "finding_id,decision\nf00000000000a,confirm\nf00000000000b,sure thing\n";
    fs::write(&path, nonsense).unwrap();
    for args in [&["review", "reports"][..], &["compare", "in", "--decisions", "in/decisions.csv"]] {
        let run = crossclaim(folder, args);
        assert_eq!(run.status.code(), Some(2));
        assert!(err(&run).contains("in/decisions.csv: line 3: “sure thing” is no decision"), "{}", err(&run));
        assert_eq!(fs::read_to_string(&path).unwrap(), nonsense);
    }
    // Half written: the decision is there, and so it counts.
    let id = &conflicts(folder)[0];
    fs::write(&path, format!("finding_id,decision,note,time\n{id},confirm,\"it wa")).unwrap();
    let run = crossclaim(folder, &["compare", "in", "--decisions", "in/decisions.csv"]);
    assert!(err(&run).contains("line 2: was cut off while it was written; its decision, confirm, is kept"));
    assert!(err(&run).contains("1 confirmed"), "{}", err(&run));
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let run = crossclaim(folder, &["review", "reports"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("read-only") && err(&run).contains("--decisions"), "{}", err(&run));
    let unknown = crossclaim(folder, &["review", "nowhere.json"]);
    assert!(err(&unknown).contains("nowhere.json: cannot be read"), "{}", err(&unknown));
}

#[test]
fn only_what_changed_since_a_report_is_shown() {
    let folder = story();
    let folder = folder.path();
    fs::rename(folder.join("reports"), folder.join("before")).unwrap();
    let same = crossclaim(folder, &["compare", "in", "--since", "before/report.json"]);
    assert_eq!(same.status.code(), Some(0), "{}", out(&same));
    assert!(
        out(&same).starts_with("since before/report.json: 0 conflicts new, 0 resolved, 0 values moved, ")
    );
    let one = fs::read_to_string(folder.join("in/gazette.txt")).unwrap();
    let now = one.replace("killing 31", "killing 37").replace("Reyle, 52", "Reyle, 58");
    fs::write(folder.join("in/gazette.txt"), now).unwrap();
    let later = crossclaim(folder, &["compare", "in", "--since", "before"]);
    let shown = out(&later);
    assert_eq!(later.status.code(), Some(1));
    assert!(shown.contains("0 conflicts new, 1 resolved, 2 values moved"), "{shown}");
    assert!(shown.contains("“31” → “37”") || shown.contains("“31 people” → “37 people”"), "{shown}");
    assert!(shown.contains("(agrees now)"), "{shown}");
    fs::write(folder.join("in/broken.json"), "{\"schema\": 7}").unwrap();
    let broken =
        crossclaim(folder, &["compare", "in/gazette.txt", "in/herald.txt", "--since", "in/broken.json"]);
    assert_eq!(broken.status.code(), Some(2));
}

#[test]
fn decisions_become_a_story_for_check_and_eval() {
    let folder = story();
    let folder = folder.path();
    let ids = conflicts(folder);
    let none = crossclaim(folder, &["review", "reports", "--export-gold", "gold/ferry"]);
    assert_eq!(none.status.code(), Some(2), "nothing is decided yet");
    let table = format!(
        "finding_id,decision,note\n{},confirm,\n{},compatible,\n{},not same,two captains\n",
        ids[0], ids[1], ids[2]
    );
    fs::write(folder.join("mine.csv"), table).unwrap();
    crossclaim(folder, &["review", "reports", "--from", "mine.csv"]);
    let export = crossclaim(folder, &["review", "reports", "--export-gold", "gold/ferry"]);
    assert_eq!(export.status.code(), Some(0), "{}", err(&export));
    let check = crossclaim(folder, &["check", "gold"]);
    assert_eq!(check.status.code(), Some(0), "{}{}", out(&check), err(&check));
    // The annotation and the decisions themselves measure the same: two conflicts too many.
    for gold in ["gold", "in/decisions.csv"] {
        let eval = crossclaim(folder, &["eval", gold, "--format", "json"]);
        assert_eq!(eval.status.code(), Some(0), "{}", err(&eval));
        let value: serde_json::Value = serde_json::from_str(&out(&eval)).unwrap();
        let total = &value["total"];
        assert_eq!(total["conflict_recall"], 1.0, "{gold}: {value}");
        assert_eq!(total["conflict_precision"], 0.333, "{gold}: {value}");
        assert_eq!(total["tempting_aligned"], "1/1", "{gold}: {value}");
        assert_eq!(total["pair_recall"], 1.0, "{gold}: {value}");
    }
    let eval = crossclaim(folder, &["eval", "gold", "--errors"]);
    assert_eq!(out(&eval).lines().last().unwrap().split_whitespace().next(), Some("total"));
    assert!(err(&eval).contains("ferry: tempting pair matched: two captains"), "{}", err(&eval));
    // What the articles do not say is no annotation of them.
    let broken = "agree\tfigure\tgazette\tnever said\therald\tsank off Port Ellery\n";
    fs::write(folder.join("gold/ferry/broken.tsv"), broken).unwrap();
    let eval = crossclaim(folder, &["eval", "gold/ferry/broken.tsv"]);
    assert_eq!(eval.status.code(), Some(2));
    assert!(err(&eval).contains("does not stand in its article: [gazette] never said"), "{}", err(&eval));
    fs::write(folder.join("gold/ferry/broken.tsv"), "agree\tfigure\tgazette\n").unwrap();
    let eval = crossclaim(folder, &["eval", "gold/ferry/broken.tsv"]);
    assert!(err(&eval).contains("broken.tsv, line 1: column"), "{}", err(&eval));
}

#[cfg(unix)]
#[test]
fn a_watched_folder_keeps_the_reports_current() {
    use std::io::{BufRead, BufReader};
    let folder = story();
    let folder = folder.path();
    fs::remove_dir_all(folder.join("reports")).unwrap();
    let mut watch = Command::new(PROGRAM)
        .current_dir(folder)
        .args(["watch", "in", "--interval", "0.05"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines().map(|l| l.unwrap());
    let first = lines.next().unwrap();
    assert!(first.contains("2 articles"), "{first}");
    assert!(folder.join("reports/report.json").is_file());
    let one = fs::read_to_string(folder.join("in/gazette.txt")).unwrap();
    fs::write(folder.join("in/gazette.txt"), one.replace("killing 31", "killing 37")).unwrap();
    let moved = lines.find(|l| l.contains("gazette") && l.contains('→')).unwrap();
    assert!(moved.contains("deaths: “31") && moved.contains("→ “37"), "{moved}");
    fs::write(folder.join("in/echo.txt"), one.replace("killing 31", "killing 29")).unwrap();
    assert!(lines.any(|l| l.contains("3 articles")));
    Command::new("kill").args(["-INT", &watch.id().to_string()]).status().unwrap();
    assert_eq!(watch.wait().unwrap().code(), Some(0));
    let report = fs::read_to_string(folder.join("reports/report.json")).unwrap();
    assert!(report.contains("in/echo.txt"));
    let left = fs::read_dir(folder.join("reports")).unwrap().map(|e| e.unwrap().file_name());
    assert!(left.into_iter().all(|n| !n.to_string_lossy().starts_with('.')), "no temporary file is left");
}

#[cfg(all(unix, feature = "tui"))]
mod at_a_terminal {
    use super::*;
    use std::io::{Read, Write};
    use std::num::NonZero;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

    /// The program in a pseudo-terminal, and what that shows.
    struct Terminal {
        child: Box<dyn Child + Send + Sync>,
        master: Box<dyn MasterPty + Send>,
        keys: Box<dyn Write + Send>,
        screen: Arc<Mutex<vt100::Parser>>,
    }

    fn cells(n: u16) -> NonZero<u16> {
        NonZero::new(n).unwrap()
    }

    fn size(rows: u16, cols: u16) -> PtySize {
        PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
    }

    impl Terminal {
        fn open(folder: &Path, args: &[&str], (rows, cols): (u16, u16)) -> Self {
            let pair = native_pty_system().openpty(size(rows, cols)).unwrap();
            let mut command = CommandBuilder::new(PROGRAM);
            command.args(args);
            command.cwd(folder);
            command.env("USER", "ana");
            command.env("TERM", "xterm-256color");
            let child = pair.slave.spawn_command(command).unwrap();
            drop(pair.slave);
            let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(cols), 0)));
            let (mut reader, seen) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&screen));
            std::thread::spawn(move || {
                let mut bytes = [0; 4096];
                while let Ok(n @ 1..) = reader.read(&mut bytes) {
                    seen.lock().unwrap().process(&bytes[..n]);
                }
            });
            let keys = pair.master.take_writer().unwrap();
            Self { child, master: pair.master, keys, screen }
        }

        fn screen(&self) -> String {
            self.screen.lock().unwrap().screen().contents()
        }

        /// Waits until the screen shows a text; the wait has an end only so that a failure is seen.
        fn wait_for(&self, text: &str) {
            for _ in 0..1200 {
                if self.screen().contains(text) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(25));
            }
            panic!("no {text:?} on the screen:\n{}", self.screen());
        }

        /// Decides, when somebody could have read the question.
        fn decide(&mut self, key: &str) {
            std::thread::sleep(Duration::from_millis(600));
            self.press(key);
        }

        fn press(&mut self, keys: &str) {
            self.keys.write_all(keys.as_bytes()).unwrap();
            self.keys.flush().unwrap();
        }

        fn resize(&self, rows: u16, cols: u16) {
            self.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
            self.master.resize(size(rows, cols)).unwrap();
        }
    }

    #[test]
    fn a_session_killed_in_the_middle_goes_on() {
        let folder = story();
        let folder = folder.path();
        let ids = conflicts(folder);
        let mut terminal = Terminal::open(folder, &["review", "reports"], (24, 80));
        terminal.wait_for("CONFLICT");
        terminal.wait_for("0 decided");
        terminal.decide("c");
        terminal.wait_for("1 decided");
        terminal.press("nfrom the log\r");
        terminal.wait_for("note kept");
        terminal.decide("d");
        terminal.wait_for("2 decided");
        // As kill -9 does.
        terminal.child.kill().unwrap();
        terminal.child.wait().unwrap();
        let kept = decided(folder);
        assert_eq!(kept, [format!("{} confirm ", ids[0]), format!("{} not same from the log", ids[1])]);

        let mut again = Terminal::open(folder, &["review", "reports"], (24, 60));
        again.wait_for("2 decided");
        again.wait_for(" 3/");
        again.press("s");
        again.wait_for("finding f");
        again.press("?");
        again.wait_for("undo, also of earlier sessions");
        again.press(" ");
        again.resize(40, 130);
        // The keys on one line are those of the new width. A key at the very moment of the resize may be read only with
        // the next one.
        again.wait_for("n note  u undo  ← → go  g go to  s score  ? help  q quit");
        again.press("g1\r");
        again.wait_for("confirmed: a conflict by ana");
        again.decide("x");
        again.wait_for("1: not a conflict");
        again.press("u");
        again.wait_for("1: taken back");
        again.press("u");
        again.wait_for("2 was decided in an earlier session");
        again.press("z");
        again.wait_for("no such key");
        again.press("q");
        assert!(again.child.wait().unwrap().success());
        again.wait_for("decisions in in/decisions.csv");
        again.wait_for("crossclaim review reports");
        again.wait_for("crossclaim compare in --decisions in/decisions.csv");
        let last: Vec<String> = decided(folder).into_iter().filter(|r| r.starts_with(&ids[0])).collect();
        assert_eq!(last.last().unwrap(), &format!("{} confirm ", ids[0]));
    }

    #[test]
    fn a_signal_ends_a_session_in_good_order() {
        let folder = story();
        let mut terminal = Terminal::open(folder.path(), &["review", "reports"], (24, 80));
        terminal.wait_for("0 decided");
        let id = terminal.child.process_id().unwrap().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(terminal.child.wait().unwrap().success());
        terminal.wait_for("decisions in");
    }
}

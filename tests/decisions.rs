//! `decisions.csv` as people leave it: every row of the table in `docs/decisions.md`, and the file opened, filled in and
//! saved by `LibreOffice`. The latter skips, saying so, where that is absent.
// Helpers of tests may unwrap: a failure is the message.
// One that skips must say so.
#![allow(clippy::print_stderr)]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn crossclaim(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossclaim"));
    command.current_dir(folder).env("USER", "ana").args(args).stdin(Stdio::null()).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with three articles that differ in two ways, and their report. The curly marks and letters are those that
/// other encodings lose.
fn story() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let article = |dead: u32, boats: u32| {
        format!(
            "Ferry sinks off Port Ellery\n\nThe ferry “Lady Märrow” sank off Port Ellery on Sunday, killing {dead} people, \
             the coast guard said.\n\nThe coast guard sent {boats} boats to search for survivors of the sinking.\n"
        )
    };
    fs::write(folder.path().join("in/gazette.txt"), article(31, 5)).unwrap();
    fs::write(folder.path().join("in/herald.txt"), article(43, 9)).unwrap();
    fs::write(folder.path().join("in/echo.txt"), article(31, 5)).unwrap();
    let run = crossclaim(folder.path(), &["compare", "in", "-q", "--format", "json"]);
    assert_eq!(run.status.code(), Some(1), "{}", err(&run));
    folder
}

/// The ids of the report's conflicts.
fn ids(folder: &Path) -> Vec<String> {
    let report = fs::read_to_string(folder.join("reports/report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let conflicts = report["findings"].as_array().unwrap().iter().filter(|f| f["relation"] == "conflict");
    conflicts.map(|f| f["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_row_of_the_table_of_troubles_is_true() {
    let folder = story();
    let folder = folder.path();
    let ids = ids(folder);
    assert_eq!(ids.len(), 2, "{ids:?}");
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/decisions.md")).unwrap();
    let rows = page.lines().skip_while(|l| !l.starts_with("| trouble |")).skip(2);
    let mut tried = 0;
    for row in rows.take_while(|l| l.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [trouble, file, command, exit, says] = cells[..] else { panic!("five cells: {row}") };
        let path = folder.join("table.csv");
        let text = file.trim_matches('`').replace('⏎', "\n").replace("{1}", &ids[0]).replace("{2}", &ids[1]);
        if !file.is_empty() {
            fs::write(&path, &text).unwrap();
        }
        let set_read_only = |on: bool| {
            let mut permissions = fs::metadata(&path).unwrap().permissions();
            permissions.set_readonly(on);
            fs::set_permissions(&path, permissions).unwrap();
        };
        let run = match command {
            "compare" => crossclaim(folder, &["compare", "in", "--decisions", "table.csv"]),
            "review --from" => crossclaim(folder, &["review", "reports", "--from", "table.csv"]),
            "review" => crossclaim(folder, &["review", "reports", "--decisions", "table.csv"]),
            "review, read-only" => {
                set_read_only(true);
                let run = crossclaim(folder, &["review", "reports", "--decisions", "table.csv"]);
                set_read_only(false);
                run
            }
            other => panic!("{trouble}: {other} is no command of the table"),
        };
        let said = err(&run);
        assert_eq!(run.status.code().unwrap().to_string(), exit, "{trouble}: {said}");
        assert!(said.contains(says.trim_matches('`')), "{trouble}: {said}");
        if !file.is_empty() {
            assert_eq!(fs::read_to_string(&path).unwrap(), text, "{trouble}: the file is left as it is");
            fs::remove_file(&path).unwrap();
        }
        tried += 1;
    }
    assert!(tried > 20, "{tried} rows were found");
}

#[test]
fn a_side_is_left_out_of_a_finding() {
    let folder = story();
    let folder = folder.path();
    let ids = ids(folder);
    let compare = |table: &str, more: &[&str]| {
        fs::write(folder.join("table.csv"), table).unwrap();
        let mut args = vec!["compare", "in", "--decisions", "table.csv"];
        args.extend(more);
        let run = crossclaim(folder, &args);
        (String::from_utf8(run.stdout.clone()).unwrap(), err(&run))
    };
    // Without the gazette two are left that differ.
    let table = format!("finding_id,decision,left_out\n{},confirm,gazette\n", ids[0]);
    let (shown, said) = compare(&table, &[]);
    assert!(said.contains("1 confirmed, 0 dismissed (listed with --all), 1 side left out"), "{said}");
    let block: Vec<&str> = shown.lines().skip_while(|l| !l.contains("[confirmed")).collect();
    let block = block.iter().take_while(|l| !l.is_empty()).copied().collect::<Vec<_>>().join("\n");
    assert!(
        block.contains("confirmed by ana, without gazette") || block.contains("confirmed, without gazette"),
        "{block}"
    );
    assert!(block.contains("herald") && !block.contains("in/gazette.txt"), "{block}");
    let findings = fs::read_to_string(folder.join("reports/findings.csv")).unwrap();
    assert!(findings.contains(&ids[0]), "the id stays: {findings}");
    // Without the herald nothing differs.
    let (shown, _) = compare(&format!("finding_id,decision,left_out\n{},,herald\n", ids[0]), &[]);
    let conflicts = |shown: &str| shown.matches("CONFLICT").count();
    assert_eq!(conflicts(&shown), 1, "{shown}");
    // The report keeps all, and a session keeps what was left out with the words that it is about.
    let review = crossclaim(folder, &["review", "reports", "--from", "table.csv"]);
    assert_eq!(review.status.code(), Some(0), "{}", err(&review));
    let kept = fs::read_to_string(folder.join("in/decisions.csv")).unwrap();
    assert!(kept.contains(&format!("{},open,,herald,figure", ids[0])), "{kept}");
    let changed = fs::read_to_string(folder.join("in/gazette.txt")).unwrap() + "\nMore follows.\n";
    fs::write(folder.join("in/gazette.txt"), changed).unwrap();
    let again = crossclaim(folder, &["compare", "in", "--decisions", "in/decisions.csv"]);
    assert!(err(&again).contains("1 side left out"), "{}", err(&again));
    let gold = crossclaim(folder, &["review", "reports", "--export-gold", "gold"]);
    assert_eq!(gold.status.code(), Some(0), "{}", err(&gold));
    let gold = fs::read_to_string(folder.join("gold/gold.json")).unwrap();
    let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
    assert_eq!(gold["NOT_ALIGNED"].as_array().unwrap().len(), 2, "{gold}");
}

fn soffice() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["soffice", "libreoffice"];
    let found = std::env::split_paths(&on_path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CROSSCLAIM_ALL_TESTS").is_none(), "LibreOffice is absent");
        eprintln!("SKIPPED: LibreOffice (soffice) is absent: apt-get install libreoffice-calc-nogui");
    }
    found
}

fn convert(soffice: &Path, folder: &Path, args: &[&str]) {
    let mut command = Command::new(soffice);
    command.arg(format!("-env:UserInstallation=file://{}/profile", folder.display()));
    command.current_dir(folder).args(["--headless", "--norestore"]).args(args);
    let run = command.output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn a_file_filled_in_and_saved_by_libreoffice_is_read_back() {
    let Some(soffice) = soffice() else { return };
    let folder = story();
    let folder = folder.path();
    let ids = ids(folder);
    // A session that decided nothing lists what there is to decide.
    let open = format!("finding_id,decision\n{},\n", ids[0]);
    fs::write(folder.join("open.csv"), open).unwrap();
    crossclaim(folder, &["review", "reports", "--from", "open.csv"]);
    let table = folder.join("in/decisions.csv");
    let before = fs::read_to_string(&table).unwrap();
    assert_eq!(before.matches(",open,").count(), 2, "{before}");

    // Opened, and each row changed: as Calc holds it, in its own format.
    convert(&soffice, folder, &["--infilter=CSV:44,34,76,1", "--convert-to", "fods", "in/decisions.csv"]);
    let held = fs::read_to_string(folder.join("decisions.fods")).unwrap();
    assert_eq!(held.matches("<text:p>open</text:p>").count(), 2, "{held}");
    let held = held.replacen("<text:p>open</text:p>", "<text:p>confirm</text:p>", 1).replacen(
        "<text:p>open</text:p>",
        "<text:p>Not the same</text:p>",
        1,
    );
    fs::write(folder.join("filled.fods"), held).unwrap();

    // Saved as CSV in the ways that people save it: UTF-8 with commas, and the system's letters with semicolons.
    for (name, filter) in [
        ("commas", "csv:Text - txt - csv (StarCalc):44,34,76,1"),
        ("semicolons", "csv:Text - txt - csv (StarCalc):59,34,1,1"),
    ] {
        convert(&soffice, folder, &["--convert-to", filter, "--outdir", name, "filled.fods"]);
        let saved = format!("{name}/filled.csv");
        let text = String::from_utf8_lossy(&fs::read(folder.join(&saved)).unwrap()).into_owned();
        let compare = crossclaim(folder, &["compare", "in", "--decisions", &saved]);
        assert!(err(&compare).contains("1 confirmed, 1 dismissed"), "{name}: {}\n{text}", err(&compare));
        assert!(err(&compare).contains("since the last session (20"), "{name}: {}\n{text}", err(&compare));
        // By its words alone: no id helps where the program has got another one for the same sides.
        fs::write(folder.join("renamed.csv"), text.replace(&ids[0], "f0000000000aa")).unwrap();
        if name == "commas" {
            let compare = crossclaim(folder, &["compare", "in", "--decisions", "renamed.csv"]);
            assert!(err(&compare).contains("1 confirmed, 1 dismissed"), "{name}: {}", err(&compare));
        }
        // And a session goes on with it: in UTF-8 from then on.
        fs::copy(folder.join(&saved), &table).unwrap();
        fs::write(folder.join("more.csv"), format!("finding_id,decision\n{},compatible\n", ids[0])).unwrap();
        let review = crossclaim(folder, &["review", "reports", "--from", "more.csv"]);
        assert_eq!(review.status.code(), Some(0), "{name}: {}", err(&review));
        let now = fs::read_to_string(&table).unwrap();
        assert!(now.contains("compatible") && now.contains("“Lady Märrow”"), "{name}: {now}");
    }
}

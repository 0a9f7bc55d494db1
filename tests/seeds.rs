//! What the program writes is kept, so that a change shows in the diff: `reports/` for `seeds/`, what the README shows
//! of it, and `expected/` for each of the invented stories. `BLESS=1` writes them anew.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The files of a folder by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    support::entries(folder)
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect()
}

/// The first line in which two files differ, for people.
fn first_difference(a: &[u8], b: &[u8]) -> String {
    let (a, b) = (String::from_utf8_lossy(a), String::from_utf8_lossy(b));
    let differ = a.lines().zip(b.lines()).enumerate().find(|(_, (a, b))| a != b);
    let cut = |line: &str| line.chars().take(300).collect::<String>();
    match differ {
        Some((number, (a, b))) => format!("line {}\n  was {}\n  now {}", number + 1, cut(a), cut(b)),
        None => format!("{} lines, now {}", a.lines().count(), b.lines().count()),
    }
}

/// Runs the program at the project's root.
fn crossclaim(arguments: &[&OsStr]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossclaim"));
    command.args(arguments).current_dir(support::at_root("")).output().unwrap()
}

#[test]
fn stories_compare_as_they_did() {
    let mut arguments = vec!["check", "fixtures/stories"];
    if std::env::var_os("BLESS").is_some() {
        arguments.push("--bless");
    }
    let arguments: Vec<_> = arguments.into_iter().map(OsStr::new).collect();
    let done = crossclaim(&arguments);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stdout));
    for story in support::entries(&support::at_root("fixtures/stories")) {
        assert!(story.join("expected").is_dir(), "{} has nothing to compare with", story.display());
    }
}

#[test]
fn reports_are_what_the_program_writes() {
    let kept = support::at_root("reports");
    let fresh = tempfile::tempdir().unwrap();
    let done = crossclaim(&["compare".as_ref(), "seeds".as_ref(), "-o".as_ref(), fresh.path().as_os_str()]);
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let now = files(fresh.path());
    assert!(now.contains_key("report.json"), "{:?}", now.keys());
    if std::env::var_os("BLESS").is_some() {
        if kept.exists() {
            fs::remove_dir_all(&kept).unwrap();
        }
        fs::create_dir_all(&kept).unwrap();
        for (name, bytes) in &now {
            fs::write(kept.join(name), bytes).unwrap();
        }
        return;
    }
    let was = files(&kept);
    assert!(was.keys().eq(now.keys()), "was {:?}\nnow {:?}", was.keys(), now.keys());
    for (name, bytes) in &now {
        assert!(was[name] == *bytes, "{name}: {}", first_difference(&was[name], bytes));
    }
}

/// The head of the program's output for the seeds, and the first conflict of each of three kinds.
fn shortened(output: &str) -> String {
    let parts: Vec<&str> = output.split("\n\n").collect();
    let first = |kind: &str| {
        let title = format!("CONFLICT  {kind}");
        parts.iter().position(|p| p.split_once(". ").is_some_and(|(_, rest)| rest.starts_with(&title)))
    };
    let mut shown: Vec<usize> = ["deaths", "duration", "quote"].into_iter().filter_map(first).collect();
    shown.push(0);
    shown.sort_unstable();
    let shown: Vec<&str> = shown.into_iter().map(|at| parts[at]).collect();
    shown.join("\n\n") + "\n\n…"
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let folder = tempfile::tempdir().unwrap();
    let done = crossclaim(&["compare".as_ref(), "seeds".as_ref(), "-o".as_ref(), folder.path().as_os_str()]);
    let shown = shortened(&String::from_utf8(done.stdout).unwrap());
    assert!(shown.lines().count() > 10, "{shown}");
    let path = support::at_root("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    // The second fence holds the output of the command in the first.
    let mut parts: Vec<&str> = readme.split("```\n").collect();
    assert!(parts[1].contains("compare seeds"));
    let fresh = format!("{shown}\n");
    if std::env::var_os("BLESS").is_some() {
        parts[3] = &fresh;
        fs::write(&path, parts.join("```\n")).unwrap();
    } else {
        assert_eq!(parts[3], fresh, "the README shows something else");
    }
}

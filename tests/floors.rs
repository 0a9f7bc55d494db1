//! The house keeps its floors: a room imports only from lower ones, and every file belongs to a room.
// Helpers of tests may unwrap: a failure is the message.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms with their floors. Two rooms on one floor do not import each other.
const FLOORS: [(&str, u8); 11] = [
    ("text", 0),
    ("lexicon", 1),
    ("calendar", 2),
    ("article", 3),
    ("facet", 3),
    ("claim", 4),
    ("align", 5),
    ("verdict", 6),
    ("story", 7),
    ("report", 8),
    ("decide", 8),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|&(_, floor)| floor)
}

/// Every Rust file under `src`, relative to it, sorted.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path.strip_prefix(&root).unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}

fn source(path: &Path) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)).unwrap()
}

/// The room a file belongs to: its folder under `src`, or its own name.
fn room(path: &Path) -> String {
    path.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// How many `super::` lead from the file's own module to the crate: 1 for `text/mod.rs`, 2 for `text/span.rs`.
fn depth(path: &Path) -> usize {
    path.components().count() - usize::from(path.ends_with("mod.rs"))
}

/// The code without its comments (a `//` inside a string cuts that line short, which hides no import).
fn code(source: &str) -> String {
    source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The names that stand directly after each `prefix` in `code`, those in a braced list included.
fn named_after(code: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let listed = rest.trim_start().strip_prefix('{').map(|list| {
            let mut open = 1;
            let end = list.find(|c| {
                open += i32::from(c == '{') - i32::from(c == '}');
                open == 0
            });
            &list[..end.unwrap_or(list.len())]
        });
        let mut nested = 0;
        let heads = listed.unwrap_or(rest).split(|c| {
            nested += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && nested == 0
        });
        let heads = if listed.is_some() { heads.collect() } else { heads.take(1).collect::<Vec<_>>() };
        for head in heads {
            let name: String =
                head.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

/// The rooms of the names that the crate's root passes on: `compare` is `story`'s.
fn passed_on() -> BTreeMap<String, String> {
    let lib = source(Path::new("lib.rs"));
    let mut rooms = BTreeMap::new();
    for line in lib.lines().filter_map(|l| l.strip_prefix("pub use ")) {
        let (room, names) = line.trim_end_matches(';').split_once("::").unwrap();
        for name in names.trim_matches(['{', '}']).split(", ") {
            rooms.insert(name.to_owned(), room.to_owned());
        }
    }
    rooms
}

#[test]
fn reads_imports_as_the_compiler_does() {
    let code = code(
        "use crate::text::{Span, Words};\nuse crate::{claim::{self, Claim}, align};\nlet a = crate::facet::read();\n// crate::report\nmycrate::story",
    );
    assert_eq!(named_after(&code, "crate::"), ["text", "claim", "align", "facet"]);
}

#[test]
fn a_room_imports_only_from_lower_floors() {
    let mut wrong = Vec::new();
    let passed_on = passed_on();
    assert_eq!(passed_on["compare"], "story");
    for path in sources() {
        let room = room(&path);
        let Some(own) = floor(&room) else { continue };
        let code = code(&source(&path));
        let mut imports: BTreeSet<String> = named_after(&code, "crate::").into_iter().collect();
        imports.extend(
            named_after(&code, &"super::".repeat(depth(&path))).into_iter().filter(|n| floor(n).is_some()),
        );
        // The library's own name is the face for the binary and for examples; rooms go by `crate`.
        imports.extend(named_after(&code, "crossclaim::"));
        let rooms = imports.iter().map(|i| passed_on.get(i).unwrap_or(i));
        for import in rooms.filter(|i| **i != room) {
            if floor(import).is_none_or(|other| other >= own) {
                wrong.push(format!("{}: {room} (floor {own}) imports {import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_binary_goes_by_the_public_face() {
    for path in sources().iter().filter(|p| p.starts_with("bin")) {
        let code = code(&source(path));
        for name in named_after(&code, "crossclaim::") {
            let face = floor(&name).is_some() || name.starts_with(char::is_uppercase) || name == "compare";
            assert!(face, "{} uses crossclaim::{name}", path.display());
        }
    }
}

#[test]
fn every_file_belongs_to_a_room() {
    for path in sources() {
        let room = room(&path);
        assert!(
            floor(&room).is_some() || room == "bin" || path == Path::new("lib.rs"),
            "{} lies in no room",
            path.display()
        );
    }
    let declared = named_after(&code(&source(Path::new("lib.rs"))), "pub mod ");
    let known: Vec<_> = FLOORS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(declared, known, "lib.rs declares the rooms in reading order");
}

#[test]
fn every_file_says_first_what_it_is_for() {
    for path in sources() {
        let first = source(&path).lines().next().unwrap_or_default().to_owned();
        assert!(first.starts_with("//! ") && first.len() > 8, "{} begins with {first:?}", path.display());
    }
}

#[test]
fn only_reports_and_the_binary_serialise() {
    for path in sources() {
        let room = room(&path);
        if floor(&room).is_some_and(|f| f < 8) {
            assert!(!code(&source(&path)).contains("serde"), "{} knows a format", path.display());
        }
    }
}

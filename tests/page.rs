//! `report.html` in real Chromium, with articles that try to take the page over. Skips, saying so, where node, Chromium or the
//! packages of `tests/browser/` are absent; `.ci/run` installs them.
// Helpers of tests may unwrap: a failure is the message.
// One that skips must say so.
#![allow(clippy::print_stderr)]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// What is missing to open a page, if anything.
fn missing(browser: &Path) -> Option<&'static str> {
    let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let named = std::env::var_os("CHROMIUM").is_some_and(|p| Path::new(&p).is_file());
    if !named && !chromium.iter().any(|p| Path::new(p).is_file()) {
        return Some("Chromium (apt-get install chromium)");
    }
    if !Command::new("node").arg("--version").output().is_ok_and(|o| o.status.success()) {
        return Some("node (apt-get install nodejs npm)");
    }
    if !browser.join("node_modules/puppeteer-core").is_dir() {
        return Some("the packages of tests/browser (npm ci --prefix tests/browser)");
    }
    None
}

/// Opens a page of a story and has it checked.
fn check(name: &str, story: &Path) {
    let browser = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if let Some(what) = missing(&browser) {
        assert!(std::env::var_os("CROSSCLAIM_ALL_TESTS").is_none(), "absent: {what}");
        eprintln!("SKIPPED: {name}: absent: {what}");
        return;
    }
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("out");
    let mut compare = Command::new(env!("CARGO_BIN_EXE_crossclaim"));
    let run =
        compare.arg("compare").arg(story).args(["-q", "--format", "html", "-o"]).arg(&out).output().unwrap();
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    let run =
        Command::new("node").arg(browser.join("check.mjs")).arg(out.join("report.html")).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{name}\n{said}\n{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.lines().filter(|l| l.starts_with("ok")).count() > 25, "{said}");
}

#[test]
fn a_page_opens_in_chromium_and_works() {
    check("seeds", &Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"));
}

#[test]
fn no_article_takes_the_page_over() {
    let evil = [
        "<script>window.owned=1;alert(1)</script>",
        "</script><script>window.owned=2</script>",
        "\"><img src=x onerror=\"window.owned=3\">",
        "' onmouseover='window.owned=4' x='",
        "<a href=\"javascript:window.owned=5\">press</a>",
        "</style><iframe src=\"https://evil.example/\"></iframe>",
        "<svg onload=window.owned=6><animate onbegin=window.owned=7></svg>",
        "&lt;script&gt;window.owned=8&lt;/script&gt; <base href=\"https://evil.example/\">",
    ];
    let folder = TempDir::new().unwrap();
    let story = folder.path().join("in");
    fs::create_dir(&story).unwrap();
    let mut records = String::new();
    for (number, words) in evil.iter().enumerate() {
        let record = serde_json::json!({
            "id": format!("a{number}{words}"),
            "outlet": format!("Outlet {number} {words}"),
            "title": format!("Ferry {words} sinks"),
            "date": format!("2024-03-{:02}", number + 3),
            "text": format!(
                "The ferry Lady Marrow sank off Port Ellery on Sunday, killing {} people, {words} said.\n\n\
                 “Nobody {words} should have sailed {} night,” said harbour master Ida Quill.\n\n{words}",
                31 + 12 * number,
                if number % 2 == 0 { "that" } else { "on that" },
            ),
        });
        records.push_str(&record.to_string());
        records.push('\n');
    }
    fs::write(story.join("evil.jsonl"), records).unwrap();
    check("hostile articles", &story);
}

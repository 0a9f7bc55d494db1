//! PDF by way of `pdftotext`, where it is installed: what a PDF holds are glyphs on a page, and no crate that stays small
//! reads their order as well.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::{Draft, wrapped};

/// A report of hundreds of pages takes a few seconds.
const LONGEST: Duration = Duration::from_mins(1);
/// A word takes about a hundred bytes, with where it stands: a book of a thousand pages. What gives more is no article.
const MOST: u64 = 64 << 20;

/// Reads the text of a PDF: hyphens at line ends, ligatures, and the lines that recur on its pages taken out. Its properties
/// say how the file was made, and are not read.
pub(super) fn read(bytes: &[u8], base: Draft) -> Result<Draft> {
    let text = article(&blocks(&extract(bytes)?));
    if text.trim().is_empty() {
        bail!("is a PDF without text, perhaps of scanned pages; save the article's text instead");
    }
    Ok(Draft { text, ..base })
}

/// What `pdftotext` makes of it: words in lines, lines in blocks, in the order of reading. As mere text it leaves no space
/// between paragraphs that a browser printed.
fn extract(bytes: &[u8]) -> Result<String> {
    let mut file =
        tempfile::NamedTempFile::new().context("is a PDF, and no temporary file can be made to read it")?;
    file.write_all(bytes)?;
    file.flush()?;
    let child = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-bbox-layout"])
        .arg(file.path())
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        bail!(
            "is a PDF, which needs `pdftotext`: install poppler-utils (poppler on a Mac), or save the article's text"
        );
    };
    let stdout = child.stdout.take();
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let read = stdout.map(|out| out.take(MOST + 1).read_to_end(&mut text));
        (read, text)
    });
    let begun = Instant::now();
    while !reader.is_finished() {
        if begun.elapsed() > LONGEST {
            let _ = child.kill();
            let _ = child.wait();
            bail!(
                "is a PDF that takes longer than {} seconds to read; save the article's text instead",
                LONGEST.as_secs()
            );
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let (_, text) = reader.join().unwrap_or_default();
    if text.len() as u64 > MOST {
        let _ = child.kill();
        let _ = child.wait();
        bail!("is a PDF of too many words for an article; save the article's text instead");
    }
    if !child.wait().is_ok_and(|status| status.success()) {
        bail!(
            "is a PDF that `pdftotext` cannot read; it is broken, cut off or locked; save the article's text instead"
        );
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The text of the pages, each with a form feed before it, their blocks apart by an empty line. An element stands on a line
/// of its own.
fn blocks(layout: &str) -> String {
    let mut out = String::with_capacity(layout.len() / 16);
    for line in layout.lines().map(str::trim_start) {
        if line.starts_with("<page ") {
            out.push('\u{c}');
        } else if line.starts_with("<block ") {
            out.push_str("\n\n");
        } else if line.starts_with("<line ") && !out.ends_with('\n') {
            out.push('\n');
        } else if line.starts_with("<word ")
            && let Some((_, word)) = line.split_once('>')
            && let Some((word, _)) = word.rsplit_once("</word>")
        {
            if !out.ends_with(['\n', '\u{c}']) {
                out.push(' ');
            }
            out.push_str(&quick_xml::escape::unescape(word).unwrap_or_default());
        }
    }
    out
}

/// The running text of the pages.
fn article(text: &str) -> String {
    let pages: Vec<Vec<&str>> = text
        .split('\u{c}')
        .map(|page| page.trim_matches('\n').lines().collect())
        .filter(|p: &Vec<_>| !p.is_empty())
        .collect();
    // The first and last line of a page, if another page has the same in its place, the number of the page aside.
    let bare =
        |line: &str| line.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect::<String>();
    let heads: Vec<String> = pages.iter().filter_map(|p| p.first()).map(|l| bare(l)).collect();
    let feet: Vec<String> = pages.iter().filter_map(|p| p.last()).map(|l| bare(l)).collect();
    let recurs =
        |line: &str, among: &[String]| among.iter().filter(|other| **other == bare(line)).take(2).count() > 1;
    let mut out = String::with_capacity(text.len());
    for page in &pages {
        let mut lines = page.as_slice();
        if lines.first().is_some_and(|l| recurs(l, &heads)) {
            lines = &lines[1..];
        }
        if lines.last().is_some_and(|l| recurs(l, &feet)) {
            lines = &lines[..lines.len() - 1];
        }
        for line in lines {
            out.push_str(line);
            out.push('\n');
        }
        // A paragraph that goes on overleaf is not ended by the end of the page.
        if lines.last().is_some_and(|l| l.trim_end().ends_with(['.', '!', '?', '”', '"'])) {
            out.push('\n');
        }
    }
    let ligatures = [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('\u{ad}', "")];
    for (ligature, letters) in ligatures {
        if out.contains(ligature) {
            out = out.replace(ligature, letters);
        }
    }
    wrapped::unwrap(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs() {
        let word = |text: &str| format!("          <word xMin=\"6.0\" yMax=\"2.0\">{text}</word>\n");
        let lines = |lines: &[&str]| -> String {
            let line = |l: &&str| {
                format!(
                    "        <line xMin=\"1\">\n{}        </line>\n",
                    l.split(' ').map(word).collect::<String>()
                )
            };
            format!(
                "      <block xMin=\"1\">\n{}      </block>\n",
                lines.iter().map(line).collect::<String>()
            )
        };
        let layout = format!(
            "<html>\n  <page width=\"9\">\n{}{}  </page>\n</html>",
            lines(&["Ferry &amp; quay"]),
            lines(&["The ferry sank off", "Port Ellery."])
        );
        assert_eq!(article(&blocks(&layout)), "Ferry & quay\n\nThe ferry sank off Port Ellery.\n");
    }

    #[test]
    fn pages_become_one_text() {
        let text = "Harrow Times\nFerry sinks\n\nThe ferry sank off Port\nEllery, oﬃcials said, and\n1\n\u{c}Harrow Times\nfloated on.\n\nA reef was struck.\n2\n\u{c}";
        assert_eq!(
            article(text),
            "Ferry sinks\n\nThe ferry sank off Port Ellery, officials said, and floated on.\n\nA reef was struck.\n"
        );
    }
}

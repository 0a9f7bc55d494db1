//! Text whose lines are cut at the width of a page, into paragraphs of one line.

/// Joins the lines of each paragraph; paragraphs stand apart by an empty line. A hyphen at the end of a line is taken
/// out before a small letter.
pub(super) fn unwrap(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push_str("\n\n");
            }
            continue;
        }
        if out.ends_with('-') && line.starts_with(char::is_lowercase) && letter_before_end(&out) {
            out.pop();
        } else if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push_str(line);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn letter_before_end(text: &str) -> bool {
    text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
}

/// Whether the lines of a text are cut at a width: many of them end in the middle of a sentence.
pub(super) fn is_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let inside = lines.windows(2).filter(|w| !w[0].trim().is_empty() && !w[1].trim().is_empty());
    let (mut pairs, mut cut) = (0, 0);
    for pair in inside {
        pairs += 1;
        let open = !pair[0].trim_end().ends_with(['.', '!', '?', ':', '"', '”', '’', ')']);
        cut += usize::from(open && (40..=100).contains(&pair[0].chars().count()));
    }
    pairs >= 3 && cut * 2 > pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let text = "The ferry sank off Port\nEllery on Sun-\nday.\n\n\nA reef was\nstruck.\n";
        assert_eq!(unwrap(text), "The ferry sank off Port Ellery on Sunday.\n\nA reef was struck.\n");
    }

    #[test]
    fn cut_lines_are_told_from_paragraphs() {
        let long =
            "The ferry sank off Port Ellery on Sunday after it struck a reef in heavy fog and\n".repeat(5);
        assert!(is_wrapped(&long));
        assert!(!is_wrapped(
            "One paragraph that ends here.\nAnother one that does so too.\nAnd one.\nAnd one more.\n"
        ));
    }
}

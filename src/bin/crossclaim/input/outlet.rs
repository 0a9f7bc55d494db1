//! Who published an article: what the user says, what the article says, or the name of its file.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::Draft;

/// What the user said about outlets on the command line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outlets(Vec<(String, String)>);

impl Outlets {
    /// Reads `FILE=NAME` pairs; FILE is a path, a file name, a stem or an article's id.
    pub(crate) fn new(pairs: &[String]) -> Result<Self> {
        let mut outlets = Vec::new();
        for pair in pairs {
            match pair.split_once('=') {
                Some((file, name)) if !file.trim().is_empty() && !name.trim().is_empty() => {
                    outlets.push((file.trim().to_owned(), name.trim().to_owned()));
                }
                _ => bail!("--outlet {pair}: write FILE=NAME, as in --outlet story1.txt=\"The Gazette\""),
            }
        }
        Ok(Self(outlets))
    }

    fn names(file: &str, draft: &Draft) -> bool {
        let name = draft.path.rsplit(['/', '\\']).next().unwrap_or_default();
        draft.path == file || name == file || draft.stem == file || draft.id.as_deref() == Some(file)
    }

    /// Gives every draft an outlet. Files whose names lead to one and the same outlet (`story_1`, `story_2`) and are
    /// all there is keep their whole names, since then the names tell articles apart and not outlets.
    pub(super) fn settle(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            if let Some((_, name)) = self.0.iter().find(|(file, _)| Self::names(file, draft)) {
                draft.outlet = Some(name.clone());
            }
            draft.outlet = draft.outlet.take().map(|o| o.split_whitespace().collect::<Vec<_>>().join(" "));
            draft.outlet.take_if(|o| o.is_empty());
        }
        let nameless: Vec<&Draft> = drafts.iter().filter(|d| d.outlet.is_none()).collect();
        let guesses: BTreeSet<&str> = nameless.iter().map(|d| from_stem(&d.stem)).collect();
        let whole = guesses.len() == 1 && nameless.len() > 1;
        for draft in drafts.iter_mut().filter(|d| d.outlet.is_none()) {
            draft.outlet = Some(if whole { draft.stem.clone() } else { from_stem(&draft.stem).to_owned() });
        }
    }

    /// A note for each pair that names no article.
    pub(super) fn unused(&self, drafts: &[Draft]) -> Vec<String> {
        let used = |file: &str| drafts.iter().any(|d| Self::names(file, d));
        let unused = self.0.iter().filter(|(file, _)| !used(file));
        unused.map(|(file, name)| format!("--outlet {file}={name}: no such article")).collect()
    }
}

/// The outlet in the name of a file: without a number, date or digest at either end (`cnn_2015-09-28`, `03-herald`).
/// A name that says only that it is an article (`article_3`) stays whole.
fn from_stem(stem: &str) -> &str {
    let is_separator = |c: char| matches!(c, '_' | '-' | ' ' | '(' | ')');
    let numeric = |part: &str| {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        let digest = digits > 0 && part.len() >= 8 && part.chars().all(|c| c.is_ascii_hexdigit());
        digits == part.len() || digest
    };
    let mut name = stem.trim_matches(is_separator);
    while let Some(at) = name.rfind(is_separator) {
        if !numeric(&name[at + 1..]) {
            break;
        }
        name = name[..at].trim_end_matches(is_separator);
    }
    while let Some(at) = name.find(is_separator) {
        if !numeric(&name[..at]) {
            break;
        }
        name = name[at + 1..].trim_start_matches(is_separator);
    }
    let says_nothing =
        ["article", "story", "text", "page", "file", "doc", "document", "news", "source", "outlet"];
    if name.is_empty() || numeric(name) || says_nothing.contains(&name.to_lowercase().as_str()) {
        return stem;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_name_outlets() {
        for (stem, outlet) in [
            ("cnn_2015", "cnn"),
            ("al-jazeera-2015-09-28", "al-jazeera"),
            ("03 herald", "herald"),
            ("herald (2)", "herald"),
            ("abc13.com", "abc13.com"),
            ("article_3", "article_3"),
            ("000_224ae664b72e4207", "000_224ae664b72e4207"),
            ("2015", "2015"),
            ("Ö", "Ö"),
        ] {
            assert_eq!(from_stem(stem), outlet);
        }
    }

    #[test]
    fn equal_guesses_are_no_guesses() {
        let draft =
            |stem: &str| Draft { stem: stem.into(), path: format!("in/{stem}.txt"), ..Draft::default() };
        let mut drafts = [draft("wire_1"), draft("wire_2")];
        Outlets::default().settle(&mut drafts);
        assert_eq!(drafts[1].outlet.as_deref(), Some("wire_2"));
        let mut drafts = [draft("wire_1"), draft("wire_2")];
        Outlets::new(&["wire_1.txt=The Gazette".into()]).unwrap().settle(&mut drafts);
        assert_eq!(drafts[0].outlet.as_deref(), Some("The Gazette"));
        assert_eq!(drafts[1].outlet.as_deref(), Some("wire"));
        assert!(Outlets::new(&["wire_1.txt".into()]).is_err());
    }
}

//! Who published an article: what the user says, what the article says, or the name of its file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use anyhow::{Result, bail};
use crossclaim::lexicon::{self, Table};

use super::{Draft, Field};

/// What the user said about outlets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outlets {
    /// File and name, those of the command line first.
    files: Vec<(String, String)>,
    /// The key of a spelling, and the name that the user gives to it.
    names: BTreeMap<String, String>,
}

impl Outlets {
    /// Reads `FILE=NAME` pairs; FILE is a path, a file name, a stem or an article's id.
    pub(crate) fn new(pairs: &[String]) -> Result<Self> {
        let mut outlets = Self::default();
        for pair in pairs {
            match pair.split_once('=') {
                Some((file, name)) if !file.trim().is_empty() && !name.trim().is_empty() => {
                    outlets.file(file.trim(), name.trim());
                }
                _ => bail!("--outlet {pair}: write FILE=NAME, as in --outlet story1.txt=\"The Gazette\""),
            }
        }
        Ok(outlets)
    }

    /// Takes over who published a file, behind what was said before.
    pub(crate) fn file(&mut self, file: &str, name: &str) {
        self.files.push((file.to_owned(), name.to_owned()));
    }

    /// Takes over a name and a spelling or host that means it.
    pub(crate) fn spelling(&mut self, name: &str, spelling: &str) {
        self.names.insert(key(spelling), name.to_owned());
        self.names.insert(key(name), name.to_owned());
    }

    fn names(file: &str, draft: &Draft) -> bool {
        let name = draft.path.rsplit(['/', '\\']).next().unwrap_or_default();
        draft.path == file || name == file || draft.stem == file || draft.id.as_deref() == Some(file)
    }

    /// Gives every draft an outlet. Files whose names lead to one and the same outlet (`story_1`, `story_2`) and are
    /// all there is keep their whole names, since then the names tell articles apart and not outlets.
    pub(super) fn settle(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            if let Some((_, name)) = self.files.iter().find(|(file, _)| Self::names(file, draft)) {
                draft.outlet = Some(Field { value: name.clone(), from: "the user".to_owned() });
            }
            if let Some(outlet) = &mut draft.outlet {
                outlet.value = outlet.value.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            draft.outlet.take_if(|o| o.value.is_empty());
        }
        let nameless: Vec<&Draft> = drafts.iter().filter(|d| d.outlet.is_none()).collect();
        let guesses: BTreeSet<&str> = nameless.iter().map(|d| from_stem(&d.stem)).collect();
        let whole = guesses.len() == 1 && nameless.len() > 1;
        for draft in drafts.iter_mut().filter(|d| d.outlet.is_none()) {
            let value = if whole { draft.stem.clone() } else { from_stem(&draft.stem).to_owned() };
            draft.outlet = Some(Field { value, from: "file name".to_owned() });
        }
    }

    /// Gives the spellings of one outlet (`cnn.com`, `CNN`, `edition.cnn.com`) one name: the user's, or else the best of
    /// them. A note for each outlet that had several.
    pub(super) fn unite(&self, drafts: &mut [Draft]) -> Vec<String> {
        let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for outlet in drafts.iter().filter_map(|d| d.outlet.as_ref()) {
            *spellings.entry(key(&outlet.value)).or_default().entry(outlet.value.clone()).or_default() += 1;
        }
        let mut notes = Vec::new();
        let mut named = BTreeMap::new();
        for (key, spellings) in spellings {
            let best = |(name, uses): &(&String, &usize)| {
                let host = is_host(name);
                let lower = !name.contains(char::is_uppercase);
                (host, lower, std::cmp::Reverse(**uses), name.chars().count(), (*name).clone())
            };
            let name = match self.names.get(&key) {
                Some(name) => name.clone(),
                None => spellings.iter().min_by_key(best).map(|(name, _)| name.clone()).unwrap_or_default(),
            };
            if spellings.len() > 1 {
                let all: Vec<&str> = spellings.keys().map(String::as_str).collect();
                notes.push(format!("one outlet, {name}: {}", all.join(", ")));
            }
            named.insert(key, name);
        }
        for outlet in drafts.iter_mut().filter_map(|d| d.outlet.as_mut()) {
            if let Some(name) = named.get(&key(&outlet.value)) {
                outlet.value.clone_from(name);
            }
        }
        notes
    }

    /// A note for each pair that names no article.
    pub(super) fn unused(&self, drafts: &[Draft]) -> Vec<String> {
        let used = |file: &str| drafts.iter().any(|d| Self::names(file, d));
        let unused = self.files.iter().filter(|(file, _)| !used(file));
        unused.map(|(file, name)| format!("--outlet {file}={name}: no such article")).collect()
    }
}

/// Outlets that are called otherwise than their host, by what both are known as.
static KNOWN: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let table = Table::parse(lexicon::source("outlet"), Some);
    table.rows().iter().map(|row| (bare_key(&row.phrase.replace(' ', "")), bare_key(row.value))).collect()
});

/// Labels before the name in a host that tell an edition of one outlet.
const EDITIONS: [&str; 20] = [
    "www",
    "www2",
    "m",
    "mobile",
    "amp",
    "edition",
    "eu",
    "us",
    "uk",
    "au",
    "ca",
    "in",
    "int",
    "intl",
    "international",
    "global",
    "en",
    "english",
    "beta",
    "online",
];

/// What the spellings of one outlet have in common: letters and digits of its name, without an article or the rest of a
/// host.
fn key(name: &str) -> String {
    let key = bare_key(name);
    KNOWN.get(&key).cloned().unwrap_or(key)
}

fn bare_key(name: &str) -> String {
    let name = host_of(name).unwrap_or(name).trim();
    let key = if is_host(name) { squash(&without_edition(&name.to_lowercase())) } else { squash(name) };
    if key.is_empty() { name.to_owned() } else { key }
}

/// The letters and digits of a name in lower case, without "the" before them.
pub(super) fn squash(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a name is written as a host: `edition.cnn.com`.
fn is_host(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |l: &&str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    let ends = labels.last().is_some_and(|end| end.len() >= 2 && end.chars().all(char::is_alphabetic));
    labels.len() > 1 && labels.iter().all(is_label) && ends
}

/// A host without the labels of an edition before it and those of a country or purpose behind it.
fn without_edition(host: &str) -> String {
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    if labels.len() > 1
        && ["co", "com", "org", "net", "gov", "ac", "or", "ne"].iter().any(|l| labels.last() == Some(l))
    {
        labels.pop();
    }
    while labels.len() > 1 && EDITIONS.contains(&labels[0]) {
        labels.remove(0);
    }
    labels.concat()
}

/// The host of an address, without `www.`.
pub(super) fn host_of(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}

/// Whether a text is an address on the web.
pub(super) fn is_address(url: &str) -> bool {
    host_of(url).is_some_and(|host| host.contains('.')) && !url.contains(char::is_whitespace)
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
        let outlet = |draft: &Draft| draft.outlet.as_ref().unwrap().value.clone();
        assert_eq!(outlet(&drafts[1]), "wire_2");
        let mut drafts = [draft("wire_1"), draft("wire_2")];
        Outlets::new(&["wire_1.txt=The Gazette".into()]).unwrap().settle(&mut drafts);
        assert_eq!(outlet(&drafts[0]), "The Gazette");
        assert_eq!(outlet(&drafts[1]), "wire");
        assert!(Outlets::new(&["wire_1.txt".into()]).is_err());
    }

    #[test]
    fn spellings_of_one_outlet() {
        let same = |names: &[&str]| names.windows(2).all(|w| key(w[0]) == key(w[1]));
        assert!(same(&["CNN", "cnn.com", "edition.cnn.com", "https://www.cnn.com/2015/09/28/ferry"]));
        assert!(same(&[
            "The Harrow Times",
            "Harrow Times",
            "harrowtimes.example",
            "harrow-times",
            "www.harrowtimes.co.uk"
        ]));
        assert!(same(&["nytimes.com", "The New York Times", "New York Times"]));
        for (a, b) in [
            ("sports.yahoo.com", "yahoo.com"),
            ("ida.wordpress.com", "tom.wordpress.com"),
            ("U.S. News", "News"),
            ("wire_1", "wire_2"),
            ("?", "!"),
        ] {
            assert_ne!(key(a), key(b));
        }
    }

    #[test]
    fn one_outlet_has_one_name() {
        let draft = |name: &str| Draft {
            outlet: Some(Field { value: name.to_owned(), from: String::new() }),
            ..Draft::default()
        };
        let all = ["cnn.com", "CNN", "edition.cnn.com", "Herald"];
        let mut drafts = all.map(draft);
        let notes = Outlets::default().unite(&mut drafts);
        let names: Vec<&str> = drafts.iter().map(|d| d.outlet.as_ref().unwrap().value.as_str()).collect();
        assert_eq!(names, ["CNN", "CNN", "CNN", "Herald"]);
        assert_eq!(notes, ["one outlet, CNN: CNN, cnn.com, edition.cnn.com"]);
        let mut own = Outlets::default();
        own.spelling("Harrow Herald", "herald");
        own.unite(&mut drafts);
        assert_eq!(drafts[3].outlet.as_ref().unwrap().value, "Harrow Herald");
    }
}

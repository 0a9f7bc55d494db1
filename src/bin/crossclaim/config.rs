//! `crossclaim.toml`: what a newsroom sets once, found in the working folder or above it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, anyhow, bail};
use clap::{ArgMatches, ValueEnum, parser::ValueSource};
use crossclaim::Options;
use crossclaim::lexicon::{self, Own};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::args::{Command, FormatArg, InputArgs};
use crate::input::{Fields, Outlets, Reading};

/// Its name.
pub(crate) const NAME: &str = "crossclaim.toml";

/// The keys at the top of the file.
const KEYS: [&str; 8] =
    ["threshold", "min-severity", "doubt", "formats", "outlets", "files", "fields", "lexicon"];

/// What the file sets; nothing where there is none.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file that was read.
    pub(crate) path: Option<PathBuf>,
    /// The least score of a match.
    threshold: Option<f64>,
    min_severity: Option<u8>,
    doubt: Option<f64>,
    formats: Option<Vec<FormatArg>>,
    /// Names of outlets, each with a spelling or host.
    outlets: Vec<(String, String)>,
    /// Files, each with its outlet.
    files: Vec<(String, String)>,
    /// Fields of an article, each with where records keep it.
    fields: Vec<(String, String)>,
    /// Rows for the word tables.
    rows: Vec<Own>,
}

/// Reads the file that the user names, or the first one found in the working folder and those above it.
pub(crate) fn load(named: Option<&Path>) -> Result<Config> {
    let folder = std::env::current_dir().unwrap_or_default();
    let found = || {
        let path = folder.ancestors().map(|f| f.join(NAME)).find(|p| p.is_file())?;
        Some(path.strip_prefix(&folder).map(Path::to_owned).unwrap_or(path))
    };
    let Some(path) = named.map(Path::to_owned).or_else(found) else { return Ok(Config::default()) };
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{shown}: cannot be read; name another file with --config"))?;
    let mut config = parse(&text, &shown)?;
    config.path = Some(path);
    Ok(config)
}

impl Config {
    /// Adds its rows to the word tables. To be called before anything is read.
    pub(crate) fn extend_tables(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() && !lexicon::extend(rows) {
            bail!("the word tables were read before the rows of {NAME} were added");
        }
        Ok(())
    }

    /// Sets what the user leaves to the default on the command line.
    pub(crate) fn fill(&self, command: &mut Command, matches: &ArgMatches) {
        let Some((_, matches)) = matches.subcommand() else { return };
        let open = |name: &str| matches.value_source(name) == Some(ValueSource::DefaultValue);
        match command {
            Command::Compare(args) => {
                args.format = self
                    .formats
                    .clone()
                    .filter(|_| open("format"))
                    .unwrap_or(std::mem::take(&mut args.format));
                args.min_severity =
                    self.min_severity.filter(|_| open("min_severity")).unwrap_or(args.min_severity);
            }
            Command::Watch(args) => {
                args.format = self
                    .formats
                    .clone()
                    .filter(|_| open("format"))
                    .unwrap_or(std::mem::take(&mut args.format));
            }
            Command::Review(args) => args.doubt = self.doubt.filter(|_| open("doubt")).unwrap_or(args.doubt),
            _ => {}
        }
    }

    /// How articles are read: as the command line says, and behind that as the file does.
    pub(crate) fn reading(&self, args: &InputArgs) -> Result<Reading> {
        let mut outlets = Outlets::new(&args.outlet)?;
        let mut fields = Fields::new(&args.field)?;
        self.add(&mut outlets, &mut fields)?;
        Ok(Reading { outlets, fields, any_language: args.any_language })
    }

    /// How articles are read where the command line says nothing of it.
    pub(crate) fn reading_alone(&self) -> Result<Reading> {
        let mut reading = Reading::default();
        self.add(&mut reading.outlets, &mut reading.fields)?;
        Ok(reading)
    }

    fn add(&self, outlets: &mut Outlets, fields: &mut Fields) -> Result<()> {
        for (file, name) in &self.files {
            outlets.file(file, name);
        }
        for (name, spelling) in &self.outlets {
            outlets.spelling(name, spelling);
        }
        for (name, path) in &self.fields {
            fields.insert(name, path)?;
        }
        Ok(())
    }

    /// How claims are compared.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options::default();
        options.align.threshold = self.threshold.unwrap_or(options.align.threshold);
        options
    }

    /// What a reader should know.
    pub(crate) fn note(&self) -> Option<String> {
        self.path.as_ref().map(|path| format!("settings from {}", path.display()))
    }
}

/// The text of a file, for errors that name the line.
struct Source<'a> {
    text: &'a str,
    path: &'a str,
}

impl Source<'_> {
    fn error(&self, at: Range<usize>, what: &str) -> Error {
        let line = self.text.get(..at.start).unwrap_or_default().matches('\n').count() + 1;
        anyhow!("{}, line {line}: {what}", self.path)
    }

    fn unknown(&self, key: &Spanned<std::borrow::Cow<'_, str>>, what: &str, known: &[&str]) -> Error {
        let asked = key.get_ref();
        let remedy = match nearest(asked, known) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.error(key.span(), &format!("no {what} \"{asked}\"; {remedy}"))
    }

    fn number(&self, value: &Spanned<DeValue<'_>>, range: std::ops::RangeInclusive<f64>) -> Result<f64> {
        let text = match value.get_ref() {
            DeValue::Integer(n) => n.as_str(),
            DeValue::Float(n) => n.as_str(),
            _ => "",
        };
        let number = text.parse().ok().filter(|n| range.contains(n));
        number.ok_or_else(|| {
            self.error(value.span(), &format!("not a number from {} to {}", range.start(), range.end()))
        })
    }

    fn words(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<(String, Range<usize>)>> {
        let error = || self.error(value.span(), "neither a text in quotation marks nor a list of them");
        match value.get_ref() {
            DeValue::String(text) => Ok(vec![(text.to_string(), value.span())]),
            DeValue::Array(items) => items
                .iter()
                .map(|item| Ok((item.get_ref().as_str().ok_or_else(error)?.to_owned(), item.span())))
                .collect(),
            _ => Err(error()),
        }
    }

    fn table<'v, 'd>(&self, value: &'v Spanned<DeValue<'d>>, key: &str) -> Result<&'v DeTable<'d>> {
        let table = value.get_ref().as_table();
        table.ok_or_else(|| {
            self.error(value.span(), &format!("not a table; write [{key}] on a line of its own"))
        })
    }

    /// The rows of a table of texts: key, text.
    fn pairs(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<Vec<(String, String)>> {
        let mut pairs = Vec::new();
        for (name, value) in self.table(value, key)? {
            pairs.extend(self.words(value)?.into_iter().map(|(text, _)| (name.get_ref().to_string(), text)));
        }
        Ok(pairs)
    }
}

/// The likest of the known names, where one is like enough to be meant.
fn nearest<'k>(asked: &str, known: &[&'k str]) -> Option<&'k str> {
    let like = |name: &str| strsim::normalized_damerau_levenshtein(&asked.to_lowercase(), name);
    let best = known.iter().copied().max_by(|a, b| like(a).total_cmp(&like(b)))?;
    (like(best) >= 0.5).then_some(best)
}

fn parse(text: &str, path: &str) -> Result<Config> {
    let source = Source { text, path };
    let document = DeTable::parse(text)
        .map_err(|error| source.error(error.span().unwrap_or_default(), error.message()))?;
    let mut config = Config::default();
    for (key, value) in document.get_ref() {
        match key.get_ref().as_ref() {
            "threshold" => config.threshold = Some(source.number(value, 0.0..=1.0)?),
            "doubt" => config.doubt = Some(source.number(value, 0.0..=1.0)?),
            "min-severity" => config.min_severity = Some(source.number(value, 0.0..=100.0)? as u8),
            "formats" => {
                let all: Vec<String> = FormatArg::value_variants()
                    .iter()
                    .filter_map(|f| f.to_possible_value().map(|v| v.get_name().to_owned()))
                    .collect();
                let known: Vec<&str> = all.iter().map(String::as_str).collect();
                let mut formats = Vec::new();
                for (name, at) in source.words(value)? {
                    let format = FormatArg::from_str(&name, true);
                    formats.push(
                        format
                            .map_err(|_| source.unknown(&Spanned::new(at, name.into()), "format", &known))?,
                    );
                }
                config.formats = Some(formats);
            }
            "outlets" => config.outlets = source.pairs(value, "outlets")?,
            "files" => config.files = source.pairs(value, "files")?,
            "fields" => {
                config.fields = source.pairs(value, "fields")?;
                let known = Fields::known();
                for (name, _) in source.table(value, "fields")? {
                    if !known.contains(&name.get_ref().as_ref()) {
                        return Err(source.unknown(name, "field of an article", &known));
                    }
                }
            }
            "lexicon" => {
                for (table, rows) in source.table(value, "lexicon")? {
                    config.rows.extend(rows_of(&source, table, rows)?);
                }
            }
            _ => return Err(source.unknown(key, "setting", &KEYS)),
        }
    }
    Ok(config)
}

/// The rows for one word table: phrase, and what it is to be read as.
fn rows_of(
    source: &Source<'_>,
    table: &Spanned<std::borrow::Cow<'_, str>>,
    rows: &Spanned<DeValue<'_>>,
) -> Result<Vec<Own>> {
    let name = table.get_ref().as_ref();
    let known: Vec<&str> = lexicon::names().filter(|name| *name != "idf").collect();
    if !known.contains(&name) {
        return Err(source.unknown(table, "word table", &known));
    }
    let mut own = Vec::new();
    for (phrase, value) in source.table(rows, &format!("lexicon.{name}"))? {
        for (text, at) in source.words(value)? {
            let row = Own::new(name, phrase.get_ref(), &text).ok_or_else(|| {
                let near = nearest(&text, &lexicon::known(name));
                let near = near.map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
                source.error(
                    at,
                    &format!(
                        "\"{text}\" is neither a value of the word table \"{name}\" nor a phrase in it{near}"
                    ),
                )
            })?;
            own.push(row);
        }
    }
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        format!("{:#}", parse(text, "crossclaim.toml").unwrap_err())
    }

    #[test]
    fn reads_what_it_may_hold() {
        let config = parse(
            "threshold = 0.6\nmin-severity = 20\nformats = [\"csv\", \"html\"]\n[outlets]\n\"Harrow Times\" = [\"harrow.example\", \"HT\"]\n\
             [fields]\ntext = \"payload.body\"\n[lexicon.hedge]\n\"upwards of\" = \"at least\"\n",
            "crossclaim.toml",
        )
        .unwrap();
        assert_eq!((config.threshold, config.min_severity), (Some(0.6), Some(20)));
        assert_eq!(config.formats, Some(vec![FormatArg::Csv, FormatArg::Html]));
        assert_eq!(config.outlets.len(), 2);
        assert_eq!(config.rows.len(), 1);
    }

    #[test]
    fn what_is_unknown_is_named_with_the_nearest() {
        assert_eq!(
            error("\ntreshold = 0.6\n"),
            "crossclaim.toml, line 2: no setting \"treshold\"; did you mean \"threshold\"?"
        );
        assert!(error("formats = [\"cvs\"]").contains("did you mean \"csv\"?"));
        assert!(error("[lexicon.hegde]\nx = \"y\"").contains("did you mean \"hedge\"?"));
        assert!(error("[lexicon.hedge]\nx = \"before about it\"").contains("did you mean \"before about\"?"));
        assert!(error("[fields]\ntxt = \"y\"").contains("did you mean \"text\"?"));
        assert!(error("threshold = 2").contains("not a number from 0 to 1"));
        assert!(error("threshold = ").starts_with("crossclaim.toml, line 1: "));
        assert!(error("wholly = 1").contains("known are threshold, min-severity"));
    }
}

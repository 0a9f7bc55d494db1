//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use crossclaim::facet::Kind;

/// Compares what several outlets wrote about one story, claim by claim.
///
/// It reads the articles, finds the claims that several outlets make, and says where they agree and where they
/// differ, every difference quoted to the line. It never says who is right.
#[derive(Parser, Debug)]
#[command(name = "crossclaim", version, max_term_width = 100, propagate_version = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Settings; by default those in crossclaim.toml in this folder or above it
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Use no crossclaim.toml
    #[arg(long, global = true, conflicts_with = "config")]
    pub(crate) no_config: bool,
}

const EXAMPLES: &str = "\
Examples:
  crossclaim compare articles/               the conflicts, and reports in reports/
  crossclaim compare a.html b.txt -o out     other files, another folder
  crossclaim compare articles/ --format json -o -
  crossclaim show claims a.txt               what the program makes of one article
  crossclaim explain \"31 people died\" \"at least 43 were killed\"

Exit code: 0 nothing differs, 1 discrepancies, 2 trouble.";

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Compare(Compare),
    Show(Show),
    Explain(Explain),
    Check(Check),
    Review(Review),
    Eval(Eval),
    Watch(Watch),
    Completions(Completions),
    /// Print the manual page
    ///
    /// Try: crossclaim man | man -l -
    Man,
}

/// Where articles come from.
#[derive(Args, Debug)]
pub(crate) struct InputArgs {
    /// Files, folders, patterns, or `-` for standard input: saved web pages, text, Markdown, JSON, JSONL, CSV, RSS, Atom,
    /// mail, Word, PDF, each also packed with gzip
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Who published a file (or the article of that id), where it does not say so itself
    #[arg(long, value_name = "FILE=NAME")]
    pub(crate) outlet: Vec<String>,
    /// Where JSON and CSV records keep a field (id, outlet, title, author, date, url, text) that has a name of its own there
    #[arg(long, value_name = "NAME=FIELD")]
    pub(crate) field: Vec<String>,
    /// Compare texts that seem to be in another language than the others, too, instead of leaving them out
    #[arg(long)]
    pub(crate) any_language: bool,
}

/// Compare the articles of one story
///
/// Prints the conflicts, worst first, each side quoted with outlet, file, line and speaker, and writes the reports.
/// JSON and CSV records have the fields id, outlet, title, date, text. A folder is searched for articles; what is
/// hidden, `expected/`, and reports are left aside. More than a dozen articles are divided into stories by their words, and
/// those of one story compared.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim compare articles/
  crossclaim compare cnn.html bbc.html --outlet cnn.html=CNN -o out
  crossclaim compare ferry/ strike/ --stories -o out    out/index.html, out/ferry/, out/strike/
  crossclaim compare articles/ --format json -o - | jq '.findings[].why'
  curl -s https://example.org/feed.jsonl | crossclaim compare -

Exit code: 0 nothing differs, 1 discrepancies, 2 trouble (something could not be read or written).")]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line are independent of each other")]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The folder to write the reports to; `-` prints a single format
    #[arg(short, long, value_name = "DIR", default_value = "reports")]
    pub(crate) output: PathBuf,
    /// What to write: a list of formats, separated by commas
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_values = FORMATS)]
    pub(crate) format: Vec<FormatArg>,
    /// Show only findings of these kinds: figure, duration, date, time, age, place, name, quote, parties, polarity,
    /// attribution, other
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    pub(crate) kind: Vec<Kind>,
    /// Show only findings at least this severe (0 to 100)
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min_severity: u8,
    /// Show at most so many findings
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// Show agreements as well
    #[arg(long)]
    pub(crate) all: bool,
    /// Treat each folder that holds articles as a story of its own: a report each in a folder of its name, and an index
    #[arg(long, conflicts_with = "since")]
    pub(crate) stories: bool,
    /// Print no findings, only write the reports
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Fill the column `best` of matrix.csv by a rule; without one it stays empty
    #[arg(long, value_name = "RULE")]
    pub(crate) best: Option<BestArg>,
    /// Apply decisions of `review`: mark what is confirmed, leave out what was dismissed (--all lists it), say what is
    /// new; several files are merged, and disagreements listed. A findings.csv with `reviewer_decision` filled in will do
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Vec<PathBuf>,
    /// Show only what changed since an earlier report.json: new conflicts, resolved ones, values that moved; exit 0 if
    /// nothing did
    #[arg(long, value_name = "REPORT")]
    pub(crate) since: Option<PathBuf>,
    /// Do not page what is longer than the terminal
    #[arg(long)]
    pub(crate) no_pager: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value_t = clap::ColorChoice::Auto)]
    pub(crate) color: clap::ColorChoice,
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
    /// How many threads to use; 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
}

/// A rule that picks one of several values.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BestArg {
    /// The value of the article published last
    MostRecent,
    /// The value that most origins say
    Majority,
    /// The lowest value
    Lowest,
}

/// How CSV is written.
#[derive(Args, Debug)]
#[command(next_help_heading = "CSV")]
pub(crate) struct CsvArgs {
    /// Leave out the byte order mark, without which Excel garbles curly quotation marks
    #[arg(long)]
    pub(crate) no_bom: bool,
    /// What stands between two cells: one character, or `tab`
    #[arg(long, value_name = "CHAR", default_value = ",", value_parser = delimiter)]
    pub(crate) delimiter: u8,
    /// Leave cells as they are that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) raw_csv: bool,
}

fn kind(name: &str) -> Result<Kind, String> {
    let known = Kind::ALL.into_iter().find(|k| k.name() == name);
    known.ok_or_else(|| format!("one of {}", Kind::ALL.map(Kind::name).join(", ")))
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii_punctuation() && *byte != b'"' || *byte == b'\t' => Ok(*byte),
        _ => Err("a punctuation mark such as ; or `tab`".to_owned()),
    }
}

/// What is written where no format is named.
#[cfg(feature = "xlsx")]
const FORMATS: &[&str] = &["csv", "xlsx", "diff", "json", "md", "html", "jsonld"];
#[cfg(not(feature = "xlsx"))]
const FORMATS: &[&str] = &["csv", "diff", "json", "md", "html", "jsonld"];

/// A format of the reports.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum FormatArg {
    /// findings.csv, matrix.csv and claims.csv (findings.csv alone with `-o -`)
    Csv,
    /// findings.csv: one row a discrepancy
    Findings,
    /// matrix.csv: one row a group of claims, one column an outlet
    Matrix,
    /// claims.csv: one row a claim
    Claims,
    /// report.xlsx: the tables in one workbook, with colours, links and pick-lists
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// diff.txt: what the terminal shows, agreements included
    Diff,
    /// report.json: everything, for programs
    Json,
    /// report.md: for a chat or a pull request
    Md,
    /// report.html: one page to read, filter and print
    Html,
    /// claims.jsonld: the claims as schema.org describes them
    Jsonld,
}

/// Show what the program makes of an article
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim show article page.html          the text that offsets point into
  crossclaim show claims a.txt b.txt
  crossclaim show figures - --format jsonl < articles.jsonl

Exit code: 0, or 2 where something could not be read.")]
pub(crate) struct Show {
    /// Which stage
    pub(crate) what: Stage,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// A table for people, or one JSON object a line for programs
    #[arg(long, value_enum, default_value_t = ShowFormat::Table)]
    pub(crate) format: ShowFormat,
    /// Leave a quotation of several sentences whole
    #[arg(long)]
    pub(crate) keep_quotes: bool,
}

/// A stage of the reading of an article.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stage {
    /// The article's text
    Article,
    /// Its sentences, each with what it is for
    Sentences,
    /// Its claims, each with its speaker
    Claims,
    /// Its figures as intervals
    Figures,
    /// Its quotations
    Quotes,
}

/// How a stage is shown.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ShowFormat {
    /// For people
    Table,
    /// One object a line
    Jsonl,
}

/// Explain how two claims or sentences compare
///
/// Prints the score (0 to 1), the relation (agree, compatible, conflict, unrelated), each facet compared, and each
/// feature's part in the score.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim explain \"31 people died\" \"at least 43 were killed\"
  crossclaim explain --pairs pairs.jsonl --format jsonl")]
pub(crate) struct Explain {
    /// One text
    #[arg(requires = "b", conflicts_with = "pairs")]
    pub(crate) a: Option<String>,
    /// The other
    pub(crate) b: Option<String>,
    /// A file of pairs, one {"id", "a", "b"} a line; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) pairs: Option<PathBuf>,
    /// For people, or one {"id", "score", "relation", "why"} a line
    #[arg(long, value_enum, default_value_t = ShowFormat::Table)]
    pub(crate) format: ShowFormat,
}

/// Check that stories still compare as they did
///
/// Each folder below DIR that holds articles and a folder `expected/` is compared again, and what differs from what is
/// expected is shown as a diff.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim check fixtures
  crossclaim check --bless fixtures/ferry    accept what it finds now

Exit code: 0 all as expected, 1 differences, 2 trouble.")]
pub(crate) struct Check {
    /// Folders of stories, each with its articles
    #[arg(value_name = "DIR", required = true)]
    pub(crate) folders: Vec<PathBuf>,
    /// Write what is found now to `expected/`, also where there is none yet
    #[arg(long)]
    pub(crate) bless: bool,
}

/// Decide about findings, one after the other
///
/// Shows each conflict, then what is compatible, then doubtful matches: the sides beside each other in their articles,
/// the differing words marked. Each decision is on the disk before the next question: quit at any time and come back.
/// Decisions are kept in a CSV beside the articles that can be edited in a spreadsheet; they are found again by the
/// words they are about, so that new articles and new reports lose none. Without a terminal they are read from standard
/// input.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim review reports                       the last comparison; ? shows the keys
  crossclaim review reports --from findings.csv   decisions filled in with a spreadsheet
  crossclaim compare articles/ --decisions articles/decisions.csv
  crossclaim review reports --export-gold fixtures/ferry

Exit code: 0, or 2 where something could not be read or written.")]
pub(crate) struct Review {
    /// A report.json, or the folder it lies in
    pub(crate) report: PathBuf,
    /// Where decisions are kept; by default decisions.csv beside the articles
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Take decisions over from a file (`-`: standard input) instead of asking: a decisions.csv, or a findings.csv
    /// with `reviewer_decision` filled in
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Who decides; by default the user of the system
    #[arg(long, value_name = "NAME")]
    pub(crate) reviewer: Option<String>,
    /// Ask about matches whose score lies below this (0 to 1), too
    #[arg(long, value_name = "SCORE", default_value_t = 0.65)]
    pub(crate) doubt: f64,
    /// Ask nothing; write what is decided as a story for `eval` and `check`: articles, gold.json, expected/
    #[arg(long, value_name = "DIR")]
    pub(crate) export_gold: Option<PathBuf>,
}

/// Measure how much of an annotation comes out
///
/// Precision and recall of claims, of matches between outlets, and of conflicts, a line a story and one for all.
/// GOLD is gold.json, a listing gold.tsv, or decisions.csv of a session, each in the folder of its articles; or a
/// folder, whose stories are all measured. Of decisions only what was decided counts.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim eval fixtures/stories
  crossclaim eval articles/decisions.csv
  crossclaim eval fixtures/seeds.tsv --articles seeds --errors

Exit code: 0, or 2 where something could not be read, or a passage does not stand in its article.")]
pub(crate) struct Eval {
    /// Annotations, or folders of stories
    #[arg(value_name = "GOLD", required = true)]
    pub(crate) gold: Vec<PathBuf>,
    /// The folder of the articles, where that is not the annotation's
    #[arg(long, value_name = "DIR")]
    pub(crate) articles: Option<PathBuf>,
    /// A table for people, or one JSON object for programs
    #[arg(long, value_enum, default_value_t = EvalFormat::Table)]
    pub(crate) format: EvalFormat,
    /// List what was missed and what is wrong, on standard error
    #[arg(long)]
    pub(crate) errors: bool,
}

/// How figures are shown.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum EvalFormat {
    /// For people
    Table,
    /// One object
    Json,
}

/// Watch a folder where articles arrive
///
/// Compares whenever a file came, went or changed, keeps the reports current, and shows what is new. The folder is looked
/// at every few seconds, and read when it looks the same twice, so that no half-written file is. Ctrl-C ends it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim watch articles/ -o reports
  crossclaim watch articles/ --decisions articles/decisions.csv --interval 10

Exit code: 0 when it was told to end, 2 where it could not begin.")]
pub(crate) struct Watch {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The folder to write the reports to
    #[arg(short, long, value_name = "DIR", default_value = "reports")]
    pub(crate) output: PathBuf,
    /// What to write: a list of formats, separated by commas
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_values = FORMATS)]
    pub(crate) format: Vec<FormatArg>,
    /// Apply decisions, as `compare` does
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Vec<PathBuf>,
    /// How many seconds lie between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0, value_parser = seconds)]
    pub(crate) interval: f64,
    #[command(flatten)]
    pub(crate) csv: CsvArgs,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds".to_owned())?;
    if (0.05..=86_400.0).contains(&seconds) { Ok(seconds) } else { Err("between 0.05 and 86400".to_owned()) }
}

/// Print a script that completes commands in a shell
///
/// Try: crossclaim completions bash > ~/.local/share/bash-completion/completions/crossclaim
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

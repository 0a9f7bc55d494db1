//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Compares what several outlets wrote about one story, claim by claim.
///
/// It reads the articles, finds the claims that several outlets make, and says where they agree and where they
/// differ, every difference quoted to the line. It never says who is right.
#[derive(Parser, Debug)]
#[command(name = "crossclaim", version, max_term_width = 100, propagate_version = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
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
}

/// Where articles come from.
#[derive(Args, Debug)]
pub(crate) struct InputArgs {
    /// Files, folders, or `-` for standard input: text, Markdown, saved web pages, JSON, JSONL, CSV
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Who published a file (or the article of that id), where it does not say so itself
    #[arg(long, value_name = "FILE=NAME")]
    pub(crate) outlet: Vec<String>,
}

/// Compare the articles of one story
///
/// Prints the conflicts, worst first, each side quoted with outlet, file, line and speaker, and writes the reports.
/// JSON and CSV records have the fields id, outlet, title, date, text. A folder is searched for articles; what is
/// hidden, `expected/`, and reports are left aside.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim compare articles/
  crossclaim compare cnn.html bbc.html --outlet cnn.html=CNN -o out
  crossclaim compare articles/ --format json -o - | jq '.findings[].why'
  curl -s https://example.org/feed.jsonl | crossclaim compare -

Exit code: 0 nothing differs, 1 discrepancies, 2 trouble (something could not be read or written).")]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The folder to write the reports to; `-` prints a single format
    #[arg(short, long, value_name = "DIR", default_value = "reports")]
    pub(crate) output: PathBuf,
    /// What to write: a list of formats, separated by commas
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "json")]
    pub(crate) format: Vec<FormatArg>,
}

/// A format of the reports.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FormatArg {
    /// report.json: everything, for programs
    Json,
}

/// Show what the program makes of an article
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  crossclaim show article page.html          the text that offsets point into
  crossclaim show claims a.txt b.txt
  crossclaim show figures - --format jsonl < articles.jsonl")]
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

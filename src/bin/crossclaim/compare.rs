//! The comparison.

use std::io::IsTerminal;

use anyhow::{Context, Result, bail};
use crossclaim::decide::Decisions;
use crossclaim::report::csv::{self, Dialect};
use crossclaim::report::diff::{self, Layout};
use crossclaim::report::index::Row;
use crossclaim::report::sheet::Best;
use crossclaim::report::{View, html, json, jsonld, markdown, sheet};
#[cfg(feature = "xlsx")]
use crossclaim::report::{words, xlsx};
use crossclaim::verdict::Finding;
use crossclaim::{Relation, compare};
use rayon::prelude::*;

use crate::args::{self, BestArg, CsvArgs, FormatArg};
use crate::config::Config;
use crate::input::{self, Input, Reading};
use crate::progress::Progress;
use crate::reported::Report;
use crate::reviewed::Applied;
use crate::{Outcome, decisions, output, reported, reviewed, since, stories};

/// What is asked of every comparison of a run.
pub(crate) struct Job<'a> {
    pub(crate) args: &'a args::Compare,
    pub(crate) reading: Reading,
    config: &'a Config,
    formats: Vec<FormatArg>,
    pub(crate) dialect: Dialect,
    best: Option<Best>,
    decisions: Decisions,
    before: Option<Report>,
    layout: Layout,
}

/// What came of one comparison.
pub(crate) struct Compared {
    /// What is printed.
    pub(crate) text: String,
    /// What became of decisions, in lines.
    told: Vec<String>,
    /// The reports, each with the name of its file.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Its line among several.
    pub(crate) row: Row,
    /// What was noteworthy about the input, and what was left out of it.
    pub(crate) input: Input,
    differs: bool,
}

impl Compared {
    /// What it comes to.
    pub(crate) fn outcome(&self) -> Outcome {
        match (self.input.left_out.is_empty(), self.differs) {
            (false, _) => Outcome::Trouble,
            (true, true) => Outcome::Different,
            (true, false) => Outcome::Same,
        }
    }

    /// Says what became of decisions.
    pub(crate) fn tell_decisions(&self) {
        self.told.iter().for_each(|line| output::say(line));
    }
}

impl<'a> Job<'a> {
    /// Reads what the command line names beside the articles: what is wrong with it is said before the work.
    fn new(args: &'a args::Compare, config: &'a Config) -> Result<Self> {
        Ok(Self {
            args,
            config,
            reading: config.reading(&args.input)?,
            formats: formats(&args.format, to_output(args))?,
            dialect: dialect(&args.csv),
            best: args.best.map(|rule| match rule {
                BestArg::MostRecent => Best::MostRecent,
                BestArg::Majority => Best::Majority,
                BestArg::Lowest => Best::Lowest,
            }),
            decisions: decisions::read_all(&args.decisions)?,
            before: args.since.as_deref().map(reported::read).transpose()?,
            layout: layout(args),
        })
    }

    /// Whether a format is written.
    pub(crate) fn writes(&self, format: FormatArg) -> bool {
        self.formats.contains(&format)
    }

    /// Compares what was read, under a name that it has among several.
    pub(crate) fn compare(&self, mut input: Input, name: &str, progress: &Progress) -> Result<Compared> {
        let articles = std::mem::take(&mut input.articles);
        if articles.len() == 1 {
            input.notes.push("one article only: there is no other to compare it with".to_owned());
        }
        progress.task(format!("comparing {} articles", articles.len()));
        let story = compare(articles, &self.config.options());
        let view = View::of(&story);
        let apply = || reviewed::apply(&story, &self.decisions, self.args.all);
        let applied = (!self.args.decisions.is_empty()).then(apply);
        let shown = applied.as_ref().map(Applied::view);
        let shown = shown.as_ref().unwrap_or(&view);
        progress.task("writing".to_owned());
        let file = |format: &FormatArg| file(&view, shown, *format, self.dialect, self.best);
        let files = self.formats.par_iter().map(file).collect::<Result<Vec<_>>>()?;
        let since = match (&self.before, &self.args.since) {
            (Some(before), Some(path)) => {
                let name = reported::file(path).display().to_string();
                Some(since::since(before, &name, &view, shown, &self.layout)?)
            }
            _ => None,
        };
        let row = Row::of(name, shown, input.left_out.len());
        let admitted = |f: &Finding| f.relation > Relation::Agree && self.layout.admits(f);
        let (text, differs) = match since {
            Some(since) => (since.text, since.any),
            None => (diff::write(shown, &self.layout), shown.story.findings.iter().any(admitted)),
        };
        let told = applied.as_ref().map(|a| a.told.clone()).unwrap_or_default();
        Ok(Compared { text, told, files, row, input, differs })
    }

    /// Says by which rule a value was picked.
    pub(crate) fn tell_rule(&self) {
        if let Some(best) = self.best {
            output::say(&format!("best: {}", best.rule()));
        }
    }
}

fn to_output(args: &args::Compare) -> bool {
    args.output.as_os_str() == "-"
}

/// Compares, prints and writes.
pub(crate) fn run(args: &args::Compare, config: &Config) -> Result<Outcome> {
    let job = Job::new(args, config)?;
    if args.threads > 0 {
        rayon::ThreadPoolBuilder::new()
            .num_threads(args.threads)
            .build_global()
            .context("cannot start the threads asked for")?;
    }
    if args.stories {
        return stories::run(&job, config);
    }
    let progress = Progress::new("reading");
    let mut input = input::read(&args.input.paths, &job.reading);
    input.notes.extend(config.note());
    input::without_duplicates(&mut input);
    if input.articles.is_empty() {
        drop(progress);
        output::tell(&input);
        bail!("no article to compare");
    }
    let compared = job.compare(input, "", &progress)?;
    let files = &compared.files;
    let written = if to_output(args) { Vec::new() } else { output::write_all(&args.output, files)? };
    drop(progress);
    if to_output(args) {
        for (_, bytes) in files {
            output::print(bytes)?;
        }
    } else if !args.quiet {
        output::page(&compared.text, args.no_pager)?;
    }
    compared.tell_decisions();
    job.tell_rule();
    if !written.is_empty() && !args.quiet {
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        output::say(&format!("\nwritten to {}: {}", args.output.display(), names.join(", ")));
    }
    output::tell(&compared.input);
    if !compared.input.left_out.is_empty() {
        let n = compared.input.left_out.len();
        output::say(&format!("crossclaim: {n} left out, named above; the rest was compared"));
    }
    Ok(compared.outcome())
}

/// How CSV is written.
pub(crate) fn dialect(csv: &CsvArgs) -> Dialect {
    Dialect { mark: !csv.no_bom, delimiter: csv.delimiter, raw: csv.raw_csv }
}

/// The formats asked for, each once.
pub(crate) fn formats(asked: &[FormatArg], to_output: bool) -> Result<Vec<FormatArg>> {
    if to_output && asked.len() > 1 {
        bail!("`-o -` prints a single format: name it, as in --format json -o -");
    }
    let mut formats = Vec::new();
    for format in asked {
        match format {
            FormatArg::Csv if to_output => formats.push(FormatArg::Findings),
            FormatArg::Csv => formats.extend([FormatArg::Findings, FormatArg::Matrix, FormatArg::Claims]),
            other => formats.push(*other),
        }
    }
    formats.sort_unstable();
    formats.dedup();
    Ok(formats)
}

/// A format's file: its name and what stands in it. `view` is all that was found, `shown` what decisions leave of it: what
/// people read shows the latter, what programs read the former.
pub(crate) fn file(
    view: &View<'_>,
    shown: &View<'_>,
    format: FormatArg,
    dialect: Dialect,
    best: Option<Best>,
) -> Result<(String, Vec<u8>)> {
    let (name, bytes) = match format {
        FormatArg::Csv | FormatArg::Findings => {
            ("findings.csv", csv::write(&sheet::findings(shown), dialect)?)
        }
        FormatArg::Matrix => ("matrix.csv", csv::write(&sheet::matrix(view, best), dialect)?),
        FormatArg::Claims => ("claims.csv", csv::write(&sheet::claims(view), dialect)?),
        #[cfg(feature = "xlsx")]
        FormatArg::Xlsx => {
            let sheets = [sheet::findings(shown), sheet::matrix(view, best), sheet::claims(view)];
            ("report.xlsx", xlsx::write(&sheets, &words::summary(shown))?)
        }
        FormatArg::Diff => ("diff.txt", diff::write(shown, &Layout::default()).into_bytes()),
        FormatArg::Json => ("report.json", json::write(view)?.into_bytes()),
        FormatArg::Md => ("report.md", markdown::write(shown).into_bytes()),
        FormatArg::Html => ("report.html", html::write(shown).into_bytes()),
        FormatArg::Jsonld => ("claims.jsonld", jsonld::write(view)?.into_bytes()),
    };
    Ok((name.to_owned(), bytes))
}

/// How the findings are shown on standard output.
fn layout(args: &args::Compare) -> Layout {
    let stdout = std::io::stdout();
    let colour = match args.color {
        clap::ColorChoice::Always => true,
        clap::ColorChoice::Never => false,
        clap::ColorChoice::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
    };
    let terminal = stdout.is_terminal();
    let columns = terminal_size::terminal_size_of(&stdout).map(|(width, _)| usize::from(width.0));
    let width = columns.filter(|_| terminal).map_or(100, |w| w.clamp(40, 180));
    let folder = std::env::current_dir().ok().map(|f| f.display().to_string());
    Layout {
        width,
        colour,
        agreements: args.all,
        beside: terminal,
        links: folder.filter(|_| terminal && colour),
        kinds: args.kind.clone(),
        min_severity: args.min_severity,
        top: args.top,
    }
}

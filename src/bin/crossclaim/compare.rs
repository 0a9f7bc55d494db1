//! The comparison.

use std::io::{IsTerminal, Write};

use anyhow::{Context, Result, bail};
use crossclaim::Relation;
use crossclaim::report::csv::{self, Dialect};
use crossclaim::report::diff::{self, Layout};
use crossclaim::report::sheet::Best;
use crossclaim::report::{View, html, json, jsonld, markdown, sheet};
#[cfg(feature = "xlsx")]
use crossclaim::report::{words, xlsx};
use crossclaim::story::compare_telling;

use crate::args::{self, BestArg, CsvArgs, FormatArg};
use crate::config::Config;
use crate::input;
use crate::progress::Progress;
use crate::reviewed::Applied;
use crate::{Outcome, decisions, output, reported, reviewed, since};

/// Compares, prints and writes.
pub(crate) fn run(args: &args::Compare, config: &Config) -> Result<Outcome> {
    let to_output = args.output.as_os_str() == "-";
    let formats = formats(&args.format, to_output)?;
    let reading = config.reading(&args.input)?;
    if args.threads > 0 {
        rayon::ThreadPoolBuilder::new()
            .num_threads(args.threads)
            .build_global()
            .context("cannot start the threads asked for")?;
    }
    // What cannot be read is said before the work.
    let decisions = decisions::read_all(&args.decisions)?;
    let before = args.since.as_deref().map(reported::read).transpose()?;
    let progress = Progress::new("reading");
    let mut input = input::read(&args.input.paths, &reading);
    input.notes.extend(config.note());
    input::without_duplicates(&mut input);
    let articles = std::mem::take(&mut input.articles);
    if articles.is_empty() {
        drop(progress);
        output::tell(&input);
        bail!("no article to compare");
    }
    if articles.len() == 1 {
        input.notes.push("one article only: there is no other to compare it with".to_owned());
    }
    let told = |stage, done, all| progress.compared(stage, done, all);
    let story = compare_telling(articles, &config.options(), &told);
    let view = View::of(&story);
    let applied = (!args.decisions.is_empty()).then(|| reviewed::apply(&story, &decisions, args.all));
    let shown = applied.as_ref().map(Applied::view);
    let shown = shown.as_ref().unwrap_or(&view);
    progress.task("writing the reports");
    let dialect = dialect(&args.csv);
    let best = args.best.map(|rule| match rule {
        BestArg::MostRecent => Best::MostRecent,
        BestArg::Majority => Best::Majority,
        BestArg::Lowest => Best::Lowest,
    });
    let write = |format: FormatArg, out: &mut dyn Write| write(&view, shown, format, dialect, best, out);
    let names: Vec<&str> = formats.iter().map(|f| name(*f)).collect();
    let mut printed = Vec::new();
    if to_output {
        formats.iter().try_for_each(|f| write(*f, &mut printed))?;
    } else {
        output::write_each(&args.output, &names, |number, out| write(formats[number], out))?;
    }
    drop(progress);

    let layout = layout(args);
    let since = match (&before, &args.since) {
        (Some(before), Some(path)) => {
            let name = reported::file(path).display().to_string();
            Some(since::since(before, &name, &view, shown, &layout)?)
        }
        _ => None,
    };
    if to_output {
        output::print(&printed)?;
    } else if !args.quiet {
        let text = since.as_ref().map_or_else(|| diff::write(shown, &layout), |since| since.text.clone());
        output::page(&text, args.no_pager)?;
    }
    for line in applied.iter().flat_map(|applied| &applied.told) {
        output::say(line);
    }
    if let Some(best) = best {
        output::say(&format!("best: {}", best.rule()));
    }
    if !to_output && !args.quiet {
        output::say(&format!("\nwritten to {}: {}", args.output.display(), names.join(", ")));
    }
    output::tell(&input);
    if !input.left_out.is_empty() {
        let n = input.left_out.len();
        output::say(&format!("crossclaim: {n} left out, named above; the rest was compared"));
        return Ok(Outcome::Trouble);
    }
    let differs = since.map_or_else(
        || shown.story.findings.iter().any(|f| f.relation > Relation::Agree && layout.admits(f)),
        |since| since.any,
    );
    Ok(if differs { Outcome::Different } else { Outcome::Same })
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

/// The name of a format's file.
pub(crate) fn name(format: FormatArg) -> &'static str {
    match format {
        FormatArg::Csv | FormatArg::Findings => "findings.csv",
        FormatArg::Matrix => "matrix.csv",
        FormatArg::Claims => "claims.csv",
        #[cfg(feature = "xlsx")]
        FormatArg::Xlsx => "report.xlsx",
        FormatArg::Diff => "diff.txt",
        FormatArg::Json => "report.json",
        FormatArg::Md => "report.md",
        FormatArg::Html => "report.html",
        FormatArg::Jsonld => "claims.jsonld",
    }
}

/// Writes what stands in a format's file. `view` is all that was found, `shown` what decisions leave of it: what people read
/// shows the latter, what programs read the former.
pub(crate) fn write(
    view: &View<'_>,
    shown: &View<'_>,
    format: FormatArg,
    dialect: Dialect,
    best: Option<Best>,
    out: &mut dyn Write,
) -> Result<()> {
    match format {
        FormatArg::Csv | FormatArg::Findings => {
            csv::write_to(sheet::findings(shown).into_rows(), dialect, out)?;
        }
        FormatArg::Matrix => csv::write_to(sheet::matrix(view, best).into_rows(), dialect, out)?,
        FormatArg::Claims => csv::write_to(sheet::claim_rows(view), dialect, out)?,
        #[cfg(feature = "xlsx")]
        FormatArg::Xlsx => {
            let sheets = [sheet::findings(shown), sheet::matrix(view, best), sheet::claims(view)];
            out.write_all(&xlsx::write(&sheets, &words::summary(shown))?)?;
        }
        FormatArg::Diff => out.write_all(diff::write(shown, &Layout::default()).as_bytes())?,
        FormatArg::Json => json::write_to(view, out)?,
        FormatArg::Md => out.write_all(markdown::write(shown).as_bytes())?,
        FormatArg::Html => out.write_all(html::write(shown).as_bytes())?,
        FormatArg::Jsonld => jsonld::write_to(view, out)?,
    }
    Ok(())
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

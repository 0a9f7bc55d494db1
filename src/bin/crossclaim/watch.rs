//! A folder where articles arrive: the reports are kept current, and what is new is shown as it comes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use crossclaim::report::diff::Layout;
use crossclaim::report::{View, json, words};
use crossclaim::{Options, compare};
use walkdir::WalkDir;

use crate::compare as comparison;
use crate::config::Config;
use crate::input::{self, Reading};
use crate::reported::{self, Report};
use crate::reviewed::{self, Applied};
use crate::{Outcome, args, decisions, output, since};

/// Watches until it is told to end: by Ctrl-C, or as a service is.
pub(crate) fn run(args: &args::Watch, config: &Config) -> Result<Outcome> {
    let (told, stop) = mpsc::channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more when it is ending already.
        let _ = told.send(());
    })?;
    let (reading, options) = (config.reading(&args.input)?, config.options());
    let mut before: Option<Report> = None;
    let (mut seen, mut done) = (None, None);
    loop {
        let now = Some(state(args));
        // A file that still grows is not read: the folder must look the same twice. The first look counts at once.
        if now != done && (now == seen || done.is_none()) {
            if let Err(error) = once(args, &reading, options, &mut before) {
                output::complain(&error);
            }
            done.clone_from(&now);
        }
        seen = now;
        match stop.recv_timeout(Duration::from_secs_f64(args.interval)) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    output::say("watching ended");
    Ok(Outcome::Same)
}

/// The files that are watched, each with its size and the moment it was changed.
fn state(args: &args::Watch) -> BTreeMap<PathBuf, (u64, Option<SystemTime>)> {
    let mut files = BTreeMap::new();
    let mut add = |path: &Path| {
        if let Ok(data) = std::fs::metadata(path) {
            files.insert(path.to_owned(), (data.len(), data.modified().ok()));
        }
    };
    for path in args.input.paths.iter().chain(&args.decisions) {
        if !path.is_dir() {
            add(path);
            continue;
        }
        let entries = WalkDir::new(path).into_iter().filter_entry(input::is_wanted);
        for entry in entries.flatten().filter(|e| e.file_type().is_file() && input::is_article(e.path())) {
            add(entry.path());
        }
    }
    files
}

/// Compares what is there, writes the reports, and says what changed since the last time.
fn once(args: &args::Watch, reading: &Reading, options: Options, before: &mut Option<Report>) -> Result<()> {
    let mut input = input::read(&args.input.paths, reading);
    input::without_duplicates(&mut input);
    output::tell(&input);
    let decisions = decisions::read_all(&args.decisions)?;
    let story = compare(std::mem::take(&mut input.articles), &options);
    let applied = (!args.decisions.is_empty()).then(|| reviewed::apply(&story, &decisions, false));
    let view = View::of(&story);
    let shown = applied.as_ref().map(Applied::view);
    let shown = shown.as_ref().unwrap_or(&view);
    let dialect = comparison::dialect(&args.csv);
    let formats = comparison::formats(&args.format, false)?;
    let names: Vec<&str> = formats.iter().map(|f| comparison::name(*f)).collect();
    output::write_each(&args.output, &names, |number, out| {
        comparison::write(&view, shown, formats[number], dialect, None, out)
    })?;
    let now = reported::parse(&json::write(&view)?).context("the report just written")?;
    let mut text = format!("{}  {}\n", decisions::now(), words::summary(shown));
    if let Some(before) = before {
        let since = since::since(before, "the last look", &view, shown, &Layout::default())?;
        if since.any {
            text.push_str(&since.text);
        }
    }
    *before = Some(now);
    output::print(text.as_bytes())
}

//! A session: finding after finding, each decision on the disk before the next.

mod export;
mod load;
#[cfg(feature = "tui")]
mod keys;
#[cfg(feature = "tui")]
mod paint;
#[cfg(feature = "tui")]
mod pane;
#[cfg(feature = "tui")]
mod screen;
#[cfg(feature = "tui")]
mod session;
#[cfg(feature = "tui")]
mod sides;
#[cfg(feature = "tui")]
mod terminal;
#[cfg(feature = "tui")]
mod told;
#[cfg(all(test, feature = "tui"))]
mod trial;

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use crossclaim::decide::{Choice, Decision, Decisions, Question, Standing};

use crate::args;
use crate::config::Config;
use crate::decisions::{self, Ledger};
use crate::{Outcome, output};
use load::Loaded;

/// Runs a session, takes decisions over from a file, or writes them as gold.
pub(crate) fn run(args: &args::Review, config: &Config) -> Result<Outcome> {
    let loaded = load::load(&args.report, args.doubt, &config.reading_alone()?)?;
    for note in &loaded.notes {
        output::say(&format!("crossclaim: note: {note}"));
    }
    let path = args.decisions.clone().unwrap_or_else(|| loaded.folder.join("decisions.csv"));
    if let Some(folder) = &args.export_gold {
        let decisions = decisions::read_all(std::slice::from_ref(&path))?;
        return export::export(&loaded, &decisions, folder, config);
    }
    if loaded.items.is_empty() {
        output::say("nothing to review: no finding differs, and no match is doubtful");
        return Ok(Outcome::Same);
    }
    let reviewer = args.reviewer.clone().unwrap_or_else(reviewer);
    let mut ledger = Ledger::open(&path)?;
    for note in ledger.notes() {
        output::say(&format!("crossclaim: note: {note}"));
    }
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let from = args.from.clone().or_else(|| (!terminal).then(|| PathBuf::from("-")));
    let outcome = if let Some(from) = from {
        take_over(&loaded, &mut ledger, &from, &reviewer)?
    } else {
        list_new(&loaded, &mut ledger, &reviewer)?;
        interactive(args, loaded, &mut ledger, &reviewer)?
    };
    Ok(outcome)
}

/// Who is at the keyboard, as far as the system says.
fn reviewer() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|n| std::env::var(n).ok());
    name.unwrap_or_default()
}

/// Lists the questions that the file does not name yet, as open: a later run then knows what is new, and they can be
/// decided in a spreadsheet as well.
fn list_new(loaded: &Loaded, ledger: &mut Ledger, reviewer: &str) -> Result<()> {
    let now = decisions::now();
    let decisions = ledger.decisions().before(loaded.items.iter().map(|i| &i.question));
    let new = loaded.items.iter().map(|i| &i.question).filter(|q| q.standing(&decisions) == Standing::New);
    let rows: Vec<Decision> = new.map(|q| Decision::about(q, Choice::Open, "", reviewer, &now)).collect();
    ledger.append(&rows)
}

#[cfg(feature = "tui")]
fn interactive(args: &args::Review, loaded: Loaded, ledger: &mut Ledger, reviewer: &str) -> Result<Outcome> {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    ctrlc::set_handler(move || told.store(true, Ordering::Relaxed))?;
    let folder = loaded.folder.clone();
    let mut session = session::Session::new(loaded, ledger.rows(), reviewer, decisions::now);
    let done = terminal::run(&mut session, &mut |rows| ledger.append(rows), &stop);
    let questions: Vec<Question> = session.items.into_iter().map(|i| i.question).collect();
    let decisions = ledger.decisions().before(&questions);
    tell(&questions, &decisions, ledger)?;
    next(args, &folder, &questions, &decisions, ledger.path());
    done.map(|()| Outcome::Same)
}

#[cfg(not(feature = "tui"))]
fn interactive(_: &args::Review, _: Loaded, _: &mut Ledger, _: &str) -> Result<Outcome> {
    bail!(
        "this program was built without the feature `tui`; fill in the column `decision` and pass it with --from"
    )
}

/// What can be done next, as commands.
#[cfg(feature = "tui")]
fn next(args: &args::Review, folder: &Path, questions: &[Question], decisions: &Decisions, file: &Path) {
    let open = questions.iter().any(|q| !matches!(q.standing(decisions), Standing::Decided(_)));
    let any = questions.iter().any(|q| matches!(q.standing(decisions), Standing::Decided(_)));
    let quoted = |path: &Path| {
        let path = path.display().to_string();
        let plain = |c: char| c.is_alphanumeric() || "/._-+:@%".contains(c);
        if !path.is_empty() && path.chars().all(plain) {
            path
        } else {
            format!("'{}'", path.replace('\'', "'\\''"))
        }
    };
    let report = quoted(&args.report);
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let named = args.decisions.as_deref().map(|d| format!(" --decisions {}", quoted(d))).unwrap_or_default();
    if open {
        output::say(&format!("to go on:          crossclaim review {report}{named}"));
    }
    if any {
        let (folder, file) = (quoted(folder), quoted(file));
        output::say(&format!("to compare by it:  crossclaim compare {folder} --decisions {file}"));
        output::say(&format!("to keep as a test: crossclaim review {report}{named} --export-gold DIR"));
    }
}

/// How far the session has come.
fn tell(questions: &[Question], decisions: &Decisions, ledger: &Ledger) -> Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for question in questions {
        let state = match question.standing(decisions) {
            Standing::Disputed(_) => "disputed",
            Standing::Changed(..) => "changed",
            Standing::Decided(d) | Standing::Open(d) => d.choice.name(),
            Standing::New => "open",
        };
        *counts.entry(state).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(state, n)| format!("{n} {state}")).collect();
    let all = questions.len();
    let line = format!("{all} {}: {}\n", if all == 1 { "question" } else { "questions" }, counts.join(", "));
    output::print(line.as_bytes())?;
    output::say(&format!("decisions in {}", ledger.path().display()));
    Ok(())
}

/// Takes over the decisions of a table: each is kept with the sides that it is about.
fn take_over(loaded: &Loaded, ledger: &mut Ledger, from: &Path, reviewer: &str) -> Result<Outcome> {
    let table = decisions::read(from).with_context(|| "no decision was taken over")?;
    for note in &table.notes {
        output::say(&format!("crossclaim: note: {note}"));
    }
    list_new(loaded, ledger, reviewer)?;
    let (known, now) = (ledger.decisions(), decisions::now());
    let questions: Vec<&Question> = loaded.items.iter().map(|i| &i.question).collect();
    let by_id: BTreeMap<&str, &Question> = questions.iter().map(|q| (q.id.as_str(), *q)).collect();
    let (mut rows, mut unknown) = (Vec::new(), Vec::new());
    for row in &table.rows {
        if row.choice == Choice::Open && row.note.is_empty() && row.left_out.is_empty() {
            continue;
        }
        let mut row = row.clone();
        if row.reviewer.is_empty() {
            reviewer.clone_into(&mut row.reviewer);
        }
        if row.time.is_empty() {
            row.time.clone_from(&now);
        }
        let alone = Decisions::merge([row.clone()]);
        let asked = by_id.get(row.id.as_str()).or_else(|| {
            let meets = |q: &&&Question| matches!(q.standing(&alone), Standing::Decided(_));
            questions.iter().find(meets)
        });
        match asked {
            Some(q) => {
                let out = q.left_out(&row).into_iter().map(|i| q.sides[i].clone()).collect();
                let now = Decision::about(q, row.choice, &row.note, &row.reviewer, &row.time);
                rows.push(Decision { left_out: out, ..now });
            }
            // It may be about something that comes back.
            None if row.sides.len() > 1 => rows.push(row),
            None => unknown.push(row.id),
        }
    }
    let same = |a: &Decision, b: &Decision| {
        let said =
            |d: &Decision| (d.id.clone(), d.choice, d.note.clone(), d.reviewer.clone(), d.left_out.clone());
        said(a) == said(b)
    };
    rows.retain(|row| !known.of_finding(&row.id).any(|k| same(k, row)));
    ledger.append(&rows)?;
    output::say(&format!("{} taken over from {}", rows.len(), from.display()));
    let questions: Vec<Question> = questions.into_iter().cloned().collect();
    tell(&questions, &ledger.decisions().before(&questions), ledger)?;
    if unknown.is_empty() {
        return Ok(Outcome::Same);
    }
    bail!("{}: no finding of this report has the id {}", from.display(), unknown.join(", "));
}

//! The comparison.

use anyhow::{Result, bail};
use crossclaim::report::{View, json};
use crossclaim::{Options, Relation, compare};

use crate::args::{self, FormatArg};
use crate::input::{self, Outlets};
use crate::{Outcome, output};

/// Compares, prints and writes.
pub(crate) fn run(args: &args::Compare) -> Result<Outcome> {
    let outlets = Outlets::new(&args.input.outlet)?;
    let mut input = input::read(&args.input.paths, &outlets);
    input::without_duplicates(&mut input);
    output::tell(&input);
    if input.articles.is_empty() {
        bail!("no article to compare");
    }
    let story = compare(std::mem::take(&mut input.articles), &Options::default());
    let view = View::of(&story);
    let mut files = Vec::new();
    for format in &args.format {
        match format {
            FormatArg::Json => files.push(("report.json".to_owned(), json::write(&view)?.into_bytes())),
        }
    }
    if args.output.as_os_str() == "-" {
        for (_, bytes) in &files {
            output::print(bytes)?;
        }
    } else {
        output::write_all(&args.output, &files)?;
    }
    if !input.left_out.is_empty() {
        return Ok(Outcome::Trouble);
    }
    let differs = story.findings.iter().any(|f| f.relation > Relation::Agree);
    Ok(if differs { Outcome::Different } else { Outcome::Same })
}

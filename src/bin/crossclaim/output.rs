//! Standard output, standard error, and files that are written whole or not at all.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Error, Result, bail};

use crossclaim::report::escape::printable;

use crate::input::Input;

/// Whether an error is the reader of a pipe having gone.
pub(crate) fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|e| e.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}

/// Prints an error to standard error; where that is closed, nobody wants to know.
pub(crate) fn complain(error: &Error) {
    say(&format!("crossclaim: {error:#}"));
}

/// Prints a line to standard error.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(line));
}

/// Names what is noteworthy about the input, and what was left out.
pub(crate) fn tell(input: &Input) {
    for note in &input.notes {
        say(&format!("crossclaim: note: {note}"));
    }
    for error in &input.left_out {
        complain(error);
    }
}

/// Writes to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Prints a text; through a pager where it is longer than the terminal: `$CROSSCLAIM_PAGER`, `$PAGER`, or `less`.
pub(crate) fn page(text: &str, plainly: bool) -> Result<()> {
    let stdout = io::stdout();
    let height = terminal_size::terminal_size_of(&stdout).map(|(_, height)| usize::from(height.0));
    let fits = height.is_none_or(|height| text.lines().count() < height);
    if plainly || fits || !stdout.is_terminal() {
        return print(text.as_bytes());
    }
    let pager = std::env::var("CROSSCLAIM_PAGER").or_else(|_| std::env::var("PAGER"));
    let pager = pager.ok().filter(|p| !p.trim().is_empty()).unwrap_or_else(|| "less".to_owned());
    let mut words = pager.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("less"));
    command.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else { return print(text.as_bytes()) };
    if let Some(mut pipe) = child.stdin.take() {
        // A reader who quits early has read enough.
        let _ = pipe.write_all(text.as_bytes());
    }
    child.wait().context("the pager failed")?;
    Ok(())
}

/// Writes files into `folder`, which is made where it is missing: each goes to a temporary file beside its place
/// first, and all are renamed once every one of them is complete, so that a failure leaves the last report as it was.
pub(crate) fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>> {
    let remedy = || format!("{}: cannot be written to; name another folder with -o", folder.display());
    std::fs::create_dir_all(folder).with_context(remedy)?;
    for (name, _) in files {
        let path = folder.join(name);
        if path.is_dir() {
            bail!("{}: a folder is in the way; remove it, or name another folder with -o", path.display());
        }
    }
    let mut ready = Vec::new();
    for (name, bytes) in files {
        let mut file = tempfile::Builder::new()
            .prefix(".crossclaim-")
            .permissions(permissions())
            .tempfile_in(folder)
            .with_context(remedy)?;
        file.write_all(bytes).with_context(remedy)?;
        ready.push((folder.join(name), file));
    }
    let mut written = Vec::new();
    for (path, file) in ready {
        file.persist(&path).with_context(|| format!("{}: cannot be written", path.display()))?;
        written.push(path);
    }
    Ok(written)
}

/// Those of an ordinary new file, less what the user's mask takes away.
#[cfg(unix)]
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    std::fs::Permissions::from_mode(0o666)
}

#[cfg(not(unix))]
fn permissions() -> std::fs::Permissions {
    std::fs::metadata(".").map_or_else(|_| unreachable!("the current folder exists"), |m| m.permissions())
}

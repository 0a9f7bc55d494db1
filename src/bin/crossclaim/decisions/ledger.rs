//! `decisions.csv` during a session: rows are appended, and on the disk before the next question.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use crossclaim::decide::{Decision, Decisions};

use super::{COLUMNS, Table, complaint, encode};

/// A file of decisions that a session writes to.
#[derive(Debug)]
pub(crate) struct Ledger {
    path: PathBuf,
    table: Table,
    /// How long the file was when it was last read or written: another length is somebody else's doing.
    length: u64,
    /// Holds the lock for as long as the session lasts.
    lock: Option<File>,
}

impl Ledger {
    /// Opens a file, which is made where it is missing. What is wrong with it, or that it cannot be written, is said now
    /// and not after a session's work.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let shown = path.display();
        let remedy = "name another file with --decisions";
        if std::fs::metadata(path).is_ok_and(|m| m.permissions().readonly()) {
            bail!("{shown}: is read-only, so that no decision could be kept; {remedy}");
        }
        let existing = path.exists();
        let lock = locked(path).with_context(|| format!("{shown}: no decision could be kept; {remedy}"))?;
        let mut ledger = Self { path: path.to_owned(), table: Table::default(), length: 0, lock: Some(lock) };
        ledger.load()?;
        if ledger.table.columns.is_empty() {
            ledger.rewrite().with_context(|| format!("{shown}: cannot be written"))?;
        }
        if !existing && let Some(folder) = path.parent() {
            // The name of a new file is kept by its folder.
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let _ = File::open(folder).and_then(|f| f.sync_all());
        }
        Ok(ledger)
    }

    /// The decisions that stand in it.
    pub(crate) fn decisions(&self) -> Decisions {
        Decisions::merge(self.table.rows.iter().cloned())
    }

    /// Every row that stands in it, in its order.
    #[cfg_attr(not(feature = "tui"), expect(dead_code, reason = "only the screens show it"))]
    pub(crate) fn rows(&self) -> &[Decision] {
        &self.table.rows
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What a reader should know about it.
    pub(crate) fn notes(&self) -> &[String] {
        &self.table.notes
    }

    fn load(&mut self) -> Result<()> {
        let shown = self.path.display().to_string();
        let bytes = std::fs::read(&self.path).with_context(|| format!("{shown}: cannot be read"))?;
        let table = Table::parse(&shown, &bytes);
        if !table.errors.is_empty() {
            bail!("{}", complaint(&shown, &table.errors));
        }
        self.table = table;
        self.length = bytes.len() as u64;
        Ok(())
    }

    /// Appends rows, in one write, and returns when they are on the disk. Where somebody else has changed the file
    /// meanwhile, it is read again first. A file of an older layout, or one whose last row was cut off, is written anew
    /// with all that stands in it.
    pub(crate) fn append(&mut self, rows: &[Decision]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let shown = self.path.display().to_string();
        let length = std::fs::metadata(&self.path).map_or(0, |m| m.len());
        if length != self.length {
            if length == 0 {
                self.table = Table::default();
            } else {
                self.load().context("it was changed meanwhile")?;
            }
        }
        if self.table.columns.is_empty() || !self.table.sound {
            self.rewrite().with_context(|| format!("{shown}: cannot be written"))?;
        }
        let mut bytes = if self.table.ends { Vec::new() } else { b"\r\n".to_vec() };
        bytes.extend(encode(&self.table.columns, rows, self.table.delimiter)?);
        let written = || -> std::io::Result<u64> {
            let mut file = OpenOptions::new().append(true).open(&self.path)?;
            let before = file.metadata()?.len();
            if let Err(error) = file.write_all(&bytes) {
                // A full disk takes the beginning of a row and no more.
                let _ = file.set_len(before);
                return Err(error);
            }
            file.sync_all()?;
            Ok(file.metadata()?.len())
        };
        self.length = written().with_context(|| format!("{shown}: cannot be written"))?;
        self.table.ends = true;
        self.table.rows.extend(rows.iter().cloned());
        Ok(())
    }

    /// Writes the file anew, under a temporary name first: UTF-8, every column of today, every record that stood in it.
    fn rewrite(&mut self) -> Result<()> {
        let old = self.table.columns.len();
        if old == 0 {
            self.table.delimiter = b',';
        }
        for column in COLUMNS {
            if !self.table.columns.iter().any(|own| own == column) {
                self.table.columns.push(column.to_owned());
            }
        }
        let columns = &self.table.columns;
        let mut bytes = Vec::from("\u{feff}".as_bytes());
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.table.delimiter)
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(&mut bytes);
        writer.write_record(columns)?;
        for record in &mut self.table.records {
            record.resize(columns.len(), String::new());
            writer.write_record(&*record)?;
        }
        writer.flush()?;
        drop(writer);
        let folder = self.path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new().prefix(".crossclaim-").tempfile_in(folder)?;
        file.write_all(&bytes)?;
        if let Ok(old) = std::fs::metadata(&self.path) {
            let _ = file.as_file().set_permissions(old.permissions());
        }
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        // The old file is gone, and its lock with it.
        drop(self.lock.take());
        self.lock = Some(locked(&self.path)?);
        let _ = File::open(folder).and_then(|f| f.sync_all());
        self.length = bytes.len() as u64;
        self.table.sound = true;
        self.table.ends = true;
        Ok(())
    }
}

/// A file opened for a session; two on one file would not see each other's decisions.
fn locked(path: &Path) -> Result<File> {
    let file = OpenOptions::new().append(true).create(true).open(path).context("it cannot be written")?;
    // A file system without locks is no reason not to work.
    if let Err(std::fs::TryLockError::WouldBlock) = file.try_lock() {
        bail!("another session is open on it");
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossclaim::decide::Choice;

    fn row(id: &str, choice: Choice) -> Decision {
        let text = String::new;
        let (kind, measure, relation, note) = (text(), text(), text(), text());
        let (sides, pairs) = (Vec::new(), Vec::new());
        Decision {
            id: id.into(),
            kind,
            measure,
            relation,
            sides,
            left_out: Vec::new(),
            pairs,
            choice,
            note,
            reviewer: "ana".into(),
            time: text(),
        }
    }

    fn kept(path: &Path) -> Vec<(String, Choice)> {
        let table = Table::parse("d.csv", &std::fs::read(path).unwrap());
        assert!(table.errors.is_empty(), "{:?}", table.errors);
        table.rows.iter().map(|r| (r.id.clone(), r.choice)).collect()
    }

    #[test]
    fn rows_follow_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decisions.csv");
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.append(&[row("f1", Choice::Confirm)]).unwrap();
        ledger.append(&[row("f2", Choice::Skip), row("f1", Choice::Open)]).unwrap();
        assert!(format!("{:#}", Ledger::open(&path).unwrap_err()).contains("another session"));
        drop(ledger);
        assert_eq!(kept(&path).len(), 3);
        assert_eq!(Ledger::open(&path).unwrap().decisions().rows().count(), 2);
    }

    #[test]
    fn an_older_or_broken_file_is_taken_over_whole() {
        let folder = tempfile::tempdir().unwrap();
        for text in [
            "finding_id;decision;checked\nf1;confirm;yes",
            "finding_id,decision\nf1,confirm\nf9,ski",
            "decision,note,finding_id\nconfirm,caf\u{e9},f1\n\"skip",
        ] {
            let path = folder.path().join("decisions.csv");
            std::fs::write(&path, text).unwrap();
            let mut ledger = Ledger::open(&path).unwrap();
            ledger.append(&[row("f2", Choice::Apart)]).unwrap();
            drop(ledger);
            let rows = kept(&path);
            assert!(
                rows.contains(&("f1".into(), Choice::Confirm))
                    && rows.contains(&("f2".into(), Choice::Apart))
            );
            let now = std::fs::read_to_string(&path).unwrap();
            assert!(!text.contains("checked") || now.contains("checked") && now.contains("yes"), "{now}");
        }
    }

    #[test]
    fn what_others_write_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decisions.csv");
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.append(&[row("f1", Choice::Confirm)]).unwrap();
        std::fs::write(&path, "finding_id,decision\nf5,skip\n").unwrap();
        ledger.append(&[row("f2", Choice::Apart)]).unwrap();
        assert_eq!(kept(&path), [("f5".into(), Choice::Skip), ("f2".into(), Choice::Apart)]);
        std::fs::write(&path, "finding_id,decision\nf5,nonsense, at all\n").unwrap();
        let error = format!("{:#}", ledger.append(&[row("f3", Choice::Apart)]).unwrap_err());
        assert!(error.contains("line 2"), "{error}");
        assert!(std::fs::read_to_string(&path).unwrap().contains("nonsense"), "it is left as it is");
    }

    #[test]
    fn a_file_that_cannot_be_written_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decisions.csv");
        std::fs::write(&path, "finding_id,decision\n").unwrap();
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        assert!(Ledger::open(&path).unwrap_err().to_string().contains("read-only"));
    }
}

//! What is going on, on standard error, where that is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A line that says what is being done; it vanishes when dropped, and is never there without a terminal.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Begins with a first task.
    pub(crate) fn new(task: &str) -> Self {
        let bar = ProgressBar::new_spinner().with_style(
            ProgressStyle::with_template("{spinner} {msg} {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        bar.set_message(task.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Goes on to another task.
    pub(crate) fn task(&self, task: String) {
        self.0.set_message(task);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

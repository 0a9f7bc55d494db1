//! The threads of the program, each with a stack on which any page can be read.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

/// Stack for the extractor of pages: ample for the deepest page that its guard admits. What is not used is not taken.
pub(crate) const STACK: usize = 64 << 20;

static AMPLE: AtomicBool = AtomicBool::new(false);

/// Starts so many threads, of 0 as many as there are cores. To be called before any of them has work.
pub(crate) fn start(threads: usize) -> Result<()> {
    let started = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build_global();
    match started {
        Ok(()) => AMPLE.store(true, Ordering::Relaxed),
        Err(error) if threads > 0 => return Err(error).context("cannot start the threads asked for"),
        // Rayon starts its own, or does without.
        Err(_) => {}
    }
    Ok(())
}

/// Whether this is one of these threads.
#[cfg(feature = "html-in")]
pub(crate) fn is_ample() -> bool {
    AMPLE.load(Ordering::Relaxed) && rayon::current_thread_index().is_some()
}

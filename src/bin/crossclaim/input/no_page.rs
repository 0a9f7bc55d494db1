//! What is said of web pages by a program that was built without the feature that reads them.

use anyhow::{Result, bail};

use super::Draft;

/// Refuses a page.
pub(super) fn read(_html: &str, _base: Draft) -> Result<Draft> {
    bail!("is a web page, and this program was built without the feature `html-in`; save its text instead")
}

/// Refuses a fragment of one.
pub(super) fn plain(_html: &str) -> Result<String> {
    bail!("holds HTML, and this program was built without the feature `html-in`; save its text instead")
}

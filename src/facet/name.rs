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
    /// Its key: folded, aliases and demonyms led back to one form ("moscow" and "kremlin" to "russia"); the surname of
    /// a person, so that "Anna Marlow", "Ms. Marlow" and "Marlow" meet.
    pub key: String,
    /// The given names or initials of a person, folded, where they are said.
    pub given: Option<String>,
    /// What bears it.
    pub bearer: Bearer,
    /// Whether it stands as an adjective ("the Syrian army"), where it names no actor of its own.
    pub modifier: bool,
}

/// What a whole text tells about its names.
#[derive(Clone, Debug, Default)]
pub struct Known {}

impl Known {
    /// Looks over the tokens `range`.
    pub fn of(_words: &Words, _range: Range<usize>) -> Self {
        Self::default()
    }
}

/// Reads the names in the tokens `range`, in order.
pub fn read(_words: &Words, _range: Range<usize>, _known: &Known) -> Vec<Name> {
    Vec::new()
}

/// Whether two mentions can be one bearer: equal keys, a surname and a full name that ends in it, or spellings alike
/// enough (Sergey, Sergei) of bearers that are not known to be of different kinds.
pub fn same(a: &Name, b: &Name) -> bool {
    a.key == b.key
}

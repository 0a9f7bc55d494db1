//! Who is made responsible for a claim.

/// How the words of a speaker are given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mode {
    /// In quotation marks.
    Direct,
    /// In the outlet's words.
    Indirect,
    /// In the outlet's words with some in quotation marks.
    Mixed,
}

impl Mode {
    /// Its name in the reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Who is made responsible for a claim, when that is not the outlet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The full name, or the words for somebody unnamed ("a senior State Department official").
    pub name: String,
    /// Whether that is the name of a person, office or document; otherwise nobody is named.
    pub named: bool,
    /// The words that make it so: "said", "according to".
    pub cue: String,
    /// How the words are given.
    pub mode: Mode,
}

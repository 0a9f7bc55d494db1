//! Whether a noun is written as one for several things.

/// Plurals without an ending of their own, and what they end in: `policemen`, `grandchildren`.
const IRREGULAR: [&str; 10] =
    ["men", "women", "children", "people", "police", "aircraft", "staff", "cattle", "media", "data"];

/// Whether a word in lower case has the ending of a plural: `boats`, and not `glass`, `virus`, `crisis`, `gas`.
pub fn has_ending(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
}

/// Whether a word in lower case is a plural, or may be: `boats`, `mps`, `policemen`, `staff`.
pub fn is_plural(word: &str) -> bool {
    has_ending(word)
        || word.len() == 3 && word.ends_with('s') && !matches!(word, "gas" | "bus" | "his" | "has" | "was")
        || IRREGULAR.iter().any(|plural| word.ends_with(plural))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for word in ["boats", "mps", "policemen", "staff", "cities"] {
            assert!(is_plural(word), "{word}");
        }
        for word in ["boat", "glass", "virus", "crisis", "gas"] {
            assert!(!is_plural(word), "{word}");
        }
        assert!(has_ending("boats") && !has_ending("staff"));
    }
}

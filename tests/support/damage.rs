//! Texts broken in the ways that texts break: cut, doubled, mixed, without line ends, with characters that nobody expects.

use proptest::prelude::*;

/// One change that breaks a text; the numbers say where, in parts of its length.
#[derive(Clone, Debug)]
pub(crate) enum Damage {
    Cut(f64),
    Remove(f64, f64),
    Repeat(f64, f64),
    Insert(f64, String),
    WithoutStops,
    WithoutLines,
    Shout,
    Interleave,
}

/// Any damage.
pub(crate) fn damage() -> impl Strategy<Value = Damage> {
    let part = || 0.0..1.0f64;
    prop_oneof![
        part().prop_map(Damage::Cut),
        (part(), part()).prop_map(|(a, b)| Damage::Remove(a, b)),
        (part(), part()).prop_map(|(a, b)| Damage::Repeat(a, b)),
        (part(), "\\PC{0,12}").prop_map(|(a, s)| Damage::Insert(a, s)),
        (part(), "[“”\"'’‘(){}\\[\\].,;:!?…–—$€£%0-9\\r\\n\\t \u{0}\u{200b}\u{feff}\u{202e}é漢ß]{0,24}")
            .prop_map(|(a, s)| Damage::Insert(a, s)),
        Just(Damage::WithoutStops),
        Just(Damage::WithoutLines),
        Just(Damage::Shout),
        Just(Damage::Interleave),
    ]
}

/// The character boundary at `part` of the text.
fn boundary(text: &str, part: f64) -> usize {
    text.floor_char_boundary((text.len() as f64 * part) as usize)
}

/// A text after a damage; `other` is a text that it is mixed with.
pub(crate) fn damaged(text: &str, other: &str, damage: &Damage) -> String {
    let range = |a: f64, b: f64| boundary(text, a.min(b))..boundary(text, a.max(b));
    match damage {
        Damage::Cut(at) => text[..boundary(text, *at)].to_owned(),
        Damage::Remove(a, b) => {
            let range = range(*a, *b);
            format!("{}{}", &text[..range.start], &text[range.end..])
        }
        Damage::Repeat(a, b) => {
            let range = range(*a, *b);
            format!("{}{}", &text[..range.end], &text[range.start..])
        }
        Damage::Insert(at, what) => {
            let at = boundary(text, *at);
            format!("{}{what}{}", &text[..at], &text[at..])
        }
        Damage::WithoutStops => text.replace(['.', ',', '?', '!'], ""),
        Damage::WithoutLines => text.replace('\n', " "),
        Damage::Shout => text.to_uppercase(),
        Damage::Interleave => text.lines().zip(other.lines()).flat_map(|(a, b)| [a, "\n", b, "\n"]).collect(),
    }
}

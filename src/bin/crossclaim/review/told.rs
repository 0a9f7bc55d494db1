//! How a question stands to what was decided, in words.

use crossclaim::Relation;
use crossclaim::decide::standing::Change;
use crossclaim::decide::{Choice, Decision, Decisions, Standing};
use crossclaim::report::words::short;
use crossclaim::text::diff;

use super::load::Item;

/// How a question stands, for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct State {
    /// Whether it need not be asked any more.
    pub(crate) done: bool,
    /// What was decided, if anything, in a line or several.
    pub(crate) lines: Vec<String>,
    /// The numbers of the sides that do not belong.
    pub(crate) out: Vec<usize>,
}

/// A decision as the screen says it.
pub(crate) fn words(choice: Choice, relation: Relation) -> &'static str {
    match (choice, relation) {
        (Choice::Open, _) => "open",
        (Choice::Skip, _) => "skipped",
        (Choice::Confirm, Relation::Conflict) => "confirmed: a conflict",
        (Choice::Confirm, Relation::Compatible) => "confirmed: both can be true",
        (Choice::Confirm, Relation::Agree) => "confirmed: the same claim",
        (Choice::Compatible, _) => "not a conflict",
        (Choice::Apart, _) => "not the same claim",
    }
}

/// How a question stands to the decisions.
pub(crate) fn state(item: &Item, decisions: &Decisions) -> State {
    let (relation, sides) = (item.question.relation, &item.question.sides);
    let open = || State { done: false, lines: Vec::new(), out: Vec::new() };
    let one = |d: &Decision| {
        let by = if d.reviewer.is_empty() { String::new() } else { format!(" by {}", d.reviewer) };
        let when = d.time.get(..10).map(|day| format!(", {day}")).unwrap_or_default();
        let note = if d.note.is_empty() { String::new() } else { format!(" — {}", d.note) };
        let out = item.question.left_out(d);
        let out: Vec<String> =
            out.iter().map(|i| format!("{} “{}”", sides[*i].outlet, short(&sides[*i].words, 40))).collect();
        let out = if out.is_empty() { String::new() } else { format!(", without {}", out.join(" and ")) };
        format!("{}{out}{by}{when}{note}", words(d.choice, relation))
    };
    match item.question.standing(decisions) {
        Standing::New => open(),
        Standing::Open(d) if d.choice == Choice::Open && d.note.is_empty() && d.left_out.is_empty() => open(),
        Standing::Open(d) => State { lines: vec![one(d)], out: item.question.left_out(d), ..open() },
        Standing::Decided(d) => State { done: true, lines: vec![one(d)], out: item.question.left_out(d) },
        Standing::Disputed(ds) => {
            let said: Vec<String> = ds.iter().map(|d| one(d)).collect();
            State { lines: vec![format!("disputed: {}", said.join("; "))], ..open() }
        }
        Standing::Changed(d, changes) => {
            let mut lines = vec![format!("before: {}; since then:", one(d))];
            for change in changes {
                lines.push(match change {
                    Change::Reworded { side, before } if before.words != item.question.sides[side].words => {
                        let now = &item.question.sides[side];
                        format!("{} said “{}”, now “{}”", now.outlet, before.words, now.words)
                    }
                    Change::Reworded { side, before } => {
                        let now = &item.question.sides[side];
                        format!("{}: {}", now.outlet, differing(&before.sentence, &now.sentence))
                    }
                    Change::Added { side } => {
                        let now = &item.question.sides[side];
                        format!("{} came, with “{}”", now.outlet, now.words)
                    }
                    Change::Gone(side) => format!("{} went, with “{}”", side.outlet, side.words),
                });
            }
            State { lines, ..open() }
        }
    }
}

/// What of a sentence changed, the words around left out.
fn differing(before: &str, now: &str) -> String {
    let edits = diff::words(before, now);
    let said: Vec<String> = edits
        .iter()
        .filter_map(|edit| match edit {
            diff::Edit::Same(..) => None,
            diff::Edit::Removed(span) => Some(format!("[-{}-]", span.of(before))),
            diff::Edit::Added(span) => Some(format!("{{+{}+}}", span.of(now))),
        })
        .collect();
    format!("the sentence changed: {}", said.join(" "))
}

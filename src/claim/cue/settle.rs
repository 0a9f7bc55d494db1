//! Attributions of one sentence beside and inside each other.

use super::super::grammar::Class;
use super::{Attribution, Sentence, Source};

impl Sentence<'_, '_> {
    /// Cuts the contents at the attributions that are joined to them, and marks those that stand inside of them.
    pub(super) fn settle(&self, found: Vec<Attribution>) -> Vec<Attribution> {
        let v = self.view;
        let mut kept: Vec<Attribution> = Vec::with_capacity(found.len());
        let mut outer = 0;
        let mut found = found;
        if let Some(last) = self.closing(&found) {
            kept.push(last);
            found.pop();
        }
        for mut next in found {
            if kept.first().is_some_and(|last| last.cue.start > next.cue.start) {
                next.content.end = next.content.end.min(kept[0].content.end);
                next.nested = true;
                kept.push(next);
                continue;
            }
            let Some(this) = kept.get(outer) else {
                kept.push(next);
                continue;
            };
            let start = next.frame.start.min(next.cue.start);
            let around = this.content.start < this.cue.start
                && next.content.start < next.cue.start
                && next.content.end > this.cue.start;
            if this.content.is_empty() || start <= this.content.start || start >= this.content.end || around {
                let twice = this.content.contains(&next.cue.start)
                    || next.content.start < this.frame.end
                        && next.content.end > this.content.start
                        && next.content.start <= this.content.start;
                if !twice {
                    outer = kept.len();
                    kept.push(next);
                }
                continue;
            }
            if next.content.start >= this.content.end {
                // "praised the plan until Vey, at a hearing, questioned …": the words of this one end where the clause begins.
                kept[outer].content.end = start;
                outer = kept.len();
                kept.push(next);
                continue;
            }
            // Inside the words of this one: joined to it, or part of what is said?
            let mut stop = start;
            let mut joined = false;
            while stop > this.content.start
                && (v.is(stop - 1, Class::COORD)
                    || v.comma(stop - 1)
                    || v.dash(stop - 1)
                    || matches!(v.word(stop - 1), "while" | "although" | "though" | ";"))
            {
                joined |= !v.comma(stop - 1)
                    || next.source == Source::Same
                    || next.source == this.source
                    || v.word(next.cue.start) == "according";
                stop -= 1;
            }
            if next.content.start < next.cue.start {
                continue;
            }
            // "They say he posed a threat and refused to leave": who refused is the subject of what is said.
            let predicate = !next.speaks
                && next.source == Source::Same
                && !this.weak
                && stop + 1 == start
                && v.is(stop, Class::COORD);
            if joined && !predicate {
                kept[outer].content.end = stop;
                for inner in &mut kept[outer + 1..] {
                    inner.content.end = inner.content.end.min(stop);
                }
                outer = kept.len();
            } else {
                next.content.end = next.content.end.min(this.content.end);
                next.nested = true;
            }
            kept.push(next);
        }
        kept
    }

    /// The last attribution, where it ends the sentence and all before it is its content: "…, officials said".
    fn closing(&self, found: &[Attribution]) -> Option<Attribution> {
        let v = self.view;
        let last = found.last().filter(|_| found.len() > 1)?;
        let whole = last.content.start == self.range.start
            && last.content.end < last.frame.start.min(last.cue.start)
            && !last.content.clone().any(|k| v.marks.is_mark(k))
            && !(last.cue.end..self.range.end).any(|k| v.verb(k) || v.comma(k) || v.marks.inside(k));
        let around = found[..found.len() - 1]
            .iter()
            .all(|a| last.content.contains(&a.cue.start) && a.content.start > a.cue.start);
        (whole && around).then(|| last.clone())
    }
}

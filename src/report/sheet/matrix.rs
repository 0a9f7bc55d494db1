//! `matrix.csv`: one row a group, one column an outlet; an empty cell is silence.

use super::{Best, Cell, Sheet, of_outlet, reported};
use crate::report::View;
use crate::report::escape::one_line;

/// The groups by outlet: the words that are compared, or the claim where nothing is. `best` stays empty without a rule.
pub fn matrix(view: &View<'_>, best: Option<Best>) -> Sheet {
    let mut columns: Vec<String> =
        ["group_id", "label", "kind", "measure", "relation"].map(str::to_owned).to_vec();
    columns.extend(view.outlets.iter().map(|o| (*o).to_owned()));
    columns.extend(["low", "high", "best"].map(str::to_owned));
    // The findings stand worst first: the first of a group is what its row shows.
    let mut first = vec![None; view.story.groups.len()];
    for finding in view.story.findings.iter().rev() {
        first[finding.group] = Some(finding);
    }
    let rows = view.story.groups.iter().enumerate().map(|(number, group)| {
        let finding = first[number];
        let mut cells = vec![
            Cell::text(view.group_id(number)),
            Cell::said(&one_line(&group.label)),
            Cell::text(finding.map_or("", |f| f.kind.name())),
            Cell::text(finding.and_then(|f| f.measure).map_or("", crate::facet::Measure::name)),
            Cell::text(finding.map_or("", |f| f.relation.name())),
        ];
        for outlet in &view.outlets {
            let words = finding.map(|f| of_outlet(view, f, outlet).0).filter(|w| !w.is_empty());
            let claims = || {
                let of = group.members.iter().filter(|at| view.outlet(**at) == *outlet);
                of.map(|at| one_line(view.claim(*at).span.of(view.text(*at)))).collect::<Vec<_>>().join(" | ")
            };
            cells.push(Cell::said(&words.unwrap_or_else(claims)));
        }
        let reported = finding.and_then(|f| reported(&f.sides));
        let best = best.and_then(|rule| rule.pick(view, finding?));
        cells.extend([
            Cell::number(reported.map(|r| r.0)),
            Cell::number(reported.map(|r| r.1)),
            Cell::number(best),
        ]);
        cells
    });
    Sheet { name: "matrix", columns, rows: rows.collect() }
}

//! `matrix.csv`: one row a group, one column an outlet; an empty cell is silence.

use std::collections::{BTreeMap, BTreeSet};

use super::{Best, Cell, Heard, Look, Sheet, reported};
use crate::align::{At, Group};
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
    for (number, finding) in view.story.findings.iter().enumerate().rev() {
        first[finding.group] = Some(number);
    }
    let mut looks = BTreeMap::new();
    let mut rows = Vec::with_capacity(view.story.groups.len());
    for (number, group) in view.story.groups.iter().enumerate() {
        let finding = first[number].map(|n| &view.story.findings[n]);
        let mut see = |column, look| {
            looks.insert((number, column), look);
        };
        if let (Some(finding), Some(number)) = (finding, first[number]) {
            let link = Some(("findings", view.finding_id(number).to_owned()));
            see(4, Look { stance: Some(finding.relation), link, ..Look::default() });
        }
        let mut cells = vec![
            Cell::text(view.group_id(number)),
            Cell::said(one_line(&group.label), "report.json"),
            Cell::text(finding.map_or("", |f| f.kind.name())),
            Cell::text(finding.and_then(|f| f.measure).map_or("", crate::facet::Measure::name)),
            Cell::text(finding.map_or("", |f| f.relation.name())),
        ];
        let compared = finding.into_iter().flat_map(|f| f.sides.iter().map(|s| s.at));
        let heard: BTreeSet<&str> =
            group.members.iter().copied().chain(compared).map(|at| view.outlet(at)).collect();
        for outlet in &view.outlets {
            if !heard.contains(outlet) {
                cells.push(Cell::Empty);
                continue;
            }
            let heard = finding.map(|f| Heard::of(view, f, outlet)).filter(|h| !h.words.is_empty());
            let (cell, look) = heard.unwrap_or_else(|| claims(view, group, outlet)).cell(view);
            see(cells.len(), look);
            cells.push(cell);
        }
        let reported = finding.and_then(|f| reported(&f.sides));
        let best = best.and_then(|rule| rule.pick(view, finding?));
        cells.extend([
            Cell::number(reported.map(|r| r.0)),
            Cell::number(reported.map(|r| r.1)),
            Cell::number(best),
        ]);
        rows.push(cells);
    }
    Sheet { name: "matrix", columns, rows, looks }
}

/// What an outlet claims in a group where nothing of it is compared.
fn claims(view: &View<'_>, group: &Group, outlet: &str) -> Heard {
    let of: Vec<_> = group.members.iter().copied().filter(|at| view.outlet(*at) == outlet).collect();
    let words = |at: &At| one_line(view.claim(*at).span.of(view.text(*at)));
    let place = of
        .first()
        .map(|at| format!("{}, line {}", view.path(*at), view.line(at.page, view.claim(*at).span.start())));
    Heard {
        words: of.iter().map(words).collect::<Vec<_>>().join(" | "),
        place: place.unwrap_or_default(),
        first: of.first().copied(),
        ..Heard::default()
    }
}

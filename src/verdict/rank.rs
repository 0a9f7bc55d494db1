//! Which finding matters most.

use std::collections::BTreeSet;

use super::{Finding, SidePair};
use crate::align::Told;
use crate::facet::{Kind, Measure, Relation};
use crate::text::Span;

/// Leaves out what a finding of the same kind, with more sides, shows already: claims stand in several groups, and a value
/// stands in every claim that holds it.
pub(super) fn merge_repeated(findings: &mut Vec<Finding>) {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse((findings[i].relation, findings[i].sides.len())), i));
    let mut seen: BTreeSet<(Kind, u32, Span, u32, Span)> = BTreeSet::new();
    for i in order {
        let Finding { kind, sides, pairs, .. } = &mut findings[i];
        let mut fresh = 0;
        for SidePair { a, b, .. } in pairs.iter() {
            let (x, y) = (&sides[*a], &sides[*b]);
            fresh += usize::from(seen.insert((*kind, x.at.page, x.span, y.at.page, y.span)));
        }
        if fresh == 0 {
            pairs.clear();
        }
    }
    findings.retain(|f| !f.pairs.is_empty());
}

/// How early a fact-checker must see a finding, in `0..=100`: what is at stake, how sure the match is, how many outlets
/// are involved; less where a later date explains the difference.
pub(super) fn severity(told: &[Told], finding: &Finding, score: f64) -> u8 {
    let stake = match (finding.kind, finding.measure) {
        (_, Some(Measure::Deaths)) => 90.0,
        (_, Some(Measure::Injuries | Measure::Missing)) => 80.0,
        (_, Some(Measure::Displaced | Measure::Detained)) => 75.0,
        (Kind::Polarity, _) => 70.0,
        (Kind::Figure, _) => 65.0,
        (Kind::Duration | Kind::Date | Kind::Quote | Kind::Parties, _) => 60.0,
        (Kind::Age | Kind::Place, _) => 55.0,
        (Kind::Time | Kind::Name | Kind::Attribution, _) => 50.0,
        (Kind::Other, _) => 40.0,
    };
    let weight = match finding.relation {
        Relation::Conflict => 1.0,
        Relation::Compatible => 0.4,
        Relation::Agree => 0.15,
    };
    let mut outlets: Vec<&str> =
        finding.sides.iter().map(|s| told[s.at.page as usize].page.article.outlet.as_str()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let explained = if finding.note.as_deref() == Some("update") { 25.0 } else { 0.0 };
    let sure = 0.7 + 0.3 * score;
    (stake * weight * sure + outlets.len().min(10) as f64 - explained).clamp(0.0, 100.0).round() as u8
}

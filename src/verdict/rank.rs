//! Which finding matters most.

use std::collections::BTreeSet;

use super::{Finding, Side};
use crate::align::{At, Told};
use crate::facet::{Kind, Measure, Relation};
use crate::text::Span;

/// Leaves out findings whose pairs another finding of the same kind shows already: claims stand in several groups.
pub(super) fn merge_repeated(findings: &mut Vec<Finding>) {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(findings[i].sides.len()), i));
    let mut seen: BTreeSet<(Kind, At, Span, At, Span)> = BTreeSet::new();
    let mut keep = vec![false; findings.len()];
    for i in order {
        let finding = &findings[i];
        let place = |s: &Side| (s.at, s.span);
        for pair in &finding.pairs {
            let ((a, x), (b, y)) = (place(&finding.sides[pair.a]), place(&finding.sides[pair.b]));
            keep[i] |= seen.insert((finding.kind, a, x, b, y));
        }
    }
    let mut keep = keep.into_iter();
    findings.retain(|_| keep.next().unwrap_or(true));
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

//! What is counted where a story is measured, and shares of it.

/// Counts for one story; they add up over several.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Listed pairs, by tier.
    pub wanted: [usize; 3],
    /// Of these, those whose claims stand in one group.
    pub found: [usize; 3],
    /// Listed pairs that were found with the right relation.
    pub relations: usize,
    /// Listed conflicts.
    pub conflicts: usize,
    /// Of these, those that a finding calls a conflict.
    pub conflicts_found: usize,
    /// Of these, those of the listed kind.
    pub kinds: usize,
    /// Pairs of claims in groups.
    pub grouped: usize,
    /// Of these, those that are not listed.
    pub grouped_wrong: usize,
    /// Pairs of claims that a finding calls a conflict.
    pub called: usize,
    /// Of these, those that are listed as none.
    pub called_wrong: usize,
    /// Tempting pairs.
    pub tempting: usize,
    /// Pairs of claims in groups that meet a tempting pair.
    pub tempted: usize,
    /// Claims of the documents that the annotation names.
    pub claims: usize,
    /// Of these, those that were read where there is none.
    pub furniture: usize,
    /// Listed speakers.
    pub speakers: usize,
    /// Of these, those that were found.
    pub speakers_found: usize,
    /// Passages of the annotation that should be claims.
    pub passages: usize,
    /// Of these, those that some claim meets.
    pub passages_met: usize,
}

impl Counts {
    /// Adds the counts of another story.
    pub fn add(&mut self, other: &Self) {
        for tier in 0..3 {
            self.wanted[tier] += other.wanted[tier];
            self.found[tier] += other.found[tier];
        }
        self.relations += other.relations;
        self.conflicts += other.conflicts;
        self.conflicts_found += other.conflicts_found;
        self.kinds += other.kinds;
        self.grouped += other.grouped;
        self.grouped_wrong += other.grouped_wrong;
        self.called += other.called;
        self.called_wrong += other.called_wrong;
        self.tempting += other.tempting;
        self.tempted += other.tempted;
        self.claims += other.claims;
        self.furniture += other.furniture;
        self.speakers += other.speakers;
        self.speakers_found += other.speakers_found;
        self.passages += other.passages;
        self.passages_met += other.passages_met;
    }

    /// Listed pairs, of every tier.
    pub fn wanted(&self) -> usize {
        self.wanted.iter().sum()
    }

    /// Found pairs, of every tier.
    pub fn found(&self) -> usize {
        self.found.iter().sum()
    }
}

/// A share, in `0..=1`; `None` where there was nothing to be counted.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The harmonic mean of precision and recall, in `0..=1`; 0 where either is missing.
pub fn f1(precision: Option<f64>, recall: Option<f64>) -> f64 {
    match precision.zip(recall) {
        Some((p, r)) if p + r > 0.0 => 2.0 * p * r / (p + r),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nothing_are_none() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(1, 4), Some(0.25));
        assert_eq!(f1(None, Some(1.0)), 0.0);
        assert_eq!(f1(Some(0.5), Some(0.5)), 0.5);
    }

    #[test]
    fn counts_add_up() {
        let one = Counts { wanted: [1, 2, 3], called: 4, ..Counts::default() };
        let mut both = one;
        both.add(&one);
        assert_eq!((both.wanted(), both.called, both.found()), (12, 8, 0));
    }
}

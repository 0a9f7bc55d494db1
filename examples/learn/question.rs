//! What is learned: three questions, each from some of the sets.

use crossclaim::align::feature::COUNT;
use crossclaim::align::score::Weights;

use crate::data::{Data, Row, Set};
use crate::fit::fit;

/// What a question is learned from: how much each set counts, and which sets decide where one half lies.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) directed: bool,
    /// Whether it is learned from the pairs whose values differ.
    pub(crate) differing: bool,
    pub(crate) sets: &'static [(&'static str, f64)],
    pub(crate) centre: &'static [&'static str],
    pub(crate) growth: Growth,
}

pub(crate) const SAYS: Question = Question {
    name: "says",
    directed: false,
    differing: false,
    sets: &[
        ("mrpc", 1.9),
        ("claimdiff_full", 1.6),
        ("nanco", 0.9),
        ("sts_news", 1.3),
        ("ecb_equiv", 1.9),
        ("equate_news", 0.3),
        ("rte3", 0.2),
        ("paws", 0.2),
        ("clusters", 2.0),
        ("clusters_of_two", 1.4),
    ],
    centre: &["mrpc", "nanco", "ecb_equiv", "clusters", "sts_news"],
    growth: Growth {
        linear: true,
        ridge: 30.0,
        rounds: 300,
        depth: 3,
        rate: 0.08,
        smoothing: 30.0,
        leaf: 40.0,
    },
};

pub(crate) const COVERS: Question = Question {
    name: "covers",
    directed: true,
    differing: false,
    sets: &[
        ("equate_news", 1.0),
        ("equate_rte", 0.3),
        ("rte3", 1.0),
        ("vitaminc", 0.3),
        ("numconf_news", 0.2),
        ("mrpc", 0.5),
        ("paws", 0.1),
        ("sts_news", 0.3),
    ],
    centre: &["equate_news", "rte3"],
    // Few pairs carry a direction: deeper trees learn them by heart.
    growth: Growth {
        linear: true,
        ridge: 100.0,
        rounds: 120,
        depth: 2,
        rate: 0.08,
        smoothing: 60.0,
        leaf: 60.0,
    },
};

pub(crate) const MEETS: Question = Question {
    name: "meets",
    directed: false,
    differing: true,
    sets: &[("numconf_news", 0.25), ("sts_news", 1.0), ("rte3", 0.05), ("vitaminc", 0.02), ("clusters", 0.5)],
    centre: &["numconf_news", "sts_news"],
    growth: Growth {
        linear: true,
        ridge: 100.0,
        rounds: 40,
        depth: 2,
        rate: 0.08,
        smoothing: 60.0,
        leaf: 60.0,
    },
};

/// How the model is grown.
#[derive(Clone, Copy)]
pub(crate) struct Growth {
    pub(crate) linear: bool,
    pub(crate) ridge: f64,
    pub(crate) rounds: usize,
    pub(crate) depth: usize,
    pub(crate) rate: f64,
    pub(crate) smoothing: f64,
    pub(crate) leaf: f64,
}

/// The rows of one question with their weights.
pub(crate) struct Problem<'a> {
    pub(crate) x: Vec<&'a [f64; COUNT]>,
    pub(crate) y: Vec<f64>,
    pub(crate) w: Vec<f64>,
    pub(crate) set: Vec<usize>,
}

/// How much all pairs of a set of weight 1 count together.
pub(crate) const SET_WEIGHT: f64 = 3000.0;

impl Question {
    pub(crate) fn weight(&self, set: &Set) -> Option<f64> {
        self.sets.iter().find(|(n, _)| *n == set.name).map(|(_, w)| *w)
    }

    pub(crate) fn label(&self, row: &Row) -> Option<f64> {
        if self.differing { row.meets } else { Some(row.label) }
    }

    pub(crate) fn features<'a>(&self, row: &'a Row) -> &'a [f64; COUNT] {
        if self.directed { &row.directed } else { &row.symmetric }
    }

    pub(crate) fn problem<'a>(&self, data: &'a Data, keep: impl Fn(&Row) -> bool) -> Problem<'a> {
        let mut p = Problem { x: Vec::new(), y: Vec::new(), w: Vec::new(), set: Vec::new() };
        for (number, set) in data.sets.iter().enumerate() {
            let Some(weight) = self.weight(set) else { continue };
            let rows: Vec<&Row> =
                data.rows[set.rows.clone()].iter().filter(|r| keep(r) && self.label(r).is_some()).collect();
            let each = weight * SET_WEIGHT / rows.len().max(1) as f64;
            for row in rows {
                p.x.push(self.features(row));
                p.y.extend(self.label(row));
                p.w.push(each);
                p.set.push(number);
            }
        }
        p
    }

    pub(crate) fn learn(&self, data: &Data, growth: Growth, keep: impl Fn(&Row) -> bool) -> Weights {
        let problem = self.problem(data, keep);
        let (mut weights, offsets) = fit(&problem, data.sets.len(), growth);
        // One half is where the sets of the centre are told apart best, on the mean, near the mean of their intercepts:
        // further off, a score would be no probability any more.
        let centre: Vec<(usize, Vec<(f64, f64)>)> = (0..data.sets.len())
            .filter(|&n| self.centre.contains(&data.sets[n].name.as_str()))
            .map(|n| {
                let rows = (0..problem.x.len()).filter(|&i| problem.set[i] == n);
                (n, rows.map(|i| (weights.log_odds(problem.x[i]), problem.y[i])).collect::<Vec<_>>())
            })
            .filter(|(_, rows)| !rows.is_empty())
            .collect();
        let middle = centre.iter().map(|(n, _)| offsets[*n]).sum::<f64>() / centre.len().max(1) as f64;
        let fitness = |shift: f64| {
            let right = |rows: &[(f64, f64)]| {
                let said = |r: &&(f64, f64)| r.0 + shift >= 0.0;
                let real = |r: &&(f64, f64)| r.1 >= 0.5;
                if self.directed || self.differing {
                    return rows.iter().filter(|r| said(r) == real(r)).count() as f64 / rows.len() as f64;
                }
                let both = rows.iter().filter(said).filter(real).count() as f64;
                2.0 * both
                    / (rows.iter().filter(said).count() + rows.iter().filter(real).count()).max(1) as f64
            };
            centre.iter().map(|(_, rows)| right(rows)).sum::<f64>()
        };
        let shifts = (-4..=4).map(|k| middle + f64::from(k) * 0.1);
        weights.intercept += shifts.max_by(|a, b| fitness(*a).total_cmp(&fitness(*b))).unwrap_or(middle);
        weights
    }
}

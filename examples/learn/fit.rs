//! The model: a linear part, then trees grown by gradient boosting.

use crossclaim::align::feature::COUNT;
use crossclaim::align::score::{Node, Weights, probability};
use rayon::prelude::*;

use crate::question::{Growth, Problem};

pub(crate) fn fit(p: &Problem<'_>, sets: usize, growth: Growth) -> (Weights, Vec<f64>) {
    let mut weights = Weights { linear: vec![0.0; COUNT], ..Weights::default() };
    let mut offsets = vec![0.0; sets];
    if growth.linear {
        linear(p, &mut weights, &mut offsets, growth.ridge);
    }
    let mut margin: Vec<f64> = (0..p.x.len()).map(|i| weights.log_odds(p.x[i]) + offsets[p.set[i]]).collect();
    let bins = Bins::of(p);
    let rows: Vec<u32> = (0..p.x.len() as u32).collect();
    for _ in 0..growth.rounds {
        shift(p, &mut margin, &mut offsets);
        let (gradient, curvature): (Vec<f64>, Vec<f64>) = (0..p.x.len())
            .map(|i| {
                let q = probability(margin[i]);
                (p.w[i] * (p.y[i] - q), p.w[i] * (q * (1.0 - q)).max(1e-6))
            })
            .unzip();
        let tree = bins.grow(&gradient, &curvature, &rows, growth.depth, growth);
        for (m, x) in margin.iter_mut().zip(&p.x) {
            *m += tree.value(x);
        }
        weights.trees.push(tree);
    }
    shift(p, &mut margin, &mut offsets);
    (weights, offsets)
}

/// One Newton step for the intercept of each set.
pub(crate) fn shift(p: &Problem<'_>, margin: &mut [f64], offsets: &mut [f64]) {
    let mut sums = vec![(0.0, 1e-9); offsets.len()];
    for (i, m) in margin.iter().enumerate() {
        let q = probability(*m);
        sums[p.set[i]].0 += p.w[i] * (p.y[i] - q);
        sums[p.set[i]].1 += p.w[i] * q * (1.0 - q);
    }
    let steps: Vec<f64> = sums.iter().map(|(g, h)| (g / h).clamp(-2.0, 2.0)).collect();
    for (i, m) in margin.iter_mut().enumerate() {
        *m += steps[p.set[i]];
    }
    for (o, s) in offsets.iter_mut().zip(steps) {
        *o += s;
    }
}

/// Logistic regression with a ridge on standardised features, by Newton's method.
pub(crate) fn linear(p: &Problem<'_>, weights: &mut Weights, offsets: &mut [f64], ridge: f64) {
    let n = COUNT + offsets.len();
    let total: f64 = p.w.iter().sum();
    let mut scale = vec![1.0; COUNT];
    for (f, s) in scale.iter_mut().enumerate() {
        let mean = p.x.iter().zip(&p.w).map(|(x, w)| x[f] * w).sum::<f64>() / total;
        let var = p.x.iter().zip(&p.w).map(|(x, w)| (x[f] - mean).powi(2) * w).sum::<f64>() / total;
        *s = if var > 1e-9 { var.sqrt() } else { f64::INFINITY };
    }
    let mut beta = vec![0.0; n];
    for _ in 0..12 {
        let chunks: Vec<(Vec<f64>, Vec<f64>)> = (0..p.x.len())
            .collect::<Vec<_>>()
            .par_chunks(4096)
            .map(|chunk| {
                let (mut g, mut h) = (vec![0.0; n], vec![0.0; n * n]);
                for &i in chunk {
                    let z: Vec<f64> = (0..COUNT).map(|f| p.x[i][f] / scale[f]).collect();
                    let o = COUNT + p.set[i];
                    let m: f64 = z.iter().zip(&beta).map(|(a, b)| a * b).sum::<f64>() + beta[o];
                    let q = probability(m);
                    let (r, c) = (p.w[i] * (p.y[i] - q), p.w[i] * q * (1.0 - q));
                    for a in 0..COUNT {
                        g[a] += r * z[a];
                        for b in 0..=a {
                            h[a * n + b] += c * z[a] * z[b];
                        }
                        h[o * n + a] += c * z[a];
                    }
                    g[o] += r;
                    h[o * n + o] += c;
                }
                (g, h)
            })
            .collect();
        let (mut g, mut h) = (vec![0.0; n], vec![0.0; n * n]);
        for (cg, ch) in chunks {
            g.iter_mut().zip(cg).for_each(|(a, b)| *a += b);
            h.iter_mut().zip(ch).for_each(|(a, b)| *a += b);
        }
        for a in 0..n {
            let r = if a < COUNT { ridge } else { 1e-3 };
            g[a] -= r * beta[a];
            h[a * n + a] += r;
        }
        let step = solve(&mut h, g, n);
        beta.iter_mut().zip(&step).for_each(|(b, s)| *b += s.clamp(-3.0, 3.0));
    }
    for f in 0..COUNT {
        weights.linear[f] = beta[f] / scale[f];
    }
    offsets.copy_from_slice(&beta[COUNT..]);
}

/// Solves a symmetric positive definite system, given its lower half, by Cholesky decomposition.
pub(crate) fn solve(h: &mut [f64], mut g: Vec<f64>, n: usize) -> Vec<f64> {
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| h[i * n + k] * h[j * n + k]).sum();
            let rest = h[i * n + j] - sum;
            h[i * n + j] = if i == j { rest.max(1e-12).sqrt() } else { rest / h[j * n + j] };
        }
    }
    for i in 0..n {
        let sum: f64 = (0..i).map(|k| h[i * n + k] * g[k]).sum();
        g[i] = (g[i] - sum) / h[i * n + i];
    }
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|k| h[k * n + i] * g[k]).sum();
        g[i] = (g[i] - sum) / h[i * n + i];
    }
    g
}

/// Each feature cut into stretches that hold about as many rows each.
pub(crate) struct Bins {
    pub(crate) cuts: Vec<Vec<f64>>,
    /// By feature, the stretch of each row.
    pub(crate) of: Vec<Vec<u8>>,
}

impl Bins {
    pub(crate) fn of(p: &Problem<'_>) -> Self {
        let cuts: Vec<Vec<f64>> = (0..COUNT)
            .into_par_iter()
            .map(|f| {
                let mut values: Vec<f64> = p.x.iter().map(|x| x[f]).collect();
                values.sort_by(f64::total_cmp);
                let mut cuts: Vec<f64> = (1..64)
                    .map(|k| values[k * values.len() / 64])
                    // As the file keeps them.
                    .map(|c| format!("{c:.5}").parse().unwrap())
                    .collect();
                cuts.dedup();
                cuts
            })
            .collect();
        let of = (0..COUNT)
            .into_par_iter()
            .map(|f| p.x.iter().map(|x| cuts[f].partition_point(|c| *c <= x[f]) as u8).collect())
            .collect();
        Self { cuts, of }
    }

    pub(crate) fn grow(&self, g: &[f64], h: &[f64], rows: &[u32], depth: usize, growth: Growth) -> Node {
        let sum = |v: &[f64]| rows.iter().map(|&i| v[i as usize]).sum::<f64>();
        let (gs, hs) = (sum(g), sum(h));
        let leaf = Node::Leaf(growth.rate * gs / (hs + growth.smoothing));
        if depth == 0 {
            return leaf;
        }
        let gain = |g: f64, h: f64| g * g / (h + growth.smoothing);
        let best = (0..COUNT)
            .into_par_iter()
            .filter_map(|f| {
                let n = self.cuts[f].len() + 1;
                let mut sums = vec![(0.0, 0.0); n];
                for &i in rows {
                    let bin = &mut sums[self.of[f][i as usize] as usize];
                    bin.0 += g[i as usize];
                    bin.1 += h[i as usize];
                }
                let (mut gl, mut hl) = (0.0, 0.0);
                let mut best: Option<(f64, usize, usize)> = None;
                for (cut, (a, b)) in sums[..n - 1].iter().enumerate() {
                    gl += a;
                    hl += b;
                    // The curvature of a row is at most a quarter of its weight.
                    if hl * 4.0 < growth.leaf || (hs - hl) * 4.0 < growth.leaf {
                        continue;
                    }
                    let better = gain(gl, hl) + gain(gs - gl, hs - hl) - gain(gs, hs);
                    if best.is_none_or(|b| better > b.0) {
                        best = Some((better, f, cut));
                    }
                }
                best
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((better, feature, cut)) = best else { return leaf };
        if better < 1.0 {
            return leaf;
        }
        let (low, high): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|&&i| (self.of[feature][i as usize] as usize) <= cut);
        let (nl, nh) = (low.len() as f64, high.len() as f64);
        let ways = (self.grow(g, h, &low, depth - 1, growth), self.grow(g, h, &high, depth - 1, growth));
        let middle = |n: &Node| match n {
            Node::Split { mean, .. } => *mean,
            Node::Leaf(v) => *v,
        };
        let mean = (middle(&ways.0) * nl + middle(&ways.1) * nh) / (nl + nh);
        Node::Split { feature, threshold: self.cuts[feature][cut], mean, ways: Box::new(ways) }
    }
}

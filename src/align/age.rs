//! Ages that several articles give for one person, wherever they stand.

use std::collections::BTreeMap;

use super::{At, Told};
use crate::facet::name::{self, Bearer};
use crate::facet::{Figure, Measure, Name};

/// The ages of each person whose full name several pages tell, by page and in the order of the text, with the name as the
/// first of them writes it.
pub fn of_persons(told: &[Told]) -> Vec<(String, Vec<(At, Figure)>)> {
    let mut persons: BTreeMap<&str, Vec<Person<'_>>> = BTreeMap::new();
    for (page, one) in told.iter().enumerate() {
        for (number, claim) in one.claims.iter().enumerate() {
            let at = At { page: page as u32, claim: number as u32 };
            for figure in claim.facets.figures.iter().filter(|f| f.measure == Measure::Age) {
                let Some(of) = figure.of else { continue };
                let full = |n: &&Name| n.bearer == Bearer::Person && n.given.is_some() && n.span.overlaps(of);
                let Some(name) = claim.facets.names.iter().find(full) else { continue };
                let same = persons.entry(name.key.as_str()).or_default();
                let known = same.iter_mut().find(|p| name::same(p.name, name));
                match known {
                    Some(person) => person.add(told, at, figure),
                    None => same.push(Person {
                        name,
                        words: name.span.of(one.page.text()),
                        ages: vec![(at, figure)],
                    }),
                }
            }
        }
    }
    let several = |p: &Person<'_>| p.ages.iter().any(|(at, _)| at.page != p.ages[0].0.page);
    let owned =
        |p: Person<'_>| (p.words.to_owned(), p.ages.into_iter().map(|(at, f)| (at, f.clone())).collect());
    persons.into_values().flatten().filter(several).map(owned).collect()
}

struct Person<'t> {
    name: &'t Name,
    words: &'t str,
    ages: Vec<(At, &'t Figure)>,
}

impl<'t> Person<'t> {
    /// Adds an age; of the claims that hold one and the same, the shortest tells it.
    fn add(&mut self, told: &[Told], at: At, figure: &'t Figure) {
        let same = |(old, f): &&mut (At, &Figure)| old.page == at.page && f.span == figure.span;
        match self.ages.iter_mut().rev().take(4).find(same) {
            Some((old, _)) if at.claim(told).span.len() < old.claim(told).span.len() => *old = at,
            Some(_) => {}
            None => self.ages.push((at, figure)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Page};
    use crate::claim;

    #[test]
    fn ages_of_one_person_meet() {
        let texts = [
            "The guard, Anna Marlow, 41, was taken to hospital. Her brother Peter Marlow, 38, was unhurt.",
            "Officials named the guard as 42-year-old Anna Marlow.",
        ];
        let tell = |(n, text): (usize, &&str)| {
            let page = Page::read(Article::new(n.to_string(), "outlet", *text));
            let claims = claim::extract(&page);
            Told { page, claims }
        };
        let told: Vec<Told> = texts.iter().enumerate().map(tell).collect();
        let found = of_persons(&told);
        assert_eq!(found.len(), 1, "{found:?}");
        let values: Vec<_> = found[0].1.iter().map(|(_, f)| f.value).collect();
        assert_eq!(values, [Some(41.0), Some(42.0)]);
    }
}

//! `claims.csv`: one row a claim an outlet.

use super::{Cell, Line, Link, Look};
use crate::align::At;
use crate::article::Place;
use crate::facet::Figure;
use crate::report::View;

const COLUMNS: [&str; 26] = [
    "claim_id",
    "group_id",
    "outlet",
    "file",
    "line",
    "char_start",
    "char_end",
    "headline",
    "published",
    "sentence",
    "claim",
    "speaker",
    "speaker_named",
    "quote",
    "qty_text",
    "qty_value",
    "qty_low",
    "qty_high",
    "qty_hedge",
    "qty_unit",
    "qty_of",
    "measure",
    "date_text",
    "date_start",
    "date_end",
    "polarity",
];

/// Every claim, in the order of the articles and of their texts. `char_start` and `char_end` count characters, as a
/// spreadsheet does; the report's offsets count bytes. Rows are made page by page: all of a large pile together are several
/// times as large as its articles.
pub struct Claims<'v> {
    view: &'v View<'v>,
}

impl<'v> Claims<'v> {
    /// The table of a story.
    pub fn of(view: &'v View<'v>) -> Self {
        Self { view }
    }

    /// The names of the columns.
    pub fn columns(&self) -> Vec<String> {
        COLUMNS.map(str::to_owned).to_vec()
    }

    /// The rows of a page, one a claim.
    pub fn page(&self, page: usize) -> Vec<Line> {
        let look = |(number, cells): (usize, Vec<Cell>)| {
            let at = At { page: page as u32, claim: number as u32 };
            let link = self.view.groups_of(at).next().map(Link::Group);
            let looks = link.map(|link| (1, Look { link: Some(link), ..Look::default() }));
            Line { cells, looks: looks.into_iter().collect() }
        };
        of_page(self.view, page).into_iter().enumerate().map(look).collect()
    }

    /// The names of the columns, and the cells of the rows.
    pub fn cells(&self) -> (Vec<String>, impl Iterator<Item = Vec<Cell>>) {
        (self.columns(), (0..self.view.story.told.len()).flat_map(|page| of_page(self.view, page)))
    }
}

fn of_page(view: &View<'_>, page: usize) -> Vec<Vec<Cell>> {
    let told = &view.story.told[page];
    let mut rows = Vec::with_capacity(told.claims.len());
    let text = told.page.text();
    let article = &told.page.article;
    let headline = article.title.clone().or_else(|| {
        let block = told.page.blocks.iter().find(|b| b.place == Place::Headline)?;
        Some(block.span.of(text).to_owned())
    });
    let (mut byte, mut char) = (0, 0);
    for (number, claim) in told.claims.iter().enumerate() {
        let at = At { page: page as u32, claim: number as u32 };
        let (start, end) = (claim.span.start(), claim.span.end());
        // Claims may lie one inside of the other.
        if start < byte {
            char -= text[start..byte].chars().count();
        } else {
            char += text[byte..start].chars().count();
        }
        byte = start;
        let line = view.line(at.page, start);
        let place = format!("{}, line {line}", article.path);
        let said = |words: &str| Cell::said(words, &place);
        let figure = figure(view, at);
        let when = claim.facets.whens.first();
        let speaker = claim.speaker.as_ref();
        let quotes: Vec<&str> = claim.facets.quotes.iter().map(|q| q.span.of(text)).collect();
        let groups: Vec<&str> = view.groups_of(at).map(|g| view.group_id(g)).collect();
        rows.push(vec![
            Cell::text(view.claim_id(at)),
            Cell::text(groups.join("; ")),
            Cell::text(article.outlet.clone()),
            Cell::text(article.path.clone()),
            Cell::count(line),
            Cell::count(char),
            Cell::count(char + text[start..end].chars().count()),
            said(headline.as_deref().unwrap_or_default()),
            Cell::day(told.page.published),
            said(view.sentence(at).of(text)),
            said(claim.span.of(text)),
            Cell::text(speaker.map_or("", |s| s.name.as_str())),
            Cell::text(speaker.map_or("none", |s| if s.named { "named" } else { "unnamed" })),
            said(&quotes.join(" | ")),
            said(figure.map_or("", |f| f.span.of(text))),
            Cell::number(figure.and_then(|f| f.value)),
            Cell::number(figure.and_then(|f| f.low)),
            Cell::number(figure.and_then(|f| f.high)),
            Cell::text(figure.map_or("", |f| f.hedge.name())),
            Cell::text(figure.and_then(|f| f.unit.as_deref()).unwrap_or_default()),
            Cell::text(figure.and_then(|f| f.of).map_or("", |s| s.of(text))),
            Cell::text(figure.map_or("", |f| f.measure.name())),
            said(when.map_or("", |w| w.span.of(text))),
            Cell::day(when.and_then(|w| w.days).map(|d| d.0)),
            Cell::day(when.and_then(|w| w.days).map(|d| d.1)),
            Cell::text(claim.facets.polarity.name()),
        ]);
    }
    rows
}

/// The figure that stands for a claim in its one row: what its group compares, or the first that counts something.
fn figure<'a>(view: &View<'a>, at: At) -> Option<&'a Figure> {
    let filled = view.groups_of(at).find_map(|group| {
        let slot = view.story.groups[group].slot.as_ref()?;
        slot.figures.iter().find(|(of, _)| *of == at).map(|(_, figure)| figure)
    });
    filled.or_else(|| view.claim(at).facets.figures.iter().find(|f| f.measure.is_count()))
}

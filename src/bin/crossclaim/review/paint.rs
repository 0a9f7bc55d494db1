//! How the screens of a session look.

use crossclaim::Relation;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;

use super::pane::Part;

/// Styles, with or without colours.
pub(crate) struct Paint {
    /// Whether colours may be used; nothing is told by colour alone.
    pub(crate) colour: bool,
}

impl Paint {
    /// That of a relation's name.
    pub(crate) fn relation(&self, relation: Relation) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED);
        let colour = match relation {
            Relation::Conflict => Color::Red,
            Relation::Compatible => Color::Yellow,
            Relation::Agree => Color::Green,
        };
        if self.colour { style.fg(colour) } else { style }
    }

    /// That of a part of an article; `first`: of the first side, or of one that agrees with it.
    pub(crate) fn part(&self, part: Part, first: bool) -> Style {
        match part {
            Part::Around => Style::new().add_modifier(Modifier::DIM),
            Part::Sentence => Style::new(),
            Part::Words => Style::new().add_modifier(Modifier::BOLD),
            Part::Differs => {
                let style = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
                let colour = if first { Color::Red } else { Color::Green };
                if self.colour { style.fg(colour) } else { style }
            }
        }
    }
}

/// A line that stands back.
pub(crate) fn dim(text: String) -> Line<'static> {
    Line::styled(text, Style::new().add_modifier(Modifier::DIM))
}

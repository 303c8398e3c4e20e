//! Decides rows and columns once for all encoders: which contacts in which order, which columns in which order, and what
//! stands in a cell. Knows nothing of file formats.

pub(super) mod account;
pub(super) mod answered;
pub(super) mod compare;
pub(super) mod due;
pub(super) mod duplicates;
pub(super) mod file_name;
pub(super) mod flows;
pub(super) mod households;
pub(super) mod marks;
pub(super) mod merged;
pub(super) mod order;
pub(super) mod pairs;
pub(super) mod people;
pub(super) mod problems;
pub(super) mod repairs;
pub(super) mod roll;
pub(super) mod scheme;
pub(super) mod set_rungs;
pub(super) mod state;
pub(super) mod tiers;
pub(super) mod trend;
mod value;

pub(super) use value::{Value, civil_or_text};

use std::borrow::Cow;

use jiff::civil::Date;

use crate::lang::Lang;
use crate::model::{FieldId, Place, cell_name};
use crate::pipeline::Outcome;

use super::{Next, OutputRequest, Why};

/// The outcome with the words to show it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) outcome: &'a Outcome,
    pub(super) lang: &'a Lang,
    pub(super) why: &'a Why<'a>,
    pub(super) next: &'a Next<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(request: &OutputRequest<'a>) -> View<'a> {
        View {
            outcome: request.outcome,
            lang: request.lang,
            why: request.why,
            next: request.next,
        }
    }

    /// The words of a key of this room.
    pub(super) fn word(&self, key: &str) -> String {
        self.lang.get(key).to_owned()
    }

    /// The label of a field of the catalogue, derived or of the trade.
    pub(super) fn label(&self, field: FieldId) -> String {
        match field.known() {
            Some(known) => self.lang.field(known.name()).to_owned(),
            None => self.custom_name(field).to_owned(),
        }
    }

    /// The name of a field of the trade as its owner wrote it.
    pub(super) fn custom_name(&self, field: FieldId) -> &'a str {
        field
            .custom_index()
            .and_then(|index| self.outcome.plan.custom_fields.get(index))
            .map_or("", String::as_str)
    }

    /// A date inside a sentence.
    pub(super) fn date_word(&self, date: Date) -> String {
        self.sentence(&date.to_string()).into_owned()
    }

    /// A sentence as the reader expects it: its dates in the book's calendar, its numbers in the book's digits.
    pub(super) fn sentence<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.lang.sentence(text)
    }

    /// Values one below the other. Among words that run from right to left, one that begins with no letter, such as `200 000` or
    /// `12 Nile street`, would be shown with its parts in the wrong order, so that a mark of direction goes before it.
    pub(super) fn lines<S: AsRef<str>>(&self, values: &[S]) -> String {
        let is_marked = self.lang.language.is_right_to_left();
        let mut lines = String::new();
        for (at, value) in values.iter().enumerate() {
            let value: &str = value.as_ref();
            if at > 0 {
                lines.push('\n');
            }
            if is_marked && runs_left_to_right(value) {
                lines.push('\u{200e}');
            }
            lines.push_str(value);
        }
        lines
    }

    /// "yes" or "no".
    pub(super) fn yes_no(&self, flag: bool) -> Cow<'a, str> {
        Cow::Borrowed(self.lang.get(if flag { "out.yes" } else { "out.no" }))
    }

    /// File, sheet and cell of a place, each empty where it has none. A row's cell is its number,
    /// a card's too, a line's `line:column`.
    pub(super) fn place<'p>(&'p self, place: &'p Place) -> (&'p str, &'p str, String) {
        let sheet = |id| {
            let sheet = self.outcome.places.sheet(id);
            (sheet.file.as_str(), sheet.name.as_str())
        };
        match place {
            Place::Book => ("", "", String::new()),
            Place::File(file) => (file, "", String::new()),
            Place::Line { file, line, column } => (file, "", format!("{line}:{column}")),
            Place::Sheet(id) => {
                let (file, name) = sheet(*id);
                (file, name, String::new())
            }
            Place::Row(id, row) => {
                let (file, name) = sheet(*id);
                (
                    file,
                    name,
                    self.outcome.places.sheet(*id).number_of(*row).to_string(),
                )
            }
            Place::Cell(id, row, column) => {
                let (file, name) = sheet(*id);
                let at = self.outcome.places.sheet(*id);
                let cell = if at.holds_cards() {
                    at.number_of(*row).to_string()
                } else {
                    cell_name(*row, *column)
                };
                (file, name, cell)
            }
        }
    }

    /// The fields of contacts in the order of the catalogue, then those of the trade.
    pub(super) fn contact_fields(&self) -> impl Iterator<Item = FieldId> + use<'a> {
        let known = crate::model::CATALOGUE
            .iter()
            .filter(|spec| spec.occurs_in(crate::model::TableKind::Contacts))
            .map(|spec| FieldId::from(spec.field));
        let scores: Vec<FieldId> = self.outcome.plan.scores.iter().map(|s| s.field).collect();
        let rows = self.outcome.contacts.rows();
        let trade = (0..self.outcome.plan.custom_fields.len())
            .map(FieldId::custom)
            .filter(move |field| rows.has(*field) && !scores.contains(field));
        known.chain(trade)
    }
}

/// Whether a value must be told to run from left to right: it begins with no letter, and has none of a right-to-left script first.
fn runs_left_to_right(value: &str) -> bool {
    let is_arabic = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let begins = value.chars().next().is_some_and(|c| !c.is_alphabetic());
    begins
        && !value
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(is_arabic)
}

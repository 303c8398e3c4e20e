//! `repeat.csv`: what is to be expected of each customer in the next twelve months.

use crate::error::Result;
use crate::model::plain_decimal;
use crate::model::twins;
use crate::output::Sink;
use crate::output::view::View;

use super::rows::contact_id;
use super::table::table;

/// One line a customer of whom something can be told; none where the model was refused, which `problems.csv` tells.
pub(super) fn repeat(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let outcome = view.outcome;
    table(
        sink,
        twins::REPEAT,
        outcome.contacts.len(),
        |contact, lines| {
            let repeat = outcome.profile.repeat.as_ref();
            let Some(repeat) = repeat.filter(|repeat| repeat.probability(contact).is_some()) else {
                return Ok(());
            };
            contact_id(view, Some(contact as u32), lines)?;
            for number in [
                repeat.probability(contact),
                repeat.expected_purchases(contact),
                repeat.expected_value(contact),
            ] {
                lines.code(number.map(plain_decimal).unwrap_or_default())?;
            }
            lines.end()
        },
    )
}

//! `habits.csv`: how often and what each contact buys. `cross-sell.csv`: what may be offered to whom, and why.

use crate::error::Result;
use crate::model::plain_decimal;
use crate::model::twins;
use crate::output::Sink;
use crate::output::view::View;
use crate::stage::profile::habits::{Habits, Interval};

use super::rows::contact_id;
use super::table::table;

/// One line a contact that bought any product, or has a usual interval.
pub(super) fn habits(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let outcome = view.outcome;
    table(
        sink,
        twins::HABITS,
        outcome.contacts.len(),
        |contact, lines| {
            let Some(habits) = &outcome.profile.habits else {
                return Ok(());
            };
            let interval = habits.usual_interval(contact).map(Interval::days);
            let favourite = habits.favourite(contact);
            if interval.is_none() && favourite.is_none() {
                return Ok(());
            }
            contact_id(view, Some(contact as u32), lines)?;
            lines.code(interval.map(plain_decimal).unwrap_or_default())?;
            let next = habits.next_purchase_expected(contact);
            lines.code(next.map(|day| day.to_string()).unwrap_or_default())?;
            lines.text(favourite.unwrap_or_default())?;
            lines.text(habits.favourite_by_spend(contact).unwrap_or_default())?;
            lines.text(&habits.same_again_names(contact))?;
            lines.end()
        },
    )
}

/// One line for each contact and product, the surest pair first; without those who asked not to be contacted.
pub(super) fn cross_sell(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let outcome = view.outcome;
    let none = Habits::default();
    let habits = outcome.profile.habits.as_ref().unwrap_or(&none);
    let candidates = habits.cross.candidates();
    table(sink, twins::CROSS_SELL, candidates.len(), |at, lines| {
        let (Some(pair), Some(contacts)) = (habits.cross.pairs.get(at), candidates.get(at)) else {
            return Ok(());
        };
        let wanted = |contact: &&u32| !outcome.contacts.is_silent(**contact as usize);
        for contact in contacts.iter().filter(wanted) {
            contact_id(view, Some(*contact), lines)?;
            lines.text(habits.offered(pair))?;
            lines.text(habits.bought(pair))?;
            for share in [pair.support(), pair.confidence(), pair.lift()] {
                lines.code(plain_decimal(share))?;
            }
            for count in [pair.both, pair.first, pair.second, pair.buyers] {
                lines.code(count.to_string())?;
            }
            lines.end()?;
        }
        Ok(())
    })
}

//! One question to all contacts, asked after everybody has been placed.

use jiff::civil::Date;

use super::Placements;
use super::sight::Sight;
use super::truth::Truth;
use crate::config::Plan;
use crate::config::condition::When;
use crate::model::Facts;

/// What a question is asked of.
#[derive(Clone, Copy)]
pub struct AskRequest<'a> {
    /// Everything known of every contact.
    pub facts: &'a dyn Facts,
    /// The rules that placed them.
    pub plan: &'a Plan,
    /// The day of the run.
    pub today: Date,
}

/// Whether conditions hold, one entry a contact. What they ask of all contacts together (`in top 20%`) is worked out first and
/// stays with the placements.
pub fn ask(request: &AskRequest<'_>, placements: &mut Placements, when: &When) -> Vec<Truth> {
    let AskRequest { facts, plan, today } = *request;
    let basis = Sight::new(facts, plan, placements, today).basis(when.conditions());
    placements.basis.add(basis);
    let sight = Sight::new(facts, plan, placements, today);
    sight.ready(when).truths()
}

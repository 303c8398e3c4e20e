//! Pairs of contacts that are probably one person, those first whose answer is worth most.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::pipeline::Proposal;

use super::View;

/// The most lines of the list; those beyond are counted.
pub(in crate::output) const MOST_DUPLICATES: usize = 200;

/// The pairs that people are asked about, and how many are not listed: by what the two have spent together, then by probability.
pub(in crate::output) fn duplicates<'a>(view: &View<'a>) -> (Vec<&'a Proposal>, usize) {
    let spend = |proposal: &Proposal| -> Decimal {
        let all = view.outcome.profile.spend.as_deref().unwrap_or_default();
        let of = |contact: u32| all.get(contact as usize).copied().unwrap_or_default();
        of(proposal.contacts.0).saturating_add(of(proposal.contacts.1))
    };
    let mut asked: Vec<&Proposal> = asked(view).collect();
    // Those of one worth stay in the order of their probability.
    asked.sort_by_cached_key(|proposal| Reverse(spend(proposal)));
    let left_out = asked.len().saturating_sub(MOST_DUPLICATES);
    asked.truncate(MOST_DUPLICATES);
    (asked, left_out)
}

/// How many pairs people are asked about.
pub(in crate::output) fn count(view: &View<'_>) -> usize {
    asked(view).count()
}

fn asked<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Proposal> + use<'a> {
    let all = view.outcome.matches.proposals.iter();
    all.filter(|proposal| proposal.asked)
}

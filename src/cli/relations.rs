//! What `show` tells of a contact beside its own fields: its rows, likely duplicates, household and company.

use serde_json::{Value, json};

use super::style::faint;
use crate::lang::Lang;
use crate::model::{ContactId, Contacts, Field, Place};
use crate::output::{as_share, merge_reason, proposal_reason, shared};
use crate::pipeline::{Household, Merge, Outcome, Proposal};
use crate::text::fold;

/// Others of a company that are listed.
const COLLEAGUES: usize = 10;

/// The contact that a row with an id of its own was merged into, be the row there or gone.
pub(super) fn merged_into(outcome: &Outcome, id: ContactId) -> Option<usize> {
    let contacts = &outcome.contacts;
    let row = outcome.matches.row_ids.iter().position(|own| *own == id);
    if let Some(row) = row {
        return Some(contacts.contact_of(row));
    }
    let gone = outcome.memory.ids.iter().find(|known| known.id == id)?;
    let into = gone.into?;
    (0..contacts.len()).find(|at| contacts.id(*at) == into)
}

/// Where the contact's rows stand, and why they were merged.
pub(super) fn rows(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let members = outcome.contacts.members(at).iter();
    let line = |row: &u32| {
        let place = place(outcome, *row, lang);
        let Some(merge) = merge_of(outcome, *row) else {
            return place;
        };
        let reason = merge_reason(lang, merge);
        let share = share(merge.probability, lang);
        let args = [("place", &*place), ("reason", &reason), ("share", &share)];
        lang.fill("cli.merged-row", &args)
    };
    members.map(line).collect()
}

fn merge_of(outcome: &Outcome, row: u32) -> Option<&Merge> {
    outcome.merges.iter().find(|merge| merge.row == row)
}

/// A row as its owner names it: `data/contacts.xlsx › Contacts, row 7`.
fn place(outcome: &Outcome, row: u32, lang: &Lang) -> String {
    let (sheet, number) = outcome.contacts.rows().origin(row as usize);
    let at = outcome.places.sheet(sheet);
    if at.holds_cards() {
        return outcome.places.show(&Place::Row(sheet, number));
    }
    let row = lang.fill("out.row", &[("row", &at.number_of(number).to_string())]);
    let sheet = outcome.places.show(&Place::Sheet(sheet));
    format!("{sheet}{}{row}", lang.get("out.pair.comma"))
}

/// `99.9 %`.
fn share(probability: f32, lang: &Lang) -> String {
    let percent = format!("{:.1} %", as_share(probability) * 100.0);
    lang.sentence(&percent).into_owned()
}

/// Contacts that are probably the same person, the most probable first.
pub(super) fn duplicates(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let line = |(other, proposal): (usize, &Proposal)| {
        let told = proposal_reason(lang, proposal);
        let share = share(proposal.probability, lang);
        format!(
            "{}  {}",
            named(&outcome.contacts, other),
            faint(&format!("{told} ({share})"))
        )
    };
    proposals(outcome, at).map(line).collect()
}

fn proposals(outcome: &Outcome, at: usize) -> impl Iterator<Item = (usize, &Proposal)> {
    let all = outcome.matches.proposals.iter();
    all.filter_map(move |proposal| {
        let (a, b) = proposal.contacts;
        let other = match (a as usize == at, b as usize == at) {
            (true, _) => b,
            (_, true) => a,
            _ => return None,
        };
        Some((other as usize, proposal))
    })
}

fn named(contacts: &Contacts, at: usize) -> String {
    format!("{}  {}", contacts.id(at), contacts.name(at))
}

/// Who lives with the contact.
pub(super) fn household(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let Some(household) = household_of(outcome, at) else {
        return Vec::new();
    };
    let standing = lang.get(if household.confirmed {
        "out.confirmed"
    } else {
        "out.suggested"
    });
    let others = others(household, at);
    let line = |other: usize| {
        let pairs = household.shared.iter();
        let pairs = pairs.filter(|(a, b, _)| {
            let pair = [*a as usize, *b as usize];
            pair.contains(&at) && pair.contains(&other)
        });
        let signs: Vec<_> = pairs.map(|(.., signs)| *signs).collect();
        let comma = lang.get("out.pair.comma");
        let why = shared(lang, &signs).into_iter();
        let why: Vec<&str> = [standing].into_iter().chain(why).collect();
        format!(
            "{}  {}",
            named(&outcome.contacts, other),
            faint(&why.join(comma))
        )
    };
    others.map(line).collect()
}

fn household_of(outcome: &Outcome, at: usize) -> Option<&Household> {
    let mut all = outcome.matches.households.iter();
    all.find(|household| household.contacts.contains(&(at as u32)))
}

fn others(household: &Household, at: usize) -> impl Iterator<Item = usize> + '_ {
    let all = household.contacts.iter().map(|contact| *contact as usize);
    all.filter(move |other| *other != at)
}

/// Other contacts of the same company.
pub(super) fn colleagues(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let contacts = &outcome.contacts;
    let company = |at: usize| contacts.text(Field::Company, at).map(|name| fold(&name));
    let Some(own) = company(at).filter(|name| !name.is_empty()) else {
        return Vec::new();
    };
    let others = (0..contacts.len()).filter(|other| *other != at);
    let others: Vec<usize> = others
        .filter(|other| company(*other).as_ref() == Some(&own))
        .collect();
    let listed = others.iter().take(COLLEAGUES);
    let mut lines: Vec<String> = listed.map(|other| named(contacts, *other)).collect();
    let more = others.len().saturating_sub(COLLEAGUES);
    if more > 0 {
        lines.push(lang.count("cli.more-company", more as u64, &[]));
    }
    lines
}

/// The contact's rows for programs.
pub(super) fn rows_json(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<Value> {
    let contacts = &outcome.contacts;
    let members = contacts.members(at).iter();
    let row = |row: &u32| {
        let (sheet, number) = contacts.rows().origin(*row as usize);
        let id = outcome.matches.row_ids.get(*row as usize);
        let merge = merge_of(outcome, *row);
        json!({
            "place": outcome.places.show(&Place::Row(sheet, number)),
            "id": id.map(ContactId::as_str),
            "reason": merge.map(|merge| merge_reason(lang, merge)),
            "probability": merge.map(|merge| as_share(merge.probability)),
        })
    };
    members.map(row).collect()
}

/// Likely duplicates for programs.
pub(super) fn duplicates_json(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<Value> {
    let one = |(other, proposal): (usize, &Proposal)| {
        json!({
            "id": outcome.contacts.id(other).as_str(),
            "name": outcome.contacts.name(other),
            "reason": proposal_reason(lang, proposal),
            "probability": as_share(proposal.probability),
        })
    };
    proposals(outcome, at).map(one).collect()
}

/// The household for programs; null where there is none.
pub(super) fn household_json(outcome: &Outcome, at: usize) -> Value {
    let contacts = &outcome.contacts;
    household_of(outcome, at).map_or(Value::Null, |household| {
        let members: Vec<Value> = others(household, at)
            .map(|other| json!({"id": contacts.id(other).as_str(), "name": contacts.name(other)}))
            .collect();
        json!({"confirmed": household.confirmed, "others": members})
    })
}

//! `show`: everything about one contact.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::args::{Format, Global};
use super::find::{has_phone, matches, one_line, phone_digits};
use super::style::{Labelled, bold, faint};
use super::{ATTENTION, CLEAN, Reply, habits, json, left_alone, outlook, relations, words};
use crate::book::{BookRequest, look, reasons};
use crate::calendar::to_civil;
use crate::error::Result;
use crate::lang::Lang;
use crate::model::{
    ContactId, Contacts, Derived, Fact, Facts, Field, FieldId, Frame, Related, plain_decimal,
};
use crate::pipeline::Outcome;
use crate::stage::segment::NOT_PLACED;
use crate::text::fold;

/// The latest lines of a history.
const LINES: usize = 12;

pub(super) fn show(request: &BookRequest<'_>, global: &Global, query: &str) -> Result<Reply> {
    let look = left_alone(look(request)?);
    let outcome = &look.outcome;
    let lang = words(global, outcome);
    let found = named(outcome, query);
    let [at] = found[..] else {
        return Ok(several(
            &outcome.contacts,
            &found,
            (query, global.format),
            &lang,
        ));
    };
    let text = match global.format {
        Format::Json => json::line(&as_json(outcome, at, &lang)),
        _ => human(outcome, at, &lang),
    };
    Ok(Reply { text, code: CLEAN })
}

fn several(
    contacts: &Contacts,
    found: &[usize],
    (query, format): (&str, Format),
    lang: &Lang,
) -> Reply {
    let text = match (format, found) {
        (Format::Json, _) => {
            let ids: Vec<String> = found
                .iter()
                .map(|at| contacts.id(*at).to_string())
                .collect();
            json::line(&serde_json::json!({"query": query, "matches": ids}))
        }
        (_, []) => format!("{}\n", lang.fill("cli.show-nobody", &[("query", query)])),
        _ => {
            let lines: String = found
                .iter()
                .take(30)
                .map(|at| one_line(contacts, *at))
                .collect();
            lines + &lang.count("cli.show-several", found.len() as u64, &[]) + "\n"
        }
    };
    Reply {
        text,
        code: ATTENTION,
    }
}

/// Whom a query names: by id, its own or that of a merged row, own number, email, phone, whole name; else by words.
fn named(outcome: &Outcome, query: &str) -> Vec<usize> {
    let contacts = &outcome.contacts;
    let all = 0..contacts.len();
    if let Some(id) = ContactId::parse(query) {
        let found: Vec<usize> = all.filter(|at| contacts.id(*at) == id).collect();
        if found.is_empty() {
            return relations::merged_into(outcome, id).into_iter().collect();
        }
        return found;
    }
    let folded = fold(query);
    let is = |field: Field, at: usize| {
        contacts
            .text(field, at)
            .is_some_and(|text| fold(&text) == folded)
    };
    let digits = phone_digits(&folded);
    let ways: [&dyn Fn(usize) -> bool; 4] = [
        &|at| is(Field::OwnId, at),
        &|at| {
            contacts
                .emails(at)
                .iter()
                .any(|email| fold(email) == folded)
        },
        &|at| {
            digits
                .as_ref()
                .is_some_and(|digits| has_phone(contacts, at, digits))
        },
        &|at| fold(&contacts.name(at)) == folded,
    ];
    for way in ways {
        let found: Vec<usize> = all.clone().filter(|at| way(*at)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    matches(contacts, query)
}

fn human(outcome: &Outcome, at: usize, lang: &Lang) -> String {
    let contacts = &outcome.contacts;
    let mut text = format!(
        "{}  {}\n",
        bold(&contacts.name(at)),
        faint(contacts.id(at).as_str())
    );
    if contacts.is_silent(at) {
        let _ = writeln!(text, "{}", bold(lang.get("cli.show-silent")));
    }
    let mut lines = Labelled::default();
    for (label, value) in fields(outcome, at, lang) {
        lines.add(&label, value);
    }
    text.push_str(&lines.render(lang));
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(text, "\n{}", bold(lang.get(title)));
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
        }
    };
    section("cli.section.placements", placements(outcome, at, lang));
    section("cli.section.reminders", reminders(outcome, at, lang));
    section(
        "cli.section.same-again",
        habits::same_again(outcome, at, lang),
    );
    section(
        "cli.section.cross-sell",
        habits::cross_sell(outcome, at, lang),
    );
    let tables = &outcome.tables;
    section(
        "cli.section.purchases",
        history(tables.purchases.as_ref(), at, lang),
    );
    section(
        "cli.section.interactions",
        history(tables.interactions.as_ref(), at, lang),
    );
    section(
        "cli.section.family",
        history(tables.family.as_ref(), at, lang),
    );
    section(
        "cli.section.referrals",
        history(tables.referrals.as_ref(), at, lang),
    );
    section("cli.section.moves", moves(outcome, at, lang));
    section("cli.section.changes", changes(outcome, at, lang));
    section("cli.section.rows", relations::rows(outcome, at, lang));
    section(
        "cli.section.duplicates",
        relations::duplicates(outcome, at, lang),
    );
    section(
        "cli.section.household",
        relations::household(outcome, at, lang),
    );
    section(
        "cli.section.company",
        relations::colleagues(outcome, at, lang),
    );
    text
}

/// The label of a field: in the reader's language, or the header of a field of the trade.
fn label(field: FieldId, outcome: &Outcome, lang: &Lang) -> String {
    match (field.known(), field.custom_index()) {
        (Some(known), _) => lang.field(known.name()).to_owned(),
        (None, Some(index)) => outcome
            .plan
            .custom_fields
            .get(index)
            .cloned()
            .unwrap_or_default(),
        (None, None) => String::new(),
    }
}

fn fields(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<(String, String)> {
    let contacts = &outcome.contacts;
    let contacted = outcome
        .profile
        .last_contact
        .get(at)
        .is_some_and(Option::is_some);
    let mut all: Vec<(String, String)> = contacts
        .rows()
        .fields()
        .filter(|field| *field != FieldId::from(Field::Id))
        // The last contact is told once: where a day is known, with what is known of it from every sheet.
        .filter(|field| !(contacted && *field == FieldId::from(Field::LastContact)))
        .filter_map(|field| {
            let value = contacts
                .display(field, at)
                .filter(|text| !text.is_empty())?;
            Some((label(field, outcome, lang), value.replace('\n', " / ")))
        })
        .collect();
    let profile = &outcome.profile;
    let mut derived = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            all.push((lang.field(name).to_owned(), value));
        }
    };
    let money = |column: &Option<Vec<rust_decimal::Decimal>>| {
        let value = column.as_ref()?.get(at)?;
        Some(plain_decimal(*value))
    };
    let count = |column: &Option<Vec<u32>>| Some(column.as_ref()?.get(at)?.to_string());
    let day = |column: &Vec<Option<jiff::civil::Date>>| Some(lang.date((*column.get(at)?)?));
    derived("spend", money(&profile.spend));
    derived("spend-12m", money(&profile.spend_12m));
    let facts = outcome.facts();
    for shared in [
        Derived::HouseholdSpend,
        Derived::HouseholdSpend12m,
        Derived::CompanySpend,
        Derived::CompanySpend12m,
    ] {
        if let Fact::Number(sum) = facts.fact(shared.into(), at) {
            derived(shared.name(), Some(plain_decimal(sum)));
        }
    }
    derived("orders", count(&profile.orders));
    derived("first-purchase", day(&profile.first_purchase));
    derived("last-purchase", day(&profile.last_purchase));
    all.extend(habits::fields(outcome, at, lang));
    all.extend(outlook::fields(outcome, at, lang));
    let mut derived = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            all.push((lang.field(name).to_owned(), value));
        }
    };
    derived("last-contact", day(&profile.last_contact));
    derived(
        "age",
        profile
            .age
            .get(at)
            .copied()
            .flatten()
            .map(|age| age.to_string()),
    );
    let share = profile.completeness.get(at);
    derived(
        "completeness",
        share.map(|share| format!("{:.0} %", share * 100.0)),
    );
    all
}

fn placements(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let facts = outcome.facts();
    let reasons = reasons(outcome, &facts, lang);
    let ladders = outcome.plan.ladders.iter().zip(&outcome.placements.ladders);
    for (index, (ladder, result)) in ladders.enumerate() {
        let rung = result.rungs.get(at).copied().unwrap_or(NOT_PLACED);
        let yours = result
            .yours
            .and_then(|field| outcome.contacts.display(field, at));
        let yours = yours.map_or_else(String::new, |rung| {
            lang.fill("cli.yours", &[("rung", &rung)])
        });
        let Some(rung) = ladder.rungs.get(usize::from(rung)) else {
            if result.no_data.get(at) == Some(&true) {
                let why = faint(&lang.sentence(&reasons.why(index, at)));
                lines.push(format!("{}{yours}  {why}", lang.ladder(&ladder.name)));
            }
            continue;
        };
        let since = result
            .since
            .get(at)
            .map(|since| lang.date(*since))
            .unwrap_or_default();
        let args = [
            ("ladder", lang.ladder(&ladder.name)),
            ("rung", lang.rung(&ladder.name, &rung.name)),
            ("since", &since),
        ];
        let why = reasons.why(index, at);
        lines.push(format!(
            "{}{yours}  {}",
            lang.fill("cli.placed", &args),
            faint(&lang.sentence(&why))
        ));
        if let Some(next) = reasons.next(index, at) {
            lines.push(format!("  {}", faint(&lang.sentence(&next))));
        }
    }
    let segments = outcome
        .plan
        .segments
        .iter()
        .zip(&outcome.placements.segments);
    for (segment, members) in segments {
        if members.binary_search(&(at as u32)).is_ok() {
            lines.push(segment.name.clone());
        }
    }
    lines
}

fn reminders(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    outcome
        .reminders
        .iter()
        .filter(|line| line.contact == Some(at as u32))
        .take(LINES)
        .map(|line| {
            let (text, why) = (lang.sentence(&line.text), lang.sentence(&line.why));
            format!("{}  {text}  {}", lang.date(line.due), faint(&why))
        })
        .collect()
}

/// The latest rows of a table, newest first: their dates, then everything else that is filled.
fn history(table: Option<&Related>, at: usize, lang: &Lang) -> Vec<String> {
    let Some(table) = table else {
        return Vec::new();
    };
    let mut rows: Vec<usize> = table.of(at).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(table.frame.date(Field::Date, *row)));
    rows.iter()
        .take(LINES)
        .map(|row| row_line(&table.frame, *row, lang))
        .collect()
}

fn row_line(frame: &Frame, row: usize, lang: &Lang) -> String {
    let civil = frame.date(Field::Date, row).and_then(to_civil);
    let date = civil
        .map(|date| lang.date(date))
        .or_else(|| frame.display(Field::Date, row).map(Cow::into_owned));
    let rest = frame
        .fields()
        .filter(|field| {
            *field != FieldId::from(Field::Date) && *field != FieldId::from(Field::Contact)
        })
        .filter_map(|field| {
            let value = frame.display(field, row)?;
            let name = lang.field(field.known()?.name()).to_owned();
            Some(format!("{name}: {}", value.replace('\n', " / ")))
        });
    let parts: Vec<String> = date.into_iter().chain(rest).collect();
    parts.join(" · ")
}

fn moves(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let id = outcome.contacts.id(at);
    let none = lang.get("cli.not-placed");
    outcome
        .memory
        .moves
        .iter()
        .rev()
        .filter(|moved| moved.contact == id)
        .take(LINES)
        .map(|moved| {
            let rung = |name: Option<&'_ str>| {
                name.map_or_else(
                    || none.to_owned(),
                    |name| lang.rung(&moved.ladder, name).to_owned(),
                )
            };
            let (from, to) = (rung(moved.from.as_deref()), rung(moved.to.as_deref()));
            format!(
                "{}  {}: {from} → {to}  {}",
                lang.date(moved.date),
                lang.ladder(&moved.ladder),
                faint(&lang.sentence(&moved.why))
            )
        })
        .collect()
}

fn changes(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let id = outcome.contacts.id(at);
    outcome
        .memory
        .changes
        .iter()
        .rev()
        .filter(|change| change.contact == id)
        .take(LINES)
        .map(|change| {
            let field = lang.field(&change.field);
            format!(
                "{}  {field}: `{}` → `{}`",
                lang.date(change.date),
                change.from,
                change.to
            )
        })
        .collect()
}

fn as_json(outcome: &Outcome, at: usize, lang: &Lang) -> serde_json::Value {
    let contacts = &outcome.contacts;
    let english = |field: FieldId| match field.known() {
        Some(known) => known.name().to_owned(),
        None => label(field, outcome, lang),
    };
    let fields: serde_json::Map<String, serde_json::Value> = contacts
        .rows()
        .fields()
        .filter_map(|field| Some((english(field), contacts.display(field, at)?.into())))
        .collect();
    let facts = outcome.facts();
    let reasons = reasons(outcome, &facts, lang);
    let placements: Vec<_> = outcome
        .plan
        .ladders
        .iter()
        .zip(&outcome.placements.ladders)
        .enumerate()
        .filter_map(|(index, (ladder, result))| {
            let rung = ladder.rungs.get(usize::from(*result.rungs.get(at)?))?;
            Some(serde_json::json!({
                "ladder": ladder.name,
                "rung": rung.name,
                "since": result.since.get(at).map(ToString::to_string),
                "why": reasons.why(index, at),
                "next": reasons.next(index, at),
                "yours": result.yours.and_then(|field| contacts.display(field, at)),
                "set-until": result.set.get(&(at as u32)).map(|one| one.set.until.to_string()),
            }))
        })
        .collect();
    serde_json::json!({
        "id": contacts.id(at).as_str(),
        "name": contacts.name(at),
        "do-not-contact": contacts.is_silent(at),
        "fields": fields,
        "placements": placements,
        "repeat": outlook::as_json(outcome, at),
        "habits": habits::as_json(outcome, at),
        "reminders": reminders(outcome, at, lang).len(),
        "rows": relations::rows_json(outcome, at, lang),
        "duplicates": relations::duplicates_json(outcome, at, lang),
        "household": relations::household_json(outcome, at),
    })
}

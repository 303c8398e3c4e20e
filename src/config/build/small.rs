//! `fields.toml`, `reminders.toml` and `metrics.toml` resolved.

use super::{choice, when};
use crate::config::names::{Known, Names, other_table};
use crate::config::nearest::nearest;
use crate::config::plan::{MetricsPlan, ReminderKind, ReminderRule, RemindersPlan};
use crate::config::problem::{At, Mistake, Problems};
use crate::config::raw::{RawHeader, RawMetrics, RawReminder, RawReminders};
use crate::model::{Derived, FieldId, TableKind};

/// More names for headers. Only fields that a column can hold have them.
pub(super) fn headers(
    raw: Vec<RawHeader>,
    known: Known<'_>,
    problems: &mut Problems<'_>,
) -> Vec<(FieldId, Option<TableKind>, String)> {
    let mut headers = Vec::new();
    for line in raw {
        let Some(id) = known.names.find(&line.field.value) else {
            let candidates = known.names.candidates();
            let meant = nearest(&line.field.value, candidates).map(str::to_owned);
            problems.add(unknown_field(&line.field, meant));
            continue;
        };
        let Some(field) = id.known() else {
            problems.add(computed(&line.field, problems));
            continue;
        };
        if let Some(table) = line.table
            && !field.spec().occurs_in(table)
        {
            let mistake = Mistake::new("rules-header-table", &line.field.spot, &line.field.value);
            problems.add(mistake.arg("table", table.code()));
            continue;
        }
        headers.extend(
            line.names
                .into_iter()
                .map(|name| (id, line.table, name.value.trim().to_owned())),
        );
    }
    headers
}

pub(super) fn unknown_field(name: &At<String>, meant: Option<String>) -> Mistake {
    match meant {
        Some(meant) => {
            Mistake::new("rules-field-misspelt", &name.spot, &name.value).meant(&meant, &*meant)
        }
        None => Mistake::new("rules-field-unknown", &name.spot, &name.value),
    }
}

fn computed(name: &At<String>, problems: &Problems<'_>) -> Mistake {
    let spot = problems.part(name, 0..name.value.len());
    Mistake::new("rules-field-computed", &spot, &name.value)
}

/// The fields of a complete record.
pub(super) fn wanted(
    raw: &[At<String>],
    names: &mut Names<'_>,
    problems: &mut Problems<'_>,
) -> Vec<FieldId> {
    let mut wanted = Vec::new();
    for name in raw {
        let field = people_field(name, names, problems);
        wanted.extend(field.filter(|field| !wanted.contains(field)));
    }
    wanted
}

/// A field of contacts that people fill in.
pub(super) fn people_field(
    name: &At<String>,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Option<FieldId> {
    let spot = problems.part(name, 0..name.value.len());
    let Some(found) = names.field(&name.value) else {
        let inner = At {
            value: name.value.clone(),
            spot,
        };
        problems.add(unknown_field(&inner, names.nearest_field(&name.value)));
        return None;
    };
    if Derived::from_id(found.id).is_some() || names.is_score(found.id) {
        problems.add(computed(name, problems));
    } else if let Some(table) = other_table(found.id) {
        let mistake = Mistake::new("rules-field-table", &spot, &name.value);
        problems.add(mistake.arg("table", table.code()));
    } else {
        return Some(found.id);
    }
    None
}

const KINDS: [(&str, ReminderKind); 9] = {
    let mut kinds = [("", ReminderKind::Birthday); 9];
    let mut at = 0;
    while at < kinds.len() {
        let kind = ReminderKind::ALL[at];
        kinds[at] = (kind.code(), kind);
        at += 1;
    }
    kinds
};

/// A kind that the book names has the book's rules, in which a key left out has its default; the other kinds have theirs.
pub(super) fn reminders(
    own: RawReminders,
    defaults: RawReminders,
    names: &mut Names<'_>,
    problems: &mut Problems<'_>,
) -> RemindersPlan {
    let mut standard = Vec::new();
    for raw in defaults.reminders {
        standard.extend(reminder(raw, None, names, problems));
    }
    let mut rules: Vec<ReminderRule> = Vec::new();
    let mut kinds = Vec::new();
    for raw in own.reminders {
        let kind = raw
            .kind
            .as_ref()
            .and_then(|written| choice(written, "kind", &KINDS, problems));
        let Some(kind) = kind else {
            // The rest of the rule may hold mistakes too.
            when(&raw.when, names, problems);
            continue;
        };
        kinds.push(kind);
        let base = standard
            .iter()
            .find(|rule: &&ReminderRule| rule.kind == kind)
            .cloned();
        let off = raw.off.as_ref().is_some_and(|off| off.value);
        let rule = reminder(raw, base, names, problems);
        rules.extend(rule.filter(|_| !off));
    }
    standard.retain(|rule| !kinds.contains(&rule.kind));
    rules.extend(standard);
    rules.sort_by_key(|rule| rule.priority);
    let horizon = own.horizon.or(defaults.horizon);
    RemindersPlan {
        rules,
        horizon_days: horizon.map_or(0, |days| days.value),
    }
}

fn reminder(
    raw: RawReminder,
    base: Option<ReminderRule>,
    names: &mut Names<'_>,
    problems: &mut Problems<'_>,
) -> Option<ReminderRule> {
    let kind = match &base {
        Some(base) => base.kind,
        None => choice(raw.kind.as_ref()?, "kind", &KINDS, problems)?,
    };
    let base = base.unwrap_or(ReminderRule {
        kind,
        when: crate::config::condition::When::default(),
        lead_days: 0,
        after_days: 0,
        owner: None,
        text: None,
        priority: 5,
    });
    if let Some(priority) = raw.priority.as_ref()
        && !(1..=9).contains(&priority.value)
    {
        problems.add(Mistake::new(
            "rules-priority",
            &priority.spot,
            priority.value.to_string(),
        ));
    }
    if let Some(text) = &raw.text {
        check_template(text, names, problems);
    }
    let own_when = when(&raw.when, names, problems);
    Some(ReminderRule {
        kind,
        when: if raw.when.is_empty() {
            base.when
        } else {
            own_when
        },
        lead_days: raw.lead.map_or(base.lead_days, |days| days.value),
        after_days: raw.after.map_or(base.after_days, |days| days.value),
        owner: raw
            .owner
            .map(|owner| owner.value.trim().to_owned())
            .or(base.owner),
        text: raw.text.map(|text| text.value).or(base.text),
        priority: raw
            .priority
            .map_or(base.priority, |priority| priority.value.clamp(1, 9) as u8),
    })
}

/// `{...}` in a text must name a field.
fn check_template(text: &At<String>, names: &mut Names<'_>, problems: &mut Problems<'_>) {
    let mut from = 0;
    while let Some(open) = text.value[from..].find('{').map(|at| from + at + 1) {
        let Some(close) = text.value[open..].find('}').map(|at| open + at) else {
            return;
        };
        let name = &text.value[open..close];
        if names.field(name).is_none() {
            let written = At {
                value: name.to_owned(),
                spot: problems.part(text, open..close),
            };
            problems.add(unknown_field(&written, names.nearest_field(name)));
        }
        from = close;
    }
}

pub(super) fn metrics(
    own: RawMetrics,
    defaults: RawMetrics,
    problems: &mut Problems<'_>,
) -> MetricsPlan {
    let mut plan = MetricsPlan::default();
    for (measure, goal) in defaults.goals.into_iter().chain(own.goals) {
        let formed = measure
            .value
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if formed {
            plan.goals.insert(measure.value, goal.value);
        } else {
            let mistake = Mistake::new("rules-measure", &measure.spot, &measure.value);
            problems.add(mistake);
        }
    }
    plan
}

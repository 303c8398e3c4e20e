//! Which rules a run works by, and what the data says of them.

use std::collections::BTreeSet;

use crate::config::{self, GoodsOfBook, Plan, RulesFile, RulesProblem};
use crate::diag::{Capped, Diagnostic, Severity};
use crate::lang::Lang;
use crate::model::{Contacts, Field, Related};
use crate::stage::segment::{Overrides, Placements};

/// The plan to work by, and what is wrong with the rules as they are written.
pub(super) struct Rules {
    pub(super) plan: Plan,
    pub(super) problems: Vec<RulesProblem>,
    pub(super) rejected: bool,
}

/// The rules as written; for files with mistakes their last accepted version, else the defaults.
pub(super) fn choose_rules(
    rules: &[RulesFile],
    accepted: &[RulesFile],
    read: impl Fn(&[RulesFile]) -> config::Reading,
) -> Rules {
    let reading = read(rules);
    if reading.is_accepted() {
        return Rules {
            plan: reading.plan,
            problems: reading.problems,
            rejected: false,
        };
    }
    let mut mixed: Vec<RulesFile> = Vec::new();
    for (at, file) in rules.iter().enumerate() {
        if !reading.rejected.contains(&at) {
            mixed.push(file.clone());
        } else if let Some(old) = accepted.iter().find(|old| old.path == file.path) {
            mixed.push(old.clone());
        }
    }
    let plan = read(&mixed).plan;
    Rules {
        plan,
        problems: reading.problems,
        rejected: true,
    }
}

/// Products and categories that conditions name and that nobody has bought, where the book has purchases.
pub(super) fn unknown_goods(
    plan: &Plan,
    purchases: Option<&Related>,
    rules: &[RulesFile],
) -> Vec<RulesProblem> {
    let Some(purchases) = purchases.filter(|_| !plan.goods.is_empty()) else {
        return Vec::new();
    };
    let names = |field: Field| {
        let rows = 0..purchases.frame.len();
        let names: BTreeSet<&str> = rows
            .filter_map(|row| purchases.frame.text(field, row))
            .collect();
        names.into_iter().collect()
    };
    let book = GoodsOfBook {
        products: names(Field::Product),
        categories: names(Field::Category),
    };
    config::unknown_goods(&plan.goods, &book, rules)
}

/// The overrides of today: each is told until it ends, those of a ladder that places nobody as waiting.
pub(super) fn standing(
    placements: &Placements,
    overrides: &Overrides,
    (plan, contacts): (&Plan, &Contacts),
    lang: &Lang,
) -> Vec<Diagnostic> {
    let mut sink = Capped::new(&[]);
    let ladders = plan.ladders.iter().zip(&placements.ladders);
    for ((ladder, result), overrides) in ladders.zip(&overrides.ladders) {
        let rung = |at: u16| match ladder.rungs.get(usize::from(at)) {
            Some(rung) => lang.rung(&ladder.name, &rung.name),
            None => lang.get("why.no-rung"),
        };
        if let Some(lacks) = &result.lacks {
            for (contact, set) in &overrides.set {
                let told = Diagnostic::new("override-waits", Severity::Note, set.place.clone())
                    .value(contacts.name(*contact as usize))
                    .arg("ladder", lang.ladder(&ladder.name))
                    .arg("rung", rung(set.rung))
                    .arg("until", set.until)
                    .arg("lacks", lang.field_or_table(lacks));
                sink.push(told);
            }
        }
        for (contact, one) in &result.set {
            let place = one.set.place.clone();
            let told = Diagnostic::new("override-active", Severity::Note, place)
                .value(contacts.name(*contact as usize))
                .arg("ladder", lang.ladder(&ladder.name))
                .arg("rung", rung(one.set.rung))
                .arg("ours", rung(one.ours))
                .arg("until", one.set.until)
                .arg("reason", &one.set.reason);
            sink.push(told);
        }
    }
    sink.finish(|_| None)
}

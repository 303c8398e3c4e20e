//! Values that are not in the list that the book gives for their column; a slip of one letter gets a proposal.

use crate::config::ValueList;
use crate::diag::Severity;
use crate::model::{Field, TableKind};
use crate::text::{fold, is_slip, only};

use super::{Check, CheckedRow, Findings};

/// Lists of `[values]` in `fields.toml`; in the examples' book a contact is `Active` or `Lost`, and likes `Tea` or `Coffee`.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::Status, "active"),
            (Field::Hobbies, "tea; Coffee"),
        ],
    ),
    bad: &[
        (
            "value-not-in-list",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Status, "Actve")],
            ),
        ),
        (
            "value-not-in-list",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Hobbies, "Tea; Milk")],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for list in &row.plan.fields.checks.values {
        if list.table.is_some_and(|table| table != row.table) {
            continue;
        }
        let Some(text) = row.frame.text(list.field, row.row) else {
            continue;
        };
        let stands = |part: &str| {
            let part = fold(part);
            list.values.iter().any(|(_, value)| *value == part)
        };
        if stands(text) {
            continue;
        }
        // A value of the list may itself hold a semicolon; only what does not stand as a whole is taken apart.
        let parts: Vec<&str> = text.split("; ").collect();
        let mended: Vec<&str> = parts
            .iter()
            .map(|part| {
                let meant = meant(list, part).filter(|_| !stands(part));
                meant.unwrap_or(part)
            })
            .collect();
        let mended = mended.join("; ");
        for wrong in parts.iter().copied().filter(|part| !stands(part)) {
            findings
                .about("value-not-in-list", Severity::Warning, list.field)
                .and(|finding| {
                    wrong.clone_into(&mut finding.value);
                    finding.args.push(("expected", listed(list)));
                    if meant(list, wrong).is_some()
                        && let Some(column) = row.only_cell(list.field)
                    {
                        finding.proposal = row.proposal((column, list.field), &mended, None);
                    }
                });
        }
    }
}

/// The values in words, cut where there are many.
fn listed(list: &ValueList) -> String {
    const SHOWN: usize = 12;
    let mut text = list
        .values
        .iter()
        .take(SHOWN)
        .map(|(value, _)| format!("`{value}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if list.values.len() > SHOWN {
        text.push_str(", …");
    }
    text
}

/// The one value that is a single edit away.
fn meant<'a>(list: &'a ValueList, typed: &str) -> Option<&'a str> {
    let typed = fold(typed);
    let near = list
        .values
        .iter()
        .filter(|(_, value)| is_slip(&typed, value, 0));
    only(near).map(|(value, _)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::clean::sheets::clean_one;

    #[test]
    fn a_slip_of_one_letter_is_proposed_for_the_whole_cell() {
        for (field, typed, proposal) in [
            (Field::Status, "Actve", Some("Active")),
            (Field::Status, "Gone", None),
            (Field::Hobbies, "Cofee; tea", Some("Coffee; tea")),
        ] {
            let found = clean_one(
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (field, typed)],
            );
            assert_eq!(found[0].proposed(), proposal, "{typed}");
        }
    }
}

//! Fields that the book wants in every row, and that are empty.

use crate::diag::Severity;
use crate::model::{Field, FieldId, TableKind};

use super::{Check, CheckedRow, Findings};

/// Fields of `[required]` in `fields.toml`; the examples' book requires the source of a cost. The row stays.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Costs,
        &[
            (Field::Date, "2024-05-01"),
            (Field::Source, "Fair"),
            (Field::Amount, "5"),
        ],
    ),
    bad: &[(
        "required-missing",
        (
            TableKind::Costs,
            &[(Field::Date, "2024-05-01"), (Field::Amount, "5")],
        ),
    )],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for (table, field) in &row.plan.fields.checks.required {
        if *table == row.table && !has(row, *field) {
            findings.about("required-missing", Severity::Error, *field);
        }
    }
}

/// Any phone is a phone, and a name may stand in parts.
fn has(row: &CheckedRow<'_>, field: FieldId) -> bool {
    match field.known() {
        Some(Field::Phone) => Field::PHONES.into_iter().any(|phone| row.is_filled(phone)),
        Some(Field::Name) => [Field::Name, Field::GivenName, Field::FamilyName]
            .into_iter()
            .any(|name| row.is_filled(name)),
        _ => row.is_filled(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::clean::sheets::{codes, ids, plan, run, table};

    #[test]
    fn any_phone_is_a_phone_and_a_name_may_stand_in_parts() {
        let mut plan = plan();
        let contacts = |field: Field| (TableKind::Contacts, field.into());
        plan.fields.checks.required = vec![contacts(Field::Phone), contacts(Field::Name)];
        let fields = ids(&[Field::FamilyName, Field::WorkPhone, Field::Company]);
        for (row, expected) in [
            (&["Ahmed", "+20 100 123 4567", ""], &[][..]),
            (&["", "+20 100 123 4567", "Nile"], &["required-missing"][..]),
            (&["Ahmed", "", "Nile"], &["required-missing"][..]),
        ] {
            let cleaned = run(vec![table(TableKind::Contacts, &fields, &[row])], &plan);
            assert_eq!(codes(&cleaned), expected, "{row:?}");
        }
    }
}

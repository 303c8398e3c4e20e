//! Phones that are no numbers, or not quite.

use crate::diag::Severity;
use crate::model::{Field, TableKind};
use crate::text::phone::PhoneIssue;

use super::{Check, CheckedRow, Findings, ProblemKind};

const fn example(cells: &'static [(Field, &'static str)]) -> super::Example {
    (TableKind::Contacts, cells)
}

/// Every issue of a phone.
pub(super) const CHECK: Check = Check {
    run,
    good: example(&[
        (Field::Name, "Sara"),
        (Field::Phone, "0100 123 4567, +7 916 123-45-67"),
        (Field::Country, "Egypt"),
    ]),
    bad: &[
        (
            "phone-not-a-number",
            example(&[(Field::Name, "Sara"), (Field::Phone, "ask Ahmed")]),
        ),
        (
            "phone-placeholder",
            example(&[(Field::Name, "Sara"), (Field::Phone, "0000000000")]),
        ),
        (
            "phone-too-short",
            example(&[
                (Field::Name, "Sara"),
                (Field::Phone, "0171 23"),
                (Field::Country, "DE"),
            ]),
        ),
        (
            "phone-too-long",
            example(&[
                (Field::Name, "Sara"),
                (Field::Phone, "+20 100 123 4567 8912"),
            ]),
        ),
        (
            "phone-no-area",
            example(&[
                (Field::Name, "Пётр"),
                (Field::Phone, "221-45-67"),
                (Field::Country, "Россия"),
            ]),
        ),
        (
            "phone-no-country",
            example(&[(Field::Name, "Sara"), (Field::Phone, "0100 123 4567")]),
        ),
        (
            "phone-rounded",
            example(&[(Field::Name, "Sara"), (Field::Phone, "9.71501E+11")]),
        ),
        (
            "phone-unlikely",
            example(&[(Field::Name, "Sara"), (Field::Phone, "+20 170 123 4567")]),
        ),
        (
            "phone-leading-zero",
            example(&[
                (Field::Name, "Sara"),
                (Field::Phone, "=1001234567"),
                (Field::Country, "Egypt"),
            ]),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for problem in row.problems {
        let (issue, digits, country) = match problem.kind {
            ProblemKind::Phone(issue, digits, country) => (issue, digits, country),
            ProblemKind::LeadingZero(number) => {
                findings
                    .of("phone-leading-zero", Severity::Note, problem)
                    .arg("number", format_args!("+{number}"));
                continue;
            }
            _ => continue,
        };
        let (code, severity) = match issue {
            PhoneIssue::NotANumber => ("phone-not-a-number", Severity::Warning),
            PhoneIssue::Placeholder => ("phone-placeholder", Severity::Warning),
            PhoneIssue::TooShort => ("phone-too-short", Severity::Warning),
            PhoneIssue::TooLong => ("phone-too-long", Severity::Warning),
            PhoneIssue::NoArea => ("phone-no-area", Severity::Warning),
            PhoneIssue::NoCountry => ("phone-no-country", Severity::Warning),
            PhoneIssue::Rounded => ("phone-rounded", Severity::Warning),
            PhoneIssue::Unlikely => ("phone-unlikely", Severity::Warning),
        };
        let country = country.unwrap_or(*b"--");
        findings
            .of(code, severity, problem)
            .arg("digits", digits)
            .arg("country", String::from_utf8_lossy(&country));
    }
}

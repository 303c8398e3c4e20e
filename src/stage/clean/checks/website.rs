//! Web sites that no browser could open.

use crate::diag::Severity;
use crate::model::{Field, TableKind};
use crate::text::choice::says_nothing;

use super::{Check, CheckedRow, Findings};

/// A site without a name and a domain. Only the form is looked at: nothing is asked of the network.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::Website, "https://nile.org/shop?x=1; почта.рф"),
        ],
    ),
    bad: &[
        (
            "website-malformed",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Website, "www nile org")],
            ),
        ),
        (
            "website-malformed",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Website, "sara@nile.org")],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    if row.table != TableKind::Contacts {
        return;
    }
    let Some(text) = row.frame.text(Field::Website, row.row) else {
        return;
    };
    let mut sites = text
        .split([';', ',', '،', '؛', '\n', ' ', '|'])
        .filter(|part| !part.is_empty());
    if !says_nothing(text) && !sites.all(is_site) {
        findings.about("website-malformed", Severity::Note, Field::Website);
    }
}

/// `scheme://host/...`, the host having a point and ending in letters, or in figures as addresses of machines do.
fn is_site(text: &str) -> bool {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let mut labels = host.trim_end_matches('.').rsplit('.');
    let top = labels.next().unwrap_or_default();
    let known_top = top.chars().count() > 1 || top.chars().all(|c| c.is_ascii_digit());
    let mut named = labels.peekable();
    known_top
        && named.peek().is_some()
        && named.all(|label| !label.is_empty())
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

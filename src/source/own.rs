//! Files that tierbook wrote are never sources, wherever they are copied.
//!
//! A workbook carries [`OUTPUT_MARK`] as its category; LibreOffice keeps it in .xlsx and .xls, and as a custom property
//! in .ods (7.4). A plain twin has no mark: its header line gives it away.

use calamine::WorkbookProperties;

use crate::model::ContactId;

/// The document property "category" of every workbook that tierbook writes.
pub const OUTPUT_MARK: &str = "tierbook output";

/// Whether a workbook's properties carry the mark.
pub(super) fn is_own_workbook(properties: &WorkbookProperties) -> bool {
    properties
        .category
        .iter()
        .chain(properties.custom_properties.values())
        .any(|value| value.trim().eq_ignore_ascii_case(OUTPUT_MARK))
}

/// Header lines of the plain twins other than `contacts.csv`.
const TWINS: &[&[&str]] = &[
    &[
        "file", "sheet", "row", "table", "fate", "contact", "cluster",
    ],
    &["contact", "ladder", "rung", "since", "why"],
    &["segment", "contact"],
    &["date", "contact", "ladder", "from", "to", "why"],
    &["key", "due", "kind", "contact", "owner", "text", "why"],
    &[
        "file", "sheet", "cell", "severity", "code", "value", "message", "hint",
    ],
    &["contact", "other", "probability", "why"],
    &["contact-a", "contact-b", "probability", "reason"],
    &["contact", "survivor", "row", "reason", "value"],
    &[
        "contact",
        "file",
        "sheet",
        "row",
        "survivor-file",
        "survivor-sheet",
        "survivor-row",
        "reason",
        "value",
        "probability",
    ],
    &["household", "contact", "confirmed"],
    &[
        "contact",
        "repeat-probability",
        "expected-purchases-12m",
        "expected-value-12m",
    ],
    &[
        "contact",
        "usual-interval",
        "next-purchase-expected",
        "favourite-product",
        "favourite-by-spend",
        "same-again",
    ],
    &[
        "contact",
        "product",
        "bought",
        "support",
        "confidence",
        "lift",
        "buyers-of-both",
        "buyers-of-bought",
        "buyers-of-product",
        "buyers",
    ],
];

/// Whether a header line is that of a plain twin. `ids` are the first cells of the rows below, some or all of them:
/// `contacts.csv` is recognised by its first headers and by every id being one of ours.
pub fn is_own_csv<'a>(header: &[&str], ids: impl IntoIterator<Item = &'a str>) -> bool {
    if header.starts_with(&["id", "own-id", "name"]) {
        return ids.into_iter().all(|id| ContactId::parse(id).is_some());
    }
    TWINS.contains(&header)
}

#[cfg(test)]
mod tests {
    use super::is_own_csv;

    #[test]
    fn plain_twins_are_known_by_their_headers() {
        let placements = ["contact", "ladder", "rung", "since", "why"];
        assert!(is_own_csv(&placements, []));
        assert!(!is_own_csv(&["contact", "ladder"], []));
        let contacts = ["id", "own-id", "name", "email"];
        assert!(is_own_csv(
            &contacts,
            ["c0123456789".get(..10).unwrap_or_default()]
        ));
        assert!(!is_own_csv(&contacts, ["c012345678", "17"]));
    }
}

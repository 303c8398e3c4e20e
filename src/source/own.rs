//! Files that tierbook wrote are never sources, wherever they are copied.
//!
//! A workbook carries [`OUTPUT_MARK`] as its category; LibreOffice keeps it in .xlsx and .xls, and as a custom property
//! in .ods (7.4). A plain twin has no mark: its header line gives it away.

use calamine::WorkbookProperties;

use crate::model::{ContactId, twins};

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

/// Whether a header line is that of a plain twin. `ids` are the first cells of the rows below, some or all of them:
/// `contacts.csv` is recognised by its first headers and by every id being one of ours.
pub fn is_own_csv<'a>(header: &[&str], ids: impl IntoIterator<Item = &'a str>) -> bool {
    if header.starts_with(&["id", "own-id", "name"]) {
        return ids.into_iter().all(|id| ContactId::parse(id).is_some());
    }
    twins::is_twin(header)
}

#[cfg(test)]
mod tests {
    use super::is_own_csv;

    #[test]
    fn plain_twins_are_known_by_their_headers() {
        let placements = ["contact", "ladder", "rung", "since", "why"];
        assert!(is_own_csv(&placements, []));
        assert!(!is_own_csv(&["contact", "ladder"], []));
        // Those of earlier versions too.
        assert!(is_own_csv(
            &["date", "contact", "ladder", "from", "to", "why"],
            []
        ));
        let contacts = ["id", "own-id", "name", "email"];
        assert!(is_own_csv(
            &contacts,
            ["c0123456789".get(..10).unwrap_or_default()]
        ));
        assert!(!is_own_csv(&contacts, ["c012345678", "17"]));
    }
}

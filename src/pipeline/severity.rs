//! What the book has decided about its problems: which it does not want to hear of, and how much the others matter.

use crate::config::FieldsPlan;
use crate::diag::Diagnostic;

/// A run without a table of contacts writes nothing, and must always say so.
const NEVER_SILENT: &str = "no-contacts";

/// Leaves out the problems that the book silences, and gives the others the severity that it wants. A line that counts more
/// of a kind follows its kind.
pub(super) fn settle(diagnostics: &mut Vec<Diagnostic>, fields: &FieldsPlan) {
    diagnostics.retain(|found| {
        let silent = |code: &str| fields.silent.iter().any(|known| known == code);
        found.code == NEVER_SILENT || !silent(found.code)
    });
    for found in diagnostics {
        let kind = found.args.iter().find(|(name, _)| *name == "problem");
        let settled = fields.severities.get(found.code).or_else(|| {
            let (_, kind) = kind.filter(|_| found.code == "more-alike")?;
            fields.severities.get(kind)
        });
        if let Some(severity) = settled {
            found.severity = *severity;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;
    use crate::model::Place;

    #[test]
    fn the_book_decides_what_matters() {
        let found = |code| Diagnostic::new(code, Severity::Warning, Place::Book);
        let mut all = vec![
            found("phone-too-short"),
            found("phone-unlikely"),
            found("more-alike").arg("problem", "phone-too-short"),
            found("date-missing"),
            found("no-contacts"),
        ];
        let fields = FieldsPlan {
            silent: vec!["date-missing".into(), "no-contacts".into()],
            severities: [("phone-too-short".to_owned(), Severity::Error)].into(),
            ..FieldsPlan::default()
        };
        settle(&mut all, &fields);
        let told: Vec<_> = all
            .iter()
            .map(|found| (found.code, found.severity))
            .collect();
        assert_eq!(
            told,
            [
                ("phone-too-short", Severity::Error),
                ("phone-unlikely", Severity::Warning),
                ("more-alike", Severity::Error),
                ("no-contacts", Severity::Warning),
            ]
        );
    }
}

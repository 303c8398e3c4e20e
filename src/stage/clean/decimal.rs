//! The decimal mark of a column of numbers: what its cells show, and what to say where they leave a doubt.
//!
//! A number such as `1,200` can be read in two ways; one `12,50` elsewhere in its column decides. Whoever typed the column
//! must hear of that.

use crate::diag::{Diagnostic, Severity};
use crate::lang::Language;
use crate::model::{FieldId, Place};
use crate::text::number::DecimalMark;

use super::evidence::ColumnEvidence;
use super::problem::shortened;

/// How the numbers of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    /// The mark.
    pub(super) mark: DecimalMark,
    /// Whether it is only the usual one of the language.
    pub(super) assumed: bool,
    doubt: Option<(&'static str, Severity)>,
}

/// Settles the mark of a column from its cells, else from the language of its table.
pub(super) fn settle(evidence: &ColumnEvidence, language: Language) -> Decimal {
    let (points, commas) = (evidence.decimal_points, evidence.decimal_commas);
    let (mark, assumed) = match points.cmp(&commas) {
        std::cmp::Ordering::Greater => (DecimalMark::Point, false),
        std::cmp::Ordering::Less => (DecimalMark::Comma, false),
        std::cmp::Ordering::Equal => match language {
            Language::English | Language::Arabic => (DecimalMark::Point, true),
            Language::Russian => (DecimalMark::Comma, true),
            Language::Persian => (DecimalMark::Slash, false),
        },
    };
    let doubtful = evidence.doubtful_points + evidence.doubtful_commas;
    // A mark that the column shows before decimals, before three digits: `12,50` and `1,200`.
    let same = match mark {
        DecimalMark::Point => evidence.doubtful_points,
        DecimalMark::Comma => evidence.doubtful_commas,
        _ => 0,
    };
    let doubt = match (points, commas) {
        (1.., 1..) if doubtful > 0 => Some(("decimal-mark-conflict", Severity::Warning)),
        (1.., 1..) => Some(("decimal-mark-mixed", Severity::Note)),
        (0, 0) => None,
        _ if same > 0 => Some(("decimal-mark-taken", Severity::Warning)),
        _ => None,
    };
    Decimal {
        mark,
        assumed,
        doubt,
    }
}

impl Decimal {
    /// What to say of the column whose header stands at `place`.
    pub(super) fn diagnostic(
        self,
        evidence: &ColumnEvidence,
        place: Place,
        (field, header): (FieldId, &str),
    ) -> Option<Diagnostic> {
        let (code, severity) = self.doubt?;
        let (taken, sample) = match self.mark {
            DecimalMark::Comma => ("12,50", "1,200"),
            _ => ("12.50", "1.200"),
        };
        let doubtful = match code {
            "decimal-mark-taken" if self.mark == DecimalMark::Comma => evidence.doubtful_commas,
            "decimal-mark-taken" => evidence.doubtful_points,
            _ => evidence.doubtful_points + evidence.doubtful_commas,
        };
        Some(
            Diagnostic::new(code, severity, place)
                .field(field)
                .value(shortened(header))
                .arg("taken", taken)
                .arg("sample", sample)
                .arg("points", evidence.decimal_points)
                .arg("commas", evidence.decimal_commas)
                .arg("ambiguous", doubtful),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::model::{Field, TableKind};
    use crate::stage::clean::sheets::{ids, plan, run, table};

    #[test]
    fn what_one_cell_decides_for_a_column_is_told() {
        for (cells, codes, amounts) in [
            (
                &["1,200", "12,50"][..],
                &["decimal-mark-taken"][..],
                &["1.2", "12.5"][..],
            ),
            (
                &["1.200", "12.50"],
                &["decimal-mark-taken"],
                &["1.2", "12.5"],
            ),
            (&["1,200", "12.50"], &[], &["1200", "12.5"]),
            (
                &["12.50", "12,50"],
                &["decimal-mark-mixed"],
                &["12.5", "12.5"],
            ),
            (
                &["12.50", "12,50", "12,70", "1.200"],
                &["decimal-mark-conflict"],
                &["12.5", "12.5", "12.7", "1200"],
            ),
            (&["1200", "12.50"], &[], &["1200", "12.5"]),
        ] {
            let rows: Vec<[&str; 3]> = cells
                .iter()
                .map(|cell| ["Sara", "2024-05-01", cell])
                .collect();
            let rows: Vec<&[&str]> = rows.iter().map(<[&str; 3]>::as_slice).collect();
            let fields = ids(&[Field::Contact, Field::Date, Field::Amount]);
            let cleaned = run(vec![table(TableKind::Purchases, &fields, &rows)], &plan());
            let found: Vec<&str> = cleaned.diagnostics.iter().map(|found| found.code).collect();
            assert_eq!(found, codes, "{cells:?}");
            let frame = &cleaned.frames[&TableKind::Purchases];
            let shown: Vec<String> = (0..cells.len())
                .map(|row| {
                    frame
                        .display(Field::Amount, row)
                        .unwrap_or_default()
                        .into_owned()
                })
                .collect();
            assert_eq!(shown, amounts, "{cells:?}");
        }
    }

    #[test]
    fn the_words() {
        let evidence = ColumnEvidence {
            decimal_commas: 1,
            doubtful_commas: 40,
            ..ColumnEvidence::default()
        };
        let settled = settle(&evidence, Language::English);
        let place = Place::Cell(crate::model::SheetId(0), 0, 2);
        let said = settled
            .diagnostic(&evidence, place, (Field::Amount.into(), "Amount"))
            .map(|found| Lang::load(Language::English).message(&found));
        assert_eq!(
            said.as_deref(),
            Some(
                "numbers such as `1,200` in column `Amount` (40 of them) are read with decimals, because other cells of the column are typed like `12,50`"
            )
        );
    }
}

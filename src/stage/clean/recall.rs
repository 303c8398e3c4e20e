//! Texts that say what another cell of their column has said: they get its value and are not read again. Cities, groups, owners
//! and days are most of a sheet.
//!
//! Read each time are texts that gave a problem or a note, long texts, phones, addresses and amounts, fields of several columns, and
//! every column of a sheet with labels.

use crate::model::{FieldType, Frame, Stored, text_hash};

use super::prepare::ColumnPlan;

/// Texts remembered of one column.
const SLOTS: usize = 256;
/// Longer texts seldom stand twice.
const LONGEST: usize = 64;
/// After so many cells a column of which less than a quarter were known is read cell by cell.
const TRIAL: u32 = 1024;

/// What was made of the texts of a table's columns; for the rows of one frame.
#[derive(Debug)]
pub(super) struct Recall<'g> {
    columns: Vec<Column<'g>>,
}

#[derive(Debug, Default)]
struct Column<'g> {
    known: Vec<Option<(&'g str, Stored)>>,
    asked: u32,
    found: u32,
}

/// A text that was not known; how it can be remembered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unknown<'g> {
    text: &'g str,
    slot: usize,
}

impl<'g> Recall<'g> {
    /// Nothing is known yet; for so many columns.
    pub(super) fn new(columns: usize) -> Recall<'g> {
        Recall {
            columns: std::iter::repeat_with(Column::default)
                .take(columns)
                .collect(),
        }
    }

    /// Gives the frame's last row the value of a text that was read before. Else says how to remember it, if it is worth it.
    pub(super) fn give(
        &mut self,
        plan: &ColumnPlan,
        text: &'g str,
        frame: &mut Frame,
    ) -> Result<(), Option<Unknown<'g>>> {
        let column = self.columns.get_mut(plan.at).ok_or(None)?;
        if text.len() > LONGEST || !reads_alike(plan) || column.is_hopeless() {
            return Err(None);
        }
        column.asked += 1;
        let unknown = Unknown {
            text,
            slot: text_hash(text) as usize % SLOTS,
        };
        match column.known.get(unknown.slot) {
            Some(Some((known, stored))) if std::ptr::eq(*known, text) || *known == text => {
                column.found += 1;
                frame.store(plan.field, *stored);
                Ok(())
            }
            _ => Err(Some(unknown)),
        }
    }

    /// Remembers what the frame's last row has got of a text; call it only where the text gave no problem.
    pub(super) fn remember(&mut self, plan: &ColumnPlan, unknown: Unknown<'g>, frame: &Frame) {
        let Some((column, stored)) = self.columns.get_mut(plan.at).zip(frame.stored(plan.field))
        else {
            return;
        };
        if column.known.is_empty() {
            column.known = vec![None; SLOTS];
        }
        if let Some(slot) = column.known.get_mut(unknown.slot) {
            *slot = Some((unknown.text, stored));
        }
    }
}

impl Column<'_> {
    fn is_hopeless(&self) -> bool {
        self.asked >= TRIAL && self.found < self.asked / 4
    }
}

/// Whether equal texts of a column have equal values: no other column, label or country has a say.
fn reads_alike(plan: &ColumnPlan) -> bool {
    !plan.joins
        && plan.label.is_none()
        && !matches!(
            plan.kind,
            FieldType::Phones | FieldType::Emails | FieldType::Money
        )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;
    use crate::diag::Capped;
    use crate::model::{Field, Place, SheetId, TableKind};
    use crate::stage::clean::prepare::TablePlan;
    use crate::stage::clean::sheets::{TODAY, ids, plan, run, table};
    use crate::stage::clean::{Accepted, CleanRequest, Cleaned};
    use crate::stage::map::MappedTable;

    const FIELDS: [Field; 8] = [
        Field::Name,
        Field::City,
        Field::Birthday,
        Field::Vip,
        Field::DoNotContact,
        Field::Employees,
        Field::Role,
        Field::Hobbies,
    ];

    /// What people type, understood or not, by column.
    const TYPED: [[&str; 5]; 8] = [
        ["Sara Hassan", "IVAN PETROV", "Мария  Иванова", "n/a", ""],
        ["Cairo", " Cairo", "القاهرة", "РњРѕСЃРєРІР°", ""],
        ["05.06.1990", "5 мая", "31.02.1990", "1404/12/30", "soon"],
        ["yes", "да", "yess", "لا", ""],
        ["no", "perhaps", "Нет", "-", ""],
        ["12", "1,200", "many", "=12", "١٢"],
        ["decides", "ЛПР", "buys, decides", "boss", ""],
        ["tea, chess", "чай; лыжи", "tea,  chess", "none", ""],
    ];

    proptest! {
        /// The first of the equal cells is read, the others are recalled.
        #[test]
        fn equal_cells_have_equal_values_and_equal_problems(
            picks in proptest::collection::vec(proptest::array::uniform8(0_usize..5), 2..60),
        ) {
            let rows: Vec<Vec<&str>> = picks
                .iter()
                .map(|pick| {
                    let cells = pick.iter().zip(TYPED).map(|(at, typed)| typed[*at]);
                    // Nobody's row is held back.
                    cells.chain(["Nile Co"]).collect()
                })
                .collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            let mut fields = FIELDS.to_vec();
            fields.push(Field::Company);
            let cleaned = run(vec![table(TableKind::Contacts, &ids(&fields), &rows)], &plan());
            let frame = &cleaned.frames[&TableKind::Contacts];
            for (column, field) in FIELDS.into_iter().enumerate() {
                let mut first = BTreeMap::new();
                for (row, cells) in rows.iter().enumerate() {
                    let problems: Vec<_> = cleaned
                        .diagnostics
                        .iter()
                        .filter(|found| matches!(found.place, Place::Cell(_, at, _) if at == row as u32 + 1))
                        .filter(|found| found.field == Some(field.into()))
                        .map(|found| (found.code, &found.value, &found.args, &found.proposal))
                        .collect();
                    let value = (frame.display(field, row), frame.typed(field, row), problems);
                    let known = first.entry(cells[column]).or_insert_with(|| value.clone());
                    prop_assert_eq!(&*known, &value, "{:?} of row {}", cells[column], row);
                }
            }
        }
    }

    /// How the columns of a table are read.
    fn settled(table: &MappedTable) -> TablePlan {
        let request = CleanRequest {
            plan: &plan(),
            today: TODAY,
            readings: &[],
            accepted: &Accepted::default(),
        };
        let scan = crate::stage::clean::evidence::scan(table, &BTreeMap::new());
        let mut sink = Capped::new(&[]);
        TablePlan::new(table, &scan, &Cleaned::default(), &request, &mut sink)
    }

    #[test]
    fn a_text_is_read_once_and_a_column_of_ever_new_texts_is_given_up() {
        let mapped = table(TableKind::Contacts, &ids(&[Field::City]), &[&["Cairo"]]);
        let plan = settled(&mapped);
        let column = &plan.columns[0];
        let mut frame = Frame::new(TableKind::Contacts);
        let mut recall = Recall::new(1);
        frame.push_row(SheetId(0), 1);
        let unknown = recall
            .give(column, "Cairo", &mut frame)
            .unwrap_err()
            .unwrap();
        frame.set_text(Field::City, "Cairo");
        recall.remember(column, unknown, &frame);
        frame.push_row(SheetId(0), 2);
        assert!(recall.give(column, "Cairo", &mut frame).is_ok());
        assert_eq!(frame.text(Field::City, 1), Some("Cairo"));
        let texts: Vec<String> = (0..TRIAL).map(|at| format!("City {at}")).collect();
        for text in &texts {
            let _ = recall.give(column, text, &mut frame);
        }
        assert!(
            recall
                .give(column, "Cairo", &mut frame)
                .is_err_and(|one| one.is_none())
        );
        let long = "x".repeat(LONGEST + 1);
        assert!(
            Recall::new(1)
                .give(column, &long, &mut frame)
                .is_err_and(|one| one.is_none())
        );
    }

    #[test]
    fn columns_on_which_others_have_a_say_are_read_each_time() {
        let fields = ids(&[
            Field::City,
            Field::City,
            Field::Phone,
            Field::Email,
            Field::Name,
        ]);
        let mapped = table(TableKind::Contacts, &fields, &[&["a", "b", "c", "d", "e"]]);
        let plan = settled(&mapped);
        let alike: Vec<bool> = plan.columns.iter().map(reads_alike).collect();
        assert_eq!(alike, [false, false, false, false, true]);
    }
}

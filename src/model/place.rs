//! Where a value stands in the user's files, and what became of each row.

use super::FieldId;

/// A sheet among those read in this run; an index into [`Places`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId(pub u32);

/// A place in the user's files: a file alone, a sheet, a row, or a cell. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The book as a whole.
    Book,
    /// A file, by its path relative to the book with `/` between folders.
    File(String),
    /// A line and a column (both from 1) of a text file, such as a rules file.
    Line {
        /// Path relative to the book.
        file: String,
        /// Line from 1.
        line: u32,
        /// Column in characters from 1.
        column: u32,
    },
    /// A sheet.
    Sheet(SheetId),
    /// A row of a sheet.
    Row(SheetId, u32),
    /// A cell of a sheet: row, column.
    Cell(SheetId, u32, u32),
}

/// One sheet of one file, and which column holds which field.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Path relative to the book, with `/` between folders.
    pub file: String,
    /// The sheet's name; empty for a CSV file.
    pub name: String,
    /// Columns (from 0) by field, ascending by field; the first column where several hold one field.
    pub columns: Vec<(FieldId, u32)>,
}

/// All sheets of a run. Places are kept per sheet and computed from row and field, not stored per cell.
#[derive(Debug, Clone, Default)]
pub struct Places {
    sheets: Vec<Sheet>,
}

impl Places {
    /// Registers a sheet.
    pub fn add(&mut self, sheet: Sheet) -> SheetId {
        self.sheets.push(sheet);
        SheetId((self.sheets.len() - 1) as u32)
    }

    /// The sheet behind an id.
    pub fn sheet(&self, id: SheetId) -> &Sheet {
        &self.sheets[id.0 as usize]
    }

    /// Mutable access, to fill in the columns once the header row is known.
    pub fn sheet_mut(&mut self, id: SheetId) -> &mut Sheet {
        &mut self.sheets[id.0 as usize]
    }

    /// All sheets in the order in which they were read.
    pub fn sheets(&self) -> impl Iterator<Item = (SheetId, &Sheet)> {
        self.sheets
            .iter()
            .enumerate()
            .map(|(index, sheet)| (SheetId(index as u32), sheet))
    }

    /// The place of a field's value in a row: its cell where the sheet has such a column, else the row.
    pub fn of(&self, sheet: SheetId, row: u32, field: FieldId) -> Place {
        let columns = &self.sheet(sheet).columns;
        match columns.binary_search_by_key(&field, |(known, _)| *known) {
            Ok(at) => Place::Cell(sheet, row, columns[at].1),
            Err(_) => Place::Row(sheet, row),
        }
    }

    /// The place in words: `contacts.xlsx › Contacts!D17`.
    pub fn show(&self, place: &Place) -> String {
        let sheet_name = |id: &SheetId| {
            let sheet = self.sheet(*id);
            if sheet.name.is_empty() {
                sheet.file.clone()
            } else {
                format!("{} › {}", sheet.file, sheet.name)
            }
        };
        let join = |id: &SheetId| {
            if self.sheet(*id).name.is_empty() {
                " › "
            } else {
                "!"
            }
        };
        match place {
            Place::Book => String::new(),
            Place::File(file) => file.clone(),
            Place::Line { file, line, column } => format!("{file}:{line}:{column}"),
            Place::Sheet(id) => sheet_name(id),
            Place::Row(id, row) => format!("{}{}{}", sheet_name(id), join(id), row + 1),
            Place::Cell(id, row, column) => {
                format!("{}{}{}", sheet_name(id), join(id), cell_name(*row, *column))
            }
        }
    }
}

/// What became of a row below a recognised header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It stands for itself.
    Kept,
    /// Its content lives on in another row.
    Merged,
    /// It was held back, and says why.
    Held,
    /// Nothing stands in it.
    Blank,
}

impl Fate {
    /// The code used in `out/data/rows.csv`.
    pub fn code(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::Merged => "merged",
            Fate::Held => "held",
            Fate::Blank => "blank",
        }
    }
}

/// A column's letters: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + (rest % 26) as u8));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// A cell's name from row and column, both from 0: `(16, 3)` is `D17`.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_names() {
        for (row, column, name) in [
            (0, 0, "A1"),
            (16, 3, "D17"),
            (9, 25, "Z10"),
            (0, 26, "AA1"),
            (0, 701, "ZZ1"),
            (0, 702, "AAA1"),
        ] {
            assert_eq!(cell_name(row, column), name);
        }
    }

    #[test]
    fn places_in_words() {
        let mut places = Places::default();
        let book = places.add(Sheet {
            file: "contacts.xlsx".into(),
            name: "Contacts".into(),
            columns: vec![],
        });
        let csv = places.add(Sheet {
            file: "old.csv".into(),
            name: String::new(),
            columns: vec![],
        });
        assert_eq!(
            places.show(&Place::Cell(book, 16, 3)),
            "contacts.xlsx › Contacts!D17"
        );
        assert_eq!(places.show(&Place::Cell(csv, 1, 0)), "old.csv › A2");
        assert_eq!(
            places.show(&Place::Row(book, 4)),
            "contacts.xlsx › Contacts!5"
        );
    }
}

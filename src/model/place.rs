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

impl Sheet {
    /// Whether its rows are the cards of an address book file: such a file has no cells, and its row N (from 0) is its Nth card,
    /// row 0 being the headers that the reader gave them.
    pub fn holds_cards(&self) -> bool {
        let end = self.file.rsplit('.').next().unwrap_or_default();
        self.name.is_empty()
            && (end.eq_ignore_ascii_case("vcf") || end.eq_ignore_ascii_case("vcard"))
    }

    /// The number of a row (from 0) as its owner counts: rows from 1, cards from 1.
    pub fn number_of(&self, row: u32) -> u32 {
        if self.holds_cards() { row } else { row + 1 }
    }
}

/// All sheets of a run. Places are kept per sheet and computed from row and field, not stored per cell.
#[derive(Debug, Clone)]
pub struct Places {
    sheets: Vec<Sheet>,
    card: String,
}

impl Default for Places {
    fn default() -> Places {
        Places {
            sheets: Vec::new(),
            card: "card {card}".to_owned(),
        }
    }
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

    /// Says how cards are named in the language of the run: `card {card}`.
    pub fn name_cards(&mut self, card: &str) {
        card.clone_into(&mut self.card);
    }

    /// A row or a cell in short: `17`, `D17`; `card 17` in a file of cards, and nothing for its made-up headers.
    pub fn show_in_sheet(&self, place: &Place) -> String {
        match place {
            Place::Row(id, row) | Place::Cell(id, row, _) if self.sheet(*id).holds_cards() => {
                if *row == 0 {
                    String::new()
                } else {
                    self.card.replace("{card}", &row.to_string())
                }
            }
            Place::Row(_, row) => (row + 1).to_string(),
            Place::Cell(_, row, column) => cell_name(*row, *column),
            _ => String::new(),
        }
    }

    /// The place in words: `contacts.xlsx › Contacts!D17`, `phone.vcf › card 17`.
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
            Place::Row(id, _) | Place::Cell(id, ..) => {
                let inside = self.show_in_sheet(place);
                if inside.is_empty() {
                    sheet_name(id)
                } else {
                    format!("{}{}{inside}", sheet_name(id), join(id))
                }
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
        let cards = places.add(Sheet {
            file: "data/phone.vcf".into(),
            name: String::new(),
            columns: vec![],
        });
        let cell = Place::Cell(cards, 17, 2);
        assert_eq!(places.show(&cell), "data/phone.vcf › card 17");
        assert_eq!(places.show(&Place::Cell(cards, 0, 2)), "data/phone.vcf");
        places.name_cards("карточка {card}");
        assert_eq!(
            places.show(&Place::Row(cards, 1)),
            "data/phone.vcf › карточка 1"
        );
        assert_eq!(places.sheet(cards).number_of(17), 17);
        assert_eq!(places.sheet(book).number_of(16), 17);
    }
}

//! Writes one value into one cell. Text never becomes a formula; links are made only of parsed phones, parsed addresses and
//! places of this run.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_xlsxwriter::{Formula, Url, Worksheet, XlsxError};

use crate::model::column_letters;
use crate::output::view::Value;

use super::look::Look;

/// The longest text of a cell in UTF-16 units (Excel).
const LONGEST: usize = 32_767;

/// Links of a sheet that are kept as such; Excel takes 65,530. Later cells show their text only.
pub(super) const LINK_CAP: usize = 60_000;

/// A sheet being filled, and how many links it has.
pub(super) struct Cells<'s> {
    pub(super) sheet: &'s mut Worksheet,
    pub(super) look: &'s Look,
    /// Links still allowed; 0 for sheets that show text only.
    pub(super) links: usize,
}

impl Cells<'_> {
    /// Writes a value; the column's format applies.
    pub(super) fn put(&mut self, at: (u32, u16), value: &Value<'_>) -> Result<(), XlsxError> {
        let (row, column) = at;
        match value {
            Value::Empty => {}
            Value::Text(text) => {
                self.sheet.write_string(row, column, cut(text))?;
            }
            Value::Number(number) => {
                self.sheet.write_number(row, column, *number)?;
            }
            Value::Date(date) => match serial(*date) {
                Some(serial) if self.look.dress.is_iso() => {
                    self.sheet.write_number(row, column, serial)?;
                }
                // No number format shows another calendar in both Excel and LibreOffice. Year, month, day sort as text too.
                _ => {
                    let shown = self.look.dress.date(*date);
                    self.sheet.write_string(row, column, shown)?;
                }
            },
            Value::Phone(number, extension, shown) => {
                self.phone(at, (*number, *extension), shown)?;
            }
            Value::Email(address, shown) => {
                let url = mail_link(address).map(|link| Url::new(link).set_text(cut(shown)));
                self.link(at, url, shown)?;
            }
            Value::Change(before, changed, after) => {
                self.change(at, [before, changed, after])?;
            }
            Value::Compared(sign, text) => {
                let format = self.look.compared(*sign);
                self.sheet
                    .write_string_with_format(row, column, cut(text), format)?;
            }
            Value::Place(file, sheet, cell, shown) => {
                let url =
                    place_link(file, sheet, cell).map(|link| Url::new(link).set_text(cut(shown)));
                self.link(at, url, shown)?;
            }
            Value::Ratio(upper, lower, result) => {
                let formula = Formula::new(ratio_formula(at, *upper, *lower));
                let formula = formula.set_result(result.to_string());
                self.sheet.write_formula(row, column, formula)?;
            }
            Value::Sum(first, last, result) => {
                let formula = Formula::new(sum_formula(at, *first, *last));
                let formula = formula.set_result(result.to_string());
                self.sheet.write_formula(row, column, formula)?;
            }
        }
        Ok(())
    }

    /// A text whose middle part is marked. Without one, or with nothing beside it, there is nothing to mark.
    fn change(&mut self, at: (u32, u16), parts: [&String; 3]) -> Result<(), XlsxError> {
        let [before, changed, after] = parts;
        let whole = format!("{before}{changed}{after}");
        if changed.is_empty() || whole.len() > LONGEST || *cut(&whole) != *whole {
            self.sheet.write_string(at.0, at.1, cut(&whole))?;
            return Ok(());
        }
        let (plain, marked) = (&self.look.unmarked, &self.look.marked);
        let segments: Vec<_> = [(plain, before), (marked, changed), (plain, after)]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(format, text)| (format, text.as_str()))
            .collect();
        let cell = self.look.of(super::look::Kind::Code);
        if let [(format, text)] = segments.as_slice() {
            let format = cell.clone().merge(format);
            self.sheet
                .write_string_with_format(at.0, at.1, *text, &format)?;
            return Ok(());
        }
        self.sheet
            .write_rich_string_with_format(at.0, at.1, &segments, cell)?;
        Ok(())
    }

    /// The library takes no `tel:` as a link, so that it is made as a formula, of digits only.
    fn phone(&mut self, at: (u32, u16), number: (u64, u32), shown: &str) -> Result<(), XlsxError> {
        if self.links == 0 || shown.chars().count() > 200 {
            self.sheet.write_string(at.0, at.1, cut(shown))?;
            return Ok(());
        }
        self.links -= 1;
        let (formula, result) = phone_formula(number, shown);
        let formula = Formula::new(formula).set_result(result);
        self.sheet
            .write_formula_with_format(at.0, at.1, formula, &self.look.link)?;
        Ok(())
    }

    fn link(&mut self, at: (u32, u16), url: Option<Url>, shown: &str) -> Result<(), XlsxError> {
        match url {
            Some(url) if self.links > 0 => {
                self.links -= 1;
                self.sheet
                    .write_url_with_format(at.0, at.1, url, &self.look.link)?;
            }
            _ => {
                self.sheet.write_string(at.0, at.1, cut(shown))?;
            }
        }
        Ok(())
    }
}

/// A link that dials, and the text it shows.
pub(super) fn phone_formula(number: (u64, u32), shown: &str) -> (String, String) {
    let extension = match number.1 {
        0 => String::new(),
        extension => format!(";ext={extension}"),
    };
    let text = quoted(shown);
    let formula = format!("=HYPERLINK(\"tel:+{}{extension}\",\"{text}\")", number.0);
    // The space keeps a bare E.164 number from being stored as a number; programs that compute show the text itself.
    (formula, format!("{text} "))
}

/// A link that writes a mail; nothing for an address that is not plain.
pub(super) fn mail_formula(address: &str, shown: &str) -> Option<String> {
    let link = mail_link(address)?;
    // The longest text in a formula has 255 characters (Excel).
    (shown.chars().count() <= 200).then(|| format!("=HYPERLINK(\"{link}\",\"{}\")", quoted(shown)))
}

/// A text in a formula.
fn quoted(text: &str) -> String {
    text.replace('"', "\"\"").replace(['\n', '\r', '\t'], " ")
}

/// A share of two cells so many columns before `at`.
pub(super) fn ratio_formula(at: (u32, u16), upper: u16, lower: u16) -> String {
    let (upper, lower) = (cell(at.0, at.1, upper), cell(at.0, at.1, lower));
    format!("=IF({lower}=0,\"\",{upper}/{lower})")
}

/// The sum of the cells from so many columns before `at` to so many.
pub(super) fn sum_formula(at: (u32, u16), first: u16, last: u16) -> String {
    let (first, last) = (cell(at.0, at.1, first), cell(at.0, at.1, last));
    format!("=SUM({first}:{last})")
}

/// The name of the cell `back` columns before this one.
fn cell(row: u32, column: u16, back: u16) -> String {
    let letters = column_letters(u32::from(column.saturating_sub(back)));
    format!("{letters}{}", row + 1)
}

/// Days since 1899-12-30, as spreadsheets count; `None` before March 1900, where they count wrongly or not at all.
pub(super) fn serial(date: Date) -> Option<f64> {
    const EPOCH: Date = jiff::civil::date(1899, 12, 30);
    let days = date.since(EPOCH).ok()?.get_days();
    (days > 60).then(|| f64::from(days))
}

/// The text as far as a cell holds it, without the two code points that XML forbids and the library lets pass.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // Both begin with a byte that few other characters begin with.
    if memchr::memchr(0xef, text.as_bytes()).is_some() && text.contains(['\u{fffe}', '\u{ffff}']) {
        text = Cow::Owned(text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"));
    }
    if text.len() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (units > LONGEST).then_some(at)
    });
    match end {
        Some(end) => Cow::Owned(text.get(..end).unwrap_or_default().to_owned()),
        None => text,
    }
}

/// `mailto:` for an address of plain characters; others could smuggle in headers or be taken apart.
fn mail_link(address: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '+');
    (address.len() < 250 && address.chars().all(is_plain)).then(|| format!("mailto:{address}"))
}

/// A link from a workbook in `out/` to a cell of the user's file.
fn place_link(file: &str, sheet: &str, cell: &str) -> Option<String> {
    if file.is_empty() || file.contains(['#', '%', '?']) || file.chars().any(char::is_control) {
        return None;
    }
    let is_absolute =
        file.starts_with('/') || file.get(1..3).is_some_and(|at| at == ":/" || at == ":\\");
    let path = if is_absolute {
        format!("file:///{file}")
    } else {
        format!("file://../{file}")
    };
    if sheet.is_empty() || sheet.chars().any(char::is_control) {
        return Some(path);
    }
    let cell = match cell {
        "" => "A1".to_owned(),
        row if row.bytes().all(|b| b.is_ascii_digit()) => format!("A{row}"),
        cell => cell.to_owned(),
    };
    Some(format!("{path}#'{}'!{cell}", sheet.replace('\'', "''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_those_of_spreadsheets() {
        for (date, days) in [
            ("1900-03-01", Some(61.0)),
            ("2026-05-01", Some(46_143.0)),
            ("1899-01-01", None),
        ] {
            assert_eq!(serial(date.parse().unwrap()), days, "{date}");
        }
    }

    #[test]
    fn only_plain_addresses_become_links() {
        assert_eq!(
            mail_link("a.b+c@d.org").as_deref(),
            Some("mailto:a.b+c@d.org")
        );
        assert_eq!(mail_link("a@b.org?bcc=c@d.org"), None);
    }

    #[test]
    fn places_are_reached_from_the_folder_out() {
        for (place, link) in [
            (
                ("data/contacts.xlsx", "Contacts", "D17"),
                Some("file://../data/contacts.xlsx#'Contacts'!D17"),
            ),
            (
                ("data/a.xlsx", "Sara's", "17"),
                Some("file://../data/a.xlsx#'Sara''s'!A17"),
            ),
            (("old.csv", "", "A2"), Some("file://../old.csv")),
            (("/srv/a.xlsx", "S", ""), Some("file:////srv/a.xlsx#'S'!A1")),
            (("data/a#b.xlsx", "S", "A1"), None),
        ] {
            let (file, sheet, cell) = place;
            assert_eq!(place_link(file, sheet, cell).as_deref(), link, "{file}");
        }
    }

    #[test]
    fn long_texts_are_cut_where_excel_ends() {
        assert_eq!(cut(&"я".repeat(40_000)).chars().count(), 32_767);
        assert_eq!(cut(&"😀".repeat(20_000)).chars().count(), 16_383);
    }
}

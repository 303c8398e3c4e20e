//! What a whole column says once its cells are read: amounts that are a slip of the keyboard away from the usual, addresses
//! that belong to desks.
//!
//! One pass over the values of a table that are in memory anyway; twelve bytes a row while it lasts.

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::diag::{Capped, Diagnostic, Proposal, Severity};
use crate::model::{Field, FieldId, FieldType, Frame, Place, TableKind, plain_decimal};
use crate::stage::map::MappedTable;
use crate::text::email::is_role;
use crate::text::number::{DecimalMark, NumberHints, parse_amount};
use crate::text::tidy;

use super::accepted::beside_amount;
use super::cells::text_of;
use super::prepare::{ColumnPlan, TablePlan};
use super::problem::shortened;

/// The fewest amounts of one kind that tell what is usual.
const FEWEST: usize = 8;

/// Slips: a zero more or less, the decimal mark of two decimals left out, three zeros more or less.
const FACTORS: [u32; 3] = [10, 100, 1000];

/// Amounts within so much of the usual (natural logarithm; 0.1 is a tenth) are the same even where all others are equal.
const NEAR: f64 = 0.1;

/// The part of a table's frame that was read from one sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole<'a> {
    pub(super) table: &'a MappedTable,
    pub(super) plan: &'a TablePlan,
    pub(super) frame: &'a Frame,
    /// The row of the frame at which the sheet's rows begin.
    pub(super) first: usize,
}

/// Looks at every column of the table.
pub(super) fn look(whole: Whole<'_>, sink: &mut Capped<'_>) {
    let mut seen: Vec<FieldId> = Vec::new();
    for column in &whole.plan.columns {
        if seen.contains(&column.field) {
            continue;
        }
        seen.push(column.field);
        let sells = matches!(whole.table.table, TableKind::Purchases | TableKind::Costs);
        match column.kind {
            FieldType::Emails => whole.desks(column, sink),
            FieldType::Money if sells && !column.joins => whole.slips(column, sink),
            FieldType::Text if column.field.known().is_none() => whole.unread_emails(column, sink),
            _ => {}
        }
    }
}

/// Cells of a column that tell what it holds.
const LOOKED_THROUGH: usize = 500;
/// Fewer addresses may be chance.
const FEWEST_EMAILS: u64 = 3;

/// An amount: its group, the logarithms of itself and of the price of one piece, its row.
type Entry = (u32, f32, f32, u32);

impl Whole<'_> {
    fn rows(&self) -> Range<usize> {
        self.first..self.frame.len()
    }

    fn desks(&self, column: &ColumnPlan, sink: &mut Capped<'_>) {
        let (mut all, mut desks) = (0_u64, 0_u64);
        for row in self.rows() {
            for address in self.frame.emails(column.field, row) {
                all += 1;
                desks += u64::from(is_role(address));
            }
        }
        if desks > 0 {
            let header = self.table.grid.row_number(self.table.header_row);
            let place = Place::Cell(self.table.sheet, header, column.column);
            sink.push(
                Diagnostic::new("email-role", Severity::Note, place)
                    .field(column.field)
                    .value(shortened(&column.header))
                    .arg("count", desks)
                    .arg("all", all),
            );
        }
    }

    /// A misspelt header (`Emial`) makes a field of one's own of the addresses below it.
    fn unread_emails(&self, column: &ColumnPlan, sink: &mut Capped<'_>) {
        let texts = self
            .rows()
            .filter_map(|row| self.frame.text(column.field, row))
            .take(LOOKED_THROUGH);
        let (mut all, mut emails) = (0_u64, 0_u64);
        for text in texts {
            all += 1;
            let (_, domain) = text.rsplit_once('@').unwrap_or_default();
            emails += u64::from(domain.contains('.') && !text.contains("://"));
        }
        if emails >= FEWEST_EMAILS && emails * 2 > all {
            let header = self.table.grid.row_number(self.table.header_row);
            let place = Place::Cell(self.table.sheet, header, column.column);
            sink.push(
                Diagnostic::new("column-like-emails", Severity::Warning, place)
                    .value(shortened(&column.header))
                    .arg("count", emails),
            );
        }
    }

    fn slips(&self, column: &ColumnPlan, sink: &mut Capped<'_>) {
        let mut entries = self.entries(column.field);
        entries.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.3.cmp(&b.3)));
        let mut found: Vec<(usize, u32, bool, Decimal)> = Vec::new();
        for group in entries.chunk_by(|a, b| a.0 == b.0) {
            self.slips_of(group, column.field, &mut found);
        }
        found.sort_by_key(|(row, ..)| *row);
        for (row, factor, above, usual) in found {
            sink.push(self.slip(column, (row, factor, above), usual));
        }
    }

    fn entries(&self, field: FieldId) -> Vec<Entry> {
        let mut groups: HashMap<(&str, &str), u32, foldhash::fast::FixedState> = HashMap::default();
        self.rows()
            .filter_map(|row| {
                let amount = self.frame.number(field, row)?.abs().to_f64()?;
                if amount <= 0.0 {
                    return None;
                }
                let quantity = self.quantity(row).and_then(|quantity| quantity.to_f64());
                let name = self.group(row);
                if quantity.is_none() && name == ("", "") {
                    return None;
                }
                let next = groups.len() as u32;
                let group = *groups.entry(name).or_insert(next);
                let price = amount / quantity.unwrap_or(1.0);
                Some((group, amount.ln() as f32, price.ln() as f32, row as u32))
            })
            .collect()
    }

    /// What an amount is for: the product; of a cost its source and campaign.
    fn group(&self, row: usize) -> (&str, &str) {
        let text = |field: Field| self.frame.text(field, row).unwrap_or_default();
        match self.table.table {
            TableKind::Costs => (text(Field::Source), text(Field::Campaign)),
            _ => (text(Field::Product), ""),
        }
    }

    fn quantity(&self, row: usize) -> Option<Decimal> {
        let quantity = self.frame.number(Field::Quantity, row)?;
        (quantity > Decimal::ZERO).then_some(quantity)
    }

    /// The slips among the amounts of one group, ascending by amount; by the price of a piece unless that varies more.
    fn slips_of(
        &self,
        group: &[Entry],
        field: FieldId,
        found: &mut Vec<(usize, u32, bool, Decimal)>,
    ) {
        if group.len() < FEWEST {
            return;
        }
        let mut by_amount: Vec<(f32, u32)> =
            group.iter().map(|(_, x, _, row)| (*x, *row)).collect();
        let mut by_price: Vec<(f32, u32)> = group.iter().map(|(_, _, x, row)| (*x, *row)).collect();
        let (Some(amounts), Some(prices)) = (Usual::of(&mut by_amount), Usual::of(&mut by_price))
        else {
            return;
        };
        let pieces = prices.spread <= amounts.spread;
        let usual = if pieces { prices } else { amounts };
        let slips: Vec<(u32, u32, bool)> = group
            .iter()
            .filter_map(|(_, amount, price, row)| {
                let x = if pieces { price } else { amount };
                let (factor, above) = usual.slip(f64::from(*x))?;
                let one = self
                    .quantity(*row as usize)
                    .is_none_or(|typed| typed == Decimal::ONE);
                // Ten pieces for ten times the amount are no slip.
                (one || prices.slip(f64::from(*price)).is_some()).then_some((*row, factor, above))
            })
            .collect();
        // More than a few are no slips but another size or another price of the product.
        if slips.len() > (group.len() / 20).max(1) {
            return;
        }
        for (row, factor, above) in slips {
            let middle = usual.row as usize;
            let Some(mut amount) = self.frame.number(field, middle).map(|amount| amount.abs())
            else {
                continue;
            };
            if pieces {
                let one = self.quantity(middle).unwrap_or(Decimal::ONE);
                let these = self.quantity(row as usize).unwrap_or(Decimal::ONE);
                let scaled = amount
                    .checked_div(one)
                    .and_then(|one| one.checked_mul(these));
                amount = scaled.unwrap_or(amount).round_dp(2);
            }
            found.push((row as usize, factor, above, amount.normalize()));
        }
    }

    fn slip(
        &self,
        column: &ColumnPlan,
        (row, factor, above): (usize, u32, bool),
        usual: Decimal,
    ) -> Diagnostic {
        let (sheet, number) = self.frame.origin(row);
        let typed = self.frame.typed(column.field, row);
        let amount = self.frame.number(column.field, row).unwrap_or_default();
        let shown = typed.map_or_else(|| plain_decimal(amount), shortened);
        let of = match self.group(row) {
            ("", "") => &column.header,
            ("", name) | (name, _) => name,
        };
        // Without a product or a quantity nobody knows what was bought.
        let is_sure =
            self.frame.text(Field::Product, row).is_some() || self.quantity(row).is_some();
        let severity = if is_sure {
            Severity::Warning
        } else {
            Severity::Note
        };
        let mut found = Diagnostic::new(
            "amount-slip",
            severity,
            Place::Cell(sheet, number, column.column),
        )
        .field(column.field)
        .value(shown)
        .arg("of", shortened(of))
        .arg("usual", usual);
        let factor = Decimal::from(factor);
        let meant = if above {
            amount.checked_div(factor)
        } else {
            amount.checked_mul(factor)
        };
        // A cell with a currency in it, or in another unit than the book's, is for its owner to write.
        let hints = NumberHints {
            mark: column.mark,
            home: None,
            local: None,
        };
        let says = |text: &str, amount: Decimal| {
            parse_amount(text, hints)
                .is_ok_and(|read| read.currency.is_none() && read.value == amount)
        };
        let bare = typed.is_none_or(|typed| says(typed, amount));
        if is_sure
            && bare
            && let Some(meant) = meant
        {
            let mut reads = plain_decimal(meant);
            if column.mark == DecimalMark::Comma {
                reads = reads.replace('.', ",");
            }
            if says(&reads, meant) {
                found.proposal = self.proposal(column, row, &reads);
            }
        }
        found
    }

    /// Proposes what the whole cell of an amount should read.
    fn proposal(&self, column: &ColumnPlan, row: usize, reads: &str) -> Option<Box<Proposal>> {
        let index = self.table.grid.index_of(self.frame.origin(row).1)?;
        let cell = self.table.grid.cell(index, column.column);
        let mut proposal = Proposal::new(tidy(&text_of(&cell)), reads)?;
        proposal.beside = beside_amount(self.frame, row);
        Some(proposal)
    }
}

/// The middle of a group and how far its values lie from it, as logarithms.
#[derive(Debug, Clone, Copy)]
struct Usual {
    middle: f64,
    /// 1.4826 times the median of absolute deviations: the standard deviation, where slips do not count (Rousseeuw and
    /// Croux 1993, JASA 88, 1273).
    spread: f64,
    /// The row of the middle value.
    row: u32,
}

impl Usual {
    /// Sorts the values, ascending; `None` for no values.
    fn of(values: &mut [(f32, u32)]) -> Option<Usual> {
        values.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let (middle, row) = *values.get(values.len() / 2)?;
        let mut away: Vec<f32> = values.iter().map(|(x, _)| (x - middle).abs()).collect();
        let half = away.len() / 2;
        let (_, median, _) = away.select_nth_unstable_by(half, f32::total_cmp);
        Some(Usual {
            middle: f64::from(middle),
            spread: 1.4826 * f64::from(*median),
            row,
        })
    }

    /// The factor by which a value is off, and whether it is above; `None` for one within the spread or no slip's factor away.
    fn slip(self, x: f64) -> Option<(u32, bool)> {
        let off = (x - self.middle).abs();
        let near = (2.0 * self.spread).max(NEAR);
        if off <= 4.0 * self.spread + near {
            return None;
        }
        let factor = FACTORS
            .into_iter()
            .find(|factor| (off - f64::from(*factor).ln()).abs() <= near)?;
        Some((factor, x > self.middle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Language};
    use crate::model::Field;
    use crate::stage::clean::Cleaned;
    use crate::stage::clean::sheets::{codes, ids, plan, run, table};

    fn sold(rows: &[[&str; 3]]) -> Cleaned {
        let fields = ids(&[
            Field::Contact,
            Field::Date,
            Field::Product,
            Field::Quantity,
            Field::Amount,
        ]);
        let rows: Vec<[&str; 5]> = rows
            .iter()
            .map(|[product, quantity, amount]| ["Sara", "2024-05-01", product, quantity, amount])
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 5]>::as_slice).collect();
        run(vec![table(TableKind::Purchases, &fields, &rows)], &plan())
    }

    fn slips(cleaned: &Cleaned) -> Vec<(String, String, Option<String>)> {
        let found = cleaned
            .diagnostics
            .iter()
            .filter(|found| found.code == "amount-slip");
        found
            .map(|found| {
                let usual = found.args.iter().find(|(name, _)| *name == "usual");
                let usual = usual.map(|(_, usual)| usual.clone()).unwrap_or_default();
                (
                    found.value.clone(),
                    usual,
                    found.proposed().map(str::to_owned),
                )
            })
            .collect()
    }

    #[test]
    fn tenfold_and_thousandfold_slips_are_told_with_what_was_meant() {
        let mut rows: Vec<[&str; 3]> =
            ["=100", "=110", "=95", "=105", "=100", "=98", "=102", "=100"]
                .into_iter()
                .map(|amount| ["Tea", "", amount])
                .collect();
        for (typed, value, meant) in [
            ("=1000", "1000", Some("100")),
            ("=10", "10", Some("100")),
            ("1,050", "1,050", Some("105")),
            ("=100000", "100000", Some("100")),
            ("$1,000", "", None),
        ] {
            rows.push(["Tea", "", typed]);
            let want: Vec<_> = meant
                .map(|meant| (value.to_owned(), "100".to_owned(), Some(meant.to_owned())))
                .into_iter()
                .collect();
            let found = slips(&sold(&rows));
            if typed == "$1,000" {
                assert!(
                    found.iter().all(|(.., proposal)| proposal.is_none()),
                    "{found:?}"
                );
            } else {
                assert_eq!(found, want, "{typed}");
            }
            rows.pop();
        }
    }

    #[test]
    fn prices_that_differ_are_no_slips() {
        let wide: Vec<[&str; 3]> = [
            "=1", "=5", "=20", "=100", "=300", "=1000", "=4000", "=9000", "=90000",
        ]
        .into_iter()
        .map(|amount| ["", "", amount])
        .collect();
        assert_eq!(slips(&sold(&wide)), []);
        let two: Vec<[&str; 3]> = (0..30)
            .map(|n| ["Course", "", if n % 3 == 0 { "=1000" } else { "=100" }])
            .collect();
        assert_eq!(slips(&sold(&two)), []);
        let few: Vec<[&str; 3]> = vec![["Tea", "", "=100"]; 6]
            .into_iter()
            .chain([["Tea", "", "=1000"]])
            .collect();
        assert_eq!(slips(&sold(&few)), []);
        let products: Vec<[&str; 3]> = (0..20)
            .map(|n| {
                if n % 2 == 0 {
                    ["Tea", "", "=100"]
                } else {
                    ["Samovar", "", "=1000"]
                }
            })
            .collect();
        assert_eq!(slips(&sold(&products)), []);
    }

    #[test]
    fn the_price_of_a_piece_tells_where_quantities_vary() {
        let mut rows: Vec<[&str; 3]> = vec![
            ["Tea", "=1", "=100"],
            ["Tea", "=3", "=300"],
            ["Tea", "=10", "=1000"],
            ["Tea", "=2", "=200"],
            ["Tea", "=7", "=700"],
            ["Tea", "=20", "=2000"],
            ["Tea", "=4", "=400"],
            ["Tea", "=5", "=500"],
        ];
        assert_eq!(slips(&sold(&rows)), []);
        rows.push(["Tea", "=3", "=3000"]);
        let found = slips(&sold(&rows));
        assert_eq!(found, [("3000".into(), "300".into(), Some("300".into()))]);
    }

    #[test]
    fn a_bulk_sale_at_the_usual_price_is_no_slip() {
        for (usual, odd, want) in [
            (["Tea", "=1", "=100"], ["Tea", "=10", "=1000"], None),
            (["Tea", "", "=100"], ["Tea", "=10", "=1000"], None),
            (["Tea", "=1", "=100"], ["Tea", "=1", "=1000"], Some("100")),
            (
                ["Tea", "=1", "=100"],
                ["Tea", "=10", "=10000"],
                Some("1000"),
            ),
            (["", "=1", "=100"], ["", "=10", "=1000"], None),
        ] {
            let mut rows = vec![usual; 20];
            rows.push(odd);
            let found = slips(&sold(&rows));
            let proposals: Vec<_> = found.iter().map(|(.., meant)| meant.as_deref()).collect();
            assert_eq!(
                proposals,
                want.map(Some).into_iter().collect::<Vec<_>>(),
                "{odd:?}"
            );
        }
        // Prices that vary more than amounts.
        let mut rows: Vec<[&str; 3]> = vec![
            ["Tea", "=1", "=100"],
            ["Tea", "=2", "=100"],
            ["Tea", "=1", "=100"],
            ["Tea", "=2", "=100"],
            ["Tea", "=4", "=100"],
            ["Tea", "=1", "=100"],
            ["Tea", "=2", "=100"],
            ["Tea", "=3", "=100"],
        ];
        rows.push(["Tea", "=10", "=1000"]);
        assert_eq!(slips(&sold(&rows)), []);
    }

    #[test]
    fn a_cost_is_compared_with_costs_of_its_source_and_campaign() {
        for (source, campaign, amount, want) in [
            ("Fair", "", "=5000", None),
            ("Ads", "Spring", "=5000", None),
            ("Ads", "", "=5000", Some(("Ads", Severity::Note, None))),
        ] {
            let fields = ids(&[Field::Date, Field::Source, Field::Campaign, Field::Amount]);
            let mut rows: Vec<[&str; 4]> = vec![["2024-05-01", "Ads", "", "=500"]; 9];
            rows.push(["2024-05-01", source, campaign, amount]);
            let rows: Vec<&[&str]> = rows.iter().map(<[&str; 4]>::as_slice).collect();
            let cleaned = run(vec![table(TableKind::Costs, &fields, &rows)], &plan());
            let found = cleaned
                .diagnostics
                .iter()
                .find(|found| found.code == "amount-slip");
            let told = found.map(|found| {
                let of = found.args.iter().find(|(name, _)| *name == "of");
                let of = of.map(|(_, of)| of.as_str()).unwrap_or_default();
                (of, found.severity, found.proposed())
            });
            assert_eq!(told, want, "{source} {campaign}");
        }
    }

    #[test]
    fn amounts_for_nobody_knows_what_are_not_compared() {
        let mut rows: Vec<[&str; 3]> = vec![["", "", "=100"]; 9];
        rows.push(["", "", "=1000"]);
        assert_eq!(slips(&sold(&rows)), []);
    }

    #[test]
    fn addresses_of_desks_are_counted_in_one_note_a_column() {
        let fields = ids(&[Field::Name, Field::Email]);
        let rows: &[&[&str]] = &[
            &["Sara", "sara@nile.org"],
            &["Nile Co", "info@nile.org; sales@nile.org"],
        ];
        let cleaned = run(vec![table(TableKind::Contacts, &fields, rows)], &plan());
        let lang = Lang::load(Language::English);
        let said: Vec<String> = cleaned
            .diagnostics
            .iter()
            .map(|found| lang.message(found))
            .collect();
        assert_eq!(
            said,
            [
                "2 of the 3 addresses in column `Column 1` belong to a desk such as info@ or sales@, not to one person"
            ]
        );
    }

    #[test]
    fn addresses_under_a_strange_header_are_told() {
        let told = |cells: &[&str]| {
            let rows: Vec<[&str; 2]> = cells.iter().map(|cell| ["Sara", *cell]).collect();
            let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
            let fields = [Field::Name.into(), FieldId::custom(0)];
            let cleaned = run(vec![table(TableKind::Contacts, &fields, &rows)], &plan());
            codes(&cleaned) == ["column-like-emails"]
        };
        assert!(told(&[
            "a@nile.org",
            "b@gmail.com",
            "c@yahoo,com c@x.org",
            ""
        ]));
        assert!(!told(&["a@nile.org", "b@gmail.com", ""]));
        assert!(!told(&[
            "a@nile.org",
            "b@x.org",
            "c@x.org",
            "red",
            "blue",
            "green"
        ]));
        assert!(!told(&[
            "https://a.org/@b.c",
            "https://a.org/@b.d",
            "https://a.org/@b.e"
        ]));
    }

    #[test]
    fn slips_have_words_in_every_language() {
        let mut rows: Vec<[&str; 3]> = vec![["Tea", "", "=100"]; 9];
        rows.push(["Tea", "", "=1000"]);
        let cleaned = sold(&rows);
        let found = cleaned
            .diagnostics
            .iter()
            .find(|found| found.code == "amount-slip");
        for language in Language::ALL {
            let lang = Lang::load(language);
            let said =
                found.map(|found| lang.message(found) + &lang.hint(found).unwrap_or_default());
            assert!(said.is_some_and(|said| said.contains("Tea") && !said.contains('{')));
        }
    }
}

//! Birthdays.

use super::{Comparer, Evidence, Sign};
use crate::stage::dedupe::alike::{DatesAlike, dates_alike};
use crate::stage::dedupe::table::{RowView, year_and_day};

/// A whole birthday is shared by one pair in so many: some sixty years of days.
const DAYS: f32 = 20_000.0;
/// A birthday that more rows than this share of the book have is filled in by a program.
const USUAL: f32 = 0.01;

impl Comparer<'_> {
    pub(super) fn birthdays(&self, a: RowView<'_>, b: RowView<'_>, evidence: &mut Evidence) {
        let (Some(x), Some(y)) = (a.birthday, b.birthday) else {
            return;
        };
        let (sign, same, relatives) = match dates_alike(x, y) {
            DatesAlike::Same => {
                let whole = x.year.is_some() && x.day.is_some();
                let usual = if whole { 1.0 / DAYS } else { 1.0 / 365.0 };
                let share = self.share(a.day.count.max(b.day.count));
                let share: f32 = if share > USUAL { share } else { usual };
                (Sign::Same, (0.8 / share).ln(), (0.02 / share).ln().max(0.0))
            }
            DatesAlike::Fit(share) => (Sign::Near, (0.8 / share).ln(), 0.0),
            DatesAlike::Turned => (Sign::Near, (0.03_f32 / 0.0004).ln(), 0.0),
            DatesAlike::Slip => (Sign::Near, (0.06_f32 / 0.003).ln(), 0.0),
            DatesAlike::Far => (Sign::Near, (0.03_f32 / 0.025).ln(), 0.0),
            DatesAlike::Apart => (Sign::Differs, -3.4, 0.0),
        };
        let year = |row: RowView<'_>| year_and_day(&row).map(|(year, _)| year);
        let (x, y) = (year(a), year(b));
        evidence.signs.years = sign != Sign::Same && x.is_some() && y.is_some() && x != y;
        evidence.signs.birthday = sign;
        evidence.add(same, relatives, 0.0);
    }
}

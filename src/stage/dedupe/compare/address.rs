//! Streets, postcodes and cities.

use super::{Comparer, Evidence, Sign};
use crate::stage::dedupe::table::{Common, RowView};

/// By how much likelier people of one name live in one city: a name is of one people, of perhaps four in a book.
const PEOPLE: f32 = 1.5;

impl Comparer<'_> {
    pub(super) fn addresses(&self, a: RowView<'_>, b: RowView<'_>, evidence: &mut Evidence) {
        let places = |known: Common, other: Common| {
            (known.key != 0 && other.key != 0).then(|| {
                if known.key == other.key {
                    (0.8 / self.share(known.count)).ln()
                } else {
                    -1.2
                }
            })
        };
        let code = places(a.postcode, b.postcode);
        let city = places(a.city, b.city);
        // A postcode implies its city: the stronger of the two counts.
        let place = match (code, city) {
            (Some(code), Some(city)) => Some(code.max(city)),
            (code, city) => code.or(city),
        };
        if let Some(weight) = place {
            evidence.signs.city = if weight > 0.0 {
                Sign::Same
            } else {
                Sign::Differs
            };
            // Namesakes are of one people, which has its cities.
            evidence.namesakes += weight.clamp(0.0, PEOPLE);
        }
        // An organisation is where it is; people move.
        let organisations = a.organisation || b.organisation;
        let street = self.streets((a, b), organisations);
        let weight = match (street, place) {
            (Some((Sign::Same, weight)), place) => weight + place.unwrap_or(0.0).clamp(-1.0, 1.0),
            (Some((_, weight)), place) => weight + place.unwrap_or(0.0),
            (None, place) => place.unwrap_or(0.0),
        };
        evidence.signs.address = street.map_or(Sign::Missing, |(sign, _)| sign);
        let colleagues = match (organisations, evidence.signs.address) {
            (true, Sign::Same) => weight - 4.0,
            (true, Sign::Differs) => place.unwrap_or(0.0).max(0.0),
            // People of one company seldom live together.
            _ => weight * 0.25,
        };
        evidence.add(weight, weight + 0.1, colleagues);
    }

    fn streets(
        &self,
        (a, b): (RowView<'_>, RowView<'_>),
        organisations: bool,
    ) -> Option<(Sign, f32)> {
        if a.street().is_empty() || b.street().is_empty() {
            return None;
        }
        let (x, y) = (a.street(), b.street());
        let shared = x.iter().filter(|word| y.contains(word)).count();
        let houses = a.house != 0 && b.house != 0;
        let house = houses && a.house == b.house;
        let street = shared * 2 >= x.len().min(y.len()) && shared > 0;
        Some(match (street, house, houses) {
            (true, true, _) => {
                let share = self.rare_share(a.address.count.max(b.address.count));
                (Sign::Same, (0.7 / share).ln())
            }
            (true, false, false) => (Sign::Near, 3.5),
            // Next door is another house.
            (true, false, true) if organisations => (Sign::Differs, -3.0),
            (true, false, true) => (Sign::Near, 1.2),
            (false, true, _) => (Sign::Near, 1.5),
            (false, ..) => (Sign::Differs, if organisations { -4.0 } else { -1.2 }),
        })
    }
}

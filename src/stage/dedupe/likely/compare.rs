//! What a pair of rows has in common, as weights of evidence.
//!
//! A weight is the natural logarithm of how much likelier a comparison comes out so for two rows of one kind (one person, relatives,
//! colleagues) than for two rows taken at random (Fellegi and Sunter 1969). What agrees weighs by how rare it is in the book
//! (Winkler 2000: frequency-based matching); what is missing weighs nothing.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::alike::{Alike, DatesAlike, dates_alike, likeness, one_digit_off, same_line, slips};
use super::features::{Email, Features, Part, Prepared};
use crate::model::PartialDate;

/// Weights of a pair for each kind that it may be of.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// One person, or one organisation.
    pub(super) same: f32,
    /// Members of one household.
    pub(super) relatives: f32,
    /// People of one company.
    pub(super) colleagues: f32,
    /// What agrees and what differs.
    pub(super) signs: Signs,
}

/// What agrees and what differs, for words and guards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    pub(super) name: Sign,
    pub(super) given: Sign,
    pub(super) family: Sign,
    pub(super) birthday: Sign,
    pub(super) phone: Sign,
    pub(super) email: Sign,
    pub(super) address: Sign,
    pub(super) company: Sign,
}

/// How one field compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Sign {
    /// Missing in one of the rows.
    #[default]
    Missing,
    /// Agrees.
    Same,
    Near,
    Differs,
}

impl Signs {
    /// The fields whose probabilities of agreement are learnt, in the order of [`super::model::Learnt`].
    pub(super) fn learnt(self) -> [Sign; LEARNT] {
        [
            self.given,
            self.family,
            self.birthday,
            self.phone,
            self.email,
            self.address,
            self.company,
        ]
    }
}

/// Fields whose probabilities of agreement are learnt.
pub(super) const LEARNT: usize = 7;

impl Evidence {
    fn add(&mut self, same: f32, relatives: f32, colleagues: f32) {
        self.same += same;
        self.relatives += relatives;
        self.colleagues += colleagues;
    }
}

/// The weight of what cannot be.
const NEVER: f32 = -50.0;

type Counts = HashMap<u64, u32, FixedState>;

/// How often each value occurs in the book.
#[derive(Debug)]
pub(super) struct Frequencies {
    rows: f32,
    days: Counts,
    phones: Counts,
    emails: Counts,
    streets: Counts,
    postcodes: Counts,
    cities: Counts,
}

/// A usual given name is borne by so many at least, however few of them a small book knows.
const USUAL_NAME: f32 = 0.004;
/// What the words of a person's name weigh together.
const TOGETHER: f32 = 0.88;

/// Rows of an imagined larger book of which this is a part: in a small one, rare values are rarer than they look.
const BACKGROUND: f32 = 1000.0;

impl Frequencies {
    pub(super) fn new(prepared: &Prepared) -> Frequencies {
        let count = |values: &(dyn Fn(&Features, &mut Vec<u64>) + Sync)| {
            let mut all: Vec<u64> = prepared
                .rows
                .par_iter()
                .flat_map_iter(|row| {
                    let mut found = Vec::new();
                    values(row, &mut found);
                    found
                })
                .filter(|value| *value != 0)
                .collect();
            all.par_sort_unstable();
            let counts: Counts = all
                .chunk_by(|a, b| a == b)
                .filter(|group| group.len() > 1)
                .map(|group| (group[0], group.len() as u32))
                .collect();
            counts
        };
        Frequencies {
            rows: prepared.rows.len() as f32,
            days: count(&|row, found| found.extend(row.birthday.map(date_key))),
            phones: count(&|row, found| found.extend(&row.phones)),
            emails: count(&|row, found| found.extend(row.emails.iter().map(|email| email.whole))),
            streets: count(&|row, found| found.push(street_key(row))),
            postcodes: count(&|row, found| found.push(row.postcode)),
            cities: count(&|row, found| found.push(row.city)),
        }
    }

    /// The share of rows that have a value, with the background's doubt.
    fn share(&self, count: u32) -> f32 {
        (count as f32 + 1.0) / (self.rows + BACKGROUND)
    }

    fn of(&self, counts: &Counts, value: u64) -> f32 {
        self.share(counts.get(&value).copied().unwrap_or(1))
    }
}

fn date_key(date: PartialDate) -> u64 {
    let part = |part: Option<u8>| u64::from(part.unwrap_or(0));
    (date.year.unwrap_or(0) as u64) << 24
        | part(date.month) << 16
        | part(date.day) << 8
        | date.calendar as u64
        | 1 << 60
}

fn street_key(row: &Features) -> u64 {
    if row.street.is_empty() {
        return 0;
    }
    let words = row.street.iter().fold(row.house, |key, word| {
        (key ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    words.max(1)
}

/// Compares rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparer<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) frequencies: &'a Frequencies,
}

impl Comparer<'_> {
    pub(super) fn compare(&self, (a, b): (u32, u32)) -> Evidence {
        let (a, b) = (
            &self.prepared.rows[a as usize],
            &self.prepared.rows[b as usize],
        );
        let mut evidence = Evidence::default();
        self.names(a, b, &mut evidence);
        self.birthdays(a, b, &mut evidence);
        self.phones(a, b, &mut evidence);
        self.emails(a, b, &mut evidence);
        self.addresses(a, b, &mut evidence);
        self.companies(a, b, &mut evidence);
        if a.organisation || b.organisation {
            // Organisations have no relatives. Their branches are to them what colleagues are to people: one name, often one phone,
            // another house.
            evidence.relatives = NEVER;
        }
        evidence
    }

    fn names(&self, a: &Features, b: &Features, evidence: &mut Evidence) {
        if a.name.is_empty() || b.name.is_empty() {
            return;
        }
        let lexicon = &self.prepared.lexicon;
        let organisations = a.organisation || b.organisation;
        let mut taken = [false; 8];
        let mut short_taken = [false; 8];
        let (short, long) = if a.name.len() <= b.name.len() {
            (&a.name, &b.name)
        } else {
            (&b.name, &a.name)
        };
        let (mut matched, mut slips, mut initials) = (0, 0, 0);
        let (mut left, mut given_left, mut family_left) = (0, false, false);
        let (mut given, mut family) = (Sign::Missing, Sign::Missing);
        let mut weights: Vec<f32> = Vec::new();
        for (index, (word, part)) in short.iter().enumerate() {
            let best = long
                .iter()
                .enumerate()
                .filter(|(at, _)| !taken[*at])
                .filter_map(|(at, (other, other_part))| {
                    let alike = likeness(lexicon, *word, *other)?;
                    Some((alike, part == other_part, at))
                })
                .max_by_key(|(alike, same_part, at)| (*alike, *same_part, usize::MAX - at));
            let Some((alike, _, at)) = best else {
                left += 1;
                given_left |= *part == Part::Given;
                family_left |= *part == Part::Family;
                continue;
            };
            taken[at] = true;
            short_taken[index] = true;
            matched += 1;
            let (other, other_part) = long[at];
            let count = lexicon.word(*word).count.max(lexicon.word(other).count);
            let usual = lexicon.word(*word).given && lexicon.word(other).given;
            let share = self.frequencies.share(count);
            let share = if usual { share.max(USUAL_NAME) } else { share };
            let is_given = *part == Part::Given || other_part == Part::Given;
            let weight = match alike {
                Alike::Same => (0.9 / share).ln(),
                Alike::Sound => (0.5 / (share * 3.0)).ln(),
                Alike::Slip => {
                    slips += 1;
                    (0.08 / (share * 8.0 + 0.001)).ln()
                }
                Alike::Gendered => {
                    slips += 1;
                    (0.02 / share).ln().min(1.0)
                }
                Alike::Initial => {
                    initials += 1;
                    0.8
                }
            };
            if !is_given && !organisations && family == Sign::Missing {
                family = if alike == Alike::Same {
                    Sign::Same
                } else {
                    Sign::Near
                };
            }
            if is_given {
                given = if alike == Alike::Same {
                    Sign::Same
                } else {
                    Sign::Near
                };
            }
            let relatives = match (is_given, alike) {
                // Few families use a given name twice; names that are nearly alike are so by chance.
                (true, Alike::Same) => (0.01 / share + 1.0).ln(),
                (true, _) => 0.0,
                (false, Alike::Same | Alike::Gendered | Alike::Sound) => (0.8 / share).ln(),
                (false, Alike::Slip) => (0.08 / (share * 8.0 + 0.001)).ln(),
                (false, Alike::Initial) => 0.3,
            };
            // The words of a name come from one people and time: they say less together than apart.
            let own = if organisations {
                0.0
            } else {
                TOGETHER * weight
            };
            evidence.add(own, relatives, 0.0);
            weights.push(weight);
        }
        let over = long.len() - matched;
        let long_left = |wanted: Part| {
            long.iter()
                .zip(taken)
                .any(|((_, part), taken)| *part == wanted && !taken)
        };
        if organisations {
            // Words of a company's name go together: the rarest says most, the others little more.
            let best = weights.iter().copied().fold(0.0, f32::max);
            let others: f32 = weights.iter().sum::<f32>() - best;
            let rest = |words: &[(u32, Part)], taken: &[bool]| -> f32 {
                let left = words.iter().zip(taken).filter(|(_, taken)| !**taken);
                left.map(|((id, _), _)| {
                    let share = self.frequencies.share(lexicon.word(*id).count);
                    (1.0 / share).ln()
                })
                .sum()
            };
            let apart = rest(short, &short_taken).min(rest(long, &taken));
            let weight = best + 0.35 * others - (0.5 * apart).min(4.0);
            evidence.add(weight, 0.0, weight);
        } else {
            let given_differs = given_left && long_left(Part::Given);
            let family_differs = family_left && long_left(Part::Family);
            let others = left - usize::from(given_differs) - usize::from(family_differs);
            let mut weight = -1.5 * others as f32 - 0.4 * (over.saturating_sub(left)) as f32;
            if given_differs {
                // A misspelt name is often no name at all; two usual ones are two people, twins even.
                let usual = |words: &[(u32, Part)]| {
                    let mut given = words.iter().filter(|(_, part)| *part == Part::Given);
                    given.any(|(id, _)| lexicon.word(*id).given)
                };
                weight -= if usual(short) && usual(long) {
                    5.5
                } else {
                    3.5
                };
                given = Sign::Differs;
            }
            if family_differs {
                weight -= 3.0;
                family = Sign::Differs;
            }
            evidence.add(weight, if family_differs { -1.5 } else { 0.0 }, 0.0);
        }
        evidence.signs.given = given;
        evidence.signs.family = family;
        evidence.signs.name = match (left, slips + initials) {
            (0, 0) => Sign::Same,
            (0, _) => Sign::Near,
            _ if matched > 0 => Sign::Near,
            _ => Sign::Differs,
        };
    }

    fn birthdays(&self, a: &Features, b: &Features, evidence: &mut Evidence) {
        let (Some(x), Some(y)) = (a.birthday, b.birthday) else {
            return;
        };
        let alike = dates_alike(x, y);
        let (sign, same, relatives) = match alike {
            DatesAlike::Same => {
                let whole = x.year.is_some() && x.day.is_some();
                let usual = if whole { 1.0 / 20_000.0 } else { 1.0 / 365.0 };
                let share = self.frequencies.of(&self.frequencies.days, date_key(x));
                let share: f32 = if share > 0.01 { share } else { usual };
                (Sign::Same, (0.8 / share).ln(), (0.02 / share).ln().max(0.0))
            }
            DatesAlike::Fit(share) => (Sign::Near, (0.8 / share).ln(), 0.0),
            DatesAlike::Turned => (Sign::Near, (0.03_f32 / 0.0004).ln(), 0.0),
            DatesAlike::Slip => (Sign::Near, (0.06_f32 / 0.005).ln(), 0.0),
            DatesAlike::Far => (Sign::Near, (0.03_f32 / 0.025).ln(), 0.0),
            DatesAlike::Apart => (Sign::Differs, -3.7, 0.0),
        };
        evidence.signs.birthday = sign;
        evidence.add(same, relatives, 0.0);
    }

    fn phones(&self, a: &Features, b: &Features, evidence: &mut Evidence) {
        if a.phones.is_empty() || b.phones.is_empty() {
            return;
        }
        let shared = a
            .phones
            .iter()
            .filter(|phone| b.phones.iter().any(|other| same_line(**phone, *other)));
        let rarest = shared
            .map(|phone| self.frequencies.of(&self.frequencies.phones, *phone))
            .min_by(f32::total_cmp);
        if let Some(share) = rarest {
            evidence.signs.phone = Sign::Same;
            evidence.add((0.7 / share).ln(), (0.35 / share).ln(), (0.3 / share).ln());
            return;
        }
        let near = a
            .phones
            .iter()
            .any(|phone| b.phones.iter().any(|other| one_digit_off(*phone, *other)));
        if near {
            evidence.signs.phone = Sign::Near;
            evidence.add(3.0, 0.5, 1.5);
        } else {
            evidence.signs.phone = Sign::Differs;
            evidence.add(-1.0, -0.6, -0.4);
        }
    }

    fn emails(&self, a: &Features, b: &Features, evidence: &mut Evidence) {
        if a.emails.is_empty() || b.emails.is_empty() {
            return;
        }
        let shared = a
            .emails
            .iter()
            .filter(|email| b.emails.iter().any(|other| other.whole == email.whole));
        let rarest = shared
            .map(|email| self.frequencies.of(&self.frequencies.emails, email.whole))
            .min_by(f32::total_cmp);
        if let Some(share) = rarest {
            evidence.signs.email = Sign::Same;
            evidence.add((0.7 / share).ln(), (0.1 / share).ln(), (0.1 / share).ln());
            return;
        }
        let pairs = |alike: &dyn Fn(&Email, &Email) -> bool| {
            a.emails
                .iter()
                .any(|email| b.emails.iter().any(|other| alike(email, other)))
        };
        let same_name =
            |x: &Email, y: &Email| x.local == y.local && !x.desk && x.text.find('@') > Some(4);
        if pairs(&|x, y| same_name(x, y) || slips(&x.text, &y.text, 2)) {
            evidence.signs.email = Sign::Near;
            evidence.add(5.0, 0.0, 0.0);
        } else {
            evidence.signs.email = Sign::Differs;
            evidence.add(-1.0, 0.0, 0.0);
        }
    }

    fn addresses(&self, a: &Features, b: &Features, evidence: &mut Evidence) {
        let places = |known: u64, other: u64, counts: &Counts| {
            (known != 0 && other != 0).then(|| {
                if known == other {
                    (0.8 / self.frequencies.of(counts, known)).ln()
                } else {
                    -1.2
                }
            })
        };
        let code = places(a.postcode, b.postcode, &self.frequencies.postcodes);
        let city = places(a.city, b.city, &self.frequencies.cities);
        // A postcode implies its city: the stronger of the two counts.
        let place = match (code, city) {
            (Some(code), Some(city)) => Some(code.max(city)),
            (code, city) => code.or(city),
        };
        // An organisation is where it is; people move.
        let organisations = a.organisation || b.organisation;
        let mut street = None;
        if !a.street.is_empty() && !b.street.is_empty() {
            let shared = a
                .street
                .iter()
                .filter(|word| b.street.contains(word))
                .count();
            let all = a.street.len().min(b.street.len());
            let houses = a.house != 0 && b.house != 0;
            let house = houses && a.house == b.house;
            street = Some(match (shared * 2 >= all && shared > 0, house, houses) {
                (true, true, _) => {
                    let share = self
                        .frequencies
                        .of(&self.frequencies.streets, street_key(a))
                        .max(
                            self.frequencies
                                .of(&self.frequencies.streets, street_key(b)),
                        );
                    (Sign::Same, (0.7 / share).ln())
                }
                (true, false, false) => (Sign::Near, 3.5),
                // Next door is another house.
                (true, false, true) if organisations => (Sign::Differs, -3.0),
                (true, false, true) => (Sign::Near, 1.2),
                (false, true, _) => (Sign::Near, 1.5),
                (false, ..) => (Sign::Differs, if organisations { -4.0 } else { -1.2 }),
            });
        }
        let weight = match (street, place) {
            (Some((Sign::Same, weight)), place) => weight + place.unwrap_or(0.0).clamp(-1.0, 1.0),
            (Some((_, weight)), place) => weight + place.unwrap_or(0.0),
            (None, place) => place.unwrap_or(0.0),
        };
        evidence.signs.address = street.map_or(Sign::Missing, |(sign, _)| sign);
        let colleagues = match (organisations, evidence.signs.address) {
            (true, Sign::Same) => weight - 4.0,
            (true, Sign::Differs) => place.unwrap_or(0.0).max(0.0),
            _ => weight * 0.6,
        };
        evidence.add(weight, weight + 0.1, colleagues);
    }

    fn companies(&self, a: &Features, b: &Features, evidence: &mut Evidence) {
        if a.company.is_empty() || b.company.is_empty() {
            return;
        }
        let lexicon = &self.prepared.lexicon;
        let mut weight = 0.0;
        let mut shared = 0;
        for word in &a.company {
            let alike = b
                .company
                .iter()
                .any(|other| likeness(lexicon, *word, *other) >= Some(Alike::Slip));
            if alike {
                shared += 1;
                weight += (0.9 / self.frequencies.share(lexicon.word(*word).count)).ln();
            }
        }
        if shared > 0 && shared * 2 >= a.company.len().min(b.company.len()) {
            evidence.signs.company = Sign::Same;
            // Words of one name go together: the second says less than the first.
            let weight: f32 = weight.min(6.0);
            evidence.add(weight * 0.7, 0.0, weight);
        } else {
            evidence.signs.company = Sign::Differs;
            evidence.add(-0.8, 0.0, -3.0);
        }
    }
}

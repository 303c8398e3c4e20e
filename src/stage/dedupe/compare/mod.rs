//! What a pair of rows has in common, as weights of evidence.
//!
//! A weight is the natural logarithm of how much likelier a comparison comes out so for two rows of one kind (one person, relatives,
//! colleagues, namesakes) than for two rows taken at random (Fellegi and Sunter 1969: A theory for record linkage). What agrees
//! weighs by how rare it is in the book (Winkler 2000: frequency-based matching); what is missing weighs nothing.
//!
//! One file a field. Each adds its weights and its sign.

mod address;
mod birthday;
mod company;
mod email;
mod name;
mod number;
mod phone;

use super::table::{RowView, Table};
use crate::model::Frame;

/// Weights of a pair for each kind that it may be of.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// One person, or one organisation.
    pub(super) same: f32,
    /// Members of one household.
    pub(super) relatives: f32,
    /// People of one company; of organisations, branches.
    pub(super) colleagues: f32,
    /// Two people of one name.
    pub(super) namesakes: f32,
    /// What agrees and what differs.
    pub(super) signs: Signs,
}

/// What agrees and what differs, for words and guards.
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts about a pair that do not exclude each other"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs {
    /// The whole name.
    pub name: Sign,
    /// The given name.
    pub given: Sign,
    /// The family name.
    pub family: Sign,
    /// The birthday.
    pub birthday: Sign,
    /// Any phone.
    pub phone: Sign,
    /// Any address of mail.
    pub email: Sign,
    /// Street and house.
    pub address: Sign,
    /// The company beside a person's name.
    pub company: Sign,
    /// City or postcode.
    pub city: Sign,
    /// tierbook's id, or the user's number.
    pub number: Sign,
    /// One is `Jr` or `II` and the other is not.
    pub generations: bool,
    /// Both birthdays have a year, and these differ: a slip, or father and son.
    pub years: bool,
    /// The shared phone or mailbox is one of several names.
    pub crowded: bool,
    /// The names could as well be those of two: the words of one stand in another part of the other (father and son in a chain of
    /// names), or each organisation has a word of its own.
    pub doubtful: bool,
    /// Both are organisations.
    pub organisations: bool,
}

/// How one field compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Missing in one of the rows.
    #[default]
    Missing,
    /// Agrees.
    Same,
    /// Nearly agrees.
    Near,
    /// Differs.
    Differs,
}

/// Fields whose probabilities of agreement are learnt.
pub(super) const LEARNT: usize = 7;

impl Signs {
    /// The fields whose probabilities of agreement are learnt.
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

impl Signs {
    /// Whether no field differs.
    pub(super) fn nothing_differs(self) -> bool {
        !self.generations
            && self
                .learnt()
                .iter()
                .chain([&self.city])
                .all(|sign| *sign != Sign::Differs)
    }

    /// Whether the names agree in a given name or a surname, and one has nothing to compare with the other's rest.
    pub(super) fn is_part(self) -> bool {
        let missing = |sign: Sign| sign == Sign::Missing;
        missing(self.given) != missing(self.family)
    }

    /// Whether another name or birthday is a reason to ask, however probable the rest makes it.
    pub(super) fn are_of_two(self) -> bool {
        let named = self.given == Sign::Differs || self.family == Sign::Differs;
        named || self.generations || self.years || self.birthday == Sign::Differs
    }

    /// Whether something identifies the person and nothing makes it doubtful.
    pub(super) fn is_sure(self) -> bool {
        let own = self.phone == Sign::Same || self.email == Sign::Same;
        let personal = self.email == Sign::Same && !self.crowded
            || self.number == Sign::Same
            || self.birthday == Sign::Same;
        let identified = own && !self.crowded || personal || self.address == Sign::Same;
        let named =
            self.name != Sign::Differs && (!self.doubtful || personal && !self.organisations);
        identified && !self.are_of_two() && named
    }
}

impl Evidence {
    fn add(&mut self, same: f32, relatives: f32, colleagues: f32) {
        self.same += same;
        self.relatives += relatives;
        self.colleagues += colleagues;
    }
}

/// The weight of what cannot be.
const NEVER: f32 = -50.0;

/// Rows of an imagined larger book of which this is a part: in a small one, rare values are rarer than they look.
const BACKGROUND: f32 = 1000.0;
/// The same for phones, addresses and numbers, of which there are many more than of names.
const RARE: f32 = 10_000.0;

/// Compares rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparer<'a> {
    pub(super) table: &'a Table,
    pub(super) frame: &'a Frame,
    /// A phone or an address of mail under more names than this identifies nobody.
    pub(super) crowd: u32,
}

impl Comparer<'_> {
    /// Weighs two rows; gives their places in the frame too, the lower first.
    pub(super) fn compare(&self, a: RowView<'_>, b: RowView<'_>) -> ((u32, u32), Evidence) {
        let (a, b) = if a.origin <= b.origin { (a, b) } else { (b, a) };
        let mut evidence = Evidence::default();
        self.names(a, b, &mut evidence);
        self.birthdays(a, b, &mut evidence);
        self.phones(a, b, &mut evidence);
        self.emails(a, b, &mut evidence);
        self.addresses(a, b, &mut evidence);
        self.companies(a, b, &mut evidence);
        self.numbers(a, b, &mut evidence);
        // A row of a company is not one of a person.
        evidence.signs.doubtful |= a.organisation != b.organisation;
        if a.organisation || b.organisation {
            // Organisations have no relatives. Their branches are to them what colleagues are to people: one name, often one phone,
            // another house.
            evidence.relatives = NEVER;
            evidence.signs.organisations = true;
        }
        ((a.origin, b.origin), evidence)
    }

    /// The share of rows that have a value which is one person's or one household's as a rule, by the different names under it.
    fn rare_share(&self, names: u32) -> f32 {
        (names as f32 + 1.0) / (self.table.len() as f32 + RARE)
    }

    /// The share of rows that have a value, with the background's doubt.
    fn share(&self, count: u32) -> f32 {
        (count as f32 + 1.0) / (self.table.len() as f32 + BACKGROUND)
    }
}

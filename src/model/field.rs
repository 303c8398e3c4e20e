//! The field catalogue: every field that tierbook knows, its English name, its type and the tables it occurs in.
//!
//! Header names in the four languages are in `lang/*.toml`, keyed by [`FieldSpec::name`].

/// The tables of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// A person or company a row.
    Contacts,
    /// A relative of a contact a row.
    Family,
    /// A sale (or a refund) a row.
    Purchases,
    /// A call, meeting or message a row.
    Interactions,
    /// Who brought whom.
    Referrals,
    /// Money spent to win customers.
    Costs,
    /// An appointment, a season, a campaign.
    Calendar,
}

impl TableKind {
    /// All tables, contacts first.
    pub const ALL: [TableKind; 7] = [
        TableKind::Contacts,
        TableKind::Family,
        TableKind::Purchases,
        TableKind::Interactions,
        TableKind::Referrals,
        TableKind::Costs,
        TableKind::Calendar,
    ];

    /// The code used in twins, journal and rules.
    pub fn code(self) -> &'static str {
        match self {
            TableKind::Contacts => "contacts",
            TableKind::Family => "family",
            TableKind::Purchases => "purchases",
            TableKind::Interactions => "interactions",
            TableKind::Referrals => "referrals",
            TableKind::Costs => "costs",
            TableKind::Calendar => "calendar",
        }
    }

    const fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// What a field's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Free text.
    Text,
    /// Several words or names, kept joined by `; `.
    List,
    /// One of a closed list of codes (`fields.toml` may widen it); other text is kept as typed.
    Choice,
    /// A person's or company's name.
    Name,
    /// Phone numbers.
    Phones,
    /// E-mail addresses.
    Emails,
    /// A date of any precision.
    Date,
    /// A plain number.
    Number,
    /// An amount in the book's currency, or in one named in the cell.
    Money,
    /// Yes or no.
    YesNo,
    /// A reference to a contact: own-id, id, phone, email or name.
    Contact,
}

/// A field by number: one of the catalogue, a derived one, or one of the trade (an unknown column of this book).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u16);

impl FieldId {
    /// The first number of a field of the trade.
    pub const FIRST_CUSTOM: u16 = 1000;

    /// The `index`-th field of the trade.
    pub fn custom(index: usize) -> FieldId {
        FieldId(Self::FIRST_CUSTOM + index as u16)
    }

    /// The index among the fields of the trade, if it is one.
    pub fn custom_index(self) -> Option<usize> {
        self.0.checked_sub(Self::FIRST_CUSTOM).map(usize::from)
    }

    /// The catalogue's field, if it is one.
    pub fn known(self) -> Option<Field> {
        CATALOGUE.get(usize::from(self.0)).map(|spec| spec.field)
    }
}

impl From<Field> for FieldId {
    fn from(field: Field) -> FieldId {
        FieldId(field as u16)
    }
}

/// One line of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// The field.
    pub field: Field,
    /// Its English name in kebab case: the key of rules, twins and language files.
    pub name: &'static str,
    /// What its values are.
    pub kind: FieldType,
    tables: u8,
}

impl FieldSpec {
    /// Whether the field occurs in a table.
    pub fn occurs_in(&self, table: TableKind) -> bool {
        self.tables & table.bit() != 0
    }
}

const C: u8 = TableKind::Contacts.bit();
const F: u8 = TableKind::Family.bit();
const P: u8 = TableKind::Purchases.bit();
const I: u8 = TableKind::Interactions.bit();
const R: u8 = TableKind::Referrals.bit();
const K: u8 = TableKind::Costs.bit();
const E: u8 = TableKind::Calendar.bit();

macro_rules! catalogue {
    ($($(#[$doc:meta])* $variant:ident $name:literal $kind:ident $tables:expr;)*) => {
        /// A field of the catalogue. The order is the order of columns wherever all fields are written.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Field { $($(#[$doc])* $variant,)* }

        /// Every field, in the order of [`Field`].
        pub const CATALOGUE: &[FieldSpec] = &[
            $(FieldSpec { field: Field::$variant, name: $name, kind: FieldType::$kind, tables: $tables },)*
        ];
    };
}

catalogue! {
    /// tierbook's own id of a contact.
    Id "id" Text C;
    /// The user's number of a contact.
    OwnId "own-id" Text C;
    /// The whole name as typed.
    Name "name" Name C | F;
    /// Given name.
    GivenName "given-name" Text C;
    /// Patronymic, middle name or father's name.
    Patronymic "patronymic" Text C;
    /// Family name.
    FamilyName "family-name" Text C;
    /// Title or form of address.
    Title "title" Text C;
    /// The company of a contact.
    Company "company" Text C;
    /// Job title.
    JobTitle "job-title" Text C;
    /// A phone without a kind.
    Phone "phone" Phones C;
    /// Mobile phone.
    MobilePhone "mobile-phone" Phones C;
    /// Home phone.
    HomePhone "home-phone" Phones C;
    /// Work phone.
    WorkPhone "work-phone" Phones C;
    /// Fax.
    Fax "fax" Phones C;
    /// E-mail addresses.
    Email "email" Emails C;
    /// Web site.
    Website "website" Text C;
    /// Name or number in a messaging service.
    Messenger "messenger" Text C;
    /// Street and house.
    Street "street" Text C;
    /// City.
    City "city" Text C;
    /// Region, state or province.
    Region "region" Text C;
    /// Postcode, kept as text.
    Postcode "postcode" Text C;
    /// Country.
    Country "country" Text C;
    /// How the contact was found.
    Source "source" Text C | K;
    /// Who brought the contact.
    ReferredBy "referred-by" Contact C;
    /// Lead, customer, partner...
    Group "group" Text C;
    /// Active, potential, lost...
    Status "status" Text C | P;
    /// A type of the trade.
    ContactType "contact-type" Text C;
    /// Role in the decision: decides, influences, enquires, buys.
    Role "role" Choice C;
    /// Who in the business answers for it.
    Owner "owner" Text C | P | I | E;
    /// Named a VIP by people.
    Vip "vip" YesNo C;
    /// Of the inner circle.
    InnerCircle "inner-circle" YesNo C;
    /// The user's own column of levels or tiers, shown beside ours as "yours".
    OwnRung "own-rung" Text C;
    /// Birthday.
    Birthday "birthday" Date C | F;
    /// The spouse's name.
    Spouse "spouse" Text C;
    /// The spouse's birthday.
    SpouseBirthday "spouse-birthday" Date C;
    /// Names of children.
    Children "children" List C;
    /// Anniversary.
    Anniversary "anniversary" Date C;
    /// Hobbies and interests.
    Hobbies "hobbies" List C;
    /// Industry.
    Industry "industry" Text C;
    /// Number of employees.
    Employees "employees" Number C;
    /// Budget for the product or service.
    Budget "budget" Money C;
    /// Needs seen in recent conversations.
    Needs "needs" List C;
    /// Special needs.
    SpecialNeeds "special-needs" Text C;
    /// Why they chose us.
    WhyUs "why-us" Text C;
    /// Why they left.
    LeftBecause "left-because" Text C;
    /// What is to be done next.
    NextStep "next-step" Text C | I;
    /// When it is to be done.
    NextStepDate "next-step-date" Date C | I;
    /// The latest contact, as people noted it.
    LastContact "last-contact" Date C;
    /// When the record was last verified.
    VerifiedOn "verified-on" Date C;
    /// When the contact was added.
    AddedOn "added-on" Date C;
    /// Asked not to be contacted.
    DoNotContact "do-not-contact" YesNo C;
    /// The plan that runs for the contact.
    Plan "plan" Text C;
    /// When that plan began.
    PlanStart "plan-start" Date C;
    /// The household.
    Household "household" Text C;
    /// Links to documents.
    Documents "documents" List C;
    /// Total spent, where no purchases table exists.
    TotalSpent "total-spent" Money C;
    /// Labels.
    Tags "tags" List C;
    /// Notes.
    Notes "notes" Text C | P | I;
    /// The contact that a row of another table belongs to.
    Contact "contact" Contact F | P | I | E;
    /// Relation of a relative: spouse, son, daughter...
    Relation "relation" Text F;
    /// The date of a row.
    Date "date" Date P | I | R | K | E;
    /// What was bought.
    Product "product" Text P;
    /// Its category.
    Category "category" Text P;
    /// How many.
    Quantity "quantity" Number P;
    /// How much: negative for a refund.
    Amount "amount" Money P | K;
    /// The campaign that a row belongs to.
    Campaign "campaign" Text P | K | E;
    /// By phone, e-mail, in person...
    Channel "channel" Text I | E;
    /// In or out.
    Direction "direction" Choice I;
    /// A need heard in a conversation.
    Need "need" Text I;
    /// What came of it.
    Outcome "outcome" Text I;
    /// A mailing to many.
    Mailing "mailing" YesNo I;
    /// Who brought somebody.
    Referrer "referrer" Contact R;
    /// Who was brought.
    Referred "referred" Contact R;
    /// When the referrer was thanked.
    ThankedOn "thanked-on" Date R;
    /// With what.
    ThankedWith "thanked-with" Text R;
    /// The title of an entry of the calendar.
    EntryTitle "entry-title" Text E;
    /// A recurrence: yearly, monthly, weekly.
    Recurrence "recurrence" Text E;
    /// The segment that an entry of the calendar is for.
    Segment "segment" Text E;
}

impl Field {
    /// The catalogue's line for this field.
    pub fn spec(self) -> &'static FieldSpec {
        &CATALOGUE[self as usize]
    }

    /// The English name in kebab case.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The field of an English name.
    pub fn by_name(name: &str) -> Option<Field> {
        CATALOGUE
            .iter()
            .find(|spec| spec.name == name)
            .map(|spec| spec.field)
    }

    /// The columns that hold phones, in the order of preference for reaching somebody.
    pub const PHONES: [Field; 5] = [
        Field::MobilePhone,
        Field::Phone,
        Field::WorkPhone,
        Field::HomePhone,
        Field::Fax,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_in_the_order_of_the_enum_and_names_are_unique() {
        for (index, spec) in CATALOGUE.iter().enumerate() {
            assert_eq!(spec.field as usize, index, "{}", spec.name);
            assert_eq!(Field::by_name(spec.name), Some(spec.field));
        }
    }

    #[test]
    fn every_table_has_fields() {
        for table in TableKind::ALL {
            assert!(
                CATALOGUE.iter().any(|spec| spec.occurs_in(table)),
                "{table:?}"
            );
        }
    }
}

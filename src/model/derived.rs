//! The derived fields: what tierbook computes for each contact, usable in every rule.

use super::{FieldId, FieldType};

macro_rules! derived {
    ($($(#[$doc:meta])* $variant:ident $name:literal $kind:ident;)*) => {
        /// A derived field. Definitions are those of the glossary in `docs/rules.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Derived { $($(#[$doc])* $variant,)* }

        impl Derived {
            /// Every derived field in order.
            pub const ALL: &[Derived] = &[$(Derived::$variant,)*];

            /// The English name in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Derived::$variant => $name,)* }
            }

            /// What its values are.
            pub fn kind(self) -> FieldType {
                match self { $(Derived::$variant => FieldType::$kind,)* }
            }
        }
    };
}

derived! {
    /// Sum of not-lost purchases, refunds negative.
    Spend "spend" Money;
    /// The same over the last 12 months.
    Spend12m "spend-12m" Money;
    /// The same over the last month (after the same day of last month, up to today).
    SpendMonth "spend-month" Money;
    /// Number of orders: days with purchase rows that count, refunds among them.
    Orders "orders" Number;
    /// Orders of the last 12 months.
    Orders12m "orders-12m" Number;
    /// Spend divided by orders.
    AverageOrder "average-order" Money;
    /// The first positive, not-lost purchase.
    FirstPurchase "first-purchase" Date;
    /// The latest positive, not-lost purchase.
    LastPurchase "last-purchase" Date;
    /// Products bought.
    Products "products" List;
    /// Categories bought.
    Categories "categories" List;
    /// Interactions of the last 90 days, mailings to many left out.
    Interactions90d "interactions-90d" Number;
    /// Of these, those that came in from the contact, or got an answer.
    Replies90d "replies-90d" Number;
    /// Whether a next step is open.
    OpenNextStep "open-next-step" YesNo;
    /// How many contacts were brought.
    Referrals "referrals" Number;
    /// Spend of the contacts who were brought.
    ReferralRevenue "referral-revenue" Money;
    /// Referrals that nobody thanked for.
    UnthankedReferrals "unthanked-referrals" Number;
    /// Age in whole years.
    Age "age" Number;
    /// Days since the contact was added or first seen.
    DaysKnown "days-known" Number;
    /// 1 to 5 by how recent the last purchase is.
    RecencyScore "recency-score" Number;
    /// 1 to 5 by the number of orders.
    FrequencyScore "frequency-score" Number;
    /// 1 to 5 by spend.
    MonetaryScore "monetary-score" Number;
    /// Probability of at least one purchase in the next 365 days, 0 to 1.
    RepeatProbability "repeat-probability" Number;
    /// Purchases expected in the next 365 days.
    ExpectedPurchases12m "expected-purchases-12m" Number;
    /// What these are expected to come to.
    ExpectedValue12m "expected-value-12m" Money;
    /// Days between orders: the median.
    UsualInterval "usual-interval" Number;
    /// The day of the last order, and the usual interval.
    NextPurchaseExpected "next-purchase-expected" Date;
    /// The product in most orders.
    FavouriteProduct "favourite-product" Text;
    /// The product on which most was spent.
    FavouriteBySpend "favourite-by-spend" Text;
    /// Products whose own usual interval has run out.
    SameAgain "same-again" List;
    /// Products not bought yet that buyers of the same usually buy.
    CrossSell "cross-sell" List;
    /// Lifetime value.
    LifetimeValue "lifetime-value" Money;
    /// Share of the wanted fields that are filled, 0 to 1.
    Completeness "completeness" Number;
    /// Days since the record was verified.
    DaysSinceVerified "days-since-verified" Number;
    /// Whether the contact is a customer.
    Customer "customer" YesNo;
    /// Days since the last contact.
    DaysSinceContact "days-since-contact" Number;
    /// Spend of all members of the household, the contact included.
    HouseholdSpend "household-spend" Money;
    /// The same over the last 12 months.
    HouseholdSpend12m "household-spend-12m" Money;
    /// Spend of all contacts of the same company, the contact included.
    CompanySpend "company-spend" Money;
    /// The same over the last 12 months.
    CompanySpend12m "company-spend-12m" Money;
}

impl Derived {
    /// The first number of a derived field.
    pub const FIRST: u16 = 500;

    /// The derived field of an English name.
    pub fn by_name(name: &str) -> Option<Derived> {
        Derived::ALL
            .iter()
            .copied()
            .find(|derived| derived.name() == name)
    }

    /// The derived field behind a number, if it is one.
    pub fn from_id(id: FieldId) -> Option<Derived> {
        Derived::ALL
            .get(usize::from(id.0.checked_sub(Self::FIRST)?))
            .copied()
    }
}

impl From<Derived> for FieldId {
    fn from(derived: Derived) -> FieldId {
        FieldId(Derived::FIRST + derived as u16)
    }
}

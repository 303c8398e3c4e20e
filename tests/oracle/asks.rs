//! Conditions as the oracle understands them: each knows its line in the rules, and its answer by a plain loop.

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop, prop_oneof};
use proptest::sample::select;

use super::loops::{Placed, Source};
use super::world::{CATEGORIES, CITIES, GROUPS, PRODUCTS, Sale, TODAY, World, day};

/// A number of a contact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Budget,
    Rooms,
    Spend,
    Spend12m,
    Orders,
    /// What a household or a company spent in 12 months, and ever.
    Household12m,
    Company,
    /// Sums and counts of some sales.
    Spent(Goods, Time),
    Ordered(Goods, Time),
    /// The budgets of all relatives.
    Relatives,
    Points,
    Days(usize),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Goods {
    All,
    Product(&'static str),
    Category(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Time {
    Ever,
    Days(i64),
    Months(i64),
    After(i64),
    Before(i64),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum How {
    Above(i64),
    NotEqual(i64),
    Between(i64, i64),
    TopPercent(i64),
    TopPercentFrom(i64, i64),
    Top(i64),
    BottomPercent(i64),
}

#[derive(Debug, Clone)]
pub(super) enum Ask {
    CityIs(&'static str),
    CityIsNot(&'static str),
    GroupIs(&'static str),
    GroupHas(&'static str),
    MobileStarts(&'static str),
    EmailHas(&'static str, bool),
    HobbyHas(&'static str, bool),
    HobbyStarts(&'static str),
    MobileKnown(bool),
    Vip(bool),
    CityKnown(bool),
    BudgetKnown(bool),
    ContactWithin(i64),
    ContactOlder(i64),
    BoughtWithin(i64),
    HasProduct(&'static str, bool),
    Number(Number, How),
    Bought(Goods, Time, bool),
    HasRelatives(bool),
    Relative(Box<Ask>, bool),
    OnRung(usize, usize, bool),
    Member(usize, bool),
}

impl Goods {
    fn words(self) -> String {
        match self {
            Goods::All => String::new(),
            Goods::Product(name) => name.to_lowercase(),
            Goods::Category(name) => format!("category {name}"),
        }
    }

    fn has(self, sale: &Sale) -> bool {
        match self {
            Goods::All => true,
            Goods::Product(name) => sale.product == name,
            Goods::Category(name) => sale.category == name,
        }
    }
}

impl Time {
    fn words(self) -> String {
        match self {
            Time::Ever => String::new(),
            Time::Days(days) => format!(" within {days} days"),
            Time::Months(months) => format!(" within {months} months"),
            Time::After(ago) => format!(" after {}", day(ago)),
            Time::Before(ago) => format!(" before {}", day(ago)),
        }
    }

    fn has(self, sold: Option<Date>) -> bool {
        if sold.is_some_and(|sold| sold > TODAY) {
            return false;
        }
        let Some(sold) = sold else {
            return self == Time::Ever;
        };
        match self {
            Time::Ever => true,
            Time::Days(days) => sold >= day(days),
            Time::Months(months) => sold > TODAY.checked_sub(months.months()).unwrap(),
            Time::After(ago) => sold > day(ago),
            Time::Before(ago) => sold < day(ago),
        }
    }
}

impl Number {
    fn words(self) -> String {
        let sentence = |verb: &str, goods: Goods, time: Time| {
            let on = if goods == Goods::All { "" } else { " on " };
            format!("{verb}{on}{}{}", goods.words(), time.words())
        };
        match self {
            Number::Budget => "budget".to_owned(),
            Number::Rooms => "Rooms".to_owned(),
            Number::Spend => "spend".to_owned(),
            Number::Spend12m => "spend-12m".to_owned(),
            Number::Orders => "orders".to_owned(),
            Number::Household12m => "household-spend-12m".to_owned(),
            Number::Company => "company-spend".to_owned(),
            Number::Spent(goods, time) => sentence("spent", goods, time),
            Number::Ordered(goods, time) => sentence("ordered", goods, time),
            Number::Relatives => "relatives budget".to_owned(),
            Number::Points => "points".to_owned(),
            Number::Days(ladder) => format!("l{ladder}-days-on-rung"),
        }
    }

    pub(super) fn of(self, world: &World, placed: &Placed, contact: usize) -> Option<i64> {
        let person = &world.people[contact];
        let sales = |goods: Goods, time: Time| -> Option<Vec<&Sale>> {
            let all = world.sales.as_ref()?.iter();
            let own = all.filter(|sale| sale.contact == Some(contact) && !sale.lost);
            Some(
                own.filter(|sale| goods.has(sale) && time.has(sale.ago.map(day)))
                    .collect(),
            )
        };
        let sum = |goods, time| Some(sales(goods, time)?.iter().map(|sale| sale.amount).sum());
        let days = |goods, time| {
            let mut days: Vec<Option<i64>> =
                sales(goods, time)?.iter().map(|sale| sale.ago).collect();
            days.sort_unstable();
            days.dedup();
            Some(days.len() as i64)
        };
        match self {
            Number::Budget => person.budget,
            Number::Rooms => match person.rooms {
                "3" => Some(3),
                "7" => Some(7),
                "1,200" => Some(1200),
                _ => None,
            },
            Number::Spend => sum(Goods::All, Time::Ever),
            Number::Spend12m => sum(Goods::All, Time::Months(12)),
            Number::Orders => days(Goods::All, Time::Ever),
            Number::Household12m => {
                let others = world.relatives(contact);
                if others.is_empty() {
                    return None;
                }
                let all = others.into_iter().chain([contact]);
                all.map(|one| Number::Spend12m.of(world, placed, one)).sum()
            }
            Number::Company => {
                if person.group.is_empty() {
                    return None;
                }
                let all = (0..world.people.len())
                    .filter(|other| world.people[*other].group == person.group);
                all.map(|one| Number::Spend.of(world, placed, one)).sum()
            }
            Number::Spent(goods, time) => sum(goods, time),
            Number::Ordered(goods, time) => days(goods, time),
            Number::Relatives => {
                if !world.has_homes() {
                    return None;
                }
                let relatives = world.relatives(contact);
                let known: Vec<i64> = relatives
                    .iter()
                    .filter_map(|relative| world.people[*relative].budget)
                    .collect();
                if known.is_empty() && !relatives.is_empty() {
                    return None;
                }
                Some(known.iter().sum())
            }
            Number::Points => placed.points[contact],
            Number::Days(ladder) => {
                let of = &placed.ladders[ladder][contact];
                of.rung?;
                Some(i64::from((TODAY - of.since).get_days()))
            }
        }
    }

    /// What placements would go by.
    fn source(self) -> Source {
        match self {
            Number::Budget => Source::Budget,
            Number::Rooms => Source::Rooms,
            Number::Spend | Number::Spend12m | Number::Orders => Source::Figures,
            Number::Household12m => Source::Household,
            Number::Company => Source::Company,
            Number::Spent(..) | Number::Ordered(..) => Source::Purchases,
            Number::Relatives => Source::Relatives,
            Number::Points => Source::Score,
            Number::Days(ladder) => Source::Ladder(ladder),
        }
    }
}

impl How {
    fn words(self) -> String {
        match self {
            How::Above(n) => format!("> {n}"),
            How::NotEqual(n) => format!("!= {n}"),
            How::Between(a, b) => format!("between {a} and {b}"),
            How::TopPercent(n) => format!("in top {n}%"),
            How::TopPercentFrom(n, from) => format!("in top {n}% from {from}"),
            How::Top(n) => format!("in top {n}"),
            How::BottomPercent(n) => format!("in bottom {n}%"),
        }
    }
}

impl Ask {
    pub(super) fn line(&self) -> String {
        let not = |is: &bool| if *is { "" } else { "not " };
        match self {
            Ask::CityIs(city) => format!("city is {city}"),
            Ask::CityIsNot(city) => format!("city is not {city}"),
            Ask::GroupIs(group) => format!("group is {}", group.to_uppercase()),
            Ask::GroupHas(piece) => format!("group contains {piece}"),
            Ask::MobileStarts(start) => format!("mobile-phone starts with {start}"),
            Ask::EmailHas(piece, has) => {
                format!("email {} {piece}", if *has { "contains" } else { "lacks" })
            }
            Ask::HobbyHas(word, has) => {
                format!("hobbies {} {word}", if *has { "contains" } else { "lacks" })
            }
            Ask::HobbyStarts(start) => format!("hobbies starts with {start}"),
            Ask::MobileKnown(known) => {
                format!("mobile-phone is {}", if *known { "known" } else { "empty" })
            }
            Ask::Vip(flag) => format!("vip is {}", if *flag { "yes" } else { "no" }),
            Ask::CityKnown(known) => format!("city is {}", if *known { "known" } else { "empty" }),
            Ask::BudgetKnown(known) => {
                format!("budget is {}", if *known { "known" } else { "empty" })
            }
            Ask::ContactWithin(days) => format!("last-contact within {days} days"),
            Ask::ContactOlder(days) => format!("last-contact older than {days} days"),
            Ask::BoughtWithin(days) => format!("last-purchase within {days} days"),
            Ask::HasProduct(product, has) => {
                format!(
                    "products {} {product}",
                    if *has { "contains" } else { "lacks" }
                )
            }
            Ask::Number(number, how) => format!("{} {}", number.words(), how.words()),
            Ask::Bought(goods, time, is) => {
                format!("{}bought {}{}", not(is), goods.words(), time.words())
            }
            Ask::HasRelatives(has) => {
                format!("has {}relatives", if *has { "" } else { "no " })
            }
            Ask::Relative(inner, any) => {
                let who = if *any { "any" } else { "no" };
                format!("{who} relative whose {}", inner.line())
            }
            Ask::OnRung(ladder, rung, is) => {
                format!("l{ladder} {} r{rung}", if *is { "is on" } else { "is not" })
            }
            Ask::Member(segment, is) => format!("{}in segment s{segment}", not(is)),
        }
    }

    /// `None` is unknown.
    pub(super) fn answer(&self, world: &World, placed: &Placed, contact: usize) -> Option<bool> {
        let person = &world.people[contact];
        let city = |wanted: &str| {
            let english = |city: &'static str| {
                if city == "القاهرة" {
                    "Cairo"
                } else {
                    city
                }
            };
            (!person.city.is_empty()).then(|| english(person.city) == wanted)
        };
        let hobbies = || {
            let hobbies = person.hobbies.split(';');
            let hobbies = hobbies.map(|hobby| hobby.trim().to_lowercase());
            (!person.hobbies.is_empty()).then_some(hobbies)
        };
        let contacted = person.last_contact.filter(|ago| *ago >= 0);
        let own_sales = || -> Option<Vec<&Sale>> {
            let all = world.sales.as_ref()?.iter();
            let counts = |sale: &&Sale| {
                sale.contact == Some(contact) && !sale.lost && sale.ago.is_none_or(|ago| ago >= 0)
            };
            Some(all.filter(counts).collect())
        };
        match self {
            Ask::CityIs(wanted) => city(wanted),
            Ask::CityIsNot(wanted) => city(wanted).map(|same| !same),
            Ask::GroupIs(wanted) => (!person.group.is_empty())
                .then(|| person.group.to_lowercase() == wanted.to_lowercase()),
            Ask::GroupHas(piece) => {
                (!person.group.is_empty()).then(|| person.group.to_lowercase().contains(piece))
            }
            Ask::MobileStarts(start) => person.mobile.map(|number| {
                let written = match number {
                    0 => "20 by heart".to_owned(),
                    number => format!("+{number}"),
                };
                written.starts_with(start)
            }),
            Ask::EmailHas(piece, has) => (!person.email.is_empty())
                .then(|| person.email.contains(&piece.to_lowercase()) == *has),
            Ask::HobbyHas(hobby, has) => hobbies().map(|mut hobbies| {
                let wanted = hobby.to_lowercase();
                hobbies.any(|hobby| hobby.split(' ').any(|part| part == wanted)) == *has
            }),
            Ask::HobbyStarts(start) => {
                hobbies().map(|mut hobbies| hobbies.any(|hobby| hobby.starts_with(start)))
            }
            Ask::MobileKnown(known) => Some(person.mobile.is_some() == *known),
            Ask::Vip(flag) => Some(person.vip.unwrap_or(false) == *flag),
            Ask::CityKnown(known) => Some(person.city.is_empty() != *known),
            Ask::BudgetKnown(known) => Some(person.budget.is_some() == *known),
            Ask::ContactWithin(days) => contacted.map(|ago| ago <= *days),
            Ask::ContactOlder(days) => contacted.map(|ago| ago > *days),
            Ask::BoughtWithin(days) => {
                let sales = own_sales()?;
                let bought = sales.iter().filter(|sale| sale.amount > 0);
                let last = bought.filter_map(|sale| sale.ago).min()?;
                Some(last <= *days)
            }
            Ask::HasProduct(product, has) => {
                let mut sales = own_sales()?.into_iter();
                Some(sales.any(|sale| sale.amount >= 0 && sale.product == *product) == *has)
            }
            Ask::Number(number, how) => {
                let value = number.of(world, placed, contact)?;
                let all = || -> Vec<i64> {
                    let values =
                        (0..world.people.len()).filter_map(|other| number.of(world, placed, other));
                    values.filter(|value| *value > 0).collect()
                };
                Some(match how {
                    How::Above(n) => value > *n,
                    How::NotEqual(n) => value != *n,
                    How::Between(a, b) => value >= *a && value <= *b,
                    How::TopPercent(n) => among(value, &all(), *n, true),
                    How::TopPercentFrom(n, from) => {
                        among(value, &all(), *n, true) && value >= *from
                    }
                    How::Top(n) => {
                        let better = all().iter().filter(|other| **other > value).count();
                        value > 0 && (better as i64) < *n
                    }
                    How::BottomPercent(n) => among(value, &all(), *n, false),
                })
            }
            Ask::Bought(goods, time, is) => {
                let counts = |sale: &&Sale| {
                    sale.contact == Some(contact)
                        && !sale.lost
                        && sale.amount >= 0
                        && goods.has(sale)
                        && time.has(sale.ago.map(day))
                };
                let found = world.sales.as_ref()?.iter().any(|sale| counts(&sale));
                Some(found == *is)
            }
            Ask::HasRelatives(has) => world
                .has_homes()
                .then(|| world.relatives(contact).is_empty() != *has),
            Ask::Relative(inner, any) => {
                if !world.has_homes() {
                    return None;
                }
                let relatives = world.relatives(contact).into_iter();
                let answers: Vec<Option<bool>> = relatives
                    .map(|relative| inner.answer(world, placed, relative))
                    .collect();
                let found = if answers.contains(&Some(true)) {
                    Some(true)
                } else if answers.contains(&None) {
                    None
                } else {
                    Some(false)
                };
                found.map(|found| found == *any)
            }
            Ask::OnRung(ladder, rung, is) => {
                let of = &placed.ladders[*ladder][contact];
                (!of.is_unknown).then(|| (of.rung == Some(*rung)) == *is)
            }
            Ask::Member(segment, is) => {
                placed.segments[*segment][contact].map(|member| member == *is)
            }
        }
    }

    /// What placements go by when they ask this; `None` for a question that blanks answer, which counts in scores only.
    pub(super) fn source(&self, in_score: bool) -> Option<Source> {
        Some(match self {
            Ask::CityIs(_) | Ask::CityIsNot(_) => Source::City,
            Ask::GroupIs(_) | Ask::GroupHas(_) => Source::Group,
            Ask::MobileStarts(_) => Source::Mobile,
            Ask::EmailHas(..) => Source::Email,
            Ask::HobbyHas(..) | Ask::HobbyStarts(_) => Source::Hobbies,
            Ask::MobileKnown(_) if in_score => Source::Mobile,
            Ask::Vip(_) => Source::Vip,
            Ask::CityKnown(_) if in_score => Source::City,
            Ask::BudgetKnown(_) if in_score => Source::Budget,
            Ask::CityKnown(_) | Ask::BudgetKnown(_) | Ask::MobileKnown(_) => return None,
            Ask::ContactWithin(_) | Ask::ContactOlder(_) => Source::LastContact,
            Ask::BoughtWithin(_) => Source::LastPurchase,
            Ask::HasProduct(..) => Source::Products,
            Ask::Number(number, _) => number.source(),
            Ask::Bought(..) => Source::Purchases,
            Ask::HasRelatives(_) => Source::Relatives,
            Ask::Relative(inner, _) => match inner.source(in_score) {
                Some(Source::Ladder(ladder)) => Source::Ladder(ladder),
                Some(Source::Segment(segment)) => Source::Segment(segment),
                Some(Source::Score) => Source::Score,
                _ => Source::Relatives,
            },
            Ask::OnRung(ladder, ..) => Source::Ladder(*ladder),
            Ask::Member(segment, _) => Source::Segment(*segment),
        })
    }
}

/// Whether fewer than N per cent (rounded up) of those above zero are strictly better.
fn among(value: i64, all: &[i64], percent: i64, top: bool) -> bool {
    let quota = (all.len() * percent as usize).div_ceil(100);
    let better = |other: &&i64| {
        if top {
            **other > value
        } else {
            **other < value
        }
    };
    value > 0 && all.iter().filter(better).count() < quota
}

fn goods() -> impl Strategy<Value = Goods> {
    prop_oneof![
        Just(Goods::All),
        select(&PRODUCTS[..]).prop_map(Goods::Product),
        select(&CATEGORIES[1..]).prop_map(Goods::Category),
    ]
}

fn times() -> impl Strategy<Value = Time> {
    prop_oneof![
        Just(Time::Ever),
        (1..400_i64).prop_map(Time::Days),
        (1..30_i64).prop_map(Time::Months),
        (0..700_i64).prop_map(Time::After),
        (0..700_i64).prop_map(Time::Before),
    ]
}

fn hows() -> impl Strategy<Value = How> {
    prop_oneof![
        (-3..30_i64).prop_map(How::Above),
        (-3..12_i64).prop_map(How::NotEqual),
        (-3..12_i64, 0..60_i64).prop_map(|(a, more)| How::Between(a, a + more)),
        (1..=100_i64).prop_map(How::TopPercent),
        (1..=100_i64, 0..60_i64).prop_map(|(n, from)| How::TopPercentFrom(n, from)),
        (1..9_i64).prop_map(How::Top),
        (1..=100_i64).prop_map(How::BottomPercent),
    ]
}

fn numbers() -> impl Strategy<Value = Number> {
    prop_oneof![
        3 => select(vec![Number::Budget, Number::Rooms, Number::Spend, Number::Spend12m, Number::Orders]),
        1 => select(vec![Number::Relatives, Number::Household12m, Number::Company]),
        2 => (goods(), times()).prop_map(|(goods, time)| Number::Spent(goods, time)),
        1 => (goods(), times()).prop_map(|(goods, time)| Number::Ordered(goods, time)),
    ]
}

/// Questions that are about nothing that rules work out.
pub(super) fn simple() -> BoxedStrategy<Ask> {
    let city = || select(vec![CITIES[1], CITIES[3], CITIES[4]]);
    prop_oneof![
        city().prop_map(Ask::CityIs),
        city().prop_map(Ask::CityIsNot),
        select(&GROUPS[1..]).prop_map(Ask::GroupIs),
        select(vec!["friend", "a", "old f"]).prop_map(Ask::GroupHas),
        select(vec!["+20", "+49", "20"]).prop_map(Ask::MobileStarts),
        (select(vec!["NILE", "@", "i"]), any::<bool>())
            .prop_map(|(piece, has)| Ask::EmailHas(piece, has)),
        (select(vec!["Chess", "шахматы", "ess"]), any::<bool>())
            .prop_map(|(word, has)| Ask::HobbyHas(word, has)),
        select(vec!["che", "шах", "jazz"]).prop_map(Ask::HobbyStarts),
        any::<bool>().prop_map(Ask::MobileKnown),
        any::<bool>().prop_map(Ask::Vip),
        any::<bool>().prop_map(Ask::CityKnown),
        any::<bool>().prop_map(Ask::BudgetKnown),
        (0..400_i64).prop_map(Ask::ContactWithin),
        (0..400_i64).prop_map(Ask::ContactOlder),
        (0..400_i64).prop_map(Ask::BoughtWithin),
        (select(&PRODUCTS[..]), any::<bool>()).prop_map(|(name, has)| Ask::HasProduct(name, has)),
        (numbers(), hows()).prop_map(|(number, how)| Ask::Number(number, how)),
        (numbers(), hows()).prop_map(|(number, how)| Ask::Number(number, how)),
        (goods(), times(), any::<bool>()).prop_map(|(goods, time, is)| {
            // `bought` alone says nothing.
            let time = match (goods, time) {
                (Goods::All, Time::Ever) => Time::Days(90),
                _ => time,
            };
            Ask::Bought(goods, time, is)
        }),
        any::<bool>().prop_map(Ask::HasRelatives),
    ]
    .boxed()
}

/// Any question; ladders below `ladders` and segments below `segments` may be asked about.
pub(super) fn asks(ladders: usize, segments: usize, points: bool) -> impl Strategy<Value = Ask> {
    let mut kinds = vec![(6, simple())];
    if ladders > 0 {
        let rung = (0..ladders, 0..3_usize, any::<bool>());
        let on = rung.prop_map(|(ladder, rung, is)| Ask::OnRung(ladder, rung, is));
        kinds.push((2, on.boxed()));
        let days = (0..ladders, 0..60_i64);
        let days = days.prop_map(|(ladder, n)| Ask::Number(Number::Days(ladder), How::Above(n)));
        kinds.push((1, days.boxed()));
    }
    if segments > 0 {
        let member = (0..segments, any::<bool>());
        let member = member.prop_map(|(segment, is)| Ask::Member(segment, is));
        kinds.push((2, member.boxed()));
    }
    if points {
        let points = hows().prop_map(|how| Ask::Number(Number::Points, how));
        kinds.push((2, points.boxed()));
    }
    let own = prop::strategy::Union::new_weighted(kinds);
    (own, any::<bool>(), prop::bool::weighted(0.15)).prop_map(|(ask, any, of_relative)| {
        let nested = matches!(
            ask,
            Ask::HasRelatives(_) | Ask::Number(Number::Relatives, _)
        );
        if of_relative && !nested {
            Ask::Relative(Box::new(ask), any)
        } else {
            ask
        }
    })
}

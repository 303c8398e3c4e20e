//! Fitting and forecasting whole books: refusals, order, cores.

use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

use super::drawn::Random;
use super::*;
use crate::lang::{Lang, Language};

fn one(frequency: u32, recency: u32, age: u32, average: f64) -> Buying {
    let history = History {
        frequency,
        recency,
        age,
    };
    Buying { history, average }
}

/// A book of so many contacts, every fourth of them no customer; customers first bought within the last two years.
fn book(contacts: u32) -> Vec<Option<Buying>> {
    let mut random = Random(5);
    (0..contacts)
        .map(|at| {
            let age = (random.unit() * 730.0) as u32;
            let days = random.days([0.8, 12.0, 0.5, 2.0], age);
            let frequency = days.len() as u32 - 1;
            let scale = random.gamma(3.7);
            let amounts = (0..frequency).map(|_| 40.0 * random.gamma(6.0) / scale);
            let average = amounts.sum::<f64>() / f64::from(frequency.max(1));
            let one = one(frequency, days[days.len() - 1], age, average);
            (at % 4 != 3).then_some(one)
        })
        .collect()
}

fn said(repeat: &Repeat) -> String {
    let lang = Lang::load(Language::English);
    let found = repeat.refusal().and_then(Refusal::diagnostic);
    found.map_or(String::new(), |found| lang.message(&found))
}

#[test]
fn a_large_enough_book_is_forecast() {
    let buying = book(400);
    let repeat = Repeat::new(&buying);
    assert_eq!(said(&repeat), "");
    for (contact, known) in buying.iter().enumerate() {
        let is_customer = known.is_some();
        assert_eq!(repeat.probability(contact).is_some(), is_customer);
        assert_eq!(repeat.expected_purchases(contact).is_some(), is_customer);
        assert_eq!(repeat.expected_value(contact).is_some(), is_customer);
    }
    assert_eq!(repeat.probability(400), None);
}

#[test]
fn too_little_is_refused_with_a_reason() {
    let repeaters = |count: u32, of: u32| -> Vec<Option<Buying>> {
        let bought_again = book(2000).into_iter().flatten();
        let bought_again = bought_again.filter(|one| one.history.frequency > 0);
        let once = (0..of - count).map(|at| Some(one(0, 0, 300 + at, 0.0)));
        bought_again
            .take(count as usize)
            .map(Some)
            .chain(once)
            .collect()
    };
    let young = |mut buying: Vec<Option<Buying>>| {
        for one in buying.iter_mut().flatten() {
            one.history.age = one.history.age.min(269);
            one.history.recency = one.history.recency.min(269);
        }
        buying
    };
    let unpaid = |mut buying: Vec<Option<Buying>>| {
        for one in buying.iter_mut().flatten() {
            one.average = 0.0;
        }
        buying
    };
    let one_price = |mut buying: Vec<Option<Buying>>| {
        for one in buying.iter_mut().flatten() {
            one.average = 20.0;
        }
        buying
    };
    let loyal = (0..120).map(|at| Some(one(1 + at % 12, 400 - at % 30, 400, f64::from(at))));
    for (buying, wanted) in [
        (vec![], ""),
        (vec![None; 90], ""),
        (
            repeaters(1, 49),
            "too little is known to tell who will buy again (customers with dated purchases: 49, needed: 50)",
        ),
        (
            repeaters(39, 60),
            "too little is known to tell who will buy again (customers who bought on more than one day: 39, needed: 40)",
        ),
        (
            young(repeaters(60, 100)),
            "too little is known to tell who will buy again (days since the first purchase: 269, needed: 270)",
        ),
        (
            loyal.collect(),
            "nobody can tell from these purchases who will buy again: they fit no pattern of customers who buy at their own \
             pace until they leave (parameter without a likeliest value: a)",
        ),
        (
            unpaid(book(400)),
            "too little is known to tell what future purchases come to (customers whose later purchases have amounts: 0, \
             needed: 40)",
        ),
        (
            one_price(book(400)),
            "nobody can tell from these amounts what future purchases come to: they differ too little, or a few of them \
             outweigh all others (parameter without a likeliest value: q)",
        ),
    ] {
        let repeat = Repeat::new(&buying);
        assert_eq!(said(&repeat), wanted);
        let contacts = 0..buying.len();
        let timed = contacts.clone().any(|at| repeat.probability(at).is_some());
        assert_eq!(timed, repeat.timing.is_ok());
        assert!(
            contacts
                .clone()
                .all(|at| repeat.expected_value(at).is_none())
        );
    }
}

#[test]
fn any_number_of_cores_gives_the_same_figures() {
    // Long enough for several stretches of every sum.
    let buying = book(30_000);
    let on = |cores: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(cores).build().unwrap();
        let repeat = pool.install(|| Repeat::new(&buying));
        let timing = repeat.timing.unwrap();
        let BgNbd { r, alpha, a, b } = timing.model;
        let value = repeat.value.map(|fit| fit.model);
        let value = value.map(|model| [model.p, model.q, model.v].map(f64::to_bits));
        (
            [r, alpha, a, b, timing.log_likelihood].map(f64::to_bits),
            value,
        )
    };
    let alone = on(1);
    assert_eq!(on(2), alone);
    assert_eq!(on(7), alone);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_contacts_does_not_matter(turn in 1_usize..300) {
        let buying = book(300);
        let mut turned = buying.clone();
        turned.rotate_left(turn);
        let (straight, turned) = (Repeat::new(&buying), Repeat::new(&turned));
        prop_assert!(straight.refusal().is_none());
        for at in 0..300 {
            let other = (at + 300 - turn) % 300;
            prop_assert_eq!(straight.probability(at), turned.probability(other));
            prop_assert_eq!(straight.expected_purchases(at), turned.expected_purchases(other));
            prop_assert_eq!(straight.expected_value(at), turned.expected_value(other));
        }
    }

    #[test]
    fn any_habits_are_forecast_or_refused(
        habits in prop::collection::vec((0_u32..40, 0_u32..3000, 0_u32..3000, -1e9..1e28_f64), 50..120),
        small in any::<bool>(),
    ) {
        let buying: Vec<Option<Buying>> = habits
            .into_iter()
            .map(|(frequency, recency, wait, average)| {
                let recency = if frequency == 0 { 0 } else { recency.max(frequency) };
                let average = if small { average / 1e26 } else { average };
                Some(one(frequency, recency, recency + wait, average))
            })
            .collect();
        let repeat = Repeat::new(&buying);
        for contact in 0..buying.len() {
            let probability = repeat.probability(contact);
            prop_assert_eq!(probability.is_some(), repeat.timing.is_ok());
            prop_assert!(probability.is_none_or(|share| share <= Decimal::ONE));
            prop_assert!(repeat.expected_value(contact).is_none_or(|value| !value.is_sign_negative()));
        }
    }
}

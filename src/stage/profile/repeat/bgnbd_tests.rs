//! BG/NBD against the paper's formulas, written down once more as they stand there.

use proptest::prelude::*;

use super::super::drawn::Random;
use super::super::history::tally;
use super::*;

/// The published estimates for CDNOW (table 2 of the paper).
const CDNOW: BgNbd = BgNbd {
    r: 0.243,
    alpha: 4.414,
    a: 0.793,
    b: 2.426,
};

fn history(frequency: u32, recency: u32, age: u32) -> History {
    History {
        frequency,
        recency,
        age,
    }
}

/// ₂F₁ by its series, for arguments not near 1.
fn hypergeometric([a, b, c]: [f64; 3], argument: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for step in 0..100_000 {
        let n = f64::from(step);
        term *= (a + n) * (b + n) / (c + n) / (n + 1.0) * argument;
        sum += term;
        if term.abs() < 1e-15 * sum.abs() {
            break;
        }
    }
    sum
}

/// Equation 10 of the paper.
fn equation_10(model: &BgNbd, history: History, days: u32) -> f64 {
    let BgNbd { r, alpha, a, b } = *model;
    let x = f64::from(history.frequency);
    let [recency, age, t] = [history.recency, history.age, days].map(|days| f64::from(days) / 7.0);
    let power = ((alpha + age) / (alpha + age + t)).powf(r + x);
    let f = hypergeometric([r + x, b + x, a + b + x - 1.0], t / (alpha + age + t));
    let upper = (a + b + x - 1.0) / (a - 1.0) * (1.0 - power * f);
    let lower = if history.frequency == 0 {
        1.0
    } else {
        1.0 + a / (b + x - 1.0) * ((alpha + age) / (alpha + recency)).powf(r + x)
    };
    upper / lower
}

#[test]
fn the_expectation_is_that_of_the_paper() {
    // The example of the paper: x = 2, t_x = 30.43, T = 38.86, t = 39 weeks.
    let published = CDNOW.outlook(history(2, 213, 272), 273).purchases;
    assert!((published - 1.226).abs() < 0.001, "{published}");
    let others = [
        CDNOW,
        BgNbd {
            a: 1.7,
            b: 0.4,
            ..CDNOW
        },
        BgNbd {
            r: 3.0,
            alpha: 20.0,
            a: 0.05,
            b: 8.0,
        },
    ];
    for model in others {
        for (x, t_x, age) in [
            (0, 0, 0),
            (0, 0, 400),
            (1, 5, 30),
            (1, 300, 300),
            (7, 90, 700),
            (60, 500, 520),
        ] {
            let one = history(x, t_x, age);
            let (sum, paper) = (
                model.outlook(one, 365).purchases,
                equation_10(&model, one, 365),
            );
            assert!(
                (sum - paper).abs() < 1e-6 * paper.max(1.0),
                "{model:?} {one:?}: {sum}, {paper}"
            );
        }
    }
}

#[test]
fn the_expectation_has_no_hole_where_the_formula_has_one() {
    let one = history(3, 100, 200);
    let at = |a: f64| BgNbd { a, ..CDNOW }.outlook(one, 365).purchases;
    let (below, hole, above) = (at(1.0 - 1e-6), at(1.0), at(1.0 + 1e-6));
    assert!(above < hole && hole < below && below - above < 1e-5);
}

#[test]
fn the_probability_of_a_purchase_follows_from_rate_and_leaving() {
    // Without leaving it is that of the negative binomial distribution alone.
    let loyal = BgNbd { a: 1e-12, ..CDNOW };
    let none = ((4.414 + 30.0) / (4.414 + 30.0 + 365.0 / 7.0_f64)).powf(4.243);
    let found = loyal.outlook(history(4, 200, 210), 365).probability;
    assert!((found - (1.0 - none)).abs() < 1e-9, "{found}");
    // Of two who bought as often, the one who was here lately is likelier to come back.
    let [long_ago, lately] = [30, 250].map(|recency| CDNOW.outlook(history(3, recency, 272), 365));
    assert!((long_ago.probability - 0.0275).abs() < 1e-4);
    assert!((lately.probability - 0.7512).abs() < 1e-4);
    // A customer of every day for ten years: P(N = 0) is far below the smallest number there is.
    let daily = BgNbd {
        r: 100.0,
        alpha: 0.01,
        ..CDNOW
    };
    let daily = daily.outlook(history(3650, 3650, 3650), 365);
    assert!(
        daily.probability > 0.999 && (300.0..390.0).contains(&daily.purchases),
        "{daily:?}"
    );
}

/// Customers of a business of known habits.
fn drawn(count: u32, model: &BgNbd) -> Vec<(History, u32)> {
    let mut random = Random(7);
    let customers = (0..count).map(|_| {
        let age = (random.unit() * 730.0) as u32;
        let days = random.days([model.r, model.alpha, model.a, model.b], age);
        history(days.len() as u32 - 1, days[days.len() - 1], age)
    });
    tally(customers.collect())
}

#[test]
fn slopes_are_those_of_the_likelihood() {
    let customers = drawn(400, &CDNOW);
    let likelihood = Likelihood::new(&customers);
    let at = [-1.0, 1.5, -0.3, 0.9];
    let slope = likelihood.mean(&BgNbd::from_logs(&at)).slope;
    for i in 0..4 {
        let value = |by: f64| {
            let mut at = at;
            at[i] += by;
            likelihood.mean(&BgNbd::from_logs(&at)).value
        };
        let measured = (value(1e-5) - value(-1e-5)) / 2e-5;
        assert!(
            (measured - slope[i]).abs() < 1e-8,
            "{i}: {measured} {}",
            slope[i]
        );
    }
}

#[test]
fn a_fit_is_a_peak() {
    let customers = drawn(400, &CDNOW);
    let fit = BgNbd::fit(&customers).unwrap();
    assert!((fit.model.log_likelihood(&customers) - fit.log_likelihood).abs() < 1e-6);
    let BgNbd { r, alpha, a, b } = fit.model;
    for i in 0..4 {
        for factor in [0.98, 1.02] {
            let mut other = [r, alpha, a, b];
            other[i] *= factor;
            let [r, alpha, a, b] = other;
            let other = BgNbd { r, alpha, a, b }.log_likelihood(&customers);
            assert!(other < fit.log_likelihood, "{i} {factor}");
        }
    }
}

#[test]
fn known_habits_are_found_again() {
    let habits = BgNbd {
        r: 2.0,
        alpha: 14.0,
        a: 0.6,
        b: 5.0,
    };
    let BgNbd { r, alpha, a, b } = BgNbd::fit(&drawn(20_000, &habits)).unwrap().model;
    for (name, found, known) in [
        ("r", r, habits.r),
        ("alpha", alpha, habits.alpha),
        ("a", a, habits.a),
        ("b", b, habits.b),
    ] {
        assert!((found / known - 1.0).abs() < 0.1, "{name}: {found}");
    }
}

#[test]
fn customers_who_never_leave_have_no_likeliest_chance_to_leave() {
    let loyal: Vec<History> = (0..120)
        .map(|at| {
            let (months, age) = (1 + at % 12, 400);
            history(months, age - at % 30, age)
        })
        .collect();
    assert_eq!(BgNbd::fit(&tally(loyal)), Err(NoPeak::Outside(2)));
    assert!(BgNbd::fit(&[]).is_err());
}

fn any_model() -> impl Strategy<Value = BgNbd> {
    let log = |(least, most): (f64, f64)| (least.ln()..most.ln()).prop_map(f64::exp);
    let [r, alpha, a, b] = LIMITS;
    (log(r), log(alpha), log(a), log(b)).prop_map(|(r, alpha, a, b)| BgNbd { r, alpha, a, b })
}

proptest! {
    #[test]
    fn outlooks_are_possible(
        model in any_model(),
        frequency in 0_u32..2000,
        (recency, later, wait) in (0_u32..4000, 0_u32..4000, 0_u32..4000),
        days in 1_u32..730,
    ) {
        let recency = recency.max(frequency);
        let age = recency + later + wait;
        let long_ago = model.outlook(history(frequency, recency, age), days);
        let lately = model.outlook(history(frequency, recency + later, age), days);
        for one in [long_ago, lately] {
            prop_assert!((0.0..=1.0).contains(&one.probability));
            prop_assert!(one.purchases >= one.probability && one.purchases.is_finite());
        }
        prop_assert!(lately.probability >= long_ago.probability - 1e-12);
        prop_assert!(lately.purchases >= long_ago.purchases - 1e-9 * long_ago.purchases);
        let ahead = model.outlook(history(frequency, recency, age), days + 30);
        prop_assert!(ahead.probability >= long_ago.probability - 1e-12);
        prop_assert!(ahead.purchases >= long_ago.purchases - 1e-8);
    }
}

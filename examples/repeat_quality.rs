//! Measures from how many customers on the repeat-purchase model tells something, and how long a fit takes:
//!
//! ```text
//! cargo run --release --example repeat_quality -- ../shared/data/cdnow/CDNOW_sample.txt
//! ```
//!
//! Made-up businesses of known habits are drawn, fitted, and their forecasts compared with those of the true parameters. With the
//! CDNOW sample the forecasts from its first 39 weeks are compared with what was bought in the 39 weeks that followed. The same
//! numbers make the same customers.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a tool for developers: it reads its file itself and asks for the time"
)]

#[path = "../src/stage/profile/repeat/drawn.rs"]
mod drawn;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Instant;

use drawn::Random;
use jiff::civil::{Date, date};
use tierbook::stage::profile::repeat::{BgNbd, Buying, HORIZON, History, Repeat, tally};

/// Books drawn of each size.
const DRAWS: usize = 400;
const SIZES: [usize; 8] = [30, 50, 75, 100, 150, 200, 400, 1000];

/// A made-up business: what customers are like, and for how many days it has had any.
const BUSINESSES: [(&str, BgNbd, u32); 5] = [
    (
        "as CDNOW, half a year",
        model(0.243, 4.414, 0.793, 2.426),
        182,
    ),
    ("as CDNOW, 39 weeks", model(0.243, 4.414, 0.793, 2.426), 273),
    ("as CDNOW, 2 years", model(0.243, 4.414, 0.793, 2.426), 730),
    ("a hairdresser, 1 year", model(2.0, 14.0, 0.6, 5.0), 365),
    ("a shop, 3 years", model(0.8, 12.0, 0.5, 2.0), 1095),
];

const fn model(r: f64, alpha: f64, a: f64, b: f64) -> BgNbd {
    BgNbd { r, alpha, a, b }
}

/// A customer of a business that has had customers for so many days.
fn customer(random: &mut Random, model: &BgNbd, days: u32) -> History {
    let age = (random.unit() * f64::from(days)) as u32;
    let bought = random.days([model.r, model.alpha, model.a, model.b], age);
    History {
        frequency: bought.len() as u32 - 1,
        recency: bought.last().copied().unwrap_or(0),
        age,
    }
}

fn main() {
    let mut out = std::io::stdout();
    for (name, truth, days) in BUSINESSES {
        let _ = writeln!(
            out,
            "\n{name}\ncustomers  bought again  no fit  purchases off by: half  9 of 10   probability off by: half  9 of 10"
        );
        for size in SIZES {
            let mut random = Random(size as u64);
            let (mut total, mut single, mut refused, mut repeaters) = (vec![], vec![], 0, 0);
            for _ in 0..DRAWS {
                let drawn: Vec<History> = (0..size)
                    .map(|_| customer(&mut random, &truth, days))
                    .collect();
                repeaters += drawn.iter().filter(|one| one.frequency > 0).count();
                let Ok(fit) = BgNbd::fit(&tally(drawn.clone())) else {
                    refused += 1;
                    continue;
                };
                let (mut ours, mut true_sum, mut off) = (0.0, 0.0, 0.0);
                for one in &drawn {
                    let (found, real) = (
                        fit.model.outlook(*one, HORIZON),
                        truth.outlook(*one, HORIZON),
                    );
                    ours += found.purchases;
                    true_sum += real.purchases;
                    off += (found.probability - real.probability).abs();
                }
                total.push((ours / true_sum - 1.0).abs());
                single.push(off / size as f64);
            }
            let _ = writeln!(
                out,
                "{size:>9}  {:>12.0}  {:>5.0}%  {:>22.0}%  {:>6.0}%  {:>23.3}  {:>7.3}",
                repeaters as f64 / DRAWS as f64,
                refused as f64 * 100.0 / DRAWS as f64,
                part(&mut total, 0.5) * 100.0,
                part(&mut total, 0.9) * 100.0,
                part(&mut single, 0.5),
                part(&mut single, 0.9),
            );
        }
    }
    million();
    if let Some(path) = std::env::args().nth(1)
        && let Ok(text) = std::fs::read_to_string(&path)
    {
        cdnow(&text);
    }
}

/// How long a book of a million customers takes: everything from their histories to a forecast for each.
fn million() {
    let mut random = Random(1);
    let (_, shop, days) = BUSINESSES[4];
    let buying: Vec<Option<Buying>> = (0..1_000_000)
        .map(|_| {
            let history = customer(&mut random, &shop, days);
            let scale = random.gamma(3.74) / 15.44;
            let x = f64::from(history.frequency.max(1));
            let average = random.gamma(6.25 * x) / x / scale;
            Some(Buying { history, average })
        })
        .collect();
    let started = Instant::now();
    let repeat = Repeat::new(&buying);
    let took = started.elapsed();
    let _ = writeln!(
        std::io::stdout(),
        "\na million customers: {:.2} s\n{:?}\n{:?}",
        took.as_secs_f64(),
        repeat.timing,
        repeat.value
    );
}

/// The value below which a part of the values lies.
fn part(values: &mut [f64], part: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let at = (values.len() as f64 * part) as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}

fn cdnow(text: &str) {
    let (middle, end) = (date(1997, 9, 30), date(1998, 6, 30));
    let mut days: BTreeMap<&str, Vec<Date>> = BTreeMap::new();
    for line in text.lines() {
        let mut words = line.split_whitespace().skip(1);
        let (Some(who), Some(day)) = (words.next(), words.next()) else {
            continue;
        };
        let number = |range| {
            day.get(range)
                .and_then(|part: &str| part.parse::<i16>().ok())
        };
        let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8))
        else {
            continue;
        };
        days.entry(who)
            .or_default()
            .push(date(year, month as i8, day as i8));
    }
    let customers: Vec<(History, u32)> = days
        .values_mut()
        .map(|days| {
            days.sort_unstable();
            days.dedup();
            let since = |day: Date| u32::try_from((day - days[0]).get_days()).unwrap_or(0);
            let early: Vec<Date> = days.iter().copied().filter(|day| *day <= middle).collect();
            let history = History {
                frequency: early.len() as u32 - 1,
                recency: since(*early.last().unwrap_or(&days[0])),
                age: since(middle),
            };
            (history, (days.len() - early.len()) as u32)
        })
        .collect();
    let mut out = std::io::stdout();
    let _ = writeln!(
        out,
        "\nCDNOW, forecast and truth of {middle} to {end}\ncustomers  no fit  purchases off by: half  9 of 10"
    );
    let ahead = u32::try_from((end - middle).get_days()).unwrap_or(0);
    for size in [50, 100, 200, 400, 1000, customers.len()] {
        let mut random = Random(size as u64);
        let (mut off, mut refused) = (vec![], 0);
        for _ in 0..DRAWS.min(if size == customers.len() { 1 } else { DRAWS }) {
            let mut drawn = customers.clone();
            for at in 0..size {
                let other = at + (random.next() % (drawn.len() - at) as u64) as usize;
                drawn.swap(at, other);
            }
            drawn.truncate(size);
            let histories: Vec<History> = drawn.iter().map(|one| one.0).collect();
            let Ok(fit) = BgNbd::fit(&tally(histories.clone())) else {
                refused += 1;
                continue;
            };
            let forecast: f64 = histories
                .iter()
                .map(|one| fit.model.outlook(*one, ahead).purchases)
                .sum();
            let truth: u32 = drawn.iter().map(|one| one.1).sum();
            off.push((forecast / f64::from(truth) - 1.0).abs());
        }
        let _ = writeln!(
            out,
            "{size:>9}  {refused:>6}  {:>21.0}%  {:>6.0}%",
            part(&mut off, 0.5) * 100.0,
            part(&mut off, 0.9) * 100.0
        );
    }
    let started = Instant::now();
    let fit = BgNbd::fit(&tally(customers.iter().map(|one| one.0).collect()));
    let took = started.elapsed();
    let _ = writeln!(out, "{fit:?}\nin {:.4} s", took.as_secs_f64());
}

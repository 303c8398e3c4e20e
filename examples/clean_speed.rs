//! Times how long a million rows take from cells to clean values, without reading any file:
//!
//! ```text
//! cargo run --release --example clean_speed -- 1000000
//! ```
//!
//! The sheet has 25 columns in three scripts, about one value in twenty of them faulty. Prints seconds of wall clock and of
//! processor for finding the columns (`map`) and for reading the cells (`clean`). The same number makes the same sheet.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a tool for developers: it asks for the time and its own use of the processor"
)]

use std::io::Write as _;
use std::time::Instant;

use jiff::civil::date;
use tierbook::config::{self, Known};
use tierbook::lang::FieldNames;
use tierbook::model::{Grid, OwnedCell};
use tierbook::stage::clean::{Accepted, CleanRequest, clean};
use tierbook::stage::map::{self, InputSheet, MapRequest};

const HEADERS: [&str; 25] = [
    "No.",
    "Name",
    "Company",
    "Job title",
    "Mobile",
    "Phone",
    "Email",
    "Street",
    "City",
    "Country",
    "Source",
    "Referred by",
    "Status",
    "Birthday",
    "Added on",
    "Last contact",
    "Next step",
    "Next step date",
    "VIP",
    "Do not contact",
    "Employees",
    "Budget",
    "Hobbies",
    "Notes",
    "Shoe size",
];

fn main() {
    let rows: u32 = std::env::args()
        .nth(1)
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(1_000_000)
        .min(1_048_575);
    let sheet = InputSheet {
        file: "contacts.xlsx".into(),
        name: "Contacts".into(),
        modified: 0,
        grid: grid(rows),
    };
    let names = FieldNames::load();
    let known = Known {
        names: &names,
        columns: &[],
    };
    let plan = config::read(&[], &known).plan;
    let (started, used) = (Instant::now(), processor_seconds());
    let mapped = map::read(
        vec![sheet],
        &MapRequest {
            plan: &plan,
            reading: &[],
            headers: names.headers(),
        },
    );
    let (mapped_at, mapped_used) = (Instant::now(), processor_seconds());
    let cleaned = clean(
        mapped,
        &CleanRequest {
            plan: &plan,
            today: date(2026, 11, 20),
            readings: &[],
            accepted: &Accepted::default(),
        },
    );
    let (ended, all_used) = (Instant::now(), processor_seconds());
    let _ = writeln!(
        std::io::stdout(),
        "{rows} rows, {} columns, {} problems\nmap    {:>6.2} s, processor {:>6.2} s\nclean  {:>6.2} s, processor {:>6.2} s",
        cleaned.columns.len(),
        cleaned.diagnostics.len(),
        (mapped_at - started).as_secs_f64(),
        mapped_used - used,
        (ended - mapped_at).as_secs_f64(),
        all_used - mapped_used,
    );
}

fn grid(rows: u32) -> Grid {
    let mut grid = Grid::default();
    let header: Vec<(u32, OwnedCell)> = (0..)
        .zip(HEADERS.map(|name| text(name.to_owned())))
        .collect();
    grid.push_row(0, &header);
    for row in 0..rows {
        grid.push_row(row + 1, &cells(row));
    }
    grid
}

fn text(text: String) -> OwnedCell {
    OwnedCell::Text(text)
}

/// One of some values, another for each row and column.
fn pick<'a>(row: u32, column: u32, values: &[&'a str]) -> &'a str {
    let mixed = u64::from(row)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(u64::from(column).wrapping_mul(0xbf58_476d_1ce4_e5b9));
    let at = (mixed >> 32) as usize % values.len();
    values.get(at).copied().unwrap_or_default()
}

/// A mobile number of the row's country, as a cell of numbers keeps it: without its leading zero.
fn phone(row: u32) -> f64 {
    let number = f64::from(2_000_000 + row % 7_000_000);
    match pick(row, 9, &["Egypt", "Россия", "ایران", "UAE"]) {
        "Egypt" => 1_010_000_000.0 + number,
        "Россия" => 9_160_000_000.0 + number,
        "ایران" => 9_120_000_000.0 + number,
        _ => 500_000_000.0 + number,
    }
}

fn cells(row: u32) -> Vec<(u32, OwnedCell)> {
    let (year, month, day) = (1950 + row % 55, 1 + row % 12, 1 + row % 28);
    let name = format!(
        "{} {}",
        pick(
            row,
            1,
            &["Sara", "Ahmed", "Мария", "علی", "محمد", "Olga", "Reza"]
        ),
        pick(
            row,
            2,
            &["Hassan", "Иванова", "رضایی", "السيد", "Smith", "Karimi"]
        ),
    );
    let mobile = match row % 20 {
        0 => format!("8 916 {:03}-{:02}-{:02}", row % 1000, row % 100, row % 97),
        1 => format!("٠١٠{:08}", row % 100_000_000),
        2 => "0000000".to_owned(),
        3 => format!(
            "mob. +98 912 {:07}; home 021 8888 {:04}",
            row % 10_000_000,
            row % 10_000
        ),
        _ => format!("+97150{:07}", 2_000_000 + row % 7_000_000),
    };
    let email = match row % 25 {
        0 => format!("User{row}@gmial.com"),
        1 => format!("info@firm{row}.ru, sales@firm{row}.ru"),
        _ => format!("user{row}@nile.org"),
    };
    let birthday = match row % 10 {
        0 => format!("{day} мая {year}"),
        1 => format!("۱۳{:02}/{month:02}/{day:02}", row % 80),
        2 => format!("--{month:02}-{day:02}"),
        _ => format!("{day:02}.{month:02}.{year}"),
    };
    let budget = match row % 10 {
        0 => format!("{} руб.", row % 100_000),
        1 => format!("{},{:03}.50", 1 + row % 900, row % 1000),
        _ => format!("{}", row % 100_000),
    };
    vec![
        (0, OwnedCell::Number(f64::from(row))),
        (1, text(name)),
        (2, text(format!("Company {}", row % 5000))),
        (
            3,
            text(pick(row, 3, &["Director", "Бухгалтер", "مدیر", "Buyer"]).to_owned()),
        ),
        (4, text(mobile)),
        (5, OwnedCell::Number(phone(row))),
        (6, text(email)),
        (7, text(format!("Street {}", row % 900))),
        (
            8,
            text(pick(row, 8, &["Cairo", "Москва", "تهران", "Dubai"]).to_owned()),
        ),
        (
            9,
            text(pick(row, 9, &["Egypt", "Россия", "ایران", "UAE"]).to_owned()),
        ),
        (
            10,
            text(pick(row, 10, &["Friend", "Сайт", "Instagram", "Walk-in"]).to_owned()),
        ),
        (
            11,
            text(pick(row, 11, &["Mona", "Пётр", "Reza"]).to_owned()),
        ),
        (
            12,
            text(pick(row, 12, &["customer", "lead", "клиент"]).to_owned()),
        ),
        (13, text(birthday)),
        (14, OwnedCell::Serial(f64::from(40_000 + row % 6000))),
        (15, text(format!("2026-{month:02}-{day:02}"))),
        (
            16,
            text(pick(row, 16, &["call", "перезвонить", "send offer"]).to_owned()),
        ),
        (17, text(format!("2027-{month:02}-{day:02}"))),
        (
            18,
            text(pick(row, 18, &["yes", "no", "да", "لا"]).to_owned()),
        ),
        (
            19,
            text(pick(row, 19, &["no", "нет", "no", "yes"]).to_owned()),
        ),
        (20, OwnedCell::Number(f64::from(row % 400))),
        (21, text(budget)),
        (
            22,
            text(pick(row, 22, &["tea, chess", "рыбалка; лыжи", "کتاب"]).to_owned()),
        ),
        (
            23,
            text(format!(
                "met in {year}, likes {}",
                pick(row, 23, &["tea", "coffee"])
            )),
        ),
        (24, text(format!("{}", 36 + row % 10))),
    ]
}

/// Seconds of processor that this process has used, in all its threads; 0 where the system does not tell (Linux does).
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets, utime and stime are the 12th and 13th fields, in hundredths (proc(5)).
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

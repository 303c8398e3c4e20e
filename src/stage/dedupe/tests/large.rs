//! Books that are prepared in several pieces and compared by longer keys.

use super::{clusters, found};

/// People of whom nobody is another: names, phones and days that occur once.
fn strangers(many: usize) -> Vec<String> {
    const SYLLABLES: [&str; 16] = [
        "ba", "do", "fe", "gi", "ku", "la", "mo", "ne", "pi", "ru", "sa", "to", "ve", "zi", "cho",
        "ty",
    ];
    let word = |mut number: usize, end: &str| {
        let mut word = String::new();
        for _ in 0..4 {
            word += SYLLABLES[number % 16];
            number /= 16;
        }
        word + end
    };
    let lines = (0..many).map(|at| {
        let (given, family) = (word(at * 7 + 3, "n"), word(at * 11 + 5, "r"));
        let day = at % 28 + 1;
        format!(
            "{given} {family}|2010{:08}||19{:02}-0{}-{day:02}",
            at * 13,
            at % 90 + 10,
            at % 9 + 1
        )
    });
    lines.collect()
}

/// Pairs of one person, each by another of the longer keys.
const DOUBLES: [[&str; 2]; 5] = [
    // Two words and a birthday.
    [
        "Sara Ahmed||sara@nile.org|1985-03-12",
        "Sara Ahmed|||1985-03-12",
    ],
    // A phone, in two scripts.
    ["Иван Петров|79031234567", "Ivan Petrov|79031234567"],
    // A word and an address.
    [
        "Lina Omran||||5 Tahrir Square|Giza",
        "Lina M. Omran||||5 Tahrir Square|Giza",
    ],
    // A birthday and an address; both words are misspelt.
    [
        "Tarek Fawzy|||1979-07-01|12 Nile Street|Cairo",
        "Tareq Fawzi|||1979-07-01|12 Nile Street|Cairo",
    ],
    // A mailbox.
    [
        "Maryam Rezaei||maryam.rezaei@yas.ir",
        "M. Rezaei||maryam.rezaei@yas.ir",
    ],
];

#[test]
fn people_are_found_among_ten_thousand_wherever_they_stand() {
    let mut lines = strangers(9_000);
    // The doubles stand in the first and in the last piece.
    let first = DOUBLES.iter().map(|[a, _]| (*a).to_owned());
    lines.splice(10..10, first);
    lines.extend(DOUBLES.iter().map(|[_, b]| (*b).to_owned()));
    let expected: Vec<(usize, usize)> = (0..DOUBLES.len())
        .map(|at| (10 + at, lines.len() - DOUBLES.len() + at))
        .collect();
    let of = |lines: &[String]| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        clusters(&found(&lines), lines.len())
    };
    let clusters = of(&lines);
    for (a, b) in &expected {
        assert_eq!(clusters[*a], clusters[*b], "{} / {}", lines[*a], lines[*b]);
    }
    let mut all = clusters;
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), lines.len() - DOUBLES.len());
    lines.reverse();
    let turned = of(&lines);
    for (a, b) in expected {
        let end = lines.len() - 1;
        assert_eq!(turned[end - a], turned[end - b]);
    }
}

#[test]
fn a_row_takes_two_lines_of_a_cache_at_most() {
    assert!(size_of::<crate::stage::dedupe::table::Row>() <= 96);
}

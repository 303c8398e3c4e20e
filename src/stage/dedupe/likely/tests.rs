//! Who is probably one person, by what little books and larger ones show.

use proptest::prelude::{prop_assert_eq, proptest};

use super::{Likely, likely};
use crate::model::{Field, Frame, PartialDate, Phone, PhoneKind, SheetId, TableKind, TextRef};

/// Rows written as `name | phone | email | birthday | street | city | company`; later parts may be missing.
fn table(lines: &[&str]) -> Frame {
    let mut rows = Frame::new(TableKind::Contacts);
    for (at, line) in lines.iter().enumerate() {
        rows.push_row(SheetId(0), at as u32);
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        rows.set_text(Field::Name, part(0));
        if let Ok(number) = part(1).parse() {
            let phone = Phone {
                number,
                extension: 0,
                kind: PhoneKind::Unknown,
                text: TextRef::NONE,
            };
            rows.add_phone(Field::Phone, phone, part(1));
        }
        if !part(2).is_empty() {
            rows.add_email(Field::Email, part(2));
        }
        if let Ok(date) = part(3).parse() {
            rows.set_date(Field::Birthday, PartialDate::from_civil(date));
        }
        rows.set_text(Field::Street, part(4));
        rows.set_text(Field::City, part(5));
        rows.set_text(Field::Company, part(6));
    }
    rows
}

fn found(lines: &[&str]) -> Likely {
    let alone: Vec<Vec<u32>> = (0..lines.len() as u32).map(|row| vec![row]).collect();
    likely(&table(lines), &alone)
}

#[test]
fn one_person_written_in_two_ways_is_found() {
    for pair in [
        // Two scripts, one phone.
        ["Иван Петров|79161234567", "Ivan Petrov|79161234567"],
        ["محمد حسن|201001234567", "Mohammed Hassan|201001234567"],
        // A slip in the name, the same birthday and city.
        [
            "Olaf Scholze|||1980-05-01||Berlin",
            "Olaf Scholz|||1980-05-01||Berlin",
        ],
        // Day and month turned, the same address of mail.
        [
            "Sara Ahmed||sara.ahmed@nile.org|1990-03-04",
            "Sara Ahmed||sara.ahmed@nile.org|1990-04-03",
        ],
        // First name and surname turned, an initial.
        ["Ahmed, Sara|201001234567", "S. Ahmed|201001234567"],
    ] {
        let likely = found(&[pair[0], pair[1], "Nobody Else|4930123456"]);
        assert_eq!(likely.cluster, [0, 0, 2], "{pair:?}");
        assert!(likely.pairs[0].probability > 0.5, "{pair:?}");
    }
}

#[test]
fn relatives_colleagues_and_namesakes_stay_apart() {
    for pair in [
        // A couple with one phone and one address.
        [
            "Anna Ivanova|74951234567||1980-05-01|Arbat 5|Moscow",
            "Pyotr Ivanov|74951234567||1978-02-11|Arbat 5|Moscow",
        ],
        // Twins.
        [
            "Ali Hassan|201001234567||1990-01-01|Nile St 7|Cairo",
            "Omar Hassan|201001234567||1990-01-01|Nile St 7|Cairo",
        ],
        // Two at one switchboard.
        [
            "Karl Weber|4930123456||||Berlin|Siemens",
            "Olga Petrova|4930123456||||Berlin|Siemens",
        ],
        // One name, nothing else in common.
        [
            "Sara Ahmed|201001234567|a@nile.org|1980-05-01||Cairo",
            "Sara Ahmed|4930123456|b@spree.de|1995-11-23||Berlin",
        ],
    ] {
        let likely = found(&[pair[0], pair[1], "Nobody Else|4930123499"]);
        assert_eq!(likely.cluster, [0, 1, 2], "{pair:?}: {:?}", likely.pairs);
    }
}

#[test]
fn branches_of_an_organisation_are_where_they_are() {
    let likely = found(&[
        "Nile Trading LLC|20212345678|||12 Tahrir St|Cairo",
        "NILE TRADING|20212345678|||12 Tahrir Street|Cairo",
        "Nile Trading LLC|20312345678|||7 Port Road|Alexandria",
    ]);
    assert_eq!(likely.cluster, [0, 0, 2], "{:?}", likely.pairs);
}

proptest! {
    #[test]
    fn the_order_of_rows_does_not_matter(seed in 0_u64..1000) {
        let lines = [
            "Иван Петров|79161234567", "Ivan Petrov|79161234567", "Anna Petrova|79161234567",
            "Sara Ahmed||sara@nile.org|1990-03-04", "Sara Ahmed||sara@nile.org|1990-04-03",
            "Olaf Scholz|||1980-05-01||Berlin", "Olaf Scholze|||1980-05-01||Berlin", "Omar Ali|201001234567",
        ];
        let mut order: Vec<usize> = (0..lines.len()).collect();
        let mut state = seed;
        for at in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            order.swap(at, (state >> 33) as usize % (at + 1));
        }
        let shuffled: Vec<&str> = order.iter().map(|at| lines[*at]).collect();
        let (first, second) = (found(&lines), found(&shuffled));
        let place = |line: usize| order.iter().position(|at| *at == line).unwrap();
        for a in 0..lines.len() {
            for b in 0..lines.len() {
                let one = first.cluster[a] == first.cluster[b];
                let other = second.cluster[place(a)] == second.cluster[place(b)];
                prop_assert_eq!(one, other, "{} {}", lines[a], lines[b]);
            }
        }
    }
}

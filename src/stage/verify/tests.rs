//! Every check finds its bad books and leaves its good one alone; every code has words.

use super::{CHECKS, VerifyRequest, verify};
use crate::config::{Person, Plan};
use crate::diag::{Diagnostic, default_severity};
use crate::lang::{Lang, Language};
use crate::model::{Contacts, ContactsParts, Field, FieldId, Frame, SheetId, TableKind};
use crate::stage::clean::sheets::{TODAY, plan, run, table};
use crate::stage::dedupe::{DedupeRequest, PreparedRows};
use crate::stage::link::{LinkRequest, link};
use crate::stage::{dedupe, identify};

/// What the checks' examples ask of their book.
fn rules() -> Plan {
    let mut plan = plan();
    plan.book.currency = Some("EGP".into());
    let person = |name: &str, aliases: &[&str]| Person {
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        role: None,
        left: None,
        hands_over_to: None,
    };
    plan.book.staff = vec![person("Nadia", &["Nadia Haddad"]), person("Omar", &[])];
    plan.fields.checks.unique = vec![(TableKind::Purchases, Field::Notes.into())];
    plan
}

/// A book as typed, for a moment.
type Sheets<'a> = &'a [(TableKind, &'a [Field], &'a [&'a [&'a str]])];

fn verified(book: Sheets<'_>) -> Vec<Diagnostic> {
    let plan = rules();
    let mapped = book.iter().enumerate().map(|(at, (kind, fields, rows))| {
        let fields: Vec<FieldId> = fields.iter().map(|field| FieldId::from(*field)).collect();
        let mut table = table(*kind, &fields, rows);
        table.sheet = SheetId(at as u32);
        table
    });
    let mut cleaned = run(mapped.collect(), &plan);
    let rows = cleaned
        .frames
        .remove(&TableKind::Contacts)
        .unwrap_or_else(|| Frame::new(TableKind::Contacts));
    let mut prepared = PreparedRows::new(&rows);
    let deduped = dedupe::dedupe(
        &DedupeRequest {
            rows: &rows,
            plan: &plan.matching,
            answers: &[],
            trust: &|_| 0,
            were_one: &|_, _| false,
            row_of: &|_| None,
        },
        &mut prepared,
    );
    let known = identify::identify(&rows, &deduped.members, &[], TODAY);
    let contacts = Contacts::new(ContactsParts {
        rows,
        members: deduped.members,
        ids: known.ids,
        chosen: Vec::new(),
        silenced: Vec::new(),
    });
    let linked = link(LinkRequest {
        references: Vec::new(),
        contacts: &contacts,
        named: known.names,
        prepared: &prepared,
        frames: cleaned.frames,
        places: &cleaned.places,
        custom_fields: &[],
        country: None,
    });
    verify(&VerifyRequest {
        contacts: &contacts,
        tables: &linked.tables,
        referred_by: &linked.referred_by,
        places: &cleaned.places,
        plan: &plan,
        today: TODAY,
    })
}

#[test]
fn every_check_finds_its_bad_books_and_leaves_its_good_one_alone() {
    for check in CHECKS {
        let found = verified(check.good);
        assert!(found.is_empty(), "{found:?}");
        for (code, book) in check.bad {
            let found = verified(book);
            let told: Vec<_> = found.iter().map(|one| (one.code, one.severity)).collect();
            let expected = default_severity(code).map(|severity| (*code, severity));
            assert_eq!(told, expected.into_iter().collect::<Vec<_>>(), "{found:?}");
        }
    }
}

const MESSAGES: [&str; 13] = [
    "Notes `a-1` also stands in contacts.xlsx › Sheet!2, and your rules want it only once; correct one of the two, or take Notes out of `[unique]` in rules/fields.toml",
    "number `7` also belongs to Sara Ahmed (contacts.xlsx › Sheet!2), who is somebody else; give one of the two a number of their own",
    "Email `info@nile.org` is shared by many contacts (6), so it tells nobody apart; enter people's own numbers and addresses, or leave it if it is a switchboard",
    "Owner `Viktor` is nobody on the staff (rows: 2); add a `[[staff]]` of this name to rules/book.toml, or correct the name",
    "Owner `Nadja` is nobody on the staff; `Nadia` may be meant; correct the name, or add it to the aliases in rules/book.toml",
    "`Sara Ahmed` is the contact itself, so the referral counts for nobody; write who brought the contact, or clear the cell",
    "`Sara Ahmed` is the contact itself, so the referral counts for nobody; write who brought the contact, or clear the cell",
    "these contacts brought one another in a circle: Sara Ahmed ← Mona Samir ← Omar Hassan ← Sara Ahmed; correct the referral that is wrong",
    "Дочь, born `1979-05-01`, does not fit Sara Ahmed, born 1980-05-01; correct one of the two birthdays, or the relation",
    "پدر, born `1991`, does not fit Sara Ahmed, born 1980-05-01; correct one of the two birthdays, or the relation",
    "Status is `lost`, but there is a purchase of 2025-12-01; change the status if the customer is back",
    "the row `Fair, 2026-05-01, 500` also stands in contacts.xlsx › Sheet!2; both count; delete one of the two, or leave them if it happened twice",
    "the sale `sara@nile.org, 2026-05-01, tea, 50` equals the one in contacts.xlsx › Sheet!2 in contact, day, product and amount; both count; delete one of the two, or leave them if there were two sales",
];

#[test]
fn messages_in_full() {
    let lang = Lang::load(Language::English);
    let said: Vec<String> = CHECKS
        .iter()
        .flat_map(|check| check.bad)
        .flat_map(|(_, book)| verified(book))
        .map(|found| lang.message(&found) + "; " + &lang.hint(&found).unwrap_or_default())
        .collect();
    assert_eq!(said, MESSAGES);
}

#[test]
fn every_code_has_words_in_every_language() {
    for language in Language::ALL {
        let lang = Lang::load(language);
        for (_, book) in CHECKS.iter().flat_map(|check| check.bad) {
            for found in verified(book) {
                let said = lang.message(&found) + &lang.hint(&found).unwrap_or_default();
                assert!(said != found.code && !said.contains('{'), "{said}");
            }
        }
    }
}

#[test]
fn a_rare_slip_in_the_name_of_an_owner_is_proposed_and_another_person_is_not() {
    for (name, slips, rows, proposal) in [
        ("nadja", 1, 60, Some("Nadia")),
        ("nadja", 3, 160, Some("Nadia")),
        ("Viktor", 1, 60, None),
        ("nadja", 1, 20, None),
        ("nadja", 3, 150, None),
        ("Omer", 4, 400, None),
        ("Omer", 40, 0, None),
    ] {
        let known = if name == "Omer" {
            "Omar"
        } else {
            "Nadia Haddad"
        };
        let contact = ["Sara", known];
        let contacts: Vec<&[&str]> = vec![&contact; rows];
        let days: Vec<String> = (1..=slips)
            .map(|day| format!("{:02}.05.2026", day % 28))
            .collect();
        let told: Vec<[&str; 3]> = days.iter().map(|day| ["Sara", day, name]).collect();
        let told: Vec<&[&str]> = told.iter().map(<[&str; 3]>::as_slice).collect();
        let found = verified(&[
            (TableKind::Contacts, &[Field::Name, Field::Owner], &contacts),
            (
                TableKind::Interactions,
                &[Field::Contact, Field::Date, Field::Owner],
                &told,
            ),
        ]);
        let found: Vec<_> = found
            .iter()
            .filter(|found| found.code.starts_with("owner-"))
            .map(|found| (found.code, found.proposed()))
            .collect();
        let want = match proposal {
            Some(_) => vec![("owner-misspelt", proposal); slips],
            None => vec![("owner-unknown", None)],
        };
        assert_eq!(found, want, "{name} {slips} of {rows}");
    }
}

#[test]
fn sales_at_different_times_of_one_day_are_no_repeats() {
    // 2026-05-01 at 00:00, 09:10, 09:10:30.
    for (first, second, code) in [
        ("#46143.381944444", "#46143.381944444", Some("row-repeated")),
        ("#46143.381944444", "#46143.382291667", None),
        ("#46143.381944444", "#46143", None),
        ("2026-05-01 09:10", "2026-05-01 17:40", None),
        ("#46143", "01.05.2026", Some("sale-twice")),
    ] {
        let found = verified(&[
            (TableKind::Contacts, &[Field::Name], &[&["Sara Ahmed"]]),
            (
                TableKind::Purchases,
                &[Field::Contact, Field::Date, Field::Product, Field::Amount],
                &[
                    &["Sara Ahmed", first, "Tea", "50"],
                    &["Sara Ahmed", second, "Tea", "50"],
                ],
            ),
        ]);
        let codes: Vec<&str> = found.iter().map(|found| found.code).collect();
        assert_eq!(
            codes,
            code.into_iter().collect::<Vec<_>>(),
            "{first} {second}"
        );
    }
}

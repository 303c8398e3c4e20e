//! The stage over small sheets.

use jiff::civil::date;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use super::sheets::{TODAY, clean_one, codes, ids, mapped, plan, run, table};
use super::{Accepted, CleanRequest, Cleaned, clean};
use crate::calendar::DateOrder;
use crate::diag::{Diagnostic, Severity};
use crate::lang::Language;
use crate::model::Fate::{Blank, Held, Kept, Merged};
use crate::model::{
    CATALOGUE, Fate, Field, FieldId, FieldType, OwnedCell, Place, Reading, SheetId, TableKind,
};
use crate::stage::map::CopyOf;

#[test]
fn a_row_becomes_typed_values_and_keeps_what_was_typed() {
    let fields = ids(&[
        Field::OwnId,
        Field::Name,
        Field::MobilePhone,
        Field::Email,
        Field::Birthday,
        Field::Vip,
        Field::DoNotContact,
        Field::Role,
        Field::Employees,
        Field::Budget,
        Field::Hobbies,
        Field::Postcode,
        Field::City,
    ]);
    let mut plan = plan();
    plan.book.country = Some("EG".into());
    plan.book.currency = Some("EGP".into());
    let rows: &[&[&str]] = &[&[
        "=17",
        "  Sara\u{a0} Ahmed ",
        "٠١٠٠١٢٣٤٥٦٧ و 0111 234 5678",
        "Sara@Nile.org",
        "1 مايو 1990",
        "✓",
        "нет",
        "ЛПР",
        "50+",
        "1,200.50 ج.م",
        "tea, chess",
        "=1234",
        "#45413",
    ]];
    let cleaned = run(vec![table(TableKind::Contacts, &fields, rows)], &plan);
    let frame = &cleaned.frames[&TableKind::Contacts];
    let shown = |field| frame.display(field, 0).unwrap_or_default().into_owned();
    for (field, want, typed) in [
        (Field::OwnId, "17", None),
        (Field::Name, "Sara Ahmed", None),
        (Field::MobilePhone, "+201001234567; +201112345678", None),
        (Field::Email, "sara@nile.org", Some("Sara@Nile.org")),
        (Field::Birthday, "1990-05-01", Some("1 مايو 1990")),
        (Field::Vip, "yes", Some("✓")),
        (Field::DoNotContact, "no", Some("нет")),
        (Field::Role, "decides", Some("ЛПР")),
        (Field::Employees, "50", Some("50+")),
        (Field::Budget, "1200.5", Some("1,200.50 ج.م")),
        (Field::Hobbies, "tea; chess", None),
        (Field::Postcode, "1234", None),
        (Field::City, "2024-05-01", None),
    ] {
        assert_eq!(shown(field), want, "{field:?}");
        assert_eq!(frame.typed(field, 0), typed, "{field:?}");
    }
    assert_eq!(codes(&cleaned), Vec::<&str>::new());
    assert_eq!(
        frame.phone_text(&frame.phones(Field::MobilePhone, 0)[1]),
        "0111 234 5678"
    );
}

#[test]
fn every_row_is_accounted_for() {
    let fields = ids(&[Field::Name, Field::Phone, Field::City]);
    let mut original = table(
        TableKind::Contacts,
        &fields,
        &[
            &["Sara", "", "Cairo"],
            &["", "", "Giza"],
            &[" ", "", ""],
            &["Name", "Phone", "City"],
            &["", "0100 123 4567", ""],
            &["-", "000000", ""],
            &["Total", "", "=2"],
            &["", "12", ""],
        ],
    );
    original.skip_rows = vec![4];
    let mut copy = table(
        TableKind::Contacts,
        &fields,
        &[&["Sara", "", "Cairo"], &["Omar", "", ""]],
    );
    copy.sheet = SheetId(1);
    copy.copy_of = Some(CopyOf {
        table: 0,
        rows: vec![Some(1), None],
    });
    let cleaned = run(vec![original, copy], &plan());
    let fates: Vec<Fate> = cleaned.rows.iter().map(|row| row.fate).collect();
    assert_eq!(
        fates,
        [
            Kept, Held, Blank, Blank, Kept, Held, Held, Held, Merged, Held
        ]
    );
    assert_eq!(cleaned.rows[4].frame_row, Some(1));
    assert_eq!(cleaned.rows[4].row, 5);
    assert_eq!(cleaned.rows[8].repeats, Some(0));
    assert_eq!(cleaned.rows[9].repeats, None);
    assert_eq!(cleaned.frames[&TableKind::Contacts].len(), 2);
    assert_eq!(
        codes(&cleaned),
        [
            "row-without-identity",
            "phone-no-country",
            "row-without-identity",
            "row-of-totals",
            "row-without-identity",
            "row-only-in-copy"
        ]
    );
    assert_eq!(cleaned.diagnostics[0].place, Place::Row(SheetId(0), 2));
    assert_eq!(cleaned.diagnostics[0].value, "Giza");
    assert_eq!(cleaned.diagnostics[0].severity, Severity::Error);
}

#[test]
fn the_whole_column_decides_the_order_of_day_and_month() {
    let fields = ids(&[Field::Name, Field::AddedOn, Field::LastContact]);
    let rows: &[&[&str]] = &[
        &["A", "03/04/2024", "03/04/2024"],
        &["B", "12/31/2024", "31/12/2024"],
    ];
    let cleaned = run(vec![table(TableKind::Contacts, &fields, rows)], &plan());
    let frame = &cleaned.frames[&TableKind::Contacts];
    assert_eq!(
        frame.display(Field::AddedOn, 0).as_deref(),
        Some("2024-03-04")
    );
    assert_eq!(
        frame.display(Field::LastContact, 0).as_deref(),
        Some("2024-04-03")
    );
    let orders: Vec<DateOrder> = cleaned
        .columns
        .iter()
        .map(|column| column.date_order)
        .collect();
    assert_eq!(
        orders,
        [
            DateOrder::Unknown,
            DateOrder::MonthFirst,
            DateOrder::DayFirst
        ]
    );
    assert!(cleaned.diagnostics.is_empty());
}

#[test]
fn doubts_about_the_order_are_told_once_for_a_column() {
    let fields = ids(&[Field::Name, Field::AddedOn]);
    let rows: &[&[&str]] = &[&["A", "03/04/2024"], &["B", "05/06/2024"]];
    let cleaned = run(vec![table(TableKind::Contacts, &fields, rows)], &plan());
    assert_eq!(codes(&cleaned), ["date-order-assumed"]);
    assert_eq!(cleaned.diagnostics[0].place, Place::Cell(SheetId(0), 0, 1));
    let mut american = plan();
    american.book.country = Some("US".into());
    let cleaned = run(vec![table(TableKind::Contacts, &fields, rows)], &american);
    assert_eq!(
        cleaned.frames[&TableKind::Contacts]
            .display(Field::AddedOn, 0)
            .as_deref(),
        Some("2024-03-04")
    );
    let rows: &[&[&str]] = &[
        &["A", "13/04/2024"],
        &["B", "05/16/2024"],
        &["C", "14/04/2024"],
        &["D", "01/02/2024"],
    ];
    let cleaned = run(vec![table(TableKind::Contacts, &fields, rows)], &plan());
    assert_eq!(codes(&cleaned), ["date-order-conflict"]);
    assert_eq!(
        cleaned.frames[&TableKind::Contacts]
            .display(Field::AddedOn, 3)
            .as_deref(),
        Some("2024-02-01")
    );
}

#[test]
fn an_order_once_taken_is_kept_and_new_evidence_is_a_question() {
    let fields = ids(&[Field::Name, Field::AddedOn]);
    let rows: &[&[&str]] = &[&["A", "03/04/2024"], &["B", "12/31/2024"]];
    let plan = plan();
    let reading = Reading {
        file: "contacts.xlsx".into(),
        sheet: "Sheet".into(),
        header: "Column 1".into(),
        table: "contacts".into(),
        field: "added-on".into(),
        date_order: "day-first".into(),
    };
    let request = CleanRequest {
        plan: &plan,
        today: TODAY,
        readings: &[reading],
        accepted: &Accepted::default(),
    };
    let cleaned = clean(
        mapped(vec![table(TableKind::Contacts, &fields, rows)]),
        &request,
    );
    assert_eq!(
        cleaned.frames[&TableKind::Contacts]
            .display(Field::AddedOn, 0)
            .as_deref(),
        Some("2024-04-03")
    );
    assert_eq!(codes(&cleaned), ["date-order-changed"]);
}

#[test]
fn amounts_are_in_the_books_currency_and_bad_ones_stay_as_typed() {
    let fields = ids(&[Field::Contact, Field::Amount, Field::Date]);
    let mut plan = plan();
    plan.book.currency = Some("EGP".into());
    let rates = vec![(date(2024, 1, 1), 30.into()), (date(2024, 3, 6), 48.into())];
    plan.book.rates.insert("USD".into(), rates);
    let rows: &[&[&str]] = &[
        &["Sara", "$10", "2024-02-01"],
        &["Sara", "$10", "2024-04-01"],
        &["Sara", "$10", "2023-04-01"],
        &["Sara", "=12.5", "2024-04-01"],
        &["Sara", "(50)", "2024-04-01"],
    ];
    let cleaned = run(vec![table(TableKind::Purchases, &fields, rows)], &plan);
    let frame = &cleaned.frames[&TableKind::Purchases];
    let amounts: Vec<Option<String>> = (0..5)
        .map(|row| {
            frame
                .display(Field::Amount, row)
                .map(std::borrow::Cow::into_owned)
        })
        .collect();
    assert_eq!(
        amounts,
        [
            Some("300".into()),
            Some("480".into()),
            None,
            Some("12.5".into()),
            Some("-50".into())
        ]
    );
    assert_eq!(frame.typed(Field::Amount, 2), Some("$10"));
    assert_eq!(codes(&cleaned), ["rate-missing"]);
    assert_eq!(cleaned.columns[1].unit.as_deref(), Some("EGP"));
    assert_eq!(cleaned.columns[1].samples, ["$10", "12.5", "(50)"]);
}

#[test]
fn rows_have_their_own_country_and_languages_their_home() {
    let fields = ids(&[Field::Name, Field::Phone, Field::Country]);
    let rows: &[&[&str]] = &[
        &["A", "=1001234567", "مصر"],
        &["Б", "8 916 123-45-67", "Россия"],
        &["C", "=501234567", "SA"],
    ];
    let cleaned = run(vec![table(TableKind::Contacts, &fields, rows)], &plan());
    let frame = &cleaned.frames[&TableKind::Contacts];
    let numbers: Vec<u64> = (0..3)
        .map(|row| frame.phones(Field::Phone, row)[0].number)
        .collect();
    assert_eq!(numbers, [201_001_234_567, 79_161_234_567, 966_501_234_567]);
    assert_eq!(
        codes(&cleaned),
        ["phone-leading-zero", "phone-leading-zero"]
    );
    let mut persian = table(TableKind::Contacts, &fields, &[&["علی", "۰۹۱۲۱۲۳۴۵۶۷", ""]]);
    persian.language = Language::Persian;
    let cleaned = run(vec![persian], &plan());
    assert_eq!(
        cleaned.frames[&TableKind::Contacts].phones(Field::Phone, 0)[0].number,
        989_121_234_567
    );
    assert_eq!(codes(&cleaned), ["country-assumed"]);
    assert_eq!(cleaned.language, Some(Language::Persian));
}

#[test]
fn several_columns_of_one_field_are_united() {
    let fields = ids(&[
        Field::Name,
        Field::Notes,
        Field::Notes,
        Field::Email,
        Field::Email,
        Field::Phone,
        Field::Phone,
    ]);
    let mut plan = plan();
    plan.book.country = Some("EG".into());
    let rows: &[&[&str]] = &[&[
        "Sara",
        "likes tea",
        "moved",
        "a@nile.org",
        "b@nile.org",
        "01001234567",
        "0100 123 4567; 01112345678",
    ]];
    let cleaned = run(vec![table(TableKind::Contacts, &fields, rows)], &plan);
    let frame = &cleaned.frames[&TableKind::Contacts];
    assert_eq!(frame.text(Field::Notes, 0), Some("likes tea; moved"));
    assert_eq!(
        frame.display(Field::Email, 0).as_deref(),
        Some("a@nile.org; b@nile.org")
    );
    assert_eq!(
        frame.display(Field::Phone, 0).as_deref(),
        Some("+201001234567; +201112345678")
    );
}

#[test]
fn labels_of_exports_send_values_to_their_fields() {
    let fields = ids(&[
        Field::Name,
        Field::Phone,
        Field::Phone,
        Field::Spouse,
        Field::Spouse,
    ]);
    let mut exported = table(
        TableKind::Contacts,
        &fields,
        &[
            &[
                "Sara",
                "* Mobile",
                "+20 100 123 4567 ::: +20 111 234 5678",
                "Child",
                "Mona",
            ],
            &["Omar", "Work Fax", "+20 2 2735 1234", "Manager", "Hany"],
        ],
    );
    exported.columns[1].label_of = Some(2);
    exported.columns[3].label_of = Some(4);
    let cleaned = run(vec![exported], &plan());
    let frame = &cleaned.frames[&TableKind::Contacts];
    assert_eq!(
        frame.display(Field::MobilePhone, 0).as_deref(),
        Some("+201001234567; +201112345678")
    );
    assert_eq!(
        frame.display(Field::Fax, 1).as_deref(),
        Some("+20227351234")
    );
    assert_eq!(frame.text(Field::Children, 0), Some("Mona"));
    assert_eq!(frame.text(Field::Notes, 1), Some("Manager: Hany"));
    assert!(!frame.has(Field::Phone));
    assert_eq!(cleaned.columns.len(), 3);
}

#[test]
fn fields_of_the_trade_are_carried_through() {
    let fields = [Field::Name.into(), FieldId::custom(0)];
    let cleaned = run(
        vec![table(
            TableKind::Contacts,
            &fields,
            &[&["Sara", " dark  blue "], &["Omar", "=7"]],
        )],
        &plan(),
    );
    let frame = &cleaned.frames[&TableKind::Contacts];
    assert_eq!(frame.text(FieldId::custom(0), 0), Some("dark blue"));
    assert_eq!(frame.text(FieldId::custom(0), 1), Some("7"));
    assert_eq!(cleaned.columns[1].field, "Colour");
    assert!(!cleaned.columns[1].known);
}

#[test]
fn silenced_codes_are_not_told() {
    let fields = ids(&[Field::Name, Field::Phone]);
    let mut plan = plan();
    plan.fields.silent = vec!["phone-no-country".into()];
    let cleaned = run(
        vec![table(
            TableKind::Contacts,
            &fields,
            &[&["Sara", "0100 123 4567"]],
        )],
        &plan,
    );
    assert!(cleaned.diagnostics.is_empty());
}

#[test]
fn pieces_of_a_long_table_keep_the_order_of_rows() {
    let fields = ids(&[Field::Name, Field::Email]);
    let names: Vec<(String, String)> = (0..20_000)
        .map(|n| (format!("name {n}"), format!("n{n}@nile.org")))
        .collect();
    let cells: Vec<[&str; 2]> = names
        .iter()
        .map(|(name, email)| [name.as_str(), email.as_str()])
        .collect();
    let rows: Vec<&[&str]> = cells.iter().map(<[&str; 2]>::as_slice).collect();
    let cleaned = run(vec![table(TableKind::Contacts, &fields, &rows)], &plan());
    let frame = &cleaned.frames[&TableKind::Contacts];
    assert_eq!(frame.len(), 20_000);
    for row in [0, 8_191, 8_192, 19_999] {
        assert_eq!(
            frame.text(Field::Name, row),
            Some(format!("name {row}").as_str())
        );
        assert_eq!(
            frame.emails(Field::Email, row).next(),
            Some(format!("n{row}@nile.org").as_str())
        );
        assert_eq!(cleaned.rows[row].frame_row, Some(row as u32));
    }
}

#[test]
fn cleaning_what_is_clean_changes_nothing() {
    let known: Vec<Field> = CATALOGUE
        .iter()
        .filter(|spec| {
            spec.occurs_in(TableKind::Contacts) && !matches!(spec.kind, FieldType::Contact)
        })
        .map(|spec| spec.field)
        .collect();
    let texts: Vec<&str> = known
        .iter()
        .map(|field| match field.spec().kind {
            _ if *field == Field::Country => "Россия",
            _ if *field == Field::Website => "nile.org",
            _ if *field == Field::SpouseBirthday => "2 мая 1990 г.",
            _ if *field == Field::Anniversary => "1 мая 2015 г.",
            FieldType::Phones => "8 (916) 123-45-67 доб. 5; 8 495 123-45-67",
            FieldType::Emails => "A@Nile.org, b@nile.org",
            FieldType::Date => "1 мая 1990 г.",
            FieldType::Number | FieldType::Money => "1 200,50",
            FieldType::YesNo => "да",
            FieldType::Choice => "решает",
            _ => "чай;  кофе",
        })
        .collect();
    let mut plan = plan();
    plan.book.country = Some("RU".into());
    let fields = ids(&known);
    let first = run(vec![table(TableKind::Contacts, &fields, &[&texts])], &plan);
    let shown = |cleaned: &Cleaned| -> Vec<String> {
        let frame = &cleaned.frames[&TableKind::Contacts];
        known
            .iter()
            .map(|field| frame.display(*field, 0).unwrap_or_default().into_owned())
            .collect()
    };
    let clean_texts = shown(&first);
    let again: Vec<&str> = clean_texts.iter().map(String::as_str).collect();
    let second = run(vec![table(TableKind::Contacts, &fields, &[&again])], &plan);
    assert_eq!(shown(&second), clean_texts);
    assert!(codes(&second).is_empty());
}

/// A cell as people, other programs and hostile hands may fill it.
fn any_cell() -> impl Strategy<Value = OwnedCell> {
    prop_oneof![
        "\\PC{0,30}".prop_map(OwnedCell::Text),
        "[0-9+./,\\- :@a-zа-яء-ي٠-٩۰-۹€$()%]{0,24}".prop_map(OwnedCell::Text),
        any::<f64>().prop_map(OwnedCell::Number),
        (-1e5..1e7_f64).prop_map(OwnedCell::Serial),
        any::<bool>().prop_map(OwnedCell::Bool),
        "#[A-Z/]{1,6}[!?]?".prop_map(OwnedCell::Error),
    ]
}

proptest! {
    #[test]
    fn no_cell_makes_it_panic_and_no_row_vanishes(
        rows in proptest::collection::vec(proptest::collection::vec((0..80_u32, any_cell()), 0..12), 1..6),
        kind in 0..TableKind::ALL.len(),
        home in prop_oneof![Just(None), Just(Some("EG")), Just(Some("RU")), Just(Some("IR"))],
    ) {
        let kind = TableKind::ALL[kind];
        let fields: Vec<FieldId> = CATALOGUE
            .iter()
            .filter(|spec| spec.occurs_in(kind))
            .map(|spec| spec.field.into())
            .chain([FieldId::custom(0)])
            .collect();
        let mut filled = table(kind, &fields, &[]);
        for (number, cells) in rows.iter().enumerate() {
            let mut cells = cells.clone();
            cells.sort_by_key(|(column, _)| *column);
            cells.dedup_by_key(|(column, _)| *column);
            filled.grid.push_row(number as u32 + 1, &cells);
        }
        let mut plan = plan();
        plan.book.country = home.map(str::to_owned);
        let cleaned = run(vec![filled], &plan);
        assert_eq!(cleaned.rows.len(), rows.len());
        let kept = cleaned.rows.iter().filter(|row| row.fate == Kept).count();
        assert_eq!(cleaned.frames[&kind].len(), kept);
    }
}

#[test]
fn a_misspelt_domain_is_proposed_for_its_whole_cell() {
    let cells = [
        (Field::Name, "Sara"),
        (Field::Email, "Sara <s@nile.org>; SARA@Gmial.com (home)"),
    ];
    let found = clean_one(TableKind::Contacts, &cells);
    let proposals: Vec<_> = found.iter().map(Diagnostic::proposed).collect();
    assert_eq!(
        proposals,
        [Some("Sara <s@nile.org>; SARA@gmail.com (home)")]
    );
}

#[test]
fn the_time_of_day_of_a_date_cell_is_kept_as_typed() {
    for (cell, typed) in [
        ("#46143", None),
        ("#46143.381944444", Some("2026-05-01 09:10")),
        ("#46143.382291667", Some("2026-05-01 09:10:30")),
        ("#46143.999999999", None),
    ] {
        let fields = ids(&[Field::Contact, Field::Date, Field::Amount]);
        let rows: &[&[&str]] = &[&["Sara", cell, "=5"]];
        let cleaned = run(vec![table(TableKind::Purchases, &fields, rows)], &plan());
        let frame = &cleaned.frames[&TableKind::Purchases];
        let shown = frame.display(Field::Date, 0).unwrap_or_default();
        assert_eq!(shown, "2026-05-01", "{cell}");
        assert_eq!(frame.typed(Field::Date, 0), typed, "{cell}");
    }
}

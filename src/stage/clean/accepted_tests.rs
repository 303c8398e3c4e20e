//! What accepted repairs do to cells, and to no others.

use proptest::prelude::{prop_assert_eq, proptest};

use super::sheets::{codes, ids, plan, run, run_with, table};
use super::{Accepted, Cleaned, Repair};
use crate::diag::Diagnostic;
use crate::model::{Fate, Field, FieldId, Frame, Place, SheetId, TableKind};
use crate::stage::map::MappedTable;

fn repair(table: TableKind, field: &str, texts: [&str; 3]) -> Repair {
    let [typed, beside, reads] = texts.map(str::to_owned);
    Repair {
        table,
        field: field.to_owned(),
        typed,
        beside,
        reads,
    }
}

/// What a problem proposes, as it is once accepted.
fn accepted(found: &Diagnostic, table: TableKind) -> Option<Repair> {
    let proposal = found.proposal.as_deref()?;
    let field = found.field?;
    let name = field.known().map_or("Colour", Field::name);
    let texts = [&proposal.typed, &proposal.beside, &proposal.reads].map(String::as_str);
    Some(repair(table, name, texts))
}

fn contacts(fields: &[Field], rows: &[&[&str]]) -> MappedTable {
    table(TableKind::Contacts, &ids(fields), rows)
}

fn frame(cleaned: &Cleaned, table: TableKind) -> &Frame {
    &cleaned.frames[&table]
}

#[test]
fn what_is_proposed_and_accepted_is_read_and_what_was_typed_stays_beside_it() {
    for (field, typed, shown) in [
        (Field::Email, "sara@gmial.com", "sara@gmail.com"),
        (
            Field::Email,
            "sara@nile,org; x@gmial.com",
            "sara@nile.org; x@gmail.com",
        ),
        (
            Field::Email,
            "a@gmial.com, b@yaho.com",
            "a@gmail.com; b@yahoo.com",
        ),
        (Field::Vip, "yess", "yes"),
        (Field::Birthday, "14 Febuary 1986", "1986-02-14"),
        (Field::Birthday, "1986-14-02", "1986-02-14"),
        (Field::Role, "Desides", "decides"),
        (Field::City, "РњРѕСЃРєРІР°", "Москва"),
        (Field::Spouse, "анна иванова", "Анна Иванова"),
        (Field::Country, "Germny", "Germany"),
    ] {
        let rows: &[&[&str]] = &[&["Sara", typed], &["Omar", ""]];
        let fields = [Field::Company, field];
        let before = run(vec![contacts(&fields, rows)], &plan());
        let mut repairs: Vec<Repair> = before
            .diagnostics
            .iter()
            .filter_map(|found| accepted(found, TableKind::Contacts))
            .collect();
        repairs.dedup();
        assert_eq!(repairs.len(), 1, "{typed}: {:?}", before.diagnostics);
        let after = run_with(
            vec![contacts(&fields, rows)],
            &plan(),
            &Accepted::new(repairs),
        );
        let read = frame(&after, TableKind::Contacts);
        assert_eq!(read.display(field, 0).as_deref(), Some(shown), "{typed}");
        assert_eq!(read.typed(field, 0), Some(typed));
        assert_eq!(codes(&after), [""; 0], "{typed}");
        let done = &after.repaired[0];
        assert_eq!((done.count, done.field), (1, field.into()));
        assert_eq!(done.first, Place::Cell(SheetId(0), 1, 1));
    }
}

#[test]
fn a_repair_holds_for_its_text_in_its_field_of_its_table_only() {
    let rows: &[&[&str]] = &[
        &["Sara", "sara@gmial.com", "x@nile.org"],
        &["Omar", "  sara@gmial.com ", "sara@gmial.com"],
        &["Lina", "Sara@gmial.com", ""],
        &["Zaid", "sara@gmial.com; z@nile.org", ""],
    ];
    let fields = [Field::Name, Field::Email, Field::Company];
    let cleaned = |table| {
        let own = repair(table, "email", ["sara@gmial.com", "", "sara@gmail.com"]);
        run_with(
            vec![contacts(&fields, rows)],
            &plan(),
            &Accepted::new(vec![own]),
        )
    };
    let after = cleaned(TableKind::Contacts);
    let read = frame(&after, TableKind::Contacts);
    let shown: Vec<_> = (0..4).map(|row| read.display(Field::Email, row)).collect();
    let shown: Vec<_> = shown
        .iter()
        .map(|shown| shown.as_deref().unwrap())
        .collect();
    assert_eq!(
        shown,
        [
            "sara@gmail.com",
            "sara@gmail.com",
            "sara@gmial.com",
            "sara@gmial.com; z@nile.org"
        ]
    );
    assert_eq!(
        read.display(Field::Company, 1).as_deref(),
        Some("sara@gmial.com")
    );
    assert_eq!(after.repaired[0].count, 2);
    assert_eq!(cleaned(TableKind::Family).repaired, []);
}

#[test]
fn what_is_read_may_have_a_slip_of_its_own() {
    let own = repair(
        TableKind::Contacts,
        "email",
        ["a@gmial.com; b@yaho.com", "", "a@gmail.com; b@yaho.com"],
    );
    let rows: &[&[&str]] = &[&["Sara", "a@gmial.com; b@yaho.com"]];
    let fields = [Field::Name, Field::Email];
    let after = run_with(
        vec![contacts(&fields, rows)],
        &plan(),
        &Accepted::new(vec![own]),
    );
    let next = accepted(&after.diagnostics[0], TableKind::Contacts).unwrap();
    assert_eq!(next.typed, "a@gmial.com; b@yaho.com");
    assert_eq!(next.reads, "a@gmail.com; b@yahoo.com");
}

#[test]
fn an_amount_is_repaired_beside_its_product_and_quantity_only() {
    let fields = ids(&[
        Field::Contact,
        Field::Product,
        Field::Quantity,
        Field::Amount,
    ]);
    let mut rows: Vec<&[&str]> = vec![&["Sara", "Tea", "=1", "=100"]; 40];
    rows.push(&["Sara", "Tea", "=1", "=1000"]);
    rows.push(&["Sara", "Tea", "=10", "=1000"]);
    rows.push(&["Sara", "Samovar", "=1", "=1000"]);
    rows.push(&["Omar", "Tea", "=1", "1000"]);
    let sold = || vec![table(TableKind::Purchases, &fields, &rows)];
    let before = run(sold(), &plan());
    let found = before.diagnostics.iter();
    let repairs: Vec<Repair> = found
        .filter_map(|found| accepted(found, TableKind::Purchases))
        .collect();
    assert_eq!(repairs[0].beside, "Tea × 1");
    let after = run_with(sold(), &plan(), &Accepted::new(vec![repairs[0].clone()]));
    let read = frame(&after, TableKind::Purchases);
    let amounts: Vec<_> = (40..44)
        .map(|row| read.display(Field::Amount, row).unwrap().into_owned())
        .collect();
    assert_eq!(amounts, ["100", "1000", "1000", "100"]);
    assert_eq!(read.typed(Field::Amount, 40), Some("1000"));
    assert!(!codes(&after).contains(&"amount-slip"));
}

#[test]
fn a_postcode_is_repaired_in_its_country_only() {
    let fields = [Field::Name, Field::Postcode, Field::Country];
    let rows: &[&[&str]] = &[
        &["Sara", "=1234", "Germany"],
        &["Lina", "=1234", "Switzerland"],
        &["Omar", "=1234", "Deutschland"],
    ];
    let before = run(vec![contacts(&fields, rows)], &plan());
    let own = accepted(&before.diagnostics[0], TableKind::Contacts).unwrap();
    let after = run_with(
        vec![contacts(&fields, rows)],
        &plan(),
        &Accepted::new(vec![own]),
    );
    let read = frame(&after, TableKind::Contacts);
    let shown: Vec<_> = (0..3)
        .map(|row| read.display(Field::Postcode, row).unwrap().into_owned())
        .collect();
    assert_eq!(shown, ["01234", "1234", "01234"]);
}

#[test]
fn texts_that_look_alike_and_were_broken_from_different_ones_are_told_apart() {
    let fields = [Field::Name, Field::City];
    let (anna, banna) = ("Ð\u{90}Ð½Ð½Ð°", "Ð\u{91}Ð½Ð½Ð°");
    let rows: &[&[&str]] = &[&["Sara", anna], &["Omar", banna]];
    let before = run(vec![contacts(&fields, rows)], &plan());
    let own = accepted(&before.diagnostics[0], TableKind::Contacts).unwrap();
    assert_eq!(own.reads, "Анна");
    let accepted = Accepted::new(vec![own]);
    let after = run_with(vec![contacts(&fields, rows)], &plan(), &accepted);
    assert_eq!(after.repaired[0].count, 1);
    assert_eq!(codes(&after), ["text-mojibake"]);
}

#[test]
fn a_country_that_was_repaired_tells_how_phones_are_read() {
    let fields = [Field::Name, Field::Phone, Field::Country];
    let rows: &[&[&str]] = &[&["Sara", "030 123456", "Germny"]];
    let own = repair(TableKind::Contacts, "country", ["Germny", "", "Germany"]);
    let after = run_with(
        vec![contacts(&fields, rows)],
        &plan(),
        &Accepted::new(vec![own]),
    );
    let phones = frame(&after, TableKind::Contacts).phones(Field::Phone, 0);
    assert_eq!(phones[0].number, 4_930_123_456);
    assert_eq!(codes(&after), [""; 0]);
}

#[test]
fn a_row_is_kept_for_an_address_that_was_repaired() {
    let fields = [Field::Name, Field::Email, Field::City];
    let rows: &[&[&str]] = &[
        &["Sara", "saragmail.com", ""],
        &["", "saragmail.com", "Giza"],
    ];
    let own = ["saragmail.com", "", "sara@gmail.com"];
    let own = Accepted::new(vec![repair(TableKind::Contacts, "email", own)]);
    let fates = |accepted: &Accepted| {
        let cleaned = run_with(vec![contacts(&fields, rows)], &plan(), accepted);
        cleaned.rows.iter().map(|row| row.fate).collect::<Vec<_>>()
    };
    assert_eq!(fates(&Accepted::default()), [Fate::Kept, Fate::Held]);
    assert_eq!(fates(&own), [Fate::Kept, Fate::Kept]);
}

#[test]
fn labels_decide_whose_repairs_a_cell_is_read_with() {
    let labelled = || {
        let fields = [Field::Name, Field::Birthday, Field::Notes];
        let rows: &[&[&str]] = &[
            &["Sara", "14 Febuary 1986", "Anniversary"],
            &["Omar", "14 Febuary 1986", "Birthday"],
        ];
        let mut table = contacts(&fields, rows);
        table.columns[2].label_of = Some(1);
        table
    };
    let own = ["14 Febuary 1986", "", "14 February 1986"];
    let own = Accepted::new(vec![repair(TableKind::Contacts, "anniversary", own)]);
    let after = run_with(vec![labelled()], &plan(), &own);
    let read = frame(&after, TableKind::Contacts);
    assert_eq!(
        read.display(Field::Anniversary, 0).as_deref(),
        Some("1986-02-14")
    );
    assert_eq!(read.date(Field::Birthday, 1), None);
    assert_eq!(after.repaired[0].count, 1);
}

#[test]
fn a_field_of_the_trade_is_known_by_its_header() {
    let fields = [Field::Name.into(), FieldId::custom(0)];
    let rows: &[&[&str]] = &[&["Sara", "CafÃ©"]];
    let cells = || vec![table(TableKind::Contacts, &fields, rows)];
    let own = accepted(&run(cells(), &plan()).diagnostics[0], TableKind::Contacts).unwrap();
    let after = run_with(cells(), &plan(), &Accepted::new(vec![own]));
    let read = frame(&after, TableKind::Contacts);
    assert_eq!(read.text(FieldId::custom(0), 0), Some("Café"));
    assert_eq!(codes(&after), [""; 0]);
}

#[test]
fn any_number_of_threads_repairs_the_same_cells() {
    let fields = [Field::Name, Field::Email];
    let rows: Vec<&[&str]> = (0..30_000)
        .map(|row| match row % 3 {
            0 => &["Sara", "sara@gmial.com"][..],
            1 => &["Omar", "omar@gmial.com"],
            _ => &["Lina", "lina@nile.org"],
        })
        .collect();
    let own = [
        ["sara@gmial.com", "", "sara@gmail.com"],
        ["omar@gmial.com", "", "omar@gmail.com"],
    ];
    let own = own.map(|texts| repair(TableKind::Contacts, "email", texts));
    let accepted = Accepted::new(own.to_vec());
    let found = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap()
            .install(|| run_with(vec![contacts(&fields, &rows)], &plan(), &accepted).repaired)
    };
    let alone = found(1);
    let told: Vec<_> = alone.iter().map(|one| (one.count, &one.first)).collect();
    let place = |row| Place::Cell(SheetId(0), row, 1);
    assert_eq!(told, [(10_000, &place(2)), (10_000, &place(1))]);
    assert_eq!(alone, found(8));
}

const FIELDS: [Field; 7] = [
    Field::Name,
    Field::City,
    Field::Birthday,
    Field::Vip,
    Field::Email,
    Field::Country,
    Field::Role,
];

/// What people type, with slips and without, by column.
const TYPED: [[&str; 5]; 7] = [
    ["Sara Hassan", "IVAN PETROV", "анна иванова", "n/a", ""],
    ["Cairo", " Cairo", "CafÃ©", "РњРѕСЃРєРІР°", ""],
    [
        "05.06.1990",
        "5 сентебря 1979",
        "1990-13-02",
        "02/13/1990",
        "soon",
    ],
    ["yes", "yse", "yess", "perhaps", ""],
    [
        "a@nile.org",
        "a@gmial.com",
        "a@nile,org",
        "a@gmial.com; b@yaho.com",
        "soon",
    ],
    ["Egypt", "Germny", "United Kingdon", "Nowhere", ""],
    ["decides", "Desides", "ЛПР, покупатиль", "boss", ""],
];

/// Values, and what is said of them, by row and field.
fn told(cleaned: &Cleaned) -> (Vec<String>, Vec<String>) {
    let read = frame(cleaned, TableKind::Contacts);
    let rows = 0..read.len();
    let values = rows.flat_map(|row| {
        FIELDS.map(|field| {
            let shown = read.display(field, row);
            format!("{row} {} {shown:?}", field.name())
        })
    });
    let said = cleaned.diagnostics.iter().map(|found| {
        let reads = found.proposed();
        format!("{:?} {} {reads:?}", found.place, found.code)
    });
    (values.collect(), said.collect())
}

proptest! {
    /// Cells are read as if the accepted text stood in them, and all others as before.
    #[test]
    fn reading_a_repair_is_reading_its_text(
        picks in proptest::collection::vec(proptest::array::uniform7(0_usize..5), 1..40),
        which in 0_usize..50,
    ) {
        let rows: Vec<Vec<&str>> = picks
            .iter()
            .map(|pick| {
                let cells = pick.iter().zip(TYPED).map(|(at, typed)| typed[*at]);
                // Nobody's row is held back.
                cells.chain(["Nile Co"]).collect()
            })
            .collect();
        let mut fields = FIELDS.to_vec();
        fields.push(Field::Company);
        let cells = |rows: &[Vec<&str>]| {
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            vec![contacts(&fields, &rows)]
        };
        let before = run(cells(&rows), &plan());
        let proposed: Vec<&Diagnostic> = before
            .diagnostics
            .iter()
            .filter(|found| found.proposal.is_some())
            .collect();
        if let Some(found) = proposed.get(which % proposed.len().max(1)) {
            let own = accepted(found, TableKind::Contacts).unwrap();
            let column = FIELDS.iter().position(|field| field.name() == own.field).unwrap();
            let mut mended = rows.clone();
            let mut count = 0;
            for row in &mut mended {
                if row[column].trim() == own.typed {
                    row[column] = &own.reads;
                    count += 1;
                }
            }
            let after = run_with(cells(&rows), &plan(), &Accepted::new(vec![own.clone()]));
            prop_assert_eq!(told(&after), told(&run(cells(&mended), &plan())));
            prop_assert_eq!(after.repaired[0].count, count);
            let typed = |cleaned: &Cleaned| -> Vec<Option<String>> {
                let read = frame(cleaned, TableKind::Contacts);
                let typed = |row, field| read.typed(field, row).map(str::to_owned);
                let all = FIELDS.iter().enumerate();
                let others = all.filter(|(at, _)| *at != column);
                others
                    .flat_map(|(_, field)| (0..read.len()).map(move |row| (row, *field)))
                    .map(|(row, field)| typed(row, field))
                    .collect()
            };
            prop_assert_eq!(typed(&after), typed(&before));
        }
    }
}

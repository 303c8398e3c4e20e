//! Headers and sheets as people write them, and what they must be read as.

mod copies;
mod exports;
mod spellings;
mod typed;

use super::{InputSheet, MapRequest, Mapped, read};
use crate::config::Plan;
use crate::lang::{Headers, Language};
use crate::model::{Field, FieldId, Grid, OwnedCell, Place, Reading, SheetId, TableKind};

fn plan() -> Plan {
    Plan::bare()
}

/// Rows of cells between bars; a cell that is a plain number becomes one.
pub(super) fn sheet(name: &str, rows: &[&str]) -> InputSheet {
    let mut grid = Grid::default();
    for (row, line) in rows.iter().enumerate() {
        let cells: Vec<(u32, OwnedCell)> = line
            .split('|')
            .map(str::trim)
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| {
                let number = text.parse().ok().filter(|_| !text.starts_with(['0', '+']));
                let cell = number.map_or_else(|| OwnedCell::Text(text.into()), OwnedCell::Number);
                (column as u32, cell)
            })
            .collect();
        if !cells.is_empty() {
            grid.push_row(row as u32, &cells);
        }
    }
    InputSheet {
        file: "data/book.xlsx".into(),
        name: name.into(),
        modified: 0,
        grid,
    }
}

fn map(sheets: Vec<InputSheet>) -> Mapped {
    read(
        sheets,
        &MapRequest {
            plan: &plan(),
            reading: &[],
            headers: &Headers::load(),
        },
    )
}

/// A sheet of one header row and one row with something in every column.
fn one_row(header: &str) -> InputSheet {
    let values = vec!["x"; header.split('|').count()].join("|");
    sheet("Sheet1", &[header, &values])
}

/// The fields of a table's columns; `*` for a field of the trade.
fn fields(mapped: &Mapped) -> Vec<String> {
    let table = mapped.tables.first();
    let columns = table
        .map(|table| table.columns.as_slice())
        .unwrap_or_default();
    columns
        .iter()
        .map(|column| match (column.field.known(), column.label_of) {
            (Some(_), Some(labelled)) => format!("label of {labelled}"),
            (Some(field), None) => field.name().to_owned(),
            (None, _) => "*".to_owned(),
        })
        .collect()
}

fn codes(mapped: &Mapped) -> Vec<&'static str> {
    mapped.diagnostics.iter().map(|one| one.code).collect()
}

#[test]
fn each_table_is_known_by_its_headers() {
    use TableKind::{Calendar, Contacts, Costs, Family, Interactions, Purchases, Referrals};
    for (header, table, expected) in [
        ("Name|Phone|Email|City", Contacts, "name phone email city"),
        (
            "Имя|Фамилия|Телефон|Дата рождения",
            Contacts,
            "given-name family-name phone birthday",
        ),
        (
            "نام|نام خانوادگی|موبایل|شهر",
            Contacts,
            "given-name family-name mobile-phone city",
        ),
        (
            "الاسم|رقم الجوال|المدينة|تاريخ الميلاد",
            Contacts,
            "name mobile-phone city birthday",
        ),
        (
            "Name|Surname|Phone",
            Contacts,
            "given-name family-name phone",
        ),
        (
            "Date|Name|Phone|Email|Product|Source|Status|Notes",
            Contacts,
            "* name phone email * source status notes",
        ),
        (
            "id|given_name|surname|street_number|address_1|address_2|suburb|postcode|state|date_of_birth|soc_sec_id",
            Contacts,
            "own-id given-name family-name street street street city postcode region birthday *",
        ),
        (
            "id|first_name|surname|dob|city|email",
            Contacts,
            "own-id given-name family-name birthday city email",
        ),
        (
            "id|Source|Site name|Address|Zip|Phone|Fax|Program Name|Length of Day|IDHS Provider ID|Agency|Neighborhood|Funded Enrollment|\
             Program Option|Number per Site EHS|Director|Head Start Fund|CC fund|Progmod|Website|Executive Director|Center Director|\
             NAEYC Valid Until|Email Address|Purple binder service type|Column|Column2",
            Contacts,
            "own-id source name street postcode phone fax * * * * * * * * * * * * website * * * email * * *",
        ),
        (
            "ФИО|Моб. телефон|Всего куплено|Категория ABC|Не звонить",
            Contacts,
            "name mobile-phone total-spent own-rung do-not-contact",
        ),
        (
            "id|own-id|name|mobile-phone|next-step-date",
            Contacts,
            "id own-id name mobile-phone next-step-date",
        ),
        (
            "Date|Customer|Product|Qty|Price|Total",
            Purchases,
            "date contact product quantity * amount",
        ),
        (
            "Date|Customer|Item|Price",
            Purchases,
            "date contact product amount",
        ),
        (
            "Order no|Date|Client|Phone|Email|Address|City|Country|Product|Amount",
            Purchases,
            "* date contact contact contact * * * product amount",
        ),
        (
            "Дата|Клиент|Товар|Сумма, руб.|Менеджер",
            Purchases,
            "date contact product amount owner",
        ),
        (
            "التاريخ|العميل|الصنف|الكمية|القيمة",
            Purchases,
            "date contact product quantity amount",
        ),
        (
            "تاریخ|مشتری|کالا|تعداد|مبلغ (ریال)",
            Purchases,
            "date contact product quantity amount",
        ),
        (
            "Date|Client|Type|Manager|Notes|Result|Next step|Next date",
            Interactions,
            "date contact channel owner notes outcome next-step next-step-date",
        ),
        (
            "Дата|Клиент|Канал|Направление|Комментарий",
            Interactions,
            "date contact channel direction notes",
        ),
        (
            "تاریخ|نام مشتری|نوع تماس|نتیجه|توضیحات",
            Interactions,
            "date contact channel outcome notes",
        ),
        (
            "التاريخ|العميل|وسيلة التواصل|النتيجة|ملاحظات",
            Interactions,
            "date contact channel outcome notes",
        ),
        (
            "Referrer|Referred|Date|Thanked on|Gift",
            Referrals,
            "referrer referred date thanked-on thanked-with",
        ),
        (
            "معرف|مشتری جدید|تاریخ معرفی|هدیه",
            Referrals,
            "referrer referred date thanked-with",
        ),
        (
            "Кто привёл|Кого привёл|Дата",
            Referrals,
            "referrer referred date",
        ),
        ("Month|Channel|Cost", Costs, "date source amount"),
        ("Дата|Кампания|Сумма", Costs, "date campaign amount"),
        ("تاریخ|کانال تبلیغ|هزینه", Costs, "date source amount"),
        ("التاريخ|قناة الإعلان|التكلفة", Costs, "date source amount"),
        (
            "Client|Relative|Relation|Birthday",
            Family,
            "contact name relation birthday",
        ),
        (
            "Клиент|Имя|Кем приходится|Дата рождения",
            Family,
            "contact name relation birthday",
        ),
        (
            "مشتری|نام|نسبت|تاریخ تولد",
            Family,
            "contact name relation birthday",
        ),
        (
            "Date|Title|Segment|Owner|Repeat",
            Calendar,
            "date entry-title segment owner recurrence",
        ),
        (
            "Дата|Мероприятие|Для кого|Ответственный",
            Calendar,
            "date entry-title segment owner",
        ),
        (
            "تاریخ|عنوان|تکرار|مسئول",
            Calendar,
            "date entry-title recurrence owner",
        ),
    ] {
        let mapped = map(vec![one_row(header)]);
        assert_eq!(
            mapped.tables.first().map(|found| found.table),
            Some(table),
            "{header}"
        );
        assert_eq!(fields(&mapped).join(" "), expected, "{header}");
    }
}

#[test]
fn a_word_with_two_meanings_is_decided_by_the_other_headers() {
    let arabic = map(vec![one_row("معرف|الاسم|الهاتف|المدينة")]);
    let persian = map(vec![one_row("معرف|نام و نام خانوادگی|تلفن|شهر")]);
    assert_eq!(fields(&arabic), ["own-id", "name", "phone", "city"]);
    assert_eq!(fields(&persian), ["referred-by", "name", "phone", "city"]);
    assert_eq!(arabic.tables[0].language, Language::Arabic);
    assert_eq!(persian.tables[0].language, Language::Persian);
    let address = map(vec![one_row("الاسم|عنوان|الهاتف")]);
    let position = map(vec![one_row("نام|عنوان|تلفن همراه|شرکت")]);
    assert_eq!(fields(&address), ["name", "street", "phone"]);
    assert_eq!(
        fields(&position),
        ["name", "job-title", "mobile-phone", "company"]
    );
}

#[test]
fn the_header_may_stand_below_titles_and_between_blank_columns() {
    let mapped = map(vec![sheet(
        "Лист1",
        &[
            "База клиентов ООО «Ромашка»",
            "",
            "обновлено 01.02.2026",
            "| Контактные данные ||| Прочее",
            "| ФИО || Телефон | Город | Примечание",
            "| Иванова Анна || +7 912 345-67-89 | Пермь | любит чай",
        ],
    )]);
    assert_eq!(fields(&mapped), ["name", "phone", "city", "notes"]);
    assert_eq!(mapped.tables[0].header_row, 3);
    assert_eq!(mapped.tables[0].language, Language::Russian);
    assert_eq!(
        mapped.places.of(SheetId(0), 5, Field::City.into()),
        Place::Cell(SheetId(0), 5, 4)
    );
}

#[test]
fn the_name_of_a_sheet_tips_the_scales() {
    let rows = ["Date|Amount|Notes", "2026-01-02|10|x"];
    assert_eq!(
        map(vec![sheet("Продажи", &rows)]).tables[0].table,
        TableKind::Purchases
    );
    assert_eq!(
        map(vec![sheet("Расходы 2026", &rows)]).tables[0].table,
        TableKind::Costs
    );
}

#[test]
fn misspelled_headers_are_forgiven_and_said() {
    let mapped = map(vec![one_row("Name|Telephon|Compny|Adress|Birtday|Produkt")]);
    assert_eq!(
        fields(&mapped),
        ["name", "phone", "company", "street", "birthday", "*"]
    );
    assert_eq!(codes(&mapped), ["header-guessed"; 4]);
    let campaign = map(vec![one_row("ФИО|Телефон|Кампания")]);
    assert_eq!(
        fields(&campaign),
        ["name", "phone", "*"],
        "a campaign is no company"
    );
}

#[test]
fn rules_name_headers_and_fields_of_the_trade() {
    let mut plan = plan();
    plan.custom_fields = vec!["Roof type".into()];
    plan.fields.headers = vec![
        (Field::Company.into(), None, "Name".into()),
        (FieldId::custom(0), Some(TableKind::Contacts), "Dach".into()),
    ];
    let sheets = vec![one_row("Name|Contact person|Phone|Dach|Hausnr|column")];
    let mapped = read(
        sheets,
        &MapRequest {
            plan: &plan,
            reading: &[],
            headers: &Headers::load(),
        },
    );
    let columns: Vec<FieldId> = mapped.tables[0]
        .columns
        .iter()
        .map(|one| one.field)
        .collect();
    let expected = [
        Field::Company.into(),
        Field::Name.into(),
        Field::Phone.into(),
        FieldId::custom(0),
        FieldId::custom(1),
        FieldId::custom(2),
    ];
    assert_eq!(columns, expected);
    assert_eq!(mapped.custom_fields, ["Roof type", "Hausnr", "column"]);
}

#[test]
fn unknown_columns_of_one_name_are_one_field_in_all_sheets() {
    let mapped = map(vec![
        one_row("Name|Phone|Lieblingsfarbe"),
        one_row("Name|Email|Rooms|lieblingsfarbe |Rooms"),
    ]);
    assert_eq!(
        mapped.custom_fields,
        ["Lieblingsfarbe", "Rooms", "Rooms (2)"]
    );
    assert_eq!(mapped.tables[1].columns[3].field, FieldId::custom(0));
}

#[test]
fn a_second_column_of_a_single_field_is_kept_apart_and_said() {
    let mapped = map(vec![one_row("Name|Phone|Name|Phone 2|Company|Company")]);
    assert_eq!(
        fields(&mapped),
        ["name", "phone", "*", "phone", "company", "*"]
    );
    assert_eq!(mapped.custom_fields, ["Name (2)", "Company (2)"]);
    assert_eq!(codes(&mapped), ["column-repeated", "column-repeated"]);
}

#[test]
fn columns_without_header_bear_their_letter_and_empty_ones_are_known_to_rules_only() {
    let mapped = map(vec![sheet(
        "",
        &["Name|Phone||Shoe size", "Sara|123|left-handed|"],
    )]);
    assert_eq!(mapped.custom_fields, ["column C", "Shoe size"]);
    assert_eq!(fields(&mapped), ["name", "phone", "*"]);
    assert_eq!(codes(&mapped), ["column-without-header"]);
}

#[test]
fn a_sheet_without_a_header_is_no_table() {
    let notes = ["Things to do", "call the printer", "order paper|tomorrow"];
    let headerless = [
        "Sara Ahmed|+201001234567|Cairo",
        "Ali Hassan|+201007654321|Giza",
    ];
    let guide = ["Field|Meaning", "Name|the whole name", "Phone|any number"];
    for rows in [&notes[..], &headerless, &guide, &["12|13|14"]] {
        let mapped = map(vec![sheet("Sheet1", rows)]);
        assert!(mapped.tables.is_empty(), "{rows:?}");
        assert_eq!(codes(&mapped), ["sheet-without-table"]);
    }
    let empty = map(vec![sheet("Sheet1", &[])]);
    assert!(empty.tables.is_empty() && empty.diagnostics.is_empty());
}

#[test]
fn one_column_makes_a_table_if_it_names_people() {
    let mapped = map(vec![sheet("", &["Email", "a@b.org", "c@d.org"])]);
    assert_eq!(fields(&mapped), ["email"]);
    assert_eq!(mapped.tables[0].data_rows(), 1..3);
    assert!(
        map(vec![sheet("", &["City", "Cairo", "Giza"])])
            .tables
            .is_empty()
    );
}

#[test]
fn sums_and_repeated_headers_are_no_records() {
    let mapped = map(vec![sheet(
        "Sales",
        &[
            "Date|Customer|Product|Amount",
            "2026-01-02|Sara|Tea|10",
            "Subtotal|||10",
            "Date|Customer|Product|Amount",
            "2026-01-03|Total|Oil|20",
            "Grand total|||30",
        ],
    )]);
    assert_eq!(mapped.tables[0].skip_rows, [2, 3, 5]);
    assert_eq!(codes(&mapped), ["sum-row", "header-row-repeated"]);
    let contacts = map(vec![sheet(
        "",
        &[
            "Name|Phone|Total spent",
            "Total|+33147444546|",
            "Sara|1|5",
            "Итого||5",
            "|",
        ],
    )]);
    assert_eq!(contacts.tables[0].skip_rows, [3]);
}

#[test]
fn a_column_goes_on_being_read_as_it_was() {
    let line = |header: &str, field: &str| Reading {
        file: "data/book.xlsx".into(),
        sheet: "Sheet1".into(),
        header: header.into(),
        table: "contacts".into(),
        field: field.into(),
        date_order: String::new(),
    };
    let reading = [
        line("Name", "company"),
        line("Who", "name"),
        line("Level", "Level"),
        line("Code", "Code (2)"),
    ];
    let sheets = vec![one_row("Name|Who|Level|Email|Code")];
    let mapped = read(
        sheets,
        &MapRequest {
            plan: &plan(),
            reading: &reading,
            headers: &Headers::load(),
        },
    );
    assert_eq!(fields(&mapped), ["company", "name", "*", "email", "*"]);
    assert_eq!(mapped.custom_fields, ["Level", "Code (2)"]);
}

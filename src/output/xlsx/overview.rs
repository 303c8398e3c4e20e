//! The first sheet of `out/tiers.xlsx`: the date, what it reflects, where contacts stand, revenue by month, the row account.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use crate::error::Result;
use crate::model::TableKind;
use crate::output::view::account::sheets;
use crate::output::view::due::{Section, due};
use crate::output::view::people::People;
use crate::output::view::problems::is_question;
use crate::output::view::tiers::LadderView;
use crate::output::view::{Value, View};

use crate::pipeline::TableAccount;

use super::book::Book;
use super::chart::Series;
use super::figures;
use super::look::Kind;
use super::page::Page;

const WIDTHS: [f64; 8] = [34.0, 15.0, 16.0, 18.0, 9.0, 9.0, 9.0, 9.0];

/// The column where charts begin.
const CHARTS: u16 = 4;

/// The colour of those who stand on no rung.
const NOT_PLACED_COLOR: u32 = 0xED_ED_ED;

/// Writes the sheet.
pub(super) fn write(book: &mut Book<'_>, people: &People<'_>, title: &str) -> Result<()> {
    let sheet = book.start(&people.view.word("out.sheet.overview"), false)?;
    let page = fill(book, sheet, (people, title)).map_err(|error| book.error(&error))?;
    book.push(page);
    Ok(())
}

fn fill(
    book: &Book<'_>,
    sheet: rust_xlsxwriter::Worksheet,
    what: (&People<'_>, &str),
) -> std::result::Result<rust_xlsxwriter::Worksheet, XlsxError> {
    let (people, title) = what;
    let view = &people.view;
    let mut page = Page::new(sheet, &book.look, &WIDTHS)?;
    page.sheet.set_print_fit_to_pages(1, 1);
    page.masthead(view, title)?;
    page.gap();
    let top = page.row();
    page.section(view.lang.get("out.overview.figures"), 4)?;
    facts(&mut page, view)?;
    let months = figures::months(view);
    if !months.is_empty() {
        page.reserve(top);
    }
    for ladder in &people.ladders {
        page.gap();
        self::ladder(&mut page, view, ladder)?;
    }
    page.gap();
    figures::revenue_by_month(&mut page, view, (&months, (top, CHARTS)))?;
    page.gap();
    reflected(&mut page, view)?;
    page.gap();
    account(&mut page, view)?;
    Ok(page.sheet)
}

fn facts(page: &mut Page<'_>, view: &View<'_>) -> std::result::Result<(), XlsxError> {
    let outcome = view.outcome;
    let contacts = &outcome.contacts;
    let customers = outcome
        .profile
        .customer
        .iter()
        .filter(|customer| **customer)
        .count();
    let silent = (0..contacts.len())
        .filter(|contact| contacts.is_silent(*contact))
        .count();
    let due = due(view, None);
    let in_section = |section: Section| due.counts[section as usize];
    let questions = outcome
        .diagnostics
        .iter()
        .filter(|d| is_question(d))
        .count();
    let of_contacts = |account: &&TableAccount| account.table == TableKind::Contacts;
    let merged = outcome
        .account
        .iter()
        .find(of_contacts)
        .map_or(0, |account| account.merged as usize);
    for (key, count) in [
        ("out.overview.contacts", contacts.len()),
        ("out.overview.customers", customers),
        (
            "out.overview.leads",
            contacts.len() - customers.min(contacts.len()),
        ),
        ("out.overview.silent", silent),
        ("out.overview.merged", merged),
        ("out.overview.overdue", in_section(Section::Overdue)),
        ("out.overview.due-today", in_section(Section::Today)),
        ("out.overview.questions", questions),
        (
            "out.overview.problems",
            outcome.diagnostics.len() - questions,
        ),
    ] {
        page.fact(view.lang.get(key), &Value::count(count), Kind::Whole)?;
    }
    Ok(())
}

/// Where contacts stand on a ladder; a ladder without facts gets one line.
fn ladder(
    page: &mut Page<'_>,
    view: &View<'_>,
    ladder: &LadderView<'_>,
) -> std::result::Result<(), XlsxError> {
    page.section(&ladder.label, 4)?;
    if let Some(lacks) = &ladder.result.lacks {
        let field = view.lang.field_or_table(lacks);
        return page.line(&view.lang.fill("out.overview.lacks", &[("field", field)]));
    }
    let spend = view.outcome.profile.spend.as_ref();
    let mut sums = vec![Decimal::ZERO; ladder.rungs.len()];
    for (contact, spend) in spend.into_iter().flatten().enumerate() {
        if let Some(sum) = ladder.rung(contact).and_then(|rung| sums.get_mut(rung)) {
            *sum += spend;
        }
    }
    let placed: usize = ladder.rungs.iter().map(|rung| rung.count).sum();
    let total = view.outcome.contacts.len();
    let mut lines: Vec<(String, u32, usize, Decimal)> = ladder
        .rungs
        .iter()
        .zip(&sums)
        .map(|(rung, sum)| (rung.label.clone(), rung.color, rung.count, *sum))
        .collect();
    let mut rest = spend.into_iter().flatten().sum::<Decimal>() - sums.iter().sum::<Decimal>();
    if ladder.no_data > 0 {
        let of_contact =
            |(contact, spend): (usize, &Decimal)| ladder.is_without_data(contact).then_some(*spend);
        let all = spend.into_iter().flatten().enumerate();
        let sum: Decimal = all.filter_map(of_contact).sum();
        rest -= sum;
        let line = (
            view.word("out.no-data"),
            NOT_PLACED_COLOR,
            ladder.no_data,
            sum,
        );
        lines.push(line);
    }
    let nowhere = total - placed - ladder.no_data.min(total - placed);
    if nowhere > 0 {
        let line = (view.word("out.not-placed"), NOT_PLACED_COLOR, nowhere, rest);
        lines.push(line);
    }
    let word = |key: &str| view.word(key);
    let mut header = vec![
        (word("out.column.rung"), Kind::Text),
        (word("out.sheet.contacts"), Kind::Whole),
        (word("out.column.share"), Kind::Share),
    ];
    if spend.is_some() {
        header.push((view.lang.field("spend").to_owned(), Kind::Money));
    }
    let rows: Vec<Vec<(Value<'_>, Kind)>> = lines
        .iter()
        .map(|(label, _, count, sum)| {
            let share = *count as f64 / total.max(1) as f64;
            let mut row = vec![
                (Value::text(label.as_str()), Kind::Label),
                (Value::count(*count), Kind::Whole),
                (Value::Number(share), Kind::Share),
            ];
            if spend.is_some() {
                row.push((Value::decimal(*sum), Kind::Money));
            }
            row
        })
        .collect();
    let top = page.row();
    let body = page.table(&header, &rows)?;
    let colors: Vec<u32> = lines.iter().map(|line| line.1).collect();
    for (at, color) in colors.iter().enumerate() {
        page.swatch((body.first + at as u32, 0), *color)?;
    }
    if placed == 0 {
        return Ok(());
    }
    let name = page.sheet.name();
    let series = Series {
        sheet: &name,
        rows: (body.first, body.last),
        columns: (0, 1),
        title: &ladder.label,
        format: "#,##0",
    };
    let chart = if colors.len() <= 3 {
        series.doughnut(&colors)
    } else {
        series.columns(&colors)
    };
    page.chart((top.saturating_sub(1), CHARTS), &chart)
}

/// Which saves of which files the workbook reflects.
fn reflected(page: &mut Page<'_>, view: &View<'_>) -> std::result::Result<(), XlsxError> {
    page.section(view.lang.get("out.overview.reflects"), 4)?;
    let word = |key: &str| view.word(key);
    let header = [
        (word("out.column.file"), Kind::Text),
        (word("out.column.sheet"), Kind::Text),
        (word("out.column.table"), Kind::Text),
        (word("out.column.read"), Kind::Whole),
    ];
    let rows: Vec<Vec<(Value<'_>, Kind)>> = sheets(view)
        .iter()
        .map(|account| {
            let sheet = view.outcome.places.sheet(account.sheet);
            let table = word(&format!("table.{}", account.table.code()));
            vec![
                (Value::text(sheet.file.as_str()), Kind::Text),
                (Value::text(sheet.name.as_str()), Kind::Text),
                (Value::text(table), Kind::Label),
                (Value::Number(account.read() as f64), Kind::Whole),
            ]
        })
        .collect();
    page.table(&header, &rows)?;
    Ok(())
}

/// What became of every row, in words.
fn account(page: &mut Page<'_>, view: &View<'_>) -> std::result::Result<(), XlsxError> {
    page.section(view.lang.get("out.sheet.account"), 4)?;
    for account in &view.outcome.account {
        let table = view.word(&format!("table.{}", account.table.code()));
        let words = view.lang.fill(
            "out.account",
            &[
                ("table", &table),
                ("read", &view.lang.number(account.read)),
                ("kept", &view.lang.number(account.kept)),
                ("merged", &view.lang.number(account.merged)),
                ("held", &view.lang.number(account.held)),
                ("blank", &view.lang.number(account.blank)),
            ],
        );
        page.line(&words)?;
    }
    Ok(())
}

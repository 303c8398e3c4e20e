//! What becomes of dates as people type them.

use proptest::prelude::proptest;

use super::*;

fn hints(code: &str) -> DateHints {
    let mut hints = DateHints {
        order: DateOrder::Unknown,
        calendar: Calendar::Gregorian,
        old_years: Calendar::Gregorian,
        today: jiff::civil::date(2026, 11, 22),
        past_only: false,
    };
    for letter in code.chars() {
        match letter {
            'd' => hints.order = DateOrder::DayFirst,
            'm' => hints.order = DateOrder::MonthFirst,
            'P' => (hints.calendar, hints.old_years) = (Calendar::Persian, Calendar::Persian),
            'H' => (hints.calendar, hints.old_years) = (Calendar::Hijri, Calendar::Hijri),
            'p' => hints.old_years = Calendar::Persian,
            'h' => hints.old_years = Calendar::Hijri,
            _ => hints.past_only = true,
        }
    }
    hints
}

fn shown(text: &str, code: &str) -> String {
    match parse_date(text, hints(code)) {
        Ok(date) => {
            let mark = match date.calendar {
                Calendar::Gregorian => "",
                Calendar::Persian => " P",
                Calendar::Hijri => " H",
            };
            format!("{}{mark}", date.iso())
        }
        Err(problem) => format!("{problem:?}"),
    }
}

const CASES: &[(&str, &str, &str)] = &[
    // Numeric, civil
    ("2024-05-01", "", "2024-05-01"),
    ("2024-05-01T13:45:00Z", "", "2024-05-01"),
    ("2024-05-01 13:45", "", "2024-05-01"),
    ("20240501", "", "2024-05-01"),
    ("01052024", "", "2024-05-01"),
    ("2024/5/1", "", "2024-05-01"),
    ("2024.05.01", "", "2024-05-01"),
    ("1.5.2024", "", "2024-05-01"),
    ("01.05.2024 г.", "", "2024-05-01"),
    ("01.05.2024 13:45:10", "", "2024-05-01"),
    ("01-05-2024", "", "2024-05-01"),
    ("01 05 2024", "", "2024-05-01"),
    ("31/12/2024", "m", "2024-12-31"),
    ("12/31/2024", "d", "2024-12-31"),
    ("03/04/2024", "", "2024-04-03"),
    ("03/04/2024", "d", "2024-04-03"),
    ("03/04/2024", "m", "2024-03-04"),
    ("5/1/2024 1:45 PM", "m", "2024-05-01"),
    ("01.05.24", "", "2024-05-01"),
    ("01/05/85", "", "1985-05-01"),
    ("01/05/36", "", "2036-05-01"),
    ("01/05/37", "", "1937-05-01"),
    ("01/05/30", "b", "1930-05-01"),
    ("85-05-01", "", "1985-05-01"),
    ("٠١/٠٥/٢٠٢٤", "", "2024-05-01"),
    ("\u{200f}01/05/2024\u{200e}", "", "2024-05-01"),
    ("45413", "", "2024-05-01"),
    // In part
    ("1980", "", "1980"),
    ("1980 г.", "", "1980"),
    ("05.1980", "", "1980-05"),
    ("5/1980", "", "1980-05"),
    ("1980-05", "", "1980-05"),
    ("198005", "", "1980-05"),
    ("05/85", "", "1985-05"),
    ("1980-05-00", "", "1980-05"),
    ("00.00.1980", "", "1980"),
    ("--02-29", "", "--02-29"),
    (" --02-29", "", "--02-29"),
    ("--02-29", "P", "--02-29"),
    ("29.02", "", "--02-29"),
    ("29/02", "", "--02-29"),
    ("02/29", "", "--02-29"),
    ("03/04", "m", "--03-04"),
    ("1604-02-29", "", "--02-29"),
    ("29.02.0000", "", "--02-29"),
    // By name
    ("1 May 2024", "", "2024-05-01"),
    ("1st of May, 2024", "", "2024-05-01"),
    ("May 1, 2024", "", "2024-05-01"),
    ("Wednesday, May 1st 2024", "", "2024-05-01"),
    ("1-May-24", "", "2024-05-01"),
    ("2024 May 1", "", "2024-05-01"),
    ("May 2024", "", "2024-05"),
    ("May '24", "", "2024-05"),
    ("Sept 3", "", "--09-03"),
    ("3 December 1990 10:00", "", "1990-12-03"),
    ("29 февраля", "", "--02-29"),
    ("1 мая 2024 г.", "", "2024-05-01"),
    ("01 Мая 2024 года", "", "2024-05-01"),
    ("среда, 1 мая 2024", "", "2024-05-01"),
    ("май 2024", "", "2024-05"),
    ("12 дек. 1985", "", "1985-12-12"),
    ("3-е марта", "", "--03-03"),
    ("١ مايو ٢٠٢٤", "", "2024-05-01"),
    ("١ أيار ٢٠٢٤", "", "2024-05-01"),
    ("15 كانون الثاني 2024", "", "2024-01-15"),
    ("15 يناير/كانون الثاني 2024", "", "2024-01-15"),
    ("15 تشرين الأول 1990", "", "1990-10-15"),
    ("3 شباط", "", "--02-03"),
    ("14 جويلية 2024", "", "2024-07-14"),
    ("20 غشت 1990", "", "1990-08-20"),
    ("1 فيفري 2020", "", "2020-02-01"),
    ("الأربعاء 1 مايو 2024", "", "2024-05-01"),
    ("1 ديسمبر سنة 1999", "", "1999-12-01"),
    ("۱ مهٔ ۲۰۲۴", "", "2024-05-01"),
    ("3 ژانویه 1990", "", "1990-01-03"),
    // Persian
    ("۱۲ اردیبهشت ۱۴۰۳", "", "1403-02-12 P"),
    ("12 Ordibehesht 1403", "", "1403-02-12 P"),
    ("۲۹ اسفند", "", "--12-29 P"),
    ("اردیبهشت ۱۴۰۳", "", "1403-02 P"),
    ("12 مهر 62", "", "1362-07-12 P"),
    ("1403/02/12", "P", "1403-02-12 P"),
    ("1403/02/12", "p", "1403-02-12 P"),
    ("۱۴۰۳/۰۲/۱۲", "", "1403-02-12 P"),
    ("12/02/1403", "P", "1403-02-12 P"),
    ("14030212", "P", "1403-02-12 P"),
    ("1403", "P", "1403 P"),
    ("1403/12/30", "P", "1403-12-30 P"),
    ("62/05/12", "P", "1362-05-12 P"),
    ("۶۲/۵/۱۲", "", "1362-05-12 P"),
    ("12/29", "P", "--12-29 P"),
    ("2024-05-01", "P", "2024-05-01"),
    ("۲۰۲۴/۰۵/۰۱", "", "2024-05-01"),
    ("1403/2/12 ه.ش", "", "1403-02-12 P"),
    // Hijri
    ("1445/09/01 هـ", "", "1445-09-01 H"),
    ("1445-09-01 H", "", "1445-09-01 H"),
    ("١٤٤٥/٩/١", "H", "1445-09-01 H"),
    ("01/09/1445", "h", "1445-09-01 H"),
    ("١ رمضان ١٤٤٥", "", "1445-09-01 H"),
    ("15 ربيع الأول 1445", "", "1445-03-15 H"),
    ("10 ذو الحجة 1444", "", "1444-12-10 H"),
    ("1445 هجري", "", "1445 H"),
    ("1403/02/12 قمری", "p", "1403-02-12 H"),
    // No dates
    ("", "", "Empty"),
    ("  - ", "", "Empty"),
    ("0/0/00", "", "Empty"),
    ("00.00.0000", "", "Empty"),
    ("0000-00-00", "", "Empty"),
    ("31.02.2024", "", "Impossible"),
    ("29.02.2023", "", "Impossible"),
    ("13/13/2024", "", "Impossible"),
    ("2024-13-01", "", "Impossible"),
    ("32.01.2024", "", "Impossible"),
    ("1404-12-30", "P", "Impossible"),
    ("1446-09-30", "H", "Impossible"),
    ("30.02", "", "Impossible"),
    ("01.05.3024", "", "Impossible"),
    ("1403/02/12", "", "UnclearCalendar"),
    ("1403", "", "UnclearCalendar"),
    ("1 May 1403", "", "UnclearCalendar"),
    ("soon", "", "NotADate"),
    ("после праздников", "", "NotADate"),
    ("May", "", "NotADate"),
    ("12", "", "NotADate"),
    ("+20 100 123 4567", "", "NotADate"),
    ("1.2.3.4", "", "NotADate"),
    ("3 May June 2024", "", "NotADate"),
];

#[test]
fn dates_as_people_type_them() {
    assert!(CASES.len() >= 100);
    let wrong: Vec<String> = CASES
        .iter()
        .filter(|(text, code, want)| shown(text, code) != *want)
        .map(|(text, code, want)| {
            format!("{text} ({code}): {} instead of {want}", shown(text, code))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn columns_tell_their_order() {
    for (text, order, ambiguous) in [
        ("31/12/2024", Some(DateOrder::DayFirst), false),
        ("12/31/2024", Some(DateOrder::MonthFirst), false),
        ("12/31/24", Some(DateOrder::MonthFirst), false),
        ("01.02.2024", Some(DateOrder::DayFirst), false),
        ("01/02/2024", None, true),
        ("02/02/2024", None, false),
        ("2024-05-01", None, false),
        ("1 May 2024", None, false),
        ("--02-29", None, false),
        ("29/02", Some(DateOrder::DayFirst), false),
    ] {
        let evidence = order_evidence(text);
        assert_eq!(
            (evidence.order, evidence.ambiguous),
            (order, ambiguous),
            "{text}"
        );
    }
    assert!(order_evidence("1403/02/12").old_year);
    assert!(order_evidence("2024-02-12").new_year);
}

#[test]
fn numbers_in_a_column_of_dates() {
    for (number, code, want) in [
        (45_413.0, "", "2024-05-01"),
        (45_413.75, "", "2024-05-01"),
        (1980.0, "", "1980"),
        (19_081_209.0, "", "1908-12-09"),
        (14_030_212.0, "P", "1403-02-12"),
    ] {
        let date = parse_date_number(number, hints(code)).map(|date| date.iso());
        assert_eq!(date.as_deref(), Ok(want));
    }
    assert_eq!(parse_date_number(0.0, hints("")), Err(DateProblem::Empty));
    for number in [3.0, -5.0, 12.5, f64::NAN, 1e12] {
        assert_eq!(
            parse_date_number(number, hints("")),
            Err(DateProblem::NotADate),
            "{number}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_clean_dates_stay(text in "[0-9./\\- :٠-٩۰-۹MayмаяهـH']{0,24}") {
        for code in ["", "m", "P", "H", "b"] {
            if let Ok(date) = parse_date(&text, hints(code)) {
                let same = match date.calendar {
                    Calendar::Gregorian => hints(""),
                    Calendar::Persian => hints("P"),
                    Calendar::Hijri => hints("H"),
                };
                // A date without a year is written in the civil calendar's form, whatever its calendar.
                if date.year.is_some() {
                    assert_eq!(parse_date(&date.iso(), same), Ok(date), "{text}");
                }
            }
        }
        order_evidence(&text);
    }

    #[test]
    fn any_text_at_all(text in "\\PC{0,60}") {
        let _ = parse_date(&text, hints("P"));
        order_evidence(&text);
    }
}

//! What becomes of dates as people type them.

use proptest::prelude::proptest;

use super::*;

fn hints(code: &str) -> DateHints {
    let mut hints = DateHints {
        order: DateOrder::Unknown,
        calendar: Calendar::Gregorian,
        old_years: Calendar::Gregorian,
        old_years_assumed: false,
        today: jiff::civil::date(2026, 11, 22),
        past_only: false,
    };
    for letter in code.chars() {
        match letter {
            'd' => hints.order = DateOrder::DayFirst,
            'm' => hints.order = DateOrder::MonthFirst,
            'P' => (hints.calendar, hints.old_years) = (Calendar::Persian, Calendar::Persian),
            'H' => (hints.calendar, hints.old_years) = (Calendar::Hijri, Calendar::Hijri),
            'a' => hints.old_years_assumed = true,
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
        Err(DateProblem::NoSuchMonth(Some(turned))) => {
            let mark = if turned.calendar == Calendar::Persian {
                " P"
            } else {
                ""
            };
            format!("NoSuchMonth {}{mark}", turned.iso())
        }
        Err(DateProblem::NoSuchMonth(None)) => "NoSuchMonth".to_owned(),
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
    ("1 محرم 1446", "", "1446-01-01 H"),
    ("10 محرم الحرام 1446", "", "1446-01-10 H"),
    ("۱۵ شعبان ۱۴۴۵", "", "1445-08-15 H"),
    ("۱۷ ربیع‌الاول ۱۴۴۵", "", "1445-03-17 H"),
    ("۳ جمادی‌الثانی ۱۴۴۵", "", "1445-06-03 H"),
    ("۱۰ ذی‌الحجه ۱۴۴۴", "", "1444-12-10 H"),
    ("۲۵ ذی‌قعده ۱۴۴۴", "", "1444-11-25 H"),
    ("۲۵ ذیقعده ۱۴۴۴", "", "1444-11-25 H"),
    ("1 رمضان المبارك 1445 هـ", "", "1445-09-01 H"),
    ("27 رجب", "", "--07-27 H"),
    ("1 рамадана 1445", "", "1445-09-01 H"),
    ("10 мухаррама 1446", "", "1446-01-10 H"),
    ("12 раби аль-авваль 1445", "", "1445-03-12 H"),
    ("5 раби ас-сани 1445", "", "1445-04-05 H"),
    ("7 джумада аль-уля 1445", "", "1445-05-07 H"),
    ("10 зуль-хиджа 1444", "", "1444-12-10 H"),
    ("1 шавваля 1445", "", "1445-10-01 H"),
    ("15 rabi al-awwal 1445", "", "1445-03-15 H"),
    ("10 dhu al-hijjah 1444", "", "1444-12-10 H"),
    ("10 Dhul-Hijjah 1444", "", "1444-12-10 H"),
    ("1 Ramadan 1445 AH", "", "1445-09-01 H"),
    ("10 мая 1445 г. хиджры", "", "UnclearCalendar"),
    // Afghan months
    ("۱ حمل ۱۴۰۳", "", "1403-01-01 P"),
    ("۲ ثور ۱۴۰۳", "", "1403-02-02 P"),
    ("۳ جوزا ۱۴۰۳", "", "1403-03-03 P"),
    ("۴ سرطان ۱۴۰۳", "", "1403-04-04 P"),
    ("۵ اسد ۱۴۰۳", "", "1403-05-05 P"),
    ("۶ سنبله ۱۴۰۳", "", "1403-06-06 P"),
    ("۷ میزان ۱۴۰۳", "", "1403-07-07 P"),
    ("۸ عقرب ۱۴۰۳", "", "1403-08-08 P"),
    ("۹ قوس ۱۴۰۳", "", "1403-09-09 P"),
    ("۱۰ جدی ۱۴۰۳", "", "1403-10-10 P"),
    ("۱۱ دلو ۱۴۰۳", "", "1403-11-11 P"),
    ("۱۲ حوت ۱۴۰۳", "", "1403-12-12 P"),
    // Levant and Maghreb
    ("1 كانون ثاني 1985", "", "1985-01-01"),
    ("2 آذار 1985", "", "1985-03-02"),
    ("3 نيسان 1985", "", "1985-04-03"),
    ("4 حزيران 1985", "", "1985-06-04"),
    ("5 تموز 1985", "", "1985-07-05"),
    ("6 آب 1985", "", "1985-08-06"),
    ("7 أيلول 1985", "", "1985-09-07"),
    ("8 تشرين ثاني 1985", "", "1985-11-08"),
    ("9 كانون الأول 1985", "", "1985-12-09"),
    ("10 جانفي 1985", "", "1985-01-10"),
    ("11 أفريل 1985", "", "1985-04-11"),
    ("12 ماي 1985", "", "1985-05-12"),
    ("13 جوان 1985", "", "1985-06-13"),
    ("14 أوت 1985", "", "1985-08-14"),
    ("15 يوليوز 1985", "", "1985-07-15"),
    ("16 شتنبر 1985", "", "1985-09-16"),
    ("17 نونبر 1985", "", "1985-11-17"),
    ("18 دجنبر 1985", "", "1985-12-18"),
    // Not exact
    ("около 1980", "", "1980"),
    ("примерно 1980 г.", "", "1980"),
    ("~1980", "", "1980"),
    ("1980?", "", "1980"),
    ("circa 1980", "", "1980"),
    ("c. 1980", "", "1980"),
    ("about May 1980", "", "1980-05"),
    ("1980s", "", "1980"),
    ("1980-е", "", "1980"),
    ("в 1980 году", "", "1980"),
    ("حوالي ١٩٨٠", "", "1980"),
    ("تقريبا 1980", "", "1980"),
    ("حدود ۱۳۶۰", "", "1360 P"),
    ("در حدود سال ۱۳۶۰", "", "1360 P"),
    ("01.01.1890", "", "1890-01-01"),
    ("5 января 1899 года", "", "1899-01-05"),
    // No dates
    ("", "", "Empty"),
    ("?", "", "Empty"),
    ("2024-13-05", "", "NoSuchMonth 2024-05-13"),
    ("2024-31-02", "", "NoSuchMonth"),
    ("1403-31-02", "P", "NoSuchMonth 1403-02-31 P"),
    ("31.04.2024", "", "NoSuchDay(30)"),
    ("30 Esfand 1404", "", "NoSuchDay(29)"),
    ("31 Mehr 1403", "", "NoSuchDay(30)"),
    ("  - ", "", "Empty"),
    ("0/0/00", "", "Empty"),
    ("00.00.0000", "", "Empty"),
    ("0000-00-00", "", "Empty"),
    ("31.02.2024", "", "NoSuchDay(29)"),
    ("29.02.2023", "", "NoSuchDay(28)"),
    ("13/13/2024", "", "NoSuchMonth"),
    ("2024-13-01", "", "NoSuchMonth 2024-01-13"),
    ("32.01.2024", "", "NoSuchDay(31)"),
    ("1404-12-30", "P", "NoSuchDay(29)"),
    ("1446-09-30", "H", "NoSuchDay(29)"),
    ("30.02", "", "NoSuchDay(29)"),
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
    assert!(CASES.len() >= 180);
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
fn dates_that_are_not_exact_say_so() {
    for (text, about) in [
        ("около 1980", true),
        ("~1980", true),
        ("1980?", true),
        ("1980s", true),
        ("1980-х", true),
        ("circa 1980", true),
        ("حوالي ١٩٨٠", true),
        ("حدود ۱۳۶۰", true),
        ("دهه ۱۳۶۰", true),
        ("1980", false),
        ("1 мая 1980 года", false),
        ("1980-05-01", false),
    ] {
        let read = parse_typed_date(text, hints("")).map(|(_, about)| about);
        assert_eq!(read, Ok(about), "{text}");
    }
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

#[test]
fn a_month_with_one_letter_wrong_is_named_where_it_makes_a_date() {
    for (text, mended) in [
        ("14 Febuary 1986", Some(("Febuary", "february"))),
        ("5 сентебря", Some(("сентебря", "сентября"))),
        ("5 декабра 1990", Some(("декабра", "декабря"))),
        ("октябр 1990", Some(("октябр", "октябрь"))),
        ("Agust 3, 2001", Some(("Agust", "august"))),
        ("12 فروردن 1370", Some(("فروردن", "فروردین"))),
        ("3 رمضن 1440", Some(("رمضن", "رمضان"))),
        // June or July; no month at all; a date already; two of them; no date even so.
        ("5 июмя", None),
        ("5 Fables 1986", None),
        ("14 February 1986", None),
        ("14 Febuary Marsh 1986", None),
        ("44 Febuary 1986", None),
        ("met in Febuary with Olga", None),
    ] {
        let found = misspelt_month(text, hints(""));
        let found = found.map(|(range, name)| (&text[range], name));
        assert_eq!(found, mended, "{text}");
    }
}

#[test]
fn arabic_digits_in_a_persian_sheet_do_not_tell_the_calendar() {
    let read = |text: &str, code: &str| parse_date(text, hints(code)).map(|date| date.calendar);
    let unclear = Err(DateProblem::UnclearCalendar);
    assert_eq!(read("١٤٠٢/٠٩/١٢", "pa"), unclear);
    assert_eq!(read("١٤٠٢/٠٩/١٢", "P"), Ok(Calendar::Persian));
    assert_eq!(read("۱۴۰۲/۰۹/۱۲", "pa"), Ok(Calendar::Persian));
    assert_eq!(read("1402/09/12", "pa"), Ok(Calendar::Persian));
    assert_eq!(read("١٢ رمضان ١٤٠٢", "pa"), Ok(Calendar::Hijri));
    assert_eq!(read("١٢ مايو ١٩٩٠", "pa"), Ok(Calendar::Gregorian));
}

#[test]
fn a_day_that_no_month_has_is_no_year() {
    for (text, longest) in [
        ("35 May 1980", 31),
        ("32 خرداد 1405", 31),
        ("40 Feb 1999", 28),
    ] {
        let read = parse_date(text, hints("P"));
        assert_eq!(read, Err(DateProblem::NoSuchDay(longest)), "{text}");
    }
}

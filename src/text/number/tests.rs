//! What becomes of numbers and amounts as people type them.

use proptest::prelude::{prop_assert_eq, proptest};

use super::*;

fn shown(text: &str, mark: DecimalMark, home: &str) -> String {
    let home = (!home.is_empty()).then_some(home);
    match parse_amount(
        text,
        NumberHints {
            mark,
            home,
            local: None,
        },
    ) {
        Ok(amount) => {
            let mut shown = amount.value.to_string();
            if let Some(code) = amount.currency {
                shown.push(' ');
                shown.push_str(code);
            }
            if amount.doubtful && mark == DecimalMark::Unknown {
                shown.push('?');
            }
            shown
        }
        Err(problem) => format!("{problem:?}"),
    }
}

#[test]
fn words_are_folded() {
    for word in FACTORS
        .iter()
        .flat_map(|(words, _)| words.iter())
        .chain(FILLERS)
    {
        assert_eq!(fold(word), *word);
    }
}

#[test]
fn numbers_as_people_type_them() {
    use DecimalMark::{Comma, Point, Slash, Unknown};
    let cases = [
        ("1200", Unknown, "", "1200"),
        ("1200.50", Unknown, "", "1200.5"),
        ("1,200.50", Unknown, "", "1200.5"),
        ("1.200,50", Unknown, "", "1200.5"),
        ("1 200,50", Unknown, "", "1200.5"),
        ("1\u{a0}200,50", Unknown, "", "1200.5"),
        ("1\u{202f}200\u{202f}300", Unknown, "", "1200300"),
        ("1'200.50", Unknown, "", "1200.5"),
        ("١٬٢٠٠٫٥", Unknown, "", "1200.5"),
        ("١٢٠٠", Unknown, "", "1200"),
        ("۱٬۲۰۰٬۰۰۰", Unknown, "", "1200000"),
        ("۱۲/۵", Slash, "", "12.5"),
        ("1,200,300", Unknown, "", "1200300"),
        ("1.200.300", Unknown, "", "1200300"),
        ("12,34,567", Unknown, "", "1234567"),
        ("1,200", Unknown, "", "1200?"),
        ("1,200", Point, "", "1200"),
        ("1,200", Comma, "", "1.2"),
        ("1.200", Comma, "", "1200"),
        ("1.200", Point, "", "1.2"),
        ("1.200", Slash, "", "1200"),
        ("1.200", Unknown, "", "1.2?"),
        ("0.125", Unknown, "", "0.125"),
        ("0,125", Unknown, "", "0.125"),
        (".5", Unknown, "", "0.5"),
        ("12,5", Unknown, "", "12.5"),
        ("-500", Unknown, "", "-500"),
        ("−500", Unknown, "", "-500"),
        ("500-", Unknown, "", "-500"),
        ("(500)", Unknown, "", "-500"),
        ("(1,200.50) $", Unknown, "", "-1200.5 USD"),
        ("15%", Unknown, "", "0.15"),
        ("٪١٥", Unknown, "", "0.15"),
        ("1.2E+06", Unknown, "", "1200000"),
        ("€ 1.200,50", Unknown, "", "1200.5 EUR"),
        ("1200€", Unknown, "", "1200 EUR"),
        ("500,- €", Unknown, "", "500 EUR"),
        ("$1,200.50", Unknown, "", "1200.5 USD"),
        ("US$ 99", Unknown, "", "99 USD"),
        ("-$50", Unknown, "", "-50 USD"),
        ("£20", Unknown, "", "20 GBP"),
        ("£20", Unknown, "EGP", "20 EGP"),
        ("EGP 1,500", Point, "", "1500 EGP"),
        ("1500 ج.م", Unknown, "EGP", "1500 EGP"),
        ("١٥٠٠ جنيه", Unknown, "", "1500 EGP"),
        ("1500 L.E.", Unknown, "EGP", "1500 EGP"),
        ("٥٠٠ ر.س", Unknown, "", "500 SAR"),
        ("500 ريال", Unknown, "SAR", "500 SAR"),
        ("500 ﷼", Unknown, "IRR", "500 IRR"),
        ("500 ريال", Unknown, "EUR", "UnclearCurrency"),
        ("۵۰۰٬۰۰۰ تومان", Unknown, "IRR", "500000 IRT"),
        ("۵ میلیون تومان", Unknown, "", "5000000 IRT"),
        ("۵۰۰ هزار ریال", Unknown, "IRT", "500000 IRR"),
        ("٣ آلاف دولار", Unknown, "", "3000 USD"),
        ("120 د.إ", Unknown, "", "120 AED"),
        ("١٢٠ درهم", Unknown, "MAD", "120 MAD"),
        ("1 200 руб.", Unknown, "", "1200 RUB"),
        ("1200р", Unknown, "", "1200 RUB"),
        ("12 тыс. руб.", Unknown, "", "12000 RUB"),
        ("12 т.р.", Unknown, "", "12000 RUB"),
        ("1,5 млн ₽", Unknown, "", "1500000 RUB"),
        ("500 евро", Unknown, "", "500 EUR"),
        ("5000 тенге", Unknown, "", "5000 KZT"),
        ("5 шт.", Unknown, "", "5"),
        ("~50 человек", Unknown, "", "50"),
        ("100+", Unknown, "", "100"),
        ("۵۰ نفر", Unknown, "", "50"),
        ("حوالي 30 موظف", Unknown, "", "30"),
        ("1,20,000", Unknown, "", "120000"),
        ("1,20,000.50", Unknown, "", "120000.5"),
        ("5k", Unknown, "", "5000"),
        ("5 thousand", Unknown, "", "5000"),
        ("2 millions", Unknown, "", "2000000"),
        ("1.2 млн", Unknown, "", "1200000"),
        ("2 млрд руб.", Unknown, "", "2000000000 RUB"),
        ("5 тысяч рублей", Unknown, "", "5000 RUB"),
        ("۵ هزار تومان", Unknown, "", "5000 IRT"),
        ("٣ ملايين", Unknown, "", "3000000"),
        ("3 ملايين ريال", Unknown, "SAR", "3000000 SAR"),
        ("١٠ آلاف جنيه", Unknown, "EGP", "10000 EGP"),
        ("2 lakh", Unknown, "", "200000"),
        ("−1 200,50", Unknown, "", "-1200.5"),
        ("1200-", Unknown, "", "-1200"),
        ("(١٬٢٠٠)", Unknown, "", "-1200"),
        ("1’200’300.50", Unknown, "", "1200300.5"),
        ("0.1", Unknown, "", "0.1"),
        ("12,5 %", Unknown, "", "0.125"),
        ("99,99 ₽", Unknown, "", "99.99 RUB"),
        ("120 USD", Unknown, "", "120 USD"),
        ("۱۲۰٬۰۰۰ ریال", Unknown, "IRR", "120000 IRR"),
        ("10-20", Unknown, "", "NotANumber"),
        ("12 34", Unknown, "", "NotANumber"),
        ("1,20,5.5", Unknown, "", "NotANumber"),
        ("1.2.3", Unknown, "", "NotANumber"),
        ("5 boxes 3", Unknown, "", "NotANumber"),
        ("много", Unknown, "", "NotANumber"),
        ("", Unknown, "", "NotANumber"),
        ("1200 $ €", Unknown, "", "NotANumber"),
    ];
    assert!(cases.len() >= 90);
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, mark, home, want)| shown(text, *mark, home) != *want)
        .map(|(text, mark, home, want)| {
            format!("{text}: {} instead of {want}", shown(text, *mark, home))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn columns_tell_their_decimal_mark() {
    for (text, want) in [
        ("1,200.50", Some(DecimalMark::Point)),
        ("1.200,50 €", Some(DecimalMark::Comma)),
        ("12,5", Some(DecimalMark::Comma)),
        ("12.50", Some(DecimalMark::Point)),
        ("1,200", None),
        ("1200", None),
    ] {
        assert_eq!(mark_evidence(text), want, "{text}");
    }
    for (text, want) in [
        ("1,200", Some(DecimalMark::Comma)),
        ("1.200 EUR", Some(DecimalMark::Point)),
        ("€ 999,000", Some(DecimalMark::Comma)),
        ("0.125", None),
        ("1,200,300", None),
        ("1234,567", None),
        ("1,20", None),
        (",200", None),
        ("", None),
    ] {
        assert_eq!(doubtful_mark(text), want, "{text}");
    }
}

#[test]
fn floats_become_the_decimals_that_were_typed() {
    for (number, want) in [
        (12.5, "12.5"),
        (0.1, "0.1"),
        (1e6, "1000000"),
        (-3.0, "-3"),
        (1234.56, "1234.56"),
    ] {
        assert_eq!(
            decimal_from_float(number)
                .map(|number| number.to_string())
                .as_deref(),
            Some(want)
        );
    }
    assert_eq!(decimal_from_float(f64::INFINITY), None);
    assert_eq!(decimal_from_float(1e300), None);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_clean_numbers_stay(text in "[0-9.,'٫٬ ()\\-−%$€kтыс.руб/eE+]{0,24}") {
        for mark in [DecimalMark::Unknown, DecimalMark::Point, DecimalMark::Slash] {
            if let Ok(amount) = parse_amount(&text, NumberHints { mark, home: None, local: None }) {
                let hints = NumberHints { mark: DecimalMark::Point, home: None, local: None };
                let again = parse_amount(&amount.value.to_string(), hints);
                assert_eq!(again.map(|amount| amount.value), Ok(amount.value));
            }
        }
        mark_evidence(&text);
        doubtful_mark(&text);
    }

    #[test]
    fn any_text_at_all(text in "\\PC{0,60}") {
        let _ = parse_amount(&text, NumberHints::default());
        mark_evidence(&text);
    }
}

proptest! {
    #[test]
    fn what_is_written_is_told_as_by_writing_it(text in "-?[0-9]{0,17}(\\.[0-9]{1,2})?", other in "[0-9]{1,3}") {
        for typed in [text.as_str(), other.as_str(), "007", "0", "00", "1.0"] {
            for number in [&text, &other] {
                if let Ok(number) = number.parse::<Decimal>() {
                    prop_assert_eq!(is_written(number, typed), number.to_string() == typed, "{} {}", number, typed);
                }
            }
        }
    }
}

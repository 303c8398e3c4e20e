//! What becomes of addresses as people type them.

use super::*;
use proptest::prelude::{prop_assert, proptest};

fn shown(text: &str) -> String {
    let parts: Vec<String> = parse_emails(text)
        .iter()
        .map(|email| match email.issue {
            Some(EmailIssue::Misspelt(domain)) => format!("{} ({domain}?)", email.address),
            Some(issue) => format!("{issue:?}"),
            None => email.address.to_string(),
        })
        .collect();
    parts.join(" | ")
}

#[test]
fn addresses_as_people_type_them() {
    let cases = [
        ("sara@nile.example", "sara@nile.example"),
        ("  Sara.Ahmed@Nile.Example ", "sara.ahmed@nile.example"),
        ("mailto:sara@nile.org", "sara@nile.org"),
        ("MAILTO:sara@nile.org?subject=Hi", "sara@nile.org"),
        ("E-mail: sara@nile.org", "sara@nile.org"),
        ("Sara Ahmed <sara@nile.org>", "sara@nile.org"),
        ("\"Ahmed, Sara\" <sara@nile.org>", "sara@nile.org"),
        ("سارة أحمد <sara@nile.org>", "sara@nile.org"),
        ("sara@nile.org.", "sara@nile.org"),
        ("sara@nile.org,", "sara@nile.org"),
        ("(sara@nile.org)", "sara@nile.org"),
        ("\u{200e}sara@nile.org\u{200f}", "sara@nile.org"),
        (
            "sara@nile.org; s.ahmed@work.eg",
            "sara@nile.org | s.ahmed@work.eg",
        ),
        (
            "sara@nile.org, s.ahmed@work.eg",
            "sara@nile.org | s.ahmed@work.eg",
        ),
        (
            "sara@nile.org، s.ahmed@work.eg",
            "sara@nile.org | s.ahmed@work.eg",
        ),
        (
            "sara@nile.org / s.ahmed@work.eg",
            "sara@nile.org | s.ahmed@work.eg",
        ),
        (
            "sara@nile.org\ns.ahmed@work.eg",
            "sara@nile.org | s.ahmed@work.eg",
        ),
        (
            "* sara@nile.org ::: s.ahmed@work.eg",
            "sara@nile.org | s.ahmed@work.eg",
        ),
        (
            "sara@nile.org и s.ahmed@work.eg",
            "sara@nile.org | s.ahmed@work.eg",
        ),
        (
            "sara@nile.org و s.ahmed@work.eg",
            "sara@nile.org | s.ahmed@work.eg",
        ),
        ("sara@nile.org sara@nile.org", "sara@nile.org"),
        ("Иван@Пример.РФ", "иван@пример.рф"),
        ("info@موقع.مصر", "info@موقع.مصر"),
        ("ｓａｒａ＠ｎｉｌｅ．ｏｒｇ", "sara@nile.org"),
        ("user.name+tag@sub.nile.org", "user.name+tag@sub.nile.org"),
        ("sara@nile", "Malformed"),
        ("sara@@nile.org", "Malformed"),
        ("sara.nile.org", "Malformed"),
        ("sara @ nile.org", "Malformed"),
        ("sara..a@nile.org", "Malformed"),
        ("@nile.org", "Malformed"),
        ("позвонить", "Malformed"),
        ("none@", "Placeholder"),
        ("no@no", "Placeholder"),
        ("test@test.com", "Placeholder"),
        ("noemail@gmail.com", "Placeholder"),
        ("a@a.a", "Placeholder"),
        ("нет", ""),
        ("ندارد", ""),
        ("N/A", ""),
        ("-", ""),
        ("", ""),
        ("sara@gmial.com", "sara@gmial.com (gmail.com?)"),
        ("sara@gmail.con", "sara@gmail.con (gmail.com?)"),
        ("sara@hotmial.com", "sara@hotmial.com (hotmail.com?)"),
        ("sara@yaho.com", "sara@yaho.com (yahoo.com?)"),
        ("ivan@yandex.rru", "ivan@yandex.rru (yandex.ru?)"),
        ("info@xn--e1afmkfd.xn--p1ai", "info@пример.рф"),
        ("info@xn--4gbrim.xn--wgbh1c", "info@موقع.مصر"),
        ("INFO@XN--E1AFMKFD.XN--P1AI", "info@пример.рф"),
        (
            "info@bücher.de xn@xn--bcher-kva.de",
            "info@bücher.de | xn@bücher.de",
        ),
        ("info@xn--.de", "Malformed"),
        ("почта: ivan@yandex.ru", "ivan@yandex.ru"),
        ("ایمیل: ali@chmail.ir", "ali@chmail.ir"),
        ("البريد: sara@nile.org", "sara@nile.org"),
        ("эл. почта ivan@mail.ru", "ivan@mail.ru"),
        ("<sara@nile.org>", "sara@nile.org"),
        ("'sara@nile.org'", "sara@nile.org"),
        ("«ivan@mail.ru»", "ivan@mail.ru"),
        (
            "sara@nile.org؛ ali@chmail.ir",
            "sara@nile.org | ali@chmail.ir",
        ),
        (
            "sara@nile.org|ali@chmail.ir",
            "sara@nile.org | ali@chmail.ir",
        ),
        ("sara@nile.org!", "sara@nile.org"),
        ("mailto:<sara@nile.org>", "sara@nile.org"),
        ("sara@gmаil.com", "sara@gmаil.com (gmail.com?)"),
        (
            "ivan@mail.ru, ivan@уandex.ru",
            "ivan@mail.ru | ivan@уandex.ru (yandex.ru?)",
        ),
        ("sara@outlok.com", "sara@outlok.com (outlook.com?)"),
        ("ivan@yandx.ru", "ivan@yandx.ru (yandex.ru?)"),
        ("ivan@mail.tu", "ivan@mail.tu (mail.ru?)"),
        ("no-email@nile.org", "Placeholder"),
        ("нет@mail.ru", "Placeholder"),
        ("sara@gmail,com", "Malformed"),
        ("saragmail.com", "Malformed"),
        ("sara@gmailcom", "Malformed"),
        ("لا يوجد", ""),
        ("sara@mail.com", "sara@mail.com"),
        ("sara@ymail.com", "sara@ymail.com"),
        ("test@nile.org", "test@nile.org"),
    ];
    assert!(cases.len() >= 60);
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, want)| shown(text) != *want)
        .map(|(text, want)| format!("{text}: {} instead of {want}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn addresses_of_desks_are_told_from_those_of_people() {
    assert!(DESKS.is_sorted());
    for (address, role) in [
        ("info@nile.org", true),
        ("sales@nile.org", true),
        ("office@nile.org", true),
        ("admin@nile.org", true),
        ("support@nile.org", true),
        ("noreply@nile.org", true),
        ("no-reply@nile.org", true),
        ("zakaz@firma.ru", true),
        ("sara@nile.org", false),
        ("infosara@nile.org", false),
        ("", false),
    ] {
        assert_eq!(is_role(address), role, "{address}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_clean_addresses_stay(text in "[a-zA-Zйа١@. ,;<>+'\\-:?/]{0,50}") {
        for email in parse_emails(&text) {
            if email.issue.is_none_or(EmailIssue::keeps_address) {
                let again = parse_emails(&email.address);
                assert_eq!(again, std::slice::from_ref(&email));
            }
        }
    }

    #[test]
    fn any_text_at_all(text in "\\PC{0,60}") {
        parse_emails(&text);
    }

    #[test]
    fn a_slip_is_distance_one(a in "[ab]{0,6}", b in "[ab]{0,6}") {
        assert_eq!(one_slip(a.as_bytes(), b.as_bytes()), crate::text::distance(&a, &b) == 1);
    }
}

proptest! {
    #[test]
    fn usual_addresses_are_addresses(text in "[a-z0-9._-]{1,9}@[a-z0-9.-]{1,9}\\.[a-z]{1,3}") {
        let (local, domain) = text.rsplit_once('@').unwrap();
        if is_usual(local, domain) {
            prop_assert!(is_address(&text), "{}", text);
        }
    }
}

#[test]
fn an_address_torn_by_a_space_is_not_taken_for_its_end() {
    for (text, expected) in [
        ("alice smith@gmail.com", "Malformed"),
        ("Alice smith@gmail.com", "smith@gmail.com"),
        ("alice <smith@gmail.com>", "smith@gmail.com"),
        ("work smith@gmail.com", "smith@gmail.com"),
        ("email: smith@gmail.com", "smith@gmail.com"),
        (
            "alice@x.org smith@gmail.com",
            "alice@x.org | smith@gmail.com",
        ),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

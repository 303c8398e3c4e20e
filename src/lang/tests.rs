//! That every word is there in every language, with the same arguments and all plural forms.

use std::collections::BTreeSet;

use super::*;

/// Keys without the plural category, and the arguments that their texts use.
fn keys(language: Language) -> BTreeSet<String> {
    let categories = [".zero", ".one", ".two", ".few", ".many", ".other"];
    let lang = Lang::load(language);
    lang.words
        .into_keys()
        .map(|key| {
            categories
                .iter()
                .find_map(|end| key.strip_suffix(end))
                .unwrap_or(&key)
                .to_owned()
        })
        .collect()
}

#[test]
fn every_theme_parses() {
    for language in Language::ALL {
        for theme in themes(language) {
            assert!(
                theme.parse::<Table>().is_ok(),
                "{language:?}: {:?}",
                theme.parse::<Table>().err()
            );
        }
    }
}

#[test]
fn every_key_is_there_in_every_language() {
    let english = keys(Language::English);
    for language in Language::ALL {
        let own = keys(language);
        let missing: Vec<_> = english.symmetric_difference(&own).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}

#[test]
fn arguments_are_filled_and_unknown_ones_stay() {
    assert_eq!(
        fill("{a} of {b}{c} {", &[("a", "1"), ("b", "{a}")]),
        "1 of {a}{c} {"
    );
}

/// The plural categories that a language uses for whole numbers (CLDR).
fn categories(language: Language) -> &'static [&'static str] {
    match language {
        Language::English | Language::Persian => &["one", "other"],
        Language::Arabic => &["zero", "one", "two", "few", "many", "other"],
        Language::Russian => &["one", "few", "many", "other"],
    }
}

#[test]
fn every_counted_text_has_every_plural_form_and_no_other() {
    for language in Language::ALL {
        let lang = Lang::load(language);
        let wanted: BTreeSet<&str> = categories(language).iter().copied().collect();
        let mut counted: std::collections::BTreeMap<&str, BTreeSet<&str>> =
            std::collections::BTreeMap::new();
        let keys: BTreeSet<&String> = lang.words.keys().collect();
        for key in keys {
            if let Some((stem, end)) = key.rsplit_once('.')
                && categories(Language::Arabic).contains(&end)
            {
                counted.entry(stem).or_default().insert(end);
            }
        }
        // A table with other keys as well is no counted text, such as `[dimension]` with its "other".
        let is_counted = |stem: &str| {
            let mut inside = lang
                .words
                .keys()
                .filter_map(|key| key.strip_prefix(stem)?.strip_prefix('.'));
            inside.all(|end| categories(Language::Arabic).contains(&end))
        };
        for (stem, forms) in counted.into_iter().filter(|(stem, _)| is_counted(stem)) {
            assert_eq!(forms, wanted, "{language:?} {stem}");
        }
    }
}

/// The arguments of a text.
fn arguments(text: &str) -> BTreeSet<&str> {
    let inside = text
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'));
    inside.map(|(name, _)| name).collect()
}

#[test]
fn a_text_has_the_same_arguments_in_every_language() {
    let english = Lang::load(Language::English);
    for language in Language::ALL {
        let lang = Lang::load(language);
        let words: std::collections::BTreeMap<&String, &String> = lang.words.iter().collect();
        for (key, text) in words {
            let (stem, end) = key.rsplit_once('.').unwrap_or_default();
            let model = english
                .find(key)
                .or_else(|| english.find(&format!("{stem}.other")))
                .unwrap_or_else(|| panic!("{language:?} {key}"));
            let (mut wanted, mut own) = (arguments(model), arguments(text));
            // "One contact" may do without its number.
            for set in [&mut wanted, &mut own] {
                set.remove("n");
                // An age is counted where the language needs it.
                if set.remove("years") {
                    set.insert("age");
                }
            }
            // "Nothing more" may do without the place where it would be.
            if end == "zero" {
                wanted.retain(|name| own.contains(name));
            }
            assert_eq!(own, wanted, "{language:?} {key}");
        }
    }
}

#[test]
fn counts_take_the_right_plural_form() {
    for (language, n, words) in [
        (Language::English, 1, "1 row"),
        (Language::English, 0, "0 rows"),
        (Language::Arabic, 0, "0 صف"),
        (Language::Arabic, 1, "صف واحد"),
        (Language::Arabic, 2, "صفان"),
        (Language::Arabic, 3, "3 صفوف"),
        (Language::Arabic, 103, "103 صفوف"),
        (Language::Arabic, 11, "11 صفًا"),
        (Language::Arabic, 111, "111 صفًا"),
        (Language::Arabic, 100, "100 صف"),
        (Language::Russian, 1, "1 строка"),
        (Language::Russian, 3, "3 строки"),
        (Language::Russian, 11, "11 строк"),
        (Language::Russian, 111, "111 строк"),
        (Language::Russian, 121, "121 строка"),
        (Language::Persian, 3, "3 ردیف"),
    ] {
        assert_eq!(Lang::load(language).count("cli.rows", n, &[]), words);
    }
    let persian = Lang::dressed(Dress {
        calendar: crate::model::Calendar::Persian,
        numerals: Numerals::Persian,
        language: Language::Persian,
    });
    assert_eq!(persian.count("cli.rows", 103, &[]), "۱۰۳ ردیف");
}

#[test]
fn plurals_of_all_numbers_are_those_of_cldr() {
    for language in Language::ALL {
        let lang = Lang::load(language);
        let locale: Locale = language.code().parse().unwrap();
        let rules =
            PluralRules::try_new((&locale).into(), PluralRuleType::Cardinal.into()).unwrap();
        for n in (0..30_000).chain([1_000_000, 1_000_001, 20_000_000, u64::MAX]) {
            let category = rules.category_for(PluralOperands::from(n));
            assert_eq!(lang.plural(n), category, "{language:?} {n}");
        }
    }
}

//! Every spelling of the catalogue, every misspelling of it by one letter, and words that mean two things.

use std::collections::{BTreeMap, BTreeSet};

use super::{one_row, plan};
use crate::lang::{HeaderName, Headers, Language, header_forms, header_key};
use crate::model::{CATALOGUE, Field, FieldId, TableKind};
use crate::stage::map::names::{Names, Trust};
use crate::stage::map::recognise::resolve;
use crate::stage::map::spelling::Forms;
use crate::stage::map::{MapRequest, read_by};
use crate::text::distance;

/// The headers of a plausible table of the kind: its main fields by their best names.
fn anchors(language: Language, table: TableKind, names: &[HeaderName]) -> Vec<(Field, String)> {
    let main: &[Field] = match table {
        TableKind::Contacts => &[Field::Name, Field::MobilePhone, Field::Email, Field::City],
        TableKind::Family => &[Field::Contact, Field::Relation],
        TableKind::Purchases => &[Field::Date, Field::Contact, Field::Product, Field::Amount],
        TableKind::Interactions => &[Field::Date, Field::Contact, Field::Channel, Field::Outcome],
        TableKind::Referrals => &[Field::Referrer, Field::Referred],
        TableKind::Costs => &[Field::Source, Field::Date, Field::Amount],
        TableKind::Calendar => &[Field::Date, Field::EntryTitle, Field::Recurrence],
    };
    main.iter()
        .map(|field| {
            let best = names
                .iter()
                .find(|name| (name.language, name.table, name.field) == (language, table, *field));
            (
                *field,
                best.map(|name| name.text.clone()).unwrap_or_default(),
            )
        })
        .collect()
}

/// Maps a header among the anchors of its table and says what it was read as.
fn read_among_anchors(
    (names, by): (&[HeaderName], &Names),
    name: &HeaderName,
    typed: &str,
) -> Option<Field> {
    let mut headers: Vec<String> = anchors(name.language, name.table, names)
        .into_iter()
        .filter(|(field, _)| *field != name.field)
        .map(|(_, text)| text)
        .collect();
    headers.push(typed.to_owned());
    let plan = plan();
    let request = MapRequest {
        plan: &plan,
        reading: &[],
        headers: &Headers::default(),
    };
    let mapped = read_by(by, vec![one_row(&headers.join("|"))], &request);
    let table = mapped
        .tables
        .first()
        .filter(|found| found.table == name.table)?;
    table.columns.last()?.field.known()
}

#[test]
fn every_spelling_is_recognised_in_a_plausible_row() {
    let headers = Headers::load();
    let by = Names::new(&plan(), &headers);
    let names = headers.names;
    let lost: Vec<_> = names
        .iter()
        .map(|name| (name, read_among_anchors((&names, &by), name, &name.text)))
        .filter(|(name, read)| *read != Some(name.field))
        .collect();
    assert!(
        lost.is_empty(),
        "{} of {}: {lost:#?}",
        lost.len(),
        names.len()
    );
}

/// A letter's neighbours in the alphabet of its language.
fn neighbours(letter: char, language: Language) -> Vec<char> {
    let own = if language == Language::Persian {
        "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
    } else {
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    };
    let alphabets = [
        own,
        "abcdefghijklmnopqrstuvwxyz",
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    ];
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    for alphabet in alphabets {
        let letters: Vec<char> = alphabet.chars().collect();
        if let Some(at) = letters.iter().position(|c| *c == lower) {
            let count = letters.len();
            return vec![letters[(at + 1) % count], letters[(at + count - 1) % count]];
        }
    }
    Vec::new()
}

/// Every way to miss a text by one letter: one left out, doubled, replaced by a neighbour, or swapped with the next.
fn misspellings(text: &str, language: Language) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut all = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_alphabetic() {
            continue;
        }
        let with = |change: &dyn Fn(&mut Vec<char>)| {
            let mut changed = letters.clone();
            change(&mut changed);
            changed.into_iter().collect::<String>()
        };
        all.push(with(&|text| {
            text.remove(at);
        }));
        all.push(with(&|text| text.insert(at, *letter)));
        for other in neighbours(*letter, language) {
            all.push(with(&|text| text[at] = other));
        }
        let next = letters.get(at + 1);
        if next.is_some_and(|next| next.is_alphabetic() && next != letter) {
            all.push(with(&|text| text.swap(at, at + 1)));
        }
    }
    all
}

/// Every name of every field, in the two forms in which headers are compared.
fn all_forms(headers: &Headers) -> Vec<(FieldId, String, String)> {
    let names = headers
        .names
        .iter()
        .map(|name| (FieldId::from(name.field), name.text.as_str()));
    let labels = headers
        .labels
        .iter()
        .map(|(_, field, label)| (*field, label.as_str()));
    let own = CATALOGUE
        .iter()
        .map(|spec| (FieldId::from(spec.field), spec.name));
    names
        .chain(labels)
        .chain(own)
        .map(|(field, text)| {
            let (key, whole) = header_forms(text);
            (field, key, whole)
        })
        .collect()
}

/// Whether what was typed is a header of another field as well (`County/Region` for `Country/Region`), or as near to one.
fn is_as_near_to_another(typed: &Forms, field: Field, all: &[(FieldId, String, String)]) -> bool {
    let is_half = |part: &String| {
        let mut others = all.iter().filter(|(other, _, _)| *other != field.into());
        others.any(|(_, key, _)| key == part)
    };
    if !typed.parts.is_empty() && typed.parts.iter().all(is_half) {
        return true;
    }
    all.iter().any(|(other, key, whole)| {
        *other != field.into()
            && (typed.keys.iter().any(|typed| distance(typed, key) <= 1)
                || distance(&typed.whole, whole) <= 1)
    })
}

#[test]
fn headers_missed_by_one_letter_are_read_right_unless_another_is_as_near() {
    let headers = Headers::load();
    let by = Names::new(&plan(), &headers);
    let all = all_forms(&headers);
    let long = headers.names.iter().filter(|name| {
        let letters = name.text.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 6 && header_forms(&name.text).1.chars().count() >= 6
    });
    let typed = long.flat_map(|name| {
        misspellings(&name.text, name.language)
            .into_iter()
            .filter(|typed| header_key(typed) != header_key(&name.text))
            .map(move |typed| (name, typed))
    });
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, typed) in typed {
        count += 1;
        let reading = by.read(&typed);
        let read = resolve(&reading.meanings, name.table, name.language);
        let right = read.is_some_and(|(field, _)| field == name.field.into());
        if !right && !is_as_near_to_another(&reading.forms, name.field, &all) {
            wrong.push(format!("`{typed}` for {name:?}: {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}: {wrong:#?}", wrong.len());
    assert!(count > 150_000, "{count}");
}

#[test]
fn no_header_is_taken_for_another_field_in_any_table_or_language() {
    let headers = Headers::load();
    let by = Names::new(&plan(), &headers);
    let mut named: BTreeMap<String, BTreeSet<(TableKind, FieldId)>> = BTreeMap::new();
    let mut know = |key: String, table: TableKind, field: FieldId| {
        named.entry(key).or_default().insert((table, field));
    };
    for name in &headers.names {
        know(header_key(&name.text), name.table, name.field.into());
    }
    let labels = headers.labels.iter();
    let labels = labels.map(|(_, field, label)| (*field, label.as_str()));
    let own = CATALOGUE.iter().map(|spec| (spec.field.into(), spec.name));
    for (field, text) in labels.chain(own) {
        for table in TableKind::ALL {
            know(header_key(text), table, field);
        }
    }
    let mut wrong = Vec::new();
    for name in &headers.names {
        let reading = by.read(&name.text);
        if reading.meanings.iter().any(|one| one.trust == Trust::Guess) {
            wrong.push(format!("{name:?} is guessed"));
        }
        for table in TableKind::ALL {
            for language in Language::ALL {
                let Some((field, _)) = resolve(&reading.meanings, table, language) else {
                    continue;
                };
                let said = |key: &String| {
                    let meanings = named.get(key);
                    meanings.is_some_and(|meanings| meanings.contains(&(table, field)))
                };
                if !reading.forms.keys.iter().any(said) {
                    wrong.push(format!("{name:?} as {field:?} in {table:?}, {language:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Both spellings of a word, its table, and what it names in which language.
type TwoMeanings = (
    &'static str,
    &'static str,
    TableKind,
    [(Language, Field); 2],
);

/// Words that name one field in one language and another in another, by table: all that the catalogue has.
const TWO_MEANINGS: [TwoMeanings; 5] = [
    (
        "المعرف",
        "معرف",
        TableKind::Contacts,
        [
            (Language::Arabic, Field::OwnId),
            (Language::Persian, Field::ReferredBy),
        ],
    ),
    (
        "اللقب",
        "لقب",
        TableKind::Contacts,
        [
            (Language::Arabic, Field::FamilyName),
            (Language::Persian, Field::Title),
        ],
    ),
    (
        "الوظيفة",
        "وظیفه",
        TableKind::Contacts,
        [
            (Language::Arabic, Field::JobTitle),
            (Language::Persian, Field::NextStep),
        ],
    ),
    (
        "العنوان",
        "عنوان",
        TableKind::Contacts,
        [
            (Language::Arabic, Field::Street),
            (Language::Persian, Field::JobTitle),
        ],
    ),
    (
        "الخلاصة",
        "خلاصه",
        TableKind::Interactions,
        [
            (Language::Arabic, Field::Outcome),
            (Language::Persian, Field::Notes),
        ],
    ),
];

#[test]
fn each_word_with_two_meanings_is_decided_by_the_language_of_the_other_headers() {
    let headers = Headers::load();
    let by = Names::new(&plan(), &headers);
    let names = headers.names;
    let mut wrong = Vec::new();
    for (one, other, table, meanings) in TWO_MEANINGS {
        for (text, (language, field)) in [one, other]
            .into_iter()
            .flat_map(|text| meanings.map(|meaning| (text, meaning)))
        {
            let name = HeaderName {
                language,
                table,
                field,
                text: text.to_owned(),
                weak: false,
            };
            let read = read_among_anchors((&names, &by), &name, text);
            if read != Some(field) {
                wrong.push(format!("{text} in {language:?}: {read:?}, not {field:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let mut fields: BTreeMap<(TableKind, String), BTreeSet<Field>> = BTreeMap::new();
    for name in &names {
        let key = (name.table, header_key(&name.text));
        fields.entry(key).or_default().insert(name.field);
    }
    fields.retain(|_, fields| fields.len() > 1);
    let listed = TWO_MEANINGS.map(|(_, text, table, _)| (table, header_key(text)));
    assert_eq!(
        fields.into_keys().collect::<BTreeSet<_>>(),
        BTreeSet::from(listed)
    );
}

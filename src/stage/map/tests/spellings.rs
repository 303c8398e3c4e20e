//! Every spelling of the catalogue, and misspellings of it.

use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::TestRunner;
use proptest::{prop_assert_eq, prop_assume};

use super::{one_row, plan};
use crate::lang::{HeaderName, Headers, Language, header_key, header_names};
use crate::model::{Field, TableKind};
use crate::stage::map::names::Names;
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
    let names = header_names();
    let by = Names::new(&plan());
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

/// One letter left out, doubled, replaced, or swapped with the next.
fn misspell(text: &str, at: usize, how: u8) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (0..letters.len())
        .filter(|at| letters[*at].is_alphabetic())
        .collect();
    let at = *places.get(at % places.len().max(1))?;
    match how % 4 {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = if letters[at].is_ascii() { 'x' } else { 'щ' },
        _ => letters
            .get(at + 1)
            .copied()
            .map(|_| letters.swap(at, at + 1))?,
    }
    Some(letters.into_iter().collect())
}

#[test]
fn a_misspelled_header_is_read_right_unless_it_is_as_near_to_another() {
    let Headers { names, labels, .. } = Headers::load();
    let by = Names::new(&plan());
    let check = |pick: usize, at: usize, how: u8| {
        let name = &names[pick % names.len()];
        let key = header_key(&name.text);
        let plain = !key.contains(|c: char| c.is_ascii_digit()) && key.chars().count() >= 6;
        prop_assume!(plain && !name.weak);
        let typed = misspell(&name.text, at, how).unwrap_or_default();
        let typed_key = header_key(&typed);
        let edits = distance(&typed_key, &key);
        prop_assume!(edits <= 1 && !typed.contains(['(', '/', ',']));
        let spellings = names.iter().map(|other| {
            let same = other.table == name.table && other.field == name.field;
            (same, header_key(&other.text))
        });
        let labels = labels
            .iter()
            .map(|(_, field, text)| (*field == name.field.into(), header_key(text)));
        for (same, other) in spellings.chain(labels) {
            prop_assume!(same || distance(&typed_key, &other) > edits);
        }
        let read = read_among_anchors((&names, &by), name, &typed);
        prop_assert_eq!(read, Some(name.field), "{} for {:?}", typed, name);
        Ok(())
    };
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(500)
    });
    let cases = (any::<usize>(), any::<usize>(), any::<u8>());
    runner
        .run(&cases, |(pick, at, how)| check(pick, at, how))
        .unwrap();
}

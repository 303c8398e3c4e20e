//! What the words of a cell give away: text read in the wrong encoding, names in capitals, two people in one cell, countries
//! that nobody knows, postcodes without their first zero. Says so and proposes; the value stays as typed.

use crate::model::{Cell, Field, FieldId, FieldType, TableKind};
use crate::text::choice::says_nothing;
use crate::text::country::postcode_digits;
use crate::text::mojibake::mojibake;
use crate::text::name::{ParsedName, parse_name, part_with_capitals, with_capitals};
use crate::text::{tidy, unfold};

use super::cells::Target;
use super::prepare::ColumnPlan;
use super::problem::ProblemKind;

impl Target<'_> {
    /// Looks over the words of a cell that is read as text.
    pub(super) fn words(
        &mut self,
        cell: &Cell<'_>,
        plan: &ColumnPlan,
        field: FieldId,
        country: Option<&str>,
    ) {
        match cell {
            Cell::Text(text) => {
                if is_text(plan.kind)
                    && let Some(found) = mojibake(text)
                {
                    self.note(plan, field, text, ProblemKind::Encoding);
                    if let Some(repaired) = found.repaired {
                        self.propose(tidy(&repaired));
                    }
                    return;
                }
                self.names(text, plan, field);
            }
            Cell::Number(number) if field == Field::Postcode.into() => {
                self.postcode(*number, plan, country);
            }
            _ => {}
        }
    }

    fn names(&mut self, text: &str, plan: &ColumnPlan, field: FieldId) {
        let typed = tidy(text);
        let repaired = match field.known() {
            Some(Field::Name | Field::Spouse) => with_capitals(&typed),
            Some(Field::GivenName | Field::Patronymic | Field::FamilyName) => {
                part_with_capitals(&typed)
            }
            _ => return,
        };
        if let Some(repaired) = repaired {
            self.note(plan, field, &typed, ProblemKind::Capitals);
            self.propose(repaired);
        }
        let whole = matches!(field.known(), Some(Field::Name | Field::GivenName));
        if whole
            && self.frame.kind() == TableKind::Contacts
            && may_join(&typed)
            && matches!(parse_name(&typed), Some(ParsedName::Couple(_)))
        {
            self.note(plan, field, &typed, ProblemKind::Couple);
        }
    }

    /// A number that is one digit too short for its country, whose postcodes may begin with 0.
    fn postcode(&mut self, number: f64, plan: &ColumnPlan, country: Option<&str>) {
        let of = country.and_then(|code| <[u8; 2]>::try_from(code.as_bytes()).ok());
        let (Some(digits), Some(of)) = (country.and_then(postcode_digits), of) else {
            return;
        };
        let typed = Cell::Number(number).to_text();
        if typed.len() + 1 == digits && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            self.note(plan, plan.field, &typed, ProblemKind::Postcode(of));
            self.propose(format!("0{typed}"));
        }
    }

    /// A country that nobody knows, where one is a letter away. The list of names ends somewhere; without a near one nothing is
    /// said.
    pub(super) fn unknown_country(
        &mut self,
        plan: &ColumnPlan,
        text: &str,
        near: Option<&'static str>,
    ) {
        let Some(near) = near else {
            return;
        };
        // A broken text is told as such.
        if says_nothing(text) || mojibake(text).is_some() {
            return;
        }
        self.note(plan, plan.field, text, ProblemKind::Country);
        if let Some(near) = as_written(text, near) {
            self.propose(near);
        }
    }
}

fn is_text(kind: FieldType) -> bool {
    matches!(
        kind,
        FieldType::Text
            | FieldType::List
            | FieldType::Choice
            | FieldType::Name
            | FieldType::Contact
    )
}

/// A quick look before a name is taken apart: most names join nobody.
fn may_join(text: &str) -> bool {
    let mut words = text.split(' ').skip(1).peekable();
    let mut joins = false;
    while let Some(word) = words.next() {
        let between = words.peek().is_some();
        joins |= word.starts_with('و')
            || between && matches!(word, "and" | "And" | "AND" | "und" | "et" | "и" | "И");
    }
    joins || text.contains(['&', '+', '\n'])
}

/// A folded word in the letters and capitals of what it stands for; `None` if its spelling cannot be told.
pub(super) fn as_written(typed: &str, folded: &str) -> Option<String> {
    let folded = &unfold(typed, folded)?;
    let mut letters = typed.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let second = letters.next().is_some_and(char::is_uppercase);
    if first && second {
        return Some(folded.to_uppercase());
    }
    // Each word as the word in its place was begun.
    let begun: Vec<bool> = typed
        .split_whitespace()
        .map(|word| word.chars().find(|c| c.is_alphabetic()))
        .map(|letter| letter.is_some_and(char::is_uppercase))
        .collect();
    let words = folded.split(' ').enumerate().map(|(at, word)| {
        let mut chars = word.chars();
        match chars.next() {
            Some(start) if begun.get(at).copied().unwrap_or(first) => {
                start.to_uppercase().chain(chars).collect()
            }
            _ => word.to_owned(),
        }
    });
    Some(words.collect::<Vec<String>>().join(" "))
}

/// Where a slash parts two words of a list. It stays in dates and fractions (`24/7`), short forms (`TCP/IP`, `n/a`, `и/или`),
/// and links.
pub(super) fn split_at_slashes(piece: &str) -> Vec<&str> {
    if !piece.contains('/')
        || piece.contains("//")
        || piece.contains("www.")
        || piece.contains('\\')
    {
        return vec![piece];
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in piece.match_indices('/') {
        let (before, after) = (
            piece.get(from..at).unwrap_or_default(),
            piece.get(at + 1..).unwrap_or_default(),
        );
        let apart = before.ends_with(' ') && after.starts_with(' ');
        let letters = |word: Option<&str>| {
            let word = word.unwrap_or_default();
            if word.chars().all(char::is_alphabetic) {
                word.chars().count()
            } else {
                0
            }
        };
        let left = letters(before.split_whitespace().next_back());
        let right = letters(after.split(['/', ' ']).find(|word| !word.is_empty()));
        if left > 2 && right > 2 || apart && left > 0 && right > 0 {
            parts.push(before);
            from = at + 1;
        }
    }
    parts.push(piece.get(from..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Language};
    use crate::stage::clean::sheets::clean_one;

    /// What is proposed for the cells of one row, by code.
    fn proposals(cells: &[(Field, &str)]) -> Vec<(&'static str, String)> {
        clean_one(TableKind::Contacts, cells)
            .into_iter()
            .map(|found| (found.code, found.proposed().unwrap_or_default().to_owned()))
            .collect()
    }

    #[test]
    fn whole_cells_are_proposed_and_values_stay_as_typed() {
        for (field, typed, code, proposal) in [
            (
                Field::Notes,
                "RÃ©sumÃ© sent, ok",
                "text-mojibake",
                "Résumé sent, ok",
            ),
            (Field::City, "РњРѕСЃРєРІР°", "text-mojibake", "Москва"),
            (Field::Needs, "CafÃ©; golf", "text-mojibake", "Café; golf"),
            (Field::Notes, "ÐÐ½Ð½Ð°", "text-mojibake", ""),
            (Field::FamilyName, "PETROV", "name-capitals", "Petrov"),
            (
                Field::Spouse,
                "анна иванова",
                "name-capitals",
                "Анна Иванова",
            ),
            (Field::GivenName, "Anna & Peter", "name-couple", ""),
            (Field::Vip, "yess", "yes-no-unclear", "yes"),
            (Field::Vip, "Даа", "yes-no-unclear", "Да"),
            (Field::Vip, "yse", "yes-no-unclear", "yes"),
            (Field::Vip, "Нте", "yes-no-unclear", "Нет"),
            (Field::Vip, "perhaps", "yes-no-unclear", ""),
            (Field::Vip, "VIP", "yes-no-unclear", ""),
            (Field::Role, "Desides", "choice-unknown", "Decides"),
            (
                Field::Role,
                "ЛПР, покупатиль",
                "choice-unknown",
                "ЛПР; покупатель",
            ),
            (Field::Role, "sings, desides", "choice-unknown", ""),
            (
                Field::Birthday,
                "14 Febuary 1986",
                "date-not-understood",
                "14 February 1986",
            ),
            (Field::Country, "Germny", "country-unknown", "Germany"),
            (
                Field::Country,
                "United Kingdon",
                "country-unknown",
                "United Kingdom",
            ),
            (Field::Country, "السعودبة", "country-unknown", "السعودية"),
            (Field::Vip, "صحيحح", "yes-no-unclear", "صحيح"),
            (Field::Vip, "صحيخ", "yes-no-unclear", "صحيح"),
            (Field::DoNotContact, "noo", "do-not-contact-assumed", ""),
        ] {
            assert_eq!(
                proposals(&[
                    (Field::OwnId, "7"),
                    (Field::Company, "Nile Co"),
                    (field, typed)
                ]),
                [(code, proposal.to_owned())],
                "{typed}"
            );
        }
    }

    #[test]
    fn a_cell_that_repeats_its_header_says_yes() {
        for (typed, expected) in [("column 2", &[][..]), ("column 3", &["yes-no-unclear"])] {
            let cells = [
                (Field::OwnId, "7"),
                (Field::Company, "Nile Co"),
                (Field::Vip, typed),
            ];
            let found: Vec<&str> = proposals(&cells).iter().map(|found| found.0).collect();
            assert_eq!(found, expected, "{typed}");
        }
    }

    #[test]
    fn countries_like_no_known_one_are_left_in_peace() {
        for country in ["Atlantis", "Zanzibar", "غينيا", "Uganda", "Mali"] {
            let found = proposals(&[(Field::Name, "Sara"), (Field::Country, country)]);
            assert_eq!(found, [], "{country}");
        }
    }

    #[test]
    fn a_postcode_gets_its_zero_back_only_where_the_country_has_such_codes() {
        for (country, typed, proposal) in [
            ("Germany", "=1234", Some("01234")),
            ("США", "=2134", Some("02134")),
            ("Казахстан", "=50000", Some("050000")),
            ("Norway", "=150", Some("0150")),
            ("Germany", "=12345", None),
            ("Germany", "1234", None),
            ("Egypt", "=1234", None),
            ("Germany", "=123.5", None),
        ] {
            let cells = [
                (Field::Name, "Sara"),
                (Field::Country, country),
                (Field::Postcode, typed),
            ];
            let found = proposals(&cells);
            let proposed = found.first().map(|(_, proposal)| proposal.as_str());
            assert_eq!(proposed, proposal, "{country} {typed}");
        }
    }

    #[test]
    fn what_is_noticed_is_said_in_plain_words() {
        let lang = Lang::load(Language::English);
        for (field, typed, said) in [
            (
                Field::Name,
                "JosÃ©",
                "Name `JosÃ©` was read in a wrong encoding before it came into this file; it is kept as typed",
            ),
            (
                Field::Name,
                "IVAN PETROV",
                "name `IVAN PETROV` is typed in capitals only, or without any",
            ),
            (
                Field::Name,
                "Anna & Peter Schmidt",
                "`Anna & Peter Schmidt` names two people; they are kept as one contact",
            ),
            (
                Field::Country,
                "Germny",
                "country `Germny` is not known; it is kept as typed",
            ),
        ] {
            let found = clean_one(
                TableKind::Contacts,
                &[(Field::Company, "Nile Co"), (field, typed)],
            );
            let messages: Vec<String> = found.iter().map(|found| lang.message(found)).collect();
            assert_eq!(messages, [said]);
        }
    }

    #[test]
    fn slashes_part_words_and_stay_in_dates_links_and_short_forms() {
        for (piece, parts) in [
            ("Yoga/Fitness", &["Yoga", "Fitness"][..]),
            ("йога / бег", &["йога ", " бег"]),
            ("يوغا/سباحة/قراءة", &["يوغا", "سباحة", "قراءة"]),
            ("A / B", &["A ", " B"]),
            ("24/7 help", &["24/7 help"]),
            ("12/05/2024", &["12/05/2024"]),
            ("1/2 price", &["1/2 price"]),
            ("TCP/IP", &["TCP/IP"]),
            ("and/or", &["and/or"]),
            ("и/или", &["и/или"]),
            ("n/a", &["n/a"]),
            ("https://a.org/bcd/efg", &["https://a.org/bcd/efg"]),
            ("www.nile.org/shop/sale", &["www.nile.org/shop/sale"]),
            ("/", &["/"]),
        ] {
            assert_eq!(split_at_slashes(piece), parts, "{piece}");
        }
    }

    #[test]
    fn proposals_keep_the_capitals_of_what_was_typed() {
        assert_eq!(as_written("Egpyt", "egypt").as_deref(), Some("Egypt"));
        assert_eq!(as_written("EGPYT", "egypt").as_deref(), Some("EGYPT"));
        assert_eq!(as_written("росия", "россия").as_deref(), Some("россия"));
        assert_eq!(as_written("", "").as_deref(), Some(""));
    }
}

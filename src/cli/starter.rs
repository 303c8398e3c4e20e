//! What a new book begins with: which sheets and columns its workbook has, and its rules files with their explanations.
//!
//! Headings are the best header names of the language, so that `run` recognises what `init` wrote.

use super::args::Trade;
use super::trades;
use crate::lang::{Headers, Lang, Language};
use crate::model::{Field, FieldType, TableKind};
use crate::output::{Starter, StarterColumn, StarterKind, StarterSheet};
use std::fmt::Write as _;

/// The sheets of a new workbook and the fields of each.
const SHEETS: [(TableKind, &[Field]); 7] = [
    (
        TableKind::Contacts,
        &[
            Field::OwnId,
            Field::Name,
            Field::Company,
            Field::JobTitle,
            Field::MobilePhone,
            Field::WorkPhone,
            Field::Email,
            Field::Street,
            Field::City,
            Field::Country,
            Field::Source,
            Field::ReferredBy,
            Field::Group,
            Field::Status,
            Field::Role,
            Field::Owner,
            Field::Vip,
            Field::Birthday,
            Field::Spouse,
            Field::Anniversary,
            Field::Hobbies,
            Field::Needs,
            Field::NextStep,
            Field::NextStepDate,
            Field::AddedOn,
            Field::VerifiedOn,
            Field::DoNotContact,
            Field::Notes,
        ],
    ),
    (
        TableKind::Purchases,
        &[
            Field::Date,
            Field::Contact,
            Field::Product,
            Field::Category,
            Field::Quantity,
            Field::Amount,
            Field::Campaign,
            Field::Owner,
        ],
    ),
    (
        TableKind::Interactions,
        &[
            Field::Date,
            Field::Contact,
            Field::Channel,
            Field::Direction,
            Field::Owner,
            Field::Notes,
            Field::Need,
            Field::Outcome,
            Field::NextStep,
            Field::NextStepDate,
        ],
    ),
    (
        TableKind::Family,
        &[
            Field::Contact,
            Field::Relation,
            Field::Name,
            Field::Birthday,
        ],
    ),
    (
        TableKind::Referrals,
        &[
            Field::Referrer,
            Field::Referred,
            Field::Date,
            Field::ThankedOn,
            Field::ThankedWith,
        ],
    ),
    (
        TableKind::Costs,
        &[Field::Date, Field::Source, Field::Campaign, Field::Amount],
    ),
    (
        TableKind::Calendar,
        &[
            Field::Date,
            Field::EntryTitle,
            Field::Recurrence,
            Field::Segment,
            Field::Channel,
            Field::Owner,
        ],
    ),
];

/// What was asked, or guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) country: String,
    pub(super) currency: String,
    pub(super) trade: Trade,
    /// A workbook that stays where it is, relative to the book.
    pub(super) source: Option<String>,
}

/// The workbook of a new book.
pub(super) fn workbook(answers: &Answers, lang: &Lang) -> Starter {
    let headers = Headers::load();
    let header = |table: TableKind, field: Field| {
        headers
            .names
            .iter()
            .find(|name| {
                (name.language, name.table, name.field) == (answers.language, table, field)
                    && !name.weak
            })
            .map_or_else(
                || lang.field(field.name()).to_owned(),
                |name| name.text.clone(),
            )
    };
    let sheets = SHEETS
        .iter()
        .map(|(table, fields)| {
            let name = headers
                .sheets
                .iter()
                .find(|name| name.language == answers.language && name.table == *table)
                .map_or(table.code(), |name| name.text.as_str());
            let mut columns: Vec<StarterColumn> = fields
                .iter()
                .map(|field| StarterColumn {
                    header: header(*table, *field),
                    note: words(lang, &format!("starter.note.{}", field.name())),
                    choices: choices(lang, *field),
                    kind: kind(*field),
                })
                .collect();
            if *table == TableKind::Contacts {
                columns.extend(of_trade(answers.trade, lang));
            }
            StarterSheet {
                name: name.chars().take(31).collect(),
                columns,
            }
        })
        .collect();
    Starter {
        sheets,
        right_to_left: answers.language.is_right_to_left(),
        author: "tierbook".to_owned(),
    }
}

fn words(lang: &Lang, key: &str) -> Option<String> {
    lang.find(key).map(str::to_owned)
}

/// Choices stand in the language files as one text, parted by `|`.
fn choices(lang: &Lang, field: Field) -> Vec<String> {
    let key = match field.spec().kind {
        FieldType::YesNo => "starter.choice.yes-no".to_owned(),
        _ => format!("starter.choice.{}", field.name()),
    };
    let list = lang.find(&key).unwrap_or_default();
    list.split('|')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn of_trade(trade: Trade, lang: &Lang) -> Vec<StarterColumn> {
    let columns = trades::columns(trade, lang).into_iter();
    columns
        .map(|header| StarterColumn {
            header,
            note: words(lang, "starter.note.trade"),
            choices: Vec::new(),
            kind: StarterKind::Text,
        })
        .collect()
}

fn kind(field: Field) -> StarterKind {
    match field.spec().kind {
        FieldType::Phones => StarterKind::Digits,
        FieldType::Date => StarterKind::Date,
        FieldType::Money => StarterKind::Money,
        _ if matches!(field, Field::OwnId | Field::Postcode) => StarterKind::Digits,
        _ => StarterKind::Text,
    }
}

/// The rules of a new book: name and text of each file.
pub(super) fn rules(answers: &Answers, lang: &Lang) -> Vec<(&'static str, String)> {
    let comment = |key: &str| -> String {
        lang.get(&format!("starter.rules.{key}"))
            .lines()
            .fold(String::new(), |all, line| all + "# " + line + "\n")
    };
    let text = |value: &str| toml::Value::from(value).to_string();
    let mut book = comment("book");
    let _ = writeln!(book, "name = {}", text(&answers.name));
    let _ = writeln!(book, "language = {}", text(answers.language.code()));
    let _ = writeln!(
        book,
        "\n{}country = {}",
        comment("country"),
        text(&answers.country)
    );
    let _ = writeln!(
        book,
        "\n{}currency = {}",
        comment("currency"),
        text(&answers.currency)
    );
    book.push('\n');
    book += &comment("sources");
    book += &match &answers.source {
        Some(source) => ["sources = [", &text(source), "]\n"].concat(),
        None => "# sources = [\"../contacts.xlsx\"]\n".to_owned(),
    };
    let _ = writeln!(
        book,
        "\n{}# [[staff]]\n# name = \"Sara\"\n# aliases = [\"S. Ahmed\"]\n# role = \"keeper\"",
        comment("staff")
    );
    // Single keys come before the first `[section]`, or they would belong to it.
    let fields = format!(
        "{}{WANTED}\n{}{HEADERS}",
        comment("wanted"),
        comment("headers")
    );
    let matching = format!("{}merge = true\n", comment("matching"));
    let (tiers, reminders) = match trades::tiers(answers.trade, lang) {
        Some([ladders, segments]) => (
            format!(
                "{}{ladders}\n{}{segments}",
                comment("tiers-of-trade"),
                comment("segments")
            ),
            trades::reminders(answers.trade).unwrap_or_default(),
        ),
        None => (
            format!(
                "{}{TIERS}\n{}{SEGMENT}",
                comment("tiers"),
                comment("segments")
            ),
            REMINDERS.to_owned(),
        ),
    };
    let reminders = format!("{}{reminders}", comment("reminders"));
    let metrics = format!("{}{METRICS}", comment("metrics"));
    vec![
        ("book.toml", book),
        ("fields.toml", fields),
        ("matching.toml", matching),
        ("tiers.toml", tiers),
        ("reminders.toml", reminders),
        ("metrics.toml", metrics),
    ]
}

const WANTED: &str =
    "# wanted = [\"name\", \"mobile-phone\", \"email\", \"source\", \"birthday\"]\n";

const HEADERS: &str = "# [headers]\n# mobile-phone = [\"Handy\"]\n";

/// The value ladder as it holds without this file: shown, and off, so that the other ladders keep their defaults too.
const TIERS: &str = r#"# [[ladder]]
# name = "value"
# keep = "30 days"
# [[ladder.rung]]
# name = "Gold"
# when = ["spend-12m in top 20%", "spend-12m > 0"]
# [[ladder.rung]]
# name = "Silver"
# when = ["spend-12m > 0"]
# [[ladder.rung]]
# name = "Bronze"
"#;

const SEGMENT: &str = r#"# [[segment]]
# name = "Cairo, 30 to 55"
# when = ["city is one of [Cairo, Giza]", "age between 30 and 55"]
"#;

const REMINDERS: &str = r#"# horizon = "30 days"
#
# [[reminder]]
# kind = "birthday"
# lead = "7 days"
"#;

const METRICS: &str = "# [goals]
# referral-share = \"10%\"
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{self, Known, RulesFile};
    use crate::lang::FieldNames;

    fn answers(language: Language) -> Answers {
        of(Trade::Training, language)
    }

    fn of(trade: Trade, language: Language) -> Answers {
        Answers {
            name: "Nile \"Flowers\"".into(),
            language,
            country: "EG".into(),
            currency: "EGP".into(),
            trade,
            source: None,
        }
    }

    #[test]
    fn a_new_workbook_has_every_table_in_every_language() {
        for language in Language::ALL {
            let lang = Lang::load(language);
            let starter = workbook(&answers(language), &lang);
            assert_eq!(starter.sheets.len(), TableKind::ALL.len());
            let contacts = &starter.sheets[0];
            let known = SHEETS[0].1.len();
            assert!(contacts.columns.len() > known, "columns of the trade");
            for sheet in &starter.sheets {
                assert!(!sheet.name.is_empty() && sheet.name.chars().count() <= 31);
                let mut headers: Vec<_> = sheet.columns.iter().map(|one| &one.header).collect();
                headers.sort();
                headers.dedup();
                assert_eq!(
                    headers.len(),
                    sheet.columns.len(),
                    "{language:?} {headers:?}"
                );
                for column in &sheet.columns {
                    let length: usize = column
                        .choices
                        .iter()
                        .map(|word| word.chars().count() + 1)
                        .sum();
                    assert!(length <= 255, "{}", column.header);
                }
            }
            let status = contacts
                .columns
                .iter()
                .filter(|column| !column.choices.is_empty());
            assert!(status.count() >= 4, "{language:?}");
        }
    }

    #[test]
    fn the_rules_of_a_new_book_are_accepted_and_so_is_every_example_in_them() {
        let names = FieldNames::load();
        let is_code = |line: &&str| {
            let key = line.split(" = ").next().unwrap_or_default();
            let is_key = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            (line.contains(" = ") && is_key) || line.starts_with('[')
        };
        let books = Language::ALL
            .into_iter()
            .flat_map(|language| Trade::ALL.map(|trade| (language, trade)));
        for (language, trade) in books {
            let lang = Lang::load(language);
            let columns = trades::columns(trade, &lang);
            let known = Known {
                names: &names,
                columns: &columns,
            };
            let mut answers = of(trade, language);
            answers.source = Some("../my \"list\".xlsx".into());
            let file = |name: &str, text: String| RulesFile {
                path: format!("rules/{name}"),
                text,
            };
            let mut written = Vec::new();
            let mut examples = Vec::new();
            for (name, text) in rules(&answers, &lang) {
                assert!(!text.contains("starter."), "{name}: {text}");
                let code = text.lines().filter_map(|line| line.strip_prefix("# "));
                let code: Vec<&str> = code.filter(is_code).collect();
                let all = code.join("\n");
                written.push(file(name, text));
                if !all.contains("sources") {
                    examples.push(file(name, all));
                }
            }
            for files in [written, examples] {
                let reading = config::read(&files, &known);
                assert_eq!(reading.problems, [], "{files:?}");
            }
        }
    }
}

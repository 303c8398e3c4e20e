//! `init`: makes a ready book, or a book beside a workbook that stays where it is. Never overwrites anything.

use std::env;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use inquire::{InquireError, Select, Text};

use super::args::{Format, Global, InitArgs, Trade, country, currency};
use super::starter::{Answers, rules, workbook};
use super::style::{bold, isolate};
use super::{CLEAN, Reply, environment_language, json};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::{Lang, Language};
use crate::output::write_starter;
use crate::source::FileKind;
use crate::store::write_new;

/// Country, its currency. A guess that `init` offers, from ISO 4217 by country.
const CURRENCIES: [(&str, &str); 38] = [
    ("AE", "AED"),
    ("AF", "AFN"),
    ("AM", "AMD"),
    ("AZ", "AZN"),
    ("BH", "BHD"),
    ("BY", "BYN"),
    ("CA", "CAD"),
    ("CH", "CHF"),
    ("CN", "CNY"),
    ("DZ", "DZD"),
    ("EG", "EGP"),
    ("GB", "GBP"),
    ("GE", "GEL"),
    ("IN", "INR"),
    ("IQ", "IQD"),
    ("IR", "IRR"),
    ("JO", "JOD"),
    ("KG", "KGS"),
    ("KW", "KWD"),
    ("KZ", "KZT"),
    ("LB", "LBP"),
    ("LY", "LYD"),
    ("MA", "MAD"),
    ("MD", "MDL"),
    ("OM", "OMR"),
    ("PK", "PKR"),
    ("PL", "PLN"),
    ("QA", "QAR"),
    ("RU", "RUB"),
    ("SA", "SAR"),
    ("SD", "SDG"),
    ("SY", "SYP"),
    ("TJ", "TJS"),
    ("TN", "TND"),
    ("TR", "TRY"),
    ("UA", "UAH"),
    ("US", "USD"),
    ("UZ", "UZS"),
];

/// Where a new book goes.
#[derive(Debug, PartialEq, Eq)]
struct Target {
    folder: PathBuf,
    /// The workbook that it is made beside, relative to the folder.
    source: Option<String>,
}

pub(super) fn init(args: &InitArgs, global: &Global) -> Result<Reply> {
    let spoken = global
        .lang
        .or(args.language)
        .unwrap_or_else(|| environment_language(|name| env::var(name).ok()));
    let spoken = Lang::load(spoken);
    let target = target(args, global, &spoken)?;
    refuse_overwriting(&target, &spoken)?;
    let asks = !args.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
    let answers = if asks {
        ask(args, &target, &spoken)?
    } else {
        guess(args, &target, spoken.language)
    };
    let lang = Lang::load(answers.language);
    let mut made = Vec::new();
    for (name, text) in rules(&answers, &lang) {
        let path = target.folder.join("rules").join(name);
        write_new(&path, |file| {
            io::Write::write_all(file, text.as_bytes())
                .map_err(|error| Error::io("write", &path, error))
        })?;
        made.push(format!("rules/{name}"));
    }
    if target.source.is_none() {
        let path = target.folder.join("data").join("contacts.xlsx");
        let starter = workbook(&answers, &lang);
        write_new(&path, |file| write_starter(&starter, file))?;
        made.push("data/contacts.xlsx".to_owned());
    }
    let lang = Lang::load(global.lang.unwrap_or(answers.language));
    Ok(Reply {
        text: report(&target, &made, (global.format, &lang)),
        code: CLEAN,
    })
}

fn report(target: &Target, made: &[String], (format, lang): (Format, &Lang)) -> String {
    let folder = target.folder.display().to_string();
    if format != Format::Human {
        return json::line(&serde_json::json!({"book": folder, "files": made}));
    }
    let mut text = bold(&lang.fill("init.made", &[("book", &isolate(&folder, lang))]));
    text.push('\n');
    for path in made {
        let _ = writeln!(text, "  {}", isolate(path, lang));
    }
    let next = if target.source.is_some() {
        "init.next-beside"
    } else {
        "init.next"
    };
    let command = if target.folder == Path::new(".") {
        "tierbook run".to_owned()
    } else {
        format!("tierbook --book \"{folder}\" run")
    };
    let workbook = target
        .source
        .clone()
        .unwrap_or("data/contacts.xlsx".to_owned());
    let args = [
        ("command", isolate(&command, lang)),
        ("workbook", isolate(&workbook, lang)),
    ];
    let args: Vec<(&str, &str)> = args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    text.push_str(&lang.fill(next, &args));
    text.push('\n');
    text
}

fn usage(lang: &Lang, key: &str, path: &Path) -> Error {
    let path = isolate(&path.display().to_string(), lang);
    ErrorKind::Usage {
        message: lang.fill(&format!("init.{key}.message"), &[("path", &path)]),
        hint: lang.fill(&format!("init.{key}.hint"), &[("path", &path)]),
    }
    .into()
}

/// A folder, or a new folder beside a workbook, named after it.
fn target(args: &InitArgs, global: &Global, lang: &Lang) -> Result<Target> {
    let Some(place) = &args.place else {
        return Ok(Target {
            folder: global.book.clone(),
            source: None,
        });
    };
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let is_workbook = FileKind::of(&name).is_some();
    if !place.is_file() {
        // `init contact.xlsx` with a misspelt name must not make a folder of that name.
        if is_workbook && !place.is_dir() {
            return Err(usage(lang, "no-workbook", place));
        }
        return Ok(Target {
            folder: place.clone(),
            source: None,
        });
    }
    if !is_workbook {
        return Err(usage(lang, "not-a-workbook", place));
    }
    if global.book != Path::new(".") {
        return Ok(Target {
            folder: global.book.clone(),
            source: Some(from_folder(&global.book, place)?),
        });
    }
    let stem = place.file_stem().unwrap_or_default().to_string_lossy();
    Ok(Target {
        folder: place.with_file_name(format!("{stem}-book")),
        source: Some(format!("../{name}")),
    })
}

/// The way from a folder, which need not exist yet, to a file: `../clients.xlsx`. From another drive, the whole path.
fn from_folder(folder: &Path, file: &Path) -> Result<String> {
    let file = file
        .canonicalize()
        .map_err(|error| Error::io("read", file, error))?;
    let absolute = std::path::absolute(folder).map_err(|error| Error::io("read", folder, error))?;
    // Names of folders that are still to be made stand after those that can be resolved.
    let base = absolute
        .ancestors()
        .find_map(|known| {
            let rest = absolute.strip_prefix(known).ok()?;
            Some(known.canonicalize().ok()?.join(rest))
        })
        .unwrap_or(absolute);
    let same = base
        .components()
        .zip(file.components())
        .take_while(|(a, b)| a == b)
        .count();
    if same == 0 {
        return Ok(file.to_string_lossy().into_owned());
    }
    let up = base.components().skip(same).map(|_| "..".to_owned());
    let down = file
        .components()
        .skip(same)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<String>>().join("/"))
}

fn refuse_overwriting(target: &Target, lang: &Lang) -> Result<()> {
    let taken = ["rules", "data/contacts.xlsx"]
        .iter()
        .any(|inner| target.folder.join(inner).exists());
    if taken {
        return Err(usage(lang, "exists", &target.folder));
    }
    Ok(())
}

/// The country of the environment: `ar_EG.UTF-8` is Egypt's.
fn environment_country(read: impl Fn(&str) -> Option<String>) -> Option<String> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(read)
        .find(|value| !value.is_empty())?;
    let region = locale.split(['_', '-']).nth(1)?.split(['.', '@']).next()?;
    country(region).ok()
}

fn usual_country(language: Language) -> &'static str {
    match language {
        Language::English => "US",
        Language::Arabic => "EG",
        Language::Persian => "IR",
        Language::Russian => "RU",
    }
}

fn usual_currency(country: &str) -> &'static str {
    CURRENCIES
        .iter()
        .find(|(known, _)| *known == country)
        .map_or("EUR", |(_, currency)| currency)
}

fn usual_name(target: &Target) -> String {
    let folder = std::path::absolute(&target.folder).unwrap_or_else(|_| target.folder.clone());
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix("-book").unwrap_or(&name).to_owned()
}

/// Answers without asking.
fn guess(args: &InitArgs, target: &Target, spoken: Language) -> Answers {
    let language = args.language.unwrap_or(spoken);
    let country = args
        .country
        .clone()
        .or_else(|| environment_country(|name| env::var(name).ok()))
        .unwrap_or_else(|| usual_country(language).to_owned());
    Answers {
        name: args.name.clone().unwrap_or_else(|| usual_name(target)),
        language,
        currency: args
            .currency
            .clone()
            .unwrap_or_else(|| usual_currency(&country).to_owned()),
        country,
        trade: args.trade.unwrap_or(Trade::Other),
        source: target.source.clone(),
    }
}

/// Asks for what was not given; every question has an answer ready.
fn ask(args: &InitArgs, target: &Target, lang: &Lang) -> Result<Answers> {
    let stopped = |error: InquireError| -> Error {
        let reason = match error {
            InquireError::IO(error) => return Error::io("read", "stdin", error),
            other => other.to_string(),
        };
        ErrorKind::Usage {
            message: lang.get("init.stopped.message").to_owned(),
            hint: format!("{} ({reason})", lang.get("init.stopped.hint")),
        }
        .into()
    };
    let mut answers = guess(args, target, lang.language);
    if args.name.is_none() {
        answers.name = Text::new(lang.get("init.ask.name"))
            .with_default(&answers.name)
            .prompt()
            .map_err(stopped)?;
    }
    if args.language.is_none() {
        let names = Language::ALL.map(own_name).to_vec();
        let at = Language::ALL
            .iter()
            .position(|one| *one == answers.language);
        let chosen = Select::new(lang.get("init.ask.language"), names)
            .with_starting_cursor(at.unwrap_or_default())
            .raw_prompt()
            .map_err(stopped)?;
        answers.language = Language::ALL
            .get(chosen.index)
            .copied()
            .unwrap_or(answers.language);
    }
    if args.country.is_none() {
        answers.country =
            code(lang.get("init.ask.country"), &answers.country, country).map_err(stopped)?;
    }
    if args.currency.is_none() {
        let usual = usual_currency(&answers.country);
        answers.currency = code(lang.get("init.ask.currency"), usual, currency).map_err(stopped)?;
    }
    if args.trade.is_none() {
        let names: Vec<&str> = Trade::ALL
            .iter()
            .map(|trade| lang.get(trade_key(*trade)))
            .collect();
        let chosen = Select::new(lang.get("init.ask.trade"), names)
            .raw_prompt()
            .map_err(stopped)?;
        answers.trade = Trade::ALL
            .get(chosen.index)
            .copied()
            .unwrap_or(Trade::Other);
    }
    Ok(answers)
}

fn own_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Arabic => "العربية",
        Language::Persian => "فارسی",
        Language::Russian => "Русский",
    }
}

fn trade_key(trade: Trade) -> &'static str {
    match trade {
        Trade::Shop => "init.trade.shop",
        Trade::Services => "init.trade.services",
        Trade::Training => "init.trade.training",
        Trade::RealEstate => "init.trade.real-estate",
        Trade::Companies => "init.trade.companies",
        Trade::Other => "init.trade.other",
    }
}

/// Asks for a code until it is one.
fn code(
    question: &str,
    usual: &str,
    parse: fn(&str) -> std::result::Result<String, String>,
) -> std::result::Result<String, InquireError> {
    let answer = Text::new(question)
        .with_default(usual)
        .with_validator(move |text: &str| {
            Ok(match parse(text) {
                Ok(_) => inquire::validator::Validation::Valid,
                Err(reason) => inquire::validator::Validation::Invalid(reason.into()),
            })
        })
        .prompt()?;
    Ok(parse(&answer).unwrap_or(answer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn global(book: &Path) -> Global {
        Global {
            book: book.to_owned(),
            as_of: None,
            format: Format::Human,
            lang: Some(Language::English),
            quiet: false,
        }
    }

    fn yes(place: Option<PathBuf>) -> InitArgs {
        InitArgs {
            place,
            yes: true,
            language: Some(Language::Russian),
            ..InitArgs::default()
        }
    }

    #[test]
    fn a_new_book_is_written_once() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("Цветы");
        let done = init(&yes(Some(folder.clone())), &global(Path::new("."))).unwrap();
        assert_eq!(done.code, CLEAN);
        for file in ["rules/book.toml", "rules/tiers.toml", "data/contacts.xlsx"] {
            assert!(folder.join(file).is_file(), "{file}");
        }
        let book = std::fs::read_to_string(folder.join("rules/book.toml")).unwrap();
        assert!(book.contains("name = \"Цветы\""), "{book}");
        assert!(book.contains("language = \"ru\""));
        let again = init(&yes(Some(folder)), &global(Path::new("."))).unwrap_err();
        assert!(matches!(again.kind(), ErrorKind::Usage { .. }));
    }

    #[test]
    fn a_book_beside_a_workbook_names_it_and_leaves_it_alone() {
        let dir = tempfile::tempdir().unwrap();
        let workbook = dir.path().join("клиенты.xlsx");
        std::fs::write(&workbook, "as it was").unwrap();
        init(&yes(Some(workbook.clone())), &global(Path::new("."))).unwrap();
        let folder = dir.path().join("клиенты-book");
        let book = std::fs::read_to_string(folder.join("rules/book.toml")).unwrap();
        assert!(book.contains("sources = [\"../клиенты.xlsx\"]"), "{book}");
        assert!(!folder.join("data").exists());
        assert_eq!(std::fs::read_to_string(&workbook).unwrap(), "as it was");
        assert!(init(&yes(Some(workbook)), &global(Path::new("."))).is_err());
    }

    #[test]
    fn a_book_beside_a_workbook_is_made_where_it_is_wanted() {
        let dir = tempfile::tempdir().unwrap();
        let workbook = dir.path().join("clients.xlsx");
        std::fs::write(&workbook, "as it was").unwrap();
        let folder = dir.path().join("books").join("mine");
        init(&yes(Some(workbook)), &global(&folder)).unwrap();
        let book = std::fs::read_to_string(folder.join("rules/book.toml")).unwrap();
        assert!(
            book.contains("sources = [\"../../clients.xlsx\"]"),
            "{book}"
        );
        assert!(!dir.path().join("clients-book").exists());
    }

    #[test]
    fn a_misspelt_workbook_makes_no_folder() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("contacs.xlsx");
        assert!(init(&yes(Some(place.clone())), &global(Path::new("."))).is_err());
        assert!(!place.exists());
    }

    #[test]
    fn the_country_is_taken_from_the_environment() {
        let read =
            |value: &'static str| move |name: &str| (name == "LANG").then(|| value.to_owned());
        assert_eq!(environment_country(read("ar_EG.UTF-8")), Some("EG".into()));
        assert_eq!(environment_country(read("C.UTF-8")), None);
        assert_eq!(usual_currency("IR"), "IRR");
    }
}

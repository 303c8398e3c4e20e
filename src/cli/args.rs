//! The command line as clap reads it. Texts of `--help` are in English; everything else that is printed goes through `lang`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::lang::Language;

const EXAMPLES: &str = "Examples:
  tierbook init                    make a new book in this folder (asks a few questions)
  tierbook init contacts.xlsx      make a book beside a workbook that you already have
  tierbook run                     read data/, write tiers, reminders and reports to out/
  tierbook check                   only list what needs attention; write nothing
  tierbook find sara cairo         search names, phones, emails, companies, cities, notes
  tierbook find --where 'age > 40' --where 'products lacks Coaching' --xlsx list.xlsx
                                   whom conditions hold for, in a workbook
  tierbook show +49 151 1234567    everything about one contact
  tierbook simulate --help         who would move under other rules

Exit codes: 0 all clean, 1 done but some rows need attention, 2 could not run.";

const TRIALS: &str = "Examples:
  tierbook simulate --set 'tiers.ladder.value.Gold.when=[\"spend-12m in top 10%\"]'
  tierbook simulate --set 'tiers.ladder.value.Gold.when=spend-12m >= 5000' --all
  tierbook simulate --set 'tiers.segment.Over forty.when=age > 40'
  tierbook simulate --rules drafts/tiers.toml
  tierbook simulate --at 2027-01-01            nothing but time goes by

A path is the file, then keys and names: tiers.ladder.LADDER.RUNG.when. A name with a point in it
goes between quotation marks. A value is written as in the rules file; a text needs no quotation marks.";

/// Keeps a small business's contact workbook clean, free of duplicates, sorted into tiers and followed up.
///
/// People go on editing their workbook in Excel or LibreOffice. tierbook reads it, never changes it, and writes tier
/// sheets, reminder lists and reports beside it, into out/.
#[derive(Debug, Parser)]
#[command(
    name = "tierbook",
    version,
    arg_required_else_help = true,
    after_help = EXAMPLES,
    max_term_width = 100
)]
pub(super) struct CommandLine {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// The book's folder
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    pub(super) book: PathBuf,
    /// Work as if today were this date, such as 2026-05-01
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub(super) as_of: Option<Date>,
    /// How to print: for people, one line a problem, or JSON for programs
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    /// Language of messages and outputs: en, ar, fa, ru
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub(super) lang: Option<Language>,
    /// Print nothing but errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A summary in words
    Human,
    /// One line a problem: place: severity[code]: message
    Short,
    /// One JSON object
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read the book and write tiers, reminders, reports
    Run,
    /// List what needs attention; write nothing
    Check,
    /// Show one contact: profile, tiers and why, history, what was merged
    Show {
        /// Its id, your own number, a name, a phone or an email
        #[arg(required = true, value_name = "CONTACT")]
        contact: Vec<String>,
    },
    /// Search contacts
    Find(FindArgs),
    /// Try other rules, or another date: who would move, and what they spend; write nothing
    ///
    /// Shows for each ladder and segment how many stand where now and then, who would go where, and what they spent in the last
    /// 12 months. Everybody is placed by the conditions alone: `keep`, which holds those who fall for some days, is mentioned.
    #[command(after_help = TRIALS)]
    Simulate(SimulateArgs),
    /// Work out the time before the book was kept: moves and measures at the ends of months
    ///
    /// Where contacts stood is worked out from dated purchases, interactions and added-on dates, by the rules of today, and marked
    /// as reconstructed in journal/moves.csv. The first run does this for 12 months by itself. What a run has seen is never
    /// replaced; doing it twice changes nothing.
    Backfill {
        /// From which day on, such as 2024-01-01; else 12 months before the first run
        #[arg(long, value_name = "DATE", value_parser = date)]
        from: Option<Date>,
    },
    /// Make a new book
    ///
    /// Without a place: in the folder given by --book, or in this one. With a folder: in that one. With a workbook: a book
    /// beside it, or in the folder given by --book, which reads it where it is and never changes it.
    Init(InitArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Read one file and send its sheets (used by tierbook itself)
    #[command(hide = true)]
    ReadSource {
        /// The file
        file: PathBuf,
    },
}

/// Whom to search for, and where to put them.
#[derive(Debug, Default, Args)]
pub(super) struct FindArgs {
    /// Words that must all occur, in names, phones, emails, companies, cities or notes
    #[arg(required_unless_present = "conditions", value_name = "WORDS")]
    pub(super) words: Vec<String>,
    /// A condition as in rules, such as 'products contains Coaching'; several must all hold
    #[arg(long = "where", value_name = "CONDITION")]
    pub(super) conditions: Vec<String>,
    /// Write those found to a workbook
    #[arg(long, value_name = "FILE")]
    pub(super) xlsx: Option<PathBuf>,
}

/// What would be different.
#[derive(Debug, Default, Args)]
pub(super) struct SimulateArgs {
    /// Rules to try: a file in place of the one of its kind, or a folder in place of all
    #[arg(long, value_name = "PATH")]
    pub(super) rules: Option<PathBuf>,
    /// One value of the rules to try, such as tiers.ladder.value.keep=60 days; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub(super) set: Vec<String>,
    /// The day to go to, such as 2027-01-01
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) at: Option<Date>,
    /// Name everybody, not only the first few
    #[arg(long)]
    pub(super) all: bool,
}

/// Answers that `init` would otherwise ask for.
#[derive(Debug, Default, Args)]
pub(super) struct InitArgs {
    /// A folder for the book, or a workbook to make a book beside
    #[arg(value_name = "PLACE")]
    pub(super) place: Option<PathBuf>,
    /// The name of the business
    #[arg(long)]
    pub(super) name: Option<String>,
    /// Language of the book: en, ar, fa, ru
    #[arg(long, value_parser = language)]
    pub(super) language: Option<Language>,
    /// Country of phones without a country code, such as EG, IR, RU, DE
    #[arg(long, value_parser = country)]
    pub(super) country: Option<String>,
    /// Currency of amounts, such as EGP, IRR, RUB, EUR
    #[arg(long, value_parser = currency)]
    pub(super) currency: Option<String>,
    /// What the business does
    #[arg(long, value_enum)]
    pub(super) trade: Option<Trade>,
    /// Ask nothing; take a sensible answer for everything that is not given
    #[arg(long, short)]
    pub(super) yes: bool,
}

/// Trades that bring columns of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Trade {
    /// A shop
    Shop,
    /// Services
    Services,
    /// Training and coaching
    Training,
    /// Real estate
    RealEstate,
    /// Sales to companies
    Companies,
    /// Anything else
    Other,
}

impl Trade {
    pub(super) const ALL: [Trade; 6] = [
        Trade::Shop,
        Trade::Services,
        Trade::Training,
        Trade::RealEstate,
        Trade::Companies,
        Trade::Other,
    ];

    /// The key in the language files.
    pub(super) fn code(self) -> &'static str {
        match self {
            Trade::Shop => "shop",
            Trade::Services => "services",
            Trade::Training => "training",
            Trade::RealEstate => "real-estate",
            Trade::Companies => "companies",
            Trade::Other => "other",
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "write it as year-month-day, such as 2026-05-01".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(&text.to_ascii_lowercase())
        .ok_or_else(|| "known are en, ar, fa, ru".to_owned())
}

fn letters(text: &str, count: usize) -> Option<String> {
    let good = text.len() == count && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    good.then(|| text.to_ascii_uppercase())
}

pub(super) fn country(text: &str) -> Result<String, String> {
    letters(text.trim(), 2).ok_or_else(|| "write two letters (ISO 3166), such as EG".to_owned())
}

pub(super) fn currency(text: &str) -> Result<String, String> {
    letters(text.trim(), 3).ok_or_else(|| "write three letters (ISO 4217), such as EGP".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn options_are_read_before_and_after_the_command() {
        for line in [
            "tierbook --book shop --as-of 2026-05-01 --lang fa run",
            "tierbook run --lang FA --book shop --as-of 2026-05-01",
        ] {
            let parsed = CommandLine::try_parse_from(line.split(' ')).unwrap();
            assert_eq!(parsed.global.book, PathBuf::from("shop"));
            assert_eq!(parsed.global.as_of, Some(jiff::civil::date(2026, 5, 1)));
            assert_eq!(parsed.global.lang, Some(Language::Persian));
            assert_eq!(parsed.global.format, Format::Human);
        }
    }

    #[test]
    fn wrong_values_are_refused() {
        for line in [
            "tierbook",
            "tierbook run --as-of 01.05.2026",
            "tierbook run --lang xx",
            "tierbook init --country Egypt",
            "tierbook init --currency 12",
            "tierbook show",
            "tierbook find",
            "tierbook find --xlsx list.xlsx",
        ] {
            assert!(
                CommandLine::try_parse_from(line.split(' ')).is_err(),
                "{line}"
            );
        }
    }
}

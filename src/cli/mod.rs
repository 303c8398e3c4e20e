//! The command line: one file a command, and the one place that prints.
//!
//! A command returns a `Reply`; nothing below `main` ends the process. Results go to standard output, errors and progress
//! to standard error. Colours are written always and taken away where no terminal reads.

mod args;
mod check;
mod errors;
mod find;
mod habits;
mod init;
mod json;
mod outlook;
mod problems;
mod progress;
mod query;
mod relations;
mod run;
mod show;
mod simulate;
mod starter;
mod style;
mod summary;
mod trades;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::Path;

use clap::{CommandFactory, Parser};

use self::args::{Command, CommandLine, Format, Global};
use self::progress::Bar;
use crate::book::{BookRequest, Progress, Reader, Silent, serve};
use crate::error::{Error, Result};
use crate::lang::{Lang, Language};
use crate::pipeline::Outcome;

/// All clean.
const CLEAN: u8 = 0;
/// Done, but rows need attention; or nothing was found.
const ATTENTION: u8 = 1;
/// Could not run.
const FAILED: u8 = 2;

/// What a command answers.
#[derive(Debug, PartialEq, Eq)]
struct Reply {
    /// What to print, with colours.
    text: String,
    /// The exit code.
    code: u8,
}

/// Leaves what a command found where it is: the process ends with its answer, and the system takes memory back faster than
/// hundreds of thousands of records could be given back one by one.
fn left_alone<T>(found: T) -> ManuallyDrop<T> {
    ManuallyDrop::new(found)
}

/// Runs a command line and returns the exit code: 0 clean, 1 rows need attention, 2 could not run.
pub fn main(line: impl IntoIterator<Item = OsString>) -> u8 {
    let line = match CommandLine::try_parse_from(line) {
        Ok(line) => line,
        Err(error) => {
            // Help and version are no errors. Where even this cannot be printed nothing else can be either.
            let _ = error.print();
            return if error.use_stderr() { FAILED } else { CLEAN };
        }
    };
    let quiet = line.global.quiet;
    let language = line.global.lang.unwrap_or_else(own_language);
    match answer(&line) {
        Ok(reply) => {
            if !quiet && let Err(error) = anstream::stdout().lock().write_all(reply.text.as_bytes())
            {
                // `tierbook find … | head` closes the pipe early; that is no failure.
                return if error.kind() == io::ErrorKind::BrokenPipe {
                    reply.code
                } else {
                    FAILED
                };
            }
            reply.code
        }
        Err(error) => {
            let lang = Lang::load(language);
            // A program that asked for JSON reads one object, whatever came of it. Where nothing can be printed any more, the
            // exit code still tells.
            let _ = match line.global.format {
                Format::Json => io::stdout().write_all(json::error(&error, &lang).as_bytes()),
                _ => anstream::stderr().write_all(errors::render(&error, &lang).as_bytes()),
            };
            FAILED
        }
    }
}

fn answer(line: &CommandLine) -> Result<Reply> {
    let global = &line.global;
    let bar = (!global.quiet && io::stderr().is_terminal()).then(Bar::new);
    let progress = bar.as_ref().map_or(&Silent as &dyn Progress, |bar| bar);
    let reader = env::current_exe().map_or(Reader::Here, Reader::Child);
    let request = BookRequest {
        folder: &global.book,
        as_of: global.as_of,
        language: global.lang,
        reader: &reader,
        progress,
    };
    match &line.command {
        Command::Run => run::run(&request, global),
        Command::Backfill { from } => run::backfill(&request, global, *from),
        Command::Check => check::check(&request, global),
        Command::Show { contact } => show::show(&request, global, &contact.join(" ")),
        Command::Find(find) => find::find(&request, global, find),
        Command::Simulate(trial) => simulate::simulate(&request, global, trial),
        Command::Init(init) => init::init(init, global),
        Command::Completions { shell } => Ok(completions(*shell)),
        Command::ReadSource { file } => read_source(file),
    }
}

fn completions(shell: clap_complete::Shell) -> Reply {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), "tierbook", &mut script);
    Reply {
        text: String::from_utf8_lossy(&script).into_owned(),
        code: CLEAN,
    }
}

/// Bounds on the child process that reads one file: memory in bytes and processor time in seconds.
const CHILD_MEMORY: u64 = 3 << 30;
#[cfg(unix)]
const CHILD_SECONDS: u64 = 600;

fn read_source(file: &Path) -> Result<Reply> {
    let failed = |error| Error::io("read", file, error);
    crate::source::limit_memory(CHILD_MEMORY).map_err(failed)?;
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = Rlimit {
            current: Some(CHILD_SECONDS),
            maximum: Some(CHILD_SECONDS),
        };
        setrlimit(Resource::Cpu, limit).map_err(|error| failed(error.into()))?;
    }
    serve(file, io::stdout().lock())?;
    Ok(Reply {
        text: String::new(),
        code: CLEAN,
    })
}

/// The words of a reply: those asked for, else those of the book.
fn words(global: &Global, outcome: &Outcome) -> Lang {
    Lang::dressed(outcome.dress(global.lang.unwrap_or(outcome.language)))
}

/// The language of the one who sits before the terminal.
fn own_language() -> Language {
    environment_language(|name| env::var(name).ok())
}

/// The language of the environment, where it is one of ours, else English.
fn environment_language(read: impl Fn(&str) -> Option<String>) -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(read)
        .find(|value| !value.is_empty())
        .and_then(|value| Language::from_code(value.get(..2)?))
        .unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_environment_is_taken_where_it_is_known() {
        for (value, language) in [
            ("ru_RU.UTF-8", Language::Russian),
            ("fa_IR", Language::Persian),
            ("de_DE.UTF-8", Language::English),
            ("C", Language::English),
            ("", Language::English),
        ] {
            let read = |name: &str| (name == "LANG").then(|| value.to_owned());
            assert_eq!(environment_language(read), language, "{value}");
        }
    }

    #[test]
    fn completions_name_every_command() {
        let script = completions(clap_complete::Shell::Bash).text;
        for command in [
            "run",
            "check",
            "show",
            "find",
            "simulate",
            "backfill",
            "init",
            "completions",
        ] {
            assert!(script.contains(command));
        }
    }
}

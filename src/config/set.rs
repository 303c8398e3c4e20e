//! One value of the rules set from outside: `tiers.ladder.value.Gold.when=["spend-12m in top 10%"]` becomes a change of the text
//! of `tiers.toml`, so that mistakes in it are found, and shown with their place, as everywhere.
//!
//! A path goes from the file through keys and names: those of ladders, rungs, scores, segments, kinds of reminders; of things
//! without a name, the number from 1. What the book leaves to the defaults is taken from them before it is changed.

use std::ops::Range;

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::{nearest, spelling};
use super::problem::RulesFile;
use super::raw::FILES;
use super::read::DEFAULTS;
use super::section::listed;
use crate::error::{Error, ErrorKind, Result};

/// Keys by which the tables of a list are named, the best first.
const NAMES: [&str; 4] = ["name", "kind", "part", "header"];

/// Sets one value: `PATH=VALUE`. A value that is no TOML is taken as a text, because a shell eats quotation marks. Gives the index
/// of the file that changed; a file that the book lacks is added.
///
/// # Errors
/// A line without `=`, a path that leads nowhere (with the name that was probably meant), a value with a quote left open.
pub fn set(files: &mut Vec<RulesFile>, line: &str) -> Result<usize> {
    let (path, value) = split(line).ok_or_else(|| {
        Error::from(ErrorKind::SetShape {
            written: line.to_owned(),
        })
    })?;
    let value = literal(value).map_err(|reason| ErrorKind::SetValue {
        written: value.trim().to_owned(),
        reason,
    })?;
    let Some((stem, steps)) = path.split_first() else {
        return Err(ErrorKind::SetShape {
            written: line.to_owned(),
        }
        .into());
    };
    let known = || FILES.iter().map(|file| file.trim_end_matches(".toml"));
    let Some(file) = FILES
        .iter()
        .find(|file| file.trim_end_matches(".toml") == stem)
    else {
        return Err(unknown(&path, stem, known().collect()));
    };
    if steps.is_empty() {
        return Err(ErrorKind::SetShape {
            written: line.to_owned(),
        }
        .into());
    }
    let standard = DEFAULTS
        .iter()
        .find(|(path, _)| path == file)
        .map_or("", |(_, text)| text);
    let is_file = |one: &RulesFile| one.path.rsplit(['/', '\\']).next() == Some(file);
    let at = files.iter().position(is_file).unwrap_or_else(|| {
        files.push(RulesFile {
            path: format!("rules/{file}"),
            text: standard.to_owned(),
        });
        files.len() - 1
    });
    let Some(found) = files.get_mut(at) else {
        return Ok(at);
    };
    found.text = with_defaults(&found.text, standard, steps);
    let edit = edit(&found.text, steps, &value).map_err(|(part, known)| {
        let known = known.iter().map(String::as_str).collect();
        unknown(&path, &part, known)
    })?;
    found.text.replace_range(edit.span, &edit.text);
    Ok(at)
}

fn unknown(path: &[String], part: &str, known: Vec<&str>) -> Error {
    let meant = nearest(part, known.iter().copied()).map(str::to_owned);
    ErrorKind::SetUnknown {
        written: path.join("."),
        part: part.to_owned(),
        meant,
        expected: listed(known),
    }
    .into()
}

/// Some bytes of a text, and what stands there afterwards.
struct Edit {
    span: Range<usize>,
    text: String,
}

/// A step that leads nowhere, and where it could lead.
type Nowhere = (String, Vec<String>);

/// Parts of a path and the value.
fn split(line: &str) -> Option<(Vec<String>, &str)> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '=') => {
                let parts: Vec<String> = parts.iter().map(|part| part.trim().to_owned()).collect();
                let whole = parts.iter().all(|part| !part.is_empty());
                return whole.then(|| (parts, line.get(at + 1..).unwrap_or_default()));
            }
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '.') => parts.push(String::new()),
            (_, c) => parts.last_mut()?.push(c),
        }
    }
    None
}

/// A value as TOML; the reason where it begins as TOML and is none.
fn literal(value: &str) -> std::result::Result<String, String> {
    let value = value.trim();
    let line = format!("value = {value}");
    match DeTable::parse(&line) {
        Ok(table) if table.get_ref().len() == 1 => Ok(value.to_owned()),
        Err(error) if value.starts_with(['[', '{', '"', '\'']) => Err(error
            .message()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()),
        _ => Ok(toml::Value::String(value.to_owned()).to_string()),
    }
}

/// The text with what the path is about taken from the defaults, where the book leaves it to them: all ladders, because the
/// default ones stand only where the book has none; one thing of another list.
fn with_defaults(text: &str, standard: &str, steps: &[String]) -> String {
    let (Some(list), Some(name)) = (steps.first(), steps.get(1)) else {
        return text.to_owned();
    };
    let (table, _) = DeTable::parse_recoverable(text);
    let own = match table.get_ref().get(list.as_str()).map(Spanned::get_ref) {
        Some(DeValue::Array(items)) => names(items.iter()),
        Some(_) => return text.to_owned(),
        None => Vec::new(),
    };
    let has = |names: &[String]| names.iter().any(|own| spelling(own) == spelling(name));
    if has(&own) || (list == "ladder" && !own.is_empty()) {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    for block in blocks(standard, list) {
        let (table, _) = DeTable::parse_recoverable(block);
        let Some(DeValue::Array(items)) = table.get_ref().get(list.as_str()).map(Spanned::get_ref)
        else {
            continue;
        };
        if list == "ladder" || has(&names(items.iter())) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(block);
        }
    }
    text
}

/// The parts of a text that begin with `[[list]]`, with what belongs to them.
fn blocks<'t>(text: &'t str, list: &str) -> Vec<&'t str> {
    let (begin, inner) = (format!("[[{list}]]"), format!("[[{list}."));
    let mut blocks = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let head = line.trim_start();
        if head.starts_with('[') && !head.starts_with(&inner) {
            blocks.extend(open.take().and_then(|start| text.get(start..at)));
            open = head.starts_with(&begin).then_some(at);
        }
        at += line.len();
    }
    blocks.extend(open.and_then(|start| text.get(start..)));
    blocks
}

/// The names of the tables of a list, in its order; a table without a name has an empty one.
fn names<'t>(items: impl Iterator<Item = &'t Spanned<DeValue<'t>>>) -> Vec<String> {
    items
        .map(|item| match item.get_ref() {
            DeValue::Table(table) => name(table),
            _ => String::new(),
        })
        .collect()
}

fn name(table: &DeTable<'_>) -> String {
    let named = |key: &&str| match table.get(*key).map(Spanned::get_ref) {
        Some(DeValue::String(text)) => Some(text.to_string()),
        _ => None,
    };
    NAMES.iter().find_map(named).unwrap_or_default()
}

/// Finds the place of a path in a text.
fn edit(text: &str, steps: &[String], value: &str) -> std::result::Result<Edit, Nowhere> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut here = Table {
        table: table.get_ref(),
        span: None,
    };
    let mut steps = steps;
    while let Some((step, rest)) = steps.split_first() {
        if let Some(entry) = here.entry(step) {
            if rest.is_empty() {
                return Ok(Edit {
                    span: entry.span(),
                    text: value.to_owned(),
                });
            }
            match entry.get_ref() {
                DeValue::Table(table) => {
                    here = Table {
                        table,
                        span: Some(entry.span()),
                    };
                    steps = rest;
                    continue;
                }
                DeValue::Array(items) => {
                    let Some((name, rest)) = rest.split_first() else {
                        break;
                    };
                    match item(items.iter(), name) {
                        Some(found) => here = found,
                        None if step == "segment" && is_new(items.iter(), name) => {
                            return Ok(added(text, name, (rest, value)));
                        }
                        None => return Err((name.clone(), names(items.iter()))),
                    }
                    steps = rest;
                    continue;
                }
                _ => return Err((rest.first().cloned().unwrap_or_default(), Vec::new())),
            }
        }
        if rest.is_empty() {
            return Ok(here.insert(text, step, value));
        }
        // `value.Gold` is short for `value.rung.Gold`.
        if here.span.is_some() {
            match here.inner(step) {
                Some(found) => here = found,
                None => return Err((step.clone(), here.names())),
            }
            steps = rest;
            continue;
        }
        if step == "segment" {
            let name = rest.first().cloned().unwrap_or_default();
            return Ok(added(
                text,
                &name,
                (rest.get(1..).unwrap_or_default(), value),
            ));
        }
        return Ok(appended(text, steps, value));
    }
    Err((String::new(), Vec::new()))
}

/// A table and where it was written; `None` for the file itself.
#[derive(Clone)]
struct Table<'t> {
    table: &'t DeTable<'t>,
    span: Option<Range<usize>>,
}

impl<'t> Table<'t> {
    fn entry(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    /// A table of any list in this one, by its name.
    fn inner(&self, name: &str) -> Option<Table<'t>> {
        self.table
            .iter()
            .find_map(|(_, value)| match value.get_ref() {
                DeValue::Array(items) => item(items.iter(), name),
                _ => None,
            })
    }

    /// The names of all tables of lists in this one, and its keys.
    fn names(&self) -> Vec<String> {
        let inner = self
            .table
            .iter()
            .flat_map(|(_, value)| match value.get_ref() {
                DeValue::Array(items) => names(items.iter()),
                _ => Vec::new(),
            });
        let keys = self.table.iter().map(|(key, _)| key.get_ref().to_string());
        let all = inner.filter(|name| !name.is_empty()).chain(keys);
        all.collect()
    }

    /// A new key, below the first one that is no table.
    fn insert(&self, text: &str, key: &str, value: &str) -> Edit {
        let line = format!("{} = {value}", quoted(key));
        let Some(header) = &self.span else {
            return Edit {
                span: 0..0,
                text: line + "\n",
            };
        };
        let is_plain = |value: &DeValue<'_>| match value {
            DeValue::Table(_) => false,
            DeValue::Array(items) => !items.iter().any(|one| one.get_ref().is_table()),
            _ => true,
        };
        let plain = self
            .table
            .iter()
            .filter(|(_, value)| is_plain(value.get_ref()));
        let first = plain
            .map(|(_, value)| value.span())
            .min_by_key(|span| span.start);
        let end = first.map_or(header.end, |span| span.end);
        if text
            .get(header.clone())
            .is_some_and(|table| table.starts_with('{'))
        {
            return Edit {
                span: end..end,
                text: format!(", {line}"),
            };
        }
        let rest = text.get(end..).unwrap_or_default();
        let break_at = rest.find('\n').map_or(text.len(), |at| end + at);
        Edit {
            span: break_at..break_at,
            text: format!("\n{line}"),
        }
    }
}

/// A table of a list by its name, or by its number from 1.
fn item<'t>(
    items: impl Iterator<Item = &'t Spanned<DeValue<'t>>>,
    wanted: &str,
) -> Option<Table<'t>> {
    let mut by_number = None;
    for (at, value) in items.enumerate() {
        let DeValue::Table(table) = value.get_ref() else {
            continue;
        };
        let found = Table {
            table,
            span: Some(value.span()),
        };
        if spelling(&name(table)) == spelling(wanted) {
            return Some(found);
        }
        if wanted.parse() == Ok(at + 1) {
            by_number = Some(found);
        }
    }
    by_number
}

/// Whether a name is no misspelling of one that is there.
fn is_new<'t>(items: impl Iterator<Item = &'t Spanned<DeValue<'t>>>, name: &str) -> bool {
    nearest(name, names(items).iter().map(String::as_str)).is_none()
}

/// A new segment at the end of the file.
fn added(text: &str, name: &str, (rest, value): (&[String], &str)) -> Edit {
    let keys: Vec<String> = rest.iter().map(|key| quoted(key)).collect();
    let name = toml::Value::String(name.to_owned());
    let block = format!("[[segment]]\nname = {name}\n{} = {value}\n", keys.join("."));
    at_end(text, &block)
}

/// A new table at the end of the file.
fn appended(text: &str, steps: &[String], value: &str) -> Edit {
    let keys: Vec<String> = steps.iter().map(|key| quoted(key)).collect();
    let (last, table) = keys.split_last().unzip();
    let table = table.unwrap_or_default().join(".");
    let last = last.map_or("", String::as_str);
    at_end(text, &format!("[{table}]\n{last} = {value}\n"))
}

fn at_end(text: &str, block: &str) -> Edit {
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    Edit {
        span: text.len()..text.len(),
        text: format!("{gap}{block}"),
    }
}

/// A key as TOML writes it.
fn quoted(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) {
        key.to_owned()
    } else {
        toml::Value::String(key.to_owned()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIERS: &str = "\
[[ladder]]
name = \"value\"   # money
[[ladder.rung]]
name = \"Gold\"
when = [\"spend > 100\"]
[[ladder.rung]]
name = \"Bronze\"

[[segment]]
name = \"In Cairo\"
when = [\"city is Cairo\"]
";

    fn changed(text: &str, line: &str) -> Result<String> {
        let mut files = vec![RulesFile {
            path: "rules/tiers.toml".to_owned(),
            text: text.to_owned(),
        }];
        let at = set(&mut files, line)?;
        Ok(files[at].text.clone())
    }

    #[test]
    fn a_value_is_replaced_where_it_stands() {
        for (line, from, to) in [
            (
                "tiers.ladder.value.Gold.when=[\"spend > 5\"]",
                "when = [\"spend > 100\"]",
                "when = [\"spend > 5\"]",
            ),
            (
                "tiers.ladder.value.rung.gold.when = spend > 5",
                "when = [\"spend > 100\"]",
                "when = \"spend > 5\"",
            ),
            (
                "tiers.ladder.1.2.when=spend > 5",
                "name = \"Bronze\"",
                "name = \"Bronze\"\nwhen = \"spend > 5\"",
            ),
            (
                "tiers.ladder.value.keep=60 days",
                "# money",
                "# money\nkeep = \"60 days\"",
            ),
            (
                "tiers.segment.\"in cairo\".when=[]",
                "[\"city is Cairo\"]",
                "[]",
            ),
        ] {
            assert_eq!(
                changed(TIERS, line).unwrap(),
                TIERS.replace(from, to),
                "{line}"
            );
        }
    }

    #[test]
    fn what_the_book_leaves_to_the_defaults_is_taken_from_them() {
        let text = changed("", "tiers.ladder.value.Gold.when=spend > 5").unwrap();
        assert!(text.contains("name = \"temperature\"") && !text.contains("[[score]]"));
        assert!(text.contains("when = \"spend > 5\""), "{text}");
        let text = changed(TIERS, "tiers.score.conversion.points.1.add=7").unwrap();
        assert!(
            text.starts_with(TIERS) && text.contains("add = 7"),
            "{text}"
        );
        let mut files = Vec::new();
        set(&mut files, "metrics.goals.referral-share=20%").unwrap();
        assert_eq!(files[0].path, "rules/metrics.toml");
        assert!(files[0].text.contains("referral-share = \"20%\""));
        set(&mut files, "fields.severity.email-misspelt=note").unwrap();
        assert!(
            files[1]
                .text
                .ends_with("[severity]\nemail-misspelt = \"note\"\n")
        );
    }

    #[test]
    fn a_new_segment_may_be_tried() {
        let text = changed(TIERS, "tiers.segment.Over forty.when=age > 40").unwrap();
        let added = "[[segment]]\nname = \"Over forty\"\nwhen = \"age > 40\"\n";
        assert_eq!(text, format!("{TIERS}{added}"));
    }

    #[test]
    fn a_path_that_leads_nowhere_is_told_with_what_was_meant() {
        for (line, part, meant) in [
            ("tier.ladder.value.keep=1", "tier", Some("tiers")),
            ("tiers.ladder.valeu.keep=1", "valeu", Some("value")),
            ("tiers.ladder.value.Godl.when=x", "Godl", Some("Gold")),
            (
                "tiers.segment.In Ciaro.when=x",
                "In Ciaro",
                Some("In Cairo"),
            ),
            ("tiers.ladder.level.A.when=x", "level", None),
        ] {
            let error = changed(TIERS, line).unwrap_err();
            let ErrorKind::SetUnknown {
                part: found,
                meant: guess,
                ..
            } = error.kind()
            else {
                panic!("{line}: {error}");
            };
            assert_eq!((found.as_str(), guess.as_deref()), (part, meant), "{line}");
        }
        for line in ["tiers.ladder", "=5", "tiers=5", "tiers..x=5"] {
            let error = changed(TIERS, line).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::SetShape { .. }), "{line}");
        }
        let error = changed(TIERS, "tiers.ladder.value.Gold.when=[\"x").unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::SetValue { .. }));
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_too_strange(line in "(tiers|book|fields)[.a-z\"' =\\[\\]]{0,30}=.{0,12}", text in "[a-z\\[\\]=\" \n.]{0,60}") {
            let _ = changed(&text, &line);
        }
    }
}

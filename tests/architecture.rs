//! Holds the floors of the house: a room may import only rooms of a lower floor, and what touches the world stays in its room.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor, from the bottom. Stages stand on one floor; among them only those to the left may be seen.
const FLOORS: &[(&str, u32)] = &[
    ("model", 0),
    ("diag", 1),
    ("error", 1),
    ("text", 10),
    ("calendar", 11),
    ("lang", 12),
    ("config", 20),
    ("stage::map", 30),
    ("stage::clean", 31),
    ("stage::dedupe", 32),
    ("stage::identify", 33),
    ("stage::link", 34),
    ("stage::verify", 35),
    ("stage::changes", 35),
    ("stage::profile", 36),
    ("stage::segment", 37),
    ("stage::remind", 38),
    ("stage::measure", 39),
    ("stage::marks", 39),
    ("pipeline", 40),
    ("source", 50),
    ("output", 50),
    ("store", 50),
    ("clock", 50),
    ("book", 60),
    ("cli", 70),
];

/// What only one room may use (tests apart): the words that betray it, the room, and why.
const RESERVED: &[(&str, &[&str], &str)] = &[
    ("std::fs", &["store"], "only the store touches the disk"),
    ("fs::", &["store"], "only the store touches the disk"),
    ("calamine::", &["source"], "only source reads workbooks"),
    (
        "rust_xlsxwriter",
        &["output"],
        "only output writes workbooks",
    ),
    ("Zoned::now", &["clock"], "only the clock knows the time"),
    (
        "Timestamp::now",
        &["clock"],
        "only the clock knows the time",
    ),
    (
        "SystemTime::now",
        &["clock"],
        "only the clock knows the time",
    ),
    ("println!", &["cli"], "only the command line prints"),
];

/// Every source file, by its module path.
fn modules() -> BTreeMap<String, (PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(&root).unwrap().with_extension("");
                let module = name.to_string_lossy().replace(['/', '\\'], "::");
                let module = module.strip_suffix("::mod").unwrap_or(&module).to_owned();
                let text = fs::read_to_string(&path).unwrap();
                found.insert(module, (path, without_tests(&text)));
            }
        }
    }
    found
}

/// The code before the tests of a file, without comments.
fn without_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |all, line| all + line + "\n")
}

/// The room that a module path belongs to, and its floor.
fn room(path: &str) -> Option<(&'static str, u32)> {
    FLOORS
        .iter()
        .copied()
        .find(|(room, _)| path == *room || path.starts_with(&format!("{room}::")))
}

#[test]
fn no_arrow_runs_back_up() {
    let mut wrong = Vec::new();
    for (module, (_, text)) in modules() {
        let Some((own, floor)) = room(&module) else {
            continue;
        };
        for (at, _) in text.match_indices("crate::") {
            let path: String = text[at + 7..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
                .collect();
            if let Some((other, height)) = room(&path)
                && other != own
                && height >= floor
            {
                wrong.push(format!(
                    "{module} imports {path}: {own} stands on floor {floor}, {other} on {height}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_stands_on_a_floor() {
    for module in modules().keys() {
        let known = room(module).is_some() || ["lib", "main", "stage"].contains(&module.as_str());
        assert!(
            known,
            "{module} stands on no floor: add it to FLOORS and to docs/architecture.md"
        );
    }
}

#[test]
fn what_touches_the_world_stays_in_its_room() {
    let mut wrong = Vec::new();
    for (module, (_, text)) in modules() {
        for (word, rooms, why) in RESERVED {
            let is_test = module
                .split("::")
                .any(|part| ["tests", "sample", "sheets", "fixture"].contains(&part));
            let allowed = is_test
                || rooms
                    .iter()
                    .any(|room| module == *room || module.starts_with(&format!("{room}::")));
            if !allowed && text.lines().any(|line| uses(line, word)) {
                wrong.push(format!("{module} uses {word}: {why}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a line uses a word that is not the tail of a longer one.
fn uses(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = &line[..at];
        let longer = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let path = word == "fs::" && before.ends_with("::");
        !longer && !path
    })
}

#[test]
fn no_file_is_longer_than_six_hundred_lines() {
    let long: Vec<String> = modules()
        .values()
        .filter_map(|(path, _)| {
            let lines = fs::read_to_string(path).unwrap().lines().count();
            (lines > 600).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

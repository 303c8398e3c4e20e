//! Names of files and sheets made of people's words: legal on every system and in every spreadsheet program, and unique.

use std::collections::BTreeSet;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Longest file name in characters without its extension: four bytes each still fit into the 255 of common file systems.
const FILE_CHARS: usize = 60;

/// Longest sheet name in UTF-16 units (Excel).
const SHEET_UNITS: usize = 31;

/// Hands out names, each once whatever the capitals.
#[derive(Debug, Default)]
pub(in crate::output) struct Names {
    used: BTreeSet<String>,
}

impl Names {
    /// A file name without extension.
    pub(in crate::output) fn file(&mut self, wanted: &str) -> String {
        let mut name = replace(wanted, &['<', '>', ':', '"', '/', '\\', '|', '?', '*']);
        name = name.trim_matches(['.', ' ']).to_owned();
        let device = name.to_lowercase();
        let numbered = |start: &str| {
            let rest = device.strip_prefix(start);
            rest.is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(char::is_numeric))
        };
        if name.is_empty()
            || DEVICES.contains(&device.as_str())
            || numbered("com")
            || numbered("lpt")
        {
            name.push('_');
        }
        self.unique(&name, |name, room| {
            name.chars().take(FILE_CHARS - room).collect()
        })
    }

    /// A sheet name.
    pub(in crate::output) fn sheet(&mut self, wanted: &str) -> String {
        let mut name = replace(wanted, &['[', ']', ':', '*', '?', '/', '\\']);
        name = name.trim_matches(['\'', ' ']).to_owned();
        // Excel keeps this name for itself.
        if name.is_empty() || name.eq_ignore_ascii_case("history") {
            name.push('_');
        }
        self.unique(&name, |name, room| {
            let mut units = 0;
            let fits = |c: &char| {
                units += c.len_utf16();
                units + room <= SHEET_UNITS
            };
            let cut: String = name.chars().take_while(fits).collect();
            let cut = cut.trim_matches(['\'', ' ']);
            if cut.eq_ignore_ascii_case("history") {
                return format!("{cut}_");
            }
            cut.to_owned()
        })
    }

    fn unique(&mut self, name: &str, cut: impl Fn(&str, usize) -> String) -> String {
        let mut made = cut(name, 0);
        let mut number = 1;
        while !self.used.insert(made.to_lowercase()) {
            number += 1;
            let end = format!(" ({number})");
            made = cut(name, end.len()) + &end;
        }
        made
    }
}

/// Puts `-` for what is not allowed and drops what nobody sees: control characters and marks of direction (joiners stay: they shape
/// letters).
fn replace(text: &str, forbidden: &[char]) -> String {
    let is_unseen = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    text.chars()
        .filter(|c| !is_unseen(c))
        .map(|c| if forbidden.contains(&c) { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_legal_everywhere_and_unique() {
        let mut names = Names::default();
        for (wanted, made) in [
            ("Sara", "Sara"),
            ("sara", "sara (2)"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("محمد علي", "محمد علي"),
            ("con", "con_"),
            ("LPT1", "LPT1_"),
            ("a\u{202e}b\n", "ab"),
            ("...", "_"),
            ("Мария: продажи?", "Мария- продажи-"),
        ] {
            assert_eq!(names.file(wanted), made, "{wanted}");
        }
        assert_eq!(names.file(&"я".repeat(200)).chars().count(), 60);
    }

    #[test]
    fn sheet_names_are_legal_in_excel_and_unique() {
        let mut names = Names::default();
        for (wanted, made) in [
            ("Gold", "Gold"),
            ("GOLD", "GOLD (2)"),
            ("'[a]:b*?/\\'", "-a--b----"),
            ("History", "History_"),
            ("", "_"),
            (
                "Leadership yes, coaching not yet",
                "Leadership yes, coaching not ye",
            ),
            (
                "Leadership yes, coaching not yet!",
                "Leadership yes, coaching no (2)",
            ),
        ] {
            assert_eq!(names.sheet(wanted), made, "{wanted}");
        }
        assert_eq!(names.sheet(&"😀".repeat(40)).encode_utf16().count(), 30);
    }

    #[test]
    fn a_name_that_is_taken_only_when_cut_is_changed_too() {
        let mut names = Names::default();
        assert_eq!(
            names.sheet(&format!("History{}x", " ".repeat(30))),
            "History_"
        );
    }

    proptest::proptest! {
        #[test]
        fn sheet_names_are_legal_and_unique_whatever_is_wanted(
            wanted in proptest::collection::vec(
                proptest::prop_oneof![
                    "\\PC{0,40}",
                    "['\\[\\]:*?/\\\\ aAяЯسİß😀\u{200f}\u{7}]{0,40}",
                    proptest::strategy::Just("History".to_owned()),
                ],
                1..12,
            ),
        ) {
            let mut names = Names::default();
            let mut seen = BTreeSet::new();
            for wanted in &wanted {
                let made = names.sheet(wanted);
                let units = made.encode_utf16().count();
                proptest::prop_assert!((1..=31).contains(&units), "{made:?}");
                proptest::prop_assert!(!made.contains(['[', ']', ':', '*', '?', '/', '\\']), "{made:?}");
                proptest::prop_assert!(!made.contains(char::is_control), "{made:?}");
                proptest::prop_assert!(!made.starts_with('\'') && !made.ends_with('\''), "{made:?}");
                proptest::prop_assert!(!made.eq_ignore_ascii_case("history"), "{made:?}");
                proptest::prop_assert!(seen.insert(made.to_lowercase()), "{made:?}");
            }
        }
    }
}

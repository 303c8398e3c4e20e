//! Words of a name that belong together: `عبد الرحمن`, `بن أحمد`, `van der Meer`, `Salah El Din`.

use super::parse::key;
use super::words::{CHAIN, HALVES, PARTICLES, SECOND_HALVES};

/// Words that belong together.
#[derive(Debug)]
pub(super) struct Unit {
    /// The words as typed.
    pub(super) text: String,
    /// What they are.
    pub(super) kind: UnitKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    /// A name.
    Plain,
    /// *Son of* and what follows.
    Chain,
    /// Begins with a particle of family names.
    Family,
}

/// Joins halves of names to what follows them, particles to the family name.
pub(super) fn units(words: Vec<String>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        let folded = key(&word);
        let first = units.is_empty();
        let more = words.peek().is_some();
        let second = words.peek().map(|next| key(next)).unwrap_or_default();
        let in_latin = word.is_ascii();
        // *Salah El Din*
        let split_half =
            in_latin && matches!(folded.as_str(), "el" | "al" | "ad" | "ud") && second == "din";
        if !first && (SECOND_HALVES.contains(&folded.as_str()) || split_half) {
            if let Some(last) = units.last_mut() {
                last.text.push(' ');
                last.text.push_str(&word);
                if split_half && let Some(next) = words.next() {
                    last.text.push(' ');
                    last.text.push_str(&next);
                }
            }
        } else if more && CHAIN.contains(&folded.as_str()) && (!first || folded != "ben") {
            let mut text = word;
            for next in words.by_ref() {
                let half = HALVES.contains(&key(&next).as_str()) || is_particle(&next);
                text.push(' ');
                text.push_str(&next);
                if !half {
                    break;
                }
            }
            units.push(Unit {
                text,
                kind: UnitKind::Chain,
            });
        } else if more && HALVES.contains(&folded.as_str()) {
            let next = words.next().unwrap_or_default();
            let mut text = format!("{word} {next}");
            if matches!(key(&next).as_str(), "el" | "al" | "ar" | "er" | "ال")
                && let Some(next) = words.next()
            {
                text.push(' ');
                text.push_str(&next);
            }
            units.push(Unit {
                text,
                kind: UnitKind::Plain,
            });
        } else if more && is_particle(&word) && (!first || !matches!(folded.as_str(), "al" | "el"))
        {
            let mut text = word;
            for next in words.by_ref() {
                text.push(' ');
                text.push_str(&next);
            }
            units.push(Unit {
                text,
                kind: UnitKind::Family,
            });
        } else if more && folded == "ال" && !in_latin {
            // آل سعود
            let mut text = word;
            text.push(' ');
            text.push_str(&words.next().unwrap_or_default());
            units.push(Unit {
                text,
                kind: UnitKind::Family,
            });
        } else {
            units.push(Unit {
                text: word,
                kind: UnitKind::Plain,
            });
        }
    }
    units
}

pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&key(word).as_str()) && !word.ends_with('.') || key(word) == "st"
}

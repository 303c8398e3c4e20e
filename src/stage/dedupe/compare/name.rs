//! Names: words are aligned, whatever their order, script, initials and short forms.

use super::{Comparer, Evidence, NEVER, Sign};
use crate::stage::dedupe::alike::{Alike, likeness};
use crate::stage::dedupe::table::{MOST_WORDS, NameWord, Part, RowView};

/// Two names word by word.
struct Aligned<'a> {
    short: &'a [NameWord],
    long: &'a [NameWord],
    /// For each word of the shorter name its counterpart.
    found: [Option<(Alike, u8)>; MOST_WORDS],
    /// Words of the longer name that have a counterpart, a bit each.
    taken: u8,
}

impl Aligned<'_> {
    fn pairs(&self) -> impl Iterator<Item = (NameWord, NameWord, Alike)> + '_ {
        let found = self.short.iter().zip(self.found);
        found.filter_map(|(word, found)| {
            let (alike, at) = found?;
            Some((*word, *self.long.get(usize::from(at))?, alike))
        })
    }

    /// Words of the shorter name without counterpart.
    fn short_left(&self) -> impl Iterator<Item = NameWord> + '_ {
        let short = self.short.iter().zip(&self.found);
        short
            .filter(|(_, found)| found.is_none())
            .map(|(word, _)| *word)
    }

    /// Words of the longer name without counterpart.
    fn long_left(&self) -> impl Iterator<Item = NameWord> + '_ {
        let long = self.long.iter().enumerate();
        long.filter(|(at, _)| self.taken >> at & 1 == 0)
            .map(|(_, word)| *word)
    }

    /// How many words without counterpart the shorter and the longer name have.
    fn left(&self) -> (usize, usize) {
        let matched = self.taken.count_ones() as usize;
        (self.short.len() - matched, self.long.len() - matched)
    }

    /// The same for words of one part.
    fn left_of(&self, part: Part) -> (usize, usize) {
        let wanted = |word: &NameWord| word.part == part;
        (
            self.short_left().filter(wanted).count(),
            self.long_left().filter(wanted).count(),
        )
    }

    /// Takes a word of the longer name for one of the shorter.
    fn take(&mut self, at: usize, (alike, other): (Alike, usize)) {
        if let Some(slot) = self.found.get_mut(at) {
            *slot = Some((alike, other as u8));
            self.taken |= 1 << other;
        }
    }

    /// Places of words of the longer name that are free.
    fn free(&self) -> impl Iterator<Item = (usize, &NameWord)> {
        let long = self.long.iter().enumerate();
        long.filter(|(at, _)| self.taken >> at & 1 == 0)
    }
}

impl Comparer<'_> {
    pub(super) fn names(&self, a: RowView<'_>, b: RowView<'_>, evidence: &mut Evidence) {
        evidence.namesakes = NEVER;
        if a.name().is_empty() || b.name().is_empty() {
            return;
        }
        let aligned = self.align(a, b);
        let (left, _) = aligned.left();
        let matched = aligned.short.len() - left;
        let whole = aligned.pairs().all(|(.., alike)| alike == Alike::Same);
        evidence.signs.name = match left {
            0 if whole => Sign::Same,
            _ if matched > 0 => Sign::Near,
            _ => Sign::Differs,
        };
        if a.organisation || b.organisation {
            self.organisations(&aligned, evidence);
        } else {
            self.people(&aligned, evidence);
            if a.later != b.later {
                evidence.signs.generations = true;
                evidence.add(-6.0, 0.0, 0.0);
            }
        }
    }

    /// How alike two names are by themselves, from 0 to 1.
    pub(in crate::stage::dedupe) fn names_alone(&self, a: u32, b: u32) -> f32 {
        let aligned = self.align(self.table.row(a), self.table.row(b));
        let table = self.table;
        let size = |word: &NameWord| {
            let word = table.word(word.word);
            let size = word.latin.len().clamp(1, 8) as f32;
            if word.company { size / 4.0 } else { size }
        };
        let (mut alike, mut all) = (0.0, 0.0);
        for (word, other, likeness) in aligned.pairs() {
            let both = size(&word).max(size(&other));
            all += both;
            alike += both
                * match likeness {
                    Alike::Same => 1.0,
                    Alike::Sound => 0.95,
                    Alike::Nickname | Alike::Slip => 0.85,
                    Alike::Initial => 0.8,
                    Alike::Gendered => 0.5,
                };
        }
        all += aligned.short_left().map(|word| size(&word)).sum::<f32>();
        // A second name is often left out.
        all += 0.5 * aligned.long_left().map(|word| size(&word)).sum::<f32>();
        let whole = |row: u32| {
            let words = self.table.row(row).name().iter();
            let words = words.map(|word| table.word(word.word).latin.as_str());
            words.collect::<String>()
        };
        let (x, y) = (whole(a), whole(b));
        let longest = x.len().max(y.len());
        let apart = crate::text::distance(&x, &y) as f32 / longest.max(1) as f32;
        let words = if all > 0.0 { alike / all } else { 0.0 };
        // Words run together or torn apart.
        if longest > 5 {
            words.max(1.0 - 1.5 * apart)
        } else {
            words
        }
    }

    fn align<'t>(&self, a: RowView<'t>, b: RowView<'t>) -> Aligned<'t> {
        let (x, y) = (a.name(), b.name());
        let (short, long) = if (x.len(), a.face) <= (y.len(), b.face) {
            (x, y)
        } else {
            (y, x)
        };
        let mut aligned = Aligned {
            short,
            long,
            found: [None; MOST_WORDS],
            taken: 0,
        };
        // What is equal stands for itself; the rest is aligned word by word.
        for (at, word) in short.iter().enumerate() {
            let equal = aligned.free().filter(|(_, other)| other.word == word.word);
            let best = equal.max_by_key(|(at, other)| (word.part == other.part, usize::MAX - at));
            if let Some((other, _)) = best {
                aligned.take(at, (Alike::Same, other));
            }
        }
        for (at, word) in short.iter().enumerate() {
            if aligned.found[at].is_some() {
                continue;
            }
            let best = aligned.free().filter_map(|(at, other)| {
                let alike = likeness(self.table, word.word, other.word)?;
                Some((alike, word.part == other.part, at))
            });
            let best =
                best.max_by_key(|(alike, same_part, at)| (*alike, *same_part, usize::MAX - at));
            if let Some((alike, _, other)) = best {
                aligned.take(at, (alike, other));
            }
        }
        aligned
    }

    /// The share of rows that bear either of two words.
    fn word_share(&self, a: NameWord, b: NameWord) -> f32 {
        let count = |word: NameWord| self.table.word(word.word).count;
        self.share(count(a).max(count(b)))
    }

    /// Whether two words, each a usual given name, stand in the other order.
    fn is_turned(&self, aligned: &Aligned<'_>) -> bool {
        let words = aligned.short.iter().zip(aligned.found);
        let places = words.filter_map(|(word, found)| {
            let usual = self.table.word(word.word).given;
            found.filter(|_| usual).map(|(_, at)| at)
        });
        let mut before = 0;
        let mut turned = false;
        for place in places {
            turned |= place < before;
            before = place;
        }
        turned
    }

    /// Whether the shorter of two words is a known name, or stands in several rows.
    fn are_names(&self, a: NameWord, b: NameWord) -> bool {
        const SEVERAL: u32 = 3;
        let (a, b) = (self.table.word(a.word), self.table.word(b.word));
        let word = if a.latin.len() <= b.latin.len() { a } else { b };
        word.given || word.count >= SEVERAL
    }

    fn people(&self, aligned: &Aligned<'_>, evidence: &mut Evidence) {
        let (mut given, mut family) = (Sign::Missing, Sign::Missing);
        let (mut together, mut equal) = (0.0, 0);
        for (word, other, alike) in aligned.pairs() {
            let share = self.word_share(word, other);
            let is_given = word.part == Part::Given || other.part == Part::Given;
            let alike = match alike {
                // Matild is no name beside Matilda, as Karim is beside Karima.
                Alike::Gendered if is_given && !self.are_names(word, other) => Alike::Slip,
                alike => alike,
            };
            let usual = |word: NameWord| self.table.word(word.word).given;
            let sign = match alike {
                Alike::Same => Sign::Same,
                Alike::Gendered if is_given => Sign::Differs,
                // Sara is not Zara.
                Alike::Slip if is_given && usual(word) && usual(other) => Sign::Differs,
                _ => Sign::Near,
            };
            if is_given {
                given = given.max(sign);
            } else if family == Sign::Missing {
                family = sign;
            }
            let weight = match alike {
                Alike::Same => (0.9 / share).ln(),
                Alike::Sound => (0.5 / (share * 1.5)).ln(),
                Alike::Nickname => (0.06 / (share + 0.002)).ln(),
                Alike::Slip => (0.08 / (share * 8.0 + 0.001)).ln(),
                Alike::Gendered if is_given => -2.0,
                Alike::Gendered => (0.02 / share).ln().min(1.0),
                Alike::Initial => 0.8,
            };
            let relatives = match (is_given, alike) {
                // Few families use a given name twice; names that are nearly alike are so by chance.
                (true, Alike::Same) => (0.01 / share + 1.0).ln(),
                (true, _) => 0.0,
                (false, Alike::Same | Alike::Gendered | Alike::Sound) => (0.8 / share).ln(),
                (false, Alike::Slip) => (0.08 / (share * 8.0 + 0.001)).ln(),
                (false, _) => 0.3,
            };
            evidence.add(weight, relatives, 0.0);
            together += weight;
            equal += usize::from(alike >= Alike::Nickname);
        }
        let (given_left, family_left) =
            (aligned.left_of(Part::Given), aligned.left_of(Part::Family));
        // Hassan Ali is not always Ali Hassan.
        evidence.signs.doubtful |= self.is_turned(aligned);
        let given_differs = given_left.0 > 0 && given_left.1 > 0;
        // Ahmed Ali may be the father of Mohamed Ahmed Ali.
        evidence.signs.doubtful |= given_left.1 > 0 && given_left.0 == 0 && given != Sign::Missing;
        let family_differs = family_left.0 > 0 && family_left.1 > 0;
        let (left, over) = aligned.left();
        let others = left - usize::from(given_differs) - usize::from(family_differs);
        let mut weight = -1.5 * others as f32 - 0.4 * over.saturating_sub(left) as f32;
        if given_differs {
            weight -= self.other_given(aligned);
            given = Sign::Differs;
        }
        if family_differs {
            weight -= 3.0;
            family = Sign::Differs;
        }
        evidence.add(weight, if family_differs { -1.5 } else { 0.0 }, 0.0);
        if left == 0 && equal >= 2 {
            evidence.namesakes = together - 0.4 * over as f32;
        }
        evidence.signs.given = given;
        evidence.signs.family = family;
    }

    /// What another given name weighs against one person: a misspelt name is often no name at all; two usual ones are two people,
    /// twins even.
    fn other_given(&self, aligned: &Aligned<'_>) -> f32 {
        let usual = |words: &[NameWord]| {
            let mut given = words.iter().filter(|word| word.part == Part::Given);
            given.any(|word| self.table.word(word.word).given)
        };
        if usual(aligned.short) && usual(aligned.long) {
            5.5
        } else {
            3.5
        }
    }

    /// Words of a company's name go together: the rarest says most, the others little more.
    fn organisations(&self, aligned: &Aligned<'_>, evidence: &mut Evidence) {
        let (mut best, mut sum) = (0.0_f32, 0.0);
        for (word, other, alike) in aligned.pairs() {
            let share = self.word_share(word, other);
            let weight = match alike {
                Alike::Same => (0.9 / share).ln(),
                Alike::Sound => (0.5 / (share * 1.5)).ln(),
                Alike::Slip => (0.08 / (share * 8.0 + 0.001)).ln(),
                Alike::Gendered => (0.02 / share).ln().min(1.0),
                Alike::Nickname | Alike::Initial => 0.8,
            };
            best = best.max(weight);
            sum += weight;
        }
        let table = self.table;
        let weight_of = |word: NameWord| (1.0 / self.share(table.word(word.word).count)).ln();
        let short: f32 = aligned.short_left().map(weight_of).sum();
        let long: f32 = aligned.long_left().map(weight_of).sum();
        let own = |word: &NameWord| !table.word(word.word).company;
        let short_own = aligned.short_left().filter(own).count();
        let long_own = aligned.long_left().filter(own).count();
        evidence.signs.doubtful |= short_own > 0 && long_own > 0;
        let weight = best + 0.35 * (sum - best) - (0.5 * short.min(long)).min(4.0);
        evidence.add(weight, 0.0, weight);
    }
}

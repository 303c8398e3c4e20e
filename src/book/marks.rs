//! What people typed into written sheets, before these are written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use super::read::written_sheets;
use crate::diag::{Diagnostic, Severity};
use crate::error::Result;
use crate::model::{Mark, Memory, OutputRecord, Place};
use crate::stage::marks::{self, ACCEPT, FillIn, LEAVE, SAME, SEEN, TAKEN, WrittenSheet};
use crate::store::{BookFolder, beside};
use crate::text::short_hash;

/// The files that have fill-in columns.
fn is_fill_in(path: &str) -> bool {
    let workbook = Path::new(path)
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    workbook
        && (path == "out/reminders.xlsx"
            || path == "out/review.xlsx"
            || path.starts_with("out/reminders/"))
}

/// The hashes that tierbook may have left at each path.
pub(super) fn ours(outputs: &[OutputRecord]) -> BTreeMap<&str, Vec<&str>> {
    let mut ours: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for output in outputs {
        ours.entry(&output.path).or_default().push(&output.hash);
    }
    ours
}

/// What the fill-in files held when their marks were taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Problems and notes.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The hash of each file that was looked at; `None` where there was none.
    seen: BTreeMap<String, Option<String>>,
    /// Files that could not be read, or one beside them: they stay as they are.
    unread: BTreeSet<String>,
    /// The answers that were read, each with the file that it lies in.
    answers: Vec<Mark>,
}

impl Taken {
    /// Whether a file must not be replaced now: it could not be read, so that nothing of it is remembered.
    pub(super) fn is_unread(&self, path: &str) -> bool {
        self.unread.contains(path)
    }

    /// Notes the answers of files that could not be replaced, because a program holds them: a decision is read once only, and
    /// not again and again until the file is closed.
    pub(super) fn note_answers(&self, folder: &BookFolder, memory: &mut Memory) {
        let stays = |mark: &Mark| {
            let Ok(hash) = folder.content_hash(&mark.file) else {
                return true;
            };
            let is_written = |hash: &String| memory.outputs.iter().any(|out| out.hash == *hash);
            hash.is_some_and(|hash| !is_written(&hash))
        };
        let mut files: BTreeMap<&str, bool> = BTreeMap::new();
        let noted: BTreeSet<&Mark> = self
            .answers
            .iter()
            .filter(|mark| *files.entry(&mark.file).or_insert_with(|| stays(mark)))
            .collect();
        memory.marks.retain(|mark| mark.column != TAKEN);
        memory.marks.extend(noted.into_iter().cloned());
        memory.marks.sort();
    }

    /// Whether somebody saved a file after its marks were taken: what they typed is not remembered yet.
    pub(super) fn is_newer(&self, folder: &BookFolder, path: &str, ours: &[&str]) -> Result<bool> {
        for path in [path.to_owned(), beside(path)] {
            let Some(before) = self.seen.get(&path) else {
                continue;
            };
            let now = folder.content_hash(&path)?;
            if let Some(hash) = &now
                && now != *before
                && !ours.contains(&hash.as_str())
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Takes the marks of every edited file into the memory.
pub(super) fn take(folder: &BookFolder, memory: &mut Memory, today: Date) -> Taken {
    let mut taken = Taken::default();
    let mut found = Vec::new();
    let noted: BTreeSet<Mark> = memory
        .marks
        .iter()
        .filter(|mark| mark.column == TAKEN)
        .cloned()
        .collect();
    {
        let mut known = ours(&memory.outputs);
        // A book whose journal was lost still has its lists.
        for path in ["out/reminders.xlsx", "out/review.xlsx"] {
            known.entry(path).or_default();
        }
        known.retain(|path, _| is_fill_in(path));
        let fill_in = FillIn::load();
        for (path, hashes) in known {
            for file in [path.to_owned(), beside(path)] {
                let hash = folder.content_hash(&file);
                let is_edited = match &hash {
                    Ok(Some(hash)) => !hashes.contains(&hash.as_str()),
                    Ok(None) => false,
                    Err(_) => true,
                };
                taken.seen.insert(file.clone(), hash.ok().flatten());
                if !is_edited {
                    continue;
                }
                let Ok(sheets) = written_sheets(&folder.root().join(&file)) else {
                    taken.unread.insert(path.to_owned());
                    let still = noted.iter().filter(|mark| mark.file == file);
                    taken.answers.extend(still.cloned());
                    let place = Place::File(file);
                    let problem = Diagnostic::new("marks-unreadable", Severity::Warning, place);
                    taken.diagnostics.push(problem);
                    continue;
                };
                for (_, grid) in sheets {
                    let sheet = WrittenSheet {
                        file: path,
                        grid: &grid,
                        today,
                    };
                    let read = marks::read(sheet, &fill_in);
                    taken.diagnostics.extend(read.diagnostics);
                    let (answers, fresh) = answers(read.marks, &file, &noted);
                    taken.answers.extend(answers);
                    found.extend(fresh);
                }
            }
        }
    }
    // Of two copies of a list, the one that still shows what was known before says nothing new.
    let before: BTreeSet<[&str; 4]> = memory.marks.iter().map(parts).collect();
    found.retain(|mark| !before.contains(&parts(mark)));
    taken
        .diagnostics
        .extend(marks::merge(&mut memory.marks, found));
    taken
}

/// The answers to *Leave it* and *Accept?* among the marks of a file, as they are noted, and the marks without the answers noted before.
fn answers(marks: Vec<Mark>, file: &str, noted: &BTreeSet<Mark>) -> (Vec<Mark>, Vec<Mark>) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| mark.column == SEEN) {
        seen.insert(&mark.key, &mark.value);
    }
    let answers: Vec<Mark> = marks
        .iter()
        .filter(|mark| [LEAVE, ACCEPT, SAME].contains(&mark.column.as_str()))
        .map(|mark| {
            let seen = seen.get(mark.key.as_str()).copied().unwrap_or_default();
            Mark {
                file: file.to_owned(),
                key: mark.key.clone(),
                column: TAKEN.to_owned(),
                value: short_hash(&[mark.value.as_str(), seen]),
                date: None,
            }
        })
        .collect();
    let known: BTreeSet<String> = answers
        .iter()
        .filter(|answer| noted.contains(answer))
        .map(|answer| answer.key.clone())
        .collect();
    let is_known = |mark: &Mark| {
        [LEAVE, SEEN, ACCEPT, SAME].contains(&mark.column.as_str())
            && known.contains(mark.key.as_str())
    };
    let fresh = marks.into_iter().filter(|mark| !is_known(mark)).collect();
    (answers, fresh)
}

fn parts(mark: &Mark) -> [&str; 4] {
    [&mark.file, &mark.key, &mark.column, &mark.value]
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;

    use super::*;
    use crate::model::{Contacts, Frame, Places, TableKind};
    use crate::stage::marks::{About, Naming, set_aside};

    const LIST: &str = "out/review.xlsx";
    const PROBLEM: &str = "problem|phone-too-short|a.csv||warning|Phone|phone";
    const LEFT: &str = "left|phone-too-short|a.csv||warning|Phone|phone";

    fn is_repair(answers: &[(&str, &str)]) -> bool {
        let mut keys = answers.iter().map(|(key, _)| key);
        keys.any(|key| key.starts_with("repair|") || key.starts_with("accepted|"))
    }

    struct Fixture {
        dir: tempfile::TempDir,
        folder: BookFolder,
        memory: Memory,
    }

    impl Fixture {
        fn new() -> Fixture {
            let dir = tempfile::tempdir().unwrap();
            fs::create_dir(dir.path().join("out")).unwrap();
            Fixture {
                folder: BookFolder::open(dir.path()).unwrap(),
                dir,
                memory: Memory::default(),
            }
        }

        /// Saves a review with answers to lines that stand for one value.
        fn save(&self, path: &str, answers: &[(&str, &str)]) {
            let mut review = rust_xlsxwriter::Workbook::new();
            let sheet = review.add_worksheet();
            let question = if is_repair(answers) {
                "Accept?"
            } else {
                "Leave it"
            };
            for (column, text) in [(0, question), (1, "Key"), (2, "Values seen")] {
                sheet.write(0, column, text).unwrap();
            }
            for (row, (key, answer)) in (1..).zip(answers) {
                for (column, text) in [(0, *answer), (1, *key), (2, "abcdef")] {
                    sheet.write(row, column, text).unwrap();
                }
            }
            review.save(self.dir.path().join(path)).unwrap();
        }

        /// A run that can replace none of the files, as far as repairs go. Returns the words of the answers in the ledger.
        fn accept(&mut self) -> Vec<&str> {
            let today = date(2026, 11, 22);
            let taken = take(&self.folder, &mut self.memory, today);
            marks::take_up(&mut self.memory, today);
            taken.note_answers(&self.folder, &mut self.memory);
            let ledger = self.memory.decisions.iter();
            ledger
                .filter_map(|line| Some(line.value.split_once(':')?.0))
                .collect()
        }

        /// A run that can replace none of the files. Returns the answers in the ledger.
        fn run(&mut self) -> Vec<&str> {
            let today = date(2026, 11, 22);
            let taken = take(&self.folder, &mut self.memory, today);
            let contacts = Contacts::alone(Frame::new(TableKind::Contacts), Vec::new());
            let naming = Naming {
                places: &Places::default(),
                custom_fields: &[],
                columns: &[],
                about: &About::default(),
                contacts: &contacts,
            };
            set_aside(&mut Vec::new(), &mut self.memory, &naming, today);
            taken.note_answers(&self.folder, &mut self.memory);
            let ledger = self.memory.decisions.iter();
            ledger.map(|line| line.value.as_str()).collect()
        }
    }

    #[test]
    fn an_answer_in_a_file_that_stays_open_is_taken_once() {
        let mut book = Fixture::new();
        book.save(LIST, &[(PROBLEM, "yes")]);
        assert_eq!(book.run(), ["yes abcdef"]);
        assert_eq!(book.run(), ["yes abcdef"]);

        // The version beside it takes the answer back, and this holds, however often both are read.
        book.save(&beside(LIST), &[(LEFT, "no")]);
        assert_eq!(book.run(), ["yes abcdef", "no abcdef"]);
        let marks = book.memory.marks.clone();
        assert_eq!(book.run(), ["yes abcdef", "no abcdef"]);
        assert_eq!(book.memory.marks, marks);

        // Another answer in the file that is still open leaves those that it had.
        let other = "problem|phone-too-long|a.csv||warning|Phone|phone";
        book.save(LIST, &[(PROBLEM, "yes"), (other, "yes")]);
        assert_eq!(book.run(), ["yes abcdef", "no abcdef", "yes abcdef"]);
        assert_eq!(book.memory.decisions[2].key, "phone-too-long|phone");

        // Once the files are replaced, the same answer is a new one.
        fs::remove_file(book.dir.path().join(LIST)).unwrap();
        fs::remove_file(book.dir.path().join(beside(LIST))).unwrap();
        book.run();
        assert!(book.memory.marks.is_empty());
        book.save(LIST, &[(PROBLEM, "yes")]);
        assert_eq!(book.run().last(), Some(&"yes abcdef again"));
    }

    #[test]
    fn an_answer_to_a_repair_in_a_file_that_stays_open_is_taken_once() {
        let digest = short_hash(&["a@gmial.com", "a@gmail.com"]);
        let texts = format!("contacts|email||a@gmial.com -> a@gmail.com [{digest}]");
        let (proposed, accepted) = (format!("repair|{texts}"), format!("accepted|{texts}"));
        let mut book = Fixture::new();
        book.save(LIST, &[(&proposed, "yes")]);
        assert_eq!(book.accept(), ["yes"]);
        assert_eq!(book.accept(), ["yes"]);

        // The version beside it takes the answer back, and this holds, however often both are read.
        book.save(&beside(LIST), &[(&accepted, "no")]);
        assert_eq!(book.accept(), ["yes", "no"]);
        let marks = book.memory.marks.clone();
        assert_eq!(book.accept(), ["yes", "no"]);
        assert_eq!(book.memory.marks, marks);

        // Another answer typed into the file that is still open is a new one.
        book.save(LIST, &[(&proposed, "no")]);
        assert_eq!(book.accept(), ["yes", "no"]);
        book.save(LIST, &[(&proposed, "yes")]);
        assert_eq!(book.accept(), ["yes", "no", "yes"]);
        assert_eq!(book.accept(), ["yes", "no", "yes"]);

        // A remark is shown again and decides nothing.
        book.save(LIST, &[(&proposed, "ask Omar")]);
        assert_eq!(book.accept(), ["yes", "no", "yes"]);
        let kept = book.memory.marks.iter();
        let kept: Vec<_> = kept.filter(|mark| mark.column == ACCEPT).collect();
        assert_eq!(kept.len(), 1);
    }

    #[test]
    fn an_answer_in_a_file_that_cannot_be_read_for_a_while_is_taken_once() {
        let mut book = Fixture::new();
        book.save(LIST, &[(PROBLEM, "yes")]);
        book.run();
        book.save(&beside(LIST), &[(LEFT, "no")]);
        book.run();
        let path = book.dir.path().join(LIST);
        let saved = fs::read(&path).unwrap();
        fs::write(&path, "half a workbook").unwrap();
        book.run();
        fs::write(&path, saved).unwrap();
        assert_eq!(book.run(), ["yes abcdef", "no abcdef"]);
    }
}

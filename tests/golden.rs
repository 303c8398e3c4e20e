//! Golden books: small books whose plain twins are kept word for word.
//!
//! `tests/golden/NAME/` holds a book and `expected/`, the files that its `out/data` and `out/metrics.json` must equal. Run with
//! `TIERBOOK_RENEW=1` to write the expected files anew, then read the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Copies a folder with everything in it, but for what a run writes.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() {
            if name != "expected" {
                copy(&path, &to.join(name));
            }
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// The files that are compared, by name.
fn twins(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeSet::new();
    };
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| {
            [Some("csv"), Some("json")].contains(&name.rsplit_once('.').map(|(_, end)| end))
        })
        .collect()
}

fn run(book: &Path) -> i32 {
    let output = Command::new(env!("CARGO_BIN_EXE_tierbook"))
        .args(["--quiet", "--as-of", "2026-11-22", "--book"])
        .arg(book)
        .arg("run")
        .output()
        .unwrap();
    let code = output.status.code().unwrap();
    assert!(
        code < 2,
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    code
}

#[test]
fn golden_books_give_the_expected_twins() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let renew = std::env::var_os("TIERBOOK_RENEW").is_some();
    let mut books: Vec<PathBuf> = fs::read_dir(&golden)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    books.retain(|path| path.is_dir());
    books.sort();
    let mut wrong = Vec::new();
    for book in books {
        let folder = tempfile::tempdir().unwrap();
        copy(&book, folder.path());
        run(folder.path());
        let written = folder.path().join("out/data");
        fs::copy(
            folder.path().join("out/metrics.json"),
            written.join("metrics.json"),
        )
        .unwrap();
        let expected = book.join("expected");
        if renew {
            let _ = fs::remove_dir_all(&expected);
            fs::create_dir_all(&expected).unwrap();
            for name in twins(&written) {
                fs::copy(written.join(&name), expected.join(&name)).unwrap();
            }
            continue;
        }
        for name in twins(&written).union(&twins(&expected)) {
            let read = |folder: &Path| fs::read_to_string(folder.join(name)).unwrap_or_default();
            let (found, wanted) = (read(&written), read(&expected));
            if let Some(line) = found.lines().zip(wanted.lines()).position(|(a, b)| a != b) {
                let show = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
                wrong.push(format!(
                    "{}/{name}:{}\n  found  {}\n  wanted {}",
                    book.display(),
                    line + 1,
                    show(&found),
                    show(&wanted)
                ));
            } else if found != wanted {
                wrong.push(format!(
                    "{}/{name}: one of the two is longer, or missing",
                    book.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

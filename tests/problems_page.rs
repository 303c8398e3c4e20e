//! `docs/problems.md` lists every code of a problem; it is made of the program's own list and words.
//!
//! Run with `TIERBOOK_RENEW=1` to write the page anew.

use std::fmt::Write;
use std::path::Path;

use tierbook::diag::{CODES, codes};
use tierbook::lang::{Lang, Language};

const HEAD: &str = "\
# Problems

Everything that tierbook may have to say about a book, by its code: the code stands in `out/data/problems.csv`, in the review and in
`tierbook check`. Words in braces are filled in. The severity is the one that a problem has by itself; `[severity]` in
[rules/fields.toml](rules.md#fieldstoml) changes it, and `off` (or `silent`) keeps it quiet.

An **error** means that something is left out or may be lost until a person acts. A **warning** is a value that is doubtful or was not
understood; it is kept as typed. A **note** is worth knowing.
";

fn page() -> String {
    let lang = Lang::load(Language::English);
    let word = |code: &str, part: &str| {
        let text = lang.find(&format!("diag.{code}.{part}")).unwrap_or("");
        text.replace('|', "\\|")
    };
    let mut page = HEAD.to_owned();
    for group in CODES {
        let _ = write!(
            page,
            "\n## {}\n\n| code | severity | what it says | what to do |\n|---|---|---|---|\n",
            group.title
        );
        for (code, severity) in group.codes {
            let _ = writeln!(
                page,
                "| `{code}` | {} | {} | {} |",
                severity.code(),
                word(code, "message"),
                word(code, "hint")
            );
        }
    }
    page
}

#[test]
fn the_page_of_problems_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/problems.md");
    if std::env::var_os("TIERBOOK_RENEW").is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        written,
        page(),
        "TIERBOOK_RENEW=1 cargo test --test tierbook problems_page writes it anew"
    );
}

#[test]
fn every_code_is_listed_once_and_has_words() {
    let mut seen: Vec<&str> = codes().map(|(code, _)| code).collect();
    let lang = Lang::load(Language::English);
    for code in &seen {
        assert!(
            lang.find(&format!("diag.{code}.message")).is_some(),
            "{code} has no words"
        );
    }
    seen.sort_unstable();
    let count = seen.len();
    seen.dedup();
    assert_eq!(seen.len(), count, "a code is listed twice");
    let english = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lang/en");
    for entry in std::fs::read_dir(english).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for code in text
            .lines()
            .filter_map(|line| line.strip_prefix("[diag.")?.strip_suffix(']'))
        {
            assert!(
                seen.contains(&code),
                "{code}: give it a line in src/diag/codes.rs"
            );
        }
    }
}

//! Rules as users write them, right and wrong; whole messages.

use super::*;
use crate::lang::{FieldNames, Lang, Language};
use crate::model::{Derived, Field, FieldId};

fn file(path: &str, text: &str) -> RulesFile {
    RulesFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn read_files(files: &[RulesFile]) -> Reading {
    let names = FieldNames::load();
    let columns = ["Closing year".to_owned(), "Тип договора".to_owned()];
    let known = Known {
        names: &names,
        columns: &columns,
    };
    read(files, &known)
}

/// Each problem as `path:line:column: message; hint`.
fn lines(reading: &Reading) -> Vec<String> {
    let lang = Lang::load(Language::English);
    let places = crate::model::Places::default();
    reading
        .problems
        .iter()
        .map(|problem| {
            let place = places.show(&problem.diagnostic.place);
            let message = lang.message(&problem.diagnostic);
            let hint = lang.hint(&problem.diagnostic).unwrap_or_default();
            format!("{place}: {message}; {hint}")
        })
        .collect()
}

#[test]
fn dump() {
    let reading = read_files(&[]);
    println!("{:#?}", lines(&reading));
    let r = read_files(&[
        file(
            "rules/tiers.toml",
            "[[ladder]]\nname = 5\n\n[[ladder]]\nname = \"a\"\nkeep = \"x\"\n[[ladder.rung]]\nwhen = [\"cityy is Cairo\", \"spend in topp 20%\", \"city > 3\"]\n[[segment]]\nname=\"s\"\nwhen = [\"مدينة is\", \"in segment x\", \"spend\"]\nfoo = 1\n",
        ),
        file(
            "rules/book.toml",
            "name = \"x\ncountry = \"UK\"\nlanguag = \"en\"\n",
        ),
    ]);
    println!("{:#?}", lines(&r));
    for p in &r.problems {
        println!(
            "{}",
            render(
                p,
                &[include_str!("tests.rs")][0][..0].to_owned(),
                &Lang::load(Language::English),
                false
            )
        );
        break;
    }
}

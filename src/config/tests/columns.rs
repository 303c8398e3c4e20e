//! Columns of sheets, named in any of the four languages.

use super::{file, lines, read_files};
use crate::config::SheetColumn;
use crate::model::{Derived, Field, FieldId};

#[test]
fn columns_are_fields_scores_rungs_and_days_in_any_language() {
    let text = r#"
[[ladder]]
name = "value"
columns = ["Телефон", "spend-12m", "vip", "name"]
[[ladder.rung]]
name = "Gold"
columns = ["الاسم", "fit", "worth", "value-days-on-rung", "Closing year", "هدف", "نام"]
[[ladder]]
name = "vip"
[[ladder.rung]]
name = "VIP"
[[ladder]]
name = "worth"
[[ladder.rung]]
name = "A"
[[score]]
name = "fit"
[[score.points]]
part = "a"
add = 1
[[score]]
name = "هدف"
[[score.points]]
part = "a"
add = 1
[[segment]]
name = "S"
when = ["spend > 5"]
columns = ["birthday"]
"#;
    let reading = read_files(&[file("rules/tiers.toml", text)]);
    assert_eq!(lines(&reading), Vec::<String>::new());
    let plan = reading.plan;
    let field = |field: Field| SheetColumn::Field(field.into());
    let score = |name: &str| {
        let score = plan.scores.iter().find(|score| score.name == name);
        SheetColumn::Field(score.unwrap().field)
    };
    assert_eq!(
        plan.ladders[0].columns,
        [
            field(Field::Phone),
            SheetColumn::Field(Derived::Spend12m.into()),
            field(Field::Vip),
            field(Field::Name),
        ]
    );
    assert_eq!(
        plan.ladders[0].rungs[0].columns,
        [
            field(Field::Name),
            score("fit"),
            SheetColumn::Rung(2),
            SheetColumn::DaysOnRung(0),
            SheetColumn::Field(FieldId::custom(0)),
            score("هدف"),
        ]
    );
    assert!(plan.ladders[1].columns.is_empty());
    assert_eq!(plan.segments[0].columns, [field(Field::Birthday)]);
}

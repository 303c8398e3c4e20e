//! Condition lines that stand in no file: compiled like those of rules, against the names that a plan knows.

use super::check;
use super::condition::When;
use super::names::{Known, LadderNames, Names};
use super::nearest::spelling;
use super::plan::Plan;
use super::problem::{At, Problems, RulesFile, RulesProblem, Spot};
use crate::lang::FieldNames;

/// Mistakes in lines, and the text in which they stand.
#[derive(Debug)]
pub struct Misread {
    /// The lines as a file: one below the other, each in quotes.
    pub file: RulesFile,
    /// All mistakes of all lines.
    pub problems: Vec<RulesProblem>,
}

/// Compiles lines of which all must hold. `path` is what messages call their place.
///
/// # Errors
/// All mistakes of all lines; the same as in a rules file.
pub fn ask(
    lines: &[String],
    plan: &Plan,
    names: &FieldNames,
    path: &str,
) -> Result<When, Box<Misread>> {
    let mut file = RulesFile {
        path: path.to_owned(),
        text: String::new(),
    };
    let mut spans = Vec::new();
    for line in lines {
        if !file.text.is_empty() {
            file.text.push('\n');
        }
        let start = file.text.len();
        file.text.push('\'');
        file.text.push_str(line);
        file.text.push('\'');
        spans.push(start..file.text.len());
    }
    let first_score = plan
        .scores
        .iter()
        .filter_map(|score| score.field.custom_index());
    let columns = first_score.min().unwrap_or(plan.custom_fields.len());
    let known = Known {
        names,
        columns: plan.custom_fields.get(..columns).unwrap_or_default(),
    };
    let mut names = names_of(plan, known);
    let mut problems = Problems::new(vec![&file]);
    let mut when = When::default();
    for (line, span) in lines.iter().zip(spans) {
        let line = At {
            value: line.clone(),
            spot: Spot { file: 0, span },
        };
        when.all
            .extend(check::condition(&line, &mut names, &mut problems));
    }
    let problems = problems.into_found(1);
    if problems.is_empty() && when.all.len() == lines.len() {
        return Ok(when);
    }
    Err(Box::new(Misread { file, problems }))
}

/// The names of a plan that was built already.
fn names_of<'a>(plan: &Plan, known: Known<'a>) -> Names<'a> {
    let headers = plan.fields.headers.iter();
    let mut names = Names::new(
        known,
        headers
            .map(|(field, _, header)| (spelling(header), *field))
            .collect(),
    );
    names.calendar = plan.book.calendar;
    for score in &plan.scores {
        names.add_score(&score.name);
    }
    for ladder in &plan.ladders {
        names.ladders.push(LadderNames {
            name: ladder.name.clone(),
            rungs: ladder.rungs.iter().map(|rung| rung.name.clone()).collect(),
        });
    }
    let segments = plan.segments.iter();
    names.segments = segments.map(|segment| segment.name.clone()).collect();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::render;
    use crate::lang::{Lang, Language};

    fn asked(lines: &[&str], columns: &[&str]) -> Result<When, Box<Misread>> {
        let names = FieldNames::load();
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        let known = Known {
            names: &names,
            columns: &columns,
        };
        let plan = crate::config::read(&[], &known).plan;
        let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        ask(&lines, &plan, &names, "--where")
    }

    #[test]
    fn lines_know_fields_columns_scores_ladders_and_all_languages() {
        let lines = [
            "products contains Coaching",
            "Возраст > 40",
            "Shoe size >= 42",
            "value is on Gold",
            "conversion >= 60",
            "vip-days-on-rung > 30",
        ];
        let when = asked(&lines, &["Shoe size"]).unwrap();
        assert_eq!(when.all.len(), lines.len());
        assert!(asked(&[], &[]).unwrap().is_empty());
    }

    #[test]
    fn mistakes_are_shown_in_their_line() {
        let misread = asked(&["products contains Tea", "aeg > 40"], &[]).unwrap_err();
        let lang = Lang::load(Language::English);
        let shown: Vec<String> = misread
            .problems
            .iter()
            .map(|problem| render(problem, &misread.file.text, &lang, false))
            .collect();
        assert_eq!(
            shown,
            ["\
error: unknown field `aeg`
 --> --where:2:2
  |
2 | 'aeg > 40'
  |  ^^^
  |
help: did you mean `age`?
  |
2 - 'aeg > 40'
2 + 'age > 40'
  |"]
        );
    }
}

//! Condition lines to compiled conditions: finds the field, checks that the operator fits its type, reads the value.

mod explain;
mod goods;
mod sentence;
mod value;

use std::ops::Range;

use rust_decimal::Decimal;

use super::condition::{Comparison, Condition, Subject, Test};
use super::grammar::{self, Op, Operator, Word};
use super::literal;
use super::names::{Class, Found, Names, other_table};
use super::nearest::nearest;
use super::problem::{At, Mistake, Problems};
use super::section::listed;
use crate::model::{Derived, FieldId};
use crate::text::fold;
use sentence::Said;

/// Compiles a line; `None` means that its mistakes were added to `problems`.
pub(super) fn condition(
    line: &At<String>,
    names: &mut Names<'_>,
    problems: &mut Problems<'_>,
) -> Option<Condition> {
    let mut checker = Checker {
        line,
        names,
        problems,
    };
    let (subject, test) = checker.compile()?;
    Some(Condition {
        subject,
        test,
        text: line.value.trim().to_owned(),
    })
}

/// What the words before an operator name.
#[derive(Debug, Clone, Copy)]
enum Named {
    Field(Found),
    Ladder(usize),
    DaysOnRung(usize),
}

struct Checker<'c, 'n, 'p> {
    line: &'c At<String>,
    names: &'c mut Names<'n>,
    problems: &'c mut Problems<'p>,
}

impl Checker<'_, '_, '_> {
    fn compile(&mut self) -> Option<(Subject, Test)> {
        let line = self.line.value.as_str();
        let operators = grammar::operators(line);
        match self.sentence(&operators) {
            Said::Meant(subject, test) => return Some((subject, test)),
            Said::Wrong => return None,
            Said::Nothing => {}
        }
        for operator in operators.iter().rev() {
            let Some(subject) = grammar::one_word(&line[..operator.span.start], 0) else {
                continue;
            };
            if let Some(named) = self.named(&subject.text, operator) {
                return self.of_named(named, &subject, operator);
            }
        }
        if let Some(operator) = operators.first()
            && matches!(operator.op, Op::InSegment | Op::NotInSegment)
        {
            return match grammar::one_word(&line[..operator.span.start], 0) {
                None => self.member(operator),
                Some(extra) => self.refuse("rules-text-left", &extra.span, |mistake| mistake),
            };
        }
        self.explain(&operators)
    }

    /// What a text names under an operator. A ladder's name stands for the rung, unless a field has exactly this name.
    fn named(&mut self, text: &str, operator: &Operator) -> Option<Named> {
        if let Some(ladder) = self.names.days_on_rung(text) {
            return Some(Named::DaysOnRung(ladder));
        }
        if let Some(ladder) = self.names.ladder(text) {
            let asks_rung = match operator.op {
                Op::IsOn => true,
                Op::Is | Op::IsNot | Op::IsOneOf | Op::IsNotOneOf | Op::Equal | Op::NotEqual => {
                    !Names::is_english_field(text) || self.values_are_rungs(ladder, operator)
                }
                _ => false,
            };
            if asks_rung {
                return Some(Named::Ladder(ladder));
            }
        }
        self.names.field(text).map(Named::Field)
    }

    fn values_are_rungs(&self, ladder: usize, operator: &Operator) -> bool {
        let rest = &self.line.value[operator.span.end..];
        let words = grammar::words_of_list(rest, 0)
            .or_else(|| grammar::one_word(rest, 0).map(|word| vec![word]))
            .unwrap_or_default();
        !words.is_empty()
            && words
                .iter()
                .all(|word| self.names.rung(ladder, &word.text).is_some())
    }

    fn of_named(
        &mut self,
        named: Named,
        subject: &Word,
        operator: &Operator,
    ) -> Option<(Subject, Test)> {
        match named {
            Named::Ladder(ladder) => {
                let test = self.rungs(ladder, operator)?;
                Some((Subject::Ladder(ladder), test))
            }
            Named::DaysOnRung(ladder) => {
                let field = Asked {
                    name: subject,
                    class: Class::Number,
                    unit: Unit::Days,
                };
                let test = self.test(field, operator)?;
                Some((Subject::DaysOnRung(ladder), test))
            }
            Named::Field(found) => {
                if let Some(table) = other_table(found.id) {
                    return self.refuse("rules-field-table", &subject.span, |mistake| {
                        mistake.arg("table", table.code())
                    });
                }
                if operator.op == Op::IsOn {
                    return self.ladder_or_text(found, subject, operator);
                }
                let field = Asked {
                    name: subject,
                    class: found.class,
                    unit: Unit::of(found.id),
                };
                let test = self.test(field, operator)?;
                self.note_goods(found.id, operator);
                Some((Subject::Field(found.id), test))
            }
        }
    }

    /// `status is on hold` is about a text; `valu is on Gold` about a ladder that does not exist.
    fn ladder_or_text(
        &mut self,
        found: Found,
        subject: &Word,
        operator: &Operator,
    ) -> Option<(Subject, Test)> {
        if !matches!(found.class, Class::Text | Class::List | Class::Trade) {
            return self.unknown_ladder(subject);
        }
        let rest = &self.line.value[operator.span.start..];
        let value = rest.get(2..).unwrap_or_default();
        let text = grammar::one_word(value, operator.span.start + 2)?;
        Some((
            Subject::Field(found.id),
            Test::TextIsOneOf(vec![fold(&text.text)]),
        ))
    }

    fn rungs(&mut self, ladder: usize, operator: &Operator) -> Option<Test> {
        let words = if matches!(operator.op, Op::IsOneOf | Op::IsNotOneOf) {
            self.list(operator)?
        } else {
            vec![self.value(operator)?]
        };
        let mut rungs = Vec::new();
        for word in &words {
            if let Some(rung) = self.names.rung(ladder, &word.text) {
                rungs.push(rung);
            } else {
                let known = self.names.ladders[ladder].clone();
                let codes = ("rules-rung-misspelt", "rules-rung-unknown");
                self.unknown(word, codes, known.rungs.iter(), |mistake| {
                    mistake.arg("ladder", known.name.as_str())
                });
            }
        }
        if rungs.len() < words.len() {
            return None;
        }
        Some(match operator.op {
            Op::IsNot | Op::IsNotOneOf | Op::NotEqual => Test::OffRung(rungs),
            _ => Test::OnRung(rungs),
        })
    }

    fn member(&mut self, operator: &Operator) -> Option<(Subject, Test)> {
        let word = self.value(operator)?;
        if let Some(segment) = self.names.segment(&word.text) {
            let test = Test::Member(operator.op == Op::InSegment);
            return Some((Subject::Segment(segment), test));
        }
        let known = self.names.segments.clone();
        let codes = ("rules-segment-misspelt", "rules-segment-unknown");
        self.unknown(&word, codes, known.iter(), |mistake| mistake);
        None
    }

    fn test(&mut self, field: Asked<'_>, operator: &Operator) -> Option<Test> {
        use Class::{Date, List, Number, Text, Trade, YesNo};
        match (operator.op, field.class) {
            (Op::Known, _) => self.nothing_more(operator, Test::Known),
            (Op::Empty, _) => self.nothing_more(operator, Test::Empty),

            (Op::Is | Op::Equal | Op::IsNot | Op::NotEqual, YesNo) => {
                let word = self.value(operator)?;
                let negated = matches!(operator.op, Op::IsNot | Op::NotEqual);
                match literal::yes_no(&word.text) {
                    Some(flag) => Some(Test::YesNo(flag != negated)),
                    None => self.bad_value("rules-value-yes-no", field, &word),
                }
            }
            (Op::Equal | Op::NotEqual, Trade) => {
                let word = self.value(operator)?;
                let comparison = comparison(operator.op)?;
                if word.quoted {
                    return Some(text_equal(operator.op, &word));
                }
                let number = literal::number(&word.text).map(|n| Test::Number(comparison, n));
                let test = number.or_else(|| {
                    let day = self.day_of(&word.text)?;
                    Some(Test::Date(comparison, day))
                });
                Some(test.unwrap_or_else(|| text_equal(operator.op, &word)))
            }
            (Op::Is | Op::Equal | Op::IsNot | Op::NotEqual, Text | List | Trade) => {
                let word = self.value(operator)?;
                Some(text_equal(operator.op, &word))
            }
            (Op::IsOneOf, Text | List | Trade) => {
                Some(Test::TextIsOneOf(folded(&self.list(operator)?)))
            }
            (Op::IsNotOneOf, Text | List | Trade) => {
                Some(Test::TextIsNot(folded(&self.list(operator)?)))
            }
            (Op::Contains, Text | List | Trade) => {
                Some(Test::Contains(fold(&self.value(operator)?.text)))
            }
            (Op::Lacks, Text | List | Trade) => {
                Some(Test::Lacks(fold(&self.value(operator)?.text)))
            }
            (Op::StartsWith, Text | List | Trade) => {
                Some(Test::StartsWith(fold(&self.value(operator)?.text)))
            }

            (Op::IsOneOf, Number) => {
                let words = self.list(operator)?;
                let numbers: Vec<Option<Decimal>> =
                    words.iter().map(|word| self.number(field, word)).collect();
                numbers
                    .into_iter()
                    .collect::<Option<_>>()
                    .map(Test::NumberIsOneOf)
            }
            (
                Op::Is
                | Op::Equal
                | Op::IsNot
                | Op::NotEqual
                | Op::Less
                | Op::LessOrEqual
                | Op::Greater
                | Op::GreaterOrEqual,
                Number,
            ) => {
                let word = self.value(operator)?;
                Some(Test::Number(
                    comparison(operator.op)?,
                    self.number(field, &word)?,
                ))
            }
            (
                Op::Is
                | Op::Equal
                | Op::IsNot
                | Op::NotEqual
                | Op::Less
                | Op::LessOrEqual
                | Op::Greater
                | Op::GreaterOrEqual
                | Op::Before
                | Op::After,
                Date,
            )
            | (Op::Before | Op::After, Trade) => {
                let word = self.value(operator)?;
                Some(Test::Date(
                    comparison(operator.op)?,
                    self.day(field, &word)?,
                ))
            }
            (Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual, Trade) => {
                let word = self.value(operator)?;
                let comparison = comparison(operator.op)?;
                match self.day_of(&word.text) {
                    Some(day) => Some(Test::Date(comparison, day)),
                    None => Some(Test::Number(comparison, self.number(field, &word)?)),
                }
            }
            (Op::Between, Number | Date | Trade) => self.between(field, operator),

            (Op::InTop, Number | Trade) => self.top(field, operator),
            (Op::InBottom, Number | Trade) => {
                let word = self.value(operator)?;
                self.percent(field, &word).map(Test::BottomPercent)
            }

            (Op::Within, Date | Trade) => self.days(field, operator).map(Test::WithinDays),
            (Op::OlderThan, Date | Trade) => self.days(field, operator).map(Test::OlderThanDays),
            (Op::InNext, Date | Trade) => self.days(field, operator).map(Test::InNextDays),

            _ => self.misfit(field, operator),
        }
    }

    fn nothing_more(&mut self, operator: &Operator, test: Test) -> Option<Test> {
        let rest = &self.line.value[operator.span.end..];
        match grammar::one_word(rest, operator.span.end) {
            None => Some(test),
            Some(extra) => self.refuse("rules-text-left", &extra.span, |mistake| mistake),
        }
    }

    fn misfit(&mut self, field: Asked<'_>, operator: &Operator) -> Option<Test> {
        let code = match field.class {
            Class::Text | Class::Trade => "rules-fit-text",
            Class::List => "rules-fit-list",
            Class::Number => "rules-fit-number",
            Class::Date => "rules-fit-date",
            Class::YesNo => "rules-fit-yes-no",
        };
        let name = field.name.text.clone();
        self.refuse(code, &operator.span, |mistake| mistake.arg("name", name))
    }

    fn bad_value<T>(&mut self, code: &'static str, field: Asked<'_>, word: &Word) -> Option<T> {
        let name = field.name.text.clone();
        self.refuse(code, &word.span, |mistake| mistake.arg("name", name))
    }

    fn unknown_ladder<T>(&mut self, subject: &Word) -> Option<T> {
        let known: Vec<String> = self
            .names
            .ladders
            .iter()
            .map(|ladder| ladder.name.clone())
            .collect();
        let codes = ("rules-ladder-misspelt", "rules-ladder-unknown");
        self.unknown(subject, codes, known.iter(), |mistake| mistake);
        None
    }

    /// A name that is none of the known ones: misspelt where one is close, else unknown.
    fn unknown<'k>(
        &mut self,
        word: &Word,
        (misspelt, unknown): (&'static str, &'static str),
        known: impl Iterator<Item = &'k String> + Clone,
        more: impl FnOnce(Mistake) -> Mistake,
    ) {
        let spot = self.problems.part(self.line, word.span.clone());
        let mistake = match nearest(&word.text, known.clone().map(String::as_str)) {
            Some(meant) => Mistake::new(misspelt, &spot, &word.text).meant(
                meant,
                if word.quoted {
                    format!("'{meant}'")
                } else {
                    meant.to_owned()
                },
            ),
            None => Mistake::new(unknown, &spot, &word.text)
                .arg("expected", listed(known.map(String::as_str))),
        };
        self.problems.add(more(mistake));
    }

    fn refuse<T>(
        &mut self,
        code: &'static str,
        part: &Range<usize>,
        more: impl FnOnce(Mistake) -> Mistake,
    ) -> Option<T> {
        let spot = self.problems.part(self.line, part.clone());
        let written = self.line.value.get(part.clone()).unwrap_or_default();
        self.problems.add(more(Mistake::new(code, &spot, written)));
        None
    }
}

/// A field under test.
#[derive(Debug, Clone, Copy)]
struct Asked<'w> {
    name: &'w Word,
    class: Class,
    unit: Unit,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Plain,
    Share,
    Days,
    Years,
}

impl Unit {
    fn of(field: FieldId) -> Unit {
        match Derived::from_id(field) {
            Some(Derived::Completeness | Derived::RepeatProbability) => Unit::Share,
            Some(
                Derived::DaysKnown
                | Derived::DaysSinceVerified
                | Derived::DaysSinceContact
                | Derived::UsualInterval,
            ) => Unit::Days,
            Some(Derived::Age) => Unit::Years,
            _ => Unit::Plain,
        }
    }
}

fn comparison(op: Op) -> Option<Comparison> {
    Some(match op {
        Op::Is | Op::Equal => Comparison::Equal,
        Op::IsNot | Op::NotEqual => Comparison::NotEqual,
        Op::Less | Op::Before => Comparison::Less,
        Op::LessOrEqual => Comparison::LessOrEqual,
        Op::Greater | Op::After => Comparison::Greater,
        Op::GreaterOrEqual => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

fn text_equal(op: Op, word: &Word) -> Test {
    let texts = vec![fold(&word.text)];
    match op {
        Op::IsNot | Op::NotEqual => Test::TextIsNot(texts),
        _ => Test::TextIsOneOf(texts),
    }
}

fn folded(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| fold(&word.text)).collect()
}

//! Conditions that are said in a sentence: of purchases (`bought Coaching within 12 months`, `spent >= 500 on category Books`) and of
//! relatives (`any relative whose city is Cairo`). Their words are in `lang/*/phrases.toml`.

use std::ops::Range;

use super::explain::misspelt_operator;
use super::{Asked, Checker, Unit, condition};
use crate::config::condition::{Condition, Figure, Goods, Period, Purchases, Subject, Test};
use crate::config::grammar::{self, Op, Operator, Word};
use crate::config::literal;
use crate::config::names::Class;
use crate::config::problem::At;
use crate::lang::Phrase;
use crate::model::Derived;

/// What a line says, if it is a sentence.
pub(super) enum Said {
    Meant(Subject, Test),
    /// It is one, and its mistakes were told.
    Wrong,
    /// It is none.
    Nothing,
}

/// What a sentence may begin with.
pub(super) const VERBS: [Phrase; 9] = [
    Phrase::Bought,
    Phrase::NotBought,
    Phrase::Spent,
    Phrase::Ordered,
    Phrase::HasRelatives,
    Phrase::NoRelatives,
    Phrase::AnyRelative,
    Phrase::NoRelative,
    Phrase::Relatives,
];

const PERIODS: [Phrase; 3] = [Phrase::Within, Phrase::After, Phrase::Before];

/// A part of a sentence: the phrase or comparison that begins it, and what follows.
struct Clause {
    mark: Mark,
    /// The words that begin it.
    words: Range<usize>,
    /// What follows, up to the next clause.
    value: Range<usize>,
}

enum Mark {
    Phrase(Phrase),
    Comparison(Operator),
}

impl Checker<'_, '_, '_> {
    pub(super) fn sentence(&mut self, operators: &[Operator]) -> Said {
        let line = self.line.value.as_str();
        let Some((verb, at)) = self.names.phrases().at(line, &VERBS) else {
            return Said::Nothing;
        };
        let named = |operator: &Operator| grammar::one_word(&line[..operator.span.start], 0);
        let mut subjects = operators.iter().filter_map(named);
        if subjects.any(|subject| self.names.is_own(&subject.text)) {
            return Said::Nothing;
        }
        let meant = match verb {
            Phrase::HasRelatives | Phrase::NoRelatives => self.no_more(at).map(|()| {
                (
                    Subject::HasRelatives,
                    Test::YesNo(verb == Phrase::HasRelatives),
                )
            }),
            Phrase::AnyRelative | Phrase::NoRelative => self.relative(verb, at),
            Phrase::Relatives => self.of_relatives(at),
            Phrase::Spent => self.figure(Figure::Spent, at),
            Phrase::Ordered => self.figure(Figure::Ordered, at),
            _ => self.bought(verb, at),
        };
        match meant {
            Some((subject, test)) => Said::Meant(subject, test),
            None => Said::Wrong,
        }
    }

    /// `bought Coaching within 12 months`.
    fn bought(&mut self, verb: Phrase, at: usize) -> Option<(Subject, Test)> {
        let clauses = self.clauses(at, &PERIODS, &[]);
        let head = at..clauses
            .first()
            .map_or(self.line.value.len(), |clause| clause.words.start);
        let period = self.period(&clauses)?;
        let goods = self.goods(&head);
        if goods.is_none() && period == Period::Ever {
            return self.refuse("rules-bought-what", &(0..at), |mistake| mistake);
        }
        let purchases = Purchases {
            goods: goods.unwrap_or(Goods::All),
            period,
        };
        let subject = Subject::Purchases(Figure::Bought, Box::new(purchases));
        Some((subject, Test::YesNo(verb == Phrase::Bought)))
    }

    /// `spent >= 500 on category Books within 12 months`, its parts in any order.
    fn figure(&mut self, figure: Figure, at: usize) -> Option<(Subject, Test)> {
        let wanted = [Phrase::On, Phrase::Within, Phrase::After, Phrase::Before];
        let comparisons = grammar::operators(&self.line.value);
        let clauses = self.clauses(at, &wanted, &comparisons);
        let is_comparison = |clause: &&Clause| matches!(clause.mark, Mark::Comparison(_));
        let mut compared = clauses.iter().filter(is_comparison);
        let Some(comparison) = compared.next() else {
            let first = clauses
                .first()
                .map_or(self.line.value.len(), |clause| clause.words.start);
            let between = &self.line.value[at..first];
            if !between.trim_matches(grammar::is_space).is_empty()
                && let Some((words, meant)) = misspelt_operator(&self.line.value, at)
            {
                return self.refuse("rules-operator-misspelt", &words, |mistake| {
                    mistake.meant(meant, meant)
                });
            }
            let whole = 0..self.line.value.len();
            return self.refuse("rules-figure-unclear", &whole, |mistake| mistake);
        };
        if let Some(second) = compared.next() {
            return self.refuse("rules-text-left", &second.words, |mistake| mistake);
        }
        let first = clauses.first().map_or(at, |clause| clause.words.start);
        if let Some(extra) = grammar::one_word(&self.line.value[at..first], at) {
            return self.refuse("rules-text-left", &extra.span, |mistake| mistake);
        }
        let goods = match self.only(&clauses, &[Phrase::On])? {
            None => Goods::All,
            Some(clause) => match self.goods(&clause.value) {
                Some(goods) => goods,
                None => return self.nothing_after(&clause.words),
            },
        };
        let period = self.period(&clauses)?;
        let test = self.compared(comparison, at)?;
        if goods == Goods::All && period == Period::Ever {
            // What stands in where there is no table of purchases stands in here, too.
            let field = match figure {
                Figure::Ordered => Derived::Orders,
                _ => Derived::Spend,
            };
            return Some((Subject::Field(field.into()), test));
        }
        let purchases = Box::new(Purchases { goods, period });
        Some((Subject::Purchases(figure, purchases), test))
    }

    /// The test of a comparison, its value ending where the next clause begins.
    fn compared(&mut self, clause: &Clause, verb_end: usize) -> Option<Test> {
        let Mark::Comparison(operator) = &clause.mark else {
            return None;
        };
        let cut = At {
            value: self.line.value.get(..clause.value.end)?.to_owned(),
            spot: self.line.spot.clone(),
        };
        let name = Word {
            text: cut.value.get(..verb_end)?.trim().to_owned(),
            span: 0..verb_end,
            quoted: false,
        };
        let mut checker = Checker {
            line: &cut,
            names: &mut *self.names,
            problems: &mut *self.problems,
        };
        let asked = Asked {
            name: &name,
            class: Class::Number,
            unit: Unit::Plain,
        };
        checker.test(asked, operator)
    }

    /// The parts of a sentence from a byte on: each begins with one of the phrases or with a comparison.
    fn clauses(&self, at: usize, wanted: &[Phrase], comparisons: &[Operator]) -> Vec<Clause> {
        let line = self.line.value.as_str();
        let mut clauses: Vec<Clause> = Vec::new();
        let (mut closing, mut depth, mut before) = (None, 0_u32, ' ');
        let mut next = at;
        for (offset, c) in line[at..].char_indices() {
            let place = at + offset;
            let is_start = grammar::is_space(before);
            if closing.is_some() {
                closing = closing.filter(|close| *close != c);
            } else if let Some(close) = grammar::closing_quote(c)
                && (is_start || matches!(before, '[' | ',' | '،'))
                && line[place + c.len_utf8()..].contains(close)
            {
                closing = Some(close);
            } else if matches!(c, '[' | ']') {
                depth = if c == '[' {
                    depth + 1
                } else {
                    depth.saturating_sub(1)
                };
            } else if depth == 0 && place >= next {
                let compares =
                    |operator: &&Operator| operator.span.start == place && is_figure(operator.op);
                let found = match comparisons.iter().find(compares) {
                    Some(operator) => {
                        Some((Mark::Comparison(operator.clone()), operator.span.len()))
                    }
                    None if is_start && !grammar::is_space(c) => self
                        .names
                        .phrases()
                        .at(&line[place..], wanted)
                        .map(|(phrase, length)| (Mark::Phrase(phrase), length)),
                    None => None,
                };
                if let Some((mark, length)) = found {
                    next = place + length;
                    if let Some(last) = clauses.last_mut() {
                        last.value.end = place;
                    }
                    clauses.push(Clause {
                        mark,
                        words: place..next,
                        value: next..line.len(),
                    });
                }
            }
            before = c;
        }
        clauses
    }

    /// The one clause with one of these phrases; a second is a mistake.
    #[allow(
        clippy::option_option,
        reason = "a mistake, or a clause that may be missing"
    )]
    fn only<'c>(&mut self, clauses: &'c [Clause], wanted: &[Phrase]) -> Option<Option<&'c Clause>> {
        let is_wanted = |clause: &&Clause| match clause.mark {
            Mark::Phrase(phrase) => wanted.contains(&phrase),
            Mark::Comparison(_) => false,
        };
        let mut found = clauses.iter().filter(is_wanted);
        let first = found.next();
        match found.next() {
            None => Some(first),
            Some(second) => {
                let whole = second.words.start..second.value.end;
                self.refuse("rules-text-left", &whole, |mistake| mistake)
            }
        }
    }

    fn period(&mut self, clauses: &[Clause]) -> Option<Period> {
        let Some(clause) = self.only(clauses, &PERIODS)? else {
            return Some(Period::Ever);
        };
        let Some(word) =
            grammar::one_word(&self.line.value[clause.value.clone()], clause.value.start)
        else {
            return self.nothing_after(&clause.words);
        };
        let period = match clause.mark {
            Mark::Phrase(Phrase::Within) => match literal::duration(&word.text) {
                Some((count, literal::Unit::Months)) => Some(Period::Months(count)),
                Some((count, literal::Unit::Years)) => count.checked_mul(12).map(Period::Months),
                _ => literal::days(&word.text).map(Period::Days),
            },
            Mark::Phrase(Phrase::After) => self.day_of(&word.text).map(Period::After),
            _ => self.day_of(&word.text).map(Period::Before),
        };
        // Longer than a thousand years is a slip.
        let is_short = literal::days(&word.text).is_some();
        match period {
            Some(period) if is_short || !matches!(period, Period::Months(_)) => Some(period),
            _ => {
                let words = self.line.value[clause.words.clone()].to_owned();
                self.refuse("rules-value-period", &word.span, |mistake| {
                    mistake.arg("operator", words)
                })
            }
        }
    }

    fn nothing_after<T>(&mut self, words: &Range<usize>) -> Option<T> {
        let written = self.line.value[words.clone()].to_owned();
        self.refuse("rules-value-missing", words, |mistake| {
            mistake.arg("operator", written)
        })
    }

    fn no_more(&mut self, at: usize) -> Option<()> {
        match grammar::one_word(&self.line.value[at..], at) {
            None => Some(()),
            Some(extra) => self.refuse("rules-text-left", &extra.span, |mistake| mistake),
        }
    }

    /// `any relative whose value is on Gold`: the rest is a condition of its own.
    fn relative(&mut self, verb: Phrase, at: usize) -> Option<(Subject, Test)> {
        let inner = self.inner(at, &[Phrase::Whose])?;
        let inner = condition(&inner, self.names, self.problems)?;
        if is_about_relatives(&inner) {
            let rest = self.rest_of(at);
            return self.refuse("rules-relatives-nested", &rest, |mistake| mistake);
        }
        let test = Test::YesNo(verb == Phrase::AnyRelative);
        Some((Subject::AnyRelative(Box::new(inner)), test))
    }

    /// `relatives spend-12m >= 1000`: the sum over all of them.
    fn of_relatives(&mut self, at: usize) -> Option<(Subject, Test)> {
        let inner = self.inner(at, &[])?;
        let inner = condition(&inner, self.names, self.problems)?;
        match inner.subject {
            Subject::Field(field) if is_number(&inner.test) => {
                Some((Subject::OfRelatives(field), inner.test))
            }
            _ => {
                let rest = self.rest_of(at);
                self.refuse("rules-relatives-number", &rest, |mistake| mistake)
            }
        }
    }

    /// The line after the words that say of whom it is, and after those that say nothing.
    fn inner(&mut self, at: usize, skipped: &[Phrase]) -> Option<At<String>> {
        let phrases = self.names.phrases();
        let Range { mut start, end } = self.rest_of(at);
        let rest = |start: usize| &self.line.value[start..];
        // "has" says nothing by itself, "has relatives" does.
        let sentences = [Phrase::HasRelatives, Phrase::NoRelatives];
        while phrases.at(rest(start), &sentences).is_none()
            && let Some((_, length)) = phrases.at(rest(start), skipped)
        {
            start = self.rest_of(start + length).start;
        }
        if start >= end {
            let words = self.rest_of(0).start..at;
            return self.refuse("rules-relative-empty", &words, |mistake| mistake);
        }
        Some(self.problems.rest(self.line, start))
    }

    /// The rest of the line without the spaces and the colon before it.
    fn rest_of(&self, at: usize) -> Range<usize> {
        let line = self.line.value.as_str();
        let rest = &line[at..];
        let skipped = |c: char| grammar::is_space(c) || c == ':';
        let start = line.len() - rest.trim_start_matches(skipped).len();
        start..line.len()
    }
}

/// Operators that a sum of money or a number of orders is compared with.
fn is_figure(op: Op) -> bool {
    matches!(
        op,
        Op::Equal
            | Op::NotEqual
            | Op::Less
            | Op::LessOrEqual
            | Op::Greater
            | Op::GreaterOrEqual
            | Op::Between
            | Op::InTop
            | Op::InBottom
    )
}

fn is_number(test: &Test) -> bool {
    matches!(
        test,
        Test::Number(..)
            | Test::NumberIsOneOf(_)
            | Test::NumberBetween(..)
            | Test::TopPercent(..)
            | Test::Top(..)
            | Test::BottomPercent(_)
    )
}

fn is_about_relatives(condition: &Condition) -> bool {
    matches!(
        condition.subject,
        Subject::AnyRelative(_) | Subject::HasRelatives | Subject::OfRelatives(_)
    )
}

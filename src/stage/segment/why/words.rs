//! One condition of one contact in words: the field, its value, and what was asked of it.

use rust_decimal::Decimal;

use super::label;
use crate::calendar;
use crate::config::condition::{Comparison, Condition, Day, Figure, Subject, Test};
use crate::config::{Node, Plan};
use crate::lang::Lang;
use crate::model::{Fact, Field, PartialDate};
use crate::stage::segment::check::Memo;
use crate::stage::segment::evidence::field_name;
use crate::stage::segment::question::{Of, Question};
use crate::stage::segment::ready::Asked;
use crate::stage::segment::sight::Sight;
use crate::stage::segment::truth::Truth;
use crate::stage::segment::{Placements, ScoreResult};

/// Puts conditions into words.
pub(super) struct Words<'a> {
    sight: Sight<'a>,
    placements: &'a Placements,
    lang: &'a Lang,
}

impl<'a> Words<'a> {
    pub(super) fn new(sight: Sight<'a>, placements: &'a Placements, lang: &'a Lang) -> Words<'a> {
        Words {
            sight,
            placements,
            lang,
        }
    }

    pub(super) fn sight(&self) -> &Sight<'a> {
        &self.sight
    }

    fn plan(&self) -> &'a Plan {
        self.sight.plan()
    }

    /// A condition and how it turned out.
    pub(super) fn condition(&self, asked: &Asked<'_>, truth: Truth, contact: usize) -> String {
        let condition = asked.condition;
        if let Some(told) = self.said(asked, truth, contact) {
            return told;
        }
        let field = self.subject(&condition.subject);
        if truth == Truth::Unknown {
            return self.lang.fill("why.unknown", &[("field", &field)]);
        }
        let (key, wanted, to) = self.asked(condition, truth == Truth::True);
        let value = self.value(asked, contact);
        let from = asked.cutoff().map(|from| self.number(from));
        let args = [
            ("field", field.as_str()),
            ("value", value.as_str()),
            ("wanted", wanted.as_str()),
            ("to", to.as_str()),
            ("from", from.as_deref().unwrap_or("0")),
        ];
        self.lang.fill(key, &args)
    }

    /// A condition that is a sentence is told as it was written, with what was found: the figure, or whether it is so, and who or
    /// when.
    fn said(&self, asked: &Asked<'_>, truth: Truth, contact: usize) -> Option<String> {
        let (question, sight) = (&asked.question, &self.sight);
        let about = match &question.of {
            Of::Purchases(..) if truth == Truth::Unknown => {
                return Some(self.lang.get("why.no-purchases").to_owned());
            }
            Of::HasRelatives | Of::AnyRelative(..) | Of::Family(_)
                if sight.relatives().is_none() =>
            {
                return Some(self.lang.get("why.no-relatives").to_owned());
            }
            Of::Purchases(Figure::Bought, bought) => {
                let latest = bought.latest(contact);
                latest.map_or_else(String::new, |day| day.to_string())
            }
            Of::AnyRelative(inner, _) => self.who(inner, contact),
            Of::HasRelatives => self.names(sight.relatives_of(contact)),
            Of::Purchases(..) | Of::Family(_) => {
                return Some(self.figure(asked, contact));
            }
            _ => return None,
        };
        let is_so = self.lang.get(match truth {
            Truth::True => "why.yes-word",
            Truth::False => "why.no-word",
            Truth::Unknown => "why.unknown-word",
        });
        let args = [
            ("wanted", asked.condition.text.as_str()),
            ("value", is_so),
            ("about", about.as_str()),
        ];
        let key = if about.is_empty() {
            "why.said"
        } else {
            "why.said-about"
        };
        Some(self.lang.fill(key, &args))
    }

    /// A sum or a number as the line asks for it.
    fn figure(&self, asked: &Asked<'_>, contact: usize) -> String {
        let mut value = self.value(asked, contact);
        if value.is_empty() {
            self.lang.get("why.unknown-word").clone_into(&mut value);
        }
        let from = asked.cutoff().map(|from| self.number(from));
        let mut args = vec![
            ("wanted", asked.condition.text.as_str()),
            ("value", value.as_str()),
        ];
        let key = match &from {
            Some(from) => {
                args.push(("from", from));
                "why.said-from"
            }
            None => "why.said",
        };
        self.lang.fill(key, &args)
    }

    /// The relatives of whom something is true; where it is of none, those of whom it is unknown, with a question mark.
    fn who(&self, question: &Question<'_>, contact: usize) -> String {
        let sight = &self.sight;
        let of = |wanted: Truth| {
            let relatives = sight.relatives_of(contact);
            let is_so = move |relative: &usize| {
                question.truth(sight, *relative, &mut Memo::default()) == wanted
            };
            self.names(relatives.filter(is_so))
        };
        let sure = of(Truth::True);
        if !sure.is_empty() {
            return sure;
        }
        let unsure = of(Truth::Unknown);
        if unsure.is_empty() {
            unsure
        } else {
            unsure + "?"
        }
    }

    /// The names of contacts, at most three.
    fn names(&self, contacts: impl Iterator<Item = usize>) -> String {
        let name = |contact: usize| match self.sight.fact(Field::Name.into(), contact) {
            Fact::Text(name) => name.into_owned(),
            _ => String::new(),
        };
        let names: Vec<String> = contacts.take(3).map(name).collect();
        names.join(self.lang.get("why.comma"))
    }

    pub(super) fn subject(&self, subject: &Subject) -> String {
        let ladder = |index: usize| {
            let ladder = self.plan().ladders.get(index);
            ladder.map_or("", |ladder| ladder.name.as_str())
        };
        match subject {
            Subject::Field(field) => label(self.lang, field_name(self.plan(), *field)).to_owned(),
            Subject::Ladder(index) => ladder(*index).to_owned(),
            Subject::DaysOnRung(index) => {
                let args = [("ladder", ladder(*index))];
                self.lang.fill("why.days-on-rung", &args)
            }
            Subject::Segment(index) => {
                let segment = self.plan().segments.get(*index);
                segment.map_or_else(String::new, |segment| segment.name.clone())
            }
            // Told as they were written.
            Subject::Purchases(..)
            | Subject::HasRelatives
            | Subject::AnyRelative(_)
            | Subject::OfRelatives(_) => String::new(),
        }
    }

    fn value(&self, asked: &Asked<'_>, contact: usize) -> String {
        if let Subject::Field(_) = asked.condition.subject
            && let Some(Node::Score(index)) = self.plan().node_of(&asked.condition.subject)
            && let Some(result) = self.placements.scores.get(index)
        {
            return self.score(result, contact);
        }
        match asked.fact(&self.sight, contact) {
            Fact::Unknown => String::new(),
            Fact::Text(text) => text.into_owned(),
            Fact::Number(number) => self.number(number),
            Fact::Date(date) => Self::date(date),
            Fact::YesNo(flag) => {
                let key = if flag { "why.yes-word" } else { "why.no-word" };
                self.lang.get(key).to_owned()
            }
        }
    }

    /// A total with the parts that it is made of.
    pub(super) fn score(&self, result: &ScoreResult, contact: usize) -> String {
        let points = |points: i32| self.number(Decimal::from(points));
        let total = result.totals.get(contact).copied().unwrap_or_default();
        let parts: Vec<String> = result
            .parts
            .iter()
            .map(|part| {
                let own = part.points.get(contact).copied().unwrap_or_default();
                format!("{} {}", part.name, points(own))
            })
            .collect();
        let parts = parts.join(self.lang.get("why.comma"));
        let args = [("total", &*points(total)), ("parts", &*parts)];
        self.lang.fill("why.score", &args)
    }

    /// The sentence for a test, and what was asked: one value or two.
    fn asked(&self, condition: &Condition, holds: bool) -> (&'static str, String, String) {
        let written = || condition.value_as_written().to_owned();
        let days = |days: u32| self.lang.count("why.days", u64::from(days), &[]);
        let either = |yes: &'static str, no: &'static str| if holds { yes } else { no };
        let (key, wanted) = match &condition.test {
            Test::TextIsOneOf(_) | Test::NumberIsOneOf(_) => {
                (either("why.is", "why.is-not"), written())
            }
            Test::TextIsNot(_) => (either("why.is-not", "why.is"), written()),
            Test::Contains(_) => (either("why.contains", "why.lacks-text"), written()),
            Test::Lacks(_) => (either("why.lacks-text", "why.contains"), written()),
            Test::StartsWith(_) => (either("why.starts", "why.starts-not"), written()),
            Test::Number(comparison, number) => {
                (number_key(*comparison, holds), self.number(*number))
            }
            Test::NumberBetween(least, most) => {
                let key = either("why.between", "why.between-not");
                return (key, self.number(*least), self.number(*most));
            }
            Test::Date(comparison, day) => (date_key(*comparison, holds), self.wanted_day(*day)),
            Test::DateBetween(first, last) => {
                let key = either("why.between", "why.between-not");
                return (key, self.wanted_day(*first), self.wanted_day(*last));
            }
            Test::YesNo(_) => ("why.is", String::new()),
            Test::TopPercent(percent, _) => (
                either("why.top-percent", "why.top-percent-not"),
                self.number(*percent),
            ),
            Test::Top(count, _) => (
                either("why.top", "why.top-not"),
                self.number(Decimal::from(*count)),
            ),
            Test::BottomPercent(percent) => (
                either("why.bottom-percent", "why.bottom-percent-not"),
                self.number(*percent),
            ),
            Test::WithinDays(count) => (either("why.within", "why.within-not"), days(*count)),
            Test::OlderThanDays(count) => (either("why.older", "why.older-not"), days(*count)),
            Test::InNextDays(count) => (either("why.next", "why.next-not"), days(*count)),
            Test::Known => (either("why.known", "why.empty"), String::new()),
            Test::Empty => (either("why.empty", "why.known"), String::new()),
            Test::OnRung(rungs) => (
                either("why.on", "why.on-not"),
                self.rungs(&condition.subject, rungs),
            ),
            Test::OffRung(rungs) => (
                either("why.on-not", "why.on"),
                self.rungs(&condition.subject, rungs),
            ),
            Test::Member(true) => (either("why.member", "why.member-not"), String::new()),
            Test::Member(false) => (either("why.member-not", "why.member"), String::new()),
        };
        (key, wanted, String::new())
    }

    fn rungs(&self, subject: &Subject, rungs: &[usize]) -> String {
        let Subject::Ladder(index) = *subject else {
            return String::new();
        };
        let Some(ladder) = self.plan().ladders.get(index) else {
            return String::new();
        };
        let names = rungs.iter().filter_map(|rung| ladder.rungs.get(*rung));
        let names: Vec<&str> = names.map(|rung| rung.name.as_str()).collect();
        names.join(self.lang.get("why.comma"))
    }

    fn wanted_day(&self, day: Day) -> String {
        match day {
            Day::On(date) => date.to_string(),
            Day::Today => self.lang.get("why.today").to_owned(),
        }
    }

    /// A day in ISO, as journal and twins keep it; it is put into the reader's calendar where it is shown.
    fn date(date: PartialDate) -> String {
        match calendar::to_civil(date) {
            Some(day) => day.to_string(),
            None => date.iso(),
        }
    }

    /// At most two decimal places, thousands apart, as the language does.
    fn number(&self, number: Decimal) -> String {
        self.lang.amount(number)
    }
}

fn number_key(comparison: Comparison, holds: bool) -> &'static str {
    match (comparison, holds) {
        (Comparison::Equal, true) | (Comparison::NotEqual, false) => "why.equal",
        (Comparison::NotEqual, true) | (Comparison::Equal, false) => "why.equal-not",
        (Comparison::Less, true) => "why.less",
        (Comparison::Less, false) => "why.less-not",
        (Comparison::LessOrEqual, true) => "why.most",
        (Comparison::LessOrEqual, false) | (Comparison::Greater, true) => "why.greater",
        (Comparison::Greater, false) => "why.greater-not",
        (Comparison::GreaterOrEqual, true) => "why.least",
        (Comparison::GreaterOrEqual, false) => "why.least-not",
    }
}

fn date_key(comparison: Comparison, holds: bool) -> &'static str {
    match (comparison, holds) {
        (Comparison::Equal, true) | (Comparison::NotEqual, false) => "why.equal",
        (Comparison::NotEqual, true) | (Comparison::Equal, false) => "why.equal-not",
        (Comparison::Less, true) | (Comparison::GreaterOrEqual, false) => "why.before",
        (Comparison::Less, false) | (Comparison::GreaterOrEqual, true) => "why.before-not",
        (Comparison::Greater, true) | (Comparison::LessOrEqual, false) => "why.after",
        (Comparison::Greater, false) | (Comparison::LessOrEqual, true) => "why.after-not",
    }
}

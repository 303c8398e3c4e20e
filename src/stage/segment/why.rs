//! Why a contact stands where it stands, in the reader's language. Nothing is stored: reasons are made anew from the facts
//! whenever they are shown. Words are in `lang/*/why.toml`.

mod next;
mod words;

use jiff::civil::Date;

use super::check::shifted;
use super::evidence::evidence;
use super::ready::{Asked, Ready};
use super::sight::Sight;
use super::truth::Truth;
use super::{NOT_PLACED, Placements, SetPlacement};
use crate::config::condition::{Comparison, Test};
use crate::config::{Node, Plan};
use crate::lang::{Lang, Language};
use crate::model::Facts;
use words::Words;

/// What reasons are made of.
#[derive(Clone, Copy)]
pub struct WhyRequest<'a> {
    /// The rules.
    pub plan: &'a Plan,
    /// Where contacts were placed.
    pub placements: &'a Placements,
    /// Everything known of every contact.
    pub facts: &'a dyn Facts,
    /// The reader's language.
    pub lang: &'a Lang,
    /// The day of the run.
    pub today: Date,
}

/// Makes reasons for one contact after another; conditions are made ready once.
pub struct Reasons<'a> {
    request: WhyRequest<'a>,
    ladders: Vec<Vec<Ready<'a>>>,
    segments: Vec<Ready<'a>>,
    words: Words<'a>,
}

/// Why a contact stands on its rung of a ladder; for many contacts use [`Reasons`].
pub fn why(request: &WhyRequest<'_>, ladder: usize, contact: usize) -> String {
    Reasons::new(*request).why(ladder, contact)
}

impl<'a> Reasons<'a> {
    /// Makes the conditions of all ladders and segments ready.
    pub fn new(request: WhyRequest<'a>) -> Reasons<'a> {
        let WhyRequest {
            plan,
            placements,
            facts,
            today,
            lang,
        } = request;
        let sight = Sight::new(facts, plan, placements, today);
        Reasons {
            request,
            ladders: plan
                .ladders
                .iter()
                .map(|ladder| {
                    ladder
                        .rungs
                        .iter()
                        .map(|rung| sight.ready(&rung.when))
                        .collect()
                })
                .collect(),
            segments: plan
                .segments
                .iter()
                .map(|segment| sight.ready(&segment.when))
                .collect(),
            words: Words::new(sight, placements, lang),
        }
    }

    /// `Gold: spend-12m 4,310 is in the top 20% (from 2,900)`; empty for a ladder or contact that does not exist.
    pub fn why(&self, ladder: usize, contact: usize) -> String {
        self.find(ladder, contact).unwrap_or_default()
    }

    fn find(&self, index: usize, contact: usize) -> Option<String> {
        let lang = self.request.lang;
        let ladder = self.request.plan.ladders.get(index)?;
        let result = self.request.placements.ladders.get(index)?;
        let rungs = self.ladders.get(index)?;
        let at = *result.rungs.get(contact)?;
        if let Some(field) = &result.lacks {
            return Some(lang.fill("why.lacks", &[("field", label(lang, field))]));
        }
        let name = |rung: u16| match ladder.rungs.get(usize::from(rung)) {
            Some(rung) => rung.name.as_str(),
            None => lang.get("why.no-rung"),
        };
        if let Some(SetPlacement { set, ours }) = result.set.get(&(contact as u32)) {
            let args = [
                ("rung", name(at)),
                ("until", &set.until.to_string()),
                ("reason", set.reason.as_str()),
                ("now", name(*ours)),
            ];
            return Some(lang.fill("why.set", &args));
        }
        if let Some(Some(below)) = result.below_since.get(contact) {
            let keep = i64::from(ladder.keep_days.unwrap_or_default());
            let is_true = |rung: &Ready<'_>| rung.truth(contact).is_true();
            let by_facts = rungs.iter().position(is_true);
            let by_facts = by_facts.map_or(NOT_PLACED, |rung| rung as u16);
            let until = shifted(*below, keep).to_string();
            let args = [
                ("rung", name(at)),
                ("until", &until),
                ("since", &below.to_string()),
                ("now", name(by_facts)),
            ];
            return Some(lang.fill("why.kept", &args));
        }
        if result.no_data.get(contact) == Some(&true) {
            return Some(self.no_data(index));
        }
        let Some(ready) = rungs.get(usize::from(at)) else {
            let reasons = rungs
                .last()
                .map(|rung| self.failed(rung, contact))
                .unwrap_or_default();
            return Some(lang.fill("why.unplaced", &[("reasons", &reasons)]));
        };
        let reasons = self.held(ready, contact);
        if !reasons.is_empty() {
            let args = [("rung", name(at)), ("reasons", reasons.as_str())];
            return Some(lang.fill("why.placed", &args));
        }
        // The rung has no conditions: what counts is why no higher one was reached.
        let higher = at.checked_sub(1).unwrap_or(NOT_PLACED);
        let Some(above) = rungs.get(usize::from(higher)) else {
            return Some(lang.fill("why.everyone", &[("rung", name(at))]));
        };
        let reasons = self.failed(above, contact);
        let args = [
            ("rung", name(at)),
            ("higher", name(higher)),
            ("reasons", reasons.as_str()),
        ];
        Some(lang.fill("why.else", &args))
    }

    /// What a ladder goes by, of which nothing is known.
    fn no_data(&self, ladder: usize) -> String {
        let WhyRequest { plan, lang, .. } = self.request;
        let evidence = evidence(plan, Node::Ladder(ladder));
        let names: Vec<&str> = evidence
            .iter()
            .map(|of| label(lang, of.name(plan)))
            .collect();
        let names = names.join(lang.get("why.comma"));
        lang.fill("why.no-data", &[("fields", &names)])
    }

    /// Why a contact is in a segment, or is not.
    pub fn segment(&self, segment: usize, contact: usize) -> String {
        let Some(ready) = self.segments.get(segment) else {
            return String::new();
        };
        if ready.truth(contact).is_true() {
            self.held(ready, contact)
        } else {
            self.failed(ready, contact)
        }
    }

    /// The total of a score with its parts: `65 (engagement 40, interest 15, ability 10)`; `None` where nothing is known of it.
    pub fn score(&self, score: usize, contact: usize) -> Option<String> {
        let result = self.request.placements.scores.get(score)?;
        let known = result.known.get(contact).copied().unwrap_or_default();
        known.then(|| self.words.score(result, contact))
    }

    /// The conditions that hold, in words.
    fn held(&self, ready: &Ready<'_>, contact: usize) -> String {
        let all = ready
            .all
            .iter()
            .filter(|asked| !is_implied(asked, &ready.all));
        let sight = self.words.sight();
        let any = ready
            .any
            .iter()
            .filter(|asked| asked.truth(sight, contact).is_true());
        let held = all.chain(any).map(|asked| (asked, Truth::True));
        let none = ready.none.iter().map(|asked| (asked, Truth::False));
        self.joined(held.chain(none), contact)
    }

    /// The conditions for want of which it does not hold, in words.
    fn failed(&self, ready: &Ready<'_>, contact: usize) -> String {
        let sight = self.words.sight();
        let with_truth = |asked| {
            let truth = Asked::truth(asked, sight, contact);
            (asked, truth)
        };
        let all = ready
            .all
            .iter()
            .map(with_truth)
            .filter(|(_, truth)| !truth.is_true());
        let any = ready.any.iter().map(with_truth);
        let any_holds = any.clone().any(|(_, truth)| truth.is_true());
        let any = any.filter(|_| !any_holds);
        let none = ready
            .none
            .iter()
            .map(with_truth)
            .filter(|(_, truth)| *truth != Truth::False);
        self.joined(all.chain(any).chain(none), contact)
    }

    fn joined<'r>(
        &self,
        conditions: impl Iterator<Item = (&'r Asked<'r>, Truth)>,
        contact: usize,
    ) -> String {
        let mut reasons: Vec<String> = Vec::new();
        for (asked, truth) in conditions {
            let reason = self.words.condition(asked, truth, contact);
            // `spend = 0` and `spend > 5` are both unknown for one reason.
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons.join(self.request.lang.get("why.and"))
    }
}

/// Whether a condition says no more than a top share of the same field does, which is above zero and from a known value on.
fn is_implied(asked: &Asked<'_>, all: &[Asked<'_>]) -> bool {
    let implied_from = |from: rust_decimal::Decimal| match asked.condition.test {
        Test::Number(Comparison::Greater, number) => number < from,
        Test::Number(Comparison::GreaterOrEqual, number) => number <= from,
        Test::Known => true,
        _ => false,
    };
    all.iter().any(|other| {
        other.condition.subject == asked.condition.subject
            && matches!(other.condition.test, Test::TopPercent(..) | Test::Top(..))
            && other.cutoff().is_some_and(implied_from)
    })
}

/// The name of a field or table as the reader knows it: its label, in English the name that rules use.
fn label<'a>(lang: &'a Lang, name: &'a str) -> &'a str {
    match lang.language {
        Language::English => name,
        _ => lang.field_or_table(name),
    }
}

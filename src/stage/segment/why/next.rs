//! What would lift a contact to the next rung of a ladder.

use rust_decimal::Decimal;

use super::Reasons;
use crate::config::condition::{Comparison, Test};
use crate::model::Fact;
use crate::stage::segment::NOT_PLACED;
use crate::stage::segment::ready::{Asked, Ready};
use crate::stage::segment::truth::Truth;

/// What is missing of a number.
enum Gap {
    /// So much more, or more than that.
    More(Decimal, bool),
    /// So much less, or less than that.
    Less(Decimal, bool),
}

impl Reasons<'_> {
    /// `to Gold: 2 orders more; 1,200 spend-12m more`: what is missing for the next rung up, or for the one on which the contact is
    /// kept; `None` at the top, on a rung set by hand, and where nothing is known.
    pub fn next(&self, index: usize, contact: usize) -> Option<String> {
        let lang = self.request.lang;
        let ladder = self.request.plan.ladders.get(index)?;
        let result = self.request.placements.ladders.get(index)?;
        let rungs = self.ladders.get(index)?;
        let at = *result.rungs.get(contact)?;
        let is_open = result.lacks.is_some()
            || result.no_data.get(contact) == Some(&true)
            || result.set.contains_key(&(contact as u32));
        if is_open {
            return None;
        }
        let is_kept = result.below_since.get(contact).is_some_and(Option::is_some);
        let target = match at {
            NOT_PLACED => rungs.len().checked_sub(1)?,
            at if is_kept => usize::from(at),
            at => usize::from(at).checked_sub(1)?,
        };
        let missing = self.missing(rungs.get(target)?, contact);
        let name = lang.rung(&ladder.name, &ladder.rungs.get(target)?.name);
        let args = [("rung", name), ("missing", missing.as_str())];
        (!missing.is_empty()).then(|| lang.fill("why.next-rung", &args))
    }

    fn missing(&self, ready: &Ready<'_>, contact: usize) -> String {
        let lang = self.request.lang;
        let sight = self.words.sight();
        let step = |asked: &Asked<'_>| self.step(asked, contact);
        let all = ready.all.iter();
        let all = all.filter(|asked| !asked.truth(sight, contact).is_true());
        let mut steps: Vec<String> = Vec::new();
        for step in all.map(step) {
            // `spend > 0` and `spend in top 20%` may lack one thing.
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
        let any_holds = ready
            .any
            .iter()
            .any(|asked| asked.truth(sight, contact).is_true());
        if !ready.any.is_empty() && !any_holds {
            let any: Vec<String> = ready.any.iter().map(step).collect();
            steps.push(any.join(lang.get("why.or")));
        }
        let none = ready.none.iter();
        let none = none.filter(|asked| asked.truth(sight, contact) != Truth::False);
        steps.extend(none.map(|asked| {
            lang.fill(
                "why.no-longer",
                &[("wanted", asked.condition.text.as_str())],
            )
        }));
        steps.join(lang.get("why.and"))
    }

    /// What is missing for one condition: so much more, or the condition as it was written.
    fn step(&self, asked: &Asked<'_>, contact: usize) -> String {
        let lang = self.request.lang;
        let (gap, key) = match self.gap(asked, contact) {
            None => return asked.condition.text.clone(),
            Some(Gap::More(gap, true)) => (gap, "why.more"),
            Some(Gap::More(gap, false)) => (gap, "why.more-than"),
            Some(Gap::Less(gap, true)) => (gap, "why.less-by"),
            Some(Gap::Less(gap, false)) => (gap, "why.less-than-by"),
        };
        let field = self.words.subject(&asked.condition.subject);
        let gap = lang.amount(gap);
        lang.fill(key, &[("gap", gap.as_str()), ("field", field.as_str())])
    }

    fn gap(&self, asked: &Asked<'_>, contact: usize) -> Option<Gap> {
        let Fact::Number(value) = asked.fact(self.words.sight(), contact) else {
            return None;
        };
        let gap = match asked.condition.test {
            Test::Number(Comparison::GreaterOrEqual, wanted) => Gap::More(wanted - value, true),
            Test::Number(Comparison::Greater, wanted) => Gap::More(wanted - value, false),
            Test::Number(Comparison::LessOrEqual, wanted) => Gap::Less(value - wanted, true),
            Test::Number(Comparison::Less, wanted) => Gap::Less(value - wanted, false),
            Test::TopPercent(..) | Test::Top(..) => Gap::More(asked.cutoff()? - value, true),
            _ => return None,
        };
        match gap {
            Gap::More(gap, _) | Gap::Less(gap, _) if gap <= Decimal::ZERO => None,
            gap => Some(gap),
        }
    }
}

//! `simulate`: who would stand elsewhere under other rules or at another date, and what they spend. Nothing is written.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::args::{Format, Global, SimulateArgs};
use super::problems::of_rules;
use super::style::{bold, faint, isolate};
use super::{CLEAN, FAILED, Reply, json, words};
use crate::book::{self, BookRequest, Mistaken, Simulated, WhatIf, reasons};
use crate::error::Result;
use crate::lang::Lang;
use crate::pipeline::{Comparison, Flow, LadderChange, Outcome, SegmentChange, Shifted, compare};
use crate::stage::segment::Reasons;

/// Names of each way that are shown without `--all`.
const NAMED: usize = 3;
/// Columns of a terminal that lines are cut to without `--all`.
const WIDTH: usize = 80;

pub(super) fn simulate(
    request: &BookRequest<'_>,
    global: &Global,
    trial: &SimulateArgs,
) -> Result<Reply> {
    let what_if = WhatIf {
        rules: trial.rules.as_deref(),
        set: &trial.set,
        at: trial.at,
    };
    match book::simulate(request, &what_if)? {
        Simulated::Mistaken(mistaken) => Ok(refused(&mistaken, global)),
        Simulated::Compared { before, after } => {
            let lang = words(global, &before);
            let facts = after.facts();
            let said = Said {
                outcomes: [&before, &after],
                lang: &lang,
                reasons: reasons(&after, &facts, &lang),
                trial,
                found: compare(&before, &after),
            };
            let text = match global.format {
                Format::Json => json::line(&said.json()),
                Format::Short => said.short(),
                Format::Human => said.human(),
            };
            Ok(Reply { text, code: CLEAN })
        }
    }
}

/// Mistakes in the changed rules: there is nothing to compare.
fn refused(mistaken: &Mistaken, global: &Global) -> Reply {
    let language = global.lang.unwrap_or_else(super::own_language);
    let lang = match &mistaken.outcome {
        Some(outcome) => words(global, outcome),
        None => Lang::load(language),
    };
    let said = |found| (lang.message(found), lang.hint(found));
    let problems = mistaken.problems.iter().map(|problem| &problem.diagnostic);
    let all = problems.chain(&mistaken.diagnostics);
    let text = if let Format::Json = global.format {
        let problems: Vec<Value> = all
            .map(|found| {
                let (message, hint) = said(found);
                let (file, cell) = json::line_of(&found.place);
                json!({
                    "severity": found.severity.code(), "code": found.code, "file": file, "cell": cell,
                    "value": found.value, "message": message, "hint": hint,
                })
            })
            .collect();
        let error = json!({"message": lang.get("cli.sim.mistaken"), "hint": null});
        json::line(&json!({"error": error, "problems": problems}))
    } else {
        let mut text = of_rules(&mistaken.problems, &mistaken.rules, &lang);
        for found in &mistaken.diagnostics {
            let (message, hint) = said(found);
            let file = json::line_of(&found.place).0.unwrap_or_default();
            let _ = writeln!(text, "{file}: {message}");
            if let Some(hint) = hint {
                let _ = writeln!(text, "  {} {hint}", faint(lang.get("cli.hint")));
            }
        }
        text + &bold(lang.get("cli.sim.mistaken")) + "\n"
    };
    Reply { text, code: FAILED }
}

/// Everything that is said about a comparison.
struct Said<'a> {
    outcomes: [&'a Outcome; 2],
    lang: &'a Lang,
    reasons: Reasons<'a>,
    trial: &'a SimulateArgs,
    found: Comparison,
}

impl Said<'_> {
    fn human(&self) -> String {
        let lang = self.lang;
        let book = &self.outcomes[0].plan.book.name;
        let mut text = format!(
            "{}\n",
            bold(&format!("{book} · {}", lang.get("cli.sim.title")))
        );
        let own = lang.get("cli.sim.own-rules").to_owned();
        let changed = self.changed();
        let then = if changed.is_empty() {
            own.clone()
        } else {
            changed.join(", ")
        };
        for (key, outcome, rules) in [
            ("cli.sim.now", self.outcomes[0], own),
            ("cli.sim.then", self.outcomes[1], then),
        ] {
            let (date, rules) = (lang.date(outcome.today), isolate(&rules, lang));
            let args = [("date", date.as_str()), ("rules", rules.as_str())];
            let _ = writeln!(
                text,
                "{}: {}",
                lang.get(key),
                lang.fill("cli.sim.both", &args)
            );
        }
        for (at, ladder) in self.found.ladders.iter().enumerate() {
            if !ladder.flows.is_empty() || ladder.exists != [true, true] {
                text.push('\n');
                self.ladder(&mut text, (at, ladder));
            }
        }
        for segment in &self.found.segments {
            if !segment.entered.is_empty() || !segment.left.is_empty() {
                text.push('\n');
                self.segment(&mut text, segment);
            }
        }
        let _ = writeln!(text, "\n{}", bold(&self.total()));
        text
    }

    fn total(&self) -> String {
        let lang = self.lang;
        let in_segments = self.found.segments.iter();
        let nobody = self.found.movers == 0
            && in_segments
                .map(|one| one.entered.len() + one.left.len())
                .sum::<usize>()
                == 0;
        if nobody {
            return lang.get("cli.sim.nobody").to_owned();
        }
        let contacts = self.people(self.found.movers);
        match self.found.revenue {
            Some(spend) => {
                let args = [
                    ("contacts", contacts.as_str()),
                    ("spend", &self.money(spend)),
                ];
                lang.fill("cli.sim.total-spend", &args)
            }
            None => lang.fill("cli.sim.total", &[("contacts", &contacts)]),
        }
    }

    /// What was asked for, as it was written.
    fn changed(&self) -> Vec<String> {
        let rules = self
            .trial
            .rules
            .iter()
            .map(|path| path.display().to_string());
        rules.chain(self.trial.set.iter().cloned()).collect()
    }

    fn ladder(&self, text: &mut String, (at, ladder): (usize, &LadderChange)) {
        let lang = self.lang;
        let movers = ladder.flows.iter().map(|flow| flow.who.len()).sum();
        let args = [
            ("ladder", lang.ladder(&ladder.name)),
            ("movers", &self.people(movers)),
        ];
        let _ = writeln!(text, "{}", bold(&lang.fill("cli.sim.ladder", &args)));
        match ladder.exists {
            [true, false] => self.note(text, lang.get("cli.sim.gone")),
            [false, true] => self.note(text, lang.get("cli.sim.new")),
            _ => {}
        }
        if let Some(field) = &ladder.lacks[1] {
            let args = [("field", lang.field(field))];
            self.note(text, &lang.fill("cli.sim.lacks", &args));
        }
        self.counts(text, ladder);
        for flow in &ladder.flows {
            self.flow(text, (at, ladder), flow);
        }
    }

    fn note(&self, text: &mut String, note: &str) {
        let _ = writeln!(text, "  {}", faint(&self.lang.sentence(note)));
    }

    /// How many stand on each rung: a table, or lines where a terminal runs from right to left and aligns nothing reliably.
    fn counts(&self, text: &mut String, ladder: &LadderChange) {
        let lang = self.lang;
        let label = |name: &Option<String>| match name {
            Some(name) => lang.rung(&ladder.name, name).to_owned(),
            None => lang.get("cli.not-placed").to_owned(),
        };
        let number = |count: usize| lang.number(count as u64);
        if lang.language.is_right_to_left() {
            for rung in &ladder.rungs {
                let [before, after] = rung.counts.map(number);
                let name = label(&rung.name);
                let args = [
                    ("rung", name.as_str()),
                    ("before", &before),
                    ("after", &after),
                ];
                let _ = writeln!(text, "  {}", lang.fill("cli.sim.rung", &args));
            }
            return;
        }
        let heads = ["cli.sim.column-now", "cli.sim.column-then"].map(|key| lang.get(key));
        let names: Vec<String> = ladder
            .rungs
            .iter()
            .map(|rung| cut(&label(&rung.name), 30))
            .collect();
        let first = names
            .iter()
            .map(|name| name.width())
            .max()
            .unwrap_or_default();
        let gap = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
        let wide = heads.map(|head| head.width().max(7));
        let cell = |text: &str, width: usize| format!("  {}{text}", gap(text, width));
        let head = heads
            .iter()
            .zip(wide)
            .map(|(head, width)| cell(head, width));
        let _ = writeln!(
            text,
            "  {}{}",
            " ".repeat(first),
            faint(&head.collect::<String>())
        );
        for (name, rung) in names.iter().zip(&ladder.rungs) {
            let [before, after] = rung.counts;
            let change = after as i64 - before as i64;
            let change = if change == 0 {
                String::new()
            } else {
                format!("{change:+}")
            };
            let _ = writeln!(
                text,
                "  {name}{}{}{}{}",
                gap(name, first),
                cell(&number(before), wide[0]),
                cell(&number(after), wide[1]),
                if change.is_empty() {
                    change
                } else {
                    cell(&change, 7)
                },
            );
        }
    }

    fn flow(&self, text: &mut String, (at, ladder): (usize, &LadderChange), flow: &Flow) {
        let lang = self.lang;
        let none = lang.get("cli.not-placed");
        let rung = |name: &'_ Option<String>| match name {
            Some(name) => lang.rung(&ladder.name, name).to_owned(),
            None => none.to_owned(),
        };
        let (from, to, contacts) = (
            rung(&flow.from),
            rung(&flow.to),
            self.people(flow.who.len()),
        );
        let spend = flow.revenue.map(|spend| self.money(spend));
        let key = if spend.is_some() {
            "cli.sim.flow-spend"
        } else {
            "cli.sim.flow"
        };
        let args = [
            ("from", from.as_str()),
            ("to", &to),
            ("contacts", &contacts),
            ("spend", spend.as_deref().unwrap_or_default()),
        ];
        let _ = writeln!(text, "  {}", lang.fill(key, &args));
        let exists = ladder.exists[1];
        self.who(text, &flow.who, &|contact| {
            if exists {
                self.reasons.why(at, contact)
            } else {
                String::new()
            }
        });
        if let (Some(crate::model::Direction::Down), Some(days)) =
            (flow.direction, ladder.keep_days)
        {
            let days = lang.count("why.days", u64::from(days), &[]);
            self.note(text, &lang.fill("cli.sim.keep", &[("days", &days)]));
        }
    }

    fn segment(&self, text: &mut String, segment: &SegmentChange) {
        let lang = self.lang;
        let [before, after] = segment.counts.map(|count| lang.number(count as u64));
        let args = [
            ("segment", segment.name.as_str()),
            ("before", &before),
            ("after", &after),
        ];
        let _ = writeln!(text, "{}", bold(&lang.fill("cli.sim.segment", &args)));
        let plan = &self.outcomes[1].plan.segments;
        let at = plan.iter().position(|one| one.name == segment.name);
        for (key, who) in [
            ("cli.sim.entered", &segment.entered),
            ("cli.sim.left", &segment.left),
        ] {
            if who.is_empty() {
                continue;
            }
            let contacts = self.people(who.len());
            let _ = writeln!(text, "  {}", lang.fill(key, &[("contacts", &contacts)]));
            self.who(text, who, &|contact| {
                at.map_or_else(String::new, |at| self.reasons.segment(at, contact))
            });
        }
    }

    /// The first few, or all, with what they spend and why they go.
    fn who(&self, text: &mut String, who: &[Shifted], why: &dyn Fn(usize) -> String) {
        let shown = if self.trial.all { who.len() } else { NAMED };
        for one in who.iter().take(shown) {
            let mut line = format!("    {}", self.name(one));
            if let Some(spend) = one.revenue {
                let _ = write!(line, "  {}", self.money(spend));
            }
            let reason = one.at[1].map(|at| why(at as usize)).unwrap_or_default();
            if !reason.is_empty() {
                let _ = write!(line, "  {}", self.lang.sentence(&reason));
            }
            let line = if self.trial.all {
                line
            } else {
                cut(&line, WIDTH)
            };
            let _ = writeln!(text, "{line}");
        }
        if who.len() > shown {
            let more = (who.len() - shown) as u64;
            let _ = writeln!(
                text,
                "    {}",
                faint(&self.lang.count("cli.sim-more", more, &[]))
            );
        }
    }

    fn name(&self, who: &Shifted) -> String {
        let side = usize::from(who.at[1].is_some());
        let at = who.at[side].unwrap_or_default() as usize;
        self.outcomes[side].contacts.name(at).into_owned()
    }

    fn people(&self, count: usize) -> String {
        self.lang.count("cli.people", count as u64, &[])
    }

    fn money(&self, amount: Decimal) -> String {
        let amount = self.lang.amount(amount);
        let amount = self.lang.sentence(&amount).into_owned();
        match &self.outcomes[0].plan.book.currency {
            Some(currency) => format!("{amount} {currency}"),
            None => amount,
        }
    }

    /// One line a contact and way.
    fn short(&self) -> String {
        let mut text = String::new();
        let none = self.lang.get("cli.not-placed");
        for ladder in &self.found.ladders {
            for flow in &ladder.flows {
                let (from, to) = (flow.from.as_deref(), flow.to.as_deref());
                let way = format!("{} -> {}", from.unwrap_or(none), to.unwrap_or(none));
                for one in &flow.who {
                    let _ = writeln!(
                        text,
                        "{}: {way}: {}\t{}",
                        ladder.name,
                        one.id,
                        self.name(one)
                    );
                }
            }
        }
        for segment in &self.found.segments {
            for (way, who) in [("entered", &segment.entered), ("left", &segment.left)] {
                for one in who {
                    let _ = writeln!(
                        text,
                        "{}: {way}: {}\t{}",
                        segment.name,
                        one.id,
                        self.name(one)
                    );
                }
            }
        }
        text
    }

    fn json(&self) -> Value {
        let [before, after] = self.outcomes;
        let ladders: Vec<Value> = self
            .found
            .ladders
            .iter()
            .enumerate()
            .map(|(at, ladder)| self.ladder_json(at, ladder))
            .collect();
        let segments: Vec<Value> = self
            .found
            .segments
            .iter()
            .map(|segment| {
                let at = after
                    .plan
                    .segments
                    .iter()
                    .position(|one| one.name == segment.name);
                let why =
                    |contact| at.map_or_else(String::new, |at| self.reasons.segment(at, contact));
                json!({
                    "segment": segment.name,
                    "now": segment.counts[0],
                    "then": segment.counts[1],
                    "entered": self.who_json(&segment.entered, &why),
                    "left": self.who_json(&segment.left, &why),
                })
            })
            .collect();
        json!({
            "book": before.plan.book.name,
            "date": before.today.to_string(),
            "at": after.today.to_string(),
            "changed": self.changed(),
            "movers": self.found.movers,
            "spend-12m": plain(self.found.revenue),
            "ladders": ladders,
            "segments": segments,
        })
    }

    fn ladder_json(&self, at: usize, ladder: &LadderChange) -> Value {
        let rungs: Vec<Value> = ladder
            .rungs
            .iter()
            .map(|rung| json!({"rung": rung.name, "now": rung.counts[0], "then": rung.counts[1]}))
            .collect();
        let exists = ladder.exists[1];
        let why = |contact| {
            if exists {
                self.reasons.why(at, contact)
            } else {
                String::new()
            }
        };
        let flows: Vec<Value> = ladder
            .flows
            .iter()
            .map(|flow| {
                json!({
                    "from": flow.from,
                    "to": flow.to,
                    "direction": flow.direction.map(crate::model::Direction::code),
                    "contacts": flow.who.len(),
                    "spend-12m": plain(flow.revenue),
                    "who": self.who_json(&flow.who, &why),
                })
            })
            .collect();
        json!({
            "ladder": ladder.name,
            "exists-now": ladder.exists[0],
            "exists-then": exists,
            "lacks": ladder.lacks[1],
            "keep-days": ladder.keep_days,
            "rungs": rungs,
            "flows": flows,
        })
    }

    fn who_json(&self, who: &[Shifted], why: &dyn Fn(usize) -> String) -> Value {
        who.iter()
            .map(|one| {
                json!({
                    "contact": one.id.as_str(),
                    "name": self.name(one),
                    "spend-12m": plain(one.revenue),
                    "why": one.at[1].map(|at| why(at as usize)),
                })
            })
            .collect()
    }
}

fn plain(amount: Option<Decimal>) -> Value {
    amount.map_or(Value::Null, |amount| {
        let text = crate::model::plain_decimal(amount);
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    })
}

/// A text of at most so many columns.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut wide = 1;
    for c in text.chars() {
        wide += c.width().unwrap_or_default();
        if wide > width {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_to_columns_not_letters() {
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("longer", 5), "long…");
        assert_eq!(cut("名前名前", 5), "名前…");
    }
}

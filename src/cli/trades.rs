//! Rules that suit a trade: what `init` writes into the rules of a new book. Everything in them is ordinary rules, to be changed.

use std::fmt::Write as _;

use super::args::Trade;
use crate::lang::Lang;

/// How a trade keeps its customers.
struct Habits {
    /// Intervals of keeping in touch with Gold, Silver and Bronze; empty: never.
    touch: [&'static str; 3],
    /// Until when after a purchase or contact somebody is hot, warm, cold.
    heat: [&'static str; 3],
    /// What tells that somebody is interested, beside needs: any of these lines.
    interest: &'static str,
    /// Conditions of each segment; `{1}` and `{2}` are the columns of the trade. Their names stand in the language files.
    segments: [&'static [&'static str]; 4],
    /// How long a customer may stay away before one asks why.
    lapsed: &'static str,
    /// How old a record may grow.
    verify: &'static str,
}

/// A shop sees its customers often.
const SHOP: Habits = Habits {
    touch: ["60 days", "120 days", ""],
    heat: ["30 days", "90 days", "270 days"],
    interest: "\"{2} is known\", \"last-purchase within 90 days\"",
    segments: [
        &["orders-12m >= 4"],
        &["orders = 1", "last-purchase within 1 year"],
        &["birthday in next 30 days", "orders >= 1"],
        &["{2} is known", "last-purchase older than 90 days"],
    ],
    lapsed: "120 days",
    verify: "2 years",
};

/// Services are asked for when something is due.
const SERVICES: Habits = Habits {
    touch: ["45 days", "90 days", "180 days"],
    heat: ["60 days", "180 days", "1 year"],
    interest: "\"{2} is known\", \"next-step is known\"",
    segments: [
        &["{2} in next 60 days"],
        &["orders-12m >= 2", "{2} is empty"],
        &["last-purchase older than 1 year"],
        &["referrals >= 1"],
    ],
    lapsed: "270 days",
    verify: "1 year",
};

/// Trainers, coaches, consultants: few customers, who come again and bring others.
const TRAINING: Habits = Habits {
    touch: ["30 days", "60 days", "180 days"],
    heat: ["60 days", "180 days", "1 year"],
    interest: "\"{1} is known\", \"next-step is known\"",
    segments: [
        &["{1} is known", "orders-12m = 0"],
        &["orders = 1", "last-purchase older than 60 days"],
        &["employees >= 20", "role is one of [decides, buys]"],
        &["referrals >= 1"],
    ],
    lapsed: "1 year",
    verify: "1 year",
};

/// Estate agents: years between two deals, days between two calls of who is looking.
const REAL_ESTATE: Habits = Habits {
    touch: ["90 days", "180 days", "1 year"],
    heat: ["30 days", "180 days", "2 years"],
    interest: "\"{1} is known\", \"{2} is known\"",
    segments: [
        &["{1} is known", "last-contact within 90 days"],
        &["{1} is known", "last-contact older than 14 days"],
        &["{2} is known"],
        &["orders >= 1", "last-purchase older than 1 year"],
    ],
    lapsed: "3 years",
    verify: "1 year",
};

/// Sales to companies: contracts, competitors, people who decide.
const COMPANIES: Habits = Habits {
    touch: ["21 days", "60 days", "120 days"],
    heat: ["60 days", "180 days", "1 year"],
    interest: "\"{1} is known\", \"next-step is known\"",
    segments: [
        &["{1} in next 90 days"],
        &["{2} is known", "spend-12m = 0"],
        &["role is one of [decides, buys]", "open-next-step is no"],
        &["employees >= 100"],
    ],
    lapsed: "180 days",
    verify: "180 days",
};

fn habits(trade: Trade) -> Option<&'static Habits> {
    match trade {
        Trade::Shop => Some(&SHOP),
        Trade::Services => Some(&SERVICES),
        Trade::Training => Some(&TRAINING),
        Trade::RealEstate => Some(&REAL_ESTATE),
        Trade::Companies => Some(&COMPANIES),
        Trade::Other => None,
    }
}

/// Columns of the trade: fields that tierbook does not know, carried through and usable in rules.
pub(super) fn columns(trade: Trade, lang: &Lang) -> Vec<String> {
    words(lang, "trade", trade)
}

/// A list in the language files, parted by `|`.
fn words(lang: &Lang, list: &str, trade: Trade) -> Vec<String> {
    let list = lang
        .find(&format!("starter.{list}.{}", trade.code()))
        .unwrap_or_default();
    let words = list.split('|').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// `tiers.toml` without its explanations: the four ladders, the score, the segments. `None` for a trade that nothing is known of.
pub(super) fn tiers(trade: Trade, lang: &Lang) -> Option<[String; 2]> {
    let habits = habits(trade)?;
    let columns = columns(trade, lang);
    let fill = |line: &str| {
        columns
            .iter()
            .zip(1..)
            .fold(line.to_owned(), |line, (column, at)| {
                line.replace(&format!("{{{at}}}"), &format!("'{column}'"))
            })
    };
    let [hot, warm, cold] = habits.heat;
    let [gold, silver, bronze] = habits.touch.map(|interval| match interval {
        "" => String::new(),
        interval => format!("keep-in-touch = \"{interval}\"\n"),
    });
    let ladders = format!(
        r#"[[ladder]]
name = "value"
keep = "30 days"
[[ladder.rung]]
name = "Gold"
when = ["spend-12m in top 20%", "spend-12m > 0"]
{gold}[[ladder.rung]]
name = "Silver"
when = ["spend-12m > 0"]
{silver}[[ladder.rung]]
name = "Bronze"
{bronze}
[[ladder]]
name = "level"
[[ladder.rung]]
name = "A"
when = ["conversion >= 60"]
[[ladder.rung]]
name = "B"
when = ["conversion >= 30"]
[[ladder.rung]]
name = "C"

[[ladder]]
name = "temperature"
[[ladder.rung]]
name = "Hot"
any = ["replies-90d >= 2", "last-purchase within {hot}"]
[[ladder.rung]]
name = "Warm"
any = ["replies-90d >= 1", "last-contact within {warm}", "last-purchase within {warm}"]
[[ladder.rung]]
name = "Cold"
any = ["last-contact within {cold}", "last-purchase within {cold}", "added-on within {cold}"]
[[ladder.rung]]
name = "Lost"

[[ladder]]
name = "vip"
[[ladder.rung]]
name = "VIP"
when = ["vip is yes"]
keep-in-touch = "14 days"

[[score]]
name = "conversion"
[[score.points]]
part = "engagement"
when = ["replies-90d >= 1"]
add = 20
[[score.points]]
part = "engagement"
when = ["replies-90d >= 3"]
add = 20
[[score.points]]
part = "interest"
when = ["needs is known"]
add = 15
[[score.points]]
part = "interest"
any = [{interest}]
add = 15
[[score.points]]
part = "ability"
when = ["role is one of [decides, buys]"]
add = 15
[[score.points]]
part = "ability"
any = ["budget > 0", "last-purchase is known"]
add = 15
"#,
        interest = fill(habits.interest),
    );
    let mut segments = String::new();
    let names = words(lang, "segments", trade);
    for (name, lines) in names.iter().zip(habits.segments) {
        let lines: Vec<toml::Value> = lines.iter().map(|line| fill(line).into()).collect();
        let (name, lines) = (toml::Value::from(name.as_str()), toml::Value::from(lines));
        let _ = writeln!(segments, "[[segment]]\nname = {name}\nwhen = {lines}\n");
    }
    Some([ladders, segments])
}

/// The reminders that a trade wants at other times than most.
pub(super) fn reminders(trade: Trade) -> Option<String> {
    let Habits { lapsed, verify, .. } = habits(trade)?;
    Some(format!(
        r#"[[reminder]]
kind = "lapsed"
when = ["customer is yes"]
after = "{lapsed}"
priority = 5

[[reminder]]
kind = "verify"
after = "{verify}"
priority = 6
"#
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[test]
    fn every_trade_has_its_columns_and_named_segments_in_every_language() {
        for language in Language::ALL {
            let lang = Lang::load(language);
            for trade in Trade::ALL {
                let known = habits(trade).is_some();
                let (columns, names) = (columns(trade, &lang), words(&lang, "segments", trade));
                assert_eq!(
                    names.len(),
                    if known { 4 } else { 0 },
                    "{language:?} {trade:?}"
                );
                assert_eq!(columns.len() >= 2, known, "{language:?} {trade:?}");
                // They are names of sheets.
                for name in names {
                    let fits = name.chars().count() <= 31
                        && !name.contains(['[', ']', ':', '*', '?', '/', '\\']);
                    assert!(fits, "{name}");
                }
            }
        }
    }
}

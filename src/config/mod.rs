//! Rules: TOML as written (`raw`) to a compiled [`Plan`] (`build`), and the condition language. Nothing here reads a file.

mod ask;
mod build;
mod check;
mod codes;
pub mod condition;
mod goods;
mod grammar;
pub(crate) mod literal;
mod matching;
mod names;
mod nearest;
mod order;
mod plan;
mod problem;
mod raw;
mod read;
mod section;
mod set;
#[cfg(test)]
mod tests;

pub use ask::{Misread, ask};
pub use goods::{GoodsOfBook, NamedGoods, unknown_goods};
pub use matching::{Keep, MatchingPlan};
pub use names::Known;
pub use order::Node;
pub use plan::{
    BookPlan, ChecksPlan, FieldsPlan, Ladder, MetricsPlan, Override, Person, Plan, Points, Range,
    ReminderKind, ReminderRule, RemindersPlan, Rung, Score, Segment, SheetColumn, ValueList, Yours,
};
pub use problem::{RulesFile, RulesProblem, render};
pub use read::{Reading, read, read_early};
pub use set::set;

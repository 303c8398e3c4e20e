//! Rules: TOML as written (`raw`) to a compiled [`Plan`]. Nothing here reads a file.

pub mod condition;
mod plan;

pub use plan::{
    BookPlan, FieldsPlan, Ladder, MatchingPlan, MetricsPlan, Person, Plan, Points, ReminderKind,
    ReminderRule, RemindersPlan, Rung, Score, Segment,
};

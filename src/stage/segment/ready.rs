//! Conditions that are ready: asked of one contact, or of all of them, a condition at a time over some thousands of contacts.

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use rust_decimal::Decimal;

use super::check::{Check, Memo};
use super::question::Question;
use super::sight::Sight;
use super::truth::Truth;
use crate::config::condition::Condition;
use crate::model::Fact;

/// So many contacts are asked one condition before the next: their truths stay in the nearest cache.
pub(super) const CHUNK: usize = 4096;

/// Conditions that can be asked of one contact after another.
pub struct Ready<'w> {
    pub(super) sight: Sight<'w>,
    pub(super) all: Vec<Asked<'w>>,
    pub(super) any: Vec<Asked<'w>>,
    pub(super) none: Vec<Asked<'w>>,
}

/// One condition, ready to be asked.
pub(super) struct Asked<'w> {
    pub(super) condition: &'w Condition,
    pub(super) question: Question<'w>,
}

/// What one thread keeps from one contact to the next.
pub(super) struct Desk {
    memos: Vec<Memo>,
    one: Vec<Truth>,
    any: Vec<Truth>,
}

impl Ready<'_> {
    /// Whether all of `all`, one of `any` and none of `none` hold for a contact.
    pub fn truth(&self, contact: usize) -> Truth {
        let mut truth = [Truth::Unknown];
        self.fill(contact, &mut self.desk(), &mut truth);
        truth[0]
    }

    pub(super) fn desk(&self) -> Desk {
        let count = self.all.len() + self.none.len() + self.any.len();
        Desk {
            memos: (0..count).map(|_| Memo::default()).collect(),
            one: Vec::new(),
            any: Vec::new(),
        }
    }

    /// The truths of all contacts.
    pub(super) fn truths(&self) -> Vec<Truth> {
        let mut truths = vec![Truth::Unknown; self.sight.len()];
        truths.par_chunks_mut(CHUNK).enumerate().for_each_init(
            || self.desk(),
            |desk, (chunk, out)| self.fill(chunk * CHUNK, desk, out),
        );
        truths
    }

    /// The truths of contacts in a row, from `first` on.
    pub(super) fn fill(&self, first: usize, desk: &mut Desk, out: &mut [Truth]) {
        let Desk { memos, one, any } = desk;
        one.resize(out.len(), Truth::Unknown);
        let mut memos = memos.iter_mut();
        let mut ask = |asked: &Asked<'_>, answers: &mut [Truth]| {
            if let Some(memo) = memos.next() {
                asked.question.fill(&self.sight, first, memo, answers);
            }
        };
        out.fill(Truth::True);
        for asked in &self.all {
            ask(asked, one);
            each(out, one, Truth::and);
        }
        for asked in &self.none {
            ask(asked, one);
            each(out, one, |truth, answer| truth.and(!answer));
        }
        if self.any.is_empty() || out.iter().all(|truth| *truth == Truth::False) {
            return;
        }
        any.clear();
        any.resize(out.len(), Truth::False);
        for asked in &self.any {
            ask(asked, one);
            each(any, one, Truth::or);
        }
        each(out, any, Truth::and);
    }
}

fn each(out: &mut [Truth], answers: &[Truth], joined: impl Fn(Truth, Truth) -> Truth) {
    for (truth, answer) in out.iter_mut().zip(answers) {
        *truth = joined(*truth, *answer);
    }
}

impl Asked<'_> {
    pub(super) fn truth(&self, sight: &Sight<'_>, contact: usize) -> Truth {
        self.question.truth(sight, contact, &mut Memo::default())
    }

    /// The value that the condition is about.
    pub(super) fn fact<'s>(&self, sight: &Sight<'s>, contact: usize) -> Fact<'s> {
        self.question.fact(sight, contact)
    }

    /// The value from which or up to which contacts are among the top or bottom ones.
    pub(super) fn cutoff(&self) -> Option<Decimal> {
        match self.question.check {
            Check::Top(cutoff) | Check::Bottom(cutoff) => cutoff,
            _ => None,
        }
    }
}

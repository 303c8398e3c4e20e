//! The order of contacts. Those who asked not to be contacted stand at the foot of every order.

use std::cmp::Ordering;

use rayon::prelude::{IntoParallelIterator, ParallelIterator, ParallelSliceMut};
use rust_decimal::Decimal;

use crate::text::fold;

use super::View;

/// Contacts by name, and by importance.
pub(in crate::output) struct Orders {
    /// By name.
    pub(in crate::output) by_name: Vec<u32>,
    /// The highest spend first, then by name.
    pub(in crate::output) by_importance: Vec<u32>,
}

impl Orders {
    /// Sorts all contacts twice; of one name they stand by id.
    pub(in crate::output) fn new(view: &View<'_>) -> Orders {
        let contacts = &view.outcome.contacts;
        let keys: Vec<(bool, Box<str>)> = (0..contacts.len())
            .into_par_iter()
            .map(|contact| {
                let name = fold(&contacts.name(contact)).into_boxed_str();
                (contacts.is_silent(contact), name)
            })
            .collect();
        let mut by_name: Vec<u32> = (0..contacts.len() as u32).collect();
        by_name.par_sort_unstable_by(|a, b| {
            let (a, b) = (*a as usize, *b as usize);
            let by_id = || contacts.id(a).cmp(&contacts.id(b));
            keys[a].cmp(&keys[b]).then_with(by_id)
        });
        let mut by_importance = by_name.clone();
        if let Some(spend) = &view.outcome.profile.spend {
            let of = |contact: &u32| {
                spend
                    .get(*contact as usize)
                    .copied()
                    .unwrap_or(Decimal::ZERO)
            };
            by_importance.par_sort_by(|a, b| {
                let silent = |contact: &u32| keys[*contact as usize].0;
                match silent(a).cmp(&silent(b)) {
                    Ordering::Equal => of(b).cmp(&of(a)),
                    other => other,
                }
            });
        }
        Orders {
            by_name,
            by_importance,
        }
    }
}

//! Referrals that lead nowhere: somebody who brought himself, and circles.

use super::{BookCheck, Kind, VerifyRequest};
use crate::diag::{Capped, Severity};
use crate::model::{Field, TableKind};

/// A referral by oneself counts for nobody; a circle has no beginning, so that one of its referrals is wrong.
pub(super) const CHECK: BookCheck = BookCheck {
    run,
    good: &[
        (
            TableKind::Contacts,
            &[Field::Name, Field::ReferredBy],
            &[
                &["Sara Ahmed", ""],
                &["Omar Hassan", "Sara Ahmed"],
                &["Mona Samir", "Omar Hassan"],
            ],
        ),
        (
            TableKind::Referrals,
            &[Field::Referrer, Field::Referred],
            &[&["Sara Ahmed", "Omar Hassan"]],
        ),
    ],
    bad: &[
        (
            "referred-by-self",
            &[(
                TableKind::Contacts,
                &[Field::Name, Field::ReferredBy],
                &[&["Sara Ahmed", "Sara Ahmed"]],
            )],
        ),
        (
            "referred-by-self",
            &[
                (TableKind::Contacts, &[Field::Name], &[&["Sara Ahmed"]]),
                (
                    TableKind::Referrals,
                    &[Field::Referrer, Field::Referred],
                    &[&["Sara Ahmed", "Sara Ahmed"]],
                ),
            ],
        ),
        (
            "referral-circle",
            &[
                (
                    TableKind::Contacts,
                    &[Field::Name, Field::ReferredBy],
                    &[
                        &["Sara Ahmed", "Mona Samir"],
                        &["Omar Hassan", "Sara Ahmed"],
                        &["Mona Samir", ""],
                    ],
                ),
                (
                    TableKind::Referrals,
                    &[Field::Referrer, Field::Referred],
                    &[&["Omar Hassan", "Mona Samir"]],
                ),
            ],
        ),
    ],
};

/// Names of a circle that are told.
const SHOWN: usize = 6;

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    const SELF: Kind = Kind("referred-by-self", Severity::Warning);
    let (contacts, rows) = (request.contacts, request.contacts.rows());
    let mut referrer: Vec<Option<u32>> = request.referred_by.to_vec();
    referrer.resize(contacts.len(), None);
    for (contact, by) in referrer.iter_mut().enumerate() {
        if *by == Some(contact as u32) {
            let row = contacts.source_row(Field::ReferredBy, contact);
            sink.push(request.problem(SELF, rows, row, Field::ReferredBy.into()));
            *by = None;
        }
    }
    if let Some(referrals) = &request.tables.referrals {
        let ends = referrals.contact.iter().zip(&referrals.second).enumerate();
        for (row, (by, newcomer)) in ends {
            let (Some(by), Some(newcomer)) = (*by, *newcomer) else {
                continue;
            };
            if by == newcomer {
                let frame = &referrals.frame;
                sink.push(request.problem(SELF, frame, row, Field::Referred.into()));
            } else if let Some(slot) = referrer.get_mut(newcomer as usize) {
                slot.get_or_insert(by);
            }
        }
    }
    for circle in circles(&referrer) {
        tell(request, &circle, sink);
    }
}

/// Every circle once, beginning with its lowest number; each contact has at most one referrer, so that each is walked once.
fn circles(referrer: &[Option<u32>]) -> Vec<Vec<usize>> {
    let mut seen_from = vec![0_u32; referrer.len()];
    let mut circles = Vec::new();
    for start in 0..referrer.len() {
        let walk = start as u32 + 1;
        let mut at = Some(start);
        while let Some(here) = at {
            let Some(mark) = seen_from.get_mut(here) else {
                break;
            };
            if *mark == 0 {
                *mark = walk;
                at = referrer.get(here).copied().flatten().map(|by| by as usize);
                continue;
            }
            if *mark == walk {
                circles.push(circle_from(here, referrer));
            }
            break;
        }
    }
    circles
}

fn circle_from(start: usize, referrer: &[Option<u32>]) -> Vec<usize> {
    let mut circle = vec![start];
    let next = |here: usize| referrer.get(here).copied().flatten().map(|by| by as usize);
    let mut at = next(start);
    while let Some(here) = at.filter(|here| *here != start) {
        circle.push(here);
        at = next(here);
    }
    let lowest = circle
        .iter()
        .enumerate()
        .min_by_key(|(_, contact)| **contact)
        .map_or(0, |(at, _)| at);
    circle.rotate_left(lowest);
    circle
}

/// A circle is told at its first contact: who was brought by whom.
fn tell(request: &VerifyRequest<'_>, circle: &[usize], sink: &mut Capped<'_>) {
    const CIRCLE: Kind = Kind("referral-circle", Severity::Warning);
    let Some(first) = circle.first() else {
        return;
    };
    let contacts = request.contacts;
    let mut names: Vec<String> = circle
        .iter()
        .take(SHOWN)
        .map(|contact| contacts.name(*contact).into_owned())
        .collect();
    if circle.len() > SHOWN {
        names.push("…".to_owned());
    }
    names.push(contacts.name(*first).into_owned());
    let row = contacts.source_row(Field::ReferredBy, *first);
    let problem = request.problem(CIRCLE, contacts.rows(), row, Field::ReferredBy.into());
    sink.push(problem.value(names.join(" ← ")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_found_once_and_tails_are_none() {
        let by = |list: &[i64]| -> Vec<Option<u32>> {
            list.iter().map(|by| u32::try_from(*by).ok()).collect()
        };
        for (referrer, expected) in [
            (by(&[]), vec![]),
            (by(&[-1, 0, 1]), vec![]),
            (by(&[1, 2, 1]), vec![vec![1, 2]]),
            (by(&[2, 0, 1, 2]), vec![vec![0, 2, 1]]),
            (by(&[3, 2, 1, 0]), vec![vec![0, 3], vec![1, 2]]),
        ] {
            assert_eq!(circles(&referrer), expected, "{referrer:?}");
        }
    }
}

//! Who brought whom, what these are worth, and who was not thanked.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Profile, ProfileRequest};
use crate::model::Field;

/// Fills in the columns about referrals, from the referrals table and from "referred by". A referral told by both counts once.
pub(super) fn add(request: &ProfileRequest<'_>, profile: &mut Profile) {
    let contacts = request.contacts.len();
    profile.referrer = request.referred_by.to_vec();
    profile.referrer.resize(contacts, None);
    let mut brought = vec![0_u32; contacts];
    let mut unthanked = vec![0_u32; contacts];
    let mut told: BTreeSet<(u32, u32)> = BTreeSet::new();
    if let Some(referrals) = &request.tables.referrals {
        for (row, referrer) in referrals.contact.iter().enumerate() {
            let Some(referrer) = *referrer else { continue };
            let newcomer = referrals.second.get(row).copied().flatten();
            if newcomer == Some(referrer) {
                continue;
            }
            let thanked = referrals.frame.date(Field::ThankedOn, row).is_some()
                || referrals.frame.text(Field::ThankedWith, row).is_some();
            if let Some(newcomer) = newcomer {
                if !told.insert((referrer, newcomer)) {
                    continue;
                }
                profile.referrer[newcomer as usize].get_or_insert(referrer);
            }
            brought[referrer as usize] += 1;
            unthanked[referrer as usize] += u32::from(!thanked);
        }
    }
    for (contact, referrer) in profile.referrer.iter().enumerate() {
        if let Some(referrer) = *referrer
            && referrer as usize != contact
            && told.insert((referrer, contact as u32))
        {
            brought[referrer as usize] += 1;
            unthanked[referrer as usize] += 1;
        }
    }
    profile.referral_revenue = profile.spend.as_ref().map(|spend| {
        let mut revenue = vec![Decimal::ZERO; contacts];
        for (contact, referrer) in profile.referrer.iter().enumerate() {
            if let Some(referrer) = referrer
                && *referrer as usize != contact
            {
                revenue[*referrer as usize] += spend[contact];
            }
        }
        revenue
    });
    profile.referrals = brought;
    profile.unthanked_referrals = unthanked;
}

//! Referrals: how many, and what share of new business they bring (PRACTICE 5.8, the "10 % test").

use super::figure::{Figure, Spec};

pub(super) const REFERRAL_SHARE: Spec = Spec {
    code: "referral-share",
    unit: "share",
    formula: "revenue in the period of its new customers who were referred, not by themselves / revenue in the period of all its new customers",
    figure: |case| {
        if case.request.tables.purchases.is_none() {
            return Figure::unknown("no-purchases");
        }
        let cell = case.cell;
        Figure::ratio(
            cell.referred_revenue,
            cell.new_revenue,
            cell.new_customers,
            "no-new-revenue",
        )
    },
    ..Spec::PLAIN
};

pub(super) const REFERRALS: Spec = Spec {
    code: "referrals",
    formula: "contacts added in the period who were referred, not by themselves",
    figure: |case| Figure::count(case.cell.referred),
    ..Spec::PLAIN
};

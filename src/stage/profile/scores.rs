//! Recency, frequency and monetary scores, 1 to 5 (Hughes, "Strategic Database Marketing", 1994): quintiles among contacts with
//! orders; contacts with equal values get equal scores.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Profile;

/// One score each by the day of the last purchase, the number of orders, and spend; `None` for contacts without orders.
pub(super) fn rfm(profile: &Profile, today: Date) -> Vec<Option<[u8; 3]>> {
    let contacts = profile.first_purchase.len();
    let (Some(orders), Some(spend)) = (&profile.orders, &profile.spend) else {
        return vec![None; contacts];
    };
    let buyers: Vec<usize> = (0..contacts)
        .filter(|contact| orders[*contact] > 0)
        .collect();
    let recency = quintiles(&buyers, |contact| {
        profile.last_purchase[contact]
            .map_or(Decimal::MIN, |day| Decimal::from(-(today - day).get_days()))
    });
    let frequency = quintiles(&buyers, |contact| Decimal::from(orders[contact]));
    let monetary = quintiles(&buyers, |contact| spend[contact]);
    let mut scores = vec![None; contacts];
    for (at, contact) in buyers.iter().enumerate() {
        scores[*contact] = Some([recency[at], frequency[at], monetary[at]]);
    }
    scores
}

/// 1 + floor(5 x share of buyers with a lower value): ties share the score of their lowest place.
fn quintiles(buyers: &[usize], value: impl Fn(usize) -> Decimal) -> Vec<u8> {
    let mut sorted: Vec<Decimal> = buyers.iter().map(|contact| value(*contact)).collect();
    sorted.sort_unstable();
    buyers
        .iter()
        .map(|contact| {
            let lower = sorted.partition_point(|other| *other < value(*contact));
            1 + (5 * lower / sorted.len().max(1)) as u8
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_get_equal_scores() {
        let values = [1, 1, 1, 2, 3, 4, 5, 6, 7, 8].map(Decimal::from);
        let buyers: Vec<usize> = (0..values.len()).collect();
        assert_eq!(
            quintiles(&buyers, |contact| values[contact]),
            [1, 1, 1, 2, 3, 3, 4, 4, 5, 5]
        );
    }
}

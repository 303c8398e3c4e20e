//! Exact numbers as text.

use rust_decimal::Decimal;

/// A number without needless noughts: `4310.5` for `4310.50`. As [`Decimal::normalize`] and its text, without arithmetic on 96
/// bits where 64 are enough, which is for all amounts of a shop.
pub fn plain_decimal(number: Decimal) -> String {
    let (Ok(mantissa), scale @ 0..=18) = (i64::try_from(number.mantissa()), number.scale()) else {
        return number.normalize().to_string();
    };
    let sign = if mantissa < 0 { "-" } else { "" };
    let unit = 10_u64.pow(scale);
    let (whole, mut rest) = (
        mantissa.unsigned_abs() / unit,
        mantissa.unsigned_abs() % unit,
    );
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let mut width = scale as usize;
    while rest.is_multiple_of(10) {
        rest /= 10;
        width -= 1;
    }
    format!("{sign}{whole}.{rest:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, proptest};

    proptest! {
        #[test]
        fn numbers_are_those_of_the_library(
            large in any::<i64>(), small in -100_000_i64..100_000, factor in any::<u32>(), scale in 0_u32..=28,
        ) {
            let huge = Decimal::from_i128_with_scale(i128::from(large) * i128::from(factor), scale);
            for number in [huge, Decimal::new(large, scale), Decimal::new(small, scale)] {
                assert_eq!(plain_decimal(number), number.normalize().to_string());
            }
        }
    }
}

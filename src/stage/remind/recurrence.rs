//! Recurrence of calendar entries: what people write for "every year", and the days that it means.

use jiff::civil::Date;

use crate::calendar;
use crate::model::PartialDate;
use crate::text::fold;

use super::desk::{days_after, days_between};

/// How often an entry comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recurrence {
    /// Every so many days.
    Days(u32),
    /// Every so many months of the entry's own calendar.
    Months(u32),
    /// Every so many years of the entry's own calendar.
    Years(u32),
}

/// What people write, folded, by what it means. Pieces of words, so that "раз в год" and "ежегодный" are both found; longer
/// meanings stand before those that they contain.
const WORDS: &[(Recurrence, &[&str])] = &[
    (
        Recurrence::Days(14),
        &[
            "biweekly",
            "fortnight",
            "two weeks",
            "2 weeks",
            "second week",
            "اسبوعین",
            "دو هفته",
            "2 هفته",
            "две недели",
            "2 недели",
        ],
    ),
    (
        Recurrence::Months(6),
        &[
            "half-year",
            "half year",
            "semiannual",
            "6 months",
            "six months",
            "نصف سنوی",
            "نصف سنویا",
            "شش ماه",
            "6 ماه",
            "полгода",
            "полугод",
        ],
    ),
    (
        Recurrence::Months(3),
        &[
            "quarter",
            "3 months",
            "three months",
            "ربع سنوی",
            "ربع سنویا",
            "3 اشهر",
            "سه ماه",
            "3 ماه",
            "فصلی",
            "кварт",
            "3 месяца",
            "три месяца",
        ],
    ),
    (
        Recurrence::Years(1),
        &[
            "year",
            "annual",
            "anniversary",
            "12 months",
            "twelve months",
            "سنوی",
            "سنویا",
            "کل سنه",
            "کل عام",
            "سالانه",
            "هر سال",
            "سالی",
            "год",
            "ежегод",
        ],
    ),
    (
        Recurrence::Months(1),
        &[
            "month",
            "شهری",
            "کل شهر",
            "ماهانه",
            "ماهیانه",
            "هر ماه",
            "месяц",
            "ежемесяч",
        ],
    ),
    (
        Recurrence::Days(7),
        &["week", "اسبوع", "هفتگی", "هر هفته", "هفته", "недел"],
    ),
    (
        Recurrence::Days(1),
        &[
            "daily",
            "every day",
            "یومی",
            "کل یوم",
            "روزانه",
            "هر روز",
            "ежеднев",
            "каждый день",
        ],
    ),
];

impl Recurrence {
    /// What a text means; `None` for a text that is not understood: the entry then comes once.
    pub(super) fn parse(text: &str) -> Option<Recurrence> {
        let folded = fold(text);
        WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|word| folded.contains(word)))
            .map(|(recurrence, _)| *recurrence)
    }

    /// The days from `earliest` to `latest` on which an entry that began on `start` comes; never before its start. A day that a
    /// month lacks comes on the month's last day.
    pub(super) fn days(self, start: PartialDate, earliest: Date, latest: Date) -> Vec<Date> {
        match self {
            Recurrence::Days(step) => every_days(start, step.max(1), earliest, latest),
            Recurrence::Months(step) => every_months(start, step.max(1), earliest, latest),
            Recurrence::Years(step) => {
                every_months(start, step.max(1).saturating_mul(12), earliest, latest)
            }
        }
    }
}

fn every_days(start: PartialDate, step: u32, earliest: Date, latest: Date) -> Vec<Date> {
    let Some(start) = calendar::to_civil(start) else {
        return Vec::new();
    };
    let behind = u32::try_from(days_between(start, earliest)).unwrap_or(0);
    let mut day = days_after(start, behind.div_ceil(step).saturating_mul(step));
    let mut days = Vec::new();
    while day <= latest && day < Date::MAX {
        days.push(day);
        day = days_after(day, step);
    }
    days
}

/// Counts months as `year × 12 + month − 1`; all three calendars have twelve.
fn every_months(start: PartialDate, step: u32, earliest: Date, latest: Date) -> Vec<Date> {
    let (Some(month), Some(day)) = (start.month, start.day) else {
        return Vec::new();
    };
    let count = |date: Date| {
        let date = calendar::from_civil(date, start.calendar);
        i64::from(date.year.unwrap_or(0)) * 12 + i64::from(date.month.unwrap_or(1)) - 1
    };
    let phase = i64::from(start.year.unwrap_or(0)) * 12 + i64::from(month) - 1;
    let begin = calendar::to_civil(start).filter(|_| start.year.is_some());
    (count(earliest)..=count(latest))
        .filter(|at| (at - phase).rem_euclid(i64::from(step)) == 0)
        .filter_map(|at| {
            let parts = |day: u8| PartialDate {
                year: i16::try_from(at.div_euclid(12)).ok(),
                month: Some(at.rem_euclid(12) as u8 + 1),
                day: Some(day),
                calendar: start.calendar,
            };
            (day.saturating_sub(3)..=day)
                .rev()
                .find_map(|day| calendar::to_civil(parts(day)))
        })
        .filter(|day| (earliest..=latest).contains(day) && begin.is_none_or(|begin| *day >= begin))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Calendar;

    #[test]
    fn recurrence_is_read_in_four_languages() {
        for (recurrence, texts) in [
            (
                Recurrence::Years(1),
                &[
                    "Yearly",
                    "every year",
                    "سنويًا",
                    "كل سنة",
                    "سالانه",
                    "هر سال",
                    "ежегодно",
                    "раз в год",
                ][..],
            ),
            (
                Recurrence::Months(1),
                &[
                    "monthly",
                    "شهريا",
                    "كل شهر",
                    "ماهانه",
                    "هر ماه",
                    "ежемесячно",
                    "раз в месяц",
                ],
            ),
            (
                Recurrence::Days(7),
                &[
                    "Weekly",
                    "أسبوعيًا",
                    "كل أسبوع",
                    "هفتگی",
                    "هر هفته",
                    "еженедельно",
                    "каждую неделю",
                ],
            ),
            (
                Recurrence::Days(14),
                &[
                    "every two weeks",
                    "كل أسبوعين",
                    "هر دو هفته",
                    "раз в две недели",
                ],
            ),
            (
                Recurrence::Months(3),
                &["quarterly", "ربع سنوي", "فصلی", "ежеквартально"],
            ),
            (
                Recurrence::Months(6),
                &["half-yearly", "نصف سنوي", "раз в полгода"],
            ),
            (
                Recurrence::Days(1),
                &["daily", "يوميًا", "روزانه", "ежедневно"],
            ),
        ] {
            for text in texts {
                assert_eq!(Recurrence::parse(text), Some(recurrence), "{text}");
            }
        }
        assert_eq!(Recurrence::parse("once"), None);
    }

    #[test]
    fn recurrences_fall_on_days_that_exist_and_not_before_the_start() {
        let date = |year: Option<i16>, month, day, calendar| PartialDate {
            year,
            month: Some(month),
            day: Some(day),
            calendar,
        };
        let civil = Calendar::Gregorian;
        let days = |recurrence: Recurrence, start, from: &str, to: &str| {
            let days = recurrence.days(start, from.parse().unwrap(), to.parse().unwrap());
            days.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let end = date(Some(2026), 1, 31, civil);
        assert_eq!(
            days(Recurrence::Months(1), end, "2026-01-01", "2026-04-30"),
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
        );
        assert_eq!(
            days(Recurrence::Months(3), end, "2026-02-01", "2026-12-31"),
            ["2026-04-30", "2026-07-31", "2026-10-31"]
        );
        let monday = date(Some(2026), 5, 4, civil);
        assert_eq!(
            days(Recurrence::Days(7), monday, "2026-04-01", "2026-05-18"),
            ["2026-05-04", "2026-05-11", "2026-05-18"]
        );
        assert_eq!(
            days(Recurrence::Days(14), monday, "2026-05-05", "2026-06-02"),
            ["2026-05-18", "2026-06-01"]
        );
        let nowruz = date(None, 1, 1, Calendar::Persian);
        assert_eq!(
            days(Recurrence::Years(1), nowruz, "2025-01-01", "2026-12-31"),
            ["2025-03-21", "2026-03-21"]
        );
        let later = date(Some(2027), 3, 8, civil);
        assert!(days(Recurrence::Years(1), later, "2026-01-01", "2026-12-31").is_empty());
    }
}

//! Whether a status says that a deal came to nothing.

use super::fold;

/// Words for a deal that came to nothing, folded, in the four languages.
const LOST: &[&str] = &[
    "lost",
    "closedlost",
    "cancelled",
    "canceled",
    "cancellation",
    "cancel",
    "void",
    "voided",
    "declined",
    "rejected",
    "failed",
    "abandoned",
    "خاسر",
    "خاسره",
    "خسرت",
    "خساره",
    "ملغی",
    "ملغاه",
    "ملغیه",
    "الغیت",
    "الغاء",
    "الغی",
    "مرفوض",
    "مرفوضه",
    "فاشل",
    "فاشله",
    "لغو",
    "کنسل",
    "کنسلی",
    "باطل",
    "ابطال",
    "منتفی",
    "ازدسترفته",
    "потерян",
    "потеряна",
    "потеряно",
    "потеряны",
    "проигран",
    "проиграна",
    "проиграно",
    "проигрыш",
    "отмена",
    "отменен",
    "отменена",
    "отменено",
    "отменены",
    "отказ",
    "отказался",
    "отказалась",
    "отклонен",
    "отклонена",
    "отклонено",
    "аннулирован",
    "аннулирована",
    "аннулировано",
    "сорвалась",
    "провален",
    "провалена",
];

/// Lost in more than one word, folded.
const LOST_PHRASES: &[&str] = &["از دست رفت", "رد شد"];

/// Words beside a word of loss that turn it around, folded: before it, in Persian after it.
const NEGATIONS: &[&str] = &["not", "لم", "غیر", "نشد", "نشده", "не"];

/// Whether the status of a purchase says that the deal was lost or cancelled, in any of the four languages; no status, or one
/// that is not understood, is no loss.
pub fn is_lost(status: Option<&str>) -> bool {
    let Some(status) = status else {
        return false;
    };
    let status = fold(status);
    let words: Vec<&str> = status
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let negated = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .is_some_and(|word| NEGATIONS.contains(word))
    };
    words.iter().enumerate().any(|(at, word)| {
        LOST.contains(word) && !negated(at.checked_sub(1)) && !negated(Some(at + 1))
    }) || LOST_PHRASES.iter().any(|phrase| status.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_deals_are_known_in_four_languages() {
        for lost in [
            "Lost",
            "closed lost",
            "closedlost",
            " CANCELLED ",
            "Canceled by customer",
            "cancelled, did not pay",
            "ملغي",
            "ملغاة",
            "خسارة",
            "أُلغيت",
            "لغو شده",
            "کنسل شد",
            "از دست رفته",
            "باطل",
            "Отменён",
            "отменено клиентом",
            "Потеряна",
            "Отказ",
        ] {
            assert!(is_lost(Some(lost)), "{lost}");
        }
        for counted in [
            "won",
            "paid",
            "",
            "open",
            "not cancelled",
            "не отменён",
            "لغو نشده",
            "غير ملغي",
            "مدفوع",
            "оплачено",
            "پرداخت شد",
            "lostwithiel",
        ] {
            assert!(!is_lost(Some(counted)), "{counted}");
        }
        assert!(!is_lost(None));
    }

    #[test]
    fn words_are_listed_as_they_fold() {
        for word in LOST.iter().chain(LOST_PHRASES).chain(NEGATIONS) {
            assert_eq!(fold(word), **word);
        }
    }
}

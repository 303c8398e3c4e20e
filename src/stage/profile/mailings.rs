//! Which interactions are mailings to many: they are no contact with anybody.

use crate::model::{Field, Frame};
use crate::text::fold;

/// Channels that reach many at once, folded, in the four languages.
const CHANNELS: &[&str] = &[
    "newsletter",
    "mailing",
    "mass mailing",
    "mass email",
    "mass e-mail",
    "bulk email",
    "bulk e-mail",
    "bulk mail",
    "bulk sms",
    "mass sms",
    "email to many",
    "e-mail to many",
    "email blast",
    "broadcast",
    "campaign mail",
    "mailshot",
    "direct mail",
    "рассылка",
    "массовая рассылка",
    "email-рассылка",
    "e-mail рассылка",
    "смс-рассылка",
    "sms-рассылка",
    "почтовая рассылка",
    "نشره بریدیه",
    "النشره البریدیه",
    "رساله جماعیه",
    "رسایل جماعیه",
    "برید جماعی",
    "ارسال جماعی",
    "خبرنامه",
    "ایمیل گروهی",
    "پیامک گروهی",
    "ارسال گروهی",
    "پیام گروهی",
];

/// Whether a row of the interactions table is a mailing to many: its yes/no column says so, or its channel.
pub(crate) fn is_mailing(interactions: &Frame, row: usize) -> bool {
    if let Some(flag) = interactions.yes_no(Field::Mailing, row) {
        return flag;
    }
    interactions
        .text(Field::Channel, row)
        .is_some_and(|channel| CHANNELS.contains(&fold(channel).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SheetId, TableKind};

    #[test]
    fn the_channel_tells_unless_the_column_says_otherwise() {
        let mut frame = Frame::new(TableKind::Interactions);
        for (at, (channel, flag)) in [
            ("Newsletter", None),
            ("Рассылка", None),
            ("phone", None),
            ("newsletter", Some(false)),
            ("phone", Some(true)),
        ]
        .into_iter()
        .enumerate()
        {
            frame.push_row(SheetId(0), at as u32);
            frame.set_text(Field::Channel, channel);
            if let Some(flag) = flag {
                frame.set_yes_no(Field::Mailing, flag);
            }
        }
        let told: Vec<bool> = (0..frame.len())
            .map(|row| is_mailing(&frame, row))
            .collect();
        assert_eq!(told, [true, true, false, false, true]);
    }

    #[test]
    fn channels_are_listed_as_they_fold() {
        for channel in CHANNELS {
            assert_eq!(fold(channel), *channel);
        }
    }
}

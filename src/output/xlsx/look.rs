//! The look of every workbook: calm colours, few fonts, formats by what a column holds.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::lang::Dress;
use crate::pipeline::Sign;

/// What a column of a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Short text of the users.
    Text,
    /// Short text of our own, in the reader's language.
    Label,
    /// Long text, wrapped.
    Note,
    /// Two values one below the other, coloured by how they compare.
    Compared,
    /// Ids, phones, addresses: always from left to right, never a number.
    Code,
    /// Whole numbers.
    Whole,
    /// Numbers of any size, as they are.
    Number,
    /// Numbers with two decimals.
    Rate,
    /// Amounts.
    Money,
    /// Shares from 0 to 1.
    Share,
    /// Dates.
    Date,
    /// To be filled in.
    Fill,
    /// A date to be filled in.
    FillDate,
    /// A key that nobody needs to see.
    Hidden,
}

pub(super) const INK: u32 = 0x1F_2D_3D;
pub(super) const ACCENT: u32 = 0x2F_6F_8F;
const HEADER: u32 = 0xDC_E6_EC;
const HEADER_FILL: u32 = 0xFB_E9_B7;
const FILL: u32 = 0xFF_FB_EE;
const FILL_LINE: u32 = 0xE6_D9_B0;
const LINE: u32 = 0xB8_C6_CF;
const QUIET: u32 = 0x6B_77_85;
const ALARM: u32 = 0xB0_2A_1A;
const ALARM_PAPER: u32 = 0xFB_E3_DF;
const MUTE_PAPER: u32 = 0xEE_EE_EE;
const MUTE_INK: u32 = 0x008A_3B32;
/// Soft enough for black letters: what agrees, nearly agrees, differs.
const AGREES: u32 = 0xE2_F1_E3;
const NEARLY: u32 = 0xFC_F1_CF;
const DIFFERS: u32 = 0xFB_E0_DA;

/// Formats made once a workbook.
pub(super) struct Look {
    /// Calendar and digits of dates in cells.
    pub(super) dress: Dress,
    pub(super) header: Format,
    pub(super) header_number: Format,
    header_date: Format,
    pub(super) header_fill: Format,
    pub(super) intro: Format,
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) section: Format,
    pub(super) label: Format,
    pub(super) quiet: Format,
    pub(super) alarm: Format,
    pub(super) alarm_rule: Format,
    pub(super) mute_rule: Format,
    pub(super) link: Format,
    pub(super) marked: Format,
    pub(super) unmarked: Format,
    text: Format,
    note: Format,
    agrees: Format,
    nearly: Format,
    differs: Format,
    code: Format,
    hidden: Format,
    whole: Format,
    number: Format,
    rate: Format,
    money: Format,
    share: Format,
    date: Format,
    fill: Format,
    fill_date: Format,
}

/// Currencies that are counted without decimals.
const WHOLE_MONEY: [&str; 9] = [
    "IRR", "IRT", "JPY", "KRW", "VND", "IQD", "LBP", "SYP", "IDR",
];

impl Look {
    /// `currency` decides whether amounts show decimals.
    pub(super) fn new(currency: Option<&str>, dress: Dress) -> Look {
        let is_right_to_left = dress.language.is_right_to_left();
        // Every cell of a column begins at the same side, whatever the script of its text.
        let side = if is_right_to_left {
            FormatAlign::Right
        } else {
            FormatAlign::Left
        };
        let base = || Format::new().set_align(FormatAlign::Top).set_align(side);
        // Words of a right-to-left language: LibreOffice 7.4 sets them from left to right unless told.
        let words = |format: Format| {
            if is_right_to_left {
                format.set_reading_direction(2)
            } else {
                format
            }
        };
        // Some room between a number and the text beside it.
        let number = || base().set_align(FormatAlign::Right).set_indent(1);
        let header = || {
            words(Format::new())
                .set_bold()
                .set_font_color(INK)
                .set_background_color(HEADER)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(LINE)
                .set_align(FormatAlign::VerticalCenter)
                .set_align(side)
                .set_text_wrap()
        };
        let money = if currency.is_some_and(|code| WHOLE_MONEY.contains(&code)) {
            "#,##0"
        } else {
            "#,##0.00"
        };
        let fill = || {
            base()
                .set_text_wrap()
                .set_background_color(FILL)
                .set_border(FormatBorder::Hair)
                .set_border_color(FILL_LINE)
                .set_unlocked()
        };
        let compared = |color: u32| {
            words(base())
                .set_text_wrap()
                .set_background_color(color)
                .set_border(FormatBorder::Hair)
                .set_border_color(LINE)
        };
        Look {
            dress,
            header: header(),
            header_number: header().set_align(FormatAlign::Right).set_indent(1),
            header_date: header().set_align(FormatAlign::Center),
            header_fill: header().set_background_color(HEADER_FILL),
            intro: words(Format::new())
                .set_italic()
                .set_font_color(QUIET)
                .set_align(FormatAlign::VerticalCenter),
            title: words(Format::new())
                .set_bold()
                .set_font_size(18)
                .set_font_color(INK),
            subtitle: words(Format::new())
                .set_bold()
                .set_font_size(13)
                .set_font_color(QUIET),
            section: words(Format::new())
                .set_bold()
                .set_font_size(13)
                .set_font_color(ACCENT)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(LINE),
            label: words(base()),
            quiet: words(base()).set_font_color(QUIET),
            alarm: words(base())
                .set_bold()
                .set_font_color(ALARM)
                .set_background_color(ALARM_PAPER),
            alarm_rule: Format::new()
                .set_font_color(ALARM)
                .set_background_color(ALARM_PAPER),
            mute_rule: Format::new()
                .set_font_color(MUTE_INK)
                .set_background_color(MUTE_PAPER),
            link: base()
                .set_font_color(ACCENT)
                .set_underline(FormatUnderline::Single)
                .set_reading_direction(1),
            marked: Format::new().set_bold().set_font_color(ALARM),
            unmarked: Format::new(),
            text: base(),
            note: words(base()).set_text_wrap(),
            agrees: compared(AGREES),
            nearly: compared(NEARLY),
            differs: compared(DIFFERS),
            code: base().set_reading_direction(1),
            // "Fill" keeps a key in its hidden column; elsewhere it would run over the empty cells beside it.
            hidden: base().set_align(FormatAlign::Fill),
            whole: number().set_num_format("#,##0"),
            number: number(),
            rate: number().set_num_format("#,##0.00"),
            money: number().set_num_format(money),
            share: number().set_num_format("0.0%"),
            date: base()
                .set_align(FormatAlign::Center)
                .set_num_format("yyyy-mm-dd"),
            fill: fill(),
            fill_date: fill()
                .set_align(FormatAlign::Center)
                .set_num_format("yyyy-mm-dd"),
        }
    }

    /// Every format of cells, in a fixed order: sheets that are written side by side number them as they first use them.
    pub(super) fn all(&self) -> [&Format; 27] {
        [
            &self.header,
            &self.header_number,
            &self.header_date,
            &self.header_fill,
            &self.intro,
            &self.title,
            &self.subtitle,
            &self.section,
            &self.quiet,
            &self.alarm,
            &self.link,
            &self.text,
            &self.label,
            &self.note,
            &self.agrees,
            &self.nearly,
            &self.differs,
            &self.code,
            &self.hidden,
            &self.whole,
            &self.number,
            &self.rate,
            &self.money,
            &self.share,
            &self.date,
            &self.fill,
            &self.fill_date,
        ]
    }

    /// The format of a kind of column.
    pub(super) fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text => &self.text,
            Kind::Label => &self.label,
            Kind::Note | Kind::Compared => &self.note,
            Kind::Code => &self.code,
            Kind::Hidden => &self.hidden,
            Kind::Whole => &self.whole,
            Kind::Number => &self.number,
            Kind::Rate => &self.rate,
            Kind::Money => &self.money,
            Kind::Share => &self.share,
            Kind::Date => &self.date,
            Kind::Fill => &self.fill,
            Kind::FillDate => &self.fill_date,
        }
    }

    /// The format of two values by how they compare.
    pub(super) fn compared(&self, sign: Sign) -> &Format {
        match sign {
            Sign::Missing => &self.note,
            Sign::Same => &self.agrees,
            Sign::Near => &self.nearly,
            Sign::Differs => &self.differs,
        }
    }

    /// The format of a column's header.
    pub(super) fn header_of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Whole | Kind::Number | Kind::Rate | Kind::Money | Kind::Share => {
                &self.header_number
            }
            Kind::Date => &self.header_date,
            Kind::Fill | Kind::FillDate => &self.header_fill,
            _ => &self.header,
        }
    }
}

impl Kind {
    /// Whether people type into the column.
    pub(super) fn is_fill(self) -> bool {
        matches!(self, Kind::Fill | Kind::FillDate)
    }
}

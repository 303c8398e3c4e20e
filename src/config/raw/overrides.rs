//! `overrides.toml` as written.

use jiff::civil::Date;
use toml::de::DeTable;

use crate::config::problem::{At, Problems, Spot};
use crate::config::section::Section;

/// The whole file.
#[derive(Debug, Default)]
pub(in crate::config) struct RawOverrides {
    pub(in crate::config) overrides: Vec<RawOverride>,
}

/// `[[override]]`
#[derive(Debug)]
pub(in crate::config) struct RawOverride {
    pub(in crate::config) contact: Option<At<String>>,
    pub(in crate::config) ladder: Option<At<String>>,
    pub(in crate::config) rung: Option<At<String>>,
    pub(in crate::config) reason: Option<At<String>>,
    pub(in crate::config) until: Option<At<Date>>,
}

pub(super) const KEYS: &[&str] = &["override"];
pub(super) const OVERRIDE: &[&str] = &["contact", "ladder", "rung", "reason", "until"];

impl RawOverrides {
    pub(super) fn read<'t>(
        table: &'t DeTable<'t>,
        spot: Spot,
        problems: &mut Problems<'_>,
    ) -> RawOverrides {
        let file = Section::open(table, spot, KEYS, problems);
        let mut overrides = Vec::new();
        for one in file.sections("override", OVERRIDE, problems) {
            // Without a reason and an end it would be a floor that nobody remembers.
            let all = ["contact", "ladder", "rung", "reason", "until"];
            one.require(&all, "[[override]]", problems);
            overrides.push(RawOverride {
                contact: one.text_or_number("contact", problems),
                ladder: one.text("ladder", problems),
                rung: one.text("rung", problems),
                reason: one.text("reason", problems),
                until: one.date("until", problems),
            });
        }
        RawOverrides { overrides }
    }
}

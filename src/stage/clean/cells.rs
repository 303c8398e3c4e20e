//! One cell to one value of its field, in the frame's last row. What is not understood is kept as typed and reported.

use std::borrow::Cow;

use crate::calendar::{
    DateHints, DateProblem, from_serial, misspelt_month, parse_date_number, parse_typed_date,
};
use crate::model::{Cell, Field, FieldId, FieldType, Frame, PartialDate, Place};
use crate::text::choice::{
    direction, do_not_contact, near_direction, near_role, near_yes_no, role, says_nothing, yes_no,
};
use crate::text::currency::currency_of;
use crate::text::number::{
    DecimalMark, NumberHints, NumberProblem, decimal_from_float, is_written, parse_amount,
};
use crate::text::{fold, tidy};

use super::accepted::{Applied, Entry};
use super::money::Money;
use super::prepare::ColumnPlan;
use super::problem::{Problem, ProblemKind, shortened};
use super::words::{as_written, split_at_slashes};

/// A list this long is compared only in its beginning for parts that stand twice.
const MOST_COMPARED: usize = 200;

/// Where values and problems of one row go.
#[derive(Debug)]
pub(super) struct Target<'a> {
    /// The frame; its last row is the row being read.
    pub(super) frame: &'a mut Frame,
    /// What was not understood in this row.
    pub(super) problems: &'a mut Vec<Problem>,
    /// The accepted repairs that took place.
    pub(super) applied: &'a mut Applied,
}

/// A cell as text: dates in ISO form, whole numbers without point or exponent.
pub(super) fn text_of<'c>(cell: &Cell<'c>) -> Cow<'c, str> {
    match cell {
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Serial(serial) => match from_serial(*serial) {
            Some(date) => Cow::Owned(date.to_string()),
            None => Cow::Owned(clock_time(*serial).unwrap_or_else(|| cell.to_text())),
        },
        other => Cow::Owned(other.to_text()),
    }
}

/// A serial below one is a time of day.
fn clock_time(serial: f64) -> Option<String> {
    if !(0.0..1.0).contains(&serial) {
        return None;
    }
    let minutes = (serial * 1440.0).round() as u32 % 1440;
    Some(format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

/// Day and time of a serial that has a time of day: `2026-05-01 09:10`, with seconds where there are any.
fn day_and_time(serial: f64, day: &PartialDate) -> Option<String> {
    let seconds = (serial.rem_euclid(1.0) * 86_400.0).round() as u32;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let day = day.iso();
    match second {
        _ if seconds == 0 || hour > 23 => None,
        0 => Some(format!("{day} {hour:02}:{minute:02}")),
        _ => Some(format!("{day} {hour:02}:{minute:02}:{second:02}")),
    }
}

/// Whether a text is only dashes and points, as people type into cells that they leave empty.
pub(super) fn is_dashes(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–' | '—' | '−' | '_' | '.' | '…' | '\u{200b}'..='\u{200f}'
            )
    })
}

/// The texts that spreadsheets write for failed formulas, where a CSV has kept them.
fn is_formula_error(text: &str) -> bool {
    text.starts_with('#')
        && matches!(
            text.trim_end(),
            "#N/A"
                | "#REF!"
                | "#VALUE!"
                | "#DIV/0!"
                | "#NAME?"
                | "#NULL!"
                | "#NUM!"
                | "#ИМЯ?"
                | "#ССЫЛКА!"
                | "#Н/Д"
                | "#ЗНАЧ!"
                | "#ДЕЛ/0!"
        )
}

impl Target<'_> {
    /// Reads a cell that is not blank into `field` (the column's own, or the one that its label names).
    pub(super) fn read(
        &mut self,
        cell: &Cell<'_>,
        plan: &ColumnPlan,
        field: FieldId,
        country: Option<&str>,
    ) {
        match cell {
            Cell::Error(text) => return self.formula_error(plan, field, text),
            Cell::Text(text) if is_formula_error(text) => {
                return self.formula_error(plan, field, text);
            }
            Cell::Text(text) if is_dashes(text) && plan.kind != FieldType::YesNo => return,
            _ => {}
        }
        self.words(cell, plan, field, country);
        match plan.kind {
            FieldType::Phones => self.phones(cell, plan, field, country),
            FieldType::Emails => self.emails(cell, plan, field),
            FieldType::Date => self.date(cell, plan, field),
            FieldType::YesNo => self.yes_no(cell, plan, field),
            FieldType::Choice => self.choice(cell, plan, field),
            FieldType::List => self.list(cell, plan, field),
            FieldType::Name => self.name(cell, plan, field),
            FieldType::Number => self.number(cell, plan, field),
            FieldType::Contact if says_nothing(&text_of(cell)) => {}
            FieldType::Money | FieldType::Text | FieldType::Contact => {
                self.set_text(plan, field, &tidy(&text_of(cell)));
            }
        }
    }

    /// Reads what was accepted in the place of a cell. What was typed stays beside it.
    pub(super) fn repaired(
        &mut self,
        repair: &Entry,
        (plan, field, cell): (&ColumnPlan, FieldId, &Cell<'_>),
        read: impl FnOnce(&mut Self, &Cell<'_>),
    ) {
        let row = self.frame.len() - 1;
        let before = self.frame.typed(field, row).map(str::to_owned);
        read(self, &Cell::Text(&repair.reads));
        let typed = text_of(cell);
        let typed = tidy(&typed);
        match before {
            Some(before) if before != typed => {
                self.frame.set_typed(field, &format!("{before}; {typed}"));
            }
            _ => self.frame.set_typed(field, &typed),
        }
        let (sheet, number) = self.frame.origin(row);
        let place = Place::Cell(sheet, number, plan.column);
        self.applied.note(repair, field, place);
    }

    /// Reads an amount, at the rate of `day`; `country` is the row's own.
    pub(super) fn money(
        &mut self,
        cell: &Cell<'_>,
        plan: &ColumnPlan,
        (money, country): (&Money<'_>, Option<&str>),
        day: jiff::civil::Date,
    ) {
        let field = plan.field;
        if let Cell::Number(number) = cell
            && let Some(value) = decimal_from_float(*number)
            && money.convert(value, None, day) == Some(value)
        {
            return self.frame.set_number(field, value);
        }
        let typed = text_of(cell);
        let amount = match cell {
            Cell::Number(number) => decimal_from_float(*number).map(|value| (value, None, false)),
            Cell::Text(text) if is_formula_error(text) => {
                return self.formula_error(plan, field, text);
            }
            Cell::Text(text) if is_dashes(text) => return,
            Cell::Text(text) => {
                let hints = NumberHints {
                    mark: plan.mark,
                    home: money.home(),
                    local: country.and_then(currency_of),
                };
                match parse_amount(text, hints) {
                    Ok(amount) => Some((amount.value, amount.currency, amount.doubtful)),
                    Err(problem) => {
                        return self.problem(plan, field, &typed, ProblemKind::Number(problem));
                    }
                }
            }
            Cell::Error(text) => return self.formula_error(plan, field, text),
            _ => None,
        };
        let Some((value, currency, doubtful)) = amount else {
            return self.problem(
                plan,
                field,
                &typed,
                ProblemKind::Number(NumberProblem::NotANumber),
            );
        };
        let Some(converted) = money.convert(value, currency, day) else {
            let unit =
                currency.or_else(|| money.bare().and_then(crate::text::currency::currency_code));
            return self.problem(
                plan,
                field,
                &typed,
                ProblemKind::RateMissing(unit.unwrap_or("?")),
            );
        };
        self.frame.set_number(field, converted);
        let as_typed = matches!(cell, Cell::Number(_)) && converted == value;
        if !as_typed && !is_written(converted, typed.trim()) {
            self.keep_typed(field, &typed);
        }
        if doubtful && is_guess(plan, &typed) {
            self.note(plan, field, &typed, ProblemKind::MarkAssumed);
        }
    }

    fn formula_error(&mut self, plan: &ColumnPlan, field: FieldId, text: &str) {
        // What is not clearly a "no" keeps a contact silent, a broken formula too.
        if field == Field::DoNotContact.into() {
            self.frame.set_yes_no(field, true);
        }
        self.problem(plan, field, text, ProblemKind::Formula);
    }

    fn date(&mut self, cell: &Cell<'_>, plan: &ColumnPlan, field: FieldId) {
        let (read, typed) = match cell {
            Cell::Serial(serial) if *serial == 0.0 => return,
            Cell::Serial(serial) => {
                let date = from_serial(*serial).map(PartialDate::from_civil);
                let date = date.ok_or(DateProblem::Impossible);
                let typed = date
                    .as_ref()
                    .ok()
                    .and_then(|date| day_and_time(*serial, date));
                (date.map(|date| (date, false)), typed.map(Cow::Owned))
            }
            Cell::Number(number) => {
                let date = parse_date_number(*number, plan.dates);
                (date.map(|date| (date, false)), Some(text_of(cell)))
            }
            Cell::Text(text) => (
                parse_typed_date(text, plan.dates),
                Some(Cow::Borrowed(*text)),
            ),
            _ => (Err(DateProblem::NotADate), None),
        };
        match read {
            Ok((date, about)) => {
                self.frame.set_date(field, date);
                if let Some(typed) = typed
                    && !is_iso(&date, typed.trim())
                {
                    self.keep_typed(field, &typed);
                    if about {
                        self.note(plan, field, &typed, ProblemKind::About(date));
                    }
                }
            }
            Err(DateProblem::Empty) => {}
            Err(_) if typed.as_deref().is_some_and(says_nothing) => {}
            Err(problem) => {
                let typed = typed.unwrap_or_else(|| text_of(cell));
                self.problem(plan, field, &typed, ProblemKind::Date(problem));
                match problem {
                    DateProblem::NoSuchMonth(Some(turned)) => self.propose(turned.iso()),
                    DateProblem::NotADate => {
                        if let Some(mended) = with_month(&typed, plan.dates) {
                            self.propose(mended);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn yes_no(&mut self, cell: &Cell<'_>, plan: &ColumnPlan, field: FieldId) {
        let typed = text_of(cell);
        let silence = field == Field::DoNotContact.into();
        let flag = match cell {
            Cell::Bool(flag) => Some(*flag),
            // Numbers are `0` and `1` as text too. A cell that repeats its header says yes: `VIP` under *VIP*.
            _ => yes_no(&typed).or_else(|| (fold(&typed) == fold(&plan.header)).then_some(true)),
        };
        let flag = match flag {
            Some(flag) => flag,
            None if silence => {
                let Some(flag) = do_not_contact(&typed) else {
                    return;
                };
                self.note(plan, field, &typed, ProblemKind::SilenceAssumed);
                flag
            }
            None if says_nothing(&typed) => return,
            None => {
                self.problem(plan, field, &typed, ProblemKind::YesNo);
                if let Some(near) = near_yes_no(&typed).and_then(|near| as_written(&typed, near)) {
                    self.propose(near);
                }
                return;
            }
        };
        // Of several columns of "do not contact", one is enough.
        let row = self.frame.len() - 1;
        let known = self.frame.yes_no(field, row).unwrap_or(false);
        self.frame.set_yes_no(field, flag || known);
        if typed.trim() != if flag { "yes" } else { "no" } && !matches!(cell, Cell::Bool(_)) {
            self.keep_typed(field, &typed);
        }
    }

    fn choice(&mut self, cell: &Cell<'_>, plan: &ColumnPlan, field: FieldId) {
        let typed = text_of(cell);
        let typed = tidy(&typed);
        if says_nothing(&typed) {
            return;
        }
        let code = |text: &str| match field.known() {
            Some(Field::Role) => role(text),
            Some(Field::Direction) => direction(text),
            _ => None,
        };
        if let Some(code) = code(&typed) {
            self.frame.set_text(field, code);
            if code != typed {
                self.keep_typed(field, &typed);
            }
            return;
        }
        let parts: Vec<&str> = typed
            .split([',', ';', '/', '،', '؛', '\n', '+'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let codes: Vec<&str> = parts.iter().filter_map(|part| code(part)).collect();
        if codes.len() == parts.len() && !codes.is_empty() {
            self.frame.set_text(field, &codes.join("; "));
            self.keep_typed(field, &typed);
        } else {
            self.frame.set_text(field, &typed);
            self.note(plan, field, &typed, ProblemKind::Choice);
            let near = |text: &str| match field.known() {
                Some(Field::Role) => near_role(text),
                Some(Field::Direction) => near_direction(text),
                _ => None,
            };
            // Every part has to be known or near to one that is.
            let repaired: Option<Vec<String>> = parts
                .iter()
                .map(|part| match code(part) {
                    Some(_) => Some((*part).to_owned()),
                    None => as_written(part, near(part)?),
                })
                .collect();
            if let Some(repaired) = near(&typed)
                .and_then(|near| as_written(&typed, near))
                .or_else(|| repaired.map(|parts| parts.join("; ")))
            {
                self.propose(repaired);
            }
        }
    }

    fn list(&mut self, cell: &Cell<'_>, plan: &ColumnPlan, field: FieldId) {
        let typed = text_of(cell);
        let mut parts: Vec<&str> = Vec::new();
        let is_links = field == Field::Documents.into();
        for chunk in typed
            .split([';', '؛', '\n', '|'])
            .flat_map(|part| part.split(":::"))
        {
            // Links have commas of their own.
            let pieces = chunk.split(|c| !is_links && matches!(c, ',' | '،'));
            for piece in pieces.flat_map(|piece| {
                if is_links {
                    vec![piece]
                } else {
                    split_at_slashes(piece)
                }
            }) {
                let piece = piece.trim().trim_start_matches("* ").trim_end_matches('،');
                let known = parts.iter().take(MOST_COMPARED).any(|part| *part == piece);
                if !piece.is_empty() && !known {
                    parts.push(piece);
                }
            }
        }
        let joined = parts
            .iter()
            .map(|part| tidy(part))
            .collect::<Vec<_>>()
            .join("; ");
        self.set_text(plan, field, &joined);
    }

    fn name(&mut self, cell: &Cell<'_>, plan: &ColumnPlan, field: FieldId) {
        let typed = text_of(cell);
        if says_nothing(&typed) {
            if typed.chars().any(char::is_alphanumeric) {
                self.problem(plan, field, &typed, ProblemKind::NamePlaceholder);
            }
            return;
        }
        self.set_text(plan, field, &tidy(&typed));
    }

    fn number(&mut self, cell: &Cell<'_>, plan: &ColumnPlan, field: FieldId) {
        if let Cell::Number(number) = cell
            && let Some(value) = decimal_from_float(*number)
        {
            return self.frame.set_number(field, value);
        }
        let typed = text_of(cell);
        let read = match cell {
            Cell::Text(text) if says_nothing(text) => return,
            Cell::Text(text) => parse_amount(
                text,
                NumberHints {
                    mark: plan.mark,
                    home: None,
                    local: None,
                },
            )
            .map(|amount| (amount.value, amount.doubtful)),
            _ => Err(NumberProblem::NotANumber),
        };
        match read {
            Ok((value, doubtful)) => {
                self.frame.set_number(field, value);
                if matches!(cell, Cell::Text(_)) && !is_written(value, typed.trim()) {
                    self.keep_typed(field, &typed);
                }
                if doubtful && is_guess(plan, &typed) {
                    self.note(plan, field, &typed, ProblemKind::MarkAssumed);
                }
            }
            Err(problem) => self.problem(plan, field, &typed, ProblemKind::Number(problem)),
        }
    }

    fn set_text(&mut self, plan: &ColumnPlan, field: FieldId, text: &str) {
        if plan.joins {
            self.set_joined(field, text);
        } else {
            self.frame.set_text(field, text);
        }
    }

    /// Sets a text; joins it to what another column of the field has set in this row.
    pub(super) fn set_joined(&mut self, field: FieldId, text: &str) {
        if text.is_empty() {
            return;
        }
        let row = self.frame.len() - 1;
        match self.frame.text(field, row) {
            None => self.frame.set_text(field, text),
            Some(known) if known.split("; ").any(|part| part == text) => {}
            Some(known) => {
                let joined = format!("{known}; {text}");
                self.frame.set_text(field, &joined);
            }
        }
    }

    /// A value that was not understood: kept as typed, and reported.
    fn problem(&mut self, plan: &ColumnPlan, field: FieldId, typed: &str, kind: ProblemKind) {
        self.keep_typed(field, typed);
        self.note(plan, field, typed, kind);
    }

    pub(super) fn note(
        &mut self,
        plan: &ColumnPlan,
        field: FieldId,
        typed: &str,
        kind: ProblemKind,
    ) {
        self.problems.push(Problem {
            field,
            column: plan.column,
            typed: shortened(typed),
            kind,
            proposal: None,
        });
    }

    /// Proposes what the whole cell of the last problem should read.
    pub(super) fn propose(&mut self, cell: impl Into<String>) {
        if let Some(problem) = self.problems.last_mut() {
            problem.proposal = Some(cell.into());
        }
    }

    pub(super) fn keep_typed(&mut self, field: FieldId, typed: &str) {
        let typed = tidy(typed);
        let row = self.frame.len() - 1;
        match self.frame.typed(field, row) {
            None => self.frame.set_typed(field, &typed),
            Some(known) if known == typed => {}
            Some(known) => {
                let joined = format!("{known}; {typed}");
                self.frame.set_typed(field, &joined);
            }
        }
    }
}

/// A date with its misspelt month put right.
fn with_month(typed: &str, hints: DateHints) -> Option<String> {
    let (range, name) = misspelt_month(typed, hints)?;
    let word = as_written(typed.get(range.clone())?, name)?;
    Some(format!(
        "{}{word}{}",
        typed.get(..range.start)?,
        typed.get(range.end..)?
    ))
}

/// Whether a text is what a date is in ISO form.
fn is_iso(date: &PartialDate, text: &str) -> bool {
    let may_be = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    may_be && date.iso() == text
}

/// Whether only the language decided what the mark of a number means. In English and Arabic a comma before three digits is
/// plain enough.
fn is_guess(plan: &ColumnPlan, typed: &str) -> bool {
    plan.mark_assumed && !(plan.mark == DecimalMark::Point && typed.contains(','))
}

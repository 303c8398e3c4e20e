//! Phones and e-mail addresses of one cell, in the frame's last row: several in a cell, each in the field that its label names.

use crate::diag::Proposal;
use crate::model::{Cell, Field, FieldId, Phone, PhoneKind, TextRef};
use crate::text::email::{EmailIssue, parse_emails, repaired};
use crate::text::phone::{PhoneIssue, drops_leading_zero, label_of, parse_phones};
use crate::text::tidy;

use super::cells::{Target, text_of};
use super::labels::line_field;
use super::prepare::ColumnPlan;
use super::problem::ProblemKind;

/// So many phones or addresses of one cell are compared with those before them; a cell that holds more is no cell of a person.
const MOST_OF_A_CELL: usize = 500;

impl Target<'_> {
    pub(super) fn phones(
        &mut self,
        cell: &Cell<'_>,
        plan: &ColumnPlan,
        field: FieldId,
        country: Option<&str>,
    ) {
        let typed = text_of(cell);
        let row = self.frame.len() - 1;
        let is_number = matches!(cell, Cell::Number(_));
        let mut placeholder = false;
        for parsed in parse_phones(&typed, country) {
            let place = country.and_then(|code| <[u8; 2]>::try_from(code.as_bytes()).ok());
            if let Some(issue) = parsed.issue {
                self.note(
                    plan,
                    field,
                    parsed.text,
                    ProblemKind::Phone(issue, parsed.digits, place),
                );
                if issue == PhoneIssue::Placeholder {
                    placeholder = true;
                    continue;
                }
            } else if is_number
                && let Some(code) = country
                && lost_zero(parsed.number, parsed.text, code)
            {
                self.note(
                    plan,
                    field,
                    parsed.text,
                    ProblemKind::LeadingZero(parsed.number),
                );
            }
            // What stands beside a number tells more than the header above it.
            let field = field_of(parsed.text).unwrap_or(field);
            let known = self.frame.phones(field, row).iter().take(MOST_OF_A_CELL);
            let twice = parsed.number != 0
                && known.into_iter().any(|known| {
                    known.number == parsed.number && known.extension == parsed.extension
                });
            if !twice {
                let mobile = parsed.kind == PhoneKind::Unknown
                    && parsed.number != 0
                    && field == Field::MobilePhone.into();
                let phone = Phone {
                    number: parsed.number,
                    extension: parsed.extension,
                    kind: if mobile {
                        PhoneKind::Mobile
                    } else {
                        parsed.kind
                    },
                    text: TextRef::NONE,
                };
                self.frame.add_phone(field, phone, &tidy(parsed.text));
            }
        }
        if placeholder {
            self.keep_typed(field, &typed);
        }
    }

    pub(super) fn emails(&mut self, cell: &Cell<'_>, plan: &ColumnPlan, field: FieldId) {
        let typed = text_of(cell);
        let row = self.frame.len() - 1;
        let first = self.problems.len();
        // The cell with every slip mended that was met so far.
        let mut whole: Option<String> = None;
        let mut understood = false;
        let mut all_good = true;
        let mut count = 0;
        for parsed in parse_emails(&typed) {
            count += 1;
            if let Some(issue) = parsed.issue {
                let so_far = whole.as_deref().unwrap_or(&typed);
                let mended = (issue == EmailIssue::Malformed)
                    .then(|| repaired(&typed).and_then(|_| repaired(so_far)))
                    .flatten();
                // What can be mended is shown with its slip: `sara@yahoo,com`.
                let shown = mended.as_ref().map_or(parsed.address.as_ref(), |_| &typed);
                self.note(plan, field, shown, ProblemKind::Email(issue));
                let cell = match issue {
                    EmailIssue::Misspelt(domain) => with_domain(so_far, &parsed.address, domain),
                    _ => mended,
                };
                if let Some(cell) = cell {
                    self.propose(cell.clone());
                    whole = Some(cell);
                }
                if !issue.keeps_address() {
                    all_good = false;
                    continue;
                }
            }
            understood = understood || parsed.address == typed.trim();
            if !self
                .frame
                .emails(field, row)
                .take(MOST_OF_A_CELL)
                .any(|known| known == parsed.address)
            {
                self.frame.add_email(field, &parsed.address);
            }
        }
        if let Some(whole) = whole {
            let own = self.problems.iter_mut().skip(first);
            for proposal in own.filter_map(|problem| problem.proposal.as_mut()) {
                proposal.clone_from(&whole);
            }
        }
        if !all_good || (count > 0 && !understood) {
            self.keep_typed(field, &typed);
        }
    }
}

/// The field of a number whose text says which line it is.
fn field_of(text: &str) -> Option<FieldId> {
    Some(line_field(label_of(text)?).into())
}

/// A cell in which one address has another domain.
fn with_domain(cell: &str, address: &str, domain: &str) -> Option<String> {
    if cell.len() > Proposal::LONGEST {
        return None;
    }
    let (_, wrong) = address.rsplit_once('@')?;
    let at = cell.match_indices('@').map(|(at, _)| at + 1).find(|at| {
        cell.get(*at..at + wrong.len())
            .is_some_and(|typed| typed.eq_ignore_ascii_case(wrong))
    })?;
    let (head, tail) = (cell.get(..at)?, cell.get(at + wrong.len()..)?);
    Some(format!("{head}{domain}{tail}"))
}

/// Whether a number was typed with a leading 0 that its cell of numbers has dropped.
fn lost_zero(number: u64, typed: &str, country: &str) -> bool {
    let Ok(value) = typed.parse::<u64>() else {
        return false;
    };
    let digits = value.checked_ilog10().map_or(1, |log| log + 1);
    number != value
        && 10_u64
            .checked_pow(digits)
            .is_some_and(|power| number % power == value)
        && drops_leading_zero(country)
}

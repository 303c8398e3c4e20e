//! What somebody asked for, as a workbook of its own.

use std::path::Path;

use super::{BookRequest, Look, read, reasons};
use crate::error::{ErrorKind, Result};
use crate::lang::Lang;
use crate::output::{self, OutputRequest, Query};
use crate::source::FileKind;
use crate::store;

/// Writes the contacts of a query to a workbook.
///
/// # Errors
/// Refuses what is no `.xlsx`, what lies in the users' folders, and what is there already and was not written by tierbook.
pub fn save_query(
    request: &BookRequest<'_>,
    look: &Look,
    query: &Query<'_>,
    target: &Path,
) -> Result<()> {
    let refused = |reason: &'static str| ErrorKind::Refused {
        path: target.to_owned(),
        reason,
    };
    let name = target.to_string_lossy();
    let extension = target.extension().unwrap_or_default();
    if !extension.eq_ignore_ascii_case("xlsx") || FileKind::of(&name).is_none() {
        return Err(refused("kind").into());
    }
    if look.folder.forbids(target).is_some() {
        return Err(refused("place").into());
    }
    if store::is_there(target) && !read::is_own(target, request.reader) {
        return Err(refused("theirs").into());
    }
    let outcome = &look.outcome;
    let lang = Lang::dressed(outcome.dress(outcome.language));
    let facts = outcome.facts();
    let reasons = reasons(outcome, &facts, &lang);
    let explain = |ladder, contact| reasons.why(ladder, contact);
    let lift = |ladder, contact| reasons.next(ladder, contact);
    store::export(target, |spill, out| {
        let wanted = OutputRequest {
            outcome,
            lang: &lang,
            spill,
            why: &explain,
            next: &lift,
        };
        output::write_query(&wanted, query, out)
    })
}

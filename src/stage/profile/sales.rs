//! Which purchases count.

use crate::text::fold;

/// Whether a status says that the deal was lost or cancelled.
pub(crate) fn is_lost(status: Option<&str>) -> bool {
    status.is_some_and(|status| ["lost", "cancelled"].contains(&fold(status).as_str()))
}

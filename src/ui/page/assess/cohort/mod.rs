//! All learners on the desk: the matrix, what is late, how practice goes.

use crate::ui::desk::Desk;

/// Fills the page's place.
pub(super) fn attach(_desk: Desk) {}

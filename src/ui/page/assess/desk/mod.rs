//! The desk: who is at it, the files that are opened, what waits.

use crate::ui::desk::Desk;

/// Fills the page's place.
pub(super) fn attach(_desk: Desk) {}

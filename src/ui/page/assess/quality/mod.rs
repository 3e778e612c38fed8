//! Samples, agreement and standardisation.

use crate::ui::desk::Desk;

/// Fills the page's place.
pub(super) fn attach(_desk: Desk) {}

//! One learner’s record as the assessor sees it: plan, evidence, sign-off, handing back.

use crate::ui::desk::Desk;

/// Fills the page's place.
pub(super) fn attach(_desk: Desk) {}

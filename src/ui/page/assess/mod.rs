//! The pages of the desk: a folder a page.

mod cohort;
mod desk;
mod judge;
mod portfolio;
mod quality;

use crate::ui::desk::Desk;

/// Fills the page that stands, with the desk of whoever is at it.
pub(super) fn attach(desk: Desk, page: &str) {
    desk.settle();
    match page {
        "desk" => desk::attach(desk),
        "judge" => judge::attach(desk),
        "portfolio" => portfolio::attach(desk),
        "cohort" => cohort::attach(desk),
        "quality" => quality::attach(desk),
        _ => {}
    }
}

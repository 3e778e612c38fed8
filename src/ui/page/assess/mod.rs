//! The pages of the desk: a folder a page.

mod at_desk;
mod cohort;
pub(super) mod desk;
pub mod judge;
pub(super) mod keeper;
mod portfolio;
pub mod quality;
mod turns;

use super::{Pages, adapt, address, team};
use crate::{
    desk::place::address_of,
    quality::Place,
    record::event::PersonId,
    route::Route,
    ui::{desk::Desk, keyboard, session::Session},
};

/// The pages of the desk.
#[derive(Clone, Copy)]
pub struct Assess {
    desk: Desk,
}

impl Pages for Assess {
    const NAMES: &[&str] = &[
        "desk",
        "judge",
        "portfolio",
        "cohort",
        "quality",
        "team",
        "adapt",
    ];

    fn new(session: Session) -> Self {
        keyboard::watch_what_goes();
        Self {
            desk: Desk::new(session),
        }
    }

    // Adapting touches nobody's record, so it waits for nobody's passphrase.
    fn at_once(self, page: &str) {
        if page == "adapt" {
            adapt::attach();
        }
    }

    fn when_open(self, page: &str) {
        if page == "adapt" {
            return;
        }
        self.desk.settle();
        match page {
            "desk" => desk::attach(self.desk),
            "judge" => judge::attach(self.desk),
            "portfolio" => portfolio::attach(self.desk),
            "cohort" => cohort::attach(self.desk),
            "quality" => quality::attach(self.desk),
            "team" => team::attach(self.desk),
            _ => {}
        }
    }
}

/// The address where a learner's answer is judged.
fn to_answer(learner: PersonId, place: &Place) -> String {
    address_of(&address(&Route::Judge), learner, place)
}

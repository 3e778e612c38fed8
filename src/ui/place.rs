//! Where a learner left off: kept for each unit as a section and how far below its top she was,
//! so that it survives another screen size.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Event;

use super::{address, clock, dom, here::Here, session::Session, slots::PREFIX, storage};
use crate::{
    id::{SectionId, UnitId},
    record::event::PersonId,
};

/// A place in a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The unit.
    pub unit: UnitId,
    /// The last section whose top had been passed.
    pub section: SectionId,
    /// Its heading, for the page that offers to go on.
    pub title: String,
    /// How far below its top the window began, in thousandths of the section's height.
    pub below: u32,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// The fragment that asks for the place where the learner left off.
pub const RESUME: &str = "resume_here";

fn key(person: PersonId, unit: &UnitId) -> String {
    format!("{PREFIX}left/{person}/{unit}")
}

/// The place where somebody was last, in whatever unit.
pub fn latest(session: Session) -> Option<Left> {
    let person = session.person_untracked()?.id;
    let places = storage::keys(&format!("{PREFIX}left/{person}/"));
    let read = places
        .iter()
        .filter_map(|key| serde_json::from_str::<Left>(&storage::get(key)?).ok());
    read.max_by_key(|left| left.at)
}

/// Takes away every place of somebody.
pub fn forget(person: PersonId) {
    for key in storage::keys(&format!("{PREFIX}left/{person}/")) {
        storage::remove(&key);
    }
}

/// Keeps a place that is known from elsewhere, where none is kept here.
pub fn put(person: PersonId, unit: &UnitId, section: SectionId) {
    let key = key(person, unit);
    let left = Left {
        unit: unit.clone(),
        section,
        title: String::new(),
        below: 0,
        at: 0,
    };
    if let (None, Ok(text)) = (storage::get(&key), serde_json::to_string(&left)) {
        // As below.
        let _ = storage::set(&key, &text);
    }
}

/// Keeps the place up to date while the page is shown, and goes to it where the address asks for
/// that.
pub fn keep(here: &Here) {
    if address::place() == RESUME {
        go_back(here);
    }
    let noting = here.clone();
    let timer = StoredValue::new_local(None);
    dom::listen(&dom::window(), "scroll", move |_: Event| {
        let noting = noting.clone();
        timer.set_value(Some(clock::after(200, move || note(&noting))));
    });
}

fn note(here: &Here) {
    let Some(person) = here.session.person_untracked() else {
        return;
    };
    let Some(main) = dom::anywhere("main") else {
        return;
    };
    // The place is at a third of the window: where reading eyes are.
    let eyes = dom::window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or(600.0)
        / 3.0;
    let passed = dom::all(&main, "section[data-section]")
        .into_iter()
        .rfind(|section| {
            let shown = section.get_bounding_client_rect();
            shown.height() > 0.0 && shown.top() <= eyes
        });
    let Some(section) = passed else { return };
    let Some(id) = section
        .get_attribute("data-section")
        .and_then(|id| id.parse::<SectionId>().ok())
    else {
        return;
    };
    let shown = section.get_bounding_client_rect();
    let left = Left {
        unit: here.unit.id.clone(),
        title: dom::one(&section, "h2, legend")
            .and_then(|title| title.text_content())
            .unwrap_or_default()
            .trim()
            .to_owned(),
        below: (-shown.top() / shown.height() * 1000.0).clamp(0.0, 1000.0) as u32,
        section: id,
        at: clock::now().as_millisecond(),
    };
    if let Ok(text) = serde_json::to_string(&left) {
        // A place that is not kept costs a scroll, so nobody is told.
        let _ = storage::set(&key(person.id, &left.unit), &text);
    }
}

fn go_back(here: &Here) {
    let left = here
        .session
        .person_untracked()
        .and_then(|person| storage::get(&key(person.id, &here.unit.id)));
    let Some(left) = left.and_then(|text| serde_json::from_str::<Left>(&text).ok()) else {
        return;
    };
    let Some(section) = dom::document().get_element_by_id(left.section.as_str()) else {
        return;
    };
    let shown = section.get_bounding_client_rect();
    let top = shown.top()
        + dom::window().scroll_y().unwrap_or(0.0)
        + shown.height() * f64::from(left.below) / 1000.0;
    dom::window().scroll_to_with_x_and_y(0.0, top);
    if let Some(title) = dom::one(&section, "h2, legend") {
        dom::focus_in_place(&title);
    }
}

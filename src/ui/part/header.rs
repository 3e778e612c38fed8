//! The name in the header: who is learning in this tab.

use leptos::prelude::*;

use crate::{
    ui::{dom, session::Session},
    wording::people,
};

/// Keeps the header's name up to date.
pub fn attach(session: Session) {
    let Some(place) = dom::place("who") else {
        return;
    };
    let place = StoredValue::new_local(place);
    Effect::new(move |_| {
        let name = match session.person() {
            Some(person) if !person.name.is_empty() => person.name,
            _ => people::ON_THIS_DEVICE.to_owned(),
        };
        place.with_value(|place| place.set_text_content(Some(&name)));
    });
}

//! The learner's whole program: every page of hers, of whatever training is open. It reads the
//! Markdown itself.

use std::pin::Pin;

use leptos::prelude::{Signal, Track, provide_context};

use super::{
    Pages, answer, enter,
    fetched::{with_everything, with_unit},
    home, people, privacy, record, settings, together, unit, workbook,
};
use crate::{
    route::Route,
    site::{source::fingerprint, unit_main},
    ui::{
        address, dom,
        here::Here,
        keyboard,
        part::{self, asks, notice},
        session::Session,
        sync::{card, known::Unsent, learner::Provider},
        training,
    },
};

/// The learner's pages.
#[derive(Clone, Copy)]
pub struct Learn {
    session: Session,
}

impl Pages for Learn {
    const NAMES: &[&str] = &[
        "home",
        "unit",
        "answer",
        "workbook",
        "enter",
        "together",
        "record",
        "settings",
        "people",
        "privacy",
        "help",
        "not-found",
        "no-signal",
    ];

    fn first() -> Option<Pin<Box<dyn Future<Output = ()>>>> {
        training::is_wanted().then(|| Box::pin(training::start()) as _)
    }

    fn draw(page: &str) -> Option<(Route, String)> {
        training::draw(page)
    }

    fn new(session: Session) -> Self {
        keyboard::watch_what_goes();
        let provider = Provider::new(session);
        provide_context(provider);
        provide_context(Unsent(Signal::derive(move || {
            session.state.track();
            provider.unsent()
        })));
        Self { session }
    }

    fn at_once(self, page: &str) {
        if let Some(words) = training::take_trouble() {
            notice::say(words);
        }
        card::correct(self.session);
        // These two have a part of their own for it.
        if !matches!(page, "record" | "settings") {
            card::attach_notice();
        }
        if matches!(page, "workbook" | "enter" | "together") {
            load_room_style();
        }
        match page {
            "home" => part::training::attach(),
            "people" => people::attach(self.session),
            "privacy" => privacy::attach(self.session),
            "settings" => settings::attach(self.session),
            // Neither needs a record.
            "together" => with_unit(self.session, together::attach),
            "workbook" => with_unit(self.session, workbook::attach),
            _ => {}
        }
    }

    // A page without a line here is complete as it was written.
    fn when_open(self, page: &str) {
        let session = self.session;
        match page {
            "answer" => with_unit(session, answer::attach),
            "enter" => with_unit(session, enter::attach),
            "home" => {
                home::ask_for_file(session);
                with_everything(move |settings, units| home::attach(session, settings, units))
            }
            "record" => record::attach(session),
            "unit" => with_unit(session, |here, fetched| {
                redraw_unit_if_changed(&here, &fetched);
                unit::attach(here);
                fetched.tell_mistakes();
            }),
            _ => {}
        }
    }
}

/// The page was built from other files than the server has now: it is drawn anew, by the same
/// code, and what has been chosen in it by then is put back.
fn redraw_unit_if_changed(here: &Here, fetched: &super::fetched::Fetched) {
    let Some(main) = dom::anywhere("main") else {
        return;
    };
    let now = fingerprint(&fetched.settings.text, &fetched.unit.text);
    if main.get_attribute("data-source").as_deref() == Some(now.as_str()) {
        return;
    }
    let chosen = unit::chosen(here);
    let html = unit_main(&here.settings, &here.unit, &now, &here.root);
    main.set_outer_html(&html);
    asks::attach(here.session);
    unit::choose(here, &chosen);
}

/// Loads the style sheet of pages for paper and for the room, where such a page has come in place of
/// another. In one file it stands already, and no name is given.
fn load_room_style() {
    let name = dom::html_attribute("data-room-style");
    let stands = dom::anywhere(&format!("link[href$=\"{name}\"]")).is_some();
    if name.is_empty() || stands {
        return;
    }
    let (Ok(link), Some(head)) = (
        dom::document().create_element("link"),
        dom::document().head(),
    ) else {
        return;
    };
    let address = format!("{}assets/{name}", address::root_anywhere());
    // Without it the page is plain, and works.
    let _ = link.set_attribute("rel", "stylesheet");
    let _ = link.set_attribute("href", &address);
    let _ = head.append_child(&link);
}

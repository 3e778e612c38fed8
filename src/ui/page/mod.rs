//! One file a screen: what the program adds to the page that stands.

pub mod adapt;
pub mod answer;
pub mod assess;
mod enter;
mod home;
mod people;
mod privacy;
pub mod record;
mod settings;
mod team;
mod together;
mod unit;
mod workbook;

pub use assess::Assess;

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    content::{self, Loaded},
    dom,
    here::Here,
    part,
    session::{Phase, Session},
    sync::learner::Provider,
    training,
};
use crate::{id::UnitId, pack::Settings, route::Route, unit::Unit};

/// The pages that one program attaches to.
pub trait Pages: Copy + 'static {
    /// What its pages are called, as [`Route::name`] has it.
    const NAMES: &[&str];

    /// Whether other training than the site's own can be opened on them.
    const TAKES_TRAINING: bool = false;

    /// The page at an address, where the program has it itself.
    fn draw(page: &str) -> Option<(Route, String)> {
        let _ = page;
        None
    }

    /// What the pages of a tab share.
    fn new(session: Session) -> Self;

    /// Attaches what needs no open record.
    fn at_once(self, page: &str);

    /// Attaches the rest, once the session lets it.
    fn when_open(self, page: &str);
}

/// Attaches to the page that stands.
pub fn attach(session: Session, pages: impl Pages) {
    part::header::attach(session);
    part::notice::attach(session);
    if let Some(words) = training::take_trouble() {
        part::notice::say(words);
    }
    let page = dom::html_attribute("data-page");
    pages.at_once(&page);
    let ready = Memo::new(move |_| matches!(session.phase.get(), Phase::Open | Phase::Nobody));
    Effect::new(move |_| {
        if ready.get() {
            pages.when_open(&page);
        }
    });
    if let Some(html) = dom::html() {
        let _ = html.set_attribute("data-program", "ready");
    }
}

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

    const TAKES_TRAINING: bool = true;

    fn draw(page: &str) -> Option<(Route, String)> {
        training::draw(page)
    }

    fn new(session: Session) -> Self {
        provide_context(Provider::new(session));
        Self { session }
    }

    fn at_once(self, page: &str) {
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
        match page {
            "answer" => with_unit(self.session, answer::attach),
            "enter" => with_unit(self.session, enter::attach),
            "home" => home::attach(self.session),
            "record" => record::attach(self.session),
            "unit" => with_unit(self.session, unit::attach),
            _ => {}
        }
    }
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
    let address = format!("{}assets/{name}", super::address::root_anywhere());
    // Without it the page is plain, and works.
    let _ = link.set_attribute("rel", "stylesheet");
    let _ = link.set_attribute("href", &address);
    let _ = head.append_child(&link);
}

/// The way to the site's root.
pub fn root() -> String {
    dom::html_attribute("data-root")
}

/// Loads the unit that the page is about, then attaches within the page's own owner.
fn with_unit(session: Session, attach: impl FnOnce(Here, Fetched) + 'static) {
    let Some(id) =
        dom::anywhere("main[data-unit]").and_then(|main| main.get_attribute("data-unit"))
    else {
        return;
    };
    let Ok(id) = id.parse::<UnitId>() else { return };
    let owner = Owner::current();
    spawn_local(async move {
        let root = root();
        let loaded = content::settings_and_unit(&root, &id).await;
        let Some(owner) = owner else { return };
        owner.with(|| match loaded {
            Ok((settings, unit)) => {
                let here = Here {
                    session,
                    settings: settings.value.clone(),
                    unit: unit.value.clone(),
                    root: root.into(),
                };
                attach(here, Fetched { settings, unit });
            }
            Err(error) => part::notice::unreachable(&error),
        });
    });
}

/// Loads the settings and every unit, as far as they can be had, then attaches within the page's
/// own owner.
fn with_everything(attach: impl FnOnce(Rc<Settings>, Vec<Rc<Unit>>) + 'static) {
    let owner = Owner::current();
    spawn_local(async move {
        let loaded = content::everything(&root()).await;
        let Some(owner) = owner else { return };
        owner.with(|| match loaded {
            Ok((settings, units)) => {
                attach(
                    settings.value,
                    units.into_iter().map(|unit| unit.value).collect(),
                );
            }
            Err(error) => {
                part::notice::unreachable(&error);
                attach(Rc::default(), Vec::new());
            }
        });
    });
}

/// The address of a page of this site, from the page that stands.
fn address(route: &Route) -> String {
    format!("{}{}", root(), route.path())
}

/// The files of a unit's page.
struct Fetched {
    settings: Loaded<crate::pack::Settings>,
    unit: Loaded<crate::unit::Unit>,
}

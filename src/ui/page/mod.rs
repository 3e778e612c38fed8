//! One file a screen: what the program adds to the page that stands.

pub mod answer;
mod assess;
mod home;
mod people;
mod privacy;
mod record;
mod settings;
mod unit;

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    content::{self, Loaded},
    desk::Desk,
    dom,
    here::Here,
    part,
    session::{Phase, Session},
};
use crate::{id::UnitId, pack::Settings, route::Route, unit::Unit};

/// Attaches to the page that stands, as soon as the session lets it.
pub fn attach(session: Session, desk: Desk) {
    part::header::attach(session);
    part::notice::attach(session);
    let page = dom::html_attribute("data-page");
    // These need no open record.
    match page.as_str() {
        "people" => people::attach(session),
        "privacy" => privacy::attach(session),
        "settings" => settings::attach(session),
        _ => {}
    }
    let ready = Memo::new(move |_| matches!(session.phase.get(), Phase::Open | Phase::Nobody));
    Effect::new(move |_| {
        if ready.get() {
            attach_ready(session, desk, &page);
        }
    });
    if let Some(html) = dom::html() {
        let _ = html.set_attribute("data-program", "ready");
    }
}

fn attach_ready(session: Session, desk: Desk, page: &str) {
    // A page without a line here is complete as it was written.
    match page {
        "answer" => with_unit(session, answer::attach),
        "home" => home::attach(session),
        "record" => record::attach(session),
        "unit" => with_unit(session, unit::attach),
        "desk" | "judge" | "portfolio" | "cohort" | "quality" => assess::attach(desk, page),
        _ => {}
    }
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

//! The browser program of packages for learning management systems: the learner's whole program,
//! and a bridge that tells the learning system how the attempt stands.
//!
//! What is told is the engine's ([`crate::exchange::attempt`]); the bridge finds out who asks, lends
//! the engine the learning system's functions, and tells it of every change. It is a program of its
//! own so that nobody else's phone has to fetch it.

mod api;
mod bridge;
mod link;
mod panel;
mod requests;
mod restore;
mod shown;

use std::{cell::Cell, pin::Pin};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use self::bridge::Bridge;
use super::{
    address, dom, look,
    page::{Learn, Pages},
    panic,
    people::{self, Person},
    place,
    session::Session,
    storage,
};
use crate::{
    exchange::standard::Standard,
    id::{SectionId, UnitId},
    record::event::PersonId,
    route::Route,
};

thread_local! {
    /// What was found before the program could begin.
    static FOUND: Cell<Option<link::Found>> = const { Cell::new(None) };
    /// Whether the page that stands is as it was written, so that it need not be drawn.
    static STANDS: Cell<bool> = const { Cell::new(true) };
}

/// Starts the program: once it is known who is learning, so that her record is opened and nobody
/// else's.
pub fn start() {
    panic::catch();
    spawn_local(async {
        // Before a word is said to the learning system: a page that is loaded anew to take in what was lost
        // begins a second time, which Moodle does not bear.
        if storage::late::catch_up().await {
            look::put_kept();
        }
        let found = link::find(Standard::of_key(&dom::html_attribute("data-package"))).await;
        match (&found.learner, &found.link) {
            (Some(learner), _) => become_learner(learner),
            // Nobody says who it is, and it need not be who was here last.
            (None, link::Link::Broken(_)) => people::choose(None),
            (None, _) => {}
        }
        if let Some(unit) = unit() {
            let section = found.location.parse::<SectionId>().ok();
            if let (Some(learner), Some(section)) = (&found.learner, section) {
                place::put(learner.id, &unit, section);
            }
            go_to(&unit, !found.kept.is_empty());
        }
        FOUND.set(Some(found));
        super::start::<Packaged>();
    });
}

/// Takes away what is noted of somebody's attempts.
pub fn forget(person: PersonId) {
    for key in storage::keys(&bridge::notes_of(person)) {
        storage::remove(&key);
    }
}

/// The unit of this package.
fn unit() -> Option<UnitId> {
    dom::html_attribute("data-unit").parse().ok()
}

/// Opens the record of whoever the learning system says is learning: a new one, where this device
/// does not know her yet.
fn become_learner(learner: &link::Learner) {
    let mut everybody = people::list();
    if !everybody.iter().any(|person| person.id == learner.id) {
        everybody.push(Person {
            id: learner.id,
            name: learner.name.clone(),
            ..Person::new()
        });
        // Where the list is not kept, the page tells her, and the learning system keeps what counts.
        let _ = people::keep(&everybody);
    }
    people::choose(Some(learner.id));
}

/// Puts the unit's page into the address, which names no page when a package is opened, and that the
/// learner comes back.
fn go_to(unit: &UnitId, comes_back: bool) {
    // A learning system may have put something of its own there.
    let fragment = address::fragment();
    if !fragment.is_empty() && Route::in_fragment(&fragment).is_some() {
        STANDS.set(false);
        return;
    }
    let place = match comes_back {
        true => format!("#{}", place::RESUME),
        false => String::new(),
    };
    let path = Route::Unit(unit.clone()).path();
    let whole = format!("{}{path}{place}", address::ROOT_IN_FILE);
    if let Ok(history) = dom::window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&whole));
    }
}

/// The pages of a package: the learner's, once the learning system's part is done.
#[derive(Clone, Copy)]
struct Packaged {
    learn: Learn,
    bridge: Bridge,
}

impl Pages for Packaged {
    const NAMES: &[&str] = Learn::NAMES;

    fn first() -> Option<Pin<Box<dyn Future<Output = ()>>>> {
        Learn::first()
    }

    fn draw(page: &str) -> Option<(Route, String)> {
        // What was chosen before the program came stays chosen.
        if STANDS.replace(false) && address::route(page).is_some_and(|route| is_unit(&route)) {
            return None;
        }
        Learn::draw(page)
    }

    fn new(session: Session) -> Self {
        let bridge = Bridge::new(FOUND.take().unwrap_or_default(), session);
        bridge.watch();
        Self {
            learn: Learn::new(session),
            bridge,
        }
    }

    fn at_once(self, page: &str) {
        panel::attach(self.bridge);
        self.learn.at_once(page);
    }

    fn when_open(self, page: &str) {
        let (owner, page) = (Owner::current(), page.to_owned());
        self.bridge.ready(move || {
            if let Some(owner) = owner {
                owner.with(|| self.learn.when_open(&page));
            }
        });
    }
}

fn is_unit(route: &Route) -> bool {
    matches!(route, Route::Unit(id) if Some(id) == unit().as_ref())
}

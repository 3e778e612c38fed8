//! How far the site is kept on this device, and whether a new version of it is there: what the
//! script in `src/site/offline/page.js` says in attributes of the page.

use leptos::prelude::*;
use web_sys::Event;

use super::dom;

/// How far the site is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing is said of it: this site is not kept anywhere, or the page has just been opened.
    NotAsked,
    /// The page is not on a secure address.
    Insecure,
    /// The browser does not let it.
    Refused,
    /// It is on its way.
    Coming,
    /// It did not get there this time.
    NotYet,
    /// So many of so many units are there.
    Part(usize, usize),
    /// Likewise, and the others are kept when somebody reads them or asks for all.
    Visited(usize, usize),
    /// Likewise, and there is no room for more.
    Full(usize, usize),
    /// All of it is there.
    Whole,
}

/// Why the newest version could not be put on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no room.
    Full,
    /// There is no room, and other tabs are open in the old version.
    Elsewhere,
    /// A file that the server has is not what its list says.
    Misfit(String),
}

/// Whether there is a new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// There is none.
    No,
    /// There is one, and it can be taken.
    Ready,
    /// There is one, and other tabs are open in the old.
    Elsewhere,
}

/// What is known now.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// How far the site is kept.
    pub kept: Kept,
    /// How many bytes of it there are.
    pub bytes: Option<u64>,
    /// Whether there is a new version.
    pub update: Update,
    /// Why the newest version could not be put here, if it could not.
    pub trouble: Option<Trouble>,
}

impl News {
    fn now() -> Self {
        let units = dom::html_attribute("data-offline-units");
        let units = units.split_once('/').unwrap_or_default();
        let number = |text: &str| text.parse().unwrap_or_default();
        let (there, all) = (number(units.0), number(units.1));
        let kept = match dom::html_attribute("data-offline").as_str() {
            "insecure" => Kept::Insecure,
            "refused" => Kept::Refused,
            "coming" => Kept::Coming,
            "not-yet" => Kept::NotYet,
            "part" => Kept::Part(there, all),
            "visited" => Kept::Visited(there, all),
            "full" => Kept::Full(there, all),
            "whole" => Kept::Whole,
            _ => Kept::NotAsked,
        };
        let update = match dom::html_attribute("data-update").as_str() {
            "ready" => Update::Ready,
            "elsewhere" => Update::Elsewhere,
            _ => Update::No,
        };
        let trouble = match dom::html_attribute("data-offline-trouble").as_str() {
            "full" => Some(Trouble::Full),
            "elsewhere" => Some(Trouble::Elsewhere),
            "misfit" => Some(Trouble::Misfit(dom::html_attribute("data-offline-misfit"))),
            _ => None,
        };
        let bytes = dom::html_attribute("data-offline-bytes").parse().ok();
        Self {
            kept,
            bytes,
            update,
            trouble,
        }
    }
}

/// What is known, for as long as the owner that is current now lives.
pub fn news() -> ReadSignal<News> {
    let (news, set) = signal(News::now());
    dom::listen(&dom::document(), "underpin-offline", move |_: Event| {
        set.set(News::now());
    });
    news
}

/// Takes the new version and loads the page again, where no other tab is in the way.
pub fn take_update() {
    ask("underpin-take");
}

/// Has all units kept, however many there are.
pub fn keep_all() {
    ask("underpin-keep-all");
}

/// Takes the old version off the device, so that there is room for the new one, and loads the page again.
pub fn make_room() {
    ask("underpin-make-room");
}

fn ask(what: &str) {
    if let Ok(event) = Event::new(what) {
        // Nobody can cancel it.
        let _ = dom::document().dispatch_event(&event);
    }
}

//! One file a screen: what a program adds to the page that stands; and the programs, each with the
//! screens that are its own.

pub mod adapt;
pub mod answer;
pub mod assess;
mod enter;
mod fetched;
mod home;
mod learn;
mod people;
mod privacy;
pub mod record;
mod settings;
mod study;
mod team;
mod together;
mod unit;
mod workbook;

use std::pin::Pin;

use leptos::prelude::*;

use self::fetched::{Fetched, with_everything};
pub use self::{assess::Assess, learn::Learn, study::Study};
use super::{
    dom, part,
    session::{Phase, Session},
};
use crate::route::Route;

/// The pages that one program attaches to.
pub trait Pages: Copy + 'static {
    /// What its pages are called, as [`Route::name`] has it.
    const NAMES: &[&str];

    /// Those that only show what a record comes to, so that it need not be open.
    const ONLY_SHOW: &[&str] = &[];

    /// What has to be done before the first page, if anything.
    fn first() -> Option<Pin<Box<dyn Future<Output = ()>>>> {
        None
    }

    /// The page at an address, where the program has it itself.
    fn draw(page: &str) -> Option<(Route, String)> {
        let _ = page;
        None
    }

    /// What the pages of a tab share.
    fn new(session: Session) -> Self;

    /// Attaches what needs no open record.
    fn at_once(self, page: &str);

    /// Attaches the rest, once the session lets it; what [only shows](Self::ONLY_SHOW) as soon as there is
    /// something to show.
    fn when_open(self, page: &str);
}

/// Attaches to the page that stands.
pub fn attach<P: Pages>(session: Session, pages: P) {
    part::header::attach(session);
    part::header::close_help();
    part::notice::attach(session);
    let page = dom::html_attribute("data-page");
    pages.at_once(&page);
    let only_shows = P::ONLY_SHOW.contains(&page.as_str());
    let ready = Memo::new(move |_| {
        matches!(session.phase.get(), Phase::Open | Phase::Nobody)
            || (only_shows && session.shown.get())
    });
    Effect::new(move |_| {
        if ready.get() {
            pages.when_open(&page);
        }
    });
    if let Some(html) = dom::html() {
        let _ = html.set_attribute("data-program", "ready");
    }
}

/// The way to the site's root.
pub fn root() -> String {
    dom::html_attribute("data-root")
}

/// The address of a page of this site, from the page that stands.
pub fn address(route: &Route) -> String {
    format!("{}{}", root(), route.path())
}

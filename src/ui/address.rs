//! Where an address of this site leads: to a page, and to a place on it.
//!
//! On a site a page is a path, and a place on it the fragment. Where everything is in one file,
//! which has no paths, both are in the fragment: see [`Route::in_fragment`].

use std::cell::RefCell;

use web_sys::Url;

use super::{dom, page::root};
use crate::route::Route;

thread_local! {
    /// The site's root as a whole address. Pages that are drawn here have another way to it, but
    /// it stays the same.
    static SITE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The root of every page where all are in one file.
pub const ROOT_IN_FILE: &str = "#/";

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The page, told from all others: a path.
    pub page: String,
    /// The id of a place on it; empty without one.
    pub place: String,
}

/// Finds out where the site's root is. The page that stands is as it was loaded.
pub fn start() {
    if let Ok(url) = Url::new_with_base(&root(), &whole()) {
        SITE.set(url.href());
    }
}

/// Whether everything is in one file.
pub fn is_one_file() -> bool {
    dom::html().is_some_and(|html| html.has_attribute("data-one-file"))
}

/// Whether this is a package for learning systems.
pub fn is_package() -> bool {
    dom::html().is_some_and(|html| html.has_attribute("data-package"))
}

/// The whole address that the browser shows.
pub fn whole() -> String {
    dom::window().location().href().unwrap_or_default()
}

/// Where the address that the browser shows leads.
pub fn here() -> Lead {
    of(&whole(), "")
}

/// The fragment that the browser shows, without its sign.
pub fn fragment() -> String {
    let hash = dom::window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// The place on the page that the address names; empty without one.
pub fn place() -> String {
    here().place
}

/// Where an address leads; `page` is the page that stands.
pub fn of(address: &str, page: &str) -> Lead {
    let (before, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (page, place) = match is_one_file() {
        true => Route::in_fragment(fragment).unwrap_or((page, fragment)),
        false => {
            let before = before.split('?').next().unwrap_or(before);
            (before, fragment)
        }
    };
    Lead {
        page: page.to_owned(),
        place: place.to_owned(),
    }
}

/// The page of this site that stands at a [`Lead::page`].
pub fn route(page: &str) -> Option<Route> {
    match is_one_file() {
        true => Route::at(page),
        false => SITE.with_borrow(|site| Route::at(page.strip_prefix(site.as_str())?)),
    }
}

/// The way to the site's root that holds on every page of it.
pub fn root_anywhere() -> String {
    if is_one_file() {
        return ROOT_IN_FILE.to_owned();
    }
    let site = Url::new(&SITE.with_borrow(Clone::clone));
    site.map_or_else(|_| root(), |site| site.pathname())
}

/// A file of this site as a whole address; none where it leads to another site.
pub fn on_this_site(address: &str) -> Option<String> {
    let url = Url::new_with_base(address, &SITE.with_borrow(Clone::clone)).ok()?;
    let own = dom::window().location().origin().ok()?;
    (url.origin() == own).then(|| url.href())
}

/// Whether a link leads to this site.
pub fn is_own(link: &web_sys::HtmlAnchorElement) -> bool {
    let before = |address: &str| address.split('#').next().map(str::to_owned);
    match is_one_file() {
        true => before(&link.href()) == before(&whole()),
        false => link.origin() == dom::window().location().origin().unwrap_or_default(),
    }
}

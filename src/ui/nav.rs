//! Going from page to page without losing the open record: links within the site are fetched, or
//! drawn where the program has the training itself; their pages are put in place of this one, and
//! the program attaches to what then stands there.
//!
//! Every page of a site is a real one at its own address, so where this fails the browser goes
//! there by itself.

use std::{cell::RefCell, pin::Pin, rc::Rc};

use leptos::{
    prelude::*,
    task::{spawn_local, tick},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomParser, Element, Event, HtmlAnchorElement, HtmlElement, HtmlTemplateElement, MouseEvent,
    SupportedType,
};

use super::{
    address, dom, fetch,
    look::{self, Part},
};
use crate::route::Route;

/// What attaches to a page. It runs within an owner that is cleaned up when the page goes.
type Attach = Rc<dyn Fn()>;

/// What is to be done before the page is left for one that another program attaches to.
type Leave = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>;

/// What draws a page that the program has itself: the page and its whole text, if it has it.
pub type Draw = fn(&str) -> Option<(Route, String)>;

struct Shown {
    own: &'static [&'static str],
    attach: Attach,
    leave: Leave,
    draw: Draw,
    /// What every page belongs to: what the program provides to all of them is found in each.
    home: Option<Owner>,
    owner: Option<Owner>,
    /// The page that is shown, as [`address::Lead`] tells it from others.
    page: String,
    /// Counts pages, so that of two fetches under way only the later one is shown.
    number: u32,
}

thread_local! {
    static SHOWN: RefCell<Option<Shown>> = const { RefCell::new(None) };
    /// The page's own title, once more was said.
    static TITLE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Says in the tab's title what of the page is shown; nothing for all of it.
pub fn entitle(words: &str) {
    let own = || dom::document().title();
    let own = TITLE.with_borrow_mut(|title| title.get_or_insert_with(own).clone());
    dom::document().set_title(&match words {
        "" => own,
        words => format!("{words} · {own}"),
    });
}

/// Attaches to the page that stands, or that is drawn in its place, and from now on to every page
/// that is gone to.
///
/// `own` are the kinds of page that this program attaches to; another program's are loaded anew.
/// `leave` is done before another program's page is loaded.
pub fn start(
    own: &'static [&'static str],
    draw: Draw,
    attach: impl Fn() + 'static,
    leave: impl Fn() -> Pin<Box<dyn Future<Output = ()>>> + 'static,
) {
    let attach: Attach = Rc::new(attach);
    let here = address::here();
    pin_icons();
    SHOWN.set(Some(Shown {
        own,
        attach,
        leave: Rc::new(leave),
        draw,
        home: Owner::current(),
        owner: None,
        page: here.page.clone(),
        number: 0,
    }));
    let drawn = draw_here(&here);
    attach_here();
    if drawn && !here.place.is_empty() {
        arrive();
    }
    dom::listen(&dom::document(), "click", |event: MouseEvent| {
        follow(&event)
    });
    dom::listen(&dom::window(), "popstate", |_: Event| moved());
}

/// Icons stay in the head whatever page is put below it: their addresses must not depend on that
/// page's own.
fn pin_icons() {
    let Some(html) = dom::html() else { return };
    for icon in dom::all(
        &html,
        "head link[rel~=icon], head link[rel=apple-touch-icon]",
    ) {
        let href = icon.get_attribute("href").unwrap_or_default();
        if let Ok(url) = web_sys::Url::new_with_base(&href, &address::whole()) {
            let _ = icon.set_attribute("href", &url.href());
        }
    }
}

/// The browser shows another address.
fn moved() {
    let page = page();
    let lead = address::of(&address::whole(), &page);
    if lead.page != page {
        spawn_local(show(address::whole(), None));
    } else if address::is_one_file() {
        // The browser knows the place, but its address would not say on what page it is.
        if Route::in_fragment(&address::fragment()).is_none() {
            let _ = put_address(&in_file(&lead), true);
        } else {
            arrive();
        }
    }
    // Another place on the page that stands is the browser's own business, and the page's.
}

fn in_file(lead: &address::Lead) -> String {
    let place = match lead.place.is_empty() {
        true => String::new(),
        false => format!("#{}", lead.place),
    };
    format!("{}{}{place}", address::ROOT_IN_FILE, lead.page)
}

fn page() -> String {
    SHOWN.with_borrow(|shown| shown.as_ref().map_or_else(String::new, |s| s.page.clone()))
}

/// Draws the page that the address names, where the program has it itself.
fn draw_here(here: &address::Lead) -> bool {
    let Some((route, html)) = drawn(&here.page) else {
        return false;
    };
    let done = parsed(&html).is_some_and(|parsed| put(&parsed).is_some());
    if done && route != Route::NotFound {
        // A server shows the page for what it has not at any address that was typed.
        let place = match here.place.is_empty() {
            true => String::new(),
            false => format!("#{}", here.place),
        };
        let own = format!("{}{}{place}", address::root_anywhere(), route.path());
        let _ = put_address(&own, true);
    }
    done
}

fn drawn(page: &str) -> Option<(Route, String)> {
    let draw = SHOWN.with_borrow(|shown| shown.as_ref().map(|shown| shown.draw))?;
    draw(page)
}

fn parsed(html: &str) -> Option<web_sys::Document> {
    let parser = DomParser::new().ok()?;
    parser.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// Goes to an address of this site.
pub fn go(to: &str) {
    let Ok(url) = web_sys::Url::new_with_base(to, &address::whole()) else {
        return;
    };
    let lead = address::of(&url.href(), &page());
    if lead.page == page() && !lead.place.is_empty() && !address::is_one_file() {
        let _ = dom::window().location().set_hash(&url.hash());
        return;
    }
    spawn_local(show(url.href(), Some(url.href())));
}

/// Loads the page anew for another program of this site, which goes on with the open record.
pub async fn reload_for_another() {
    leave().await;
    reload();
}

async fn leave() {
    let leave = SHOWN.with_borrow(|shown| shown.as_ref().map(|shown| Rc::clone(&shown.leave)));
    if let Some(leave) = leave {
        leave().await;
    }
}

/// Loads the page anew, with everything in it. A record that is locked is closed by it.
pub fn reload() {
    let _ = dom::window().location().reload();
}

/// Takes the page that stands away, which keeps what is being written on it, and draws it anew after `between`,
/// where the program has it itself.
pub async fn draw_anew(between: impl Future<Output = ()>) {
    let owner = SHOWN.with_borrow_mut(|shown| shown.as_mut()?.owner.take());
    drop(owner);
    tick().await;
    between.await;
    show(address::whole(), None).await;
}

fn follow(event: &MouseEvent) {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || modified || event.button() != 0 {
        return;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
        return;
    };
    if !address::is_own(&link) || !link.target().is_empty() || link.has_attribute("download") {
        return;
    }
    // A place on this page is the browser's own business; in one file only where the link names
    // no page.
    let lead = address::of(&link.href(), &page());
    let in_browsers_words = !address::is_one_file()
        || Route::in_fragment(link.hash().trim_start_matches('#')).is_none();
    if lead.page == page() && !link.hash().is_empty() && in_browsers_words {
        return;
    }
    event.prevent_default();
    spawn_local(show(link.href(), Some(link.href())));
}

/// Shows the page at an address; `new` is what the history is told.
async fn show(href: String, new: Option<String>) {
    let number = SHOWN.with_borrow_mut(|shown| {
        shown.as_mut().map_or(0, |shown| {
            shown.number += 1;
            shown.number
        })
    });
    let lead = address::of(&href, &page());
    let html = match drawn(&lead.page) {
        Some((_, html)) => Some(html),
        None => {
            let fetched = fetch::text(href.split('#').next().unwrap_or(&href)).await;
            fetched.ok()
        }
    };
    let latest =
        SHOWN.with_borrow(|shown| shown.as_ref().is_some_and(|shown| shown.number == number));
    if !latest {
        return;
    }
    let replaced = html.and_then(|html| {
        let parsed = parsed(&html)?;
        is_own(&parsed.document_element()?).then(|| replace(&parsed, new.as_deref()))?
    });
    if replaced.is_none() {
        leave().await;
        let _ = dom::window().location().set_href(&href);
    }
}

/// Whether a page is one of ours, and of our version; any other is the browser's to show.
fn is_own(next: &Element) -> bool {
    let kind = next.get_attribute("data-page").unwrap_or_default();
    let is_named = SHOWN.with_borrow(|shown| {
        let own = shown.as_ref().map_or(&[][..], |shown| shown.own);
        own.contains(&kind.as_str())
    });
    let made_for = programs(next);
    let running = dom::html_attribute("data-runs");
    // Pages that are drawn here name no program, and one that stands in its page has no name.
    is_named && (made_for.is_empty() || running.is_empty() || made_for.contains(&running))
}

/// The programs that a page was made for: the names of their files, which carry their hashes.
fn programs(page: &Element) -> Vec<String> {
    let link = "link[rel=modulepreload]";
    let waits = dom::one(page, "template[data-waits]")
        .and_then(|waits| waits.dyn_into::<HtmlTemplateElement>().ok());
    let link = match waits {
        Some(waits) => waits.content().query_selector(link).ok().flatten(),
        None => page.query_selector(link).ok().flatten(),
    };
    let address = link.and_then(|link| link.get_attribute("href"));
    let named = address.and_then(|address| address.rsplit('/').next().map(str::to_owned));
    let whole = page.get_attribute("data-whole").unwrap_or_default();
    let whole = whole.split(' ').next().map(str::to_owned);
    let programs = named.into_iter().chain(whole);
    programs.filter(|name| !name.is_empty()).collect()
}

fn replace(parsed: &web_sys::Document, new: Option<&str>) -> Option<()> {
    let owner = SHOWN.with_borrow_mut(|shown| shown.as_mut()?.owner.take());
    drop(owner);
    if let Some(new) = new {
        put_address(new, false)?;
    }
    let lead = address::of(&address::whole(), &page());
    SHOWN.with_borrow_mut(|shown| {
        if let Some(shown) = shown.as_mut() {
            shown.page = lead.page;
        }
    });
    put(parsed)?;
    attach_here();
    arrive();
    Some(())
}

/// Tells the history of an address: a new one, or another for the page that stands.
fn put_address(address: &str, instead: bool) -> Option<()> {
    let history = dom::window().history().ok()?;
    match instead {
        true => history.replace_state_with_url(&JsValue::NULL, "", Some(address)),
        false => history.push_state_with_url(&JsValue::NULL, "", Some(address)),
    }
    .ok()
}

/// Puts a page in place of the one that stands.
fn put(parsed: &web_sys::Document) -> Option<()> {
    let (body, next_body) = (dom::document().body()?, parsed.body()?);
    let (html, next) = (dom::html()?, parsed.document_element()?);
    let mut names = vec!["data-root", "data-page", "data-hue"];
    if look::chosen(Part::Nation).is_empty() {
        // Other training may have another nation.
        names.push("data-nation");
    }
    for name in names {
        let value = next.get_attribute(name).unwrap_or_default();
        html.set_attribute(name, &value).ok()?;
    }
    look::put_hue();
    TITLE.set(None);
    dom::document().set_title(&parsed.title());
    // What would load a program: one is running.
    for loads in dom::all(
        &next_body,
        "body > link, body > script, body > template[data-waits]",
    ) {
        loads.remove();
    }
    let next_body = dom::document().adopt_node(&next_body).ok()?;
    body.parent_node()?.replace_child(&next_body, &body).ok()?;
    Some(())
}

/// Puts the reader at the top of the new page, or at the place its address names.
fn arrive() {
    let place = address::place();
    let anchor = Some(place.as_str())
        .filter(|place| !place.is_empty())
        .and_then(|id| dom::document().get_element_by_id(id));
    match anchor.and_then(|anchor| anchor.dyn_into::<HtmlElement>().ok()) {
        Some(anchor) => {
            anchor.scroll_into_view();
            dom::focus(&anchor);
        }
        None => {
            dom::window().scroll_to_with_x_and_y(0.0, 0.0);
            if let Some(heading) = dom::anywhere("main h1") {
                dom::focus(&heading);
            }
        }
    }
}

fn attach_here() {
    let shown = SHOWN.with_borrow(|shown| {
        let shown = shown.as_ref()?;
        Some((Rc::clone(&shown.attach), shown.home.clone()))
    });
    let Some((attach, home)) = shown else {
        return;
    };
    let owner = home.map_or_else(Owner::new, |home| home.child());
    owner.with(|| attach());
    SHOWN.with_borrow_mut(|shown| {
        if let Some(shown) = shown.as_mut() {
            shown.owner = Some(owner);
        }
    });
}

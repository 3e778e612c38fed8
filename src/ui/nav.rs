//! Going from page to page without losing the open record: links within the site are fetched,
//! their pages put in place of this one, and the program attaches to what then stands there.
//!
//! Every page is a real one at its own address, so where this fails the browser goes there by
//! itself.

use std::{cell::RefCell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{
    DomParser, Element, Event, HtmlAnchorElement, HtmlElement, MouseEvent, SupportedType,
};

use super::{dom, fetch};

/// What attaches to a page. It runs within an owner that is cleaned up when the page goes.
type Attach = Rc<dyn Fn()>;

struct Shown {
    own: &'static [&'static str],
    attach: Attach,
    owner: Option<Owner>,
    /// The path of the page that is shown.
    path: String,
    /// Counts pages, so that of two fetches under way only the later one is shown.
    number: u32,
}

thread_local! {
    static SHOWN: RefCell<Option<Shown>> = const { RefCell::new(None) };
}

/// Attaches to the page that stands, and from now on to every page that is gone to.
///
/// `own` are the kinds of page that this program attaches to; another program's are loaded anew.
pub fn start(own: &'static [&'static str], attach: impl Fn() + 'static) {
    let attach: Attach = Rc::new(attach);
    SHOWN.set(Some(Shown {
        own,
        attach,
        owner: None,
        path: path(),
        number: 0,
    }));
    attach_here();
    dom::listen(&dom::document(), "click", |event: MouseEvent| {
        follow(&event)
    });
    dom::listen(&dom::window(), "popstate", |_: Event| {
        // Another place on the page that stands is the browser's own business, and the page's.
        let moved = SHOWN.with_borrow(|shown| shown.as_ref().is_none_or(|s| s.path != path()));
        if moved {
            spawn_local(show(address(), None));
        }
    });
}

/// Goes to an address of this site.
pub fn go(to: &str) {
    let Ok(url) = web_sys::Url::new_with_base(to, &address()) else {
        return;
    };
    let same_page = url.pathname() == path();
    if same_page && !url.hash().is_empty() {
        let _ = dom::window().location().set_hash(&url.hash());
        return;
    }
    spawn_local(show(url.href(), Some(url.href())));
}

/// Loads the page anew, with everything in it.
pub fn reload() {
    let _ = dom::window().location().reload();
}

fn address() -> String {
    dom::window().location().href().unwrap_or_default()
}

fn path() -> String {
    dom::window().location().pathname().unwrap_or_default()
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
    let here = dom::window().location();
    let own = link.origin() == here.origin().unwrap_or_default();
    if !own || !link.target().is_empty() || link.has_attribute("download") {
        return;
    }
    // A place on this page is the browser's own business.
    if link.pathname() == path() && !link.hash().is_empty() {
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
    let fetched = fetch::text(href.split('#').next().unwrap_or(&href)).await;
    let latest =
        SHOWN.with_borrow(|shown| shown.as_ref().is_some_and(|shown| shown.number == number));
    if !latest {
        return;
    }
    let replaced = fetched.ok().and_then(|html| {
        let parsed = DomParser::new()
            .ok()?
            .parse_from_string(&html, SupportedType::TextHtml)
            .ok()?;
        let next = parsed.document_element()?;
        is_own(&next).then(|| replace(&parsed, &next, new.as_deref()))?
    });
    if replaced.is_none() {
        let _ = dom::window().location().set_href(&href);
    }
}

/// Whether a page is one of ours; any other is the browser's to show.
fn is_own(next: &Element) -> bool {
    let kind = next.get_attribute("data-page").unwrap_or_default();
    SHOWN.with_borrow(|shown| {
        let own = shown.as_ref().map_or(&[][..], |shown| shown.own);
        own.contains(&kind.as_str())
    })
}

fn replace(parsed: &web_sys::Document, next: &Element, new: Option<&str>) -> Option<()> {
    let (body, next_body) = (dom::document().body()?, parsed.body()?);
    let owner = SHOWN.with_borrow_mut(|shown| shown.as_mut()?.owner.take());
    drop(owner);
    if let Some(new) = new {
        dom::window()
            .history()
            .ok()?
            .push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(new))
            .ok()?;
    }
    SHOWN.with_borrow_mut(|shown| {
        if let Some(shown) = shown.as_mut() {
            shown.path = path();
        }
    });
    let html = dom::html()?;
    for name in ["data-root", "data-page"] {
        let value = next.get_attribute(name).unwrap_or_default();
        html.set_attribute(name, &value).ok()?;
    }
    dom::document().set_title(&parsed.title());
    let next_body = dom::document().adopt_node(&next_body).ok()?;
    body.parent_node()?.replace_child(&next_body, &body).ok()?;
    attach_here();
    arrive();
    Some(())
}

/// Puts the reader at the top of the new page, or at the place its address names.
fn arrive() {
    let hash = dom::window().location().hash().unwrap_or_default();
    let anchor = hash
        .strip_prefix('#')
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
    let Some(attach) =
        SHOWN.with_borrow(|shown| shown.as_ref().map(|shown| Rc::clone(&shown.attach)))
    else {
        return;
    };
    let owner = Owner::new();
    owner.with(|| attach());
    SHOWN.with_borrow_mut(|shown| {
        if let Some(shown) = shown.as_mut() {
            shown.owner = Some(owner);
        }
    });
}

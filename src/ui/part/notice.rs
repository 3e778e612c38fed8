//! What is said at the foot of the window when something has gone wrong or is new: trouble with
//! storage, mistakes in the content, a new version, a session that is over.
//!
//! It comes while somebody reads, so it moves nothing: it stands behind the page, and sticks to the
//! foot of the window until it is closed. What has been closed is not said again on the next page.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::{ev::FocusEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent, Node};

use crate::{
    diagnostic::Diagnostic,
    ui::{
        clock, dom,
        fetch::FetchError,
        part::{asks, file::SaveCopy, offline::NewVersion},
        session::Session,
    },
    unit::Unit,
    wording::trouble,
};

thread_local! {
    /// What each notice said when it was closed, by name, since the program has started.
    static CLOSED: RefCell<BTreeMap<&'static str, String>> = const { RefCell::new(BTreeMap::new()) };
    /// Where the keyboard was before it came to the notices.
    static BEFORE: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Brings to life what is asked above the page, and fills the place at the foot of the window.
pub fn attach(session: Session) {
    asks::attach(session);
    if let Some(place) = dom::place("notice") {
        let notices = place.clone();
        dom::listen(&place, "focusin", move |event: FocusEvent| {
            let from = event.related_target();
            let from = from.and_then(|from| from.dyn_into::<HtmlElement>().ok());
            if !notices.contains(from.as_ref().map(|from| from as &Node)) {
                BEFORE.set(from);
            }
        });
    }
    add(move || {
        view! {
            <Troubles session=session/>
            <NewVersion session=session/>
        }
    });
}

/// Says that the newest text could not be fetched, so that nothing more is coming.
pub fn unreachable(error: &FetchError) {
    if let Some(html) = dom::html() {
        dom::all(&html, ".coming")
            .iter()
            .for_each(|one| one.remove());
    }
    warn(
        "unreachable",
        trouble::UNREACHABLE,
        trouble::unreachable(&error.to_string()),
        "status",
    );
}

/// Says that the device's date is before the day on which a unit was checked, so that somebody mends it before
/// she dates more of her work with it.
pub fn clock(unit: &Unit) {
    let today = clock::today();
    if let Some(checked) = unit.checked_ahead(today) {
        let words = trouble::clock_behind(today, checked);
        tell("clock", trouble::CLOCK, words, "status");
    }
}

/// Says something that the learner has to know before she goes on.
pub fn say(words: String) {
    warn("said", trouble::SAID, words, "alert");
}

fn warn(name: &'static str, label: &'static str, words: String, role: &'static str) {
    forget(name);
    tell(name, label, words, role);
}

fn tell(name: &'static str, label: &'static str, words: String, role: &'static str) {
    add(move || {
        let (says, words) = (words.clone(), words.clone());
        view! {
            <Note name=name kind="warning" label=label role=role says=move || Some(says.clone())>
                <p>{words.clone()}</p>
            </Note>
        }
    });
}

/// Says that a unit has mistakes, and which.
pub fn mistakes(text: &str, diagnostics: &[Diagnostic]) {
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let (start, _) = diagnostic.positions(text);
            let help = diagnostic
                .help
                .as_ref()
                .map(|help| format!(" ({help})"))
                .unwrap_or_default();
            format!(
                "{}, line {}, column {}: {}{help}",
                diagnostic.file, start.line, start.column, diagnostic.message
            )
        })
        .collect();
    add(move || {
        let (lines, says) = (lines.clone(), lines.join("\n"));
        view! {
            <Note name="mistakes" kind="warning" label=trouble::MISTAKES says=move || Some(says.clone())>
                <p>{trouble::UNIT_HAS_ERRORS}</p>
                <ul>{lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view()}</ul>
            </Note>
        }
    });
}

/// Puts something at the foot of the window, for as long as the page is shown.
pub fn add<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static)
where
    V::State: 'static,
{
    if let Some(place) = dom::place("notice") {
        dom::add(place, view);
    }
}

/// What went wrong with storage, with the way to take everything out as a file.
#[component]
fn Troubles(session: Session) -> impl IntoView {
    let says = move || {
        let troubles = session.troubles.get();
        (!troubles.is_empty()).then(|| troubles.join("\n"))
    };
    let words = move || {
        let troubles = session.troubles.get().into_iter();
        troubles
            .map(|words| view! { <p>{words}</p> })
            .collect_view()
    };
    view! {
        <Note name="storage" kind="unsafe" label=trouble::STORAGE says=says>
            {words}
            <SaveCopy session=session/>
        </Note>
    }
}

/// A notice at the foot of the window, with the button that closes it.
#[component]
pub fn Note(
    /// What the tests, and what keeps the closed ones, know it by.
    name: &'static str,
    /// As the style knows it.
    kind: &'static str,
    /// What it is about, for who finds their way by the parts of a page.
    label: &'static str,
    /// How urgently it is announced.
    #[prop(default = "status")]
    role: &'static str,
    /// What there is to say, if anything. Where this is another, it is said although it was closed.
    says: impl Fn() -> Option<String> + Send + Sync + 'static,
    /// What it shows.
    children: ChildrenFn,
) -> impl IntoView {
    let closed = RwSignal::new(0);
    let says = Memo::new(move |_| says());
    let is_open = Memo::new(move |_| {
        closed.track();
        says.with(|says| match says {
            Some(says) => !is_closed(name, says),
            None => {
                forget(name);
                false
            }
        })
    });
    let close = move |event: MouseEvent| {
        if let Some(says) = says.get_untracked() {
            CLOSED.with_borrow_mut(|closed| closed.insert(name, says));
        }
        closed.update(|times| *times += 1);
        // A mouse or a finger presses at least once.
        if event.detail() == 0 {
            go_back();
        }
    };
    let children = StoredValue::new(children);
    let note = move || {
        is_open.get().then(|| {
            view! {
                <section class="notice" data-kind=kind data-notice=name aria-label=label>
                    {children.with_value(|children| children())}
                    <button type="button" class="button button--plain notice__close" data-action="close-notice" on:click=close>{trouble::CLOSE}</button>
                </section>
            }
        })
    };
    view! { <div role=role>{note}</div> }
}

fn is_closed(name: &str, says: &str) -> bool {
    CLOSED.with_borrow(|closed| closed.get(name).is_some_and(|said| said == says))
}

fn forget(name: &str) {
    CLOSED.with_borrow_mut(|closed| closed.remove(name));
}

/// Puts the keyboard back to where it was before it came to a notice, and leaves the page where it is.
fn go_back() {
    let Some(before) = BEFORE.take().filter(|before| before.is_connected()) else {
        return;
    };
    dom::focus_in_place(&before);
}

/// A notice.
#[component]
pub fn Notice(
    /// `warning`, `unsafe`, `info` or `met`, as the style knows them.
    kind: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <div class="notice" data-kind=kind><p>{children()}</p></div> }
}

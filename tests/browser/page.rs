//! A page that stands, with somebody's record open in it.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use leptos::prelude::*;
use underpin::{
    criterion::Criterion,
    desk::place::DeskPlace,
    exchange::record_file::Learner,
    pack::Settings,
    quality::Place,
    read::{read_settings, read_unit},
    record::{
        Record,
        event::{PersonId, Role},
    },
    site,
    source::Source,
    ui::{desk::Desk, dom, here::Here, page, session::Session},
    unit::Unit,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::work::Work;

/// How often something is looked for, 20 milliseconds apart, before a test fails.
const LOOKS: u32 = 400;

thread_local! {
    static SHOWN: RefCell<Option<Owner>> = const { RefCell::new(None) };
}

/// Somebody new's session, with a record in it.
pub async fn session_with(name: &str, record: Record) -> Session {
    // Running already is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let session = owner.with(Session::new);
    session.choose(None).await;
    session.begin(name);
    session.take_in(record).await;
    // It lives as long as the page.
    std::mem::forget(owner);
    session
}

pub fn unit(text: &str) -> Unit {
    let source = Source {
        name: "carers.md",
        text,
    };
    read_unit(source).value
}

pub fn settings(more: &str) -> Settings {
    let text =
        format!("id = \"pack\"\ntitle = \"A pack\"\nversion = \"1\"\nunits = [\"carers\"]\n{more}");
    let read = read_settings(Source {
        name: "pack.toml",
        text: &text,
    });
    assert!(!read.has_errors(), "{:?}", read.diagnostics);
    read.value
}

/// Puts a `<main>` in place of the one that stands, and lets the program take it over.
fn show(main: &str, attach: impl FnOnce()) {
    drop(SHOWN.take());
    // An editor of another test's has no page around it.
    for old in dom::all(&dom::html().unwrap(), "main, [data-part=writer]") {
        old.remove();
    }
    let place = crate::place();
    place.set_inner_html(main);
    let owner = Owner::new();
    owner.with(attach);
    SHOWN.set(Some(owner));
}

/// The page where a criterion is answered.
pub fn show_answer(session: Session, settings: Settings, unit: Unit, criterion: &str) {
    let criterion: Criterion = unit.criterion(&criterion.parse().unwrap()).unwrap().clone();
    let main = site::answer_main(&settings, &unit, &criterion, "", "./");
    let here = Here {
        session,
        settings: Rc::new(settings),
        unit: Rc::new(unit),
        root: "./".into(),
    };
    show(&main, || page::answer::take_over(here, criterion));
}

/// The page My record.
pub fn show_record(session: Session, settings: Settings, unit: Unit) {
    show(
        "<main class=page><div data-place=record></div></main>",
        || {
            page::record::fill(session, Rc::new(settings), vec![Rc::new(unit)]);
        },
    );
}

/// A new desk with somebody at it, and records on it.
pub async fn desk_of(name: &str, role: Role, works: Vec<Work>) -> Desk {
    let session = session_with(name, Record::default()).await;
    let owner = Owner::new();
    let desk = owner.with(|| Desk::new(session));
    // It lives as long as the page.
    std::mem::forget(owner);
    desk.sit_down(name, role);
    while !desk.open.get_untracked() {
        a_moment().await;
    }
    for work in works {
        let learner = Learner {
            id: work.learner.person,
            name: work.learner.name,
        };
        desk.take_in(&learner, work.record).await.unwrap();
    }
    desk
}

/// The page where one of a learner's answers is judged.
pub fn show_judge(desk: Desk, settings: Settings, unit: Unit, learner: PersonId, criterion: &str) {
    let place = Place {
        pack: settings.id.clone(),
        unit: unit.id.clone(),
        criterion: criterion.parse().unwrap(),
    };
    let place = DeskPlace::criterion(learner, place);
    dom::window()
        .location()
        .set_hash(&place.to_string())
        .unwrap();
    show(
        "<main class=page><div data-place=judge></div></main>",
        || {
            let element = dom::place("judge").unwrap();
            page::assess::judge::fill(desk, element, Rc::new(settings), vec![Rc::new(unit)]);
        },
    );
}

/// The page of quality assurance.
pub fn show_quality(desk: Desk, settings: &Settings, unit: Unit) {
    show(
        "<main class=page><div data-place=quality></div></main>",
        || {
            let element = dom::place("quality").unwrap();
            page::assess::quality::fill(desk, element, settings, &[Rc::new(unit)]);
        },
    );
}

/// Waits for an element, as long as it takes a busy machine.
pub async fn see(selector: &str) -> HtmlElement {
    for _ in 0..LOOKS {
        if let Some(found) = dom::anywhere(selector) {
            return found;
        }
        a_moment().await;
    }
    panic!("there is no {selector}");
}

/// Waits until an element says something.
pub async fn see_text(selector: &str, words: &str) {
    for _ in 0..LOOKS {
        if text(selector).contains(words) {
            return;
        }
        a_moment().await;
    }
    panic!("{selector} does not say “{words}” but “{}”", text(selector));
}

pub async fn a_moment() {
    let promise = Promise::new(&mut |resolve, _| {
        dom::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 20)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Everything that an element says; empty where there is none.
pub fn text(selector: &str) -> String {
    dom::anywhere(selector)
        .map(|element| element.inner_text())
        .unwrap_or_default()
}

/// What each of several elements says.
pub fn texts(selector: &str) -> Vec<String> {
    let all = dom::all(&dom::html().unwrap(), selector);
    all.iter().map(HtmlElement::inner_text).collect()
}

pub async fn click(selector: &str) {
    see(selector).await.click();
}

/// Types into a text area, in place of what is in it.
pub async fn type_into(selector: &str, words: &str) {
    let area: HtmlTextAreaElement = see(selector).await.unchecked_into();
    area.set_value(words);
    let input = web_sys::Event::new("input").unwrap();
    area.dispatch_event(&input).unwrap();
}

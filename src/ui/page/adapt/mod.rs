//! Where an employer makes the training its own. Which part of the page is shown stands in the
//! address's fragment.

mod begin;
mod field;
mod overview;
mod roles;
mod settings;
mod unit;
mod units;
mod update;
mod workshop;

use leptos::prelude::*;
use web_sys::Event;

use self::{
    begin::Begin,
    overview::Overview,
    settings::Words,
    unit::Unit,
    update::{Deciding, NewOriginal},
    workshop::{Kept, Side, Workshop},
};
use crate::{
    id::{file_named, file_stem},
    ui::{dom, nav},
    wording::{adapt as words, page::COMING},
};

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Overview,
    Settings,
    Update,
    /// A unit's file.
    Unit(String),
}

impl Part {
    fn here() -> Self {
        let hash = dom::window().location().hash().unwrap_or_default();
        match hash.trim_start_matches('#') {
            "settings" => Self::Settings,
            "update" => Self::Update,
            hash => match hash.strip_prefix("unit=") {
                Some(unit) => Self::Unit(file_named(unit)),
                None => Self::Overview,
            },
        }
    }

    fn hash(&self) -> String {
        match self {
            Self::Overview => "#overview".to_owned(),
            Self::Settings => "#settings".to_owned(),
            Self::Update => "#update".to_owned(),
            Self::Unit(file) => format!("#unit={}", file_stem(file)),
        }
    }
}

/// Fills the page's place.
pub fn attach() {
    if let Some(place) = dom::place("adapt") {
        dom::fill(place, || view! { <Page/> });
    }
}

#[component]
fn Page() -> impl IntoView {
    let workshop = Workshop::new();
    let deciding = Deciding::new();
    let part = RwSignal::new(Part::here());
    dom::listen(&dom::window(), "hashchange", move |_: Event| {
        workshop.keep_now();
        part.set(Part::here());
        // The keyboard goes to what is shown now.
        dom::focus_soon("[data-place=adapt] h2");
    });
    dom::listen(&dom::window(), "pagehide", move |_: Event| workshop.leave());
    dom::listen(&dom::document(), "visibilitychange", move |_: Event| {
        workshop.keep_now()
    });
    // It may have slept while another tab was worked in.
    dom::listen(&dom::window(), "pageshow", move |_: Event| {
        leptos::task::spawn_local(workshop.hear());
    });
    dom::listen(&dom::window(), "beforeunload", move |event: Event| {
        let is_kept = !matches!(workshop.kept.get_untracked(), Kept::Elsewhere | Kept::No);
        if !is_kept || deciding.is_begun() {
            event.prevent_default();
        }
    });
    on_cleanup(move || workshop.leave());
    let is_there = Memo::new(move |_| workshop.current.with(Option::is_some));
    Effect::new(move |_| match Some(part.get()).filter(|_| is_there.get()) {
        None | Some(Part::Overview) => nav::entitle(""),
        Some(Part::Settings) => nav::entitle(words::SETTINGS),
        Some(Part::Update) => nav::entitle(words::UPDATE),
        Some(Part::Unit(file)) => nav::entitle(file_stem(&file)),
    });
    view! {
        <div class="stack adapt">
            {move || match (workshop.is_read.get(), is_there.get()) {
                (false, _) => view! { <p class="coming">{COMING}</p> }.into_any(),
                (true, false) => view! { <State workshop=workshop/><Begin workshop=workshop/> }.into_any(),
                (true, true) => view! {
                    <Parts part=part/>
                    <State workshop=workshop/>
                    {move || match part.get() {
                        Part::Overview => view! { <Overview workshop=workshop/> }.into_any(),
                        Part::Settings => view! { <Words workshop=workshop/> }.into_any(),
                        Part::Update => view! { <NewOriginal workshop=workshop deciding=deciding/> }.into_any(),
                        Part::Unit(file) => view! { <Unit workshop=workshop file=file/> }.into_any(),
                    }}
                }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Parts(part: RwSignal<Part>) -> impl IntoView {
    let link = move |to: Part, words: &'static str| {
        let here = to.clone();
        let current = move || (part.get() == here).then_some("page");
        view! { <li><a href=to.hash() aria-current=current>{words}</a></li> }
    };
    view! {
        <nav class="tabs" aria-label=words::PARTS>
            <ul>
                {link(Part::Overview, words::OVERVIEW)}
                {link(Part::Settings, words::SETTINGS)}
                {link(Part::Update, words::UPDATE)}
            </ul>
        </nav>
    }
}

/// Whether everything is kept, and the way back.
#[component]
fn State(workshop: Workshop) -> impl IntoView {
    let said = RwSignal::new(None);
    let undo = move |_| {
        workshop.undo();
        said.set(Some(words::UNDONE));
    };
    view! {
        <div class="toolbar adapt__state">
            // That it is saved is so after every pause, and not spoken.
            <p class="meta" data-adapt="kept">
                <span role="status">{move || said.get().filter(|_| workshop.kept.get() == Kept::Yes)}</span>" "
                {move || match workshop.kept.get() {
                    Kept::Yes => workshop.current.with(Option::is_some).then_some(words::SAVED),
                    Kept::Soon => Some(words::SAVING),
                    Kept::No | Kept::Damaged | Kept::Elsewhere => None,
                }}
            </p>
            {move || (workshop.steps.get() > 0).then(|| view! {
                <button type="button" class="button button--plain toolbar__end" data-action="undo" on:click=undo>{words::UNDO}</button>
            })}
        </div>
        {move || match workshop.kept.get() {
            Kept::No => Some(words::NOT_SAVED),
            Kept::Damaged => Some(words::DAMAGED),
            Kept::Yes | Kept::Soon | Kept::Elsewhere => None,
        }.map(|words| view! { <p class="notice" data-kind="warning" role="alert">{words}</p> })}
        {move || (workshop.kept.get() == Kept::Elsewhere).then(|| view! { <Elsewhere workshop=workshop/> })}
    }
}

/// Another tab has kept something else: what is to stand.
#[component]
fn Elsewhere(workshop: Workshop) -> impl IntoView {
    let button = move |side: Side, action: &'static str, words: &'static str| {
        view! {
            <button type="button" class="button button--quiet" data-action=action
                on:click=move |_| leptos::task::spawn_local(workshop.let_stand(side))>{words}</button>
        }
    };
    view! {
        <div class="notice" data-kind="warning" role="alert" data-adapt="elsewhere">
            <p>{words::KEPT_ELSEWHERE}</p>
            <p class="cluster">
                {button(Side::There, "stand-there", words::LET_STAND_THERE)}
                {button(Side::Here, "stand-here", words::LET_STAND_HERE)}
            </p>
        </div>
    }
}

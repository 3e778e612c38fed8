//! Typing in what was written in a workbook: an item, its letter, Enter, the next item. For the
//! learner whose record is open, by whoever sits here; the record says that it came from paper.
//!
//! The entry before this one is in the record; the last one waits for the next, so that a slip can
//! be taken back.

mod aside;
mod item;
mod typing;
mod written;

use leptos::{ev::SubmitEvent, prelude::*};
use web_sys::{Event, VisibilityState};

use self::{
    item::Asked,
    typing::{Mark, Typing},
};
use super::{Fetched, address};
use crate::{
    route::Route,
    ui::{dom, here::Here, part::notice, session::Phase},
    wording::enter as words,
    workbook::Workbook,
};

/// Takes over the page.
pub(super) fn attach(here: Here, fetched: Fetched) {
    let both = fetched.settings.diagnostics.iter();
    let both: Vec<_> = both.chain(&*fetched.unit.diagnostics).cloned().collect();
    if !both.is_empty() {
        notice::mistakes(&fetched.unit.text, &both);
    }
    let Some(place) = dom::place("enter") else {
        return;
    };
    if here.session.phase.get_untracked() == Phase::Nobody {
        dom::fill(place, || {
            view! {
                <p>{words::CHOOSE_FIRST}</p>
                <p><a class="button" href=address(&Route::People)>{words::TO_PEOPLE}</a></p>
            }
        });
        return;
    }
    let typing = Typing::new(here);
    keep_on_leaving(typing);
    dom::fill(place, move || view! { <Enter typing=typing/> });
    typing.look_at_field();
}

/// The entry that waits goes into the record when the page is left or hidden.
fn keep_on_leaving(typing: Typing) {
    dom::listen(&dom::document(), "visibilitychange", move |_: Event| {
        if dom::document().visibility_state() == VisibilityState::Hidden {
            typing.keep();
        }
    });
    dom::listen(&dom::window(), "pagehide", move |_: Event| typing.keep());
    on_cleanup(move || {
        typing.put_aside();
        typing.keep();
    });
    // What was typed and not taken goes with the page.
    dom::listen(&dom::window(), "beforeunload", move |event: Event| {
        if typing.has_untaken() {
            event.prevent_default();
        }
    });
    typing.here().session.is_writing(move || typing.keep());
}

#[component]
fn Enter(typing: Typing) -> impl IntoView {
    let here = typing.here();
    let edition = Workbook::new(&here.unit).edition().to_string();
    view! {
        <div class="stack">
            <p class="enter__who" data-enter="who">
                {words::TYPING_FOR}" "<strong>{move || typing.name()}</strong>". "
                <a href=address(&Route::People)>{words::SOMEBODY_ELSE}</a>
            </p>
            <p class="meta">{words::EDITION}" "<strong>{edition}</strong>". "{words::EDITION_HELP}</p>
            <p class="unseen" role="status">{move || typing.said.get()}</p>
            <Trouble typing=typing/>
            <Asked typing=typing/>
            <Last typing=typing/>
            <Elsewhere typing=typing/>
            <All typing=typing/>
        </div>
    }
}

/// The way to another item, by its code.
#[component]
fn Elsewhere(typing: Typing) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let go = move |event: SubmitEvent| {
        event.prevent_default();
        if typing.go_to(&code.get_untracked()) {
            code.set(String::new());
        }
    };
    view! {
        <form class="enter__go card" on:submit=go>
            <div class="field enter__field">
                <label for="enter_code">{words::CODE}</label>
                <input id="enter_code" class="enter__code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false"
                    aria-describedby="enter_code_help" prop:value=move || code.get()
                    on:input:target=move |event| code.set(event.target().value())/>
            </div>
            <button type="submit" class="button button--quiet" data-action="go">{words::GO}</button>
            <p id="enter_code_help" class="hint">{words::CODE_HELP}</p>
        </form>
    }
}

/// What was wrong with what was typed, and where it may have been meant to go.
#[component]
fn Trouble(typing: Typing) -> impl IntoView {
    view! {
        <div role="alert" data-enter="trouble">
            {move || typing.trouble.get().map(|trouble| {
                let ways = trouble.ways.into_iter().map(|at| view! {
                    <button type="button" class="button button--quiet" data-action="go-there" on:click=move |_| typing.enter_at(at)>
                        {words::go_to(&typing.code(at))}
                    </button>
                });
                view! {
                    <div class="notice stack" data-kind="warning">
                        <p>{trouble.words}</p>
                        <p class="cluster">{ways.collect_view()}</p>
                    </div>
                }
            })}
        </div>
    }
}

/// What was typed last, which can still be taken back.
#[component]
fn Last(typing: Typing) -> impl IntoView {
    view! {
        <section class="card enter__last" aria-labelledby="enter_last" data-enter="last">
            <h2 id="enter_last" class="card__title">{words::LAST}</h2>
            {move || typing.last.get().map(|last| view! {
                <p><strong>{typing.code(last.at)}</strong>" "{last.shown}</p>
                <p class="hint">{words::NOT_YET}</p>
            })}
            <p data-enter="recorded">{move || words::recorded(typing.recorded.get(), &typing.name())}</p>
            <p class="cluster">
                {move || typing.last.with(Option::is_some).then(|| view! {
                    <button type="button" class="button button--quiet" data-action="undo" on:click=move |_| typing.undo()>{words::UNDO}</button>
                })}
                <button type="button" class="button button--quiet" data-action="finish" on:click=move |_| typing.finish()>{words::FINISH}</button>
            </p>
        </section>
    }
}

/// Every item, with what became of it.
#[component]
fn All(typing: Typing) -> impl IntoView {
    let items = move || {
        let marks = typing.marks.get();
        let items = typing.items().into_iter().map(|(at, code, title)| {
            let mark = marks.get(&at).map(|mark| match mark {
                Mark::Typed => words::TYPED,
                Mark::Blank => words::BLANK,
            });
            view! {
                <li>
                    <button type="button" class="button button--plain" on:click=move |_| typing.enter_at(at)>{code}</button>
                    " "{title}{mark.map(|mark| view! { " "<span class="chip">{mark}</span> })}
                </li>
            }
        });
        items.collect_view()
    };
    view! {
        <details data-enter="all">
            <summary>{words::ALL_ITEMS}</summary>
            <ul class="enter__all">{items}</ul>
        </details>
    }
}

/// The learner's name, or what stands for it.
fn shown_name(here: &Here) -> String {
    let person = here.session.person();
    let name = person.map(|person| person.name).unwrap_or_default();
    match name.is_empty() {
        true => words::NO_NAME.to_owned(),
        false => name,
    }
}

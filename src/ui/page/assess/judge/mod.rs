//! One answer beside its criterion, and the decision on it.
//!
//! The fragment of the address says whose criterion it is. Nothing here proposes a decision:
//! what is filled in was filled in by the assessor.

mod answer;
mod asked;
mod bank;
mod basis;
mod case;
mod comments;
mod decisions;
mod evidence;
mod form;
mod keys;
mod practice;
mod samples;
mod selection;
mod unfinished;

use std::{rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local};
use web_sys::{Event, HtmlElement};

use self::case::{Case, Content};
use crate::{
    desk::{
        place::DeskPlace,
        portfolio::Portfolio,
        unfinished::{Unfinished, Work, Writing},
    },
    pack::Settings,
    quality::Place,
    route::Route,
    ui::{
        desk::Desk,
        dom, nav,
        page::{address, with_everything},
    },
    unit::Unit,
    wording::assess::judge,
};

/// Fills the page's place.
pub(super) fn attach(desk: Desk) {
    let Some(element) = dom::place("judge") else {
        return;
    };
    with_everything(move |settings, units| fill(desk, element, settings, units));
}

/// Fills an element with the case that the address names.
pub fn fill(desk: Desk, element: HtmlElement, settings: Rc<Settings>, units: Vec<Rc<Unit>>) {
    let content = StoredValue::new_local(Rc::new(Content { settings, units }));
    dom::fill(
        element,
        move || view! { <Judge desk=desk content=content/> },
    );
}

/// What there is at the address.
#[derive(Clone)]
enum Opened {
    /// It is being read.
    Reading,
    /// The address names no criterion.
    NoPlace,
    /// The learner's record is not here.
    NotOnDesk,
    /// A criterion of a record, and what was being written there when it was last left.
    Found(Place, Arc<Portfolio>, Option<Arc<Unfinished<Writing>>>),
}

#[component]
fn Judge(desk: Desk, content: StoredValue<Rc<Content>, LocalStorage>) -> impl IntoView {
    let fragment = RwSignal::new(fragment());
    dom::listen(&dom::window(), "hashchange", move |_: Event| {
        // The same place again must not begin the case anew.
        let now = self::fragment();
        if fragment.get_untracked() != now {
            fragment.set(now);
        }
    });
    let opened = RwSignal::new(Opened::Reading);
    let last = RwSignal::new(String::new());
    let me = Memo::new(move |_| desk.me());
    Effect::new(move |_| {
        let wanted = fragment.get();
        if desk.open.get() && me.get().is_some() {
            spawn_local(async move {
                let found = find(desk, &wanted).await;
                // Somebody who went on meanwhile wants something else.
                if fragment.try_get_untracked().as_ref() == Some(&wanted) {
                    opened.try_set(found);
                }
            });
        }
    });
    let to_desk = move || {
        let to = address(&Route::Desk);
        view! { <p><a class="button" href=to>{judge::TO_DESK}</a></p> }
    };
    let notice = move |words: &'static str| {
        view! { <div class="notice" data-kind="info" data-part="nothing"><p>{words}</p>{to_desk()}</div> }
    };
    view! {
        <p class="judge__last" role="status">{last}</p>
        {move || {
            let Some(me) = me.get() else {
                return notice(judge::WHO_FIRST).into_any();
            };
            match opened.get() {
                Opened::Reading => view! { <p class="hint">{judge::READING}</p> }.into_any(),
                Opened::NoPlace => notice(judge::NO_PLACE).into_any(),
                Opened::NotOnDesk => notice(judge::NOT_ON_DESK).into_any(),
                Opened::Found(place, portfolio, unfinished) => {
                    let case = Case::new(desk, content, me, place, portfolio, last);
                    unfinished::watch(case, unfinished.as_deref());
                    view! { <Whole case=case/> }.into_any()
                }
            }
        }}
    }
}

fn fragment() -> String {
    dom::window().location().hash().unwrap_or_default()
}

async fn find(desk: Desk, fragment: &str) -> Opened {
    let Ok(place) = fragment.parse::<DeskPlace>() else {
        return Opened::NoPlace;
    };
    let Some(criterion) = place.as_criterion().cloned() else {
        return Opened::NoPlace;
    };
    match desk.portfolio(place.learner).await {
        Ok(Some(portfolio)) => {
            let unfinished = desk.unfinished(&Work::Decision(place)).await;
            Opened::Found(criterion, Arc::new(portfolio), unfinished.map(Arc::new))
        }
        Ok(None) => Opened::NotOnDesk,
        Err(error) => {
            desk.session.tell(&error);
            Opened::NotOnDesk
        }
    }
}

/// In place of what was decided, for a quality assurer who may still judge it blind.
#[component]
fn Hidden(case: Case) -> impl IntoView {
    let show = move |_| {
        case.shows.set(true);
        dom::focus_soon("[data-part=decisions] [data-decision]");
    };
    view! {
        <div class="notice" data-kind="info" data-part="hidden">
            <h3>{judge::HIDDEN}</h3>
            <p>{judge::HIDDEN_HELP}</p>
            <p><a class="button" href=address(&Route::Quality)>{judge::TO_CHECKING}</a></p>
            <p><button type="button" class="button button--plain" data-action="show-decision" on:click=show>{judge::SHOW_DECISION}</button></p>
        </div>
    }
}

/// Everything about one criterion of one learner.
#[component]
fn Whole(case: Case) -> impl IntoView {
    selection::watch(case);
    keys::watch(case);
    dom::focus_soon("#judge_whose");
    // Not the learner's name: titles stay in the browser's history.
    let number = case.criterion().map(|criterion| criterion.reference);
    nav::entitle(&number.unwrap_or_default());
    let whose = judge::whose(&case.name(), &case.unit_title());
    let record = format!("{}#{}", address(&Route::Portfolio), case.learner().id);
    let decide = case.may_decide();
    view! {
        <div class="judge" data-case=case.desk_place().to_string()>
            <header class="judge__head">
                <h2 id="judge_whose" tabindex="-1">{whose}</h2>
                <p class="cluster">
                    {move || (!case.hides.get()).then(|| crate::ui::part::standing::chip(case.state.with(|state| state.standing())))}
                    <a href=record>{judge::WHOLE_RECORD}</a>
                    {decide.then(|| view! {
                        <button type="button" class="button button--plain judge__down" on:click=move |_| dom::focus_soon("#judge_decide")>{judge::TO_DECISION}</button>
                    })}
                </p>
                <p class="hint" role="status" data-part="said">{case.said}</p>
            </header>
            <div class="judge__work">
                <asked::Asked case=case/>
                <answer::Answers case=case/>
                <evidence::EvidenceList case=case/>
                <practice::Practice case=case/>
            </div>
            <div class="judge__desk">
                {move || match case.hides.get() {
                    true => view! { <Hidden case=case/> }.into_any(),
                    false => view! { <decisions::DecisionList case=case/> }.into_any(),
                }}
                {decide.then(|| view! { <form::Decide case=case/> })}
                {case.why_not().map(|words| view! { <div class="notice" data-kind="info"><p>{words}</p></div> })}
            </div>
        </div>
    }
}

//! A unit's page: questions and scenarios come to life, what is read to its end is noted, and the
//! learner finds the place where she left off.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, MouseEvent,
};

use crate::{
    id::{CriterionId, QuestionId, ScenarioId, SectionId},
    question::{Kind, Question, Response},
    record::{
        event::Item,
        what::{Answered as AnsweredEvent, Earned, What},
    },
    since::Since,
    ui::{
        dom,
        here::Here,
        look::{self, Part},
        part::{
            notice,
            progress::ProgressCard,
            read_aloud::{self, Reader},
            standing::StandingChip,
        },
        place,
        question::{Answered, AnsweredPanel, Early, Form, Live, begun},
        scenario::Player,
    },
    unit::Unit,
    wording::practice,
};

/// The parts of the page that can be read aloud by themselves. (What comes before the first heading
/// is short.)
const READ_ALOUD: &str = ".section[data-section], #page_criteria, .step";

/// What leads from one step of a scenario to another.
const ON_OR_AGAIN: &str = "[data-action=go-on], [data-action=start-again]";

/// Takes over a unit's page.
pub(super) fn attach(here: Here) {
    let Some(main) = dom::anywhere("main") else {
        return;
    };
    for form in dom::all(&main, "form[data-question]") {
        attach_question(&here, form);
    }
    for element in dom::all(&main, "[data-scenario]") {
        let id = element
            .get_attribute("data-scenario")
            .and_then(|id| id.parse::<ScenarioId>().ok());
        if let Some(scenario) = id.and_then(|id| here.unit.scenario(&id).cloned()) {
            Player::attach(here.clone(), element, Rc::new(scenario));
        }
    }
    for article in dom::all(&main, "[data-criterion]") {
        attach_standing(&here, &article);
    }
    if let Some(place) = dom::place("unit-progress") {
        let here = SendWrapper::new(here.clone());
        dom::fill(
            place,
            move || view! { <ProgressCard here=here.clone().take()/> },
        );
    }
    notice::clock(&here.unit);
    offer_reading_aloud(&main);
    choose_nation(&main);
    note_what_is_read(&here, &main);
    place::keep(&here);
}

/// What is chosen in the page's questions.
pub(super) fn chosen(here: &Here) -> Vec<(QuestionId, Response)> {
    let questions = here.unit.questions();
    questions
        .filter_map(|question| Some((question.id.clone(), form_of(question)?.response()?)))
        .collect()
}

/// Puts back what was chosen, as far as it fits.
pub(super) fn choose(here: &Here, chosen: &[(QuestionId, Response)]) {
    for (id, response) in chosen {
        if let Some(form) = here.unit.question(id).and_then(form_of) {
            form.fill(response);
        }
    }
}

fn form_of(question: &Question) -> Option<Form> {
    let form = dom::anywhere(&format!("form[data-question=\"{}\"]", question.id))?;
    Some(Form::new(form, question.kind()))
}

/// Takes over a question outside a scenario.
fn attach_question(here: &Here, form: HtmlElement) {
    let id = form
        .get_attribute("data-question")
        .and_then(|id| id.parse::<QuestionId>().ok());
    let question = id.and_then(|id| loose_question(&here.unit, &id));
    let Some(question) = question else { return };
    let latest = here.with_unit(|unit| unit?.questions.get(&question.id)?.latest().cloned());
    let (answering, showing) = (here.clone(), here.clone());
    let live = Live::attach(
        form,
        Rc::new(question.clone()),
        move |live, response| answer(&answering, live, response),
        move |live, answered| panel(&showing, live, answered),
    );
    let (saying, asked) = (here.clone(), Rc::clone(&live.question));
    live.ready_what_is_said(move |response| Answered::new(&asked, response, saying.setting()).ok());
    let begun_before = begun::found(here, &question.id);
    let begun_before = begun_before.filter(|(at, _)| {
        let latest = latest.as_ref();
        latest.is_none_or(|latest| latest.event.at < *at)
    });
    let early = live.early();
    let is_begun = matches!(early, Early::Begun) && live.form.so_far().is_some();
    begun::follow(here, &live, is_begun);
    match (early, begun_before) {
        (Early::Answered(response), _) => return answer(here, &live, response),
        (_, Some((_, so_far))) if !is_begun => return live.form.fill(&so_far),
        (Early::Begun, _) => return,
        (Early::Untouched, _) => {}
    }
    let Some(latest) = latest else { return };
    let fillings = &here.settings.fillings;
    let since = latest.event.about.first().map_or(Since::Same, |then| {
        Since::question(then, Some(&question), fillings)
    });
    match (
        Answered::new(&question, latest.said.response.clone(), here.setting()),
        since,
    ) {
        (Ok(answered), Since::Same) => live.stand(answered),
        (Ok(answered), Since::Reworded) => {
            live.stand(answered);
            live.tell(practice::REWORDED_SINCE);
        }
        // It stands open to be answered as it is now.
        (Ok(_) | Err(_), _) => live.tell(practice::CHANGED_SINCE),
    }
}

fn loose_question(unit: &Unit, id: &QuestionId) -> Option<Question> {
    unit.loose_questions()
        .find(|question| question.id == *id)
        .cloned()
}

fn attempt(here: &Here, question: &Question) -> u32 {
    here.with_unit(|unit| {
        unit.and_then(|unit| unit.questions.get(&question.id))
            .map_or(0, |state| state.next_attempt())
    })
}

fn answer(here: &Here, live: &Live, response: Response) {
    let Ok(answered) = Answered::new(&live.question, response.clone(), here.setting()) else {
        return;
    };
    let score = answered.score.as_ref().map(Earned::from);
    live.show(answered);
    let (here, question) = (here.clone(), Rc::clone(&live.question));
    // Sealing, keeping and adding up take a slow phone longer than a frame.
    dom::once_painted(move || {
        let (about, texts) = here.about_question(&question);
        let what = What::Answered(Arc::new(AnsweredEvent {
            attempt: attempt(&here, &question),
            response,
            score,
        }));
        here.session
            .write(what, vec![about.clone()], Vec::new(), texts);
        here.session.end_begun(&about);
    });
}

fn panel(here: &Here, live: &Live, answered: Answered) -> AnyView {
    let others = answered.has_others(&live.question);
    let (again, why) = (
        SendWrapper::new(live.clone()),
        SendWrapper::new(live.clone()),
    );
    let words = match live.question.kind() {
        Kind::Reflect => practice::CHANGE,
        _ => practice::TRY_AGAIN,
    };
    let kept = here.kept();
    let here = SendWrapper::new(here.clone());
    let revealed = RwSignal::new(false);
    view! {
        <AnsweredPanel answered=answered kept=kept>
            <button type="button" class="button button--quiet" data-action="try-again"
                on:click=move |_| again.begin(attempt(&here, &again.question))>
                {words}
            </button>
            {others.then(|| view! {
                <button type="button" class="button button--quiet" data-action="why-not"
                    aria-expanded=move || revealed.get().to_string()
                    on:click=move |_| { why.show_others(); revealed.set(true); }>
                    {practice::WHY_NOT}
                </button>
            })}
        </AnsweredPanel>
    }
    .into_any()
}

fn offer_reading_aloud(main: &HtmlElement) {
    let reader = Reader::new();
    read_aloud::attach(reader, &dom::all(main, READ_ALOUD));
    // The step that is being read goes away, and the button that stops with it.
    dom::listen(main, "click", move |event: MouseEvent| {
        let pressed = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if pressed.is_some_and(|pressed| pressed.closest(ON_OR_AGAIN).is_ok_and(|on| on.is_some()))
        {
            reader.stop();
        }
    });
}

/// Links beside law that differs show another nation's.
fn choose_nation(main: &HtmlElement) {
    for link in dom::all(main, "[data-choose-nation]") {
        let nation = link.get_attribute("data-choose-nation").unwrap_or_default();
        dom::listen(&link, "click", move |_: MouseEvent| {
            // Where the choice is not kept it holds for this page, which is what was asked for.
            let _ = look::choose(Part::Nation, &nation);
        });
    }
}

fn attach_standing(here: &Here, article: &HtmlElement) {
    let id = article
        .get_attribute("data-criterion")
        .and_then(|id| id.parse::<CriterionId>().ok());
    let place = dom::one(article, "[data-place=criterion-state]");
    if let (Some(id), Some(place)) = (id, place) {
        let here = SendWrapper::new(here.clone());
        dom::fill(
            place,
            move || view! { <StandingChip here=here.clone().take() criterion=id.clone()/> },
        );
    }
}

/// A section counts as read when its end has been seen.
fn note_what_is_read(here: &Here, main: &HtmlElement) {
    let noting = here.clone();
    let seen = Closure::<dyn FnMut(js_sys::Array, IntersectionObserver)>::new(
        move |entries: js_sys::Array, observer: IntersectionObserver| {
            for entry in entries
                .iter()
                .filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok())
            {
                let id = entry
                    .target()
                    .get_attribute("data-end")
                    .and_then(|id| id.parse().ok());
                if let Some(id) = id.filter(|_| entry.is_intersecting()) {
                    observer.unobserve(&entry.target());
                    note_read(&noting, id);
                }
            }
        },
    );
    let options = IntersectionObserverInit::new();
    let observer = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options);
    let Ok(observer) = observer else { return };
    for end in dom::all(main, "[data-end]") {
        observer.observe(&end);
    }
    let held = SendWrapper::new((observer, seen));
    on_cleanup(move || held.0.disconnect());
}

fn note_read(here: &Here, id: SectionId) {
    let known = here.with_unit(|unit| unit.is_some_and(|unit| unit.read.contains_key(&id)));
    if !known {
        let (about, texts) = here.about(Item::Section(id), None);
        here.session
            .write(What::SectionRead, vec![about], Vec::new(), texts);
    }
}

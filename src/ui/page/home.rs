//! The home page: how far each unit has come, and the way back to where the learner left off.

use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::HtmlElement;

use super::address;
use crate::{
    id::UnitId,
    pack::Settings,
    progress::{Count, Progress},
    record::state::State,
    route::Route,
    ui::{
        dom, home_screen, look,
        part::notice::{self, Note},
        place::{self, RESUME},
        session::Session,
    },
    unit::Unit,
    wording::{home, record},
};

/// Takes over the home page.
pub(super) fn attach(session: Session, settings: Rc<Settings>, units: Vec<Rc<Unit>>) {
    for unit in &units {
        let selector = format!("[data-unit=\"{}\"] [data-place=unit-progress]", unit.id);
        if let Some(place) = dom::anywhere(&selector) {
            let counted = SendWrapper::new((Rc::clone(&settings), Rc::clone(unit)));
            lay_over(&place, ".progress-list", move || progress(session, counted));
        }
    }
    // Nothing is laid over "Start here" until there is somewhere to go back to.
    let left = session
        .state
        .with_untracked(|state| Left::latest(session, state, &settings, &units));
    if let (Some(left), Some(place)) = (left, dom::place("continue")) {
        lay_over(&place, "[data-continue]", move || welcome(session, left));
    }
}

/// Where a site has storage of its own on the Home Screen, somebody may have begun in the browser.
pub(super) fn ask_for_file(session: Session) {
    if home_screen::runs_there() == Some(true) {
        notice::add(move || view! { <BegunElsewhere session=session/> });
    }
}

/// Offers to open a file, on the Home Screen of somebody who has nothing there.
#[component]
fn BegunElsewhere(session: Session) -> impl IntoView {
    let says = move || session.people.with(Vec::is_empty).then(String::new);
    let to = format!("{}#record_open", address(&Route::Record));
    view! {
        <Note name="begun" kind="info" label=home::BEGUN says=says>
            <p>{home::BEGUN_HELP}</p>
            <p><a class="button button--quiet" href=to.clone()>{home::OPEN_FILE}</a></p>
        </Note>
    }
}

/// Puts a view over what stands in a place, which keeps its room, so that nothing below moves.
fn lay_over<V: IntoView + 'static>(
    place: &HtmlElement,
    selector: &str,
    view: impl FnOnce() -> V + 'static,
) where
    V::State: 'static,
{
    // What a program before this one has laid there, in the same page.
    if let Some(before) = dom::one(place, selector) {
        before.remove();
    }
    let _ = place.set_attribute("data-covered", "");
    dom::add(place.clone(), view);
}

fn progress(session: Session, counted: SendWrapper<(Rc<Settings>, Rc<Unit>)>) -> impl IntoView {
    let counts = Memo::new(move |_| {
        let (settings, unit) = &*counted;
        session.state.with(|state| {
            let state = state.unit(&settings.id, &unit.id);
            Progress::of(unit, state, look::nation(settings))
        })
    });
    let one = move |label: &'static str, words: &'static str, count: fn(&Progress) -> Count| {
        view! {
            <li class="progress" hidden=move || count(&counts.get()).all == 0>
                <progress class="bar" max=move || count(&counts.get()).all value=move || count(&counts.get()).done aria-label=label></progress>
                <span class="progress__words">
                    <strong>{move || record::done_of(count(&counts.get()))}</strong>" "<span>{words}</span>
                </span>
            </li>
        }
    };
    view! {
        <ul class="progress-list">
            {one(record::SECTIONS_READ, home::READ, |progress| progress.sections)}
            {one(record::PRACTICE_DONE, home::PRACTISED, |progress| progress.practice)}
            {one(record::CRITERIA_HANDED_IN, home::HANDED_IN, |progress| progress.criteria)}
        </ul>
    }
}

/// Where the learner was last.
struct Left {
    /// When, in milliseconds since 1970.
    at: i64,
    title: String,
    words: String,
    address: String,
}

impl Left {
    fn latest(
        session: Session,
        state: &State,
        settings: &Settings,
        units: &[Rc<Unit>],
    ) -> Option<Self> {
        let places = [
            Self::place(session, units),
            Self::half_walked(state, settings, units),
            Self::writing(state, settings, units),
        ];
        places.into_iter().flatten().max_by_key(|left| left.at)
    }

    /// The place in a unit that was last on the screen.
    fn place(session: Session, units: &[Rc<Unit>]) -> Option<Self> {
        let left = place::latest(session)?;
        let title = title(units, &left.unit);
        Some(Self {
            at: left.at,
            title: if left.title.is_empty() {
                title.clone()
            } else {
                left.title
            },
            words: home::in_unit(&title),
            address: format!("{}#{RESUME}", address(&Route::Unit(left.unit))),
        })
    }

    /// The scenario that was last begun and is not at its end: on another device too, where no
    /// place is kept.
    fn half_walked(state: &State, settings: &Settings, units: &[Rc<Unit>]) -> Option<Self> {
        let walks = units.iter().flat_map(|unit| {
            let did = state.unit(&settings.id, &unit.id);
            let scenarios = did.into_iter().flat_map(|did| &did.scenarios);
            scenarios.filter_map(move |(id, scenario)| {
                let (_, walk) = scenario.unfinished()?;
                let latest = walk.steps().map(|step| step.event.at).max()?;
                let section = unit
                    .sections
                    .iter()
                    .find(|section| section.id.as_str() == id.as_str())?;
                Some((latest, unit, section))
            })
        });
        let (at, unit, section) = walks.max_by_key(|(at, ..)| *at)?;
        Some(Self {
            at: at.as_millisecond(),
            title: section.title.text(&settings.fillings),
            words: home::half_way(&unit.title),
            address: format!("{}#{}", address(&Route::Unit(unit.id.clone())), section.id),
        })
    }

    /// The answer whose latest version is the latest of all.
    fn writing(state: &State, settings: &Settings, units: &[Rc<Unit>]) -> Option<Self> {
        let answers = units.iter().flat_map(|unit| {
            let did = state.unit(&settings.id, &unit.id);
            let criteria = did.into_iter().flat_map(|did| &did.criteria);
            criteria.filter_map(move |(id, criterion)| {
                let at = criterion.versions.latest()?.event.at;
                Some((at, unit, unit.criterion(id)?))
            })
        });
        let (at, unit, criterion) = answers.max_by_key(|(at, ..)| *at)?;
        Some(Self {
            at: at.as_millisecond(),
            title: criterion.text.text(&settings.fillings),
            words: home::writing(&criterion.reference, &unit.title),
            address: address(&Route::Answer(unit.id.clone(), criterion.id.clone())),
        })
    }
}

fn title(units: &[Rc<Unit>], id: &UnitId) -> String {
    let unit = units.iter().find(|unit| unit.id == *id);
    unit.map_or_else(|| id.to_string(), |unit| unit.title.clone())
}

fn welcome(session: Session, left: Left) -> impl IntoView {
    let name = move || {
        session
            .person()
            .map(|person| person.name)
            .unwrap_or_default()
    };
    view! {
        <section class="hero" data-continue="">
            <p class="meta">{move || home::welcome_back(&name())}</p>
            <h2>{left.title}</h2>
            <p>{left.words}</p>
            <p><a class="button" href=left.address>{home::CONTINUE}</a></p>
        </section>
    }
}

//! One learner’s record as the assessor sees it: plan, evidence, sign-off, handing back, and all of
//! it on paper.

mod evidence;
mod paper;
mod plan;
mod sign_off;
mod unit;

use std::{rc::Rc, sync::Arc};

use leptos::{
    prelude::*,
    task::{spawn_local, tick},
};
use web_sys::Event;

use self::{paper::Paper, unit::UnitCard};
use crate::{
    desk::{
        open_ends::{self, Party},
        place::DeskPlace,
        portfolio::Portfolio,
    },
    id::{PackId, UnitId},
    overview::named::Content,
    pack::Settings,
    record::{
        event::{Actor, Item, PersonId, Role},
        pending::Texts,
        seal::Seal,
        state::State,
        what::What,
    },
    route::Route,
    site::report::{self, Report},
    ui::{
        clock,
        desk::{Act, Desk},
        dom, look,
        page::{address, with_everything},
        part::download::download,
        session::Phase,
    },
    unit::Unit,
    wording::assess::portfolio as words,
};

/// Fills the page's place.
pub(super) fn attach(desk: Desk) {
    with_everything(move |settings, units| {
        let Some(place) = dom::place("portfolio") else {
            return;
        };
        let content = StoredValue::new_local((settings, units));
        let at = RwSignal::new(place_now());
        dom::listen(&dom::window(), "hashchange", move |_: Event| {
            at.set(place_now());
        });
        let page = PortfolioPage {
            desk,
            content,
            shown: RwSignal::new(Shown::Reading),
            said: RwSignal::new(String::new()),
            on_paper: RwSignal::new(false),
        };
        page.follow(at);
        let printed = move || page.on_paper.get();
        dom::focus_between(printed, ".portfolio__name", "[data-action=paper]");
        dom::fill(place, move || view! { <Whole page=page/> });
    });
}

fn place_now() -> Option<DeskPlace> {
    let hash = dom::window().location().hash().unwrap_or_default();
    hash.parse().ok()
}

/// What the page shows.
#[derive(Clone)]
enum Shown {
    /// It is being read.
    Reading,
    /// Nobody has said who is at the desk.
    Nobody,
    /// The address names no learner.
    NoLearner,
    /// The learner is not on the desk.
    NotHere,
    /// The record.
    Here(Arc<Opened>),
}

/// A record that was read, and who reads it.
struct Opened {
    portfolio: Portfolio,
    state: State,
    me: Actor,
}

impl Opened {
    fn is_own(&self) -> bool {
        let learner = self.portfolio.learner.id;
        self.state.same_person(self.me.person, learner)
    }

    /// Whether the reader may plan and record.
    fn may_assess(&self) -> bool {
        !self.is_own() && matches!(self.me.role, Role::Assessor { .. })
    }

    /// Whether the reader may sign off.
    fn may_sign(&self) -> bool {
        !self.is_own() && self.me.role.is_qualified_assessor()
    }

    fn name(&self) -> &str {
        self.state
            .known_as()
            .unwrap_or(&self.portfolio.learner.name)
    }
}

type Held = StoredValue<(Rc<Settings>, Vec<Rc<Unit>>), LocalStorage>;

/// The page. It is a handle: copies are the same page.
#[derive(Clone, Copy)]
struct PortfolioPage {
    desk: Desk,
    content: Held,
    shown: RwSignal<Shown>,
    /// What was just done, in words.
    said: RwSignal<String>,
    on_paper: RwSignal<bool>,
}

impl PortfolioPage {
    /// Reads the record whenever another is asked for, or somebody else sits down.
    fn follow(self, at: RwSignal<Option<DeskPlace>>) {
        let desk = self.desk;
        Effect::new(move |_| {
            let learner = at.get().map(|place| place.learner);
            let is_open = desk.session.phase.get() == Phase::Open && desk.open.get();
            match (learner, desk.me()) {
                (None, _) => self.shown.set(Shown::NoLearner),
                (Some(_), None) => self.shown.set(Shown::Nobody),
                (Some(learner), Some(me)) if is_open => spawn_local(self.read(learner, me)),
                (Some(_), Some(_)) => self.shown.set(Shown::Reading),
            }
        });
    }

    async fn read(self, learner: PersonId, me: Actor) {
        let shown = match self.desk.portfolio(learner).await {
            Ok(Some(portfolio)) => Shown::Here(Arc::new(Opened {
                state: portfolio.record.state(),
                portfolio,
                me,
            })),
            Ok(None) => Shown::NotHere,
            Err(error) => {
                self.desk.session.tell(&error);
                Shown::NotHere
            }
        };
        self.shown.try_set(shown);
    }

    /// Looks at the content that the site has.
    fn with<R>(self, look: impl FnOnce(Content<'_>) -> R) -> R {
        self.content.with_value(|(settings, units)| {
            let units: Vec<&Unit> = units.iter().map(|unit| &**unit).collect();
            look(Content {
                settings,
                units: &units,
                nation: look::nation(settings),
            })
        })
    }

    /// Does something about things in a unit of the record, and says so.
    fn act(
        self,
        opened: &Opened,
        (pack, unit): (&PackId, &UnitId),
        items: &[Item],
        done: (What, Vec<Seal>),
        said: &'static str,
    ) {
        self.act_and(opened, (pack, unit), items, done, said, || {});
    }

    /// The same, and something else once it is kept.
    fn act_and(
        self,
        opened: &Opened,
        (pack, unit): (&PackId, &UnitId),
        items: &[Item],
        (what, after): (What, Vec<Seal>),
        said: &'static str,
        kept: impl FnOnce() + 'static,
    ) {
        let (mut about, mut texts) = (Vec::new(), Texts::new());
        for item in items {
            let record = &opened.portfolio.record;
            let (one, shown) = self.with(|content| content.about(pack, unit, item, record));
            about.push(one);
            texts.extend(shown);
        }
        let act = Act { what, about, after };
        let (learner, me) = (opened.portfolio.learner.clone(), opened.me.clone());
        spawn_local(async move {
            match self.desk.act(&learner, vec![act], texts).await {
                Ok(_) => {
                    kept();
                    self.said.set(said.to_owned());
                    self.read(learner.id, me).await;
                }
                Err(error) => {
                    self.desk.session.tell(&error);
                    self.said.set(words::NOT_KEPT.to_owned());
                }
            }
            // The form that had the keyboard is gone.
            tick().await;
            if let Some(said) = dom::anywhere("[data-said=portfolio]") {
                dom::focus(&said);
            }
        });
    }

    fn report<R>(self, opened: &Opened, make: impl FnOnce(&Report<'_>) -> R) -> R {
        self.with(|content| {
            make(&Report {
                content,
                learner: &opened.portfolio.learner,
                record: &opened.portfolio.record,
                state: &opened.state,
                findings: &[],
                made: clock::today(),
            })
        })
    }

    fn hand_back(self, opened: &Opened) {
        let file = opened.portfolio.hand_back(opened.me.clone());
        let name = file.file_name(clock::here_now());
        self.said.set(if download(&name, &file.to_text()) {
            words::handed_back(&name)
        } else {
            crate::wording::file::NOT_SAVED.to_owned()
        });
    }
}

#[component]
fn Whole(page: PortfolioPage) -> impl IntoView {
    let desk = address(&Route::Desk);
    let only = move |said: &'static str| {
        view! {
            <p>{said}</p>
            <p><a class="button button--quiet" href=desk.clone()>{words::TO_DESK}</a></p>
        }
        .into_any()
    };
    view! {
        <p class="portfolio__said" role="status" tabindex="-1" data-said="portfolio">{move || page.said.get()}</p>
        {move || match page.shown.get() {
            Shown::Reading => view! { <p>{words::READING}</p> }.into_any(),
            Shown::Nobody => only(words::WHO_FIRST),
            Shown::NoLearner => only(words::NO_LEARNER),
            Shown::NotHere => only(words::NOT_HERE),
            Shown::Here(opened) if page.on_paper.get() => view! { <Paper page=page opened=opened/> }.into_any(),
            Shown::Here(opened) => view! { <Learner page=page opened=opened/> }.into_any(),
        }}
    }
}

#[component]
fn Learner(page: PortfolioPage, opened: Arc<Opened>) -> impl IntoView {
    let role = opened.me.role;
    let note = match (opened.is_own(), role) {
        (true, _) => Some(words::OWN),
        (false, Role::ExternalQualityAssurer) => Some(words::READ_ONLY),
        (false, _) => None,
    };
    let hand_back = (!opened.is_own() && role != Role::ExternalQualityAssurer).then(|| {
        let opened = Arc::clone(&opened);
        view! {
            <button type="button" class="button" data-action="hand-back" aria-describedby="hand_back_help"
                on:click=move |_| page.hand_back(&opened)>{words::HAND_BACK}</button>
        }
    });
    let help = hand_back
        .is_some()
        .then(|| view! { <p id="hand_back_help" class="hint">{words::HAND_BACK_HELP}</p> });
    let units: Vec<_> = unit::all(page, &opened)
        .into_iter()
        .map(|place| view! { <UnitCard page=page opened=Arc::clone(&opened) place=place/> })
        .collect();
    let trail = page.report(&opened, report::trail);
    view! {
        <div class="stack portfolio" data-portfolio=opened.portfolio.learner.id.to_string()>
            <h2 class="portfolio__name">{opened.name().to_owned()}</h2>
            <p class="meta">{words::record_of(&opened.portfolio.learner.id.to_string())}</p>
            {note.map(|note| view! { <p class="notice" data-kind="info">{note}</p> })}
            <p class="toolbar">
                {hand_back}
                <button type="button" class="button button--quiet" data-action="paper" on:click=move |_| page.on_paper.set(true)>{words::PRINT}</button>
            </p>
            {help}
            <Waits opened=Arc::clone(&opened)/>
            {units}
            <details class="card">
                <summary><h2>{words::TRAIL}</h2></summary>
                <div inner_html=trail></div>
            </details>
        </div>
    }
}

/// Whom things wait for, and how many.
#[component]
fn Waits(opened: Arc<Opened>) -> impl IntoView {
    let summary = opened.portfolio.summary();
    let queues = open_ends::queues([&summary]);
    let waiting: Vec<_> = Party::ALL
        .into_iter()
        .filter_map(|party| {
            let count = queues.get(&party)?.count;
            (count > 0).then(|| view! { <li>{words::waits(party, count)}</li> })
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="portfolio_waits" data-part="waits">
            <h2 id="portfolio_waits">{words::WAITS}</h2>
            {if waiting.is_empty() {
                view! { <p>{words::NOTHING_WAITS}</p> }.into_any()
            } else {
                view! { <ul class="portfolio__waits">{waiting}</ul> }.into_any()
            }}
        </section>
    }
}

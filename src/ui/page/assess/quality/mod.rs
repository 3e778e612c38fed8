//! Quality assurance: the sampling plan, checking decisions, how far people agree.

mod agreement;
mod case;
mod check;
mod made;
mod plan;
mod proposed;
mod standardisation;

use std::{collections::BTreeSet, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use web_sys::HtmlElement;

use self::{
    agreement::AgreementCard, check::Check, made::Made, plan::PlanForm, proposed::Proposed,
    standardisation::Standardisation,
};
use super::{at_desk::AtDesk, turns};
use crate::{
    desk::{
        names::Names,
        sampled::{KeptPlan, unseen},
        store::Note,
        summary::Summary,
    },
    pack::Settings,
    quality::Place,
    record::{
        event::{PersonId, Role},
        seal::Seal,
    },
    ui::{clock, desk::Desk, dom, page::with_everything},
    unit::Unit,
    wording::assess::quality as words,
};

/// A decision that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Looked {
    learner: PersonId,
    place: Place,
    decision: Seal,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Quality {
    desk: Desk,
    names: StoredValue<Names>,
    /// The plan of the quality assurer at the desk; none for others.
    plan: RwSignal<Option<KeptPlan>>,
    /// The decision that is being checked.
    checking: RwSignal<Option<Looked>>,
    /// The decisions that the person at the desk may still judge blind.
    unseen: Memo<BTreeSet<Seal>>,
    /// What was done last.
    said: RwSignal<Option<&'static str>>,
}

/// Fills the page's place.
pub(super) fn attach(desk: Desk) {
    with_everything(move |settings, units| {
        if let Some(place) = dom::place("quality") {
            fill(desk, place, &settings, &units);
        }
    });
}

/// Fills an element with the page.
pub fn fill(desk: Desk, element: HtmlElement, settings: &Settings, units: &[Rc<Unit>]) {
    let names = Names::of(settings, units.iter().map(|unit| &**unit));
    dom::fill(element, move || {
        let quality = Quality {
            desk,
            names: StoredValue::new(names),
            plan: RwSignal::new(None),
            checking: RwSignal::new(None),
            unseen: Memo::new(move |_| unseen_at(desk)),
            said: RwSignal::new(None),
        };
        quality.read_plan();
        view! { <Page quality=quality/> }
    });
}

impl Quality {
    /// Whether the person at the desk writes samples.
    fn may_write(self) -> bool {
        let me = self.desk.me();
        me.is_some_and(|me| me.role == Role::InternalQualityAssurer)
    }

    /// Reads the plan that is kept, whenever another person sits down.
    fn read_plan(self) {
        Effect::new(move |_| {
            let sampler = self.desk.me().map(|me| me.person);
            if !self.desk.open.get() || !self.may_write() {
                self.plan.set(None);
                return;
            }
            let Some(sampler) = sampler else { return };
            spawn_local(async move {
                let read = |text: &str| KeptPlan::read(text, sampler);
                match self.desk.note_as(Note::SamplingPlan, read).await {
                    Ok(Some(plan)) => drop(self.plan.try_set(Some(plan))),
                    // A draw that is not written down could not be drawn again.
                    Ok(None) => self.keep(KeptPlan::new(sampler, seed()), |_| {}).await,
                    Err(error) => self.desk.session.tell(&error),
                }
            });
        });
    }

    /// Changes the plan and keeps it.
    fn change(self, change: impl Fn(&mut KeptPlan) + 'static) {
        let Some(mut plan) = self.plan.get_untracked() else {
            return;
        };
        change(&mut plan);
        self.plan.set(Some(plan.clone()));
        spawn_local(self.keep(plan, change));
    }

    /// Changes the plan as it is kept now: another tab may have changed it. Where none is kept, it is the
    /// one that is shown.
    async fn keep(self, shown: KeptPlan, change: impl Fn(&mut KeptPlan)) {
        let sampler = shown.plan.sampler;
        let read = |text: &str| KeptPlan::read(text, sampler);
        let kept = self.desk.change_note(Note::SamplingPlan, read, |found| {
            let mut plan = found.unwrap_or_else(|| shown.clone());
            change(&mut plan);
            (Some(plan.to_text()), plan)
        });
        match kept.await {
            Ok(plan) => self.show(plan),
            Err(error) => self.desk.session.tell(&error),
        }
    }

    /// Shows a plan, unless that is shown already, or the page has gone or is somebody else's.
    fn show(self, plan: KeptPlan) {
        let me = self.desk.me_untracked().map(|me| me.person);
        let is_new = self
            .plan
            .try_with_untracked(|shown| shown.as_ref() != Some(&plan));
        if is_new == Some(true) && me == Some(plan.plan.sampler) {
            self.plan.set(Some(plan));
        }
    }

    /// A criterion with its unit, in words.
    fn called(self, place: &Place) -> String {
        self.names.with_value(|names| {
            format!(
                "{} {}",
                names.number(place),
                names.unit(&place.pack, &place.unit)
            )
        })
    }

    fn learner_name(self, learner: PersonId) -> String {
        self.desk.summaries.with(|summaries| {
            let summary = summaries.get(&learner);
            summary.map_or(String::new(), |summary| self.learner_called(summary))
        })
    }

    fn learner_called(self, summary: &Summary) -> String {
        let learner = &summary.learner;
        let called = self.desk.called;
        called.with(|called| called.learner(learner.id, &learner.name))
    }

    /// Every learner on the desk by name, to choose one of.
    fn learner_options(self) -> impl IntoView {
        let summaries = self.desk.summaries.read();
        let mut learners: Vec<_> = summaries
            .values()
            .map(|summary| (self.learner_called(summary), summary.learner.id))
            .collect();
        learners.sort();
        let options = learners
            .into_iter()
            .map(|(name, id)| view! { <option value=id.to_string()>{name}</option> });
        options.collect_view()
    }
}

/// What a quality assurer at the desk has neither decided, countersigned nor checked. Others look at
/// everything.
fn unseen_at(desk: Desk) -> BTreeSet<Seal> {
    let sampler = desk
        .me()
        .filter(|me| me.role == Role::InternalQualityAssurer);
    let unseen = sampler.map(|me| desk.summaries.with(|all| unseen(all.values(), me.person)));
    unseen.unwrap_or_default()
}

/// A number to draw by that can be read out and typed.
fn seed() -> u64 {
    u64::from(u16::from_be_bytes(clock::random::<2>()))
}

#[component]
fn Page(quality: Quality) -> impl IntoView {
    let desk = quality.desk;
    // An exercise can be judged with nobody's record at hand.
    let alone = Memo::new(move |_| {
        desk.open.get() && desk.me().is_some() && desk.summaries.with(|all| all.is_empty())
    });
    view! {
        <Show when=move || alone.get()><Standardisation quality=quality/></Show>
        <AtDesk desk=quality.desk>
            <p role="status" data-said="quality">{move || quality.said.get()}</p>
            {move || match quality.checking.get() {
                Some(looked) => view! { <Check quality=quality looked=looked/> }.into_any(),
                None => view! { <Everything quality=quality/> }.into_any(),
            }}
        </AtDesk>
    }
}

#[component]
fn Everything(quality: Quality) -> impl IntoView {
    let planned = Memo::new(move |_| quality.plan.with(|plan| plan.is_some()));
    let is_due = turns::parts(|| true);
    view! {
        <div class="stack">
            {move || (!quality.may_write()).then(|| view! { <p class="notice">{words::ONLY_READ}</p> })}
            <Show when=move || planned.get()>
                <PlanForm quality=quality/>
                <Show when=move || is_due(1)><Proposed quality=quality/></Show>
            </Show>
            <Show when=move || is_due(2)><Made quality=quality/></Show>
            <Show when=move || is_due(3)><AgreementCard quality=quality/></Show>
            <Show when=move || is_due(4)><Standardisation quality=quality/></Show>
        </div>
    }
}

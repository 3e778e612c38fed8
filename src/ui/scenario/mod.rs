//! Walking through a scenario that stands in the page: one step at a time, what follows from each
//! choice, and a summary at the end. Every choice is in the record as soon as what follows is seen.

mod summary;

use std::{collections::BTreeMap, rc::Rc, sync::Arc};

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::HtmlElement;

use self::summary::Summary;
use super::{
    address, clock, dom,
    here::Here,
    question::{Answered, AnsweredPanel, Early, Live},
};
use crate::{
    id::StepId,
    question::{Question, Response},
    record::{
        event::{Item, WalkId},
        seal::Seal,
        what::{Earned, WalkEnded, WalkStep, What},
    },
    scenario::{Scenario, Walk},
    wording::practice,
};

/// A scenario that the program has taken over.
#[derive(Clone)]
pub struct Player {
    here: Here,
    scenario: Rc<Scenario>,
    element: HtmlElement,
    questions: Rc<BTreeMap<StepId, Live>>,
    walk: StoredValue<Progress, LocalStorage>,
    /// The last step that is in the record, and the walk that it belongs to.
    written: StoredValue<Option<(WalkId, Seal)>>,
    /// The step that is shown; none at the start of the page's life.
    shown: RwSignal<Option<StepId>>,
    ended: RwSignal<Option<WalkId>>,
    changed: RwSignal<bool>,
}

/// A walk under way.
#[derive(Clone, Default)]
struct Progress {
    id: Option<WalkId>,
    choices: Vec<(StepId, Response)>,
}

impl Progress {
    fn walk<'s>(&self, scenario: &'s Scenario) -> Walk<'s> {
        let choices = self.choices.iter().map(|(step, response)| (step, response));
        // Choices that no longer fit were found out when the walk was resumed.
        Walk::resume(scenario, choices).unwrap_or_else(|_| Walk::start(scenario))
    }

    /// How it ended; none while it goes on.
    fn ended(&self, walk: &Walk<'_>) -> Option<WalkEnded> {
        let scenario = walk.scenario();
        Some(WalkEnded {
            walk: self.id?,
            scenario: scenario.id.clone(),
            path: self.choices.iter().map(|(step, _)| step.clone()).collect(),
            earned: walk.earned(),
            maximum: scenario.maximum,
            pass_mark_percent: scenario.pass_mark_percent,
            outcome: walk.outcome()?,
        })
    }
}

impl Player {
    /// Takes over a scenario, and goes on with a walk that was left half way.
    pub fn attach(here: Here, element: HtmlElement, scenario: Rc<Scenario>) {
        let player = Self {
            here,
            element,
            questions: Rc::default(),
            walk: StoredValue::new_local(Progress::default()),
            written: StoredValue::new(None),
            shown: RwSignal::new(None),
            ended: RwSignal::new(None),
            changed: RwSignal::new(false),
            scenario,
        };
        let player = player.with_questions();
        let _ = player.element.set_attribute("data-live", "");
        player.fill("player", {
            let player = player.clone();
            move || player.progress_view()
        });
        player.fill("summary", {
            let player = player.clone();
            move || player.summary_view()
        });
        player.resume();
        player.take_early();
    }

    fn with_questions(mut self) -> Self {
        let mut questions = BTreeMap::new();
        let bare = self.clone();
        for step in &self.scenario.steps {
            let Some(question) = &step.question else {
                continue;
            };
            let selector = format!("[data-question=\"{}\"]", question.id);
            let Some(form) = dom::one(&self.element, &selector) else {
                continue;
            };
            let (answering, moving) = (bare.clone(), bare.clone());
            let live = Live::attach(
                form,
                Rc::new(question.clone()),
                move |live, response| answering.take(live, response),
                move |_, answered| moving.panel(answered),
            );
            questions.insert(step.id.clone(), live);
        }
        self.questions = Rc::new(questions);
        self
    }

    fn fill<V: IntoView + 'static>(&self, place: &str, view: impl FnOnce() -> V + 'static)
    where
        V::State: 'static,
    {
        let Some(place) = dom::one(&self.element, &format!("[data-place={place}]")) else {
            return;
        };
        dom::fill(place, view);
    }

    /// Goes on where the learner left, or shows the first step.
    fn resume(&self) {
        let unfinished = self.here.with_unit(|unit| {
            let state = unit?.scenarios.get(&self.scenario.id)?;
            let (id, walk) = state.unfinished()?;
            let path = walk.path();
            let progress = Progress {
                id: Some(id),
                choices: path
                    .iter()
                    .map(|s| (s.said.step.clone(), s.said.response.clone()))
                    .collect(),
            };
            Some((progress, path.last().map(|step| (id, step.seal))))
        });
        let Some((progress, written)) = unfinished else {
            self.show_first();
            return;
        };
        let choices = progress
            .choices
            .iter()
            .map(|(step, response)| (step, response));
        match Walk::resume(&self.scenario, choices) {
            Ok(walk) => {
                // Her last choice may lead to the end since the content has changed, or may be all that
                // was kept before the program was gone.
                let ended = progress.ended(&walk);
                self.walk.set_value(progress);
                self.written.set_value(written);
                if let (Some(ended), Some((_, last))) = (ended, written) {
                    self.write_end(ended, last);
                }
                self.arrive(&walk, false);
            }
            Err(_) => {
                self.changed.set(true);
                self.show_first();
            }
        }
    }

    /// Takes the choices that were made before the program arrived, from the step on that the walk has
    /// come to, and shows where they have led her.
    fn take_early(&self) {
        let mut answered = None;
        while let Some((step, live)) = self.step_to_answer()
            && let Early::Answered(response) = live.early()
        {
            self.take(&live, response);
            answered = Some(step);
        }
        let Some(answered) = answered else { return };
        let gone_on = self.step_to_answer().map(|(step, _)| step);
        let gone_on = gone_on.filter(|step| address::fragment() == step.as_str());
        self.show(gone_on.unwrap_or(answered), false);
    }

    /// The step that the walk has come to, with its question.
    fn step_to_answer(&self) -> Option<(StepId, Live)> {
        let walk = self.walk.get_value().walk(&self.scenario);
        let step = walk.step()?.id.clone();
        let live = self.questions.get(&step)?.clone();
        Some((step, live))
    }

    fn show_first(&self) {
        if let Some(first) = self.scenario.steps.first() {
            self.show(first.id.clone(), false);
        }
    }

    /// Shows one step and hides the others.
    fn show(&self, id: StepId, move_focus: bool) {
        for step in dom::all(&self.element, "[data-step]") {
            let is_it = step.get_attribute("data-step").as_deref() == Some(id.as_str());
            step.set_hidden(!is_it);
            if is_it && move_focus {
                step.scroll_into_view();
                if let Some(heading) = dom::one(&step, "h3, legend") {
                    dom::focus(&heading);
                }
            }
        }
        self.shown.set(Some(id));
    }

    /// A choice was made at the step that is shown.
    fn take(&self, live: &Live, response: Response) {
        let progress = self.walk.get_value();
        let mut walk = progress.walk(&self.scenario);
        let Some(step) = walk.step().map(|step| step.id.clone()) else {
            return;
        };
        let Ok(answered) = Answered::new(&live.question, response.clone(), self.here.setting())
        else {
            return;
        };
        if walk.take(response.clone()).is_err() {
            return;
        }
        let id = progress
            .id
            .unwrap_or_else(|| WalkId::from_random(clock::random()));
        let place = u32::try_from(progress.choices.len()).unwrap_or(u32::MAX);
        let taken = WalkStep {
            walk: id,
            place,
            step: step.clone(),
            response: response.clone(),
            score: answered.score.as_ref().map(Earned::from),
            unsafe_choice: answered.is_unsafe,
        };
        let mut progress = Progress {
            id: Some(id),
            ..progress
        };
        progress.choices.push((step, response));
        let ended = progress.ended(&walk);
        self.walk.set_value(progress);
        self.changed.set(false);
        live.show(answered);
        let (player, question) = (self.clone(), Rc::clone(&live.question));
        dom::once_painted(move || player.write(&question, taken, ended));
    }

    fn write(&self, question: &Question, taken: WalkStep, ended: Option<WalkEnded>) {
        let (here, walk) = (&self.here, taken.walk);
        // The page may have been left meanwhile, and what belongs to it be gone.
        let before = self.written.try_get_value().flatten();
        let before = before.filter(|(of, _)| *of == walk);
        let after = before.into_iter().map(|(_, seal)| seal).collect();
        let (about, texts) = here.about_step(&self.scenario, question);
        let what = What::WalkStep(Arc::new(taken));
        let seal = here.session.write(what, vec![about], after, texts);
        let _ = self.written.try_set_value(Some((walk, seal)));
        if let Some(ended) = ended {
            self.write_end(ended, seal);
        }
    }

    /// The end of a walk, after its last choice.
    fn write_end(&self, ended: WalkEnded, last: Seal) {
        let scenario = Item::Scenario(self.scenario.id.clone());
        let (about, texts) = self.here.about(scenario, None);
        let what = What::WalkEnded(Arc::new(ended));
        self.here
            .session
            .write(what, vec![about], vec![last], texts);
    }

    fn panel(&self, answered: Answered) -> AnyView {
        let walk = self.walk.get_value().walk(&self.scenario);
        let words = match (walk.step(), &answered.leads_by) {
            (None, _) => practice::SEE_SUMMARY.to_owned(),
            (Some(_), Some(words)) => words.clone(),
            (Some(_), None) => practice::GO_ON.to_owned(),
        };
        let player = SendWrapper::new(self.clone());
        let again = player.clone();
        view! {
            <AnsweredPanel answered=answered kept=self.here.kept()>
                <button type="button" class="button" data-action="go-on" on:click=move |_| player.go_on()>{words}</button>
                <button type="button" class="button button--quiet" data-action="start-again" on:click=move |_| again.start_again()>
                    {practice::START_AGAIN}
                </button>
            </AnsweredPanel>
        }
        .into_any()
    }

    fn go_on(&self) {
        let progress = self.walk.get_value();
        let walk = progress.walk(&self.scenario);
        // The same step may be come back to.
        if let Some(live) = walk.step().and_then(|next| self.questions.get(&next.id)) {
            live.begin(u32::try_from(progress.choices.len()).unwrap_or(u32::MAX));
        }
        self.arrive(&walk, true);
    }

    /// Shows where a walk has come to, with its summary where that is the end.
    fn arrive(&self, walk: &Walk<'_>, move_focus: bool) {
        if walk.has_ended() {
            self.ended.set(self.walk.get_value().id);
        }
        match walk.step() {
            Some(step) => self.show(step.id.clone(), move_focus),
            None => {
                for step in dom::all(&self.element, "[data-step]") {
                    step.set_hidden(true);
                }
                self.shown.set(None);
            }
        }
    }

    fn start_again(&self) {
        self.walk.set_value(Progress::default());
        self.ended.set(None);
        let attempt = self.here.with_unit(|unit| {
            unit.and_then(|unit| unit.scenarios.get(&self.scenario.id))
                .map_or(0, |state| state.walks().len())
        });
        for live in self.questions.values() {
            live.begin(u32::try_from(attempt).unwrap_or(u32::MAX));
        }
        if let Some(first) = self.scenario.steps.first() {
            self.show(first.id.clone(), true);
        }
    }

    fn progress_view(&self) -> impl IntoView + use<> {
        let player = SendWrapper::new(self.clone());
        move || {
            let shown = player.shown.get();
            let _ = player.ended.get();
            let choices = player.walk.get_value().choices;
            // A step that is answered stands there until she goes on.
            let is_answered = choices.last().map(|(step, _)| step) == shown.as_ref();
            let number = choices.len() + usize::from(!is_answered);
            let in_walk = shown.is_some() && player.ended.get().is_none();
            let path = (!choices.is_empty() && in_walk).then(|| player.path_view(&choices));
            view! {
                {player.changed.get().then(|| view! { <p class="notice" data-kind="warning">{practice::SCENARIO_CHANGED}</p> })}
                {in_walk.then(|| view! { <p class="meta">{practice::step_number(number)}</p> })}
                {path}
            }
        }
    }

    fn path_view(&self, choices: &[(StepId, Response)]) -> impl IntoView + use<> {
        let lines: Vec<_> = choices
            .iter()
            .map(|(step, response)| {
                let words = self.scenario.step(step).map(|(_, step)| {
                    let title = step.title.text(&self.here.settings.fillings);
                    let chosen = step.question.as_ref().map(|q| self.here.words(q, response)).unwrap_or_default();
                    (title, chosen)
                });
                let (title, chosen) = words.unwrap_or_default();
                view! { <li><span class="path__step">{title}</span>" "<span class="path__choice">{chosen}</span></li> }
            })
            .collect();
        view! {
            <details class="path"><summary>{practice::YOUR_PATH}</summary><ol>{lines}</ol></details>
        }
    }

    fn summary_view(&self) -> impl IntoView + use<> {
        let player = SendWrapper::new(self.clone());
        move || {
            let id = player.ended.get()?;
            let walk = player.walk.get_value().walk(&player.scenario);
            let summary = Summary::of(&player.here, &player.scenario, &walk, id);
            let again = player.clone();
            Some(summary.view(move || again.start_again()))
        }
    }
}

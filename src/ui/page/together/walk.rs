//! Where the group is in a scenario. It lives in this page's memory and nowhere else.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::{
    id::{OptionId, ScenarioId, StepId},
    question::{Interaction, Question, Response},
    scenario::{Scenario, Walk},
    ui::{dom, here::Here},
    workbook::lettered,
};

/// Where the group is. It is a handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Together {
    /// The scenario.
    pub chosen: RwSignal<Option<ScenarioId>>,
    /// What was chosen at the step that is shown, once it was.
    pub response: RwSignal<Option<Response>>,
    /// What is ticked, where several may be.
    pub ticked: RwSignal<BTreeSet<OptionId>>,
    /// Whether number keys choose.
    pub by_number: RwSignal<bool>,
    path: RwSignal<Vec<(StepId, Response)>>,
    here: StoredValue<Here, LocalStorage>,
}

impl Together {
    pub fn new(here: Here, named: Option<ScenarioId>) -> Self {
        let named = named.filter(|id| here.unit.scenario(id).is_some());
        Self {
            chosen: RwSignal::new(named),
            response: RwSignal::new(None),
            ticked: RwSignal::new(BTreeSet::new()),
            by_number: RwSignal::new(true),
            path: RwSignal::new(Vec::new()),
            here: StoredValue::new_local(here),
        }
    }

    pub fn here(self) -> Here {
        self.here.get_value()
    }

    /// The scenarios that hold where the reader is, with their titles.
    pub fn scenarios(self) -> Vec<(ScenarioId, String)> {
        let here = self.here();
        let nation = here.nation();
        let scenarios = here.unit.scenarios();
        let scenarios = scenarios.filter(|scenario| scenario.nations.holds(nation));
        let title = |scenario: &Scenario| scenario.title.text(&here.settings.fillings);
        scenarios
            .map(|scenario| (scenario.id.clone(), title(scenario)))
            .collect()
    }

    /// The scenario's title; the unit's before one is chosen.
    pub fn title(self) -> String {
        let here = self.here();
        let chosen = self.chosen.get();
        let scenario = chosen.and_then(|id| here.unit.scenario(&id));
        scenario.map_or_else(
            || here.unit.title.clone(),
            |scenario| scenario.title.text(&here.settings.fillings),
        )
    }

    /// The step that is shown, counted from 1, and where it stands in the scenario. No place where
    /// the walk has led out of the scenario.
    pub fn at(self) -> Option<(Scenario, usize, Option<usize>)> {
        let here = self.here();
        let id = self.chosen.get()?;
        let scenario = here.unit.scenario(&id)?;
        let path = self.path.get();
        let walk = self.walk(scenario, &path);
        let step = walk.step().map(|step| step.id.clone());
        let place = step
            .and_then(|id| scenario.step(&id))
            .map(|(place, _)| place);
        Some((scenario.clone(), path.len() + 1, place))
    }

    fn walk<'s>(self, scenario: &'s Scenario, path: &[(StepId, Response)]) -> Walk<'s> {
        let choices = path.iter().map(|(step, response)| (step, response));
        Walk::resume(scenario, choices).unwrap_or_else(|_| Walk::start(scenario))
    }

    /// What is asked now; none at an end.
    pub fn question(self) -> Option<Question> {
        let (scenario, _, place) = self.at()?;
        scenario.steps.get(place?)?.question.clone()
    }

    pub fn begin(self, id: ScenarioId) {
        self.chosen.set(Some(id));
        self.again();
    }

    pub fn leave(self) {
        self.chosen.set(None);
        self.again();
    }

    pub fn again(self) {
        self.clear();
        self.path.set(Vec::new());
        look_at("heading");
    }

    fn clear(self) {
        self.response.set(None);
        self.ticked.set(BTreeSet::new());
    }

    /// The group has chosen.
    pub fn choose(self, response: Response) {
        self.response.set(Some(response));
        look_at("after");
    }

    /// An option was pressed: it is the choice, or one of several.
    pub fn press(self, id: &OptionId) {
        if self.response.with_untracked(Option::is_some) {
            return;
        }
        let question = untrack(|| self.question());
        match question.map(|question| question.interaction) {
            Some(Interaction::Single(_)) => self.choose(Response::Single(id.clone())),
            Some(Interaction::Rate(_)) => self.choose(Response::Rate(id.clone())),
            Some(Interaction::Multiple(_)) => self.ticked.update(|ticked| {
                if !ticked.remove(id) {
                    ticked.insert(id.clone());
                }
            }),
            _ => {}
        }
    }

    /// The option with this number was pressed; before a scenario is chosen, the scenario.
    pub fn press_number(self, number: usize) {
        let Some(place) = number.checked_sub(1) else {
            return;
        };
        if self.chosen.with_untracked(Option::is_none) {
            if let Some((id, _)) = self.scenarios().get(place) {
                self.begin(id.clone());
            }
            return;
        }
        let question = untrack(|| self.question());
        let pressed = question.and_then(|question| {
            let options = lettered(&question);
            options.get(place).map(|option| option.id.clone())
        });
        if let Some(id) = pressed {
            self.press(&id);
        }
    }

    /// Shows what follows where that is not one press: from what is ticked; from the right answer
    /// where people have talked and written nothing.
    pub fn show(self) {
        let Some(question) = untrack(|| self.question()) else {
            return;
        };
        let response = match &question.interaction {
            Interaction::Single(_) | Interaction::Rate(_) => None,
            Interaction::Multiple(_) => {
                let ticked = self.ticked.get_untracked();
                (!ticked.is_empty()).then_some(Response::Multiple(ticked))
            }
            _ => question
                .key()
                .or_else(|| question.representatives().into_iter().next()),
        };
        if let Some(response) = response {
            self.choose(response);
        }
    }

    /// To the step where the choice leads; or, where nothing was chosen, what follows is shown.
    pub fn on(self) {
        let Some(response) = self.response.get_untracked() else {
            self.show();
            return;
        };
        let step = untrack(|| {
            let (scenario, _, place) = self.at()?;
            scenario.steps.get(place?).map(|step| step.id.clone())
        });
        let Some(step) = step else { return };
        self.clear();
        self.path.update(|path| path.push((step, response)));
        look_at("heading");
    }

    /// Back: from what follows to the choice, from a step to what led there.
    pub fn back(self) {
        if self.response.with_untracked(Option::is_some) {
            self.response.set(None);
            look_at("heading");
            return;
        }
        let last = self.path.try_update(Vec::pop).flatten();
        if let Some((_, response)) = last {
            self.ticked.set(match &response {
                Response::Multiple(ticked) => ticked.clone(),
                _ => BTreeSet::new(),
            });
            self.choose(response);
        }
    }

    /// Whether there is a way back.
    pub fn can_go_back(self) -> bool {
        self.response.with(Option::is_some) || self.path.with(|path| !path.is_empty())
    }

    /// Whether the walk goes on behind the choice that was made.
    pub fn goes_on(self) -> bool {
        let goes_on = || {
            let (scenario, _, place) = self.at()?;
            let response = self.response.get()?;
            scenario.after(place?, &response).ok()?
        };
        goes_on().is_some()
    }
}

/// Moves the keyboard, and whoever listens, to what is new.
fn look_at(what: &'static str) {
    dom::focus_soon(format!("[data-together=\"{what}\"]"));
}

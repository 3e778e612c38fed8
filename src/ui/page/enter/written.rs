//! From paper into the record: the events that an entry becomes. They are those that the pages of
//! the unit would have written, and say that they came from a workbook.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

use super::typing::{Typing, Waiting};
use crate::{
    criterion::Criterion,
    id::{CriterionId, ScenarioId, StepId},
    question::{Question, Response},
    record::{
        draft::{Asked, Draft},
        event::{Item as About, Via, WalkId},
        seal::Seal,
        what::{Answered, Earned, WalkEnded, WalkStep, What},
    },
    scenario::{Scenario, Step, Walk},
    score::Score,
    ui::{
        clock::{self, Timer},
        here::Here,
    },
    workbook::Item,
};

/// A walk that is being typed in. Its last choice may be one that waits.
#[derive(Clone, Debug)]
pub(super) struct OpenWalk {
    scenario: ScenarioId,
    id: WalkId,
    choices: Vec<(StepId, Response)>,
    /// The seal of the last choice that is in the record.
    last: Option<Seal>,
}

impl OpenWalk {
    fn walk<'s>(&self, scenario: &'s Scenario) -> Option<Walk<'s>> {
        let choices = self.choices.iter().map(|(step, response)| (step, response));
        let walk = Walk::resume(scenario, choices).ok();
        walk.filter(|_| self.scenario == scenario.id)
    }

    fn is_at(&self, scenario: &Scenario, step: &Step) -> bool {
        let walk = self.walk(scenario);
        walk.and_then(|walk| walk.step())
            .is_some_and(|at| at.id == step.id)
    }
}

/// What is being typed to criteria, and the versions that came of it here.
#[derive(Default)]
pub(super) struct Versions {
    of: BTreeMap<CriterionId, Seal>,
    writing: Option<Timer>,
}

impl Typing {
    /// Whether a walk has come to a step: the one that is typed in here, or one that was left half
    /// way. To the first step every walk has.
    pub fn has_come_to(self, scenario: &Scenario, step: &Step) -> bool {
        let is_first = scenario
            .steps
            .first()
            .is_some_and(|first| first.id == step.id);
        let walk = self.walk.get_value();
        if is_first || walk.is_some_and(|walk| walk.is_at(scenario, step)) {
            return true;
        }
        let left = self.here().with_unit(|unit| {
            let (id, walk) = unit?.scenarios.get(&scenario.id)?.unfinished()?;
            let path = walk.path();
            Some(OpenWalk {
                scenario: scenario.id.clone(),
                id,
                last: path.last().map(|step| step.seal),
                choices: path
                    .iter()
                    .map(|step| (step.said.step.clone(), step.said.response.clone()))
                    .collect(),
            })
        });
        let left = left.filter(|walk| walk.is_at(scenario, step));
        let found = left.is_some();
        if found {
            self.keep();
            self.walk.set_value(left);
        }
        found
    }

    /// Takes a choice into the walk that is at this step, or begins one.
    pub fn walk_on(self, at: usize, response: &Response) {
        self.with(at, |_, entry| {
            let Item::Step(scenario, step) = entry.item else {
                return;
            };
            let open = self.walk.get_value();
            let open = open.filter(|walk| walk.is_at(scenario, step));
            let mut walk = open.unwrap_or_else(|| OpenWalk {
                scenario: scenario.id.clone(),
                id: WalkId::from_random(clock::random()),
                choices: Vec::new(),
                last: None,
            });
            walk.choices.push((step.id.clone(), response.clone()));
            self.walk.set_value(Some(walk));
        });
    }

    /// Takes the last choice out of the walk again.
    pub fn walk_back(self, at: usize) {
        let is_step = self.with(at, |_, entry| matches!(entry.item, Item::Step(..)));
        if is_step == Some(true) {
            self.walk.update_value(|walk| {
                if let Some(walk) = walk {
                    walk.choices.pop();
                }
            });
        }
    }

    /// The entry that waits goes into the record.
    pub fn keep(self) {
        let Some(Some(waiting)) = self.last.try_update(Option::take) else {
            return;
        };
        self.with(waiting.at, |here, entry| {
            match (entry.item, &waiting.response) {
                (Item::Question(question), Some(response)) => answered(here, question, response),
                (
                    Item::Step(
                        scenario,
                        Step {
                            question: Some(question),
                            ..
                        },
                    ),
                    Some(response),
                ) => {
                    self.stepped(here, scenario, question, response);
                }
                (Item::Criterion(criterion), _) => self.version(here, criterion, &waiting),
                (Item::Question(_) | Item::Step(..), _) => {}
            }
        });
        self.recorded.update(|recorded| *recorded += 1);
    }

    fn stepped(self, here: &Here, scenario: &Scenario, question: &Question, response: &Response) {
        let Some(open) = self.walk.get_value() else {
            return;
        };
        let Some(walk) = open.walk(scenario) else {
            return;
        };
        let Some((step, _)) = open.choices.last().cloned() else {
            return;
        };
        let place = u32::try_from(open.choices.len() - 1).unwrap_or(u32::MAX);
        let (about, texts) = here.about_step(scenario, question);
        let what = What::WalkStep(Arc::new(WalkStep {
            walk: open.id,
            place,
            step,
            response: response.clone(),
            score: earned(question, response),
            unsafe_choice: question.is_unsafe(response).unwrap_or_default(),
        }));
        let after = open.last.into_iter().collect();
        let seal = here
            .session
            .write_via(Some(Via::Workbook), what, vec![about], after, texts);
        if let Some(outcome) = walk.outcome() {
            let path = open.choices.iter().map(|(step, _)| step.clone());
            let ended = WalkEnded {
                walk: open.id,
                scenario: scenario.id.clone(),
                path: path.collect(),
                earned: walk.earned(),
                maximum: scenario.maximum,
                pass_mark_percent: scenario.pass_mark_percent,
                outcome,
            };
            let what = What::WalkEnded(Arc::new(ended));
            let (about, texts) = here.about(About::Scenario(scenario.id.clone()), None);
            here.session
                .write_via(Some(Via::Workbook), what, vec![about], vec![seal], texts);
        }
        self.walk.set_value(Some(OpenWalk {
            last: Some(seal),
            ..open
        }));
    }

    fn version(self, here: &Here, criterion: &Criterion, waiting: &Waiting) {
        let draft = self.draft(
            here,
            criterion,
            waiting.fields.concat(),
            waiting.covered.clone(),
        );
        let texts = here.about_criterion(criterion).1;
        // What was not stored is told by the session.
        if let Some(seal) = here.session.keep_version(draft, Asked::Yes, texts, |_| {}) {
            self.versions.update_value(|versions| {
                versions.of.insert(criterion.id.clone(), seal);
            });
        }
    }

    /// A version follows what was typed in here before. What was thought out elsewhere it does not
    /// follow: both are kept, and the learner brings them together.
    fn draft(
        self,
        here: &Here,
        criterion: &Criterion,
        text: String,
        covered: std::collections::BTreeSet<Arc<str>>,
    ) -> Draft {
        let before = self
            .versions
            .with_value(|versions| versions.of.get(&criterion.id).copied());
        Draft {
            tab: here.session.tab(),
            about: here.about_criterion(criterion).0,
            after: before.into_iter().collect(),
            at: clock::now(),
            text: text.into(),
            covered,
            via: Some(Via::Workbook),
        }
    }

    /// Something was typed to a criterion: it is on the device in a moment.
    pub fn typed(self) {
        let at = self.at.get_untracked();
        let is_criterion = self.with(at, |_, entry| matches!(entry.item, Item::Criterion(_)));
        if is_criterion == Some(true) {
            let timer = clock::after(clock::WRITE_AFTER, move || self.write_draft(at));
            self.versions
                .update_value(|versions| versions.writing = Some(timer));
        }
    }

    fn write_draft(self, at: usize) {
        if self.at.get_untracked() != at {
            return;
        }
        let (text, covered) = (
            self.fields.get_untracked().concat(),
            self.covered.get_untracked(),
        );
        self.with(at, |here, entry| {
            let Item::Criterion(criterion) = entry.item else {
                return;
            };
            let session = here.session;
            let blank = text.trim().is_empty() && covered.is_empty();
            let draft = self.draft(here, criterion, text, covered);
            let texts = here.about_criterion(criterion).1;
            if blank {
                session.drop_draft(&draft);
            } else {
                leptos::task::spawn_local(async move {
                    // What was not stored is told by the session.
                    let _ = session.keep_draft(draft, texts).await;
                });
            }
        });
    }

    /// Whether the record has an answer to this criterion that was not typed in here.
    pub fn has_other_answer(self, criterion: &CriterionId) -> bool {
        let own = self
            .versions
            .with_value(|versions| versions.of.get(criterion).copied());
        self.here().with_unit(|unit| {
            let versions = unit.and_then(|unit| unit.criteria.get(criterion));
            versions.is_some_and(|criterion| {
                let mut versions = criterion.versions.iter();
                own.is_none() && versions.next().is_some()
            })
        })
    }
}

fn earned(question: &Question, response: &Response) -> Option<Earned> {
    let score: Option<Score> = question.score(response).ok()?;
    score.as_ref().map(Earned::from)
}

fn answered(here: &Here, question: &Question, response: &Response) {
    let attempt = here.with_unit(|unit| {
        let state = unit.and_then(|unit| unit.questions.get(&question.id));
        state.map_or(0, |state| state.next_attempt())
    });
    let (about, texts) = here.about_question(question);
    let what = What::Answered(Arc::new(Answered {
        attempt,
        response: response.clone(),
        score: earned(question, response),
    }));
    here.session
        .write_via(Some(Via::Workbook), what, vec![about], Vec::new(), texts);
}

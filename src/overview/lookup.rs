//! Looking up what a record says in the wording it is pinned to.

use std::sync::Arc;

use super::{
    Answer, Attempt, Choice, CriterionOverview, Decided, Places, QuestionOverview,
    ScenarioOverview, UnitOverview, WalkEnd, WalkOverview, named,
};
use crate::{
    criterion::Criterion,
    id::{CriterionId, QuestionId, ScenarioId, UnitId},
    nation::Nation,
    pack::Settings,
    pinned,
    progress::Progress,
    question::Response,
    record::{
        Record,
        event::{About, Event, Item},
        seal::Seal,
        state::{CriterionState, Kept, QuestionState, ScenarioState, Standing, UnitState, Walk},
        what::{Earned, HandedIn},
    },
    since::Since,
    unit::Unit,
};

/// Where words are looked up.
pub(super) struct Lookup<'a> {
    pub record: &'a Record,
    pub settings: &'a Settings,
}

impl Lookup<'_> {
    /// A unit of the pack.
    pub fn unit(&self, unit: &Unit, state: Option<&UnitState>, nation: Nation) -> UnitOverview {
        let none = UnitState::default();
        let did = state.unwrap_or(&none);
        let mut criteria: Vec<_> = unit
            .criteria()
            .filter(|now| now.nations.holds(nation) || did.criteria.contains_key(&now.id))
            .map(|now| self.criterion(&unit.id, &now.id, Some(now), did.criteria.get(&now.id)))
            .collect();
        criteria.extend(
            did.criteria
                .iter()
                .filter(|(id, _)| unit.criterion(id).is_none())
                .map(|(id, state)| self.criterion(&unit.id, id, None, Some(state))),
        );
        UnitOverview {
            id: unit.id.clone(),
            title: Some(unit.title.clone()),
            progress: Progress::of(unit, state, nation),
            criteria,
            questions: self.questions(Some(unit), did).into(),
            scenarios: self.scenarios(Some(unit), did).into(),
        }
    }

    /// A unit that the pack has no more.
    pub fn gone(&self, id: &UnitId, state: &UnitState) -> UnitOverview {
        let criteria = state.criteria.iter();
        UnitOverview {
            id: id.clone(),
            title: None,
            progress: Progress::default(),
            criteria: criteria
                .map(|(criterion, state)| self.criterion(id, criterion, None, Some(state)))
                .collect(),
            questions: self.questions(None, state).into(),
            scenarios: self.scenarios(None, state).into(),
        }
    }

    fn criterion(
        &self,
        unit: &UnitId,
        id: &CriterionId,
        now: Option<&Criterion>,
        state: Option<&CriterionState>,
    ) -> CriterionOverview {
        let fillings = &self.settings.fillings;
        let official = self.settings.official(unit, id);
        let then = state
            .and_then(|state| state.versions.latest())
            .and_then(|version| about(&version.event, &Item::Criterion(id.clone())));
        let shown = match (then, state) {
            (Some(then), _) => self.shown(then),
            (None, Some(state)) => named::shown(self.record, id, state),
            (None, None) => None,
        };
        let since = match then {
            Some(then) => Since::criterion(then, now, official, fillings),
            None if now.is_some() => Since::Same,
            None => Since::Gone,
        };
        let was = shown
            .and_then(|shown| pinned::official(shown).or(pinned::asks(shown).map(str::to_owned)));
        CriterionOverview {
            id: id.clone(),
            number: match now {
                Some(now) => now.reference.clone(),
                None => shown
                    .and_then(pinned::number)
                    .unwrap_or_default()
                    .to_owned(),
            },
            asks: match now {
                Some(now) => now.text.text(fillings),
                None => shown
                    .and_then(pinned::asks)
                    .unwrap_or(id.as_str())
                    .to_owned(),
            },
            official: match now {
                Some(_) => official.map(|set| {
                    format!("{} {}", set.official_ref, set.official_text)
                        .trim()
                        .to_owned()
                }),
                None => shown.and_then(pinned::official),
            },
            standing: state.map_or(Standing::NotStarted, CriterionState::standing),
            answered_as: was.filter(|_| matches!(since, Since::Reworded | Since::Changed)),
            since,
            answers: state.map(answers).unwrap_or_default(),
            decisions: state.map(decisions).unwrap_or_default(),
        }
    }

    fn questions(&self, unit: Option<&Unit>, state: &UnitState) -> Vec<QuestionOverview> {
        let order =
            |id: &QuestionId| unit.and_then(|unit| unit.questions().position(|q| q.id == *id));
        let mut all: Vec<_> = state
            .questions
            .iter()
            .filter_map(|(id, did)| self.question(unit, id, did))
            .collect();
        all.sort_by_key(|question| order(&question.id).unwrap_or(usize::MAX));
        all
    }

    fn question(
        &self,
        unit: Option<&Unit>,
        id: &QuestionId,
        did: &QuestionState,
    ) -> Option<QuestionOverview> {
        let now = unit.and_then(|unit| unit.question(id));
        let item = Item::Question(id.clone());
        let latest = about(&did.latest()?.event, &item)?;
        let attempts = did.attempts().map(|attempt| {
            let shown = about(&attempt.event, &item).and_then(|about| self.shown(about));
            Attempt {
                at: attempt.event.at,
                said: words(shown, &attempt.said.response),
                score: attempt.said.score,
            }
        });
        let fillings = &self.settings.fillings;
        Some(QuestionOverview {
            id: id.clone(),
            asks: self
                .shown(latest)
                .and_then(pinned::asks)
                .map(str::to_owned)
                .or_else(|| now.map(|now| now.title.text(fillings)))
                .unwrap_or_else(|| id.to_string()),
            since: Since::question(latest, now, fillings),
            attempts: attempts.collect(),
        })
    }

    fn scenarios(&self, unit: Option<&Unit>, state: &UnitState) -> Vec<ScenarioOverview> {
        let order =
            |id: &ScenarioId| unit.and_then(|unit| unit.scenarios().position(|s| s.id == *id));
        let mut all: Vec<_> = state
            .scenarios
            .iter()
            .map(|(id, did)| ScenarioOverview {
                id: id.clone(),
                title: unit
                    .and_then(|unit| {
                        unit.sections
                            .iter()
                            .find(|section| section.id.as_str() == id.as_str())
                    })
                    .map(|section| section.title.text(&self.settings.fillings)),
                walks: self.walks(id, did),
            })
            .filter(|scenario| !scenario.walks.is_empty())
            .collect();
        all.sort_by_key(|scenario| order(&scenario.id).unwrap_or(usize::MAX));
        all
    }

    fn walks(&self, scenario: &ScenarioId, did: &ScenarioState) -> Vec<WalkOverview> {
        let id_of = |walk: Option<(_, _)>| walk.map(|(id, _): (_, &Walk)| id);
        let (first, best, latest) = (id_of(did.first()), id_of(did.best()), id_of(did.latest()));
        let item = Item::Scenario(scenario.clone());
        let walks = did.walks().into_iter();
        walks
            .map(|(id, walk)| WalkOverview {
                begun: walk.begun(),
                ended: walk
                    .outcome()
                    .zip(walk.end())
                    .map(|(outcome, end)| WalkEnd {
                        outcome,
                        score: Earned {
                            earned: end.said.earned,
                            maximum: end.said.maximum,
                        },
                    }),
                is: Places {
                    first: first == Some(id),
                    best: best == Some(id),
                    latest: latest == Some(id),
                },
                choices: walk
                    .path()
                    .into_iter()
                    .map(|step| {
                        let shown = about(&step.event, &item).and_then(|about| self.shown(about));
                        Choice {
                            asks: shown
                                .and_then(pinned::asks)
                                .unwrap_or(step.said.step.as_str())
                                .to_owned(),
                            said: Attempt {
                                at: step.event.at,
                                said: words(shown, &step.said.response),
                                score: step.said.score,
                            },
                            is_unsafe: step.said.unsafe_choice,
                        }
                    })
                    .collect(),
            })
            .collect()
    }

    fn shown(&self, about: &About) -> Option<&str> {
        self.record.text(about.shown.as_ref()?)
    }
}

fn about<'e>(event: &'e Event, item: &Item) -> Option<&'e About> {
    event.about.iter().find(|about| about.item == *item)
}

fn words(shown: Option<&str>, response: &Response) -> String {
    pinned::response_words(shown.unwrap_or_default(), response)
}

/// What was handed in.
fn answer(state: &CriterionState, submission: &Kept<HandedIn>) -> Option<Answer> {
    let version = state.version_of(submission)?;
    Some(Answer {
        text: Arc::clone(&version.said.text),
        at: version.event.at,
        handed_in: Some(Arc::clone(&submission.said)),
    })
}

fn decisions(state: &CriterionState) -> Vec<Decided> {
    let decisions = state.standing_decisions().into_iter();
    let decided = decisions.map(|decision| Decided {
        on_earlier: state
            .earlier_submission_of(decision)
            .and_then(|submission| answer(state, submission)),
        decision: decision.clone(),
    });
    decided.collect()
}

fn answers(state: &CriterionState) -> Vec<Answer> {
    let submissions = state.current_submissions();
    let mut answers: Vec<Answer> = submissions
        .iter()
        .filter_map(|submission| answer(state, submission))
        .collect();
    let is_handed_in = |version: Seal| {
        let mut versions = submissions.iter().filter_map(|s| state.version_of(s));
        versions.any(|handed_in| handed_in.seal == version)
    };
    let drafts = state.newest_versions().into_iter();
    let drafts = drafts.filter(|head| !head.said.text.is_empty() && !is_handed_in(head.seal));
    answers.extend(drafts.map(|head| Answer {
        text: Arc::clone(&head.said.text),
        at: head.event.at,
        handed_in: None,
    }));
    answers
}

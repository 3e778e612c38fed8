//! Puts into the record here what was done on another device, as the learning system kept it. Every
//! entry says that it came that way.

use std::sync::Arc;

use crate::{
    exchange::attempt::{Elsewhere, Way},
    question::{Question, Response},
    record::{
        event::{About, Item, Via, WalkId},
        pending::Texts,
        seal::Seal,
        what::{Answered, Earned, WalkEnded, WalkStep, What},
    },
    scenario::{Scenario, Walk},
    ui::{clock, here::Here},
};

/// Puts one thing into the record.
pub fn restore(here: &Here, what: Elsewhere) {
    match what {
        Elsewhere::Read(id) => {
            let about = here.about(Item::Section(id), None);
            write(here, What::SectionRead, about, Vec::new());
        }
        Elsewhere::Answered(id, response) => {
            let question = here
                .unit
                .loose_questions()
                .find(|question| question.id == id);
            if let Some(question) = question.cloned() {
                answered(here, &question, response);
            }
        }
        Elsewhere::Walked(id, way) => {
            if let Some(scenario) = here.unit.scenario(&id).cloned() {
                walked(here, &scenario, &way);
            }
        }
    }
}

fn write(here: &Here, what: What, (about, texts): (About, Texts), after: Vec<Seal>) -> Seal {
    here.session
        .write_via(Some(Via::LearningSystem), what, vec![about], after, texts)
}

fn earned(question: &Question, response: &Response) -> Option<Earned> {
    let score = question.score(response).ok()?;
    score.as_ref().map(Earned::from)
}

fn answered(here: &Here, question: &Question, response: Response) {
    let attempt = here.with_unit(|unit| {
        let state = unit.and_then(|unit| unit.questions.get(&question.id));
        state.map_or(0, |state| state.next_attempt())
    });
    let what = What::Answered(Arc::new(Answered {
        attempt,
        score: earned(question, &response),
        response,
    }));
    write(here, what, here.about_question(question), Vec::new());
}

fn walked(here: &Here, scenario: &Scenario, way: &Way) {
    let id = WalkId::from_random(clock::random());
    let mut walk = Walk::start(scenario);
    let mut last = None;
    for (place, (step, response)) in way.choices.iter().enumerate() {
        let asked = scenario
            .step(step)
            .and_then(|(_, step)| step.question.as_ref());
        let (Some(question), Ok(_)) = (asked, walk.take(response.clone())) else {
            return;
        };
        let what = What::WalkStep(Arc::new(WalkStep {
            walk: id,
            place: u32::try_from(place).unwrap_or(u32::MAX),
            step: step.clone(),
            response: response.clone(),
            score: earned(question, response),
            unsafe_choice: question.is_unsafe(response).unwrap_or_default(),
        }));
        let about = here.about_step(scenario, question);
        last = Some(write(here, what, about, last.into_iter().collect()));
    }
    let Some(outcome) = walk.outcome().filter(|_| way.ended) else {
        return;
    };
    let what = What::WalkEnded(Arc::new(WalkEnded {
        walk: id,
        scenario: scenario.id.clone(),
        path: way.choices.iter().map(|(step, _)| step.clone()).collect(),
        earned: walk.earned(),
        maximum: scenario.maximum,
        pass_mark_percent: scenario.pass_mark_percent,
        outcome,
    }));
    let about = here.about(Item::Scenario(scenario.id.clone()), None);
    write(here, what, about, last.into_iter().collect());
}

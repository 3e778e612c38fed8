//! What came of something that was done, as the standard writes it.

use serde_json::json;

use super::{
    BASE,
    statement::{Extensions, Outcome, Score},
};
use crate::{
    exchange::notation,
    pinned,
    question::{Amount, Response},
    record::{
        decision::Judgement,
        event::Role,
        what::{Earned, What},
    },
    scenario,
    score::Points,
};

/// What came of an event, with the text that was shown; nothing where nothing is to be said.
pub fn of(what: &What, by: Role, shown: Option<&str>) -> Option<Outcome> {
    let none = Outcome::default;
    let said = match what {
        What::Profile(_) | What::SamePerson(_) | What::Withdrawn | What::Countersigned(_) => none(),
        What::SectionRead => Outcome {
            completion: Some(true),
            ..none()
        },
        What::Answered(answered) => response(&answered.response, answered.score, shown),
        What::WalkStep(step) => {
            let mut said = response(&step.response, step.score, shown);
            if step.unsafe_choice {
                said.extensions = extension("unsafe", json!(true));
            }
            said
        }
        What::WalkEnded(ended) => Outcome {
            score: score(ended.earned, ended.maximum),
            success: match ended.outcome {
                scenario::Outcome::Passed => Some(true),
                scenario::Outcome::NotYet | scenario::Outcome::Unsafe => Some(false),
                scenario::Outcome::Done => None,
            },
            completion: Some(true),
            extensions: extension("outcome", json!(ended.outcome.key())),
            ..none()
        },
        What::Version(version) => text(&version.text),
        What::HandedIn(_) => Outcome {
            completion: Some(true),
            ..none()
        },
        What::Decision(said) => Outcome {
            success: by
                .is_qualified_assessor()
                .then_some(said.judgement == Judgement::Met),
            ..none()
        },
        What::Comment(comment) => text(&comment.text),
        What::Reply(reply) => text(&reply.text),
        What::Evidence(item) => text(&item.title),
        What::Plan(plan) => text(&plan.activity),
        What::PlanAnswer(said) => text(&said.text),
        What::Declared(_) => Outcome {
            completion: Some(true),
            ..none()
        },
        What::Sample(sample) => text(&sample.comment),
        What::SampleAnswer(said) => text(&said.text),
        What::SampleClosed(said) => text(&said.note),
    };
    (said != none()).then_some(said)
}

fn extension(name: &str, value: serde_json::Value) -> Extensions {
    [(format!("{BASE}/extensions/{name}"), value)].into()
}

fn text(text: &str) -> Outcome {
    Outcome {
        response: (!text.is_empty()).then(|| text.to_owned()),
        ..Outcome::default()
    }
}

fn response(given: &Response, earned: Option<Earned>, shown: Option<&str>) -> Outcome {
    Outcome {
        score: earned.and_then(|points| score(points.earned, points.maximum)),
        success: earned.map(|points| points.earned == points.maximum),
        completion: Some(true),
        response: Some(in_short(given, shown)).filter(|words| !words.is_empty()),
        extensions: Extensions::new(),
    }
}

/// A response in the standard's notation.
fn in_short(given: &Response, shown: Option<&str>) -> String {
    match notation::chosen(given) {
        Some(ids) => notation::all(ids),
        None => typed(given, shown),
    }
}

fn typed(given: &Response, shown: Option<&str>) -> String {
    match given {
        Response::Gap(filled) => {
            // In the order in which the gaps stood; what the text does not have comes last.
            let mut gaps: Vec<_> = filled.iter().collect();
            if let Some(shown) = shown {
                let order: Vec<_> = pinned::entries(shown).map(|entry| entry.id).collect();
                gaps.sort_by_key(|(gap, _)| {
                    order
                        .iter()
                        .position(|id| *id == gap.as_str())
                        .unwrap_or(usize::MAX)
                });
            }
            notation::all(gaps.into_iter().map(|(_, typed)| typed))
        }
        Response::Number(typed) => match typed.parse() {
            Ok(Amount { value, .. }) => value.normalize().to_string(),
            Err(_) => typed.clone(),
        },
        Response::Short(typed) | Response::Reflect(typed) => typed.clone(),
        Response::Single(_)
        | Response::Multiple(_)
        | Response::Order(_)
        | Response::Match(_)
        | Response::Rate(_) => String::new(),
    }
}

/// Points; none where there is nothing to earn, or more was earned than there is.
fn score(earned: Points, maximum: Points) -> Option<Score> {
    let (raw, max) = (earned.to_f64(), maximum.to_f64());
    let possible = maximum > Points::ZERO && earned <= maximum;
    (possible && raw.is_finite() && max.is_finite()).then(|| Score {
        scaled: (raw / max).clamp(0.0, 1.0),
        raw,
        min: 0.0,
        max,
    })
}

//! The learner's own words in a record that is about to leave the device, so that they can be
//! looked through for what would identify somebody. It looks for nothing itself: that is
//! [`identify`](crate::identify)'s.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    question::Response,
    record::{
        Record,
        event::{About, Role},
        what::{Help, What},
    },
};

/// A text that the learner typed, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWords {
    /// What it is about.
    pub about: About,
    /// The text.
    pub text: Arc<str>,
}

/// Every text that the learner typed, once each, in the order of what they are about.
pub fn of(record: &Record) -> Vec<OwnWords> {
    let mut found = BTreeMap::new();
    for event in record.events().filter_map(|sealed| sealed.event()) {
        let Some(about) = event
            .about
            .first()
            .filter(|_| event.by.role == Role::Learner)
        else {
            continue;
        };
        for text in typed(&event.what) {
            let place = (about.unit.clone(), about.item.clone(), Arc::clone(&text));
            found.entry(place).or_insert_with(|| OwnWords {
                about: about.clone(),
                text,
            });
        }
    }
    found.into_values().collect()
}

fn typed(what: &What) -> Vec<Arc<str>> {
    let texts: Vec<Arc<str>> = match what {
        What::Version(version) => vec![Arc::clone(&version.text)],
        What::HandedIn(declared) => {
            let mut texts = vec![Arc::clone(&declared.sources)];
            if let Help::Used(how) = &declared.help {
                texts.push(Arc::clone(how));
            }
            texts
        }
        What::Comment(comment) => vec![Arc::clone(&comment.text)],
        What::Reply(reply) => vec![Arc::clone(&reply.text)],
        What::PlanAnswer(answer) => vec![Arc::clone(&answer.text)],
        What::Answered(answered) => of_response(&answered.response),
        What::WalkStep(step) => of_response(&step.response),
        What::Profile(_)
        | What::SamePerson(_)
        | What::SectionRead
        | What::WalkEnded(_)
        | What::Withdrawn
        | What::Decision(_)
        | What::Evidence(_)
        | What::Countersigned(_)
        | What::Plan(_)
        | What::Declared(_)
        | What::Sample(_)
        | What::SampleAnswer(_)
        | What::SampleClosed(_) => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

fn of_response(response: &Response) -> Vec<Arc<str>> {
    match response {
        Response::Gap(filled) => filled.values().map(|text| text.as_str().into()).collect(),
        Response::Short(text) | Response::Reflect(text) => vec![text.as_str().into()],
        Response::Single(_)
        | Response::Multiple(_)
        | Response::Order(_)
        | Response::Match(_)
        | Response::Number(_)
        | Response::Rate(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        question::Response,
        record::{
            decision::Judgement,
            story::{ASSESSOR, Story},
        },
    };

    #[test]
    fn what_a_learner_typed_is_found_once_and_what_others_wrote_is_not() {
        let story = Story::default();
        let first = story.version("Mrs Patel", &[]);
        let again = story.version("Mrs Patel", &[first.seal()]);
        let handed_in = story.hand_in(&[again.seal()]);
        let decision = story.decide(ASSESSOR, Judgement::Met, &[handed_in.seal()]);
        let reflection = story.answer("why", 0, Response::Reflect("I was tired.".into()));
        let number = story.answer("hours", 0, Response::Number("42".into()));
        let record = Record::from_iter([first, again, handed_in, decision, reflection, number]);
        let texts: Vec<_> = of(&record).into_iter().map(|own| own.text).collect();
        let wanted: [Arc<str>; 3] = [
            "I was tired.".into(),
            "A spelling checker".into(),
            "Mrs Patel".into(),
        ];
        assert_eq!(texts, wanted);
    }
}

//! What a hand-in takes along: submissions, what assessors and quality assurers have added, what
//! all of that cites, and practice; but no drafts, no sections read, and no reflection that the
//! learner has not handed in.
//!
//! A version goes without the drafts it was made from. An answer that was taken back before anybody
//! else did anything with it leaves its text behind; that it was handed in goes all the same, because
//! a desk may have it already, or has to know what it replaced.

use std::collections::BTreeSet;

use crate::{
    question::Response,
    record::{
        Record,
        event::Role,
        seal::Seal,
        sealed::{Reading, Sealed, Unread},
        what::What,
    },
};

/// The part of a record that goes into a hand-in.
pub fn of(record: &Record) -> Record {
    let behind = LeftBehind::of(record);
    let mut chosen = BTreeSet::new();
    let mut open: Vec<&Sealed> = Vec::new();
    for event in record.events() {
        match share(event) {
            Share::WithWhatItCites => open.push(event),
            Share::Alone => drop(chosen.insert(event.seal())),
            Share::WhereCited => {}
        }
    }
    while let Some(event) = open.pop() {
        if chosen.insert(event.seal()) && !behind.by(event) {
            open.extend(event.after().iter().filter_map(|seal| record.event(seal)));
        }
    }
    record.only(&chosen)
}

/// Which events of a hand-in may have left behind what they follow.
///
/// Fewer answers count as taken back here than for a criterion
/// ([`taken_back`](crate::record::state::CriterionState::taken_back)): there only a decision that counts keeps
/// one, here whatever anybody else has done with it, even what this program cannot read.
pub struct LeftBehind {
    /// Answers that were taken back, and that nobody but the learner has done anything with.
    taken_back: BTreeSet<Seal>,
}

impl LeftBehind {
    /// In this record.
    pub fn of(record: &Record) -> Self {
        let mut taken_back = BTreeSet::new();
        let known = record.events().filter_map(|sealed| sealed.event());
        let withdrawals =
            known.filter(|event| event.what == What::Withdrawn && event.what.is_for(event.by.role));
        let mut open: Vec<Seal> = withdrawals.flat_map(|event| event.after.clone()).collect();
        while let Some(seal) = open.pop() {
            // With an answer, the ones it replaced are taken back.
            if let Some(answer) = record.event(&seal).filter(|event| is_handed_in(event))
                && taken_back.insert(seal)
            {
                open.extend(answer.after());
            }
        }
        for event in record.events().filter(|event| is_somebody_elses(event)) {
            for seal in event.after() {
                taken_back.remove(seal);
            }
        }
        Self { taken_back }
    }

    /// Whether this event may have: practice is no evidence, a version was made from drafts.
    pub fn by(&self, sealed: &Sealed) -> bool {
        sealed.event().is_some_and(|event| match &event.what {
            What::SectionRead
            | What::Answered(_)
            | What::WalkStep(_)
            | What::WalkEnded(_)
            | What::Version(_) => true,
            What::HandedIn(_) => self.taken_back.contains(&sealed.seal()),
            What::Profile(_)
            | What::SamePerson(_)
            | What::Withdrawn
            | What::Decision(_)
            | What::Comment(_)
            | What::Reply(_)
            | What::Evidence(_)
            | What::Countersigned(_)
            | What::Plan(_)
            | What::PlanAnswer(_)
            | What::Declared(_)
            | What::Sample(_)
            | What::SampleAnswer(_)
            | What::SampleClosed(_) => false,
        })
    }
}

fn is_handed_in(sealed: &Sealed) -> bool {
    let event = sealed.event();
    event.is_some_and(|event| matches!(event.what, What::HandedIn(_)))
}

fn is_somebody_elses(sealed: &Sealed) -> bool {
    sealed.by().is_some_and(|by| by.role != Role::Learner)
}

/// How an event goes into a hand-in.
enum Share {
    /// With everything it follows, on and on.
    WithWhatItCites,
    /// By itself.
    Alone,
    /// Only if something that goes in follows it.
    WhereCited,
}

fn share(sealed: &Sealed) -> Share {
    let event = match sealed.reading() {
        Reading::Known(event) => event,
        Reading::Unknown(unread) => return share_of_unknown(unread),
    };
    match &event.what {
        What::HandedIn(_)
        | What::Withdrawn
        | What::Decision(_)
        | What::Comment(_)
        | What::Reply(_)
        | What::Evidence(_)
        | What::Countersigned(_)
        | What::Plan(_)
        | What::PlanAnswer(_)
        | What::Declared(_)
        | What::Sample(_)
        | What::SampleAnswer(_)
        | What::SampleClosed(_)
        | What::Profile(_)
        | What::SamePerson(_) => Share::WithWhatItCites,
        What::Answered(answered) => share_of_practice(&answered.response),
        What::WalkStep(step) => share_of_practice(&step.response),
        What::WalkEnded(_) => Share::Alone,
        What::Version(_) | What::SectionRead => Share::WhereCited,
    }
}

fn share_of_practice(response: &Response) -> Share {
    if let Response::Reflect(_) = response {
        Share::WhereCited
    } else {
        Share::Alone
    }
}

/// Nothing private of the learner's goes out because this program cannot read it; what others
/// have added to her record goes back to them.
fn share_of_unknown(unread: &Unread) -> Share {
    match unread.by.as_ref().map(|by| by.role) {
        None | Some(Role::Learner) => Share::WhereCited,
        Some(
            Role::Assessor { .. }
            | Role::InternalQualityAssurer
            | Role::ExternalQualityAssurer
            | Role::Employer,
        ) => Share::WithWhatItCites,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        decision::Judgement,
        event::{About, Item},
        story::{ASSESSOR, LEARNER, Story, about, criterion},
    };

    #[test]
    fn what_goes_in_and_what_stays() {
        let story = Story::default();
        let reflect = || Response::Reflect("I was tired.".into());
        let kept = story.version("Kept", &[]);
        let first = story.version("First", &[kept.seal()]);
        let before = story.hand_in(&[first.seal()]);
        let between = story.version("Between", &[first.seal()]);
        let second = story.version("Second", &[between.seal()]);
        let handed_in = story.hand_in(&[second.seal(), before.seal()]);
        let decision = story.decide(ASSESSOR, Judgement::NotYetMet, &[handed_in.seal()]);
        let cited_reflection = story.answer("cited", 0, reflect());
        let evidence = story.hand_in(&[cited_reflection.seal()]);
        let practice = story.answer("hours", 0, Response::Number("42".into()));
        let step = story.step(1, 0, false, &[]);
        let unknown_by_assessor = story.unknown(ASSESSOR, &[]);
        let goes = [
            first,
            before,
            second.clone(),
            handed_in,
            decision,
            cited_reflection.clone(),
            evidence,
            practice,
            step,
            unknown_by_assessor,
        ];

        let draft = story.version("Third", &[second.seal()]);
        let reflection = story.answer("why", 0, reflect());
        let section = about(Item::Section("rights".parse().unwrap()));
        let read = story.sealed(LEARNER, section, &[], What::SectionRead);
        let unknown_by_learner = story.unknown(LEARNER, &[]);
        let stays = [kept, between, draft, reflection, read, unknown_by_learner];

        let record = Record::from_iter(goes.iter().chain(&stays).cloned());
        assert_eq!(of(&record), Record::from_iter(goes));
    }

    #[test]
    fn a_text_that_was_taken_back_stays_unless_somebody_else_has_gone_by_it() {
        let story = Story::default();
        let first = story.version("Mrs Jones", &[]);
        let first_in = story.hand_in(&[first.seal()]);
        let second = story.version("Mrs Jones again", &[first.seal()]);
        let second_in = story.hand_in(&[second.seal(), first_in.seal()]);
        let taken_back = story.withdraw(second_in.seal());
        let third = story.version("Mrs A", &[second.seal()]);
        let third_in = story.hand_in(&[third.seal(), second_in.seal()]);
        let texts = [first, second];
        let goes = [first_in.clone(), second_in, taken_back, third, third_in];
        let mut record = Record::from_iter(texts.iter().chain(&goes).cloned());
        assert_eq!(of(&record), Record::from_iter(goes.clone()));

        let not_yet = story.decide(ASSESSOR, Judgement::NotYetMet, &[first_in.seal()]);
        record.add(not_yet.clone());
        let [judged, _] = texts;
        let also = goes.into_iter().chain([not_yet, judged]);
        assert_eq!(of(&record), Record::from_iter(also));
    }

    #[test]
    fn a_text_goes_in_with_what_is_pinned_to_it() {
        let story = Story::default();
        let mut record = Record::default();
        let asked = record.add_text("Explain the importance …");
        let question = record.add_text("How many hours?");
        let pinned = |shown| About {
            shown: Some(shown),
            ..criterion("ac-3-2")
        };
        let withdrawn = story.sealed(LEARNER, pinned(asked), &[], What::Withdrawn);
        let read = story.sealed(LEARNER, pinned(question), &[], What::SectionRead);
        record.add(withdrawn);
        record.add(read);
        let texts: Vec<_> = of(&record).texts().map(|(hash, _)| hash).collect();
        assert_eq!(texts, [asked]);
    }
}

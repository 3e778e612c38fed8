//! What a record would add to another: what is said before a file is taken in, and what is said
//! to be lost before a record is erased.

use crate::record::{
    Record,
    event::Role,
    sealed::{Reading, Sealed},
    what::What,
};

/// Counts of events, by what they are to a learner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Versions of answers.
    pub versions: usize,
    /// Hand-ins.
    pub hand_ins: usize,
    /// Hand-ins that were taken back.
    pub withdrawals: usize,
    /// Assessors' decisions.
    pub decisions: usize,
    /// Comments, and replies to feedback.
    pub comments: usize,
    /// Evidence other than answers.
    pub evidence: usize,
    /// Assessment plans, and answers to them.
    pub plans: usize,
    /// Countersignatures, and declarations on units.
    pub signatures: usize,
    /// Quality assurers' samples, and answers to them.
    pub samples: usize,
    /// Questions answered and scenarios walked to an end.
    pub practice: usize,
    /// Sections read.
    pub sections: usize,
    /// Everything else, events of kinds that this program does not know included.
    pub other: usize,
}

impl News {
    /// What `incoming` has that `own` has not.
    pub fn of(incoming: &Record, own: &Record) -> Self {
        let mut news = Self::default();
        let new = incoming
            .events()
            .filter(|event| own.event(&event.seal()).is_none());
        for event in new {
            *news.count(event) += 1;
        }
        news
    }

    /// What there is in a record.
    pub fn all(record: &Record) -> Self {
        Self::of(record, &Record::default())
    }

    /// Whether there is nothing new.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes in what something else adds.
    pub fn add(&mut self, other: &Self) {
        for (sum, more) in self.counts().into_iter().zip({ *other }.counts()) {
            *sum = sum.saturating_add(*more);
        }
    }

    fn counts(&mut self) -> [&mut usize; 12] {
        let Self {
            versions,
            hand_ins,
            withdrawals,
            decisions,
            comments,
            evidence,
            plans,
            signatures,
            samples,
            practice,
            sections,
            other,
        } = self;
        [
            versions,
            hand_ins,
            withdrawals,
            decisions,
            comments,
            evidence,
            plans,
            signatures,
            samples,
            practice,
            sections,
            other,
        ]
    }

    fn count(&mut self, sealed: &Sealed) -> &mut usize {
        let event = match sealed.reading() {
            Reading::Known(event) => event,
            Reading::Unknown(_) => return &mut self.other,
        };
        match &event.what {
            What::Version(_) => &mut self.versions,
            What::HandedIn(_) => &mut self.hand_ins,
            What::Withdrawn => &mut self.withdrawals,
            What::Decision(_) => match event.by.role {
                Role::Assessor { .. } => &mut self.decisions,
                Role::Learner
                | Role::InternalQualityAssurer
                | Role::ExternalQualityAssurer
                | Role::Employer => &mut self.other,
            },
            What::Comment(_) | What::Reply(_) => &mut self.comments,
            What::Evidence(_) => &mut self.evidence,
            What::Plan(_) | What::PlanAnswer(_) => &mut self.plans,
            What::Countersigned(_) | What::Declared(_) => &mut self.signatures,
            What::Sample(_) | What::SampleAnswer(_) | What::SampleClosed(_) => &mut self.samples,
            What::Answered(_) | What::WalkEnded(_) => &mut self.practice,
            What::SectionRead => &mut self.sections,
            // A step is part of a walk, which is counted at its end.
            What::Profile(_) | What::SamePerson(_) | What::WalkStep(_) => &mut self.other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        decision::Judgement,
        story::{ASSESSOR, LEARNER, Story},
    };

    #[test]
    fn only_what_is_new_counts_and_only_assessors_decide() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let decision = story.decide(ASSESSOR, Judgement::Met, &[handed_in.seal()]);
        let claim = story.decide(LEARNER, Judgement::Met, &[handed_in.seal()]);
        let unknown = story.unknown(ASSESSOR, &[]);
        let taken_back = story.withdraw(handed_in.seal());
        let own = Record::from_iter([version.clone()]);
        let incoming =
            Record::from_iter([version, handed_in, taken_back, decision, claim, unknown]);
        let news = News {
            hand_ins: 1,
            withdrawals: 1,
            decisions: 1,
            other: 2,
            ..News::default()
        };
        assert_eq!(News::of(&incoming, &own), news);
        assert!(News::of(&own, &incoming).is_empty());
        assert_eq!(News::all(&incoming).versions, 1);
        let mut sum = news;
        sum.add(&news);
        assert_eq!((sum.hand_ins, sum.decisions, sum.other), (2, 2, 4));
    }
}

//! Whether a unit is signed off, and what is missing where it is not.

use std::collections::BTreeSet;

use super::{Kept, Standing, UnitState};
use crate::{
    id::CriterionId,
    record::{event::Role, seal::Seal, sign_off::Declaration},
};

/// How far a unit has come towards its sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignOff<'s> {
    /// Criteria are not met yet.
    NotMet(Vec<CriterionId>),
    /// Every criterion is met; the learner has not declared the unit to be her own work.
    WithLearner,
    /// The learner has declared; the assessor has not.
    WithAssessor(&'s Kept<Declaration>),
    /// Both have.
    SignedOff {
        /// The learner's declaration.
        learner: &'s Kept<Declaration>,
        /// The assessor's.
        assessor: &'s Kept<Declaration>,
    },
}

impl UnitState {
    /// How far the unit has come, for the criteria it now has. Decisions that came after a
    /// declaration are not covered by it, so a unit that was signed off can need it again.
    pub fn sign_off<'s>(&'s self, criteria: &[CriterionId]) -> SignOff<'s> {
        let not_met: Vec<CriterionId> = criteria
            .iter()
            .filter(|id| {
                let standing = self.criteria.get(*id).map(|state| state.standing());
                standing != Some(Standing::Met)
            })
            .cloned()
            .collect();
        if !not_met.is_empty() || criteria.is_empty() {
            return SignOff::NotMet(not_met);
        }
        let decisions = self.declaration_follows(criteria);
        let covers = |declaration: &Kept<Declaration>| {
            decisions
                .iter()
                .all(|seal| declaration.event.after.contains(seal))
        };
        let by = |is_theirs: fn(Role) -> bool| {
            let mut all = self.declarations.in_order();
            all.retain(|declaration| is_theirs(declaration.event.by.role) && covers(declaration));
            all
        };
        let learners = by(|role| role == Role::Learner);
        let Some(learner) = learners.last().copied() else {
            return SignOff::WithLearner;
        };
        let followed: BTreeSet<Seal> = learners.iter().map(|d| d.seal).collect();
        let assessor = by(Role::is_qualified_assessor)
            .into_iter()
            .rfind(|declaration| declaration.event.after.iter().any(|s| followed.contains(s)));
        match assessor {
            Some(assessor) => SignOff::SignedOff { learner, assessor },
            None => SignOff::WithAssessor(learner),
        }
    }

    /// What a declaration on the unit follows: every decision that stands. The assessor's
    /// follows the learner's as well.
    pub fn declaration_follows(&self, criteria: &[CriterionId]) -> Vec<Seal> {
        let states = criteria.iter().filter_map(|id| self.criteria.get(id));
        let mut seals: Vec<Seal> = states
            .flat_map(|state| state.standing_decisions())
            .map(|decision| decision.seal)
            .collect();
        seals.sort_unstable();
        seals.dedup();
        seals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        Record,
        decision::Judgement,
        sealed::Sealed,
        state::State,
        story::{ASSESSOR, IN_TRAINING, LEARNER, Story, criterion},
    };

    fn sign_off(state: &State) -> SignOff<'_> {
        let about = criterion("ac-3-2");
        let unit = state.unit(&about.pack, &about.unit).unwrap();
        unit.sign_off(&["ac-3-2".parse().unwrap()])
    }

    fn state(events: &[&Sealed]) -> State {
        let record: Record = events.iter().copied().cloned().collect();
        record.state()
    }

    #[test]
    fn a_unit_is_signed_off_by_both_and_only_for_the_decisions_they_saw() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let before = state(&[&version, &handed_in]);
        assert!(matches!(sign_off(&before), SignOff::NotMet(missing) if missing.len() == 1));

        let met = story.decide(ASSESSOR, Judgement::Met, &[handed_in.seal()]);
        let decided = state(&[&version, &handed_in, &met]);
        assert_eq!(sign_off(&decided), SignOff::WithLearner);

        let learner = story.declare(LEARNER, &[met.seal()]);
        let declared = state(&[&version, &handed_in, &met, &learner]);
        assert!(
            matches!(sign_off(&declared), SignOff::WithAssessor(d) if d.seal == learner.seal())
        );

        let trainee = story.declare(IN_TRAINING, &[met.seal(), learner.seal()]);
        let alone = story.declare(ASSESSOR, &[met.seal()]);
        let neither = state(&[&version, &handed_in, &met, &learner, &trainee, &alone]);
        assert!(matches!(sign_off(&neither), SignOff::WithAssessor(_)));

        let assessor = story.declare(ASSESSOR, &[met.seal(), learner.seal()]);
        let done = state(&[&version, &handed_in, &met, &learner, &assessor]);
        assert!(matches!(sign_off(&done), SignOff::SignedOff { .. }));

        let later = story.decide(ASSESSOR, Judgement::Met, &[handed_in.seal(), met.seal()]);
        let moved = state(&[&version, &handed_in, &met, &learner, &assessor, &later]);
        assert_eq!(sign_off(&moved), SignOff::WithLearner);
    }
}

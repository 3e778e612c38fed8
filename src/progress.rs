//! How far a learner has come in a unit: three counts, never one percentage, because reading,
//! practising and handing in are different things.
//!
//! What is not of the reader's nation counts in none of them.

use crate::{
    nation::Nation,
    record::state::{Standing, UnitState},
    unit::{Content, Unit},
};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

impl Count {
    fn of(things: impl Iterator<Item = bool>) -> Self {
        things.fold(Self::default(), |count, done| Self {
            done: count.done + usize::from(done),
            all: count.all + 1,
        })
    }

    /// Whether there is something, and all of it is done.
    pub fn is_complete(self) -> bool {
        self.all > 0 && self.done == self.all
    }
}

/// A learner's progress in a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Sections read to their end.
    pub sections: Count,
    /// Scored questions answered, and scenarios walked to an end. A scenario counts once: no walk
    /// meets all its steps.
    pub practice: Count,
    /// Criteria for which an answer was handed in.
    pub criteria: Count,
}

impl Progress {
    /// What the record says of a unit, for a reader in this nation.
    pub fn of(unit: &Unit, state: Option<&UnitState>, nation: Nation) -> Self {
        let here = || unit.sections.iter().filter(|section| section.holds(nation));
        let read = |id| state.is_some_and(|state| state.read.contains_key(id));
        let answered = |id| {
            state
                .and_then(|state| state.questions.get(id))
                .is_some_and(|q| q.latest().is_some())
        };
        let walked = |id| {
            state
                .and_then(|state| state.scenarios.get(id))
                .is_some_and(|s| s.latest().is_some())
        };
        let handed_in = |id| {
            state
                .and_then(|state| state.criteria.get(id))
                .is_some_and(|criterion| match criterion.standing() {
                    Standing::NotStarted | Standing::Draft => false,
                    Standing::HandedIn
                    | Standing::Met
                    | Standing::NotYetMet
                    | Standing::Disagreement => true,
                })
        };
        let practice = here().flat_map(|section| match &section.content {
            Content::Scenario(scenario) => vec![walked(&scenario.id)],
            Content::Reading(_) | Content::Question(_) | Content::Criterion(_) => section
                .questions()
                .filter(|question| question.is_scored() && question.nations.holds(nation))
                .map(|question| answered(&question.id))
                .collect(),
        });
        let criteria = here().filter_map(|section| match &section.content {
            Content::Criterion(criterion) => Some(handed_in(&criterion.id)),
            Content::Reading(_) | Content::Scenario(_) | Content::Question(_) => None,
        });
        Self {
            sections: Count::of(
                here()
                    .filter(|section| section.is_reading())
                    .map(|section| read(&section.id)),
            ),
            practice: Count::of(practice),
            criteria: Count::of(criteria),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source};

    #[test]
    fn what_is_not_of_the_nation_does_not_count() {
        let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n## A {#a}\n\nx\n\n\
            ## L {#l .law nation=wales checked=2026-01-01 review-by=2027-01-01}\n\nx\n\n\
            ## 1.1 Explain it {#ac-1-1 .criterion}\n\n- **A.** x\n";
        let unit = read_unit(Source { name: "u.md", text }).value;
        let all = |nation| Progress::of(&unit, None, nation).sections.all;
        assert_eq!((all(Nation::Wales), all(Nation::England)), (2, 1));
        let progress = Progress::of(&unit, None, Nation::Wales);
        assert_eq!((progress.practice.all, progress.criteria.all), (0, 1));
        assert!(!progress.practice.is_complete());
    }
}

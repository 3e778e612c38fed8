//! A decision and a comment while they are being written.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::is_over;
use crate::{
    record::{
        decision::{Evidence, Judgement, Passage, Shown},
        seal::Seal,
    },
    typed,
};

/// What has been written so far. Texts are as their fields hold them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Writing {
    /// What the decision is on.
    pub on: BTreeSet<Seal>,
    /// Whether the criterion is met, once that is chosen.
    pub judgement: Option<Judgement>,
    /// The rules of evidence.
    pub evidence: Evidence,
    /// The points that are shown.
    pub points: BTreeMap<Arc<str>, Shown>,
    /// What is good.
    pub strengths: String,
    /// What is missing.
    pub gap: String,
    /// What to do.
    pub action: String,
    /// By when.
    pub by_when: String,
    /// The comment that is being written.
    pub comment: Option<UnfinishedComment>,
}

/// A comment that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfinishedComment {
    /// On which submission.
    pub submission: Seal,
    /// On which passage; none for the whole answer.
    pub passage: Option<Passage>,
    /// Its text so far.
    pub text: String,
}

impl Writing {
    /// Whether there is nothing in it that anybody has written. What a decision is on is there
    /// before anything is.
    pub fn is_empty(&self) -> bool {
        let nothing = Self {
            on: self.on.clone(),
            ..Self::default()
        };
        *self == nothing
    }

    /// Whether what stands for the day by when is no day.
    pub fn day_is_unread(&self) -> bool {
        typed::day(&self.by_when).is_err()
    }

    /// Whether the learner would be asked to do something by a day that is over.
    pub fn asks_too_late(&self, today: Date) -> bool {
        is_over(&self.by_when, today)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn only_what_somebody_wrote_counts() {
        let on = BTreeSet::from([Seal::of("handed in")]);
        let chosen = Writing {
            on,
            ..Writing::default()
        };
        assert!(chosen.is_empty());
        let judged = Writing {
            judgement: Some(Judgement::Met),
            ..chosen
        };
        assert!(!judged.is_empty());
    }

    #[test]
    fn a_day_that_is_over_is_too_late() {
        let by = |day: &str| Writing {
            by_when: day.to_owned(),
            ..Writing::default()
        };
        let today = date(2026, 11, 21);
        assert!(by("2020-01-01").asks_too_late(today));
        assert!(!by("2026-11-21").asks_too_late(today));
        assert!(!by("").asks_too_late(today));
        let unread =
            ["", "2026-11-21", "0026-11-21", typed::UNREAD].map(|day| by(day).day_is_unread());
        assert_eq!(unread, [false, false, true, true]);
    }
}

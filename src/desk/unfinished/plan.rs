//! An assessment plan while it is being written.

use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::is_over;
use crate::{
    id::CriterionId,
    record::{evidence::MethodKind, plan::Plan, seal::Seal},
    typed,
};

/// What has been written so far. Texts and days are as their fields hold them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanWriting {
    /// The plan that this takes the place of; none for a plan of its own.
    pub instead: Option<Seal>,
    /// The criteria it is for.
    pub criteria: BTreeSet<CriterionId>,
    /// How they will be assessed.
    pub methods: BTreeSet<MethodKind>,
    /// What will be done.
    pub activity: String,
    /// Where.
    pub place: String,
    /// By when.
    pub by_when: String,
    /// Adjustments.
    pub adjustments: String,
    /// How what is private will be kept so.
    pub confidentiality: String,
    /// When the plan will be looked at again.
    pub review: String,
    /// The assessor's name.
    pub signed: String,
}

/// What a plan cannot be recorded without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanMissing {
    /// A criterion.
    Criteria,
    /// A method.
    Methods,
    /// What will be done.
    Activity,
    /// A day by when that can be read.
    ByWhenUnread,
    /// A day by when that is not over.
    ByWhenOver,
    /// A day of looking at it again that can be read.
    ReviewUnread,
    /// A day of looking at it again that is not over.
    ReviewOver,
    /// The assessor's name.
    Signed,
}

impl PlanWriting {
    /// A plan of its own, to be signed with a name.
    pub fn new(name: &str) -> Self {
        Self {
            signed: name.to_owned(),
            ..Self::default()
        }
    }

    /// A plan in the place of another: filled in with what that says.
    pub fn instead_of(
        seal: Seal,
        plan: &Plan,
        criteria: BTreeSet<CriterionId>,
        name: &str,
    ) -> Self {
        let text = |text: &Arc<str>| text.to_string();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            instead: Some(seal),
            criteria,
            methods: plan.methods.clone(),
            activity: text(&plan.activity),
            place: text(&plan.place),
            by_when: day(plan.by_when),
            adjustments: text(&plan.adjustments),
            confidentiality: text(&plan.confidentiality),
            review: day(plan.review),
            signed: name.to_owned(),
        }
    }

    /// What it cannot be recorded without on this day, in the order of the form.
    pub fn missing(&self, today: Date) -> Vec<PlanMissing> {
        [
            (self.criteria.is_empty(), PlanMissing::Criteria),
            (self.methods.is_empty(), PlanMissing::Methods),
            (self.activity.trim().is_empty(), PlanMissing::Activity),
            (
                typed::day(&self.by_when).is_err(),
                PlanMissing::ByWhenUnread,
            ),
            (is_over(&self.by_when, today), PlanMissing::ByWhenOver),
            (typed::day(&self.review).is_err(), PlanMissing::ReviewUnread),
            (is_over(&self.review, today), PlanMissing::ReviewOver),
            (self.signed.trim().is_empty(), PlanMissing::Signed),
        ]
        .into_iter()
        .filter_map(|(missing, what)| missing.then_some(what))
        .collect()
    }

    /// The plan, made today; none while something is missing.
    pub fn plan(&self, today: Date) -> Option<Plan> {
        let text = |text: &str| -> Arc<str> { text.trim().into() };
        self.missing(today).is_empty().then(|| Plan {
            date: today,
            methods: self.methods.clone(),
            activity: text(&self.activity),
            place: text(&self.place),
            by_when: typed::day(&self.by_when).ok().flatten(),
            adjustments: text(&self.adjustments),
            confidentiality: text(&self.confidentiality),
            review: typed::day(&self.review).ok().flatten(),
            signed: text(&self.signed),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn a_plan_that_is_opened_and_signed_anew_says_what_it_said() {
        let plan = Plan {
            date: date(2026, 11, 2),
            methods: BTreeSet::from([MethodKind::Written, MethodKind::Observation]),
            activity: "Supporting breakfast".into(),
            place: "At work".into(),
            by_when: Some(date(2026, 12, 1)),
            adjustments: "".into(),
            confidentiality: "No names".into(),
            review: None,
            signed: "Poppy Lark".into(),
        };
        let criteria = BTreeSet::from(["ac-3-2".parse().unwrap()]);
        let writing = PlanWriting::instead_of(Seal::of("plan"), &plan, criteria, "Maureen Tully");
        let made = Plan {
            date: TODAY,
            signed: "Maureen Tully".into(),
            ..plan
        };
        assert_eq!(writing.plan(TODAY), Some(made));
        let kept = serde_json::to_string(&writing).unwrap();
        assert_eq!(
            serde_json::from_str::<PlanWriting>(&kept).ok(),
            Some(writing)
        );
    }

    #[test]
    fn a_day_that_is_over_is_no_day_to_plan_for() {
        use PlanMissing::{ByWhenOver, ReviewOver};
        let days = |by_when: &str, review: &str| {
            let writing = PlanWriting {
                by_when: by_when.to_owned(),
                review: review.to_owned(),
                ..PlanWriting::default()
            };
            let mut missing = writing.missing(TODAY);
            missing.retain(|one| matches!(one, ByWhenOver | ReviewOver));
            missing
        };
        assert_eq!(days("2026-11-20", "2024-12-01"), [ByWhenOver, ReviewOver]);
        assert_eq!(days("2026-11-21", ""), []);
    }

    #[test]
    fn a_day_that_cannot_be_read_is_not_dropped() {
        let writing = PlanWriting {
            by_when: "20261-12-05".to_owned(),
            review: typed::UNREAD.to_owned(),
            ..PlanWriting::new("Maureen Tully")
        };
        let unread = [PlanMissing::ByWhenUnread, PlanMissing::ReviewUnread];
        assert_eq!(writing.missing(TODAY)[3..], unread);
    }

    #[test]
    fn what_is_missing_is_said_in_the_order_of_the_form() {
        use PlanMissing::{Activity, Criteria, Methods, Signed};
        let begun = PlanWriting::new("Maureen Tully");
        assert_eq!(begun.missing(TODAY), [Criteria, Methods, Activity]);
        assert_eq!(begun.plan(TODAY), None);
        assert_eq!(
            PlanWriting::new(" ").missing(TODAY),
            [Criteria, Methods, Activity, Signed]
        );
    }
}

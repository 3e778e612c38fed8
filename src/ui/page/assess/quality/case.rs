//! What is checked: a decision, what it was made on, and who has looked at it since.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Looked, Quality};
use crate::{
    pinned,
    record::{
        Record,
        decision::Decision,
        event::{About, Item, Via},
        evidence::EvidenceItem,
        sample::Sample,
        state::{CriterionState, Kept},
        store::StoreError,
        stored::Learner,
        what::Countersignature,
    },
    wording::{answer, date},
};

/// Everything about the decision.
#[derive(Clone, PartialEq)]
pub(super) struct Case {
    pub looked: Looked,
    pub learner: Learner,
    pub about: About,
    pub asks: String,
    pub answer: Option<HandedIn>,
    pub evidence: Vec<Arc<EvidenceItem>>,
    pub decision: Kept<Decision>,
    /// Who stands by it, where it was made in training.
    pub signatures: Vec<Kept<Countersignature>>,
    /// The checks of it that there are already.
    pub checks: Vec<Kept<Sample>>,
}

/// The answer that was judged.
#[derive(Clone, PartialEq)]
pub(super) struct HandedIn {
    pub text: Arc<str>,
    /// What was declared with it.
    pub signed: String,
    /// Whether it was written on paper first.
    pub from_paper: bool,
}

impl Case {
    /// Reads it as it is kept now; none where it is no longer on the desk, or not for the person at it.
    pub async fn read(quality: Quality, looked: &Looked) -> Result<Option<Self>, StoreError> {
        let portfolio = quality.desk.portfolio(looked.learner).await?;
        Ok(portfolio.and_then(|p| Self::find(quality, &p.learner, &p.record, looked)))
    }

    fn find(quality: Quality, learner: &Learner, record: &Record, looked: &Looked) -> Option<Self> {
        let state = record.state();
        let me = quality.desk.me_untracked()?;
        if state.same_person(me.person, learner.id) {
            return None;
        }
        let unit = state.unit(&looked.place.pack, &looked.place.unit)?;
        let criterion = unit.criteria.get(&looked.place.criterion)?;
        let decision = criterion.decisions.get(&looked.decision)?.clone();
        let item = Item::Criterion(looked.place.criterion.clone());
        let mut about = decision.event.about.iter();
        let about = about.find(|about| about.item == item && about.unit == looked.place.unit)?;
        let shown = about.shown.and_then(|hash| record.text(&hash));
        let asks = shown
            .and_then(|shown| pinned::official(shown).or(pinned::asks(shown).map(str::to_owned)));
        let checks = criterion.samples_that_count().into_iter();
        let checks = checks.filter(|open| open.decision.seal == looked.decision);
        Some(Self {
            looked: looked.clone(),
            learner: learner.clone(),
            asks: asks.or_else(|| {
                let names = quality.names;
                names.try_with_value(|names| names.asks(&looked.place).to_owned())
            })?,
            about: about.clone(),
            answer: handed_in(criterion, &decision),
            evidence: criterion
                .basis_of(&decision)
                .filter_map(|seal| Some(Arc::clone(&criterion.evidence.get(&seal)?.said)))
                .collect(),
            signatures: criterion.signatures_of(&decision).cloned().collect(),
            checks: checks.map(|open| open.sample.clone()).collect(),
            decision,
        })
    }
}

fn handed_in(state: &CriterionState, decision: &Kept<Decision>) -> Option<HandedIn> {
    let submission = state.submission_of(decision)?;
    let version = state.version_of(submission)?;
    let signed = answer::signed(&submission.said.signed, &date::day(submission.said.date));
    Some(HandedIn {
        text: Arc::clone(&version.said.text),
        signed,
        from_paper: version.event.via == Some(Via::Workbook),
    })
}

//! The sampling plan: which decisions an internal quality assurer looks at, and why each is there.
//!
//! Sampling follows CAMERA (candidates, assessors, methods, elements, records, assessment sites;
//! domain notes §3.4): a plan promises something about each, by rules. Every rule takes the first
//! so many of a group (an assessor's decisions, a unit's, a method's, a learner's), in one order
//! that all rules share: by the SHA-256 of the plan's seed and the decision's seal. So the same
//! plan over the same decisions gives the same sample, in whatever order they come and on whatever
//! machine; rules that meet in one decision take it once, with both reasons; and one more decision
//! moves at most one place in each group it belongs to.
//!
//! A sampler's own decisions, and those she countersigned, are in no group and no sample, by hand or
//! otherwise: nobody assures the quality of her own judgement.

mod strategy;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use self::strategy::{BadPercent, Experience, Method, Percent, Rates, Stage, Strategy};
use super::Place;
use crate::{
    id::{PackId, UnitId},
    record::{event::PersonId, seal::Seal},
};

/// A decision on one criterion that could be sampled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Judged {
    /// The decision. One decision may be on several criteria: a row each.
    pub decision: Seal,
    /// The criterion.
    pub place: Place,
    /// Whose work it is.
    pub learner: PersonId,
    /// Who decided.
    pub assessor: PersonId,
    /// Who stands by it as a qualified assessor, where it was made in training.
    #[serde(default)]
    pub countersigners: BTreeSet<PersonId>,
    /// How experienced the assessor was.
    pub experience: Experience,
    /// How the evidence came about.
    pub method: Method,
    /// The day of the decision.
    pub date: Date,
    /// Whether the work had been handed in and judged before.
    pub resubmission: bool,
    /// Whether it belongs to the first unit in which the learner was judged.
    pub first_unit_of_learner: bool,
}

/// A sampling plan: everything that, with the decisions there are, makes the sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Who samples.
    pub sampler: PersonId,
    /// What the sample has to hold.
    pub strategy: Strategy,
    /// What the order is drawn by. Another seed draws another sample.
    pub seed: u64,
    /// Decisions that the sampler added, whatever the strategy says.
    #[serde(default)]
    pub by_hand: BTreeSet<Seal>,
}

/// A sample that a plan proposes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// What to look at, in the order drawn.
    pub proposed: Vec<Proposed>,
    /// How many rows the sampler decided or countersigned, which are out of reach.
    pub own: usize,
    /// What was added by hand and is not in it, with the reason: the plan was kept while decisions
    /// came and went.
    pub left_out: BTreeMap<Seal, Refused>,
}

/// One decision in a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The decision.
    pub judged: Judged,
    /// Every rule that put it in; never empty.
    pub reasons: BTreeSet<Reason>,
}

/// Which rule put a decision into a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The rate for the assessor's experience.
    AssessorRate,
    /// The rate for the unit.
    UnitRate,
    /// The rate for the method.
    MethodRate,
    /// It is in the learner's first unit.
    FirstUnit,
    /// It is on a resubmission.
    Resubmission,
    /// So that every learner is seen once.
    EveryLearner,
    /// The sampler chose it.
    ByHand,
}

/// Why a decision cannot be added by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The sampler made it, or stands by it.
    #[error("nobody samples a decision of their own")]
    Own,
    /// It is not among the decisions there are.
    #[error("the decision is not among those that can be sampled")]
    Unknown,
}

impl Plan {
    /// A plan with nothing added by hand.
    pub fn new(sampler: PersonId, strategy: Strategy, seed: u64) -> Self {
        Self {
            sampler,
            strategy,
            seed,
            by_hand: BTreeSet::new(),
        }
    }

    /// Adds a decision by hand.
    ///
    /// # Errors
    /// It is the sampler's own, or not there; the plan stays as it was.
    pub fn add(&mut self, decision: Seal, rows: &[Judged]) -> Result<(), Refused> {
        match self.refuses(&decision, rows) {
            Some(refused) => Err(refused),
            None => {
                self.by_hand.insert(decision);
                Ok(())
            }
        }
    }

    /// The sample.
    pub fn draw(&self, rows: &[Judged]) -> Sample {
        let others = self.in_order(rows);
        let mut reasons = vec![BTreeSet::new(); others.len()];
        for (group, members) in groups(&others) {
            let wanted = self.strategy.wanted(&group, members.len());
            for &at in members.iter().take(wanted) {
                add_reason(&mut reasons, at, group.reason());
            }
        }
        if self.strategy.every_learner_once {
            for at in first_of_unseen_learners(&others, &reasons) {
                add_reason(&mut reasons, at, Reason::EveryLearner);
            }
        }
        for (at, row) in others.iter().enumerate() {
            if self.by_hand.contains(&row.decision) {
                add_reason(&mut reasons, at, Reason::ByHand);
            }
        }
        let proposed = others.into_iter().zip(reasons);
        Sample {
            proposed: proposed
                .filter(|(_, reasons)| !reasons.is_empty())
                .map(|(row, reasons)| Proposed {
                    judged: row.clone(),
                    reasons,
                })
                .collect(),
            own: self.own(rows).len(),
            left_out: self
                .by_hand
                .iter()
                .filter_map(|seal| Some((*seal, self.refuses(seal, rows)?)))
                .collect(),
        }
    }

    fn own<'r>(&self, rows: &'r [Judged]) -> BTreeSet<&'r Judged> {
        rows.iter().filter(|row| self.is_own(row)).collect()
    }

    fn is_own(&self, row: &Judged) -> bool {
        row.assessor == self.sampler || row.countersigners.contains(&self.sampler)
    }

    fn refuses(&self, decision: &Seal, rows: &[Judged]) -> Option<Refused> {
        let mut found = rows
            .iter()
            .filter(|row| row.decision == *decision)
            .peekable();
        if found.peek().is_none() {
            Some(Refused::Unknown)
        } else {
            found.any(|row| self.is_own(row)).then_some(Refused::Own)
        }
    }

    /// Everybody else's decisions, each once, in the order that all rules share.
    fn in_order<'r>(&self, rows: &'r [Judged]) -> Vec<&'r Judged> {
        let others: BTreeSet<&Judged> = rows.iter().filter(|row| !self.is_own(row)).collect();
        let mut ranked: Vec<([u8; 32], &Judged)> = others
            .into_iter()
            .map(|row| (rank(self.seed, &row.decision), row))
            .collect();
        ranked.sort();
        ranked.into_iter().map(|(_, row)| row).collect()
    }
}

/// Where a decision stands in the order drawn.
fn rank(seed: u64, decision: &Seal) -> [u8; 32] {
    Sha256::new()
        .chain_update(seed.to_be_bytes())
        .chain_update(decision.to_string())
        .finalize()
        .into()
}

/// Decisions of which a rule takes the first so many.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group<'r> {
    Assessor(PersonId, Experience),
    Unit(&'r PackId, &'r UnitId),
    Method(Method),
    FirstUnits,
    Resubmissions,
}

impl Group<'_> {
    fn reason(&self) -> Reason {
        match self {
            Self::Assessor(..) => Reason::AssessorRate,
            Self::Unit(..) => Reason::UnitRate,
            Self::Method(_) => Reason::MethodRate,
            Self::FirstUnits => Reason::FirstUnit,
            Self::Resubmissions => Reason::Resubmission,
        }
    }

    /// The groups that a row belongs to.
    fn all_of(row: &Judged) -> impl Iterator<Item = Group<'_>> {
        let always = [
            Group::Assessor(row.assessor, row.experience),
            Group::Unit(&row.place.pack, &row.place.unit),
            Group::Method(row.method),
        ];
        let first = row.first_unit_of_learner.then_some(Group::FirstUnits);
        let again = row.resubmission.then_some(Group::Resubmissions);
        always.into_iter().chain(first).chain(again)
    }
}

impl Strategy {
    /// How many of a group's rows a sample holds at least.
    fn wanted(&self, group: &Group, rows: usize) -> usize {
        let rate = match group {
            Group::Assessor(_, experience) => Some(self.assessors.of(*experience)),
            Group::Unit(pack, unit) => {
                let units = self.units.get(*pack);
                units.and_then(|units| units.get(*unit)).copied()
            }
            Group::Method(method) => self.methods.get(method).copied(),
            Group::FirstUnits => self.first_units.then_some(Percent::ALL),
            Group::Resubmissions => self.all_resubmissions.then_some(Percent::ALL),
        };
        rate.unwrap_or_default().of(rows)
    }
}

/// Every group with the places of its rows, in the order given.
fn groups<'r>(rows: &[&'r Judged]) -> BTreeMap<Group<'r>, Vec<usize>> {
    let mut groups = BTreeMap::<Group, Vec<usize>>::new();
    for (at, row) in rows.iter().enumerate() {
        for group in Group::all_of(row) {
            groups.entry(group).or_default().push(at);
        }
    }
    groups
}

/// The place of the first row of each learner of whom no row has a reason yet.
fn first_of_unseen_learners(rows: &[&Judged], reasons: &[BTreeSet<Reason>]) -> Vec<usize> {
    let learners = || rows.iter().map(|row| row.learner).zip(reasons).enumerate();
    let mut seen: BTreeSet<PersonId> = learners()
        .filter(|(_, (_, reasons))| !reasons.is_empty())
        .map(|(_, (learner, _))| learner)
        .collect();
    learners()
        .filter(|(_, (learner, _))| seen.insert(*learner))
        .map(|(at, _)| at)
        .collect()
}

fn add_reason(reasons: &mut [BTreeSet<Reason>], at: usize, reason: Reason) {
    if let Some(reasons) = reasons.get_mut(at) {
        reasons.insert(reason);
    }
}

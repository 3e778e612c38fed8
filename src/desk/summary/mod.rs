//! What a list, a queue and a matrix need of one learner's record.
//!
//! A summary is worked out of a [`State`] whenever its record changes, and kept beside it, so
//! that thousands of learners are listed, sorted and searched without reading their records.

#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, sync::Arc};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    id::{CriterionId, PackId, UnitId},
    record::{
        Record,
        decision::{Decision, Judgement},
        event::{Event, PersonId, Role},
        evidence::MethodKind,
        sample::{SampleFinding, Stage},
        seal::Seal,
        sign_off::Declaration,
        state::{CriterionState, Kept, OpenSample, SampleStanding, Standing, State, UnitState},
        stored::Learner,
    },
};

/// What is needed of one learner's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Whose it is, by the latest name in the record.
    pub learner: Learner,
    /// Other ids that the record says are hers.
    pub also: BTreeSet<PersonId>,
    /// The centre that her latest hand-in names; none where no hand-in names one.
    pub centre: Option<Arc<str>>,
    /// How many events there are.
    pub events: usize,
    /// When the last of them happened, by the clocks of those who made them.
    pub latest: Option<Timestamp>,
    /// Everybody but the learner who has done anything in it.
    pub worked_on_by: BTreeSet<PersonId>,
    /// The units in which there is anything to assess.
    pub units: Vec<UnitSummary>,
}

/// What is needed of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitSummary {
    /// The pack.
    pub pack: PackId,
    /// The unit.
    pub unit: UnitId,
    /// The criteria that somebody has written, decided or recorded something for.
    pub criteria: Vec<CriterionSummary>,
    /// The learner's declaration on decisions that stand, where no assessor has followed one with hers. It
    /// has a name of its own, so that a summary of before the decisions were looked at is worked out anew.
    #[serde(
        rename = "declared_on_what_stands",
        deserialize_with = "Option::deserialize"
    )]
    pub declared: Option<Done>,
}

/// What is needed of one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionSummary {
    /// The criterion.
    pub id: CriterionId,
    /// Where it stands.
    pub standing: Standing,
    /// Submissions and evidence that wait for a decision.
    pub waiting: Vec<Waiting>,
    /// Decisions that wait to be countersigned.
    pub to_countersign: Vec<Done>,
    /// Every assessor's decision, superseded ones included, in the order they were made.
    pub decisions: Vec<Decided>,
    /// Every sample that counts.
    pub samples: Vec<Sampled>,
    /// By when the learner is to act, where she is and has not: where decisions made apart each
    /// set a day, the last of them.
    pub due: Option<Date>,
    /// The learner's reply that she disagrees with a decision that stands.
    pub disagrees: Option<Done>,
}

/// Something that somebody did, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The event.
    pub seal: Seal,
    /// When, by the clock of whoever did it.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// By what name.
    pub name: Arc<str>,
    /// In what role.
    pub role: Role,
}

impl Done {
    fn new(seal: Seal, event: &Event) -> Self {
        Self {
            seal,
            at: event.at,
            by: event.by.person,
            name: Arc::clone(&event.by.name),
            role: event.by.role,
        }
    }
}

/// Something that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The submission or the piece of evidence.
    pub seal: Seal,
    /// Since when.
    pub since: Timestamp,
    /// What kind of evidence it is.
    pub method: MethodKind,
    /// Whether an assessor in training has judged it, so that it waits for a countersignature.
    pub judged_in_training: bool,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Who decided, and when.
    pub done: Done,
    /// Who stands by it as a qualified assessor, where it was made in training.
    pub countersigned: Vec<Done>,
    /// What was decided.
    pub judgement: Judgement,
    /// On what kinds of evidence.
    pub methods: BTreeSet<MethodKind>,
    /// When what it is on was handed in.
    pub handed_in: Option<Timestamp>,
    /// Whether it is on a second or later attempt.
    pub resubmission: bool,
    /// Since when it counts; none where it has to be countersigned and is not. It is asked for, so
    /// that a summary of before it was told is worked out anew.
    #[serde(deserialize_with = "Option::deserialize")]
    pub counts_since: Option<Timestamp>,
    /// Whether it stands: it counts, and nothing has superseded it.
    pub stands: bool,
}

/// A sample of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampled {
    /// Who sampled, and when.
    pub done: Done,
    /// The decision.
    pub decision: Seal,
    /// Who had decided.
    pub decided_by: PersonId,
    /// What had been decided.
    pub judgement: Judgement,
    /// The sampler's own judgement: as it was written without knowing the assessor's, or as it
    /// follows from agreeing or not.
    pub own: Judgement,
    /// Whether that was written without knowing the assessor's.
    pub blind: bool,
    /// When in the unit's course.
    pub stage: Stage,
    /// What came of it.
    pub finding: SampleFinding,
    /// How far it has come.
    pub standing: SampleStanding,
    /// When the assessor last answered.
    pub answered: Option<Timestamp>,
    /// By when the assessor is to act.
    pub by_when: Option<Date>,
}

impl Summary {
    /// The summary of a learner's record. `learner` is who the file says she is; her own latest
    /// name goes before the one in the file.
    pub fn of(learner: &Learner, record: &Record, state: &State) -> Self {
        let given = state.name().unwrap_or(&learner.name);
        let name = match given.is_empty() {
            true => state.known_as().unwrap_or_default(),
            false => given,
        };
        let known = || record.events().filter_map(|sealed| sealed.event());
        let others = known().filter(|event| event.by.role != Role::Learner);
        Self {
            learner: Learner {
                id: learner.id,
                name: name.into(),
            },
            also: also(state, learner.id),
            centre: state.centre().cloned(),
            events: record.events().len(),
            latest: known().map(|event| event.at).max(),
            worked_on_by: others.map(|event| event.by.person).collect(),
            units: state
                .units()
                .map(|(pack, unit, did)| UnitSummary::of(pack, unit, did))
                .filter(|unit| !unit.criteria.is_empty() || unit.declared.is_some())
                .collect(),
        }
    }

    /// Whether an id is the learner's, or said to be.
    pub fn is_of(&self, person: PersonId) -> bool {
        self.learner.id == person || self.also.contains(&person)
    }

    /// Every criterion with its pack and unit.
    pub fn criteria(&self) -> impl Iterator<Item = (&PackId, &UnitId, &CriterionSummary)> {
        self.units.iter().flat_map(|unit| {
            let criteria = unit.criteria.iter();
            criteria.map(|criterion| (&unit.pack, &unit.unit, criterion))
        })
    }

    /// What is known of one criterion.
    pub fn criterion(
        &self,
        pack: &PackId,
        unit: &UnitId,
        criterion: &CriterionId,
    ) -> Option<&CriterionSummary> {
        self.criteria()
            .find(|(p, u, c)| (*p, *u, &c.id) == (pack, unit, criterion))
            .map(|(_, _, criterion)| criterion)
    }
}

fn also(state: &State, learner: PersonId) -> BTreeSet<PersonId> {
    let mut ids = state.ids_of(learner);
    ids.remove(&learner);
    ids
}

impl Decided {
    /// Whether somebody made it or stands by it.
    pub fn is_of(&self, person: PersonId) -> bool {
        let mut stand_by = self.countersigned.iter();
        self.done.by == person || stand_by.any(|signed| signed.by == person)
    }
}

impl UnitSummary {
    fn of(pack: &PackId, unit: &UnitId, did: &UnitState) -> Self {
        let criteria = did.criteria.iter();
        Self {
            pack: pack.clone(),
            unit: unit.clone(),
            criteria: criteria
                .map(|(id, state)| CriterionSummary::of(id, state))
                .collect(),
            declared: waiting_declaration(did).map(|d| Done::new(d.seal, &d.event)),
        }
    }
}

fn waiting_declaration(did: &UnitState) -> Option<&Kept<Declaration>> {
    let mut declared = did.declarations.in_order();
    declared.retain(|declaration| is_on_what_stands(did, declaration));
    let (mut learners, others): (Vec<_>, Vec<_>) = declared
        .into_iter()
        .partition(|declaration| declaration.event.by.role == Role::Learner);
    let followed = others.iter().any(|other| {
        let mut learners = learners.iter();
        other.event.by.role.is_qualified_assessor()
            && learners.any(|own| other.event.after.contains(&own.seal))
    });
    learners.pop().filter(|_| !followed)
}

/// Whether everything that a declaration was made on is met by those decisions and no others, as a sign-off
/// asks. Which criteria the unit has is not known here.
fn is_on_what_stands(did: &UnitState, declaration: &Kept<Declaration>) -> bool {
    let after = &declaration.event.after;
    let mut about = did.criteria.values().filter(|criterion| {
        let mut decisions = criterion.decisions.iter();
        decisions.any(|decision| after.contains(&decision.seal))
    });
    let stands = |criterion: &CriterionState| {
        let mut standing = criterion.standing_decisions().into_iter();
        criterion.standing() == Standing::Met
            && standing.all(|decision| after.contains(&decision.seal))
    };
    about.clone().next().is_some() && about.all(stands)
}

impl CriterionSummary {
    fn of(id: &CriterionId, state: &CriterionState) -> Self {
        let standing = state.standing();
        Self {
            id: id.clone(),
            standing,
            waiting: waiting(state),
            to_countersign: state
                .to_countersign()
                .into_iter()
                .map(|decision| Done::new(decision.seal, &decision.event))
                .collect(),
            decisions: decisions(state),
            samples: state.samples_that_count().iter().map(Sampled::of).collect(),
            due: due(state, standing),
            disagrees: disagrees(state),
        }
    }
}

impl CriterionSummary {
    /// What asks for a decision. Evidence beside what is met already, or beside decisions that differ, asks
    /// nothing of anybody; an answer does.
    pub fn asks(&self) -> impl Iterator<Item = &Waiting> {
        let all = self.standing == Standing::HandedIn;
        let is_answer = |waiting: &Waiting| waiting.method == MethodKind::Written;
        let waiting = self.waiting.iter();
        waiting.filter(move |waiting| all || is_answer(waiting))
    }

    /// What of it waits for an assessor to judge it; the rest waits for a countersignature.
    pub fn to_judge(&self) -> impl Iterator<Item = &Waiting> {
        self.asks().filter(|waiting| !waiting.judged_in_training)
    }
}

fn waiting(state: &CriterionState) -> Vec<Waiting> {
    let open = state.to_countersign().into_iter();
    let judged: BTreeSet<Seal> = open.flat_map(|decision| state.basis_of(decision)).collect();
    let submissions = state.waiting().into_iter().map(|submission| Waiting {
        seal: submission.seal,
        since: submission.event.at,
        method: MethodKind::Written,
        judged_in_training: judged.contains(&submission.seal),
    });
    let evidence = state.waiting_evidence().into_iter().map(|piece| Waiting {
        seal: piece.seal,
        since: piece.event.at,
        method: piece.said.method.kind(),
        judged_in_training: judged.contains(&piece.seal),
    });
    let mut waiting: Vec<_> = submissions.chain(evidence).collect();
    waiting.sort_by_key(|w| (w.since, w.seal));
    waiting
}

fn decisions(state: &CriterionState) -> Vec<Decided> {
    let standing: BTreeSet<Seal> = state.standing_decisions().iter().map(|d| d.seal).collect();
    let mut decisions = state.decisions.in_order();
    decisions.retain(|d| matches!(d.event.by.role, Role::Assessor { .. }));
    decisions
        .into_iter()
        .map(|decision| Decided {
            done: Done::new(decision.seal, &decision.event),
            countersigned: state
                .signatures_of(decision)
                .map(|signature| Done::new(signature.seal, &signature.event))
                .collect(),
            judgement: decision.said.judgement,
            methods: state.methods_of(decision),
            handed_in: handed_in(state, decision),
            resubmission: decision.said.attempt > 1,
            counts_since: state.counts_since(decision),
            stands: standing.contains(&decision.seal),
        })
        .collect()
}

fn handed_in(state: &CriterionState, decision: &Kept<Decision>) -> Option<Timestamp> {
    state
        .basis_of(decision)
        .filter_map(|seal| {
            let submission = state.submissions.get(&seal).map(|kept| kept.event.at);
            submission.or_else(|| state.evidence.get(&seal).map(|kept| kept.event.at))
        })
        .min()
}

fn due(state: &CriterionState, standing: Standing) -> Option<Date> {
    let decisions = state.standing_decisions();
    let dates = decisions.iter().filter_map(|d| d.said.feedback.by_when);
    dates.max().filter(|_| standing == Standing::NotYetMet)
}

fn disagrees(state: &CriterionState) -> Option<Done> {
    let standing = state.standing_decisions();
    let mut replies = state.replies.in_order();
    replies.retain(|reply| {
        let on = |decision: &&Kept<Decision>| reply.event.after.contains(&decision.seal);
        reply.event.by.role == Role::Learner && standing.iter().any(on)
    });
    // What she said last counts: she may have thought again.
    let latest = replies.pop().filter(|reply| reply.said.disagree)?;
    Some(Done::new(latest.seal, &latest.event))
}

impl Sampled {
    fn of(open: &OpenSample<'_>) -> Self {
        let (said, judgement) = (&open.sample.said, open.decision.said.judgement);
        let own = said.blind.unwrap_or(match said.finding {
            SampleFinding::Agree => judgement,
            SampleFinding::Disagree => judgement.other(),
        });
        Self {
            done: Done::new(open.sample.seal, &open.sample.event),
            decision: open.decision.seal,
            decided_by: open.decision.event.by.person,
            judgement,
            own,
            blind: said.blind.is_some(),
            stage: said.stage,
            finding: said.finding,
            standing: open.standing,
            answered: open.answers.last().map(|answer| answer.event.at),
            by_when: said.by_when,
        }
    }
}

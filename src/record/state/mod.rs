//! What the events of a record come to: where each criterion stands, what was practised, what
//! was read, who the learner is.
//!
//! A [`State`] depends on which events there are and never on the order they came in, so that
//! one event can be [applied](State::apply) to it at any time. What follows what is decided by
//! `after`; clocks are for display and for ties. Events of unknown kinds count for nothing here
//! (they stay in the record).

mod criterion;
mod practice;
mod sampled;
mod sign_off;
mod thread;
mod versions;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;

pub use criterion::{CriterionState, Standing};
pub use practice::{QuestionState, ScenarioState, Walk};
pub use sampled::{OpenSample, SampleStanding};
pub use sign_off::SignOff;
pub use thread::{Kept, Thread};

use super::{
    event::{Event, Item, PersonId},
    plan::{Plan, PlanAnswer},
    seal::Seal,
    sealed::{Sealed, Unchecked},
    sign_off::Declaration,
    what::{HandedIn, Profile, What},
};
use crate::id::{CriterionId, PackId, QuestionId, ScenarioId, SectionId, UnitId};

/// What the events of a record come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    profiles: Thread<Profile>,
    same: BTreeSet<(PersonId, PersonId)>,
    packs: BTreeMap<PackId, BTreeMap<UnitId, UnitState>>,
}

/// What the events come to for one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitState {
    /// The criteria that something was written for.
    pub criteria: BTreeMap<CriterionId, CriterionState>,
    /// The questions outside scenarios that were answered.
    pub questions: BTreeMap<QuestionId, QuestionState>,
    /// The scenarios that were begun.
    pub scenarios: BTreeMap<ScenarioId, ScenarioState>,
    /// The sections that were read to their end, and the event that was first, by the clock.
    pub read: BTreeMap<SectionId, FirstRead>,
    /// Assessment plans, each about the criteria that its event names.
    pub plans: Thread<Plan>,
    /// What the learner said to plans.
    pub plan_answers: Thread<PlanAnswer>,
    /// Declarations on the unit as a whole, the learner's and the assessor's.
    pub declarations: Thread<Declaration>,
}

/// The first time that a section was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstRead {
    seal: Seal,
    /// What was recorded then.
    pub event: Arc<Event>,
}

impl FirstRead {
    fn by_time(&self) -> (Timestamp, Seal) {
        (self.event.at, self.seal)
    }
}

impl State {
    /// Takes in one event. Taking it in again changes nothing.
    pub fn apply(&mut self, sealed: &Sealed) {
        let Some(event) = sealed.event().filter(|event| is_taken_in(event)) else {
            return;
        };
        let seal = sealed.seal();
        match &event.what {
            What::Profile(said) => self.profiles.insert(seal, event, said),
            What::SamePerson(said) => {
                self.same.insert((said.this, said.other));
            }
            What::SectionRead
            | What::Answered(_)
            | What::WalkStep(_)
            | What::WalkEnded(_)
            | What::Version(_)
            | What::HandedIn(_)
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
            | What::SampleClosed(_) => {
                for about in &event.about {
                    at(&mut self.packs, &about.pack, |units| {
                        at(units, &about.unit, |unit| {
                            unit.apply(seal, event, &about.item)
                        });
                    });
                }
            }
        }
    }

    /// Takes in an event as if its seal held: for what is shown until that has been looked at.
    pub fn apply_unchecked(&mut self, event: &Unchecked) {
        self.apply(event.if_it_holds());
    }

    /// What is known of a unit, if anything has been done in it.
    pub fn unit(&self, pack: &PackId, unit: &UnitId) -> Option<&UnitState> {
        self.packs.get(pack)?.get(unit)
    }

    /// Every unit in which anything has been done.
    pub fn units(&self) -> impl Iterator<Item = (&PackId, &UnitId, &UnitState)> {
        self.packs
            .iter()
            .flat_map(|(pack, units)| units.iter().map(move |(unit, state)| (pack, unit, state)))
    }

    /// The learner's name as it was given last.
    pub fn name(&self) -> Option<&str> {
        self.profiles.latest().map(|profile| &*profile.said.name)
    }

    /// What the learner is known as: her name, or where she gave none, what she signed her latest
    /// hand-in with.
    pub fn known_as(&self) -> Option<&str> {
        let named = self.name().filter(|name| !name.is_empty());
        named.or_else(|| {
            let signed = self.submissions().filter(|one| !one.said.signed.is_empty());
            Some(&*signed.max_by_key(|one| one.by_time())?.said.signed)
        })
    }

    /// The learner's profiles. A new one follows the heads.
    pub fn profiles(&self) -> &Thread<Profile> {
        &self.profiles
    }

    /// Whether two ids are one person, as far as the record says.
    pub fn same_person(&self, one: PersonId, other: PersonId) -> bool {
        self.ids_of(one).contains(&other)
    }

    /// Every id of a person, as far as the record says: this one, and those that are the same.
    pub fn ids_of(&self, one: PersonId) -> BTreeSet<PersonId> {
        let mut known = BTreeSet::from([one]);
        let mut open = vec![one];
        while let Some(person) = open.pop() {
            for &(a, b) in &self.same {
                for (this, that) in [(a, b), (b, a)] {
                    if this == person && known.insert(that) {
                        open.push(that);
                    }
                }
            }
        }
        known
    }

    /// The centre that the latest hand-in names.
    pub fn centre(&self) -> Option<&Arc<str>> {
        let named = self.submissions().filter(|one| one.said.centre.is_some());
        named.max_by_key(|one| one.by_time())?.said.centre.as_ref()
    }

    fn submissions(&self) -> impl Iterator<Item = &Kept<HandedIn>> {
        let units = self.packs.values().flat_map(BTreeMap::values);
        let criteria = units.flat_map(|unit| unit.criteria.values());
        criteria.flat_map(|criterion| criterion.submissions.iter())
    }
}

impl UnitState {
    fn apply(&mut self, seal: Seal, event: &Arc<Event>, item: &Item) {
        match &event.what {
            What::Plan(said) => self.plans.insert(seal, event, said),
            What::PlanAnswer(said) => self.plan_answers.insert(seal, event, said),
            What::Declared(said) => self.declarations.insert(seal, event, said),
            _ => self.apply_to(seal, event, item),
        }
    }

    fn apply_to(&mut self, seal: Seal, event: &Arc<Event>, item: &Item) {
        match item {
            Item::Section(id) => {
                if let What::SectionRead = event.what {
                    let event = Arc::clone(event);
                    let read = FirstRead { seal, event };
                    let first = self.read.entry(id.clone()).or_insert_with(|| read.clone());
                    if read.by_time() < first.by_time() {
                        *first = read;
                    }
                }
            }
            Item::Question(id) => {
                if let What::Answered(said) = &event.what {
                    let kept = Kept::new(seal, event, said);
                    at(&mut self.questions, id, |question| question.insert(kept));
                }
            }
            Item::Scenario(id) => at(&mut self.scenarios, id, |scenario| {
                if let What::WalkStep(said) = &event.what {
                    scenario.insert_step(Kept::new(seal, event, said));
                } else if let What::WalkEnded(said) = &event.what {
                    scenario.insert_end(seal, event, said);
                }
            }),
            Item::Criterion(id) => at(&mut self.criteria, id, |criterion| {
                criterion.apply(seal, event);
            }),
            Item::Unit => {}
        }
    }
}

impl CriterionState {
    fn apply(&mut self, seal: Seal, event: &Arc<Event>) {
        match &event.what {
            What::Version(said) => self.versions.insert(seal, event, said),
            What::HandedIn(said) => self.submissions.insert(seal, event, said),
            What::Withdrawn => {
                for submission in &event.after {
                    let events = self.withdrawn.entry(*submission).or_default();
                    events.insert(seal, Arc::clone(event));
                }
            }
            What::Evidence(said) => self.evidence.insert(seal, event, said),
            What::Countersigned(said) => self.countersignatures.insert(seal, event, said),
            What::Sample(said) => self.samples.insert(seal, event, said),
            What::SampleAnswer(said) => self.sample_answers.insert(seal, event, said),
            What::SampleClosed(said) => self.sample_closings.insert(seal, event, said),
            What::Decision(said) => self.decisions.insert(seal, event, said),
            What::Comment(said) => self.comments.insert(seal, event, said),
            What::Reply(said) => self.replies.insert(seal, event, said),
            // These are about no criterion; one that claims to be says nothing here.
            What::Profile(_)
            | What::SamePerson(_)
            | What::SectionRead
            | What::Answered(_)
            | What::WalkStep(_)
            | What::WalkEnded(_)
            | What::Plan(_)
            | What::PlanAnswer(_)
            | What::Declared(_) => {}
        }
    }
}

/// Whether an event comes into the state. What is the learner's alone, evidence and plans come there from
/// whose part they are. What people say of each other's work is all there, because it is shown also where it
/// does not count.
fn is_taken_in(event: &Event) -> bool {
    match &event.what {
        What::Decision(_)
        | What::Comment(_)
        | What::Reply(_)
        | What::Countersigned(_)
        | What::PlanAnswer(_)
        | What::Declared(_)
        | What::Sample(_)
        | What::SampleAnswer(_)
        | What::SampleClosed(_) => true,
        what => what.is_for(event.by.role),
    }
}

/// Changes what stands under a key, which is written down only where nothing stands there yet: with
/// 20,000 events there nearly always does.
fn at<K: Ord + Clone, V: Default>(map: &mut BTreeMap<K, V>, key: &K, change: impl FnOnce(&mut V)) {
    match map.get_mut(key) {
        Some(value) => change(value),
        None => change(map.entry(key.clone()).or_default()),
    }
}

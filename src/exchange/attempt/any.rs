//! Any unit, and any learner's work in it, for the properties of what learning systems are told.

use jiff::Timestamp;
use proptest::{collection::vec, prelude::*};

use super::{Attempt, since::Since};
use crate::{
    id::{SectionId, StepId},
    nation::{Nation, Nations},
    prose::Prose,
    question::{Question, any},
    record::{
        Record,
        event::{DeviceId, Item, WalkId},
        sealed::Sealed,
        state::UnitState,
        story::{LEARNER, Story, about},
        what::{Answered, Earned, WalkEnded, WalkStep, What},
    },
    scenario::{Scenario, Walk, properties::scenario},
    source::Span,
    unit::{Content, Part, Reading, Section, Unit},
};

/// One thing that a learner does.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Read(usize),
    Answer(usize, Vec<u32>),
    Walk(usize, Vec<Vec<u32>>),
    /// Puts the clock of the device so many seconds ahead, or behind.
    Clock(i64),
}

/// The nation that readers are in.
pub(crate) const NATION: Nation = Nation::Wales;

fn section(at: usize, everywhere: bool, content: Content) -> Section {
    let nations = match everywhere {
        true => Nations::ALL,
        false => Nations::from(vec![Nation::Scotland]),
    };
    Section {
        id: format!("section-{at}").parse().unwrap(),
        title: Prose::plain("A section"),
        nations,
        content,
        span: Span::default(),
        heading: Span::default(),
    }
}

/// A unit of a few sections of every kind.
pub(crate) fn unit() -> BoxedStrategy<Unit> {
    let question = || any::question(Vec::new());
    let content = prop_oneof![
        vec(question(), 0..3).prop_map(|questions| {
            let parts = questions.into_iter().map(|q| Part::Question(Box::new(q)));
            Content::Reading(Reading {
                law: None,
                criteria: Vec::new(),
                parts: parts.collect(),
            })
        }),
        question().prop_map(|question| Content::Question(Box::new(question))),
        scenario().prop_map(|scenario| Content::Scenario(Box::new(scenario))),
    ];
    vec((prop::bool::weighted(0.8), content), 0..5)
        .prop_map(|sections| {
            let sections = sections.into_iter().enumerate();
            let sections =
                sections.map(|(at, (everywhere, content))| section(at, everywhere, content));
            let mut unit = Unit {
                id: "carer-partnerships".parse().unwrap(),
                title: "A unit".to_owned(),
                level: crate::level::Level::new(3).unwrap(),
                minutes: 10,
                reviewed: None,
                review_by: None,
                opening: Prose::default(),
                sections: sections.collect(),
                notes: Vec::new(),
                front: Span::default(),
            };
            name_apart(&mut unit);
            unit
        })
        .boxed()
}

/// Ids are unique in a unit.
fn name_apart(unit: &mut Unit) {
    let mut number = 0;
    let mut name = |question: &mut Question| {
        number += 1;
        question.id = format!("question-{number}").parse().unwrap();
    };
    for section in &mut unit.sections {
        let id: SectionId = section.id.clone();
        match &mut section.content {
            Content::Reading(reading) => {
                for part in &mut reading.parts {
                    if let Part::Question(question) = part {
                        name(question);
                    }
                }
            }
            Content::Question(question) => name(question),
            Content::Scenario(scenario) => scenario.id = id.into(),
            Content::Criterion(_) => {}
        }
    }
}

/// What a learner may do, in any order, any number of times.
pub(crate) fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        2 => (0..9_usize).prop_map(Act::Read),
        3 => (0..9_usize, any::picks()).prop_map(|(at, picks)| Act::Answer(at, picks)),
        2 => (0..9_usize, vec(any::picks(), 0..8)).prop_map(|(at, picks)| Act::Walk(at, picks)),
        1 => clock().prop_map(Act::Clock),
    ];
    vec(act, 0..24)
}

/// How far a clock may be out: nothing, some minutes, or years.
pub(crate) fn clock() -> impl Strategy<Value = i64> {
    prop_oneof![Just(0), -3_600..3_600_i64, -200_000_000..200_000_000_i64]
}

/// Everything there is, once.
pub(crate) fn everything(unit: &Unit, picks: &[Vec<u32>]) -> Vec<Act> {
    let picked = |at: usize| {
        picks
            .get(at % picks.len().max(1))
            .cloned()
            .unwrap_or_default()
    };
    let sections = (0..unit.sections.len()).map(Act::Read);
    let questions = (0..unit.loose_questions().count()).map(|at| Act::Answer(at, picked(at)));
    let scenarios = (0..unit.scenarios().count())
        .map(|at| Act::Walk(at, (0..40).map(|step| picked(at + step)).collect()));
    sections.chain(questions).chain(scenarios).collect()
}

/// The record of somebody who does these things, one after another, from a moment on.
pub(crate) struct Learner<'u> {
    unit: &'u Unit,
    story: Story,
    record: Record,
    walks: u8,
    device: DeviceId,
    /// How far the device's clock is out, in seconds.
    out: i64,
    /// The latest thing that was done, by a clock that is right.
    latest: Timestamp,
}

impl<'u> Learner<'u> {
    pub fn new(unit: &'u Unit) -> Self {
        Self::on(unit, 7)
    }

    /// The same on a device of a number.
    pub fn on(unit: &'u Unit, device: u8) -> Self {
        Self {
            unit,
            story: Story::default(),
            record: Record::default(),
            walks: 0,
            device: DeviceId::from_random([device; 16]),
            out: 0,
            latest: Timestamp::from_second(1_789_999_999).unwrap(),
        }
    }

    /// Does one thing; nothing where the unit has nothing of the kind.
    pub fn act(&mut self, act: &Act) {
        let unit = self.unit;
        match act {
            Act::Read(at) => {
                if let Some(section) = pick(unit.sections.iter(), *at).filter(|s| s.is_reading()) {
                    self.write(Item::Section(section.id.clone()), What::SectionRead);
                }
            }
            Act::Answer(at, picks) => {
                if let Some(question) = pick(unit.loose_questions(), *at) {
                    let response = any::response(question, picks.clone());
                    let score = question.score(&response).unwrap();
                    let what = What::Answered(
                        Answered {
                            attempt: self.next_attempt(question),
                            response,
                            score: score.as_ref().map(Earned::from),
                        }
                        .into(),
                    );
                    self.write(Item::Question(question.id.clone()), what);
                }
            }
            Act::Walk(at, picks) => {
                if let Some(scenario) = pick(unit.scenarios(), *at) {
                    self.walk(scenario, picks);
                }
            }
            Act::Clock(out) => self.out = *out,
        }
    }

    fn next_attempt(&self, question: &Question) -> u32 {
        let state = self.record.state();
        let about = about(Item::Unit);
        let unit = state.unit(&about.pack, &about.unit);
        let did = unit.and_then(|unit| unit.questions.get(&question.id));
        did.map_or(0, |did| did.next_attempt())
    }

    fn walk(&mut self, scenario: &Scenario, picks: &[Vec<u32>]) {
        self.walks += 1;
        let id = WalkId::from_random([self.walks; 16]);
        let item = Item::Scenario(scenario.id.clone());
        let mut walk = Walk::start(scenario);
        let mut path: Vec<StepId> = Vec::new();
        for picks in picks {
            let Some(step) = walk.step() else { break };
            let Some(question) = &step.question else {
                break;
            };
            let response = any::response(question, picks.clone());
            let score = question.score(&response).unwrap();
            let what = What::WalkStep(
                WalkStep {
                    walk: id,
                    place: u32::try_from(path.len()).unwrap(),
                    step: step.id.clone(),
                    score: score.as_ref().map(Earned::from),
                    unsafe_choice: question.is_unsafe(&response).unwrap(),
                    response: response.clone(),
                }
                .into(),
            );
            path.push(step.id.clone());
            walk.take(response).unwrap();
            self.write(item.clone(), what);
        }
        if let Some(outcome) = walk.outcome() {
            let what = What::WalkEnded(
                WalkEnded {
                    walk: id,
                    scenario: scenario.id.clone(),
                    path,
                    earned: walk.earned(),
                    maximum: scenario.maximum,
                    pass_mark_percent: scenario.pass_mark_percent,
                    outcome,
                }
                .into(),
            );
            self.write(item, what);
        }
    }

    fn write(&mut self, item: Item, what: What) {
        let mut event = self.story.event(LEARNER, about(item), &[], what);
        self.latest = event.at;
        event.at = self.by_the_clock(event.at);
        event.device = self.device;
        self.record.add(Sealed::new(&event));
    }

    fn by_the_clock(&self, at: Timestamp) -> Timestamp {
        at + jiff::SignedDuration::from_secs(self.out)
    }

    /// What the record says was done in an attempt that began at a moment, before anything was done.
    pub fn attempt(&self, began: Timestamp) -> Attempt {
        self.done(&Since::opened(began, None, self.device, None))
    }

    /// What the record says was done in an attempt.
    pub fn done(&self, since: &Since) -> Attempt {
        self.look(|did| Attempt::of(self.unit, did, since))
    }

    /// Opens an attempt that began at a moment.
    pub fn open(&self, began: Timestamp, noted: Option<&str>) -> Since {
        self.look(|did| Since::opened(began, did, self.device, noted))
    }

    /// What the record says of the unit.
    pub fn look<R>(&self, look: impl FnOnce(Option<&UnitState>) -> R) -> R {
        let about = about(Item::Unit);
        look(self.record.state().unit(&about.pack, &about.unit))
    }

    pub fn record(&self) -> &Record {
        &self.record
    }

    /// A moment between what was done and what will be, by the device's clock.
    pub fn now(&self) -> Timestamp {
        self.by_the_clock(self.latest + jiff::SignedDuration::from_millis(500))
    }
}

fn pick<T>(mut all: impl Iterator<Item = T>, at: usize) -> Option<T> {
    all.nth(at)
}

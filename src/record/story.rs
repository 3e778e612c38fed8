//! A story told in events, for tests: a learner and her assessors, on a clock that ticks.

use crate::scenario::Outcome;
use std::{cell::Cell, collections::BTreeMap};

use jiff::{
    Timestamp,
    civil::{date, time},
};
use proptest::prelude::*;
use serde_json::value::RawValue;

use super::{
    decision::*, event::*, evidence::*, plan::*, sample::*, seal::Seal, sealed::Sealed,
    sign_off::*, what::*,
};
use crate::{id::OptionId, question::Response, score::Points};

/// Makes events, each a second after the one before.
#[derive(Default)]
pub struct Story {
    made: Cell<u32>,
}

pub fn criterion(id: &str) -> About {
    About {
        pack: "underpin".parse().unwrap(),
        pack_version: "1".into(),
        adaptation: None,
        unit: "carer-partnerships".parse().unwrap(),
        item: Item::Criterion(id.parse().unwrap()),
        shown: None,
        structure: None,
    }
}

pub fn about(item: Item) -> About {
    About {
        item,
        ..criterion("ac-3-2")
    }
}

pub fn scenario() -> About {
    about(Item::Scenario("sleepy-lunch".parse().unwrap()))
}

pub fn question(id: &str) -> About {
    about(Item::Question(id.parse().unwrap()))
}

pub const LEARNER: Role = Role::Learner;
pub const ASSESSOR: Role = Role::Assessor { in_training: false };
pub const IN_TRAINING: Role = Role::Assessor { in_training: true };
pub const SAMPLER: Role = Role::InternalQualityAssurer;

pub fn walk_id(n: u8) -> WalkId {
    WalkId::from_random([n; 16])
}

impl Story {
    pub fn event(&self, role: Role, about: About, after: &[Seal], what: What) -> Event {
        let n = self.made.replace(self.made.get() + 1);
        let at = Timestamp::from_second(1_790_000_000 + i64::from(n)).unwrap();
        let mut random = [0; 10];
        random[..4].copy_from_slice(&n.to_be_bytes());
        let person = match role {
            Role::Learner => 1,
            Role::Assessor { in_training: false } => 2,
            Role::Assessor { in_training: true } => 4,
            _ => 3,
        };
        Event {
            id: EventId::new(at, random),
            at,
            by: Actor {
                person: PersonId::from_random([person; 16]),
                name: "Ada".into(),
                role,
            },
            device: DeviceId::from_random([7; 16]),
            about: vec![about],
            after: after.to_vec(),
            what,
            via: None,
        }
    }

    pub fn sealed(&self, role: Role, about: About, after: &[Seal], what: What) -> Sealed {
        Sealed::new(&self.event(role, about, after, what))
    }

    pub fn version(&self, text: &str, after: &[Seal]) -> Sealed {
        self.version_that(false, text, after)
    }

    /// A version that nobody has asked to keep.
    pub fn unasked(&self, text: &str, after: &[Seal]) -> Sealed {
        self.version_that(true, text, after)
    }

    fn version_that(&self, unasked: bool, text: &str, after: &[Seal]) -> Sealed {
        let version = Version {
            text: text.into(),
            covered: ["Knowledge".into()].into(),
            unasked,
        };
        let what = What::Version(version.into());
        self.sealed(LEARNER, criterion("ac-3-2"), after, what)
    }

    /// The learner says that another id is hers as well.
    pub fn same_person(&self, this: PersonId, other: PersonId) -> Sealed {
        let what = What::SamePerson(SamePerson { this, other }.into());
        self.sealed(LEARNER, criterion("ac-3-2"), &[], what)
    }

    pub fn hand_in(&self, after: &[Seal]) -> Sealed {
        self.hand_in_at(None, after)
    }

    pub fn hand_in_at(&self, centre: Option<&str>, after: &[Seal]) -> Sealed {
        let what = What::HandedIn(
            HandedIn {
                statement: "This is my own work.".into(),
                sources: "".into(),
                help: Help::Used("A spelling checker".into()),
                signed: "Ada".into(),
                date: date(2026, 11, 21),
                centre: centre.map(Into::into),
            }
            .into(),
        );
        self.sealed(LEARNER, criterion("ac-3-2"), after, what)
    }

    pub fn withdraw(&self, submission: Seal) -> Sealed {
        let about = criterion("ac-3-2");
        self.sealed(LEARNER, about, &[submission], What::Withdrawn)
    }

    pub fn says(&self, judgement: Judgement) -> What {
        What::Decision(
            Decision {
                attempt: 1,
                judgement,
                evidence: Evidence::default(),
                points: BTreeMap::new(),
                feedback: Feedback {
                    action: "Say why it matters.".into(),
                    by_when: Some(date(2026, 12, 5)),
                    ..Feedback::default()
                },
            }
            .into(),
        )
    }

    pub fn decide(&self, role: Role, judgement: Judgement, after: &[Seal]) -> Sealed {
        let what = self.says(judgement);
        self.sealed(role, criterion("ac-3-2"), after, what)
    }

    pub fn evidence(&self, after: &[Seal]) -> Sealed {
        let what = What::Evidence(
            EvidenceItem {
                title: "Lunch with Mr B".into(),
                date: date(2026, 11, 20),
                location: "Portfolio, page 4".into(),
                learner_comment: "".into(),
                method: Method::Observation(Observation {
                    from: Some(time(12, 30, 0, 0)),
                    to: None,
                    setting: "A dining room".into(),
                    present: "A senior carer".into(),
                    consent: "He nodded.".into(),
                    seen: "She waited for his answer.".into(),
                    questions: "".into(),
                }),
            }
            .into(),
        );
        self.sealed(ASSESSOR, criterion("ac-3-2"), after, what)
    }

    pub fn countersign(&self, role: Role, after: &[Seal]) -> Sealed {
        let note = "Well reasoned.".into();
        let what = What::Countersigned(Countersignature { note }.into());
        self.sealed(role, criterion("ac-3-2"), after, what)
    }

    pub fn plan(&self, after: &[Seal]) -> Sealed {
        let what = What::Plan(
            Plan {
                date: date(2026, 11, 1),
                methods: [MethodKind::Observation].into(),
                activity: "A meal".into(),
                place: "At work".into(),
                by_when: Some(date(2026, 12, 1)),
                adjustments: "".into(),
                confidentiality: "No names".into(),
                review: None,
                signed: "Bea".into(),
            }
            .into(),
        );
        self.sealed(ASSESSOR, criterion("ac-3-2"), after, what)
    }

    pub fn answer_plan(&self, after: &[Seal]) -> Sealed {
        let said = PlanAnswer {
            agrees: true,
            text: "".into(),
        };
        let what = What::PlanAnswer(said.into());
        self.sealed(LEARNER, criterion("ac-3-2"), after, what)
    }

    pub fn declare(&self, role: Role, after: &[Seal]) -> Sealed {
        let what = What::Declared(
            Declaration {
                statement: "This unit is complete.".into(),
                signed: "Ada".into(),
                date: date(2026, 11, 21),
            }
            .into(),
        );
        self.sealed(role, about(Item::Unit), after, what)
    }

    pub fn sample_says(&self, finding: SampleFinding) -> What {
        What::Sample(
            Sample {
                stage: Stage::Interim,
                blind: Some(Judgement::NotYetMet),
                evidence: Evidence::default(),
                finding,
                comment: "Where is the why?".into(),
                action: "".into(),
                by_when: None,
            }
            .into(),
        )
    }

    pub fn sample(&self, role: Role, finding: SampleFinding, after: &[Seal]) -> Sealed {
        self.sealed(role, criterion("ac-3-2"), after, self.sample_says(finding))
    }

    pub fn answer_sample(&self, role: Role, after: &[Seal]) -> Sealed {
        let text = "It stands in the second half.".into();
        let what = What::SampleAnswer(SampleAnswer { text }.into());
        self.sealed(role, criterion("ac-3-2"), after, what)
    }

    pub fn close_sample(&self, role: Role, after: &[Seal]) -> Sealed {
        let said = SampleClosed {
            note: "".into(),
            date: date(2026, 11, 22),
        };
        let what = What::SampleClosed(said.into());
        self.sealed(role, criterion("ac-3-2"), after, what)
    }

    /// Something that the assessor did while she gave another role as hers.
    pub fn by_assessor_as(&self, role: Role, what: What, after: &[Seal]) -> Sealed {
        let mut event = self.event(ASSESSOR, criterion("ac-3-2"), after, what);
        event.by.role = role;
        Sealed::new(&event)
    }

    pub fn step(&self, walk: u8, place: u32, unsafe_choice: bool, after: &[Seal]) -> Sealed {
        let what = What::WalkStep(
            WalkStep {
                walk: walk_id(walk),
                place,
                step: "first".parse().unwrap(),
                response: Response::Single("thank-him".parse::<OptionId>().unwrap()),
                score: Some(Earned {
                    earned: Points::fraction(1, 2),
                    maximum: Points::whole(1),
                }),
                unsafe_choice,
            }
            .into(),
        );
        self.sealed(LEARNER, scenario(), after, what)
    }

    pub fn end(&self, walk: u8, earned: u32, outcome: Outcome, after: &[Seal]) -> Sealed {
        let what = What::WalkEnded(
            WalkEnded {
                walk: walk_id(walk),
                scenario: "sleepy-lunch".parse().unwrap(),
                path: vec!["first".parse().unwrap()],
                earned: Points::whole(earned),
                maximum: Points::whole(3),
                pass_mark_percent: 70,
                outcome,
            }
            .into(),
        );
        self.sealed(LEARNER, scenario(), after, what)
    }

    pub fn answer(&self, id: &str, attempt: u32, response: Response) -> Sealed {
        let what = What::Answered(
            Answered {
                attempt,
                response,
                score: None,
            }
            .into(),
        );
        self.sealed(LEARNER, question(id), &[], what)
    }
}

/// One random step of a story: which kind of event, and which earlier ones it follows.
pub type Turn = (u8, Vec<prop::sample::Index>);

/// Random turns of a story, for [`Story::tell`].
pub fn turns(most: usize) -> impl Strategy<Value = Vec<Turn>> {
    let follows = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    prop::collection::vec((any::<u8>(), follows), 0..most)
}

impl Story {
    /// Makes an event out of each turn: every kind, and some that this program does not know.
    pub fn tell(&self, turns: &[Turn]) -> Vec<Sealed> {
        let mut told: Vec<Sealed> = Vec::new();
        for (kind, follows) in turns {
            let after: Vec<Seal> = match told.as_slice() {
                [] => vec![],
                told => follows.iter().map(|i| i.get(told).seal()).collect(),
            };
            told.push(self.turn(*kind, &after));
        }
        told
    }

    fn turn(&self, kind: u8, after: &[Seal]) -> Sealed {
        let which = kind / 25;
        let unsafe_choice = which.is_multiple_of(5);
        match kind % 25 {
            0 | 1 => self.version(
                ["They notice.", "“Ça va”, she said.\n"][usize::from(which % 2)],
                after,
            ),
            2 => self.hand_in(after),
            3 => self.sealed(LEARNER, criterion("ac-3-2"), after, What::Withdrawn),
            4 => self.decide(ASSESSOR, Judgement::Met, after),
            5 => self.decide(ASSESSOR, Judgement::NotYetMet, after),
            6 => self.decide(LEARNER, Judgement::Met, after),
            7 => self.step(which % 3, u32::from(which), unsafe_choice, after),
            8 => self.end(which % 3, which.into(), Outcome::Passed, after),
            9 => self.answer("why", which.into(), Response::Reflect("Quietly.".into())),
            10 => self.answer("how", which.into(), Response::Number("42".into())),
            11 => {
                let name = ["Ada", "Ada B"][usize::from(which % 2)].into();
                let what = What::Profile(Profile { name }.into());
                self.sealed(LEARNER, scenario(), after, what)
            }
            12 => {
                let section = about(Item::Section("rights".parse().unwrap()));
                self.sealed(LEARNER, section, after, What::SectionRead)
            }
            13 => {
                let text = "I see it differently.".into();
                let what = What::Reply(
                    Reply {
                        text,
                        disagree: true,
                    }
                    .into(),
                );
                self.sealed(LEARNER, criterion("ac-3-2"), after, what)
            }
            14 => {
                let (quote, text) = ("notice".into(), "Who does?".into());
                let what = What::Comment(
                    Comment {
                        quote,
                        from: 5,
                        to: 11,
                        text,
                    }
                    .into(),
                );
                self.sealed(ASSESSOR, criterion("ac-3-2"), after, what)
            }
            15 => self.evidence(after),
            16 => self.decide(IN_TRAINING, Judgement::Met, after),
            17 => self.countersign(ASSESSOR, after),
            18 => self.plan(after),
            19 => self.answer_plan(after),
            20 => self.declare([LEARNER, ASSESSOR][usize::from(which % 2)], after),
            21 => {
                let finding = [SampleFinding::Agree, SampleFinding::Disagree];
                self.sample(SAMPLER, finding[usize::from(which % 2)], after)
            }
            22 => self.answer_sample(ASSESSOR, after),
            23 => self.close_sample(SAMPLER, after),
            _ => self.unknown(if which < 5 { LEARNER } else { ASSESSOR }, after),
        }
    }

    /// An event of a kind that this program does not know.
    pub fn unknown(&self, role: Role, after: &[Seal]) -> Sealed {
        let known = self.sealed(role, criterion("ac-3-2"), after, What::SectionRead);
        let raw = known.raw().replace(
            r#"{"kind":"section-read"}"#,
            r#"{"kind":"hologram","depth":1.50}"#,
        );
        Sealed::from_raw(RawValue::from_string(raw).unwrap())
    }
}

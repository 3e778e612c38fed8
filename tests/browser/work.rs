//! Work to show on a page: what a learner wrote and handed in, and what her assessors said to it.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{Timestamp, civil::date};
use underpin::{
    criterion::Criterion,
    exchange::record_file::{Header, Kind, Learner, RecordFile},
    fingerprint::Shown,
    pack::Settings,
    record::{
        Record,
        decision::{Decision, Evidence, Feedback, Finding, Holds, Judgement},
        event::{About, Actor, DeviceId, Event, EventId, Item, PersonId, Role},
        seal::Seal,
        sealed::Sealed,
        what::{Comment, HandedIn, Help, Version, What},
    },
    unit::Unit,
};

/// A unit in which a criterion is to be answered.
pub const UNIT: &str = "\
+++
id = \"carers\"
title = \"Carers\"
level = 3
+++

## 3.2 Explain why carers matter {#ac-3-2 .criterion}

A sufficient answer covers:

- **Knowledge.** What carers know that records do not.
- **Consistency.** Why shared ways of working help.
";

/// That criterion.
pub const CRITERION: &str = "ac-3-2";

/// A record in the making, about one unit.
pub struct Work {
    pub record: Record,
    pub learner: Actor,
    settings: Settings,
    unit: Unit,
    made: u32,
}

/// Somebody who acts under a role.
pub fn actor(number: u8, name: &str, role: Role) -> Actor {
    Actor {
        person: PersonId::from_random([number; 16]),
        name: name.into(),
        role,
    }
}

pub fn assessor(number: u8, name: &str) -> Actor {
    actor(number, name, Role::Assessor { in_training: false })
}

impl Work {
    pub fn of(learner: Actor, settings: &Settings, unit: &Unit) -> Self {
        Self {
            record: Record::default(),
            learner,
            settings: settings.clone(),
            unit: unit.clone(),
            made: 0,
        }
    }

    pub fn add(&mut self, by: &Actor, criterion: &str, after: &[Seal], what: What) -> Seal {
        let shown = self.shown(self.unit.criterion(&criterion.parse().unwrap()).unwrap());
        self.record.add_text(&shown.text);
        let item = Item::Criterion(criterion.parse().unwrap());
        let about = About {
            shown: Some(shown.hash()),
            structure: Some(shown.structure),
            ..self.about(item)
        };
        self.add_about(by, about, after, what)
    }

    fn about(&self, item: Item) -> About {
        About {
            pack: self.settings.id.clone(),
            pack_version: self.settings.version.as_str().into(),
            adaptation: None,
            unit: self.unit.id.clone(),
            item,
            shown: None,
            structure: None,
        }
    }

    fn add_about(&mut self, by: &Actor, about: About, after: &[Seal], what: What) -> Seal {
        self.made += 1;
        let at = Timestamp::from_second(1_795_000_000 + i64::from(self.made) * 3600).unwrap();
        let mut random = [0; 10];
        random[..4].copy_from_slice(&self.made.to_be_bytes());
        let event = Sealed::new(&Event {
            id: EventId::new(at, random),
            at,
            by: by.clone(),
            device: DeviceId::from_random([7; 16]),
            about: vec![about],
            after: after.to_vec(),
            what,
            via: None,
        });
        let seal = event.seal();
        self.record.add(event);
        seal
    }

    /// The learner reads a section to its end.
    pub fn read(&mut self, section: &str) {
        let about = self.about(Item::Section(section.parse().unwrap()));
        self.add_about(&self.learner.clone(), about, &[], What::SectionRead);
    }

    fn shown(&self, criterion: &Criterion) -> Shown {
        let official = self.settings.official(&self.unit.id, &criterion.id);
        Shown::criterion(criterion, official, &self.settings.fillings)
    }

    pub fn write(&mut self, criterion: &str, text: &str, after: &[Seal]) -> Seal {
        let what = What::Version(Arc::new(Version {
            text: text.into(),
            covered: ["Knowledge".into()].into(),
            unasked: false,
        }));
        self.add(&self.learner.clone(), criterion, after, what)
    }

    pub fn hand_in(&mut self, criterion: &str, after: &[Seal]) -> Seal {
        let what = What::HandedIn(Arc::new(HandedIn {
            statement: "This is my own work.".into(),
            sources: "The carers’ leaflet at work.".into(),
            help: Help::Used("A spelling checker".into()),
            signed: Arc::clone(&self.learner.name),
            date: date(2026, 11, 21),
            centre: None,
        }));
        self.add(&self.learner.clone(), criterion, after, what)
    }

    pub fn decide(
        &mut self,
        by: &Actor,
        criterion: &str,
        after: &[Seal],
        decision: Decision,
    ) -> Seal {
        self.add(by, criterion, after, What::Decision(Arc::new(decision)))
    }

    pub fn comment(&mut self, by: &Actor, criterion: &str, on: Seal, quote: &str, text: &str) {
        let what = What::Comment(Arc::new(Comment {
            quote: quote.into(),
            from: 0,
            to: quote.chars().count(),
            text: text.into(),
        }));
        self.add(by, criterion, &[on], what);
    }

    /// The record as a file that its learner saved.
    pub fn to_file(&self) -> String {
        let header = Header {
            kind: Kind::BackUp,
            learner: Learner {
                id: self.learner.person,
                name: Arc::clone(&self.learner.name),
            },
            written_by: self.learner.clone(),
        };
        RecordFile::new(header, &self.record).to_text()
    }
}

/// Not yet met: every rule judged, with a note on the one that does not hold.
pub fn not_yet_met(attempt: u32) -> Decision {
    let holds = |holds| Finding {
        holds,
        note: "".into(),
    };
    Decision {
        attempt,
        judgement: Judgement::NotYetMet,
        evidence: Evidence {
            valid: holds(Holds::Yes),
            authentic: holds(Holds::Yes),
            reliable: holds(Holds::Yes),
            current: holds(Holds::NotJudged),
            sufficient: Finding {
                holds: Holds::No,
                note: "No consequence is given.".into(),
            },
        },
        points: BTreeMap::new(),
        feedback: Feedback {
            strengths: "A real example, told with respect.".into(),
            gap: "You do not yet say what follows when carers are ignored.".into(),
            action: "Add what could have happened to Mrs B.".into(),
            by_when: Some(date(2026, 12, 5)),
        },
    }
}

/// Met, with every rule holding.
pub fn met(attempt: u32) -> Decision {
    let yes = || Finding {
        holds: Holds::Yes,
        note: "".into(),
    };
    Decision {
        attempt,
        judgement: Judgement::Met,
        evidence: Evidence {
            valid: yes(),
            authentic: yes(),
            reliable: yes(),
            current: yes(),
            sufficient: yes(),
        },
        points: BTreeMap::new(),
        feedback: Feedback {
            strengths: "You now say what follows, and for whom.".into(),
            ..Feedback::default()
        },
    }
}

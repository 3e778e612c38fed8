//! How long a large record takes: folding 10,000 events (aim: under 10 ms), merging two records
//! of 10,000, sealing one event, writing and opening a file of 20,000.

use divan::{Bencher, black_box};
use jiff::{Timestamp, civil::date};
use underpin::{
    exchange::record_file::{self, Header, Kind, Learner, RecordFile},
    id::{CriterionId, QuestionId, ScenarioId, SectionId, StepId, UnitId},
    question::Response,
    record::{Record, decision::*, event::*, seal::Seal, sealed::Sealed, what::*},
    score::Points,
};

fn main() {
    divan::main();
}

#[divan::bench]
fn fold_10_000(bencher: Bencher) {
    let record = record(10_000, 0);
    bencher.bench_local(|| black_box(&record).state());
}

#[divan::bench]
fn apply_one_to_10_000(bencher: Bencher) {
    let state = record(10_000, 0).state();
    let one = event(7, 1, &[]);
    bencher
        .with_inputs(|| state.clone())
        .bench_local_refs(|state| state.apply(&one));
}

/// Half of each is in the other.
#[divan::bench]
fn merge_two_of_10_000(bencher: Bencher) {
    let (here, there) = (record(10_000, 0), record(10_000, 5_000));
    bencher
        .with_inputs(|| (here.clone(), there.clone()))
        .bench_local_values(|(mut here, there)| {
            here.merge(there);
            here
        });
}

#[divan::bench]
fn seal_one(bencher: Bencher) {
    let sealed = event(5, 1, &[]);
    let Some(event) = sealed.event() else {
        return;
    };
    bencher.bench_local(|| Sealed::new(black_box(event)));
}

#[divan::bench]
fn write_a_file_of_20_000(bencher: Bencher) {
    let file = file();
    bencher.bench_local(|| file.to_text());
}

#[divan::bench]
fn open_a_file_of_20_000(bencher: Bencher) {
    let text = file().to_text();
    println!("a file of 20,000 events: {} bytes", text.len());
    bencher.bench_local(|| record_file::open(black_box(text.as_bytes())));
}

fn learner() -> Actor {
    Actor {
        person: PersonId::from_random([1; 16]),
        name: "Amina Yusuf".into(),
        role: Role::Learner,
    }
}

fn file() -> RecordFile {
    let header = Header {
        kind: Kind::BackUp,
        learner: Learner {
            id: learner().person,
            name: "Amina Yusuf".into(),
        },
        written_by: learner(),
    };
    RecordFile::new(header, &record(20_000, 0))
}

/// So many events, from the given number on, each after the one twenty before it, which is of
/// the same kind and about the same thing.
fn record(count: u32, from: u32) -> Record {
    let mut seals: Vec<Seal> = Vec::new();
    (from..from + count)
        .map(|n| {
            let before = seals
                .len()
                .checked_sub(20)
                .and_then(|place| seals.get(place));
            let event = event(n, n / 20 % 100, before.map_or(&[], std::slice::from_ref));
            seals.push(event.seal());
            event
        })
        .collect()
}

/// The number says what kind of event it is, and `thing` what it is about.
fn event(n: u32, thing: u32, after: &[Seal]) -> Sealed {
    let at = Timestamp::from_second(1_790_000_000 + i64::from(n)).unwrap_or_default();
    let mut random = [0; 10];
    random[..4].copy_from_slice(&n.to_be_bytes());
    let mut by = learner();
    if n % 20 == 8 {
        by.role = Role::Assessor { in_training: false };
    }
    let (item, what) = item_and_what(n, thing);
    Sealed::new(&Event {
        id: EventId::new(at, random),
        at,
        by,
        device: DeviceId::from_random([7; 16]),
        about: vec![About {
            pack: id("underpin"),
            pack_version: "1.0.0".into(),
            adaptation: None,
            unit: id::<UnitId>(&format!("unit-{}", thing % 5)),
            item,
            shown: None,
            structure: None,
        }],
        after: after.to_vec(),
        what,
        via: None,
    })
}

fn item_and_what(n: u32, thing: u32) -> (Item, What) {
    let score = Some(Earned {
        earned: Points::fraction(1, 2),
        maximum: Points::whole(1),
    });
    let criterion = || Item::Criterion(id::<CriterionId>(&format!("ac-{thing}-1")));
    match n % 20 {
        0..=5 => {
            let text = format!("Version {n}. {}", "Carers notice things first. ".repeat(20));
            let version = Version {
                text: text.into(),
                covered: ["Knowledge".into(), "Consistency".into()].into(),
                unasked: false,
            };
            (criterion(), What::Version(version.into()))
        }
        6 | 7 => {
            let handed_in = HandedIn {
                statement: "This is my own work.".into(),
                sources: "".into(),
                help: Help::None,
                signed: "Amina Yusuf".into(),
                date: date(2026, 11, 21),
                centre: None,
            };
            (criterion(), What::HandedIn(handed_in.into()))
        }
        8 => {
            let decision = Decision {
                attempt: 1,
                judgement: Judgement::NotYetMet,
                evidence: Evidence::default(),
                points: Default::default(),
                feedback: Feedback::default(),
            };
            (criterion(), What::Decision(decision.into()))
        }
        9..=12 => {
            let answered = Answered {
                attempt: n / 20,
                response: Response::Single(id("thank-him")),
                score,
            };
            let question = id::<QuestionId>(&format!("question-{thing}"));
            (Item::Question(question), What::Answered(answered.into()))
        }
        13..=18 => {
            let step = WalkStep {
                walk: WalkId::from_random([(n / 200) as u8; 16]),
                place: n % 20,
                step: id::<StepId>("first"),
                response: Response::Single(id("thank-him")),
                score,
                unsafe_choice: false,
            };
            let scenario = id::<ScenarioId>(&format!("scenario-{thing}"));
            (Item::Scenario(scenario), What::WalkStep(step.into()))
        }
        _ => {
            let section = id::<SectionId>(&format!("section-{thing}"));
            (Item::Section(section), What::SectionRead)
        }
    }
}

fn id<T: std::str::FromStr<Err = underpin::id::BadId>>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|bad| panic!("{text:?} is no id: {bad}"))
}

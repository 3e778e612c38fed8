//! Learner, assessor and sampler, each with a record of her own: whatever they do and in whatever
//! order their files go to and fro, all end with the same, and nothing is lost or changed unseen.

use std::collections::BTreeSet;

use jiff::Timestamp;
use proptest::prelude::*;
use underpin::{
    desk::{portfolio::Portfolio, summary::Summary, task},
    exchange::{
        finding::Finding,
        hand_in::{self, LeftBehind},
        record_file::{self, Header, Kind, Learner, RecordFile},
    },
    id::CriterionId,
    record::{
        Record,
        decision::{Decision, Evidence, Feedback, Judgement},
        event::{About, Actor, DeviceId, Role},
        sample::{Sample, SampleClosed, SampleFinding, Stage},
        seal::Seal,
        state::{CriterionState, Standing, State},
        what::{Comment, HandedIn, Help, Version, What},
    },
};

use crate::cohort::{Cohort, actor, assessors, chance::Chance, pack, sampler, scribe::Scribe};

const LEARNER: usize = 0;
const ASSESSOR: usize = 1;
const SAMPLER: usize = 2;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Turn {
    /// The learner keeps a version of an answer.
    Write(usize),
    /// She hands her latest version in.
    HandIn(usize),
    /// An assessor judges what is before her.
    Judge(usize, Judgement),
    /// She comments on it.
    Comment(usize),
    /// The sampler samples a decision that stands.
    Sample(usize, SampleFinding),
    /// The sampler closes a sample.
    Close(usize),
    /// A file goes from one side to another.
    Send(usize, usize),
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let side = 0..3_usize;
    let which = 0..2_usize;
    let judgement = prop::sample::select(vec![Judgement::Met, Judgement::NotYetMet]);
    let finding = prop::sample::select(vec![SampleFinding::Agree, SampleFinding::Disagree]);
    let turn = prop_oneof![
        3 => which.clone().prop_map(Turn::Write),
        3 => which.clone().prop_map(Turn::HandIn),
        3 => (which.clone(), judgement).prop_map(|(which, judgement)| Turn::Judge(which, judgement)),
        1 => which.clone().prop_map(Turn::Comment),
        2 => (which.clone(), finding).prop_map(|(which, finding)| Turn::Sample(which, finding)),
        1 => which.prop_map(Turn::Close),
        5 => (side.clone(), side).prop_map(|(from, to)| Turn::Send(from, to)),
    ];
    prop::collection::vec(turn, 1..40)
}

/// Three people who exchange files.
struct Exchange {
    people: [Actor; 3],
    records: [Record; 3],
    abouts: Vec<About>,
    scribe: Scribe,
    /// What was done that must reach everybody.
    done: BTreeSet<Seal>,
}

impl Exchange {
    fn begin() -> Self {
        let learner = actor("Asha Abara", Role::Learner);
        let [assessor, _] = assessors();
        let start = Timestamp::from_second(1_788_253_200).unwrap();
        let mut scribe = Scribe::new(Chance::new(7, 0), start);
        let unit = &pack().units[0];
        let abouts = unit.criteria().take(2);
        let abouts = abouts.map(|criterion| scribe.about_criterion(unit, criterion));
        let abouts: Vec<_> = abouts.collect();
        let texts = scribe.record.clone();
        Self {
            people: [learner, assessor, sampler()],
            records: [texts, Record::default(), Record::default()],
            abouts,
            scribe,
            done: BTreeSet::new(),
        }
    }

    fn after(turns: &[Turn]) -> Self {
        let mut exchange = Self::begin();
        for turn in turns {
            exchange.take(*turn);
        }
        exchange
    }

    fn act(&mut self, side: usize, which: usize, after: &[Seal], what: What) -> Seal {
        let about = self.abouts[which].clone();
        let device = DeviceId::from_random([side as u8; 16]);
        let by = self.people[side].clone();
        let seal = self.scribe.write(&by, device, vec![about], after, what);
        let sealed = self.scribe.record.event(&seal).unwrap().clone();
        self.records[side].add(sealed);
        seal
    }

    fn criterion(&self, side: usize, which: usize) -> CriterionState {
        criterion(&self.records[side].state(), &self.abouts[which])
    }

    fn take(&mut self, turn: Turn) {
        match turn {
            Turn::Write(which) => {
                let heads = seals(self.criterion(LEARNER, which).versions.heads());
                let text = format!("Version {}", self.scribe.record.events().len());
                let covered = BTreeSet::new();
                let version = Version {
                    text: text.into(),
                    covered,
                    unasked: false,
                };
                self.act(LEARNER, which, &heads, What::Version(version.into()));
            }
            Turn::HandIn(which) => {
                let state = self.criterion(LEARNER, which);
                let Some(version) = state.versions.heads().last().map(|head| head.seal) else {
                    return;
                };
                let handed_in = HandedIn {
                    statement: "This is my own work.".into(),
                    sources: "".into(),
                    help: Help::None,
                    signed: "Asha Abara".into(),
                    date: self.scribe.today(),
                    centre: None,
                };
                let follows = state.hand_in_follows(version);
                let what = What::HandedIn(handed_in.into());
                let seal = self.act(LEARNER, which, &follows, what);
                self.done.extend([version, seal]);
            }
            Turn::Judge(which, judgement) => {
                let state = self.criterion(ASSESSOR, which);
                let basis = seals(state.current_submissions());
                if basis.is_empty() {
                    return;
                }
                let follows = state.decision_follows(basis);
                let what = What::Decision(decision(judgement).into());
                let seal = self.act(ASSESSOR, which, &follows, what);
                self.done.insert(seal);
            }
            Turn::Comment(which) => {
                let on = seals(self.criterion(ASSESSOR, which).current_submissions());
                if on.is_empty() {
                    return;
                }
                let comment = Comment {
                    quote: "Version".into(),
                    from: 0,
                    to: 7,
                    text: "Say more.".into(),
                };
                let seal = self.act(ASSESSOR, which, &on, What::Comment(comment.into()));
                self.done.insert(seal);
            }
            Turn::Sample(which, finding) => {
                let state = self.criterion(SAMPLER, which);
                for decision in seals(state.standing_decisions()) {
                    let what = What::Sample(sample(finding).into());
                    let seal = self.act(SAMPLER, which, &[decision], what);
                    self.done.insert(seal);
                }
            }
            Turn::Close(which) => {
                let state = self.criterion(SAMPLER, which);
                for sample in seals(state.samples.heads()) {
                    let closed = SampleClosed {
                        note: "".into(),
                        date: self.scribe.today(),
                    };
                    let what = What::SampleClosed(closed.into());
                    let seal = self.act(SAMPLER, which, &[sample], what);
                    self.done.insert(seal);
                }
            }
            Turn::Send(from, to) => self.send(from, to),
        }
    }

    /// What one side writes, the other opens: as text, with nothing wrong in it.
    fn send(&mut self, from: usize, to: usize) {
        let opened = record_file::open(self.file(from).to_text().as_bytes()).unwrap();
        assert_eq!(opened.findings, []);
        self.records[to].merge(opened.file.record);
    }

    fn portfolio(&self, side: usize) -> Portfolio {
        let learner = &self.people[LEARNER];
        Portfolio {
            learner: Learner {
                id: learner.person,
                name: learner.name.clone(),
            },
            record: self.records[side].clone(),
        }
    }

    fn file(&self, side: usize) -> RecordFile {
        self.portfolio(side).hand_back(self.people[side].clone())
    }

    /// Everybody sends to everybody, in an order that begins anywhere.
    fn settle(&mut self, first: usize) {
        for _ in 0..2 {
            for step in 0..9 {
                let at = (step * 2 + first) % 9;
                self.send(at / 3, at % 3);
            }
        }
    }
}

fn criterion(state: &State, about: &About) -> CriterionState {
    let unit = state.unit(&about.pack, &about.unit);
    let underpin::record::event::Item::Criterion(id) = &about.item else {
        unreachable!("the exchange is about criteria");
    };
    let id: &CriterionId = id;
    unit.and_then(|unit| unit.criteria.get(id).cloned())
        .unwrap_or_default()
}

fn seals<T>(kept: Vec<&underpin::record::state::Kept<T>>) -> Vec<Seal> {
    kept.into_iter().map(|kept| kept.seal).collect()
}

fn decision(judgement: Judgement) -> Decision {
    Decision {
        attempt: 1,
        judgement,
        evidence: Evidence::default(),
        points: Default::default(),
        feedback: Feedback {
            strengths: "You give an example of your own.".into(),
            action: "Say what follows.".into(),
            ..Feedback::default()
        },
    }
}

fn sample(finding: SampleFinding) -> Sample {
    Sample {
        stage: Stage::Interim,
        blind: None,
        evidence: Evidence::default(),
        finding,
        comment: "Looked at.".into(),
        action: "".into(),
        by_when: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_order_of_files_ends_in_the_same_record_on_every_side(
        turns in turns(),
        first in 0..9_usize,
    ) {
        let mut exchange = Exchange::after(&turns);
        exchange.settle(first);
        // What the learner has not handed in stays with her.
        let shared = exchange.records.each_ref().map(hand_in::of);
        prop_assert_eq!(&shared[ASSESSOR], &shared[LEARNER]);
        prop_assert_eq!(&shared[SAMPLER], &shared[LEARNER]);
        let learner = &exchange.records[LEARNER];
        let own = learner.events().filter(|event| exchange.scribe.record.event(&event.seal()).is_some());
        prop_assert_eq!(own.count(), exchange.scribe.record.events().len());
        let summaries = [ASSESSOR, SAMPLER].map(|side| {
            let portfolio = exchange.portfolio(side);
            Summary::of(&portfolio.learner, &portfolio.record, &portfolio.record.state())
        });
        prop_assert_eq!(&summaries[0], &summaries[1]);
    }

    #[test]
    fn no_decision_comment_or_version_is_ever_missing(turns in turns(), first in 0..9_usize) {
        let mut exchange = Exchange::after(&turns);
        exchange.settle(first);
        for record in &exchange.records {
            for seal in &exchange.done {
                prop_assert!(record.event(seal).is_some(), "{seal} is missing");
            }
            let behind = LeftBehind::of(record);
            let lacks_nothing = |seal: &Seal| !behind.by(record.event(seal).unwrap());
            prop_assert!(!record.missing().values().flatten().any(lacks_nothing));
        }
    }

    #[test]
    fn a_superseded_decision_never_counts(turns in turns(), first in 0..9_usize) {
        let mut exchange = Exchange::after(&turns);
        exchange.settle(first);
        let decisions = |seal: &Seal| {
            let event = exchange.scribe.record.event(seal).and_then(|sealed| sealed.event());
            event.is_some_and(|event| matches!(event.what, What::Decision(_)))
        };
        for record in &exchange.records {
            let state = record.state();
            for about in &exchange.abouts {
                let found = criterion(&state, about);
                let superseded: BTreeSet<Seal> = found
                    .decisions
                    .iter()
                    .flat_map(|decision| decision.event.after.iter().copied())
                    .filter(decisions)
                    .collect();
                let standing = found.standing_decisions();
                prop_assert!(standing.iter().all(|kept| !superseded.contains(&kept.seal)));
                if found.standing() == Standing::Met {
                    prop_assert!(standing.iter().all(|kept| kept.said.judgement == Judgement::Met));
                    prop_assert!(!standing.is_empty());
                }
            }
        }
    }

    #[test]
    fn what_is_altered_after_the_assessor_has_signed_is_named(turns in turns()) {
        let mut exchange = Exchange::after(&turns);
        for turn in [
            Turn::Write(0),
            Turn::HandIn(0),
            Turn::Send(LEARNER, ASSESSOR),
            Turn::Judge(0, Judgement::NotYetMet),
        ] {
            exchange.take(turn);
        }
        let signed = exchange.criterion(ASSESSOR, 0);
        let signed = signed.standing_decisions().last().unwrap().seal;
        let text = exchange.file(ASSESSOR).to_text();
        let raw = exchange.records[ASSESSOR].event(&signed).unwrap().raw().to_owned();
        let forged = raw.replacen("not-yet-met", "met", 1);
        prop_assert_ne!(&forged, &raw);
        let opened = record_file::open(text.replacen(&raw, &forged, 1).as_bytes()).unwrap();

        let mut named = opened.findings.iter().filter_map(|finding| match finding {
            Finding::AlteredEvent(altered) => Some(altered),
            _ => None,
        });
        let altered = named.next().unwrap();
        prop_assert!(named.next().is_none());
        prop_assert_eq!(altered.stated, Some(signed));
        prop_assert_eq!(altered.found, Some(Seal::of(&forged)));
        prop_assert!(opened.file.record.event(&signed).is_none());
        let said = altered.to_string();
        let [assessor, _] = assessors();
        let begins = format!("A decision by {} of ", assessor.name);
        prop_assert!(said.starts_with(&begins), "{said}");
        prop_assert!(said.contains(&signed.to_string()[..12]), "{said}");
    }
}

#[test]
fn a_cohort_is_the_same_each_time_and_every_file_opens_whole() {
    let cohort = Cohort::new(1, 40);
    let names: BTreeSet<_> = cohort
        .learners
        .iter()
        .map(|one| &one.learner.name)
        .collect();
    assert_eq!(names.len(), 40);
    for (member, again) in cohort.learners.iter().zip(Cohort::new(1, 40).learners) {
        let text = member.hand_in().to_text();
        assert_eq!(text, again.hand_in().to_text());
        let opened = record_file::open(text.as_bytes()).unwrap();
        assert_eq!(opened.findings, []);
        assert_eq!(opened.file.header.kind, Kind::HandIn);
    }
    let other = Cohort::new(2, 1);
    assert_ne!(other.learners[0].record, cohort.learners[0].record);
    let long = Cohort::of_length(1, 1, 200);
    assert!(long.learners[0].record.events().len() >= 200);
}

#[test]
fn a_cohort_holds_what_the_desk_is_for() {
    let cohort = Cohort::new(1, 40);
    let summaries: Vec<Summary> = cohort
        .learners
        .iter()
        .map(|one| Summary::of(&one.learner, &one.record, &one.record.state()))
        .collect();
    let mut seen: BTreeSet<task::TaskKind> = BTreeSet::new();
    for me in assessors().iter().chain([&sampler()]) {
        let tasks = task::tasks(&summaries, me);
        assert!(tasks.windows(2).all(|pair| pair[0].since <= pair[1].since));
        seen.extend(tasks.iter().map(|task| task.kind));
    }
    use task::TaskKind::{AnswerSample, Countersign, Judge, LearnerDisagrees, SignOff};
    let wanted = [Judge, Countersign, AnswerSample, SignOff, LearnerDisagrees];
    assert!(wanted.iter().all(|kind| seen.contains(kind)), "{seen:?}");
    let standings: BTreeSet<Standing> = summaries
        .iter()
        .flat_map(Summary::criteria)
        .map(|(_, _, criterion)| criterion.standing)
        .collect();
    for standing in [
        Standing::Draft,
        Standing::HandedIn,
        Standing::Met,
        Standing::NotYetMet,
    ] {
        assert!(standings.contains(&standing), "{standing:?}");
    }
}

#[test]
fn a_head_that_names_another_writer_is_noticed() {
    let member = &Cohort::new(3, 1).learners[0];
    let text = member.hand_in().to_text();
    let header = Header {
        written_by: sampler(),
        ..member.hand_in().header
    };
    let honest = serde_json::to_string(&member.hand_in().header.written_by).unwrap();
    let forged = text.replacen(
        &honest,
        &serde_json::to_string(&header.written_by).unwrap(),
        1,
    );
    assert_ne!(forged, text);
    let opened = record_file::open(forged.as_bytes()).unwrap();
    assert_eq!(opened.findings, [Finding::Digest]);
}

//! One learner's history: what she practised, wrote and handed in, and what others did with it.

use jiff::{SignedDuration, Timestamp};
use underpin::{
    criterion::{Criterion, CriterionKind},
    exchange::record_file::Learner,
    fingerprint::Shown,
    question::Question,
    record::{
        decision::Judgement,
        event::{About, Actor, DeviceId, Item, Role, WalkId},
        seal::Seal,
        what::{
            Answered, Countersignature, Earned, HandedIn, Help, Profile, Reply, Version, WalkEnded,
            WalkStep, What,
        },
    },
    scenario::{Scenario, Walk},
    unit::Unit,
};

use super::{Member, actor, assessors, chance::Chance, pack, scribe::Scribe, trainee, words};

/// How far an answer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    NotStarted,
    Draft,
    Waiting,
    Met,
    NotYetMet,
    /// Not yet met, and the learner does not agree.
    Disputed,
    /// Not yet met, and handed in again.
    WaitingAgain,
    /// Not yet met at first.
    MetAtLast,
    /// Judged by the assessor in training.
    ToCountersign,
    Countersigned,
}

/// As often as each comes up.
const FATES: [Fate; 16] = [
    Fate::NotStarted,
    Fate::NotStarted,
    Fate::Draft,
    Fate::Waiting,
    Fate::Waiting,
    Fate::Waiting,
    Fate::Met,
    Fate::Met,
    Fate::Met,
    Fate::NotYetMet,
    Fate::NotYetMet,
    Fate::Disputed,
    Fate::WaitingAgain,
    Fate::MetAtLast,
    Fate::ToCountersign,
    Fate::Countersigned,
];

/// Where learners are; a site need not name its centre.
const CENTRES: [Option<&str>; 3] = [Some("Alder House"), Some("Birch Lane"), None];

/// The learner with this number in the cohort of a seed, with at least so many events. Every
/// tenth has met a whole unit and declared it.
pub fn member(seed: u64, number: usize, events: usize) -> Member {
    let mut life = Life::begin(seed, number);
    let units = &pack().units;
    let finishes = number % 10 == 9;
    let begun = if finishes {
        1
    } else {
        1 + life.chance().below(2)
    };
    for unit in units.iter().cycle().skip(number).take(begun) {
        life.practise(unit);
        life.show_skills(unit, finishes);
        let mut met = Vec::new();
        for criterion in knowledge(unit) {
            let fate = match finishes {
                true => Fate::Met,
                false => *life.chance().pick(&FATES),
            };
            met.extend(life.answer(unit, criterion, fate));
        }
        if finishes {
            met.append(&mut life.skills_met);
            life.declare(unit, &met);
        }
    }
    while life.scribe.record.events().len() < events {
        life.practise(&units[number % units.len()]);
    }
    life.member()
}

fn knowledge(unit: &Unit) -> impl Iterator<Item = &Criterion> {
    unit.criteria()
        .filter(|criterion| criterion.kind == CriterionKind::Knowledge)
}

/// A learner's history while it is made.
pub struct Life {
    pub scribe: Scribe,
    pub learner: Actor,
    pub devices: [DeviceId; 2],
    pub assessor: Actor,
    /// The centre that her hand-ins name.
    pub centre: Option<&'static str>,
    /// A device of those who assess.
    pub office: DeviceId,
    /// Decisions on skills that were met.
    pub skills_met: Vec<Seal>,
    /// How often everything was practised.
    pub rounds: u32,
}

impl Life {
    fn begin(seed: u64, number: usize) -> Self {
        let mut chance = Chance::new(seed, number as u64);
        let days = chance.below(30) as i64;
        // 1 September 2026 at nine.
        let start = Timestamp::from_second(1_788_253_200).unwrap();
        let name = words::name(number);
        let mut learner = actor(&format!("{name} {seed} {number}"), Role::Learner);
        learner.name = name.into();
        let devices = [(); 2].map(|()| DeviceId::from_random(chance.bytes()));
        let office = DeviceId::from_random([9; 16]);
        let start = start + SignedDuration::from_hours(24 * days);
        let mut life = Self {
            scribe: Scribe::new(chance, start),
            learner,
            devices,
            assessor: assessors()[number % 2].clone(),
            centre: CENTRES[number % CENTRES.len()],
            office,
            skills_met: Vec::new(),
            rounds: 0,
        };
        let name = life.learner.name.clone();
        life.by_learner(Vec::new(), &[], What::Profile(Profile { name }.into()));
        life
    }

    fn member(self) -> Member {
        Member {
            learner: Learner {
                id: self.learner.person,
                name: self.learner.name,
            },
            record: self.scribe.record,
        }
    }

    pub fn chance(&mut self) -> &mut Chance {
        &mut self.scribe.chance
    }

    pub fn by_learner(&mut self, about: Vec<About>, after: &[Seal], what: What) -> Seal {
        let device = self.devices[self.scribe.chance.below(2)];
        let learner = self.learner.clone();
        self.scribe.write(&learner, device, about, after, what)
    }

    pub fn by_other(&mut self, by: &Actor, about: &About, after: &[Seal], what: What) -> Seal {
        let about = vec![about.clone()];
        self.scribe.write(by, self.office, about, after, what)
    }

    /// Answers most of the unit's questions and walks its scenarios.
    fn practise(&mut self, unit: &Unit) {
        let questions: Vec<_> = unit.loose_questions().collect();
        for question in questions {
            if !self.chance().one_in(5) {
                self.answer_question(unit, question);
            }
        }
        for scenario in unit.scenarios() {
            self.walk(unit, scenario);
        }
        self.rounds += 1;
    }

    fn answer_question(&mut self, unit: &Unit, question: &Question) {
        let responses = question.representatives();
        if responses.is_empty() {
            return;
        }
        let response = self.chance().pick(&responses).clone();
        let score = question.score(&response).unwrap();
        let shown = Shown::question(question, &pack().settings.fillings);
        let item = Item::Question(question.id.clone());
        let about = self.scribe.about(unit, item, Some(&shown));
        let answered = Answered {
            attempt: self.rounds,
            response,
            score: score.as_ref().map(Earned::from),
        };
        self.by_learner(vec![about], &[], What::Answered(answered.into()));
    }

    /// Goes through a scenario; one walk in four is left half way.
    fn walk(&mut self, unit: &Unit, scenario: &Scenario) {
        let id = WalkId::from_random(self.chance().bytes());
        let stops = self.chance().one_in(4).then_some(2);
        let mut walk = Walk::start(scenario);
        let (mut path, mut last) = (Vec::new(), Vec::new());
        // A walk that went back for ever would be no walk.
        while path.len() < stops.unwrap_or(20) {
            let Some((step, question)) = walk.step().and_then(|step| {
                let question = step.question.as_ref()?;
                Some((step.id.clone(), question))
            }) else {
                break;
            };
            let response = self.chance().pick(&question.representatives()).clone();
            walk.take(response.clone()).unwrap();
            let said = What::WalkStep(
                WalkStep {
                    walk: id,
                    place: path.len() as u32,
                    step: step.clone(),
                    unsafe_choice: question.is_unsafe(&response).unwrap(),
                    score: question
                        .score(&response)
                        .unwrap()
                        .as_ref()
                        .map(Earned::from),
                    response,
                }
                .into(),
            );
            let shown = Shown::question(question, &pack().settings.fillings);
            let item = Item::Scenario(scenario.id.clone());
            let about = self.scribe.about(unit, item, Some(&shown));
            last = vec![self.by_learner(vec![about], &last, said)];
            path.push(step);
        }
        if let Some(outcome) = walk.outcome() {
            let ended = WalkEnded {
                walk: id,
                scenario: scenario.id.clone(),
                path,
                earned: walk.earned(),
                maximum: scenario.maximum,
                pass_mark_percent: scenario.pass_mark_percent,
                outcome,
            };
            let item = Item::Scenario(scenario.id.clone());
            let about = self.scribe.about(unit, item, None);
            self.by_learner(vec![about], &last, What::WalkEnded(ended.into()));
        }
    }

    /// Brings an answer as far as its fate has it. Gives the decision by which it is met.
    fn answer(&mut self, unit: &Unit, criterion: &Criterion, fate: Fate) -> Option<Seal> {
        use Judgement::{Met, NotYetMet};
        if fate == Fate::NotStarted {
            return None;
        }
        let mut work = Work::new(self.scribe.about_criterion(unit, criterion));
        self.write_version(criterion, &mut work);
        if self.chance().one_in(3) || fate == Fate::Draft {
            self.write_version(criterion, &mut work);
        }
        if fate == Fate::Draft {
            return None;
        }
        self.hand_in(&mut work);
        let assessor = self.assessor.clone();
        match fate {
            Fate::NotStarted | Fate::Draft | Fate::Waiting => None,
            Fate::Met => Some(self.judge(criterion, &mut work, &assessor, Met)),
            Fate::NotYetMet => {
                self.judge(criterion, &mut work, &assessor, NotYetMet);
                None
            }
            Fate::Disputed => {
                let decision = self.judge(criterion, &mut work, &assessor, NotYetMet);
                let reply = Reply {
                    text: "I did write what follows, in the second sentence.".into(),
                    disagree: true,
                };
                let about = vec![work.about];
                self.by_learner(about, &[decision], What::Reply(reply.into()));
                None
            }
            Fate::WaitingAgain | Fate::MetAtLast => {
                self.judge(criterion, &mut work, &assessor, NotYetMet);
                self.write_version(criterion, &mut work);
                self.hand_in(&mut work);
                let [one, other] = assessors();
                let second = if assessor == one { other } else { one };
                (fate == Fate::MetAtLast).then(|| self.judge(criterion, &mut work, &second, Met))
            }
            Fate::ToCountersign => {
                self.judge(criterion, &mut work, &trainee(), Met);
                None
            }
            Fate::Countersigned => {
                let decision = self.judge(criterion, &mut work, &trainee(), Met);
                let note = "Well judged.".into();
                let signed = What::Countersigned(Countersignature { note }.into());
                self.by_other(&assessor, &work.about, &[decision], signed);
                Some(decision)
            }
        }
    }

    fn write_version(&mut self, criterion: &Criterion, work: &mut Work) {
        let text = words::answer(&mut self.scribe.chance, work.texts.len());
        let leads = criterion
            .points
            .iter()
            .map(|point| point.lead.as_str().into());
        let covered = leads.filter(|_| !self.scribe.chance.one_in(4)).collect();
        let version = Version {
            text: text.as_str().into(),
            covered,
            unasked: false,
        };
        let after: Vec<Seal> = work.version.into_iter().collect();
        let about = vec![work.about.clone()];
        work.version = Some(self.by_learner(about, &after, What::Version(version.into())));
        work.texts.push(text);
    }

    fn hand_in(&mut self, work: &mut Work) {
        let help = match self.chance().one_in(5) {
            true => Help::Used("A colleague read it for spelling.".into()),
            false => Help::None,
        };
        let handed_in = HandedIn {
            statement: "This is my own work.".into(),
            sources: "The unit, and my own notes.".into(),
            help,
            signed: self.learner.name.clone(),
            date: self.scribe.today(),
            centre: self.centre.map(Into::into),
        };
        let after: Vec<Seal> = [work.version, work.submission, work.decision]
            .into_iter()
            .flatten()
            .collect();
        let about = vec![work.about.clone()];
        work.submission = Some(self.by_learner(about, &after, What::HandedIn(handed_in.into())));
    }
}

/// What has come of the work on one criterion.
pub struct Work {
    pub about: About,
    pub texts: Vec<String>,
    pub version: Option<Seal>,
    pub submission: Option<Seal>,
    pub decision: Option<Seal>,
    pub attempt: u32,
}

impl Work {
    fn new(about: About) -> Self {
        Self {
            about,
            texts: Vec::new(),
            version: None,
            submission: None,
            decision: None,
            attempt: 1,
        }
    }
}

//! What waits for the person at the desk, oldest first.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    place::DeskPlace,
    summary::{CriterionSummary, Summary, Waiting},
};
use crate::{
    id::{CriterionId, PackId, UnitId},
    quality::Place,
    record::{
        event::{Actor, PersonId, Role},
        seal::Seal,
        state::{SampleStanding, Standing},
    },
};

/// Something that waits for the person at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Task {
    /// Whose work it is about.
    pub learner: PersonId,
    /// The learner's name.
    pub name: Arc<str>,
    /// The pack.
    pub pack: PackId,
    /// The unit.
    pub unit: UnitId,
    /// The criterion; none where it is the unit as a whole.
    pub criterion: Option<CriterionId>,
    /// What is to be done.
    pub kind: TaskKind,
    /// Since when it waits, by the clock of whoever set it.
    pub since: Timestamp,
    /// The event it is about.
    pub seal: Seal,
}

impl Task {
    /// What it is about.
    pub fn place(&self) -> DeskPlace {
        let (learner, pack, unit) = (self.learner, self.pack.clone(), self.unit.clone());
        match self.criterion.clone() {
            None => DeskPlace::unit(learner, pack, unit),
            Some(criterion) => DeskPlace::criterion(
                learner,
                Place {
                    pack,
                    unit,
                    criterion,
                },
            ),
        }
    }
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskKind {
    /// Judge a submission or a piece of evidence.
    Judge,
    /// Settle decisions that were made apart and differ.
    Settle,
    /// Countersign a decision of an assessor in training.
    Countersign,
    /// Answer a quality assurer's sample.
    AnswerSample,
    /// Sign off a unit that the learner has declared.
    SignOff,
    /// Look at the assessor's answer to a sample.
    CloseSample,
    /// Look at a decision with which the learner disagrees.
    LearnerDisagrees,
}

impl TaskKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Judge,
        Self::Settle,
        Self::Countersign,
        Self::AnswerSample,
        Self::SignOff,
        Self::CloseSample,
        Self::LearnerDisagrees,
    ];
}

/// Everything that waits for somebody, oldest first. Nobody's own work waits for them.
pub fn tasks<'s>(summaries: impl IntoIterator<Item = &'s Summary>, me: &Actor) -> Vec<Task> {
    let mut tasks: Vec<Task> = summaries
        .into_iter()
        .filter(|summary| !summary.is_of(me.person))
        .flat_map(|summary| of_learner(summary, me))
        .collect();
    tasks.sort_by_key(|task| (task.since, task.learner, task.seal));
    tasks
}

fn of_learner(summary: &Summary, me: &Actor) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut add = |pack: &PackId, unit: &UnitId, criterion: Option<&CriterionId>, open: Open| {
        tasks.push(Task {
            learner: summary.learner.id,
            name: Arc::clone(&summary.learner.name),
            pack: pack.clone(),
            unit: unit.clone(),
            criterion: criterion.cloned(),
            kind: open.kind,
            since: open.since,
            seal: open.seal,
        });
    };
    for (pack, unit, criterion) in summary.criteria() {
        for open in of_criterion(criterion, me) {
            add(pack, unit, Some(&criterion.id), open);
        }
    }
    if me.role.is_qualified_assessor() {
        for unit in &summary.units {
            if let Some(declared) = &unit.declared {
                let open = Open::new(TaskKind::SignOff, declared.at, declared.seal);
                add(&unit.pack, &unit.unit, None, open);
            }
        }
    }
    tasks
}

/// One open thing about a criterion.
struct Open {
    kind: TaskKind,
    since: Timestamp,
    seal: Seal,
}

impl Open {
    fn new(kind: TaskKind, since: Timestamp, seal: Seal) -> Self {
        Self { kind, since, seal }
    }
}

fn of_criterion(criterion: &CriterionSummary, me: &Actor) -> Vec<Open> {
    match me.role {
        Role::Assessor { in_training } => of_assessor(criterion, me, in_training),
        Role::InternalQualityAssurer => of_quality_assurer(criterion, me),
        Role::ExternalQualityAssurer | Role::Learner | Role::Employer => Vec::new(),
    }
}

fn of_assessor(criterion: &CriterionSummary, me: &Actor, in_training: bool) -> Vec<Open> {
    let open = &criterion.to_countersign;
    let judge = |waiting: &Waiting| Open::new(TaskKind::Judge, waiting.since, waiting.seal);
    let mut tasks: Vec<Open> = match criterion.standing {
        Standing::HandedIn | Standing::Met => criterion.to_judge().map(judge).collect(),
        Standing::Disagreement => {
            let standing = criterion.decisions.iter().filter(|d| d.stands);
            let latest = standing.max_by_key(|d| d.done.at);
            let settle = latest.map(|d| Open::new(TaskKind::Settle, d.done.at, d.done.seal));
            settle.into_iter().collect()
        }
        _ => Vec::new(),
    };
    if !in_training {
        let others = open.iter().filter(|done| done.by != me.person);
        tasks.extend(others.map(|d| Open::new(TaskKind::Countersign, d.at, d.seal)));
    }
    let sampled = criterion.samples.iter().filter(|sample| {
        sample.standing == SampleStanding::WithAssessor && sample.decided_by == me.person
    });
    tasks.extend(sampled.map(|s| Open::new(TaskKind::AnswerSample, s.done.at, s.done.seal)));
    tasks
}

fn of_quality_assurer(criterion: &CriterionSummary, me: &Actor) -> Vec<Open> {
    let answered = criterion.samples.iter().filter(|sample| {
        sample.standing == SampleStanding::WithSampler && sample.done.by == me.person
    });
    let answered = answered.map(|sample| {
        let since = sample.answered.unwrap_or(sample.done.at);
        Open::new(TaskKind::CloseSample, since, sample.done.seal)
    });
    let disagrees = criterion.disagrees.iter();
    let disagrees = disagrees.map(|d| Open::new(TaskKind::LearnerDisagrees, d.at, d.seal));
    answered.chain(disagrees).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        Record,
        decision::Judgement::{Met, NotYetMet},
        sample::SampleFinding::Disagree,
        sealed::Sealed,
        stored::Learner,
        story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story},
    };

    fn kinds(events: &[&Sealed], role: Role, person: u8) -> Vec<TaskKind> {
        let record: Record = events.iter().copied().cloned().collect();
        let learner = Learner {
            id: PersonId::from_random([1; 16]),
            name: "Ada".into(),
        };
        let summary = Summary::of(&learner, &record, &record.state());
        let me = Actor {
            person: PersonId::from_random([person; 16]),
            name: "Bea".into(),
            role,
        };
        tasks([&summary], &me)
            .iter()
            .map(|task| task.kind)
            .collect()
    }

    /// The persons of a [`Story`].
    const QUALIFIED: u8 = 2;
    const QUALITY: u8 = 3;
    const TRAINEE: u8 = 4;

    #[test]
    fn everybody_sees_what_is_theirs_to_do() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let waiting = [&version, &handed_in];
        assert_eq!(kinds(&waiting, ASSESSOR, QUALIFIED), [TaskKind::Judge]);
        assert_eq!(kinds(&waiting, IN_TRAINING, TRAINEE), [TaskKind::Judge]);
        for role in [
            SAMPLER,
            LEARNER,
            Role::ExternalQualityAssurer,
            Role::Employer,
        ] {
            assert_eq!(kinds(&waiting, role, 9), []);
        }
        // Somebody who assesses and learns does not judge her own work.
        assert_eq!(kinds(&waiting, ASSESSOR, 1), []);

        let trainee = story.decide(IN_TRAINING, Met, &[handed_in.seal()]);
        let open = [&version, &handed_in, &trainee];
        assert_eq!(kinds(&open, IN_TRAINING, TRAINEE), []);
        assert_eq!(kinds(&open, ASSESSOR, QUALIFIED), [TaskKind::Countersign]);
        assert_eq!(kinds(&open, ASSESSOR, TRAINEE), []);
        // What came since is to be judged, whether or not that is countersigned.
        let seen = story.evidence(&[]);
        let more = [&version, &handed_in, &trainee, &seen];
        assert_eq!(kinds(&more, IN_TRAINING, TRAINEE), [TaskKind::Judge]);
        let both = [TaskKind::Countersign, TaskKind::Judge];
        assert_eq!(kinds(&more, ASSESSOR, QUALIFIED), both);

        let met = story.decide(ASSESSOR, Met, &[handed_in.seal(), trainee.seal()]);
        let more = story.version("More", &[version.seal()]);
        let again = story.hand_in(&[more.seal(), handed_in.seal(), met.seal()]);
        let anew = [&version, &handed_in, &trainee, &met, &seen, &more, &again];
        assert_eq!(kinds(&anew, ASSESSOR, QUALIFIED), [TaskKind::Judge]);
        let sample = story.sample(SAMPLER, Disagree, &[met.seal()]);
        let sampled = [&version, &handed_in, &trainee, &met, &sample];
        assert_eq!(
            kinds(&sampled, ASSESSOR, QUALIFIED),
            [TaskKind::AnswerSample]
        );
        assert_eq!(kinds(&sampled, ASSESSOR, 9), []);
        let answer = story.answer_sample(ASSESSOR, &[sample.seal()]);
        let answered = [&version, &handed_in, &trainee, &met, &sample, &answer];
        assert_eq!(kinds(&answered, ASSESSOR, QUALIFIED), []);
        assert_eq!(kinds(&answered, SAMPLER, QUALITY), [TaskKind::CloseSample]);

        let not_yet = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        let apart = [&version, &handed_in, &met, &not_yet];
        assert_eq!(kinds(&apart, ASSESSOR, 9), [TaskKind::Settle]);

        let declared = story.declare(LEARNER, &[met.seal()]);
        let complete = [&version, &handed_in, &met, &declared];
        assert_eq!(kinds(&complete, ASSESSOR, QUALIFIED), [TaskKind::SignOff]);
        let signed = story.declare(ASSESSOR, &[met.seal(), declared.seal()]);
        let signed_off = [&version, &handed_in, &met, &declared, &signed];
        assert_eq!(kinds(&signed_off, ASSESSOR, QUALIFIED), []);
        // What she declared stands no longer, so there is nothing to sign.
        for judgement in [Met, NotYetMet] {
            let anew = story.decide(ASSESSOR, judgement, &[handed_in.seal(), met.seal()]);
            let moved = [complete.as_slice(), &[&anew]].concat();
            assert_eq!(kinds(&moved, ASSESSOR, QUALIFIED), [], "{judgement:?}");
            let declared = story.declare(LEARNER, &[anew.seal()]);
            let declared_anew = [moved.as_slice(), &[&declared]].concat();
            let wanted: &[TaskKind] = match judgement {
                Met => &[TaskKind::SignOff],
                NotYetMet => &[],
            };
            assert_eq!(kinds(&declared_anew, ASSESSOR, QUALIFIED), wanted);
        }
    }
}

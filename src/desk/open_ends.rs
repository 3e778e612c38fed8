//! What is open in a cohort: whom it waits for, which actions are late, and how long learners
//! have waited for decisions.
//!
//! All of it comes out of [`Summary`]s, so that it is there at once for thousands of learners.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{
    matrix::is_late,
    summary::{CriterionSummary, Summary},
};
use crate::{
    quality::{Place, spread::Spread},
    record::{
        event::PersonId,
        state::{SampleStanding, Standing},
    },
};

/// Whom something waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The learner: a criterion is not yet met.
    Learner,
    /// An assessor: something is to be judged, settled, signed off, or a sample answered.
    Assessor,
    /// A qualified assessor, for a decision of one in training.
    Countersigner,
    /// The internal quality assurer: an answered sample, or a learner who disagrees.
    QualityAssurer,
}

impl Party {
    /// All of them, in the order in which work goes round.
    pub const ALL: [Self; 4] = [
        Self::Learner,
        Self::Assessor,
        Self::Countersigner,
        Self::QualityAssurer,
    ];
}

/// How much waits for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// How many things.
    pub count: usize,
    /// Since when the oldest of them waits.
    pub oldest: Option<Timestamp>,
}

impl Queue {
    fn add(&mut self, since: Option<Timestamp>) {
        self.count += 1;
        self.oldest = match (self.oldest, since) {
            (Some(oldest), Some(since)) => Some(oldest.min(since)),
            (oldest, since) => oldest.or(since),
        };
    }
}

/// How much waits for each, in the order of [`Party::ALL`].
pub fn queues<'s>(summaries: impl IntoIterator<Item = &'s Summary>) -> BTreeMap<Party, Queue> {
    let mut queues: BTreeMap<Party, Queue> =
        Party::ALL.map(|party| (party, Queue::default())).into();
    let mut add = |(party, since)| queues.entry(party).or_default().add(since);
    for summary in summaries {
        summary
            .criteria()
            .flat_map(|(_, _, criterion)| open(criterion))
            .for_each(&mut add);
        let declared = summary
            .units
            .iter()
            .filter_map(|unit| unit.declared.as_ref());
        declared
            .map(|done| (Party::Assessor, Some(done.at)))
            .for_each(&mut add);
    }
    queues
}

/// Everything open about one criterion.
fn open(criterion: &CriterionSummary) -> Vec<(Party, Option<Timestamp>)> {
    let standing = criterion.decisions.iter().filter(|decided| decided.stands);
    let decided = standing.map(|decided| decided.done.at).max();
    let unsigned = &criterion.to_countersign;
    let mut open = match criterion.standing {
        Standing::NotYetMet => vec![(Party::Learner, decided)],
        Standing::HandedIn | Standing::Met => {
            let since = criterion.to_judge().map(|waiting| waiting.since).min();
            Vec::from_iter(since.map(|since| (Party::Assessor, Some(since))))
        }
        Standing::Disagreement => vec![(Party::Assessor, decided)],
        Standing::NotStarted | Standing::Draft => Vec::new(),
    };
    open.extend(
        unsigned
            .iter()
            .map(|done| (Party::Countersigner, Some(done.at))),
    );
    open.extend(
        criterion
            .samples
            .iter()
            .filter_map(|sample| match sample.standing {
                SampleStanding::WithAssessor => Some((Party::Assessor, Some(sample.done.at))),
                SampleStanding::WithSampler => Some((Party::QualityAssurer, sample.answered)),
                SampleStanding::Confirmed | SampleStanding::Closed => None,
            }),
    );
    let disagrees = criterion.disagrees.iter();
    open.extend(disagrees.map(|done| (Party::QualityAssurer, Some(done.at))));
    open
}

/// An action whose day has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateAction {
    /// Who is to act.
    pub learner: PersonId,
    /// By what name.
    pub name: Arc<str>,
    /// On which criterion.
    pub place: Place,
    /// The last day for it.
    pub due: Date,
    /// How many days ago that was; at least 1.
    pub days: i32,
}

/// Every action that is late on `today`, the latest first.
pub fn late<'s>(summaries: impl IntoIterator<Item = &'s Summary>, today: Date) -> Vec<LateAction> {
    let mut late: Vec<LateAction> = summaries
        .into_iter()
        .flat_map(|summary| summary.criteria().map(move |found| (summary, found)))
        .filter(|(_, (_, _, criterion))| is_late(criterion, today))
        .filter_map(|(summary, (pack, unit, criterion))| {
            let due = criterion.due?;
            Some(LateAction {
                learner: summary.learner.id,
                name: Arc::clone(&summary.learner.name),
                place: Place {
                    pack: pack.clone(),
                    unit: unit.clone(),
                    criterion: criterion.id.clone(),
                },
                due,
                days: i32::try_from(today.duration_since(due).as_hours() / 24).unwrap_or(i32::MAX),
            })
        })
        .collect();
    late.sort_by(|a, b| (a.due, &a.name, &a.place).cmp(&(b.due, &b.name, &b.place)));
    late
}

/// How long learners wait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waited {
    /// From handing in to the first decision that counts.
    pub decided: Option<Spread>,
    /// From handing in to now, of what still waits.
    pub waiting: Option<Spread>,
    /// How many waits a clock puts below nothing. They are in no figure.
    pub wrong_clocks: usize,
}

/// How long learners have waited for decisions, and wait `now`.
pub fn waited<'s>(summaries: impl IntoIterator<Item = &'s Summary>, now: Timestamp) -> Waited {
    let (mut decided, mut waiting) = (Vec::new(), Vec::new());
    for (_, _, criterion) in summaries.into_iter().flat_map(Summary::criteria) {
        decided.extend(first_decisions(criterion));
        // One decision is waited for, on however much was handed in for it.
        let since = criterion.asks().map(|waiting| waiting.since).min();
        waiting.extend(since.map(|since| now.duration_since(since)));
    }
    let all = decided.len() + waiting.len();
    decided.retain(|wait| !wait.is_negative());
    waiting.retain(|wait| !wait.is_negative());
    Waited {
        wrong_clocks: all - decided.len() - waiting.len(),
        decided: Spread::of(decided),
        waiting: Spread::of(waiting),
    }
}

/// How long each thing that was handed in waited for its first decision that counts: one of an
/// assessor in training is none before it is countersigned.
fn first_decisions(criterion: &CriterionSummary) -> Vec<SignedDuration> {
    let mut first = BTreeMap::<Timestamp, Timestamp>::new();
    for decided in &criterion.decisions {
        if let (Some(handed_in), Some(since)) = (decided.handed_in, decided.counts_since) {
            let at = first.entry(handed_in).or_insert(since);
            *at = (*at).min(since);
        }
    }
    let waits = first.into_iter();
    waits
        .map(|(handed_in, decided)| decided.duration_since(handed_in))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::record::{
        Record,
        decision::Judgement::{Met, NotYetMet},
        event::Event,
        sample::SampleFinding::Disagree,
        seal::Seal,
        sealed::Sealed,
        stored::Learner,
        story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story},
        what::What,
    };

    fn summary(events: &[&Sealed]) -> Summary {
        let record: Record = events.iter().copied().cloned().collect();
        let learner = Learner {
            id: PersonId::from_random([1; 16]),
            name: "Ada".into(),
        };
        Summary::of(&learner, &record, &record.state())
    }

    fn counts(summaries: &[Summary]) -> [usize; 4] {
        let queues = queues(summaries);
        Party::ALL.map(|party| queues[&party].count)
    }

    #[test]
    fn everything_open_waits_for_somebody() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let trainee = story.decide(IN_TRAINING, NotYetMet, &[handed_in.seal()]);
        let not_yet = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
        let sample = story.sample(SAMPLER, Disagree, &[met.seal()]);
        let answer = story.answer_sample(ASSESSOR, &[sample.seal()]);
        let declared = story.declare(LEARNER, &[met.seal()]);
        let seen = story.evidence(&[]);
        for (events, wanted) in [
            (vec![], [0, 0, 0, 0]),
            (vec![&handed_in], [0, 1, 0, 0]),
            (vec![&handed_in, &trainee], [0, 0, 1, 0]),
            (vec![&handed_in, &trainee, &seen], [0, 1, 1, 0]),
            (vec![&handed_in, &not_yet], [1, 0, 0, 0]),
            (vec![&handed_in, &not_yet, &met], [0, 1, 0, 0]),
            (vec![&handed_in, &met, &sample], [0, 1, 0, 0]),
            (vec![&handed_in, &met, &sample, &answer], [0, 0, 0, 1]),
            (vec![&handed_in, &met, &declared], [0, 1, 0, 0]),
        ] {
            let mut all = vec![&version];
            all.extend(events);
            assert_eq!(counts(&[summary(&all)]), wanted);
        }
        let waits = [summary(&[&version, &handed_in])];
        let since = handed_in.event().unwrap().at;
        assert_eq!(queues(&waits)[&Party::Assessor].oldest, Some(since));
    }

    /// A decision that asks for something by a day.
    fn not_yet(story: &Story, by_when: Date, after: &[Seal]) -> Sealed {
        let mut event = Event::clone(story.decide(ASSESSOR, NotYetMet, after).event().unwrap());
        if let What::Decision(said) = &mut event.what {
            Arc::make_mut(said).feedback.by_when = Some(by_when);
        }
        Sealed::new(&event)
    }

    fn late_on(events: &[&Sealed], today: Date) -> Option<(Date, i32)> {
        let found = late(&[summary(events)], today);
        found.first().map(|late| (late.due, late.days))
    }

    #[test]
    fn an_action_is_late_from_the_day_after() {
        let story = Story::default();
        let handed_in = story.hand_in(&[]);
        let by_when = date(2026, 12, 5);
        let not_yet = not_yet(&story, by_when, &[handed_in.seal()]);
        let events = [&handed_in, &not_yet];
        assert_eq!(late_on(&events, by_when), None);
        assert_eq!(late_on(&events, date(2026, 12, 6)), Some((by_when, 1)));
        assert_eq!(late_on(&events, date(2027, 1, 5)), Some((by_when, 31)));
        assert_eq!(late_on(&events, Date::MIN), None);
        assert!(late_on(&events, Date::MAX).is_some());
        let again = story.hand_in(&[handed_in.seal(), not_yet.seal()]);
        let events = [&handed_in, &not_yet, &again];
        assert_eq!(late_on(&events, date(2027, 1, 5)), None);
    }

    #[test]
    fn only_what_the_learner_has_to_do_is_late() {
        let story = Story::default();
        let after = date(2027, 1, 5);
        let handed_in = story.hand_in(&[]);
        let on = [handed_in.seal()];
        let first = not_yet(&story, date(2026, 12, 5), &on);
        let met = story.decide(ASSESSOR, Met, &on);
        assert_eq!(late_on(&[&handed_in, &first, &met], after), None);

        // Another assessor gave her until Christmas, without knowing of the first.
        let christmas = date(2026, 12, 25);
        let second = not_yet(&story, christmas, &on);
        let events = [&handed_in, &first, &second];
        assert_eq!(late_on(&events, date(2026, 12, 20)), None);
        assert_eq!(late_on(&events, after), Some((christmas, 11)));
    }

    #[test]
    fn a_wait_ends_with_the_first_decision_that_counts() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let trainee = story.decide(IN_TRAINING, NotYetMet, &[handed_in.seal()]);
        let first = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        let second = story.decide(ASSESSOR, Met, &[handed_in.seal(), first.seal()]);
        let now = Timestamp::from_second(1_790_000_100).unwrap();
        let seconds = |spread: Option<Spread>| spread.map(|s| (s.count, s.median.as_secs()));
        let open = [summary(&[&version, &handed_in])];
        let waits = waited(&open, now);
        assert_eq!(seconds(waits.waiting), Some((1, 99)));
        let untold = [summary(&[&version, &handed_in, &trainee])];
        assert_eq!(waited(&untold, now).decided, None);
        let done = [summary(&[&version, &handed_in, &first, &second])];
        assert_eq!(seconds(waited(&done, now).decided), Some((1, 2)));
    }

    #[test]
    fn what_a_trainee_decides_counts_from_its_countersignature_on() {
        let story = Story::default();
        let handed_in = story.hand_in(&[]);
        let trainee = story.decide(IN_TRAINING, NotYetMet, &[handed_in.seal()]);
        let _a_second_later = story.version("", &[]);
        let signed = story.countersign(ASSESSOR, &[trainee.seal()]);
        let again = story.countersign(ASSESSOR, &[trainee.seal()]);
        let own = story.decide(ASSESSOR, Met, &[handed_in.seal(), trainee.seal()]);
        for (events, wanted) in [
            (vec![&handed_in, &trainee], None),
            (vec![&handed_in, &trainee, &signed, &again], Some(3)),
            // Somebody qualified decided for herself instead.
            (vec![&handed_in, &trainee, &own], Some(5)),
        ] {
            let decided = waited(&[summary(&events)], Timestamp::MAX).decided;
            assert_eq!(decided.map(|spread| spread.longest.as_secs()), wanted);
        }
    }

    #[test]
    fn an_answer_and_an_observation_for_it_wait_once_for_everybody() {
        let story = Story::default();
        let handed_in = story.hand_in(&[]);
        let seen = story.evidence(&[]);
        let cohort = [summary(&[&handed_in, &seen])];
        let now = Timestamp::from_second(1_790_000_100).unwrap();
        let waiting = waited(&cohort, now).waiting.map(|spread| spread.count);
        assert_eq!(waiting, Some(queues(&cohort)[&Party::Assessor].count));
    }

    #[test]
    fn beside_what_is_met_an_answer_waits_and_evidence_does_not() {
        let story = Story::default();
        let handed_in = story.hand_in(&[]);
        let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
        let seen = story.evidence(&[]);
        let again = story.hand_in(&[handed_in.seal(), met.seal()]);
        let now = Timestamp::from_second(1_790_000_100).unwrap();
        for (more, wanted) in [(&seen, 0), (&again, 1)] {
            let cohort = [summary(&[&handed_in, &met, more])];
            assert_eq!(counts(&cohort), [0, wanted, 0, 0]);
            let waiting = waited(&cohort, now).waiting;
            assert_eq!(waiting.map_or(0, |spread| spread.count), wanted);
        }
    }

    #[test]
    fn what_nobody_waits_for_is_in_no_figure() {
        let story = Story::default();
        let handed_in = story.hand_in(&[]);
        let withdrawn = story.withdraw(handed_in.seal());
        let forged = story.decide(LEARNER, Met, &[handed_in.seal()]);
        let now = Timestamp::from_second(1_790_000_100).unwrap();
        let cohort = [summary(&[&handed_in, &withdrawn, &forged])];
        assert_eq!(waited(&cohort, now), Waited::default());
    }

    #[test]
    fn wrong_clocks_are_told_apart() {
        let story = Story::default();
        let handed_in = story.hand_in(&[]);
        let decision = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        let before = handed_in.event().unwrap().at - SignedDuration::from_hours(6);
        let decision = Sealed::new(&Event {
            at: before,
            ..Event::clone(decision.event().unwrap())
        });
        let wrong = Waited {
            wrong_clocks: 1,
            ..Waited::default()
        };
        let open = [summary(&[&handed_in])];
        assert_eq!(waited(&open, before), wrong);
        let done = [summary(&[&handed_in, &decision])];
        assert_eq!(waited(&done, Timestamp::MAX), wrong);
    }
}

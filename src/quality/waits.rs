//! How long learners wait: from handing in to the first decision on it, what still waits, and
//! which actions are late.
//!
//! Waits are told by the middle and the quarters, because one submission that lay for months
//! would draw an average away from what most learners meet. Clocks are the devices' own, and some
//! are wrong: where one says that a decision came before its submission, the wait is counted
//! apart and is in no figure.

use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::record::{
    decision::Judgement,
    seal::Seal,
    state::{CriterionState, Kept, Standing},
    what::HandedIn,
};

/// Waits for decisions, gathered criterion by criterion. A submission that answers several criteria
/// waits for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    now: Timestamp,
    decided: Timed,
    waiting: Timed,
}

/// Submissions and their waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timed {
    /// Those with a wait that can be, in the order they came.
    pub credible: Vec<Wait>,
    /// Those that a clock puts after what ended their wait, by how much below zero. Somebody has
    /// to look at the device's clock.
    pub wrong_clocks: Vec<Wait>,
}

/// One submission, and how long it waited or has waited so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The submission.
    pub submission: Seal,
    /// How long, as the clocks say; below zero only where one of them is wrong.
    pub time: SignedDuration,
}

/// How waits are spread.
///
/// Between two waits a quarter lies in proportion to its place among them (the method of R's
/// default and of a spreadsheet's `QUARTILE.INC`: number 7 of Hyndman and Fan, “Sample quantiles in
/// statistical packages”, The American Statistician 50, 1996).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many there are; at least 1.
    pub count: usize,
    /// The shortest.
    pub shortest: SignedDuration,
    /// A quarter are no longer than this.
    pub lower_quartile: SignedDuration,
    /// Half are no longer than this.
    pub median: SignedDuration,
    /// Three quarters are no longer than this.
    pub upper_quartile: SignedDuration,
    /// The longest.
    pub longest: SignedDuration,
}

impl Waits {
    /// No waits yet; what still waits is counted to `now`.
    pub fn at(now: Timestamp) -> Self {
        Self {
            now,
            decided: Timed::default(),
            waiting: Timed::default(),
        }
    }

    /// Takes in one criterion of one learner: each submission that was judged, with the first
    /// decision on it by the clock, and each that waits. Submissions that were taken back or
    /// replaced before anybody judged them waited for nothing.
    pub fn add(&mut self, criterion: &CriterionState) {
        for submission in criterion.submissions.iter() {
            let decisions = criterion.decisions_on(&submission.seal);
            if let Some(first) = decisions.map(|decision| decision.event.at).min() {
                self.decided.add(submission, first);
            }
        }
        for submission in criterion.waiting() {
            self.waiting.add(submission, self.now);
        }
    }

    /// What was judged, and how long until the first decision.
    pub fn decided(&self) -> &Timed {
        &self.decided
    }

    /// What still waits, and how long so far.
    pub fn waiting(&self) -> &Timed {
        &self.waiting
    }
}

impl Timed {
    fn add(&mut self, submission: &Kept<HandedIn>, until: Timestamp) {
        let wait = Wait {
            submission: submission.seal,
            time: until.duration_since(submission.event.at),
        };
        if wait.time.is_negative() {
            self.wrong_clocks.push(wait);
        } else {
            self.credible.push(wait);
        }
    }

    /// How many there are, whatever their clocks say.
    pub fn count(&self) -> usize {
        self.credible.len() + self.wrong_clocks.len()
    }

    /// How the waits that can be are spread; none where there are none.
    pub fn spread(&self) -> Option<Spread> {
        Spread::of(self.credible.iter().map(|wait| wait.time))
    }
}

impl Spread {
    /// The spread of these times; none where there are none.
    pub fn of(times: impl IntoIterator<Item = SignedDuration>) -> Option<Self> {
        let mut times: Vec<SignedDuration> = times.into_iter().collect();
        times.sort();
        Some(Self {
            count: times.len(),
            shortest: *times.first()?,
            lower_quartile: quarter(&times, 1)?,
            median: quarter(&times, 2)?,
            upper_quartile: quarter(&times, 3)?,
            longest: *times.last()?,
        })
    }
}

/// The time so many quarters of the way from the first to the last of these sorted times.
fn quarter(sorted: &[SignedDuration], quarters: usize) -> Option<SignedDuration> {
    let way = sorted.len().checked_sub(1)? * quarters;
    let (before, part) = (*sorted.get(way / 4)?, i32::try_from(way % 4).ok()?);
    let after = sorted.get(way / 4 + 1).copied().unwrap_or(before);
    let gap = after.saturating_sub(before);
    Some(before.saturating_add(gap.saturating_mul(part) / 4))
}

/// An action whose day has passed with nothing newer handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    /// The decision that asked for it.
    pub decision: Seal,
    /// The last day for it.
    pub by_when: Date,
    /// How many days ago that was; at least 1.
    pub days: u32,
}

impl Late {
    /// The action of a criterion that is late on `today`; none where it is met, not judged, in
    /// dispute, or something waits for a decision. Where decisions made apart each set a day, the
    /// learner has until the last of them.
    pub fn of(criterion: &CriterionState, today: Date) -> Option<Self> {
        if criterion.standing() != Standing::NotYetMet {
            return None;
        }
        let decisions = criterion.standing_decisions();
        let not_yet = decisions
            .into_iter()
            .filter(|decision| decision.said.judgement == Judgement::NotYetMet);
        let (by_when, decision) = not_yet
            .filter_map(|decision| Some((decision.said.feedback.by_when?, decision.seal)))
            .max()?;
        let days = today.duration_since(by_when).as_hours() / 24;
        let days = u32::try_from(days).ok().filter(|days| *days > 0)?;
        Some(Self {
            decision,
            by_when,
            days,
        })
    }
}

#[cfg(test)]
mod tests {
    use Judgement::{Met, NotYetMet};
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::record::{
        Record,
        event::Event,
        sealed::Sealed,
        story::{ASSESSOR, LEARNER, Story, criterion, turns},
        what::What,
    };

    /// A story whose events happen at hours that the test says.
    #[derive(Default)]
    struct Told {
        story: Story,
        record: Record,
    }

    fn hour(hour: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + hour * 3600).unwrap()
    }

    fn hours(hours: i64) -> SignedDuration {
        SignedDuration::from_hours(hours)
    }

    impl Told {
        fn event(&mut self, at: i64, event: &Sealed) -> Seal {
            let event = Event {
                at: hour(at),
                ..Event::clone(event.event().unwrap())
            };
            let sealed = Sealed::new(&event);
            let seal = sealed.seal();
            self.record.add(sealed);
            seal
        }

        fn hand_in(&mut self, at: i64, after: &[Seal]) -> Seal {
            let event = self.story.hand_in(after);
            self.event(at, &event)
        }

        fn decide(&mut self, at: i64, judgement: Judgement, after: &[Seal]) -> Seal {
            let event = self.story.decide(ASSESSOR, judgement, after);
            self.event(at, &event)
        }

        /// A decision that asks for something by a day, or by none.
        fn not_yet(&mut self, by_when: Option<Date>, after: &[Seal]) -> Seal {
            let event = self.story.decide(ASSESSOR, NotYetMet, after);
            let mut event = Event::clone(event.event().unwrap());
            if let What::Decision(said) = &mut event.what {
                std::sync::Arc::make_mut(said).feedback.by_when = by_when;
            }
            self.event(1, &Sealed::new(&event))
        }

        fn criterion(&self) -> CriterionState {
            criterion_of(&self.record)
        }

        fn waits(&self, now: i64) -> Waits {
            let mut waits = Waits::at(hour(now));
            waits.add(&self.criterion());
            waits
        }

        fn late(&self, today: Date) -> Option<(Date, u32)> {
            Late::of(&self.criterion(), today).map(|late| (late.by_when, late.days))
        }
    }

    fn criterion_of(record: &Record) -> CriterionState {
        let about = criterion("ac-3-2");
        let state = record.state();
        let unit = state.unit(&about.pack, &about.unit);
        unit.and_then(|unit| unit.criteria.get("ac-3-2").cloned())
            .unwrap_or_default()
    }

    #[test]
    fn a_wait_ends_with_the_first_decision() {
        let mut told = Told::default();
        let first = told.hand_in(0, &[]);
        let not_yet = told.decide(30, NotYetMet, &[first]);
        told.decide(50, Met, &[first, not_yet]);
        let again = told.hand_in(60, &[first, not_yet]);
        let waits = told.waits(100);
        let decided = waits.decided().spread().unwrap();
        assert_eq!((decided.count, decided.median), (1, hours(30)));
        let wanted = Wait {
            submission: again,
            time: hours(40),
        };
        assert_eq!(waits.waiting().credible, [wanted]);
        assert_eq!(waits.waiting().spread().unwrap().longest, hours(40));
        assert_eq!((waits.decided().count(), waits.waiting().count()), (1, 1));
    }

    #[test]
    fn what_nobody_waits_for_is_in_no_figure() {
        let mut told = Told::default();
        let first = told.hand_in(0, &[]);
        let event = told.story.withdraw(first);
        told.event(1, &event);
        let forged = told.story.decide(LEARNER, Met, &[first]);
        told.event(2, &forged);
        let waits = told.waits(100);
        assert_eq!((waits.decided().count(), waits.waiting().count()), (0, 0));
    }

    #[test]
    fn wrong_clocks_are_told_apart() {
        let mut told = Told::default();
        let early = told.hand_in(10, &[]);
        told.decide(4, NotYetMet, &[early]);
        let tomorrow = told.hand_in(90, &[early]);
        let waits = told.waits(80);
        let wait = |submission, time| Wait {
            submission,
            time: hours(time),
        };
        for (timed, wrong) in [
            (waits.decided(), wait(early, -6)),
            (waits.waiting(), wait(tomorrow, -10)),
        ] {
            assert_eq!((timed.count(), timed.spread()), (1, None));
            assert_eq!(timed.wrong_clocks, [wrong]);
        }
        let later = told.waits(95);
        assert_eq!(later.waiting().spread().unwrap().median, hours(5));
    }

    /// By hand, with (count − 1)·quarters/4 for the way from the first: of four, 0.75, 1.5 and 2.25.
    #[test]
    fn quarters_lie_between_waits_in_proportion() {
        for (waits, wanted) in [
            (&[8][..], [8, 8, 8, 8, 8]),
            (&[4, 12], [4, 6, 8, 10, 12]),
            (&[40, 4, 8, 0], [0, 3, 6, 16, 40]),
            (&[5, 1, 4, 2, 3], [1, 2, 3, 4, 5]),
        ] {
            let spread = Spread::of(waits.iter().map(|&wait| hours(wait))).unwrap();
            let found = [
                spread.shortest,
                spread.lower_quartile,
                spread.median,
                spread.upper_quartile,
                spread.longest,
            ];
            assert_eq!(found, wanted.map(hours), "{waits:?}");
            assert_eq!(spread.count, waits.len());
        }
        assert_eq!(Spread::of([]), None);
    }

    #[test]
    fn an_action_is_late_from_the_day_after() {
        let mut told = Told::default();
        let submission = told.hand_in(0, &[]);
        let by_when = date(2026, 12, 5);
        let decision = told.not_yet(Some(by_when), &[submission]);
        assert_eq!(told.late(date(2026, 12, 5)), None);
        assert_eq!(told.late(date(2026, 12, 6)), Some((by_when, 1)));
        assert_eq!(told.late(date(2027, 1, 5)), Some((by_when, 31)));
        assert_eq!(told.late(Date::MIN), None);
        assert!(told.late(Date::MAX).is_some());

        told.hand_in(2, &[submission, decision]);
        assert_eq!(told.late(date(2027, 1, 5)), None);
    }

    #[test]
    fn only_what_the_learner_has_to_do_is_late() {
        let after = date(2027, 1, 5);
        let mut undated = Told::default();
        let submission = undated.hand_in(0, &[]);
        undated.not_yet(None, &[submission]);
        assert_eq!(undated.late(after), None);

        let mut disputed = Told::default();
        let submission = disputed.hand_in(0, &[]);
        disputed.not_yet(Some(date(2026, 12, 5)), &[submission]);
        let mut twice = Told {
            record: disputed.record.clone(),
            ..Told::default()
        };
        disputed.decide(2, Met, &[submission]);
        assert_eq!(disputed.late(after), None);

        // Another assessor gave her until Christmas, without knowing of the first.
        twice.not_yet(Some(date(2026, 12, 25)), &[submission]);
        assert_eq!(twice.late(date(2026, 12, 20)), None);
        assert_eq!(twice.late(after), Some((date(2026, 12, 25), 11)));
    }

    proptest! {
        #[test]
        fn a_spread_is_in_order_and_within_what_was_waited(
            seconds in prop::collection::vec(0..1_000_000_i64, 1..40),
        ) {
            let times = || seconds.iter().copied().map(SignedDuration::from_secs);
            let spread = Spread::of(times()).unwrap();
            let order = [
                times().min().unwrap(),
                spread.lower_quartile,
                spread.median,
                spread.upper_quartile,
                times().max().unwrap(),
            ];
            prop_assert!(order.is_sorted());
            prop_assert_eq!((spread.shortest, spread.longest), (order[0], order[4]));
            for (part, quarters) in [(spread.lower_quartile, 1), (spread.median, 2)] {
                let no_longer = times().filter(|time| *time <= part).count();
                prop_assert!(no_longer * 4 >= seconds.len() * quarters);
            }
        }

        #[test]
        fn hostile_times_do_not_overflow(nanos in prop::collection::vec(any::<i64>(), 0..9)) {
            let extremes = [SignedDuration::MIN, SignedDuration::MAX];
            let times = nanos.iter().copied().map(SignedDuration::from_secs).chain(extremes);
            prop_assert_eq!(Spread::of(times).unwrap().count, nanos.len() + 2);
        }

        /// Every submission of any history is at most once among the waits.
        #[test]
        fn nothing_is_counted_twice(turns in turns(40)) {
            let record: Record = Story::default().tell(&turns).into_iter().collect();
            let state = criterion_of(&record);
            let mut waits = Waits::at(hour(100));
            waits.add(&state);
            let lists = [waits.decided(), waits.waiting()].map(|timed| {
                [&timed.credible, &timed.wrong_clocks]
            });
            let all = lists.into_iter().flatten().flatten();
            let mut seals: Vec<Seal> = all.map(|wait| wait.submission).collect();
            let count = seals.len();
            seals.sort();
            seals.dedup();
            prop_assert_eq!(seals.len(), count);
            prop_assert!(seals.iter().all(|seal| state.submissions.get(seal).is_some()));
            prop_assert_eq!(waits.decided().count(), state.attempts());
            prop_assert_eq!(waits.waiting().count(), state.waiting().len());
        }
    }
}

//! The time that a learning system is told: what has passed in this session. The learning system adds
//! the sessions up.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, prelude::*};

use super::lent::Lent;
use crate::exchange::{
    attempt::{
        any::{Learner, NATION, acts, unit},
        report::Report,
        resume,
    },
    scorm::{Function, Version, session::Session},
};

/// What a learning system was told of the time, read by each standard's rules.
fn read(version: Version, text: &str) -> Duration {
    if version == Version::V2004 {
        let read: SignedDuration = text.parse().unwrap();
        return read.try_into().unwrap();
    }
    let parts: Vec<f64> = text.split(':').map(|part| part.parse().unwrap()).collect();
    let [hours, minutes, seconds] = parts.as_slice() else {
        panic!("hours, minutes and seconds: {text}");
    };
    assert!(*minutes < 60.0 && *seconds < 60.0, "{text}");
    let hundredths = (hours * 360_000.0 + minutes * 6_000.0 + seconds * 100.0).round();
    Duration::from_millis(hundredths as u64 * 10)
}

/// To the hundredth of a second, which is as fine as it is told.
fn told(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_millis()).unwrap() / 10 * 10)
}

/// After so much time it is told, also where nothing else is new.
const OFTEN: Duration = Duration::from_secs(10);

proptest! {
    /// With every change, after a while without one, and at the end: never more than has passed, never
    /// less than before, and anew in each session.
    #[test]
    fn the_time_told_is_what_has_passed_in_the_session(
        version in prop::sample::select(Version::ALL.to_vec()), unit in unit(), acts in acts(),
        sessions in vec(vec(0..40_000_u64, 1..8), 1..4), ends_well in vec(any::<bool>(), 4),
    ) {
        let lent = Lent::default();
        let name = version.names().time;
        let mut learner = Learner::new(&unit);
        let mut acts = acts.iter();
        let (mut added_up, mut passed) = (Duration::ZERO, Duration::ZERO);
        for (pauses, ends_well) in sessions.iter().zip(ends_well) {
            let mut session = Session::begin(lent.clone(), version).unwrap();
            prop_assert_eq!(lent.value(name), "", "nothing of the sessions before");
            let (mut spent, mut before) = (Duration::ZERO, Duration::ZERO);
            for pause in pauses {
                spent += Duration::from_millis(*pause);
                // Between acts somebody reads.
                if pause % 3 > 0 && let Some(act) = acts.next() {
                    learner.act(act);
                }
                let attempt = learner.attempt(Timestamp::UNIX_EPOCH);
                let kept = resume::write(&unit, &attempt, session.room());
                let calls = lent.0.borrow().calls.len();
                session.tell(&Report::of(&unit, &attempt, NATION, None), &kept, "", spent);
                let sets = lent.0.borrow().calls[calls..].iter().any(|(function, _)| *function == Function::SetValue);
                let now = match &*lent.value(name) {
                    "" => Duration::ZERO,
                    text => read(version, text),
                };
                if sets {
                    prop_assert_eq!(now, told(spent));
                    let last = lent.0.borrow().calls.last().map(|(function, _)| *function);
                    prop_assert_eq!(last, Some(Function::Commit), "it is stored with what it belongs to");
                }
                prop_assert!(before <= now && now <= spent && spent < now + OFTEN + Duration::from_millis(10), "{:?} of {:?}", now, spent);
                before = now;
            }
            if ends_well {
                spent += Duration::from_millis(1_234);
                session.end(spent);
                prop_assert_eq!(read(version, &lent.value(name)), told(spent));
            }
            // What a learning system does between two sessions.
            if let Some(time) = lent.0.borrow_mut().values.remove(name) {
                added_up += read(version, &time);
            }
            passed += spent;
        }
        prop_assert!(added_up <= passed);
    }
}

#[test]
fn no_time_is_told_of_a_look() {
    for version in Version::ALL {
        let lent = Lent::default();
        lent.set(version.names().mode, "review");
        let mut session = Session::begin(lent.clone(), version).unwrap();
        session.end(Duration::from_secs(600));
        assert_eq!(lent.value(version.names().time), "");
    }
}

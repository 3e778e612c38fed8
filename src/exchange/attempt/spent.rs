//! The time that somebody spends in a session: it runs while the page is looked at, and is written
//! as each standard wants it.

use std::time::Duration;

use jiff::Timestamp;

/// Counts the time while the page is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stopwatch {
    counted: Duration,
    since: Option<Timestamp>,
}

impl Stopwatch {
    /// The page is looked at from now on, or is still.
    pub fn run(&mut self, now: Timestamp) {
        self.since.get_or_insert(now);
    }

    /// The page is no longer looked at.
    pub fn pause(&mut self, now: Timestamp) {
        *self = Self {
            counted: self.spent(now),
            since: None,
        };
    }

    /// The time so far. A clock that was put back takes nothing off.
    pub fn spent(&self, now: Timestamp) -> Duration {
        let running = self.since.map(|since| now.duration_since(since));
        let running = running.and_then(|running| Duration::try_from(running).ok());
        self.counted.saturating_add(running.unwrap_or_default())
    }
}

/// As SCORM 1.2 writes it (CMITimespan): `0001:02:03.45`.
pub fn timespan(spent: Duration) -> String {
    /// The most that four digits of hours can say.
    const MOST: u128 = 9999 * 360_000 + 59 * 6_000 + 59 * 100 + 99;
    let hundredths = (spent.as_millis() / 10).min(MOST);
    let (seconds, rest) = (hundredths / 100, hundredths % 100);
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:04}:{minutes:02}:{:02}.{rest:02}", seconds % 60)
}

/// As SCORM 2004 and xAPI write it (ISO 8601): `PT1H2M3.45S`.
pub fn iso_8601(spent: Duration) -> String {
    let hundredths = spent.as_millis() / 10;
    let (seconds, rest) = (hundredths / 100, hundredths % 100);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let mut text = "PT".to_owned();
    for (amount, unit) in [(hours, 'H'), (minutes, 'M')] {
        if amount > 0 {
            text.push_str(&format!("{amount}{unit}"));
        }
    }
    match rest {
        0 if text != "PT" && seconds == 0 => {}
        0 => text.push_str(&format!("{seconds}S")),
        rest => text.push_str(&format!("{seconds}.{rest:02}S")),
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn time_is_written_as_each_standard_wants_it() {
        for (millis, scorm_12, iso) in [
            (0, "0000:00:00.00", "PT0S"),
            (1_234, "0000:00:01.23", "PT1.23S"),
            (60_000, "0000:01:00.00", "PT1M"),
            (3_723_450, "0001:02:03.45", "PT1H2M3.45S"),
            (7_200_000, "0002:00:00.00", "PT2H"),
            (u64::MAX, "9999:59:59.99", "PT5124095576030H25M51.61S"),
        ] {
            let spent = Duration::from_millis(millis);
            assert_eq!(timespan(spent), scorm_12);
            assert_eq!(iso_8601(spent), iso);
        }
    }

    #[test]
    fn only_time_with_the_page_counts() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut watch = Stopwatch::default();
        assert_eq!(watch.spent(at(5)), Duration::ZERO);
        watch.run(at(10));
        watch.run(at(15));
        assert_eq!(watch.spent(at(20)), Duration::from_secs(10));
        watch.pause(at(20));
        assert_eq!(watch.spent(at(99)), Duration::from_secs(10));
        watch.run(at(100));
        assert_eq!(watch.spent(at(101)), Duration::from_secs(11));
        // A clock that was put back.
        assert_eq!(watch.spent(at(50)), Duration::from_secs(10));
    }

    proptest! {
        /// jiff reads what is written as the same time, to the hundredth.
        #[test]
        fn iso_durations_are_read_as_they_were_meant(millis in 0..1_000_000_000_u64) {
            let read: jiff::SignedDuration = iso_8601(Duration::from_millis(millis)).parse().unwrap();
            prop_assert_eq!(read.as_millis(), i128::from(millis / 10 * 10));
        }
    }
}

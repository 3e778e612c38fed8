//! How long to wait after a failure: twice as long each time, and never everybody at once.

use std::time::Duration;

/// The shortest wait.
const FIRST: Duration = Duration::from_secs(4);

/// The longest wait that this program chooses by itself.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// The longest wait that a door can ask for.
const MOST_ASKED: Duration = Duration::from_secs(60 * 60);

/// How long to wait after so many failures in a row, the last included. `chance` is any number: it
/// spreads devices that failed together over half of the time. `asked` is what the door asked for.
pub fn after(failures: u32, chance: u32, asked: Option<Duration>) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1).min(16));
    let whole = FIRST.saturating_mul(doubled).min(LONGEST);
    let half = whole / 2;
    let spread = half.mul_f64(f64::from(chance) / f64::from(u32::MAX));
    let asked = asked.unwrap_or_default().min(MOST_ASKED);
    // On top of what was asked for, or all would come back in the same moment.
    match asked > half {
        true => asked + spread,
        false => half + spread,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn waits_grow_stay_within_bounds_and_are_spread(
            failures in 1_u32..100,
            chance: u32,
            asked in prop::option::of(0_u64..100_000),
        ) {
            let asked = asked.map(Duration::from_secs);
            let wait = after(failures, chance, asked);
            prop_assert!(wait >= FIRST / 2);
            prop_assert!(wait <= MOST_ASKED + LONGEST / 2);
            prop_assert!(wait >= asked.unwrap_or_default().min(MOST_ASKED));
            prop_assert!(after(failures + 1, chance, None) >= after(failures, chance, None));
            prop_assert!(after(failures, 0, asked) <= wait);
        }
    }

    #[test]
    fn the_first_wait_is_short_and_the_last_is_a_quarter_of_an_hour() {
        let seconds = |failures, chance| after(failures, chance, None).as_secs();
        assert_eq!((seconds(1, 0), seconds(1, u32::MAX)), (2, 4));
        assert_eq!((seconds(2, 0), seconds(2, u32::MAX)), (4, 8));
        assert_eq!((seconds(60, 0), seconds(60, u32::MAX)), (450, 900));
    }
}

//! When a unit that was completed is to be done again.

use jiff::{Span, ToSpan, civil::Date};

/// From how many days before it is due a unit is said to be due soon.
pub const SOON_DAYS: i32 = 30;

/// How near the day is on which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// It has passed.
    Over,
    /// It is today or within [`SOON_DAYS`].
    Soon,
    /// It is further away.
    Later,
}

/// The day that is so many months after another; the last of its month where that month has no
/// such day. None beyond the calendar's end.
pub fn after_months(day: Date, months: u32) -> Option<Date> {
    let months = Span::new().try_months(months).ok()?;
    day.checked_add(months).ok()
}

/// How near a day is. On the day itself a unit is not overdue yet.
pub fn on(due: Date, today: Date) -> Due {
    let soon = today.checked_add(SOON_DAYS.days()).unwrap_or(Date::MAX);
    if due < today {
        Due::Over
    } else if due <= soon {
        Due::Soon
    } else {
        Due::Later
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_end_where_the_month_does() {
        for (from, months, wanted) in [
            (date(2026, 11, 27), 12, date(2027, 11, 27)),
            (date(2027, 1, 31), 1, date(2027, 2, 28)),
            (date(2028, 2, 29), 12, date(2029, 2, 28)),
            (date(2026, 8, 31), 6, date(2027, 2, 28)),
            (date(2026, 12, 31), 120, date(2036, 12, 31)),
        ] {
            assert_eq!(after_months(from, months), Some(wanted), "{from} {months}");
        }
        assert_eq!(after_months(Date::MAX, 1), None);
        assert_eq!(after_months(Date::MIN, u32::MAX), None);
    }

    #[test]
    fn the_day_itself_is_not_over() {
        let due = date(2027, 3, 1);
        for (today, wanted) in [
            (date(2027, 3, 2), Due::Over),
            (date(2027, 3, 1), Due::Soon),
            (date(2027, 1, 30), Due::Soon),
            (date(2027, 1, 29), Due::Later),
            (Date::MAX, Due::Over),
        ] {
            assert_eq!(on(due, today), wanted, "{today}");
        }
        assert_eq!(on(Date::MAX, Date::MAX), Due::Soon);
    }
}

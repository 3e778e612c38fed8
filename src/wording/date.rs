//! Dates as people write them.

use jiff::civil::Date;

/// What stands in a field for a day is none.
pub const DAY_UNREAD: &str =
    "This day cannot be read. Check the day, the month and all four digits of the year.";
/// What stands in a field for a time of day is none.
pub const TIME_UNREAD: &str =
    "This time cannot be read. Give hours and minutes, or leave it empty.";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2 November 2026`
pub fn day(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// `November 2026`
pub fn month(date: Date) -> String {
    let number = usize::from(date.month().unsigned_abs());
    let name = MONTHS.get(number.wrapping_sub(1)).copied();
    format!("{} {}", name.unwrap_or_default(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out() {
        let date = Date::constant(2026, 11, 2);
        assert_eq!(day(date), "2 November 2026");
        assert_eq!(month(Date::constant(2027, 1, 31)), "January 2027");
    }
}

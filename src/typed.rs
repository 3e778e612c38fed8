//! Days and times of day as a form's field holds them. What cannot be read is never taken for
//! nothing: somebody has typed it, and is told.

use jiff::civil::{Date, Time};

/// What stands for something in a field that is no day and no time, such as 31 November: the
/// browser does not give away what it is.
pub const UNREAD: &str = "?";

/// Something is typed, and cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread;

/// The day that a field holds; none where it is empty. A year of two digits, or of five, is a slip.
///
/// # Errors
/// What stands there is no day.
pub fn day(text: &str) -> Result<Option<Date>, Unread> {
    let day: Option<Date> = read(text)?;
    match day {
        Some(day) if !(1900..2200).contains(&day.year()) => Err(Unread),
        day => Ok(day),
    }
}

/// The time of day that a field holds; none where it is empty.
///
/// # Errors
/// What stands there is no time of day.
pub fn time(text: &str) -> Result<Option<Time>, Unread> {
    read(text)
}

fn read<T: std::str::FromStr>(text: &str) -> Result<Option<T>, Unread> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Unread),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time as at};

    use super::*;

    #[test]
    fn what_cannot_be_read_is_not_nothing() {
        assert_eq!((day(""), time(" ")), (Ok(None), Ok(None)));
        assert_eq!(day("2026-11-28"), Ok(Some(date(2026, 11, 28))));
        assert_eq!(time("09:30"), Ok(Some(at(9, 30, 0, 0))));
        for text in [
            UNREAD,
            "20261-12-05",
            "0026-11-28",
            "2026-11-31",
            "1899-12-31",
        ] {
            assert_eq!(day(text), Err(Unread), "{text}");
        }
        assert_eq!(time(UNREAD), Err(Unread));
    }
}

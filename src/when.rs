//! Days, times of day and moments, read as records and units hold them: `2026-11-21`, `09:30:00`,
//! `2026-11-21T09:30:00.000Z`. For `#[serde(deserialize_with = "…")]`.
//!
//! The calendar library reads more than these, and can say of anything else what is wrong with it. Those words,
//! and all that leads to them, were a twentieth of the program that a phone fetches, and nobody is shown them there.

use std::fmt;

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::Offset,
};
use serde::{
    Deserializer,
    de::{Error, Unexpected, Visitor},
};

/// Reads a moment, as RFC 3339 has it.
pub fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    deserializer.deserialize_str(Written(
        "a moment, such as 2026-11-21T09:30:00.000Z",
        moment_of,
    ))
}

/// Reads a day.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    deserializer.deserialize_str(DAY)
}

/// Reads a day, or that there is none.
pub fn maybe_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    deserializer.deserialize_option(Maybe(DAY))
}

/// Reads a time of day, or that there is none.
pub fn maybe_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Time>, D::Error> {
    deserializer.deserialize_option(Maybe(Written("a time of day, such as 09:30:00", |text| {
        whole(text, time_at)
    })))
}

/// Whether a day is still to come. Tomorrow is not: today has begun somewhere else, or a clock is a little wrong.
pub fn is_ahead(day: Date, today: Date) -> bool {
    today.tomorrow().is_ok_and(|last| day > last)
}

const DAY: Written<Date> = Written("a day, such as 2026-11-21", |text| whole(text, date_at));

/// What is written, and how it is read.
struct Written<T>(&'static str, fn(&str) -> Option<T>);

impl<T> Visitor<'_> for Written<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

struct Maybe<T>(Written<T>);

impl<'de, T> Visitor<'de> for Maybe<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_str(self.0).map(Some)
    }
}

fn whole<T>(text: &str, part: fn(&mut Rest) -> Option<T>) -> Option<T> {
    let mut rest = Rest(text.as_bytes());
    part(&mut rest).filter(|_| rest.0.is_empty())
}

fn moment_of(text: &str) -> Option<Timestamp> {
    whole(text, |rest| {
        let date = date_at(rest)?;
        rest.one_of(b"Tt ")?;
        let at = DateTime::from_parts(date, time_at(rest)?);
        offset_at(rest)?.to_timestamp(at).ok()
    })
}

/// Years before the first and after 9999 have a sign and six digits.
fn date_at(rest: &mut Rest) -> Option<Date> {
    let year = match rest.one_of(b"+-") {
        Some(b'-') => -rest.number(6)?,
        Some(_) => rest.number(6)?,
        None => rest.number(4)?,
    };
    rest.one_of(b"-")?;
    let month = rest.two_digits()?;
    rest.one_of(b"-")?;
    Date::new(i16::try_from(year).ok()?, month, rest.two_digits()?).ok()
}

fn time_at(rest: &mut Rest) -> Option<Time> {
    let hour = rest.two_digits()?;
    rest.one_of(b":")?;
    let minute = rest.two_digits()?;
    rest.one_of(b":")?;
    // A leap second is taken for the one before it.
    let second = match rest.two_digits()? {
        60 => 59,
        second => second,
    };
    let nanosecond = match rest.one_of(b".") {
        Some(_) => rest.nanoseconds()?,
        None => 0,
    };
    Time::new(hour, minute, second, nanosecond).ok()
}

fn offset_at(rest: &mut Rest) -> Option<Offset> {
    let sign = match rest.one_of(b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(Offset::UTC),
    };
    let hours = rest.number(2)?;
    rest.one_of(b":")?;
    let minutes = rest.number(2).filter(|minutes| *minutes < 60)?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// What has not been read yet.
struct Rest<'t>(&'t [u8]);

impl Rest<'_> {
    fn one_of(&mut self, these: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        these.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digit(&mut self) -> Option<i32> {
        self.one_of(b"0123456789")
            .map(|digit| i32::from(digit - b'0'))
    }

    fn number(&mut self, digits: u32) -> Option<i32> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    fn two_digits(&mut self) -> Option<i8> {
        i8::try_from(self.number(2)?).ok()
    }

    /// One digit to nine of a second's fraction.
    fn nanoseconds(&mut self) -> Option<i32> {
        let first = self.digit()?;
        Some((1..9).fold(first, |number, _| number * 10 + self.digit().unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_day(text: &str) -> Option<Date> {
        whole(text, date_at)
    }

    fn read_time(text: &str) -> Option<Time> {
        whole(text, time_at)
    }

    #[test]
    fn a_day_is_still_to_come_from_the_day_after_tomorrow_on() {
        let today = read_day("2026-02-28").unwrap();
        for (day, is) in [
            ("2026-02-28", false),
            ("2026-03-01", false),
            ("2026-03-02", true),
            ("2025-12-31", false),
        ] {
            assert_eq!(is_ahead(read_day(day).unwrap(), today), is, "{day}");
        }
        assert!(!is_ahead(Date::MAX, Date::MAX));
    }

    proptest! {
        #[test]
        fn what_the_library_writes_is_read(
            seconds in Timestamp::MIN.as_second()..Timestamp::MAX.as_second(),
            nanosecond in 0..1_000_000_000,
            digits in 0..=9_usize,
        ) {
            let at = Timestamp::new(seconds, nanosecond).unwrap();
            prop_assert_eq!(moment_of(&at.to_string()), Some(at));
            let short = format!("{at:.digits$}");
            prop_assert_eq!(moment_of(&short), short.parse().ok());
            let at = Offset::UTC.to_datetime(at);
            prop_assert_eq!(read_day(&at.date().to_string()), Some(at.date()));
            prop_assert_eq!(read_time(&at.time().to_string()), Some(at.time()));
        }

        /// Nothing is read otherwise than the library does, nearly right things above all.
        #[test]
        fn nothing_is_read_otherwise(
            text in "[+-]?(2026|0000|002026|99999|[0-9]{4})-(02|1[0-3]|0[0-9])-(29|3[0-2]|[0-2][0-9])[Tt _](2[3-5]|[01][0-9]):(59|60|[0-5][0-9])(:(59|6[01]|[0-5][0-9])([.,][0-9]{0,10})?)?(Z|z|[+-](00|2[0-6]|0[0-9]):?([0-6][0-9])?(:[0-9]{2})?|)",
        ) {
            if let Some(at) = moment_of(&text) {
                prop_assert_eq!(text.parse().ok(), Some(at));
            }
            let (date, time) = text.split_once(['T', 't', ' ', '_']).unwrap();
            prop_assert_eq!(read_day(date), date.parse().ok());
            if let Some(at) = read_time(time) {
                prop_assert_eq!(time.parse().ok(), Some(at));
            }
        }

        #[test]
        fn whatever_is_written_does_no_harm(text in ".{0,40}|[-+:.TZ0-9]{0,40}") {
            let _ = (moment_of(&text), read_day(&text), read_time(&text));
        }
    }

    #[test]
    fn moments_are_as_rfc_3339_has_them() {
        let at = |text: &str| moment_of(text).map(|at| at.to_string());
        let same = Some("2026-11-21T09:30:00Z".to_owned());
        for text in [
            "2026-11-21T09:30:00Z",
            "2026-11-21t09:30:00.000z",
            "2026-11-21 10:30:00+01:00",
            "2026-11-21T04:00:00.0-05:30",
        ] {
            assert_eq!(at(text), same, "{text}");
        }
        assert_eq!(
            at("2026-12-31T23:59:60Z").as_deref(),
            Some("2026-12-31T23:59:59Z")
        );
        for text in [
            "",
            "2026-11-21",
            "2026-11-21T09:30:00",
            "2026-11-21T09:30Z",
            "2026-02-29T09:30:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T09:30:00.Z",
            "2026-11-21T09:30:00.0000000000Z",
            "2026-11-21T09:30:00+01:60",
            "2026-11-21T09:30:00Z ",
            "two thousand",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_told() {
        #[derive(Debug, serde::Deserialize)]
        struct Days {
            #[serde(deserialize_with = "day")]
            from: Date,
            #[serde(default, deserialize_with = "maybe_day")]
            to: Option<Date>,
        }
        let read = |text: &str| serde_json::from_str::<Days>(text);
        let days = read(r#"{"from":"2026-11-21","to":null}"#).unwrap();
        assert_eq!(
            (days.from.to_string().as_str(), days.to),
            ("2026-11-21", None)
        );
        assert!(read(r#"{"from":"2026-11-21"}"#).unwrap().to.is_none());
        assert!(
            read(r#"{"from":"2026-11-21","to":"2026-11-22"}"#)
                .unwrap()
                .to
                .is_some()
        );
        let wrong = read(r#"{"from":"21 November"}"#).unwrap_err().to_string();
        assert!(wrong.contains("\"21 November\", expected a day"), "{wrong}");
    }
}

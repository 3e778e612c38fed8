//! Parts that the whole report is made of: rows, times, names.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use maud::{Markup, html};

use crate::{
    record::event::Event,
    wording::{date, report},
};

/// A day and time: `21 November 2026, 09:30 UTC`.
pub(super) fn when(at: Timestamp) -> String {
    let utc = at.to_zoned(TimeZone::UTC).datetime();
    let (hour, minute) = (utc.hour(), utc.minute());
    format!("{}, {hour:02}:{minute:02} UTC", date::day(utc.date()))
}

/// The day alone.
pub(super) fn day(at: Timestamp) -> String {
    date::day(at.to_zoned(TimeZone::UTC).date())
}

/// A day, empty where there is none.
pub(super) fn day_or_none(day: Option<Date>) -> String {
    day.map(date::day).unwrap_or_default()
}

/// Who did something, in what role.
pub(super) fn who(event: &Event) -> String {
    report::person(&event.by.name, event.by.role)
}

/// Rows of a name and what it says. Rows that say nothing are left out.
pub(super) fn rows<'r>(rows: impl IntoIterator<Item = (&'r str, String)>) -> Markup {
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|(_, said)| !said.trim().is_empty())
        .collect();
    html! {
        @if !rows.is_empty() {
            dl .report__rows {
                @for (name, said) in &rows {
                    div { dt { (name) } dd { (said) } }
                }
            }
        }
    }
}

/// Rows that paper has a line for where nothing is known.
pub(super) fn lines<'r>(rows: impl IntoIterator<Item = (&'r str, String)>) -> Markup {
    html! {
        dl .report__rows {
            @for (name, said) in rows {
                div {
                    dt { (name) }
                    @if said.trim().is_empty() { dd .report__line {} } @else { dd { (said) } }
                }
            }
        }
    }
}

/// Words that somebody typed, with their lines as they were.
pub(super) fn typed(words: &str) -> Markup {
    html! {
        @if !words.trim().is_empty() { blockquote .report__typed { (words) } }
    }
}

/// A table in a box that scrolls where a screen is narrow.
pub(super) fn table(name: &str, heads: &[&str], rows: &[Vec<String>]) -> Markup {
    html! {
        div .report__table role="region" aria-label=(name) tabindex="0" {
            table {
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr { @for cell in row { td { (cell) } } }
                    }
                }
            }
        }
    }
}

/// Enough of a seal or hash to tell it from others by eye.
pub(super) fn short(seal: &impl std::fmt::Display) -> String {
    seal.to_string().chars().take(12).collect()
}

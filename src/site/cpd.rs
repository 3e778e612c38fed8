//! A CPD entry for print: what was filled in, room to write where nothing was, and lines for the
//! manager.

use maud::{Markup, html};

use crate::{
    completion::cpd::CpdEntry,
    wording::{completion as words, date},
};

/// The entry as part of a page, headings from level 3 on.
pub fn body(entry: &CpdEntry, name: &str) -> String {
    let day = entry.date.map(date::day).unwrap_or_default();
    html! {
        article .paper.cpd data-cpd {
            dl .paper__rows {
                (short(words::NAME, name))
                (short(words::CPD_DATE, &day))
                (short(words::CPD_ACTIVITY, &entry.activity))
                (short(words::CPD_HOURS, &entry.hours))
                (short(words::CPD_STANDARDS, &entry.standards))
            }
            (long(words::CPD_LEARNED, &entry.learned))
            (long(words::CPD_USED, &entry.used))
            (long(words::CPD_EFFECT, &entry.effect))
            (long(words::CPD_NEXT, &entry.next))
            (long(words::CPD_MANAGER, ""))
            dl .paper__rows {
                (short(words::CPD_MANAGER_NAME, ""))
                (short(words::CPD_MANAGER_DATE, ""))
            }
        }
    }
    .into_string()
}

fn short(label: &str, said: &str) -> Markup {
    let said = said.trim();
    html! {
        div { dt { (label) } dd class=[said.is_empty().then_some("paper__line")] { (said) } }
    }
}

fn long(label: &str, said: &str) -> Markup {
    let said = said.trim();
    html! {
        section .paper__long {
            h3 { (label) }
            @if said.is_empty() { div .paper__room {} }
            @for line in said.lines().filter(|line| !line.trim().is_empty()) { p { (line) } }
        }
    }
}

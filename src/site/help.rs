//! Help for somebody who is worried about a person now: a panel on every page, and a page.

use maud::{Markup, html};

use super::{above::above, view::View};
use crate::{pack::Contact, route::Route, wording::page};

/// The panel behind the header's link. It opens without any script.
pub(super) fn panel(view: View<'_>) -> Markup {
    html! {
        details .help #page_help {
            summary .help__open { (page::WORRIED) }
            div .help__panel {
                p { strong { (page::WORRIED_FIRST) } }
                (steps(view))
                p { a href=(view.to(&Route::Help)) { (page::WORRIED_MORE) } }
            }
        }
    }
}

/// The page.
pub(super) fn main(view: View<'_>) -> Markup {
    html! {
        main #page_main .page {
            (above())
            h1 { (page::WORRIED_TITLE) }
            p .lead { (page::WORRIED_FIRST) }
            (steps(view))
            p { (page::DO_NOT_ASK) }
            @if let Some(contact) = view.contact("whistleblowing") {
                p { (around(page::PART_OF_THE_PROBLEM, reach(contact))) }
            }
            @if let Some(contact) = view.contact("local-authority") {
                p { (around(page::ANYBODY_CAN_TELL, reach(contact))) }
            }
        }
    }
}

fn steps(view: View<'_>) -> Markup {
    let manager = view.contact("manager");
    let lead = view.contact("safeguarding-lead");
    let whom = html! {
        @match (manager, lead) {
            (Some(manager), Some(lead)) => { (reach(manager)) (page::OR) (reach(lead)) }
            (Some(one), None) | (None, Some(one)) => (reach(one)),
            (None, None) => (page::YOUR_MANAGER),
        }
    };
    html! {
        ol .help__steps {
            li { (page::MAKE_SAFE) " " a .help__number href="tel:999" { (page::EMERGENCY) } "." }
            li { (around(page::TELL_TODAY, whom)) }
            @if let Some(contact) = view.contact("out-of-hours") {
                li { (around(page::OUT_OF_HOURS, reach(contact))) }
            }
            li { (page::WRITE_DOWN) }
        }
    }
}

/// A sentence with something in its middle.
fn around((before, after): page::Around, middle: Markup) -> Markup {
    html! { (before) (middle) (after) }
}

/// Who to turn to, with links that call or write.
fn reach(contact: &Contact) -> Markup {
    let dialled: String = contact
        .phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    html! {
        (contact.name)
        @if !contact.phone.is_empty() { " " a href={ "tel:" (dialled) } { (contact.phone) } }
        @if !contact.email.is_empty() { " " a href={ "mailto:" (contact.email) } { (contact.email) } }
    }
}

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
                p { "If the people you should tell are part of the problem, turn to " (reach(contact)) "." }
            }
            @if let Some(contact) = view.contact("local-authority") {
                p { "Anybody can also tell " (reach(contact)) " about a worry, at any time." }
            }
        }
    }
}

fn steps(view: View<'_>) -> Markup {
    let manager = view.contact("manager");
    let lead = view.contact("safeguarding-lead");
    html! {
        ol .help__steps {
            li { (page::MAKE_SAFE) " " a .help__number href="tel:999" { (page::EMERGENCY) } "." }
            li {
                "Tell "
                @match (manager, lead) {
                    (Some(manager), Some(lead)) => { (reach(manager)) " or " (reach(lead)) }
                    (Some(one), None) | (None, Some(one)) => (reach(one)),
                    (None, None) => "your manager",
                }
                " today. Do not wait until you are sure."
            }
            @if let Some(contact) = view.contact("out-of-hours") {
                li { "Out of hours, call " (reach(contact)) "." }
            }
            li { (page::WRITE_DOWN) }
        }
    }
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

//! Pages without content of a pack: the places of record, settings and people, what is kept, and
//! the page that is not there.

use maud::{Markup, html};

use super::{above::above, view::View};
use crate::{
    route::Route,
    wording::{assess, offline, page, privacy},
};

/// A page that the program fills: a heading, a sentence, and the place.
pub(super) fn desk(place: &str, title: &str, help: &str) -> Markup {
    html! {
        main #page_main .page {
            (above())
            h1 { (title) }
            p .lead { (help) }
            // What a link within the settings leads to is drawn by the program.
            div data-place=(place) { p .coming id=[(place == "settings").then_some("provider")] { (page::COMING) } }
        }
    }
}

/// The employer's page. It is a desk of its own, without the way to the assessors' pages.
pub(super) fn team(title: &str, help: &str) -> Markup {
    html! {
        main #page_main .page.page--desk {
            (above())
            h1 { (title) }
            p .lead { (help) }
            div data-place="team" { p .coming { (page::COMING) } }
        }
    }
}

/// The same with room for columns.
pub(super) fn wide(place: &str, title: &str, help: &str) -> Markup {
    html! {
        main #page_main .page.page--desk {
            (above())
            h1 { (title) }
            p .lead { (help) }
            div data-place=(place) { p .coming { (page::COMING) } }
        }
    }
}

/// A page of the desk: the way to the other pages of the desk, then as every page that the program
/// fills.
pub(super) fn assess(view: View<'_>, here: &Route, title: &str, help: &str) -> Markup {
    html! {
        main #page_main .page.page--desk {
            (above())
            nav .tabs aria-label=(assess::PAGES) {
                ul {
                    @for (route, words) in &assess::TABS {
                        li { a href=(view.to(route)) aria-current=[(route == here).then_some("page")] { (words) } }
                    }
                }
            }
            h1 { (title) }
            p .lead data-stays=[(*here == Route::Desk).then_some("desk")] { (help) }
            div data-place=(here.name()) { p .coming { (page::COMING) } }
        }
    }
}

/// What is kept, where, and for how long.
pub(super) fn privacy(view: View<'_>) -> Markup {
    html! {
        main #page_main .page {
            (above())
            h1 { (privacy::TITLE) }
            p .lead data-stays="privacy" { (view.stays.privacy) }
            @for (heading, paragraphs) in privacy::PASSAGES {
                h2 { (heading) }
                @for (place, words) in paragraphs.iter().map(|it| view.stays.paragraph(it)) { p data-stays=[place] { (words) } }
            }
            @if let Some(contact) = view.contact("data-protection-lead") {
                p { (privacy::questions_to(&contact.words())) }
            }
            div data-place="storage" {}
        }
    }
}

/// The page that is not there.
pub(super) fn not_found(view: View<'_>) -> Markup {
    html! {
        main #page_main .page {
            (above())
            h1 { (page::NOT_FOUND_TITLE) }
            p .lead { (page::NOT_FOUND_HELP) }
            p { a .button href=(view.to(&Route::Home)) { (page::TO_ALL_UNITS) } }
        }
    }
}

/// What the worker shows in place of a page that it has not kept, while there is no network.
pub(super) fn no_signal(view: View<'_>) -> Markup {
    html! {
        main #page_main .page {
            (above())
            h1 { (offline::NO_SIGNAL_TITLE) }
            p .lead { (offline::NO_SIGNAL_HELP) }
            p .cluster {
                a .button href="" { (offline::TRY_AGAIN) }
                a .button.button--quiet href=(view.to(&Route::Home)) { (page::TO_ALL_UNITS) }
            }
        }
    }
}

/// What stands where the desk would be, in a file that holds training only.
pub(super) fn desk_elsewhere(view: View<'_>) -> Markup {
    html! {
        main #page_main .page {
            (above())
            h1 { (page::FOR_ASSESSORS) }
            p .lead { (page::DESK_ELSEWHERE) }
            p { (page::DESK_ELSEWHERE_HELP) }
            p { a .button href=(view.to(&Route::Record)) { (page::RECORD) } }
        }
    }
}

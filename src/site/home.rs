//! The home page: where to begin, all units, how it works.

use maud::{Markup, html};

use super::{above::above, unit::amounts, view::View};
use crate::{
    prose::Prose,
    route::Route,
    unit::Unit,
    wording::{page, provider},
};

/// The main part of the home page.
pub(super) fn main(view: View<'_>, units: &[Unit]) -> Markup {
    html! {
        main #page_main .page.page--wide {
            (above())
            div .home__head {
                h1 { (view.settings.title) }
                // Style shows it where the server has a door.
                a .button.button--quiet.home__door href={ (view.to(&Route::Settings)) "#provider" } { (provider::SIGN_IN) }
            }
            @if let Some(first) = units.first() {
                div data-place="continue" { (start_here(view, first)) }
                section .units {
                    h2 { (page::UNITS) }
                    ul .units__list { @for unit in units { li { (card(view, unit)) } } }
                }
            } @else {
                p .notice data-kind="info" { (page::NO_UNITS) }
            }
            section .ways {
                h2 { (page::HOW_IT_WORKS) }
                ol .ways__list {
                    @for (title, words) in page::WAYS { li { h3 { (title) } p { (words) } } }
                }
                p .meta { span data-stays="home" { (view.stays.home) } " " a href=(view.to(&Route::Privacy)) { (page::STAYS_HERE_WHY) } }
            }
            div data-place="training" {}
        }
    }
}

fn start_here(view: View<'_>, first: &Unit) -> Markup {
    html! {
        section .hero {
            p .meta { (page::START_HERE) }
            h2 { (first.title) }
            p { (first_sentences(view, &first.opening)) }
            p { a .button href=(view.to(&Route::Unit(first.id.clone()))) { (page::OPEN_UNIT) } }
        }
    }
}

fn card(view: View<'_>, unit: &Unit) -> Markup {
    html! {
        article .card.unit-card data-unit=(unit.id) {
            h3 { a .unit-card__link href=(view.to(&Route::Unit(unit.id.clone()))) { (unit.title) } }
            p .meta { (page::level_and_time(unit.level, unit.minutes)) }
            p { (first_sentences(view, &unit.opening)) }
            div data-place="unit-progress" { (amounts(view, unit)) }
        }
    }
}

/// How long a unit's description is at least, in bytes, if its author gives it that much.
const ENOUGH: usize = 60;

/// The first sentences of the first paragraph: what the unit is about, in its author's words.
fn first_sentences(view: View<'_>, prose: &Prose) -> String {
    let paragraph = view.text(&prose.first_paragraph());
    let ends = paragraph
        .match_indices(['.', '!', '?'])
        .map(|(at, mark)| at + mark.len());
    let mut ends = ends.filter(|end| {
        paragraph
            .get(*end..)
            .is_some_and(|rest| rest.starts_with(' '))
    });
    let end = ends.find(|end| *end >= ENOUGH).unwrap_or(paragraph.len());
    paragraph.get(..end).unwrap_or_default().to_owned()
}

//! The page for a team meeting or supervision: a scenario on a large screen, step by step. Without
//! the program it leads to the scenarios where they stand in the unit.

use maud::{Markup, html};

use super::{
    above::above,
    view::{View, nations},
};
use crate::{route::Route, unit::Unit, wording::together as words};

/// The main part of the page.
pub(super) fn main(view: View<'_>, unit: &Unit, source: &str) -> Markup {
    let unit_page = view.to(&Route::Unit(unit.id.clone()));
    html! {
        main #page_main .page.page--wide data-unit=(unit.id) data-source=(source) {
            (above())
            p .meta { a href=(unit_page) { (unit.title) } }
            h1 { (words::TITLE) }
            p .lead { (words::HELP) }
            div data-place="together" {
                ul .links {
                    @for scenario in unit.scenarios() {
                        li id=(scenario.id) data-nations=[nations(scenario.nations)] {
                            a href={ (unit_page) "#" (scenario.id) } { (view.text(&scenario.title)) }
                        }
                    }
                }
            }
        }
    }
}

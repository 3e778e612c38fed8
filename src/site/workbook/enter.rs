//! The page where what was written in a workbook is typed in. Only the program can: the page says
//! so, and holds its place.

use maud::{Markup, html};

use crate::{
    route::Route,
    site::{above::above, view::View},
    unit::Unit,
    wording::{enter as words, page, workbook},
};

/// The main part of the page.
pub(in crate::site) fn main(view: View<'_>, unit: &Unit, source: &str) -> Markup {
    html! {
        main #page_main .page data-unit=(unit.id) data-source=(source) {
            (above())
            p .meta {
                a href=(view.to(&Route::Unit(unit.id.clone()))) { (unit.title) }
                " · "
                a href=(view.to(&Route::Workbook(unit.id.clone()))) { (workbook::WORKBOOK) }
            }
            h1 { (words::TITLE) }
            p .lead { (words::HELP) }
            div data-place="enter" { p .coming { (page::COMING) } }
        }
    }
}

//! Whole pages as HTML text: what `underpin build` writes, and what the browser program attaches
//! to. The program calls the same functions when a unit's Markdown is newer than the page.
//!
//! Everything here is text in, text out. It reads no file, knows no learner, and keeps nothing.
//!
//! # What stands in a page
//!
//! The program, the style sheets and the tests rely on what follows, and on nothing else.
//!
//! **The document.** `<html lang="en-GB" data-root="../../" data-page="unit"
//! data-nation="england">`: the way to the site's root (never empty), the kind of page
//! ([`Route::name`](crate::route::Route::name)), the nation whose law is shown. `style/look.js`,
//! the first thing in the head, adds what the learner has chosen before anything is drawn
//! (`data-theme`, `data-size`, `data-spacing`, `data-font`, `data-motion`, `data-nation`: see
//! that file for the values and for where they are kept), and `data-program="coming"` where the
//! browser can run the program at all (and `data-training="coming"` where training was opened from
//! a file, whose pages the program will draw). The program sets it to `ready`, or to `failed`. The note
//! `.no-program`, which says what is missing, shows without the attribute. Where the program did not come,
//! `style/look.js` puts what stands in `template[data-says=failed]` to the notices; what had room for the
//! program keeps it.
//! `data-first` stands there while a unit's first frame is drawn: what follows the first section comes with the next.
//! `data-asks="who|locked"` says what has to be asked before it is known whose work is done, with `--people` for
//! how many there are; `data-door="open|used"`, that the server has a door, and whether she keeps her record behind it.
//! `data-offline`, `data-update` and what begins with `data-offline-` say how far the site is kept on the device,
//! whether a new version is there, and why one is not: see `offline/page.js`.
//! Pages hold no style attribute and no event handler. Where people read and practise, the style that words
//! and questions need and the script of the look stand in the page itself; the rest of the style is a link. On
//! pages to read it stands in `template[data-waits]`, with the program and with what keeps the site on the device:
//! `style/look.js` lets them in when the words have been drawn. That style has `data-later`, and is for paper
//! only until `src/ui/start.js` takes that away. There
//! `data-whole` names the files of the learner's whole program, which the small one of these pages may
//! start in its place. `data-runs` names the script
//! of the program that runs.
//!
//! **Ids.** What an author has named keeps its name: `id="sleepy-lunch"` stands on the outermost
//! element that is that section, step, question or criterion. Ids of ours hold an underscore,
//! which no author's can: `page_main`, `page_help`, `page_criteria`, `note_1`.
//!
//! **Places.** `[data-place=…]` is an element that the program fills. What stands in it before
//! is what holds without the program; the program replaces all of it.
//!
//! | place | page | holds before |
//! |---|---|---|
//! | `who` | every page, in the header: a link to the people page | "On this device" |
//! | `asks` | every page, first in `<main>`: who is learning, or a passphrase | both; `data-asks` shows one |
//! | `panel` | every page, after it: what a learning system is told | nothing |
//! | `notice` | every page, behind all of it: what is said at the foot of the window | nothing |
//! | `continue` | home; the program lays its own over what stands there | the first unit |
//! | `training` | home, last: which training is open | nothing |
//! | `unit-progress` | home, in each `[data-unit]` card; unit | how much there is |
//! | `nation` | unit, beside law that differs: which nation is shown | the pack's nation |
//! | `criterion-state` | unit, in each `[data-criterion]`; answer | nothing |
//! | `result` | in each question, `role="status"` | nothing |
//! | `player` | in each scenario, before its steps | "Step 1" |
//! | `summary` | in each scenario, after its steps | nothing |
//! | `answer` | answer: the editor | what is missing |
//! | `decision` | answer: what the assessor said | nothing |
//! | `versions` | answer: earlier versions | nothing |
//! | `record`, `settings`, `people` | those pages | what is missing |
//! | `desk`, `judge`, `portfolio`, `cohort`, `quality` | the pages under `assess/` | what is missing |
//! | `workbook` | workbook: the button that prints | how to print without it |
//! | `enter` | enter: where what was written is typed in | what is missing |
//! | `together` | together: a scenario on a large screen | links to the scenarios |
//! | `team` | the employer's page | what is missing |
//! | `storage` | privacy: what is kept here now | nothing |
//!
//! **Where things stay.** `[data-stays=home|privacy|account|seen|desk]` says that nothing is sent, and in a package what
//! the learning system is told; the program puts other words there for who keeps her record with a provider (`ui/sync/`).
//!
//! **Main.** `<main id="page_main">`; a unit's and an answer's page add `data-unit="…"` and
//! `data-source="…"`, the [fingerprint](source::fingerprint) of the files it was made from; an
//! answer's page adds `data-criterion="…"`.
//!
//! **Sections** of a unit: `<section id="rights" data-section="rights"
//! data-kind="reading|law|scenario|question" data-nations="england wales">`. Where something
//! holds everywhere there is no `data-nations`; questions, contents and criteria carry it too. A
//! section to be read ends in `<span data-end="rights"></span>`. All criteria stand together in
//! `<section id="page_criteria" data-kind="criteria">`, each an
//! `<article id="ac-3-2" data-criterion="ac-3-2" data-evidence="knowledge|skill">`.
//!
//! **Questions**: `<form class="question" data-question="…" data-kind="single" data-points="2"
//! data-criteria="ac-3-2 ac-4-1">` with a `<fieldset>` whose `<legend>` holds the heading, then
//! the stem, then by kind:
//!
//! | kind | controls |
//! |---|---|
//! | single, multiple | `li.option[data-option]` with a radio button or checkbox, whose value is the option's id, and the option's `.feedback[data-verdict=right\|wrong\|unsafe]` |
//! | rate | `li.option[data-option]` with a radio button |
//! | order | `ol.order > li[data-option]`, each with `button[data-move=up]` and `button[data-move=down]`; the items' order in the page is the response |
//! | match | `select[data-option]` for each left-hand side; its values are right-hand sides' ids, and empty for none |
//! | gap | `input[data-option]` or `select[data-option]` in the stem; its value is the text |
//! | number, short | one `input` |
//! | reflect | one `textarea` |
//!
//! then `.question__actions` with the submit button `[data-action=check]`, the place `result`,
//! and `details.question__discussion` with what is said to everybody and, where no feedback
//! stands beside options, the right answer. Options, items and right-hand sides are shown in the
//! order of attempt 0 ([`shuffled`](crate::question::shuffled)).
//!
//! Until the program has set `data-live` on the form, choosing shows an option's feedback by
//! style alone, the button is hidden and the discussion can be opened; `data-chosen` on the form says that
//! somebody has chosen or typed (`style/look.js` sets it). From then on an option's
//! feedback shows where the program has set `data-shown` on it, and the discussion where it has
//! set `data-answered` on the form.
//!
//! **Scenarios**: `<div class="scenario" data-scenario="…" data-pass="70" data-criteria="…">`
//! with `.scenario__opening`, the place `player`, every step as `<section class="step" id="first"
//! data-step="first" data-kind="question|ending">`, and the place `summary`. Feedback that leads
//! on holds `a.onward`, a link to the step's fragment. With `data-live` on the scenario those
//! links are hidden, and steps show as the program sets and takes away `hidden`.
//!
//! **Workbooks**: each item is a `.workbook__item[data-code="7KQ4M"]` in `.workbook__learner`, and
//! is answered in `.workbook__trainer`. Pages of the room ([`Route::is_of_the_room`]) have a style
//! sheet of their own. `<html data-room-style="room-….css">` names it on every page, so that the
//! program can add it when it puts such a page in place of another.
//!
//! **Answers**: points are `li[data-point="Knowledge"]`, each with a checkbox of that value, and
//! `a[data-section]` lead back to the teaching.

mod above;
pub mod certificate;
pub mod cpd;
mod criterion;
mod document;
mod graph;
mod help;
mod home;
pub mod manifest;
pub mod matrix;
pub mod offline;
mod one_file;
mod package;
mod plain;
mod question;
pub mod report;
mod scenario;
pub mod source;
pub mod statement;
mod together;
mod unit;
mod view;
mod workbook;

use self::view::View;
pub use self::{
    document::{Inline, Loads, POLICY, Page, document, policy, policy_in},
    one_file::{Carried, one_file},
    package::{InPackage, package, page_in_package},
};
use crate::{
    criterion::Criterion,
    pack::{Pack, Settings},
    route::Route,
    unit::Unit,
    wording::{self, adapt, assess, offline as no_signal, page, privacy, team},
};

/// Every page of a pack's site: the fixed ones, each unit, each criterion's answer.
pub fn routes(pack: &Pack) -> Vec<Route> {
    let of_unit = |unit: &Unit| {
        let answers = unit
            .criteria()
            .map(|ac| Route::Answer(unit.id.clone(), ac.id.clone()));
        let own = [Route::Unit, Route::Workbook, Route::Enter, Route::Together];
        let own = own.into_iter().map(|page| page(unit.id.clone()));
        own.chain(answers).collect::<Vec<_>>()
    };
    Route::FIXED
        .into_iter()
        .chain(pack.units.iter().flat_map(of_unit))
        .collect()
}

/// The page at `route`, none where the pack has no such unit or criterion. `source` is the
/// [fingerprint](source::fingerprint) of the unit's files (empty for pages of no unit), `root`
/// the page's way to the site's root.
pub fn page(pack: &Pack, route: &Route, source: &str, root: &str) -> Option<Page> {
    page_in(View::new(&pack.settings, root), pack, route, source)
}

fn page_in(view: View<'_>, pack: &Pack, route: &Route, source: &str) -> Option<Page> {
    let View { settings, root, .. } = view;
    let (title, main) = match route {
        Route::Home => (
            settings.title.clone(),
            home::main(view, &pack.units).into_string(),
        ),
        Route::Unit(unit) => {
            let unit = pack.unit(unit)?;
            (unit.title.clone(), unit_main(settings, unit, source, root))
        }
        Route::Answer(unit, criterion) => {
            let unit = pack.unit(unit)?;
            let criterion = unit.criterion(criterion)?;
            let main = answer_main(settings, unit, criterion, source, root);
            (criterion::answer_title(view, unit, criterion), main)
        }
        Route::Workbook(unit) => {
            let unit = pack.unit(unit)?;
            let main = workbook::main(view, unit, source).into_string();
            (wording::workbook::title(&unit.title), main)
        }
        Route::Enter(unit) => {
            let unit = pack.unit(unit)?;
            let main = workbook::enter_main(view, unit, source).into_string();
            (wording::enter::title(&unit.title), main)
        }
        Route::Together(unit) => {
            let unit = pack.unit(unit)?;
            let main = together::main(view, unit, source).into_string();
            (wording::together::title(&unit.title), main)
        }
        Route::Record => desk("record", page::RECORD_TITLE, page::RECORD_HELP),
        Route::Settings => desk("settings", page::SETTINGS_TITLE, page::SETTINGS_HELP),
        Route::People => desk("people", page::PEOPLE_TITLE, page::PEOPLE_HELP),
        Route::Desk => assess(view, route, assess::DESK_TITLE, assess::DESK_HELP),
        Route::Judge => assess(view, route, assess::JUDGE_TITLE, assess::JUDGE_HELP),
        Route::Portfolio => assess(view, route, assess::PORTFOLIO_TITLE, assess::PORTFOLIO_HELP),
        Route::Cohort => assess(view, route, assess::COHORT_TITLE, assess::COHORT_HELP),
        Route::Quality => assess(view, route, assess::QUALITY_TITLE, assess::QUALITY_HELP),
        Route::Team => (
            team::TITLE.to_owned(),
            plain::team(team::TITLE, team::HELP).into_string(),
        ),
        Route::Adapt => (
            adapt::TITLE.to_owned(),
            plain::wide("adapt", adapt::TITLE, adapt::HELP).into_string(),
        ),
        Route::Privacy => (
            privacy::TITLE.to_owned(),
            plain::privacy(view).into_string(),
        ),
        Route::Help => (
            page::WORRIED_TITLE.to_owned(),
            help::main(view).into_string(),
        ),
        Route::NotFound => (
            page::NOT_FOUND_TITLE.to_owned(),
            plain::not_found(view).into_string(),
        ),
        Route::NoSignal => (
            no_signal::NO_SIGNAL_TITLE.to_owned(),
            plain::no_signal(view).into_string(),
        ),
    };
    Some(Page {
        route: route.clone(),
        title,
        main,
    })
}

/// The page in place of the desk where everything is in one file: the desk is not in it.
pub fn desk_elsewhere(settings: &Settings, root: &str) -> Page {
    let main = plain::desk_elsewhere(View::new(settings, root));
    Page {
        route: Route::NotFound,
        title: page::FOR_ASSESSORS.to_owned(),
        main: main.into_string(),
    }
}

fn desk(place: &str, title: &str, help: &str) -> (String, String) {
    (
        title.to_owned(),
        plain::desk(place, title, help).into_string(),
    )
}

fn assess(view: View<'_>, route: &Route, title: &str, help: &str) -> (String, String) {
    let main = plain::assess(view, route, title, help);
    (title.to_owned(), main.into_string())
}

/// The `<main>` of a unit's page.
pub fn unit_main(settings: &Settings, unit: &Unit, source: &str, root: &str) -> String {
    unit::main(View::new(settings, root), unit, source).into_string()
}

/// What a unit's page says, for its author: without the page around it.
pub fn unit_preview(settings: &Settings, unit: &Unit) -> String {
    unit::preview(View::new(settings, "./"), unit).into_string()
}

/// A scenario as a picture and as a list, for its author.
pub fn scenario_graph(graph: &crate::author::graph::Graph) -> String {
    graph::graph(graph).into_string()
}

/// The `<main>` of a workbook's page.
pub fn workbook_main(settings: &Settings, unit: &Unit, source: &str, root: &str) -> String {
    workbook::main(View::new(settings, root), unit, source).into_string()
}

/// The `<main>` of the page where an answer is written.
pub fn answer_main(
    settings: &Settings,
    unit: &Unit,
    criterion: &Criterion,
    source: &str,
    root: &str,
) -> String {
    criterion::answer_main(View::new(settings, root), unit, criterion, source).into_string()
}

//! What stands around the main part of every page: the head, the header, the footer, and the way
//! to help.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};

use super::{
    above, help,
    manifest::{self, Icon},
    one_file::digest,
    view::View,
};
use crate::{
    pack::Settings,
    route::Route,
    wording::{adapt, page, training},
};

/// What a page may load and do that loads all of it from files of its own. The same words are a
/// header of our own server's answers; on other servers this is all there is.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
     form-action 'none'";

/// The same where the look stands in the page: it names what stands there by its digest, so that
/// nothing else may.
pub fn policy(inline: Option<&Inline>) -> String {
    let Some(inline) = inline else {
        return POLICY.to_owned();
    };
    let style = format!("{} {}", digest(&inline.style), digest(&inline.home));
    let look = digest(&inline.look);
    POLICY
        .replace("script-src 'self'", &format!("script-src 'self' {look}"))
        .replace("style-src 'self'", &format!("style-src 'self' {style}"))
}

/// The policy that a page's text holds.
pub fn policy_in(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    rest.split_once('"').map(|(policy, _)| policy)
}

/// What stands in a page in place of a link to it, so that the page is drawn as soon as it arrives:
/// over a slow line, asking for a file takes as long as a third of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// The text of that part of the style sheet without which words and questions cannot be drawn.
    pub style: String,
    /// What the home page has beside it.
    #[serde(default)]
    pub home: String,
    /// The text of the script that puts the reader's chosen look on the page.
    pub look: String,
}

/// What every page loads: files in the site's folder `assets/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loads {
    /// The links and scripts of the learner's browser program, as Trunk wrote them: HTML in which
    /// addresses begin with `./`. Empty where the site has no program.
    pub program: String,
    /// The same for the small program, of the pages where people read and practise. Empty where
    /// those pages have the learner's.
    #[serde(default)]
    pub study_program: String,
    /// The names of the two files of the learner's program, for pages of the small one, which may
    /// start that in its place; empty where there is no small one.
    #[serde(default)]
    pub whole: String,
    /// The same for the desk's program.
    #[serde(default)]
    pub desk_program: String,
    /// The script that puts the reader's chosen look on the page: a file's name.
    pub look: String,
    /// The style sheet: a file's name.
    pub style: String,
    /// The part of it that does not stand in [`Inline::style`]: a file's name.
    #[serde(default)]
    pub later_style: String,
    /// What the desk's pages load after it: a file's name.
    #[serde(default)]
    pub desk_style: String,
    /// What pages for paper and for the room load after the style sheet: a file's name.
    #[serde(default)]
    pub room_style: String,
    /// The icon: a file's name.
    pub icon: String,
    /// The script that has the site kept on the device: a file's name. Empty where it is not kept.
    #[serde(default)]
    pub offline: String,
    /// What stands in the pages where people read and practise, in place of the links to it.
    #[serde(default)]
    pub inline: Option<Inline>,
}

/// A page's place and its main part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which page it is.
    pub route: Route,
    /// What it is called, in the tab and in the history.
    pub title: String,
    /// The whole `<main>` element.
    pub main: String,
}

/// A page as the text of its file. `root` is the page's way to the site's root.
pub fn document(settings: &Settings, page: &Page, loads: &Loads, root: &str) -> String {
    let view = View::new(settings, root);
    let title = title(page);
    let assets = format!("{root}assets/");
    let is_desk = page.route.is_desk();
    let is_small = page.route.is_for_study() && !loads.study_program.is_empty();
    let program = match (is_desk, is_small) {
        (true, _) => &loads.desk_program,
        (false, true) => &loads.study_program,
        (false, false) => &loads.program,
    };
    let inline = loads.inline.as_ref().filter(|_| page.route.is_for_study());
    let program = program.replace("=\"./", &format!("=\"{assets}"));
    let waits = inline.is_some() && page.route.is_for_reading();
    let document = html! {
        (DOCTYPE)
        html lang="en-GB" data-root=(root) data-page=(page.route.name()) data-nation=(settings.nation.key())
            data-hue=[settings.theme.hue] data-whole=[is_small.then_some(&loads.whole)] data-room-style=[(!loads.room_style.is_empty()).then_some(&loads.room_style)] {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(inline));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) }
                @if !is_small { (PreEscaped(&program)) }
                @match inline {
                    Some(inline) => {
                        script { (PreEscaped(&inline.look)) }
                        style { (PreEscaped(&inline.style)) }
                        @if page.route == Route::Home { style { (PreEscaped(&inline.home)) } }
                        @if waits {
                            // Without scripts nothing fetches what waits, but the page can be printed.
                            noscript { (later(&assets, loads, true)) }
                        } @else {
                            (later(&assets, loads, false))
                        }
                    }
                    None => {
                        script src={ (assets) (loads.look) } {}
                        link rel="stylesheet" href={ (assets) (loads.style) };
                    }
                }
                @if is_desk { link rel="stylesheet" href={ (assets) (loads.desk_style) }; }
                @if page.route.is_of_the_room() && !loads.room_style.is_empty() {
                    link rel="stylesheet" href={ (assets) (loads.room_style) };
                }
                link rel="icon" type="image/svg+xml" href={ (assets) (loads.icon) };
                link rel="apple-touch-icon" href={ (root) (Icon::APPLE.file) };
                link rel="manifest" href={ (root) (manifest::FILE) };
                @if !waits { (offline(&assets, page, loads)) }
            }
            body {
                (body(view, page))
                // Behind the words, which have the line to themselves until they are there; and where they
                // are drawn first, what waits for that (style/look.js).
                @if waits {
                    template data-waits {
                        @if is_small { (PreEscaped(&program)) }
                        (later(&assets, loads, true))
                        (offline(&assets, page, loads))
                    }
                } @else if is_small {
                    (PreEscaped(&program))
                }
            }
        }
    };
    document.into_string()
}

/// What only the program draws, and print; for paper only, until the program is started.
fn later(assets: &str, loads: &Loads, is_for_paper: bool) -> Markup {
    html! {
        link rel="stylesheet" href={ (assets) (loads.later_style) } media=[is_for_paper.then_some("print")] data-later[is_for_paper];
    }
}

/// What has the site kept on the device.
fn offline(assets: &str, page: &Page, loads: &Loads) -> Markup {
    // A server shows that page anywhere, perhaps in the folder of another site.
    let is_kept = !loads.offline.is_empty() && page.route != Route::NotFound;
    html! {
        @if is_kept { script defer src={ (assets) (loads.offline) } fetchpriority="low" {} }
    }
}

/// What the browser calls a page.
pub(super) fn title(page: &Page) -> String {
    format!("{} · {}", page.title, page::UNDERPIN)
}

/// What every page shows.
pub(super) fn body(view: View<'_>, page: &Page) -> Markup {
    html! {
        a .skip href="#page_main" { (page::SKIP) }
        div .around {
            (header(view, &page.route))
            (PreEscaped(&page.main))
            (footer(view))
        }
        (above::notices())
    }
}

fn header(view: View<'_>, here: &Route) -> Markup {
    // Few learners assess, so that way stands in the footer of their pages.
    let own = match here {
        Route::Adapt => (Route::Adapt, adapt::TITLE),
        here if here.is_desk() => (Route::Desk, page::ASSESS),
        _ => (Route::Record, page::RECORD),
    };
    let links = [
        (Route::Home, page::LEARN),
        own,
        (Route::Settings, page::SETTINGS),
    ];
    // A unit is part of learning; an answer is both, and is reached from the unit.
    let current = |route: &Route| match (route, here) {
        (Route::Home, Route::Unit(_) | Route::Answer(..)) => Some("true"),
        (Route::Home, here) if here.is_of_the_room() => Some("true"),
        _ if route == here => Some("page"),
        (Route::Desk, here) if here.is_desk() && *here != Route::Team => Some("true"),
        _ => None,
    };
    html! {
        header .top {
            div .top__bar {
                a .brand href=(view.to(&Route::Home)) {
                    @if let Some(logo) = logo(view) { img .brand__logo src=(logo) alt=""; }
                    span .brand__name { (page::UNDERPIN) }
                }
                nav .top__nav aria-label=(page::NAVIGATION) {
                    ul {
                        @for (route, words) in &links {
                            li { a href=(view.to(route)) aria-current=[current(route)] { (words) } }
                        }
                    }
                }
                (help::panel(view))
                a .top__who data-place="who" href=(view.to(&Route::People)) {
                    span { (crate::wording::people::ON_THIS_DEVICE) }
                }
            }
        }
    }
}

/// Where the organisation's logo is.
fn logo(view: View<'_>) -> Option<String> {
    let path = view.settings.theme.logo.as_ref()?;
    let carried = view.settings.fillings.images.get(path.as_str());
    Some(carried.map_or_else(
        || format!("{}content/{path}", view.root),
        |carried| carried.to_string(),
    ))
}

fn footer(view: View<'_>) -> Markup {
    let settings = view.settings;
    html! {
        footer .bottom {
            div .bottom__inner {
                p .bottom__links {
                    a href=(view.to(&Route::Help)) { (page::WORRIED) }
                    a href=(view.to(&Route::Privacy)) { (page::PRIVACY) }
                    a href=(view.to(&Route::Desk)) { (page::FOR_ASSESSORS) }
                    a href=(view.to(&Route::Team)) { (crate::wording::team::LINK) }
                    a href=(view.to(&Route::Adapt)) { (adapt::FOR_EMPLOYERS) }
                }
                p .meta { (settings.title) ", " (training::version_of(settings)) ". " (page::LICENCE) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_page_is_named_in_its_policy() {
        let inline = Inline {
            style: "p { margin: 0 }".to_owned(),
            home: "h1 { margin: 0 }".to_owned(),
            look: "alert('Hello, world.');".to_owned(),
        };
        let policy = policy(Some(&inline));
        let style = format!("{} {}", digest(&inline.style), digest(&inline.home));
        assert!(policy.contains(&format!("style-src 'self' {style};")));
        // The example of the standard (CSP 3, 6.7.2.3).
        assert!(policy.contains(
            "script-src 'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=' 'wasm-unsafe-eval'"
        ));
        let loads = Loads {
            inline: Some(inline),
            ..Loads::default()
        };
        let page = Page {
            route: Route::Home,
            title: "Home".to_owned(),
            main: "<main></main>".to_owned(),
        };
        let html = document(&Settings::default(), &page, &loads, "./");
        assert_eq!(policy_in(&html), Some(policy.as_str()));
        assert!(html.contains("<style>p { margin: 0 }</style><style>h1 { margin: 0 }</style>"));
        let page = Page {
            route: Route::Help,
            ..page
        };
        let html = document(&Settings::default(), &page, &loads, "../");
        assert!(!html.contains("h1 { margin: 0 }"));
        assert_eq!(policy_in("<html>"), None);
    }
}

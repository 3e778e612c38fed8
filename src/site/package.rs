//! The page of a package for a learning management system: a unit, and in the fragment of its
//! address the other pages that belong to it. It is one page so that the learning system, which
//! opens a page and is told when that goes, sees one session. See [`super::one_file`], whose form it has; only
//! what can be fetched stands beside it as files.
//!
//! `<html data-package="cmi5" data-unit="rights" data-pass-mark="0.8">` tells the program.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use maud::{DOCTYPE, PreEscaped, html};

use super::{
    document::{Page, body, title},
    one_file::ROOT,
    view::View,
};
use crate::{
    exchange::{attempt::scaled::Scaled, standard::Standard},
    id::UnitId,
    pack::Pack,
    route::Route,
    wording::package as words,
};

/// What a package is made of beside its unit.
#[derive(Clone, Copy, Debug)]
pub struct InPackage<'a> {
    /// Which standard's it is.
    pub standard: Standard,
    /// The score that passes, if there is one.
    pub pass_mark: Option<Scaled>,
    /// The links and scripts of the browser program, as Trunk wrote them.
    pub program: &'a str,
    /// The script that puts the reader's look on the page: its path in the package.
    pub look: &'a str,
    /// The whole style sheet: its path.
    pub style: &'a str,
    /// The icon: its path.
    pub icon: &'a str,
    /// The pack as one file.
    pub pack: &'a [u8],
    /// The fingerprint of the unit's files.
    pub source: &'a str,
}

/// A page of a package: as every site has it, but for what is said of where things stay. See [`super::page()`].
pub fn page_in_package(pack: &Pack, route: &Route, source: &str) -> Option<Page> {
    let view = View {
        stays: &words::STAYS,
        ..View::new(&pack.settings, ROOT)
    };
    super::page_in(view, pack, route, source)
}

/// The page's text; none where the pack has no such unit.
pub fn package(pack: &Pack, unit: &UnitId, with: InPackage<'_>) -> Option<String> {
    let settings = &pack.settings;
    let view = View::new(settings, ROOT);
    let page = page_in_package(pack, &Route::Unit(unit.clone()), with.source)?;
    let others = match with.standard.asks_elsewhere() {
        true => " https: http:",
        false => "",
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'{others}; img-src 'self' data:; base-uri 'none'; form-action 'none'"
    );
    let program = with.program.replace("=\"./", "=\"assets/");
    let pass_mark = with.pass_mark.map(|mark| mark.to_string());
    let document = html! {
        (DOCTYPE)
        html lang="en-GB" data-root=(ROOT) data-page=(page.route.name()) data-nation=(settings.nation.key())
            data-hue=[settings.theme.hue] data-one-file="" data-package=(with.standard) data-unit=(unit)
            data-pass-mark=[pass_mark] {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title(&page)) }
                (PreEscaped(program))
                script src=(with.look) {}
                link rel="stylesheet" href=(with.style);
                link rel="icon" type="image/svg+xml" href=(with.icon);
            }
            body {
                (body(view, &page))
                script #page_pack type="text/plain" { (BASE64.encode(with.pack)) }
            }
        }
    };
    Some(document.into_string())
}

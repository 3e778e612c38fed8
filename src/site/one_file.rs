//! A whole site as one HTML file, for a shared drive or a USB stick. A browser that opens a page
//! from a disk fetches nothing for it, so everything stands in the file: style, scripts, the
//! browser program, and the pack that the program draws pages from. All pages have the file's own
//! address and differ by its fragment: see [`Route::in_fragment`].
//!
//! `<html data-one-file="">` tells the program; `#page_pack` and `#page_program` hold the pack's file
//! and the program as Base64.

use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::{
    document::{body, title},
    home,
    view::View,
};
use crate::{pack::Pack, route::Route, site::Page};

/// The way to the root from every page in the file.
pub(super) const ROOT: &str = "#/";

/// What stands in the file beside the first page.
#[derive(Clone, Copy, Debug)]
pub struct Carried<'a> {
    /// The whole style sheet.
    pub style: &'a str,
    /// The script that puts the reader's look on the page before anything is drawn.
    pub look: &'a str,
    /// The icon, an SVG image.
    pub icon: &'a str,
    /// The script that starts the program: a module that imports nothing.
    pub script: &'a str,
    /// The program: WebAssembly.
    pub program: &'a [u8],
    /// The pack as one file.
    pub pack: &'a [u8],
}

/// The file's text: the home page, and all that the other pages are drawn from.
pub fn one_file(pack: &Pack, carried: Carried<'_>) -> String {
    let settings = &pack.settings;
    let view = View::new(settings, ROOT);
    let page = Page {
        route: Route::Home,
        title: settings.title.clone(),
        main: home::main(view, &pack.units).into_string(),
    };
    let (look, script) = (inline(carried.look), inline(carried.script));
    // An element cannot hold the text that would end it, and our own style sheet holds none.
    let style = carried.style;
    let policy = format!(
        "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; style-src {}; img-src data:; \
         base-uri 'none'; form-action 'none'",
        digest(&look),
        digest(&script),
        digest(style)
    );
    let icon = format!(
        "data:image/svg+xml;base64,{}",
        STANDARD.encode(carried.icon)
    );
    let document = html! {
        (DOCTYPE)
        html lang="en-GB" data-root=(ROOT) data-page=(page.route.name()) data-nation=(settings.nation.key())
            data-hue=[settings.theme.hue] data-one-file="" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title(&page)) }
                script { (PreEscaped(&look)) }
                style { (PreEscaped(style)) }
                link rel="icon" type="image/svg+xml" href=(icon);
            }
            body {
                (body(view, &page))
                script #page_pack type="text/plain" { (STANDARD.encode(carried.pack)) }
                script #page_program type="text/plain" { (STANDARD.encode(carried.program)) }
                script type="module" { (PreEscaped(&script)) }
            }
        }
    };
    document.into_string()
}

/// A script as it may stand in a page: without what would end its element, or begin a comment that
/// hides the end. Both can stand in a script only where a backslash before them changes nothing.
fn inline(script: &str) -> String {
    script
        .replace("</script", "<\\/script")
        .replace("<!--", "<\\!--")
}

/// What a policy calls a text that stands in the page.
pub(super) fn digest(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_script_ends_before_its_end() {
        assert_eq!(
            inline("a = \"</script><!--\";"),
            "a = \"<\\/script><\\!--\";"
        );
    }

    #[test]
    fn the_policy_names_a_text_as_browsers_work_it_out() {
        // The example of the standard (CSP 3, 6.7.2.3).
        assert_eq!(
            digest("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }
}

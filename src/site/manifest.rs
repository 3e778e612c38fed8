//! The web app manifest: what a browser needs to put the site beside a device's own programs.

use serde_json::json;

use crate::{pack::Settings, wording::page};

/// The manifest's file, at the root of the site.
pub const FILE: &str = "app.webmanifest";

/// An icon of the site as a program of the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon {
    /// Its file, from the root of the site.
    pub file: &'static str,
    /// Its width and height in pixels.
    pub size: u32,
    /// Whether the device may cut it into a shape of its own: then nothing that matters is near its
    /// edge, and it has no corners.
    pub is_cut: bool,
}

impl Icon {
    /// What a phone made by Apple puts beside its own programs: it reads no manifest for it.
    pub const APPLE: Self = Self {
        file: "app/icon-180.png",
        size: 180,
        is_cut: true,
    };

    /// All there are.
    pub const ALL: [Self; 4] = [
        Self {
            file: "app/icon-192.png",
            size: 192,
            is_cut: false,
        },
        Self {
            file: "app/icon-512.png",
            size: 512,
            is_cut: false,
        },
        Self {
            file: "app/icon-cut-512.png",
            size: 512,
            is_cut: true,
        },
        Self::APPLE,
    ];
}

/// The colours that a device surrounds the site with, as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Behind the site while it opens.
    pub paper: String,
    /// Of its title bar.
    pub theme: String,
}

/// The manifest. Every address in it is relative, so it holds in any folder of any host.
pub fn manifest(settings: &Settings, colours: &Colours) -> String {
    let listed = Icon::ALL.iter().filter(|icon| **icon != Icon::APPLE);
    let icons: Vec<_> = listed
        .map(|icon| {
            json!({
                "src": icon.file,
                "sizes": format!("{0}x{0}", icon.size),
                "type": "image/png",
                "purpose": if icon.is_cut { "maskable" } else { "any" },
            })
        })
        .collect();
    let manifest = json!({
        "name": settings.title,
        "short_name": short(&settings.title),
        "lang": "en-GB",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": colours.paper,
        "theme_color": colours.theme,
        "icons": icons,
    });
    format!("{manifest:#}\n")
}

/// How many characters there is room for under an icon, on most devices.
const ROOM: usize = 12;

/// What stands under the icon: a long title would be cut off where it says nothing yet.
fn short(title: &str) -> &str {
    match title.chars().count() <= ROOM {
        true => title,
        false => page::UNDERPIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_the_pack_and_stays_in_its_folder() {
        let settings = Settings {
            title: "Nights at “Larch House”".to_owned(),
            ..Settings::default()
        };
        let colours = Colours {
            paper: "#fdfaf4".to_owned(),
            theme: "#005a63".to_owned(),
        };
        insta::assert_snapshot!(manifest(&settings, &colours));
        assert_eq!(short("Night care"), "Night care");
    }
}

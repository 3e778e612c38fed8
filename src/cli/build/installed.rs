//! What a device needs to put the site beside its own programs: the manifest and the icons, in the
//! organisation's colour.

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

use super::{Files, assets};
use crate::{
    cli::CannotRun,
    pack::{Settings, Theme},
    site::manifest::{self, Colours, Icon, manifest},
};

/// The colour of the icon's ground where the organisation has none.
const GROUND: &str = "#1d2939";

/// How much of an icon's width is left where a device cuts it into a shape of its own: a circle of
/// four fifths of it is never cut.
const UNCUT: f32 = 0.78;

/// Puts the manifest and the icons among the files.
pub(super) fn put(settings: &Settings, files: &mut Files) -> Result<(), CannotRun> {
    let colours = Colours {
        paper: token("paper", &settings.theme)?,
        theme: token("teal", &settings.theme)?,
    };
    files.insert(
        manifest::FILE.to_owned(),
        manifest(settings, &colours).into_bytes(),
    );
    let ground = match settings.theme.hue {
        Some(_) => token("teal-strong", &settings.theme)?,
        None => GROUND.to_owned(),
    };
    for icon in Icon::ALL {
        files.insert(icon.file.to_owned(), draw(icon, &ground)?);
    }
    Ok(())
}

/// A colour of the light look as `#rrggbb`: devices know no other way of writing one.
fn token(name: &str, theme: &Theme) -> Result<String, CannotRun> {
    let hue = theme.hue.map(|hue| hue.to_string());
    let cannot = || CannotRun(format!("style/tokens.css says no colour for --{name}"));
    let (_, rest) = assets::TOKENS
        .split_once(&format!("--{name}: "))
        .ok_or_else(cannot)?;
    let (written, _) = rest.split_once(';').ok_or_else(cannot)?;
    // `oklch(.44 .085 var(--hue, 200))`
    let colour = match written.split_once("var(--hue, ") {
        Some((before, usual)) => {
            let (usual, after) = usual.split_once(')').ok_or_else(cannot)?;
            format!("{before}{}{after}", hue.as_deref().unwrap_or(usual))
        }
        None => written.to_owned(),
    };
    let colour = csscolorparser::parse(&colour).map_err(|_| cannot())?;
    Ok(colour.clamp().to_css_hex().to_string())
}

/// Draws an icon: a PNG image.
fn draw(icon: Icon, ground: &str) -> Result<Vec<u8>, CannotRun> {
    let cannot = |why: &dyn std::fmt::Display| {
        CannotRun(format!("cannot draw the icon {}: {why}", icon.file))
    };
    let svg = assets::ICON.replace(GROUND, ground);
    let tree = Tree::from_str(&svg, &Options::default()).map_err(|why| cannot(&why))?;
    let mut image = Pixmap::new(icon.size, icon.size).ok_or_else(|| cannot(&"it has no size"))?;
    let size = image.width() as f32;
    let mut part = 1.0;
    if icon.is_cut {
        let filled = csscolorparser::parse(ground).map_err(|why| cannot(&why))?;
        let [red, green, blue, _] = filled.to_rgba8();
        image.fill(resvg::tiny_skia::Color::from_rgba8(
            red,
            green,
            blue,
            u8::MAX,
        ));
        part = UNCUT;
    }
    let scale = part * size / tree.size().width();
    let margin = size * (1.0 - part) / 2.0;
    let placed = Transform::from_scale(scale, scale).post_translate(margin, margin);
    resvg::render(&tree, placed, &mut image.as_mut());
    image.encode_png().map_err(|why| cannot(&why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_the_tokens_in_the_organisations_hue() {
        let usual = Theme::default();
        // As Chromium computes oklch(.44 .085 200) and oklch(.985 .006 85).
        assert_eq!(token("teal", &usual).unwrap(), "#006065");
        assert_eq!(token("paper", &usual).unwrap(), "#fcfaf6");
        let own = Theme {
            hue: Some(300),
            logo: None,
        };
        assert_ne!(token("teal", &own).unwrap(), token("teal", &usual).unwrap());
        assert_eq!(
            token("paper", &own).unwrap(),
            token("paper", &usual).unwrap()
        );
    }

    #[test]
    fn an_icon_that_is_cut_has_its_ground_in_every_corner() {
        for icon in Icon::ALL {
            let drawn = Pixmap::decode_png(&draw(icon, "#336699").unwrap()).unwrap();
            assert_eq!((drawn.width(), drawn.height()), (icon.size, icon.size));
            let corner = drawn.pixel(0, 0).unwrap();
            assert_eq!(corner.alpha() == u8::MAX, icon.is_cut, "{}", icon.file);
            let middle = drawn.pixel(icon.size / 2, icon.size / 3).unwrap();
            assert_eq!(
                (middle.red(), middle.green(), middle.blue()),
                (0x33, 0x66, 0x99)
            );
        }
    }
}

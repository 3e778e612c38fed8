//! What every page loads: the style sheet and the icon, which this program carries within itself,
//! and the browser program, which Trunk has made.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};

use super::Files;
use crate::{
    cli::{CannotRun, folder},
    site::Loads,
};

/// All cascade layers, the weakest first.
const ORDER: &str = "tokens, base, layout, prose, part, question, desk, judge, cohort, portfolio, report, page, print";

/// The style of every page, a layer a file.
const LAYERS: [(&str, &str); 8] = [
    ("tokens", include_str!("../../../style/tokens.css")),
    ("base", include_str!("../../../style/base.css")),
    ("layout", include_str!("../../../style/layout.css")),
    ("prose", include_str!("../../../style/prose.css")),
    ("part", include_str!("../../../style/part.css")),
    ("question", include_str!("../../../style/question.css")),
    ("page", include_str!("../../../style/page.css")),
    ("print", include_str!("../../../style/print.css")),
];

/// What the desk's pages add to it.
const DESK_LAYERS: [(&str, &str); 5] = [
    ("desk", include_str!("../../../style/desk.css")),
    ("judge", include_str!("../../../style/judge.css")),
    ("cohort", include_str!("../../../style/cohort.css")),
    ("portfolio", include_str!("../../../style/portfolio.css")),
    ("report", include_str!("../../../style/report.css")),
];

const LOOK: &str = include_str!("../../../style/look.js");
const ICON: &str = include_str!("../../../style/icon.svg");

/// Puts everything that pages load into `files`, and says what to write into their heads.
pub(super) fn gather(
    trunk: Option<&Path>,
    trunk_desk: Option<&Path>,
    files: &mut Files,
) -> Result<Loads, CannotRun> {
    let mut program = |folder: Option<&Path>| match folder {
        Some(folder) => program(folder, files),
        None => Ok(String::new()),
    };
    Ok(Loads {
        program: program(trunk)?,
        desk_program: program(trunk_desk)?,
        look: asset("look", "js", LOOK, files),
        style: asset("style", "css", &style(), files),
        desk_style: asset("desk", "css", &layers(&DESK_LAYERS), files),
        icon: asset("icon", "svg", ICON, files),
    })
}

/// The style of a page that stands by itself, a file of its own that loads nothing.
pub(in crate::cli) fn whole_style() -> String {
    style() + &layers(&DESK_LAYERS)
}

fn style() -> String {
    format!("@layer {ORDER};\n{}", layers(&LAYERS))
}

/// One sheet, because many small files are slow over a slow line.
fn layers(layers: &[(&str, &str)]) -> String {
    let mut style = String::new();
    for (name, layer) in layers {
        style.push_str(&format!(
            "@layer {name} {{\n{}}}\n",
            without_comments(layer)
        ));
    }
    style
}

/// Comments are for people who read the sources.
fn without_comments(style: &str) -> String {
    let mut kept = String::new();
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// Adds a file whose name changes when its text does, and gives the name.
fn asset(name: &str, extension: &str, text: &str, files: &mut Files) -> String {
    let hash: String = Sha256::digest(text)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("{name}-{hash}.{extension}");
    files.insert(format!("assets/{name}"), text.as_bytes().to_vec());
    name
}

/// Trunk's files, and the links and scripts of its index.html: see the contract in `Trunk.toml`.
fn program(trunk: &Path, files: &mut Files) -> Result<String, CannotRun> {
    let cannot = |why: &std::io::Error| CannotRun::with("open", trunk, folder::plain(why));
    let index = folder::read_text(&trunk.join("index.html"))?;
    for entry in fs::read_dir(trunk).map_err(|why| cannot(&why))? {
        let path = entry.map_err(|why| cannot(&why))?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_file() && name != "index.html" {
            let bytes = fs::read(&path)
                .map_err(|why| CannotRun::with("read", &path, folder::plain(&why)))?;
            files.insert(format!("assets/{name}"), bytes);
        }
    }
    let loads = loads(&index);
    if loads.is_empty() {
        return Err(CannotRun(format!(
            "{} names no script: is {} what Trunk made of the browser program?",
            trunk.join("index.html").display(),
            trunk.display()
        )));
    }
    Ok(loads)
}

/// The `<link>` and `<script>` elements of a page whose addresses begin with `./`.
fn loads(index: &str) -> String {
    let mut loads = String::new();
    let mut rest = index;
    while let Some(at) = rest.find(['<']) {
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        let named = |name: &str| {
            tag.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(char::is_whitespace))
        };
        if tag.contains("=\"./") && (named("<link") || named("<script")) {
            loads.push_str(tag);
            if named("<script") {
                loads.push_str("</script>");
            }
        }
        rest = after;
    }
    loads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_what_trunk_links_to() {
        let index = "<!doctype html><html><head><meta charset=\"utf-8\"><title>x</title>\n\
            <link rel=\"modulepreload\" href=\"./app-1.js\">\n\
            <link rel=\"preload\" href=\"./app-1_bg.wasm\" as=\"fetch\" crossorigin>\n\
            <script type=\"module\" src=\"./start-2.js\"></script>\n\
            <link rel=\"author\" href=\"https://example.org\"><script>inline()</script></head></html>";
        assert_eq!(
            loads(index),
            "<link rel=\"modulepreload\" href=\"./app-1.js\">\
             <link rel=\"preload\" href=\"./app-1_bg.wasm\" as=\"fetch\" crossorigin>\
             <script type=\"module\" src=\"./start-2.js\"></script>"
        );
    }

    #[test]
    fn the_style_is_whole_without_its_comments() {
        assert_eq!(
            without_comments("/* a */\nb { c: d } /* e\n */\n\nf {}\n"),
            "b { c: d }\nf {}\n"
        );
        let style = whole_style();
        assert_eq!(style.matches('{').count(), style.matches('}').count());
        assert!(!style.contains("*/"));
    }

    #[test]
    fn colours_stand_in_the_tokens_only() {
        let layers = LAYERS.iter().chain(&DESK_LAYERS);
        for (name, layer) in layers.filter(|(name, _)| *name != "tokens") {
            assert!(ORDER.split(", ").any(|known| known == *name), "{name}");
            let layer = without_comments(layer);
            for raw in ["oklch(", "rgb(", "hsl(", "#fff", "#000"] {
                assert!(
                    !layer.contains(raw),
                    "{name}.css has a colour of its own: {raw}"
                );
            }
        }
    }
}

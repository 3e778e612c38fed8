//! What every page loads: the style sheet and the icon, which this program carries within itself,
//! and the browser program, which Trunk has made.

use super::{
    Files,
    program::{self, INDEX, Programs, Trunk},
};
use crate::{
    digest,
    site::{Inline, Loads, offline},
};

/// All cascade layers, the weakest first.
const ORDER: &str = "tokens, base, layout, prose, part, drawn, question, paper, desk, judge, cohort, portfolio, report, adapt, team, workbook, together, answer, home, page, print";

/// The style that stands in the pages where people read, a layer a file.
const FIRST_LAYERS: [(&str, &str); 7] = [
    ("tokens", TOKENS),
    ("base", include_str!("../../../style/base.css")),
    ("layout", include_str!("../../../style/layout.css")),
    ("prose", include_str!("../../../style/prose.css")),
    ("part", include_str!("../../../style/part.css")),
    ("question", include_str!("../../../style/question.css")),
    ("page", include_str!("../../../style/page.css")),
];

/// What stands in the home page as well, and in no other.
const HOME_LAYER: (&str, &str) = ("home", include_str!("../../../style/home.css"));

/// What every page has beside it; where people read, after the words.
const LATER_LAYERS: [(&str, &str); 5] = [
    ("drawn", include_str!("../../../style/drawn.css")),
    ("paper", include_str!("../../../style/paper.css")),
    ("answer", include_str!("../../../style/answer.css")),
    HOME_LAYER,
    ("print", include_str!("../../../style/print.css")),
];

/// What the desk's pages add to it.
const DESK_LAYERS: [(&str, &str); 7] = [
    ("desk", include_str!("../../../style/desk.css")),
    ("judge", include_str!("../../../style/judge.css")),
    ("cohort", include_str!("../../../style/cohort.css")),
    ("portfolio", include_str!("../../../style/portfolio.css")),
    ("report", include_str!("../../../style/report.css")),
    ("adapt", include_str!("../../../style/adapt.css")),
    ("team", include_str!("../../../style/team.css")),
];

/// What pages for paper and for the room add to it.
const ROOM_LAYERS: [(&str, &str); 2] = [
    ("workbook", include_str!("../../../style/workbook.css")),
    ("together", include_str!("../../../style/together.css")),
];

pub(super) const TOKENS: &str = include_str!("../../../style/tokens.css");
pub(in crate::cli) const LOOK: &str = include_str!("../../../style/look.js");
pub(in crate::cli) const ICON: &str = include_str!("../../../style/icon.svg");

/// Puts everything that pages load into `files`, and says what to write into their heads.
pub(super) fn gather(programs: &Programs, is_kept: bool, files: &mut Files) -> Loads {
    let offline = match is_kept {
        true => asset("offline", "js", &offline::page_script(), files),
        false => String::new(),
    };
    Loads {
        offline,
        program: program(programs.app.as_ref(), files),
        study_program: program(programs.study.as_ref(), files),
        whole: whole(programs),
        desk_program: program(programs.desk.as_ref(), files),
        look: asset("look", "js", LOOK, files),
        style: asset("style", "css", &style(), files),
        later_style: asset("later", "css", &layers(&LATER_LAYERS), files),
        desk_style: asset("desk", "css", &layers(&DESK_LAYERS), files),
        room_style: asset("room", "css", &layers(&ROOM_LAYERS), files),
        icon: asset("icon", "svg", ICON, files),
        inline: Some(Inline {
            style: first_style(),
            home: layers(&[HOME_LAYER]),
            look: without_comment_lines(LOOK),
        }),
    }
}

/// The style of a page that stands by itself, a file of its own that loads nothing.
pub(in crate::cli) fn whole_style() -> String {
    style() + &layers(&DESK_LAYERS)
}

/// The style of everything that a learner's program draws, where it cannot be fetched later.
pub(in crate::cli) fn style_of_learners() -> String {
    style() + &layers(&ROOM_LAYERS)
}

fn style() -> String {
    first_style() + &layers(&LATER_LAYERS)
}

fn first_style() -> String {
    format!("@layer {ORDER};\n{}", layers(&FIRST_LAYERS))
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
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// The same for a script whose comments all have their own lines.
fn without_comment_lines(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Adds a file whose name changes when its text does, and gives the name.
pub(in crate::cli) fn asset(name: &str, extension: &str, text: &str, files: &mut Files) -> String {
    let name = format!("{name}-{}.{extension}", digest::short(text, 8));
    files.insert(format!("assets/{name}"), text.as_bytes().to_vec());
    name
}

/// What the small program's pages say of the whole one.
fn whole(programs: &Programs) -> String {
    let files = programs.study.as_ref().and(programs.app.as_ref());
    let named = files.and_then(program::files);
    named.map_or_else(String::new, |(script, program)| {
        format!("{script} {program}")
    })
}

/// Puts Trunk's files in, and gives the links and scripts that load them.
fn program(trunk: Option<&Trunk>, files: &mut Files) -> String {
    let Some(trunk) = trunk else {
        return String::new();
    };
    for (name, bytes) in trunk.iter().filter(|(name, _)| *name != INDEX) {
        files.insert(format!("assets/{name}"), bytes.clone());
    }
    program::loads(trunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_is_whole_without_its_comments() {
        assert_eq!(
            without_comments("/* a */\nb { c: d } /* e\n */\n\nf {}\n"),
            "b { c: d }\nf {}\n"
        );
        let style = whole_style();
        assert_eq!(style.matches('{').count(), style.matches('}').count());
        assert!(!style.contains("*/"));
        assert_eq!(
            without_comment_lines("// a\nb;\n  // c\n\n  d;"),
            "b;\nd;\n"
        );
    }

    #[test]
    fn every_layer_has_its_place_and_every_file_its_layer() {
        let layers = FIRST_LAYERS.iter().chain(&LATER_LAYERS);
        let layers = layers.chain(&DESK_LAYERS).chain(&ROOM_LAYERS);
        let mut named: Vec<&str> = layers.map(|(name, _)| *name).collect();
        let mut ordered: Vec<&str> = ORDER.split(", ").collect();
        named.sort_unstable();
        ordered.sort_unstable();
        assert_eq!(named, ordered);
    }

    #[test]
    fn letters_have_two_weights() {
        let weights = whole_style() + &layers(&ROOM_LAYERS);
        let weights = weights.split("font-weight: ").skip(1);
        let weights = weights.filter_map(|after| after.split([';', ' ', '}']).next());
        for weight in weights {
            assert!(
                ["400", "700", "normal", "inherit"].contains(&weight),
                "{weight}"
            );
        }
    }

    #[test]
    fn colours_stand_in_the_tokens_only() {
        let layers = FIRST_LAYERS.iter().chain(&LATER_LAYERS);
        let layers = layers.chain(&DESK_LAYERS).chain(&ROOM_LAYERS);
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

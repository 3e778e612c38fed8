//! `underpin build --single-file`: a whole site as one HTML file.

use std::path::Path;

use super::{
    assets,
    program::{Programs, Trunk},
};
use crate::{
    cli::{
        CannotRun, content,
        output::{Kind, Output},
    },
    exchange::pack_file,
    site::{self, Carried},
};

/// Starts the program; it stands behind what wasm-bindgen wrote.
const START: &str = include_str!("../../ui/start-one-file.js");

/// How wasm-bindgen's script names what starts the program, which [`START`] calls.
const STARTER: &str = "__wbg_init as default";

/// Writes the file, and gives the name under which it was written.
pub(super) fn write(
    path: &Path,
    out: Option<&Path>,
    programs: &Programs,
) -> Result<String, CannotRun> {
    let Some(app) = &programs.app else {
        return Err(CannotRun(
            "one file needs the browser program in it: `./dev build` makes \
             dist-program/underpin, which has it; or name what Trunk made with --trunk DIR"
                .to_owned(),
        ));
    };
    let (glue, program) = parts(app)?;
    let (files, pack) = content::read(path)?;
    let bytes = pack_file::write(&files);
    let bytes = bytes.map_err(|why| CannotRun(format!("cannot pack the content: {why}")))?;
    // What the page could not open is better not handed to anybody.
    pack_file::read(&bytes).map_err(|why| CannotRun(format!("cannot pack the content: {why}")))?;
    let carried = Carried {
        style: &assets::style_of_learners(),
        look: assets::LOOK,
        icon: assets::ICON,
        script: &format!("{glue}{START}"),
        program,
        pack: &bytes,
    };
    let html = site::one_file(&pack, carried);
    let name = pack_file::file_name(&pack.settings).replace(pack_file::ENDING, ".html");
    let out = out.unwrap_or(Path::new(&name));
    if out.is_dir() {
        return Err(CannotRun(format!(
            "{} is a folder: name a file, such as --out {}",
            out.display(),
            out.join(&name).display()
        )));
    }
    Output::at(out, Kind::Page, &[path])?.write(html.as_bytes())?;
    Ok(out.display().to_string())
}

/// The script that wasm-bindgen wrote, and the program.
fn parts(app: &Trunk) -> Result<(&str, &[u8]), CannotRun> {
    let program = app.iter().find(|(name, _)| name.ends_with(".wasm"));
    let glue = app.iter().find_map(|(name, bytes)| {
        let text = str::from_utf8(bytes).ok()?;
        (name.ends_with(".js") && text.contains(STARTER)).then_some(text)
    });
    match (glue, program) {
        (Some(glue), Some((_, program))) => Ok((glue, program)),
        _ => Err(CannotRun(
            "what Trunk made holds no program that can stand in one file: is it of another \
             version of wasm-bindgen?"
                .to_owned(),
        )),
    }
}

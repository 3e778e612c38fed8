//! What must hold of an employer's changes, whatever stands in their files and in the original's.

use std::collections::BTreeMap;

use underpin::{
    adapt::{Adaptation, News, apply, check_adaptation, folder::ORIGINAL, update},
    exchange::unzip::Files,
    id::UnitId,
    read::PackFiles,
};

use super::{TODAY, assert_lies_in, claims_all, each_once, files_in};

/// What a new original's files are under.
const NEW: &str = "new/";

/// An adaptation's folder in one text (see [`files_in`]), and the files of a new original under
/// `new/`. It is laid over its original, the same each time; each of the new original's units is
/// taken as an edit of the old one's, and is what was typed; and the new original is taken without
/// losing a line of the employer's.
pub fn lay_over(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let (mut own, mut new) = (Files::new(), PackFiles::default());
    for (name, text) in each_once(files_in(text)) {
        match name.strip_prefix(NEW) {
            Some("pack.toml") => new.settings = Some(text),
            Some(unit) => new.units.push((unit.to_owned(), text)),
            None => drop(own.insert(name, text.into_bytes())),
        }
    }
    let Ok(adaptation) = Adaptation::of_files(own) else {
        return;
    };
    let again = Adaptation::of_files(adaptation.files());
    assert_eq!(again.as_ref(), Ok(&adaptation));

    let applied = apply(&adaptation);
    assert_eq!(apply(&adaptation).files, applied.files);
    for wrong in check_adaptation(&adaptation, TODAY) {
        let text = match wrong.file.strip_prefix(ORIGINAL) {
            Some(unit) => text_of(&adaptation.original, unit),
            None if wrong.file == "pack.toml" => Some(adaptation.settings.as_str()),
            None => unit_of(&adaptation.units, &wrong.file),
        };
        assert_lies_in(text.unwrap_or_default(), &wrong);
    }

    new.settings = new.settings.or(adaptation.original.settings.clone());
    let is_named = |name: &str| name.strip_suffix(".md")?.parse::<UnitId>().ok();
    for (name, edited) in &new.units {
        if is_named(name).is_none() {
            continue;
        }
        let mut editing = adaptation.clone();
        editing.take(name, edited);
        let wanted = editing.wanted_text(name).unwrap_or_default();
        if claims_all() {
            assert_eq!(lines(&wanted), lines(edited), "{name}");
        }
    }

    let told = update(&adaptation, &new);
    let moved = told.accept(&adaptation, &BTreeMap::new());
    // A name that a unit of the employer's own has is left to that.
    let is_taken = |news: &News| matches!(news, News::NameTaken(_));
    match told.news.iter().any(is_taken) {
        true => {
            let mut units = moved.original.units.iter();
            assert!(units.all(|unit| new.units.contains(unit)));
        }
        false => assert_eq!(moved.original, new),
    }
    if !claims_all() {
        return;
    }
    for line in own_lines(&adaptation) {
        let kept = moved.units.iter().chain(&new.units);
        assert!(
            kept.clone().any(|(_, text)| text.contains(&line)),
            "{line:?} is lost: {moved:#?}"
        );
    }
}

/// The lines of an employer's, in whatever state, that are nowhere in the original.
fn own_lines(adaptation: &Adaptation) -> Vec<String> {
    let is_new = |line: &&str| {
        let mut original = adaptation.original.units.iter();
        !original.any(|(_, text)| text.contains(line))
    };
    let texts = adaptation.units.iter().map(|(_, text)| text);
    let lines = texts.flat_map(|text| text.lines()).map(str::trim);
    // Settings are written anew, but for comments, and pluses may become more.
    let is_setting = |line: &str| line.contains('=') && !line.starts_with('#');
    let is_word = |line: &&str| !is_setting(line) && !line.trim_matches('+').is_empty();
    let own = lines.filter(is_word).filter(is_new);
    own.map(str::to_owned).collect()
}

fn text_of<'a>(pack: &'a PackFiles, name: &str) -> Option<&'a str> {
    match name {
        "pack.toml" => pack.settings.as_deref(),
        unit => unit_of(&pack.units, unit),
    }
}

fn unit_of<'a>(units: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut units = units.iter();
    units
        .find(|(unit, _)| unit == name)
        .map(|(_, text)| text.as_str())
}

/// The lines of a text but blank ones.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim_end);
    lines.filter(|line| !line.is_empty()).collect()
}

//! What is said of an adaptation in a terminal.

use std::process::ExitCode;

use similar::TextDiff;

use crate::{
    adapt::{Action, Adaptation, Beside, Change, Whose, apply, changes_of},
    source::Position,
};

/// "3 changes".
pub(super) fn changes(count: usize) -> String {
    match count {
        1 => "1 change".to_owned(),
        count => format!("{count} changes"),
    }
}

/// A change in a few words.
pub(super) fn change(change: &Change) -> String {
    let beside = |beside: &Beside| match beside {
        Beside::Before(name) => format!("before {name}"),
        Beside::After(name) => format!("after {name}"),
    };
    match &change.action {
        Action::Replace { name, .. } => format!("replaces {name}"),
        Action::Hide { name, .. } => format!("hides {name}"),
        Action::Insert { beside: at, .. } => format!("adds {}", beside(at)),
        Action::Move { name, beside: at } => format!("moves {name} {}", beside(at)),
    }
}

/// Lists what is changed, and whether it fits.
pub(super) fn status(adaptation: &Adaptation) -> ExitCode {
    let applied = apply(adaptation);
    for (name, whose) in adaptation.unit_names() {
        match whose {
            Whose::Original => anstream::println!("{name}: as in the original"),
            Whose::Own => anstream::println!("{name}: your own"),
            Whose::Changed => {
                let list = adaptation.changes(&name);
                anstream::println!("{name}: {}", changes(list.len()));
                for row in &list {
                    let wrong = applied.diagnostics.iter().find(|wrong| {
                        wrong.file == name && row.span.range().contains(&wrong.span.start)
                    });
                    let how = match (row.aside, wrong) {
                        (true, _) => "set aside".to_owned(),
                        (false, None) => "fits".to_owned(),
                        (false, Some(wrong)) => format!(
                            "left out, {}: {}{}",
                            wrong.code,
                            wrong.message,
                            wrong
                                .help
                                .as_ref()
                                .map(|help| format!(" ({help})"))
                                .unwrap_or_default()
                        ),
                    };
                    let text = adaptation.units.iter().find(|(file, _)| *file == name);
                    let text = text.map_or("", |(_, text)| text);
                    let line = Position::of(text, row.span.start).line;
                    anstream::println!("  line {line}: {}: {how}", change(row));
                }
            }
        }
    }
    for wrong in applied.diagnostics.iter().filter(|wrong| {
        let own = adaptation
            .units
            .iter()
            .find(|(name, _)| *name == wrong.file);
        own.is_none_or(|(_, text)| changes_of(text).is_none())
    }) {
        anstream::println!("{}: {}: {}", wrong.file, wrong.code, wrong.message);
    }
    ExitCode::from(u8::from(!applied.diagnostics.is_empty()))
}

/// Shows what learners read in place of the original's words, line by line.
pub(super) fn difference(adaptation: &Adaptation) {
    let applied = apply(adaptation);
    let original = &adaptation.original;
    let settings = (
        "pack.toml",
        original.settings.as_deref().unwrap_or_default(),
        applied.files.settings.as_deref().unwrap_or_default(),
    );
    let now = |name: &str| {
        let mut units = applied.files.units.iter();
        units
            .find(|(file, _)| file == name)
            .map_or("", |(_, text)| text.as_str())
    };
    let names = adaptation.unit_names();
    let units = names.keys().map(|name| {
        (
            name.as_str(),
            adaptation.original_text(name).unwrap_or_default(),
            now(name),
        )
    });
    for (name, was, is) in std::iter::once(settings).chain(units) {
        if was != is {
            let difference = TextDiff::from_lines(was, is);
            let mut unified = difference.unified_diff();
            anstream::print!("{}", unified.header(&format!("original/{name}"), name));
        }
    }
}

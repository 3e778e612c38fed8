//! The adaptation for a new original, made of what was chosen for each change.
//!
//! A change that is not made is set aside in it, so that no sentence of the employer's is lost.

use std::collections::BTreeMap;

use super::{
    Adaptation,
    change::{Action, Change, Was},
    read::changes_of,
    settings::PackHash,
    unread::Unread,
    update::{Choice, Fate, Update},
};
use crate::{id::UnitId, read::read_pack, source::Source};

impl Update {
    /// The adaptation for the new original. `choices` are by the row's place; where there is none,
    /// the fate's proposal is taken. The adaptation that was given is left as it is.
    pub fn accept(&self, adaptation: &Adaptation, choices: &BTreeMap<usize, Choice>) -> Adaptation {
        let mut kept: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let choice = choices.get(&at).cloned();
            let choice = choice.unwrap_or_else(|| row.fate.proposal());
            let changes = kept.entry(&row.file).or_default();
            let made = match &choice {
                Choice::About(part) => self.about(row, part),
                choice => chosen(&row.change.action, &row.fate, choice),
            };
            match (made, choice) {
                (Some(action), _) => changes.push(Change::new(action)),
                (None, Choice::Original) => {}
                (None, _) => changes.push(Change {
                    aside: true,
                    ..row.change.clone()
                }),
            }
        }
        let units = adaptation.units.iter().filter_map(|(name, text)| {
            match (changes_of(text), UnitId::of_file(name)) {
                (Some(_), Some(unit)) => {
                    let changes = kept.get(name.as_str()).map_or(&[][..], Vec::as_slice);
                    let unread = Unread::of(Source { name, text });
                    let any = !changes.is_empty() || !unread.is_empty();
                    any.then(|| (name.clone(), unread.beside(&unit, changes)))
                }
                _ => Some((name.clone(), text.clone())),
            }
        });
        let mut units: Vec<_> = units.collect();
        units.sort();
        Adaptation {
            settings: self.settings(&adaptation.settings),
            units,
            images: adaptation.images.clone(),
            original: self.original().clone(),
        }
    }

    /// The settings, naming the new original.
    fn settings(&self, text: &str) -> String {
        let Ok(mut document) = text.parse::<toml_edit::DocumentMut>() else {
            return text.to_owned();
        };
        let settings = read_pack(self.original()).value.settings;
        let adapts = &mut document["adapts"];
        // Whatever else stands there names no original.
        if !adapts.is_table_like() {
            *adapts = toml_edit::table();
        }
        adapts["pack"] = toml_edit::value(settings.id.as_str());
        adapts["version"] = toml_edit::value(settings.version);
        adapts["hash"] = toml_edit::value(PackHash::of(self.original()).as_str());
        document.to_string()
    }
}

/// The change as it is made after a choice; none where it is not made.
pub(super) fn chosen(action: &Action, fate: &Fate, choice: &Choice) -> Option<Action> {
    let moved = |was: &Was| match fate {
        Fate::Moved { now, .. } => Was::of(now),
        _ => was.clone(),
    };
    match (choice, action) {
        // What is pointed elsewhere is another change: `Update::about`.
        (Choice::Original | Choice::Aside | Choice::About(_), _) => None,
        // It would be left out each time, and nobody would see why.
        _ if matches!(fate, Fate::Gone { .. } | Fate::Locked(_)) => None,
        (Choice::Mine, Action::Replace { name, was, text }) => Some(Action::Replace {
            name: name.clone(),
            was: moved(was),
            text: text.clone(),
        }),
        (Choice::Mine, Action::Hide { name, was }) => Some(Action::Hide {
            name: name.clone(),
            was: moved(was),
        }),
        (Choice::Mine, Action::Insert { .. } | Action::Move { .. }) => Some(action.clone()),
        (Choice::Text(text), Action::Replace { name, was, .. } | Action::Hide { name, was }) => {
            Some(Action::Replace {
                name: name.clone(),
                was: moved(was),
                text: text.clone(),
            })
        }
        (Choice::Text(text), Action::Insert { beside, .. }) => Some(Action::Insert {
            beside: beside.clone(),
            text: text.clone(),
        }),
        (Choice::Text(_), Action::Move { .. }) => Some(action.clone()),
    }
}

//! An employer's adaptation: changes that live beside an original pack and are laid over it.
//!
//! The original is never edited. An adaptation has its own `pack.toml`, a file of changes for each
//! unit it changes, its own units, and the files of the original it was made for, under
//! `original/`. Laid over each other ([`apply()`]) they are a pack like any other; when the original
//! moves, [`update()`] tells what becomes of each change, and nothing of the employer's is lost.

mod accept;
#[cfg(test)]
mod any;
pub mod apply;
mod aside;
pub mod change;
mod checked;
mod comment;
pub mod derive;
mod elsewhere;
mod entry;
pub mod folder;
mod keep;
mod lock;
mod make;
mod missing;
mod news;
mod original;
pub mod outline;
#[cfg(test)]
mod properties;
mod read;
pub mod role;
pub mod setting;
pub mod settings;
mod slip;
mod taken;
#[cfg(test)]
mod tests;
mod unread;
pub mod update;
mod write;

use std::collections::BTreeMap;

pub use self::{
    apply::{Applied, apply},
    change::{Action, Beside, Change, Was},
    checked::{check_adaptation, check_edited, check_wanted},
    derive::derive,
    entry::{Entry, EntryKind, in_words},
    lock::{How, Weakened},
    make::Cannot,
    missing::Missing,
    news::News,
    original::{NotAnOriginal, may_be_original},
    outline::{Kind, Name, Part, outline},
    read::{changes_of, read_changes},
    settings::{Adapts, Own, PackHash, read_own},
    slip::Slip,
    update::{Choice, Fate, Row, Update, update},
    write::write_changes,
};
use crate::{
    id::{PackId, UnitId},
    nation::Nation,
    read::{PackFiles, read_pack},
    source::Source,
};

/// An adaptation as its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adaptation {
    /// The text of its `pack.toml`.
    pub settings: String,
    /// Its files of changes and its own units: their names and texts, by name.
    pub units: Vec<(String, String)>,
    /// Its own images.
    pub images: BTreeMap<String, Vec<u8>>,
    /// The original that it was made for.
    pub original: PackFiles,
}

/// The kinds of an adaptation's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The original's, as it is.
    Original,
    /// The original's, with changes.
    Changed,
    /// The employer's own.
    Own,
}

impl Adaptation {
    /// A new adaptation of an original, with nothing changed yet.
    pub fn new(original: PackFiles, id: &PackId, title: &str, nation: Option<Nation>) -> Self {
        let base = read_pack(&original).value.settings;
        let settings = settings::begun(&base, &PackHash::of(&original), id, title, nation);
        Self {
            settings,
            original,
            ..Self::default()
        }
    }

    /// The names of all units' files, the original's and the employer's own, with whose they are.
    pub fn unit_names(&self) -> BTreeMap<String, Whose> {
        let original = self.original.units.iter();
        let mut names: BTreeMap<_, _> = original
            .map(|(name, _)| (name.clone(), Whose::Original))
            .collect();
        for (name, text) in &self.units {
            let whose = match changes_of(text) {
                Some(_) => Whose::Changed,
                None => Whose::Own,
            };
            names.insert(name.clone(), whose);
        }
        names
    }

    /// The original's text of a unit.
    pub fn original_text(&self, name: &str) -> Option<&str> {
        let mut units = self.original.units.iter();
        units
            .find(|(file, _)| file == name)
            .map(|(_, text)| text.as_str())
    }

    /// A unit as the employer wants it, whatever is wrong with that: what an editor shows.
    pub fn wanted_text(&self, name: &str) -> Option<String> {
        let own = self.units.iter().find(|(file, _)| file == name);
        match (own, self.original_text(name)) {
            (Some((_, own)), Some(text)) if changes_of(own).is_some() => {
                Some(self.made(name, text).0)
            }
            (Some((_, own)), _) => Some(own.clone()),
            (None, text) => text.map(str::to_owned),
        }
    }

    /// A unit of the original with its changes made as far as they can be, and those that cannot.
    fn made(&self, name: &str, text: &str) -> (String, Vec<Change>) {
        let original = Source { name, text };
        let (mut now, mut left) = (text.to_owned(), Vec::new());
        for change in self.changes(name) {
            match make::make_anyhow(original, &now, &change.action) {
                Ok(text) if !change.aside => now = text,
                _ => left.push(change),
            }
        }
        (now, left)
    }

    /// The changes to a unit of the original.
    pub fn changes(&self, name: &str) -> Vec<Change> {
        let own = self.units.iter().find(|(file, _)| file == name);
        let own = own.filter(|(_, text)| changes_of(text).is_some());
        own.map_or_else(Vec::new, |(_, text)| {
            read_changes(Source { name, text }).value
        })
    }

    /// Takes a unit as somebody has edited it: the changes that make it of the original, or, where
    /// the original has no such unit, a unit of the employer's own. What was set aside stays, and what
    /// could not be made, so that the editor did not show it, is set aside.
    pub fn take(&mut self, name: &str, edited: &str) {
        let Some(text) = self.original_text(name) else {
            return self.set(name, Some(edited.to_owned()));
        };
        let left = self.made(name, text).1.into_iter();
        let changes: Vec<Change> = derive(Source { name, text }, edited)
            .into_iter()
            .map(Change::new)
            .chain(left.map(|change| Change {
                aside: true,
                ..change
            }))
            .collect();
        self.set_changes(name, &changes);
    }

    /// Puts these changes in place of all of a unit's that can be read.
    pub fn set_changes(&mut self, name: &str, changes: &[Change]) {
        let own = self.units.iter().find(|(file, _)| file == name);
        let own = own.map_or("", |(_, text)| text);
        let unread = unread::Unread::of(Source { name, text: own });
        let any = UnitId::of_file(name).filter(|_| !changes.is_empty() || !unread.is_empty());
        let text = any.map(|unit| unread.beside(&unit, changes));
        self.set(name, text);
    }

    fn set(&mut self, name: &str, text: Option<String>) {
        self.units.retain(|(file, _)| file != name);
        if let Some(text) = text {
            self.units.push((name.to_owned(), text));
            self.units.sort();
        }
    }

    /// Takes a unit of the employer's own away, or all changes to one of the original's.
    pub fn take_back(&mut self, name: &str) {
        self.set(name, None);
    }
}

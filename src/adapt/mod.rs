//! An employer's adaptation: changes that live beside an original pack and are laid over it.
//!
//! The original is never edited. An adaptation has its own `pack.toml`, a file of changes for each
//! unit it changes, its own units, and the files of the original it was made for, under
//! `original/`. Laid over each other ([`apply`]) they are a pack like any other; when the original
//! moves, [`update`] tells what becomes of each change, and nothing of the employer's is lost.

pub mod apply;
pub mod change;
mod checked;
pub mod derive;
pub mod folder;
mod lock;
mod make;
pub mod outline;
#[cfg(test)]
mod properties;
pub mod settings;
#[cfg(test)]
mod tests;
pub mod update;

use std::collections::BTreeMap;

pub use self::{
    apply::{Applied, apply},
    change::{Action, Beside, Change, Was, read_changes, write_changes},
    checked::check_adaptation,
    derive::derive,
    lock::{How, Weakened},
    make::Cannot,
    outline::{Kind, Name, Part, outline},
    settings::{Adapts, Own, PackHash, read_own},
    update::{Choice, Fate, News, Row, Update, update},
};
use crate::read::PackFiles;

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

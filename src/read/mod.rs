//! Markdown in, model out. Reading never fails as a whole: a unit with errors still gives
//! everything that could be read, and every mistake is told with its place.
//!
//! What can be seen only with the whole unit or pack in hand (links to nowhere, steps that
//! nothing reaches) is [`crate::check`]'s.

mod criterion;
mod gap;
mod heading;
mod number;
mod options;
mod overlooked;
mod pack;
#[cfg(test)]
pub(crate) mod properties;
mod prose;
mod question;
mod reader;
mod roles;
mod scenario;
mod settings;
mod table;
mod unasked;
mod unit;

pub use self::{
    pack::{PackFiles, image_type, read_pack},
    prose::is_path_in_pack,
    settings::read_settings,
    unit::{MAX_UNIT_BYTES, read_unit},
};
pub(crate) use self::{
    prose::{filling, target},
    reader::option_id,
};
pub(crate) use self::{settings::read_settings_of, table::Table};
use crate::diagnostic::{Diagnostic, Severity};

/// What was read, and what was wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T> {
    /// Everything that could be read.
    pub value: T,
    /// What was wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Read<T> {
    /// Whether anything is wrong that learners would meet.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
    }
}

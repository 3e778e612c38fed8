//! Questions of other programs: what is taken in and what goes out, with word of everything that
//! could not be carried.
//!
//! A format (`gift`, `qti`) reads its files into [`Item`]s, each a question as a form would hold it
//! ([`Draft`]), and [`make`] writes units of them. What a format cannot say is a [`Loss`] of the item,
//! never a silence; what cannot be read at all is a [`Fault`] with its place.

#[cfg(test)]
pub(crate) mod any;
mod decode;
pub(in crate::exchange) mod edit;
pub mod escape;
pub mod heading;
pub mod html;
mod loss;
pub mod make;
mod out;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

pub use self::{
    decode::decoded,
    loss::{Lacking, Loss, Losses},
    out::{Leaving, leaving, whole},
};
use crate::{author::question::Draft, source::Span};

/// Stands for a gap while words become Markdown: a letter of the private use area.
pub(in crate::exchange) const GAP: char = '\u{e000}';

/// One thing out of a bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is called there.
    pub name: String,
    /// The file it stands in.
    pub file: String,
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it is gathered under.
    pub group: Group,
    /// What became of it.
    pub content: Content,
    /// What could not be carried.
    pub losses: Losses,
}

/// What questions are gathered under: a category, a section of a test.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// Its title; empty where the bank says none.
    pub title: String,
    /// The id of the unit that it was, where the bank says so.
    pub id: Option<String>,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A question.
    Question(Box<Draft>),
    /// Words to read.
    Words {
        /// The heading.
        title: String,
        /// The words, in Markdown.
        text: String,
    },
    /// Nothing that the content language could say. The losses say why.
    Nothing,
}

/// What cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The place in its text.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// What was found in a bank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// What could be read, in the bank's order.
    pub items: Vec<Item>,
    /// What could not.
    pub faults: Vec<Fault>,
    /// The images that items show, by their paths beside the units.
    pub images: BTreeMap<String, Vec<u8>>,
    /// The texts that faults have their places in, by file, where the reader decoded or unpacked them.
    pub texts: BTreeMap<String, String>,
}

impl Taken {
    /// The same with all that another bank holds.
    pub fn extend(&mut self, more: Self) {
        self.items.extend(more.items);
        self.faults.extend(more.faults);
        self.images.extend(more.images);
        self.texts.extend(more.texts);
    }
}

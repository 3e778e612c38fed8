//! 1EdTech's QTI: a bank of questions as XML, each an item in a file of its own, most often in a
//! package with a manifest.
//!
//! Versions 2.1, 2.2 and 3.0 are read; they differ in how names are spelt, which `xml` evens out.
//! 3.0 is written. What the content language has and QTI has no place for stands where authoring
//! tools may put their own: in `label` and `class`.
//!
//! XML is read with `roxmltree`: it gives every node its place in the text, and refuses document type
//! definitions, so no entity can be expanded into a flood or fetched from anywhere.

mod body;
mod condition;
mod declare;
mod gaps;
mod interaction;
mod item;
mod known;
mod listing;
mod mapping;
mod names;
mod package;
mod process;
#[cfg(test)]
mod properties;
mod prose;
mod range;
mod scoring;
mod spelling;
mod stimulus;
#[cfg(test)]
mod tests;
mod write;
mod xml;

pub use self::{
    item::read,
    package::{MANIFEST, read_package},
    write::{Packed, write},
};

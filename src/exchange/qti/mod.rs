//! 1EdTech's QTI: a bank of questions as XML, each an item in a file of its own, most often in a
//! package with a manifest.
//!
//! Versions 2.1, 2.2 and 3.0 are read; they differ in how names are spelt, which `xml` evens out.
//! 3.0 is written. What the content language has and QTI has no place for stands where authoring
//! tools may put their own: in `label` and `class`.
//!
//! XML is read with `roxmltree`: it gives every node its place in the text, and refuses document type
//! definitions, so no entity can be expanded into a flood or fetched from anywhere.

mod names;
#[cfg(test)]
mod properties;
mod read;
mod spelling;
#[cfg(test)]
mod tests;
mod write;

pub use self::{
    names::MANIFEST,
    read::{read, read_package},
    write::{Packed, write},
};

//! Items of any program, and packages of them, to what they ask.

mod body;
mod condition;
mod declared;
mod gaps;
mod interaction;
mod item;
mod known;
mod limit;
mod package;
mod range;
mod said;
mod scoring;
mod stimulus;
mod when;
mod xml;

pub use self::{item::read, package::read_package};

//! Moodle's GIFT: a bank of questions as plain text.
//!
//! What the format is, is what Moodle reads and writes (`question/format/gift` in its source, and
//! the page “GIFT format” of its documentation). Where the format has no place for something of the
//! content language, it stands in a comment that begins with `// underpin:`, which Moodle passes
//! over and [`read`] takes up again.

mod answers;
mod fill;
mod foreign;
mod left_out;
mod own;
mod own_draft;
#[cfg(test)]
mod properties;
mod question;
mod read;
mod scan;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use self::{
    own::{finish, is_untouched},
    read::read,
    write::write,
};

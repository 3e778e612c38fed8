//! How an author wrote an answer, where its XHTML would come back written in another way.
//!
//! An option is known by what its author wrote, so `[see]` and `\[see\]` are two options, though
//! they read alike. What was written stands in the `label` of an answer of ours.

use pulldown_cmark::{Parser, TextMergeStream};

use super::item::CLASS;
use crate::{
    block,
    exchange::bank::html::{self, Cleaning},
};

/// The most characters a label has: what QTI 2 allows, as tools of its time read QTI 3 too.
const LONGEST: usize = 256;

/// What an author wrote, if its XHTML would be read back as anything else.
pub(super) fn kept<'w>(written: &'w str, xhtml: &str) -> Option<&'w str> {
    let mut cleaning = Cleaning {
        alert: Some(CLASS),
        ..Cleaning::default()
    };
    let back = html::line(&html::parse(xhtml), &mut cleaning);
    (back != written && written.chars().count() <= LONGEST).then_some(written)
}

/// What a label says an author wrote, if it still says what stands there: who edits the package
/// edits the words.
pub(super) fn of_label(label: &str, read: &str) -> Option<String> {
    let says = |text| TextMergeStream::new(Parser::new_ext(text, block::options()));
    (!label.is_empty() && says(label).eq(says(read))).then(|| label.to_owned())
}

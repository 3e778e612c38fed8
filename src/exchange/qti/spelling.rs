//! How an author wrote an answer, where its XHTML would come back written in another way.
//!
//! An option is known by what its author wrote, so `[see]` and `\[see\]` are two options, though
//! they read alike. What was written stands in the `label` of an answer of ours. So it is with a gap,
//! which is known by all that stands within its brackets: `[[act | law]]`.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeStream};

use super::names::CLASS;
use crate::{
    block,
    exchange::bank::{
        heading::alternatives,
        html::{self, Cleaning},
    },
    normal::one_line,
    question::{Blank, GapKind},
    read::option_id,
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
    (!label.is_empty() && says(label).eq(says(read))).then(|| label.to_owned())
}

/// What some Markdown says. What an image is called says nothing but its words.
fn says(text: &str) -> impl Iterator<Item = Event<'_>> {
    let mut in_image = 0_usize;
    let events = Parser::new_ext(text, block::options()).filter_map(move |event| {
        match &event {
            Event::Start(Tag::Image { .. }) => in_image += 1,
            Event::End(TagEnd::Image) => in_image = in_image.saturating_sub(1),
            Event::Start(_) | Event::End(_) if in_image > 0 => return None,
            _ => {}
        }
        match event {
            Event::Code(text) if in_image > 0 => Some(Event::Text(text)),
            event => Some(event),
        }
    });
    TextMergeStream::new(events)
}

/// What an author wrote within a gap's brackets, if its answers would be put together as anything else.
pub(super) fn of_gap(blank: &Blank, stem: &str) -> Option<String> {
    let back = match &blank.kind {
        GapKind::Typed { accepted } => accepted.join("|"),
        GapKind::Chosen { right, wrong } => format!(
            "={}",
            [std::slice::from_ref(right), wrong].concat().join("|")
        ),
    };
    let gaps = stem.split("[[").filter_map(|rest| rest.split_once("]]"));
    let written = gaps
        .map(|(inner, _)| inner)
        .find(|inner| option_id(inner) == blank.id)?;
    let written = one_line(written);
    (back != written && written.chars().count() <= LONGEST).then_some(written)
}

/// What a label says an author wrote within a gap's brackets, if it still says the answers that stand there.
pub(super) fn of_gaps_label(label: &str, inner: &str) -> Option<String> {
    let parted = |text: &str| match text.trim().strip_prefix('=') {
        Some(choices) => (true, alternatives(choices)),
        None => (false, alternatives(text)),
    };
    (!label.is_empty() && parted(label) == parted(inner)).then(|| label.to_owned())
}

//! An image that is not a file in the pack. Reading tells of an address that can be none; this, of a
//! file that is not there.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag};

use super::{Check, Example, Rule, UnitInHand, link_to_nowhere::last};
use crate::{
    diagnostic::{Code, Diagnostic, Fix, nearest},
    read::is_path_in_pack,
    source::Span,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ImageNotInPack,
    title: "Images are files beside the units.",
    why: "Pages fetch nothing from elsewhere: it would tell others who is reading, and fail without a connection.",
    fails: Example::Body(
        "
## Rest {#rest}

![A bed](https://www.example.org/bed.png)
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

![A bed](bed.png)
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of each image whose file is not there. Where the unit is checked by itself, nobody knows
/// which files there are.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let Some(images) = in_hand.images else {
        return Vec::new();
    };
    let nodes = in_hand.document.nodes(in_hand.document.all());
    let shown = nodes.iter().filter_map(|node| match &node.event {
        Event::Start(Tag::Image { dest_url, .. }) => Some((&**dest_url, node.span)),
        _ => None,
    });
    shown
        .filter(|(path, _)| is_path_in_pack(path) && !images.contains_key(*path))
        .map(|(path, span)| missing(in_hand, images, path, span))
        .collect()
}

fn missing(
    in_hand: &UnitInHand<'_>,
    images: &BTreeMap<String, Vec<u8>>,
    path: &str,
    span: Span,
) -> Diagnostic {
    let place = last(in_hand.text(span), path).map_or(span, |range| {
        Span::new(span.start + range.start, span.start + range.end)
    });
    let message = format!("the pack has no image `{path}`");
    let found = in_hand.wrong(Code::ImageNotInPack, place, message);
    match nearest(path, images.keys().map(String::as_str)) {
        Some(meant) => found.help(format!("did you mean `{meant}`?")).fix(Fix::one(
            format!("Write {meant}"),
            place,
            meant,
        )),
        None => found.help(
            "put the file there, beside the units; its name ends in .png, .jpg, .jpeg, .webp, \
             .gif, .avif or .svg",
        ),
    }
}

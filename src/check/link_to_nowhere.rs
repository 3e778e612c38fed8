//! A link to a place in the pack that is not there.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Check, Example, Rule, UnitInHand, in_hand::anchors};
use crate::{
    diagnostic::{Code, Diagnostic, Fix, nearest},
    id::SectionId,
    prose::Target,
    read::target,
    source::Span,
    unit::Unit,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::LinkToNowhere,
    title: "Every link into the pack leads somewhere.",
    why: "In a scenario such a link leads to the next step in the file, which may be the wrong consequence. Elsewhere the learner lands nowhere.",
    fails: Example::Body(
        "
## Rest {#rest}

Read [about breaks](#break).

## Breaks {#breaks}

Breaks matter.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

Read [about breaks](#breaks).

## Breaks {#breaks}

Breaks matter.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of each link whose unit or heading is not there. Where the unit is checked by itself,
/// links to other units are left alone.
pub(super) fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let here = anchors(in_hand.unit);
    let nodes = in_hand.document.nodes(in_hand.document.all());
    let links = nodes.iter().filter_map(|node| match &node.event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url, node.span)),
        _ => None,
    });
    let mut found = Vec::new();
    for (address, span) in links {
        let Some(Target::Pack { unit, anchor }) = target(address) else {
            continue;
        };
        let place = last(in_hand.text(span), address).map_or(span, |range| {
            Span::new(span.start + range.start, span.start + range.end)
        });
        match unit.filter(|unit| *unit != in_hand.unit.id) {
            None => found.extend(missing_anchor(in_hand, &anchor, &here, "this unit", place)),
            Some(unit) => {
                let Some(pack) = in_hand.pack else {
                    continue;
                };
                match pack.unit(&unit) {
                    Some(other) => {
                        let name = format!("`{unit}.md`");
                        found.extend(missing_anchor(
                            in_hand,
                            &anchor,
                            &anchors(other),
                            &name,
                            place,
                        ));
                    }
                    None => found.push(missing_unit(in_hand, unit.as_str(), &pack.units, place)),
                }
            }
        }
    }
    found
}

fn missing_anchor(
    in_hand: &UnitInHand<'_>,
    anchor: &Option<SectionId>,
    there: &[&str],
    unit: &str,
    place: Span,
) -> Option<Diagnostic> {
    let anchor = anchor.as_ref()?.as_str();
    if there.contains(&anchor) {
        return None;
    }
    let message = format!("no heading of {unit} has the id `{anchor}`");
    let found = in_hand.wrong(Code::LinkToNowhere, place, message);
    Some(match nearest(anchor, there.iter().copied()) {
        Some(meant) => {
            let found = found.help(format!("did you mean `#{meant}`?"));
            match last(in_hand.text(place), anchor) {
                Some(range) => {
                    let id = Span::new(place.start + range.start, place.start + range.end);
                    found.fix(Fix::one(format!("Write #{meant}"), id, meant))
                }
                None => found,
            }
        }
        None => found.help(format!(
            "write the id of a heading there, or give one `{{#{anchor}}}` at its end"
        )),
    })
}

fn missing_unit(in_hand: &UnitInHand<'_>, unit: &str, units: &[Unit], place: Span) -> Diagnostic {
    let found = in_hand.wrong(
        Code::LinkToNowhere,
        place,
        format!("the pack has no unit `{unit}.md`"),
    );
    match nearest(unit, units.iter().map(|unit| unit.id.as_str())) {
        Some(meant) => found.help(format!("did you mean `{meant}.md`?")),
        None => found.help("write the file name of a unit that `pack.toml` names"),
    }
}

/// The last place of some words in a text: a link's address stands behind its label.
pub(super) fn last(text: &str, words: &str) -> Option<Range<usize>> {
    let start = text.rfind(words)?;
    Some(start..start + words.len())
}

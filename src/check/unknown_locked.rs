//! A locked id that is not there.

use super::{Check, Example, PackInHand, Rule, in_hand::anchors, rule::PLAIN_UNIT};
use crate::{
    diagnostic::{Code, Diagnostic, Fix, nearest},
    id::OptionId,
    question::Interaction,
    unit::Unit,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::UnknownLocked,
    title: "Every locked id is in a unit.",
    why: "What an employer may not take out has to be there in the first place. A misspelt id protects nothing.",
    fails: Example::Pack(&[
        (
            "pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]
locked = ["example/worried"]
"#,
        ),
        PLAIN_UNIT,
    ]),
    passes: Example::Pack(&[
        (
            "pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]
locked = ["example/rest"]
"#,
        ),
        PLAIN_UNIT,
    ]),
    checks: &[Check::Pack(check)],
};

/// Tells of each locked id that its unit does not have.
fn check(in_hand: &PackInHand<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for place in &in_hand.pack.settings.locked {
        let ids: Vec<&str> = match in_hand.pack.unit(&place.unit) {
            Some(unit) => anchors(unit).into_iter().chain(options(unit)).collect(),
            None => Vec::new(),
        };
        if ids.contains(&place.id.as_str()) {
            continue;
        }
        let message = match in_hand.pack.unit(&place.unit) {
            Some(_) => format!("`{}` has no id `{}` to lock", place.unit, place.id),
            None => format!("the pack has no unit `{}`", place.unit),
        };
        let span = in_hand.place(&place.to_string());
        let wrong = in_hand.wrong(Code::UnknownLocked, span, message);
        found.push(match nearest(place.id.as_str(), ids) {
            Some(meant) => {
                let meant = format!("{}/{meant}", place.unit);
                wrong.help(format!("did you mean `{meant}`?")).fix(Fix::one(
                    format!("Write {meant}"),
                    span,
                    format!("{meant:?}"),
                ))
            }
            None => wrong.help("write `unit/id`, with the id of a heading or of an option"),
        });
    }
    found
}

fn options(unit: &Unit) -> Vec<&str> {
    unit.questions()
        .flat_map(|question| -> Vec<&OptionId> {
            match &question.interaction {
                Interaction::Single(choice) => choice.options.iter().map(|o| &o.id).collect(),
                Interaction::Multiple(several) => {
                    several.choice.options.iter().map(|o| &o.id).collect()
                }
                Interaction::Order(order) => order.items.iter().map(|item| &item.id).collect(),
                Interaction::Match(matching) => {
                    let pairs = matching.pairs.iter();
                    pairs.flat_map(|pair| [&pair.left, &pair.right]).collect()
                }
                Interaction::Gap(gap) => gap.blanks.iter().map(|blank| &blank.id).collect(),
                Interaction::Number(number) => number.known.iter().map(|k| &k.id).collect(),
                Interaction::Short(short) => short.known.iter().map(|k| &k.id).collect(),
                Interaction::Rate(rate) => rate.labels.iter().map(|label| &label.id).collect(),
                Interaction::Reflect => Vec::new(),
            }
        })
        .map(OptionId::as_str)
        .collect()
}

//! A criterion that is named and is not there.

use super::{Check, Example, PackInHand, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic, Fix, nearest},
    id::CriterionId,
    source::Span,
    unit::{Content, Unit},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::UnknownCriterion,
    title: "Every criterion that is named is in the unit.",
    why: "The learner would be told that she practises something that does not exist, and a true criterion would go without.",
    fails: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

## Rest {#rest criteria=ac-1-1}

Sleep mends the body.

## When do you rest? {#when .reflect criteria=ac-1-1,ac-9-9}

Think of last week.
",
    ),
    passes: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

## Rest {#rest criteria=ac-1-1}

Sleep mends the body.

## When do you rest? {#when .reflect criteria=ac-1-1}

Think of last week.
",
    ),
    checks: &[Check::Unit(check), Check::Pack(check_pack)],
};

/// Tells of each name in a heading's `criteria=` that is no criterion of the unit.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let unit = in_hand.unit;
    let known: Vec<&str> = unit
        .criteria()
        .map(|criterion| criterion.id.as_str())
        .collect();
    let mut found = Vec::new();
    for (heading, named) in namings(unit) {
        for id in named {
            if known.contains(&id.as_str()) {
                continue;
            }
            let value = heading.find(in_hand.source.text, "criteria=");
            let value = Span::new(value.start, heading.end);
            let span = value.find(in_hand.source.text, id.as_str());
            let message = format!("this unit has no criterion `{id}`");
            let wrong = in_hand.wrong(Code::UnknownCriterion, span, message);
            found.push(match nearest(id.as_str(), known.iter().copied()) {
                Some(meant) => wrong.help(format!("did you mean `{meant}`?")).fix(Fix::one(
                    format!("Write {meant}"),
                    span,
                    meant,
                )),
                None => wrong.help("name the id of a heading with the class `.criterion`"),
            });
        }
    }
    found
}

/// Tells of each criterion that `pack.toml` words and that no unit has.
fn check_pack(in_hand: &PackInHand<'_>) -> Vec<Diagnostic> {
    let pack = in_hand.pack;
    let unknown = pack.settings.official.keys().filter(|place| {
        let unit = pack.unit(&place.unit);
        let id = CriterionId::from(place.id.clone());
        unit.is_none_or(|unit| unit.criterion(&id).is_none())
    });
    unknown
        .map(|place| {
            let message = format!("there is no criterion `{place}`");
            let span = in_hand.place(&place.to_string());
            in_hand
                .wrong(Code::UnknownCriterion, span, message)
                .help("name it as `unit/criterion`, such as `carer-partnerships/ac-3-2`")
        })
        .collect()
}

/// Every heading that names criteria, with the criteria it names.
fn namings(unit: &Unit) -> Vec<(Span, &[CriterionId])> {
    let mut namings: Vec<(Span, &[CriterionId])> = Vec::new();
    for section in &unit.sections {
        match &section.content {
            Content::Reading(reading) => namings.push((section.heading, &reading.criteria)),
            Content::Scenario(scenario) => namings.push((section.heading, &scenario.criteria)),
            Content::Question(_) | Content::Criterion(_) => {}
        }
        namings.extend(
            section
                .questions()
                .map(|question| (question.heading, &*question.criteria)),
        );
    }
    namings
}

/// Whether some name that is no criterion's was probably meant for this one.
pub(super) fn is_misspelt(unit: &Unit, criterion: &CriterionId) -> bool {
    let known: Vec<&str> = unit
        .criteria()
        .map(|criterion| criterion.id.as_str())
        .collect();
    let named = namings(unit).into_iter().flat_map(|(_, named)| named);
    let mut unknown = named.filter(|id| !known.contains(&id.as_str()));
    unknown.any(|id| nearest(id.as_str(), known.iter().copied()) == Some(criterion.as_str()))
}

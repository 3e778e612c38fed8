//! A criterion that no question or scenario practises.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    criterion::Criterion,
    diagnostic::{Code, Diagnostic},
    id::CriterionId,
    nation::Nation,
    unit::{Content, Section},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NotPractised,
    title: "Every criterion is practised.",
    why: "The learner should have tried it out before she writes about it.",
    fails: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

## Rest {#rest criteria=ac-1-1}

Sleep mends the body.

## When do you rest? {#when .reflect}

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
    checks: &[Check::Unit(check)],
};

/// Tells of each criterion that no question and no scenario names, in any nation where it holds.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let unit = in_hand.unit;
    in_hand.coverage(Code::NotPractised, |criterion, nation| {
        let sections = unit.sections.iter().filter(|section| section.holds(nation));
        sections
            .into_iter()
            .any(|section| practises(section, criterion, nation))
    })
}

fn practises(section: &Section, criterion: &Criterion, nation: Nation) -> bool {
    let named = |criteria: &[CriterionId]| criteria.contains(&criterion.id);
    let as_a_whole = match &section.content {
        Content::Scenario(scenario) => named(&scenario.criteria),
        Content::Reading(_) | Content::Question(_) | Content::Criterion(_) => false,
    };
    let mut questions = section.questions();
    as_a_whole
        || questions.any(|question| named(&question.criteria) && question.nations.holds(nation))
}

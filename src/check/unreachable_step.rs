//! A step that no path of its scenario reaches.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    scenario::{Scenario, Ways},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::UnreachableStep,
    title: "Every step of a scenario can be reached.",
    why: "Somebody wrote that step for a reason, and no learner will ever see it.",
    fails: Example::Body(
        "
## The night shift {#night .scenario}

### What do you do? {#what .single points=2}

- [x] Sit with him.
  > He calms down. [Go on](#calm)
- [ ] Tell him to sleep.
  > He rings again. [Go on](#calm)

### He is angry. What now? {#angry .single}

- [x] Say sorry.
  > He nods.
- [ ] Close the door.
  > He shouts.

### He sleeps {#calm}

All is quiet.
",
    ),
    passes: Example::Body(
        "
## The night shift {#night .scenario}

### What do you do? {#what .single points=2}

- [x] Sit with him.
  > He calms down. [Go on](#calm)
- [ ] Tell him to sleep.
  > He rings again. [Go on](#angry)

### He is angry. What now? {#angry .single}

- [x] Say sorry.
  > He nods.
- [ ] Close the door.
  > He shouts.

### He sleeps {#calm}

All is quiet.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of steps that no choice leads to, where all links lead somewhere.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let scenarios = in_hand.well_read_scenarios();
    scenarios
        .flat_map(|scenario| unreached(in_hand, scenario))
        .collect()
}

fn unreached(in_hand: &UnitInHand<'_>, scenario: &Scenario) -> Vec<Diagnostic> {
    let reached = Ways::of(scenario).reachable();
    let steps = scenario.steps.iter().zip(reached);
    steps
        .filter(|(_, reached)| !reached)
        .map(|(step, _)| {
            let message = format!("no choice leads to the step `{}`", step.id);
            in_hand
                .wrong(Code::UnreachableStep, step.heading, message)
                .help(format!(
                    "link to it from feedback: `[Go on](#{})`; or put it behind the step it follows",
                    step.id
                ))
        })
        .collect()
}

//! Steps that lead only to each other, round for ever.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    scenario::{Scenario, Ways},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::EndlessLoop,
    title: "Every step of a scenario has a way to an end.",
    why: "The learner would go round for ever, and her walk would never be scored.",
    fails: Example::Body(
        "
## The night shift {#night .scenario}

### What do you do? {#what .single points=2}

- [x] Sit with him.
  > He calms down. [Go on](#calm)
- [ ] Tell him to sleep.
  > He rings again.

### He rings again. What now? {#again .single}

- [x] Go to him.
  > He is glad. Then he rings again. [Go on](#again)
- [ ] Let it ring.
  > He rings on. [Go on](#again)

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
  > He rings again.

### He rings again. What now? {#again .single}

- [x] Go to him.
  > He is glad. [Go on](#calm)
- [ ] Let it ring.
  > He rings on. [Go on](#again)

### He sleeps {#calm}

All is quiet.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of the first step of each loop without a way out.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let scenarios = in_hand.well_read_scenarios();
    scenarios
        .flat_map(|scenario| trapped(in_hand, scenario))
        .collect()
}

fn trapped(in_hand: &UnitInHand<'_>, scenario: &Scenario) -> Vec<Diagnostic> {
    let ways = Ways::of(scenario);
    let (reached, ends) = (ways.reachable(), ways.can_end());
    let mut told = vec![false; scenario.steps.len()];
    let mut found = Vec::new();
    for (at, step) in scenario.steps.iter().enumerate() {
        if !reached[at] || ends[at] || told[at] {
            continue;
        }
        // What is reached from here goes round with it.
        for (told, after) in told.iter_mut().zip(ways.reachable_from(at)) {
            *told |= after;
        }
        found.push(
            in_hand
                .wrong(
                    Code::EndlessLoop,
                    step.heading,
                    "from here no choice ever leads to an end",
                )
                .help("let a choice lead on to another step, or to an ending without a question"),
        );
    }
    found
}

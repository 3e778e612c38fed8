//! A path with a wrong choice that earns as much as getting every step right.

use super::{Check, Example, Rule, UnitInHand, pass_mark_out_of_reach::only_unsafe};
use crate::{
    diagnostic::{Code, Diagnostic},
    scenario::{Scenario, Ways},
    score::Points,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::WrongPathPays,
    title: "Getting every step right earns most.",
    why: "A learner who goes wrong and is saved later would see full points, and think that she did right.",
    fails: Example::Body(
        "
## The night shift {#night .scenario}

### What do you do? {#what .single}

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

/// Tells of scenarios where a wrong choice costs nothing.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let scenarios = in_hand.well_read_scenarios();
    scenarios
        .filter_map(|scenario| paying(in_hand, scenario))
        .collect()
}

fn paying(in_hand: &UnitInHand<'_>, scenario: &Scenario) -> Option<Diagnostic> {
    let maximum = scenario.maximum;
    let (earned, choice) = Ways::of(scenario).best_wrong()?;
    // Where it takes an unsafe choice to pass, that is told instead.
    if maximum == Points::ZERO || earned < maximum || only_unsafe(scenario).is_some() {
        return None;
    }
    let message = format!(
        "a path through this wrong choice earns {earned} of {maximum} points: \
         as much as getting every step right"
    );
    let found = in_hand.wrong(Code::WrongPathPays, choice, message);
    Some(found.help("give this step more points than the steps that only wrong choices lead to"))
}

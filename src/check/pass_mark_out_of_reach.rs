//! A pass mark that nobody can reach.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    scenario::{Scenario, Ways},
    score::Points,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::PassMarkOutOfReach,
    title: "A scenario can be passed without an unsafe choice.",
    why: "An unsafe choice never passes. Where only unsafe paths earn enough, or nothing earns anything, nobody can pass.",
    fails: Example::Body(
        "
## The night shift {#night .scenario pass=70}

### How do you feel? {#feel .reflect}

Think of your last night shift.
",
    ),
    passes: Example::Body(
        "
## The night shift {#night .scenario}

### How do you feel? {#feel .reflect}

Think of your last night shift.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of scenarios that nobody can pass.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let scenarios = in_hand.well_read_scenarios();
    scenarios
        .filter_map(|scenario| out_of_reach(in_hand, scenario))
        .collect()
}

fn out_of_reach(in_hand: &UnitInHand<'_>, scenario: &Scenario) -> Option<Diagnostic> {
    if scenario.maximum == Points::ZERO {
        // Without questions that are scored a scenario is done, not passed; a mark that its author
        // wrote says that something else was meant.
        let heading = in_hand.text(scenario.heading);
        let message = "nothing in this scenario earns points, so nobody reaches its pass mark";
        return heading.contains("pass=").then(|| {
            in_hand
                .wrong(Code::PassMarkOutOfReach, scenario.heading, message)
                .help("take `pass=` out, or add a question with a right answer")
        });
    }
    let found = in_hand.wrong(
        Code::PassMarkOutOfReach,
        scenario.heading,
        only_unsafe(scenario)?,
    );
    Some(found.help("let safe choices lead on, and make the steps on the safe path worth most"))
}

/// Why a scenario can only be passed by unsafe choices, which never pass; none where it can be
/// passed safely.
pub(super) fn only_unsafe(scenario: &Scenario) -> Option<String> {
    if Ways::of(scenario).can_end().first() == Some(&false) {
        // A story without an end is told as such.
        return None;
    }
    let (maximum, pass) = (scenario.maximum, scenario.pass_mark_percent);
    match scenario.safe_maximum() {
        Some(best) if best.reach(pass, maximum) => None,
        Some(best) => Some(format!(
            "without an unsafe choice at most {best} of {maximum} points can be earned, \
             and {pass} in a hundred are needed"
        )),
        None => Some("only an unsafe choice leads to the end".to_owned()),
    }
}

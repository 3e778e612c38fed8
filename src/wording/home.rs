//! What the home page says to somebody who has been here before.

/// Over the way back.
pub const WHERE_YOU_LEFT_OFF: &str = "Where you left off";
/// The way back.
pub const CONTINUE: &str = "Continue";

/// Greets a learner, by name where she gave one.
pub fn welcome_back(name: &str) -> String {
    if name.is_empty() {
        "Welcome back".to_owned()
    } else {
        format!("Welcome back, {name}")
    }
}

/// A place in a unit.
pub fn in_unit(unit: &str) -> String {
    format!("In the unit “{unit}”.")
}

/// A scenario that is half walked.
pub fn half_way(unit: &str) -> String {
    format!("You are half way through this scenario, in the unit “{unit}”.")
}

/// An answer that was being written.
pub fn writing(number: &str, unit: &str) -> String {
    format!("Your answer to {number}, in the unit “{unit}”.")
}

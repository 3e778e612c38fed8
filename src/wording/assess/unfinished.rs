//! What is said about what was written at the desk and not recorded.

/// What was being written when the form was last left.
pub fn given_back(when: &str) -> String {
    format!("Here is what you wrote on {when} and did not record. Nobody else has seen it.")
}
/// Empties the form.
pub const START_AGAIN: &str = "Start again";
/// What is written is on the device.
pub const KEPT_SO_FAR: &str =
    "Not recorded yet. What you have written is kept on this device, even if you leave this page.";

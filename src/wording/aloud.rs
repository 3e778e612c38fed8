//! What is said about reading aloud.

/// Begins it.
pub const READ: &str = "Read aloud";
/// Ends it.
pub const STOP: &str = "Stop reading";
/// Under the setting, where nothing can be read aloud.
pub const NO_VOICE: &str = "This device has no English voice that the browser can use, so there is no button. You may find voices in the device’s own settings, often under “Accessibility”.";

/// Names a button where a page has several.
pub fn named(words: &str, of: &str) -> String {
    format!("{words}: {of}")
}

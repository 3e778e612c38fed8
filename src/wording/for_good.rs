//! What is asked before something goes that nothing brings back.

/// Leaves everything as it is.
pub const KEEP: &str = "Keep it";
/// Words that were typed.
pub const WORDS: &str = "What you wrote here goes for good.";
/// Somebody's statements.
pub const STATEMENTS: &str = "Their statements go from this device.";

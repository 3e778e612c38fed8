//! What things are called in items of our own, and so where they are looked for.

/// The response of an item that asks once; of one that asks for more, the first.
pub(super) const RESPONSE: &str = "RESPONSE";

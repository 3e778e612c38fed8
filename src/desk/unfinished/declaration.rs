//! The declaration with a hand-in while it is being filled in.

use serde::{Deserialize, Serialize};

/// What has been filled in so far. That the work is her own is not kept: she agrees to it at the
/// moment she hands in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclarationWriting {
    /// Sources used.
    pub sources: String,
    /// Whether there was help, once that is said.
    pub helped: Option<bool>,
    /// Which help.
    pub how: String,
    /// The name typed as a signature.
    pub signed: String,
}

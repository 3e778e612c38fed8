//! What things are called in items and packages of our own, by which they are known when they come back.

use crate::id::OptionId;

/// The list of a package's files.
pub const MANIFEST: &str = "imsmanifest.xml";

/// Where a package has the images of its units.
pub(super) const CONTENT: &str = "content/";

/// The name of the tool in items.
pub(super) const TOOL: &str = "Underpin";

/// How classes begin.
pub(super) const CLASS: &str = "underpin-";

/// The class of the paragraph that is a question's heading.
pub(super) const ASKS: &str = "underpin-asks";

/// The class of a pack's own words.
pub(super) const FILLING: &str = "underpin-filling";

/// How identifiers begin: ids may begin with a digit, identifiers may not.
pub(super) const ID: &str = "u_";

/// The identifier of an option.
pub(super) fn identifier(id: &OptionId) -> String {
    format!("{ID}{id}")
}

/// The response of an item that asks once.
pub(super) const RESPONSE: &str = "RESPONSE";

/// The responses of a text with several gaps, by the gap's number.
pub(super) fn response(at: usize) -> String {
    match at {
        0 => RESPONSE.to_owned(),
        at => format!("{RESPONSE}{}", at + 1),
    }
}

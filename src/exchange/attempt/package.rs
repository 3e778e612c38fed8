//! What every package says of its unit, whatever standard its manifest is written in.

use super::scaled::Scaled;
use crate::{id::UnitId, pack::Settings, unit::Unit};

/// The page that a learning system opens.
pub const PAGE: &str = "index.html";

/// What a manifest says of a unit.
#[derive(Clone, Debug)]
pub struct Described<'a> {
    /// The pack's settings.
    pub settings: &'a Settings,
    /// The unit.
    pub unit: &'a Unit,
    /// The score that passes; none where completing is enough.
    pub pass_mark: Option<Scaled>,
    /// Every file of the package but its manifest.
    pub files: Vec<&'a str>,
}

impl Described<'_> {
    /// The unit's name among all units of all packs, which stays the same when it is edited.
    pub fn name(&self) -> String {
        name(self.settings, &self.unit.id)
    }

    /// The unit's title as XML.
    pub fn title(&self) -> String {
        xml(&self.unit.title)
    }
}

fn name(settings: &Settings, unit: &UnitId) -> String {
    format!("underpin.{}.{unit}", settings.id)
}

/// A text as it stands in XML, as what an element or an attribute holds.
pub fn xml(text: &str) -> String {
    // XML has no way to write the others.
    let allowed = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    let allowed: String = text.chars().filter(allowed).collect();
    let mut escaped = String::new();
    // Writing into a text does not fail.
    let _ = pulldown_cmark_escape::escape_html(&mut escaped, &allowed);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_stands_in_xml() {
        assert_eq!(
            xml("A & B <\"c\">\u{b}\u{fffe}"),
            "A &amp; B &lt;&quot;c&quot;&gt;"
        );
    }
}

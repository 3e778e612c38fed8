//! What every package says of its unit, whatever standard its manifest is written in.

use super::scaled::Scaled;
use crate::{exchange::xml, id::UnitId, pack::Settings, unit::Unit};

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
        xml::escaped(&self.unit.title)
    }
}

fn name(settings: &Settings, unit: &UnitId) -> String {
    format!("underpin.{}.{unit}", settings.id)
}

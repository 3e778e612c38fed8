//! What every package says of its unit, whatever standard its manifest is written in.

use pulldown_cmark::{Event, Tag};

use super::scaled::Scaled;
use crate::{
    block::Document,
    exchange::xml,
    id::UnitId,
    pack::Settings,
    prose::Target,
    read::target,
    source::{Position, Source},
    unit::Unit,
};

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

/// The links of a unit to other units, which its package does not hold: the line on which each stands,
/// and its address.
pub fn links_away(source: Source<'_>, unit: &UnitId) -> Vec<(usize, String)> {
    let document = Document::parse(source.text);
    let links = document.nodes(document.all()).iter().filter_map(|node| {
        let Event::Start(Tag::Link { dest_url, .. }) = &node.event else {
            return None;
        };
        let Target::Pack { unit: other, .. } = target(dest_url)? else {
            return None;
        };
        let leads_away = other.is_some_and(|other| other != *unit);
        let line = Position::of(source.text, node.span.start).line;
        leads_away.then(|| (line, dest_url.to_string()))
    });
    links.collect()
}

fn name(settings: &Settings, unit: &UnitId) -> String {
    format!("underpin.{}.{unit}", settings.id)
}

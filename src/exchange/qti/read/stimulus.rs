//! What an item has beside it in its package: images, and texts that several items are read with.

use std::collections::BTreeMap;

use super::{
    body::bare_html,
    item::Reading,
    xml::{self, attribute, below, child},
};
use crate::{
    exchange::bank::{Loss, html},
    source::Source,
};

/// What stands beside an item in its package.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// The images that it may show: how it names them, and their paths beside the units.
    pub images: BTreeMap<String, String>,
    /// The texts that are read with it, by how it names them; none where another name leads to the same one.
    pub stimuli: BTreeMap<String, Option<Stimulus>>,
}

/// A text that several items may be read with.
#[derive(Clone, Debug)]
pub(super) struct Stimulus {
    /// Its file.
    pub name: String,
    /// Its XML.
    pub xml: String,
    /// The images that it may show.
    pub images: BTreeMap<String, String>,
}

impl Reading<'_, '_, '_> {
    /// The texts that stand in files of their own and are read with the item.
    pub fn read_with_it(&mut self) -> Vec<String> {
        let mut found = Vec::new();
        for node in below(self.item, "assessment-stimulus-ref") {
            let address = attribute(node, "href").trim();
            let text = match self.stimuli.get_mut(address).map(Option::take) {
                Some(Some(stimulus)) => self.stimulus(stimulus),
                // It stands there already.
                Some(None) => continue,
                None => None,
            };
            match text.filter(|text| !text.is_empty()) {
                Some(text) => found.push(text),
                None => self
                    .cleaning
                    .losses
                    .tell(Loss::Stimulus(address.to_owned())),
            }
        }
        found
    }

    fn stimulus(&mut self, mut stimulus: Stimulus) -> Option<String> {
        let source = Source {
            name: &stimulus.name,
            text: stimulus.xml.trim_start_matches('\u{feff}'),
        };
        let document = xml::parse(source).ok()?;
        let body = child(document.root_element(), "stimulus-body")?;
        let words = bare_html(body, &mut self.cleaning.losses);
        std::mem::swap(&mut self.cleaning.images, &mut stimulus.images);
        let text = html::blocks(&words, &mut self.cleaning);
        std::mem::swap(&mut self.cleaning.images, &mut stimulus.images);
        Some(text)
    }
}

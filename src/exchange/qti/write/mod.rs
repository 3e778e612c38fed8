//! Questions of units as a package of QTI 3.0 items.

mod body;
mod declarations;
mod item;
mod listing;
mod processing;
mod prose;
mod said;

use std::collections::BTreeMap;

use self::{
    item::item,
    listing::{TEST, manifest, test},
    prose::Leave,
};
use super::names::{CONTENT, MANIFEST};
use crate::{
    exchange::{bank::Leaving, unzip::Files},
    pack::Fillings,
    unit::Unit,
};

/// A unit that is put into a package.
pub struct Packed<'p> {
    /// The unit.
    pub unit: &'p Unit,
    /// Its questions.
    pub questions: &'p mut [Leaving],
}

/// Puts the questions of units into a package. What is lost is told in each.
pub fn write(
    units: &mut [Packed<'_>],
    fillings: Option<&Fillings>,
    images: &BTreeMap<String, Vec<u8>>,
) -> Files {
    let mut files = Files::new();
    let mut sections: Vec<(String, String, Vec<String>)> = Vec::new();
    let has_image = |path: &str| images.contains_key(path);
    for packed in units {
        let mut items = Vec::new();
        for leaving in packed.questions.iter_mut() {
            let Some(draft) = leaving.draft.clone() else {
                continue;
            };
            let mut leave = Leave {
                fillings,
                images: &format!("../{CONTENT}"),
                has_image: &has_image,
                shown: Vec::new(),
                losses: Default::default(),
            };
            let text = item(&leaving.question, &draft, &mut leave);
            // What no id has in it, or `a-b` with `c` would be `a` with `b-c`.
            let name = format!("items/{}.{}.xml", packed.unit.id, draft.id);
            files.insert(name.clone(), text.into_bytes());
            items.push(name);
            for image in leave.shown {
                if let Some(bytes) = images.get(&image) {
                    files.insert(format!("{CONTENT}{image}"), bytes.clone());
                }
            }
            leaving.losses.extend(leave.losses);
        }
        sections.push((packed.unit.id.to_string(), packed.unit.title.clone(), items));
    }
    files.insert(TEST.to_owned(), test(&sections).into_bytes());
    let manifest = manifest(&files);
    files.insert(MANIFEST.to_owned(), manifest.into_bytes());
    files
}

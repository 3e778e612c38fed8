//! A folder's files to a [`Pack`].

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::STANDARD};

use pulldown_cmark::{Event, Tag};

use super::{Read, is_path_in_pack, read_settings, read_unit};
use crate::{
    block::Document,
    diagnostic::{Code, Diagnostic},
    id::{UnitId, file_stem},
    pack::{Pack, Settings},
    source::{Source, Span},
};

/// The files of a pack, wherever they came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackFiles {
    /// The text of `pack.toml`, if there is one.
    pub settings: Option<String>,
    /// The units' files: their names, such as `carer-partnerships.md`, and their texts.
    pub units: Vec<(String, String)>,
    /// The images that units show: their paths from the folder, with `/`, and what is in them.
    pub images: BTreeMap<String, Vec<u8>>,
}

/// The media type of an image that a pack may hold, by the ending of its name; none where it is
/// no image.
pub fn image_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "avif" => Some("image/avif"),
        "gif" => Some("image/gif"),
        "jpeg" | "jpg" => Some("image/jpeg"),
        "png" => Some("image/png"),
        "svg" => Some("image/svg+xml"),
        "webp" => Some("image/webp"),
        _ => None,
    }
}

impl PackFiles {
    /// The units' files in the order of the settings, then those that they do not name, by name.
    /// A pack's units stand in the same order.
    pub fn in_order(&self, settings: &Settings) -> Vec<&(String, String)> {
        let place = |name: &str| {
            let unit = UnitId::of_file(name)?;
            settings.order.iter().position(|named| *named == unit)
        };
        let mut files: Vec<_> = self.units.iter().collect();
        files.sort_by_key(|(name, _)| (place(name).unwrap_or(usize::MAX), name));
        files
    }

    /// The text of a unit's file.
    pub fn unit(&self, id: &UnitId) -> Option<&str> {
        let file = id.file();
        let (_, text) = self.units.iter().find(|(name, _)| *name == file)?;
        Some(text)
    }

    /// The units that there are.
    pub fn unit_ids(&self) -> BTreeSet<UnitId> {
        let names = self.units.iter().map(|(name, _)| name);
        names.filter_map(|name| UnitId::of_file(name)).collect()
    }

    /// The images that its units and its settings name, by their paths in the pack.
    pub fn images_named(&self) -> BTreeSet<String> {
        let mut named = BTreeSet::new();
        for (_, text) in &self.units {
            let document = Document::parse(text);
            let nodes = document.nodes(document.all());
            named.extend(nodes.iter().filter_map(|node| match &node.event {
                Event::Start(Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
                _ => None,
            }));
        }
        let settings = Source {
            name: "pack.toml",
            text: self.settings.as_deref().unwrap_or_default(),
        };
        named.extend(read_settings(settings).value.theme.logo);
        named.retain(|path| image_type(path).is_some() && is_path_in_pack(path));
        named
    }

    /// The images as addresses that hold them whole (`data:`), for pages that stand on no site.
    pub fn carried_images(&self) -> BTreeMap<String, String> {
        let images = self.images.iter();
        let carried = images.filter_map(|(path, bytes)| {
            let whole = format!(
                "data:{};base64,{}",
                image_type(path)?,
                STANDARD.encode(bytes)
            );
            Some((path.clone(), whole))
        });
        carried.collect()
    }
}

/// Reads a pack. Units stand in the order of the settings; those that the settings do not name
/// come after them, by name, and are told.
pub fn read_pack(files: &PackFiles) -> Read<Pack> {
    let mut diagnostics = Vec::new();
    let toml = Source {
        name: "pack.toml",
        text: files.settings.as_deref().unwrap_or_default(),
    };
    let settings = match &files.settings {
        Some(_) => {
            let read = read_settings(toml);
            diagnostics.extend(read.diagnostics);
            read.value
        }
        None => {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadPack,
                    toml,
                    Span::default(),
                    "there is no `pack.toml`",
                )
                .help("add one with `id`, `title`, `version` and `units`"),
            );
            Settings::default()
        }
    };
    let order = files.in_order(&settings);
    for unit in &settings.order {
        let name = unit.file();
        if !order.iter().any(|(file, _)| *file == name) {
            let span = Span::new(0, toml.text.len()).find(toml.text, unit.as_str());
            let message = format!("there is no file `{name}`");
            diagnostics.push(
                Diagnostic::new(Code::MissingUnit, toml, span, message)
                    .help("add the file, or take its name out of `units`"),
            );
        }
    }
    let is_named = |stem: &str| settings.order.iter().any(|unit| unit.as_str() == stem);
    for (name, text) in order.iter().filter(|_| files.settings.is_some()) {
        let stem = file_stem(name);
        if !is_named(stem) {
            let source = Source { name, text };
            let message = "`pack.toml` does not name this unit";
            diagnostics.push(
                Diagnostic::new(Code::UnlistedUnit, source, Span::default(), message)
                    .help(format!("add \"{stem}\" to `units`, where it should stand")),
            );
        }
    }
    let mut units = Vec::new();
    for (name, text) in order {
        let read = read_unit(Source { name, text });
        diagnostics.extend(read.diagnostics);
        units.push(read.value);
    }
    Read {
        value: Pack { settings, units },
        diagnostics,
    }
}

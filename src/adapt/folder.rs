//! An adaptation as files: what stands where in its folder and in its one `.zip`.

use std::collections::BTreeMap;

use super::{Adaptation, settings::SETTINGS};
use crate::{
    exchange::{
        bundle::{Bundle, CannotBundle},
        pack_file::{NotAPack, is_unit, of_files},
        unzip::{Limits, unzip, without_outer_folder},
    },
    read::{PackFiles, image_type, is_path_in_pack},
};

/// How the name of an adaptation's one file ends.
pub const ENDING: &str = ".underpin-adaptation.zip";

/// The folder, within an adaptation's, that holds the original.
pub const ORIGINAL: &str = "original/";

/// Why files are not opened as an adaptation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAdaptation {
    /// The files cannot be had.
    #[error(transparent)]
    Pack(#[from] NotAPack),
    /// There are no settings, or they say of no original.
    #[error(
        "This is not an adaptation: its pack.toml does not say which original it is for. \
         Nothing was changed."
    )]
    NotOne,
    /// The original is not with it.
    #[error(
        "This adaptation has no folder “original”, so what it changes is not known. Nothing was \
         changed. Make it again from the folder that has one."
    )]
    NoOriginal,
}

/// Whether a pack's settings are an adaptation's.
pub fn is_adaptation(settings: &str) -> bool {
    settings.lines().any(|line| line.trim() == "[adapts]")
}

impl Adaptation {
    /// An adaptation out of the files of its folder, by their paths.
    ///
    /// # Errors
    /// They are not an adaptation's, or the original is not among them.
    pub fn of_files(files: BTreeMap<String, Vec<u8>>) -> Result<Self, NotAnAdaptation> {
        let (mut own, mut original) = (BTreeMap::new(), BTreeMap::new());
        for (path, content) in files {
            match path.strip_prefix(ORIGINAL) {
                Some(within) => original.insert(within.to_owned(), content),
                None => own.insert(path, content),
            };
        }
        let own = of_files(own)?;
        let settings = own.settings.unwrap_or_default();
        if !is_adaptation(&settings) {
            return Err(NotAnAdaptation::NotOne);
        }
        if original.is_empty() {
            return Err(NotAnAdaptation::NoOriginal);
        }
        let mut units = own.units;
        units.sort();
        Ok(Self {
            settings,
            units,
            images: own.images,
            original: of_files(original)?,
        })
    }

    /// The files of its folder, by their paths.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let own = PackFiles {
            settings: Some(self.settings.clone()),
            units: self.units.clone(),
            images: self.images.clone(),
        };
        let mut files = BTreeMap::new();
        for (folder, pack) in [("", &own), (ORIGINAL, &self.original)] {
            let mut add = |name: &str, content: &[u8]| {
                files.insert(format!("{folder}{name}"), content.to_vec());
            };
            if let Some(settings) = &pack.settings {
                add(SETTINGS, settings.as_bytes());
            }
            for (name, text) in pack.units.iter().filter(|(name, _)| is_unit(name)) {
                add(name, text.as_bytes());
            }
            for (path, image) in &pack.images {
                if image_type(path).is_some() && is_path_in_pack(path) {
                    add(path, image);
                }
            }
        }
        files
    }

    /// An adaptation out of its one file.
    ///
    /// # Errors
    /// It is not one, or not one that may be opened.
    pub fn read(bytes: &[u8]) -> Result<Self, NotAnAdaptation> {
        let files = unzip(bytes, &Limits::PACK).map_err(NotAPack::from)?;
        Self::of_files(without_outer_folder(files))
    }

    /// Its one file. The same adaptation gives the same bytes.
    ///
    /// # Errors
    /// Where the file would become too large.
    pub fn write(&self) -> Result<Vec<u8>, CannotBundle> {
        let mut bundle = Bundle::default();
        for (path, content) in self.files() {
            bundle.add_bytes(&path, &content)?;
        }
        bundle.finish()
    }
}

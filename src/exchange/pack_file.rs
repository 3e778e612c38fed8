//! A pack as one file (`.underpin-pack.zip`): its settings, its units and their images, for the
//! page of any site to open and for `underpin build` to make a site of.

use super::{
    bundle::{Bundle, CannotBundle},
    unzip::{BadZip, Files, Limits, unzip, without_outer_folder},
};
use crate::{
    pack::Settings,
    read::{PackFiles, image_type, is_path_in_pack},
    source::{NotText, text_of},
};

/// How the name of such a file ends.
pub const ENDING: &str = ".underpin-pack.zip";

/// The name of a pack's settings.
pub const SETTINGS: &str = "pack.toml";

/// Why a file is not opened as a pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPack {
    /// It cannot be unpacked.
    #[error(transparent)]
    Zip(#[from] BadZip),
    /// It holds no settings.
    #[error(
        "This zip file is not a training pack: there is no pack.toml in it. Nothing was changed. \
         Look for a file whose name ends in .underpin-pack.zip."
    )]
    NoSettings,
    /// A unit or the settings are not text.
    #[error(
        "“{name}” in this training pack is not UTF-8 text: {why}. \
         Nothing was changed. Save that file again as UTF-8, then make the pack again."
    )]
    NotText {
        /// The file.
        name: String,
        /// Why it is none.
        why: NotText,
    },
}

/// Whether a file in a pack's folder is a unit.
pub fn is_unit(name: &str) -> bool {
    name.ends_with(".md")
        && !name.contains('/')
        && !name.eq_ignore_ascii_case("readme.md")
        && !name.starts_with('.')
}

/// Writes a pack. The same files give the same bytes, on any machine and on any day.
///
/// # Errors
/// Where the file would become too large.
pub fn write(files: &PackFiles) -> Result<Vec<u8>, CannotBundle> {
    let mut bundle = Bundle::default();
    if let Some(settings) = &files.settings {
        bundle.add(SETTINGS, settings)?;
    }
    let mut units: Vec<_> = files.units.iter().collect();
    units.sort();
    for (name, text) in units {
        bundle.add(name, text)?;
    }
    for (path, content) in &files.images {
        bundle.add_bytes(path, content)?;
    }
    bundle.finish()
}

/// Reads a pack. What is wrong with its units is told when they are read.
///
/// # Errors
/// The file is no pack, or not one that may be opened.
pub fn read(bytes: &[u8]) -> Result<PackFiles, NotAPack> {
    of_files(without_outer_folder(unzip(bytes, &Limits::PACK)?))
}

/// The files of a pack, out of all files of an archive. What is none of them is left out.
///
/// # Errors
/// There are no settings, or a text is no text.
pub fn of_files(files: Files) -> Result<PackFiles, NotAPack> {
    let mut pack = PackFiles::default();
    for (name, content) in files {
        if name == SETTINGS {
            pack.settings = Some(text(&name, content)?);
        } else if is_unit(&name) {
            let text = text(&name, content)?;
            pack.units.push((name, text));
        } else if image_type(&name).is_some() && is_path_in_pack(&name) {
            pack.images.insert(name, content);
        }
    }
    match pack.settings {
        Some(_) => Ok(pack),
        None => Err(NotAPack::NoSettings),
    }
}

fn text(name: &str, content: Vec<u8>) -> Result<String, NotAPack> {
    text_of(content).map_err(|why| NotAPack::NotText {
        name: name.to_owned(),
        why,
    })
}

/// What a pack's file is called.
pub fn file_name(settings: &Settings) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    // What an adaptation is packed as is another pack than its original, whose id it keeps.
    let (id, version) = match &settings.adaptation {
        Some(adaptation) => (&adaptation.id, &*adaptation.version),
        None => (&settings.id, settings.version.as_str()),
    };
    let version: String = version.chars().filter(|c| plain(*c)).collect();
    match version.is_empty() {
        true => format!("{id}{ENDING}"),
        false => format!("{id}-{version}{ENDING}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::record::event::Adaptation;

    fn any_text() -> impl Strategy<Value = String> {
        ".{0,80}".prop_filter("the mark is none of a text", |text| {
            !text.starts_with('\u{feff}')
        })
    }

    fn any_pack() -> impl Strategy<Value = PackFiles> {
        let units = prop::collection::btree_map("[a-z0-9-]{1,12}\\.md", any_text(), 0..6);
        let images = prop::collection::btree_map(
            "([a-z0-9]{1,6}/){0,2}[a-z0-9_-]{1,8}\\.(png|svg|jpg)",
            prop::collection::vec(any::<u8>(), 0..200),
            0..4,
        );
        (any_text(), units, images).prop_filter_map("", |(settings, units, images)| {
            let units: BTreeMap<_, _> = units;
            (!units.contains_key("readme.md")).then(|| PackFiles {
                settings: Some(settings),
                units: units.into_iter().collect(),
                images,
            })
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(pack in any_pack()) {
            let bytes = write(&pack).unwrap();
            prop_assert_eq!(&bytes, &write(&pack).unwrap());
            prop_assert_eq!(read(&bytes), Ok(pack));
        }

        #[test]
        fn damage_is_seen_or_does_not_matter(
            pack in any_pack(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        ) {
            let mut bytes = write(&pack).unwrap();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = read(&bytes);
        }
    }

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut bundle = Bundle::default();
        for (name, content) in files {
            bundle.add_bytes(name, content).unwrap();
        }
        bundle.finish().unwrap()
    }

    #[test]
    fn a_zipped_folder_is_a_pack_too() {
        let files = [
            ("mine/pack.toml", &b"id = \"mine\""[..]),
            ("mine/night.md", b"# Night"),
            ("mine/README.md", b"\xff"),
            ("mine/old/night.md", b"# Old"),
            ("mine/pictures/hoist.png", b"\x89PNG"),
            ("mine/notes.docx", b"PK"),
        ];
        let pack = read(&zipped(&files)).unwrap();
        assert_eq!(pack.settings.as_deref(), Some("id = \"mine\""));
        assert_eq!(pack.units, [("night.md".to_owned(), "# Night".to_owned())]);
        assert!(pack.images.keys().eq(["pictures/hoist.png"]));
    }

    #[test]
    fn what_is_no_pack_is_said_to_be_none() {
        assert_eq!(read(b"%PDF"), Err(NotAPack::Zip(BadZip::NotAZip)));
        let without = zipped(&[("night.md", b"# Night")]);
        assert_eq!(read(&without), Err(NotAPack::NoSettings));
        let not_text = zipped(&[("pack.toml", b""), ("night.md", b"# N\n\nn\xefve")]);
        let wanted = NotAPack::NotText {
            name: "night.md".to_owned(),
            why: NotText::Line(3),
        };
        assert_eq!(read(&not_text), Err(wanted));
        let marked = zipped(&[
            ("pack.toml", b"\xef\xbb\xbf"),
            ("night.md", b"\xef\xbb\xbf+++"),
        ]);
        let pack = read(&marked).unwrap();
        assert_eq!(pack.settings.as_deref(), Some(""));
        assert_eq!(pack.units, [("night.md".to_owned(), "+++".to_owned())]);
    }

    #[test]
    fn a_file_is_named_after_its_pack() {
        let mut settings = Settings::default();
        for (version, wanted) in [
            ("1.2.0", "pack-1.2.0.underpin-pack.zip"),
            ("2026/11 ../a", "pack-202611..a.underpin-pack.zip"),
            ("", "pack.underpin-pack.zip"),
        ] {
            settings.version = version.to_owned();
            assert_eq!(file_name(&settings), wanted);
        }
        settings.version = "1.2.0".to_owned();
        settings.adaptation = Some(Adaptation {
            id: "red-house".parse().unwrap(),
            version: "2".into(),
        });
        let of_adaptation = file_name(&settings);
        assert_eq!(of_adaptation, "red-house-2.underpin-pack.zip");
    }
}

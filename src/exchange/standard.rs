//! The standards in which a package talks with a learning management system.

use std::fmt;

use super::{
    attempt::{package::Described, resume},
    cmi5::course,
    scorm::{Version, manifest},
};

/// Which standard a package keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// SCORM.
    Scorm(Version),
    /// cmi5.
    Cmi5,
}

impl Standard {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::Scorm(Version::V12),
        Self::Scorm(Version::V2004),
        Self::Cmi5,
    ];

    /// What commands, pages and the names of files call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Scorm(Version::V12) => "scorm12",
            Self::Scorm(Version::V2004) => "scorm2004",
            Self::Cmi5 => "cmi5",
        }
    }

    /// The one with this key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standard| standard.key() == key)
    }

    /// How many characters a learning system keeps of an attempt.
    pub fn room(self) -> usize {
        match self {
            Self::Scorm(version) => version.room(),
            Self::Cmi5 => resume::CMI5,
        }
    }

    /// The manifest's name.
    pub fn manifest_name(self) -> &'static str {
        match self {
            Self::Scorm(_) => manifest::FILE,
            Self::Cmi5 => course::FILE,
        }
    }

    /// The manifest's text.
    pub fn manifest(self, described: &Described<'_>) -> String {
        match self {
            Self::Scorm(version) => manifest::manifest(version, described),
            Self::Cmi5 => course::course(described),
        }
    }

    /// Whether the learning system's record store may be anywhere on the web, so that a package has to be
    /// allowed to ask there.
    pub fn asks_elsewhere(self) -> bool {
        self == Self::Cmi5
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

//! Cohorts of invented learners, made from a seed through the engine: each with a record of
//! practice, answers, hand-ins, decisions and evidence about the shipped units, and with a file to
//! open. The same seed makes the same bytes.

#![allow(
    dead_code,
    reason = "each of the programs that share this uses its own part of it"
)]
#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot go on without fails it"
)]

pub mod chance;
pub mod judged;
pub mod life;
pub mod scribe;
pub mod words;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use jiff::civil::date;
use sha2::{Digest, Sha256};
use underpin::{
    exchange::record_file::{Header, Kind, Learner, RecordFile},
    pack::Pack,
    read::{PackFiles, read_pack},
    record::{
        Record,
        event::{Actor, PersonId, Role},
    },
};

/// The shipped pack.
pub fn pack() -> &'static Pack {
    static PACK: LazyLock<Pack> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let mut files = PackFiles::default();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = || fs::read_to_string(&path).unwrap();
            if name == "pack.toml" {
                files.settings = Some(text());
            } else if name.ends_with(".md") && name != "README.md" {
                files.units.push((name, text()));
            }
        }
        read_pack(&files).value
    });
    &PACK
}

/// Somebody with this name; the id follows from it.
pub fn actor(name: &str, role: Role) -> Actor {
    let digest: [u8; 32] = Sha256::digest(name).into();
    Actor {
        person: PersonId::from_random(std::array::from_fn(|at| digest[at])),
        name: name.into(),
        role,
    }
}

/// The two assessors of every cohort.
pub fn assessors() -> [Actor; 2] {
    let role = Role::Assessor { in_training: false };
    ["Maureen Tully", "Idris Kane"].map(|name| actor(name, role))
}

/// The assessor in training.
pub fn trainee() -> Actor {
    actor("Poppy Lark", Role::Assessor { in_training: true })
}

/// The internal quality assurer.
pub fn sampler() -> Actor {
    actor("Ruth Ferris", Role::InternalQualityAssurer)
}

/// Many learners.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// The learners, each as far as she has come.
    pub learners: Vec<Member>,
}

/// One learner of a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who she is.
    pub learner: Learner,
    /// Everything she and others have done.
    pub record: Record,
}

impl Cohort {
    /// So many learners.
    pub fn new(seed: u64, learners: usize) -> Self {
        Self::of_length(seed, learners, 0)
    }

    /// The same, each with at least so many events.
    pub fn of_length(seed: u64, learners: usize, events: usize) -> Self {
        let learners = (0..learners).map(|number| life::member(seed, number, events));
        Self {
            learners: learners.collect(),
        }
    }

    /// Writes every learner's file into a folder, and gives their paths.
    pub fn write(&self, folder: &Path) -> Vec<PathBuf> {
        fs::create_dir_all(folder).unwrap();
        let write = |member: &Member| {
            let path = folder.join(member.file_name());
            fs::write(&path, member.hand_in().to_text()).unwrap();
            path
        };
        self.learners.iter().map(write).collect()
    }
}

impl Member {
    /// The learner as her events name her.
    pub fn actor(&self) -> Actor {
        Actor {
            person: self.learner.id,
            name: self.learner.name.clone(),
            role: Role::Learner,
        }
    }

    /// The file she hands in.
    pub fn hand_in(&self) -> RecordFile {
        let header = Header {
            kind: Kind::HandIn,
            learner: self.learner.clone(),
            written_by: self.actor(),
        };
        RecordFile::new(header, &self.record)
    }

    /// The name of that file.
    pub fn file_name(&self) -> String {
        self.hand_in().file_name(date(2026, 11, 20).at(9, 0, 0, 0))
    }
}

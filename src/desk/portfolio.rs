//! One learner's record on the desk.

use crate::{
    desk::summary::Summary,
    exchange::record_file::{self, RecordFile},
    record::{
        Record,
        event::{Actor, Role},
        stored::{Header, Kind, Learner},
    },
};

/// A learner's record, with whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portfolio {
    /// Whose it is.
    pub learner: Learner,
    /// Everything that has come to the desk.
    pub record: Record,
}

/// What could be read of a portfolio that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfolded {
    /// What could be read.
    pub portfolio: Portfolio,
    /// Whether that is everything.
    pub whole: bool,
}

impl Portfolio {
    /// What a list needs of it.
    pub fn summary(&self) -> Summary {
        Summary::of(&self.learner, &self.record, &self.record.state())
    }

    /// The file that goes back to the learner, or on to a quality assurer.
    pub fn hand_back(&self, by: Actor) -> RecordFile {
        let header = Header {
            kind: Kind::HandIn,
            learner: self.learner.clone(),
            written_by: by,
        };
        RecordFile::new(header, &self.record)
    }

    /// The text it is kept as.
    pub(super) fn fold(&self) -> String {
        let header = Header {
            kind: Kind::BackUp,
            learner: self.learner.clone(),
            written_by: Actor {
                person: self.learner.id,
                name: self.learner.name.clone(),
                role: Role::Learner,
            },
        };
        RecordFile::new(header, &self.record).to_text()
    }

    /// Reads what [`Self::fold`] wrote. Nothing where not even whose it is can be read.
    pub(super) fn unfold(text: &str) -> Option<Unfolded> {
        let opened = record_file::open(text.as_bytes()).ok()?;
        // A hand-in may cite what stayed with the learner: that is missing, not damaged.
        let whole = opened.findings.iter().all(|finding| !finding.is_damage());
        Some(Unfolded {
            portfolio: Self {
                learner: opened.file.header.learner,
                record: opened.file.record,
            },
            whole,
        })
    }
}

//! What of a record goes to the store from a device.

use crate::record::{
    event::{PersonId, Role},
    sealed::Sealed,
    what::What,
};

/// Whose events this device sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mine {
    /// The learner's.
    Learner,
    /// Those of this person, who is not the learner.
    Others(PersonId),
}

impl Mine {
    pub(super) fn sends(self, event: &Sealed) -> bool {
        !is_still_written(event) && self.did(event)
    }

    fn did(self, event: &Sealed) -> bool {
        match (self, event.by()) {
            // Who did it, this program cannot read: the device that has it is the learner's.
            (Self::Learner, None) => true,
            (Self::Learner, Some(by)) => by.role == Role::Learner,
            (Self::Others(person), Some(by)) => by.person == person && by.role != Role::Learner,
            (Self::Others(_), None) => false,
        }
    }
}

/// Whether it is a version that nobody has asked to keep. Words that somebody may yet take back are her device's.
pub(super) fn is_still_written(event: &Sealed) -> bool {
    let what = event.event().map(|event| &event.what);
    matches!(what, Some(What::Version(version)) if version.unasked)
}

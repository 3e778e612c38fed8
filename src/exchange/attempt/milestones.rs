//! What a learning system is told once of an attempt, and never takes back.

use std::ops::{BitOr, BitOrAssign};

/// Which of it is so. Either may arrive without the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Milestones {
    /// That it is complete.
    pub completed: bool,
    /// That it is passed.
    pub passed: bool,
}

impl BitOr for Milestones {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self {
            completed: self.completed || other.completed,
            passed: self.passed || other.passed,
        }
    }
}

impl BitOrAssign for Milestones {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

//! How demanding a unit or a criterion is: the level of the qualifications it belongs to.
//!
//! It holds no knowledge of what a level asks of an answer: that depends on the command verb
//! as well, and is in [`crate::verb`].

use std::fmt;

use serde::{Deserialize, Serialize};

/// A level of the regulated qualifications framework of England and Northern Ireland, 1 to 8.
///
/// Wales uses the same numbers. Scotland's framework has its own (its level 6 stands
/// near level 3 here), so a Scottish unit states the level its content is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(u8);

/// A number that is no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a level is a number from 1 to 8, not {0}")]
pub struct BadLevel(pub u8);

impl Level {
    /// The level with this number, if there is one.
    ///
    /// # Errors
    /// The number is not from 1 to 8.
    pub fn new(number: u8) -> Result<Self, BadLevel> {
        if (1..=8).contains(&number) {
            Ok(Self(number))
        } else {
            Err(BadLevel(number))
        }
    }

    /// The level as a number from 1 to 8.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Level {
    type Error = BadLevel;
    fn try_from(number: u8) -> Result<Self, BadLevel> {
        Self::new(number)
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_one_to_eight() {
        for number in 0..=u8::MAX {
            assert_eq!(Level::new(number).is_ok(), (1..=8).contains(&number));
        }
    }

    #[test]
    fn a_level_is_kept_as_a_number() {
        let level = Level::new(3).unwrap();
        assert_eq!(serde_json::to_string(&level).unwrap(), "3");
        assert_eq!(serde_json::from_str::<Level>("3").unwrap(), level);
        assert!(serde_json::from_str::<Level>("9").is_err());
        assert_eq!(level.to_string(), "3");
    }
}

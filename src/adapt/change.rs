//! A change to one part of a unit.

use serde::{Deserialize, Serialize};

use super::outline::Name;
use crate::{digest, source::Span};

/// What a part said when it was changed: the beginning of a SHA-256 of its text, without blank
/// lines at its end and with line ends as on Unix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Was(String);

impl Was {
    /// The mark of a text.
    pub fn of(text: &str) -> Self {
        let unix = text.replace("\r\n", "\n");
        Self(digest::short(unix.trim_end(), 8))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let is_hash =
            text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| Self(text.to_owned()))
    }
}

/// Beside which part something is put.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Beside {
    /// Right before it.
    Before(Name),
    /// Right after it.
    After(Name),
}

impl Beside {
    /// The part it is put beside.
    pub fn name(&self) -> &Name {
        match self {
            Self::Before(name) | Self::After(name) => name,
        }
    }
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    /// A part says something else.
    Replace {
        /// Which part.
        name: Name,
        /// What it said.
        was: Was,
        /// What it says.
        text: String,
    },
    /// A part is not shown.
    Hide {
        /// Which part.
        name: Name,
        /// What it said.
        was: Was,
    },
    /// Something is put beside a part.
    Insert {
        /// Where.
        beside: Beside,
        /// What.
        text: String,
    },
    /// A part stands elsewhere.
    Move {
        /// Which part.
        name: Name,
        /// Where it stands now.
        beside: Beside,
    },
}

impl Action {
    /// The part that has to be there for the change to be made.
    pub fn target(&self) -> &Name {
        match self {
            Self::Replace { name, .. } | Self::Hide { name, .. } | Self::Move { name, .. } => name,
            Self::Insert { beside, .. } => beside.name(),
        }
    }

    /// The employer's own words in it.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Replace { text, .. } | Self::Insert { text, .. } => Some(text),
            Self::Hide { .. } | Self::Move { .. } => None,
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What is done.
    pub action: Action,
    /// Whether it is set aside: kept, and not made, because it no longer fits the original.
    pub aside: bool,
    /// Where it stands in the adaptation's file; empty for one that is not written yet.
    pub span: Span,
}

impl Change {
    /// A change that is not written yet.
    pub fn new(action: Action) -> Self {
        Self {
            action,
            aside: false,
            span: Span::default(),
        }
    }
}

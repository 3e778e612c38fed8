//! When something happens, as far as that can be said here, and what several such come to.

use super::{declared::ResponseId, range::Range};

/// When something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    Always,
    /// It never happens; or there is no response, which is worth nothing here and is told nothing.
    Never,
    /// The response is the correct one.
    Right(Which),
    /// It is not; of all responses, one at least is not.
    Wrong(Which),
    /// The response is one of these.
    Is(ResponseId, Vec<Value>),
    /// Something else.
    Other,
}

/// Which response has to be the correct one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Whichever the item asks for: a score says no more.
    All,
    Response(ResponseId),
}

impl Which {
    /// What two come to, of which one may only be known by a score: the one that is named.
    fn named(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::All, named) | (named, Self::All) => Some(named),
            (one, other) => (one == other).then_some(one),
        }
    }
}

/// A value that a response is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Value {
    pub text: String,
    /// The numbers that are taken for it; none for a comparison of texts.
    pub near: Option<Range>,
    pub case_sensitive: bool,
}

impl When {
    /// Whether it says which answers to a response are meant.
    pub fn is_about(&self, response: &ResponseId) -> bool {
        matches!(self, Self::Right(Which::Response(of)) | Self::Is(of, _) if of == response)
    }

    /// When this is not so.
    pub fn turned(self) -> Self {
        match self {
            Self::Right(which) => Self::Wrong(which),
            Self::Wrong(which) => Self::Right(which),
            Self::Never => Self::Always,
            Self::Always => Self::Never,
            Self::Is(..) | Self::Other => Self::Other,
        }
    }

    /// When this is so, or the other.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, when) | (when, Self::Never) => when,
            (Self::Always, _) | (_, Self::Always) => Self::Always,
            (Self::Is(one, mut values), Self::Is(other, more)) if one == other => {
                values.extend(more);
                Self::Is(one, values)
            }
            (Self::Wrong(_), Self::Wrong(Which::All))
            | (Self::Wrong(Which::All), Self::Wrong(_)) => Self::Wrong(Which::All),
            (one, other) if one == other => one,
            _ => Self::Other,
        }
    }

    /// When this is so, and the other as well, if both are about one response.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, _) | (_, Self::Never) => Self::Never,
            (Self::Always, when) | (when, Self::Always) => when,
            (Self::Right(one), Self::Wrong(other)) | (Self::Wrong(one), Self::Right(other)) => {
                one.named(other).map_or(Self::Other, |_| Self::Never)
            }
            (Self::Right(one), Self::Right(other)) => {
                one.named(other).map_or(Self::Other, Self::Right)
            }
            (Self::Wrong(one), Self::Wrong(other)) => {
                one.named(other).map_or(Self::Other, Self::Wrong)
            }
            (one, other) if one == other => one,
            _ => Self::Other,
        }
    }
}

//! What the page shows of its learning system.

use crate::exchange::attempt::{report::Report, scaled::Scaled};

/// What the page shows of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// How things stand between page and learning system.
    pub line: Line,
    /// What it was told last; none before there was anything to tell.
    pub report: Option<Report>,
    /// The score that passes, if there is one.
    pub pass_mark: Option<Scaled>,
    /// The pass mark that the learning system names, where it can be none.
    pub pass_mark_unread: Option<String>,
    /// Where to go at the end, if the learning system wants that.
    pub back: Option<String>,
}

/// How things stand between page and learning system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// There is no learning system.
    #[default]
    ByHand,
    /// It would not talk: why.
    Broken(String),
    /// Nothing counts.
    Looking,
    /// It is told everything.
    Open,
    /// It did not store what it was told last.
    NotStored,
    /// It stores what it is told, but nothing by which the attempt goes on elsewhere.
    NotKept,
    /// Somebody else's record is open.
    SomebodyElse,
    /// The session is over.
    Over,
}

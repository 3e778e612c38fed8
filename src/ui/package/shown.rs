//! What the page shows of its learning system.

use crate::{
    exchange::attempt::{
        report::{CameOut, Report},
        scaled::Scaled,
    },
    wording::package as words,
};

/// What the page shows of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// How things stand between page and learning system.
    pub line: Line,
    /// What it was told last; none before there was anything to tell.
    pub report: Option<Report>,
    /// Whether the page shows practice that was done before the attempt, and does not count in it.
    pub shows_earlier: bool,
    /// The score that passes, if there is one.
    pub pass_mark: Option<Scaled>,
    /// The pass mark that the learning system names, where it can be none.
    pub pass_mark_unread: Option<String>,
    /// The score that the learning system had when it opened the page.
    pub score: Option<Scaled>,
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
    /// Nothing counts. How the attempt came out that is looked back at, where the learning system says so.
    Looking(Option<CameOut>),
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

impl Line {
    /// Whether the learning system is told how the attempt stands.
    pub fn is_told(&self) -> bool {
        match self {
            Self::Open | Self::NotStored | Self::NotKept => true,
            Self::ByHand | Self::Broken(_) | Self::Looking(_) | Self::SomebodyElse | Self::Over => {
                false
            }
        }
    }

    /// Whether the record that is open is hers whom the page is for.
    pub fn is_hers(&self) -> bool {
        *self != Self::SomebodyElse
    }
}

impl Shown {
    /// What there is to say of it.
    pub fn says(&self) -> Option<String> {
        Some(match &self.line {
            Line::ByHand => words::BY_HAND.to_owned(),
            Line::Broken(why) => words::broken(why),
            Line::Looking(None) => words::LOOKING.to_owned(),
            Line::Looking(Some(came_out)) => words::looking_back(*came_out, self.score),
            Line::SomebodyElse => words::SOMEBODY_ELSE.to_owned(),
            Line::Over => words::OVER.to_owned(),
            // What it knows is not what is done.
            Line::NotStored => return None,
            Line::Open | Line::NotKept => words::verdict(self.report.as_ref()?, self.pass_mark),
        })
    }

    /// What is amiss with what the learning system keeps.
    pub fn trouble(&self) -> Option<&'static str> {
        match self.line {
            Line::NotStored => Some(words::NOT_STORED),
            Line::NotKept => Some(words::NOT_KEPT),
            _ => None,
        }
    }

    /// How the style knows it.
    pub fn kind(&self) -> &'static str {
        match self.line {
            Line::Broken(_) | Line::SomebodyElse | Line::NotStored => "warning",
            Line::ByHand | Line::Looking(_) | Line::Open | Line::NotKept | Line::Over => "info",
        }
    }

    /// How urgently it is announced.
    pub fn role(&self) -> &'static str {
        match self.line {
            Line::Broken(_) => "alert",
            _ => "status",
        }
    }
}

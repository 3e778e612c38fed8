//! Filling gaps in a text, by typing or by choosing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Response, Unfit, fold_text};
use crate::{id::OptionId, score::Arithmetic, source::Span};

/// A text with gaps: the text is the question's stem, which holds a place for each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The gaps, in the text's order, no two with the same id.
    pub blanks: Vec<Blank>,
}

/// One gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// A hash of its source text.
    pub id: OptionId,
    /// How it is filled.
    pub kind: GapKind,
    /// Where it stands.
    pub span: Span,
}

/// How a gap is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GapKind {
    /// By typing: `[[answer|also accepted]]`. The first is the one shown afterwards.
    Typed {
        /// The texts that are right; never empty.
        accepted: Vec<String>,
    },
    /// By choosing: `[[=right|wrong|wrong]]`.
    Chosen {
        /// The right text.
        right: String,
        /// The wrong texts.
        wrong: Vec<String>,
    },
}

impl Blank {
    /// Whether a text fills the gap rightly.
    pub fn accepts(&self, text: &str) -> bool {
        let text = fold_text(text);
        match &self.kind {
            GapKind::Typed { accepted } => accepted.iter().any(|right| fold_text(right) == text),
            GapKind::Chosen { right, .. } => fold_text(right) == text,
        }
    }

    /// The right text, as shown afterwards.
    pub fn answer(&self) -> &str {
        match &self.kind {
            GapKind::Typed { accepted } => accepted.first().map_or("", String::as_str),
            GapKind::Chosen { right, .. } => right,
        }
    }
}

impl Gap {
    /// The gap with this id.
    pub fn blank(&self, id: &OptionId) -> Option<&Blank> {
        self.blanks.iter().find(|blank| blank.id == *id)
    }

    pub(super) fn score(
        &self,
        filled: &BTreeMap<OptionId, String>,
    ) -> Result<Option<Arithmetic>, Unfit> {
        if let Some(unknown) = filled.keys().find(|id| self.blank(id).is_none()) {
            return Err(Unfit::Unknown(unknown.clone()));
        }
        if self.blanks.is_empty() {
            return Ok(None);
        }
        let right = |blank: &&Blank| {
            filled
                .get(&blank.id)
                .is_some_and(|text| blank.accepts(text))
        };
        let right = self.blanks.iter().filter(right).count();
        Ok(Some(Arithmetic::Gaps {
            right,
            gaps: self.blanks.len(),
        }))
    }

    pub(super) fn key(&self) -> Response {
        Response::Gap(self.answers(self.blanks.len()))
    }

    fn answers(&self, count: usize) -> BTreeMap<OptionId, String> {
        let blanks = self.blanks.iter().take(count);
        blanks
            .map(|blank| (blank.id.clone(), blank.answer().to_owned()))
            .collect()
    }

    /// All right, and all but one.
    pub(super) fn representatives(&self) -> Vec<Response> {
        let nearly = self.answers(self.blanks.len().saturating_sub(1));
        vec![self.key(), Response::Gap(nearly)]
    }
}

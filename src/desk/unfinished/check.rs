//! A quality assurer's check of a decision while it is being written.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::is_over;
use crate::{
    record::{
        decision::{Evidence, Judgement},
        sample::{Sample, SampleFinding, Stage},
    },
    typed,
};

/// What has been written so far. Texts and days are as their fields hold them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckWriting {
    /// Whether she judges before she sees what was decided.
    pub blind: bool,
    /// Her own judgement.
    pub own: Option<Judgement>,
    /// Whether she has judged, and has seen the decision since.
    pub revealed: bool,
    /// The rules of evidence.
    pub evidence: Evidence,
    /// What came of it, once that is chosen.
    pub finding: Option<SampleFinding>,
    /// What she says to the assessor.
    pub comment: String,
    /// What the assessor is asked to do.
    pub action: String,
    /// By when.
    pub by_when: String,
}

/// Why a check cannot be recorded as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckMissing {
    /// Whether she agrees.
    Finding,
    /// Why she does not.
    Comment,
    /// A day by when that can be read.
    ByWhenUnread,
    /// A day by when that is not over.
    ByWhenOver,
}

impl Default for CheckWriting {
    fn default() -> Self {
        Self {
            blind: true,
            own: None,
            revealed: false,
            evidence: Evidence::default(),
            finding: None,
            comment: String::new(),
            action: String::new(),
            by_when: String::new(),
        }
    }
}

impl CheckWriting {
    /// She looks at the decision without judging first. There is no way back: she has seen it then.
    pub fn look(&mut self) {
        self.blind = false;
    }

    /// Whether she may see what was decided.
    pub fn shows(&self) -> bool {
        !self.blind || self.revealed
    }

    /// What is recorded on this day. A judgement of her own counts only where she made it before she saw the
    /// decision.
    ///
    /// # Errors
    /// What is missing.
    pub fn sample(&self, stage: Stage, today: Date) -> Result<Sample, CheckMissing> {
        let comment = self.comment.trim();
        match self.finding {
            None => Err(CheckMissing::Finding),
            Some(SampleFinding::Disagree) if comment.is_empty() => Err(CheckMissing::Comment),
            Some(_) if typed::day(&self.by_when).is_err() => Err(CheckMissing::ByWhenUnread),
            Some(_) if is_over(&self.by_when, today) => Err(CheckMissing::ByWhenOver),
            Some(finding) => Ok(Sample {
                stage,
                blind: self.own.filter(|_| self.revealed),
                evidence: self.evidence.clone(),
                finding,
                comment: comment.into(),
                action: self.action.trim().into(),
                by_when: typed::day(&self.by_when).ok().flatten(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn a_judgement_counts_as_blind_only_where_it_was_made_before_the_decision_was_seen() {
        for (blind, revealed, counts) in [(true, true, true), (false, false, false)] {
            let writing = CheckWriting {
                blind,
                revealed,
                own: Some(Judgement::Met),
                finding: Some(SampleFinding::Agree),
                ..CheckWriting::default()
            };
            assert!(writing.shows());
            let sample = writing.sample(Stage::Interim, TODAY).unwrap();
            assert_eq!(sample.blind, counts.then_some(Judgement::Met));
        }
        assert!(!CheckWriting::default().shows());
    }

    #[test]
    fn what_is_missing_is_said() {
        let mut writing = CheckWriting::default();
        assert_eq!(
            writing.sample(Stage::Interim, TODAY),
            Err(CheckMissing::Finding)
        );
        writing.finding = Some(SampleFinding::Disagree);
        writing.comment = " ".to_owned();
        assert_eq!(
            writing.sample(Stage::Interim, TODAY),
            Err(CheckMissing::Comment)
        );
        writing.comment = " Not current. ".to_owned();
        let sample = writing.sample(Stage::Summative, TODAY).unwrap();
        assert_eq!(
            (&*sample.comment, sample.stage),
            ("Not current.", Stage::Summative)
        );
        writing.by_when = "2026-11-20".to_owned();
        let over = writing.sample(Stage::Summative, TODAY);
        assert_eq!(over, Err(CheckMissing::ByWhenOver));
        writing.by_when = typed::UNREAD.to_owned();
        let unread = writing.sample(Stage::Summative, TODAY);
        assert_eq!(unread, Err(CheckMissing::ByWhenUnread));
    }
}

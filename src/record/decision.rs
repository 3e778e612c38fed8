//! An assessor's decision on a submission: the judgement, the rules of evidence, the feedback.
//!
//! It is never a mark or a grade, and no score makes one.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::when;

/// An assessor's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Which attempt at the criterion this is, from 1.
    pub attempt: u32,
    /// Met, or not yet.
    pub judgement: Judgement,
    /// The rules of evidence, one by one.
    pub evidence: Evidence,
    /// The criterion's points that the evidence shows, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub points: BTreeMap<Arc<str>, Shown>,
    /// What the learner reads.
    pub feedback: Feedback,
}

/// Where the evidence shows a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// In this passage of the answer.
    In(Passage),
    /// In the answer as a whole, or in evidence that is no text.
    AsAWhole,
}

/// A passage of an answer, word for word and by its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The passage itself.
    pub quote: Arc<str>,
    /// Where it begins in the answer, in characters (Unicode scalar values).
    pub from: usize,
    /// Where it ends, in characters, exclusive.
    pub to: usize,
}

impl Passage {
    /// The passage of a text between two places in characters; nothing where it would be empty
    /// or does not lie in the text.
    pub fn of(text: &str, from: usize, to: usize) -> Option<Self> {
        let quote: String = text.chars().take(to).skip(from).collect();
        let whole = from < to && quote.chars().count() == to - from;
        whole.then(|| Self {
            quote: quote.into(),
            from,
            to,
        })
    }

    /// Where the passage stands in a text, in bytes: at its place if the text is the one it was
    /// taken from, else wherever its words first stand; nothing where they stand nowhere.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let place = |chars| {
            let mut places = text.char_indices().map(|(byte, _)| byte);
            places
                .nth(chars)
                .or((text.chars().count() == chars).then_some(text.len()))
        };
        let there = place(self.from)
            .zip(place(self.to))
            .map(|(from, to)| from..to)
            .filter(|range| text.get(range.clone()) == Some(&*self.quote));
        there.or_else(|| {
            let from = text.find(&*self.quote)?;
            (!self.quote.is_empty()).then(|| from..from + self.quote.len())
        })
    }
}

/// Why a decision cannot be recorded as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// Met, although a rule of evidence does not hold.
    DoesNotHold(Rule),
    /// Met, although nobody has judged a rule of evidence.
    NotJudged(Rule),
    /// Not yet met, and the learner is not told what to do.
    NoAction,
}

impl Decision {
    /// Why this decision cannot be recorded as it stands; empty where it can.
    ///
    /// Only what is about to be recorded is asked. What stands in a record stands, whatever
    /// rules another program kept to.
    pub fn refusals(&self) -> Vec<Refusal> {
        match self.judgement {
            Judgement::Met => Rule::ALL
                .into_iter()
                .filter_map(|rule| match self.evidence.finding(rule).holds {
                    Holds::Yes => None,
                    Holds::No => Some(Refusal::DoesNotHold(rule)),
                    Holds::NotJudged => Some(Refusal::NotJudged(rule)),
                })
                .collect(),
            Judgement::NotYetMet if self.feedback.action.trim().is_empty() => {
                vec![Refusal::NoAction]
            }
            Judgement::NotYetMet => Vec::new(),
        }
    }
}

/// Whether a criterion is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// The criterion is met.
    Met,
    /// Not yet: the feedback says what to do.
    NotYetMet,
}

impl Judgement {
    /// What somebody judged who judged otherwise.
    pub fn other(self) -> Self {
        match self {
            Self::Met => Self::NotYetMet,
            Self::NotYetMet => Self::Met,
        }
    }
}

/// The five rules of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Relates to the criterion.
    pub valid: Finding,
    /// The learner's own work.
    pub authentic: Finding,
    /// A true picture; another assessor would agree.
    pub reliable: Finding,
    /// Recent enough.
    pub current: Finding,
    /// Covers everything that is asked.
    pub sufficient: Finding,
}

/// One of the rules of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// See [`Evidence::valid`].
    Valid,
    /// See [`Evidence::authentic`].
    Authentic,
    /// See [`Evidence::reliable`].
    Reliable,
    /// See [`Evidence::current`].
    Current,
    /// See [`Evidence::sufficient`].
    Sufficient,
}

impl Rule {
    /// All rules, in the order in which assessors name them.
    pub const ALL: [Self; 5] = [
        Self::Valid,
        Self::Authentic,
        Self::Reliable,
        Self::Current,
        Self::Sufficient,
    ];
}

impl Evidence {
    /// What was found for a rule.
    pub fn finding(&self, rule: Rule) -> &Finding {
        match rule {
            Rule::Valid => &self.valid,
            Rule::Authentic => &self.authentic,
            Rule::Reliable => &self.reliable,
            Rule::Current => &self.current,
            Rule::Sufficient => &self.sufficient,
        }
    }

    /// The same, to be changed.
    pub fn finding_mut(&mut self, rule: Rule) -> &mut Finding {
        match rule {
            Rule::Valid => &mut self.valid,
            Rule::Authentic => &mut self.authentic,
            Rule::Reliable => &mut self.reliable,
            Rule::Current => &mut self.current,
            Rule::Sufficient => &mut self.sufficient,
        }
    }
}

/// What was found for one rule of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Whether the rule holds.
    pub holds: Holds,
    /// A note on it; may be empty.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub note: Arc<str>,
}

/// Whether a rule of evidence holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Nobody has judged it.
    #[default]
    NotJudged,
}

/// What an assessor tells the learner. Each part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// What is good, and why.
    pub strengths: Arc<str>,
    /// What is missing.
    pub gap: Arc<str>,
    /// What to do about it.
    pub action: Arc<str>,
    /// By when.
    #[serde(
        default,
        deserialize_with = "when::maybe_day",
        skip_serializing_if = "Option::is_none"
    )]
    pub by_when: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(judgement: Judgement, holds: Holds, action: &str) -> Decision {
        let finding = Finding {
            holds,
            ..Finding::default()
        };
        let mut evidence = Evidence::default();
        for rule in Rule::ALL {
            *evidence.finding_mut(rule) = finding.clone();
        }
        Decision {
            attempt: 1,
            judgement,
            evidence,
            points: BTreeMap::new(),
            feedback: Feedback {
                action: action.into(),
                ..Feedback::default()
            },
        }
    }

    #[test]
    fn met_needs_every_rule_and_not_yet_met_needs_an_action() {
        use Judgement::{Met, NotYetMet};
        assert_eq!(decision(Met, Holds::Yes, "").refusals(), []);
        assert_eq!(
            decision(Met, Holds::NotJudged, "").refusals(),
            Rule::ALL.map(Refusal::NotJudged)
        );
        let mut one = decision(Met, Holds::Yes, "");
        one.evidence.current.holds = Holds::No;
        assert_eq!(one.refusals(), [Refusal::DoesNotHold(Rule::Current)]);
        assert_eq!(decision(NotYetMet, Holds::No, "Say why.").refusals(), []);
        assert_eq!(
            decision(NotYetMet, Holds::Yes, " \n").refusals(),
            [Refusal::NoAction]
        );
    }

    #[test]
    fn a_passage_is_found_where_it_was_or_where_its_words_now_stand() {
        let text = "Élan: they notice. They notice.";
        let passage = Passage::of(text, 11, 17).unwrap();
        assert_eq!(&*passage.quote, "notice");
        assert_eq!(text.get(passage.find(text).unwrap()), Some("notice"));
        assert_eq!(passage.find("We notice"), Some(3..9));
        assert_eq!(passage.find("We see"), None);
        assert_eq!(Passage::of(text, 3, 3), None);
        assert_eq!(Passage::of(text, 20, 99), None);
        let last = Passage::of("ab", 1, 2).unwrap();
        assert_eq!(last.find("ab"), Some(1..2));
        let empty = Passage {
            quote: "".into(),
            from: 9,
            to: 9,
        };
        assert_eq!(empty.find("ab"), None);
    }
}

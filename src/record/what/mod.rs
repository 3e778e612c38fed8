//! What can be done: the kinds of event and what each one says.
//!
//! A kind that this program does not know is not here: it stays [`Unread`](super::sealed::Unread)
//! and is passed on as it is. A kind is never changed once a program with it has been used; a
//! new shape is a new kind.

mod read;

use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    decision::{Decision, Passage},
    event::{PersonId, Role, WalkId},
    evidence::EvidenceItem,
    plan::{Plan, PlanAnswer},
    sample::{Sample, SampleAnswer, SampleClosed},
    sign_off::Declaration,
    text,
};
use crate::{
    id::{ScenarioId, StepId},
    question::Response,
    scenario::Outcome,
    score::{Points, Score},
    when,
};

/// What was done. The payloads are shared, so that a state can hold them without a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum What {
    /// The learner's name was given or changed. Follows the profiles it replaces.
    Profile(Arc<Profile>),
    /// Another learner's id is the same person.
    SamePerson(Arc<SamePerson>),
    /// A section was read to its end.
    SectionRead,
    /// A question outside a scenario was answered.
    Answered(Arc<Answered>),
    /// A step of a scenario was answered. Follows the step before it in the same walk.
    WalkStep(Arc<WalkStep>),
    /// A walk came to its end. Follows its last step.
    WalkEnded(Arc<WalkEnded>),
    /// An answer to a criterion was kept. Follows the version that was edited, or several that
    /// were brought together.
    Version(Arc<Version>),
    /// A version was handed in. Follows that version, and the submission and decisions it
    /// replaces.
    HandedIn(Arc<HandedIn>),
    /// A submission was taken back. Follows that submission.
    Withdrawn,
    /// A submission was judged. Follows that submission, and the decisions it supersedes.
    Decision(Arc<Decision>),
    /// A passage of a submission was commented on. Follows that submission.
    Comment(Arc<Comment>),
    /// The learner replied to feedback. Follows that decision or comment.
    Reply(Arc<Reply>),
    /// Evidence other than a written answer was recorded, about every criterion it is claimed
    /// for. Follows the evidence it corrects.
    Evidence(Arc<EvidenceItem>),
    /// A decision by an assessor in training was confirmed. Follows that decision.
    Countersigned(Arc<Countersignature>),
    /// An assessment was planned, about the criteria it is for. Follows the plans it replaces.
    Plan(Arc<Plan>),
    /// The learner answered to a plan. Follows that plan.
    PlanAnswer(Arc<PlanAnswer>),
    /// A unit was declared complete. The learner's declaration follows the decisions that stand;
    /// the assessor's follows those and the learner's.
    Declared(Arc<Declaration>),
    /// A decision was sampled. Follows that decision.
    Sample(Arc<Sample>),
    /// The assessor answered to a sample. Follows that sample.
    SampleAnswer(Arc<SampleAnswer>),
    /// A sample was closed. Follows that sample and the answers to it.
    SampleClosed(Arc<SampleClosed>),
}

impl What {
    /// Whether it is for somebody in a role to do this.
    pub fn is_for(&self, role: Role) -> bool {
        match self {
            Self::Profile(_)
            | Self::SamePerson(_)
            | Self::SectionRead
            | Self::Answered(_)
            | Self::WalkStep(_)
            | Self::WalkEnded(_)
            | Self::Version(_)
            | Self::HandedIn(_)
            | Self::Withdrawn
            | Self::Reply(_)
            | Self::PlanAnswer(_) => role == Role::Learner,
            Self::Decision(_)
            | Self::Comment(_)
            | Self::Evidence(_)
            | Self::Plan(_)
            | Self::SampleAnswer(_) => matches!(role, Role::Assessor { .. }),
            Self::Countersigned(_) => role.is_qualified_assessor(),
            Self::Declared(_) => role == Role::Learner || role.is_qualified_assessor(),
            Self::Sample(_) | Self::SampleClosed(_) => role == Role::InternalQualityAssurer,
        }
    }
}

/// The learner's own details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name as the learner wants it on her work.
    pub name: Arc<str>,
}

/// That two ids are one person: she began on a borrowed tablet, say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SamePerson {
    /// The learner the record belongs to.
    pub this: PersonId,
    /// The other id she has worked under.
    pub other: PersonId,
}

/// What a response earned, as it was worked out at the time. It is never worked out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earned {
    /// What the response earned.
    pub earned: Points,
    /// What the right response would have earned.
    pub maximum: Points,
}

impl From<&Score> for Earned {
    fn from(score: &Score) -> Self {
        Self {
            earned: score.earned,
            maximum: score.maximum,
        }
    }
}

/// A response to a question outside a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Which attempt at the question, from 0: it says in what order the options stood.
    pub attempt: u32,
    /// What was chosen or typed.
    pub response: Response,
    /// What it earned; nothing where the question is not scored.
    pub score: Option<Earned>,
}

/// A response to one step of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkStep {
    /// Which walk.
    pub walk: WalkId,
    /// The how-manieth response of the walk, from 0. Going back to a step does not lower it.
    pub place: u32,
    /// The step that was answered.
    pub step: StepId,
    /// What was chosen or typed.
    pub response: Response,
    /// What it earned; nothing where the question is not scored.
    pub score: Option<Earned>,
    /// Whether an unsafe option was among what was chosen.
    #[serde(rename = "unsafe")]
    pub unsafe_choice: bool,
}

/// The end of a walk and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkEnded {
    /// Which walk.
    pub walk: WalkId,
    /// The scenario that was walked.
    pub scenario: ScenarioId,
    /// The steps in the order they were visited.
    pub path: Vec<StepId>,
    /// What the walk earned.
    pub earned: Points,
    /// What the best way through would have earned.
    pub maximum: Points,
    /// What was needed to pass, in hundredths of the maximum.
    pub pass_mark_percent: u8,
    /// What came of it.
    pub outcome: Outcome,
}

/// One kept state of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The answer, exactly as it was typed.
    #[serde(deserialize_with = "text::read")]
    pub text: Arc<str>,
    /// The criterion's points that the learner ticked as covered, by their names.
    pub covered: BTreeSet<Arc<str>>,
    /// Whether nobody has asked to keep it: the page was left, say, or it was typed at for long. It is still being
    /// written, and goes to no store.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unasked: bool,
}

/// What a learner declares with a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// The statement of own work, exactly as it was shown and agreed to.
    pub statement: Arc<str>,
    /// Sources used, in the learner's words; may be empty.
    pub sources: Arc<str>,
    /// Help from a program or another person.
    pub help: Help,
    /// The name typed as a signature.
    pub signed: Arc<str>,
    /// The day of signing, in the learner's time zone.
    #[serde(deserialize_with = "when::day")]
    pub date: Date,
    /// The centre's name, as the pack had it; none where the pack names none, and in hand-ins
    /// from before it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre: Option<Arc<str>>,
}

/// Help that a learner had with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Help {
    /// None.
    None,
    /// Which help, and how it was used.
    Used(Arc<str>),
}

/// A comment on a passage of a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The passage, word for word; the whole submission where it is empty.
    pub quote: Arc<str>,
    /// Where the passage begins in the text, in characters (Unicode scalar values).
    pub from: usize,
    /// Where it ends, in characters, exclusive.
    pub to: usize,
    /// What is said about it.
    pub text: Arc<str>,
}

/// That a qualified assessor stands by a decision of an assessor in training.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countersignature {
    /// A note to the assessor in training; may be empty.
    pub note: Arc<str>,
}

impl Comment {
    /// The passage that is commented on; nothing where it is the whole submission.
    pub fn passage(&self) -> Option<Passage> {
        (!self.quote.is_empty()).then(|| Passage {
            quote: Arc::clone(&self.quote),
            from: self.from,
            to: self.to,
        })
    }
}

/// The learner's reply to feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What she says.
    pub text: Arc<str>,
    /// Whether she disagrees with the decision and asks for it to be looked at again.
    pub disagree: bool,
}

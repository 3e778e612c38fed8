//! The verbs: what each kind of event is in the field's vocabularies.
//!
//! The actor of a statement is the learner even where somebody else did something, so a verb is
//! chosen that is true of her, and how it reads says so: she *had a decision sampled*.
//! No verb says *failed*: what is below a pass mark is practice, and a criterion that is not met is
//! not met yet.

use super::{BASE, statement};
use crate::{
    record::{decision::Judgement, event::Role, what::What},
    scenario::Outcome,
};

/// Where a verb's name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// ADL's first vocabulary.
    Adl,
    /// ADL's later vocabulary, which cmi5 uses.
    W3id,
    /// Activity Streams 1.0, which the registry of xAPI took in whole.
    Streams,
    /// The registry of xAPI.
    Registry,
    /// The registry's British part.
    Uk,
    /// Ours, where none of the others has one.
    Ours,
}

impl From {
    fn begins(self) -> &'static str {
        match self {
            Self::Adl => "http://adlnet.gov/expapi/verbs/",
            Self::W3id => "https://w3id.org/xapi/adl/verbs/",
            Self::Streams => "http://activitystrea.ms/schema/1.0/",
            Self::Registry => "http://id.tincanapi.com/verb/",
            Self::Uk => "http://www.tincanapi.co.uk/verbs/",
            Self::Ours => "",
        }
    }
}

fn verb(from: From, name: &str, reads: &str) -> statement::Verb {
    let id = match from {
        From::Ours => format!("{BASE}/verbs/{name}"),
        _ => format!("{}{name}", from.begins()),
    };
    statement::Verb {
        id,
        display: statement::words(reads),
    }
}

/// What was done, as a verb that is true of the learner.
pub fn of(what: &What, by: Role) -> statement::Verb {
    let own = by == Role::Learner;
    match what {
        What::Profile(_) => verb(From::Streams, "update", "gave a name for"),
        What::SamePerson(_) => verb(
            From::Ours,
            "identified",
            "said that two records are one person’s in",
        ),
        What::SectionRead => verb(From::Streams, "read", "read"),
        What::Answered(_) | What::WalkStep(_) => verb(From::Adl, "answered", "answered"),
        What::WalkEnded(ended) => match ended.outcome {
            Outcome::Passed => verb(From::Adl, "passed", "passed in practice"),
            Outcome::Done | Outcome::NotYet | Outcome::Unsafe => {
                verb(From::Adl, "completed", "walked to an end")
            }
        },
        What::Version(_) => verb(From::Streams, "save", "kept an answer to"),
        What::HandedIn(_) => verb(From::Streams, "submit", "handed in an answer to"),
        What::Withdrawn => verb(From::Streams, "retract", "took back an answer to"),
        What::Decision(said) if by.is_qualified_assessor() => match said.judgement {
            Judgement::Met => verb(From::W3id, "satisfied", "was judged to have met"),
            Judgement::NotYetMet => verb(From::Uk, "evaluated", "was judged not to have met yet"),
        },
        // It counts once somebody else has countersigned it, or never.
        What::Decision(_) => verb(From::Uk, "evaluated", "had a judgement recorded on"),
        What::Comment(_) if own => verb(From::Adl, "commented", "commented on"),
        What::Comment(_) => verb(From::Streams, "receive", "was sent a comment on"),
        What::Reply(_) => verb(From::Registry, "replied", "replied to feedback on"),
        What::Evidence(_) => verb(From::Streams, "attach", "had evidence recorded for"),
        What::Countersigned(_) => verb(From::Streams, "confirm", "had a decision confirmed on"),
        What::Plan(_) => verb(From::Uk, "planned_learning", "had an assessment planned of"),
        What::PlanAnswer(said) if said.agrees => {
            verb(From::Streams, "agree", "agreed to a plan for")
        }
        What::PlanAnswer(_) => verb(From::Streams, "disagree", "did not agree to a plan for"),
        What::Declared(_) if own => verb(From::Streams, "complete", "declared complete"),
        What::Declared(_) => verb(From::W3id, "satisfied", "was signed off on"),
        What::Sample(_) => verb(From::Registry, "reviewed", "had a decision sampled on"),
        What::SampleAnswer(_) => verb(From::Streams, "resolve", "had a sample answered on"),
        What::SampleClosed(_) => verb(From::Streams, "close", "had a sample closed on"),
    }
}

/// What a later program did, of which this one knows no more.
pub fn of_unknown() -> statement::Verb {
    verb(
        From::Ours,
        "recorded",
        "has an entry of a later program about",
    )
}

/// That a wording is kept which no event names.
pub fn of_text() -> statement::Verb {
    verb(From::Ours, "kept-wording", "keeps a wording in")
}

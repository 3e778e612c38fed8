//! Who may see and send what.
//!
//! | | her own record | a record of her cohorts | another record | the list of learners |
//! |---|---|---|---|---|
//! | learner | sees it, adds what she did | – | – | – |
//! | assessor | – | sees it, adds what she did as an assessor | – | of her cohorts |
//! | quality assurer | – | sees it, adds what she did as the one that she is, internal or external | – | of her cohorts |
//!
//! Who assesses or assures quality signs with an id of each desk's own. The first account that uses one keeps
//! it, so that nobody signs as a colleague; and an assessor whom the file says to be in training can only
//! say that she is, so that nobody signs for herself.
//!
//! Only learners have records here. Whether somebody is there at all is told to nobody who may not
//! see her record.

use super::{
    people::{People, Person},
    role::Role,
};
use crate::record::event::{self, Actor};

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The record is nobody's whom she works with, or there is none.
    OtherRecord,
    /// Learners do not see who else learns.
    ListOfLearners,
    /// What she sends was done by somebody else, or in another role.
    OthersWork,
    /// It says that it is somebody else's instruction, or nobody's where it must be hers.
    OtherInstructor,
}

/// The learner whose record somebody asks for; her own where a learner names none.
///
/// # Errors
/// Where she may not see it, or it is not there.
pub fn record<'p>(
    people: &'p People,
    who: &'p Person,
    asked: Option<&str>,
) -> Result<&'p Person, Refusal> {
    let asked = match (who.role, asked) {
        (Role::Learner, None) => return Ok(who),
        (_, None) => return Err(Refusal::OtherRecord),
        (_, Some(asked)) => people.get(asked).ok_or(Refusal::OtherRecord)?,
    };
    let may = match who.role {
        Role::Learner => asked.account == who.account,
        Role::Assessor | Role::InternalQualityAssurer | Role::ExternalQualityAssurer => {
            asked.role == Role::Learner && asked.shares_a_cohort_with(who)
        }
    };
    match may {
        true => Ok(asked),
        false => Err(Refusal::OtherRecord),
    }
}

/// The learners whose records somebody may see, other than her own.
///
/// # Errors
/// Where she is a learner.
pub fn learners<'p>(
    people: &'p People,
    who: &'p Person,
) -> Result<impl Iterator<Item = &'p Person>, Refusal> {
    match who.role {
        Role::Learner => Err(Refusal::ListOfLearners),
        Role::Assessor | Role::InternalQualityAssurer | Role::ExternalQualityAssurer => Ok(people
            .iter()
            .filter(|person| person.role == Role::Learner && person.shares_a_cohort_with(who))),
    }
}

/// Whether somebody may add to a record that she may see: only what was done by her, in the role
/// that she has here. `by` is who the event says did it, where that can be read; `instructor` is whose
/// instruction the statement says it is, and nobody where it names somebody who is not here. Whether
/// somebody is must not be told by which refusal it is.
///
/// # Errors
/// Where she may not.
pub fn add(
    people: &People,
    who: &Person,
    by: Option<&Actor>,
    instructor: Option<Option<&Person>>,
) -> Result<(), Refusal> {
    let is_own = match (who.role, by.map(|by| by.role)) {
        // What a later program wrote and this one cannot read goes into nobody's record but her own.
        (Role::Learner, None | Some(event::Role::Learner)) => true,
        (Role::Assessor, Some(event::Role::Assessor { in_training })) => {
            in_training || !who.in_training
        }
        (Role::InternalQualityAssurer, Some(event::Role::InternalQualityAssurer))
        | (Role::ExternalQualityAssurer, Some(event::Role::ExternalQualityAssurer)) => true,
        _ => false,
    };
    let signs = who.role == Role::Learner
        || by
            .and_then(|by| people.signer(by.person))
            .is_none_or(|signer| *signer == who.account);
    if !is_own || !signs {
        return Err(Refusal::OthersWork);
    }
    let instructs = match who.role {
        Role::Learner => instructor.is_none(),
        Role::Assessor | Role::InternalQualityAssurer | Role::ExternalQualityAssurer => instructor
            .flatten()
            .is_some_and(|instructor| instructor.account == who.account),
    };
    match instructs {
        true => Ok(()),
        false => Err(Refusal::OtherInstructor),
    }
}

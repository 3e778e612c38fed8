//! What the keys begin with under which a learner's slots hold what is hers on a device, whoever writes
//! them: with her record all of it is taken away.

use super::event::PersonId;

/// Events on their way into the store.
pub fn pending(learner: PersonId) -> String {
    format!("pending/{learner}/")
}

/// What she is writing.
pub fn drafts(learner: PersonId) -> String {
    format!("draft/{learner}/")
}

/// How many events there were. It is a whole key.
pub fn tally(learner: PersonId) -> String {
    format!("tally/{learner}")
}

/// What is known to be in a provider's store.
pub fn sent(learner: PersonId) -> String {
    format!("sent/{learner}/")
}

/// All of them.
pub fn all(learner: PersonId) -> [String; 4] {
    [
        pending(learner),
        drafts(learner),
        tally(learner),
        sent(learner),
    ]
}

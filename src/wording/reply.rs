//! What is said where a learner answers to feedback, and about evidence that others recorded.

/// Over the learner’s replies.
pub const TITLE: &str = "Your reply to this feedback";
/// Under it.
pub const HELP: &str =
    "You can thank, ask or explain. Your assessor sees it when you save a file and hand it over.";
/// The label of the field.
pub const WORDS: &str = "Your reply";
/// The box that says so.
pub const DISAGREE: &str = "I disagree with this decision";
/// What that means.
pub const DISAGREE_HELP: &str =
    "The quality assurer then looks at it. Disagreeing is your right and costs you nothing.";
/// The box that takes it back.
pub const NO_LONGER: &str =
    "You said that you disagree. Reply without the tick if that has changed.";
/// Nothing was written.
pub const WRITE_FIRST: &str = "Write your reply.";
/// The button that opens the form.
pub const REPLY: &str = "Reply to this feedback";
/// The button that keeps it.
pub const KEEP: &str = "Keep the reply";
/// The button that does not.
pub const NOT_NOW: &str = "Not now";
/// After replying.
pub const KEPT: &str = "Your reply is kept. Save a file for your assessor, so that it arrives.";
/// Over comments in place.
pub const IN_PLACE: &str = "Comments in your answer";
/// A comment on the whole answer.
pub const ON_ALL: &str = "On the whole answer:";

/// Over what others recorded about the learner’s work.
pub const EVIDENCE: &str = "Evidence about your work";
/// Under it.
pub const EVIDENCE_HELP: &str = "Your assessor recorded this. It counts like an answer.";

/// Who replied, when.
pub fn replied(disagree: bool, day: &str) -> String {
    if disagree {
        format!("You disagreed, {day}:")
    } else {
        format!("You replied, {day}:")
    }
}

/// A link to a comment.
pub fn comment(number: usize) -> String {
    format!("Comment {number}")
}

/// A piece of evidence.
pub fn piece(kind: &str, title: &str, day: &str, numbers: &str) -> String {
    format!("{kind}: {title}, {day}. For {numbers}.")
}

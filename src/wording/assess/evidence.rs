//! What is said about evidence other than written answers.

use crate::record::evidence::{MethodKind, WitnessStatus};
pub use crate::wording::judged::method;

/// Over evidence.
pub const EVIDENCE: &str = "Other evidence";
/// Opens the form.
pub const RECORD_EVIDENCE: &str = "Record evidence …";
/// Opens the form with a piece in it.
pub const CORRECT: &str = "Correct this …";
/// The same, by the piece's title.
pub fn correct_named(title: &str) -> String {
    format!("Correct “{title}”")
}
/// Over the form.
pub const CORRECTING: &str = "Correct this evidence";
/// Under it.
pub const CORRECTING_HELP: &str =
    "The corrected piece takes the place of the one before. Both stay in the record.";
/// Over what was corrected.
pub const CORRECTED: &str = "Before it was corrected";
/// Criteria that it was recorded for.
pub const CRITERIA_STAY: &str =
    "It stays with the criteria that it was recorded for. You can add others.";
/// For skills.
pub const SKILL: &str =
    "This is a skill. It has to be seen in real work, or told by somebody who saw it.";
/// Which kind.
pub const WHICH_EVIDENCE: &str = "What kind of evidence is it?";
/// A field.
pub const TITLE: &str = "Title";
/// A field.
pub const DATE: &str = "Date";
/// A field.
pub const LOCATION: &str = "Where it is kept";
/// Under it.
pub const LOCATION_HELP: &str =
    "A place, not the thing itself: “portfolio, page 4”, “secure folder, recording 12”.";
/// A field.
pub const LEARNER_COMMENT: &str = "What the learner says about it";
/// A field.
pub const FROM: &str = "From";
/// A field.
pub const TO: &str = "To";
/// A field.
pub const SETTING: &str = "Kind of place";
/// Under it.
pub const SETTING_HELP: &str = "For example “a dining room in a care home”. No name, no address.";
/// A field.
pub const PRESENT: &str = "Who was there, by role";
/// A field.
pub const CONSENT: &str = "How the person agreed to be observed";
/// A field.
pub const SEEN: &str = "What was seen, by criterion";
/// A field.
pub const QUESTIONS: &str = "Questions asked, and the answers";
/// A field.
pub const MINUTES: &str = "How long, in minutes";
/// A field.
pub const TOPICS: &str = "Agreed topics";
/// A field.
pub const SUMMARY: &str = "What was said, in short";
/// A field.
pub const TIME_MARKS: &str = "Where each criterion comes up in the recording";
/// A field.
pub const WITNESS_NAME: &str = "The witness’s name";
/// A field.
pub const WITNESS_STATUS: &str = "The witness is";
/// A field.
pub const RELATION: &str = "How the witness knows the learner";
/// A field.
pub const CONTACT: &str = "How the witness can be asked";
/// A field.
pub const STATEMENT: &str = "The witness’s words";
/// A field.
pub const SIGNED_ON: &str = "Signed by the witness on";
/// A field.
pub const DESCRIPTION: &str = "What it is";
/// A field.
pub const ANONYMISED: &str = "I have seen that nobody can be identified in it";
/// A field's name.
pub const IDENTIFYING_DETAILS: &str = "Identifying details";
/// It was ticked.
pub const CHECKED: &str = "✓ Looked for: nobody can be identified in it.";
/// It was not ticked.
pub const NOT_ANONYMISED: &str = "○ Nobody has looked for them.";
/// Which criteria.
pub const CRITERIA: &str = "Which criteria does it serve?";
/// Keeps it.
pub const KEEP_EVIDENCE: &str = "Record this evidence";
/// It was kept.
pub const EVIDENCE_KEPT: &str = "The evidence is recorded and waits to be judged.";
/// Missing.
pub const TITLE_MISSING: &str = "Give it a title.";
/// Missing.
pub const DATE_MISSING: &str = "Give the date.";
/// A day that lies ahead.
pub const DAY_TO_COME: &str = "This day has not come yet. Check it.";
/// An end before the beginning.
pub const TIMES_WRONG: &str = "This ends before it begins. Check both times. An observation that goes on past midnight may last up to 12 hours.";
/// Missing.
pub const WITNESS_MISSING: &str = "Give the witness’s name.";
/// Missing.
pub const RELATION_MISSING: &str = "Say how the witness knows the learner.";
/// Missing.
pub const SIGNED_MISSING: &str = "Give the day when the witness signed.";
/// Missing.
pub const WORDS_MISSING: &str = "Write down what happened.";
/// Missing.
pub const CRITERION_MISSING: &str = "Choose at least one criterion.";
/// Missing.
pub const MINUTES_WRONG: &str = "Give whole minutes, or leave it empty.";

/// The word that pages know it by.
pub fn method_key(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Written => "written",
        MethodKind::Observation => "observation",
        MethodKind::Discussion => "discussion",
        MethodKind::Testimony => "testimony",
        MethodKind::WorkProduct => "work-product",
    }
}

/// A piece of evidence: its kind and its title.
pub fn titled(kind: MethodKind, title: &str) -> String {
    format!("{}: {title}", method(kind))
}

/// In what capacity a witness speaks.
pub fn witness(status: WitnessStatus) -> &'static str {
    match status {
        WitnessStatus::Expert => "An expert witness, approved by the centre",
        WitnessStatus::Colleague => "A colleague of the learner",
        WitnessStatus::Professional => "A professional from elsewhere",
        WitnessStatus::PersonOrCarer => "A person who is supported, or a carer",
    }
}

/// The word that pages know it by.
pub fn witness_key(status: WitnessStatus) -> &'static str {
    match status {
        WitnessStatus::Expert => "expert",
        WitnessStatus::Colleague => "colleague",
        WitnessStatus::Professional => "professional",
        WitnessStatus::PersonOrCarer => "person-or-carer",
    }
}

//! What is said about one learner’s record.

use crate::{desk::open_ends::Party, record::state::SignOff};

/// While the record is read.
pub const READING: &str = "Reading the record …";
/// Nobody has said who is at the desk.
pub const WHO_FIRST: &str = "Say who you are first, on the desk.";
/// The address names no learner.
pub const NO_LEARNER: &str = "This address names no learner. Choose one on the desk.";
/// The learner is not here.
pub const NOT_HERE: &str =
    "This learner’s record is not on this device. Open the learner’s file on the desk.";
/// The way to the desk.
pub const TO_DESK: &str = "Go to the desk";
/// Somebody looks at her own record.
pub const OWN: &str = "This is your own record. Somebody else plans and signs off for you.";
/// An external quality assurer.
pub const READ_ONLY: &str = "In your role you read this record. Nothing here changes it.";
/// The button that hands back.
pub const HAND_BACK: &str = "Hand back the file";
/// Under it.
pub const HAND_BACK_HELP: &str =
    "It goes into your downloads. Give it to the learner, or to your quality assurer.";
/// The button that prints.
pub const PRINT: &str = "Assessment record";
/// The button in front of paper.
pub const PRINT_NOW: &str = "Print or save as PDF";
/// The way back from paper.
pub const BACK: &str = "Back to the learner";
/// Over whom things wait for.
pub const WAITS: &str = "What waits for whom";
/// Nothing does.
pub const NOTHING_WAITS: &str = "Nothing waits. The learner writes and hands in next.";
/// Over the criteria.
pub const CRITERIA: &str = "Criteria";
/// A unit in which nothing was done.
pub const NOT_BEGUN: &str = "Not begun";
/// Over the plans.
pub const PLANS: &str = "Assessment plans";
/// There is no plan.
pub const NO_PLAN: &str = "There is no plan for this unit yet.";
/// The button that begins a plan.
pub const MAKE_PLAN: &str = "Make a plan";
/// The button that begins a plan in place of another.
pub const CHANGE_PLAN: &str = "Make a new plan in its place";
/// The heading of the form.
pub const NEW_PLAN: &str = "A new assessment plan";
/// A field of the plan.
pub const PLAN_CRITERIA: &str = "Which criteria is it for?";
/// A field of the plan.
pub const PLAN_METHODS: &str = "How will they be assessed?";
/// A field of the plan.
pub const PLAN_ACTIVITY: &str = "What will be done?";
/// A field of the plan.
pub const PLAN_PLACE: &str = "Where?";
/// Under it.
pub const PLAN_PLACE_HELP: &str = "The kind of place, without its name or address.";
/// A field of the plan.
pub const PLAN_BY_WHEN: &str = "By when?";
/// A field of the plan.
pub const PLAN_ADJUSTMENTS: &str = "Adjustments that the learner needs";
/// Under it.
pub const PLAN_ADJUSTMENTS_HELP: &str = "Leave it empty where none are needed.";
/// A field of the plan.
pub const PLAN_CONFIDENTIALITY: &str = "How what is private stays private";
/// A field of the plan.
pub const PLAN_REVIEW: &str = "When will you look at the plan again?";
/// A field of the plan.
pub const PLAN_SIGNED: &str = "Your name, typed as agreement";
/// Something is missing.
pub const CHOOSE_CRITERIA: &str = "Choose at least one criterion.";
/// Something is missing.
pub const CHOOSE_METHODS: &str = "Choose at least one way of assessing.";
/// Something is missing.
pub const SAY_ACTIVITY: &str = "Write what will be done.";
/// A day that lies behind.
pub const DAY_OVER: &str = "This day is over. Give one that is still to come, or none.";
/// Something is missing.
pub const SIGN_PLAN: &str = "Type your name.";
/// The button that keeps the plan.
pub const KEEP_PLAN: &str = "Keep the plan";
/// The button that does not.
pub const NOT_NOW: &str = "Not now";
/// After keeping.
pub const PLAN_KEPT: &str = "The plan is kept. Hand back the file, so that the learner can agree.";
/// Over the evidence.
pub const EVIDENCE: &str = "Evidence";
/// There is none.
pub const NO_EVIDENCE: &str = "Nothing but written answers yet. Record an observation, a discussion, a testimony or a work product where you judge a criterion.";
/// A piece that another took the place of.
pub const CORRECTED: &str = "A later one takes its place.";
/// Over the sign-off.
pub const SIGN_OFF: &str = "Sign-off";
/// Signing needs a qualified assessor.
pub const NEEDS_QUALIFIED: &str = "A qualified assessor signs off.";
/// After signing.
pub const SIGNED: &str = "The unit is signed off. Hand back the file, so that the learner has it.";
/// Over the audit trail.
pub const TRAIL: &str = "Audit trail";
/// It was not kept.
pub const NOT_KEPT: &str = "It was not kept. Nothing has changed. Try again.";

/// The learner’s id, in short.
pub fn record_of(id: &str) -> String {
    format!("Record {id}")
}

/// How many criteria are met.
pub fn met(met: usize, all: usize) -> String {
    format!("Met: {met} of {all}")
}

/// Whom something waits for, and how much.
pub fn waits(party: Party, count: usize) -> String {
    let who = match party {
        Party::Learner => "The learner",
        Party::Assessor => "An assessor",
        Party::Countersigner => "A qualified assessor, to countersign",
        Party::QualityAssurer => "The internal quality assurer",
    };
    format!("{who}: {count}")
}

/// What is still missing for a sign-off.
pub fn sign_off(standing: &SignOff<'_>) -> String {
    match standing {
        SignOff::NotMet(open) => match open.len() {
            0 => "This unit asks for no criterion here.".to_owned(),
            1 => "One criterion is not met yet.".to_owned(),
            open => format!("{open} criteria are not met yet."),
        },
        SignOff::WithLearner => {
            "Every criterion is met. The learner declares the unit complete next.".to_owned()
        }
        SignOff::WithAssessor(_) => {
            "Every criterion is met and the learner has declared. It waits for your sign-off."
                .to_owned()
        }
        SignOff::SignedOff { .. } => "Signed off by both.".to_owned(),
    }
}

/// A declaration as it was signed.
pub fn declared(role: &str, name: &str, day: &str) -> String {
    format!("{role}: {name}, {day}")
}

/// A criterion with its number.
pub fn criterion(number: &str, asks: &str) -> String {
    format!("{number} {asks}").trim().to_owned()
}

/// Where a piece of evidence is kept.
pub fn kept_at(location: &str) -> String {
    format!("Kept: {location}")
}

/// Which criteria something is for.
pub fn for_criteria(numbers: &str) -> String {
    format!("For {numbers}")
}

/// After handing back.
pub fn handed_back(name: &str) -> String {
    format!("Saved as {name}. Look in your downloads.")
}

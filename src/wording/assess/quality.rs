//! What is said about samples, agreement and standardisation.

pub use crate::wording::{judged::holds, record::judgement};
use crate::{
    quality::{
        agreement::Undefined,
        sampling::{Experience, Method, Reason, Stage},
    },
    record::{decision::Judgement, sample::SampleFinding, state::SampleStanding},
};

/// For who may not draw samples.
pub const ONLY_READ: &str =
    "Only an internal quality assurer draws samples and writes them. You can read what was found.";

/// The heading over the plan.
pub const PLAN: &str = "Sampling plan";
/// Under it.
pub const PLAN_HELP: &str = "Say how much you want to check. No rate here is a rule of an awarding body: use your centre’s own. Decisions that you made or countersigned are never in the sample.";
/// The legend over rates by experience.
pub const RATES: &str = "How many of each assessor’s decisions, in every hundred";
/// The legend over assessors.
pub const ASSESSORS: &str = "How experienced each assessor is";
/// Nobody has decided.
pub const NO_ASSESSORS: &str = "Nobody has made a decision yet.";
/// The summary over rates by unit.
pub const UNIT_RATES: &str = "More of some units";
/// The summary over rates by method.
pub const METHOD_RATES: &str = "More of some kinds of evidence";
/// Under either.
pub const MORE_HELP: &str = "Leave a field empty where you want no more than the rates above.";
/// The label of the stage.
pub const STAGE: &str = "Stage";
/// Under it: a list of choices cuts long ones on a phone.
pub const STAGE_HELP: &str = "Interim: while units go on. Summative: before results are claimed.";
/// The legend over what is always in.
pub const ALWAYS: &str = "Always in the sample";
/// Every resubmission.
pub const RESUBMISSIONS: &str = "Every decision on a second or later try";
/// Every first unit.
pub const FIRST_UNITS: &str = "Every decision in a learner’s first unit";
/// Everybody.
pub const EVERY_LEARNER: &str = "At least one decision for every learner";
/// The label of the seed.
pub const SEED: &str = "Number of the draw";
/// Under it.
pub const SEED_HELP: &str =
    "The same number draws the same sample again. Another number draws another one.";
/// The button that draws anew.
pub const DRAW: &str = "Draw another sample";

/// The heading over the sample.
pub const SAMPLE: &str = "Decisions to check";
/// There are no decisions.
pub const NO_DECISIONS: &str = "There are no decisions of others here yet, so there is nothing to check. Open learners’ files on the desk.";
/// The plan takes none.
pub const NOTHING_DRAWN: &str = "This plan takes no decision. Raise a rate above.";
/// The heading of learners.
pub const LEARNER: &str = "Learner";
/// The heading of criteria.
pub const CRITERION: &str = "Criterion";
/// The heading of assessors.
pub const ASSESSOR: &str = "Assessor";
/// The heading of reasons.
pub const WHY: &str = "Why it is here";
/// The heading of how far it is.
pub const STATE: &str = "State";
/// Checked already.
pub const CHECKED: &str = "✓ Checked";
/// Not checked.
pub const TO_CHECK: &str = "○ To check";
/// The button that opens a decision.
pub const CHECK: &str = "Check";
/// The button that shows more rows.
pub const MORE: &str = "Show more";
/// The button that takes out what was added.
pub const TAKE_OUT: &str = "Take out";
/// The heading over what is added.
pub const ADD_TITLE: &str = "Add a decision yourself";
/// The label of learners.
pub const ADD_LEARNER: &str = "Learner";
/// The label of decisions.
pub const ADD_DECISION: &str = "Decision on";
/// Before a choice is made.
pub const CHOOSE: &str = "Choose …";
/// The button that adds.
pub const ADD: &str = "Add to the sample";
/// Nothing is chosen.
pub const CHOOSE_FIRST: &str = "Choose a learner and a decision first.";
/// Own work.
pub const OWN: &str = "You made or countersigned this decision. Somebody else has to check it.";

/// The heading of a check.
pub const CHECKING: &str = "Check this decision";
/// The decision is not there any more.
pub const GONE: &str = "This decision is no longer on the desk.";
/// The tick for judging blind.
pub const BLIND: &str = "Hide the assessor’s decision until I have judged";
/// The legend over the sampler's own judgement.
pub const OWN_JUDGEMENT: &str = "What do you judge?";
/// The button that shows the decision.
pub const REVEAL: &str = "Keep my judgement and show the decision";
/// Nothing was judged.
pub const JUDGE_FIRST: &str = "Choose “met” or “not yet met” first.";
/// The heading over the answer.
pub const ANSWER: &str = "What the learner handed in";
/// The heading over other evidence.
pub const EVIDENCE: &str = "Evidence of other kinds";
/// Where evidence is.
pub const LOCATION: &str = "Kept at:";
/// The heading over the decision.
pub const DECISION: &str = "What the assessor decided";
/// The way to everything about the answer.
pub const TO_ANSWER: &str = "Open the answer with everything around it";
/// The legend over the rules.
pub const RULES: &str = "The rules of evidence, as you see them";
/// The legend over the finding.
pub const FINDING: &str = "Do you agree with the decision?";
/// The label of the comment.
pub const COMMENT: &str = "Comment for the assessor";
/// The label of the action.
pub const ACTION: &str = "What should the assessor do?";
/// Under it.
pub const ACTION_HELP: &str =
    "Leave it empty where nothing is to be done. A disagreement always goes back to the assessor.";
/// The label of the date.
pub const BY_WHEN: &str = "By when";
/// The button that records.
pub const RECORD: &str = "Record this check";
/// The button that does not.
pub const LEAVE: &str = "Leave without recording";
/// No finding.
pub const FIND_FIRST: &str = "Say whether you agree.";
/// A disagreement without a reason.
pub const SAY_WHY: &str = "Say in the comment why you disagree.";
/// A day that lies behind.
pub const DAY_OVER: &str =
    "The day under “By when” is over. Give one that is still to come, or none.";
/// It is recorded.
pub const RECORDED: &str =
    "Recorded. Hand the learner’s file back from the desk, so that the assessor gets it.";
/// The same, where records go to a provider.
pub const RECORDED_SENT: &str =
    "Recorded. It goes to the provider by itself, and the assessor finds it there.";
/// It was not stored.
pub const NOT_RECORDED: &str = "It was not stored, so nothing has changed. Try again.";

/// What is checked was changed elsewhere meanwhile.
pub const CHANGED_MEANWHILE: &str = "Nothing was recorded: something about this decision was recorded since you opened it, maybe in another tab. Here is what there is now. What you typed is still here. Look again, then record it.";

/// The heading over samples.
pub const MADE: &str = "Checks that were made";
/// There are none.
pub const NONE_MADE: &str = "No decision has been checked yet.";
/// The heading of findings.
pub const FOUND: &str = "Found";
/// The heading of dates.
pub const CHECKED_ON: &str = "Checked on";
/// The button that closes.
pub const CLOSE: &str = "Read the answer and close";
/// The heading of closing.
pub const CLOSE_TITLE: &str = "Close this check";
/// The heading over the assessor's answer.
pub const ASSESSOR_SAYS: &str = "What the assessor says";
/// The heading over the decisions that count, or wait to.
pub const NOW: &str = "How the criterion stands now";
/// The label of the note.
pub const NOTE: &str = "Your note (may be empty)";
/// The button that closes it.
pub const CLOSE_IT: &str = "Close it";
/// The button that leaves it open.
pub const NOT_NOW: &str = "Not now";
/// The assessor has answered, or decided, meanwhile.
pub const CLOSING_CHANGED: &str = "Nothing was recorded: something about this criterion was recorded since you opened this, maybe in another tab. Here is what there is now. What you typed is still here. Look again, then close it.";
/// There is nothing to close any more.
pub const NOTHING_TO_CLOSE: &str = "Nothing was recorded: this check was closed meanwhile, maybe in another tab, or it is no longer on the desk.";
/// It is closed.
pub const CLOSED: &str = "Closed.";

/// What somebody else found in a decision that is not to be seen yet.
pub const HIDDEN: &str = "○ Hidden";
/// Until when.
pub const CHECK_FIRST: &str = "Until you have checked it";
/// Differences that are not to be seen yet.
pub fn hidden(count: usize) -> String {
    format!("Hidden until you have checked them yourself: {count}.")
}

/// The heading over agreement.
pub const AGREEMENT: &str = "How far people agree";
/// Under it.
pub const AGREEMENT_HELP: &str = "Each decision that was checked counts once. Kappa is agreement beyond chance: 1 is full, 0 is what chance alone would bring. It can be low when nearly everything is met, so read it with the counts.";
/// Everything.
pub const ALL: &str = "All";
/// The heading of pairs.
pub const PAIRS: &str = "Checked";
/// The heading of what both met.
pub const BOTH_MET: &str = "Both: met";
/// The heading of what the assessor alone met.
pub const ASSESSOR_MET: &str = "Only the assessor: met";
/// The heading of what the sampler alone met.
pub const SAMPLER_MET: &str = "Only the quality assurer: met";
/// The heading of what neither met.
pub const NEITHER: &str = "Both: not yet met";
/// The heading of the part that agrees.
pub const AGREED: &str = "Agreed";
/// The heading of kappa.
pub const KAPPA: &str = "Kappa";
/// The heading over differences.
pub const DIFFERENCES: &str = "Where they differ";
/// There are none.
pub const NO_DIFFERENCES: &str = "They differ nowhere.";

/// How many decisions are drawn.
pub fn drawn(rows: usize, all: usize, checked: usize) -> String {
    format!("{rows} of {all} decisions are in the sample. Checked: {checked}.")
}

/// How many are out of reach.
pub fn own(own: usize) -> String {
    format!("Left out because you made or countersigned them: {own}.")
}

/// The label of a check.
pub fn check(learner: &str, number: &str) -> String {
    format!("Check {learner}, {number}")
}

/// How experienced somebody is.
pub fn experience(experience: Experience) -> &'static str {
    match experience {
        Experience::InTraining => "In training",
        Experience::New => "New",
        Experience::Experienced => "Experienced",
    }
}

/// A kind of evidence.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Written => "Written answers",
        Method::Observation => "Observations",
        Method::ProfessionalDiscussion => "Professional discussions",
        Method::WitnessTestimony => "Witness testimony",
        Method::WorkProduct => "Work products",
    }
}

/// A stage.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Interim => "Interim",
        Stage::Summative => "Summative",
    }
}

/// Why a decision is in the sample.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::AssessorRate => "assessor’s rate",
        Reason::UnitRate => "unit’s rate",
        Reason::MethodRate => "rate for this evidence",
        Reason::FirstUnit => "first unit",
        Reason::Resubmission => "second or later try",
        Reason::EveryLearner => "every learner once",
        Reason::ByHand => "added by you",
    }
}

/// Whether the sampler agrees, as she chooses it.
pub fn agree(finding: SampleFinding) -> &'static str {
    match finding {
        SampleFinding::Agree => "Yes, I agree",
        SampleFinding::Disagree => "No, I do not agree",
    }
}

/// What was found.
pub fn finding(finding: SampleFinding) -> &'static str {
    match finding {
        SampleFinding::Agree => "✓ Agrees",
        SampleFinding::Disagree => "≠ Disagrees",
    }
}

/// A decision, by whom and when, whether it counts, and whether it is the one that was checked.
pub fn stands_now(decided: Judgement, by: &str, counts: bool, checked: bool) -> String {
    let mut said = format!("{}. {by}.", judgement(decided));
    if !counts {
        said += " It does not count yet: it waits to be countersigned.";
    }
    said += match checked {
        true => " This is the decision that you checked.",
        false => " It was made after your check, or apart from it.",
    };
    said
}

/// How far a check has come.
pub fn standing(standing: SampleStanding) -> &'static str {
    match standing {
        SampleStanding::Confirmed => "✓ Confirmed",
        SampleStanding::WithAssessor => "→ With the assessor",
        SampleStanding::WithSampler => "← Answered",
        SampleStanding::Closed => "✓ Closed",
    }
}

/// Why there is no kappa.
pub fn undefined(why: Undefined) -> &'static str {
    match why {
        Undefined::NoPairs => "Nothing was checked.",
        Undefined::NothingToTellApart => {
            "No value: both always judged the same way, so chance alone would agree as fully."
        }
    }
}

/// Kappa with its interval.
pub fn kappa(value: f64, interval: Option<(f64, f64)>) -> String {
    let number = |value: f64| format!("{value:.2}").replace('-', "−");
    match interval {
        Some((from, to)) => format!(
            "{} (95% interval {} to {})",
            number(value),
            number(from),
            number(to)
        ),
        None => format!("{} (too few for an interval)", number(value)),
    }
}

/// A part of all, in hundredths.
pub fn percent(agreed: u64, pairs: u64) -> String {
    match pairs {
        0 => "–".to_owned(),
        _ => format!(
            "{agreed} of {pairs} ({:.0}%)",
            agreed as f64 * 100.0 / pairs as f64
        ),
    }
}

/// A difference.
pub fn difference(decided: Judgement, sampled: Judgement) -> String {
    format!(
        "The assessor: {}. The quality assurer: {}.",
        judgement(decided).to_lowercase(),
        judgement(sampled).to_lowercase()
    )
}

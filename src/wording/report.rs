//! What an assessment record says on paper: for assessors, quality assurers and awarding bodies.

pub use super::{
    judged::{holds, method, role, rule},
    record::judgement,
};
use crate::{
    record::{
        decision::Judgement,
        event::Role,
        evidence::WitnessStatus,
        sample::{SampleFinding, Stage},
        state::SampleStanding,
        what::What,
    },
    scenario::Outcome,
    wording::{
        judged::named,
        plan::{AGREED, NOT_AGREED},
    },
};

/// What it is called.
pub const TITLE: &str = "Assessment record";
/// What its seals show and what they do not.
pub const INTEGRITY: &str = "Every entry carries a seal, worked out from its exact content. The seals show integrity: that no entry was changed after it was made. They do not show authorship: who made an entry is what the entry says.";
/// The record itself.
pub const ABOUT: &str = "About this record";
/// The learner’s part.
pub const LEARNER: &str = "Learner";
/// The centre’s part.
pub const CENTRE: &str = "Centre and qualification";
/// Everybody who made an entry.
pub const PEOPLE: &str = "People in this record";
/// All units at a glance.
pub const SUMMARY: &str = "Units at a glance";
/// What is wrong with a file.
pub const FINDINGS: &str = "What was found in the files";
/// Nothing was wrong.
pub const NO_FINDINGS: &str = "Every entry is as it was sealed.";
/// Plans of a unit.
pub const PLANS: &str = "Assessment plans";
/// Evidence of a unit.
pub const EVIDENCE: &str = "Evidence";
/// Why a piece of evidence is not here itself.
pub const EVIDENCE_HELP: &str = "Evidence is described here and kept where it says.";
/// Criteria of a unit.
pub const CRITERIA: &str = "Criteria";
/// Sign-off of a unit.
pub const SIGN_OFF: &str = "Sign-off of the unit";
/// Practice in a unit.
pub const PRACTICE: &str = "Practice (formative)";
/// What practice counts for.
pub const PRACTICE_HELP: &str =
    "Practice is for learning. No score makes a criterion met; only an assessor’s decision does.";
/// Every event.
pub const LOG: &str = "Audit log";
/// What it holds.
pub const LOG_HELP: &str = "Every entry, in the order of the clocks of those who made them. Entries are only ever added, never changed or taken out.";
/// Nothing is in it.
pub const EMPTY: &str = "Nothing has been recorded yet.";

/// A row: whose id.
pub const RECORD_ID: &str = "Record";
/// A row: the format.
pub const FORMAT: &str = "Format version";
/// A row: the packs.
pub const CONTENT: &str = "Content";
/// A row: the first entry.
pub const CREATED: &str = "First entry";
/// A row: the last entry.
pub const UPDATED: &str = "Last entry";
/// A row: the day of printing.
pub const MADE: &str = "Made on";
/// A row: how many events.
pub const ENTRIES: &str = "Entries";
/// A row: somebody’s name.
pub const NAME: &str = "Name";
/// A row to write in.
pub const REGISTRATION: &str = "Awarding body registration number";
/// A row to write in.
pub const REGISTERED_ON: &str = "Registration date";
/// A row of the centre.
pub const CENTRE_NAME: &str = "Centre";
/// A row of the centre.
pub const CENTRE_NUMBER: &str = "Centre number";
/// A row of the centre.
pub const SERVICE: &str = "Service";
/// A row of the centre.
pub const NATION: &str = "Nation";
/// A row of the centre.
pub const AWARDING_BODY: &str = "Awarding body";
/// A row of the centre.
pub const QUALIFICATION: &str = "Qualification";
/// A row of the centre.
pub const QUALIFICATION_NUMBER: &str = "Qualification number";
/// A column: the role.
pub const ROLE: &str = "Role";
/// A column: from when to when.
pub const ACTIVE: &str = "From and to";
/// A column: the unit.
pub const UNIT: &str = "Unit";
/// A column: the awarding body’s reference.
pub const UNIT_REF: &str = "Reference";
/// A column: the level.
pub const LEVEL: &str = "Level";
/// A column: how many are met.
pub const MET_COUNT: &str = "Criteria met";
/// A column: how far the sign-off is.
pub const SIGNED: &str = "Sign-off";
/// A column: whether it was sampled.
pub const SAMPLED: &str = "Samples";
/// A row: when.
pub const DATE: &str = "Date";
/// A row of a plan.
pub const METHODS: &str = "Methods";
/// A row of a plan.
pub const ACTIVITY: &str = "What will be done";
/// A row of a plan.
pub const PLACE: &str = "Where";
/// A row: until when.
pub const BY_WHEN: &str = "By when";
/// A row of a plan.
pub const ADJUSTMENTS: &str = "Agreed adjustments";
/// A row of a plan.
pub const CONFIDENTIALITY: &str = "Confidentiality";
/// A row of a plan.
pub const REVIEW: &str = "Review date";
/// A row of a plan.
pub const ASSESSOR: &str = "Assessor";
/// A row of a plan.
pub const LEARNER_SAYS: &str = "Learner";
/// A row: which criteria.
pub const FOR_CRITERIA: &str = "For criteria";
/// A row: that something was replaced.
pub const REPLACED: &str = "Replaced by a later one";
/// A row of evidence.
pub const KIND: &str = "Kind";
/// A row of evidence.
pub const LOCATION: &str = "Where it is kept";
/// A row of evidence.
pub const LEARNER_COMMENT: &str = "Learner’s comment";
/// A row of evidence.
pub const RECORDED_BY: &str = "Recorded by";
/// A row of an observation.
pub const TIMES: &str = "From and to";
/// A row of an observation.
pub const SETTING: &str = "Setting";
/// A row of an observation.
pub const PRESENT: &str = "Present, by role";
/// A row of an observation.
pub const CONSENT: &str = "Consent of the person";
/// A row of an observation.
pub const SEEN: &str = "What was seen";
/// A row of an observation.
pub const QUESTIONS: &str = "Questions and answers";
/// A row of a discussion.
pub const LENGTH: &str = "Length";
/// A row of a discussion.
pub const TOPICS: &str = "Agreed topics";
/// A row of a discussion.
pub const SUMMARISED: &str = "Summary";
/// A row of a discussion.
pub const TIME_MARKS: &str = "Places in the recording";
/// A row of a testimony.
pub const WITNESS: &str = "Witness";
/// A row of a testimony.
pub const STATUS: &str = "Status";
/// A row of a testimony.
pub const RELATION: &str = "Relation to the learner";
/// A row of a testimony.
pub const CONTACT: &str = "Contact";
/// A row of a testimony.
pub const STATEMENT: &str = "Statement";
/// A row of a work product.
pub const DESCRIPTION: &str = "Description";
/// A row of a work product.
pub const ANONYMISED: &str = "Nobody can be identified in it";
/// A row of a submission.
pub const DECLARATION: &str = "Declaration of own work";
/// A row of a submission.
pub const SOURCES: &str = "Sources";
/// A row of a submission.
pub const HELP: &str = "Help, from people or programs";
/// No help was used.
pub const NO_HELP: &str = "None";
/// A row of a submission.
pub const COVERED: &str = "Points the learner ticked";
/// Over remarks on passages.
pub const COMMENTS: &str = "Comments on the answer";
/// Over a text that was written on paper first.
pub const FROM_WORKBOOK: &str = "Written in a printed workbook and typed in from there.";
/// A version that was not sent.
pub const NO_TEXT: &str = "The text of this submission is not in the files.";
/// The awarding body’s wording.
pub const OFFICIAL: &str = "Awarding body’s wording";
/// The wording at the time.
pub const WORDED: &str = "Worded at the time";
/// A row of a decision.
pub const BASIS: &str = "On";
/// A row of a decision.
pub const STRENGTHS: &str = "What is good";
/// A row of a decision.
pub const GAP: &str = "What is missing";
/// A row of a decision.
pub const ACTION: &str = "What to do";
/// A row of a decision.
pub const COUNTERSIGNED: &str = "Countersigned";
/// Over the five rules.
pub const RULES: &str = "Rules of evidence";
/// A column of the five rules.
pub const HOLDS: &str = "Holds";
/// A column of the five rules.
pub const NOTE: &str = "Note";
/// Over the points.
pub const POINTS: &str = "Points shown";
/// A point that the whole answer shows.
pub const AS_A_WHOLE: &str = "In the evidence as a whole";
/// A row of a sample.
pub const BLIND: &str = "Judged without seeing the decision";
/// A row of a sample.
pub const COMMENT: &str = "Comment";
/// A row of a sample.
pub const ANSWER: &str = "Assessor’s answer";
/// A row of a sample.
pub const CLOSED: &str = "Closed";
/// A column of practice.
pub const ITEM: &str = "Item";
/// A column of practice.
pub const TRIES: &str = "Tries";
/// A column of practice.
pub const LATEST: &str = "Latest";
/// A column of practice.
pub const SAFETY: &str = "Unsafe choices";
/// A column of the log.
pub const WHEN: &str = "When";
/// A column of the log.
pub const WHO: &str = "Who";
/// A column of the log.
pub const WHAT: &str = "What";
/// A column of the log.
pub const ABOUT_WHAT: &str = "About";
/// A column of the log.
pub const SEAL: &str = "Seal";

/// A decision stands.
pub const STANDS: &str = "This decision stands.";
/// A decision was followed by another.
pub const SUPERSEDED: &str = "A later decision has taken its place.";
/// A decision of an assessor in training.
pub const TO_COUNTERSIGN: &str =
    "It does not count yet: a qualified assessor has to countersign it.";
/// A decision by somebody else.
pub const DOES_NOT_COUNT: &str = "It does not count: no assessor made it.";

/// Yes or no.
pub fn yes(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}

/// Somebody’s name and role.
pub fn person(name: &str, part: Role) -> String {
    format!("{} ({})", named(name), role(part).to_lowercase())
}

/// In what capacity a witness speaks.
pub fn witness(status: WitnessStatus) -> &'static str {
    match status {
        WitnessStatus::Expert => "Expert witness",
        WitnessStatus::Colleague => "Colleague",
        WitnessStatus::Professional => "Professional from elsewhere",
        WitnessStatus::PersonOrCarer => "Person supported, or carer",
    }
}

/// A decision with its place among the others.
pub fn decision(number: usize, said: Judgement) -> String {
    format!("Decision {number}: {}", judgement(said).to_lowercase())
}

/// Who decided when, at which attempt.
pub fn decided(by: &str, when: &str, attempt: u32) -> String {
    format!("{by}, {when}. Attempt {attempt}.")
}

/// A submission with its place among the others.
pub fn submission(number: usize) -> String {
    format!("Submission {number}")
}

/// When something was handed in, and when it was taken back.
pub fn handed_in(when: &str, withdrawn: Option<&str>) -> String {
    match withdrawn {
        Some(back) => format!("Handed in {when}. Taken back {back}."),
        None => format!("Handed in {when}."),
    }
}

/// A signature.
pub fn signed(statement: &str, name: &str, day: &str) -> String {
    format!("{statement} Signed: {name}, {day}.")
}

/// An action with its day.
pub fn by_when(action: &str, day: Option<&str>) -> String {
    match day {
        Some(day) => format!("{action} By {day}."),
        None => action.to_owned(),
    }
}

/// A plan’s place among the others.
pub fn plan(number: usize) -> String {
    format!("Plan {number}")
}

/// What the learner said to a plan or to feedback.
pub fn plan_answer(agrees: bool, text: &str, when: &str) -> String {
    let agrees = if agrees { AGREED } else { NOT_AGREED };
    if text.is_empty() {
        format!("{agrees}, {when}.")
    } else {
        format!("{agrees}, {when}: {text}")
    }
}

/// What the learner replied to a decision.
pub fn reply(name: &str, disagree: bool, when: &str) -> String {
    if disagree {
        format!("{name} disagrees with this decision, {when}:")
    } else {
        format!("{name} replied, {when}:")
    }
}

/// When a sample was made, and by whom.
pub fn sample(stage: Stage, finding: SampleFinding) -> String {
    let stage = match stage {
        Stage::Interim => "Interim sample",
        Stage::Summative => "Summative sample",
    };
    let finding = match finding {
        SampleFinding::Agree => "agrees",
        SampleFinding::Disagree => "disagrees",
    };
    format!("{stage}: the quality assurer {finding}")
}

/// How far a sample has come.
pub fn sample_standing(standing: SampleStanding) -> &'static str {
    match standing {
        SampleStanding::Confirmed => "The decision is confirmed.",
        SampleStanding::WithAssessor => "Waits for the assessor.",
        SampleStanding::WithSampler => "Waits for the quality assurer.",
        SampleStanding::Closed => "Closed.",
    }
}

/// A passage and what was said about it.
pub fn comment(quote: &str, name: &str) -> String {
    if quote.is_empty() {
        format!("{name}:")
    } else {
        format!("{name}, on “{quote}”:")
    }
}

/// A point with the passage that shows it.
pub fn shown_in(quote: &str) -> String {
    format!("“{quote}”")
}

/// How far a unit’s sign-off has come.
pub fn met_of(met: usize, all: usize) -> String {
    format!("{met} of {all}")
}

/// A unit’s sign-off is complete.
pub const SIGNED_OFF: &str = "Signed off";
/// The learner has declared.
pub const WITH_ASSESSOR: &str = "Waits for the assessor’s declaration";
/// All is met.
pub const WITH_LEARNER: &str = "Waits for the learner’s declaration";
/// The report was made without the unit.
pub const SIGN_OFF_UNKNOWN: &str =
    "Not known: this report was made without the training that says what the unit asks for";
/// Something is not met.
pub const NOT_MET: &str = "Open: not every criterion is met";

/// How long something took.
pub fn minutes(minutes: u16) -> String {
    match minutes {
        1 => "1 minute".to_owned(),
        _ => format!("{minutes} minutes"),
    }
}

/// How a walk or question came out.
pub fn result(outcome: Option<Outcome>, points: Option<&str>, when: &str) -> String {
    let outcome = outcome.map(super::practice::outcome);
    let parts: Vec<&str> = outcome.into_iter().chain(points).chain([when]).collect();
    parts.join(", ")
}

/// A question, as an item of practice.
pub fn question(asks: &str) -> String {
    format!("Question: {asks}")
}

/// A scenario, as an item of practice.
pub fn scenario(title: &str) -> String {
    format!("Scenario: {title}")
}

/// An entry of a kind that this version cannot read.
pub fn unknown(kind: Option<&str>) -> String {
    match kind {
        Some(kind) => format!("An entry that this version cannot read ({kind})"),
        None => "An entry that this version cannot read".to_owned(),
    }
}

/// What an entry of the log says was done.
pub fn done(what: &What) -> String {
    let words = match what {
        What::Profile(_) => "Name given",
        What::SamePerson(_) => "Two records are one person’s",
        What::SectionRead => "Section read",
        What::Answered(_) => "Practice question answered",
        What::WalkStep(_) => "Choice in a scenario",
        What::WalkEnded(_) => "Scenario walked to its end",
        What::Version(_) => "Version of an answer kept",
        What::HandedIn(_) => "Answer handed in",
        What::Withdrawn => "Submission taken back",
        What::Decision(said) => return format!("Decision: {}", judgement(said.judgement)),
        What::Comment(_) => "Comment on an answer",
        What::Reply(said) if said.disagree => "Reply to feedback: disagrees",
        What::Reply(_) => "Reply to feedback",
        What::Evidence(said) => {
            return format!("Evidence recorded: {}", method(said.method.kind()));
        }
        What::Countersigned(_) => "Decision countersigned",
        What::Plan(_) => "Assessment plan made",
        What::PlanAnswer(said) if said.agrees => "Assessment plan agreed to",
        What::PlanAnswer(_) => "Assessment plan commented on",
        What::Declared(_) => "Unit declared complete",
        What::Sample(_) => "Decision sampled",
        What::SampleAnswer(_) => "Sample answered",
        What::SampleClosed(_) => "Sample closed",
    };
    words.to_owned()
}

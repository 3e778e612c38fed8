//! What is said where an answer is judged.

pub use crate::wording::{
    answer::{help_used, signed, sources_were},
    judged::{holds, holds_key, holds_sign, role, rule},
};
use crate::{
    record::{
        decision::{Judgement, Refusal, Rule},
        event::Role,
        sample::{SampleFinding, Stage},
        state::SampleStanding,
    },
    wording::{answer::word_count, judged::named, record},
};

/// While the record is read.
pub const READING: &str = "Reading the record …";
/// The address names no answer.
pub const NO_PLACE: &str = "This address names no answer. Go to the desk and choose what waits.";
/// The learner is not on the desk.
pub const NOT_ON_DESK: &str =
    "This learner’s record is not on your desk. Open the learner’s file there first.";
/// The way to the desk.
pub const TO_DESK: &str = "Go to the desk";
/// Nobody has said who they are.
pub const WHO_FIRST: &str = "Say who you are first: your name and your part, on the desk.";
/// One's own work.
pub const OWN_WORK: &str = "This is your own work. Somebody else judges it.";
/// Only reading.
pub const READ_ONLY: &str = "You are here to read. Decisions are made by assessors.";
/// The learner's record.
pub const WHOLE_RECORD: &str = "The whole record";
/// The way down to the decision.
pub const TO_DECISION: &str = "Go to the decision";

/// Over the criterion.
pub const CRITERION: &str = "The criterion, as the learner saw it";
/// The same where it stands in the pack as it is.
pub const CRITERION_NOW: &str = "The criterion";
/// Before the pack's own wording where the centre has set the official one.
pub const OUR_WORDS: &str = "In our words:";
/// Over what the verb asks.
pub const VERB_ASKS: &str = "What the command verb asks";
/// Over the points.
pub const POINTS: &str = "A sufficient answer covers";
/// The wording changed.
pub const REWORDED: &str = "The wording has changed since the answer was handed in";
/// It asks for something else.
pub const ASKS_OTHERWISE: &str =
    "The criterion now asks for something else. Judge the answer by the wording the learner saw.";
/// Only words were mended.
pub const ONLY_WORDS: &str =
    "Only words were mended. Judge the answer by the wording the learner saw.";
/// The criterion is no longer in the pack.
pub const GONE: &str =
    "This criterion is no longer in the training. Here is the wording the learner saw.";
/// Not even the record knows the wording.
pub const NO_WORDING: &str =
    "The wording of this criterion is neither in the training nor in the record.";

/// Over the answer.
pub const ANSWER: &str = "The learner’s answer";
/// Names the text for assistive technology.
pub const ANSWER_TEXT: &str = "Text of the answer";
/// How a passage is chosen.
pub const SELECT_HELP: &str = "Select a passage to comment on it. By keyboard: go to the text with Tab, step through words with the arrow keys, hold Shift to take in more.";
/// Nothing was handed in.
pub const NO_ANSWER: &str = "No answer has been handed in.";
/// A submission whose text is missing.
pub const TEXT_MISSING: &str =
    "The text of this answer is not in the file. Ask the learner for a new one.";
/// The button for a passage.
pub const COMMENT_ON_THIS: &str = "Comment on this";
/// The button for the whole answer.
pub const COMMENT_ON_ALL: &str = "Comment on the whole answer";
/// The field of a comment.
pub const COMMENT: &str = "Your comment";
/// Keeps a comment.
pub const KEEP_COMMENT: &str = "Keep this comment";
/// Closes a form.
pub const CANCEL: &str = "Cancel";
/// The comment is empty.
pub const WRITE_COMMENT: &str = "Write your comment first.";
/// It was kept.
pub const COMMENT_KEPT: &str = "The comment is kept. The learner sees it in the text.";
/// Over comments.
pub const COMMENTS: &str = "Comments";
/// A comment on everything.
pub const ON_ALL: &str = "On the whole answer";
/// Over identifying details.
pub const IDENTIFYING: &str = "Could this show who somebody is?";
/// Under it.
pub const IDENTIFYING_HELP: &str = "The same check as the learner’s looked at the text, on this device only. These words are marked with a dotted line. Ask the learner to change what identifies somebody.";
/// Over the declaration.
pub const DECLARATION: &str = "What the learner declared";
/// No sources.
pub const NO_SOURCES: &str = "Sources: none named.";
/// No help.
pub const NO_HELP: &str = "Help: none.";
/// Over earlier versions.
pub const EARLIER_VERSIONS: &str = "Earlier versions";
/// Shows the difference.
pub const SHOW_CHANGES: &str = "Show what changed";
/// Over practice.
pub const PRACTICE: &str = "Practice for this criterion";
/// Under it.
pub const PRACTICE_HELP: &str = "Practice is for learning. It proposes no decision.";
/// None.
pub const NO_PRACTICE: &str = "The record holds no practice for this criterion.";
/// An unsafe choice.
pub const UNSAFE: &str = "Unsafe choice";
/// A walk that did not end.
pub const HALF_WAY: &str = "Half way through";

/// Over an answer that was not written on a screen.
pub const FROM_PAPER: &str = "This was written by hand in a printed workbook and typed in from there, maybe by somebody else. If you are not sure whose words these are, ask to see the paper.";
/// Something else was handed in or recorded since.
pub const SINCE_THEN: &str =
    "What it was on has changed since. Read what is there now before you decide.";

/// Over the form.
pub const DECIDE: &str = "Your decision";
/// For assessors in training.
pub const IN_TRAINING: &str =
    "You are in training. Your decision counts once a qualified assessor has countersigned it.";
/// Superseding.
pub const SUPERSEDES: &str =
    "A decision stands already. A new one takes its place; both stay in the record.";
/// Settling.
pub const SETTLES: &str =
    "Two decisions differ. A new one that knows of both settles it; all stay in the record.";
/// What it is on.
pub const ON_WHAT: &str = "What is the decision on?";
/// Nothing chosen.
pub const CHOOSE_BASIS: &str = "Choose what the decision is on.";
/// Nothing to judge.
pub const NOTHING_TO_JUDGE: &str =
    "There is nothing to judge yet: no answer was handed in and no evidence is recorded.";
/// Over points in the form.
pub const POINTS_SHOWN: &str = "Which points does the evidence show?";
/// Under it.
pub const POINTS_HELP: &str =
    "Select a passage in the answer to tie a point to it. Ticks decide nothing.";
/// Ties a point to a passage.
pub const USE_PASSAGE: &str = "Use the selected passage";
/// Unties it.
pub const USE_WHOLE: &str = "Use the whole answer";
/// A point shown by everything.
pub const SHOWN_BY_ALL: &str = "In the evidence as a whole";
/// Over the rules.
pub const RULES: &str = "Five rules of evidence";
/// Sets all to yes.
pub const ALL_HOLD: &str = "All five hold";
/// A note on a rule.
pub const NOTE: &str = "Note";
/// Over the judgement.
pub const JUDGEMENT: &str = "Is the criterion met?";
/// The judgement is missing.
pub const CHOOSE_JUDGEMENT: &str = "Choose met or not yet met.";
/// Over feedback.
pub const FEEDBACK: &str = "Feedback to the learner";
/// A part of it.
pub const STRENGTHS: &str = "What is good";
/// A part of it.
pub const GAP: &str = "What is missing";
/// A part of it.
pub const ACTION: &str = "What to do next";
/// A part of it.
pub const BY_WHEN: &str = "By when";
/// A day that lies behind.
pub const DAY_OVER: &str =
    "The day under “By when” is over. Give one that is still to come, or none.";
/// Records.
pub const RECORD: &str = "Record the decision";
/// Records and goes on.
pub const RECORD_AND_NEXT: &str = "Record and go on";
/// Over what stops it.
pub const CANNOT_RECORD: &str = "This cannot be recorded yet";
/// Over what was recorded.
pub const RECORDED: &str = "Recorded";
/// Under it.
pub const RECORDED_HELP: &str =
    "It is kept on this device. The learner gets it with the file that you hand back.";
/// The same, where records go to a provider.
pub const RECORDED_SENT: &str = "It is kept on this device, and goes to the provider by itself: in a moment, or once you are signed in at the desk.";
/// Opens the form again.
pub const DECIDE_AGAIN: &str = "Change it with a new decision";
/// Nothing more waits.
pub const NOTHING_MORE: &str = "Nothing more waits for you. Go to the desk to hand records back.";
/// It was not kept.
pub const NOT_KEPT: &str =
    "It could not be kept. Nothing was recorded, and what you typed is still here. Try again.";
/// Something came in between, in another tab.
pub const CHANGED_MEANWHILE: &str = "Nothing was recorded: something about this criterion was recorded since you opened this page, maybe in another tab. Here is what there is now. What you typed is still here. Look again, then decide.";

/// Over shortcuts.
pub const SHORTCUTS: &str = "Keys";
/// Switches them.
pub const SHORTCUTS_ON: &str = "Use single keys on this page";
/// Under it.
pub const SHORTCUTS_HELP: &str = "Single keys do nothing while you type in a field.";
/// The shortcuts: keys and what they do.
pub const KEYS: [(&[&str], &str); 4] = [
    (&["M"], "prepare “met” with all five rules holding"),
    (&["N"], "prepare “not yet met” and go to what to do next"),
    (&["C"], "comment on the selected passage"),
    (
        &["Ctrl", "Enter"],
        "record the decision and go on, also while typing in its fields",
    ),
];

/// What was decided is hidden.
pub const HIDDEN: &str = "There is a decision";
/// Why.
pub const HIDDEN_HELP: &str = "You have not checked it yet. To judge the answer by yourself first, check it from the sample. The assessor’s decision and comments, and other people’s checks, are hidden until then.";
/// The way to the sample.
pub const TO_CHECKING: &str = "Go to the sample";
/// Shows it all the same.
pub const SHOW_DECISION: &str = "Show the decision now";

/// Over decisions.
pub const DECISIONS: &str = "Decisions so far";
/// Two that differ.
pub const DIFFER: &str = "Two decisions differ";
/// What to do about it.
pub const DIFFER_HELP: &str = "They were made apart. Talk about it, then record a new decision: it settles both. Nothing is settled by the clock.";
/// Over superseded ones.
pub const EARLIER: &str = "Earlier decisions";
/// A decision that counts.
pub const STANDS: &str = "Stands";
/// A decision in whose place another came.
pub const SUPERSEDED: &str = "Superseded";
/// One that is not countersigned.
pub const AWAITS: &str = "Waits to be countersigned";
/// Countersigns.
pub const COUNTERSIGN: &str = "Countersign";
/// What that means.
pub const COUNTERSIGN_HELP: &str = "You stand by this decision as a qualified assessor. If you judge otherwise, record your own decision instead.";
/// A note with it.
pub const COUNTERSIGN_NOTE: &str = "Note to the assessor in training";
/// It was countersigned.
pub const COUNTERSIGNED: &str = "The decision is countersigned and counts now.";
/// A reply that disagrees.
pub const DISAGREES: &str = "The learner disagrees";
/// Over replies.
pub const REPLIES: &str = "The learner’s replies";
/// Points that were shown.
pub const POINTS_WERE: &str = "Points shown";
/// Answers a sample.
pub const ANSWER_SAMPLE: &str = "Answer";
/// The field.
pub const YOUR_ANSWER: &str = "What you did, or why you did nothing";
/// It is empty.
pub const WRITE_ANSWER: &str = "Write your answer first.";
/// It was kept.
pub const ANSWER_KEPT: &str = "Your answer is kept. The quality assurer closes the sample.";
/// Closes a sample.
pub const CLOSE_SAMPLE: &str = "Close this sample";
/// A note with it.
pub const CLOSE_NOTE: &str = "Note";
/// It was closed.
pub const SAMPLE_CLOSED: &str = "The sample is closed.";

/// Whose work, in which unit.
pub fn whose(name: &str, unit: &str) -> String {
    format!("{} · {unit}", named(name))
}

/// A criterion's number, level and kind.
pub fn numbered(number: &str, level: Option<u8>) -> String {
    match level {
        Some(level) => format!("Criterion {number} · level {level}"),
        None => format!("Criterion {number}"),
    }
}

/// When an answer was handed in, and how long it is.
pub fn handed_in(when: &str, words: usize) -> String {
    format!("Handed in on {when} · {}", word_count(words))
}

/// What something in the text looks like.
pub fn looks_like(noun: &str) -> String {
    format!("looks like {noun}")
}

/// Who said something, when.
pub fn by(name: &str, role: Role, day: &str) -> String {
    format!(
        "{}, {}, {day}",
        named(name),
        self::role(role).to_lowercase()
    )
}

/// How many attempts at a question.
pub fn attempts(count: usize) -> String {
    match count {
        1 => "1 try".to_owned(),
        count => format!("{count} tries"),
    }
}

/// Which attempt at the criterion.
pub fn attempt(number: u32) -> String {
    format!("Attempt {number}")
}

/// How often it may be handed in.
pub fn attempt_of(number: u32, most: Option<u32>) -> String {
    match most {
        Some(most) => format!("This is attempt {number} of {most}."),
        None => format!("This is attempt {number}."),
    }
}

/// The word that pages know a rule by.
pub fn rule_key(rule: Rule) -> &'static str {
    match rule {
        Rule::Valid => "valid",
        Rule::Authentic => "authentic",
        Rule::Reliable => "reliable",
        Rule::Current => "current",
        Rule::Sufficient => "sufficient",
    }
}

/// What a rule asks.
pub fn rule_asks(rule: Rule) -> &'static str {
    match rule {
        Rule::Valid => "It relates to the criterion.",
        Rule::Authentic => "It is the learner’s own work.",
        Rule::Reliable => "It is a true picture. Another assessor would agree.",
        Rule::Current => "It is recent enough.",
        Rule::Sufficient => "It covers everything that is asked.",
    }
}

/// Why a decision is refused.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::DoesNotHold(rule) => format!(
            "“{}” does not hold, so the criterion cannot be met.",
            self::rule(rule)
        ),
        Refusal::NotJudged(rule) => format!(
            "“{}” is not judged. Met needs all five rules to hold.",
            self::rule(rule)
        ),
        Refusal::NoAction => "Say what the learner has to do next.".to_owned(),
    }
}

/// What was recorded.
pub fn recorded(judgement: Judgement, name: &str) -> String {
    format!(
        "Recorded: {}, {name}",
        record::judgement(judgement).to_lowercase()
    )
}

/// The way to what waits next.
pub fn next(name: &str, number: &str) -> String {
    format!("Next answer that waits: {name}, {number}")
}

/// By when.
pub fn by_when(day: &str) -> String {
    format!("By {day}")
}

/// A point that was shown, and where.
pub fn point_in(lead: &str, quote: &str) -> String {
    format!("{lead}: “{quote}”")
}

/// The button that ties a point to a passage, named.
pub fn use_passage_for(lead: &str) -> String {
    format!("{USE_PASSAGE}: {lead}")
}

/// The button that unties it, named.
pub fn use_whole_for(lead: &str) -> String {
    format!("{USE_WHOLE}: {lead}")
}

/// What something is and when it came.
pub fn came(what: &str, when: &str) -> String {
    format!("{what}, {when}")
}

/// One thing that a decision can be on.
pub fn basis(called: &str, waits: bool) -> String {
    let state = if waits { "waits" } else { "judged already" };
    format!("{called} ({state})")
}

/// What a decision is on.
pub fn on(called: &str) -> String {
    format!("On: {called}")
}

/// A sample, and what came of it.
pub fn sampled(stage: Stage, finding: SampleFinding) -> &'static str {
    match (stage, finding) {
        (Stage::Interim, SampleFinding::Agree) => "Interim sample: agrees",
        (Stage::Interim, SampleFinding::Disagree) => "Interim sample: disagrees",
        (Stage::Summative, SampleFinding::Agree) => "Summative sample: agrees",
        (Stage::Summative, SampleFinding::Disagree) => "Summative sample: disagrees",
    }
}

/// How far a sample has come.
pub fn sample_standing(standing: SampleStanding) -> &'static str {
    match standing {
        SampleStanding::Confirmed => "✓ Confirmed",
        SampleStanding::WithAssessor => "○ Waits for the assessor’s answer",
        SampleStanding::WithSampler => "○ Waits for the quality assurer",
        SampleStanding::Closed => "✓ Closed",
    }
}

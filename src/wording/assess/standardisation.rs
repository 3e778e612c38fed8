//! What is said about standardisation: several assessors judge the same answers.

/// The heading.
pub const TITLE: &str = "Standardisation";
/// Under it.
pub const HELP: &str = "Several assessors judge the same answers, each without seeing what the others say. Then you look at them together and agree.";
/// The label of the files.
pub const OPEN: &str = "Open an exercise, or what assessors judged";
/// Under it.
pub const OPEN_HELP: &str = "You can choose several files at once.";
/// Over exercises of which judging was begun.
pub const BEGUN: &str = "Begun and not saved";
/// The summary over making one.
pub const MAKE: &str = "Make an exercise";
/// Under it.
pub const MAKE_HELP: &str = "Names and other details that the check finds are replaced. It cannot find everything: read each answer and change what could still tell who it is about.";
/// The label of the title.
pub const NAME: &str = "What is it called?";
/// The label of learners.
pub const LEARNER: &str = "Learner";
/// The label of answers.
pub const ANSWER: &str = "Answer to";
/// Before a choice is made.
pub const CHOOSE: &str = "Choose …";
/// The button that takes an answer.
pub const TAKE: &str = "Take this answer";
/// Nothing is chosen.
pub const CHOOSE_FIRST: &str = "Choose a learner and a criterion first.";
/// The chosen criterion has no answer.
pub const NO_ANSWER: &str = "There is no written answer to this criterion.";
/// The button that leaves one out.
pub const LEAVE_OUT: &str = "Leave it out";
/// The button that saves the exercise.
pub const SAVE_EXERCISE: &str = "Save the exercise file";
/// There is no title, or no answer.
pub const INCOMPLETE: &str = "Type a name and take at least one answer first.";
/// The legend over a judgement.
pub const YOUR_JUDGEMENT: &str = "What do you judge?";
/// The label of the note.
pub const WHY: &str = "Why? (may be empty)";
/// The button that saves judgements.
pub const SAVE_SHEET: &str = "Save my judgements as a file";
/// A case is not judged.
pub const JUDGE_ALL: &str = "Judge every answer first.";
/// The heading over everybody's judgements.
pub const TOGETHER: &str = "Side by side";
/// The label of what is agreed.
pub const AGREED: &str = "Agreed";
/// Nothing is agreed.
pub const NOT_AGREED: &str = "Not agreed yet";
/// The label of the minutes.
pub const MINUTES: &str = "Minutes: what was said, and what you will do";
/// The button that prints.
pub const PRINT: &str = "Print";
/// The heading over meetings that were kept.
pub const MEETINGS: &str = "Meetings so far";
/// The button that puts it away.
pub const PUT_AWAY: &str = "Put it away";
/// It was not stored.
pub const NOT_KEPT: &str = "It was not stored. Try again.";

/// An answer by its place in the exercise.
pub fn case(at: usize, number: &str) -> String {
    format!("Answer {at}: criterion {number}")
}

/// How far apart the judgements are.
pub fn spread(met: usize, not_yet: usize) -> String {
    format!("Met: {met}. Not yet met: {not_yet}.")
}

/// One person's judgement.
pub fn judged(name: &str, judgement: &str, note: &str) -> String {
    match note.is_empty() {
        true => format!("{name}: {judgement}"),
        false => format!("{name}: {judgement}. {note}"),
    }
}

/// A file that was not opened.
pub fn not_opened(name: &str, why: &str) -> String {
    format!("{name}: {why}")
}

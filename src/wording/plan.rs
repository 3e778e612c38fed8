//! What is said about assessment plans and about declaring a unit complete, to both sides.

/// A plan that waits for the learner.
pub const NOT_ANSWERED: &str = "The learner has not answered yet.";
/// The learner agreed.
pub const AGREED: &str = "Agreed";
/// The learner did not agree.
pub const NOT_AGREED: &str = "Not agreed";
/// Plans that another took the place of.
pub const EARLIER: &str = "Earlier plans";

/// Over the learner’s plans.
pub const YOURS: &str = "Your assessment plan";
/// Under it.
pub const YOURS_HELP: &str =
    "Your assessor planned this with you. Read it, then agree or say what should be different.";
/// The label of the learner’s words.
pub const YOUR_WORDS: &str = "What should be different, or what your assessor should know";
/// The button that agrees.
pub const AGREE: &str = "I agree to this plan";
/// The button that does not.
pub const DISAGREE: &str = "I want to change something";
/// Nothing was written with it.
pub const SAY_WHAT: &str = "Write what should be different.";
/// After answering.
pub const ANSWERED: &str =
    "Your answer is kept. Save a file for your assessor, so that it arrives.";

/// Over a unit that can be declared.
pub const COMPLETE: &str = "Every criterion of this unit is met";
/// Under it.
pub const COMPLETE_HELP: &str =
    "Declare the unit complete. Then save a file for your assessor, who signs it off.";
/// What the learner declares.
pub const LEARNER_STATEMENT: &str =
    "The work for this unit is my own. I have handed in everything that the unit asks for.";
/// What the assessor declares.
pub const ASSESSOR_STATEMENT: &str = "The evidence for every criterion of this unit is valid, authentic, reliable, current and sufficient. I confirm that the learner has met the unit.";
/// The label of the signature.
pub const SIGNED: &str = "Your name, typed as your signature";
/// The statement was not agreed to.
pub const TICK_FIRST: &str = "Read the statement and tick it.";
/// There is no signature.
pub const SIGN_FIRST: &str = "Type your name.";
/// The learner’s button.
pub const DECLARE: &str = "Declare the unit complete";
/// The assessor’s button.
pub const SIGN_OFF: &str = "Sign off the unit";
/// After the learner’s declaration.
pub const DECLARED: &str =
    "You declared this unit complete. Save a file for your assessor, who signs it off.";
/// After both.
pub const SIGNED_OFF: &str = "This unit is signed off by you and your assessor.";

/// That a unit can be declared complete.
pub fn declare_next(unit: &str) -> String {
    format!("Every criterion is met: declare {unit} complete")
}

/// That a plan waits for the learner's answer.
pub fn answer_next(unit: &str) -> String {
    format!("Agree to your assessment plan, or say what should be different: {unit}")
}

/// Over what was planned and recorded with the learner in a unit.
pub fn with_you(unit: &str) -> String {
    format!("Planned and recorded: {unit}")
}

/// A heading with the day.
pub fn plan_of(day: &str) -> String {
    format!("Plan of {day}")
}

/// What the learner said, and when.
pub fn answered(agrees: bool, day: &str) -> String {
    let what = if agrees { AGREED } else { NOT_AGREED };
    format!("{what}, {day}")
}

/// The day of a signature.
pub fn today(day: &str) -> String {
    format!("Dated today, {day}.")
}

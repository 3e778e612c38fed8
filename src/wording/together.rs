//! What is said around a scenario that a team walks together.

/// The page's heading.
pub const TITLE: &str = "In a team meeting";
/// Under it.
pub const HELP: &str = "Walk through a scenario together: talk, choose, see what follows. Nothing that is done here is kept.";
/// The link beside a scenario on the unit's page.
pub const USE_TOGETHER: &str = "Use in a team meeting";
/// Over the list of scenarios.
pub const WHICH: &str = "Which scenario?";
/// There is none.
pub const NO_SCENARIOS: &str = "This unit has no scenario for your nation.";
/// Always in sight.
pub const NOTHING_KEPT: &str = "Nothing here is kept.";
/// The button that begins.
pub const BEGIN: &str = "Begin";
/// The button behind the choice, where it is not made by one key.
pub const SHOW: &str = "Show what follows";
/// The button to the next step.
pub const ON: &str = "Next step";
/// The button to the end.
pub const TO_THE_END: &str = "To the end";
/// The button a step back.
pub const BACK: &str = "Back";
/// The button that begins anew.
pub const AGAIN: &str = "Start again";
/// The button to the list.
pub const ANOTHER: &str = "Another scenario";
/// The button that fills the screen.
pub const FULL_SCREEN: &str = "Full screen";
/// The button that ends that.
pub const LEAVE_FULL_SCREEN: &str = "Leave full screen";
/// The switch for keys.
pub const KEYS: &str = "Number keys choose";
/// Which keys do what.
pub const KEYS_HELP: &str =
    "Keys: 1 to 9 choose, → goes on, ← goes back. A clicker’s forward and back do the same.";
/// Over what the group chose.
pub const YOU_CHOSE: &str = "The group chose";
/// Over the prompts.
pub const TALK: &str = "Talk about it";
/// Prompts before the choice.
pub const BEFORE: [&str; 3] = [
    "Who is affected?",
    "What does each person in this story want?",
    "What would you do here, in our service?",
];
/// Prompts after it.
pub const AFTER: [&str; 3] = [
    "What would you do here, in our service?",
    "Whom would you tell?",
    "What would have helped somebody to choose better?",
];
/// Prompts at the end.
pub const AT_THE_END: [&str; 3] = [
    "What will we do differently from tomorrow?",
    "What do our own policies say about this?",
    "Who else should hear about it?",
];
/// What an author says to everybody.
pub const FROM_THE_UNIT: &str = "To everybody";
/// The button that shows what is said to other choices.
pub const OTHERS: &str = "What if we had chosen otherwise?";
/// Before the right answer of kinds without options.
pub const THE_ANSWER: &str = "The answer:";
/// The end.
pub const THE_END: &str = "How it ends";
/// The end without words of its own.
pub const ENDED: &str = "That is the end of this scenario.";

/// `Step 3`
pub fn step(number: usize) -> String {
    format!("Step {number}")
}

/// The title of the page.
pub fn title(unit: &str) -> String {
    format!("{TITLE}: {unit}")
}

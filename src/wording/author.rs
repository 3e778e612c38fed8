//! What is said to people who write units.

/// The words of a link to the next step.
pub const GO_ON: &str = "Go on";

/// What a new answer says until its author types.
pub const NEW_CHOICE: &str = "Another choice.";
/// What is said to a new answer until its author types.
pub const NEW_SAID: &str = "Say what follows.";
/// What is said to an unsafe answer until its author types.
pub const NEW_UNSAFE: &str = "Say why it is dangerous.";
/// A new item of an order or a scale until its author types.
pub const NEW_ITEM: &str = "Another line.";
/// The left side of a new pair until its author types.
pub const NEW_LEFT: &str = "Another thing";
/// The right side of a new pair until its author types.
pub const NEW_RIGHT: &str = "What belongs to it";
/// A new gap until its author types.
pub const NEW_GAP: &str = "answer";

// ---- A scenario as a picture ------------------------------------------------------------------

/// What the signs of the picture mean.
pub const GRAPH_KEY: &str = "Each box is a step. Each letter is an answer: ✓ is right and ⚠ is unsafe. The thick line is the path that earns most. A broken line is unsafe. Press a box or a letter to go to its line.";
/// The same as a list.
pub const GRAPH_LIST: &str = "The same as a list";
/// A step that ends the story.
pub const ENDING: &str = "Ending";
/// The end behind the last step.
pub const END: &str = "The story ends";
/// A step on the path that earns most.
pub const ON_BEST_PATH: &str = "On the best path";
/// A step that no walk comes to.
pub const UNREACHED: &str = "⚠ Nobody comes here";
/// A step from which no walk comes to an end.
pub const ENDLESS: &str = "↻ No way to an end";
/// A right answer.
pub const RIGHT: &str = "✓ Right";
/// An unsafe answer.
pub const UNSAFE: &str = "⚠ Unsafe";
/// An answer on the path that earns most.
pub const BEST: &str = "Best path";
/// A way to a step that was there before.
pub const BACK: &str = "↶ Goes back";
/// All answers go the same way.
pub const ANY_ANSWER: &str = "Any answer";
/// Those who get all of it right.
pub const ALL_RIGHT: &str = "All right";
/// Those who do not.
pub const OTHERWISE: &str = "Otherwise";
/// Where a way leads that ends the story.
pub const ENDS_STORY: &str = "ends the story.";

/// Where a way leads.
pub fn leads_to(step: &str) -> String {
    format!("leads to “{step}”.")
}

/// What the picture is of.
pub fn graph_picture(title: &str) -> String {
    format!(
        "Picture of the scenario “{title}”. It can be scrolled. The list after it says the same."
    )
}

/// Where something stands.
pub fn line(number: usize) -> String {
    format!("line {number}")
}

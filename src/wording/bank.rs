//! What is said of questions that come out of other programs' banks and go into them.

use crate::exchange::bank::{Lacking, Loss};

/// What stands where a bank says nothing to a right answer.
pub const RIGHT: &str = "That is right.";
/// What stands where a bank says nothing to a wrong answer.
pub const NOT_RIGHT: &str = "That is not right.";
/// What stands where a bank says nothing to an order, pairs or gaps that are not all right.
pub const NOT_ALL_RIGHT: &str = "Not all of this is right yet. Look at it again.";
/// The answers to a question that a sentence is right or not.
pub const TRUE: &str = "True";
/// The other.
pub const FALSE: &str = "False";
/// The heading of a question that has words with a gap and no name.
pub const FILL_THE_GAP: &str = "Which words are missing?";
/// The heading of a question that has a long text and no name.
pub const ANSWER_THIS: &str = "What is your answer?";
/// The heading of words to read that have no name.
pub const READ_THIS: &str = "Before you go on";
/// What the left column of pairs holds, where a bank does not say.
pub const LEFT_TITLE: &str = "This";
/// What the right column of pairs holds, where a bank does not say.
pub const RIGHT_TITLE: &str = "What belongs to it";
/// What to do about an archive that cannot be opened.
pub const UNPACK: &str = "or unpack it, and name the .xml files in it";
/// The title of units where a bank has none.
pub const QUESTIONS: &str = "Questions";
/// What opens a paragraph for those who are right, as the content language has it.
pub const LEAD_RIGHT: &str = "**Right.** ";
/// What opens a paragraph for all others.
pub const LEAD_OTHERWISE: &str = "**Otherwise.** ";
/// What opens the words to an unsafe answer where another program shows them.
pub const LEAD_UNSAFE: &str = "**Not safe.** ";

/// A further unit of the same title.
pub fn part(title: &str, number: usize) -> String {
    format!("{title}, part {number}")
}

/// What became of a question.
pub fn became(name: &str, carried: bool) -> String {
    let became = if carried { CARRIED } else { NOT_CARRIED };
    format!("“{name}{became}")
}

/// What follows the name of what was carried.
const CARRIED: &str = "” was carried, but for this:";
/// What follows the name of what was not.
const NOT_CARRIED: &str = "” was not carried:";

/// Whether a text begins as a report of what could not be carried.
pub fn begins_report(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.ends_with(CARRIED) || first.ends_with(NOT_CARRIED)
}

/// What was lost, in a sentence without a full stop.
pub fn loss(loss: &Loss) -> String {
    match loss {
        Loss::Kind(kind) => format!("Underpin has no question of the kind “{kind}”"),
        Loss::Rule(rule) => format!("it breaks a rule of Underpin’s: {rule}"),
        Loss::ReadOtherwise => {
            "its words hold signs that Underpin would read as something else".to_owned()
        }
        Loss::NoQuestion(what) => format!("it asks nothing (it is “{what}”)"),
        Loss::NothingSaid(count) => format!(
            "nothing was said to {count} of its answers. A plain sentence stands there now; write why instead"
        ),
        Loss::PartPoints => {
            "some answers earned a part of the points. Each is now right or wrong; look at which".to_owned()
        }
        Loss::Points(points) => {
            format!("it was worth {points} points, which is no whole number from 1 to 100")
        }
        Loss::Tags(tags) => format!("the tags {}", listed(tags)),
        Loss::Pattern(pattern) => {
            format!("the answer “{pattern}”, which stands for many. List those that you take")
        }
        Loss::Comma(number) => {
            let point = number.replace(',', ".");
            format!("the answer “{number}”, which has a comma in it. Write {point} there")
        }
        Loss::Weight(weight) => {
            format!("that it counts {weight} times in its test. Set its points here instead")
        }
        Loss::Edge(number) => format!(
            "that a range of numbers ended just before {number}. That number is an answer by itself now; look at it"
        ),
        Loss::Limits(number) => {
            format!("the exact limits of what was near enough to {number}. Here they are rounded")
        }
        Loss::Capitals => "capital letters counted. Here they do not".to_owned(),
        Loss::SameAnswer(answer) => {
            format!("what was said to “{answer}”, which is the same answer here as the one before it")
        }
        Loss::SpareSides(sides) => {
            format!("the right sides that belong to nothing: {}", listed(sides))
        }
        Loss::Scoring => {
            "its own rules of scoring. What it names as correct is right here; look at the points".to_owned()
        }
        Loss::Feedback => "what was said under conditions that could not be read".to_owned(),
        Loss::Split(count) => format!("it asked several things at once, and became {count} questions"),
        Loss::Stimulus(address) => {
            format!("the text that is read with it, “{address}”. Take it in with its package, or put it there")
        }
        Loss::SomeFixed => "that only some of its answers keep their place. All do now".to_owned(),
        Loss::ForMarkers => "what only markers were to see".to_owned(),
        Loss::AnswerFormat => "how long an answer may be and which characters it may have".to_owned(),
        Loss::Markup(name) => format!("the formatting “{name}”. The words are there"),
        Loss::Quotation => {
            "a quotation became a paragraph, because it would be read as feedback here".to_owned()
        }
        Loss::Signs(signs) => format!("the signs “{signs}” mean something here, and were set apart"),
        Loss::HiddenDirection => "invisible characters that turn text round".to_owned(),
        Loss::NoCounterpart(Lacking::SeveralGaps) => {
            "the format has no text with several gaps".to_owned()
        }
        Loss::NoCounterpart(Lacking::NothingWrong) => {
            "the format wants something right and something wrong to choose".to_owned()
        }
        Loss::NoCounterpart(Lacking::OnePair) => "the format wants at least two pairs".to_owned(),
        Loss::NoCounterpart(Lacking::Arrow) => {
            "the format takes “->” in a typed answer for a pair".to_owned()
        }
        Loss::Mistake(message) => format!("the unit has a mistake here: {message}"),
        Loss::Worth(points) => format!("that it is worth {points} points"),
        Loss::FixedOrder => "that its answers keep their order".to_owned(),
        Loss::AllOrNothing => "that only the exact set earns anything".to_owned(),
        Loss::Parts => "how parts of the points are earned; the other program has rules of its own".to_owned(),
        Loss::Share => {
            "the exact share of the points for each answer, which Moodle does not have in its list. Choose \
             “Nearest grade if not listed” there"
                .to_owned()
        }
        Loss::Criteria => "the criteria that it practises".to_owned(),
        Loss::Nations => "the nations that it holds in".to_owned(),
        Loss::Unsafe => {
            "that an answer is unsafe whatever else is right. The words “Not safe.” stand before what is said to it"
                .to_owned()
        }
        Loss::Steps => "where the story goes on; each step is a question by itself".to_owned(),
        Loss::ToWhom => "to whom something is said. Everybody sees it".to_owned(),
        Loss::Columns => "what the columns of its table hold".to_owned(),
        Loss::UnitOfNumber(unit) => format!("that the number counts “{unit}”"),
        Loss::Scale => "the scale, which is a list above a free answer".to_owned(),
        Loss::OrderAsPairs => "the order, which is pairs of an item and its place".to_owned(),
        Loss::Comparison => {
            "that blanks, curly quotes and dashes make no difference to what is typed".to_owned()
        }
        Loss::Fillings => {
            "the pack’s own words are put in, and no longer change with pack.toml".to_owned()
        }
        Loss::Footnote => "a footnote".to_owned(),
        Loss::Image(address) => format!("the image “{address}”. Its words are there, if it had any"),
        Loss::Media(address) => {
            format!("the film, sound or page “{address}”. Words within it are there, if it had any")
        }
        Loss::Formula => "a formula. It stands there as it was written, sign by sign".to_owned(),
        Loss::Link(address) => format!("where the link “{address}” leads. Its words are there"),
    }
}

fn listed(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("“{text}”")).collect();
    quoted.join(", ")
}

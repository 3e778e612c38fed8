//! What pages say around the content: in the header, beside a unit, where something is missing.

use crate::{criterion::CriterionKind, level::Level, nation::Nations, question::Kind};

/// The name of the whole.
pub const UNDERPIN: &str = "Underpin";
/// The first link of a page.
pub const SKIP: &str = "Skip to the page";
/// The label of the links in the header.
pub const NAVIGATION: &str = "Main";
/// The header's link to all units.
pub const LEARN: &str = "Learn";
/// The header's link to the record.
pub const RECORD: &str = "My record";
/// The footer's link to the desk of assessors and quality assurers.
pub const FOR_ASSESSORS: &str = "For assessors";
/// In its place, where everything is in one file.
pub const DESK_ELSEWHERE: &str =
    "This file holds training for learners. The pages for assessors are not in it.";
/// What to do then.
pub const DESK_ELSEWHERE_HELP: &str = "Learners save a file to hand in on the page My record, and give it to you. Open it on the Underpin website \
     that your organisation or your training provider uses: choose For assessors at the foot of any page there.";
/// The header's link to the desk, on the desk's own pages.
pub const ASSESS: &str = "Assess";
/// The header's link to the settings.
pub const SETTINGS: &str = "Settings";
/// The footer's link to the privacy page.
pub const PRIVACY: &str = "What is kept, and where";
/// The footer's words on licences.
pub const LICENCE: &str =
    "Free software: MIT or Apache 2.0. The units that come with it: CC BY 4.0.";
/// For browsers that do not run the program.
pub const NO_PROGRAM: &str = "Your browser has not started this site’s program. You can still read everything here, \
     choose answers and open the feedback. What is missing: your own answers, your record and your \
     settings. An up-to-date browser with JavaScript switched on has them.";
/// What the note is about that says that the program did not come.
pub const NOT_COME_LABEL: &str = "What is missing";
/// Where the browser runs the program, and it did not come.
pub const NOT_COME: &str = "A part of this site did not arrive. You can still read everything, choose answers and open \
     the feedback, but what you choose now is not kept. Your record stays as it is. Load the page again when your \
     connection is better.";
/// Where the program will put something, before it has.
pub const COMING: &str = "One moment …";

/// The heading of the home page's first card.
pub const START_HERE: &str = "Start here";
/// The button that opens a unit.
pub const OPEN_UNIT: &str = "Open the unit";
/// The heading of the list of units.
pub const UNITS: &str = "Units";
/// The heading over what a learner does.
pub const HOW_IT_WORKS: &str = "How it works";
/// What a learner does, in order: a few words each, and a sentence.
pub const WAYS: [(&str, &str); 3] = [
    (
        "Read and practise",
        "Each unit has short sections, stories with choices to make, and questions. You see at once what follows.",
    ),
    (
        "Write your answers",
        "You answer each assessment criterion in your own words. The page keeps what you write on this device.",
    ),
    (
        "Hand in",
        "You save your work as a file and give it to your assessor, who decides what is met.",
    ),
];
/// The link behind what is said of where things stay.
pub const STAYS_HERE_WHY: &str = "What is kept, and where";
/// For a pack without units.
pub const NO_UNITS: &str = "There are no units here yet. Put unit files into the folder content/, name them in \
     pack.toml, and build the site again.";

/// The label and heading of the list of sections.
pub const IN_THIS_UNIT: &str = "In this unit";
/// The heading of the card beside a unit.
pub const THIS_UNIT: &str = "This unit";
/// Over a scenario's heading.
pub const SCENARIO: &str = "Scenario";
/// Over a question's heading.
pub const QUESTION: &str = "Question";
/// The heading over the criteria.
pub const CRITERIA: &str = "What you need to show";
/// Under it.
pub const CRITERIA_HELP: &str = "These are the assessment criteria of this unit. Answer each one in your own words. \
     Practice in this unit helps you to get ready. Your assessor decides whether a criterion is met.";
/// Opens a criterion's points.
pub const POINTS: &str = "What a sufficient answer covers";
/// Under the points beside an answer.
pub const POINTS_HELP: &str = "Your own checklist. Your assessor decides.";
/// Before the pack's wording, where a centre has set the awarding body's.
pub const OUR_WORDS: &str = "In plain words:";
/// The link to an answer's page.
pub const WRITE_ANSWER: &str = "Write your answer";
/// The same for a criterion that has to be seen.
pub const WRITE_ACCOUNT: &str = "Write your account";
/// The heading over footnotes.
pub const NOTES: &str = "Notes";
/// The link from a footnote back to the text.
pub const BACK_TO_TEXT: &str = "Back to the text";
/// Before the links to other nations' law.
pub const LAW_DIFFERS: &str = "The law differs between the nations. Show what holds in:";
/// The label of those links.
pub const LAW_BY_NATION: &str = "Law by nation";
/// The link that begins a scenario anew, without the program.
pub const BACK_TO_FIRST_STEP: &str = "Back to the first step";
/// Over an ending.
pub const ENDING: &str = "How it ends";
/// The heading over the feedback to every answer.
pub const DISCUSSION: &str = "See the answer, and why";
/// The same where nothing is right or wrong.
pub const AFTERWARDS: &str = "When you have finished";
/// Names the field of a short answer.
pub const YOUR_ANSWER: &str = "Your answer";
/// Names the field of a reflection.
pub const YOUR_WORDS: &str = "Your own words";
/// The empty choice of a list.
pub const CHOOSE_ONE: &str = "Choose …";
/// What is said to the right response, before the words.
pub const IF_RIGHT: &str = "If you are right";
/// What is said to all others, before the words.
pub const IF_NOT: &str = "If not";
/// The button that moves an item up.
pub const UP: &str = "Up";
/// The button that moves an item down.
pub const DOWN: &str = "Down";

/// The heading over what the verb asks.
pub const WHAT_IT_ASKS: &str = "What it asks";
/// The heading over links to the sections that teach a criterion.
pub const READ_AGAIN: &str = "Where this is taught";
/// The heading over links to practice.
pub const PRACTISE: &str = "Practise first";
/// The link back to the list of criteria.
pub const ALL_CRITERIA: &str = "All criteria of this unit";

/// The heading of the settings page.
pub const SETTINGS_TITLE: &str = "Settings";
/// Under it.
pub const SETTINGS_HELP: &str =
    "Make the pages easier for you to read, say where you work, and lock your work if you like.";
/// The heading of the record page.
pub const RECORD_TITLE: &str = "My record";
/// Under it.
pub const RECORD_HELP: &str = "Everything you have done here: your answers, what is met, what comes next. It is kept \
     on this device. Save a copy as a file now and then.";
/// The heading of the people page.
pub const PEOPLE_TITLE: &str = "Who is learning on this device?";
/// Under it.
pub const PEOPLE_HELP: &str = "Several people can use one tablet or computer. Each has a record of their own, and can \
     lock it with a passphrase.";

/// The heading of the page for worried people, and the link to it.
pub const WORRIED: &str = "Worried about someone now?";
/// The title of that page.
pub const WORRIED_TITLE: &str = "If you are worried about someone now";
/// What comes first.
pub const WORRIED_FIRST: &str =
    "Stop here. Practice is not the place to report: nobody is watching what you do on this site.";
/// The first thing to do.
pub const MAKE_SAFE: &str = "Make safe. If somebody is in danger now, call";
/// The emergency number everywhere in the United Kingdom.
pub const EMERGENCY: &str = "999";
/// Write it down.
pub const WRITE_DOWN: &str = "Write down what you saw and heard, in the words that were used, with the time. Write it \
     in your service’s own records, not here.";
/// Do not look into it yourself.
pub const DO_NOT_ASK: &str =
    "Do not promise to keep it secret, and do not try to find out more by yourself.";
/// What stands before somebody's name and behind it.
pub type Around = (&'static str, &'static str);
/// Whom to tell.
pub const TELL_TODAY: Around = ("Tell ", " today. Do not wait until you are sure.");
/// Where the pack names nobody to tell.
pub const YOUR_MANAGER: &str = "your manager";
/// Between two of whom one is told.
pub const OR: &str = " or ";
/// Whom to tell at night.
pub const OUT_OF_HOURS: Around = ("Out of hours, call ", ".");
/// Whom to tell where that is no way.
pub const PART_OF_THE_PROBLEM: Around = (
    "If the people you should tell are part of the problem, turn to ",
    ".",
);
/// Whom anybody can tell.
pub const ANYBODY_CAN_TELL: Around = ("Anybody can also tell ", " about a worry, at any time.");
/// The link from the panel to the page.
pub const WORRIED_MORE: &str = "More about what to do";

/// The title of the page that is not there.
pub const NOT_FOUND_TITLE: &str = "There is no such page";
/// Under it.
pub const NOT_FOUND_HELP: &str = "The address may be mistyped, or the page may have moved. Nothing of yours is lost: \
     what you have written is kept on this device.";
/// The link out of it.
pub const TO_ALL_UNITS: &str = "Go to all units";

/// The footnote's mark in its list, for those who hear it.
pub fn note_back(number: u32) -> String {
    format!("{BACK_TO_TEXT}, note {number}")
}

/// `about 40 minutes`
fn about_minutes(minutes: u16) -> String {
    match minutes {
        1 => "about 1 minute".to_owned(),
        _ => format!("about {minutes} minutes"),
    }
}

/// The level of a unit, and how long it takes.
pub fn level_and_time(level: Level, minutes: u16) -> String {
    format!("Level {level} · {}", about_minutes(minutes))
}

/// The same, with the month in which the unit was checked.
pub fn with_reviewed(level_and_time: &str, month: &str) -> String {
    format!("{level_and_time} · checked {month}")
}

/// When a section on law was checked.
pub fn checked(day: &str) -> String {
    format!("Checked {day}.")
}

/// When it is to be checked again.
pub fn check_again(day: &str) -> String {
    format!("To be checked again by {day}.")
}

/// What a scenario asks for.
pub fn pass_mark(percent: u8) -> String {
    format!("Pass mark {percent}%")
}

/// Before the criteria that a scenario is practice for.
pub const PRACTICE_FOR: &str = "Practice for ";

/// A gap's place among the others, from 1.
pub fn gap(number: usize) -> String {
    format!("Gap {number}")
}

/// One section to read, and several.
pub const SECTIONS_TO_READ: (&str, &str) = ("section to read", "sections to read");
/// One scenario, and several.
pub const SCENARIOS: (&str, &str) = ("scenario", "scenarios");
/// One question, and several.
pub const QUESTIONS: (&str, &str) = ("question", "questions");
/// One criterion to answer, and several.
pub const CRITERIA_TO_ANSWER: (&str, &str) = ("criterion to answer", "criteria to answer");

/// `4 scenarios`, `1 question`
pub fn how_many(number: usize, one: &str, more: &str) -> String {
    let what = if number == 1 { one } else { more };
    format!("{number} {what}")
}

/// The heading over what differs in some nations.
pub fn law_in(nations: Nations) -> String {
    if nations.is_all() {
        "Law in all four nations".to_owned()
    } else {
        format!("Law in {nations}")
    }
}

/// What to do with a question's options.
pub fn instruction(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "Choose one.",
        Kind::Multiple => "Choose all that fit.",
        Kind::Order => "Put these in order with the buttons.",
        Kind::Match => "Choose a partner for each line.",
        Kind::Gap => "Fill every gap.",
        Kind::Number => "Type a number.",
        Kind::Short => "Type a word or a few.",
        Kind::Rate => "Choose where you stand. There is no right answer.",
        Kind::Reflect => "Nobody scores this. It is for you.",
    }
}

/// What kind of evidence a criterion needs.
pub fn evidence(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Knowledge => "Your own words can show this.",
        CriterionKind::Skill => {
            "This needs to be seen in real work. Write about what you did, and ask for an observation or a witness."
        }
    }
}

/// The short form of it, for a label.
pub fn evidence_label(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Knowledge => "Knowledge",
        CriterionKind::Skill => "Skill: to be seen in real work",
    }
}

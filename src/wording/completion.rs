//! What is said about completing units: the statement, the certificate, the CPD entry.

use std::sync::Arc;

use super::{date, page::how_many, practice, team};
use crate::{
    completion::{
        Completion,
        due::Due,
        statement::{Days, Part, StatedPack, StatedScenario, StatedStanding, WorkedIn},
    },
    id::PackId,
    progress::Count,
    scenario::Outcome,
};

/// The heading over it all.
pub const TITLE: &str = "What you have completed";
/// The rule.
pub const RULE: &str = "A unit is complete when you have read every section for your nation, answered every scored question, come to the end of every scenario, and left none of them unsafe. A scenario that you tried again safely is not unsafe any more.";
/// What completing is not.
pub const NOT_MET: &str =
    "Completing a unit is practice. Whether a criterion is met, your assessor decides.";
/// A unit is complete.
pub const COMPLETE: &str = "Complete";
/// A unit is not.
pub const NOT_COMPLETE: &str = "Not complete yet";
/// A scenario is left unsafe.
pub const UNSAFE_LEFT: &str = "A scenario ended unsafely. Try it again.";
/// The button.
pub const CERTIFICATE: &str = "Certificate";
/// The button.
pub const CPD: &str = "CPD entry";
/// The way back.
pub const BACK: &str = "Back to my record";
/// The button that prints.
pub const PRINT: &str = "Print or save as PDF";
/// The link at the head of the page.
pub const TO_COMPLETED: &str = "Certificates and statement";
/// Nothing was begun.
pub const NOTHING: &str = "Nothing yet. Open a unit under Learn and begin to read.";

/// The heading over the statement.
pub const STATEMENT: &str = "Give a statement of what you have done";
/// What it is.
pub const STATEMENT_HELP: &str = "Your employer may want to know what you have completed. A statement tells that and nothing else: units, results and dates. There are no answers in it, no feedback, no comments and nothing that you or your assessor wrote.";
/// The field.
pub const YOUR_NAME: &str = "Your name, as it should stand there";
/// The field, with the pack's roles.
pub const YOUR_ROLE: &str = "What you work as";
/// The field, without.
pub const YOUR_ROLE_TYPED: &str = "What you work as (you may leave this empty)";
/// No role.
pub const NO_ROLE: &str = "I would rather not say";
/// The preview.
pub const PREVIEW: &str = "This is all that is in it";
/// The file itself.
pub const AS_FILE: &str = "The file, letter by letter";
/// The button that shows it.
pub const LOOK: &str = "Look at what is in it";
/// The button.
pub const SAVE: &str = "Save the statement";
/// The print.
pub const PRINT_STATEMENT: &str = "Print the statement";
/// The name is missing.
pub const NAME_MISSING: &str = "Type the name that should stand on it.";
/// The head of the print.
pub const STATEMENT_TITLE: &str = "Completion statement";
/// What stands under it.
pub const STATEMENT_NOTE: &str = "This statement says what was read and practised. It is not a regulated qualification. Whether a criterion is met is decided by an assessor at an approved centre.";
/// The code of a statement.
pub const DIGEST: &str = "Check value";
/// What it is.
pub const DIGEST_HELP: &str = "Worked out from all that this statement says. If a word is changed, it no longer fits. It does not show who made it.";

/// Labels of the statement.
pub const NAME: &str = "Name";
/// What she works as.
pub const ROLE: &str = "Works as";
/// The day it was made.
pub const MADE: &str = "Made on";
/// The training.
pub const TRAINING: &str = "Training";
/// The nation.
pub const NATION: &str = "Nation";
/// Her id.
pub const ID: &str = "Record number";
/// A unit.
pub const UNIT: &str = "Unit";
/// What became of it.
pub const RESULT: &str = "Result";
/// Reading.
pub const READ: &str = "Sections read";
/// Questions.
pub const QUESTIONS: &str = "Questions answered";
/// Scenarios.
pub const SCENARIOS: &str = "Scenarios";
/// Criteria.
pub const CRITERIA: &str = "Criteria";
/// Versions.
pub const VERSIONS: &str = "Worked on in";

/// The certificate's title. It must not be taken for a qualification's.
pub const CERTIFICATE_TITLE: &str = "Certificate of completion";
/// What it is not: the words that have to stand on it.
pub const NOT_A_QUALIFICATION: &str =
    "This is not a regulated qualification; assessment decisions are made by an approved centre.";
/// In plain words.
pub const PLAINLY: &str = "It says that this person read the unit and worked through its practice. It does not say how well they do their work, and no criterion is met by it.";
/// Before the name.
pub const THIS_SAYS: &str = "This says that";
/// Between the name and the unit.
pub const HAS_COMPLETED: &str = "has read and practised all of";
/// The fields.
pub const EMPLOYER: &str = "Where you work (you may leave this empty)";
/// On the certificate.
pub const WORKS_AT: &str = "Works at";
/// On the certificate.
pub const COMPLETED: &str = "Completed on";
/// On the certificate.
pub const LEVEL: &str = "Level of the content";
/// On the certificate.
pub const HOURS: &str = "Learning time";
/// On the certificate.
pub const COVERS: &str = "What the unit is about";
/// On the certificate.
pub const AGAIN: &str = "To be done again by";
/// On the certificate.
pub const PRACTICE: &str = "Practice";
/// On the certificate.
pub const CODE: &str = "Code";
/// What the code is.
pub const CODE_HELP: &str = "The code is worked out from the words on this certificate. If a word is changed, the code no longer fits. It shows that the words are the same. It does not show who made the certificate.";
/// The rule as it stands on a certificate.
pub const RULE_SHORT: &str = "Complete means: every section for the nation read, every scored question answered, every scenario brought to an end, and none left unsafe.";

/// The CPD entry's title.
pub const CPD_TITLE: &str = "CPD entry";
/// What it is, and where it is kept.
pub const CPD_HELP: &str = "Fill in what you want, and print it. What you leave empty has room to write by hand. Your words are kept in this browser on this device for you, as a draft. They are in no file that you save, your back-up included, so print the page or save it as a PDF.";
/// Its fields.
pub const CPD_DATE: &str = "Date";
/// What was done.
pub const CPD_ACTIVITY: &str = "Activity";
/// How long.
pub const CPD_HOURS: &str = "Hours";
/// What was learned.
pub const CPD_LEARNED: &str = "What I learned";
/// How it was used.
pub const CPD_USED: &str = "How I used it at work";
/// Effect.
pub const CPD_EFFECT: &str = "What it changed for people";
/// Next.
pub const CPD_NEXT: &str = "What I will do next";
/// Standards.
pub const CPD_STANDARDS: &str = "Standards or criteria that it is about";
/// For the manager.
pub const CPD_MANAGER: &str = "My manager’s comment";
/// For the manager.
pub const CPD_MANAGER_NAME: &str = "Manager’s name and signature";
/// For the manager.
pub const CPD_MANAGER_DATE: &str = "Date of the comment";
/// A reminder.
pub const CPD_PRIVATE: &str = "Leave out names and anything else that could tell who somebody is.";
/// It is kept.
pub const CPD_KEPT: &str = "Kept on this device.";
/// It is not.
pub const CPD_NOT_KEPT: &str =
    "This could not be kept on this device. Print it before you leave the page.";
/// Forget it.
pub const CPD_FORGET: &str = "Begin again";
/// Over the page to print.
pub const CPD_PREVIEW: &str = "As it is printed";
/// Nobody could be found.
pub const CPD_READING: &str = "Reading your draft…";

/// A unit's state in a sentence.
pub fn complete_on(days: Days) -> String {
    let first = date::day(days.first);
    match days.first == days.latest {
        true => format!("{COMPLETE}, {first}"),
        false => format!("{COMPLETE}, {first}. Done again {}", date::day(days.latest)),
    }
}

/// By when a unit is to be done again.
pub fn again_by(day: jiff::civil::Date, due: Due) -> String {
    let day = date::day(day);
    match due {
        Due::Over => format!("It was to be done again by {day}."),
        Due::Soon | Due::Later => format!("It is to be done again by {day}."),
    }
}

/// How a unit is done again, and how far that has come.
pub fn how_again(again: Count) -> String {
    format!(
        "For that, answer every scored question and go through every scenario once more: {} of {} done. You need not read it all again.",
        again.done, again.all
    )
}

/// When a statement was made.
pub fn made(at: jiff::civil::DateTime) -> String {
    format!("{} at {}", date::day(at.date()), at.strftime("%H:%M"))
}

/// What is missing from a unit.
pub fn missing(completion: &Completion) -> String {
    let mut said = Vec::new();
    let sections = completion.sections.all - completion.sections.done;
    if sections > 0 {
        said.push(format!(
            "{} to read.",
            how_many(sections, "section", "sections")
        ));
    }
    let practice = completion.practice.all - completion.practice.done;
    if practice > 0 {
        said.push(format!(
            "{} to do.",
            how_many(practice, "question or scenario", "questions or scenarios")
        ));
    }
    if !completion.left_unsafe.is_empty() {
        said.push(UNSAFE_LEFT.to_owned());
    }
    said.join(" ")
}

/// So many of so many.
pub fn part(part: Part) -> String {
    format!("{} of {}", part.done, part.all)
}

/// What came of a scenario.
pub fn scenario(told: &StatedScenario) -> String {
    match told.best {
        Some((outcome, day)) => format!(
            "{}: {}, {}",
            told.title,
            practice::outcome(outcome),
            date::day(day)
        ),
        None => format!("{}: not done", told.title),
    }
}

/// What came of a scenario, on a certificate.
pub fn scenario_outcome(title: &str, outcome: Outcome) -> String {
    format!("{title}: {}", practice::outcome(outcome))
}

/// How many scored questions were answered.
pub fn questions(part: Part) -> String {
    let all = how_many(part.all, "scored question", "scored questions");
    match part.done == part.all {
        true => format!("{all}, all answered"),
        false => format!("{} of {all} answered", part.done),
    }
}

/// Where a criterion stands.
pub fn standing(standing: StatedStanding) -> &'static str {
    match standing {
        StatedStanding::HandedIn => "handed in",
        StatedStanding::Met => "met",
    }
}

/// A criterion, where it stands, since when.
pub fn criterion(number: &str, is: StatedStanding, since: jiff::civil::Date) -> String {
    format!("{number} {} {}", standing(is), date::day(since))
}

/// A version of the training.
pub fn worked_in(made: &WorkedIn) -> String {
    version(&made.version, made.adaptation.as_ref())
}

/// The training with its version.
pub fn training(pack: &StatedPack) -> String {
    let version = version(&pack.version, pack.adaptation.as_ref());
    format!("{}, {version}", pack.title)
}

fn version(version: &str, adaptation: Option<&(PackId, Arc<str>)>) -> String {
    let adaptation = adaptation.map(|(id, own)| (id, &**own));
    crate::wording::training::version(version, adaptation)
}

/// Several versions.
pub fn all_worked_in<'a>(made: impl IntoIterator<Item = &'a WorkedIn>) -> String {
    let all: Vec<String> = made.into_iter().map(worked_in).collect();
    all.join("; ")
}

/// The level and length of a unit.
pub fn level_and_time(level: u8, minutes: u16) -> String {
    format!("level {level}, {}", time(minutes))
}

/// A length.
pub fn time(minutes: u16) -> String {
    format!("about {}", how_many(minutes.into(), "minute", "minutes"))
}

/// A name, or what stands for it.
pub fn called(name: &str) -> &str {
    team::called(name)
}

/// That a file was saved.
pub fn saved(name: &str) -> String {
    format!(
        "Saved as {name}. Send it to your employer as you would send any file, or hand it over on paper."
    )
}

/// The button of a certificate, for those who do not see which unit it stands in.
pub fn certificate_of(unit: &str) -> String {
    format!("{CERTIFICATE}: {unit}")
}

/// The button of a CPD entry, likewise.
pub fn cpd_of(unit: &str) -> String {
    format!("{CPD}: {unit}")
}

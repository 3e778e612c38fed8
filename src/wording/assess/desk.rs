//! The words of the desk: who is at it, opening files, what waits, the learners, handing back.

pub use crate::wording::judged::role;
use crate::{desk::task::TaskKind, exchange::news::News, record::event::Role, wording::file};

/// The heading over who is at the desk.
pub const WHO: &str = "Who is at the desk?";
/// Under it.
pub const WHO_HELP: &str =
    "Your name and role stand beside everything you do here. They are kept on this device only.";
/// The label of the name.
pub const NAME: &str = "Your name";
/// No name was typed.
pub const TYPE_NAME: &str = "Type your name.";
/// The label of the roles.
pub const ROLE: &str = "Your role";
/// No role was chosen.
pub const CHOOSE_ROLE: &str = "Choose your role.";
/// The button that begins.
pub const SIT_DOWN: &str = "Go to the desk";
/// The button that changes who is at the desk.
pub const CHANGE: &str = "Change name or role";
/// The button that leaves it as it is.
pub const KEEP: &str = "Keep it as it is";
/// The way to the passphrase.
pub const PASSPHRASE: &str = "Passphrase";
/// The way to other people of this device.
pub const SOMEBODY_ELSE: &str = "Somebody else";
/// What an assessor in training must know.
pub const IN_TRAINING: &str = "Your decisions count once a qualified assessor has countersigned them. Any other assessor may do that: hand the learner’s file to one.";
/// The same, where records go to a provider.
pub const IN_TRAINING_SENT: &str = "Your decisions count once a qualified assessor has countersigned them. Any other assessor of these learners may do that: they find your decisions with the provider.";
/// What somebody who only reads must know.
pub const READS_ONLY: &str = "You can open files and read everything. Nothing is written in your name, so nothing waits for you.";

/// The roles at a desk, as they are offered.
pub const ROLES: [Role; 4] = [
    Role::Assessor { in_training: false },
    Role::Assessor { in_training: true },
    Role::InternalQualityAssurer,
    Role::ExternalQualityAssurer,
];

/// What somebody in a role does.
pub fn role_help(role: Role) -> &'static str {
    match role {
        Role::Assessor { in_training: false } => "You judge answers and evidence.",
        Role::Assessor { in_training: true } => {
            "You judge too. Another assessor countersigns each decision."
        }
        Role::InternalQualityAssurer => "You sample decisions that assessors have made.",
        Role::ExternalQualityAssurer => "You read. You change nothing.",
        Role::Learner | Role::Employer => "",
    }
}

/// Where somebody is signed in, over the roles that she has there.
pub fn role_by_provider(name: &str) -> String {
    format!("{name} is signed in with the provider. Your provider says what your role is.")
}

/// The button for whoever sits down while somebody else is signed in.
pub const NOT_ME: &str = "I am somebody else: sign them out";

/// The heading over opening files.
pub const OPEN: &str = "Open learners’ files";
/// Under it, while there is none.
pub const OPEN_FIRST: &str = "Choose the files that learners have handed in, or the folder they are in. What is in them is added here. The files stay as they are.";
/// The label of the field for files.
pub const CHOOSE_FILES: &str = "Choose files";
/// The label of the field for a folder.
pub const CHOOSE_FOLDER: &str = "Choose a folder";
/// Under the fields.
pub const OR_DROP: &str =
    "Or drop files or a folder here. A .zip that “Hand back” made is opened as it is.";
/// While files are looked for.
pub const LOOKING: &str = "Looking for files …";
/// Nothing was found.
pub const NONE_FOUND: &str =
    "No files of learners were found there. Their names end in .underpin.json.";
/// The browser would not open the folder.
pub const FOLDER_SHUT: &str =
    "The browser did not open the folder. Nothing has changed. Try again, or choose files.";
/// Names the bar while files are opened.
pub const OPENING: &str = "Files opened";
/// Over files that were not opened.
pub const BAD_FILES: &str = "Not opened";
/// Over files with something wrong in them.
pub const FOUND: &str = "Look at these files again";
/// Under it: what a seal shows, and what it does not.
pub const FOUND_HELP: &str = "What could be read was taken in, and nothing else. A seal shows that an entry was not changed. It does not prove who wrote it.";
/// Over what was taken in.
pub const TAKEN_IN: &str = "What has come";
/// The button that unlocks.
pub const UNLOCK: &str = "Unlock them";
/// The button that does not.
pub const LEAVE_LOCKED: &str = "Leave them";
/// The label of the passphrase.
pub const FILES_PASSPHRASE: &str = "Passphrase for the files";
/// Records that cannot be read.
pub const UNREADABLE: &str = "Something kept on this desk cannot be read. It is left as it is. Open the learner’s file again to go on.";

/// How many files of how many are done.
pub fn opened(done: usize, all: usize) -> String {
    format!("{done} of {all} files")
}

/// What became of the files as a whole.
pub fn finished(opened: usize, bad: usize, locked: usize) -> String {
    let files = |count: usize| match count {
        1 => "1 file".to_owned(),
        _ => format!("{count} files"),
    };
    let mut said = format!("{} opened.", files(opened));
    if bad > 0 {
        said += &format!(" {} not opened.", files(bad));
    }
    if locked > 0 {
        said += &format!(" {} locked.", files(locked));
    }
    said
}

/// Files that wait for a passphrase.
pub fn locked(count: usize) -> String {
    match count {
        1 => "1 file is locked with a passphrase.".to_owned(),
        _ => format!("{count} files are locked. Type a passphrase: it is tried on each of them."),
    }
}

/// None was opened by a passphrase.
pub const WRONG_PASSPHRASE: &str =
    "That passphrase opens none of these files. Nothing is lost. Check for capital letters.";

/// What a learner's files have brought: "Asha: 3 new hand-ins, 1 new decision."
pub fn told(name: &str, newcomer: bool, news: &News) -> String {
    let brought = match file::brought(news) {
        nothing if nothing.is_empty() => "nothing new".to_owned(),
        brought => brought,
    };
    let new_here = if newcomer {
        "new on this desk, with "
    } else {
        ""
    };
    let name = called(name);
    format!("{name}: {new_here}{brought}.")
}

/// Records under other ids of hers were put together with this one.
pub fn joined(names: &[String]) -> Option<String> {
    let names: Vec<&str> = names.iter().map(|name| called(name)).collect();
    (!names.is_empty()).then(|| {
        format!(
            "The record says this is the same person as {}. Both are one learner here now.",
            names.join(", ")
        )
    })
}

/// A learner's name, or what stands for it.
pub fn called(name: &str) -> &str {
    if name.is_empty() {
        "Somebody without a name"
    } else {
        name
    }
}

/// A learner who has the name of another one who is shown: her record's id, in short, tells which.
pub fn called_with(name: &str, record: &str) -> String {
    format!("{} ({record})", called(name))
}

/// The heading over what waits.
pub const QUEUE: &str = "What waits for you";
/// The main button.
pub const START: &str = "Start with the oldest";
/// Nothing waits.
pub const NOTHING_WAITS: &str =
    "Nothing waits for you. Open the files that learners have sent, or look at a learner below.";
/// The same, where records come from a provider.
pub const NOTHING_WAITS_THERE: &str = "Nothing waits for you in the records that are here. Get new ones from the provider, or look at a learner below.";
/// Nothing fits the filters.
pub const NOTHING_FITS: &str = "Nothing that waits fits what you chose above.";
/// Names the choices over the queue.
pub const FILTERS: &str = "Show only";
/// The label of the unit.
pub const UNIT: &str = "Unit";
/// The label of the criterion.
pub const CRITERION: &str = "Criterion";
/// The label of the kind.
pub const KIND: &str = "What is to be done";
/// The label of the learner's name.
pub const LEARNER: &str = "Learner";
/// The label of the order.
pub const ORDER: &str = "In order of";
/// No filter.
pub const ALL: &str = "All";
/// The orders of the queue.
pub const ORDERS: [&str; 4] = [
    "Waiting longest",
    "Learner",
    "Criterion",
    "What is to be done",
];
/// The whole unit, where there is no criterion.
pub const WHOLE_UNIT: &str = "The whole unit";

/// What is to be done.
pub fn task(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Judge => "Judge",
        TaskKind::Settle => "Settle two decisions",
        TaskKind::Countersign => "Countersign",
        TaskKind::AnswerSample => "Answer a sample",
        TaskKind::SignOff => "Sign off the unit",
        TaskKind::CloseSample => "Close a sample",
        TaskKind::LearnerDisagrees => "Learner disagrees",
    }
}

/// The sign beside it.
pub fn task_sign(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Judge => "↑",
        TaskKind::Settle => "≠",
        TaskKind::Countersign => "✎",
        TaskKind::AnswerSample => "?",
        TaskKind::SignOff => "✓",
        TaskKind::CloseSample => "○",
        TaskKind::LearnerDisagrees => "!",
    }
}

/// The word that styles and tests know it by.
pub fn task_key(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Judge => "judge",
        TaskKind::Settle => "settle",
        TaskKind::Countersign => "countersign",
        TaskKind::AnswerSample => "answer-sample",
        TaskKind::SignOff => "sign-off",
        TaskKind::CloseSample => "close-sample",
        TaskKind::LearnerDisagrees => "learner-disagrees",
    }
}

/// How many things wait, of how many.
pub fn waits(shown: usize, all: usize) -> String {
    match (shown, all) {
        (1, 1) => "1 thing waits.".to_owned(),
        _ if shown == all => format!("{all} things wait."),
        _ => format!("{shown} of {all} things that wait."),
    }
}

/// Since when something waits.
pub fn since(day: &str, days: i64) -> String {
    match days {
        ..=0 => format!("since {day}, today"),
        1 => format!("since {day}, 1 day"),
        _ => format!("since {day}, {days} days"),
    }
}

/// The heading over the learners.
pub const LEARNERS: &str = "Learners";
/// The label of the search.
pub const SEARCH: &str = "Find a learner by name";
/// The label of the order of learners.
pub const SORT: &str = "Sort by";
/// The orders of learners.
pub const SORTS: [&str; 3] = ["Name", "Most waiting", "Latest work"];
/// There is nobody on the desk.
pub const NOBODY: &str = "Nobody is on your desk yet. Open learners’ files to begin.";
/// Nobody has such a name.
pub const NOBODY_FITS: &str = "No learner has that in their name.";
/// The button that takes a learner off the desk.
pub const TAKE_OFF: &str = "Take off";
/// The question before a learner is taken off.
pub const TAKE_OFF_TITLE: &str = "Take this learner off your desk?";
/// What that means.
pub const TAKE_OFF_HELP: &str = "The record goes from this device. It comes back when you open the learner’s file again. What you have recorded and not handed back is only here: save the file first. What you have begun to write and not recorded goes too.";
/// The same, where records come from a provider.
pub const TAKE_OFF_HELP_SENT: &str = "The record goes from this device. It comes back when you open the learner’s file or get records from the provider, for as long as the learner is in a cohort of yours. What you have recorded and not sent or handed back is only here: save the file first. What you have begun to write and not recorded goes too.";
/// The button that saves the file first.
pub const SAVE_FIRST: &str = "Save the file first";
/// The button that leaves the learner there.
pub const LEAVE: &str = "Leave the record here";
/// The file cannot be had.
pub const NO_RECORD: &str = "This record cannot be read just now. Nothing has changed. Try again.";

/// How many learners are shown, of how many.
pub fn learners(shown: usize, all: usize) -> String {
    match (shown, all) {
        (1, 1) => "1 learner.".to_owned(),
        _ if shown == all => format!("{all} learners."),
        _ => format!("{shown} of {all} learners."),
    }
}

/// How much of a learner's waits for the person at the desk.
pub fn waiting(count: usize) -> String {
    match count {
        0 => "Nothing waits for you".to_owned(),
        1 => "1 thing waits".to_owned(),
        _ => format!("{count} things wait"),
    }
}

/// How many criteria a learner has begun, and how many of those are met. How many there are is not
/// known here, and “4 of 4 met” would read as finished.
pub fn met(met: usize, begun: usize) -> String {
    format!("Criteria begun: {begun}, met: {met}")
}

/// When a learner's record last grew.
pub fn latest(day: &str) -> String {
    format!("latest {day}")
}

/// What the button beside a learner does.
pub fn take_off(name: &str) -> String {
    format!("{TAKE_OFF}: {}", called(name))
}

/// A learner was taken off the desk.
pub fn taken_off(name: &str) -> String {
    format!("{} is no longer on this desk.", called(name))
}

/// The heading over handing back.
pub const HAND_BACK: &str = "Hand back";
/// Under it.
pub const HAND_BACK_HELP: &str =
    "Each learner gets a file with everything in it. No file’s name tells whose it is.";
/// The label of whose files are made.
pub const WHOSE: &str = "Whose files";
/// Asks for a lock.
pub const LOCK_THEM: &str = "Lock each file with a passphrase";
/// The button for one archive.
pub const AS_ZIP: &str = "Save as one .zip";
/// Names the bar while files are made.
pub const MAKING: &str = "Files made";
/// The browser would not write into the folder.
pub const NOT_WRITTEN: &str =
    "The browser did not write into the folder. Nothing is lost. Save the files as one .zip.";
/// There is nothing to hand back.
pub const NONE_TO_HAND_BACK: &str = "There is nobody to hand a file back to.";

/// Everybody's files.
pub fn everybody(count: usize) -> String {
    format!("Everybody on the desk ({count})")
}

/// The files of those whom one has done something for.
pub fn worked_on(count: usize) -> String {
    format!("Only those I have worked on ({count})")
}

/// The button that saves into the folder that was opened.
pub fn into_folder(name: &str) -> String {
    format!("Save into “{name}”")
}

/// Files were saved in an archive.
pub fn saved_as_zip(name: &str, count: usize) -> String {
    match count {
        1 => format!("1 file saved in {name}. Look in your downloads."),
        _ => format!("{count} files saved in {name}. Look in your downloads."),
    }
}

/// Files were saved into the folder.
pub fn saved_into(folder: &str, count: usize) -> String {
    match count {
        1 => format!("1 file saved into “{folder}”."),
        _ => format!("{count} files saved into “{folder}”."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_come_is_told_by_learner() {
        let news = News {
            hand_ins: 3,
            decisions: 1,
            ..News::default()
        };
        assert_eq!(
            told("Asha", false, &news),
            "Asha: 3 new hand-ins, 1 new decision."
        );
        assert_eq!(
            told("", true, &News::default()),
            "Somebody without a name: new on this desk, with nothing new."
        );
        assert_eq!(finished(39, 1, 0), "39 files opened. 1 file not opened.");
        assert_eq!(waits(3, 3), "3 things wait.");
        assert_eq!(since("1 May 2026", 1), "since 1 May 2026, 1 day");
    }
}

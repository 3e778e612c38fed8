//! What a package says about the learning system that it was opened in.

use crate::{
    exchange::attempt::{
        report::{CameOut, Report, Success},
        scaled::Scaled,
    },
    wording::{privacy::Stays, record},
};

/// What pages say of where things stay.
pub const STAYS: Stays = Stays {
    home: "Your record is on this device. A learning system that opens this page is told how far you are, your score, \
           and what you chose.",
    privacy: "What you do here is kept on this device, in this browser. Where a learning system has opened this page, \
              that is told how much of the unit you have read and practised, your score, how long it took, and what you \
              chose. It is never told what you typed.",
    account: "You sign in to your learning system, not here. This page sets no cookies, has no adverts and does not \
              count visits. It talks to your learning system and to no other site. Nobody asks for your date of birth.",
    seen: "You. Whoever runs your learning system, such as your employer, sees there what it was told, and their privacy \
           notice says for how long and who else. To see, correct or delete that, ask them. When you hand in, you save \
           a file and give it to somebody yourself. From then on your employer or training centre looks after that file.",
};

/// Nobody opened it but the learner herself.
pub const BY_HAND: &str = "No learning system has opened this page, so nothing is reported to one. Everything works, and what you do is kept \
                           on this device.";
/// Over what the learning system is told.
pub const TITLE: &str = "Your learning system";
/// It only shows the page.
pub const LOOKING: &str = "Your learning system has opened this page to look at. What you do here is kept on this device and does not count \
                           there.";
/// The learner has opened somebody else's record.
pub const SOMEBODY_ELSE: &str = "Somebody else’s record is open on this page, so nothing is reported to the learning system. Choose your own \
                                 name under “On this device” to go on.";
/// It did not store what it was told.
pub const NOT_STORED: &str = "Your learning system did not take in your latest work. Your work is safe on this device. It is sent again in a \
                              moment, with your next answer, and when you open this page again from your learning system.";
/// It stores how far she is, but nothing by which she could go on elsewhere.
pub const NOT_KEPT: &str = "Your learning system has your result, but it does not keep your answers. To go on later, use this device again.";
/// It was complete before an edit to the unit, or before what was kept was lost, and has not been passed.
pub const UNDECIDED: &str = "Your learning system knows that you have done this before. Some parts are still to do here before you can pass.";
/// The session is over.
pub const OVER: &str = "Your learning system has been told that you have left. To go on, open this page again from your learning system.";
/// While there is more to do.
pub const GOING_ON: &str = "You are not done yet. What you have done so far has been reported.";
/// The page shows answers that do not count in this attempt.
pub const EARLIER: &str = "Answers that you gave before this attempt still stand on the page, and do not count in it. Press “Try again” at each \
                           of them.";
/// Everything is done.
pub const COMPLETE: &str =
    "You have done everything. Your learning system knows that this is complete.";
/// The button that leaves.
pub const FINISH: &str = "Finish and go back to your learning system";
/// The same where there is nothing to finish.
pub const GO_BACK: &str = "Go back to your learning system";
/// What folds away.
pub const ABOUT: &str = "What your learning system is told";
/// What it is told, and what not.
pub const TOLD: &str = "It is told how much of this unit you have read and practised since you began it there, your score, how long it \
                        took, and what you chose. It is never told what you typed. Your whole record, with your answers, stays on this device.";
/// The file.
pub const SAVE: &str = "Save my whole record as a file";

/// It shows an attempt again that has come to an end there.
pub fn looking_back(came_out: CameOut, score: Option<Scaled>) -> String {
    let (word, once_more) = match came_out {
        CameOut::Completed => ("completed", "To do it once more"),
        CameOut::Passed => ("passed", "To do it once more"),
        CameOut::Failed => ("failed", "To try again"),
    };
    let score = score.map_or(String::new(), |score| {
        format!(", with {} out of 100", score.percent())
    });
    format!(
        "Your learning system has opened this page to look back. It has it as {word}{score}. What you do here is kept on this device and does \
         not count there. {once_more}, close this page and choose to start a new attempt in your learning system. What you have read on this \
         device counts again. Practice starts again."
    )
}

/// The learning system would not begin.
pub fn broken(why: &str) -> String {
    format!(
        "Your learning system did not answer as it should: {why}. What you do now is kept on this device, but it is not reported. To have it \
         counted, close this page and open it again from your learning system."
    )
}

/// It gave no token.
pub fn no_token(status: u16, why: &str) -> String {
    match why.is_empty() {
        true => format!("it did not let the page in ({})", answer(status)),
        false => format!("it did not let the page in and says “{why}”"),
    }
}

/// The pass mark that it names can be none.
pub fn no_pass_mark(written: &str) -> String {
    format!(
        "Your learning system names the pass mark “{written}”, and pass marks are from 0 to 1. So it is told what you have done, and not \
         whether you have passed. Tell whoever looks after your learning system."
    )
}

/// It had nothing to say for the session.
pub fn no_data(status: u16) -> String {
    format!("it has put down nothing for this page ({})", answer(status))
}

/// It did not say what it keeps of the attempt.
pub fn no_kept(status: u16) -> String {
    format!(
        "it did not say what you have done so far ({})",
        answer(status)
    )
}

/// What came back.
fn answer(status: u16) -> String {
    match status {
        0 => "no answer came".to_owned(),
        status => format!("status {status}"),
    }
}

/// How much is done in this attempt.
pub fn done(report: &Report) -> Vec<String> {
    let counts = [
        (record::SECTIONS_READ, report.sections),
        (record::PRACTICE_DONE, report.practice),
    ];
    let counts = counts.into_iter().filter(|(_, count)| count.all > 0);
    counts
        .map(|(label, count)| record::count(label, count))
        .collect()
}

/// What that comes to.
pub fn verdict(report: &Report, pass_mark: Option<Scaled>) -> String {
    let score = report.score.map_or(String::new(), |score| {
        format!(" Your score is {} out of 100.", score.percent())
    });
    if report.is_undecided {
        return UNDECIDED.to_owned();
    }
    match (report.success, report.left_unsafe, report.is_complete) {
        (Success::Passed, ..) => {
            format!("You have done everything and passed. Your learning system knows.{score}")
        }
        (Success::Failed, ..) => {
            let mark = pass_mark.map_or(String::new(), |mark| mark.percent());
            format!(
                "You have done everything.{score} {mark} is needed to pass. Try the practice again: your best attempt counts."
            )
        }
        (Success::Unknown, _, true) => format!("{COMPLETE}{score}"),
        (Success::Unknown, 0, false) => GOING_ON.to_owned(),
        (Success::Unknown, 1, false) => {
            "One scenario ended with a choice that was not safe. Walk through it again: until then this is not complete.".to_owned()
        }
        (Success::Unknown, several, false) => format!(
            "{several} scenarios ended with choices that were not safe. Walk through them again: until then this is not complete."
        ),
    }
}

//! What is said about keeping records with a provider, for learners and at the desk.

use super::privacy::Stays;

/// Over the learner's part.
pub const TITLE: &str = "With your provider";
/// What it is for.
pub const HELP: &str = "Sign in to keep your record with your provider as well. Then it is on every \
    device where you sign in, and your assessor can read it without a file. It stays on this device too.";
/// What goes there.
pub const WHAT_GOES: &str = "All of your record goes there, with your name. An answer that you are still writing does not, until you keep a \
    version of it or hand it in.";
/// The name to sign in with.
pub const NAME: &str = "Sign-in name";
/// The password.
pub const PASSWORD: &str = "Password";
/// The button.
pub const SIGN_IN: &str = "Sign in";
/// The button.
pub const SIGN_OUT: &str = "Sign out";
/// Where a field is empty.
pub const TYPE_BOTH: &str = "Type your sign-in name and your password.";
/// In place of the form, where the browser keeps no session.
pub const NEEDS_HTTPS: &str = "You cannot sign in here: this page is not on a secure address (https), so the browser would \
    forget at once who you are. Nothing is lost. Ask your provider for the https address of this site.";
/// Where they do not fit.
pub const WRONG: &str =
    "This name and password do not go together. Check both, or ask your provider.";
/// Over the form with which somebody who is signed in changes her password.
pub const CHANGE_PASSWORD: &str = "Change your password";
/// The password that there is.
pub const OLD_PASSWORD: &str = "Your password now";
/// The other.
pub const NEW_PASSWORD: &str = "New password";
/// The label of the box that shows both.
pub const SHOW_PASSWORDS: &str = "Show both passwords";
/// The button.
pub const CHANGE_THE_PASSWORD: &str = "Save the new password";
/// Where a field is empty.
pub const TYPE_BOTH_PASSWORDS: &str = "Type the password that you have now, and a new one.";
/// When it is done.
pub const PASSWORD_CHANGED: &str =
    "Your password is changed. Where else you were signed in, sign in again with the new one.";
/// Where nothing answers.
pub const UNREACHED: &str = "Your provider cannot be reached just now. Nothing is lost: it is kept on \
    this device and sent later.";
/// The same to who is not signed in.
pub const NOT_REACHED_YET: &str = "Your provider cannot be reached just now, so you cannot sign in yet. Nothing is lost: \
    what you do is kept on this device. The way to sign in comes here by itself once your provider answers.";
/// The button that does not wait for that.
pub const TRY_NOW: &str = "Try now";
/// The same to who signs in.
pub const NOT_NOW: &str =
    "Your provider cannot be reached just now. Nothing is lost. Try again in a minute.";
/// While it goes on.
pub const BUSY: &str = "Sending and fetching";
/// The button.
pub const NOW: &str = "Send and fetch now";
/// Where the session has ended by itself.
pub const SESSION_OVER: &str = "Your provider needs you to sign in again. Nothing is lost: what you do is kept on \
    this device until then.";
/// The link to where that is done.
pub const SIGN_IN_AGAIN: &str = "Sign in again";
/// Whoever is signed in is this learner.
pub const IT_IS_ME: &str = "Yes, keep my record there";
/// Somebody else is.
pub const NOT_ME: &str = "No, sign them out";

/// The work on this device is hers.
pub const IT_IS_MINE: &str = "Yes, it is mine";
/// It is not.
pub const NOT_MINE: &str = "No, open my own record";
/// What follows from either.
pub const WHOSE_HELP: &str = "If it is yours, all of it goes to your provider with your name. If it is not, it stays \
    as it is, and nobody else gets it.";

/// After signing out, with so many entries that could not be sent before.
pub fn signed_out(waiting: usize) -> String {
    const OTHERS: &str = "take your record off it on the page “Who is learning on this device?”.";
    let waits = match waiting {
        0 => {
            return format!(
                "You are signed out. Your record stays on this device. Do others use it? Then {OTHERS}"
            );
        }
        1 => "1 entry is not with your provider yet: it waits".to_owned(),
        _ => format!("{waiting} entries are not with your provider yet: they wait"),
    };
    format!(
        "You are signed out. Your record stays on this device. {waits} here until you sign in on this device \
         again. Do others use it? Save your record as a file before you {OTHERS}"
    )
}

/// Whose work is on the device, where somebody has just signed in.
pub fn whose_is_it(signed_in: &str, here: &str) -> String {
    let by = match here {
        "" => "by somebody who gave no name",
        name => &format!("by {name}"),
    };
    format!(
        "You signed in as {signed_in}. There is work on this device already, {by}. Is it yours?"
    )
}

/// How long to wait after too many tries.
pub fn too_often(seconds: Option<u64>) -> String {
    match seconds.map(|seconds| seconds.div_ceil(60)) {
        Some(0 | 1) => "Too many tries. Wait a minute, then try again.".to_owned(),
        Some(minutes) => format!("Too many tries. Wait {minutes} minutes, then try again."),
        None => "Too many tries. Wait a while, then try again.".to_owned(),
    }
}

/// Who is signed in.
pub fn signed_in(name: &str) -> String {
    format!("Signed in as {name}.")
}

/// Somebody is signed in whose record may be another.
pub fn is_it_you(name: &str) -> String {
    format!("{name} is signed in with the provider in this browser. Is that you?")
}

/// An assessor is signed in where a learner's record is open.
pub fn at_the_desk(name: &str) -> String {
    format!(
        "{name} is signed in with the provider in this browser, to work at the desk. Sign out to \
         keep your own record with your provider."
    )
}

/// The way there.
pub const TO_THE_DESK: &str = "Go to the desk";

/// The record is here under another name.
pub fn already_here(name: &str) -> String {
    format!("This record is on this device already. Choose {name} first, then sign in.")
}

/// Everything is there.
pub fn all_there(at: &str) -> String {
    format!(
        "Everything is with your provider, but for what you are still writing. Last looked on {at}."
    )
}

/// Something is not there yet, and when everything last was.
pub fn waiting(entries: usize, last: Option<&str>) -> String {
    let waits = match entries {
        1 => "1 entry waits to be sent. It is kept on this device.".to_owned(),
        _ => format!("{entries} entries wait to be sent. They are kept on this device."),
    };
    match last {
        Some(last) => format!("{waits} Everything was last with your provider on {last}."),
        None => waits,
    }
}

/// What the store does not take.
pub fn set_aside(entries: usize) -> String {
    match entries {
        1 => "Your provider’s store did not take 1 entry. It is kept on this device. Save your \
              record as a file, and tell your provider."
            .to_owned(),
        _ => format!(
            "Your provider’s store did not take {entries} entries. They are kept on this device. \
             Save your record as a file, and tell your provider."
        ),
    }
}

/// What the provider has erased.
pub fn erased(entries: usize) -> String {
    match entries {
        1 => "Your provider has erased 1 entry of your record. It is still on this device, and is not sent \
              again. Ask your provider why, if you do not know."
            .to_owned(),
        _ => format!(
            "Your provider has erased {entries} entries of your record. They are still on this device, and \
             are not sent again. Ask your provider why, if you do not know."
        ),
    }
}

/// What cannot be fetched from the store.
pub fn too_large(entries: usize) -> String {
    match entries {
        1 => "1 entry in your provider’s store could not be read: it is too large. All others are here. \
              Tell your provider: another program may have put it there."
            .to_owned(),
        _ => format!(
            "{entries} entries in your provider’s store could not be read: they are too large. All others \
             are here. Tell your provider: another program may have put them there."
        ),
    }
}

/// In place of what pages say of where things stay.
pub const STAYS: Stays = Stays {
    home: "Your record is on this device, and with your provider.",
    privacy: "What you do here is kept on this device, in this browser. It is sent to your \
        provider too, because you signed in. Your assessor can read it there, and whoever checks their work. Your \
        provider’s privacy notice says how they look after it.",
    account: "Your provider has an account for you, with your password in a form that nobody can \
        read. While you are signed in, there is one cookie that says so. There are no other cookies, no adverts and no \
        counting of visits. The pages load nothing from other sites. Nobody asks for your date of birth.",
    seen: "You, your assessor and whoever checks their work. With your provider they can read \
        all of your record: also practice, reflections, and versions of answers that you keep and do not hand in. What \
        you are still writing stays on this device until you keep a version of it or hand it in. Files that you save, \
        you give to somebody yourself.",
};
/// Over an answer that is being written.
pub const GOES_ONCE_KEPT: &str = "What you write goes to your provider, and to your other devices, once you keep a \
    version of it or hand it in.";
/// After an answer was handed in, in place of the words that nothing is sent.
pub const HANDED_IN_SENT: &str = "This version is fixed now. It goes to your provider by itself, and your assessor \
    finds it there. You can save it as a file as well.";
/// The same while nothing goes there.
pub const HANDED_IN_WAITS: &str = "This version is fixed now, and is not with your provider yet. It goes there by itself \
    once you have signed in again, and your assessor finds it there. You can save it as a file as well.";

/// What taking a record off the device takes along that her provider does not have.
pub fn not_there_yet(entries: usize) -> String {
    match entries {
        0 => "All of it is with your provider, but for what you are still writing: sign in again on any device to \
              have it there."
            .to_owned(),
        1 => "1 entry of it is not with your provider yet. Sign in and send it first, or save your work as a file: \
              otherwise that entry is lost."
            .to_owned(),
        _ => format!(
            "{entries} entries of it are not with your provider yet. Sign in and send them first, or save your \
             work as a file: otherwise those entries are lost."
        ),
    }
}

/// The link to where that is done.
pub const SEND_FIRST: &str = "Go and send it first";

/// Over the desk's part.
pub const DESK_TITLE: &str = "Learners’ records at the provider";
/// What it is for.
pub const DESK_HELP: &str = "Sign in to get your learners’ records without files, and to send back \
    what you decide.";
/// At the top of the desk, while somebody is signed in.
pub const DESK_SENT: &str = "Open your learners’ files, or get their records from the provider. What you decide is \
    kept on this device, and sent to the provider.";
/// The button.
pub const DESK_NOW: &str = "Get records and send decisions";
/// A learner signed in at the desk.
pub const NOT_FOR_THE_DESK: &str = "You signed in as a learner. Sign out, and sign in as an assessor \
    or quality assurer.";
/// After signing out.
pub const DESK_SIGNED_OUT: &str = "You are signed out. The records stay on this device.";
/// Where the session has ended by itself.
pub const DESK_SESSION_OVER: &str = "You have to sign in again. The records, and what you decided, are kept on \
    this device.";
/// She is who is signed in.
pub const DESK_IT_IS_ME: &str = "Yes, get the records";
/// Where nothing answers.
pub const DESK_UNREACHED: &str = "The provider cannot be reached just now. Nothing is lost: what you \
    decided is kept on this device. Try again later.";

/// The same, where that is found when the desk is opened.
pub const DESK_NOT_REACHED: &str = "The provider cannot be reached just now. Nothing is lost: what you decide is kept on \
    this device. It is tried again by itself.";

/// In the records of so many learners something was done that is not there yet.
pub fn desk_waits(learners: usize) -> String {
    let records = match learners {
        1 => "the record of 1 learner".to_owned(),
        _ => format!("the records of {learners} learners"),
    };
    format!(
        "What you did in {records} waits to be sent to the provider. It is kept on this device."
    )
}

/// Whose records something waits in that the door no longer takes from her.
pub fn desk_not_hers(names: &[String]) -> String {
    format!(
        "What you did for {} cannot be sent: your cohorts with the provider no longer have them. It is kept on this \
         device. Hand those records back as files, or ask whoever looks after the accounts.",
        names.join(", ")
    )
}

/// Who of so many learners has nothing in the store yet.
pub fn desk_not_begun(learners: usize, names: &[String]) -> Option<String> {
    const MOST: usize = 10;
    match (learners, names) {
        (0, _) => Some(
            "No learner is in a cohort of yours. Ask whoever looks after the accounts.".to_owned(),
        ),
        (_, []) => None,
        (_, names) => {
            let named = names.iter().take(MOST).map(String::as_str);
            let named = named.collect::<Vec<_>>().join(", ");
            Some(match names.len().checked_sub(MOST) {
                Some(more @ 1..) => format!("Not begun yet: {named}, and {more} more."),
                _ => format!("Not begun yet: {named}."),
            })
        }
    }
}

/// Somebody is signed in who has not said that this desk is hers.
pub fn desk_is_it_you(signed_in: &str, at_desk: &str) -> String {
    format!(
        "{signed_in} is signed in with the provider in this browser. This desk is {at_desk}’s. Is that the same \
         person? If not, choose “Somebody else” above."
    )
}

/// How far it is.
pub fn desk_progress(done: usize, all: usize) -> String {
    format!("{done} of {all} learners")
}

/// What came of it.
pub fn desk_done(learners: usize, received: usize, sent: usize) -> String {
    format!(
        "Learners: {learners}. New entries in their records: {received}. Sent of yours: {sent}."
    )
}

/// What could not be done for some of them.
pub fn desk_some_failed(learners: usize) -> String {
    match learners {
        1 => "For 1 learner it did not work. Try again later.".to_owned(),
        _ => format!("For {learners} learners it did not work. Try again later."),
    }
}

/// What could not be fetched of them.
pub fn desk_too_large(entries: usize) -> String {
    match entries {
        1 => "1 entry could not be read: it is too large. All others are here. Tell whoever looks after the \
              store."
            .to_owned(),
        _ => format!(
            "{entries} entries could not be read: they are too large. All others are here. Tell whoever \
             looks after the store."
        ),
    }
}

/// What the store does not take of what was done at the desk.
pub fn desk_set_aside(entries: usize) -> String {
    match entries {
        1 => "The provider’s store did not take 1 entry of yours. It is kept on this device. Hand that record \
              back as a file, and tell whoever looks after the store."
            .to_owned(),
        _ => format!(
            "The provider’s store did not take {entries} entries of yours. They are kept on this device. Hand \
             those records back as files, and tell whoever looks after the store."
        ),
    }
}

/// What the provider has erased of what was done at the desk.
pub fn desk_erased(entries: usize) -> String {
    match entries {
        1 => "The provider has erased 1 entry of yours. It is still on this device, and is not sent again."
            .to_owned(),
        _ => format!(
            "The provider has erased {entries} entries of yours. They are still on this device, and are not \
             sent again."
        ),
    }
}

/// Who is signed in has another role there than at the desk.
pub fn other_role(with_provider: &str, at_desk: &str) -> String {
    format!(
        "Your provider’s role for you is: {with_provider}. At this desk your role is: {at_desk}. Records come \
         and go once both are the same. What you did stays on this device, in the role that you did it in. If \
         your provider’s role for you is wrong, ask them to change it."
    )
}

/// The button that takes the role that the provider gives.
pub fn take_role(role: &str) -> String {
    format!("Go on in this role: {role}")
}

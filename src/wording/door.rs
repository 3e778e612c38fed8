//! What the door to a learning record store says: why something is refused, and the page on which
//! somebody sets a password.

/// Nobody is signed in, or no longer.
pub const NOT_SIGNED_IN: &str = "You are not signed in. Sign in and try again.";
/// The name or the password is wrong.
pub const WRONG_PASSWORD: &str = "That name and password do not fit together. Check both.";
/// Too many tries.
pub const TOO_MANY: &str = "There were too many tries. Wait a little and try again.";
/// The request is not from a page of this site.
pub const OTHER_SITE: &str = "This was asked from another site, so it was not done.";
/// The request cannot be read.
pub const UNREADABLE: &str = "This could not be read, so nothing was done.";
/// Too much at once.
pub const TOO_LARGE: &str = "This is too much at once. Send less.";
/// Somebody else's record.
pub const OTHER_RECORD: &str = "This is not a record that you may see.";
/// The list of learners.
pub const LIST_OF_LEARNERS: &str = "Only assessors and quality assurers see who learns here.";
/// Work that is not the sender's.
pub const OTHERS_WORK: &str =
    "You can only send what you did yourself, in the role that you have here.";
/// A statement that is not let through.
pub const UNFIT: &str = "This is not an entry that this site keeps.";
/// Another entry is there under this name.
pub const CONFLICT: &str = "The store has something else under this name already.";
/// The provider has erased it.
pub const ERASED: &str = "The provider has erased this entry. It is not kept here any more.";
/// The store said no.
pub const STORE_REFUSED: &str = "The store did not take this.";
/// The store does not answer.
pub const STORE_DOWN: &str =
    "The store does not answer just now. Your work is safe on this device. Try again later.";
/// The way to more is over.
pub const PAGE_OVER: &str = "This list is too old to go on with. Begin again.";
/// There is no such address.
pub const NOTHING_HERE: &str = "There is nothing at this address.";

/// The title of the page for a password.
pub const SETUP_TITLE: &str = "Choose your password";
/// Under it.
pub const SETUP_HELP: &str =
    "Your training provider has made an account for you. Choose a password for it.";
/// The label of the account's name.
pub const ACCOUNT: &str = "Your sign-in name";
/// Under it.
pub const ACCOUNT_HELP: &str = "You sign in with this name. Write it down.";
/// The label of the password.
pub const PASSWORD: &str = "Password";
/// Under it.
pub const PASSWORD_HELP: &str =
    "At least 10 characters. Three or four words that only you would put together are good.";
/// The label of the box that shows it.
pub const SHOW: &str = "Show the password";
/// The button.
pub const SET: &str = "Save the password";
/// The title after that.
pub const DONE_TITLE: &str = "Your password is saved";
/// Under it.
pub const IS_SET: &str = "Now sign in with it. You do not need the link again.";
/// The link to where learners do that.
pub const TO_SETTINGS: &str = "Sign in on the settings page";
/// The link to where everybody else does.
pub const TO_DESK: &str = "Sign in at the desk, under “Learners’ records at the provider”";
/// While it is sent.
pub const SAVING: &str = "Saving …";
/// It could not be sent.
pub const NOT_SENT: &str = "The site does not answer just now. Try again in a minute.";
/// While the door is asked whether a link holds.
pub const LOOKING: &str = "Looking at your link …";
/// The title where it does not.
pub const OVER_TITLE: &str = "This link does not work";
/// Over the way in without one.
pub const SIGN_IN_TITLE: &str = "Do you have a password?";
/// Under it.
pub const SIGN_IN_HELP: &str = "If you have chosen a password already, you need no link. Sign in with your sign-in name and that password.";
/// The way for learners.
pub const AS_LEARNER: &str = "Sign in as a learner";
/// The way for everybody else.
pub const AT_THE_DESK: &str = "Sign in as an assessor or quality assurer";
/// The page was opened without a link.
pub const NO_LINK: &str =
    "This page needs the whole link that you were given. Open that link again, all of it.";
/// The page was opened without https.
pub const NEEDS_HTTPS: &str = "This page is not on a secure address (https): others in the same network could read a password that is typed \
     here. Ask your training provider for a link that begins with https.";
/// The page needs a program.
pub const NO_SCRIPT: &str = "This page needs JavaScript. Please switch it on in your browser.";
/// The link is broken.
pub const LINK_NOT_OURS: &str =
    "This link is not whole. Copy all of it, or ask your training provider for a new one.";
/// The link is too old.
pub const LINK_EXPIRED: &str = "This link has run out: it was good for some days only. Ask your training provider for a new one.";
/// The link was used.
pub const LINK_USED: &str = "This link has been used, or your account has changed since you got it. Do you need a new link? Ask your \
     training provider. If somebody else used your link, tell them now.";
/// The password is too short.
pub const PASSWORD_SHORT: &str = "That is too short. Use at least 10 characters.";
/// The password is too long.
pub const PASSWORD_LONG: &str = "That is too long. Use fewer than 200 characters.";
/// The password is easy to guess.
pub const PASSWORD_GUESSED: &str = "That is one of the first things people try. Choose another.";
/// The new password is the old one.
pub const PASSWORD_SAME: &str = "That is the password that you have now. Choose another.";
/// It is not the password that she has.
pub const OLD_PASSWORD_WRONG: &str = "That is not the password that you have now. Check it. If you have forgotten it, ask \
     your training provider for a link with which you choose a new one.";
/// The password could not be kept.
pub const PASSWORD_NOT_KEPT: &str = "The site could not save your password. Tell your training provider. What worked before still works.";

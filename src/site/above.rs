//! What stands above the words of every page: what is asked before it can be known whose work is
//! done on it, the place of a learning system, and the note that stands where there is no program.
//! What is said later stands below them ([`notices`]), where it moves nothing.
//!
//! What is asked stands in the page, so that nothing moves when the program comes to ask it:
//! `style/look.js` shows it before anything is drawn, the program brings it to life.

use maud::{Markup, html};

use crate::wording::{page, people, trouble};

/// All of it.
pub(super) fn above() -> Markup {
    html! {
        div .asks data-place="asks" {
            section .notice data-kind="info" data-notice="who" aria-labelledby="asks_who" {
                h2 #asks_who .asks__title { (people::WHO) }
                p { (people::WHO_HELP) }
                ul .asks__people {}
                p { button .button.button--quiet type="button" data-action="somebody-new" disabled { (people::SOMEBODY_NEW) } }
            }
            section .notice data-kind="info" data-notice="locked" aria-labelledby="asks_locked" {
                h2 #asks_locked .asks__title { (people::LOCKED) }
                p { (people::LOCKED_HELP) }
                form .field {
                    label .asks__whose for="unlock_passphrase" { (people::PASSPHRASE) }
                    input #unlock_passphrase type="password" autocomplete="current-password" required aria-describedby="unlock_wrong";
                    p #unlock_wrong .field__error role="alert" {}
                    p .cluster {
                        button .button type="submit" disabled { (people::UNLOCK) }
                        button .button.button--quiet type="button" data-action="somebody-else" disabled { (people::SOMEBODY_ELSE) }
                    }
                }
            }
        }
        div data-place="panel" {}
        p .notice.no-program data-kind="info" { (page::NO_PROGRAM) }
    }
}

/// Where what comes while somebody reads is said: behind everything else, at the foot of the window. What
/// `style/look.js` says there where the program does not come waits before it.
pub(super) fn notices() -> Markup {
    html! {
        template data-says="failed" {
            div role="alert" {
                section .notice data-kind="warning" data-notice="program" aria-label=(page::NOT_COME_LABEL) {
                    p { (page::NOT_COME) }
                    button .button.button--plain.notice__close type="button" data-action="close-notice" { (trouble::CLOSE) }
                }
            }
        }
        div data-place="notice" {}
    }
}

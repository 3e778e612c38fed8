//! The door to a learning record store, as who asks it sees it: how it is asked, and what an answer means.
//! What is said on the way is [`wire`](crate::door::wire)'s.

use std::{future::Future, time::Duration};

use crate::{
    door::wire::{Page, Said, Session},
    exchange::xapi::StatementId,
};

/// Why the door did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoorError {
    /// Nothing was heard that can be relied on: no network, no answer in time, a store in trouble.
    /// Whether it was done all the same, nobody knows.
    NotReached,
    /// It asks to come again later.
    Busy {
        /// How much later.
        after: Option<Duration>,
    },
    /// Nobody is signed in, or not any more.
    SignedOut,
    /// This site has no door.
    NoDoor,
    /// What was asked is not this person's to ask.
    NotYours {
        /// Which of the statements, from 0.
        at: Option<usize>,
    },
    /// A statement is there already, with another content.
    Conflict {
        /// Which, from 0.
        at: Option<usize>,
    },
    /// The provider has erased one of the statements.
    Erased {
        /// Which, from 0.
        at: Option<usize>,
    },
    /// It will never be taken as it is.
    Refused {
        /// Which of the statements, from 0.
        at: Option<usize>,
    },
    /// It is more than is taken at once.
    TooLarge,
}

impl DoorError {
    /// What an answer with this status means that is not 200.
    pub fn of(status: u16, body: &str, retry_after: Option<&str>) -> Self {
        let said: Said = serde_json::from_str(body).unwrap_or_default();
        let at = said.statement;
        let seconds = retry_after.and_then(|text| text.trim().parse().ok());
        match status {
            400 | 401 | 403 | 409 | 410 if is_page(body) => Self::NotReached,
            400 => Self::Refused { at },
            401 => Self::SignedOut,
            403 => Self::NotYours { at },
            404 => Self::NoDoor,
            409 => Self::Conflict { at },
            410 => Self::Erased { at },
            413 => Self::TooLarge,
            429 | 502..=504 => match seconds.map(Duration::from_secs) {
                None if status != 429 => Self::NotReached,
                after => Self::Busy { after },
            },
            _ => Self::NotReached,
        }
    }
}

/// Whether it is a page for people. No door sends one: it comes from what stands before it, a web filter or a
/// page of maintenance.
fn is_page(body: &str) -> bool {
    body.trim_start().starts_with('<')
}

/// Reads the answer to who is signed in, from a server that may have no door. Servers of plain files have
/// many ways to say that they have no such thing. So have web filters and pages of maintenance that stand
/// before a door: where it `is_known`, all they say is that it was not reached.
///
/// # Errors
/// Nobody is signed in, or there is no door, or it was not reached.
pub fn signed_in(
    status: u16,
    body: &str,
    retry_after: Option<&str>,
    is_known: bool,
) -> Result<Session, DoorError> {
    let none = match is_known {
        true => DoorError::NotReached,
        false => DoorError::NoDoor,
    };
    match status {
        200 => serde_json::from_str(body).map_err(|_| none),
        400 | 403..=405 | 410 => Err(none),
        401 if is_page(body) => Err(none),
        _ => Err(DoorError::of(status, body, retry_after)),
    }
}

/// The door, however it is reached.
pub trait Door {
    /// Sends statements, as a JSON list, and says which of them the store has now.
    ///
    /// # Errors
    /// Where it is not certain that the store has them.
    fn send(&self, list: &str) -> impl Future<Output = Result<Vec<StatementId>, DoorError>>;

    /// Fetches statements from an address that [`first_page`](crate::door::wire::first_page) or [`Page::more`] gave.
    ///
    /// # Errors
    /// Where nothing that can be relied on came.
    fn fetch(&self, address: &str) -> impl Future<Output = Result<Page, DoorError>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_door_that_is_known_says_nothing_of_it() {
        let session =
            r#"{"name":"Ada","role":"learner","account":"ada","homePage":"https://example.org/"}"#;
        let asked = |status, body, is_known| signed_in(status, body, None, is_known);
        for is_known in [true, false] {
            let ada = asked(200, session, is_known).unwrap();
            assert_eq!(&*ada.account, "ada");
            assert_eq!(asked(401, "", is_known), Err(DoorError::SignedOut));
            assert_eq!(asked(503, "", is_known), Err(DoorError::NotReached));
        }
        let page = "<!doctype html><title>Back soon</title>";
        for (status, body) in [
            (200, page),
            (400, ""),
            (401, page),
            (403, page),
            (404, ""),
            (405, ""),
            (410, ""),
        ] {
            assert_eq!(
                asked(status, body, false),
                Err(DoorError::NoDoor),
                "{status}"
            );
            assert_eq!(
                asked(status, body, true),
                Err(DoorError::NotReached),
                "{status}"
            );
        }
    }

    #[test]
    fn each_answer_means_one_thing() {
        let after = |seconds| DoorError::Busy {
            after: Some(Duration::from_secs(seconds)),
        };
        let at = r#"{"error":"x","message":"y","statement":3}"#;
        for (status, body, retry, meant) in [
            (400, at, None, DoorError::Refused { at: Some(3) }),
            (401, "", None, DoorError::SignedOut),
            (403, "nonsense", None, DoorError::NotYours { at: None }),
            (403, "\n<html>Blocked", None, DoorError::NotReached),
            (
                401,
                "<html>Sign in to the Wi-Fi",
                None,
                DoorError::NotReached,
            ),
            (413, "<html>From a proxy", None, DoorError::TooLarge),
            (404, "", None, DoorError::NoDoor),
            (409, at, None, DoorError::Conflict { at: Some(3) }),
            (410, at, None, DoorError::Erased { at: Some(3) }),
            (413, "", None, DoorError::TooLarge),
            (429, "", Some("30"), after(30)),
            (429, "", Some("soon"), DoorError::Busy { after: None }),
            (503, "", Some("5"), after(5)),
            (503, "", None, DoorError::NotReached),
            (500, "", None, DoorError::NotReached),
            (302, "", None, DoorError::NotReached),
        ] {
            assert_eq!(DoorError::of(status, body, retry), meant, "{status}");
        }
    }
}

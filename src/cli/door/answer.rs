//! How the door answers: JSON, kept by nobody; and a line in the log for every refusal, with the
//! tag of the account that it was about and nothing else about a person.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::Door;
use crate::{
    door::{access::Refusal, statement::Unfit, wire::Said},
    id::AccountName,
    wording::door as words,
};

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Nobody is signed in.
    NotSignedIn,
    /// The name or the password is wrong.
    WrongPassword,
    /// Too many tries, or requests.
    TooMany,
    /// Another site asked.
    OtherSite,
    /// It is not what was to be sent.
    Unreadable,
    /// It is too much.
    TooLarge,
    /// She may not.
    Refused(Refusal),
    /// A statement that is not let through.
    Unfit,
    /// The store has another under its id.
    Conflict,
    /// The provider has erased it.
    Erased,
    /// The store says that it is not fit for it.
    StoreRefused,
    /// The store does not answer, or not in a way that can be understood.
    StoreDown,
    /// The way to more of an answer is over.
    PageOver,
    /// A link for a password does not hold.
    Link(&'static str),
    /// A password is not good enough.
    Setup(&'static str),
    /// Somebody who is signed in does not know the password that she has.
    OldPassword,
    /// Something could not be written.
    NotKept,
    /// No such address.
    NothingHere,
    /// No such thing can be done there.
    NotSo,
}

impl Why {
    fn said(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NotSignedIn => (
                StatusCode::UNAUTHORIZED,
                "not-signed-in",
                words::NOT_SIGNED_IN,
            ),
            Self::WrongPassword => (
                StatusCode::UNAUTHORIZED,
                "wrong-password",
                words::WRONG_PASSWORD,
            ),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too-many", words::TOO_MANY),
            Self::OtherSite => (StatusCode::FORBIDDEN, "other-site", words::OTHER_SITE),
            Self::Unreadable => (StatusCode::BAD_REQUEST, "unreadable", words::UNREADABLE),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", words::TOO_LARGE),
            Self::Refused(Refusal::OtherRecord) => {
                (StatusCode::FORBIDDEN, "other-record", words::OTHER_RECORD)
            }
            Self::Refused(Refusal::ListOfLearners) => (
                StatusCode::FORBIDDEN,
                "list-of-learners",
                words::LIST_OF_LEARNERS,
            ),
            Self::Refused(Refusal::OthersWork) => {
                (StatusCode::FORBIDDEN, "others-work", words::OTHERS_WORK)
            }
            Self::Refused(Refusal::OtherInstructor) => (
                StatusCode::FORBIDDEN,
                "other-instructor",
                words::OTHERS_WORK,
            ),
            Self::Unfit => (StatusCode::BAD_REQUEST, "unfit", words::UNFIT),
            Self::Conflict => (StatusCode::CONFLICT, "conflict", words::CONFLICT),
            Self::Erased => (StatusCode::GONE, "erased", words::ERASED),
            Self::StoreRefused => (
                StatusCode::BAD_REQUEST,
                "store-refused",
                words::STORE_REFUSED,
            ),
            Self::StoreDown => (
                StatusCode::SERVICE_UNAVAILABLE,
                "store-down",
                words::STORE_DOWN,
            ),
            Self::PageOver => (StatusCode::BAD_REQUEST, "page-over", words::PAGE_OVER),
            Self::Link(said) => (StatusCode::BAD_REQUEST, "link", said),
            Self::Setup(said) => (StatusCode::BAD_REQUEST, Said::WEAK_PASSWORD, said),
            // Not as who is signed in no longer.
            Self::OldPassword => (
                StatusCode::BAD_REQUEST,
                Said::OLD_PASSWORD,
                words::OLD_PASSWORD_WRONG,
            ),
            Self::NotKept => (
                StatusCode::INTERNAL_SERVER_ERROR,
                Said::NOT_KEPT,
                words::PASSWORD_NOT_KEPT,
            ),
            Self::NothingHere => (StatusCode::NOT_FOUND, "nothing-here", words::NOTHING_HERE),
            Self::NotSo => (
                StatusCode::METHOD_NOT_ALLOWED,
                "not-so",
                words::NOTHING_HERE,
            ),
        }
    }
}

/// A refusal, with what there is to say about it.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    why: Why,
    account: Option<AccountName>,
    statement: Option<usize>,
    wait: Option<u64>,
    detail: Option<String>,
    is_logged: bool,
}

impl From<Why> for Refused {
    fn from(why: Why) -> Self {
        Self {
            why,
            account: None,
            statement: None,
            wait: None,
            detail: None,
            is_logged: true,
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Why::Refused(refusal).into()
    }
}

impl From<Unfit> for Refused {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Refused(refusal) => refusal.into(),
            // What serde says about a text may hold a piece of it: that goes to the sender alone.
            unfit => Self {
                detail: Some(unfit.to_string()),
                ..Why::Unfit.into()
            },
        }
    }
}

impl Refused {
    /// Whose account it is about.
    pub fn of(self, account: &AccountName) -> Self {
        Self {
            account: Some(account.clone()),
            ..self
        }
    }

    /// Which of the statements that were sent it is about, from 0.
    pub fn at(self, statement: usize) -> Self {
        Self {
            statement: Some(statement),
            ..self
        }
    }

    /// As the answer to whether anybody is signed in: that nobody is refuses nothing to anybody.
    pub fn for_asking(self) -> Self {
        Self {
            is_logged: self.is_logged && self.why != Why::NotSignedIn,
            ..self
        }
    }

    /// After how many seconds it is worth trying again.
    pub fn wait(self, seconds: u64) -> Self {
        Self {
            wait: Some(seconds),
            ..self
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, error, message) = self.why.said();
        let said = Said {
            error: error.into(),
            message: message.into(),
            statement: self.statement,
            detail: self.detail,
        };
        let mut response = json(status, &said);
        if self.is_logged {
            response.extensions_mut().insert(ForLog {
                refusal: error,
                account: self.account,
            });
        }
        if let Some(seconds) = self.wait {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// What the log is to say of a refusal. It goes with the answer to [`logged`], which has the key to tags.
#[derive(Clone)]
struct ForLog {
    refusal: &'static str,
    account: Option<AccountName>,
}

/// Writes down what was refused.
pub(super) async fn logged(
    State(door): State<Arc<Door>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if let Some(ForLog { refusal, account }) = response.extensions_mut().remove() {
        let person = account.map(|account| door.tag(&account));
        let status = response.status().as_u16();
        tracing::warn!(refusal, person, status, "refused");
    }
    response
}

/// An answer of JSON.
pub(super) fn json(status: StatusCode, said: &impl Serialize) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    match serde_json::to_vec(said) {
        Ok(text) => (status, kind, text).into_response(),
        Err(bug) => {
            tracing::error!(%bug, "an answer could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

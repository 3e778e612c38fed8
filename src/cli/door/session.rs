//! Signing in and out, and who is signed in.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use axum::{
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Door,
    answer::{Refused, Why, json},
    guard::{self, SignedIn},
    people_file,
};
use crate::{
    cli::{now, serve::address},
    door::{
        password::{self, Memory},
        people::{People, Person},
        session::Token,
        wire::{self, SignIn},
    },
    exchange::xapi::Account,
    id::CohortName,
};

/// The most that a small request holds.
const SMALL_BYTES: usize = 16 << 10;

/// Who is signed in, as pages read it, and until when.
#[derive(Serialize)]
struct Who {
    #[serde(flatten)]
    session: wire::Session,
    expires: jiff::Timestamp,
}

impl Who {
    fn new(people: &People, person: &Person, expires: jiff::Timestamp) -> Self {
        let Account { home_page, name } = people.account(person);
        Self {
            session: wire::Session {
                name: Arc::clone(&person.name),
                role: person.role,
                in_training: person.in_training,
                account: name,
                home_page,
                cohorts: listed(&person.cohorts),
            },
            expires,
        }
    }
}

/// Cohorts as answers have them.
pub(super) fn listed<'c>(cohorts: impl IntoIterator<Item = &'c CohortName>) -> Vec<Arc<str>> {
    let names = cohorts.into_iter().map(CohortName::as_str);
    names.map(Arc::from).collect()
}

/// Who is signed in.
pub(super) async fn who(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let SignedIn {
        people,
        person,
        until,
    } = guard::signed_in(&door, &headers).map_err(Refused::for_asking)?;
    Ok(json(StatusCode::OK, &Who::new(&people, &person, until)))
}

/// Signs somebody in.
pub(super) async fn sign_in(
    State(door): State<Arc<Door>>,
    request: Request,
) -> Result<Response, Refused> {
    let address = address::of(&request, door.behind_proxy);
    let headers = request.headers().clone();
    let SignIn { name, password } = small(request).await?;
    let name = name.trim().to_lowercase();
    let people = door.people.now();
    let person = people.get(&name).cloned();
    let about = |refused: Refused| match &person {
        Some(person) => refused.of(&person.account),
        // Nothing is made of what is no account: people type passwords into the wrong field.
        None => refused,
    };
    door.limits
        .sign_in(&name, person.as_ref(), address)
        .map_err(|wait| about(Refused::from(Why::TooMany).wait(wait)))?;
    let is_right = is_right(&door, person.as_ref(), password).await?;
    let Some(person) = person.as_ref().filter(|_| is_right) else {
        return Err(about(Why::WrongPassword.into()));
    };
    // Whoever was signed in on this browser before is no longer.
    if let Some(before) = guard::token(&door, &headers) {
        door.sessions().end(&before);
    }
    let response = begin(&door, &headers, &people, person)?;
    tracing::info!(person = door.tag(&person.account), "signed in");
    Ok(response)
}

/// Whether a password is somebody's; nobody's where there is nobody, which takes as long to say.
pub(super) async fn is_right(
    door: &Arc<Door>,
    person: Option<&Person>,
    password: String,
) -> Result<bool, Refused> {
    let hash = person.and_then(|person| person.password.clone());
    hashing(door, move |memory| {
        password.len() <= password::MOST_BYTES
            && password::is_right(&password, hash.as_ref(), memory)
    })
    .await
}

/// Begins a session, and says whose.
pub(super) fn begin(
    door: &Door,
    headers: &HeaderMap,
    people: &People,
    person: &Person,
) -> Result<Response, Refused> {
    let token = people_file::random().map_err(|_| Why::NotKept)?;
    let token = Token::from_random(token);
    let until = door.sessions().begin(&token, person, now());
    let mut response = json(StatusCode::OK, &Who::new(people, person, until));
    put_cookie(&mut response, &guard::cookie(door, headers, &token, until));
    Ok(response)
}

/// Signs out. It is done whether or not anybody is signed in.
pub(super) async fn sign_out(State(door): State<Arc<Door>>, headers: HeaderMap) -> Response {
    if let Some(token) = guard::token(&door, &headers) {
        door.sessions().end(&token);
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    put_cookie(&mut response, &guard::no_cookie(&door, &headers));
    response
}

fn put_cookie(response: &mut Response, cookie: &str) {
    // It is made of letters, digits and signs that a header takes.
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
}

/// Works on a password: only so many at once, each in memory that is used again and again. More at once
/// would be no faster, and whoever tries many could use up all that there is.
pub(super) async fn hashing<T: Send + 'static>(
    door: &Arc<Door>,
    work: impl FnOnce(&mut Memory) -> T + Send + 'static,
) -> Result<T, Refused> {
    // Its place is its own until it is done: whoever waits for it may go away before.
    let place = Arc::clone(&door.hashing).acquire_owned().await;
    let (tell, told) = tokio::sync::oneshot::channel();
    let door = Arc::clone(door);
    rayon::spawn(move || {
        let mut memory = door.spare().pop().unwrap_or_default();
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut memory)));
        if done.is_ok() {
            door.spare().push(memory);
        }
        drop(place);
        // Who no longer waits need not be told.
        let _ = tell.send(done);
    });
    match told.await {
        Ok(Ok(done)) => Ok(done),
        _ => Err(Why::NotKept.into()),
    }
}

/// Reads a small request.
pub(super) async fn small<T: DeserializeOwned>(request: Request) -> Result<T, Refused> {
    let body = body(request, SMALL_BYTES).await?;
    // Why it is not one might quote a password.
    serde_json::from_slice(&body).map_err(|_| Why::Unreadable.into())
}

/// Reads all of a request that brings JSON.
pub(super) async fn body(request: Request, most: usize) -> Result<axum::body::Bytes, Refused> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Why::Unreadable.into());
    }
    to_bytes(request.into_body(), most)
        .await
        .map_err(|_| Why::TooLarge.into())
}

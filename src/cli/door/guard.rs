//! What keeps other sites out, and how a request shows who it is from.
//!
//! A browser sends cookies by itself, so a cookie alone proves nothing about which page asked. The
//! cookie is `SameSite=Strict`; beside that, whatever changes anything has to carry a header that
//! no other site's page can set, and must not say that it comes from one.

use std::net::IpAddr;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use cookie::{Cookie, SameSite};
use jiff::Timestamp;

use super::{
    Door,
    answer::{Refused, Why},
    at_once::Place,
};
use crate::{
    cli::{now, serve::listen::BODY_BYTES},
    door::{people::Person, session::Token, wire::HEADER},
};

const FETCH_SITE: &str = "sec-fetch-site";

/// Lets through what a page of this site asks, and keeps every answer out of caches.
pub(super) async fn same_site_only(request: Request, next: Next) -> Response {
    let mut response = match is_ours(&request) {
        true => next.run(request).await,
        false => Refused::from(Why::OtherSite).into_response(),
    };
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refuses what says beforehand that it is too much. What does not say so is read only so far.
pub(super) async fn not_too_large(request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    match length.is_none_or(|length: usize| length <= BODY_BYTES) {
        true => next.run(request).await,
        false => Refused::from(Why::TooLarge).into_response(),
    }
}

fn is_ours(request: &Request) -> bool {
    let text = |name: &str| {
        let value = request.headers().get(name);
        value.map(|value| value.to_str().unwrap_or("?"))
    };
    let from = text(FETCH_SITE);
    if request.method().is_safe() {
        // A link in a message leads to the page for a password: the one thing that others may open.
        let is_page = request.uri().path().ends_with("/setup");
        return is_page || from.is_none_or(|from| from == "same-origin" || from == "none");
    }
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let is_host = |origin: &str| {
        let authority = origin.split_once("://").map(|(_, authority)| authority);
        authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    };
    // Another site's page would have to ask first whether it may set that, and nobody answers that it may.
    let (name, value) = HEADER;
    text(name) == Some(value)
        && match (from, text(header::ORIGIN.as_str())) {
            // A proxy may have changed the host; the browser itself says that both are the same.
            (Some(from), _) => from == "same-origin",
            (None, Some(origin)) => is_host(origin),
            (None, None) => true,
        }
}

/// Whether this browser is on this very machine, so that no network is between them: only then may
/// a session do without HTTPS.
fn is_on_this_machine(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let host = host.unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(name, _)| name),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// Whether a session goes over HTTPS alone. Behind a proxy it does whatever host that names: many put
/// their own name for this server in place of the one that was asked for.
fn is_secure(door: &Door, headers: &HeaderMap) -> bool {
    door.behind_proxy || !is_on_this_machine(headers)
}

/// What the cookie is called. `__Host-` makes browsers refuse it from anywhere but this host over
/// HTTPS, so that no other site under the same domain can put one there.
fn cookie_name(door: &Door, headers: &HeaderMap) -> &'static str {
    match is_secure(door, headers) {
        true => "__Host-underpin-session",
        false => "underpin-session",
    }
}

/// The cookie that keeps a session, for as long as that lasts.
pub(super) fn cookie(door: &Door, headers: &HeaderMap, token: &Token, until: Timestamp) -> String {
    let seconds = until.as_second().saturating_sub(now().as_second());
    set_cookie(door, headers, token.to_text(), seconds)
}

/// The cookie that takes it away.
pub(super) fn no_cookie(door: &Door, headers: &HeaderMap) -> String {
    set_cookie(door, headers, String::new(), 0)
}

fn set_cookie(door: &Door, headers: &HeaderMap, value: String, seconds: i64) -> String {
    Cookie::build((cookie_name(door, headers), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(is_secure(door, headers))
        .max_age(cookie::time::Duration::seconds(seconds))
        .to_string()
}

/// The token that a request carries.
pub(super) fn token(door: &Door, headers: &HeaderMap) -> Option<Token> {
    let name = cookie_name(door, headers);
    let lines = headers.get_all(header::COOKIE).iter();
    let mut cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(Cookie::split_parse)
        .flatten();
    let cookie = cookies.find(|cookie| cookie.name() == name)?;
    Token::from_text(cookie.value())
}

/// Who asks, and until when she is signed in.
pub(super) struct SignedIn {
    pub people: std::sync::Arc<crate::door::people::People>,
    pub person: Person,
    pub until: Timestamp,
}

/// Who is signed in.
pub(super) fn signed_in(door: &Door, headers: &HeaderMap) -> Result<SignedIn, Refused> {
    let token = token(door, headers).ok_or(Why::NotSignedIn)?;
    let people = door.people.now();
    let found = door
        .sessions()
        .find(&token, &people, now())
        .map(|(person, until)| (person.clone(), until));
    let (person, until) = found.ok_or(Why::NotSignedIn)?;
    if let Err(wait) = door.limits.request(&person.account) {
        return Err(Refused::from(Why::TooMany).of(&person.account).wait(wait));
    }
    Ok(SignedIn {
        people,
        person,
        until,
    })
}

/// A place for one more request with statements; somebody who has too many under way waits.
pub(super) fn place(door: &Door, person: &Person) -> Result<Place, Refused> {
    let place = door.at_once.begin(&person.account);
    place.ok_or_else(|| Refused::from(Why::TooMany).of(&person.account).wait(1))
}

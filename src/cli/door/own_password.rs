//! A password that somebody gives herself: by a link ([`setup`](super::setup)), or in place of the one that she is
//! signed in with.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};

use super::{
    Door,
    answer::{Refused, Why},
    guard, people_file, session,
};
use crate::{
    cli::serve::address,
    door::{
        edit,
        password::{self, Hash, Weak},
        people::{People, Person},
        wire::NewPassword,
    },
    wording::door as words,
};

/// Keeps somebody's new password. Where the file says something else of her by then, it is refused with `changed`
/// as the reason.
pub(super) async fn keep(
    door: &Arc<Door>,
    person: &Person,
    password: String,
    changed: Why,
) -> Result<(), Refused> {
    let account = &person.account;
    let about = |why: Why| Refused::from(why).of(account);
    password::check(&password, account.as_str(), &person.name).map_err(|why| {
        about(Why::Setup(match why {
            Weak::Short => words::PASSWORD_SHORT,
            Weak::Long => words::PASSWORD_LONG,
            Weak::Guessed => words::PASSWORD_GUESSED,
        }))
    })?;
    let salt = people_file::random().map_err(|_| about(Why::NotKept))?;
    let hash = session::hashing(door, move |memory| Hash::of(&password, &salt, memory)).await?;
    let mark = person.mark();
    let mut is_changed = false;
    let written = door.people.edit(|text| {
        // Two may come at the same moment, with one link or from two devices: the second finds her changed.
        let is_as_it_was = People::read(text)?
            .get(account.as_str())
            .is_some_and(|person| person.mark() == mark);
        if !is_as_it_was {
            is_changed = true;
            return Ok(text.to_owned());
        }
        edit::set_password(text, account, &hash)
    });
    if is_changed {
        return Err(about(changed));
    }
    written.map_err(|failed| {
        let why = failed.unnamed();
        tracing::error!(why, "a password could not be written");
        about(Why::NotKept)
    })
}

/// Changes the password of whoever is signed in. With that all her sessions end; this browser gets another.
pub(super) async fn change(
    State(door): State<Arc<Door>>,
    request: Request,
) -> Result<Response, Refused> {
    let address = address::of(&request, door.behind_proxy);
    let headers = request.headers().clone();
    let person = guard::signed_in(&door, &headers)?.person;
    let about = |why: Why| Refused::from(why).of(&person.account);
    let NewPassword { old, new } = session::small(request).await?;
    // Whoever finds a device unattended could try all that there are.
    door.limits
        .sign_in(person.account.as_str(), Some(&person), address)
        .map_err(|wait| about(Why::TooMany).wait(wait))?;
    let is_the_same = old == new;
    if !session::is_right(&door, Some(&person), old).await? {
        return Err(about(Why::OldPassword));
    }
    if is_the_same {
        return Err(about(Why::Setup(words::PASSWORD_SAME)));
    }
    keep(&door, &person, new, Why::NotSignedIn).await?;
    tracing::info!(person = door.tag(&person.account), "password changed");
    // Who has signed out meanwhile stays so.
    let is_over = || about(Why::NotSignedIn);
    let before = guard::token(&door, &headers).ok_or_else(is_over)?;
    if !door.sessions().end(&before) {
        return Err(is_over());
    }
    let people = door.people.now();
    let person = people.get(person.account.as_str()).ok_or_else(is_over)?;
    session::begin(&door, &headers, &people, person)
}

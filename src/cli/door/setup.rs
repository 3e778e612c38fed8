//! The page on which somebody sets a password, by a link that she was given.
//!
//! The link is in the fragment of the address, so that no log and no proxy ever holds it. The page
//! carries the policy of all pages; its script is a file of its own.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{DOCTYPE, html};
use serde::{Deserialize, Serialize};

use super::{
    Door,
    answer::{self, Refused, Why},
    own_password, session,
};
use crate::{
    cli::{build, now, serve::address, stamp::Stamp},
    door::{
        invitation::{self, BadInvitation},
        password,
        people::{People, Person},
        role::Role,
    },
    site::Loads,
    wording::{door as words, page},
};

const SCRIPT: &str = include_str!("setup.js");

/// What the site's own pages load for their looks: looked up again when another site stands there.
pub(super) struct Looks {
    site: PathBuf,
    read: Mutex<(Option<Stamp>, Arc<Loads>)>,
}

impl Looks {
    /// Those of a site that was built into a folder.
    pub fn of(site: &Path) -> Self {
        Self {
            site: site.to_owned(),
            read: Mutex::default(),
        }
    }

    /// As they are now. While a site is being copied, they are as they were.
    fn now(&self) -> Arc<Loads> {
        let (stamp, loads) = &mut *self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Stamp::of(&build::memory(&self.site));
        if *stamp != now {
            *stamp = now;
            if let Some(read) = build::loads(&self.site) {
                *loads = Arc::new(read);
            }
        }
        Arc::clone(loads)
    }
}

/// The page.
pub(super) async fn show(State(door): State<Arc<Door>>) -> Response {
    let loads = door.looks.now();
    let Loads {
        style, look, icon, ..
    } = &*loads;
    let document = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (words::SETUP_TITLE) }
                @if !look.is_empty() { script src={ "../assets/" (look) } {} }
                @if !style.is_empty() { link rel="stylesheet" href={ "../assets/" (style) }; }
                @if !icon.is_empty() { link rel="icon" type="image/svg+xml" href={ "../assets/" (icon) }; }
                script type="module" src="setup.js" {}
            }
            body {
                header .top { div .top__bar { a .brand href="../" { span .brand__name { (page::UNDERPIN) } } } }
                main #page_main .page {
                    h1 { (words::SETUP_TITLE) }
                    noscript { p { (words::NO_SCRIPT) } }
                    // Which of the three is shown, the script finds out first.
                    p #setup_looking role="status" hidden { (words::LOOKING) }
                    form #setup .fields method="post" novalidate hidden data-sending=(words::SAVING) data-not-sent=(words::NOT_SENT) {
                        p { (words::SETUP_HELP) }
                        div .field {
                            label for="setup_account" { (words::ACCOUNT) }
                            p .hint #setup_account_help { (words::ACCOUNT_HELP) }
                            input #setup_account type="text" autocomplete="username" readonly aria-describedby="setup_account_help";
                        }
                        div .field {
                            label for="setup_password" { (words::PASSWORD) }
                            p .hint #setup_password_help { (words::PASSWORD_HELP) }
                            input #setup_password type="password" autocomplete="new-password" required
                                minlength=(password::LEAST_CHARACTERS) maxlength="200" aria-describedby="setup_password_help setup_said";
                            p .field__error #setup_said role="status" {}
                        }
                        div .choice {
                            input #setup_show type="checkbox";
                            label for="setup_show" { (words::SHOW) }
                        }
                        button .button type="submit" { (words::SET) }
                    }
                    div #setup_over .stack tabindex="-1" hidden data-title=(words::OVER_TITLE) data-no-link=(words::NO_LINK) data-needs-https=(words::NEEDS_HTTPS) {
                        p .notice #setup_why data-kind="warning" {}
                        h2 { (words::SIGN_IN_TITLE) }
                        p { (words::SIGN_IN_HELP) }
                        ul .links {
                            li { a href="../settings/#provider" { (words::AS_LEARNER) } }
                            li { a href="../assess/" { (words::AT_THE_DESK) } }
                        }
                    }
                    div #setup_done .stack tabindex="-1" hidden data-title=(words::DONE_TITLE) {
                        p { (words::IS_SET) }
                        p data-for="learner" { a .button href="../settings/#provider" { (words::TO_SETTINGS) } }
                        p data-for="desk" { a .button href="../assess/" { (words::TO_DESK) } }
                    }
                }
            }
        }
    };
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (kind, document.into_string()).into_response()
}

/// Its script.
pub(super) async fn script() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, SCRIPT).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Setup {
    link: String,
    password: String,
}

/// Where whoever has set a password signs in with it.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Next {
    Learner,
    Desk,
}

#[derive(Serialize)]
struct Done {
    next: Next,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Looked {
    link: String,
}

/// Whom a link is for.
fn person_of<'p>(door: &Door, people: &'p People, link: &str) -> Result<&'p Person, Why> {
    invitation::read(&door.key, people, now(), link).map_err(|why| {
        Why::Link(match why {
            BadInvitation::NotOurs => words::LINK_NOT_OURS,
            BadInvitation::Expired => words::LINK_EXPIRED,
            BadInvitation::Used => words::LINK_USED,
        })
    })
}

/// Says whether a link holds, before anybody types a password for it. It tells no more than an empty
/// password would, and counts as a try just the same.
pub(super) async fn look(
    State(door): State<Arc<Door>>,
    request: Request,
) -> Result<StatusCode, Refused> {
    let address = address::of(&request, door.behind_proxy);
    let Looked { link } = session::small(request).await?;
    door.limits
        .from(address)
        .map_err(|wait| Refused::from(Why::TooMany).wait(wait))?;
    person_of(&door, &door.people.now(), &link)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets a password by a link.
pub(super) async fn set_password(
    State(door): State<Arc<Door>>,
    request: Request,
) -> Result<Response, Refused> {
    let address = address::of(&request, door.behind_proxy);
    let Setup { link, password } = session::small(request).await?;
    door.limits
        .from(address)
        .map_err(|wait| Refused::from(Why::TooMany).wait(wait))?;
    let people = door.people.now();
    let person = person_of(&door, &people, &link)?;
    own_password::keep(&door, person, password, Why::Link(words::LINK_USED)).await?;
    tracing::info!(person = door.tag(&person.account), "password set by a link");
    let next = match person.role {
        Role::Learner => Next::Learner,
        Role::Assessor | Role::InternalQualityAssurer | Role::ExternalQualityAssurer => Next::Desk,
    };
    Ok(answer::json(StatusCode::OK, &Done { next }))
}

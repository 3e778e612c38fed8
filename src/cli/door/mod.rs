//! The door to a learning record store, at `lrs/` under the site: same origin, so that the strict
//! policy of the pages needs no exception, and the store's own password never leaves this machine.
//!
//! Who may see and send what is [`crate::door`]'s to say. Here is what it takes to ask: [`guard`]
//! keeps other sites out, [`limits`] who tries too often, [`at_once`] who asks for too much, [`people_file`] reads who there is,
//! [`store`] talks to the store; [`session`], [`statements`], [`setup`] and [`own_password`] are what can be asked,
//! [`answer`] how it is answered and that refusals are logged.

mod answer;
mod at_once;
mod guard;
mod limits;
mod long;
mod own_password;
pub(super) mod people_file;
mod session;
mod setup;
mod statements;
mod store;

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router, middleware,
    routing::{get, post},
};
use clap::Args;
use tokio::sync::Semaphore;

use self::{
    answer::{Refused, Why},
    at_once::AtOnce,
    limits::Limits,
    people_file::PeopleFile,
    store::Store,
};
use crate::{
    cli::CannotRun,
    door::{
        password,
        session::Sessions,
        signed::{self, Key},
        wire::{BASE, LEARNERS, PASSWORD, SESSION, SETUP, STATEMENTS},
    },
    id::AccountName,
};

/// Whether there is a door, and to what.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Behind {
    /// A learning record store (xAPI 1.0.3) to keep records in, such as
    /// http://127.0.0.1:8100/xAPI/. Its user and password are taken from the environment:
    /// UNDERPIN_LRS_USER and UNDERPIN_LRS_PASSWORD. docs/serving.md says more.
    #[arg(long, value_name = "URL")]
    lrs: Option<reqwest::Url>,

    /// Who may sign in: a file that `underpin people` writes.
    #[arg(long, value_name = "FILE", default_value = people_file::USUAL, requires = "lrs")]
    people: PathBuf,

    /// Behind one reverse proxy that speaks HTTPS: sessions go over HTTPS alone, and the address of who
    /// asks is what it wrote last into X-Forwarded-For. Without a proxy before it, anybody could write
    /// there what they like.
    #[arg(long)]
    behind_proxy: bool,
}

impl Behind {
    /// Whether there is a door.
    pub(super) fn is_there(&self) -> bool {
        self.lrs.is_some()
    }

    /// Whether a reverse proxy stands before this server.
    pub(super) fn is_behind_proxy(&self) -> bool {
        self.behind_proxy
    }

    /// Says where the store does not answer.
    pub(super) async fn warn_without_store(&self) {
        if let Some(Ok(store)) = self.lrs.as_ref().map(Store::new) {
            store.look().await;
        }
    }

    /// Says where nobody will be able to sign in: who serves others so would hear of it from them.
    pub(super) fn warn_without_https(&self, at: IpAddr) {
        if self.is_there() && !self.behind_proxy && !at.is_loopback() {
            tracing::warn!(
                "nobody on another machine can sign in over http: browsers keep a session over HTTPS alone. Put a \
                 server that speaks HTTPS before this one, and say so with --behind-proxy"
            );
        }
    }
}

/// What the door works with.
struct Door {
    people: PeopleFile,
    key: Key,
    sessions: Mutex<Sessions>,
    limits: Limits,
    at_once: AtOnce,
    store: Store,
    /// Checking a password takes memory on purpose: only so many at once.
    hashing: Arc<Semaphore>,
    /// What those work in who are not at it now.
    spare: Mutex<Vec<password::Memory>>,
    behind_proxy: bool,
    /// The setup page's looks: what the site's own pages load.
    looks: setup::Looks,
}

impl Door {
    fn sessions(&self) -> std::sync::MutexGuard<'_, Sessions> {
        // Every change to it is whole: a panic elsewhere leaves nothing half done in it.
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the log calls somebody.
    fn tag(&self, account: &AccountName) -> String {
        signed::tag(&self.key, account)
    }

    fn spare(&self) -> std::sync::MutexGuard<'_, Vec<password::Memory>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The door's addresses; none where it is not asked for.
pub(super) fn routes(choice: &Behind, site: &Path) -> Result<Router, CannotRun> {
    people_file::keep_out_of(site, &choice.people)?;
    let Some(lrs) = &choice.lrs else {
        return Ok(Router::new());
    };
    let people = PeopleFile::open(&choice.people)?;
    // What an unknown name is checked against is made now: the first one would tell itself by time.
    let mut memory = password::Memory::default();
    let _ = password::is_right("", None, &mut memory);
    let door = Arc::new(Door {
        key: people_file::key(&choice.people)?,
        people,
        sessions: Mutex::default(),
        limits: Limits::default(),
        at_once: AtOnce::default(),
        store: Store::new(lrs)?,
        hashing: Arc::new(Semaphore::new(
            std::thread::available_parallelism().map_or(2, usize::from),
        )),
        spare: Mutex::new(vec![memory]),
        behind_proxy: choice.behind_proxy,
        looks: setup::Looks::of(site),
    });
    Ok(Router::new().nest(&format!("/{BASE}"), routes_of(door)))
}

fn routes_of(door: Arc<Door>) -> Router {
    let nothing = || async { Refused::from(Why::NothingHere) };
    let not_so = || async { Refused::from(Why::NotSo) };
    let at = |address: &'static str| address.strip_prefix(BASE).unwrap_or(address);
    Router::new()
        .route(
            at(SESSION),
            get(session::who)
                .post(session::sign_in)
                .delete(session::sign_out),
        )
        .route(
            at(STATEMENTS),
            get(statements::fetch).post(statements::send),
        )
        .route(at(LEARNERS), get(statements::learners))
        .route(
            at(PASSWORD),
            post(setup::set_password).put(own_password::change),
        )
        .route("/link", post(setup::look))
        .route(at(SETUP), get(setup::show))
        .route("/setup.js", get(setup::script))
        .method_not_allowed_fallback(not_so)
        .fallback(nothing)
        .layer(middleware::from_fn(guard::not_too_large))
        .layer(middleware::from_fn(guard::same_site_only))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&door),
            answer::logged,
        ))
        .with_state(door)
}

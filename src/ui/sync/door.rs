//! The door of this site, asked by the browser.

use std::time::Duration;

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestInit, Response,
};

use super::known;
use crate::{
    door::wire::{
        HEADER, LEARNERS, Listed, NewPassword, PASSWORD, Page, SESSION, STATEMENTS, Said, Session,
        SignIn,
    },
    exchange::xapi::StatementId,
    sync::{
        door::{self, Door, DoorError},
        wait,
    },
    ui::{address, clock, storage},
};

/// After how many milliseconds in which nothing of an answer comes it counts as not reached.
const PATIENCE: i32 = 60_000;

/// The same for signing out, which somebody may be waiting for who gives the device to another.
const PATIENCE_AT_THE_END: i32 = 5_000;

/// The key that says that somebody has signed out, and that the door may not have heard of it.
const OVER: &str = "underpin/provider-over";

/// The key, in a tab's storage, of having found no door at a site; its path follows.
const NONE_HERE: &str = "underpin/no-door";

/// The door of this site.
#[derive(Clone, Copy, Debug, Default)]
pub struct Site;

/// What came back.
struct Answer {
    status: u16,
    body: String,
    retry_after: Option<String>,
}

/// Why a password was not changed. What the door says of what was typed is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotChanged {
    /// It is not the one that there was.
    OtherOld(String),
    /// The new one is not good enough.
    NotGood(String),
    /// It could not be written.
    NotKept(String),
    /// The door did not do it, whatever was typed.
    Door(DoorError),
}

impl Site {
    /// Who is signed in.
    ///
    /// # Errors
    /// Nobody is, or there is no door, or it cannot be reached.
    pub async fn session(self) -> Result<Session, DoorError> {
        if address::is_one_file() || storage::is_trial() {
            return Err(DoorError::NoDoor);
        }
        let is_known = known::has_door();
        let none_here = format!("{NONE_HERE}{}", address::root_anywhere());
        if !is_known && storage::tab_get(&none_here).is_some() {
            return Err(DoorError::NoDoor);
        }
        if storage::get(OVER).is_some() && !self.end().await {
            return Err(DoorError::NotReached);
        }
        let answer = ask("GET", SESSION, None).await?;
        let after = answer.retry_after.as_deref();
        let found = door::signed_in(answer.status, &answer.body, after, is_known);
        if found == Err(DoorError::NoDoor) {
            storage::tab_set(&none_here, "1");
        }
        found
    }

    /// Signs somebody in.
    ///
    /// # Errors
    /// [`DoorError::SignedOut`] where name and password do not go together.
    pub async fn sign_in(self, name: &str, password: &str) -> Result<Session, DoorError> {
        let (name, password) = (name.to_owned(), password.to_owned());
        let answer = ask("POST", SESSION, Some(&written(&SignIn { name, password }))).await?;
        let session = answer.read()?;
        // The door has ended whatever session there was before.
        storage::remove(OVER);
        Ok(session)
    }

    /// Changes the password of who is signed in. She stays so here, and nowhere else.
    ///
    /// # Errors
    /// Where it is as it was; or, where the door was not reached, nobody knows.
    pub async fn change_password(self, old: &str, new: &str) -> Result<(), NotChanged> {
        let (old, new) = (old.to_owned(), new.to_owned());
        let answer = ask("PUT", PASSWORD, Some(&written(&NewPassword { old, new }))).await;
        let answer = answer.map_err(NotChanged::Door)?;
        if answer.status == 200 {
            return Ok(());
        }
        let said: Said = serde_json::from_str(&answer.body).unwrap_or_default();
        let message = said.message.into_owned();
        Err(match &*said.error {
            Said::OLD_PASSWORD => NotChanged::OtherOld(message),
            Said::WEAK_PASSWORD => NotChanged::NotGood(message),
            Said::NOT_KEPT => NotChanged::NotKept(message),
            _ => NotChanged::Door(answer.error()),
        })
    }

    /// Signs out. Where the door cannot be reached, it is told before it is asked for anything else: a
    /// session that only seems to be over would be the next person's on this device.
    pub async fn sign_out(self) {
        let _ = storage::set(OVER, "1");
        self.end().await;
    }

    async fn end(self) -> bool {
        let answer = ask("DELETE", SESSION, None).await;
        // Whatever else answers, it is not the door.
        let is_told = answer.is_ok_and(|answer| answer.status == 204);
        if is_told {
            storage::remove(OVER);
        }
        is_told
    }

    /// An assessor's learners.
    ///
    /// # Errors
    /// Where the list did not come.
    pub async fn learners(self) -> Result<Vec<Listed>, DoorError> {
        ask("GET", LEARNERS, None).await?.read()
    }
}

impl Door for Site {
    async fn send(&self, list: &str) -> Result<Vec<StatementId>, DoorError> {
        ask("POST", STATEMENTS, Some(list)).await?.read()
    }

    async fn fetch(&self, address: &str) -> Result<Page, DoorError> {
        ask("GET", address, None).await?.read()
    }
}

impl Answer {
    fn error(&self) -> DoorError {
        DoorError::of(self.status, &self.body, self.retry_after.as_deref())
    }

    fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, DoorError> {
        match self.status {
            // Half an answer is none.
            200 => serde_json::from_str(&self.body).map_err(|_| DoorError::NotReached),
            _ => Err(self.error()),
        }
    }
}

/// How many milliseconds later the door is asked again after so many failures, or as much later as it said.
pub(super) fn next_try(failures: u32, asked: Option<Duration>) -> i32 {
    let chance = u32::from_be_bytes(clock::random());
    let wait = wait::after(failures, chance, asked);
    i32::try_from(wait.as_millis()).unwrap_or(i32::MAX)
}

/// What is asked, as it is sent.
fn written(asked: &impl serde::Serialize) -> String {
    // A map of texts can always be written.
    serde_json::to_string(asked).unwrap_or_default()
}

async fn ask(method: &str, path: &str, body: Option<&str>) -> Result<Answer, DoorError> {
    try_to_ask(method, path, body)
        .await
        .map_err(|_| DoorError::NotReached)
}

async fn try_to_ask(method: &str, path: &str, body: Option<&str>) -> Result<Answer, JsValue> {
    let request = RequestInit::new();
    request.set_method(method);
    request.set_cache(RequestCache::NoStore);
    let headers = Headers::new()?;
    if method != "GET" {
        headers.set(HEADER.0, HEADER.1)?;
    }
    if let Some(body) = body {
        headers.set("Content-Type", "application/json")?;
        request.set_body(&body.into());
    }
    request.set_headers(&headers);
    let controller = AbortController::new()?;
    request.set_signal(Some(&controller.signal()));
    let milliseconds = match method {
        "DELETE" => PATIENCE_AT_THE_END,
        _ => PATIENCE,
    };
    let patience = || {
        let controller = controller.clone();
        clock::after(milliseconds, move || controller.abort())
    };
    let mut waiting = patience();
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let address = format!("{}{path}", address::root_anywhere());
    let answer = JsFuture::from(window.fetch_with_str_and_init(&address, &request)).await?;
    let answer: Response = answer.dyn_into()?;
    let mut body = Vec::new();
    if let Some(parts) = answer.body() {
        let parts: ReadableStreamDefaultReader = parts.get_reader().unchecked_into();
        loop {
            // A slow line is waited for, for as long as something comes.
            waiting = patience();
            let part = JsFuture::from(parts.read()).await?;
            if Reflect::get(&part, &"done".into())?.is_truthy() {
                break;
            }
            body.extend(Uint8Array::new(&Reflect::get(&part, &"value".into())?).to_vec());
        }
    }
    drop(waiting);
    Ok(Answer {
        status: answer.status(),
        body: String::from_utf8_lossy(&body).into_owned(),
        retry_after: answer.headers().get("Retry-After").ok().flatten(),
    })
}

//! The site's own files. Nothing else is ever asked for.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// Nothing answered: no signal, or the server is gone.
    #[error("nothing answered at {0}")]
    Unreachable(String),
    /// The server has no such file.
    #[error("there is no {0} on the server")]
    NotFound(String),
    /// The server answered, with something else than the file.
    #[error("the server answered {1} for {0}")]
    Refused(String, u16),
    /// The file is not text.
    #[error("{0} is not text")]
    NotText(String),
}

/// The text of a file, asked for anew if it has changed on the server.
///
/// # Errors
/// The file could not be had.
pub async fn text(address: &str) -> Result<String, FetchError> {
    let unreachable = || FetchError::Unreachable(address.to_owned());
    let request = RequestInit::new();
    request.set_cache(RequestCache::NoCache);
    let window = web_sys::window().ok_or_else(unreachable)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(address, &request)).await;
    let answer: Response = answer
        .ok()
        .and_then(|value| value.dyn_into().ok())
        .ok_or_else(unreachable)?;
    match answer.status() {
        _ if answer.ok() => {}
        404 => return Err(FetchError::NotFound(address.to_owned())),
        status => return Err(FetchError::Refused(address.to_owned(), status)),
    }
    let not_text = |_| FetchError::NotText(address.to_owned());
    let text = JsFuture::from(answer.text().map_err(not_text)?)
        .await
        .map_err(not_text)?;
    text.as_string()
        .ok_or_else(|| FetchError::NotText(address.to_owned()))
}

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
    /// The training that is open has no such file.
    #[error("there is no {0} in this training")]
    NotInTraining(String),
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
    let not_text = |_| FetchError::NotText(address.to_owned());
    let text = answer(address).await?.text().map_err(not_text)?;
    let text = JsFuture::from(text).await.map_err(not_text)?;
    text.as_string()
        .ok_or_else(|| FetchError::NotText(address.to_owned()))
}

/// The bytes of a file, likewise.
///
/// # Errors
/// The file could not be had.
pub async fn bytes(address: &str) -> Result<Vec<u8>, FetchError> {
    let cut_off = |_| FetchError::Unreachable(address.to_owned());
    let buffer = answer(address).await?.array_buffer().map_err(cut_off)?;
    let buffer = JsFuture::from(buffer).await.map_err(cut_off)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn answer(address: &str) -> Result<Response, FetchError> {
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
        _ if answer.ok() => Ok(answer),
        404 => Err(FetchError::NotFound(address.to_owned())),
        status => Err(FetchError::Refused(address.to_owned(), status)),
    }
}

//! Carries cmi5's requests to the learning system and its answers back.

use js_sys::encode_uri_component;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCache, RequestInit, Response};

use crate::{
    exchange::cmi5::{Request, XAPI_VERSION},
    ui::dom,
};

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status; 0 where nothing came.
    pub status: u16,
    /// The text.
    pub text: String,
}

impl Answer {
    /// Whether it is what was asked for.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// How long what is sent may be that the browser carries on after the page has gone: all of it
/// together has 64 kibibytes.
const SHORT: usize = 8_000;

/// Asks, and waits for the answer.
pub async fn ask(request: &Request) -> Answer {
    // What was begun arrives, though the page is left at once.
    let outlives = request
        .body
        .as_ref()
        .is_some_and(|body| body.len() <= SHORT);
    let Some(promise) = begin(request, outlives) else {
        return Answer::default();
    };
    let answer = JsFuture::from(promise).await.ok();
    let Some(answer) = answer.and_then(|answer| answer.dyn_into::<Response>().ok()) else {
        return Answer::default();
    };
    let text = match answer.text() {
        Ok(text) => JsFuture::from(text).await.ok(),
        Err(_) => None,
    };
    Answer {
        status: answer.status(),
        text: text.and_then(|text| text.as_string()).unwrap_or_default(),
    }
}

/// Asks when there is no time left to wait: the browser carries it on after the page has gone.
pub fn leave(request: &Request) {
    let _ = begin(request, true);
}

fn begin(request: &Request, outlives: bool) -> Option<js_sys::Promise> {
    let headers = Headers::new().ok()?;
    if let Some(token) = &request.token {
        headers
            .set("Authorization", &format!("Basic {token}"))
            .ok()?;
        headers.set("X-Experience-API-Version", XAPI_VERSION).ok()?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.name());
    init.set_cache(RequestCache::NoStore);
    if let Some(body) = &request.body {
        headers.set("Content-Type", "application/json").ok()?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    if outlives {
        js_sys::Reflect::set(&init, &"keepalive".into(), &true.into()).ok()?;
    }
    let mut address = request.address.clone();
    for (at, (name, value)) in request.query.iter().enumerate() {
        // A learning system's own address may ask something already.
        let sign = if at == 0 && !address.contains('?') {
            '?'
        } else {
            '&'
        };
        let value = String::from(encode_uri_component(value));
        address.push_str(&format!("{sign}{name}={value}"));
    }
    Some(dom::window().fetch_with_str_and_init(&address, &init))
}

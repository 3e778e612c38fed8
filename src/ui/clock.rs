//! The time and randomness of this device, for the engine, which has none of its own.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use wasm_bindgen::JsCast;

/// Now, by the device's clock, to the millisecond.
pub fn now() -> Timestamp {
    Timestamp::from_millisecond(js_sys::Date::now() as i64).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Today, where the learner is.
pub fn today() -> Date {
    civil(&js_sys::Date::new_0())
}

fn civil(date: &js_sys::Date) -> Date {
    let (month, day) = (date.get_month() + 1, date.get_date());
    let year = i16::try_from(date.get_full_year()).unwrap_or(1970);
    Date::new(
        year,
        i8::try_from(month).unwrap_or(1),
        i8::try_from(day).unwrap_or(1),
    )
    .unwrap_or(Date::constant(1970, 1, 1))
}

/// Today and the time of day, where the learner is, to the second.
pub fn here_now() -> DateTime {
    let date = js_sys::Date::new_0();
    let part = |number: u32| i8::try_from(number).unwrap_or_default();
    let (hour, minute) = (part(date.get_hours()), part(date.get_minutes()));
    today().at(hour, minute, part(date.get_seconds()), 0)
}

/// The day that a moment was on, where the learner is.
pub fn day(at: Timestamp) -> Date {
    let date = js_sys::Date::new(&(at.as_millisecond() as f64).into());
    civil(&date)
}

/// A day and time as the learner's browser writes them: "21 November 2026 at 09:30".
pub fn local(at: Timestamp) -> String {
    MOMENT.with(|format| format.of(at))
}

/// A day as a sentence says it: "21 November 2026".
pub fn local_day(at: Timestamp) -> String {
    DAY.with(|format| format.of(at))
}

thread_local! {
    static MOMENT: LocalFormat = LocalFormat::new(&[("dateStyle", "long"), ("timeStyle", "short")]);
    static DAY: LocalFormat = LocalFormat::new(&[("dateStyle", "long")]);
}

/// A way of writing moments. The browser takes long to make one, so each is made once.
struct LocalFormat(js_sys::Intl::DateTimeFormat);

impl LocalFormat {
    fn new(styles: &[(&str, &str)]) -> Self {
        let options = js_sys::Object::new();
        for (key, value) in styles {
            let _ = js_sys::Reflect::set(&options, &(*key).into(), &(*value).into());
        }
        let locale = js_sys::Array::of1(&"en-GB".into());
        Self(js_sys::Intl::DateTimeFormat::new(&locale, &options))
    }

    fn of(&self, at: Timestamp) -> String {
        let date = js_sys::Date::new(&(at.as_millisecond() as f64).into());
        let written = self.0.format().call1(&wasm_bindgen::JsValue::NULL, &date);
        let written = written.ok().and_then(|written| written.as_string());
        written.unwrap_or_else(|| day(at).to_string())
    }
}

/// Random bytes of the browser's own generator. Without one (no browser is known that lacks it)
/// the clock and a weaker generator have to do: ids must differ, nothing secret hangs on them.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let strong =
        crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !strong {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    bytes
}

/// How soon what is being typed is written, in milliseconds: well within
/// [`WRITE_WITHIN`](crate::record::draft::WRITE_WITHIN), since encrypting takes time as well.
pub const WRITE_AFTER: i32 = 250;

/// Calls `then` after so many milliseconds, unless the returned timer is dropped before.
pub fn after(milliseconds: i32, then: impl FnOnce() + 'static) -> Timer {
    let call = wasm_bindgen::closure::Closure::once(then);
    let id = web_sys::window().and_then(|window| {
        let function = call.as_ref().unchecked_ref();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(function, milliseconds)
            .ok()
    });
    Timer { id, _call: call }
}

/// Lets so many milliseconds go by.
pub async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |go_on, _| {
        let window = web_sys::window();
        let set = window.and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&go_on, milliseconds)
                .ok()
        });
        if set.is_none() {
            let _ = go_on.call0(&wasm_bindgen::JsValue::NULL);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Lets the browser answer to whoever is there before long work goes on. A message does not wait
/// as a timer does in a tab that is not looked at.
pub async fn breathe() {
    let promise = js_sys::Promise::new(&mut |go_on, _| match web_sys::MessageChannel::new() {
        Ok(channel) => {
            channel.port1().set_onmessage(Some(&go_on));
            let _ = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
        }
        Err(_) => drop(go_on.call0(&wasm_bindgen::JsValue::NULL)),
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// How long work may go on before the browser is let in, in milliseconds: several slices, and what
/// they set off, go into the tenth of a second in which a page has to answer.
const SLICE: f64 = 12.0;

/// Long work that lets the browser in by time: often while every part of it takes long, seldom
/// while each is done at once.
pub struct Pace(std::cell::Cell<f64>);

impl Pace {
    /// Work that begins now.
    pub fn new() -> Self {
        Self(std::cell::Cell::new(js_sys::Date::now()))
    }

    /// Lets the browser in, where it has not been for a while.
    pub async fn keep(&self) {
        if js_sys::Date::now() - self.0.get() >= SLICE {
            breathe().await;
            self.0.set(js_sys::Date::now());
        }
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}

/// Something that is to happen.
pub struct Timer {
    id: Option<i32>,
    _call: wasm_bindgen::closure::Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

//! The functions that a learning system lends to the pages it opens, as JavaScript has them.

use js_sys::{Array, Function as JsFunction, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use crate::{
    exchange::scorm::{Api, Function, Version},
    ui::dom,
};

/// How far up the way from a window to the topmost one is followed. The standard asks for 7 at least;
/// there are learning systems with more frames than that.
const MOST_FRAMES: usize = 32;

/// A learning system's object.
#[derive(Debug)]
pub struct JsApi {
    object: JsValue,
    /// The window that it stands in.
    home: Window,
    version: Version,
}

impl JsApi {
    /// Looks for the object where the standard says that it may be: in this window and those around it,
    /// then in the window that opened this one and those around that.
    pub fn find(version: Version) -> Option<Self> {
        let own = dom::window();
        let opened_by = opener(&own).or_else(|| opener(&own.top().ok().flatten()?));
        let (object, home) = upwards(own, version).or_else(|| upwards(opened_by?, version))?;
        Some(Self {
            object,
            home,
            version,
        })
    }

    /// Whether there is another window in which the object could still appear.
    pub fn may_come() -> bool {
        let own = dom::window();
        let is_framed = own
            .parent()
            .ok()
            .flatten()
            .is_some_and(|parent| !js_sys::Object::is(&parent, &own));
        is_framed || opener(&own).is_some()
    }
}

fn opener(window: &Window) -> Option<Window> {
    let opener = window.opener().ok()?;
    (!opener.is_null() && !opener.is_undefined()).then(|| opener.unchecked_into())
}

fn upwards(mut window: Window, version: Version) -> Option<(JsValue, Window)> {
    for _ in 0..MOST_FRAMES {
        // A window of another site lets nobody look into it.
        if let Ok(object) = Reflect::get(&window, &version.object().into())
            && is_lent(&object, version)
        {
            return Some((object, window));
        }
        let parent = window.parent().ok().flatten()?;
        if js_sys::Object::is(&parent, &window) {
            return None;
        }
        window = parent;
    }
    None
}

/// Whether it is what a learning system lends: a frame or an element of that name is found under it too.
fn is_lent(object: &JsValue, version: Version) -> bool {
    let begin = Function::Initialize.name(version);
    (object.is_object() || object.is_function())
        && Reflect::get(object, &begin.into()).is_ok_and(|begin| begin.is_function())
}

impl Api for JsApi {
    fn call(&mut self, function: Function, arguments: &[&str]) -> String {
        // The functions of a window that was closed still answer, and nobody hears what they are told.
        if self.home.closed().unwrap_or(true) {
            return String::new();
        }
        let name = function.name(self.version);
        let Ok(function) = Reflect::get(&self.object, &name.into()) else {
            return String::new();
        };
        let Ok(function) = function.dyn_into::<JsFunction>() else {
            return String::new();
        };
        let arguments: Array = arguments
            .iter()
            .map(|text| JsValue::from_str(text))
            .collect();
        // One that throws has not done it, which is what an empty answer says.
        let answer = Reflect::apply(&function, &self.object, &arguments);
        answer.map_or_else(|_| String::new(), |answer| text(&answer))
    }
}

/// An answer as a text. The standard wants a text; there are learning systems that answer with a
/// truth value or a number of JavaScript's, which are written as JavaScript writes them. One that
/// says nothing at all says nothing here: "undefined" is nobody's name.
fn text(answer: &JsValue) -> String {
    if answer.is_null() || answer.is_undefined() {
        return String::new();
    }
    if let Some(text) = answer.as_string() {
        return text;
    }
    let write = Reflect::get(&js_sys::global(), &"String".into());
    let write = write
        .ok()
        .and_then(|write| write.dyn_into::<JsFunction>().ok());
    let written = write.and_then(|write| write.call1(&JsValue::UNDEFINED, answer).ok());
    written
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

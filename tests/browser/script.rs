//! The browser made to do what it seldom does.

use std::fmt::Display;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

/// Runs a script in the page, and gives what it returns.
pub fn run(script: impl Display) -> JsValue {
    let script = Function::new_no_args(&script.to_string());
    script.call0(&JsValue::NULL).unwrap()
}

/// Goes on while the browser is as a script has made it. The script returns the way to take that back.
pub async fn while_so<T>(script: &str, then: impl Future<Output = T>) -> T {
    let back: Function = run(script).unchecked_into();
    let came = then.await;
    back.call0(&JsValue::NULL).unwrap();
    came
}

//! Texts out of the browser: many at once.
//!
//! Each that crosses into the program by itself is copied letter by letter. Of 20,000 events that takes as
//! long as hashing them; joined, they cross as one.

use std::ops::Range;

use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::prelude::*;

/// What stands between two that are joined. JSON holds none as it is.
const BETWEEN: &str = "\0";

#[wasm_bindgen]
extern "C" {
    /// `web_sys` has it for texts that come out of the program only.
    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// Texts in the order of the values that they were.
pub(super) struct Texts {
    all: String,
    /// Where each is; a value that was no text is nowhere.
    each: Vec<Option<Range<usize>>>,
}

impl Texts {
    /// The texts of these values.
    pub fn of(values: &[JsValue]) -> Self {
        joined(values).unwrap_or_else(|| one_by_one(values))
    }

    /// How many values there were.
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// What each value was.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Option<&str>> {
        let each = self.each.iter().cloned();
        each.map(|place| self.all.get(place?))
    }
}

/// Nothing where they could not be told apart again.
fn joined(values: &[JsValue]) -> Option<Texts> {
    if !values.iter().all(JsValue::is_string) {
        return None;
    }
    let all = values.iter().collect::<Array>().join(BETWEEN);
    let all = String::from_utf8(TextEncoder::new().encode(&all).to_vec()).ok()?;
    let ends = all.match_indices(BETWEEN).map(|(at, _)| at);
    let mut from = 0;
    let mut each = Vec::with_capacity(values.len());
    for end in ends.chain([all.len()]) {
        each.push(Some(from..end));
        from = end + BETWEEN.len();
    }
    (each.len() == values.len()).then_some(Texts { all, each })
}

fn one_by_one(values: &[JsValue]) -> Texts {
    let mut all = String::new();
    let mut each = Vec::with_capacity(values.len());
    for value in values {
        let from = all.len();
        each.push(value.as_string().map(|text| {
            all.push_str(&text);
            from..all.len()
        }));
    }
    Texts { all, each }
}

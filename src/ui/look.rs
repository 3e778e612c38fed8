//! How the pages look to this reader: kept under one key as `style/look.js` reads it, and put on
//! the page as attributes of `<html>`. What is not chosen is as the device and the pack have it.

use std::collections::BTreeMap;

use serde_json::value::{RawValue, to_raw_value};

use super::{dom, slots::PREFIX, storage};
use crate::{nation::Nation, pack::Settings};

/// Something about the look that a reader can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Light, dark or high contrast.
    Theme,
    /// The size of the text.
    Size,
    /// The space between lines, letters and words.
    Spacing,
    /// The shapes of the letters.
    Font,
    /// Whether things move.
    Motion,
    /// Whether there are buttons that read aloud.
    Aloud,
    /// The nation whose law is shown.
    Nation,
}

impl Part {
    /// What concerns reading, in the order of the settings page.
    pub const READING: [Self; 6] = [
        Self::Size,
        Self::Spacing,
        Self::Font,
        Self::Theme,
        Self::Motion,
        Self::Aloud,
    ];

    /// Its name in storage; the page's attribute is this behind `data-`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Size => "size",
            Self::Spacing => "spacing",
            Self::Font => "font",
            Self::Motion => "motion",
            Self::Aloud => "aloud",
            Self::Nation => "nation",
        }
    }

    /// What can be chosen beside what the device has.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["light", "dark", "contrast"],
            Self::Size => &["large", "larger"],
            Self::Spacing => &["wide"],
            Self::Font => &["plain"],
            Self::Motion => &["less"],
            Self::Aloud => &["off"],
            Self::Nation => &["england", "scotland", "wales", "northern-ireland"],
        }
    }
}

fn key() -> String {
    format!("{PREFIX}look")
}

/// All that is kept. What a later version keeps beside it is kept on.
fn kept() -> BTreeMap<String, Box<RawValue>> {
    storage::get(&key())
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// What is chosen; empty where it is as the device has it.
pub fn chosen(part: Part) -> String {
    let kept = kept();
    let value = kept.get(part.key());
    value
        .and_then(|value| serde_json::from_str::<String>(value.get()).ok())
        .filter(|value| part.values().contains(&value.as_str()))
        .unwrap_or_default()
}

/// Chooses a value, or with an empty one what the device has: on the page at once, and from now
/// on on every page.
///
/// # Errors
/// The browser would not keep it: it holds for this page only.
pub fn choose(part: Part, value: &str) -> Result<(), storage::Trouble> {
    let mut kept = kept();
    let attribute = format!("data-{}", part.key());
    if part.values().contains(&value) {
        if let Ok(value) = to_raw_value(value) {
            kept.insert(part.key().to_owned(), value);
        }
        if let Some(html) = dom::html() {
            let _ = html.set_attribute(&attribute, value);
        }
    } else {
        kept.remove(part.key());
        // The nation of the pack is on the page again when the next one is loaded.
        if let (Some(html), false) = (dom::html(), part == Part::Nation) {
            let _ = html.remove_attribute(&attribute);
        }
    }
    match serde_json::to_string(&kept) {
        Ok(text) => storage::set(&key(), &text),
        Err(_) => Ok(()),
    }
}

/// Puts what was chosen on the page once more, where it was not there yet when the page was begun.
pub fn put_kept() {
    let Some(html) = dom::html() else { return };
    for part in Part::READING.into_iter().chain([Part::Nation]) {
        let value = chosen(part);
        if !value.is_empty() {
            let _ = html.set_attribute(&format!("data-{}", part.key()), &value);
        }
    }
}

/// The nation whose law is shown: the reader's choice, or the pack's.
pub fn nation(settings: &Settings) -> Nation {
    dom::html_attribute("data-nation")
        .parse()
        .unwrap_or(settings.nation)
}

/// Puts the organisation's own hue on the page, which stands in its `<html>` element.
pub fn put_hue() {
    let hue = dom::html_attribute("data-hue");
    let style = dom::html().map(|html| html.style());
    if let Some(style) = style {
        let _ = match hue.is_empty() {
            true => style.remove_property("--hue").map(drop),
            false => style.set_property("--hue", &hue),
        };
    }
}

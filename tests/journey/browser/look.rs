//! How a page is looked at: in which window, and with what the person has asked the system for.

use serde_json::{Value, json};

/// The two windows every screen must work in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// An old phone, held upright.
    Phone,
    /// A computer in an office.
    Desk,
}

impl Window {
    pub const ALL: [Self; 2] = [Self::Phone, Self::Desk];

    /// Width and height in CSS pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (360, 740),
            Self::Desk => (1280, 900),
        }
    }
}

/// How a person has asked the system to look; a page learns it from media queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Light,
    Dark,
    /// More contrast, on a light page.
    Contrast,
    /// The system's own few colours in place of the page's.
    Forced,
}

impl Look {
    pub const ALL: [Self; 4] = [Self::Light, Self::Dark, Self::Contrast, Self::Forced];

    pub(super) fn media_features(self) -> Value {
        let (scheme, contrast, forced) = match self {
            Self::Light => ("light", "no-preference", "none"),
            Self::Dark => ("dark", "no-preference", "none"),
            Self::Contrast => ("light", "more", "none"),
            Self::Forced => ("light", "custom", "active"),
        };
        json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-contrast", "value": contrast },
            { "name": "forced-colors", "value": forced },
            // Motion would only be waited for, and pictured half way.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ])
    }
}

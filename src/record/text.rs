//! Texts that events share, read in one step.
//!
//! serde makes an `Arc<str>` out of a `String`: a copy more for every name and every answer of a record.

use std::{fmt, sync::Arc};

use serde::{Deserializer, de};

/// Reads a text: for `#[serde(deserialize_with = "…")]`.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    deserializer.deserialize_str(TextVisitor)
}

struct TextVisitor;

impl de::Visitor<'_> for TextVisitor {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Arc<str>, E> {
        Ok(text.into())
    }
}

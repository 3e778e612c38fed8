//! An event before its seal was looked at.

use std::sync::Arc;

use serde_json::value::RawValue;

use super::{BEFORE_EVENT, BEFORE_SEAL, END, Raw, Reading, SEAL_LENGTH, Sealed, read};
use crate::record::seal::Seal;

/// An event that is read, and whose seal is still to be looked at. Hashing takes as long as reading; who
/// waits for a page can be shown what a record comes to before it, and nothing else is done with it.
#[derive(Clone, Debug)]
pub struct Unchecked(Sealed);

impl Unchecked {
    /// What stands where [`Sealed::to_text`] writes an event, read without going through it twice.
    ///
    /// # Errors
    /// It does not stand there as it was written, which says nothing about whether it is whole.
    pub fn from_text(seal: Seal, text: String) -> Result<Self, String> {
        let Some(raw) = as_written(seal, &text) else {
            return Err(text);
        };
        let reading = read(raw);
        // What was read as an event is JSON; anything else may not be.
        let is_json = match reading {
            Reading::Known(_) => true,
            Reading::Unknown(_) => serde_json::from_str::<&RawValue>(raw).is_ok(),
        };
        if !is_json {
            return Err(text);
        }
        let event = text.len() - END.len() - raw.len()..text.len() - END.len();
        let raw = Raw {
            text: text.into(),
            event,
        };
        Ok(Self(Sealed { seal, raw, reading }))
    }

    /// The event, if its seal holds.
    ///
    /// # Errors
    /// It does not; this is what stood there.
    pub fn check(self) -> Result<Sealed, String> {
        let Self(event) = self;
        if Seal::of(event.raw()) == event.seal {
            return Ok(event);
        }
        let Raw { text, .. } = event.raw;
        Sealed::from_stated(event.seal, &text).ok_or_else(|| Arc::unwrap_or_clone(text))
    }

    /// What the event is said to be known by.
    pub fn seal(&self) -> Seal {
        self.0.seal
    }

    /// The event as it would be, should the seal hold.
    pub(in crate::record) fn if_it_holds(&self) -> &Sealed {
        &self.0
    }
}

/// Where the event stands in a text that was written for this seal.
fn as_written(seal: Seal, text: &str) -> Option<&str> {
    let stated = text.strip_prefix(BEFORE_SEAL)?;
    let (stated, rest) = stated.split_at_checked(SEAL_LENGTH)?;
    let raw = rest.strip_prefix(BEFORE_EVENT)?.strip_suffix(END)?;
    // White space at either end belongs to no event, whatever its hash is.
    (stated.parse() == Ok(seal) && raw.trim_ascii() == raw).then_some(raw)
}

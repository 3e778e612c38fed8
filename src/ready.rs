//! A unit as the build has read it, handed to the small program of the pages where people read and
//! practise, which has no Markdown reader.
//!
//! The page holds the words to read already, so they are left out, and the rest is written as bytes
//! (Postcard), for which a program needs a third of the code that JSON takes. Whoever cannot use what is handed
//! over (it is of another build, or of another version of this program) reads the Markdown instead.

use serde::{Deserialize, Serialize};

use crate::{
    pack::Settings,
    prose::Prose,
    unit::{Content, Part, Unit},
};

/// The shape of what is handed over, and raised whenever that changes: a program of one version may
/// meet a file of another.
pub const FORMAT: u32 = 1;

/// A unit and its pack's settings, without what only the page needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// The [fingerprint](crate::site::source::fingerprint) of the files that both were read from.
    pub source: String,
    /// The pack's settings.
    pub settings: Settings,
    /// The unit.
    pub unit: Unit,
}

/// Why something that was handed over cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    /// Another version of this program wrote it.
    #[error("another version of this program wrote it")]
    OtherFormat,
    /// It cannot be read.
    #[error("it is damaged, or something else")]
    Damaged,
}

impl Ready {
    /// What the program of a unit's page needs.
    pub fn new(source: &str, settings: &Settings, unit: &Unit) -> Self {
        let fresh = Settings::default();
        Self {
            source: source.to_owned(),
            settings: Settings {
                locked: fresh.locked,
                official: fresh.official,
                centre: fresh.centre,
                roles: fresh.roles,
                refresh: fresh.refresh,
                theme: fresh.theme,
                edits: fresh.edits,
                ..settings.clone()
            },
            unit: without_reading(unit),
        }
    }

    /// As the bytes of a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(&(FORMAT, self))
            .unwrap_or_else(|_| unreachable!("nothing in a unit is without its length"))
    }

    /// From the bytes of a file.
    ///
    /// # Errors
    /// It is of another version, or is no such thing.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotReady> {
        let read = postcard::take_from_bytes::<u32>(bytes);
        let (format, rest) = read.map_err(|_| NotReady::Damaged)?;
        match format {
            FORMAT => postcard::from_bytes(rest).map_err(|_| NotReady::Damaged),
            _ => Err(NotReady::OtherFormat),
        }
    }
}

/// The unit with the words to read taken out of it: they stand in the page.
fn without_reading(unit: &Unit) -> Unit {
    let mut unit = unit.clone();
    unit.opening = Prose::default();
    unit.notes.clear();
    for section in &mut unit.sections {
        if let Content::Reading(reading) = &mut section.content {
            reading
                .parts
                .retain(|part| matches!(part, Part::Question(_)));
        }
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        progress::Progress,
        read::{read_settings, read_unit},
        source::Source,
    };

    fn ready() -> (Unit, Ready) {
        let text = include_str!("../content/carer-partnerships.md");
        let settings = include_str!("../content/pack.toml");
        let unit = read_unit(Source {
            name: "carer-partnerships.md",
            text,
        })
        .value;
        let settings = read_settings(Source {
            name: "pack.toml",
            text: settings,
        })
        .value;
        let ready = Ready::new("0af3", &settings, &unit);
        (unit, ready)
    }

    #[test]
    fn what_is_handed_over_comes_back() {
        let (_, ready) = ready();
        assert_eq!(Ready::from_bytes(&ready.to_bytes()), Ok(ready));
    }

    #[test]
    fn all_that_can_be_done_in_a_unit_is_in_it() {
        let (unit, ready) = ready();
        assert!(unit.questions().eq(ready.unit.questions()));
        assert!(unit.scenarios().eq(ready.unit.scenarios()));
        assert!(unit.criteria().eq(ready.unit.criteria()));
        let nation = ready.settings.nation;
        assert_eq!(
            Progress::of(&unit, None, nation),
            Progress::of(&ready.unit, None, nation)
        );
    }

    #[test]
    fn what_another_version_wrote_is_refused() {
        let (_, ready) = ready();
        let mut bytes = ready.to_bytes();
        bytes[0] += 1;
        assert_eq!(Ready::from_bytes(&bytes), Err(NotReady::OtherFormat));
        bytes[0] -= 1;
        for end in (0..bytes.len()).step_by(499) {
            assert_eq!(Ready::from_bytes(&bytes[..end]), Err(NotReady::Damaged));
        }
    }

    // Where this fails, what is handed over has another shape: raise `FORMAT` and accept it.
    #[test]
    fn the_shape_is_the_one_of_this_format() {
        let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n## A {#a}\n\nRead *this*.\n\n\
            ### Which? {#q .single criteria=ac-1-1}\n\n- [x] Right {#r}\n  > Yes.\n- [ ] Wrong\n  > No. [!UNSAFE]\n\n\
            ## 1.1 Explain it {#ac-1-1 .criterion}\n\n- **A.** x\n";
        let unit = read_unit(Source { name: "u.md", text }).value;
        let ready = Ready::new("0af3", &Settings::default(), &unit);
        insta::assert_json_snapshot!(format!("format-{FORMAT}"), ready);
    }
}

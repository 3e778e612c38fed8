//! What of a learner's record a page of the desk shows, as the fragment of its address.
//!
//! Desk pages are the same for all learners, so that which one is shown never reaches a server:
//! browsers keep fragments to themselves.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{PackId, UnitId},
    quality::Place,
    record::event::PersonId,
};

/// A learner, and as much of her record as is wanted: `LEARNER`, `LEARNER/PACK/UNIT` or
/// `LEARNER/PACK/UNIT/CRITERION`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeskPlace {
    /// Whose record.
    pub learner: PersonId,
    /// How much of it.
    pub within: Within,
}

/// How much of a learner's record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Within {
    /// All of it.
    Record,
    /// A unit.
    Unit(PackId, UnitId),
    /// A criterion.
    Criterion(Place),
}

impl DeskPlace {
    /// A learner's whole record.
    pub fn learner(learner: PersonId) -> Self {
        let within = Within::Record;
        Self { learner, within }
    }

    /// A unit of a learner's.
    pub fn unit(learner: PersonId, pack: PackId, unit: UnitId) -> Self {
        let within = Within::Unit(pack, unit);
        Self { learner, within }
    }

    /// A criterion of a learner's.
    pub fn criterion(learner: PersonId, place: Place) -> Self {
        let within = Within::Criterion(place);
        Self { learner, within }
    }

    /// The criterion, where it is one.
    pub fn as_criterion(&self) -> Option<&Place> {
        match &self.within {
            Within::Criterion(place) => Some(place),
            Within::Record | Within::Unit(..) => None,
        }
    }
}

impl fmt::Display for DeskPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let learner = self.learner;
        match &self.within {
            Within::Record => write!(f, "{learner}"),
            Within::Unit(pack, unit) => write!(f, "{learner}/{pack}/{unit}"),
            Within::Criterion(Place {
                pack,
                unit,
                criterion,
            }) => write!(f, "{learner}/{pack}/{unit}/{criterion}"),
        }
    }
}

/// The address of a learner's criterion on a page of the desk.
pub fn address_of(page: &str, learner: PersonId, place: &Place) -> String {
    format!("{page}#{}", DeskPlace::criterion(learner, place.clone()))
}

/// That a fragment names no place on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this address names no learner, unit or criterion")]
pub struct NoPlace;

impl FromStr for DeskPlace {
    type Err = NoPlace;

    /// Reads a fragment, with or without the `#` before it.
    fn from_str(text: &str) -> Result<Self, NoPlace> {
        fn read<T: FromStr>(text: &str) -> Result<T, NoPlace> {
            text.parse().map_err(|_| NoPlace)
        }
        let text = text.strip_prefix('#').unwrap_or(text);
        let (learner, within) = match *text.split('/').collect::<Vec<_>>() {
            [learner] => (learner, Within::Record),
            [learner, pack, unit] => (learner, Within::Unit(read(pack)?, read(unit)?)),
            [learner, pack, unit, criterion] => {
                let place = Place {
                    pack: read(pack)?,
                    unit: read(unit)?,
                    criterion: read(criterion)?,
                };
                (learner, Within::Criterion(place))
            }
            _ => return Err(NoPlace),
        };
        Ok(Self {
            learner: read(learner)?,
            within,
        })
    }
}

impl TryFrom<String> for DeskPlace {
    type Error = NoPlace;

    fn try_from(text: String) -> Result<Self, NoPlace> {
        text.parse()
    }
}

impl From<DeskPlace> for String {
    fn from(place: DeskPlace) -> Self {
        place.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(id in any::<[u8; 16]>(), depth in 0..3_usize) {
            let learner = PersonId::from_random(id);
            let of = Place {
                pack: "underpin".parse().unwrap(),
                unit: "carer-partnerships".parse().unwrap(),
                criterion: "ac-3-2".parse().unwrap(),
            };
            let place = match depth {
                0 => DeskPlace::learner(learner),
                1 => DeskPlace::unit(learner, of.pack.clone(), of.unit.clone()),
                _ => DeskPlace::criterion(learner, of.clone()),
            };
            let words = ["", "/underpin/carer-partnerships", "/underpin/carer-partnerships/ac-3-2"];
            prop_assert_eq!(place.to_string(), format!("{learner}{}", words[depth]));
            prop_assert_eq!(place.to_string().parse(), Ok(place.clone()));
            prop_assert_eq!(format!("#{place}").parse(), Ok(place.clone()));
            if depth == 2 {
                prop_assert_eq!(address_of("/judge/", learner, &of), format!("/judge/#{place}"));
            }
        }

        #[test]
        fn any_text_is_a_place_or_not(text in ".{0,80}") {
            if let Ok(place) = text.parse::<DeskPlace>() {
                prop_assert_eq!(place.to_string().parse(), Ok(place));
            }
        }
    }
}

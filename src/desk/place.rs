//! What of a learner's record a page of the desk shows, as the fragment of its address.
//!
//! Desk pages are the same for all learners, so that which one is shown never reaches a server:
//! browsers keep fragments to themselves.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{CriterionId, PackId, UnitId},
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
    /// Which unit of it.
    pub unit: Option<(PackId, UnitId)>,
    /// Which criterion of that.
    pub criterion: Option<CriterionId>,
}

impl DeskPlace {
    /// A criterion of a learner's.
    pub fn criterion(
        learner: PersonId,
        pack: PackId,
        unit: UnitId,
        criterion: CriterionId,
    ) -> Self {
        Self {
            learner,
            unit: Some((pack, unit)),
            criterion: Some(criterion),
        }
    }

    /// A learner's whole record.
    pub fn learner(learner: PersonId) -> Self {
        Self {
            learner,
            unit: None,
            criterion: None,
        }
    }
}

impl fmt::Display for DeskPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.learner)?;
        if let Some((pack, unit)) = &self.unit {
            write!(f, "/{pack}/{unit}")?;
            if let Some(criterion) = &self.criterion {
                write!(f, "/{criterion}")?;
            }
        }
        Ok(())
    }
}

/// The address of a learner's criterion on a page of the desk.
pub fn address_of(page: &str, learner: PersonId, place: &Place) -> String {
    let Place {
        pack,
        unit,
        criterion,
    } = place;
    format!("{page}#{learner}/{pack}/{unit}/{criterion}")
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
        let (learner, unit, criterion) = match *text.split('/').collect::<Vec<_>>() {
            [learner] => (learner, None, None),
            [learner, pack, unit] => (learner, Some((pack, unit)), None),
            [learner, pack, unit, criterion] => (learner, Some((pack, unit)), Some(criterion)),
            _ => return Err(NoPlace),
        };
        Ok(Self {
            learner: read(learner)?,
            unit: unit.map(|(p, u)| Ok((read(p)?, read(u)?))).transpose()?,
            criterion: criterion.map(read).transpose()?,
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
        fn what_is_written_is_read(id in any::<[u8; 16]>(), depth in 0..3) {
            let learner = PersonId::from_random(id);
            let criterion = DeskPlace::criterion(
                learner,
                "underpin".parse().unwrap(),
                "carer-partnerships".parse().unwrap(),
                "ac-3-2".parse().unwrap(),
            );
            let place = match depth {
                0 => DeskPlace::learner(learner),
                1 => DeskPlace { criterion: None, ..criterion },
                _ => criterion,
            };
            prop_assert_eq!(place.to_string().parse(), Ok(place.clone()));
            prop_assert_eq!(format!("#{place}").parse(), Ok(place.clone()));
            if let (Some((pack, unit)), Some(criterion)) = (place.unit.clone(), place.criterion.clone()) {
                let of = Place { pack, unit, criterion };
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

//! What units and criteria are called on the desk: by the pack that is at hand, and by their ids
//! where it has them no more.

use std::collections::BTreeMap;

use crate::{
    id::{PackId, UnitId},
    pack::Settings,
    quality::Place,
    unit::Unit,
};

/// The names of a pack's units and criteria.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pack: Option<PackId>,
    units: BTreeMap<UnitId, String>,
    criteria: BTreeMap<Place, Criterion>,
    order: Vec<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Criterion {
    number: String,
    asks: String,
}

impl Names {
    /// The names in a pack.
    pub fn of<'u>(settings: &Settings, units: impl IntoIterator<Item = &'u Unit>) -> Self {
        let mut names = Self {
            pack: Some(settings.id.clone()),
            ..Self::default()
        };
        for unit in units {
            names.units.insert(unit.id.clone(), unit.title.clone());
            for criterion in unit.criteria() {
                let place = Place {
                    pack: settings.id.clone(),
                    unit: unit.id.clone(),
                    criterion: criterion.id.clone(),
                };
                let official = settings.official(&unit.id, &criterion.id);
                let number = official.map(|official| official.official_ref.as_str());
                let name = Criterion {
                    number: number
                        .filter(|number| !number.is_empty())
                        .unwrap_or(&criterion.reference)
                        .to_owned(),
                    asks: criterion.text.text(&settings.fillings),
                };
                names.criteria.insert(place.clone(), name);
                names.order.push(place);
            }
        }
        names
    }

    /// Every criterion of the pack, in its order.
    pub fn places(&self) -> &[Place] {
        &self.order
    }

    /// A unit's title, or its id.
    pub fn unit<'n>(&'n self, pack: &PackId, unit: &'n UnitId) -> &'n str {
        let known = self.units.get(unit);
        let known = known.filter(|_| self.pack.as_ref() == Some(pack));
        known.map_or(unit.as_str(), String::as_str)
    }

    /// A criterion's number, the awarding body's where a centre has set it; else its id.
    pub fn number<'n>(&'n self, place: &'n Place) -> &'n str {
        let known = self.criteria.get(place);
        known.map_or(place.criterion.as_str(), |known| &known.number)
    }

    /// What a criterion asks, or its id.
    pub fn asks<'n>(&'n self, place: &'n Place) -> &'n str {
        let known = self.criteria.get(place);
        known.map_or(place.criterion.as_str(), |known| &known.asks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source};

    const UNIT: &str = "\
+++
id = \"handover\"
title = \"Handover\"
level = 2
+++

## 1.1 Explain why notes are kept {#ac-1-1 .criterion}

- **Safety.** What is not written is not known.
";

    #[test]
    fn what_the_pack_has_is_called_by_its_name_and_the_rest_by_its_id() {
        let source = Source {
            name: "handover.md",
            text: UNIT,
        };
        let unit = read_unit(source).value;
        let settings = Settings::default();
        let names = Names::of(&settings, [&unit]);
        let [here] = names.places() else {
            panic!("one criterion: {:?}", names.places());
        };
        assert_eq!(names.unit(&here.pack, &here.unit), "Handover");
        assert_eq!(names.number(here), "1.1");
        assert_eq!(names.asks(here), "Explain why notes are kept");
        let gone = Place {
            criterion: "ac-9-9".parse().unwrap(),
            ..here.clone()
        };
        assert_eq!(
            (names.number(&gone), names.asks(&gone)),
            ("ac-9-9", "ac-9-9")
        );
        let other: PackId = "another-pack".parse().unwrap();
        assert_eq!(names.unit(&other, &here.unit), "handover");
    }
}

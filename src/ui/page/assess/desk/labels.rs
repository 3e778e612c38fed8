//! What units and criteria are called, found by their ids.

use std::{collections::BTreeMap, rc::Rc};

use crate::{
    id::{CriterionId, UnitId},
    pack::Settings,
    unit::Unit,
};

/// The names of everything in the pack.
pub(super) struct Labels {
    units: BTreeMap<UnitId, String>,
    criteria: BTreeMap<(UnitId, CriterionId), String>,
}

impl Labels {
    /// The names in a pack, a centre's own wording of criteria first.
    pub(super) fn new(settings: &Settings, units: &[Rc<Unit>]) -> Self {
        let criterion = |unit: &Unit, criterion: &crate::criterion::Criterion| {
            let official = settings.official(&unit.id, &criterion.id);
            let own = || criterion.text.text(&settings.fillings).to_string();
            let number = official
                .map(|official| official.official_ref.as_str())
                .filter(|number| !number.is_empty())
                .unwrap_or(&criterion.reference);
            let words = official
                .map(|official| official.official_text.clone())
                .filter(|words| !words.is_empty())
                .unwrap_or_else(own);
            format!("{number} {words}")
        };
        let criteria = units.iter().flat_map(|unit| {
            let each = unit.criteria();
            each.map(move |one| ((unit.id.clone(), one.id.clone()), criterion(unit, one)))
        });
        Self {
            units: units
                .iter()
                .map(|unit| (unit.id.clone(), unit.title.clone()))
                .collect(),
            criteria: criteria.collect(),
        }
    }

    /// A unit's title; its id where the pack has it no more.
    pub(super) fn unit(&self, unit: &UnitId) -> String {
        let title = self.units.get(unit).cloned();
        title.unwrap_or_else(|| unit.to_string())
    }

    /// A criterion's number and words; its id where the pack has it no more.
    pub(super) fn criterion(&self, unit: &UnitId, criterion: &CriterionId) -> String {
        let words = self.criteria.get(&(unit.clone(), criterion.clone()));
        words.cloned().unwrap_or_else(|| criterion.to_string())
    }
}

//! An entry for a record of continuing professional development: what a learner fills in about a
//! unit for herself and her manager. It is her own draft; it is in no file that leaves.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{id::UnitId, nation::Nation, unit::Unit};

/// One entry. What is not filled in is room to write on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CpdEntry {
    /// The day.
    pub date: Option<Date>,
    /// What was done.
    pub activity: String,
    /// For how many hours, as typed.
    pub hours: String,
    /// What she learned.
    pub learned: String,
    /// How she used it.
    pub used: String,
    /// What it did for people.
    pub effect: String,
    /// What she does next.
    pub next: String,
    /// The standards or criteria it is about.
    pub standards: String,
}

impl CpdEntry {
    /// An entry with what is known of a unit: its title, its length, its criteria.
    pub fn begun(unit: &Unit, training: &str, date: Option<Date>, nation: Nation) -> Self {
        let criteria = unit
            .criteria()
            .filter(|criterion| criterion.nations.holds(nation))
            .map(|criterion| criterion.reference.as_str());
        let criteria: Vec<&str> = criteria.collect();
        Self {
            date,
            activity: format!("{} ({training})", unit.title),
            hours: hours(unit.minutes),
            standards: criteria.join(", "),
            ..Self::default()
        }
    }
}

/// Minutes as hours, up to the next quarter: `0.75`.
fn hours(minutes: u16) -> String {
    let quarters = minutes.div_ceil(15);
    let (whole, part) = (quarters / 4, quarters % 4);
    match part {
        0 => whole.to_string(),
        1 => format!("{whole}.25"),
        2 => format!("{whole}.5"),
        _ => format!("{whole}.75"),
    }
}

/// All entries of one learner that were begun on a device, by unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CpdDrafts(BTreeMap<UnitId, CpdEntry>);

impl CpdDrafts {
    /// The drafts in a text that was kept; none where it cannot be read.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text to keep.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self)
            .unwrap_or_else(|bug| panic!("drafts can always be written: {bug}"))
    }

    /// The draft about a unit.
    pub fn of(&self, unit: &UnitId) -> Option<&CpdEntry> {
        self.0.get(unit)
    }

    /// Keeps a draft in place of the one before.
    pub fn keep(&mut self, unit: &UnitId, entry: CpdEntry) {
        self.0.insert(unit.clone(), entry);
    }

    /// Forgets a draft.
    pub fn forget(&mut self, unit: &UnitId) {
        self.0.remove(unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_told_in_quarters_of_an_hour() {
        let told = [0, 1, 15, 40, 60, 75, 90, 105, u16::MAX].map(hours);
        let wanted = [
            "0", "0.25", "0.25", "0.75", "1", "1.25", "1.5", "1.75", "1092.25",
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn drafts_are_kept_and_what_is_no_draft_is_none() {
        let unit: UnitId = "carers".parse().unwrap();
        let mut drafts = CpdDrafts::default();
        let entry = CpdEntry {
            learned: "To ask first.".to_owned(),
            ..CpdEntry::default()
        };
        drafts.keep(&unit, entry.clone());
        let mut again = CpdDrafts::read(&drafts.to_text()).unwrap();
        assert_eq!(again.of(&unit), Some(&entry));
        again.forget(&unit);
        assert_eq!(again, CpdDrafts::default());
        assert_eq!(CpdDrafts::read("{\"carers\":7"), None);
        // A later version's field is no reason to lose the rest.
        let later = r#"{"carers":{"learned":"To ask first.","colour":"green"}}"#;
        assert_eq!(CpdDrafts::read(later).unwrap().of(&unit), Some(&entry));
    }
}

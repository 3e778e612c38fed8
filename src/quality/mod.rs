//! Quality assurance and the whole cohort: what many records come to, worked out and never judged.
//!
//! - [`agreement`]: how far two people judged alike, and where they differ.
//! - [`sampling`]: which decisions an internal quality assurer looks at, and why each.
//! - [`items`]: how practice questions and scenarios do, for whoever writes them.
//! - [`spread`]: how long learners wait, by the middle and the quarters.
//!
//! None of it changes a decision or proposes one: counts go to people, and people decide.

pub mod agreement;
pub mod items;
pub mod sampling;
pub mod spread;

use serde::{Deserialize, Serialize};

use crate::id::{CriterionId, PackId, UnitId};

/// A criterion among those of many packs: its id alone is unique in its unit only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The pack.
    pub pack: PackId,
    /// The unit.
    pub unit: UnitId,
    /// The criterion.
    pub criterion: CriterionId,
}

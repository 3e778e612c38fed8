//! The completion statement (`completion-….underpin.json`): who has done what and when, and not a
//! word that anybody wrote.
//!
//! A learner gives it to her employer. It holds her name and her role as she chooses to give
//! them, and for each unit counts, outcomes, standings and days. Titles and numbers are the
//! training's own. Nothing typed in an answer, a reflection, a comment or a decision can be in
//! it, because nothing here reads one.
//!
//! ```text
//! {"format":"underpin-completion","version":1,"statement":{…},"digest":"…"}
//! ```
//!
//! It is canonical: the same statement gives the same bytes. The digest is over the statement, so
//! a statement that was altered is noticed; anybody can write a whole new one, so it is evidence
//! of integrity and not of authorship.
//!
//! # Versions
//! What stands in version 1 never changes, or the digests of old files would not hold. A later
//! version gets types of its own and is turned into [`Statement`]; files of version 1 are read as
//! they are here, and one of them stands in `tests/statements/` for ever.

use std::{collections::BTreeSet, sync::Arc};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};

use super::Completion;
use crate::{
    id::{CriterionId, PackId, RoleId, ScenarioId, UnitId},
    level::Level,
    nation::Nation,
    pack::Settings,
    progress::Count,
    record::{
        Record,
        event::{About, Adaptation, Role},
        seal::FileDigest,
        sealed::Sealed,
        state::{CriterionState, Standing, State, UnitState},
        stored::Learner,
    },
    scenario::Outcome,
    unit::{Content, Unit},
};

/// What a file calls its format.
pub const FORMAT: &str = "underpin-completion";

/// The version that is written.
pub const VERSION: u32 = 1;

/// The largest file that is opened, in bytes. A statement on fifty units takes about 100,000.
pub const MAX_FILE_BYTES: usize = 2 * 1024 * 1024;

/// Who has done what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Whose it is, by the name that she chose to give.
    pub learner: Learner,
    /// What she works as, if she chose to say.
    pub role: Option<StatedRole>,
    /// When it was made, where she is.
    pub made: DateTime,
    /// The nation whose law she read.
    pub nation: Nation,
    /// The training.
    pub pack: StatedPack,
    /// The units that she has done anything in, in the training's order.
    pub units: Vec<StatedUnit>,
}

/// What somebody works as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedRole {
    /// The pack's id for it; none where she typed it.
    pub id: Option<RoleId>,
    /// What it is called.
    pub title: Arc<str>,
}

/// The training, as it was when the statement was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedPack {
    /// Its id.
    pub id: PackId,
    /// Its title.
    pub title: Arc<str>,
    /// Its version.
    pub version: Arc<str>,
    /// The id and version of an employer's own adaptation of it, if it is one.
    pub adaptation: Option<(PackId, Arc<str>)>,
}

/// What was done in one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedUnit {
    /// Its id.
    pub id: UnitId,
    /// Its title.
    pub title: Arc<str>,
    /// The level of its content.
    pub level: Level,
    /// About how long it takes, in minutes.
    pub minutes: u16,
    /// The versions of the training in which she worked on it.
    pub worked_in: BTreeSet<WorkedIn>,
    /// When it was completed; none where it is not.
    pub complete: Option<Days>,
    /// Sections read to their end.
    pub sections: Part,
    /// Scored questions answered.
    pub questions: Part,
    /// Its scenarios.
    pub scenarios: Vec<StatedScenario>,
    /// The criteria that were handed in or are met.
    pub criteria: Vec<StatedCriterion>,
}

/// A version of the training, and of an employer's own adaptation of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkedIn {
    /// The training's version.
    pub version: Arc<str>,
    /// The adaptation's id and version, if there was one.
    pub adaptation: Option<(PackId, Arc<str>)>,
}

/// The days on which a unit was completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last: the same, until all of its practice was done again.
    pub latest: Date,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

/// What came of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedScenario {
    /// Its id.
    pub id: ScenarioId,
    /// Its title.
    pub title: Arc<str>,
    /// The best end that was come to, and the day; none where it was not walked to an end.
    pub best: Option<(Outcome, Date)>,
}

/// Where a criterion stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedCriterion {
    /// Its id.
    pub id: CriterionId,
    /// Its number.
    pub number: Arc<str>,
    /// Where it stands.
    pub standing: StatedStanding,
    /// Since which day.
    pub since: Date,
}

/// Where a criterion stands, as far as an employer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatedStanding {
    /// Something is handed in; no decision that it is met stands.
    HandedIn,
    /// An assessor has decided that it is met.
    Met,
}

/// What a statement is made from.
#[derive(Clone, Copy)]
pub struct Made<'a> {
    /// The training's settings.
    pub settings: &'a Settings,
    /// Its units, in their order.
    pub units: &'a [&'a Unit],
    /// The nation whose law the learner reads.
    pub nation: Nation,
    /// The record.
    pub record: &'a Record,
    /// What it comes to.
    pub state: &'a State,
    /// The day that a moment was on, where the learner is.
    pub day: &'a dyn Fn(Timestamp) -> Date,
}

impl Made<'_> {
    /// The statement, by the name and the role that the learner gives.
    pub fn statement(
        &self,
        learner: Learner,
        role: Option<StatedRole>,
        made: DateTime,
    ) -> Statement {
        let Self {
            settings, nation, ..
        } = *self;
        let units = self.units.iter().filter_map(|unit| {
            let did = self.state.unit(&settings.id, &unit.id)?;
            Some(self.unit(unit, did))
        });
        Statement {
            learner,
            role,
            made,
            nation,
            pack: StatedPack {
                id: settings.id.clone(),
                title: settings.title.as_str().into(),
                version: settings.version.as_str().into(),
                adaptation: settings.adaptation.as_ref().map(named),
            },
            units: units.collect(),
        }
    }

    /// What was done in one unit.
    pub fn unit(&self, unit: &Unit, did: &UnitState) -> StatedUnit {
        let completion = Completion::of(unit, Some(did), self.nation);
        let scenarios: Vec<StatedScenario> = unit
            .sections
            .iter()
            .filter(|section| section.holds(self.nation))
            .filter_map(|section| match &section.content {
                Content::Scenario(scenario) => Some(scenario),
                Content::Reading(_) | Content::Question(_) | Content::Criterion(_) => None,
            })
            .map(|scenario| {
                let best = did.scenarios.get(&scenario.id).and_then(|did| did.best());
                StatedScenario {
                    id: scenario.id.clone(),
                    title: scenario.title.text(&self.settings.fillings).into(),
                    best: best.and_then(|(_, walk)| {
                        Some((walk.outcome()?, (self.day)(walk.end()?.event.at)))
                    }),
                }
            })
            .collect();
        let walked = scenarios.iter().filter(|told| told.best.is_some()).count();
        let criteria = unit
            .criteria()
            .filter(|criterion| criterion.nations.holds(self.nation));
        StatedUnit {
            id: unit.id.clone(),
            title: unit.title.as_str().into(),
            level: unit.level,
            minutes: unit.minutes,
            worked_in: self.worked_in(&unit.id),
            complete: completion.done.map(|done| Days {
                first: (self.day)(done.first),
                latest: (self.day)(done.latest),
            }),
            sections: completion.sections.into(),
            questions: Part {
                done: completion.practice.done.saturating_sub(walked),
                all: completion.practice.all.saturating_sub(scenarios.len()),
            },
            criteria: criteria
                .filter_map(|criterion| {
                    let (standing, at) = standing(did.criteria.get(&criterion.id)?)?;
                    Some(StatedCriterion {
                        id: criterion.id.clone(),
                        number: criterion.reference.as_str().into(),
                        standing,
                        since: (self.day)(at),
                    })
                })
                .collect(),
            scenarios,
        }
    }

    fn worked_in(&self, unit: &UnitId) -> BTreeSet<WorkedIn> {
        let events = self.record.events().filter_map(Sealed::event);
        let own = events.filter(|event| event.by.role == Role::Learner);
        let about = own.flat_map(|event| &event.about);
        about
            .filter(|about| about.pack == self.settings.id && about.unit == *unit)
            .map(WorkedIn::of)
            .collect()
    }
}

impl WorkedIn {
    fn of(about: &About) -> Self {
        Self {
            version: Arc::clone(&about.pack_version),
            adaptation: about.adaptation.as_ref().map(named),
        }
    }
}

fn named(own: &Adaptation) -> (PackId, Arc<str>) {
    (own.id.clone(), Arc::clone(&own.version))
}

impl From<Count> for Part {
    fn from(count: Count) -> Self {
        Self {
            done: count.done,
            all: count.all,
        }
    }
}

/// What is told of a criterion; nothing where nothing of it was handed in.
fn standing(did: &CriterionState) -> Option<(StatedStanding, Timestamp)> {
    let decided = did.standing_decisions();
    let handed_in = || {
        let submissions = did.current_submissions();
        let written = submissions.iter().map(|submission| submission.event.at);
        let seen = did.evidence.heads();
        let seen = seen.iter().map(|piece| piece.event.at);
        written.chain(seen).max()
    };
    match did.standing() {
        Standing::NotStarted | Standing::Draft => None,
        Standing::Met => {
            let since = decided.iter().map(|decision| decision.event.at).max()?;
            Some((StatedStanding::Met, since))
        }
        Standing::HandedIn | Standing::NotYetMet | Standing::Disagreement => {
            Some((StatedStanding::HandedIn, handed_in()?))
        }
    }
}

/// Why a file is not opened. Nothing on the device changes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// There is nothing in it.
    #[error(
        "This file is empty. Nothing on this device has changed. Ask for it to be saved and sent \
         again."
    )]
    Empty,
    /// It is larger than any statement.
    #[error(
        "This file is too large to be a completion statement. Nothing on this device has \
         changed. Check that you chose the right file."
    )]
    TooLarge,
    /// It is something else.
    #[error(
        "This is not a completion statement. Nothing on this device has changed. Look for a file \
         whose name begins with completion."
    )]
    NotAStatement,
    /// It is a learner's work, which is nobody's here.
    #[error(
        "This file holds a learner’s work, not a completion statement. It was not opened, and \
         nothing of it is kept here. Ask for a file whose name begins with completion."
    )]
    Work,
    /// It was written by a later version.
    #[error(
        "This file was made by a newer version of Underpin (format {0}). Nothing is lost. Get \
         the newest version, then open the file again."
    )]
    Newer(u32),
    /// It cannot be read to its end.
    #[error(
        "This file is damaged. Nothing on this device has changed. Ask for it to be saved and \
         sent again."
    )]
    Damaged,
    /// What it says is not what it said when it was made.
    #[error(
        "This statement was changed after it was made, so it was not taken in. Ask the person \
         whose name is on it for the original."
    )]
    Altered,
}

/// A file as it stands.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    version: u32,
    statement: Statement,
    digest: FileDigest,
}

/// What a file says of itself.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

impl Statement {
    /// The file's text. The same statement gives the same bytes.
    pub fn to_text(&self) -> String {
        let written = Written {
            format: FORMAT.to_owned(),
            version: VERSION,
            statement: self.clone(),
            digest: self.digest(),
        };
        let mut text = json(&written);
        text.push('\n');
        text
    }

    /// What the statement is known by: everything in it.
    pub fn digest(&self) -> FileDigest {
        FileDigest::of(format!("{FORMAT} {VERSION}\n{}", json(self)))
    }

    /// A name for the file that gives nobody's name away.
    pub fn file_name(&self) -> String {
        let whose = self.learner.id.short();
        format!("completion-{whose}-{}.underpin.json", self.made.date())
    }
}

/// Opens a file. Spacing that another program has changed is no alteration.
///
/// # Errors
/// It is not one, cannot be read, or was altered: [`NotOpened`] says why.
pub fn open(bytes: &[u8]) -> Result<Statement, NotOpened> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.trim_ascii().is_empty() {
        return Err(NotOpened::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(match text.starts_with(b"{\"format\":\"underpin-record\"") {
            true => NotOpened::Work,
            false => NotOpened::TooLarge,
        });
    }
    let head: Head = serde_json::from_slice(text).map_err(|_| not_whole(text))?;
    match (head.format.as_deref(), head.version) {
        (Some(FORMAT), Some(version)) if version > VERSION => Err(NotOpened::Newer(version)),
        (Some(FORMAT), _) => {
            let written: Written = serde_json::from_slice(text).map_err(|_| NotOpened::Damaged)?;
            match written.digest == written.statement.digest() {
                true => Ok(written.statement),
                false => Err(NotOpened::Altered),
            }
        }
        (Some("underpin-record" | "underpin-locked"), _) => Err(NotOpened::Work),
        _ => Err(NotOpened::NotAStatement),
    }
}

/// What a text is that is no JSON to its end.
fn not_whole(text: &[u8]) -> NotOpened {
    match text.starts_with(format!("{{\"format\":\"{FORMAT}\"").as_bytes()) {
        true => NotOpened::Damaged,
        false => NotOpened::NotAStatement,
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .unwrap_or_else(|bug| panic!("a statement can always be written: {bug}"))
}

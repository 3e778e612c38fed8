//! What of all that a record holds belongs to one attempt.
//!
//! Clocks cannot say it: a telephone that thought it was 2030 when the attempt began is put right, and
//! another runs an hour behind. So each device notes what it had done when it first opened the
//! attempt; what it does afterwards belongs to it, whatever its clock says. Of what a device did whose
//! events came here in a file, there is only the clock to tell.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::record::{
    event::DeviceId,
    seal::Seal,
    state::{Kept, UnitState},
};

/// How much of a seal a note holds: enough to tell the events of one unit from each other.
const LENGTH: usize = 12;

/// What a note ends with of an attempt that the learning system knows as complete.
const COMPLETE: &str = ".c";

/// What a device had done of an attempt at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held(BTreeSet<String>);

/// What belongs to an attempt that is open on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// When the attempt began, by the clock of the device that it was begun on.
    began: Timestamp,
    /// This device.
    device: DeviceId,
    /// What it had done before it first opened the attempt.
    before: BTreeSet<String>,
}

impl Since {
    /// An attempt that began at a moment is opened; the record says this of the unit. `noted` is what
    /// this device noted last, of this attempt or of another.
    pub fn opened(
        began: Timestamp,
        did: Option<&UnitState>,
        device: DeviceId,
        noted: Option<&str>,
    ) -> Self {
        let before = noted.and_then(|noted| read(noted, began));
        Self {
            began,
            device,
            before: before.unwrap_or_else(|| done_by(device, did)),
        }
    }

    /// What this device has done of the attempt.
    pub fn held(&self, did: Option<&UnitState>) -> Held {
        let mut held = done_by(self.device, did);
        held.retain(|seal| !self.before.contains(seal));
        Held(held)
    }

    /// The same attempt, of which nothing that this device has done counts but what is held: the rest was
    /// done while the learning system only showed the page.
    pub fn without_looks(&self, held: &Held, did: Option<&UnitState>) -> Self {
        let done = done_by(self.device, did);
        let mut since = self.clone();
        since.before.extend(done.difference(&held.0).cloned());
        since
    }

    /// What to note until the next time: of an attempt that the learning system knows as complete, or not.
    pub fn note(&self, is_complete: bool) -> String {
        let before: String = self.before.iter().map(String::as_str).collect();
        let complete = if is_complete { COMPLETE } else { "" };
        format!("{}.{before}{complete}", self.began.as_second())
    }

    /// When the attempt began.
    pub fn began(&self) -> Timestamp {
        self.began
    }

    /// Whether an event belongs to the attempt.
    pub(super) fn holds<T>(&self, kept: &Kept<T>) -> bool {
        match kept.event.device == self.device {
            true => !self.before.contains(&short(kept.seal)),
            false => kept.event.at >= self.began,
        }
    }
}

/// When the attempt began that a device noted last, for a learning system that knows of an attempt, as
/// complete or not, and hands back nothing of it that can be read. None where it is another one: what was
/// complete does not become incomplete.
pub fn began(noted: &str, is_complete: bool) -> Option<Timestamp> {
    let (second, before) = noted.split_once('.')?;
    let is_same = is_complete || !before.ends_with(COMPLETE);
    let second = second.parse().ok().filter(|_| is_same)?;
    Timestamp::from_second(second).ok()
}

fn short(seal: Seal) -> String {
    seal.to_string().chars().take(LENGTH).collect()
}

/// The practice that a device has done in a unit.
fn done_by(device: DeviceId, did: Option<&UnitState>) -> BTreeSet<String> {
    fn own<T>(device: DeviceId, kept: &Kept<T>) -> Option<String> {
        (kept.event.device == device).then(|| short(kept.seal))
    }
    let mut done = BTreeSet::new();
    let Some(did) = did else { return done };
    for question in did.questions.values() {
        done.extend(question.attempts().filter_map(|kept| own(device, kept)));
    }
    for scenario in did.scenarios.values() {
        for (_, walk) in scenario.walks() {
            done.extend(walk.steps().filter_map(|kept| own(device, kept)));
            done.extend(walk.end().and_then(|kept| own(device, kept)));
        }
    }
    done
}

/// What was noted, where it is of the attempt that began then.
fn read(noted: &str, began: Timestamp) -> Option<BTreeSet<String>> {
    let (second, before) = noted.split_once('.')?;
    if second.parse() != Ok(began.as_second()) || !before.is_ascii() {
        return None;
    }
    let before = before.strip_suffix(COMPLETE).unwrap_or(before);
    let before = before.as_bytes().chunks(LENGTH);
    let before = before.map(|short| String::from_utf8_lossy(short).into_owned());
    Some(before.collect())
}

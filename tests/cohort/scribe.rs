//! Writing events as the program does: sealed, about something, pinned to what was shown.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use underpin::{
    criterion::Criterion,
    fingerprint::Shown,
    record::{
        Record,
        event::{About, Actor, DeviceId, Event, EventId, Item},
        seal::Seal,
        sealed::Sealed,
        what::What,
    },
    unit::Unit,
};

use super::{chance::Chance, pack};

/// Somebody's pen: what is written goes into the record, later and later.
#[derive(Clone, Debug)]
pub struct Scribe {
    /// Everything written so far.
    pub record: Record,
    /// What decides whatever is left to chance.
    pub chance: Chance,
    now: Timestamp,
}

impl Scribe {
    /// A pen that begins at a time.
    pub fn new(chance: Chance, now: Timestamp) -> Self {
        Self {
            record: Record::default(),
            chance,
            now,
        }
    }

    /// The day it is.
    pub fn today(&self) -> Date {
        self.now.to_zoned(TimeZone::UTC).date()
    }

    /// Writes that something was done, up to three hours after the last.
    pub fn write(
        &mut self,
        by: &Actor,
        device: DeviceId,
        about: Vec<About>,
        after: &[Seal],
        what: What,
    ) -> Seal {
        let minutes = 1 + self.chance.below(180) as i64;
        self.now += SignedDuration::from_mins(minutes);
        let sealed = Sealed::new(&Event {
            id: EventId::new(self.now, self.chance.bytes()),
            at: self.now,
            by: by.clone(),
            device,
            about,
            after: after.to_vec(),
            what,
            via: None,
        });
        let seal = sealed.seal();
        self.record.add(sealed);
        seal
    }

    /// What an event says that it is about; the text that was shown is kept.
    pub fn about(&mut self, unit: &Unit, item: Item, shown: Option<&Shown>) -> About {
        let settings = &pack().settings;
        About {
            pack: settings.id.clone(),
            pack_version: Arc::from(settings.version.as_str()),
            adaptation: None,
            unit: unit.id.clone(),
            item,
            shown: shown.map(|shown| self.record.add_text(&shown.text)),
            structure: shown.map(|shown| shown.structure),
        }
    }

    /// The same of a criterion, with its wording.
    pub fn about_criterion(&mut self, unit: &Unit, criterion: &Criterion) -> About {
        let settings = &pack().settings;
        let official = settings.official(&unit.id, &criterion.id);
        let shown = Shown::criterion(criterion, official, &settings.fillings);
        self.about(unit, Item::Criterion(criterion.id.clone()), Some(&shown))
    }
}

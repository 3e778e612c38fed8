//! Devices, tabs and deaths, simulated: whatever happens in whatever order, no event that was
//! kept and no more than half a second of typing is lost.

use std::slice;

use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::{
    Record,
    decision::Judgement,
    draft::{Asked, Draft, WRITE_WITHIN},
    event::TabId,
    memory::{Fault, Memory},
    pending::Texts,
    seal::Seal,
    sealed::Sealed,
    shelf::{
        Kept,
        tests::{TestShelf, now, shelf},
    },
    story::{ASSESSOR, LEARNER, Story, criterion},
    what::What,
};

#[derive(Clone, Debug)]
enum Act {
    /// A key is pressed so many milliseconds after the last thing that happened.
    Type { tab: usize, after_ms: i64 },
    /// The tab's answer is kept as a version.
    KeepVersion { tab: usize },
    /// The latest version of the device is handed in.
    HandIn { device: usize },
    /// A decision on every submission arrives in a file.
    Decide { device: usize },
    /// One device opens the other's back-up.
    Exchange { from: usize },
    /// The device will die after so many more writes.
    Doom { device: usize, writes: usize },
    /// The device dies now.
    Kill { device: usize },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        8 => (0..4_usize, 1..700_i64).prop_map(|(tab, after_ms)| Act::Type { tab, after_ms }),
        3 => (0..4_usize).prop_map(|tab| Act::KeepVersion { tab }),
        1 => (0..2_usize).prop_map(|device| Act::HandIn { device }),
        1 => (0..2_usize).prop_map(|device| Act::Decide { device }),
        1 => (0..2_usize).prop_map(|from| Act::Exchange { from }),
        2 => (0..2_usize, 0..12_usize).prop_map(|(device, writes)| Act::Doom { device, writes }),
        1 => (0..2_usize).prop_map(|device| Act::Kill { device }),
    ];
    prop::collection::vec(act, 0..60)
}

/// One tab of a device, with one answer open.
#[derive(Default)]
struct Tab {
    text: String,
    after: Vec<Seal>,
    /// When the oldest key was pressed that is not in a draft yet.
    unwritten_since: Option<Timestamp>,
    /// Every state of the text and since when it stood there.
    typed: Vec<(Timestamp, String)>,
}

struct Device {
    memory: Memory,
    shelf: TestShelf,
    record: Record,
    tabs: [Tab; 2],
    /// What the shelf said that it has kept.
    promised: Vec<Seal>,
}

impl Device {
    fn new() -> Self {
        let memory = Memory::default();
        Self {
            shelf: shelf(&memory),
            memory,
            record: Record::default(),
            tabs: Default::default(),
            promised: Vec::new(),
        }
    }

    fn keep(&mut self, event: Sealed) {
        let events = slice::from_ref(&event);
        let kept = now(self.shelf.keep(events, &Texts::new()));
        self.note(event, &kept);
    }

    fn keep_version(&mut self, draft: &Draft, event: Sealed) {
        let kept = now(self.shelf.keep_version(draft, &event, &Texts::new()));
        self.note(event, &kept);
    }

    fn note(&mut self, event: Sealed, kept: &Kept) {
        if let Kept::Stored | Kept::Waiting(_) = kept {
            self.promised.push(event.seal());
        }
        self.record.add(event);
    }
}

struct World {
    story: Story,
    clock: Timestamp,
    letters: u32,
    devices: [Device; 2],
}

impl World {
    fn new() -> Self {
        Self {
            story: Story::default(),
            clock: Timestamp::UNIX_EPOCH,
            letters: 0,
            devices: [Device::new(), Device::new()],
        }
    }

    fn act(&mut self, act: &Act) {
        match *act {
            Act::Type { tab, after_ms } => self.press_key(tab, after_ms),
            Act::KeepVersion { tab } => self.keep_version(tab),
            Act::HandIn { device } => self.hand_in(device),
            Act::Decide { device } => self.decide(device),
            Act::Exchange { from } => {
                let file = self.devices[from].record.clone();
                let to = &mut self.devices[1 - from];
                if now(to.shelf.take_in(&file)).is_ok() {
                    to.promised.extend(file.events().map(Sealed::seal));
                }
                to.record.merge(file);
            }
            Act::Doom { device, writes } => {
                self.devices[device]
                    .memory
                    .set_fault(Fault::KilledAfter(writes));
            }
            Act::Kill { device } => {
                self.devices[device].memory.set_fault(Fault::KilledAfter(0));
            }
        }
        for device in 0..2 {
            if self.devices[device].memory.is_killed() {
                self.restart(device);
            }
        }
    }

    fn press_key(&mut self, place: usize, after_ms: i64) {
        self.wait_until(self.clock + after_ms.milliseconds());
        self.letters += 1;
        let tab = &mut self.devices[place / 2].tabs[place % 2];
        tab.text.push_str(&format!("{} ", self.letters));
        tab.typed.push((self.clock, tab.text.clone()));
        tab.unwritten_since.get_or_insert(self.clock);
    }

    /// Writes each draft at the moment it is due.
    fn wait_until(&mut self, end: Timestamp) {
        let due = |world: &Self, place: usize| {
            let tab = &world.devices[place / 2].tabs[place % 2];
            Some((tab.unwritten_since? + WRITE_WITHIN, place))
        };
        while let Some((at, place)) = (0..4).filter_map(|place| due(self, place)).min()
            && at <= end
        {
            self.clock = at;
            let draft = self.draft(place);
            let device = &mut self.devices[place / 2];
            if now(device.shelf.keep_draft(&draft)).is_ok() {
                device.tabs[place % 2].unwritten_since = None;
            } else {
                self.restart(place / 2);
            }
        }
        self.clock = end;
    }

    fn draft(&self, place: usize) -> Draft {
        let tab = &self.devices[place / 2].tabs[place % 2];
        Draft {
            tab: TabId::from_random([place as u8; 16]),
            about: criterion("ac-3-2"),
            after: tab.after.clone(),
            at: self.clock,
            text: tab.text.as_str().into(),
            covered: ["Knowledge".into()].into(),
            via: None,
        }
    }

    fn keep_version(&mut self, place: usize) {
        let draft = self.draft(place);
        let event = self.story.version(&draft.text, &draft.after);
        let device = &mut self.devices[place / 2];
        let tab = &mut device.tabs[place % 2];
        tab.after = vec![event.seal()];
        tab.unwritten_since = None;
        device.keep_version(&draft, event);
    }

    fn hand_in(&mut self, device: usize) {
        let about = criterion("ac-3-2");
        let state = self.devices[device].record.state();
        let unit = state.unit(&about.pack, &about.unit);
        let Some(criterion) = unit.and_then(|unit| unit.criteria.get("ac-3-2")) else {
            return;
        };
        let Some(version) = criterion.versions.latest() else {
            return;
        };
        let event = self.story.hand_in(&criterion.hand_in_follows(version.seal));
        self.devices[device].keep(event);
    }

    fn decide(&mut self, device: usize) {
        let submissions = self.devices[device].record.events();
        let is_hand_in = |e: &&Sealed| matches!(e.event().unwrap().what, What::HandedIn(_));
        let submissions: Vec<Seal> = submissions.filter(is_hand_in).map(Sealed::seal).collect();
        for seal in submissions {
            let decision = self.story.decide(ASSESSOR, Judgement::Met, &[seal]);
            self.devices[device].keep(decision);
        }
    }

    /// The program starts again on what was stored, and everything promised is there.
    fn restart(&mut self, number: usize) {
        let device = &mut self.devices[number];
        device.memory.set_fault(Fault::None);
        device.shelf = shelf(&device.memory);
        let found = now(device.shelf.open());
        assert_eq!(found.trouble, None);
        assert_eq!(found.unreadable, []);
        assert_eq!(found.lost, 0);
        for seal in &device.promised {
            assert!(
                found.record.event(seal).is_some(),
                "a promised event is gone"
            );
        }
        device.record = found.record;
        for draft in &found.drafts {
            if !draft.is_settled(&device.record.state()) {
                let like = self
                    .story
                    .event(LEARNER, criterion("ac-3-2"), &[], What::SectionRead);
                let version = draft.to_version(Asked::No, like.id, like.by, like.device);
                device.keep_version(draft, Sealed::new(&version));
            } else {
                device.shelf.drop_draft(draft).unwrap();
            }
        }
        self.check_typing(number);
        self.devices[number].tabs = Default::default();
    }

    /// Of what was typed in the tabs that died, all that is older than half a second is there.
    fn check_typing(&self, number: usize) {
        let device = &self.devices[number];
        let about = criterion("ac-3-2");
        let state = device.record.state();
        let unit = state.unit(&about.pack, &about.unit);
        let versions: Vec<&str> = unit
            .and_then(|unit| unit.criteria.get("ac-3-2"))
            .map(|criterion| criterion.versions.iter().map(|v| &*v.said.text).collect())
            .unwrap_or_default();
        for tab in &device.tabs {
            let old = |(at, _): &&(Timestamp, String)| {
                self.clock.duration_since(*at).unsigned_abs() > WRITE_WITHIN
            };
            if let Some((_, text)) = tab.typed.iter().rev().find(old) {
                assert!(
                    versions.iter().any(|v| v.starts_with(text.as_str())),
                    "{text:?} is gone; there are {versions:?}"
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_lost(acts in acts()) {
        let mut world = World::new();
        for act in &acts {
            world.act(act);
        }
        for device in 0..2 {
            world.act(&Act::Kill { device });
        }
        // At the end everybody exchanges with everybody, in either order.
        let [a, b] = world.devices.each_ref().map(|device| device.record.clone());
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(b);
        ba.merge(a);
        prop_assert_eq!(&ab, &ba);
        let promised = world.devices.iter().flat_map(|device| &device.promised);
        for seal in promised {
            prop_assert!(ab.event(seal).is_some());
        }
    }
}

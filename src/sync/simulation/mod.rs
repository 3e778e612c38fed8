//! A store that is down, slow, takes half, answers twice, answers in another order, shows things late,
//! has something else in an event's place and shows it or not, was set back to an earlier day or has a clock that
//! is wrong; a line that little gets through; entries that are erased; and devices that are started again at any
//! point: nothing is lost, nothing doubled and nothing comes back, in 1,000 random courses.

mod device;
mod faulty;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, VecDeque},
    rc::Rc,
};

use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use serde_json::json;

use self::{
    device::Device,
    faulty::{Fault, Faulty, Heard, NEVER, Store},
};
use super::{Ended, How, Mine, mine::is_still_written};
use crate::{
    door::wire::MOST_STATEMENTS,
    exchange::xapi::{Account, StatementId},
    record::{
        Record,
        decision::Judgement,
        event::{Event, PersonId},
        memory::Fault as Storage,
        seal::Seal,
        sealed::Sealed,
        story::{ASSESSOR, LEARNER, Story},
    },
};

#[derive(Clone, Debug)]
enum Act {
    /// Something is done on a device; sometimes with a wording.
    Do { device: usize, worded: bool },
    /// A page is left on a learner's device, half way through an answer.
    Leave { device: usize },
    /// A device synchronises, with these faults, one a request; it dies after so many writes.
    Round {
        device: usize,
        faults: Vec<Option<Fault>>,
        doom: Option<usize>,
    },
    /// A device is started again.
    Restart { device: usize },
    /// Somebody puts something else in the place of the next thing that a device will send. The store
    /// may not show it.
    Plant { device: usize, hidden: bool },
    /// Something that a device has done is erased.
    Erase {
        device: usize,
        which: usize,
        heard: Heard,
    },
    /// The store loses what it stored last.
    SetBack { by: usize },
    /// The store's clock goes years ahead, or is put right.
    Clock { is_ahead: bool },
    /// So many statements get through at once.
    Line { most: usize },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    use Fault::*;
    let fault = prop::sample::select(vec![
        Down, Slow, Half, NamesHalf, Twice, Reordered, Late, Forgotten, Busy, BusyFor, SignedOut,
    ]);
    let faults = prop::collection::vec(prop::option::weighted(0.5, fault), 0..6);
    let doom = prop::option::weighted(0.2, 0_usize..6);
    let device = || 0..3_usize;
    let heard = prop::sample::select(vec![Heard::Sending, Heard::Fetching]);
    let act = prop_oneof![
        6 => (device(), any::<bool>()).prop_map(|(device, worded)| Act::Do { device, worded }),
        2 => (0..2_usize).prop_map(|device| Act::Leave { device }),
        8 => (device(), faults, doom)
            .prop_map(|(device, faults, doom)| Act::Round { device, faults, doom }),
        1 => device().prop_map(|device| Act::Restart { device }),
        1 => (device(), any::<bool>()).prop_map(|(device, hidden)| Act::Plant { device, hidden }),
        1 => (device(), any::<usize>(), heard)
            .prop_map(|(device, which, heard)| Act::Erase { device, which, heard }),
        1 => (1..4_usize).prop_map(|by| Act::SetBack { by }),
        1 => any::<bool>().prop_map(|is_ahead| Act::Clock { is_ahead }),
        1 => (1..9_usize).prop_map(|most| Act::Line { most }),
    ];
    prop::collection::vec(act, 0..28)
}

fn account() -> Account {
    Account {
        home_page: "https://training.example.org/".into(),
        name: "ada".into(),
    }
}

/// The assessor of the story.
fn assessor() -> PersonId {
    PersonId::from_random([2; 16])
}

struct World {
    store: Rc<RefCell<Store>>,
    devices: [Device; 3],
    story: Story,
    clock: Cell<Timestamp>,
    most: usize,
    planted: BTreeSet<StatementId>,
    set_back: bool,
}

impl World {
    fn new() -> Self {
        Self {
            store: Rc::default(),
            devices: [
                Device::new(Mine::Learner),
                Device::new(Mine::Learner),
                Device::new(Mine::Others(assessor())),
            ],
            story: Story::default(),
            clock: Cell::new(Timestamp::UNIX_EPOCH),
            most: MOST_STATEMENTS,
            planted: BTreeSet::new(),
            set_back: false,
        }
    }

    fn later(&self) -> Timestamp {
        let at = self.clock.get() + 1.hours();
        self.clock.replace(at)
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Do { device, worded } => {
                let text = worded.then(|| format!("A wording of {device}"));
                let event = self.event(*device, text.as_deref());
                self.devices[*device].keep(event, text.as_deref());
            }
            Act::Leave { device } => {
                let after = self.devices[*device]
                    .record
                    .events()
                    .next()
                    .map(Sealed::seal);
                let left = self.story.unasked("Mr Smith sa", after.as_slice());
                self.devices[*device].keep(left, None);
            }
            Act::Round {
                device,
                faults,
                doom,
            } => {
                let at = self.later();
                let door = self.door(faults.iter().copied().collect());
                let device = &mut self.devices[*device];
                if let Some(writes) = doom {
                    device.memory.set_fault(Storage::KilledAfter(*writes));
                }
                let how = device.exchange.how(at);
                let round = device.round(&door, how, at);
                let is_whole = how == How::Whole && door.began.get();
                if is_whole && round.ended == Ended::Done && !device.memory.is_killed() {
                    let store = self.store.borrow();
                    let mut sent = device.exchange.sent().ids().iter();
                    assert!(
                        sent.all(|id| store.has.contains_key(id)),
                        "what it has lost is noticed by fetching everything"
                    );
                }
                match device.memory.is_killed() {
                    true => device.restart(),
                    false => device.memory.set_fault(Storage::None),
                }
            }
            Act::Restart { device } => self.devices[*device].restart(),
            Act::Clock { is_ahead } => self.store.borrow_mut().is_ahead = *is_ahead,
            Act::Line { most } => self.most = *most,
            Act::Plant { device, hidden } => self.plant(*device, *hidden),
            Act::Erase {
                device,
                which,
                heard,
            } => self.erase(*device, *which, *heard),
            Act::SetBack { by } => {
                let mut store = self.store.borrow_mut();
                for _ in 0..*by {
                    if let Some((id, _)) = store.order.pop() {
                        store.has.remove(&id);
                        self.planted.remove(&id);
                        self.set_back = true;
                    }
                }
            }
        }
    }

    fn event(&self, device: usize, text: Option<&str>) -> Sealed {
        let after: Vec<Seal> = self.devices[device]
            .record
            .events()
            .map(Sealed::seal)
            .take(2)
            .collect();
        let event = match (device, after.len()) {
            (0 | 1, 0) => self.story.unknown(LEARNER, &after),
            (0, _) => self.story.hand_in(&after),
            (1, _) => self.story.version("On the other device.", &after),
            _ => self.story.decide(ASSESSOR, Judgement::Met, &after),
        };
        let Some(known) = event.event() else {
            return event;
        };
        let mut known = Event::clone(known);
        let hash = text.map(|text| Record::default().add_text(text));
        for about in &mut known.about {
            about.shown = hash;
        }
        Sealed::new(&known)
    }

    fn door(&self, faults: VecDeque<Option<Fault>>) -> Faulty {
        Faulty {
            store: Rc::clone(&self.store),
            faults: RefCell::new(faults),
            most: self.most,
            began: Cell::new(false),
        }
    }

    /// What a device has done itself, by what the store calls it.
    fn own(&self, device: usize) -> impl Iterator<Item = StatementId> {
        let own = self.devices[device].promised.events();
        let own = own.filter(|event| !is_still_written(event));
        own.map(|event| StatementId::of_event(&account(), event.seal()))
    }

    fn plant(&mut self, device: usize, hidden: bool) {
        let mut store = self.store.borrow_mut();
        let is_free =
            |id: &StatementId| !store.has.contains_key(id) && !store.erased.contains_key(id);
        let next = self.own(device).find(is_free);
        if let Some(id) = next {
            let other = json!({"id": id, "verb": {"id": "x:y"}});
            assert!(store.put(&[(id, other)], if hidden { NEVER } else { 0 }));
            drop(store);
            self.planted.insert(id);
        }
    }

    fn erase(&self, device: usize, which: usize, heard: Heard) {
        let mut store = self.store.borrow_mut();
        let is_there = |id: &StatementId| store.has.contains_key(id) && !self.planted.contains(id);
        let there: Vec<StatementId> = self.own(device).filter(is_there).collect();
        if let Some(id) = there.get(which % there.len().max(1)) {
            store.erase(*id, heard);
        }
    }

    /// What must hold at every moment.
    fn check(&self) {
        let store = self.store.borrow();
        assert_eq!(store.order.len(), store.has.len(), "nothing is there twice");
        for device in &self.devices {
            let has = |event: &Sealed| device.record.event(&event.seal()).is_some();
            assert!(device.promised.events().all(has), "what was kept is there");
            let mut still = device.record.events().filter(|e| is_still_written(e));
            assert!(
                still.all(|event| device.promised.event(&event.seal()).is_some()),
                "what is still being written is on the device where it is, and on no other"
            );
            let there = |id: &StatementId| {
                let is_erased = store.erased.contains_key(id);
                is_erased || store.has.contains_key(id) && !self.planted.contains(id)
            };
            let sent = device.exchange.sent().ids();
            assert!(
                self.set_back || sent.iter().all(there),
                "what counts as sent is there"
            );
        }
    }

    /// Nothing goes wrong any more, and everybody synchronises until nothing changes.
    fn settle(&mut self) {
        self.most = MOST_STATEMENTS;
        for device in &mut self.devices {
            // What was set aside is tried once more.
            device.restart();
        }
        for _ in 0..4 {
            self.all_go_round(|_, _| How::Whole);
        }
        // And what is new from then on comes as news.
        self.act(&Act::Do {
            device: 0,
            worded: false,
        });
        for _ in 0..2 {
            self.all_go_round(|device, now| device.exchange.how(now));
        }
    }

    fn all_go_round(&mut self, how: impl Fn(&Device, Timestamp) -> How) {
        for at in 0..self.devices.len() {
            let door = self.door(VecDeque::new());
            // What was stored late is shown by now.
            self.store.borrow_mut().requests += 10;
            let now = self.later();
            let how = how(&self.devices[at], now);
            self.devices[at].round(&door, how, now);
        }
        // On the next day nobody sends anything again.
        let sendings = self.store.borrow().sendings;
        for at in 0..self.devices.len() {
            let (door, now) = (self.door(VecDeque::new()), self.later());
            self.devices[at].round(&door, How::Whole, now);
        }
        assert_eq!(self.store.borrow().sendings, sendings);
    }

    fn check_settled(&self) {
        let mut all = Record::default();
        for device in &self.devices {
            all.merge(device.promised.clone());
        }
        let id = |event: &Sealed| StatementId::of_event(&account(), event.seal());
        let store = self.store.borrow();
        for event in all.events() {
            if is_still_written(event) {
                assert!(!store.has.contains_key(&id(event)), "nor in the store");
                continue;
            }
            assert!(
                store.has.contains_key(&id(event)) != store.erased.contains_key(&id(event)),
                "everything is in the store, and nothing that was erased"
            );
        }
        for device in &self.devices {
            for event in device.promised.events() {
                let erased = device.exchange.sent().erased();
                assert_eq!(
                    erased.contains(&id(event)),
                    store.erased.contains_key(&id(event)),
                    "who has done it knows that it was erased"
                );
            }
            for event in all.events().filter(|event| !is_still_written(event)) {
                let own = device.promised.event(&event.seal()).is_some();
                let has = device.record.event(&event.seal()).is_some();
                let planted = self.planted.contains(&id(event));
                let is_erased = store.erased.contains_key(&id(event));
                assert!(has || planted || is_erased, "everything is on every device");
                if planted && own && device.exchange.waiting(&device.record) == 0 {
                    let aside = device.exchange.set_aside();
                    assert!(
                        has && aside.contains_key(&id(event)),
                        "and what cannot go is told"
                    );
                }
                for hash in event.shown().filter(|_| has) {
                    assert!(device.record.text(&hash).is_some(), "with its wording");
                }
            }
            assert!(
                device
                    .record
                    .events()
                    .all(|event| all.event(&event.seal()).is_some()),
                "and nothing besides"
            );
            assert_eq!(device.exchange.waiting(&device.record), 0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_doubled_whatever_the_store_does(acts in acts()) {
        let mut world = World::new();
        for act in &acts {
            world.act(act);
            world.check();
        }
        world.settle();
        world.check();
        world.check_settled();
    }
}

/// A world in which a device has done so much.
fn world_with(events: usize) -> World {
    let mut world = World::new();
    for _ in 0..events {
        world.act(&Act::Do {
            device: 0,
            worded: false,
        });
    }
    world
}

#[test]
fn what_waits_is_sent_also_where_not_everything_comes_in() {
    let mut world = world_with(1);
    let (door, now) = (world.door([Some(Fault::Down)].into()), world.later());
    let round = world.devices[0].round(&door, How::Whole, now);
    assert_eq!(round.ended, Ended::Later { after: None });
    assert_eq!((round.sent, world.store.borrow().has.len()), (1, 1));
}

#[test]
fn a_store_that_asks_to_be_left_alone_is_left_alone() {
    let mut world = world_with(1);
    let (door, now) = (world.door([Some(Fault::BusyFor)].into()), world.later());
    world.devices[0].round(&door, How::Whole, now);
    assert_eq!(world.store.borrow().requests, 1);
}

#[test]
fn what_does_not_get_through_at_once_goes_in_smaller_parts() {
    let mut world = world_with(20);
    world.most = 3;
    let rounds = (0..10).take_while(|_| {
        let (door, now) = (world.door(VecDeque::new()), world.later());
        let round = world.devices[0].round(&door, How::Whole, now);
        round.ended != Ended::Done
    });
    assert!(rounds.count() < 10);
    assert_eq!(world.store.borrow().has.len(), 20);
}

#[test]
fn a_conflict_has_everything_fetched_also_by_a_program_that_was_started_again() {
    let mut world = world_with(1);
    world.act(&Act::Plant {
        device: 0,
        hidden: false,
    });
    let (door, now) = (world.door(VecDeque::new()), world.later());
    world.devices[0].round(&door, How::Whole, now);
    assert_eq!(world.devices[0].exchange.set_aside().len(), 1);
    world.devices[0].restart();
    assert_eq!(world.devices[0].exchange.how(world.later()), How::Whole);
}

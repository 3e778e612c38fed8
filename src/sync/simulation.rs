//! A store that is down, slow, takes half, answers twice, answers in another order, shows things late,
//! has something else in an event's place or was set back to an earlier day; and devices that are
//! started again at any point: nothing is lost and nothing doubled, in 1,000 random courses.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet, VecDeque},
    rc::Rc,
    slice,
};

use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    Exchange, How, Keep, Mine, Sent,
    door::{Door, DoorError, Page},
};
use crate::{
    exchange::xapi::{Account, StatementId, Whose, write::extension},
    record::{
        Record,
        decision::Judgement,
        event::{Event, PersonId},
        memory::{Fault as Storage, Memory},
        seal::Seal,
        sealed::Sealed,
        shelf::{
            Kept,
            tests::{TestShelf, learner, now, shelf},
        },
        store::StoreError,
        story::{ASSESSOR, LEARNER, Story},
    },
};

/// How many statements the store puts on a page.
const PAGE: usize = 3;

#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Nothing is reached.
    Down,
    /// It is done, and the answer comes too late or never.
    Slow,
    /// Half of what is sent is stored, and then there is an error.
    Half,
    /// All of it is stored, and the answer names half.
    NamesHalf,
    /// The request is done twice, and the answer names everything twice.
    Twice,
    /// The answer is in another order.
    Reordered,
    /// What is sent is stored, and shown only after some more requests.
    Late,
    /// The address of the rest is no longer known.
    Forgotten,
    /// It asks to come later.
    Busy,
    /// The session is over.
    SignedOut,
}

#[derive(Clone, Debug)]
enum Act {
    /// Something is done on a device; sometimes with a wording.
    Do { device: usize, worded: bool },
    /// A device synchronises, with these faults, one a request; it dies after so many writes.
    Round {
        device: usize,
        faults: Vec<Option<Fault>>,
        doom: Option<usize>,
    },
    /// A device is started again.
    Restart { device: usize },
    /// Somebody puts something else in the place of the next thing that a device will send.
    Plant { device: usize },
    /// The store loses what it stored last.
    SetBack { by: usize },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    use Fault::*;
    let fault = prop::sample::select(vec![
        Down, Slow, Half, NamesHalf, Twice, Reordered, Late, Forgotten, Busy, SignedOut,
    ]);
    let faults = prop::collection::vec(prop::option::weighted(0.5, fault), 0..6);
    let doom = prop::option::weighted(0.2, 0_usize..6);
    let device = || 0..3_usize;
    let act = prop_oneof![
        6 => (device(), any::<bool>()).prop_map(|(device, worded)| Act::Do { device, worded }),
        8 => (device(), faults, doom)
            .prop_map(|(device, faults, doom)| Act::Round { device, faults, doom }),
        1 => device().prop_map(|device| Act::Restart { device }),
        1 => device().prop_map(|device| Act::Plant { device }),
        1 => (1..4_usize).prop_map(|by| Act::SetBack { by }),
    ];
    prop::collection::vec(act, 0..28)
}

fn account() -> Account {
    Account {
        home_page: "https://training.example.org/".into(),
        name: "ada".into(),
    }
}

/// The store: what it has by id, in the order in which it came.
#[derive(Default)]
struct Store {
    has: BTreeMap<StatementId, Value>,
    order: Vec<(StatementId, usize)>,
    requests: usize,
}

impl Store {
    fn same(one: &Value, other: &Value) -> bool {
        let event = |value: &Value| value["context"]["extensions"][extension::event()].clone();
        let text = |value: &Value| value["context"]["extensions"][extension::text()].clone();
        event(one) == event(other) && text(one) == text(other)
    }

    fn put(&mut self, statements: &[(StatementId, Value)], shown_after: usize) -> bool {
        let fits = |(id, new): &(StatementId, Value)| {
            self.has.get(id).is_none_or(|old| Self::same(old, new))
        };
        if !statements.iter().all(fits) {
            return false;
        }
        for (id, statement) in statements {
            if !self.has.contains_key(id) {
                let stored = Timestamp::UNIX_EPOCH + (self.requests as i64).seconds();
                let mut statement = statement.clone();
                statement["stored"] = json!(stored.to_string());
                self.has.insert(*id, statement);
                self.order.push((*id, self.requests + shown_after));
            }
        }
        true
    }
}

/// The door, with what goes wrong at it.
struct Faulty {
    store: Rc<RefCell<Store>>,
    faults: RefCell<VecDeque<Option<Fault>>>,
}

impl Faulty {
    fn next(&self) -> Option<Fault> {
        self.store.borrow_mut().requests += 1;
        self.faults.borrow_mut().pop_front().flatten()
    }
}

impl Door for Faulty {
    async fn send(&self, list: &str) -> Result<Vec<StatementId>, DoorError> {
        let fault = self.next();
        let values: Vec<Value> = serde_json::from_str(list).unwrap();
        assert!(!values.is_empty() && values.len() <= super::door::MOST_STATEMENTS);
        let statements: Vec<(StatementId, Value)> = values
            .into_iter()
            .map(|value| (value["id"].as_str().unwrap().parse().unwrap(), value))
            .collect();
        let mut store = self.store.borrow_mut();
        let half = statements.len() / 2;
        let mut ids: Vec<StatementId> = statements.iter().map(|(id, _)| *id).collect();
        match fault {
            Some(Fault::Down | Fault::Forgotten) => return Err(DoorError::NotReached),
            Some(Fault::Busy) => return Err(DoorError::Busy { after: None }),
            Some(Fault::SignedOut) => return Err(DoorError::SignedOut),
            Some(Fault::Half) => {
                store.put(&statements[..half], 0);
                return Err(DoorError::NotReached);
            }
            _ => {}
        }
        let shown_after = if matches!(fault, Some(Fault::Late)) {
            4
        } else {
            0
        };
        if !store.put(&statements, shown_after) {
            let conflict = statements
                .iter()
                .position(|(id, new)| store.has.get(id).is_some_and(|old| !Store::same(old, new)));
            // Not every store says which.
            let at = conflict.filter(|at| at % 2 == 0);
            return Err(DoorError::Conflict { at });
        }
        match fault {
            Some(Fault::Slow) => return Err(DoorError::NotReached),
            Some(Fault::NamesHalf) => ids.truncate(half),
            Some(Fault::Twice) => {
                assert!(store.put(&statements, 0));
                ids.extend(ids.clone());
            }
            Some(Fault::Reordered) => ids.reverse(),
            _ => {}
        }
        Ok(ids)
    }

    async fn fetch(&self, address: &str) -> Result<Page, DoorError> {
        let fault = self.next();
        let store = self.store.borrow();
        match fault {
            Some(Fault::Down | Fault::Slow | Fault::Half) => return Err(DoorError::NotReached),
            Some(Fault::Busy) => return Err(DoorError::Busy { after: None }),
            Some(Fault::SignedOut) => return Err(DoorError::SignedOut),
            Some(Fault::Forgotten) => return Err(DoorError::Refused { at: None }),
            _ => {}
        }
        let query = address.strip_prefix("lrs/statements?").unwrap();
        let fields: BTreeMap<&str, &str> = query
            .split('&')
            .filter_map(|field| field.split_once('='))
            .collect();
        assert_eq!(fields["learner"], "ada");
        let since = fields.get("since").map(|since| {
            let since = since.replace("%2D", "-").replace("%3A", ":");
            // The door itself goes a little further back.
            since.parse::<Timestamp>().unwrap() - 5.seconds()
        });
        let from: usize = fields.get("from").map_or(0, |from| from.parse().unwrap());
        let shown = store
            .order
            .iter()
            .filter(|(_, shown)| *shown <= store.requests);
        let shown = shown.map(|(id, _)| &store.has[id]).filter(|statement| {
            let stored: Timestamp = statement["stored"].as_str().unwrap().parse().unwrap();
            since.is_none_or(|since| stored > since)
        });
        let mut all: Vec<Value> = shown.cloned().collect();
        let rest = all.split_off(from.min(all.len()));
        let mut page: Vec<Value> = rest.iter().take(PAGE).cloned().collect();
        match fault {
            Some(Fault::Reordered) => page.reverse(),
            Some(Fault::Twice) => page.extend(page.clone()),
            _ => {}
        }
        let more = match rest.len() > PAGE {
            true => {
                let since = fields.get("since").map(|since| format!("&since={since}"));
                let since = since.unwrap_or_default();
                format!("statements?learner=ada{since}&from={}", from + PAGE)
            }
            false => String::new(),
        };
        Ok(Page::new(page, more))
    }
}

struct Device {
    memory: Memory,
    shelf: TestShelf,
    record: Record,
    exchange: Exchange<Memory>,
    mine: Mine,
    /// What the shelf has promised to keep.
    promised: Record,
}

impl Keep for (&TestShelf, &RefCell<Record>) {
    async fn keep(&self, incoming: Record) -> Result<(), StoreError> {
        self.0.take_in(&incoming).await?;
        self.1.borrow_mut().merge(incoming);
        Ok(())
    }
}

impl Device {
    fn new(mine: Mine) -> Self {
        let memory = Memory::default();
        Self {
            shelf: shelf(&memory),
            exchange: exchange(&memory, mine),
            record: Record::default(),
            promised: Record::default(),
            memory,
            mine,
        }
    }

    fn restart(&mut self) {
        self.memory.set_fault(Storage::None);
        self.shelf = shelf(&self.memory);
        self.record = now(self.shelf.open()).record;
        self.exchange = exchange(&self.memory, self.mine);
    }

    fn keep(&mut self, event: Sealed, text: Option<&str>) {
        let mut own = Record::from_iter([event.clone()]);
        let texts = text.map(|text| (own.add_text(text), text.into()));
        let texts = texts.into_iter().collect();
        let kept = now(self.shelf.keep(slice::from_ref(&event), &texts));
        assert!(matches!(kept, Kept::Stored), "{kept:?}");
        self.promised.merge(own.clone());
        self.record.merge(own);
    }

    fn round(&mut self, door: &Faulty, how: How, at: Timestamp) -> super::Round {
        let record = RefCell::new(self.record.clone());
        let keep = (&self.shelf, &record);
        let round = now(self.exchange.round(door, &self.record, &keep, how, at));
        self.record = record.into_inner();
        round
    }
}

fn exchange(memory: &Memory, mine: Mine) -> Exchange<Memory> {
    let sent = Sent::open(memory.clone(), learner(), &account());
    let sender = matches!(mine, Mine::Others(_)).then(|| Account {
        name: "bea".into(),
        ..account()
    });
    let whose = Whose {
        sender,
        ..Whose::of(account())
    };
    Exchange::new(whose, mine, sent)
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
                device.round(&door, how, at);
                match device.memory.is_killed() {
                    true => device.restart(),
                    false => device.memory.set_fault(Storage::None),
                }
            }
            Act::Restart { device } => self.devices[*device].restart(),
            Act::Plant { device } => self.plant(*device),
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
        }
    }

    fn plant(&mut self, device: usize) {
        let device = &self.devices[device];
        let own = device.promised.events().map(Sealed::seal);
        let mut ids = own.map(|seal| StatementId::of_event(&account(), seal));
        let mut store = self.store.borrow_mut();
        if let Some(id) = ids.find(|id| !store.has.contains_key(id)) {
            let other = json!({"id": id, "verb": {"id": "x:y"}});
            assert!(store.put(&[(id, other)], 0));
            self.planted.insert(id);
        }
    }

    /// What must hold at every moment.
    fn check(&self) {
        let store = self.store.borrow();
        assert_eq!(store.order.len(), store.has.len(), "nothing is there twice");
        for device in &self.devices {
            let has = |event: &Sealed| device.record.event(&event.seal()).is_some();
            assert!(device.promised.events().all(has), "what was kept is there");
            let there = |id: &StatementId| store.has.contains_key(id) && !self.planted.contains(id);
            let sent = device.exchange.sent().ids();
            assert!(
                self.set_back || sent.iter().all(there),
                "what counts as sent is there"
            );
        }
    }

    /// Nothing goes wrong any more, and everybody synchronises until nothing changes.
    fn settle(&mut self) {
        for device in &mut self.devices {
            // What was set aside is tried once more.
            device.restart();
        }
        for _ in 0..4 {
            for at in 0..self.devices.len() {
                let door = self.door(VecDeque::new());
                // What was stored late is shown by now.
                self.store.borrow_mut().requests += 10;
                let now = self.later();
                self.devices[at].round(&door, How::Whole, now);
            }
        }
    }

    fn check_settled(&self) {
        let mut all = Record::default();
        for device in &self.devices {
            all.merge(device.promised.clone());
        }
        let id = |event: &Sealed| StatementId::of_event(&account(), event.seal());
        let store = self.store.borrow();
        for event in all.events() {
            assert!(
                store.has.contains_key(&id(event)),
                "everything is in the store"
            );
        }
        for device in &self.devices {
            for event in all.events() {
                let own = device.promised.event(&event.seal()).is_some();
                let has = device.record.event(&event.seal()).is_some();
                let planted = self.planted.contains(&id(event));
                assert!(has || planted, "everything is on every device");
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

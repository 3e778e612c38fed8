//! What a shelf does when storage is full, refused, cleared, damaged or half locked. What happens
//! when programs die is in [`simulation`](crate::record::simulation).

use std::{
    cell::Cell,
    future::Future,
    pin::pin,
    slice,
    task::{Context, Poll, Waker},
};

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::record::{
    draft::Asked,
    event::{DeviceId, EventId, TabId},
    locked::Unlocked,
    memory::{Fault, Memory},
    sealed::Stated,
    story::{Story, criterion, turns},
};
/// The storage here answers at once, so no executor is needed.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory answers at once"),
    }
}

/// Locks nothing, but makes every value look different and notices damage.
pub(crate) struct Reversed;

impl Cipher for Reversed {
    async fn close(&self, plain: &str) -> Result<String, CipherError> {
        Ok(format!(
            "locked:{}:end",
            plain.chars().rev().collect::<String>()
        ))
    }

    async fn open<'c>(&self, closed: &'c str) -> Result<Cow<'c, str>, CipherError> {
        let Some(rest) = closed.strip_prefix("locked:") else {
            return Ok(closed.into());
        };
        let inner = rest.strip_suffix(":end").ok_or(CipherError::Damaged)?;
        Ok(inner.chars().rev().collect::<String>().into())
    }

    fn is_closed(&self, stored: &str) -> bool {
        stored.starts_with("locked:")
    }
}

pub(crate) type TestShelf = Shelf<Memory, Memory, Reversed>;

pub(crate) fn learner() -> PersonId {
    PersonId::from_random([1; 16])
}

pub(crate) fn shelf(memory: &Memory) -> TestShelf {
    Shelf::new(learner(), memory.clone(), memory.clone(), Reversed)
}

fn draft(text: &str) -> Draft {
    Draft {
        tab: TabId::from_random([1; 16]),
        about: criterion("ac-3-2"),
        after: Vec::new(),
        at: Timestamp::UNIX_EPOCH,
        text: text.into(),
        covered: ["Knowledge".into()].into(),
        via: None,
    }
}

fn two_events() -> [Sealed; 2] {
    let story = Story::default();
    let first = story.version("First", &[]);
    [story.hand_in(&[first.seal()]), first]
}

#[test]
fn a_full_device_keeps_what_it_has_and_says_so() {
    let memory = Memory::default();
    let [kept, not_kept] = two_events();
    assert_eq!(
        now(shelf(&memory).keep(slice::from_ref(&kept), &Texts::new())),
        Kept::Stored
    );
    memory.set_fault(Fault::Full);
    assert_eq!(
        now(shelf(&memory).keep(&[not_kept], &Texts::new())),
        Kept::OnlyHere(StoreError::Full)
    );
    let found = now(shelf(&memory).open());
    assert_eq!(found.record, Record::from_iter([kept]));
}

#[test]
fn a_full_device_does_not_lose_a_draft_to_a_version_it_cannot_keep() {
    let memory = Memory::default();
    let draft = draft("So far");
    now(shelf(&memory).keep_draft(&draft)).unwrap();
    memory.set_fault(Fault::Full);
    let version = Story::default().version(&draft.text, &[]);
    let kept = now(shelf(&memory).keep_version(&draft, &version, &Texts::new()));
    assert_eq!(kept, Kept::OnlyHere(StoreError::Full));
    assert_eq!(now(shelf(&memory).open()).drafts, [draft]);
}

#[test]
fn a_program_that_ends_while_a_version_is_kept_leaves_no_other_text_beside_it() {
    // Each number of writes after which it can end.
    for writes in 0..8 {
        let memory = Memory::default();
        now(shelf(&memory).keep_draft(&draft("They notice"))).unwrap();
        let typed = draft("They notice what changes.");
        let actor = Story::default().version("", &[]).by().unwrap().clone();
        let device = DeviceId::from_random([7; 16]);
        let id = EventId::new(Timestamp::UNIX_EPOCH, [1; 10]);
        let version = Sealed::new(&typed.to_version(Asked::No, id, actor, device));
        memory.set_fault(Fault::KilledAfter(writes));
        let _ = now(shelf(&memory).keep_version(&typed, &version, &Texts::new()));
        memory.set_fault(Fault::None);
        let found = now(shelf(&memory).open());
        let state = found.record.state();
        let is_kept = found.record.event(&version.seal()).is_some();
        for left in &found.drafts {
            assert!(!is_kept || left.is_settled(&state), "{writes}: {left:?}");
        }
        assert!(is_kept || !found.drafts.is_empty(), "{writes}");
    }
}

#[test]
fn a_device_that_refuses_storage_is_named_and_brings_nothing_down() {
    let memory = Memory::default();
    memory.set_fault(Fault::Refused);
    let found = now(shelf(&memory).open());
    assert_eq!(found.trouble, Some(StoreError::Refused));
    let kept = now(shelf(&memory).keep(&two_events(), &Texts::new()));
    assert_eq!(kept, Kept::OnlyHere(StoreError::Refused));
}

#[test]
fn what_the_store_did_not_take_waits_and_is_taken_later() {
    let (store, slots) = (Memory::default(), Memory::default());
    let open = || Shelf::new(learner(), store.clone(), slots.clone(), Reversed);
    let [first, second] = two_events();
    store.set_fault(Fault::Full);
    let kept = now(open().keep(&[first.clone(), second.clone()], &Texts::new()));
    assert_eq!(kept, Kept::Waiting(StoreError::Full));
    let found = now(open().open());
    assert_eq!(found.trouble, Some(StoreError::Full));
    assert_eq!(
        found.record,
        Record::from_iter([first.clone(), second.clone()])
    );

    store.set_fault(Fault::None);
    assert_eq!(now(open().open()).trouble, None);
    assert_eq!(store.all(learner()).unwrap().len(), 2);
    let waiting = slots.keys().unwrap();
    assert!(
        !waiting.iter().any(|key| key.starts_with("pending/")),
        "{waiting:?}"
    );
}

#[test]
fn a_damaged_value_is_left_where_it_is_and_mended_by_a_file() {
    let memory = Memory::default();
    let events = two_events();
    now(shelf(&memory).keep(&events, &Texts::new()));
    let place = Place::Event(events[0].seal());
    memory.damage(learner(), place);
    let found = now(shelf(&memory).open());
    assert_eq!(found.record.events().len(), 1);
    assert_eq!(found.unreadable.len(), 1);
    assert_eq!(found.unreadable[0].at, Spot::Store(place));
    assert_eq!(found.unreadable[0].locked, Some(CipherError::Damaged));
    assert_eq!(found.lost, 0);

    now(shelf(&memory).take_in(&events.iter().cloned().collect())).unwrap();
    let found = now(shelf(&memory).open());
    assert_eq!(
        (found.record.events().len(), found.unreadable.len()),
        (2, 0)
    );
}

#[test]
fn a_cleared_store_is_noticed() {
    let (store, slots) = (Memory::default(), Memory::default());
    let open = |store: &Memory| Shelf::new(learner(), store.clone(), slots.clone(), Reversed);
    now(open(&store).keep(&two_events(), &Texts::new()));
    assert_eq!(now(open(&store).open()).lost, 0);
    assert_eq!(now(open(&Memory::default()).open()).lost, 2);
}

#[test]
fn a_passphrase_that_was_half_set_is_set_when_the_shelf_is_next_opened() {
    let events = two_events();
    for writes in 0..8 {
        let memory = Memory::default();
        let open = Shelf::new(learner(), memory.clone(), memory.clone(), Unlocked);
        now(open.keep(&events, &Texts::new()));
        memory.set_fault(Fault::KilledAfter(writes));
        let _ = now(open.lock_with(Reversed));
        memory.set_fault(Fault::None);

        let found = now(shelf(&memory).open());
        assert_eq!(found.record, events.iter().cloned().collect());
        let stored = memory.all(learner()).unwrap();
        assert!(
            stored.iter().all(|(_, value)| value.starts_with("locked:")),
            "{writes}"
        );
    }
}

#[test]
fn erasing_takes_this_learner_and_nobody_else() {
    let memory = Memory::default();
    let other = PersonId::from_random([9; 16]);
    let others = Shelf::new(other, memory.clone(), memory.clone(), Unlocked);
    for kept in [
        now(shelf(&memory).keep(&two_events(), &Texts::new())),
        now(others.keep(&two_events(), &Texts::new())),
    ] {
        assert_eq!(kept, Kept::Stored);
    }
    now(shelf(&memory).open());
    now(shelf(&memory).erase()).unwrap();
    assert_eq!(memory.all(learner()).unwrap(), []);
    assert!(
        memory
            .keys()
            .unwrap()
            .iter()
            .all(|key| !key.contains(&learner().to_string()))
    );
    assert_eq!(now(others.open()).record.events().len(), 2);
}

#[test]
fn an_older_draft_never_comes_back_over_a_newer_one() {
    let memory = Memory::default();
    let shelf = Shelf::new(learner(), memory.clone(), memory, SlowAtFirst::default());
    let (older, newer) = (draft("older"), draft("newer"));
    let mut slow = pin!(shelf.keep_draft(&older));
    let mut context = Context::from_waker(Waker::noop());
    assert!(slow.as_mut().poll(&mut context).is_pending());
    now(shelf.keep_draft(&newer)).unwrap();
    assert!(slow.as_mut().poll(&mut context).is_ready());
    assert_eq!(&*now(shelf.open()).drafts[0].text, "newer");
}

#[test]
fn what_is_typed_while_everything_is_written_anew_is_not_written_over() {
    let memory = Memory::default();
    let shelf = |cipher| Shelf::new(learner(), memory.clone(), memory.clone(), cipher);
    let tab = Shelf::new(learner(), memory.clone(), memory.clone(), Unlocked);
    now(tab.keep_draft(&draft("older"))).unwrap();
    let mut slow = pin!(shelf(SlowAtFirst::default()).lock_with(SlowAtFirst::default()));
    let mut context = Context::from_waker(Waker::noop());
    assert!(slow.as_mut().poll(&mut context).is_pending());
    now(tab.keep_draft(&draft("newer"))).unwrap();
    assert!(slow.as_mut().poll(&mut context).is_ready());
    assert_eq!(&*now(tab.open()).drafts[0].text, "newer");
}

#[test]
fn what_cannot_be_read_is_no_reason_to_write_the_rest_anew() {
    let memory = Memory::default();
    let plain = Shelf::new(learner(), memory.clone(), memory.clone(), Unlocked);
    let events = two_events();
    now(plain.keep(&events[..1], &Texts::new()));
    memory.damage(learner(), Place::Event(events[0].seal()));
    now(shelf(&memory).keep(&events[1..], &Texts::new()));
    memory.set_fault(Fault::Full);
    let found = now(shelf(&memory).open());
    assert_eq!((found.unreadable.len(), found.trouble), (1, None));
}

/// What was shown before seals were looked at, if anything, and what was found.
fn open_showing(memory: &Memory) -> (Option<State>, Found) {
    let shelf = Shelf::new(learner(), memory.clone(), memory.clone(), Unlocked);
    let mut shown = None;
    let found = now(shelf.open_showing(|state| shown = Some(state), async || ()));
    (shown, found)
}

#[test]
fn what_is_shown_before_seals_are_looked_at_is_taken_back_where_one_does_not_hold() {
    let memory = Memory::default();
    let events = two_events();
    let shelf = Shelf::new(learner(), memory.clone(), memory.clone(), Unlocked);
    now(shelf.keep(&events, &Texts::new()));
    let record: Record = events.iter().cloned().collect();
    let (shown, found) = open_showing(&memory);
    assert_eq!((shown, found.state), (Some(record.state()), None));
    assert_eq!(found.record, record);

    let [kept, altered] = &events;
    let place = Place::Event(altered.seal());
    let value = altered.to_text().replace("First", "Third");
    now(memory.put(learner(), vec![(place, value.clone())])).unwrap();
    let (shown, found) = open_showing(&memory);
    let left = Record::from_iter([kept.clone()]);
    assert_ne!(shown, Some(left.state()));
    assert_eq!(found.state, Some(left.state()));
    assert_eq!(found.record, left);
    let [unreadable] = &found.unreadable[..] else {
        panic!("{:?}", found.unreadable);
    };
    assert_eq!(
        (&unreadable.at, &unreadable.value),
        (&Spot::Store(place), &value)
    );
    assert_eq!((&unreadable.locked, found.lost), (&None, 0));
}

#[test]
fn what_was_still_on_its_way_is_added_to_what_was_shown() {
    let memory = Memory::default();
    let [stored, waiting] = two_events();
    let shelf = Shelf::new(learner(), memory.clone(), memory.clone(), Unlocked);
    now(shelf.keep(slice::from_ref(&stored), &Texts::new()));
    let slot = Pending {
        event: waiting.clone(),
        texts: Texts::new(),
    };
    memory.set(&slot.key(learner()), &slot.to_text()).unwrap();
    let (shown, found) = open_showing(&memory);
    assert_eq!(shown, Some(Record::from_iter([stored.clone()]).state()));
    let both = Record::from_iter([stored, waiting]);
    assert_eq!(found.state, Some(both.state()));
    assert_eq!(found.record, both);
}

#[test]
fn nothing_is_shown_early_that_was_locked() {
    let memory = Memory::default();
    now(shelf(&memory).keep(&two_events(), &Texts::new()));
    let mut shown = None;
    let found = now(shelf(&memory).open_showing(|state| shown = Some(state), async || ()));
    assert_eq!(shown, None);
    assert_eq!(found.state, Some(found.record.state()));
}

proptest! {
    /// Whatever was done to whichever values, an event is there where it is whole, is named where it is
    /// not, and counts only where it is there.
    #[test]
    fn an_altered_value_is_found_wherever_it_was_altered(
        turns in turns(12),
        altered in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let memory = Memory::default();
        let shelf = Shelf::new(learner(), memory.clone(), memory.clone(), Unlocked);
        let events = Story::default().tell(&turns);
        now(shelf.keep(&events, &Texts::new()));
        let mut values = memory.all(learner()).unwrap();
        for (which, at, to) in altered {
            if values.is_empty() {
                break;
            }
            let (_, value) = which.get_mut(&mut values);
            let mut bytes = value.clone().into_bytes();
            *at.get_mut(&mut bytes) = to;
            *value = String::from_utf8_lossy(&bytes).into_owned();
        }
        now(memory.put(learner(), values.clone())).unwrap();
        let (_, found) = open_showing(&memory);
        let is_whole = |place: &Place, value: &str| {
            let stated: Option<Stated<'_>> = serde_json::from_str(value).ok();
            stated.is_some_and(|one| Place::Event(one.seal) == *place && one.verify().is_ok())
        };
        for (place, value) in &values {
            let Place::Event(seal) = place else { continue };
            let left = found.unreadable.iter().any(|one| one.at == Spot::Store(*place) && one.value == *value);
            let here = found.record.event(seal).is_some();
            prop_assert_eq!((here, left), (is_whole(place, value), !is_whole(place, value)));
        }
        let (shown, found) = open_showing(&memory);
        prop_assert_eq!(found.state.or(shown).unwrap_or_default(), found.record.state());
    }
}

/// Takes a moment for the first value and none for the others.
#[derive(Default)]
struct SlowAtFirst(Cell<bool>);

impl Cipher for SlowAtFirst {
    async fn close(&self, plain: &str) -> Result<String, CipherError> {
        let mut waits = !self.0.replace(true);
        std::future::poll_fn(|_| match std::mem::take(&mut waits) {
            true => Poll::Pending,
            false => Poll::Ready(Ok(plain.to_owned())),
        })
        .await
    }

    async fn open<'c>(&self, closed: &'c str) -> Result<Cow<'c, str>, CipherError> {
        Ok(closed.into())
    }

    fn is_closed(&self, _: &str) -> bool {
        true
    }
}

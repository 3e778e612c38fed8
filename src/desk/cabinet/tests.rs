//! What a cabinet does with records that come twice, are damaged, or turn out to be one person's.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

use proptest::prelude::*;

use super::*;
use crate::record::{
    decision::Judgement,
    locked::{CipherError, Unlocked},
    sealed::Sealed,
    story::{ASSESSOR, Story},
};

/// Storage in memory; a clone is the same storage.
#[derive(Clone, Debug, Default)]
struct Memory {
    values: Rc<RefCell<BTreeMap<(PersonId, DeskKey), String>>>,
    full: Rc<Cell<bool>>,
    /// How often others are let go on before each thing that is asked, one after another and round again.
    waits: Rc<[u8]>,
    asked: Rc<Cell<usize>>,
}

impl Memory {
    fn that_waits(waits: &[u8]) -> Self {
        Self {
            waits: waits.into(),
            ..Self::default()
        }
    }

    async fn take_time(&self) {
        let asked = self.asked.replace(self.asked.get() + 1);
        let waits = self
            .waits
            .iter()
            .cycle()
            .nth(asked % self.waits.len().max(1));
        for _ in 0..waits.copied().unwrap_or_default() {
            tokio::task::yield_now().await;
        }
    }
}

impl DeskStore for Memory {
    async fn get(&self, owner: PersonId, key: DeskKey) -> Result<Option<String>, StoreError> {
        self.take_time().await;
        Ok(self.values.borrow().get(&(owner, key)).cloned())
    }

    async fn summaries(&self, owner: PersonId) -> Result<Vec<(PersonId, String)>, StoreError> {
        let values = self.values.borrow();
        let of = |((whose, key), value): (&(PersonId, DeskKey), &String)| match key {
            DeskKey::Summary(learner) if *whose == owner => Some((*learner, value.clone())),
            _ => None,
        };
        Ok(values.iter().filter_map(of).collect())
    }

    async fn keys(&self, owner: PersonId) -> Result<Vec<DeskKey>, StoreError> {
        let values = self.values.borrow();
        let own = values.keys().filter(|(whose, _)| *whose == owner);
        Ok(own.map(|(_, key)| *key).collect())
    }

    async fn change(&self, owner: PersonId, change: Change) -> Result<bool, StoreError> {
        self.take_time().await;
        if self.full.get() {
            return Err(StoreError::Full);
        }
        let mut values = self.values.borrow_mut();
        let mut read = change.read.iter();
        if !read.all(|(key, value)| values.get(&(owner, *key)) == value.as_ref()) {
            return Ok(false);
        }
        let put = change.put.into_iter();
        values.extend(put.map(|(key, value)| ((owner, key), value)));
        values.retain(|(whose, key), _| *whose != owner || !change.remove.contains(key));
        Ok(true)
    }
}

/// A cipher whose values somebody without it cannot read.
#[derive(Clone, Copy)]
struct Backwards;

impl Cipher for Backwards {
    async fn close(&self, plain: &str) -> Result<String, CipherError> {
        Ok(format!("!{}", plain.chars().rev().collect::<String>()))
    }

    async fn open<'c>(&self, closed: &'c str) -> Result<Cow<'c, str>, CipherError> {
        match closed.strip_prefix('!') {
            Some(text) => Ok(text.chars().rev().collect::<String>().into()),
            None => Ok(closed.into()),
        }
    }

    fn is_closed(&self, stored: &str) -> bool {
        stored.starts_with('!')
    }
}

/// The one that has no key for these.
struct NoKey;

impl Cipher for NoKey {
    async fn close(&self, plain: &str) -> Result<String, CipherError> {
        Ok(plain.to_owned())
    }

    async fn open<'c>(&self, closed: &'c str) -> Result<Cow<'c, str>, CipherError> {
        match Backwards.is_closed(closed) {
            true => Err(CipherError::Damaged),
            false => Ok(closed.into()),
        }
    }

    fn is_closed(&self, _: &str) -> bool {
        true
    }
}

fn owner() -> PersonId {
    PersonId::from_random([2; 16])
}

fn ada() -> Learner {
    Learner {
        id: PersonId::from_random([1; 16]),
        name: "Ada".into(),
    }
}

fn other() -> Learner {
    Learner {
        id: PersonId::from_random([8; 16]),
        name: "Ada B.".into(),
    }
}

fn to_text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn record(events: &[&Sealed]) -> Record {
    events.iter().copied().cloned().collect()
}

#[tokio::test]
async fn what_comes_twice_or_from_several_places_is_put_together_and_told() {
    let (store, story) = (Memory::default(), Story::default());
    let cabinet = Cabinet::new(owner(), store.clone(), Unlocked);
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let met = story.decide(ASSESSOR, Judgement::Met, &[handed_in.seal()]);
    let first = cabinet
        .take_in(&ada(), record(&[&version, &handed_in]))
        .await
        .unwrap();
    assert!(first.newcomer && first.news.hand_ins == 1);
    let second = cabinet
        .take_in(&ada(), record(&[&handed_in, &met]))
        .await
        .unwrap();
    assert!(!second.newcomer && second.news.hand_ins == 0 && second.news.decisions == 1);
    let again = cabinet.take_in(&ada(), record(&[&met])).await.unwrap();
    assert!(again.news.is_empty());
    let portfolio = cabinet.portfolio(ada().id).await.unwrap().unwrap();
    assert_eq!(portfolio.record, record(&[&version, &handed_in, &met]));

    let reopened = Cabinet::new(owner(), store.clone(), Unlocked)
        .open(async || {})
        .await;
    assert_eq!(reopened.summaries[&ada().id], portfolio.summary());
    // Somebody else's desk is another.
    let other = Cabinet::new(PersonId::from_random([9; 16]), store, Unlocked);
    assert_eq!(other.open(async || {}).await, FoundOnDesk::default());
}

#[tokio::test]
async fn two_ids_of_one_person_are_one_record_in_whichever_order_they_come() {
    let story = Story::default();
    let (one, two) = (story.version("One", &[]), story.version("Two", &[]));
    let same = story.same_person(ada().id, other().id);
    for order in [[0, 1, 0], [1, 0, 1], [0, 0, 1]] {
        let store = Memory::default();
        let cabinet = Cabinet::new(owner(), store.clone(), Unlocked);
        for which in order {
            let taken = match which {
                0 => cabinet.take_in(&ada(), record(&[&one, &same])).await,
                _ => cabinet.take_in(&other(), record(&[&two])).await,
            };
            taken.unwrap();
        }
        let found = cabinet.open(async || {}).await;
        assert_eq!(found.summaries.len(), 1, "{order:?}");
        let summary = found.summaries.values().next().unwrap();
        assert!(summary.is_of(ada().id) && summary.is_of(other().id));
        for id in [ada().id, other().id] {
            let portfolio = cabinet.portfolio(id).await.unwrap().unwrap();
            assert_eq!(portfolio.record, record(&[&one, &two, &same]), "{order:?}");
        }
        // Off the desk, neither id leads anywhere any more, and nothing of either is left aside.
        cabinet.take_off(&[summary.learner.id]).await.unwrap();
        assert_eq!(store.keys(owner()).await.unwrap(), [], "{order:?}");
    }
}

#[tokio::test]
async fn a_third_id_brings_together_what_the_other_two_were() {
    let story = Story::default();
    let third = Learner {
        id: PersonId::from_random([6; 16]),
        name: "A. B.".into(),
    };
    let (one, two, three) = (
        story.version("One", &[]),
        story.version("Two", &[]),
        story.version("Three", &[]),
    );
    // Two devices took the same id for hers, and know nothing of each other.
    let here = story.same_person(ada().id, other().id);
    let there = story.same_person(third.id, other().id);
    let cabinet = Cabinet::new(owner(), Memory::default(), Unlocked);
    for (whose, events) in [
        (third.clone(), [&three, &there].as_slice()),
        (other(), &[&two]),
        (ada(), &[&one, &here]),
    ] {
        cabinet.take_in(&whose, record(events)).await.unwrap();
    }
    let found = cabinet.open(async || {}).await;
    assert_eq!(found.summaries.len(), 1);
    for id in [ada().id, other().id, third.id] {
        let portfolio = cabinet.portfolio(id).await.unwrap().unwrap();
        let all = record(&[&one, &two, &three, &here, &there]);
        assert_eq!(portfolio.record, all);
    }
}

#[tokio::test]
async fn what_was_joined_is_told_and_kept_aside() {
    let (store, story) = (Memory::default(), Story::default());
    let cabinet = Cabinet::new(owner(), store.clone(), Unlocked);
    let two = story.version("Two", &[]);
    cabinet.take_in(&other(), record(&[&two])).await.unwrap();
    let before = store.values.borrow()[&(owner(), DeskKey::Portfolio(other().id))].clone();
    let same = story.same_person(ada().id, other().id);
    let taken = cabinet.take_in(&ada(), record(&[&same])).await.unwrap();
    assert_eq!(taken.joined, [other()]);
    assert!(!taken.newcomer);
    let aside = (owner(), DeskKey::Aside(TextHash::of(&before)));
    assert_eq!(store.values.borrow().get(&aside), Some(&before));
}

#[tokio::test]
async fn a_damaged_value_is_kept_aside_and_what_can_be_read_goes_on() {
    let (store, story) = (Memory::default(), Story::default());
    let cabinet = Cabinet::new(owner(), store.clone(), Unlocked);
    let (one, two) = (story.version("One", &[]), story.version("Two", &[]));
    cabinet
        .take_in(&ada(), record(&[&one, &two]))
        .await
        .unwrap();
    let key = (owner(), DeskKey::Portfolio(ada().id));
    let damaged = store.values.borrow()[&key].replace("\"One\"", "\"Won\"");
    store.values.borrow_mut().insert(key, damaged.clone());
    store
        .values
        .borrow_mut()
        .remove(&(owner(), DeskKey::Summary(ada().id)));

    let found = cabinet.open(async || {}).await;
    assert_eq!(found.summaries[&ada().id].events, 1);
    cabinet.take_in(&ada(), record(&[&one])).await.unwrap();
    let aside = (owner(), DeskKey::Aside(TextHash::of(&damaged)));
    assert_eq!(store.values.borrow().get(&aside), Some(&damaged));
    let portfolio = cabinet.portfolio(ada().id).await.unwrap().unwrap();
    assert_eq!(portfolio.record, record(&[&one, &two]));

    store.values.borrow_mut().insert(key, "rubbish".into());
    store
        .values
        .borrow_mut()
        .remove(&(owner(), DeskKey::Summary(ada().id)));
    assert_eq!(cabinet.open(async || {}).await.unreadable, [ada().id]);
}

#[tokio::test]
async fn a_passphrase_closes_everything_and_can_be_taken_away() {
    let (store, story) = (Memory::default(), Story::default());
    let cabinet = Cabinet::new(owner(), store.clone(), Unlocked);
    cabinet
        .take_in(&ada(), record(&[&story.version("One", &[])]))
        .await
        .unwrap();
    cabinet
        .change_note(Note::CommentBank, to_text, |_| {
            (Some("Well done.".to_owned()), ())
        })
        .await
        .unwrap();
    let open = cabinet.open(async || {}).await;

    let locked = cabinet.lock_with(Backwards).await.unwrap();
    assert!(
        store
            .values
            .borrow()
            .values()
            .all(|value| Backwards.is_closed(value))
    );
    assert_eq!(locked.open(async || {}).await, open);
    let note = locked.note(Note::CommentBank).await.unwrap();
    assert_eq!(note.as_deref(), Some("Well done."));

    let unlocked = locked.lock_with(Unlocked).await.unwrap();
    assert!(
        !store
            .values
            .borrow()
            .values()
            .any(|value| Backwards.is_closed(value))
    );
    unlocked.take_off(&[ada().id]).await.unwrap();
    assert_eq!(unlocked.open(async || {}).await, FoundOnDesk::default());
    unlocked.erase().await.unwrap();
    assert!(store.values.borrow().is_empty());
}

#[tokio::test]
async fn a_note_that_cannot_be_read_is_kept_aside_before_another_takes_its_place() {
    let store = Memory::default();
    let cabinet = Cabinet::new(owner(), store.clone(), Unlocked);
    let minutes = |_| (Some("Minutes".to_owned()), ());
    let kept = cabinet.change_note(Note::Standardisation, to_text, minutes);
    kept.await.unwrap();
    let number = |text: &str| text.parse::<u32>().ok();
    let found = cabinet.note_as(Note::Standardisation, number).await;
    assert_eq!(found, Ok(None));
    let seven = |found| (Some("7".to_owned()), found);
    let kept = cabinet.change_note(Note::Standardisation, number, seven);
    assert_eq!(kept.await, Ok(None));
    let found = cabinet.note_as(Note::Standardisation, number).await;
    assert_eq!(found, Ok(Some(7)));
    let none = cabinet.note_as(Note::SamplingPlan, number).await;
    assert_eq!(none, Ok(None));
    let asides = |store: &Memory| {
        let values = store.values.borrow();
        let aside = values
            .iter()
            .filter(|((_, key), _)| matches!(key, DeskKey::Aside(_)));
        aside.map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(asides(&store), ["Minutes"]);
    let away = |found| (None, found);
    let kept = cabinet.change_note(Note::Standardisation, number, away);
    assert_eq!(kept.await, Ok(Some(7)));
    let found = cabinet.note(Note::Standardisation).await;
    assert_eq!(found, Ok(None));
    assert_eq!(asides(&store), ["Minutes"]);
}

#[tokio::test]
async fn what_does_not_fit_is_told_and_changes_nothing() {
    let (store, story) = (Memory::default(), Story::default());
    let cabinet = Cabinet::new(owner(), store.clone(), Unlocked);
    let one = story.version("One", &[]);
    cabinet.take_in(&ada(), record(&[&one])).await.unwrap();
    store.full.set(true);
    let refused = cabinet
        .take_in(&ada(), record(&[&story.version("Two", &[])]))
        .await;
    assert_eq!(refused, Err(StoreError::Full));
    let portfolio = cabinet.portfolio(ada().id).await.unwrap().unwrap();
    assert_eq!(portfolio.record, record(&[&one]));
}

/// Runs what may wait for others to its end.
fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread();
    { runtime }.build().unwrap().block_on(future)
}

proptest! {
    #[test]
    fn whatever_is_taken_in_at_once_is_all_there(
        waits in prop::collection::vec(0..4_u8, 1..12),
        damaged in any::<bool>(),
    ) {
        let story = Story::default();
        let (one, two, three) = (story.version("1", &[]), story.version("2", &[]), story.version("3", &[]));
        let same = story.same_person(ada().id, other().id);
        let store = Memory::that_waits(&waits);
        let tab = || Cabinet::new(owner(), store.clone(), Unlocked);
        let (a, b, c) = (tab(), tab(), tab());
        run(async {
            if damaged {
                a.take_in(&ada(), record(&[&one])).await.unwrap();
                let key = (owner(), DeskKey::Portfolio(ada().id));
                store.values.borrow_mut().insert(key, "rubbish".into());
            }
            let (ada, other) = (ada(), other());
            let taken = tokio::join!(
                a.take_in(&ada, record(&[&one])),
                b.take_in(&ada, record(&[&two, &same])),
                c.take_in(&other, record(&[&three])),
                a.change_note(Note::CommentBank, to_text, added("a")),
                b.change_note(Note::CommentBank, to_text, added("b")),
            );
            let (Ok(_), Ok(_), Ok(_), Ok(()), Ok(())) = taken else {
                panic!("{taken:?}");
            };
            let found = c.open(async || {}).await;
            assert_eq!(found.summaries.len(), 1);
            for id in [ada.id, other.id] {
                let portfolio = c.portfolio(id).await.unwrap().unwrap();
                assert_eq!(portfolio.record, record(&[&one, &two, &three, &same]));
                assert_eq!(found.summaries[&portfolio.learner.id], portfolio.summary());
            }
            let note = c.note(Note::CommentBank).await.unwrap().unwrap();
            assert!(["ab", "ba"].contains(&note.as_str()), "{note}");
        });
    }
}

#[test]
fn what_is_taken_in_while_a_passphrase_is_set_is_there_or_told() {
    let story = Story::default();
    let (one, two) = (story.version("1", &[]), story.version("2", &[]));
    // Somebody waits between reading and writing: who sets the passphrase, or who takes in.
    for (waits, is_kept) in [
        ([1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0], true),
        ([0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0], false),
    ] {
        let store = Memory::that_waits(&waits);
        let tab = || Cabinet::new(owner(), store.clone(), NoKey);
        run(async {
            tab().take_in(&ada(), record(&[&one])).await.unwrap();
            store.asked.set(0);
            let (here, there, ada) = (tab(), tab(), ada());
            let (taken, locked) = tokio::join!(
                there.take_in(&ada, record(&[&two])),
                here.lock_with(Backwards),
            );
            assert_eq!(taken.is_ok(), is_kept);
            let portfolio = locked.unwrap().portfolio(ada.id).await.unwrap().unwrap();
            let wanted: &[&Sealed] = if is_kept { &[&one, &two] } else { &[&one] };
            assert_eq!(portfolio.record, record(wanted));
            assert!(
                Backwards.is_closed(&store.values.borrow()[&(owner(), DeskKey::Portfolio(ada.id))])
            );
        });
    }
}

/// Adds to a note.
fn added(more: &str) -> impl FnMut(Option<String>) -> (Option<String>, ()) {
    move |note| (Some(note.unwrap_or_default() + more), ())
}

//! A round for each learner whose records the person at the desk may see, one after the other.

use std::{cell::Cell, time::Duration};

use leptos::prelude::*;

use super::{super::known, waits};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::{
    door::wire::{Listed, Session},
    exchange::xapi::{Account, Whose, whose},
    record::{
        Record,
        event::{Actor, PersonId},
        seal::TextHash,
        store::StoreError,
        stored::Learner,
    },
    sync::{DoorError, Ended, Exchange, How, Keep, Mine, Sent},
    ui::{
        clock,
        desk::Desk,
        dom,
        slots::{LocalSlots, PREFIX},
        storage,
        sync::door::Site,
    },
};

/// What came of all learners together.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    /// In whose records here something waits who is no longer among hers.
    pub not_hers: Vec<PersonId>,
    /// What those are called whose record has nothing in it yet.
    pub not_begun: Vec<String>,
    pub learners: usize,
    pub received: usize,
    pub sent: usize,
    pub failed: usize,
    pub too_large: usize,
    pub set_aside: usize,
    pub erased: usize,
}

/// Why it was stopped for all.
pub(super) enum Stopped {
    SignedOut,
    NotReached,
}

/// Keeps a learner's record on the desk.
struct Keeper<'a> {
    desk: Desk,
    account: &'a Account,
    listed: &'a Listed,
    /// Under which id it is on the desk, once it is.
    learner: Cell<Option<PersonId>>,
}

impl Keep for Keeper<'_> {
    async fn keep(&self, incoming: Record) -> Result<(), StoreError> {
        let found = whose::learner(self.account, &incoming);
        let learner = Learner {
            id: self.learner.get().unwrap_or(found.id),
            name: match found.name.is_empty() {
                true => self.listed.name.clone(),
                false => found.name,
            },
        };
        let taken = self.desk.take_in(&learner, incoming).await?;
        self.learner.set(Some(taken.summary.learner.id));
        Ok(())
    }
}

/// Fetches and sends for every learner, and tells how many of them are done and how many there are.
pub(super) async fn all(
    desk: Desk,
    me: PersonId,
    session: &Session,
    progress: RwSignal<(usize, usize)>,
) -> Result<Sum, Stopped> {
    let learners = Site.learners().await.map_err(|why| match why {
        DoorError::SignedOut | DoorError::NotYours { .. } => Stopped::SignedOut,
        _ => Stopped::NotReached,
    })?;
    let mut sum = Sum::default();
    let _ = progress.try_set((0, learners.len()));
    for listed in &learners {
        let mut ended = one(desk, me, session, listed, &mut sum).await;
        // A long list is more than the door answers at once.
        for _ in 0..3 {
            let Ended::Later { after: Some(after) } = ended else {
                break;
            };
            pause(after).await;
            ended = one(desk, me, session, listed, &mut sum).await;
        }
        match ended {
            Ended::Done => sum.learners += 1,
            Ended::SignedOut => return Err(Stopped::SignedOut),
            Ended::NoDoor => return Err(Stopped::NotReached),
            Ended::Later { .. } | Ended::NotYours => sum.failed += 1,
            Ended::NotKept(error) => {
                desk.session.tell(&error);
                sum.failed += 1;
            }
        }
        let _ = progress.try_update(|(done, _)| *done += 1);
        clock::breathe().await;
    }
    sum.not_hers = waits::learners(me);
    for listed in &learners {
        let hers = here(me, &session.account_of(&listed.account));
        sum.not_hers.retain(|learner| hers != Some(*learner));
    }
    Ok(sum)
}

/// Sends what somebody has just done at the desk, where she is signed in: only for those whom it was done to.
/// What does not go now is told at the desk, and goes from there.
pub(in crate::ui) async fn what_was_done(desk: Desk, me: Actor) {
    let own = known::desk_account_of(me.person);
    let Some(session) = (match own {
        Some(_) => Site.session().await.ok(),
        None => None,
    }) else {
        return;
    };
    if own != Some(session.account()) || !session.roles().contains(&me.role) {
        return;
    }
    let listed = Site.learners().await.unwrap_or_default();
    let noted = waits::learners(me.person);
    let is_noted = |listed: &&Listed| {
        let known = here(me.person, &session.account_of(&listed.account));
        known.is_some_and(|learner| noted.contains(&learner))
    };
    let mut sum = Sum::default();
    for listed in listed.iter().filter(is_noted) {
        one(desk, me.person, &session, listed, &mut sum).await;
    }
}

/// Waits as long as the door asks, but not longer than somebody would.
async fn pause(after: Duration) {
    let after = after.min(Duration::from_secs(30)).as_millis();
    let milliseconds = i32::try_from(after).unwrap_or(i32::MAX);
    let promise = js_sys::Promise::new(&mut |go_on, _| {
        let set = dom::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&go_on, milliseconds);
        if set.is_err() {
            let _ = go_on.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}

async fn one(desk: Desk, me: PersonId, session: &Session, listed: &Listed, sum: &mut Sum) -> Ended {
    let account = session.account_of(&listed.account);
    let keeper = Keeper {
        desk,
        account: &account,
        listed,
        learner: Cell::new(here(me, &account)),
    };
    loop {
        let before = keeper.learner.get();
        let noted = before.and_then(|learner| Some((learner, waits::noted(me, learner)?)));
        let record = match before {
            Some(learner) => match desk.portfolio(learner).await {
                Ok(found) => found.map(|found| found.record),
                Err(error) => return Ended::NotKept(error),
            },
            None => None,
        };
        let sent = Sent::open(LocalSlots, me, &account);
        let whose = Whose {
            sender: Some(session.account()),
            ..Whose::of(account.clone())
        };
        let mut exchange = Exchange::new(whose, Mine::Others(me), sent);
        let now = clock::now();
        // What was taken off the desk has to come again from its beginning.
        let how = match record {
            Some(_) => exchange.how(now),
            None => How::Whole,
        };
        let record = record.unwrap_or_default();
        let round = exchange.round(&Site, &record, &keeper, how, now).await;
        sum.received += round.received;
        sum.sent += round.sent;
        let after = keeper.learner.get();
        if let Some(learner) = after {
            remember(me, &account, learner);
        }
        // It may have joined a record that was here already, with something to send.
        if after == before || round.ended != Ended::Done {
            if round.ended == Ended::Done {
                sum.too_large += exchange.too_large();
                sum.set_aside += exchange.set_aside().len();
                sum.erased += exchange.erased(&record);
                if after.is_none() {
                    sum.not_begun.push(listed.name.to_string());
                }
                if let Some((learner, noted)) = noted.filter(|_| exchange.waiting(&record) == 0) {
                    waits::strike_out(me, learner, &noted);
                }
            }
            return round.ended;
        }
    }
}

fn key(me: PersonId, account: &Account) -> String {
    let place = TextHash::of(format!("{account}"));
    format!("{PREFIX}provider/{me}/{place}")
}

/// Under which id an account's record is on the desk.
fn here(me: PersonId, account: &Account) -> Option<PersonId> {
    storage::get(&key(me, account))?.parse().ok()
}

fn remember(me: PersonId, account: &Account, learner: PersonId) {
    if here(me, account) != Some(learner) {
        // Where it is not kept, the record finds its place by who is in it.
        let _ = storage::set(&key(me, account), &learner.to_string());
    }
}

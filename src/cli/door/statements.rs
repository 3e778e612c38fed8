//! Statements in and out, and whose there are.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    extract::{Query, Request, State},
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{
    Value,
    value::{RawValue, to_raw_value},
};

use super::{
    Door,
    answer::{Refused, Why, json},
    at_once::held,
    guard::{self, SignedIn},
    people_file::Failed,
    session,
    store::{Store, Trouble},
};
use crate::{
    cli::serve::listen::BODY_BYTES,
    door::{
        access::{self, Refusal},
        edit::{self, NotEdited},
        people::Person,
        signed::{Purpose, open, sign},
        statement::{check_in, check_out, is_there, voided_by, without_added},
        wire::{Asked, Listed, MOST_STATEMENTS, Page},
    },
    exchange::xapi::{Carried, StatementId},
};

/// The most that one statement holds. A text of eighty thousand words fits; and many of them go into
/// one answer of a store.
const STATEMENT_BYTES: usize = 512 << 10;

/// How long statements are looked for one by one. A slow store gets on with a batch all the same: the
/// next time, less of it is left.
const LOOKING: Duration = Duration::from_secs(20);

/// How much earlier than asked for is looked: what was stored a moment before may have become
/// visible a moment after.
const BACK: SignedDuration = SignedDuration::from_secs(60);

/// Takes statements in.
pub(super) async fn send(
    State(door): State<Arc<Door>>,
    request: Request,
) -> Result<Response, Refused> {
    let SignedIn { people, person, .. } = guard::signed_in(&door, request.headers())?;
    let about = |refused: Refused| refused.of(&person.account);
    // Held until it is done: from here on it takes memory.
    let _place = guard::place(&door, &person)?;
    let body = session::body(request, BODY_BYTES).await.map_err(about)?;
    door.limits
        .sent(&person.account, body.len())
        .map_err(|wait| about(Refused::from(Why::TooMany).wait(wait)))?;
    let mut statements: Vec<Value> =
        serde_json::from_slice(&body).map_err(|_| about(Why::Unreadable.into()))?;
    drop(body);
    if statements.is_empty() || statements.len() > MOST_STATEMENTS {
        return Err(about(match statements.len() {
            0 => Why::Unreadable.into(),
            _ => Why::TooLarge.into(),
        }));
    }
    let mut ids = BTreeSet::new();
    let (mut all, mut written) = (Vec::new(), Vec::new());
    for (at, statement) in statements.iter_mut().enumerate() {
        let about = |refused: Refused| refused.at(at).of(&person.account);
        let parts = statement.as_object_mut();
        let parts = parts.ok_or_else(|| about(Why::Unfit.into()))?;
        without_added(parts).map_err(|why| about(why.into()))?;
        let carried =
            check_in(&people, &person, statement).map_err(|why| about(Refused::from(why)))?;
        if !ids.insert(carried.id) {
            return Err(about(Why::Unfit.into()));
        }
        if people.is_erased(&carried.id) {
            return Err(about(Why::Erased.into()));
        }
        // What was checked is what is sent: written anew, so that nothing in it can be read in two ways.
        let text = to_raw_value(statement).map_err(|_| about(Why::Unfit.into()))?;
        if text.get().len() > STATEMENT_BYTES {
            return Err(about(Why::TooLarge.into()));
        }
        written.push(text);
        all.push(carried);
    }
    // As values they may take thirty times the memory, and a store may take its time.
    drop(statements);
    keep_signer(&door, &person, &all).map_err(about)?;
    let kept = keep(&door.store, &all, written).await.map_err(about)?;
    let ids = all.iter().map(|carried| carried.id);
    let in_order: Vec<StatementId> = ids.filter(|id| kept.contains(id)).collect();
    Ok(json(StatusCode::OK, &in_order))
}

/// Writes down with which ids somebody signs, before anything that she signed is in the store: from
/// then on nobody else signs with them.
fn keep_signer(door: &Door, person: &Person, all: &[Carried]) -> Result<(), Refused> {
    let signed = all.iter().filter(|carried| carried.instructor.is_some());
    let ids = signed.filter_map(|carried| Some(carried.by()?.person));
    let new: BTreeSet<_> = ids.filter(|id| !person.signs_as.contains(id)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let kept = door
        .people
        .edit(|text| edit::signs_as(text, &person.account, &new));
    kept.map_err(|failed| {
        if matches!(failed, Failed::Text(_, NotEdited::OthersId(_))) {
            return Refusal::OthersWork.into();
        }
        let why = failed.unnamed();
        tracing::error!(why, "with which ids somebody signs could not be written");
        match failed {
            Failed::Text(_, NotEdited::TooManyIds(_)) => Refusal::OthersWork.into(),
            _ => told(Trouble::Down),
        }
    })
}

/// Puts statements into the store, and gives those that are there. What a store does not name is
/// looked for, and not said to be kept where it is not found: whoever has sent it sends it again.
async fn keep(
    store: &Store,
    all: &[Carried],
    written: Vec<Box<RawValue>>,
) -> Result<BTreeSet<StatementId>, Refused> {
    let until = Instant::now() + LOOKING;
    let mut kept = match store.add(&written).await {
        Ok(named) => named,
        // Some stores call a statement another one where only the words around the event differ, or
        // the time at which they themselves stored it.
        Err(Trouble::Conflict) => keep_missing(store, all, written, until).await?,
        Err(trouble) => return Err(told(trouble)),
    };
    let Looked { there, missing } = look(store, all, &kept, until).await?;
    kept.extend(there);
    for (at, carried) in all.iter().enumerate() {
        // Not every store refuses to take again what it no longer shows.
        let is_missing = missing.contains(&carried.id) && Instant::now() <= until;
        if is_missing && store.is_voided(&carried.id).await {
            return Err(Refused::from(Why::Erased).at(at));
        }
    }
    if !missing.is_empty() {
        let missing = missing.len();
        tracing::error!(missing, "the store has not kept all that it was sent");
    }
    Ok(kept)
}

/// Puts those statements into the store that it does not have, where it has refused all of them together
/// because of some. Gives those that are there then.
async fn keep_missing(
    store: &Store,
    all: &[Carried],
    written: Vec<Box<RawValue>>,
    until: Instant,
) -> Result<BTreeSet<StatementId>, Refused> {
    let Looked { mut there, missing } = look(store, all, &BTreeSet::new(), until).await?;
    let statements = all.iter().zip(written).enumerate();
    let statements = statements.filter(|(_, (carried, _))| missing.contains(&carried.id));
    let (which, missing): (Vec<_>, Vec<_>) = statements
        .map(|(at, (carried, text))| ((at, carried), text))
        .unzip();
    if missing.is_empty() {
        return Ok(there);
    }
    match store.add(&missing).await {
        Ok(named) => there.extend(named),
        // One of them it has all the same, and does not show it: which, each by itself tells.
        Err(Trouble::Conflict) => {
            for ((at, carried), text) in which.into_iter().zip(missing.chunks(1)) {
                if Instant::now() > until {
                    break;
                }
                let named = keep_one(store, carried, text).await;
                there.extend(named.map_err(|why| why.at(at))?);
            }
        }
        Err(trouble) => return Err(told(trouble)),
    }
    Ok(there)
}

/// Puts a statement into the store that it does not show.
async fn keep_one(
    store: &Store,
    carried: &Carried,
    alone: &[Box<RawValue>],
) -> Result<BTreeSet<StatementId>, Refused> {
    match store.add(alone).await {
        Ok(named) => return Ok(named),
        Err(Trouble::Conflict) => {}
        Err(trouble) => return Err(told(trouble)),
    }
    let id = carried.id;
    match store.one(&id.to_string()).await.map_err(told)? {
        // Somebody has sent the same meanwhile.
        Some(in_store) if is_there(carried, &in_store) => Ok([id].into()),
        None if store.is_voided(&id).await => Err(Why::Erased.into()),
        in_store => {
            let is_shown = in_store.is_some();
            tracing::warn!(statement = %id, is_shown, "the store has something else under an id");
            Err(Why::Conflict.into())
        }
    }
}

/// What was found of what was looked for. What there was no time for is in neither.
struct Looked {
    there: BTreeSet<StatementId>,
    missing: BTreeSet<StatementId>,
}

/// Looks for statements by their ids, but for those that are known to be there.
async fn look(
    store: &Store,
    all: &[Carried],
    known: &BTreeSet<StatementId>,
    until: Instant,
) -> Result<Looked, Refused> {
    let (mut there, mut missing) = (BTreeSet::new(), BTreeSet::new());
    for (at, carried) in all.iter().enumerate() {
        if known.contains(&carried.id) {
            continue;
        }
        if Instant::now() > until {
            break;
        }
        match store.one(&carried.id.to_string()).await.map_err(told)? {
            None => missing.insert(carried.id),
            Some(in_store) if is_there(carried, &in_store) => there.insert(carried.id),
            Some(_) => return Err(Refused::from(Why::Conflict).at(at)),
        };
    }
    Ok(Looked { there, missing })
}

/// Gives a learner's statements out.
pub(super) async fn fetch(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refused> {
    let SignedIn { people, person, .. } = guard::signed_in(&door, &headers)?;
    let about = |refused: Refused| refused.of(&person.account);
    let place = guard::place(&door, &person)?;
    let Query(asked) =
        Query::<Asked>::try_from_uri(&uri).map_err(|_| about(Why::Unreadable.into()))?;
    let part = match &asked.page {
        // A page goes on with what was asked at first, and nothing is asked beside it.
        Some(_) if asked.learner.is_some() || asked.since.is_some() => None,
        Some(signed) => Part::open(&door, signed),
        None => Some(Part {
            learner: asked.learner,
            since: asked.since,
            more: None,
        }),
    };
    let part = part.ok_or_else(|| about(Why::PageOver.into()))?;
    let learner = access::record(&people, &person, part.learner.as_deref())
        .map_err(|why| about(why.into()))?;
    let account = people.account(learner);
    let found = match &part.more {
        Some(more) => door.store.more(more).await,
        None => door.store.of(&account).await,
    };
    let found = found.map_err(|trouble| {
        about(match (trouble, &part.more) {
            // A store keeps a place in a list for a while only.
            (Trouble::Refused | Trouble::NotThere, Some(_)) => Why::PageOver.into(),
            (trouble, _) => told(trouble),
        })
    })?;
    let mut ids = BTreeSet::new();
    let mut statements = found.statements;
    // A store that keeps to the standard gives out, of what was voided, only that it was.
    let mut erased: Vec<StatementId> = statements.iter().filter_map(voided_by).collect();
    statements.retain(|statement| {
        let id = statement.get("id").and_then(Value::as_str);
        let known = id.and_then(|id| id.parse().ok());
        // Whenever it was stored: it is erased later.
        if let Some(id) = known.filter(|id| people.is_erased(id)) {
            erased.extend(check_out(&account, statement).then_some(id));
            return false;
        }
        is_since(statement, part.since)
            && check_out(&account, statement)
            && ids.insert(id.map(str::to_owned))
    });
    let more = found.more.map(|more| {
        let part = Part {
            learner: Some(learner.account.as_str().to_owned()),
            more: Some(more),
            ..part
        };
        format!("statements?page={}", part.sign(&door))
    });
    let mut page = Page::new(statements, more.unwrap_or_default());
    page.too_large = found.too_large;
    page.erased = erased;
    Ok(held(json(StatusCode::OK, &page), place))
}

/// Whether a statement was stored since then. Stores do not agree on what `since` is about (Ralph
/// compares when things were done, so that what was done long ago and sent today would be missed):
/// it is not asked of them. Where a store does not say when, the statement is given out.
fn is_since(statement: &Value, since: Option<Timestamp>) -> bool {
    let stored = statement.get("stored").and_then(Value::as_str);
    let stored: Option<Timestamp> = stored.and_then(|stored| stored.parse().ok());
    match (since, stored) {
        (Some(since), Some(stored)) => stored.saturating_add(BACK).is_ok_and(|at| at >= since),
        _ => true,
    }
}

/// Which part of an answer is asked for.
#[derive(Serialize, Deserialize)]
struct Part {
    learner: Option<String>,
    since: Option<Timestamp>,
    /// Where the store goes on. It is signed, because the store is asked for it with its password.
    more: Option<String>,
}

impl Part {
    fn open(door: &Door, signed: &str) -> Option<Self> {
        serde_json::from_str(&open(&door.key, Purpose::Page, signed)?).ok()
    }

    fn sign(&self, door: &Door) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        sign(&door.key, Purpose::Page, &text)
    }
}

/// Lists the learners whose records somebody may see.
pub(super) async fn learners(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let SignedIn { people, person, .. } = guard::signed_in(&door, &headers)?;
    let about = |why| Refused::from(why).of(&person.account);
    let all = access::learners(&people, &person).map_err(about)?;
    let list = all.map(|learner| Listed {
        account: learner.account.as_str().into(),
        name: Arc::clone(&learner.name),
        cohorts: session::listed(learner.cohorts.intersection(&person.cohorts)),
    });
    Ok(json(StatusCode::OK, &list.collect::<Vec<_>>()))
}

fn told(trouble: Trouble) -> Refused {
    match trouble {
        Trouble::Conflict => Why::Conflict.into(),
        Trouble::TooLarge => Why::TooLarge.into(),
        Trouble::Refused => Why::StoreRefused.into(),
        Trouble::NotThere | Trouble::TooLong | Trouble::Down => {
            Refused::from(Why::StoreDown).wait(30)
        }
    }
}

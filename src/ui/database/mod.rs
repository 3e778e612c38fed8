//! IndexedDB, through the idb crate: where records are kept.

mod desk;
mod ended;
mod handed_over;
pub mod kept_file;
mod notes;
mod sleepers;
mod together;
mod values;

use std::{cell::RefCell, rc::Rc};

use idb::{Database as Connection, DatabaseEvent, Error, Factory, ObjectStoreParams};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use self::values::Change;
use crate::{
    record::{
        event::PersonId,
        store::{Place, Store, StoreError},
    },
    ui::storage,
};

const NAME: &str = "underpin";
/// The database of tabs in which training is tried.
const TRIAL_NAME: &str = "underpin-trial";
const VERSION: u32 = 1;
/// One object store: keys are `learner/event/seal` and `learner/text/hash`, and those of the
/// [`desk`] and of [`training`]; values are texts. Many of a learner's stand [`together`].
const VALUES: &str = "values";

/// The database of this site on this device. Cheap to clone: one connection is shared.
#[derive(Clone, Debug, Default)]
pub struct Database {
    connection: Rc<RefCell<Option<Rc<Connection>>>>,
}

impl Database {
    async fn connect(&self) -> Result<Rc<Connection>, StoreError> {
        if let Some(connection) = &*self.connection.borrow() {
            return Ok(Rc::clone(connection));
        }
        sleepers::wake();
        let factory = Factory::new().map_err(|_| StoreError::Refused)?;
        let name = match storage::is_trial() {
            true => TRIAL_NAME,
            false => NAME,
        };
        let mut request = factory.open(name, Some(VERSION)).map_err(failed)?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database()
                && !database.store_names().iter().any(|name| name == VALUES)
            {
                // Where it fails, the transactions that need it say so.
                let _ = database.create_object_store(VALUES, ObjectStoreParams::new());
            }
        });
        let connection = Rc::new(request.await.map_err(|_| StoreError::Refused)?);
        *self.connection.borrow_mut() = Some(Rc::clone(&connection));
        Ok(connection)
    }

    /// Takes away what earlier trials have left. Where a trial is still open, it goes with the next.
    pub async fn clear_trials() {
        if let Ok(request) = Factory::new().and_then(|factory| factory.delete(TRIAL_NAME)) {
            let _ = request.await;
        }
    }

    /// A connection that failed once (the browser closed it) is made anew the next time.
    fn forget(&self, error: StoreError) -> StoreError {
        self.connection.borrow_mut().take();
        error
    }
}

impl Store for Database {
    async fn each(
        &self,
        learner: PersonId,
        mut take: impl AsyncFnMut(Vec<(Place, String)>),
    ) -> Result<(), StoreError> {
        let read = self
            .read_under(&learner.to_string(), async |pairs| {
                let placed = pairs
                    .into_iter()
                    .filter_map(|(key, value)| Some((place(&key)?, value)));
                take(placed.collect()).await;
            })
            .await;
        if read.map_err(|error| self.forget(error))? >= together::MANY {
            let database = self.clone();
            spawn_local(async move {
                // Nothing has changed where it fails, and it is tried the next time.
                let _ = database.put_together(learner).await;
            });
        }
        Ok(())
    }

    async fn put(&self, learner: PersonId, values: Vec<(Place, String)>) -> Result<(), StoreError> {
        let named = |(place, value)| (key(learner, place), value);
        let put = values.into_iter().map(named).collect();
        let changed = self
            .change(Change {
                put,
                ..Change::default()
            })
            .await;
        changed.map_err(|error| self.forget(error))
    }

    async fn put_anew(
        &self,
        learner: PersonId,
        values: Vec<(Place, String)>,
    ) -> Result<(), StoreError> {
        let named = |(place, value)| (key(learner, place), value);
        let put = self.put_over(learner, values.into_iter().map(named).collect());
        put.await.map_err(|error| self.forget(error))
    }

    async fn erase(&self, learner: PersonId) -> Result<(), StoreError> {
        let remove_under = Some(learner.to_string());
        let changed = self
            .change(Change {
                remove_under,
                ..Change::default()
            })
            .await;
        changed.map_err(|error| self.forget(error))
    }
}

fn key(learner: PersonId, place: Place) -> String {
    match place {
        Place::Event(seal) => format!("{learner}/event/{seal}"),
        Place::Text(hash) => format!("{learner}/text/{hash}"),
    }
}

fn place(key: &str) -> Option<Place> {
    let mut parts = key.split('/').skip(1);
    match (parts.next()?, parts.next()?) {
        ("event", seal) => seal.parse().ok().map(Place::Event),
        ("text", hash) => hash.parse().ok().map(Place::Text),
        _ => None,
    }
}

fn failed(error: Error) -> StoreError {
    let text = error.to_string();
    let name = match &error {
        Error::DomException(exception) => exception.name(),
        _ => JsValue::from_str(&text).as_string().unwrap_or_default(),
    };
    if name.contains("QuotaExceeded") || text.contains("QuotaExceeded") {
        StoreError::Full
    } else {
        StoreError::Failed(text)
    }
}

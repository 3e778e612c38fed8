//! How much one person may have under way at once. A record is many times larger in memory than on its
//! way, so that who asks for hers a hundred times, and reads the answers slowly, could fill all there is.

use std::{
    collections::HashMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use hyper::body::{Body as HttpBody, Frame, SizeHint};

use crate::id::AccountName;

/// How many requests with statements. A device makes one after the other, and few have more than two.
pub(super) const MOST: usize = 8;

/// Counts what is under way.
#[derive(Clone, Debug, Default)]
pub(super) struct AtOnce(Arc<Mutex<HashMap<AccountName, usize>>>);

/// Something that is under way, until this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    all: AtOnce,
    account: AccountName,
}

impl AtOnce {
    /// A place for one more; none where somebody has as many as there are.
    pub fn begin(&self, account: &AccountName) -> Option<Place> {
        let mut all = self.counted();
        let count = all.entry(account.clone()).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(Place {
            all: self.clone(),
            account: account.clone(),
        })
    }

    fn counted(&self) -> MutexGuard<'_, HashMap<AccountName, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.all.counted();
        if let Some(count) = all.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.account);
            }
        }
    }
}

/// An answer that is under way until all of it has been taken.
pub(super) fn held(response: Response, place: Place) -> Response {
    response.map(|body| {
        Body::new(Held {
            body,
            place: Some(place),
        })
    })
}

struct Held {
    body: Body,
    place: Option<Place>,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        // What comes next is asked for once the last has been taken.
        if let Poll::Ready(None) = frame {
            drop(self.place.take());
        }
        frame
    }

    fn size_hint(&self) -> SizeHint {
        HttpBody::size_hint(&self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_so_many_places_and_leaves_the_others_theirs() {
        let all = AtOnce::default();
        let (ada, ben): (AccountName, AccountName) =
            ("ada".parse().unwrap(), "ben".parse().unwrap());
        let mut places: Vec<_> = (0..MOST).map(|_| all.begin(&ada).unwrap()).collect();
        assert!(all.begin(&ada).is_none());
        assert!(all.begin(&ben).is_some());
        // An answer keeps its place until it has been taken, or given up.
        let answer = held(Response::new(Body::from("[]")), places.remove(0));
        assert!(all.begin(&ada).is_none());
        assert_eq!(HttpBody::size_hint(answer.body()).exact(), Some(2));
        drop(answer);
        places.extend(all.begin(&ada));
        assert_eq!(places.len(), MOST);
        drop(places);
        assert!(all.counted().is_empty());
    }
}

//! How often somebody may try: to sign in, by account and by address, and to ask at all.
//!
//! Tries are counted before the password is looked at, so whoever knows an account can use up what there
//! is of it. The short limit is therefore one account's from one address: somebody elsewhere signs in
//! all the same. Whoever has set another password, by a link, begins anew: what was tried before is no
//! nearer to it. One that is wider is the account's, so that many addresses do not guess much faster.

use std::{
    hash::Hash,
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};

use crate::{
    door::{password, people::Person},
    id::AccountName,
};

/// Tries to sign in to one account from one address: so many at once, and then one in so many seconds.
const BY_BOTH: (NonZeroU32, Duration) = (some(10), Duration::from_secs(60));

/// Tries to sign in to one account from all addresses: a hundred an hour. One address alone cannot use
/// that up, having sixty an hour. Guessing a password of ten characters at that rate takes longer than
/// anybody lives.
const BY_ACCOUNT: (NonZeroU32, Duration) = (some(100), Duration::from_secs(36));

/// Tries to sign in from one address. A training room has one, so it is more.
const BY_ADDRESS: (NonZeroU32, Duration) = (some(100), Duration::from_secs(5));

/// Requests of somebody who is signed in.
const REQUESTS: (NonZeroU32, Duration) = (some(300), Duration::from_millis(100));

/// What somebody sends, in KiB: so much at once, more than anybody's whole record, and then 2 GB a day.
/// Without it one person could fill the disk of the store in a night.
const SENT: (NonZeroU32, Duration) = (some(256 << 10), Duration::from_millis(40));

const fn some(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

/// Counts them.
pub(super) struct Limits {
    both: Counted<(Option<AccountName>, Option<password::Hash>, Option<IpAddr>)>,
    accounts: Counted<Option<AccountName>>,
    addresses: Counted<Option<IpAddr>>,
    requests: Counted<AccountName>,
    sent: Counted<AccountName>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            both: Counted::new(BY_BOTH),
            accounts: Counted::new(BY_ACCOUNT),
            addresses: Counted::new(BY_ADDRESS),
            requests: Counted::new(REQUESTS),
            sent: Counted::new(SENT),
        }
    }
}

impl Limits {
    /// A try to sign in with a name as it was typed, which is somebody's or nobody's; or after how many seconds
    /// it may be made.
    pub fn sign_in(
        &self,
        typed: &str,
        person: Option<&Person>,
        from: Option<IpAddr>,
    ) -> Result<(), u64> {
        self.from(from)?;
        // What cannot be an account is one account: nobody fills the memory with names.
        let account: Option<AccountName> = typed.parse().ok();
        // What is refused here does not count for the account: one address cannot use that up.
        let password = person.and_then(|person| person.password.clone());
        self.both.count((account.clone(), password, from))?;
        self.accounts.count(account)
    }

    /// A try with a link.
    pub fn from(&self, address: Option<IpAddr>) -> Result<(), u64> {
        self.addresses.count(address)
    }

    /// A request of somebody who is signed in.
    pub fn request(&self, account: &AccountName) -> Result<(), u64> {
        self.requests.count(account.clone())
    }

    /// So many bytes of somebody's to be kept.
    pub fn sent(&self, account: &AccountName, bytes: usize) -> Result<(), u64> {
        let kib = u32::try_from(bytes >> 10).unwrap_or(u32::MAX);
        let kib = NonZeroU32::MIN.saturating_add(kib);
        self.sent.count_many(account.clone(), kib)
    }
}

struct Counted<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
    since_swept: AtomicUsize,
}

impl<K: Hash + Eq + Clone> Counted<K> {
    fn new((burst, every): (NonZeroU32, Duration)) -> Self {
        let quota = Quota::with_period(every).unwrap_or(Quota::per_minute(burst));
        Self {
            limiter: DefaultKeyedRateLimiter::keyed(quota.allow_burst(burst)),
            clock: DefaultClock::default(),
            since_swept: AtomicUsize::new(0),
        }
    }

    fn count(&self, key: K) -> Result<(), u64> {
        self.count_many(key, NonZeroU32::MIN)
    }

    fn count_many(&self, key: K, many: NonZeroU32) -> Result<(), u64> {
        // Who has not tried for long is forgotten, so that memory stays flat.
        if self.since_swept.fetch_add(1, Ordering::Relaxed) >= 4096 {
            self.since_swept.store(0, Ordering::Relaxed);
            self.limiter.retain_recent();
        }
        match self.limiter.check_key_n(&key, many) {
            Ok(counted) => counted.map_err(|not_yet| {
                let wait = not_yet.wait_time_from(self.clock.now());
                wait.as_secs() + 1
            }),
            // More than there ever is at once: no wait is long enough.
            Err(_) => Err(3600),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, last]))
    }

    #[test]
    fn nobody_is_locked_out_by_somebody_at_another_address() {
        let limits = Limits::default();
        for try_ in 0..10 {
            assert_eq!(limits.sign_in("ada", None, from(1)), Ok(()), "{try_}");
        }
        // However long somebody goes on there, it is no more than the ten that count.
        for _ in 0..80 {
            let wait = limits.sign_in("ada", None, from(1)).unwrap_err();
            assert!((1..=61).contains(&wait), "{wait}");
        }
        for try_ in 0..10 {
            assert_eq!(limits.sign_in("ada", None, from(2)), Ok(()), "{try_}");
        }
        // What she has used up is hers: a colleague beside her goes on.
        assert!(limits.sign_in("ada", None, from(2)).is_err());
        assert_eq!(limits.sign_in("ben", None, from(2)), Ok(()));
    }

    #[test]
    fn one_account_from_many_places_and_many_accounts_from_one() {
        let limits = Limits::default();
        for try_ in 0..100 {
            assert_eq!(limits.sign_in("ada", None, from(try_)), Ok(()), "{try_}");
        }
        let wait = limits.sign_in("ada", None, from(100)).unwrap_err();
        assert!((1..=37).contains(&wait), "{wait}");
        assert_eq!(limits.sign_in("ben", None, from(100)), Ok(()));
        for name in 0..98 {
            assert_eq!(limits.sign_in(&format!("p{name}"), None, from(100)), Ok(()));
        }
        assert!(limits.sign_in("eve", None, from(100)).is_err());
        assert_eq!(limits.sign_in("eve", None, from(101)), Ok(()));
        // Whatever cannot be an account's name is one.
        for try_ in 0..10 {
            assert_eq!(
                limits.sign_in(&format!("../{try_}"), None, from(102)),
                Ok(())
            );
        }
        assert!(limits.sign_in("../x", None, from(102)).is_err());
    }

    #[test]
    fn nobody_fills_the_store_and_a_whole_record_goes_at_once() {
        let limits = Limits::default();
        let (ada, ben): (AccountName, AccountName) =
            ("ada".parse().unwrap(), "ben".parse().unwrap());
        let most = (4 << 20) - 1;
        for part in 0..64 {
            assert_eq!(limits.sent(&ada, most), Ok(()), "{part}");
        }
        // Meanwhile some has been let through again, and not as much as that.
        let wait = limits.sent(&ada, most).unwrap_err();
        assert!((1..=165).contains(&wait), "{wait}");
        assert_eq!(limits.sent(&ben, most), Ok(()));
        assert_eq!(limits.sent(&ben, usize::MAX), Err(3600));
    }

    #[test]
    fn whoever_has_set_another_password_begins_anew() {
        let limits = Limits::default();
        let person = |hash: &str| {
            let people = format!(
                "site = \"https://training.example.org/\"\n[[person]]\naccount = \"ada\"\nname = \"Ada\"\n\
                 role = \"learner\"\npassword = \"$argon2id$v=19$m=64,t=1,p=1$c2hvcnQgc2FsdA${hash}\"\n"
            );
            crate::door::people::People::read(&people).unwrap()
        };
        let forgotten = person("74ulm4xE2aPtX7kfa/Om0Q");
        let set = person("84ulm4xE2aPtX7kfa/Om0Q");
        for try_ in 0..10 {
            let tried = limits.sign_in("ada", forgotten.get("ada"), from(1));
            assert_eq!(tried, Ok(()), "{try_}");
        }
        let tried = limits.sign_in("ada", forgotten.get("ada"), from(1));
        assert!(tried.is_err());
        assert_eq!(limits.sign_in("ada", set.get("ada"), from(1)), Ok(()));
    }
}

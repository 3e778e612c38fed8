//! Whose record goes to an account that somebody has signed in to, on a device that several people
//! may use.
//!
//! Where this is answered wrongly, one person's work is sent as another's, and can be read by
//! whoever signs in there. So a record goes to an account without a question only where that was said
//! before, or where there is nothing in it yet.

use crate::{exchange::xapi::Account, record::event::PersonId};

/// The record that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Whose it is.
    pub person: PersonId,
    /// Whether anything has been done in it.
    pub is_empty: bool,
}

/// What has to be done before anything is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The open record is hers.
    Open,
    /// Somebody has worked here who has never said which account is theirs: she has to say whether
    /// that was her.
    Ask,
    /// Her record is on this device, under this person: that one is to be opened.
    Other(PersonId),
    /// Her record is fetched, and gets a place of its own beside what is there.
    Beside,
    /// Her record is fetched, and begins where nothing is yet.
    Here,
}

/// Decides it. `account_of` is the account that somebody on this device has last said is theirs,
/// whether or not they are signed in to it now.
pub fn tie(
    open: Option<Open>,
    people: &[PersonId],
    account_of: impl Fn(PersonId) -> Option<Account>,
    account: &Account,
) -> Tie {
    let own = open.and_then(|open| account_of(open.person));
    if own.as_ref() == Some(account) {
        return Tie::Open;
    }
    let mut others = people.iter().copied();
    let other = others.find(|person| account_of(*person).as_ref() == Some(account));
    match (other, open, own) {
        (Some(other), _, _) => Tie::Other(other),
        (None, Some(_), Some(_)) => Tie::Beside,
        (
            None,
            Some(Open {
                is_empty: false, ..
            }),
            None,
        ) => Tie::Ask,
        (None, Some(Open { is_empty: true, .. }) | None, None) => Tie::Here,
        (None, None, Some(_)) => Tie::Beside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u8) -> PersonId {
        PersonId::from_random([number; 16])
    }

    fn account(name: &str) -> Account {
        Account {
            home_page: "https://training.example.org/".into(),
            name: name.into(),
        }
    }

    #[test]
    fn nobodys_work_goes_to_somebody_elses_account() {
        let (ada, ben, new) = (person(1), person(2), person(3));
        let known = |who: PersonId| match who {
            who if who == ada => Some(account("ada")),
            who if who == ben => Some(account("ben")),
            _ => None,
        };
        let everybody = [ada, ben, new];
        let with = |person, is_empty| Some(Open { person, is_empty });
        for (open, people, signed_in, meant) in [
            // Each to her own.
            (with(ada, false), &everybody[..], "ada", Tie::Open),
            (with(ada, true), &everybody[..], "ada", Tie::Open),
            // Somebody else has signed in: her own record is opened, or a new one beside.
            (with(ada, false), &everybody[..], "ben", Tie::Other(ben)),
            (with(ada, true), &everybody[..], "ben", Tie::Other(ben)),
            (with(ada, false), &everybody[..1], "cleo", Tie::Beside),
            (with(ada, true), &everybody[..1], "cleo", Tie::Beside),
            // Work that nobody has said is theirs.
            (with(new, false), &everybody[..], "cleo", Tie::Ask),
            (with(new, false), &everybody[..], "ada", Tie::Other(ada)),
            // Nothing is here yet.
            (with(new, true), &everybody[2..], "cleo", Tie::Here),
            (None, &[], "cleo", Tie::Here),
            // Nobody is chosen.
            (None, &everybody[..], "ben", Tie::Other(ben)),
            (None, &everybody[..], "cleo", Tie::Here),
        ] {
            let found = tie(open, people, known, &account(signed_in));
            assert_eq!(found, meant, "{open:?}, {signed_in}");
        }
    }

    #[test]
    fn the_same_name_at_another_provider_is_another_account() {
        let ada = person(1);
        let elsewhere = Account {
            home_page: "https://elsewhere.example.org/".into(),
            ..account("ada")
        };
        let open = Some(Open {
            person: ada,
            is_empty: false,
        });
        let found = tie(open, &[ada], |_| Some(elsewhere.clone()), &account("ada"));
        assert_eq!(found, Tie::Beside);
    }
}

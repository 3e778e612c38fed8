//! Links with which somebody sets her password: signed, for one person, until a day, and once.
//!
//! A link carries the fingerprint of the person's line in the file. Setting the password changes
//! the line, so the link ends with that, and nothing has to be remembered.

use jiff::Timestamp;

use super::{
    people::{People, Person},
    signed::{Key, Purpose, open, sign},
};

/// Why a link does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadInvitation {
    /// This door did not write it, or something of it is missing.
    NotOurs,
    /// Its time is over.
    Expired,
    /// It was used, or what the file says about the person has changed.
    Used,
}

/// Writes what stands behind the `#` of a link.
pub fn write(key: &Key, person: &Person, until: Timestamp) -> String {
    let text = format!(
        "{} {} {}",
        person.account,
        until.as_second(),
        person.mark().short()
    );
    sign(key, Purpose::Invitation, &text)
}

/// Whom a link is for.
///
/// # Errors
/// Why it does not hold.
pub fn read<'p>(
    key: &Key,
    people: &'p People,
    now: Timestamp,
    link: &str,
) -> Result<&'p Person, BadInvitation> {
    let text = open(key, Purpose::Invitation, link).ok_or(BadInvitation::NotOurs)?;
    let mut parts = text.split(' ');
    let (Some(account), Some(until), Some(mark), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(BadInvitation::NotOurs);
    };
    let until: i64 = until.parse().map_err(|_| BadInvitation::NotOurs)?;
    if now.as_second() >= until {
        return Err(BadInvitation::Expired);
    }
    let person = people.get(account).ok_or(BadInvitation::Used)?;
    match person.mark().short() == mark {
        true => Ok(person),
        false => Err(BadInvitation::Used),
    }
}

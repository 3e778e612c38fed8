//! How long somebody is known: sessions and links.

use jiff::SignedDuration;

use super::{FILE, at, of, people};
use crate::door::{
    edit,
    invitation::{self, BadInvitation},
    password::{Hash, Memory},
    people::People,
    role::Role,
    session::{Sessions, Token, lasts},
    signed::Key,
};

#[test]
fn a_session_ends_by_time_by_signing_out_and_by_any_change_to_the_person() {
    let people = people();
    let ada = of(&people, "ada");
    let token = |n: u8| Token::from_random([n; 32]);
    let mut sessions = Sessions::default();
    let until = sessions.begin(&token(1), ada, at(0));
    assert_eq!(until, at(0) + lasts(Role::Learner));
    let account = |sessions: &mut Sessions, people: &People, n, at| {
        let found = sessions.find(&token(n), people, at);
        found.map(|(person, _)| person.account.as_str().to_owned())
    };
    let sees = Some("ada".to_owned());
    assert_eq!(account(&mut sessions, &people, 1, at(1)), sees);
    assert_eq!(account(&mut sessions, &people, 2, at(1)), None);
    let again = Token::from_text(&token(1).to_text()).unwrap();
    assert!(sessions.find(&again, &people, at(1)).is_some());
    for bad in ["", "AQ", "!!", &"A".repeat(44), &"A".repeat(9000)] {
        assert!(Token::from_text(bad).is_none(), "{bad}");
    }
    assert_eq!(account(&mut sessions, &people, 1, until), None, "its end");
    assert_eq!(account(&mut sessions, &people, 1, at(1)), None, "for ever");

    sessions.begin(&token(1), ada, at(0));
    assert!(sessions.end(&token(1)));
    assert!(!sessions.end(&token(1)));
    assert_eq!(
        account(&mut sessions, &people, 1, at(1)),
        None,
        "signed out"
    );

    for change in [
        FILE.replace("Ada Okafor", "Ada Brown"),
        FILE.replacen("\"spring\"", "\"summer\"", 1),
        FILE.replacen("\"learner\"", "\"assessor\"", 1),
        FILE.replace("\"ada\"", "\"eve\""),
        edit::set_password(
            FILE,
            &ada.account,
            &Hash::of("three small words", &[1; 16], &mut Memory::default()),
        )
        .unwrap(),
        edit::remove(FILE, &ada.account).unwrap(),
    ] {
        sessions.begin(&token(1), ada, at(0));
        let changed = People::read(&change).unwrap();
        assert_eq!(account(&mut sessions, &changed, 1, at(1)), None, "{change}");
        // It has ended, also where the change is taken back.
        assert_eq!(account(&mut sessions, &people, 1, at(1)), None, "{change}");
    }
    sessions.begin(&token(1), ada, at(0));
    let others_change = FILE.replace("Ben Hughes", "Ben Brown");
    let others_change = People::read(&others_change).unwrap();
    assert_eq!(account(&mut sessions, &others_change, 1, at(1)), sees);
}

#[test]
fn nobody_fills_the_memory_with_sessions() {
    let people = people();
    let mut sessions = Sessions::default();
    for n in 0..100_u8 {
        let token = Token::from_random([n; 32]);
        sessions.begin(&token, of(&people, "ada"), at(i64::from(n)));
    }
    assert_eq!(sessions.len(), 16);
    let last = Token::from_random([99; 32]);
    assert!(sessions.find(&last, &people, at(100)).is_some());
    let first = Token::from_random([0; 32]);
    assert!(sessions.find(&first, &people, at(100)).is_none());
    let long_after = at(0) + SignedDuration::from_hours(24 * 365);
    sessions.begin(&first, of(&people, "ben"), long_after);
    assert_eq!(sessions.len(), 1, "what is over is forgotten");
}

#[test]
fn a_link_is_for_one_person_until_a_day_and_once() {
    let people = people();
    let key = Key::from_random([5; 32]);
    let link = invitation::write(&key, of(&people, "ada"), at(100));
    let read = |people: &People, now, link: &str| {
        let read = invitation::read(&key, people, now, link);
        read.map(|person| person.account.as_str().to_owned())
    };
    assert_eq!(read(&people, at(99), &link).as_deref(), Ok("ada"));
    assert_eq!(read(&people, at(100), &link), Err(BadInvitation::Expired));
    let ada = &of(&people, "ada").account;
    let set = edit::set_password(
        FILE,
        ada,
        &Hash::of("three small words", &[1; 16], &mut Memory::default()),
    )
    .unwrap();
    let set = People::read(&set).unwrap();
    assert_eq!(read(&set, at(1), &link), Err(BadInvitation::Used));
    let gone = People::read(&edit::remove(FILE, ada).unwrap()).unwrap();
    assert_eq!(read(&gone, at(1), &link), Err(BadInvitation::Used));
    for bad in ["", "ada", &link[1..], &link[..link.len() - 1]] {
        assert_eq!(read(&people, at(1), bad), Err(BadInvitation::NotOurs));
    }
    let other_key = Key::from_random([6; 32]);
    let other = invitation::write(&other_key, of(&people, "ada"), at(100));
    assert_eq!(read(&people, at(1), &other), Err(BadInvitation::NotOurs));
}

//! The file of people: where it is wrong, and changes that leave the rest as it was written.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{FILE, of};
use crate::{
    door::{
        edit::{self, New, NotEdited},
        password::{Hash, Memory},
        people::People,
        role::Role,
    },
    exchange::xapi::StatementId,
    id::AccountName,
    record::event::PersonId,
};

#[test]
fn the_file_says_where_it_is_wrong() {
    for (from, to, at, what) in [
        ("site =", "sites =", (3, 1), "unknown field"),
        (
            "https://training.example.org/",
            "training",
            (3, 8),
            "whole address",
        ),
        (
            "https://training.example.org/",
            "https://a.example.org",
            (3, 8),
            "last slash",
        ),
        ("\"ben\"", "\"ada\"", (12, 11), "stands here twice"),
        ("\"ben\"", "\"Ben\"", (12, 11), "lowercase letters"),
        ("\"Ben Hughes\"", "\" \"", (13, 8), "between 1 and 200"),
        (
            "\"autumn\"]\n\n[[person]]\naccount = \"cai",
            "\"Au tumn\"]\n\n[[person]]\naccount = \"cai",
            (15, 12),
            "lowercase",
        ),
        (
            "role = \"quality-assurer\"",
            "role = \"boss\"",
            (43, 8),
            "there is no role \"boss\": it is learner, assessor, quality-assurer (internal) or external-quality-assurer",
        ),
        (
            "role = \"external-quality-assurer\"",
            "role = \"external\"",
            (49, 8),
            "there is no role \"external\"",
        ),
        ("role = \"learner\"", "role = 3", (8, 8), "invalid type"),
        (
            "name = \"Edie",
            "in-training = true\nname = \"Edie",
            (48, 15),
            "only an assessor",
        ),
        (
            "cohorts = []",
            "password = \"secret\"",
            (38, 12),
            "not a hashed password",
        ),
        (
            "name = \"Ben",
            "in-training = false\nname = \"Ben",
            (13, 15),
            "only an assessor",
        ),
        (
            "name = \"Ben",
            "signs-as = [\"me\"]\nname = \"Ben",
            (13, 13),
            "the door writes these",
        ),
        (
            "\n\n[[person]]\naccount = \"ada",
            "\nerased = [\"all of it\"]\n\n[[person]]\naccount = \"ada",
            (4, 11),
            "the ids that they have in the store",
        ),
        ("[[person]]", "[[person", (5, 9), ""),
        (
            "[[person]]",
            "[[gone]]\naccount = \"ben\"\n\n[[person]]",
            (6, 11),
            "under [[person]] too",
        ),
        (
            "[[person]]",
            "[[gone]]\naccount = \"Eve\"\n\n[[person]]",
            (6, 11),
            "lowercase letters",
        ),
        (
            "[[person]]",
            "[[gone]]\naccount = \"eve\"\n\n[[gone]]\naccount = \"eve\"\n\n[[person]]",
            (9, 11),
            "stands here twice",
        ),
        (
            "[[person]]",
            "[[gone]]\naccount = \"eve\"\nsigns-as = [\"me\"]\n\n[[person]]",
            (7, 13),
            "the door writes these",
        ),
    ] {
        let text = FILE.replacen(from, to, 1);
        assert_ne!(text, FILE, "{from}");
        let why = People::read(&text).unwrap_err();
        assert_eq!((why.at.line, why.at.column), at, "{why}");
        assert!(why.what.contains(what), "{why}");
    }
}

#[test]
fn a_change_to_the_file_leaves_the_rest_as_it_was_written() {
    let new = |account: &str| New {
        account: account.parse().unwrap(),
        name: "Dee \"D\" O’Neill".to_owned(),
        role: Role::Learner,
        in_training: false,
        cohorts: vec!["spring".parse().unwrap()],
        returns: false,
    };
    let added = edit::add(FILE, &[new("dee")]).unwrap();
    assert!(added.starts_with(FILE.trim_end()), "{added}");
    let people = People::read(&added).unwrap();
    assert_eq!(&*of(&people, "dee").name, "Dee \"D\" O’Neill");
    assert!(of(&people, "dee").password.is_none());
    let dee = &of(&people, "dee").account;
    let hash = Hash::of("three small words", &[1; 16], &mut Memory::default());
    let with = edit::set_password(&added, dee, &hash).unwrap();
    let people = People::read(&with).unwrap();
    assert_eq!(of(&people, "dee").password, Some(hash));
    assert!(with.contains("# one at a time") && with.contains("by hand, with a remark"));
    let removed = edit::remove(&added, dee).unwrap();
    let gone = "\n\n[[gone]]\naccount = \"dee\"\n";
    assert_eq!(removed, format!("{}{gone}", FILE.trim_end()));

    let taken = Err(NotEdited::Taken("ada".parse().unwrap()));
    assert_eq!(edit::add(FILE, &[new("ada")]), taken);
    let twice = edit::add(FILE, &[new("dee"), new("dee")]);
    assert_eq!(twice, Err(NotEdited::Taken("dee".parse().unwrap())));
    let missing = edit::remove(FILE, &"eve".parse().unwrap());
    assert_eq!(missing, Err(NotEdited::NotThere("eve".parse().unwrap())));

    let begun = edit::new_file("https://a.example.org/");
    let begun = edit::add(&begun, &[new("dee")]).unwrap();
    assert_eq!(People::read(&begun).unwrap().iter().count(), 1);
    let inline = "site = \"https://a.example.org/\"\nperson = [{ account = \"ada\", name = \"Ada\", role = \"learner\" }]\n";
    let inline = edit::add(inline, &[new("dee")]).unwrap();
    assert_eq!(People::read(&inline).unwrap().iter().count(), 2, "{inline}");
}

#[test]
fn what_is_erased_stands_in_the_file_once_and_nothing_else_changes() {
    let [one, two]: [StatementId; 2] = [1, 2].map(|n| StatementId::from_bytes([n; 16]));
    let first = edit::erase(FILE, &[one].into()).unwrap();
    let by_hand = first.replace(
        &format!("\"{one}\""),
        &format!("\"{one}\", # a name in it\n"),
    );
    assert_ne!(by_hand, first);
    let both = edit::erase(&by_hand, &[one, two].into()).unwrap();
    let people = People::read(&both).unwrap();
    assert!(people.is_erased(&one) && people.is_erased(&two), "{both}");
    assert!(!people.is_erased(&StatementId::from_bytes([3; 16])));
    assert_eq!(both.matches(&one.to_string()).count(), 1, "{both}");
    assert!(both.contains("# a name in it"), "{both}");
    // Nobody is signed out by it.
    let before = People::read(FILE).unwrap();
    assert!(people.iter().eq(before.iter()));
    let stands = |line: &str| both.lines().any(|other| other == line);
    assert!(FILE.lines().all(stands), "{both}");
}

#[test]
fn an_account_is_its_persons_also_after_she_was_taken_out() {
    let bob: AccountName = "bob".parse().unwrap();
    let new = |returns| New {
        account: bob.clone(),
        name: "Bob Marsh".to_owned(),
        role: Role::Assessor,
        in_training: false,
        cohorts: Vec::new(),
        returns,
    };
    let id = PersonId::from_random([1; 16]);
    let ids = BTreeSet::from([id]);
    let with = edit::signs_as(FILE, &bob, &ids).unwrap();
    let gone = edit::remove(&with, &bob).unwrap();
    let people = People::read(&gone).unwrap();
    assert!(people.get("bob").is_none() && people.is_gone(&bob));
    assert_eq!(
        edit::remove(&gone, &bob),
        Err(NotEdited::NotThere(bob.clone()))
    );

    assert_eq!(
        edit::add(&gone, &[new(false)]),
        Err(NotEdited::Gone(bob.clone()))
    );
    let back = edit::add(&gone, &[new(true)]).unwrap();
    assert!(!back.contains("gone"), "{back}");
    let people = People::read(&back).unwrap();
    assert_eq!(of(&people, "bob").signs_as, ids);
    assert!(of(&people, "bob").password.is_none());
    // And once more, as often as she goes and comes.
    assert_eq!(edit::remove(&back, &bob), Ok(gone.clone()));
    // Who was never here may be said to be back: nothing is hers.
    assert!(edit::add(&edit::new_file("https://a.example.org/"), &[new(true)]).is_ok());

    // Nobody signs as she did, until somebody says that the id is another's.
    let ann: AccountName = "ann".parse().unwrap();
    let refused = edit::signs_as(&gone, &ann, &ids);
    assert_eq!(refused, Err(NotEdited::OthersId(bob.clone())));
    let released = edit::release(&gone, &bob, &ids, Some(&ann)).unwrap();
    let people = People::read(&released).unwrap();
    assert_eq!(people.signer(id), Some(&ann));
    assert!(people.is_gone(&bob));
}

#[test]
fn ids_go_from_one_account_to_another_and_nothing_else_changes() {
    let ids = |all: &[u8]| -> BTreeSet<PersonId> {
        let ids = all.iter().map(|n| PersonId::from_random([*n; 16]));
        ids.collect()
    };
    let [ann, bob, eve]: [AccountName; 3] = ["ann", "bob", "eve"].map(|who| who.parse().unwrap());
    let with = edit::signs_as(FILE, &bob, &ids(&[1, 2])).unwrap();
    let handed = edit::release(&with, &bob, &ids(&[1]), Some(&ann)).unwrap();
    let people = People::read(&handed).unwrap();
    assert_eq!(of(&people, "ann").signs_as, ids(&[1]));
    assert_eq!(of(&people, "bob").signs_as, ids(&[2]));
    let back = edit::release(&with, &bob, &ids(&[1, 2]), None).unwrap();
    assert_eq!(back.trim_end(), FILE.trim_end());
    for some in [&[][..], &[3], &[1, 3]] {
        let refused = edit::release(&with, &bob, &ids(some), Some(&ann));
        assert_eq!(refused, Err(NotEdited::NoSuchId(bob.clone())), "{some:?}");
    }
    for (from, to) in [(&eve, None), (&bob, Some(&eve))] {
        let refused = edit::release(&with, from, &ids(&[1]), to);
        assert_eq!(refused, Err(NotEdited::NotThere(eve.clone())));
    }
}

proptest! {
    #[test]
    fn any_text_is_read_as_a_file_or_refused(text in ".{0,200}") {
        let _ = People::read(&text);
    }
}

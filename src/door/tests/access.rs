//! Who may see, list and send what: everybody with everybody.

use serde_json::json;

use super::{EVERYBODY, FILE, SEES, of, people, statement, statement_of};
use crate::{
    door::{
        access::{self, Refusal},
        edit,
        people::People,
        role::Role,
        statement::{Unfit, check_in},
    },
    exchange::xapi,
    record::{
        event,
        story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story, scenario},
        what::What,
    },
};

#[test]
fn who_may_see_whose_record() {
    let people = people();
    for who in EVERYBODY {
        for whose in EVERYBODY {
            let seen = access::record(&people, of(&people, who), Some(whose));
            let expected = SEES.contains(&(who, whose));
            assert_eq!(seen.is_ok(), expected, "{who} sees {whose}");
            match seen {
                Ok(learner) => assert_eq!(learner.account.as_str(), whose),
                Err(why) => assert_eq!(why, Refusal::OtherRecord),
            }
        }
        for nobody in ["", "eve", "ADA", "ada ", "../ada", "spring"] {
            let seen = access::record(&people, of(&people, who), Some(nobody));
            assert_eq!(seen, Err(Refusal::OtherRecord), "{who} sees {nobody:?}");
        }
        let own = access::record(&people, of(&people, who), None);
        assert_eq!(own.is_ok(), ["ada", "ben", "cai"].contains(&who), "{who}");
    }
}

#[test]
fn who_may_list_whom() {
    let people = people();
    for who in EVERYBODY {
        let listed = access::learners(&people, of(&people, who));
        let listed = listed.map(|all| {
            all.map(|learner| learner.account.as_str())
                .collect::<Vec<_>>()
        });
        let expected = match who {
            "ann" | "quinn" => Ok(vec!["ada"]),
            "bob" => Ok(vec!["ada", "ben"]),
            "edie" => Ok(vec!["ben"]),
            "una" => Ok(vec![]),
            _ => Err(Refusal::ListOfLearners),
        };
        assert_eq!(listed, expected, "{who}");
    }
}

/// What each event says about who did it.
fn all_roles() -> [event::Role; 6] {
    [
        LEARNER,
        ASSESSOR,
        IN_TRAINING,
        SAMPLER,
        event::Role::ExternalQualityAssurer,
        event::Role::Employer,
    ]
}

fn may_act_as(who: Role, by: event::Role) -> bool {
    match by {
        event::Role::Learner => who == Role::Learner,
        event::Role::Assessor { .. } => who == Role::Assessor,
        event::Role::InternalQualityAssurer => who == Role::InternalQualityAssurer,
        event::Role::ExternalQualityAssurer => who == Role::ExternalQualityAssurer,
        event::Role::Employer => false,
    }
}
#[test]
fn who_may_send_what_into_whose_record() {
    let people = people();
    let mut let_through = 0;
    for who in EVERYBODY {
        for learner in EVERYBODY {
            for by in all_roles() {
                for instructor in EVERYBODY.iter().copied().map(Some).chain([None]) {
                    let mut sent = statement(learner, by, instructor.or(Some("ann")));
                    let context = sent["context"].as_object_mut().unwrap();
                    match instructor {
                        Some(account) => {
                            let account = people.account(of(&people, account));
                            let agent = json!({ "account": account });
                            context.insert("instructor".to_owned(), agent);
                        }
                        None => drop(context.remove("instructor")),
                    }
                    let person = of(&people, who);
                    let may = SEES.contains(&(who, learner))
                        && may_act_as(person.role, by)
                        && match person.role {
                            Role::Learner => instructor.is_none(),
                            _ => instructor == Some(who),
                        };
                    let checked = check_in(&people, person, &sent);
                    let what = format!("{who} into {learner}'s: by {by:?}, of {instructor:?}");
                    assert_eq!(checked.is_ok(), may, "{what}: {checked:?}");
                    let_through += usize::from(may);
                }
            }
        }
    }
    // Three learners; Ann once and Bob twice, in training or not; Quinn and Edie, each as what they are.
    assert_eq!(let_through, 3 + 2 * 3 + 2);
}

#[test]
fn nobody_learns_who_is_here_by_naming_them() {
    let people = people();
    let refused = |who: &str, learner: &str, by, instructor: &str| {
        let mut sent = statement("ada", by, Some("ann"));
        let here = people.account(of(&people, "ada"));
        let named = |name: &str| json!({ "account": { "homePage": here.home_page, "name": name } });
        sent["actor"] = named(learner);
        sent["context"]["instructor"] = named(instructor);
        // Under the id that it has in that record.
        sent.as_object_mut().unwrap().remove("id");
        sent["id"] = json!(xapi::read(&sent).unwrap().id.to_string());
        check_in(&people, of(&people, who), &sent).unwrap_err()
    };
    for by in all_roles() {
        // Whose record it is.
        for who in ["ada", "una"] {
            let unknown = refused(who, "nobody", by, who);
            assert_eq!(refused(who, "ben", by, who), unknown, "{who}: by {by:?}");
        }
        // Whose instruction it is.
        let unknown = refused("ada", "ada", by, "nobody");
        for here in EVERYBODY {
            let known = refused("ada", "ada", by, here);
            assert_eq!(known, unknown, "{here}: by {by:?}");
        }
    }
}

fn one() -> event::PersonId {
    event::PersonId::from_random([200; 16])
}

fn other() -> event::PersonId {
    event::PersonId::from_random([201; 16])
}

fn signed(id: event::PersonId, role: event::Role, sender: &str) -> serde_json::Value {
    let mut event = Story::default().event(role, scenario(), &[], What::SectionRead);
    event.by.person = id;
    statement_of(&event, "ada", Some(sender))
}

#[test]
fn nobody_signs_with_an_id_of_somebody_elses() {
    let ann = "ann".parse().unwrap();
    let file = edit::signs_as(FILE, &ann, &[one()].into()).unwrap();
    let people = People::read(&file).unwrap();
    let sends = |who: &str, id| check_in(&people, of(&people, who), &signed(id, ASSESSOR, who));
    assert!(sends("ann", one()).is_ok());
    assert_eq!(
        sends("bob", one()).unwrap_err(),
        Unfit::Refused(Refusal::OthersWork)
    );
    // From a desk that nobody has signed at yet.
    assert!(sends("ann", other()).is_ok() && sends("bob", other()).is_ok());

    // Two may ask at once for the same one.
    let bob = "bob".parse().unwrap();
    let late = edit::signs_as(&file, &bob, &[other(), one()].into());
    assert_eq!(late, Err(edit::NotEdited::OthersId(ann.clone())));
    let both = edit::signs_as(&file, &ann, &[other()].into()).unwrap();
    let people = People::read(&both).unwrap();
    assert_eq!(of(&people, "ann").signs_as, [one(), other()].into());
    let before = of(&people, "ann").mark();
    assert_eq!(
        before,
        of(&super::people(), "ann").mark(),
        "she stays signed in"
    );
    let many = (0..101).map(|id| event::PersonId::from_random([id; 16]));
    let many = edit::signs_as(FILE, &ann, &many.collect());
    assert_eq!(many, Err(edit::NotEdited::TooManyIds(ann)));
}

#[test]
fn an_assessor_in_training_cannot_say_that_she_is_not() {
    let file = FILE.replacen("name = \"Bob", "in-training = true\nname = \"Bob", 1);
    let people = People::read(&file).unwrap();
    let sends = |who: &str, role| check_in(&people, of(&people, who), &signed(one(), role, who));
    assert!(sends("bob", IN_TRAINING).is_ok());
    assert_eq!(
        sends("bob", ASSESSOR).unwrap_err(),
        Unfit::Refused(Refusal::OthersWork)
    );
    // Who has qualified may still be in training for something else.
    assert!(sends("ann", ASSESSOR).is_ok() && sends("ann", IN_TRAINING).is_ok());
}

#[test]
fn a_quality_assurer_is_the_one_that_the_file_says() {
    use event::Role::{ExternalQualityAssurer as External, InternalQualityAssurer as Internal};
    let people = people();
    for (who, learner, own, others) in [
        ("quinn", "ada", Internal, External),
        ("edie", "ben", External, Internal),
    ] {
        let sends = |role| {
            check_in(
                &people,
                of(&people, who),
                &statement(learner, role, Some(who)),
            )
        };
        assert!(sends(own).is_ok(), "{who}");
        assert_eq!(
            sends(others).unwrap_err(),
            Unfit::Refused(Refusal::OthersWork),
            "{who}"
        );
    }
}

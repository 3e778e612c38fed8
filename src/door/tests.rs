//! Every line that the door draws, and tries to cross each.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    access::{self, Refusal},
    edit::{self, New, NotEdited},
    invitation::{self, BadInvitation},
    password::Hash,
    people::{People, Person, Role},
    session::{Sessions, Token, lasts},
    signed::Key,
    statement::{Unfit, check_in, check_out, without_added},
};
use crate::{
    exchange::xapi::{Account, Whose, write::extension},
    record::{
        Record, event,
        story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story, scenario},
        what::What,
    },
};

/// Ada and Ben learn in spring and autumn, Cai by herself; Ann, Bob and Una assess, Quinn samples.
const FILE: &str = r#"
# Written by hand, with a remark.
site = "https://training.example.org/"

[[person]]
account = "ada"
name = "Ada Okafor"
role = "learner"
cohorts = ["spring"]

[[person]]
account = "ben"
name = "Ben Hughes"
role = "learner"
cohorts = ["autumn"]

[[person]]
account = "cai"
name = "Cai Rees"
role = "learner"

[[person]]
account = "ann"
name = "Ann Patel"
role = "assessor"
cohorts = ["spring"]

[[person]]
account = "bob"
name = "Bob Marsh"
role = "assessor"
cohorts = ["spring", "autumn"]

[[person]]
account = "una"
name = "Una Gray"
role = "assessor"
cohorts = []

[[person]]
account = "quinn"
name = "Quinn Abbot"
role = "quality-assurer"
cohorts = ["spring"] # one at a time
"#;

const EVERYBODY: [&str; 7] = ["ada", "ben", "cai", "ann", "bob", "una", "quinn"];

/// Whose record who may see. Nothing else may be seen by anybody.
const SEES: [(&str, &str); 7] = [
    ("ada", "ada"),
    ("ben", "ben"),
    ("cai", "cai"),
    ("ann", "ada"),
    ("bob", "ada"),
    ("bob", "ben"),
    ("quinn", "ada"),
];

fn people() -> People {
    People::read(FILE).unwrap()
}

fn of<'p>(people: &'p People, account: &str) -> &'p Person {
    people.get(account).unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

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
        event::Role::InternalQualityAssurer | event::Role::ExternalQualityAssurer => {
            who == Role::QualityAssurer
        }
        event::Role::Employer => false,
    }
}

/// A statement in somebody's record, of an event by somebody in a role.
fn statement(learner: &str, by: event::Role, sender: Option<&str>) -> Value {
    let people = people();
    let story = Story::default();
    let event = story.sealed(by, scenario(), &[], What::SectionRead);
    let account = |account| people.account(of(&people, account));
    let mut whose = Whose::of(account(learner));
    whose.sender = sender.map(account);
    let statement = whose.event(&event, &Record::default());
    serde_json::from_str(&statement.to_text()).unwrap()
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
    // Three learners; Ann once and Bob twice, in training or not; Quinn, internal or external.
    assert_eq!(let_through, 3 + 2 * 3 + 2);
}

#[test]
fn a_statement_is_ours_in_every_part() {
    let people = people();
    let ada = of(&people, "ada");
    let good = || statement("ada", LEARNER, None);
    assert!(check_in(&people, ada, &good()).is_ok());
    let account = people.account(ada);
    assert!(check_out(&account, &good()));
    let agent = json!({ "account": people.account(of(&people, "ben")) });
    let event = extension::event();
    type Change = Box<dyn Fn(&mut Value)>;
    let set = |path: &'static str, to: Value| -> (String, Change) {
        let said = format!("{path} = {to}");
        let change = move |statement: &mut Value| {
            let (parent, key) = path.rsplit_once('/').unwrap();
            let parent = statement.pointer_mut(parent).unwrap();
            parent[key] = to.clone();
        };
        (said, Box::new(change))
    };
    let mut changes: Vec<(String, Change)> = vec![
        set("/id", json!("6d1d0c1e-9c1e-4b4e-8d55-6a2d9e0d1f11")),
        set("/id", json!(null)),
        set("/id", json!(7)),
        set("/actor", agent.clone()),
        set("/actor/mbox", json!("mailto:ada@example.org")),
        set("/actor/name", json!("Ada")),
        set("/actor/objectType", json!("Group")),
        set("/actor/member", json!([agent])),
        set(
            "/actor/account/homePage",
            json!("https://other.example.org/"),
        ),
        set("/actor/account/name", json!("ben")),
        set("/actor/account/extra", json!("ben")),
        set("/actor", json!("ada")),
        set("/verb/id", json!("http://adlnet.gov/expapi/verbs/voided")),
        set("/verb", json!(null)),
        set(
            "/object",
            json!({"objectType": "StatementRef", "id": "6d1d0c1e-9c1e-4b4e-8d55-6a2d9e0d1f11"}),
        ),
        set("/object/objectType", json!("Agent")),
        set("/object", json!(null)),
        set(
            "/context/team",
            json!({"objectType": "Group", "member": [agent]}),
        ),
        set("/context/instructor", agent.clone()),
        set("/context/instructor", json!({})),
        set(
            "/context/instructor",
            json!({"mbox": "mailto:ann@example.org"}),
        ),
        set("/context", json!({})),
        set("/context/extensions", json!({})),
    ];
    for replaced in [json!("{}"), json!("{"), json!(7), json!({"what": "read"})] {
        let event = event.clone();
        let said = format!("event = {replaced}");
        let change = move |statement: &mut Value| {
            statement["context"]["extensions"][&event] = replaced.clone();
        };
        changes.push((said, Box::new(change)));
    }
    let other_role = move |statement: &mut Value| {
        let event = &mut statement["context"]["extensions"][&event];
        let text = event.as_str().unwrap().replace("learner", "employer");
        *event = json!(text);
    };
    changes.push(("by another".to_owned(), Box::new(other_role)));
    for (said, change) in changes {
        let mut changed = good();
        change(&mut changed);
        let checked = check_in(&people, ada, &changed);
        assert!(checked.is_err(), "{said}: {checked:?}");
        assert!(!check_out(&account, &changed), "{said}");
    }
    for not_one in [json!(null), json!([]), json!("statement"), json!({})] {
        assert!(check_in(&people, ada, &not_one).is_err(), "{not_one}");
        assert!(!check_out(&account, &not_one));
    }
}

#[test]
fn what_a_store_adds_is_taken_off_and_what_nobody_adds_is_refused() {
    let mut sent = statement("ada", LEARNER, None);
    let clean = sent.clone();
    sent["stored"] = json!("2026-11-21T09:30:00Z");
    sent["authority"] = json!({"mbox": "mailto:eve@example.org"});
    without_added(sent.as_object_mut().unwrap()).unwrap();
    assert_eq!(sent, clean);
    sent["attachments"] = json!([{"fileUrl": "http://192.0.2.1/"}]);
    assert_eq!(
        without_added(sent.as_object_mut().unwrap()),
        Err(Unfit::Part("attachments"))
    );
}

#[test]
fn what_comes_out_of_the_store_is_looked_at_again() {
    let people = people();
    let account = |account| people.account(of(&people, account));
    let ada = account("ada");
    assert!(check_out(&ada, &statement("ada", LEARNER, None)));
    assert!(check_out(&ada, &statement("ada", ASSESSOR, Some("ann"))));
    // Whoever has left since: what she decided stays.
    let mut by_left = statement("ada", ASSESSOR, Some("ann"));
    by_left["context"]["instructor"]["account"]["name"] = json!("has-left");
    assert!(check_out(&ada, &by_left));
    assert!(!check_out(&ada, &statement("ben", LEARNER, None)));
    assert!(!check_out(
        &account("ben"),
        &statement("ada", LEARNER, None)
    ));
    let elsewhere = Account {
        home_page: "https://other.example.org/".into(),
        ..ada.clone()
    };
    assert!(!check_out(&elsewhere, &statement("ada", LEARNER, None)));
    // A decision that says that the learner herself has sent it.
    let mut forged = statement("ada", ASSESSOR, Some("ann"));
    let context = forged["context"].as_object_mut().unwrap();
    context.remove("instructor");
    assert!(!check_out(&ada, &forged));
}

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
    sessions.end(&token(1));
    sessions.end(&token(1));
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
        edit::set_password(FILE, &ada.account, &Hash::of("three small words", &[1; 16])).unwrap(),
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
    let set = edit::set_password(FILE, ada, &Hash::of("three small words", &[1; 16])).unwrap();
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
            "unknown variant",
        ),
        (
            "cohorts = []",
            "password = \"secret\"",
            (38, 12),
            "not a hashed password",
        ),
        ("[[person]]", "[[person", (5, 9), ""),
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
        cohorts: vec!["spring".parse().unwrap()],
    };
    let added = edit::add(FILE, &[new("dee")]).unwrap();
    assert!(added.starts_with(FILE.trim_end()), "{added}");
    let people = People::read(&added).unwrap();
    assert_eq!(&*of(&people, "dee").name, "Dee \"D\" O’Neill");
    assert!(of(&people, "dee").password.is_none());
    let dee = &of(&people, "dee").account;
    let hash = Hash::of("three small words", &[1; 16]);
    let with = edit::set_password(&added, dee, &hash).unwrap();
    let people = People::read(&with).unwrap();
    assert_eq!(of(&people, "dee").password, Some(hash));
    assert!(with.contains("# one at a time") && with.contains("by hand, with a remark"));
    assert_eq!(
        edit::remove(&added, dee).unwrap().trim_end(),
        FILE.trim_end()
    );

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

/// Any JSON, now and then with the names that statements have.
fn anything() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("actor".to_owned()),
        Just("account".to_owned()),
        Just("context".to_owned()),
        Just("extensions".to_owned()),
        Just(extension::event()),
        Just(extension::text()),
        "[a-z]{0,6}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..6)
                .prop_map(|parts| Value::Object(parts.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_that_was_not_made_as_a_statement_gets_in_or_out(value in anything()) {
        let people = people();
        for who in EVERYBODY {
            prop_assert!(check_in(&people, of(&people, who), &value).is_err());
            prop_assert!(!check_out(&people.account(of(&people, who)), &value));
        }
    }

    #[test]
    fn no_part_of_a_statement_can_be_replaced_so_that_it_gets_into_another_record(
        part in prop::sample::select(vec!["/id", "/actor", "/actor/account", "/context/instructor", "/context/extensions", "/object", "/verb"]),
        value in anything(),
    ) {
        let people = people();
        let mut changed = statement("ben", LEARNER, None);
        let (parent, key) = part.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap()[key] = value;
        for who in ["ada", "cai", "ann", "una", "quinn"] {
            prop_assert!(check_in(&people, of(&people, who), &changed).is_err());
        }
    }

    #[test]
    fn any_text_is_read_as_a_file_or_refused(text in ".{0,200}") {
        let _ = People::read(&text);
    }
}

//! What a statement has to be on its way in and on its way out, in every part.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{EVERYBODY, of, people, statement};
use crate::{
    door::statement::{Unfit, check_in, check_out, voided_by, without_added},
    exchange::xapi::{Account, write::extension},
    record::story::{ASSESSOR, LEARNER},
};

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
    // It is said which: whoever writes another program has to find it.
    let long = "x".repeat(4000);
    for (name, said) in [
        ("attachments", "attachments"),
        ("results", "results"),
        ("a \"b\"", "a \"b\""),
        (&long, &long[..40]),
    ] {
        let mut sent = clean.clone();
        sent[name] = json!([{"fileUrl": "http://192.0.2.1/"}]);
        let unfit = without_added(sent.as_object_mut().unwrap());
        assert_eq!(unfit, Err(Unfit::Part(said.to_owned().into())));
        let said = format!("its part {said:?} is not one that this door lets through");
        assert_eq!(unfit.unwrap_err().to_string(), said);
    }
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
}

#[test]
fn nothing_is_let_through_that_could_not_be_read_among_others() {
    let people = people();
    let sent = |depth: usize| {
        let deep = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let mut sent = statement("ada", LEARNER, None);
        sent["result"] = serde_json::from_str(&deep).unwrap();
        check_in(&people, of(&people, "ada"), &sent)
    };
    assert!(sent(16).is_ok());
    // Read by itself it is well formed, and within an answer one bracket too deep.
    assert_eq!(sent(126), Err(Unfit::Deep));
    assert_eq!(sent(40), Err(Unfit::Deep));
}

#[test]
fn what_was_voided_is_told_by_what_voids_it_and_by_nothing_else() {
    let id = "6d1d0c1e-9c1e-4b4e-8d55-6a2d9e0d1f11";
    let voiding = json!({
        "actor": {"mbox": "mailto:office@example.org"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"objectType": "StatementRef", "id": id},
    });
    assert_eq!(voided_by(&voiding), Some(id.parse().unwrap()));
    assert_eq!(voided_by(&statement("ada", LEARNER, None)), None);
    for (at, value) in [
        ("/verb/id", "http://adlnet.gov/expapi/verbs/commented"),
        ("/object/objectType", "Activity"),
        ("/object/id", "x"),
    ] {
        let mut other = voiding.clone();
        *other.pointer_mut(at).unwrap() = json!(value);
        assert_eq!(voided_by(&other), None, "{at}");
    }
}

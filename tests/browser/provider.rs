//! What goes to a provider from a browser, before a door that answers as a test says.

use leptos::{mount::mount_to, prelude::*};
use underpin::{
    door::wire::Page,
    exchange::xapi::Account,
    record::{Record, event::Role},
    sync::{Door, DoorError},
    ui::{
        dom, storage,
        sync::{
            card::ProviderCard,
            desk::{FromProvider, waits},
            door::Site,
            known,
            learner::Provider,
        },
    },
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlInputElement};

use crate::{
    page::{a_moment, click, desk_of, see, see_text, session_with, settings, unit},
    script::{run, while_so},
    work::{Work, actor},
};

/// A door at which nobody is signed in, whoever signs in is Ada, and her record does not come before
/// `window.held` lets it.
const SLOW_DOOR: &str = r#"
    const { fetch } = window;
    const ada = '{"name":"Ada","role":"learner","account":"ada","homePage":"https://training.example.org/"}';
    const nothing = '{"statements":[],"more":""}';
    window.held = [];
    window.fetch = async (address, { method }) => {
        if (!address.includes("lrs/session"))
            return new Promise((go) => window.held.push(() => go(new Response(nothing))));
        return method === "GET" ? new Response("{}", { status: 401 }) : new Response(ada);
    };
    return () => Object.assign(window, { fetch });"#;

/// A door behind which there is no store: nobody is signed in, and whoever signs in is Ada.
const NO_STORE: &str = r#"
    const { fetch } = window;
    const ada = '{"name":"Ada","role":"learner","account":"ada","homePage":"https://training.example.org/"}';
    window.fetch = async (address, { method }) => {
        if (!address.includes("lrs/session")) return new Response("{}", { status: 502 });
        return method === "GET" ? new Response("{}", { status: 401 }) : new Response(ada);
    };
    return () => Object.assign(window, { fetch });"#;

/// A page that some web filter shows in place of anything that is asked for.
const FILTER: &str = r#"
    const { fetch } = window;
    window.fetch = async () => new Response("<!doctype html><title>Not allowed</title>", { status: 403 });
    return () => Object.assign(window, { fetch });"#;

/// A door that cannot be reached before `window.isUp`; nobody is signed in there.
const DOWN: &str = r#"
    const { fetch } = window;
    window.isUp = false;
    window.fetch = async () => {
        if (window.isUp) return new Response("{}", { status: 401 });
        throw new TypeError("Failed to fetch");
    };
    return () => Object.assign(window, { fetch });"#;

/// A line on which some of an answer comes every 50 seconds, by a clock that does not wait.
const SLOW_LINE: &str = r#"
    const { fetch, setTimeout, clearTimeout } = window;
    const timers = new Map(), parts = ['{"stat', 'ements":', '[],"more"', ':""}'];
    let now = 0, last = 1_000_000_000;
    window.setTimeout = (then, wait, ...given) => {
        if (wait < 60_000) return setTimeout(then, wait, ...given);
        timers.set(++last, { then, due: now + wait });
        return last;
    };
    window.clearTimeout = (id) => timers.delete(id) || clearTimeout(id);
    const pull = (signal) => (stream) => {
        now += 50_000;
        for (const { then, due } of timers.values()) if (due <= now) then();
        if (signal.aborted) return stream.error(signal.reason);
        const part = parts.shift();
        return part ? stream.enqueue(new TextEncoder().encode(part)) : stream.close();
    };
    window.fetch = async (_, { signal }) =>
        new Response(new ReadableStream({ pull: pull(signal) }, { highWaterMark: 0 }));
    return () => Object.assign(window, { fetch, setTimeout, clearTimeout });"#;

/// A device on which nothing is known of any door.
fn forget_doors() {
    for key in storage::keys("underpin/provider") {
        storage::remove(&key);
    }
    known::keep_door(false);
    run("for (const key of Object.keys(sessionStorage))
        if (key.startsWith('underpin/no-door')) sessionStorage.removeItem(key);");
}

async fn type_in(selector: &str, words: &str) {
    let input: HtmlInputElement = see(selector).await.unchecked_into();
    input.set_value(words);
    input.dispatch_event(&Event::new("input").unwrap()).unwrap();
}

#[wasm_bindgen_test]
async fn who_begins_while_anothers_record_is_fetched_is_asked_whose_that_is() {
    forget_doors();
    let session = session_with("", Record::default()).await;
    let person = session.person_untracked().unwrap().id;
    let owner = Owner::new();
    while_so(SLOW_DOOR, async {
        let shown = owner.with(|| {
            provide_context(Provider::new(session));
            mount_to(crate::place(), || view! { <ProviderCard/> })
        });
        type_in("#provider_name", "ada").await;
        type_in("#provider_password", "a long password").await;
        click("[data-action=sign-in]").await;
        while run("return window.held.length").as_f64() != Some(1.0) {
            a_moment().await;
        }
        session.rename("Ben");
        run("window.held.shift()()");
        see("[data-action=it-is-me]").await;
        assert_eq!(known::account_of(person), None);
        drop(shown);
    })
    .await;
    owner.cleanup();
    assert!(dom::anywhere("#provider").is_none());
    forget_doors();
}

#[wasm_bindgen_test]
async fn what_a_filter_says_closes_no_door_that_is_known() {
    forget_doors();
    while_so(FILTER, async {
        assert_eq!(Site.session().await, Err(DoorError::NoDoor));
        known::keep_door(true);
        assert_eq!(Site.session().await, Err(DoorError::NotReached));
        // Whoever signs out is not out before the door has said so.
        Site.sign_out().await;
        assert!(storage::get("underpin/provider-over").is_some());
    })
    .await;
    forget_doors();
}

#[wasm_bindgen_test]
async fn an_answer_is_waited_for_as_long_as_some_of_it_comes() {
    let asked = Site.fetch("lrs/statements?learner=ada");
    let page = while_so(SLOW_LINE, asked).await;
    assert_eq!(page, Ok(Page::default()));
}

#[wasm_bindgen_test]
async fn the_form_comes_by_itself_once_a_door_that_is_known_is_reached() {
    forget_doors();
    known::keep_door(true);
    let session = session_with("Ada", Record::default()).await;
    let owner = Owner::new();
    while_so(DOWN, async {
        let shown = owner.with(|| {
            provide_context(Provider::new(session));
            mount_to(crate::place(), || view! { <ProviderCard/> })
        });
        see("[data-action=try-now]").await;
        see_text(
            "#provider",
            "cannot be reached just now, so you cannot sign in",
        )
        .await;
        assert!(dom::anywhere("#provider_name").is_none());
        run("window.isUp = true; window.dispatchEvent(new Event('online'))");
        see("#provider_name").await;
        drop(shown);
    })
    .await;
    owner.cleanup();
    forget_doors();
}

#[wasm_bindgen_test]
async fn who_cannot_reach_her_provider_is_told_what_waits_and_can_sign_out() {
    forget_doors();
    let session = session_with("Ada", Record::default()).await;
    session.rename("Ada Okafor");
    let person = session.person_untracked().unwrap().id;
    let account = Account {
        home_page: "https://training.example.org/".into(),
        name: "ada".into(),
    };
    known::keep(person, &account).unwrap();
    let owner = Owner::new();
    while_so(DOWN, async {
        let provider = owner.with(|| Provider::new(session));
        let shown = owner.with(|| {
            provide_context(provider);
            mount_to(crate::place(), || view! { <ProviderCard/> })
        });
        see("[data-action=sync]").await;
        see_text("[data-provider=stands]", "to be sent. ").await;
        assert!(provider.unsent() > Some(0));
        click("[data-action=sign-out]").await;
        see_text("[data-said=provider]", "not with your provider yet").await;
        assert_eq!(known::account_of(person), None);
        // Her work has not gone anywhere, and whoever takes it off the device is told so.
        assert!(provider.unsent() > Some(0));
        assert!(storage::get("underpin/provider-over").is_some());
        drop(shown);
    })
    .await;
    owner.cleanup();
    forget_doors();
}

#[wasm_bindgen_test]
async fn who_signs_in_on_an_empty_device_while_the_store_is_down_is_not_asked_who_she_is() {
    forget_doors();
    let session = session_with("", Record::default()).await;
    let person = session.person_untracked().unwrap().id;
    // Whom other tests have left here.
    session
        .people
        .update(|people| people.retain(|one| one.id == person));
    let owner = Owner::new();
    while_so(NO_STORE, async {
        let shown = owner.with(|| {
            provide_context(Provider::new(session));
            mount_to(crate::place(), || view! { <ProviderCard/> })
        });
        type_in("#provider_name", "ada").await;
        type_in("#provider_password", "a long password").await;
        click("[data-action=sign-in]").await;
        see_text("#provider", "Signed in as Ada").await;
        assert_eq!(known::account_of(person).unwrap().name.as_ref(), "ada");
        assert_eq!(session.person_untracked().unwrap().name, "Ada");
        drop(shown);
    })
    .await;
    owner.cleanup();
    forget_doors();
}

#[wasm_bindgen_test]
async fn the_desk_tells_what_waits_where_its_provider_cannot_be_reached() {
    forget_doors();
    let settings = settings("");
    let unit = unit(
        "+++\nid = \"carers\"\ntitle = \"Carers\"\nlevel = 3\n+++\n\n## 3.2 Explain why carers matter {#ac-3-2 .criterion}\n",
    );
    let ben = Work::of(actor(1, "Ben", Role::Learner), &settings, &unit);
    let learner = ben.learner.person;
    let role = Role::Assessor { in_training: false };
    let desk = desk_of("Ann", role, vec![ben]).await;
    let me = desk.me_untracked().unwrap();
    let account = Account {
        home_page: "https://training.example.org/".into(),
        name: "ann".into(),
    };
    known::keep_at_desk(me.person, &account).unwrap();
    waits::note(me.person, learner);
    let owner = Owner::new();
    while_so(DOWN, async {
        let signed_in = owner.with(|| RwSignal::new(None));
        let shown = owner.with(|| {
            mount_to(crate::place(), move || {
                view! { <FromProvider desk=desk me=me.clone() account=signed_in/> }
            })
        });
        see_text("#provider", "cannot be reached just now").await;
        see_text("[data-provider=waits]", "in the record of 1 learner").await;
        // Her session is over by then, which is another thing than never having signed in.
        run("window.isUp = true; window.dispatchEvent(new Event('online'))");
        see("#provider_name").await;
        see_text("[data-said=provider]", "You have to sign in again").await;
        see_text("[data-provider=waits]", "in the record of 1 learner").await;
        drop(shown);
    })
    .await;
    owner.cleanup();
    forget_doors();
}

//! Opening a file: unlocking it, saying what was found in it and what is new, asking whose it is
//! where that is not plain, and only then taking it in.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use web_sys::{DragEvent, FileList};

use crate::{
    exchange::{
        finding::{Finding, NotOpened},
        news::News,
        record_file::{self, Kind, Opened},
    },
    record::{
        event::{PersonId, Role},
        locked::LockedFile,
        pending::Texts,
        what::{SamePerson, What},
    },
    ui::{
        address,
        cipher::{self, NotUnlocked},
        dom,
        part::file,
        session::Session,
    },
    wording::file as words,
};

/// How far the opening has come.
#[derive(Clone)]
enum Stage {
    /// No file yet, or one was dealt with: what is said of it.
    Waiting(Option<String>),
    /// A file is read.
    Reading,
    /// Nothing can be taken in: why.
    Refused(String),
    /// A passphrase is wanted.
    Locked(LockedFile),
    /// It is open, and nothing has been taken in yet.
    Open(Opened),
}

/// Where it stands on the page.
const PLACE: &str = "record_open";

type Opening = RwSignal<Stage, LocalStorage>;

/// The place where a file is chosen or dropped.
#[component]
pub(super) fn OpenFile(session: Session) -> impl IntoView {
    let stage: Opening = RwSignal::new_local(Stage::Waiting(None));
    let over = RwSignal::new(false);
    take_drops(stage, over);
    // Whoever comes for it from another page finds it once it is drawn.
    if address::fragment() == PLACE {
        request_animation_frame(|| {
            if let Some(place) = dom::anywhere(&format!("#{PLACE}")) {
                dom::focus(&place);
            }
        });
    }
    view! {
        <section class="card" id=PLACE aria-labelledby="record_open_title" tabindex="-1"
            data-over=move || over.get().then_some("")>
            <h2 id="record_open_title">{words::OPEN_TITLE}</h2>
            <p>{words::OPEN_HELP}</p>
            <div class="field">
                <label for="record_file">{words::CHOOSE_FILE}</label>
                <input id="record_file" type="file" accept=".json,application/json" aria-describedby="record_file_help"
                    on:change:target=move |event| {
                        begin(stage, event.target().files());
                        // So that the same file can be chosen again.
                        event.target().set_value("");
                    }/>
                <p class="hint" id="record_file_help">{words::OR_DROP}</p>
            </div>
            {move || match stage.get() {
                Stage::Waiting(_) | Stage::Reading => ().into_any(),
                Stage::Refused(why) => view! { <p class="notice" data-kind="unsafe" role="alert" data-record="refused">{why}</p> }.into_any(),
                Stage::Locked(file) => view! { <Unlock stage=stage file=SendWrapper::new(file)/> }.into_any(),
                Stage::Open(opened) => view! { <Ask session=session stage=stage opened=SendWrapper::new(opened)/> }.into_any(),
            }}
            <p role="status" data-said="open">{move || match stage.get() {
                Stage::Waiting(said) => said,
                Stage::Reading => Some(words::READING.to_owned()),
                Stage::Refused(_) | Stage::Locked(_) | Stage::Open(_) => None,
            }}</p>
        </section>
    }
}

/// Takes a file that is dropped anywhere on the page: beside the place for it, the browser would
/// leave the page and show the file's text.
fn take_drops(stage: Opening, over: RwSignal<bool>) {
    let document = dom::document();
    dom::listen(&document, "dragover", move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    });
    dom::listen(&document, "dragleave", move |event: DragEvent| {
        let has_left = event.related_target().is_none();
        over.set(!has_left);
    });
    dom::listen(&document, "drop", move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        begin(stage, files);
    });
}

fn begin(stage: Opening, files: Option<FileList>) {
    let Some(chosen) = files.and_then(|files| files.get(0)) else {
        return;
    };
    stage.set(Stage::Reading);
    spawn_local(async move {
        stage.set(match file::read(&chosen).await {
            Ok(bytes) => opened(&bytes),
            Err(why) => Stage::Refused(why),
        });
    });
}

fn opened(bytes: &[u8]) -> Stage {
    match record_file::open(bytes) {
        Ok(opened) => Stage::Open(opened),
        Err(NotOpened::Locked) => match serde_json::from_slice(bytes) {
            Ok(locked) => Stage::Locked(locked),
            Err(_) => Stage::Refused(words::LOCK_DAMAGED.to_owned()),
        },
        Err(why) => Stage::Refused(why.to_string()),
    }
}

/// Asks for the file's passphrase.
#[component]
fn Unlock(stage: Opening, file: SendWrapper<LockedFile>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let unlock = move |event: SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        wrong.set(None);
        let (file, passphrase) = (LockedFile::clone(&file), typed.get_untracked());
        spawn_local(async move {
            let unlocked = cipher::unlock_file(&file, &passphrase).await;
            busy.set(false);
            match unlocked {
                Ok(text) => stage.set(opened(text.as_bytes())),
                Err(NotUnlocked::Wrong) => wrong.set(Some(words::WRONG_PASSPHRASE)),
                Err(NotUnlocked::Unavailable) => wrong.set(Some(words::NO_LOCK_HERE)),
            }
        });
    };
    view! {
        <form class="field" on:submit=unlock novalidate data-form="unlock-file">
            <p>{words::FILE_LOCKED}</p>
            <label for="record_file_passphrase">{words::FILE_PASSPHRASE}</label>
            <input id="record_file_passphrase" type="password" autocomplete="off" node_ref=field
                aria-describedby="record_file_wrong" aria-invalid=move || wrong.get().is_some().then_some("true")
                prop:value=typed on:input:target=move |event| typed.set(event.target().value())/>
            <p id="record_file_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
            <p class="cluster">
                <button type="submit" class="button" disabled=busy>{words::UNLOCK_FILE}</button>
                <button type="button" class="button button--quiet" on:click=move |_| stage.set(Stage::Waiting(Some(words::NOT_ADDED.to_owned())))>{words::CANCEL}</button>
            </p>
        </form>
    }
}

/// Whose file it is, seen from the record that is open.
enum Whose {
    /// The open record's.
    Own,
    /// Somebody's who has not been here: nobody is, or nobody who has done anything.
    Newcomer,
    /// Another person's on this device.
    AlreadyHere(String),
    /// Not known here, while somebody else's record is open: she is asked.
    Other(PersonId),
}

fn whose(session: Session, learner: PersonId) -> Whose {
    let own = session.person();
    let is_own = own.as_ref().is_some_and(|own| {
        own.id == learner
            || session
                .state
                .with_untracked(|state| state.same_person(own.id, learner))
    });
    let listed = session
        .people
        .with(|people| people.iter().find(|person| person.id == learner).cloned());
    match (own, listed) {
        _ if is_own => Whose::Own,
        (_, Some(person)) => Whose::AlreadyHere(person.shown_name().to_owned()),
        (Some(own), None) if !session.record().is_empty() => Whose::Other(own.id),
        (_, None) => Whose::Newcomer,
    }
}

/// Says what is in the file, and asks whether to take it in.
#[component]
fn Ask(session: Session, stage: Opening, opened: SendWrapper<Opened>) -> impl IntoView {
    let heading = NodeRef::<html::H3>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            dom::focus(&heading);
        }
    });
    let header = opened.file.header.clone();
    let is_own = matches!(untrack(|| whose(session, header.learner.id)), Whose::Own);
    let title = match is_own && header.written_by.role != Role::Learner {
        true => words::handed_back(&header.written_by.name),
        false => words::whose(
            words::kind(header.kind == Kind::HandIn),
            &header.learner.name,
            &header.written_by.name,
        ),
    };
    let sound = opened.findings.iter().all(Finding::is_harmless);
    let kind = if sound { "info" } else { "warning" };
    let findings: Vec<_> = opened
        .findings
        .iter()
        .map(|finding| view! { <li>{finding.to_string()}</li> })
        .collect();
    let news = News::of(&opened.file.record, &session.record());
    let opened = StoredValue::new_local(SendWrapper::take(opened));
    let take_in = move |as_whom: AsWhom| {
        let Some(opened) = opened.try_get_value() else {
            return;
        };
        spawn_local(async move {
            stage.set(Stage::Reading);
            let name = opened.file.header.learner.name.clone();
            let said = match add(session, opened, as_whom).await {
                true => words::added(&news),
                false => words::already_here(&name),
            };
            stage.set(Stage::Waiting(Some(said)));
        });
    };
    let leave = move |_| stage.set(Stage::Waiting(Some(words::NOT_ADDED.to_owned())));
    let own_name = session
        .person_untracked()
        .map(|own| own.name)
        .unwrap_or_default();
    // Another tab may open somebody's record here, or another's.
    let ways = move || {
        match whose(session, header.learner.id) {
        Whose::Own => view! { <Way words=words::ADD main=true action="add" then=move || take_in(AsWhom::Own)/> }.into_any(),
        Whose::Newcomer => view! { <Way words=words::ADD main=true action="add" then=move || take_in(AsWhom::Newcomer)/> }.into_any(),
        Whose::AlreadyHere(name) => view! { <p>{words::already_here(&name)}</p> }.into_any(),
        Whose::Other(own) => view! {
            <p>{words::other_person(&header.learner.name, &own_name)}</p>
            <Way words=words::SAME_PERSON main=true action="same-person" then=move || take_in(AsWhom::Same(own))/>
            <Way words=words::SOMEBODY_ELSE main=false action="somebody-else" then=move || take_in(AsWhom::Newcomer)/>
        }
        .into_any(),
    }
    };
    view! {
        <div class="notice" data-kind=kind data-record="opened">
            <h3 tabindex="-1" node_ref=heading>{title}</h3>
            {if findings.is_empty() {
                view! { <p>{words::WHOLE}</p> }.into_any()
            } else {
                view! { <h4>{words::FOUND}</h4><ul>{findings}</ul> }.into_any()
            }}
            <p data-said="news">{words::new(&news)}</p>
            <div class="cluster">
                {ways}
                <button type="button" class="button button--quiet" data-action="leave" on:click=leave>{words::CANCEL}</button>
            </div>
        </div>
    }
}

#[component]
fn Way(
    words: &'static str,
    main: bool,
    action: &'static str,
    then: impl Fn() + Send + 'static,
) -> impl IntoView {
    let class = if main {
        "button"
    } else {
        "button button--quiet"
    };
    view! { <button type="button" class=class data-action=action on:click=move |_| then()>{words}</button> }
}

/// Under whom a file's record is taken in.
#[derive(Clone, Copy)]
enum AsWhom {
    /// The learner whose record is open.
    Own,
    /// The learner whose record is open, which is written down: she began under another id.
    Same(PersonId),
    /// The file's own learner, in a record of her own.
    Newcomer,
}

/// Takes a file in, and says whether it did.
async fn add(session: Session, opened: Opened, as_whom: AsWhom) -> bool {
    let learner = opened.file.header.learner;
    match as_whom {
        AsWhom::Own => {}
        AsWhom::Same(own) => {
            let same = SamePerson {
                this: own,
                other: learner.id,
            };
            session.write(
                What::SamePerson(Arc::new(same)),
                Vec::new(),
                Vec::new(),
                Texts::new(),
            );
        }
        AsWhom::Newcomer if !session.take_over(learner.id, &learner.name) => return false,
        AsWhom::Newcomer => {}
    }
    session.take_in(opened.file.record).await;
    true
}

//! At the desk: learners' records out of the provider's store, and what was decided back into it.

use std::{cell::Cell, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{door::Site, known, own_password::OwnPassword, sign_in::SignIn};
use crate::{
    door::wire::{Listed, Session},
    exchange::xapi::{Account, Whose, whose},
    record::{
        Record,
        event::{Actor, PersonId},
        store::StoreError,
        stored::Learner,
    },
    sync::{DoorError, Ended, Exchange, How, Keep, Mine, Sent},
    ui::{
        clock,
        desk::Desk,
        dom,
        slots::{LocalSlots, PREFIX},
        storage,
    },
    wording::{assess::desk::role as role_name, provider as words},
};

/// How far it has come.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Nothing has answered yet, or this site has no door: nothing is shown.
    Hidden,
    /// Somebody may sign in.
    SignedOut,
    /// Somebody is signed in who has not said that she is who this desk belongs to.
    Somebody(Session),
    /// The person at the desk is signed in.
    In(Session),
}

/// Keeps a learner's record on the desk.
struct Keeper<'a> {
    desk: Desk,
    account: &'a Account,
    listed: &'a Listed,
    /// Under which id it is on the desk, once it is.
    learner: Cell<Option<PersonId>>,
}

impl Keep for Keeper<'_> {
    async fn keep(&self, incoming: Record) -> Result<(), StoreError> {
        let found = whose::learner(self.account, &incoming);
        let learner = Learner {
            id: self.learner.get().unwrap_or(found.id),
            name: match found.name.is_empty() {
                true => self.listed.name.clone(),
                false => found.name,
            },
        };
        let taken = self.desk.take_in(&learner, incoming).await?;
        self.learner.set(Some(taken.summary.learner.id));
        Ok(())
    }
}

/// What came of all learners together.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    learners: usize,
    received: usize,
    sent: usize,
    failed: usize,
    too_large: usize,
    set_aside: usize,
    erased: usize,
}

/// Why it was stopped for all.
enum Stopped {
    SignedOut,
    NotReached,
}

/// The part of the desk for it; nothing where this site has no door.
#[component]
pub fn FromProvider(
    /// The desk.
    desk: Desk,
    /// Who is at it.
    me: Actor,
    /// Who is signed in, for all who ask.
    account: RwSignal<Option<Session>>,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Hidden);
    let (busy, changing) = (RwSignal::new(false), RwSignal::new(false));
    let progress = RwSignal::new((0, 0));
    let said = RwSignal::new(None::<String>);
    let (person, role) = (me.person, me.role);
    let name = StoredValue::new(me.name.to_string());
    Effect::new(move |_| {
        let signed_in = stage.with(|stage| match stage {
            Stage::Somebody(session) | Stage::In(session) => Some(session.clone()),
            Stage::Hidden | Stage::SignedOut => None,
        });
        let _ = account.try_set(signed_in);
    });
    let run = move |session: Session| {
        // None once the page has gone on.
        let is_idle = |at_work: RwSignal<bool>| at_work.try_get_untracked() == Some(false);
        let is_free = is_idle(busy) && is_idle(changing);
        // What is done in another role the door would not take.
        if !is_free || !session.roles().contains(&role) {
            return;
        }
        busy.set(true);
        said.set(None);
        spawn_local(async move {
            let came = all(desk, person, &session, progress).await;
            let _ = busy.try_set(false);
            let _ = said.try_set(Some(match came {
                Ok(sum) => told(sum),
                Err(Stopped::NotReached) => words::DESK_UNREACHED.to_owned(),
                Err(Stopped::SignedOut) => {
                    let _ = stage.try_set(Stage::SignedOut);
                    words::DESK_SESSION_OVER.to_owned()
                }
            }));
        });
    };
    let acted = StoredValue::new(false);
    // What was pressed is gone with its stage: the keyboard goes on where the answer stands.
    Effect::new(move |_| {
        stage.track();
        if acted.get_value() {
            acted.set_value(false);
            request_animation_frame(|| {
                if let Some(card) = dom::anywhere("#provider") {
                    dom::focus(&card);
                }
            });
        }
    });
    let enter = Callback::new(move |session: Session| {
        let _ = stage.try_set(Stage::In(session.clone()));
        if let Some(said) =
            dom::anywhere("[data-stays=desk]").filter(|_| session.roles().contains(&role))
        {
            said.set_text_content(Some(words::DESK_SENT));
        }
        run(session);
    });
    // Two people may use one computer: nobody's learners come onto another's desk unasked.
    let is_hers = Callback::new(move |session: Session| {
        acted.set_value(true);
        if !session.is_learner() && known::keep_at_desk(person, &session.account()).is_err() {
            desk.session.tell(&StoreError::Refused);
        }
        enter.run(session);
    });
    let signed_in = Callback::new(move |session: Session| {
        match known::desk_account_of(person).filter(|known| *known != session.account()) {
            Some(_) => {
                acted.set_value(true);
                stage.set(Stage::Somebody(session));
            }
            None => is_hers.run(session),
        }
    });
    spawn_local(async move {
        match Site.session().await {
            Ok(session) if known::desk_account_of(person) == Some(session.account()) => {
                let _ = enter.try_run(session);
            }
            Ok(session) => drop(stage.try_set(Stage::Somebody(session))),
            Err(DoorError::SignedOut) => drop(stage.try_set(Stage::SignedOut)),
            Err(_) => {}
        }
    });
    let out = move |_| {
        said.set(Some(words::DESK_SIGNED_OUT.to_owned()));
        acted.set_value(true);
        spawn_local(async move {
            Site.sign_out().await;
            let _ = stage.try_set(Stage::SignedOut);
        });
    };
    let over = move |()| {
        acted.set_value(true);
        let _ = said.try_set(Some(words::DESK_SESSION_OVER.to_owned()));
        let _ = stage.try_set(Stage::SignedOut);
    };
    let at_work = move || busy.get() || changing.get();
    let content = move || match stage.get() {
        Stage::Hidden => ().into_any(),
        Stage::SignedOut => view! { <p>{words::DESK_HELP}</p><SignIn then=signed_in/> }.into_any(),
        Stage::Somebody(session) => {
            let asked = words::desk_is_it_you(&session.name, &name.get_value());
            view! {
                <p>{asked}</p>
                <p class="cluster">
                    <button type="button" class="button" data-action="it-is-me" on:click=move |_| is_hers.run(session.clone())>{words::DESK_IT_IS_ME}</button>
                    <button type="button" class="button button--quiet" data-action="sign-out" on:click=out>{words::NOT_ME}</button>
                </p>
            }
            .into_any()
        }
        Stage::In(session) => {
            let signed_in = words::signed_in(&session.name);
            let hers = session.clone();
            let roles = session.roles();
            let fits = roles.contains(&role);
            let amiss = match roles.first() {
                None => Some(words::NOT_FOR_THE_DESK.to_owned()),
                Some(own) if !fits => Some(words::other_role(role_name(*own), role_name(role))),
                Some(_) => None,
            };
            // The page is drawn anew for who has another role.
            let take_role = move |own| {
                desk.sit_down(&name.get_value(), own);
                request_animation_frame(|| {
                    if let Some(card) = dom::anywhere("#provider, [data-desk=me]") {
                        dom::focus(&card);
                    }
                });
            };
            view! {
                <p>{signed_in}</p>
                {amiss.map(|amiss| view! { <p class="notice" data-kind="warning" data-provider="role">{amiss}</p> })}
                <p class="cluster">
                    {fits.then(|| view! {
                        <button type="button" class="button" data-action="sync" disabled=at_work
                            on:click=move |_| run(session.clone())>{words::DESK_NOW}</button>
                    })}
                    {(!fits).then(|| roles.iter().map(|own| view! {
                        <button type="button" class="button" data-action="take-role"
                            on:click=move |_| take_role(*own)>{words::take_role(role_name(*own))}</button>
                    }).collect_view())}
                    <button type="button" class="button button--quiet" data-action="sign-out" disabled=at_work on:click=out>{words::SIGN_OUT}</button>
                </p>
                <OwnPassword session=hers busy=busy changing=changing over=over/>
            }
            .into_any()
        }
    };
    view! {
        <Show when=move || stage.get() != Stage::Hidden>
            <section class="card" id="provider" aria-labelledby="provider_title" tabindex="-1">
                <h2 id="provider_title">{words::DESK_TITLE}</h2>
                {content}
                {move || busy.get().then(|| view! {
                    <div class="progress">
                        <span class="progress__words">{move || { let (done, all) = progress.get(); words::desk_progress(done, all) }}</span>
                        <progress class="bar" aria-label=words::BUSY max=move || progress.get().1 value=move || progress.get().0></progress>
                    </div>
                })}
                <p role="status" data-said="provider">{move || said.get()}</p>
            </section>
        </Show>
    }
}

fn told(sum: Sum) -> String {
    let done = words::desk_done(sum.learners, sum.received, sum.sent);
    let failed = (sum.failed > 0).then(|| words::desk_some_failed(sum.failed));
    let too_large = (sum.too_large > 0).then(|| words::desk_too_large(sum.too_large));
    let set_aside = (sum.set_aside > 0).then(|| words::desk_set_aside(sum.set_aside));
    let erased = (sum.erased > 0).then(|| words::desk_erased(sum.erased));
    let all = [Some(done), failed, too_large, set_aside, erased];
    let all = all.into_iter().flatten();
    all.collect::<Vec<_>>().join(" ")
}

async fn all(
    desk: Desk,
    me: PersonId,
    session: &Session,
    progress: RwSignal<(usize, usize)>,
) -> Result<Sum, Stopped> {
    let learners = Site.learners().await.map_err(|why| match why {
        DoorError::SignedOut | DoorError::NotYours { .. } => Stopped::SignedOut,
        _ => Stopped::NotReached,
    })?;
    let mut sum = Sum::default();
    let _ = progress.try_set((0, learners.len()));
    for listed in &learners {
        let mut ended = one(desk, me, session, listed, &mut sum).await;
        // A long list is more than the door answers at once.
        for _ in 0..3 {
            let Ended::Later { after: Some(after) } = ended else {
                break;
            };
            pause(after).await;
            ended = one(desk, me, session, listed, &mut sum).await;
        }
        match ended {
            Ended::Done => sum.learners += 1,
            Ended::SignedOut => return Err(Stopped::SignedOut),
            Ended::NoDoor => return Err(Stopped::NotReached),
            Ended::Later { .. } | Ended::NotYours => sum.failed += 1,
            Ended::NotKept(error) => {
                desk.session.tell(&error);
                sum.failed += 1;
            }
        }
        let _ = progress.try_update(|(done, _)| *done += 1);
        clock::breathe().await;
    }
    Ok(sum)
}

/// Waits as long as the door asks, but not longer than somebody would.
async fn pause(after: Duration) {
    let after = after.min(Duration::from_secs(30)).as_millis();
    let milliseconds = i32::try_from(after).unwrap_or(i32::MAX);
    let promise = js_sys::Promise::new(&mut |go_on, _| {
        let set = dom::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&go_on, milliseconds);
        if set.is_err() {
            let _ = go_on.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}

async fn one(desk: Desk, me: PersonId, session: &Session, listed: &Listed, sum: &mut Sum) -> Ended {
    let account = session.account_of(&listed.account);
    let keeper = Keeper {
        desk,
        account: &account,
        listed,
        learner: Cell::new(known(me, &account)),
    };
    loop {
        let before = keeper.learner.get();
        let record = match before {
            Some(learner) => match desk.portfolio(learner).await {
                Ok(found) => found.map(|found| found.record),
                Err(error) => return Ended::NotKept(error),
            },
            None => None,
        };
        let sent = Sent::open(LocalSlots, me, &account);
        let whose = Whose {
            sender: Some(session.account()),
            ..Whose::of(account.clone())
        };
        let mut exchange = Exchange::new(whose, Mine::Others(me), sent);
        let now = clock::now();
        // What was taken off the desk has to come again from its beginning.
        let how = match record {
            Some(_) => exchange.how(now),
            None => How::Whole,
        };
        let record = record.unwrap_or_default();
        let round = exchange.round(&Site, &record, &keeper, how, now).await;
        sum.received += round.received;
        sum.sent += round.sent;
        let after = keeper.learner.get();
        if let Some(learner) = after {
            remember(me, &account, learner);
        }
        // It may have joined a record that was here already, with something to send.
        if after == before || round.ended != Ended::Done {
            if round.ended == Ended::Done {
                sum.too_large += exchange.too_large();
                sum.set_aside += exchange.set_aside().len();
                sum.erased += exchange.erased(&record);
            }
            return round.ended;
        }
    }
}

fn key(me: PersonId, account: &Account) -> String {
    let place = crate::record::seal::TextHash::of(format!("{account}"));
    format!("{PREFIX}provider/{me}/{place}")
}

/// Under which id an account's record is on the desk.
fn known(me: PersonId, account: &Account) -> Option<PersonId> {
    storage::get(&key(me, account))?.parse().ok()
}

fn remember(me: PersonId, account: &Account, learner: PersonId) {
    if known(me, account) != Some(learner) {
        // Where it is not kept, the record finds its place by who is in it.
        let _ = storage::set(&key(me, account), &learner.to_string());
    }
}

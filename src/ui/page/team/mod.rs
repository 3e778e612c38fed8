//! The employer's page: completion statements are opened, and who has done what is seen. It keeps
//! statements and nothing else.

mod code;
mod kept;
mod open;
mod table;

use std::rc::Rc;

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use self::{code::CheckCode, kept::KeptHere, open::OpenStatements, table::TeamTable};
use super::with_everything;
use crate::{
    completion::team::Statements,
    desk::store::Note,
    id::UnitId,
    pack::Settings,
    record::event::PersonId,
    ui::{
        clock,
        desk::Desk,
        dom,
        session::{Phase, Session},
    },
    unit::Unit,
    wording::{page::COMING, team as words},
};

/// What the parts of the page share. It is a handle: copies are the same.
#[derive(Clone, Copy)]
struct Here {
    session: Session,
    settings: StoredValue<Rc<Settings>, LocalStorage>,
    units: StoredValue<Vec<Rc<Unit>>, LocalStorage>,
    /// The training's units in their order, with their titles.
    titles: StoredValue<Vec<(UnitId, String)>>,
    statements: RwSignal<Statements>,
    /// Whose statements have been read.
    read: RwSignal<Option<PersonId>>,
    said: RwSignal<Option<String>>,
}

/// Fills the page's place.
pub(super) fn attach(desk: Desk) {
    with_everything(move |settings, units| {
        let Some(place) = dom::place("team") else {
            return;
        };
        let titles = units
            .iter()
            .map(|unit| (unit.id.clone(), unit.title.clone()));
        let titles: Vec<_> = titles.collect();
        dom::fill(place, move || {
            let here = Here {
                session: desk.session,
                settings: StoredValue::new_local(settings),
                units: StoredValue::new_local(units),
                titles: StoredValue::new(titles),
                statements: RwSignal::new(Statements::default()),
                read: RwSignal::new(None),
                said: RwSignal::new(None),
            };
            view! { <Page here=here/> }
        });
    });
}

impl Here {
    /// Changes what is kept, beginning with what the storage has now: another tab may have opened
    /// files meanwhile. False where it could not be kept; nothing changes then.
    async fn change<R>(self, mut change: impl FnMut(&mut Statements) -> R) -> Option<R> {
        let cabinet = self.session.cabinet()?;
        let read = |text: &str| Some(Statements::read(text, clock::today()));
        let kept = cabinet.change_note(Note::Statements, read, |found| {
            let mut statements = found.unwrap_or_default();
            let changed = change(&mut statements);
            let is_nothing = statements == Statements::default();
            let text = (!is_nothing).then(|| statements.to_text());
            (text, (statements, changed))
        });
        match kept.await {
            Ok((statements, changed)) => {
                self.statements.set(statements);
                Some(changed)
            }
            Err(error) => {
                self.session.tell(&error);
                None
            }
        }
    }

    async fn read(self, whose: PersonId) {
        let Some(cabinet) = self.session.cabinet() else {
            return;
        };
        match cabinet.note(Note::Statements).await {
            Ok(kept) => {
                let kept = kept.unwrap_or_default();
                self.statements.set(Statements::read(&kept, clock::today()));
            }
            Err(error) => self.session.tell(&error),
        }
        self.read.set(Some(whose));
    }
}

#[component]
fn Page(here: Here) -> impl IntoView {
    let session = here.session;
    let who = Memo::new(move |_| session.person().map(|person| person.id));
    // Somebody may be chosen or unlocked while the page stands.
    Effect::new(move |_| {
        let open = session.phase.get() == Phase::Open;
        if let Some(who) = who.get().filter(|_| open)
            && here.read.get_untracked() != Some(who)
        {
            here.statements.set(Statements::default());
            spawn_local(here.read(who));
        }
    });
    let ready = Memo::new(move |_| who.get().is_some() && here.read.get() == who.get());
    let empty = Memo::new(move |_| here.statements.with(Statements::is_empty));
    let unread = Memo::new(move |_| here.statements.with(Statements::unread));
    view! {
        <div class="stack team">
            {move || match (who.get(), ready.get()) {
                (None, _) => view! { <Who session=session/> }.into_any(),
                (Some(_), false) => view! { <p class="coming">{COMING}</p> }.into_any(),
                (Some(_), true) => view! {
                    <Show when=move || !empty.get() fallback=|| view! { <p data-team="empty">{words::EMPTY}</p> }>
                        <TeamTable here=here/>
                    </Show>
                    {move || { let unread = unread.get(); (unread > 0).then(|| view! { <p class="notice" data-kind="warning">{words::unread(unread)}</p> }) }}
                    <div class="columns on-screen">
                        <OpenStatements here=here/>
                        <KeptHere here=here/>
                        <Show when=move || !empty.get()><CheckCode here=here/></Show>
                    </div>
                }.into_any(),
            }}
        </div>
    }
}

/// Asks for a name where nobody is chosen in this browser: statements are kept by person.
#[component]
fn Who(session: Session) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked();
        match typed.trim() {
            "" => wrong.set(Some(words::NAME_MISSING)),
            typed => {
                session.begin(typed);
            }
        }
    };
    view! {
        <section class="card" aria-labelledby="team_who">
            <h2 id="team_who">{words::WHO}</h2>
            <p>{words::WHO_HELP}</p>
            <form class="fields stack" novalidate data-form="team-who" on:submit=submit>
                <div class="field">
                    <label for="team_name">{words::YOUR_NAME}</label>
                    <input id="team_name" type="text" autocomplete="name" maxlength="120"
                        aria-describedby="team_name_wrong" aria-invalid=move || wrong.get().is_some().then_some("true")
                        prop:value=name on:input:target=move |event| name.set(event.target().value())/>
                    <p id="team_name_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
                </div>
                <p><button type="submit" class="button" data-action="begin-team">{words::BEGIN}</button></p>
            </form>
        </section>
    }
}

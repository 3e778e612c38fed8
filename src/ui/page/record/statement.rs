//! What is completed, unit by unit, and the statement of it that a learner may give away: she sees
//! all that is in it before it leaves.

use jiff::civil::Date;
use leptos::{html, prelude::*};

use super::{Content, Sheet};
use crate::{
    completion::{
        Completion,
        due::{self, Due},
        statement::{Days, Made, StatedRole, Statement},
    },
    id::UnitId,
    progress::Count,
    record::{event::PersonId, stored::Learner},
    site,
    ui::{clock, dom, look, part::download::download, session::Session},
    unit::Unit,
    wording::{completion as words, file},
};

/// What the learner gives with her statement; it outlives the form, so that nothing has to be typed
/// again after printing.
#[derive(Clone, Copy)]
pub(super) struct Giving {
    /// Her name; none until she has typed one.
    pub name: RwSignal<Option<String>>,
    /// Where she works, for certificates.
    pub employer: RwSignal<String>,
    role: RwSignal<String>,
    /// Whether she has looked at what is in it.
    looking: RwSignal<bool>,
}

impl Giving {
    /// Nothing typed yet.
    pub(super) fn new() -> Self {
        Self {
            name: RwSignal::new(None),
            employer: RwSignal::new(String::new()),
            role: RwSignal::new(String::new()),
            looking: RwSignal::new(false),
        }
    }

    /// The name as it is to stand there: the one typed, or the one she goes by.
    pub(super) fn name(self, session: Session) -> String {
        let own = || session.person().map(|person| person.name);
        self.name.get().or_else(own).unwrap_or_default()
    }
}

/// A unit, and how far it is from being complete.
#[derive(Clone, PartialEq)]
struct Line {
    id: UnitId,
    title: String,
    done: Option<Days>,
    /// By when it is to be done again, and how near that is.
    again_by: Option<(Date, Due)>,
    again: Count,
    missing: String,
    begun: bool,
}

/// Every unit's state, certificates and CPD entries, and the statement.
#[component]
pub(super) fn Completed(
    session: Session,
    content: Content,
    giving: Giving,
    sheet: RwSignal<Option<Sheet>>,
) -> impl IntoView {
    let lines = Memo::new(move |_| lines(session, content));
    let rows = move || {
        let lines = lines.get();
        let rows = lines.into_iter().filter(|line| line.begun);
        let rows: Vec<_> = rows.map(|line| row(line, sheet)).collect();
        match rows.is_empty() {
            true => view! { <p>{words::NOTHING}</p> }.into_any(),
            false => view! { <ul class="history">{rows}</ul> }.into_any(),
        }
    };
    let begun = Memo::new(move |_| lines.with(|lines| lines.iter().any(|line| line.begun)));
    view! {
        <section class="card" id="record_completed" aria-labelledby="record_completed_title" tabindex="-1" data-record="completed">
            <h2 id="record_completed_title">{words::TITLE}</h2>
            <p>{words::RULE}</p>
            <p class="meta">{words::NOT_MET}</p>
            {rows}
            <Show when=move || begun.get()>
                <Statement session=session content=content giving=giving sheet=sheet/>
            </Show>
        </section>
    }
}

fn lines(session: Session, content: Content) -> Vec<Line> {
    content.with_value(|(settings, units)| {
        let nation = look::nation(settings);
        session.state.with(|state| {
            let lines = units.iter().map(|unit| {
                let did = state.unit(&settings.id, &unit.id);
                let completion = Completion::of(unit, did, nation);
                let done = completion.done.map(|done| Days {
                    first: clock::day(done.first),
                    latest: clock::day(done.latest),
                });
                let months = settings.refresh.get(&unit.id);
                let by = done
                    .zip(months)
                    .and_then(|(done, months)| due::after_months(done.latest, *months));
                Line {
                    id: unit.id.clone(),
                    title: unit.title.clone(),
                    done,
                    again_by: by.map(|by| (by, due::on(by, clock::today()))),
                    again: completion.again,
                    missing: words::missing(&completion),
                    begun: did.is_some(),
                }
            });
            lines.collect()
        })
    })
}

fn row(line: Line, sheet: RwSignal<Option<Sheet>>) -> impl IntoView {
    let (certificate, cpd) = (line.id.clone(), line.id.clone());
    let (of_certificate, of_cpd) = (
        words::certificate_of(&line.title),
        words::cpd_of(&line.title),
    );
    let state = match line.done {
        Some(days) => view! {
            <p><span class="chip" data-state="met"><span aria-hidden="true">"✓"</span>{words::complete_on(days)}</span></p>
        }
        .into_any(),
        None => view! {
            <p><span class="chip" data-state="draft"><span aria-hidden="true">"○"</span>{words::NOT_COMPLETE}</span>" "<span class="meta">{line.missing}</span></p>
        }
        .into_any(),
    };
    let again = line.again_by.map(|(by, due)| {
        let how = due != Due::Later || line.again.done > 0;
        let how = how.then(|| words::how_again(line.again));
        view! { <p class="meta" data-part="again">{words::again_by(by, due)}" "{how}</p> }
    });
    view! {
        <li data-completed=line.id.to_string()>
            <p><strong>{line.title}</strong></p>
            {state}
            {again}
            <p class="cluster">
                {line.done.is_some().then(|| view! {
                    <button type="button" class="button button--quiet" data-action="certificate" aria-label=of_certificate
                        on:click=move |_| sheet.set(Some(Sheet::Certificate(certificate.clone())))>{words::CERTIFICATE}</button>
                })}
                <button type="button" class="button button--quiet" data-action="cpd" aria-label=of_cpd
                    on:click=move |_| sheet.set(Some(Sheet::Cpd(cpd.clone())))>{words::CPD}</button>
            </p>
        </li>
    }
}

/// The statement as it would leave now.
pub(super) fn made(session: Session, content: Content, giving: Giving) -> Statement {
    let name = giving.name(session);
    let record = session.record();
    let id = session.person().map(|person| person.id);
    content.with_value(|(settings, units)| {
        let units: Vec<&Unit> = units.iter().map(|unit| &**unit).collect();
        let chosen = giving.role.get();
        let role = settings
            .roles
            .iter()
            .find(|role| role.id.as_str() == chosen);
        let role = match role {
            Some(role) => Some(StatedRole {
                id: Some(role.id.clone()),
                title: role.title.as_str().into(),
            }),
            None => Some(chosen.trim())
                .filter(|title| !title.is_empty())
                .map(|title| StatedRole {
                    id: None,
                    title: title.into(),
                }),
        };
        session.state.with(|state| {
            let of = Made {
                settings,
                units: &units,
                nation: look::nation(settings),
                record: &record,
                state,
                day: &clock::day,
            };
            let learner = Learner {
                // Nobody who has done anything is without one.
                id: id.unwrap_or_else(|| PersonId::from_random([0; 16])),
                name: name.trim().into(),
            };
            of.statement(learner, role, clock::here_now())
        })
    })
}

#[component]
fn Statement(
    session: Session,
    content: Content,
    giving: Giving,
    sheet: RwSignal<Option<Sheet>>,
) -> impl IntoView {
    let statement = Memo::new(move |_| made(session, content, giving));
    let wrong = RwSignal::new(None);
    let said = RwSignal::new(None);
    let preview = NodeRef::<html::H4>::new();
    let is_missing = move || {
        let missing = statement.with_untracked(|made| made.learner.name.is_empty());
        wrong.set(missing.then_some(words::NAME_MISSING));
        if missing && let Some(field) = dom::anywhere("#completion_name") {
            dom::focus(&field);
        }
        missing
    };
    let look = move |_| {
        if !is_missing() {
            giving.looking.set(true);
        }
    };
    Effect::new(move |before: Option<bool>| {
        let looking = giving.looking.get();
        if looking
            && before == Some(false)
            && let Some(heading) = preview.get()
        {
            dom::focus(&heading);
        }
        looking
    });
    let save = move |_| {
        if is_missing() {
            return;
        }
        let made = statement.get_untracked();
        let name = made.file_name();
        said.set(Some(match download(&name, &made.to_text()) {
            true => words::saved(&name),
            false => file::NOT_SAVED.to_owned(),
        }));
    };
    let print = move |_| {
        if !is_missing() {
            sheet.set(Some(Sheet::Statement(Box::new(statement.get_untracked()))));
        }
    };
    view! {
        <div class="stack" data-record="statement">
            <h3>{words::STATEMENT}</h3>
            <p>{words::STATEMENT_HELP}</p>
            <div class="field">
                <label for="completion_name">{words::YOUR_NAME}</label>
                <input id="completion_name" type="text" autocomplete="name" maxlength="120"
                    aria-describedby="completion_name_wrong" aria-invalid=move || wrong.get().is_some().then_some("true")
                    prop:value=move || giving.name(session)
                    on:input:target=move |event| { wrong.set(None); giving.name.set(Some(event.target().value())); }/>
                <p id="completion_name_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
            </div>
            <RoleField content=content giving=giving/>
            <Show when=move || !giving.looking.get()>
                <p><button type="button" class="button" data-action="look" on:click=look>{words::LOOK}</button></p>
            </Show>
            <Show when=move || giving.looking.get()>
                <div class="stack" data-record="statement-preview">
                    <h4 tabindex="-1" node_ref=preview>{words::PREVIEW}</h4>
                    <div class="paper-frame" inner_html=move || statement.with(site::statement::body)></div>
                    <details>
                        <summary>{words::AS_FILE}</summary>
                        <pre class="paper__file" tabindex="0" aria-label=words::AS_FILE>{move || statement.with(Statement::to_text)}</pre>
                    </details>
                    <p class="cluster">
                        <button type="button" class="button" data-action="save-statement" on:click=save>{words::SAVE}</button>
                        <button type="button" class="button button--quiet" data-action="print-statement" on:click=print>{words::PRINT_STATEMENT}</button>
                    </p>
                </div>
            </Show>
            <p role="status" data-said="statement">{move || said.get()}</p>
        </div>
    }
}

/// The pack's roles to choose from, or a field where it names none.
#[component]
fn RoleField(content: Content, giving: Giving) -> impl IntoView {
    let roles = content.with_value(|(settings, _)| settings.roles.clone());
    if roles.is_empty() {
        return view! {
            <div class="field">
                <label for="completion_role">{words::YOUR_ROLE_TYPED}</label>
                <input id="completion_role" type="text" autocomplete="organization-title" maxlength="120"
                    prop:value=giving.role on:input:target=move |event| giving.role.set(event.target().value())/>
            </div>
        }
        .into_any();
    }
    let now = giving.role.get_untracked();
    let options = roles.into_iter().map(|role| {
        let is_now = role.id.as_str() == now;
        view! { <option value=role.id.to_string() selected=is_now>{role.title}</option> }
    });
    view! {
        <div class="field">
            <label for="completion_role">{words::YOUR_ROLE}</label>
            <select id="completion_role" on:change:target=move |event| giving.role.set(event.target().value())>
                <option value="" selected=now.is_empty()>{words::NO_ROLE}</option>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// The statement on paper.
#[component]
pub(super) fn StatementOnPaper(
    statement: Statement,
    sheet: RwSignal<Option<Sheet>>,
) -> impl IntoView {
    view! {
        <super::Toolbar sheet=sheet may_print=|| true/>
        <h2 tabindex="-1" data-sheet="title">{words::STATEMENT_TITLE}</h2>
        <div class="paper-frame" inner_html=site::statement::body(&statement)></div>
    }
}

//! A certificate of completion, as it is printed.

use leptos::prelude::*;

use super::{Content, Sheet, Toolbar, statement::Giving};
use crate::{
    completion::{certificate::Certificate, statement::Statement},
    id::UnitId,
    site,
    ui::{dom, look, session::Session},
    wording::completion as words,
};

/// The certificate of a unit, with what she wants to stand on it.
#[component]
pub(super) fn CertificateOnPaper(
    session: Session,
    content: Content,
    giving: Giving,
    unit: UnitId,
    sheet: RwSignal<Option<Sheet>>,
) -> impl IntoView {
    let statement = Memo::new(move |_| super::statement::made(session, content, giving));
    let has_name = Memo::new(move |_| !giving.name(session).trim().is_empty());
    let asked = RwSignal::new(false);
    let is_wrong = move || asked.get() && !has_name.get();
    let body = move || {
        let (name, employer) = (giving.name(session), giving.employer.get());
        let made =
            statement.with(|statement| certificate(content, statement, &unit, &name, &employer));
        made.as_ref()
            .map(site::certificate::body)
            .unwrap_or_default()
    };
    let sheet_of = move || match has_name.get() {
        true => view! { <div inner_html=body.clone()></div> }.into_any(),
        false => view! { <p data-part="no-name">{words::NAME_MISSING}</p> }.into_any(),
    };
    // Whose it is has to stand on it.
    let may_print = move || {
        let has_name = has_name.get_untracked();
        asked.set(true);
        if !has_name && let Some(field) = dom::anywhere("#certificate_name") {
            dom::focus(&field);
        }
        has_name
    };
    view! {
        <Toolbar sheet=sheet may_print=may_print/>
        <div class="fields stack on-screen">
            <div class="field">
                <label for="certificate_name">{words::YOUR_NAME}</label>
                <input id="certificate_name" type="text" autocomplete="name" maxlength="120" aria-describedby="certificate_name_wrong"
                    aria-invalid=move || is_wrong().then_some("true") prop:value=move || giving.name(session)
                    on:input:target=move |event| giving.name.set(Some(event.target().value()))/>
                <p id="certificate_name_wrong" class="field__error" role="alert">{move || is_wrong().then_some(words::NAME_MISSING)}</p>
            </div>
            <div class="field">
                <label for="certificate_employer">{words::EMPLOYER}</label>
                <input id="certificate_employer" type="text" autocomplete="organization" maxlength="160"
                    prop:value=giving.employer on:input:target=move |event| giving.employer.set(event.target().value())/>
            </div>
        </div>
        <div class="paper-frame" data-sheet="title" tabindex="-1">{sheet_of}</div>
    }
}

fn certificate(
    content: Content,
    statement: &Statement,
    unit: &UnitId,
    name: &str,
    employer: &str,
) -> Option<Certificate> {
    content.with_value(|(settings, units)| {
        let stated = statement.units.iter().find(|stated| stated.id == *unit)?;
        let unit = units.iter().find(|own| own.id == *unit)?;
        let nation = look::nation(settings);
        Certificate::of(settings, unit, stated, nation, name, employer)
    })
}

//! Checking a certificate: its code, with the words that stand beside it, is looked for in the
//! statements that are here.

use leptos::{ev::SubmitEvent, prelude::*};

use super::Here;
use crate::{
    completion::{
        certificate::Certificate,
        code::{CertificateCode, OnPaper, certificate},
    },
    ui::dom,
    wording::{completion, date, team as words},
};

/// What came of it.
#[derive(Clone)]
enum Found {
    /// What was typed is no code.
    NoCode,
    /// No statement gives it.
    Nothing,
    /// It is this one's.
    Certificate(Box<Certificate>),
}

#[component]
pub(super) fn CheckCode(here: Here) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let employer = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Found>);
    let check = move |event: SubmitEvent| {
        event.prevent_default();
        let looked = match code.get_untracked().parse::<CertificateCode>() {
            Ok(code) => here.certificate(&code, &name.get_untracked(), &employer.get_untracked()),
            Err(_) => Found::NoCode,
        };
        if matches!(looked, Found::NoCode)
            && let Some(field) = dom::anywhere("#team_code")
        {
            dom::focus(&field);
        }
        found.set(Some(looked));
    };
    let wrong = Memo::new(move |_| found.with(|found| matches!(found, Some(Found::NoCode))));
    let line = |id: &'static str,
                label: &'static str,
                help: &'static str,
                field: RwSignal<String>| {
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <p class="hint" id=format!("{id}_help")>{help}</p>
                <input id=id type="text" autocomplete="off" maxlength="160" aria-describedby=format!("{id}_help")
                    prop:value=field on:input:target=move |event| field.set(event.target().value())/>
            </div>
        }
    };
    view! {
        <section class="card on-screen" aria-labelledby="team_code_title" data-team="code">
            <h2 id="team_code_title">{words::CHECK_CODE}</h2>
            <p>{words::CHECK_CODE_HELP}</p>
            <form class="fields stack" novalidate on:submit=check>
                <div class="field">
                    <label for="team_code">{completion::CODE}</label>
                    <input id="team_code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"
                        aria-describedby="team_code_wrong" aria-invalid=move || wrong.get().then_some("true")
                        prop:value=code on:input:target=move |event| code.set(event.target().value())/>
                    <p id="team_code_wrong" class="field__error">{move || wrong.get().then_some(words::NO_CODE)}</p>
                </div>
                {line("team_code_name", words::NAME_ON_IT, words::NAME_ON_IT_HELP, name)}
                {line("team_code_employer", words::EMPLOYER_ON_IT, words::EMPLOYER_ON_IT_HELP, employer)}
                <p><button type="submit" class="button button--quiet" data-action="check-code">{words::CHECK_IT}</button></p>
            </form>
            <div role="status" data-said="code">{move || found.get().map(told)}</div>
        </section>
    }
}

impl Here {
    fn certificate(self, code: &CertificateCode, name: &str, employer: &str) -> Found {
        let paper = OnPaper {
            code,
            name,
            employer,
        };
        let (settings, units) = (self.settings.get_value(), self.units.get_value());
        let units: Vec<_> = units.iter().map(|unit| &**unit).collect();
        let made = self
            .statements
            .with_untracked(|statements| certificate(paper, statements, &settings, &units));
        made.map_or(Found::Nothing, |made| Found::Certificate(Box::new(made)))
    }
}

fn told(found: Found) -> AnyView {
    match found {
        Found::NoCode => ().into_any(),
        Found::Nothing => view! {
            <div class="notice" data-kind="warning" data-code="nothing"><p>{words::CODE_UNKNOWN}</p><p>{words::CODE_UNKNOWN_WHY}</p></div>
        }
        .into_any(),
        Found::Certificate(made) => {
            let name = completion::called(&made.name);
            let said = words::code_fits(name, &made.unit, &date::day(made.completed));
            view! { <div class="notice" data-kind="met" data-code="fits"><p><strong>{said}</strong></p><p>{words::CODE_FITS_HELP}</p></div> }
                .into_any()
        }
    }
}

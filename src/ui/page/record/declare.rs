//! Declaring a unit complete, once every criterion of it is met.

use leptos::prelude::*;

use super::{
    Content,
    plan::{Assessed, Stage},
};
use crate::{
    overview::named,
    record::{event::Item, sign_off::Declaration, what::What},
    ui::{look, part::signing::Signing, session::Session},
    wording::plan as words,
};

/// The way to declare, or how far the sign-off has come.
#[component]
pub(super) fn Declare(session: Session, content: Content, unit: Assessed) -> impl IntoView {
    let Assessed {
        place, sign_off, ..
    } = unit;
    match sign_off {
        Stage::Open => ().into_any(),
        Stage::Declared => view! { <p class="notice" data-kind="info">{words::DECLARED}</p> }.into_any(),
        Stage::SignedOff => view! { <p class="notice" data-kind="met"><span aria-hidden="true">"✓ "</span>{words::SIGNED_OFF}</p> }.into_any(),
        Stage::Declare(after) => {
            let name = session.person_untracked().map(|person| person.name);
            let id = format!("declare_{}", place.1);
            let sign = move |declaration: Declaration| {
                let (about, texts) = content.with_value(|(settings, units)| {
                    let units: Vec<_> = units.iter().map(|unit| &**unit).collect();
                    let content = named::Content {
                        settings,
                        units: &units,
                        nation: look::nation(settings),
                    };
                    content.about(&place.0, &place.1, &Item::Unit, &session.record())
                });
                let what = What::Declared(declaration.into());
                session.write(what, vec![about], after.clone(), texts);
            };
            view! {
                <h3>{words::COMPLETE}</h3>
                <p>{words::COMPLETE_HELP}</p>
                <Signing id=id statement=words::LEARNER_STATEMENT name=name.unwrap_or_default() button=words::DECLARE then=sign/>
            }
            .into_any()
        }
    }
}

//! Signing off a unit: what is missing, who has declared, and the assessor’s own declaration.

use leptos::prelude::*;

use super::unit::Looked;
use crate::{
    record::{
        event::Item,
        seal::Seal,
        sign_off::Declaration,
        state::{Kept, SignOff},
        what::What,
    },
    ui::part::signing::Signing,
    wording::{assess::portfolio as words, date, plan, report},
};

#[component]
pub(super) fn SignOffPart(looked: Looked) -> impl IntoView {
    let (pack, unit) = looked.place.clone();
    let asked = looked.page.with(|content| content.asked(&pack, &unit));
    let (said, declared, open) = looked.with_unit(|did| {
        let standing = did.sign_off(&asked);
        let declared: Vec<_> = did.declarations.in_order().into_iter().map(line).collect();
        let open = match standing {
            SignOff::WithAssessor(learner) => {
                let mut after = did.declaration_follows(&asked);
                after.push(learner.seal);
                Some(after)
            }
            SignOff::NotMet(_) | SignOff::WithLearner | SignOff::SignedOff { .. } => None,
        };
        (words::sign_off(&standing), declared, open)
    });
    let form = open.map(|after| {
        if looked.opened.may_sign() {
            form(looked.clone(), after).into_any()
        } else {
            view! { <p class="hint">{words::NEEDS_QUALIFIED}</p> }.into_any()
        }
    });
    view! {
        <section data-part="sign-off">
            <h3>{words::SIGN_OFF}</h3>
            <p>{said}</p>
            {(!declared.is_empty()).then(|| view! { <ul class="history">{declared}</ul> })}
            {form}
        </section>
    }
}

/// The form that signs off, after these.
fn form(looked: Looked, after: Vec<Seal>) -> impl IntoView {
    let id = looked.id("sign");
    let name = looked.opened.me.name.to_string();
    let sign = move |declaration: Declaration| {
        let (pack, unit) = (&looked.place.0, &looked.place.1);
        let done = (What::Declared(declaration.into()), after.clone());
        looked.page.act(
            &looked.opened,
            (pack, unit),
            &[Item::Unit],
            done,
            words::SIGNED,
        );
    };
    view! { <Signing id=id statement=plan::ASSESSOR_STATEMENT name=name button=plan::SIGN_OFF then=sign/> }
}

fn line(declaration: &Kept<Declaration>) -> impl IntoView + use<> {
    let said = &declaration.said;
    let role = report::role(declaration.event.by.role);
    let words = words::declared(role, &said.signed, &date::day(said.date));
    view! { <li><span aria-hidden="true">"✎ "</span>{words}</li> }
}

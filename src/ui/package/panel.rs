//! What the page says of the learning system: first on it, in few words.

use leptos::{mount::mount_to, prelude::*};
use send_wrapper::SendWrapper;

use super::{
    bridge::Bridge,
    shown::{Line, Shown},
};
use crate::{
    ui::{
        dom,
        part::{file::SaveCopy, notice::Notice},
    },
    wording::package as words,
};

/// Puts it into the page that stands.
pub fn attach(bridge: Bridge) {
    let Some(place) = dom::place("panel") else {
        return;
    };
    let mounted = SendWrapper::new(mount_to(place, move || view(bridge)));
    on_cleanup(move || drop(mounted));
}

fn view(bridge: Bridge) -> impl IntoView {
    let shown = bridge.shown();
    let line = Memo::new(move |_| shown.with(|shown| shown.line.clone()));
    move || {
        match line.get() {
        Line::ByHand => view! { <Notice kind="info">{words::BY_HAND}</Notice> }.into_any(),
        Line::Broken(why) => {
            view! { <div role="alert"><Notice kind="warning">{words::broken(&why)}</Notice></div> }.into_any()
        }
        Line::Looking => view! { <Notice kind="info">{words::LOOKING}</Notice> }.into_any(),
        Line::Over => view! { <Notice kind="info">{words::OVER}</Notice> }.into_any(),
        Line::SomebodyElse => {
            view! { <div role="status"><Notice kind="warning">{words::SOMEBODY_ELSE}</Notice></div> }.into_any()
        }
        Line::Open | Line::NotStored | Line::NotKept => open(bridge, shown).into_any(),
    }
    }
}

fn open(bridge: Bridge, shown: Signal<Shown>) -> impl IntoView {
    let of_report = move |told: fn(&Shown) -> Option<String>| shown.with(told);
    let done = move || {
        let lines = shown.with(|shown| shown.report.as_ref().map(words::done));
        lines
            .unwrap_or_default()
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
    };
    let verdict =
        move || of_report(|shown| Some(words::verdict(shown.report.as_ref()?, shown.pass_mark)));
    let mark = move || {
        let unread = shown.with(|shown| shown.pass_mark_unread.clone());
        unread.map(|mark| view! { <p>{words::no_pass_mark(&mark)}</p> })
    };
    let trouble = move || {
        let said = shown.with(|shown| match shown.line {
            Line::NotStored => Some(words::NOT_STORED),
            Line::NotKept => Some(words::NOT_KEPT),
            _ => None,
        });
        said.map(|said| view! { <p>{said}</p> })
    };
    let back = move || {
        shown.with(|shown| shown.back.is_some()).then(|| {
            view! {
                <p><button type="button" class="button button--quiet" data-action="go-back" on:click=move |_| bridge.go_back()>
                    {words::GO_BACK}
                </button></p>
            }
        })
    };
    let kind = move || match shown.with(|shown| shown.line == Line::NotStored) {
        true => "warning",
        false => "info",
    };
    view! {
        <section class="notice" data-kind=kind data-notice="learning-system" aria-labelledby="package_title">
            <h2 id="package_title">{words::TITLE}</h2>
            <ul>{done}</ul>
            <div role="status"><p data-said="verdict">{verdict}</p>{mark}{trouble}</div>
            {back}
            <details>
                <summary>{words::ABOUT}</summary>
                <p>{words::TOLD}</p>
                <SaveCopy session=bridge.session() words=words::SAVE/>
            </details>
        </section>
    }
}

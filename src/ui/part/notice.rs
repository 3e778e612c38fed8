//! What stands above a page when something has gone wrong or is new: trouble with storage, mistakes
//! in the content, a new version.

use leptos::{mount::mount_to, prelude::*};
use send_wrapper::SendWrapper;

use crate::{
    diagnostic::Diagnostic,
    ui::{
        dom,
        fetch::FetchError,
        part::{asks, file::SaveCopy, offline::NewVersion},
        session::Session,
    },
    wording::trouble,
};

/// Fills the place above the page, and brings to life what is asked above it.
pub fn attach(session: Session) {
    asks::attach(session);
    add(move || {
        view! {
            <Troubles session=session/>
            <NewVersion session=session/>
        }
    });
}

/// Says that the newest text could not be fetched.
pub fn unreachable(error: &FetchError) {
    let words = trouble::unreachable(&error.to_string());
    add(move || {
        let words = words.clone();
        view! { <Notice kind="warning">{words}</Notice> }
    });
}

/// Says something that the learner has to know before she goes on.
pub fn say(words: String) {
    add(move || {
        let words = words.clone();
        view! { <div role="alert"><Notice kind="warning">{words}</Notice></div> }
    });
}

/// Says that a unit has mistakes, and which.
pub fn mistakes(text: &str, diagnostics: &[Diagnostic]) {
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let (start, _) = diagnostic.positions(text);
            let help = diagnostic
                .help
                .as_ref()
                .map(|help| format!(" ({help})"))
                .unwrap_or_default();
            format!(
                "{}, line {}, column {}: {}{help}",
                diagnostic.file, start.line, start.column, diagnostic.message
            )
        })
        .collect();
    add(move || {
        let lines = lines
            .iter()
            .map(|line| view! { <li>{line.clone()}</li> })
            .collect_view();
        view! {
            <div class="notice" data-kind="warning" data-notice="mistakes">
                <p>{trouble::UNIT_HAS_ERRORS}</p>
                <ul>{lines}</ul>
            </div>
        }
    });
}

/// Puts something above the page, for as long as the page is shown.
pub fn add<V: IntoView + 'static>(view: impl Fn() -> V + 'static)
where
    V::State: 'static,
{
    let Some(place) = dom::place("notice") else {
        return;
    };
    let mounted = SendWrapper::new(mount_to(place, view));
    on_cleanup(move || drop(mounted));
}

/// What went wrong with storage, with the way to take everything out as a file.
#[component]
fn Troubles(session: Session) -> impl IntoView {
    let listed = move || {
        let troubles = session.troubles.get();
        (!troubles.is_empty()).then(|| {
            let words = troubles.into_iter().map(|words| view! { <p>{words}</p> });
            view! {
                <div class="notice" data-kind="unsafe" data-notice="storage">
                    {words.collect_view()}
                    <SaveCopy session=session/>
                </div>
            }
        })
    };
    view! { <div role="status">{listed}</div> }
}

/// A notice.
#[component]
pub fn Notice(
    /// `warning`, `unsafe`, `info` or `met`, as the style knows them.
    kind: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <div class="notice" data-kind=kind><p>{children()}</p></div> }
}

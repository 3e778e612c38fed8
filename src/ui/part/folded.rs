//! What is folded away: drawn when it is first unfolded, so that a page with years of work in it
//! comes as fast as one with a day's.

use leptos::{children::ChildrenFn, prelude::*};

/// A fold with its heading line.
#[component]
pub fn Folded(
    /// The line that unfolds it.
    #[prop(into)]
    summary: String,
    /// Whether it stands unfolded from the start, as it has to on paper.
    open: bool,
    /// What is folded away.
    children: ChildrenFn,
) -> impl IntoView {
    let is_drawn = RwSignal::new(open);
    // The browser tells of folding as well, and of what stands open from the start.
    let draw = move |_| {
        if !is_drawn.get_untracked() {
            is_drawn.set(true);
        }
    };
    view! {
        <details open=open on:toggle=draw>
            <summary>{summary}</summary>
            {move || is_drawn.get().then(|| children())}
        </details>
    }
}

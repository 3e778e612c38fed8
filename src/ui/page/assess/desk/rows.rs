//! A long list of which only what is in view stands in the page.
//!
//! Every row is as high as every other: the style sheet sees to that, and the height is measured,
//! so that text may be of any size.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::ui::dom;

/// Rows above and below what is in view, so that the keyboard finds the next one.
const BEYOND: usize = 8;

/// What is taken for a row's height until one has been measured, in CSS pixels.
const FIRST_GUESS: f64 = 72.0;

/// Which rows are in view.
fn in_view(top: f64, height: f64, row: f64, count: usize) -> Range<usize> {
    let row = row.max(1.0);
    // A negative or huge figure of the browser's becomes the nearest there can be.
    let first = ((top / row) as usize).saturating_sub(BEYOND).min(count);
    let seen = (height / row).ceil() as usize + 2 * BEYOND + 1;
    first..first.saturating_add(seen).min(count)
}

/// A long list.
#[component]
pub(super) fn Rows<T, V>(
    /// Everything in it.
    items: Memo<Vec<T>>,
    /// One row's content.
    row: V,
    /// The list's name.
    label: &'static str,
    /// The word that tests know the list by.
    name: &'static str,
) -> impl IntoView
where
    T: Clone + Hash + PartialEq + Send + Sync + 'static,
    V: Fn(T) -> AnyView + Copy + Send + Sync + 'static,
{
    let top = RwSignal::new(0.0);
    let height = RwSignal::new(600.0);
    let row_height = RwSignal::new(FIRST_GUESS);
    let element = NodeRef::<html::Div>::new();
    let measure = move || {
        // The page may be gone by the next frame.
        let Some(element) = element.try_get_untracked().flatten() else {
            return;
        };
        height.set(f64::from(element.client_height()).max(200.0));
        if let Some(first) = dom::one(&element, ".rows__row") {
            let measured = first.get_bounding_client_rect().height();
            let known = row_height.try_get_untracked().unwrap_or(measured);
            if measured > 1.0 && (measured - known).abs() > 0.5 {
                row_height.set(measured);
            }
        }
    };
    let count = Memo::new(move |_| items.with(Vec::len));
    let range = Memo::new(move |_| in_view(top.get(), height.get(), row_height.get(), count.get()));
    // What is shown is measured once it stands there.
    Effect::new(move |_| {
        count.track();
        request_animation_frame(measure);
    });
    dom::listen(&dom::window(), "resize", move |_: web_sys::Event| measure());
    let shown = Memo::new(move |_| {
        let range = range.get();
        items.with(|items| {
            let slice = items.get(range.clone()).unwrap_or_default();
            let numbered = slice.iter().cloned().enumerate();
            numbered
                .map(|(at, item)| Row {
                    at: range.start + at,
                    of: items.len(),
                    item,
                })
                .collect::<Vec<_>>()
        })
    });
    let above = move || format!("{}px", range.get().start as f64 * row_height.get());
    let below = move || {
        let hidden = count.get().saturating_sub(range.get().end);
        format!("{}px", hidden as f64 * row_height.get())
    };
    let scrolled = move |event: web_sys::Event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if let Some(target) = target {
            top.set(f64::from(target.scroll_top()));
        }
    };
    view! {
        <div class="rows" tabindex="0" role="group" aria-label=label data-rows=name node_ref=element on:scroll=scrolled>
            <ul class="rows__list" style:padding-block-start=above style:padding-block-end=below>
                // A row that stays keeps its element, and with it the keyboard's focus.
                <For each=move || shown.get() key=Row::key let:one>
                    <li class="rows__row" aria-posinset=one.at + 1 aria-setsize=one.of>{row(one.item)}</li>
                </For>
            </ul>
        </div>
    }
}

/// One row of a long list.
#[derive(Clone, Hash, PartialEq)]
struct Row<T> {
    /// Its place, from 0.
    at: usize,
    /// How many there are.
    of: usize,
    /// What it shows.
    item: T,
}

impl<T: Hash> Row<T> {
    fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

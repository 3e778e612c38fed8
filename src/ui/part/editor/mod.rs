//! The editor of a unit: its Markdown in a box with line numbers, a toolbar, and beside it what
//! learners will see, what is wrong, the question at the caret as a form, the scenario at the
//! caret as a picture.
//!
//! The box is a native text area: it is known to every screen reader, keyboard, spelling checker
//! and telephone, and its undo is the browser's own. Nothing but the line numbers is worked out
//! while somebody types; all else waits until the typing pauses.

mod area;
mod fields;
mod form;
mod picture;
mod preview;
mod problems;
mod toolbar;

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;

use self::{
    area::{Area, Lines},
    form::QuestionForm,
    picture::Picture,
    preview::Preview,
    problems::{AtCaret, Problems},
    toolbar::Toolbar,
};
use crate::{
    check::check_unit,
    diagnostic::{Diagnostic, Edit},
    pack::Settings,
    read::{Read, read_unit},
    source::{Source, Span},
    ui::clock::{self, Timer},
    unit::Unit,
    wording::author as words,
};

/// How long typing has to pause before the text is read, in milliseconds.
const PAUSE: i32 = 300;

/// What stands beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Preview,
    Problems,
    Question,
    Scenario,
}

/// What the parts of an editor share.
#[derive(Clone, Copy)]
struct Writer {
    /// The text, as it is typed.
    text: RwSignal<String>,
    /// The text when the typing last paused.
    paused: RwSignal<String>,
    /// Where the caret is, in bytes.
    caret: RwSignal<usize>,
    settings: Signal<Settings>,
    area: NodeRef<html::Textarea>,
    lines: StoredValue<Lines>,
    mirror: NodeRef<html::Div>,
    read: Memo<Arc<Read<Unit>>>,
    found: Memo<Arc<Vec<Diagnostic>>>,
    view: RwSignal<View>,
    said: RwSignal<String>,
    timer: StoredValue<SendWrapper<Rc<RefCell<Option<Timer>>>>>,
}

/// The editor of one unit's text.
#[component]
pub fn Editor(
    /// The text. The editor follows it when it is set from outside, and sets it as somebody types.
    text: RwSignal<String>,
    /// The pack's settings, for its own words in the preview.
    #[prop(into)]
    settings: Signal<Settings>,
    /// The file's name, such as `carer-partnerships.md`.
    #[prop(into)]
    name: String,
    /// What is wrong with a text. Without it, what can be told of a unit by itself.
    #[prop(optional, into)]
    check: Option<Callback<String, Vec<Diagnostic>>>,
) -> impl IntoView {
    let name = StoredValue::new(name);
    let paused = RwSignal::new(text.get_untracked());
    let read = Memo::new(move |_| {
        let name = name.get_value();
        paused.with(|text| Arc::new(read_unit(Source { name: &name, text })))
    });
    let found = Memo::new(move |_| {
        let found = match check {
            Some(check) => check.run(paused.get()),
            None => {
                let name = name.get_value();
                paused.with(|text| {
                    let source = Source { name: &name, text };
                    check_unit(source, &read.get(), clock::today())
                })
            }
        };
        Arc::new(found)
    });
    let writer = Writer {
        text,
        paused,
        caret: RwSignal::new(0),
        settings,
        area: NodeRef::new(),
        lines: StoredValue::new(Lines::default()),
        mirror: NodeRef::new(),
        read,
        found,
        view: RwSignal::new(View::Preview),
        said: RwSignal::new(String::new()),
        timer: StoredValue::new(SendWrapper::new(Rc::default())),
    };
    view! {
        <div class="writer" data-part="writer">
            <Toolbar writer=writer/>
            <p class="unseen" role="status">{move || writer.said.get()}</p>
            <div class="writer__columns">
                <div class="writer__text">
                    <Area writer=writer name=name.get_value()/>
                    <AtCaret writer=writer/>
                </div>
                <div class="writer__side">
                    <Views writer=writer/>
                    {move || match writer.view.get() {
                        View::Preview => view! { <Preview writer=writer/> }.into_any(),
                        View::Problems => view! { <Problems writer=writer/> }.into_any(),
                        View::Question => view! { <QuestionForm writer=writer/> }.into_any(),
                        View::Scenario => view! { <Picture writer=writer/> }.into_any(),
                    }}
                </div>
            </div>
        </div>
    }
}

/// What can stand beside the text, to choose from.
#[component]
fn Views(writer: Writer) -> impl IntoView {
    let many = move || writer.found.with(|found| found.len());
    let button = move |view: View, key: &'static str, label: Signal<String>| {
        let chosen = move || (writer.view.get() == view).to_string();
        view! {
            <button type="button" class="button button--quiet" data-view=key aria-pressed=chosen
                on:click=move |_| writer.view.set(view)>{move || label.get()}</button>
        }
    };
    let fixed = |words: &'static str| Signal::derive(move || words.to_owned());
    view! {
        <div class="writer__views" role="group" aria-label=words::VIEWS>
            {button(View::Preview, "preview", fixed(words::PREVIEW))}
            {button(View::Problems, "problems", Signal::derive(move || words::problems(many())))}
            {button(View::Question, "question", fixed(words::QUESTION))}
            {button(View::Scenario, "scenario", fixed(words::SCENARIO))}
        </div>
    }
}

impl Writer {
    /// Somebody typed, or the text was changed for them.
    fn took(self, text: String) {
        if self.text.with_untracked(|old| *old != text) {
            self.text.set(text);
        }
        self.wait();
    }

    /// Reads the text once the typing has paused.
    fn wait(self) {
        let timer = clock::after(PAUSE, move || {
            let Some(text) = self.text.try_get_untracked() else {
                return;
            };
            if self.paused.try_with_untracked(|paused| *paused != text) == Some(true) {
                self.paused.set(text);
            }
        });
        let held = self.timer.get_value();
        held.replace(Some(timer));
    }

    /// Makes an edit of the text as it is now, so that undoing takes it back.
    fn apply(self, edit: &Edit, selection: Option<Span>, stay: bool) {
        area::apply(self, edit, selection, stay);
        // What was pressed for is looked at at once.
        self.paused.set(self.text.get_untracked());
    }

    /// Goes to a place in the text.
    fn go_to(self, span: Span) {
        area::go_to(self, span);
    }
}

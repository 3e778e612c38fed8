//! Taking over the questions that stand in a page: from the moment the program has arrived, a
//! response is checked, scored, kept, and answered with the author's feedback.

mod answered;
pub mod begun;
mod form;

use std::rc::Rc;

use leptos::{mount::mount_to, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, SubmitEvent};

pub use self::{
    answered::{Answered, AnsweredPanel},
    form::Form,
};
use crate::{
    question::{Kind, Question, Response},
    ui::dom,
    wording::practice,
};

/// A question that the program has taken over.
#[derive(Clone)]
pub struct Live {
    /// Its form.
    pub form: Form,
    /// What it asks.
    pub question: Rc<Question>,
    /// What stands under it: shown once the form is answered.
    below: RwSignal<Option<Answered>, LocalStorage>,
    hint: RwSignal<Option<Hint>>,
}

/// What is said under a question that can still be answered.
#[derive(Clone, PartialEq)]
enum Hint {
    /// What is missing: until something is chosen or typed.
    Missing(&'static str),
    /// Something about the question itself.
    About(&'static str),
    /// Where a line has come to, for whoever does not see it move.
    Moved(String),
}

/// What a learner had done with a question before the program arrived.
pub enum Early {
    /// Nothing.
    Untouched,
    /// She is at it: her choices and words stay as they are, and so does where she is.
    Begun,
    /// One choice: what it leads to has been shown by then, so it is her answer.
    Answered(Response),
}

impl Live {
    /// Takes over a question's form. `answer` is called with every complete response.
    ///
    /// What was chosen before the program arrived stays chosen; whether it was an answer already, says
    /// [`early`](Self::early).
    pub fn attach(
        element: HtmlElement,
        question: Rc<Question>,
        answer: impl Fn(&Self, Response) + 'static,
        panel: impl Fn(&Self, Answered) -> AnyView + 'static,
    ) -> Self {
        let form = Form::new(element, question.kind());
        let live = Self {
            form,
            question,
            below: RwSignal::new_local(None),
            hint: RwSignal::new(None),
        };
        if let Some(Response::Multiple(chosen)) = live.form.response().filter(|_| live.is_chosen())
        {
            // She is still choosing: what has been said to her stays said.
            live.form.reveal(|id| chosen.contains(id));
        }
        let _ = live.form.element.set_attribute("data-live", "");
        live.listen(answer);
        live.mount_panel(panel);
        live
    }

    /// What had been done here before the program arrived. Gives it once.
    pub fn early(&self) -> Early {
        let begun = self.is_chosen() || self.form.element.matches(":focus-within") == Ok(true);
        let answered = self.is_chosen() && self.question.kind() == Kind::Single;
        let _ = self.form.element.remove_attribute("data-chosen");
        match self.form.response().filter(|_| answered) {
            Some(response) => Early::Answered(response),
            None if begun => Early::Begun,
            None => Early::Untouched,
        }
    }

    fn is_chosen(&self) -> bool {
        self.form.element.has_attribute("data-chosen")
    }

    fn listen(&self, answer: impl Fn(&Self, Response) + 'static) {
        let live = self.clone();
        dom::listen(&self.form.element, "submit", move |event: SubmitEvent| {
            event.prevent_default();
            match live.form.response() {
                Some(response) => {
                    live.hint.set(None);
                    answer(&live, response);
                }
                None => live.ask_for_the_rest(),
            }
        });
        let hint = self.hint;
        dom::listen(&self.form.element, "input", move |_: Event| {
            if matches!(hint.get_untracked(), Some(Hint::Missing(_))) {
                hint.set(None);
            }
        });
        if self.question.kind() == Kind::Order {
            let live = self.clone();
            dom::listen(&self.form.element, "click", move |event: Event| {
                live.moved(&event)
            });
        }
    }

    /// Says what is missing, and puts the keyboard there.
    fn ask_for_the_rest(&self) {
        self.say(Hint::Missing(practice::incomplete(self.question.kind())));
        if let Some(control) = self.form.first_missing() {
            // What is said stands below, where she looks.
            dom::focus_in_place(&control);
        }
    }

    /// Says something that may have been said before: only what is put in anew is spoken.
    fn say(&self, said: Hint) {
        let hint = self.hint;
        hint.set(None);
        request_animation_frame(move || {
            // The page may have been left meanwhile.
            let _ = hint.try_set(Some(said));
        });
    }

    /// An item's button was pressed.
    fn moved(&self, event: &Event) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("[data-move]").ok().flatten());
        let Some(button) = button else { return };
        event.prevent_default();
        let Ok(Some(item)) = button.closest("li[data-option]") else {
            return;
        };
        let Ok(item) = item.dyn_into::<HtmlElement>() else {
            return;
        };
        self.form.shift(
            &item,
            button.get_attribute("data-move").as_deref() == Some("up"),
        );
        if let Ok(button) = button.dyn_into::<HtmlElement>() {
            let _ = button.focus();
        }
        let items = self.form.options();
        if let Some(at) = items.iter().position(|one| *one == item) {
            self.say(Hint::Moved(practice::now_at(at + 1, items.len())));
        }
    }

    fn mount_panel(&self, panel: impl Fn(&Self, Answered) -> AnyView + 'static) {
        let Some(place) = dom::one(&self.form.element, "[data-place=result]") else {
            return;
        };
        let live = SendWrapper::new(self.clone());
        let panel = SendWrapper::new(panel);
        let (below, hint) = (self.below, self.hint);
        let named = format!("{}_hint", self.question.id);
        if let Some(fieldset) = dom::one(&self.form.element, "fieldset") {
            let _ = fieldset.set_attribute("aria-describedby", &named);
        }
        let mounted = mount_to(place, move || {
            view! {
                {move || hint.get().map(|hint| match hint {
                    Hint::Missing(words) | Hint::About(words) => view! { <p id=named.clone() class="question__hint">{words}</p> }.into_any(),
                    Hint::Moved(words) => view! { <p class="unseen">{words}</p> }.into_any(),
                })}
                {move || below.get().map(|answered| panel(&live, answered))}
            }
        });
        on_cleanup({
            let mounted = SendWrapper::new(mounted);
            move || drop(mounted)
        });
    }

    /// Has what would be said to each choice stand ready under the question, unseen, so that a slow
    /// phone only has to show it when she answers. `said` gives it.
    pub fn ready_what_is_said(&self, said: impl Fn(Response) -> Option<Answered> + 'static) {
        let (live, said) = (self.clone(), Rc::new(said));
        dom::listen(&self.form.element, "change", move |_: Event| {
            let (live, said) = (live.clone(), Rc::clone(&said));
            dom::once_painted(move || {
                if !live.is_answered() {
                    let answered = live.form.response().and_then(|response| said(response));
                    live.below.set(answered);
                }
            });
        });
    }

    /// Whether it is answered, and closed.
    pub fn is_answered(&self) -> bool {
        self.form.element.has_attribute("data-answered")
    }

    /// Says something under the question without closing it.
    pub fn tell(&self, words: &'static str) {
        self.hint.set(Some(Hint::About(words)));
    }

    /// Shows an answered question: closed, with what is said to the response. A keyboard that was in it
    /// goes on from the buttons under what is said, as nothing above them can be pressed any more.
    pub fn show(&self, answered: Answered) {
        let was_here = self.form.element.matches(":focus-within") == Ok(true);
        self.form.fill(&answered.response);
        // What was said beside options before the program came is said below now.
        self.form.reveal(|_| false);
        self.form.set_open(false);
        let _ = self.form.element.set_attribute("data-answered", "");
        let is_there = self.below.with_untracked(|below| {
            below
                .as_ref()
                .is_some_and(|there| there.response == answered.response)
        });
        if !is_there {
            self.below.set(Some(answered));
        }
        if was_here {
            let form = SendWrapper::new(self.form.element.clone());
            request_animation_frame(move || {
                if let Some(button) = dom::one(&form, ".result + .cluster > button") {
                    dom::focus_in_place(&button);
                }
            });
        }
    }

    /// Shows a question that was answered on an earlier visit. What is said stands there, and is no news: nobody
    /// wants all of a page's answers read out.
    pub fn stand(&self, answered: Answered) {
        self.speak(false);
        self.show(answered);
    }

    /// Whether what comes under the question is spoken.
    fn speak(&self, aloud: bool) {
        if let Some(place) = dom::one(&self.form.element, "[data-place=result]") {
            let _ = match aloud {
                true => place.set_attribute("role", "status"),
                false => place.remove_attribute("role"),
            };
        }
    }

    /// Shows what is said to the options that were not chosen.
    pub fn show_others(&self) {
        let chosen = self.form.response();
        self.form.reveal(|id| match &chosen {
            Some(Response::Single(one)) => one != id,
            Some(Response::Multiple(several)) => !several.contains(id),
            _ => false,
        });
    }

    /// Opens the question for another attempt.
    pub fn begin(&self, attempt: u32) {
        self.speak(true);
        let before = self.below.get_untracked();
        self.below.set(None);
        let _ = self.form.element.remove_attribute("data-answered");
        self.form.reveal(|_| false);
        self.form.begin(&self.question, attempt);
        // A reflection is gone on with, and has no answer that would be given away.
        if let Some(before) = before.filter(|_| self.question.kind() == Kind::Reflect) {
            self.form.fill(&before.response);
        }
        self.form.set_open(true);
        if let Some(first) = dom::one(&self.form.element, "input, select, textarea, [data-move]") {
            let _ = first.focus();
        }
    }
}

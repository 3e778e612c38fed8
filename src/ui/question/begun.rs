//! Keeps what is begun in a question's form until it is answered, so that it stands there again when
//! the page does.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::on_cleanup;
use send_wrapper::SendWrapper;
use web_sys::Event;

use super::Live;
use crate::{
    id::QuestionId,
    question::Response,
    record::event::Item,
    ui::{
        clock::{self, Timer},
        dom,
        here::Here,
    },
};

/// What is on its way to the device.
struct Begun {
    here: Here,
    live: Live,
    timer: RefCell<Option<Timer>>,
}

/// Keeps what is begun from now on, for as long as the page stands, and what `is_begun` already.
pub fn follow(here: &Here, live: &Live, is_begun: bool) {
    let form = live.form.element.clone();
    let begun = Rc::new(Begun {
        here: here.clone(),
        live: live.clone(),
        timer: RefCell::default(),
    });
    // What was typed before the program came is no input any more.
    if is_begun {
        begun.change();
    }
    // Items of an order are moved by buttons.
    for event in ["input", "click"] {
        let begun = Rc::clone(&begun);
        dom::listen(&form, event, move |_: Event| begun.change());
    }
    let closing = Rc::clone(&begun);
    dom::listen(&dom::window(), "pagehide", move |_: Event| closing.flush());
    let leaving = SendWrapper::new(begun);
    on_cleanup(move || leaving.take().flush());
}

/// What was begun, where it can be read.
pub fn found(here: &Here, question: &QuestionId) -> Option<(jiff::Timestamp, Response)> {
    // Of the question's words nothing is asked: to add them up takes a slow phone long, for each of a page.
    let (about, _) = here.about(Item::Question(question.clone()), None);
    let draft = here.session.begun(&about)?;
    Some((draft.at, serde_json::from_str(&draft.text).ok()?))
}

impl Begun {
    fn change(self: &Rc<Self>) {
        let mut timer = self.timer.borrow_mut();
        if timer.is_none() {
            let begun = Rc::clone(self);
            *timer = Some(clock::after(clock::WRITE_AFTER, move || begun.flush()));
        }
    }

    /// Writes at once what waits to be written.
    fn flush(&self) {
        let Some(timer) = self.timer.take() else {
            return;
        };
        // The timer may be what calls.
        leptos::task::spawn_local(async move { drop(timer) });
        if self.live.is_answered() {
            return;
        }
        let (about, _) = self.here.about_question(&self.live.question);
        let so_far = self.live.form.so_far();
        match so_far.map(|so_far| serde_json::to_string(&so_far)) {
            Some(Ok(so_far)) => self.here.session.keep_begun(about, so_far),
            _ => self.here.session.end_begun(&about),
        }
    }
}

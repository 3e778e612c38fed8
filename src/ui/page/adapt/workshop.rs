//! The adaptation that is worked on in this tab: kept on the device a moment after each change,
//! with the steps before it, so that every step can be undone.

use std::rc::Rc;

use base64::{Engine, engine::general_purpose::STANDARD};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    adapt::{Adaptation, Applied, apply, check_adaptation},
    diagnostic::Diagnostic,
    ui::{
        clock,
        database::{Database, kept_file::KeptFile},
    },
};

/// How many steps can be undone.
const STEPS: usize = 50;

/// How long after a change it is kept, in milliseconds: within half a second of typing.
const PAUSE: i32 = 400;

/// Where the keeping stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Everything is on the device.
    Yes,
    /// A change is on its way there.
    Soon,
    /// The browser would not keep it.
    No,
    /// What was kept cannot be read; it is left where it is.
    Damaged,
}

/// The adaptation of this tab. It is a handle: copies are the same one.
#[derive(Clone, Copy)]
pub(super) struct Workshop {
    /// What is worked on; none before one is begun or opened.
    pub current: RwSignal<Option<Rc<Adaptation>>, LocalStorage>,
    /// The pack that learners see of it.
    pub applied: Memo<Shared<Applied>>,
    /// What is wrong with it.
    pub problems: Memo<Shared<Vec<Diagnostic>>>,
    /// Whether it is kept.
    pub kept: RwSignal<Kept>,
    /// Whether what was kept has been read.
    pub is_read: RwSignal<bool>,
    before: StoredValue<Vec<Option<Rc<Adaptation>>>, LocalStorage>,
    /// How many steps can be undone.
    pub steps: RwSignal<usize>,
    timer: StoredValue<Option<clock::Timer>, LocalStorage>,
}

/// A value that signals can share and tell apart by where it is.
#[derive(Clone)]
pub(super) struct Shared<T>(send_wrapper::SendWrapper<Rc<T>>);

impl<T> Shared<T> {
    fn new(value: T) -> Self {
        Self(send_wrapper::SendWrapper::new(Rc::new(value)))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl Workshop {
    /// The workshop, reading what the device has kept.
    pub fn new() -> Self {
        let current = RwSignal::new_local(None::<Rc<Adaptation>>);
        let applied = Memo::new(move |_| {
            let adaptation = current.get().unwrap_or_default();
            Shared::new(apply(&adaptation))
        });
        let problems = Memo::new(move |_| {
            let adaptation = current.get().unwrap_or_default();
            Shared::new(check_adaptation(&adaptation, clock::today()))
        });
        let workshop = Self {
            current,
            applied,
            problems,
            kept: RwSignal::new(Kept::Yes),
            is_read: RwSignal::new(false),
            before: StoredValue::new_local(Vec::new()),
            steps: RwSignal::new(0),
            timer: StoredValue::new_local(None),
        };
        spawn_local(workshop.read());
        workshop
    }

    async fn read(self) {
        match Database::default().kept_file(KeptFile::Adaptation).await {
            Ok(Some(text)) => {
                let bytes = STANDARD.decode(text).ok();
                match bytes.and_then(|bytes| Adaptation::read(&bytes).ok()) {
                    Some(adaptation) => self.current.set(Some(Rc::new(adaptation))),
                    None => self.kept.set(Kept::Damaged),
                }
            }
            Ok(None) => {}
            Err(_) => self.kept.set(Kept::No),
        }
        self.is_read.set(true);
    }

    /// The adaptation, following changes. There is one wherever this is asked.
    pub fn get(self) -> Rc<Adaptation> {
        self.current.get().unwrap_or_default()
    }

    /// The same, without following changes.
    pub fn get_untracked(self) -> Rc<Adaptation> {
        self.current.get_untracked().unwrap_or_default()
    }

    /// Puts an adaptation in place of what there is, or nothing; one step, that can be undone.
    pub fn set(self, adaptation: Option<Adaptation>) {
        let before = self.current.get_untracked();
        if before.as_deref() == adaptation.as_ref() {
            return;
        }
        self.before.update_value(|steps| {
            steps.push(before);
            if steps.len() > STEPS {
                steps.remove(0);
            }
            self.steps.set(steps.len());
        });
        self.current.set(adaptation.map(Rc::new));
        self.keep();
    }

    /// Changes the adaptation.
    pub fn change(self, change: impl FnOnce(&mut Adaptation)) {
        let mut adaptation = (*self.get_untracked()).clone();
        change(&mut adaptation);
        self.set(Some(adaptation));
    }

    /// Goes back to what there was before the last step.
    pub fn undo(self) {
        let mut last = None;
        self.before.update_value(|steps| {
            last = steps.pop();
            self.steps.set(steps.len());
        });
        if let Some(adaptation) = last {
            self.current.set(adaptation);
            self.keep();
        }
    }

    /// Keeps it on the device, a moment from now.
    fn keep(self) {
        self.kept.set(Kept::Soon);
        self.timer
            .set_value(Some(clock::after(PAUSE, move || self.keep_now())));
    }

    /// Keeps it on the device.
    pub fn keep_now(self) {
        if self.kept.get_untracked() != Kept::Soon {
            return;
        }
        let current = self.current.get_untracked();
        let file = current.map(|adaptation| adaptation.write());
        spawn_local(async move {
            let text = match file {
                Some(Ok(bytes)) => Some(STANDARD.encode(bytes)),
                Some(Err(_)) => {
                    self.kept.set(Kept::No);
                    return;
                }
                None => None,
            };
            let kept = Database::default()
                .keep_file(KeptFile::Adaptation, text)
                .await;
            self.kept.set(match kept {
                Ok(()) => Kept::Yes,
                Err(_) => Kept::No,
            });
        });
    }
}

//! The adaptation that is worked on in this tab: kept on the device a moment after each change,
//! with the steps before it, so that every step can be undone.
//!
//! It may be open in several tabs. One that has kept a change tells the others, which show it from then
//! on, as a step of theirs. Where two change it in the same moment, the later one writes nothing over the
//! other's and asks what is to stand; what does not stand then is a step that can be undone.

use std::{collections::BTreeMap, rc::Rc};

use base64::{Engine, engine::general_purpose::STANDARD};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, Event};

use crate::{
    adapt::{Adaptation, Applied, apply, check_wanted},
    diagnostic::Diagnostic,
    ui::{
        clock,
        database::{Database, kept_file::KeptFile},
        dom,
    },
};

/// How many steps can be undone.
const STEPS: usize = 50;

/// How long after a key or a change it is kept, in milliseconds: within half a second of typing.
const PAUSE: i32 = 400;

/// Where tabs tell each other that they have kept a change.
const CHANNEL: &str = "underpin/adaptation";

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
    /// Another tab has kept something else meanwhile, which was not written over.
    Elsewhere,
}

/// What two tabs have made of it, of which one can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What this tab shows.
    Here,
    /// What another one has kept.
    There,
}

/// How something that is being typed comes into the adaptation.
type Take = Rc<dyn Fn()>;

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
    /// What is being typed and not yet taken, by its field.
    typing: StoredValue<BTreeMap<String, Take>, LocalStorage>,
    timer: StoredValue<Option<clock::Timer>, LocalStorage>,
    /// What is on the device as far as this tab knows: what it read, and what it has written since.
    known: StoredValue<Vec<Option<String>>, LocalStorage>,
    /// Open from the start, so that a last change is on its way before the page is gone.
    database: StoredValue<Database, LocalStorage>,
    others: StoredValue<Option<BroadcastChannel>, LocalStorage>,
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
            Shared::new(check_wanted(&adaptation, clock::today()))
        });
        let workshop = Self {
            current,
            applied,
            problems,
            kept: RwSignal::new(Kept::Yes),
            is_read: RwSignal::new(false),
            before: StoredValue::new_local(Vec::new()),
            steps: RwSignal::new(0),
            typing: StoredValue::new_local(BTreeMap::new()),
            timer: StoredValue::new_local(None),
            known: StoredValue::new_local(Vec::new()),
            database: StoredValue::new_local(Database::default()),
            // Without one, what another tab has kept is met when this one keeps something.
            others: StoredValue::new_local(BroadcastChannel::new(CHANNEL).ok()),
        };
        spawn_local(workshop.read());
        if let Some(others) = workshop.others.get_value() {
            dom::listen(&others, "message", move |_: Event| {
                spawn_local(workshop.hear());
            });
        }
        workshop
    }

    async fn read(self) {
        match self.on_device().await {
            Ok((text, read)) => {
                if text.is_some() && read.is_none() {
                    self.kept.set(Kept::Damaged);
                }
                self.known.set_value(vec![text]);
                self.current.set(read);
            }
            Err(_) => self.kept.set(Kept::No),
        }
        self.is_read.set(true);
    }

    /// What the device keeps, and the adaptation that it is, where it can be read.
    async fn on_device(
        self,
    ) -> Result<(Option<String>, Option<Rc<Adaptation>>), crate::record::store::StoreError> {
        let database = self.database.get_value();
        let text = database.kept_file(KeptFile::Adaptation).await?;
        let bytes = text.as_ref().and_then(|text| STANDARD.decode(text).ok());
        let read = bytes.and_then(|bytes| Adaptation::read(&bytes).ok());
        Ok((text, read.map(Rc::new)))
    }

    /// Shows what another tab has kept, unless something here is not kept yet.
    pub async fn hear(self) {
        let is_all_kept = move || {
            self.is_read.try_get_untracked() == Some(true)
                && matches!(
                    self.kept.try_get_untracked(),
                    Some(Kept::Yes | Kept::Damaged)
                )
        };
        if !is_all_kept() {
            return;
        }
        if let Ok((text, read)) = self.on_device().await
            && is_all_kept()
            && !self.known.with_value(|known| known.contains(&text))
        {
            self.show(text, read);
        }
    }

    fn show(self, text: Option<String>, read: Option<Rc<Adaptation>>) {
        self.known.set_value(vec![text]);
        self.step(self.current.get_untracked());
        self.current.set(read);
        self.kept.set(Kept::Yes);
    }

    /// Lets one of the two stand. The other is a step that can be undone.
    pub async fn let_stand(self, side: Side) {
        self.take_typed();
        match (self.on_device().await, side) {
            (Ok((text, read)), Side::There) => self.show(text, read),
            (Ok((text, read)), Side::Here) => {
                self.known.set_value(vec![text]);
                self.step(read);
                self.kept.set(Kept::Soon);
                self.keep_now();
            }
            (Err(_), _) => self.kept.set(Kept::No),
        }
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
        self.step(before);
        self.current.set(adaptation.map(Rc::new));
        self.keep();
    }

    fn step(self, before: Option<Rc<Adaptation>>) {
        self.before.update_value(|steps| {
            steps.push(before);
            if steps.len() > STEPS {
                steps.remove(0);
            }
            self.steps.set(steps.len());
        });
    }

    /// Changes the adaptation.
    pub fn change(self, change: impl FnOnce(&mut Adaptation)) {
        let mut adaptation = (*self.get_untracked()).clone();
        change(&mut adaptation);
        self.set(Some(adaptation));
    }

    /// Goes back to what there was before the last step.
    pub fn undo(self) {
        self.take_typed();
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

    /// Somebody types into a field: what is there is taken and kept a moment from now, or when she leaves.
    pub fn typed(self, field: &str, take: Take) {
        self.typing
            .update_value(|typing| drop(typing.insert(field.to_owned(), take)));
        self.keep();
    }

    /// Whether something is being typed into a field that is not taken yet.
    pub fn is_typed(self, field: &str) -> bool {
        self.typing.with_value(|typing| typing.contains_key(field))
    }

    /// Takes what is being typed.
    pub fn take_typed(self) {
        let mut typing = BTreeMap::new();
        self.typing
            .update_value(|now| std::mem::swap(now, &mut typing));
        for take in typing.into_values() {
            take();
        }
    }

    /// Keeps it on the device, a moment from now. While another tab's stands there, nothing is written
    /// over it.
    fn keep(self) {
        if self.kept.get_untracked() != Kept::Elsewhere {
            self.kept.set(Kept::Soon);
        }
        self.timer
            .set_value(Some(clock::after(PAUSE, move || self.keep_now())));
    }

    /// Keeps it on the device.
    pub fn keep_now(self) {
        let Some((known, text)) = self.to_keep() else {
            return;
        };
        let (database, current) = (self.database.get_value(), self.current.get_untracked());
        spawn_local(async move {
            let which = KeptFile::Adaptation;
            let kept = database.keep_file_over(which, &known, text.clone()).await;
            if let Ok(true) = kept {
                self.tell(&text);
            }
            // Something may have been changed meanwhile.
            let is_all = self.current.try_get_untracked() == Some(current)
                && self.typing.try_with_value(BTreeMap::is_empty) == Some(true);
            self.kept.try_set(match kept {
                Ok(true) if is_all => Kept::Yes,
                Ok(true) => return,
                Ok(false) => Kept::Elsewhere,
                Err(_) => Kept::No,
            });
        });
    }

    /// Keeps it as the page is left, when there is no time to see what stands on the device.
    pub fn leave(self) {
        let Some((_, text)) = self.to_keep() else {
            return;
        };
        let database = self.database.get_value();
        spawn_local(async move {
            let which = KeptFile::Adaptation;
            if database.keep_file(which, text.clone()).await.is_ok() {
                self.tell(&text);
            }
        });
    }

    /// What stands on the device as far as this tab knows, and what is to stand there; none where nothing
    /// is to be kept.
    fn to_keep(self) -> Option<(Vec<Option<String>>, Option<String>)> {
        self.take_typed();
        if self.kept.get_untracked() != Kept::Soon {
            return None;
        }
        let written = self.current.get_untracked().map(|current| current.write());
        let Ok(file) = written.transpose() else {
            self.kept.set(Kept::No);
            return None;
        };
        let text = file.map(|bytes| STANDARD.encode(bytes));
        let known = self.known.get_value();
        self.known.update_value(|known| known.push(text.clone()));
        Some((known, text))
    }

    /// This is on the device, as the other tabs hear.
    fn tell(self, text: &Option<String>) {
        self.known.try_update_value(|known| {
            let at = known.iter().rposition(|known| known == text);
            known.drain(..at.unwrap_or_default());
        });
        if let Some(Some(others)) = self.others.try_get_value() {
            let _ = others.post_message(&JsValue::TRUE);
        }
    }
}

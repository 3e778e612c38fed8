//! The desk: what is being written to one criterion in this tab, and how it becomes drafts and
//! versions. It draws nothing.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    criterion::Criterion,
    record::{
        draft::{Asked, Draft, VERSION_EVERY},
        event::About,
        pending::Texts,
        seal::Seal,
        state::{CriterionState, Kept},
        store::StoreError,
        what::Version,
    },
    ui::{
        clock::{self, Timer},
        here::Here,
    },
};

/// How long nobody has typed before the text is looked at, in milliseconds.
const LOOK_AFTER: i32 = 900;

/// Whether what is on the desk is on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was changed since the page was opened.
    Untouched,
    /// Something was typed a moment ago.
    Typing,
    /// All of it is on the device.
    OnDevice,
    /// It is not, for this reason.
    Not(String),
}

/// What is being written in this tab. It is a handle: copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The text.
    pub text: RwSignal<String>,
    /// The points that are ticked.
    pub covered: RwSignal<BTreeSet<Arc<str>>>,
    /// The versions that the text was begun from.
    pub base: RwSignal<Vec<Seal>>,
    /// Whether it is on the device.
    pub saved: RwSignal<Saved>,
    /// The text as it was when the typing last paused: what is looked at for prompts and
    /// identifying details.
    pub paused: RwSignal<String>,
    /// Something to be announced.
    pub said: RwSignal<String>,
    /// The submission whose text stands on the page, with the comments in it.
    pub in_place: RwSignal<Option<Seal>>,
    here: StoredValue<Here, LocalStorage>,
    criterion: StoredValue<Criterion>,
    /// When this tab wrote drafts, by which it knows them again.
    written: StoredValue<BTreeSet<Timestamp>>,
    /// Since when something has been typed that is in no version.
    unkept_since: StoredValue<Option<Timestamp>>,
    writing: StoredValue<Option<Timer>, LocalStorage>,
    looking: StoredValue<Option<Timer>, LocalStorage>,
}

impl Desk {
    /// A desk with the latest version on it.
    pub fn new(here: Here, criterion: Criterion) -> Self {
        let desk = Self {
            text: RwSignal::new(String::new()),
            covered: RwSignal::new(BTreeSet::new()),
            base: RwSignal::new(Vec::new()),
            saved: RwSignal::new(Saved::Untouched),
            paused: RwSignal::new(String::new()),
            said: RwSignal::new(String::new()),
            in_place: RwSignal::new(None),
            here: StoredValue::new_local(here),
            criterion: StoredValue::new(criterion),
            written: StoredValue::new(BTreeSet::new()),
            unkept_since: StoredValue::new(None),
            writing: StoredValue::new_local(None),
            looking: StoredValue::new_local(None),
        };
        desk.take_latest();
        desk
    }

    /// Where the learner is.
    pub fn here(self) -> Here {
        self.here.get_value()
    }

    /// The criterion.
    pub fn criterion(self) -> Criterion {
        self.criterion.get_value()
    }

    /// What events say that they are about, and the text they are pinned to.
    pub fn about(self) -> (About, Texts) {
        self.here().about_criterion(&self.criterion())
    }

    /// What the record says of the criterion, following changes.
    pub fn state(self) -> CriterionState {
        let id = self.criterion().id;
        self.here().track_unit(|unit| {
            unit.and_then(|unit| unit.criteria.get(&id).cloned())
                .unwrap_or_default()
        })
    }

    /// The same, without following changes.
    pub fn state_untracked(self) -> CriterionState {
        let id = self.criterion().id;
        self.here().with_unit(|unit| {
            unit.and_then(|unit| unit.criteria.get(&id).cloned())
                .unwrap_or_default()
        })
    }

    /// Versions that what is on the desk does not follow, and nothing else does: written in
    /// another window, or on another device.
    pub fn others(self) -> Vec<Kept<Version>> {
        let base = self.base.get();
        let state = self.state();
        let known = known(&state, &base);
        state
            .newest_versions()
            .into_iter()
            .filter(|head| !known.contains(&head.seal))
            .cloned()
            .collect()
    }

    /// Whether anything on the desk is in no version.
    pub fn is_changed(self) -> bool {
        let (text, covered) = (self.text.get_untracked(), self.covered.get_untracked());
        let state = self.state_untracked();
        match self.base.get_untracked().as_slice() {
            [] => !text.is_empty() || !covered.is_empty(),
            [only] => state.versions.get(only).is_none_or(|version| {
                *version.said.text != *text || version.said.covered != covered
            }),
            // Several are being brought together.
            [_, ..] => true,
        }
    }

    /// Something was typed.
    pub fn type_text(self, text: String) {
        self.text.set(text);
        self.change();
    }

    /// A point was ticked, or its tick taken away.
    pub fn tick(self, point: &str, ticked: bool) {
        self.covered.update(|covered| {
            if ticked {
                covered.insert(point.into());
            } else {
                covered.remove(point);
            }
        });
        self.change();
    }

    fn change(self) {
        self.saved.set(Saved::Typing);
        if self.unkept_since.get_value().is_none() {
            self.unkept_since.set_value(Some(clock::now()));
        }
        if self.writing.with_value(Option::is_none) {
            let timer = clock::after(clock::WRITE_AFTER, move || {
                self.writing.try_set_value(None);
                self.write();
            });
            self.writing.set_value(Some(timer));
        }
        let look = clock::after(LOOK_AFTER, move || self.look());
        self.looking.set_value(Some(look));
    }

    /// Looks at the text at once.
    pub fn look(self) {
        if let Some(text) = self.text.try_get_untracked()
            && self.paused.with_untracked(|paused| *paused != text)
        {
            self.paused.set(text);
        }
    }

    fn draft(self) -> Draft {
        Draft {
            tab: self.here().session.tab(),
            about: self.about().0,
            after: self.base.get_untracked(),
            at: clock::now(),
            text: self.text.get_untracked().into(),
            covered: self.covered.get_untracked(),
            via: None,
        }
    }

    /// Writes down what is on the desk; keeps it as a version where that is due.
    fn write(self) {
        if !self.is_changed() {
            // She has undone what she did.
            self.here().session.drop_draft(&self.draft());
            self.unkept_since.set_value(None);
            self.saved.set(Saved::OnDevice);
            return;
        }
        let since = self.unkept_since.get_value().unwrap_or_else(clock::now);
        if clock::now().duration_since(since).unsigned_abs() >= VERSION_EVERY {
            self.keep_unasked();
            return;
        }
        let draft = self.draft();
        self.written.update_value(|written| {
            written.insert(draft.at);
        });
        let (session, texts) = (self.here().session, self.about().1);
        spawn_local(async move {
            let (text, covered) = (Arc::clone(&draft.text), draft.covered.clone());
            let kept = session.keep_draft(draft, texts).await;
            self.tell_saved(&text, &covered, kept);
        });
    }

    /// Says whether what is on the desk is on the device, unless it has changed since.
    fn tell_saved(self, text: &str, covered: &BTreeSet<Arc<str>>, kept: Result<(), StoreError>) {
        let same_text = self.text.try_with_untracked(|now| now == text);
        let same_ticks = self.covered.try_with_untracked(|now| now == covered);
        match kept {
            Err(error) => drop(self.saved.try_set(Saved::Not(error.to_string()))),
            Ok(()) if same_text == Some(true) && same_ticks == Some(true) => {
                self.saved.try_set(Saved::OnDevice);
            }
            Ok(()) => {}
        }
    }

    /// Keeps what is on the desk as a version, because she wants that, if it is in none that she wanted.
    /// Gives the version that says what is on the desk.
    pub fn keep(self) -> Option<Seal> {
        let (state, base) = (self.state_untracked(), self.base.get_untracked());
        if !self.is_changed() && !base.iter().any(|version| state.is_unasked(version)) {
            return base.first().copied();
        }
        let mut draft = self.draft();
        draft.after = state.asked_follows(base);
        self.keep_as(Asked::Yes, draft)
    }

    /// Keeps what is on the desk as a version, if it is in none, though nobody has asked for it. It stays
    /// on the device.
    pub fn keep_unasked(self) {
        if self.is_changed() {
            self.keep_as(Asked::No, self.draft());
        }
    }

    fn keep_as(self, asked: Asked, draft: Draft) -> Option<Seal> {
        let (text, covered) = (Arc::clone(&draft.text), draft.covered.clone());
        let told = move |kept| self.tell_saved(&text, &covered, kept);
        let texts = self.about().1;
        let seal = self
            .here()
            .session
            .keep_version(draft, asked, texts, told)?;
        self.writing.set_value(None);
        self.unkept_since.set_value(None);
        self.base.set(vec![seal]);
        Some(seal)
    }

    /// Puts a text on the desk in place of the one there, which is kept as a version first.
    pub fn put(self, text: &str, covered: &BTreeSet<Arc<str>>) {
        self.keep_unasked();
        self.text.set(text.to_owned());
        self.covered.set(covered.clone());
        self.change();
        self.look();
    }

    /// Puts the latest version on the desk.
    fn take_latest(self) {
        let state = self.state_untracked();
        let Some(latest) = state.versions.latest() else {
            return;
        };
        self.text.set(latest.said.text.to_string());
        self.covered.set(latest.said.covered.clone());
        self.base.set(vec![latest.seal]);
        self.look();
    }

    /// The record has changed: a version of this tab's own draft, which another tab made when it
    /// was opened, is what this tab goes on from; where nothing was changed here, the newer
    /// version comes onto the desk. Anything else stays beside it. Says whether the desk holds
    /// another text now.
    pub fn follow(self) -> bool {
        let state = self.state_untracked();
        let base = self.base.get_untracked();
        let own = self.written.with_value(|written| {
            let head = state.versions.heads().into_iter().find(|head| {
                !base.contains(&head.seal)
                    && written.contains(&head.event.at)
                    && head.event.after == base
            });
            head.map(|head| head.seal)
        });
        if let Some(own) = own {
            self.base.set(vec![own]);
            return false;
        }
        let heads = state.newest_versions();
        let moved_on = matches!(heads.as_slice(), [only] if !base.contains(&only.seal));
        let untouched = !self.is_changed();
        if moved_on && untouched {
            self.take_latest();
        }
        moved_on && untouched
    }

    /// Takes another version's text in place of the one on the desk. What is kept follows both.
    pub fn take(self, other: &Kept<Version>) {
        self.keep_unasked();
        self.base.update(|base| base.push(other.seal));
        self.text.set(other.said.text.to_string());
        self.covered.set(other.said.covered.clone());
        self.keep();
        self.look();
    }

    /// Stays with the text on the desk. What is kept follows both.
    pub fn stay(self, other: &Kept<Version>) {
        self.base.update(|base| base.push(other.seal));
        self.keep();
    }

    /// Puts another version's text under the one on the desk, for the learner to bring together.
    /// What is kept follows both.
    pub fn join(self, other: &Kept<Version>) {
        self.keep_unasked();
        self.base.update(|base| base.push(other.seal));
        let joined = [self.text.get_untracked().trim_end(), &other.said.text].join("\n\n");
        self.text.set(joined);
        self.covered
            .update(|covered| covered.extend(other.said.covered.iter().cloned()));
        self.change();
        self.look();
    }
}

/// Everything that some versions are or follow.
fn known(state: &CriterionState, base: &[Seal]) -> BTreeSet<Seal> {
    let own = base.iter().filter_map(|seal| state.versions.get(seal));
    let mut known = state.versions.before(own);
    known.extend(base);
    known
}
